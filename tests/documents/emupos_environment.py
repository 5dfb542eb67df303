"""Finds or makes the emulator's own environment: emupos needs Python 3.13, the product runs on 3.11."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PINNED = "emupos==0.4.0"
FOLDER = Path(__file__).parents[2] / ".venv-emupos"
_INSTALL_S = 200


class Unavailable(Exception):
    """Why the emulator cannot run here."""


def emulator_python() -> Path:
    """The interpreter that has emupos. Makes the environment at the first call; Unavailable says what is missing."""
    if not FOLDER.exists():
        _make(_python_313())
    python = _interpreter(FOLDER)
    if not python.exists():
        raise Unavailable(f"{FOLDER.name} has no interpreter; remove the folder and run again")
    return python


def _python_313() -> str:
    """A Python 3.13: by name on PATH, else among pyenv's versions."""
    names = [shutil.which("python3.13"), shutil.which("python3")]
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    names += [str(path) for path in sorted((root / "versions").glob("3.13*/bin/python"), reverse=True)]
    for name in names:
        if name and _is_313(name):
            return name
    raise Unavailable("no Python 3.13 on PATH or among pyenv's versions")


def _is_313(python: str) -> bool:
    # A pyenv shim exists for every version ever installed and fails when it is called: only the answer counts.
    asked = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=20)
    return answer.stdout.split() == ["3", "13"]


def _make(python: str) -> None:
    """Builds beside the folder and renames, so that two test processes do not meet in a half-made environment."""
    building = FOLDER.with_name(f"{FOLDER.name}-{os.getpid()}")
    steps = (
        [python, "-m", "venv", str(building)],
        [str(_interpreter(building)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PINNED],
    )
    try:
        for step in steps:
            done = subprocess.run(step, capture_output=True, text=True, check=False, timeout=_INSTALL_S)
            if done.returncode != 0:
                raise Unavailable(f"{PINNED} could not be installed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        try:
            building.rename(FOLDER)
        except OSError:
            if not FOLDER.exists():
                raise
    except subprocess.TimeoutExpired as slow:
        raise Unavailable(f"{PINNED} could not be installed within {_INSTALL_S} s") from slow
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _interpreter(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

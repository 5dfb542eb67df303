"""The project's own environment `.venv`: the packages of a hash-pinned lock, made once, kept while nothing changed.

start.py and test.py share this. Only the standard library is used; every failure is one `SetupError` line that says
what to do. The locks name versions and hashes but no addresses, so any package index pip is set up for will do.
"""

from __future__ import annotations

import compileall
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "prepared.txt"
LOG = VENV / "setup.log"
LOCKS = {"run": ROOT / "installer/locks/run.txt", "dev": ROOT / "installer/locks/dev.txt"}
SPACE_NEEDED = 1_200_000_000  # bytes; PySide6 is most of it

# What Qt loads on Linux and a bare Debian or Ubuntu lacks: package -> the library by which it is recognised.
LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
    "libx11-xcb1": "libX11-xcb.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-shm0": "libxcb-shm.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xinerama0": "libxcb-xinerama.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
}
TEST_PROGRAMS = {"xvfb": "Xvfb", "xdotool": "xdotool"}
TEST_FONT = "DejaVuSans.ttf"

# What a failed pip or apt run means, by the words in its output.
MEANINGS = {
    r"No space left": "the disk is full: make room, then run this again",
    r"Retrying \(|Temporary failure|Could not resolve|unreachable|Unable to fetch": (
        "the package index was not reached: check the network (or pip's settings), then run this again"
    ),
    r"DO NOT MATCH THE HASHES": "a package is not the one the lock names, nothing of it was installed",
    r"No matching distribution": (
        "a package has no ready-made file for this system: it takes Python 3.11 to 3.14 on Windows, macOS or Linux "
        "with glibc 2.34 or newer (Debian 12, Ubuntu 22.04)"
    ),
    r"dpkg frontend lock|Could not get lock": "another package tool is running: wait for it, then run this again",
}


class SetupError(Exception):
    """One line for the person at the keyboard: what is wrong and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def python() -> Path:
    """The environment's interpreter."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def child_environment() -> dict[str, str]:
    """The surroundings without what would leak another Python's packages into the environment."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV")}
    return env | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def prepare(kind: str) -> Path:
    """Bring `.venv` to the lock `kind` ("run" or "dev") and return its interpreter; does nothing where it is there."""
    if not is_current(kind):
        say(f"Setting up in {VENV} (Python {sys.version.split()[0]}, lock {kind}.txt)")
        system_packages(kind)
        make_venv()
        install_packages(kind)
        install_project()
        STAMP.write_text(stamp(kind), encoding="utf-8")
        say("Set up.")
    # Python compiles what it imports only where it is allowed to write; this costs a moment and saves a slow start.
    compileall.compile_dir(ROOT / "app", quiet=2)
    return python()


def stamp(kind: str) -> str:
    """What the environment was made of: any difference makes it again."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest = hashlib.sha256(LOCKS[kind].read_bytes() + repr(project).encode()).hexdigest()
    return f"{kind}\n{digest}\nPython {sys.version_info[0]}.{sys.version_info[1]}\n{ROOT}\n"


def is_current(kind: str) -> bool:
    """True where the environment holds this lock; the lock `dev` holds everything of `run`."""
    if not STAMP.exists() or not python().exists():
        return False
    found = STAMP.read_text(encoding="utf-8")
    return found == stamp("dev") or (kind == "run" and found == stamp("run"))


def missing_packages(kind: str) -> list[str]:
    """The Debian packages that are missing here; empty on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for package, library in LIBRARIES.items() if not loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info[1]}-venv")
    if kind == "dev":
        missing += [package for package, program in TEST_PROGRAMS.items() if shutil.which(program) is None]
        if next(Path("/usr/share/fonts").rglob(TEST_FONT), None) is None:
            missing.append("fonts-dejavu-core")
    return missing


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def system_packages(kind: str) -> None:
    """Install the missing system packages, or say by which command."""
    missing = missing_packages(kind)
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") is None:
        files = [LIBRARIES.get(name, name) for name in missing]
        raise SetupError(f"missing on this system: {' '.join(files)}. Install them, then run this again")
    if os.geteuid() != 0:
        raise SetupError(f"missing system packages. Run: sudo apt-get install -y {names}   and then this again")
    say(f"  system packages: {names}")
    env = child_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *missing]):
        done = subprocess.run(command, env=env, capture_output=True, text=True, errors="replace")
        if done.returncode != 0 and command[1] == "install":
            raise SetupError(f"{reason(done.stdout + done.stderr)}. Tried: {' '.join(command)}")


def make_venv() -> None:
    """An empty `.venv`; one that is there is emptied, as it belongs to another lock, Python or folder."""
    if shutil.disk_usage(ROOT).free < SPACE_NEEDED:
        raise SetupError(f"the disk of {ROOT} needs {SPACE_NEEDED // 1_000_000} MB free: make room, run this again")
    say("  environment")
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError(f"{VENV} is to be made again and cannot do that itself: run this with the system's Python")
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"cannot make {VENV}: {error}. Is it in use, is the folder writable?") from error


def install_packages(kind: str) -> None:
    """The locked packages, wheels only, each checked against its hash."""
    lock = LOCKS[kind].read_text(encoding="utf-8")
    total = len(re.findall(r"^\S+==", lock, re.MULTILINE))
    pip("--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[kind]), total=total)


def install_project() -> None:
    """This folder itself, editable: the console script and the version, no copy of the code."""
    say("  jifentai itself")
    # Compat is a plain path in site-packages; the other mode runs an import hook at every start.
    pip("--no-index", "--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", "-e", str(ROOT))


def pip(*arguments: str, total: int = 0) -> None:
    """Run `pip install`, show one short line for each of `total` packages and turn its failure into one line."""
    command = [str(python()), "-m", "pip", "install", "--no-input", "--progress-bar", "off", "--retries", "2"]
    text: list[str] = []
    count = 0
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=child_environment(), text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            text.append(line)
            if line.startswith("Collecting "):
                count += 1
                say(f"  package {count} of {total}: {line.split()[1].partition('==')[0]}")
            elif total and line.startswith("Installing collected"):
                say("  unpacking")
    with LOG.open("a", encoding="utf-8") as log:
        log.writelines(text)
    if process.returncode != 0:
        raise SetupError(f"{reason(''.join(text))}. The whole story is in {LOG}")


def reason(output: str) -> str:
    """What a failed run means and what to do, in one line."""
    for signs, meaning in MEANINGS.items():
        if re.search(signs, output):
            return meaning
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "e:"))]
    return (errors or lines or ["it failed without a word"])[-1]

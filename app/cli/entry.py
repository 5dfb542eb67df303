"""Where the program begins: `run` in its plain forms goes straight to the counter, every other command line to typer (`app.cli.main`).

A cashier who has clicked the icon does not wait until the help of all commands stands ready. What is not understood here whole, help and
mistakes included, is typer's.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

_FOLDER = "--data-dir"
_SWITCHES = {"--demo": "demo", "--virtual-printer": "virtual_printer"}
_EXPANDED = "~$%*?["
"""On Windows the command line's own library puts in what these stand for."""


def main() -> None:
    """Entry point of the console script."""
    wanted = wanted_counter(sys.argv[1:])
    if wanted is None:
        from app.cli.main import main as commands

        commands()
        return
    gc.disable()  # until the window stands: what the imports make stays
    from app.cli.run import run_counter

    folder, switches = wanted
    sys.exit(run_counter(folder, demo="demo" in switches, virtual_printer="virtual_printer" in switches))


def wanted_counter(arguments: Sequence[str]) -> tuple[Path | None, frozenset[str]] | None:
    """Data folder and switches of `run`; None for any other command line."""
    if not arguments or arguments[0] != "run":
        return None
    folder: Path | None = None
    switches = set()
    rest = iter(arguments[1:])
    for argument in rest:
        if argument in _SWITCHES:
            switches.add(_SWITCHES[argument])
            continue
        name, joined, value = argument.partition("=")
        if name != _FOLDER:
            return None
        value = value if joined else next(rest, "")
        if not value or value.startswith("-") or set(value) & set(_EXPANDED):
            return None
        folder = Path(value)
    return folder, frozenset(switches)

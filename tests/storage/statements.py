"""Keeps app/storage/sqlite/texts.py, the SQL text of every statement, in step with the statements as they are written in Core.

    python -m tests.storage.statements            rewrite it
    python -m tests.storage.statements --check    only compare; exit 1 and one line where it is not what Core says

To be run in a process of its own: statements are compiled when their module is imported.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from app.storage import sqlite
from app.storage.sqlite import statements

FILE = Path(statements.__file__).with_name("texts.py")
APART = ("migrations",)
_WIDTH = 110
_HEAD = '''"""The SQL text of every statement by the spelling of its expression in Core (`statements.prepare`).

Written by `python -m tests.storage.statements`, never by hand; a test fails where it is not what Core says.
"""

from __future__ import annotations

TEXTS: dict[str, str] = {
'''


def modules() -> list[str]:
    """The modules that may hold statements."""
    found = (module.name for module in pkgutil.walk_packages(sqlite.__path__, f"{sqlite.__name__}."))
    return sorted(name for name in found if not set(name.split(".")) & set(APART))


def compiled() -> list[tuple[str, str, str]]:
    """Module, key and text of every statement, each text once, by module and then in the order of the source."""
    statements.compiled_anew = []
    for name in modules():
        importlib.import_module(name)
    found: dict[str, tuple[str, str, str]] = {}
    for entry in sorted(statements.compiled_anew, key=lambda entry: entry[0]):
        found.setdefault(entry[1], entry)
    return list(found.values())


def source() -> str:
    """What the file has to be."""
    return _HEAD + "".join(_lines(compiled())) + "}\n"


def _lines(entries: list[tuple[str, str, str]]) -> Iterator[str]:
    last = ""
    for module, key, text in entries:
        if module != last:
            yield f"    # {module.removeprefix(f'{sqlite.__name__}.')}\n"
            last = module
        parts = [part for line in text.splitlines(keepends=True) for part in _wrapped(line)]
        if len(parts) == 1:
            yield f'    "{key}": {_literal(text)},\n'
        else:
            yield f'    "{key}": (\n' + "".join(f"        {_literal(part)}\n" for part in parts) + "    ),\n"


def _wrapped(line: str) -> Iterator[str]:
    while len(line) > _WIDTH:
        end = line.rindex(" ", 0, _WIDTH) + 1
        yield line[:end]
        line = line[end:]
    yield line


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    """Rewrites the file, or compares it."""
    parser = argparse.ArgumentParser(prog="python -m tests.storage.statements", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    wanted, there = source(), FILE.read_text(encoding="utf-8")
    if parser.parse_args().check:
        if wanted != there:
            sys.stderr.write("texts.py is not what Core says; run python -m tests.storage.statements\n")
        return int(wanted != there)
    FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

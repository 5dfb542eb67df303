"""Keeps resources/translations/zh_CN.ts and .qm in step with the texts in app/gui.

    python -m tests.gui.translations                  rewrite both; new texts are marked unfinished, unused ones dropped
    python -m tests.gui.translations --add FILE.tsv   take translations from lines `English<TAB>Chinese` first

A text is the literal given to `t(...)`, `texts(...)`, `mark(...)`, or one of the first two of `plural(...)`.
"""

from __future__ import annotations

import argparse
import ast
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "app" / "gui"
TS_FILE = ROOT / "resources" / "translations" / "zh_CN.ts"
QM_FILE = TS_FILE.with_suffix(".qm")
_CALLS = {"t": 1, "_t": 1, "texts": 1, "_texts": 1, "mark": 1, "plural": 2}


def texts_in(source: str) -> Iterator[str]:
    """The literals for translation in one Python source."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for argument in node.args[: _CALLS.get(name, 0)]:
            # Both ends of `t("a" if x else "b")` are texts.
            parts = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                    yield part.value


def sources() -> list[str]:
    """Every text of the interface, each once, in the order of files and lines."""
    found = (text for path in sorted(SOURCES.rglob("*.py")) for text in texts_in(path.read_text(encoding="utf-8")))
    return list(dict.fromkeys(found))


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def translations(path: Path = TS_FILE) -> dict[str, str]:
    """English → Chinese of the Linguist file; an unfinished message has an empty translation."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).getroot().iter("message")
    return {message.findtext("source") or "": message.findtext("translation") or "" for message in messages}


def write(messages: dict[str, str], path: Path = TS_FILE) -> None:
    """Writes the Linguist file, sorted by source."""
    root = ElementTree.Element("TS", {"version": "2.1", "language": "zh_CN", "sourcelanguage": "en"})
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "jifentai"
    for source in sorted(messages):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        translation = ElementTree.SubElement(message, "translation")
        translation.text = messages[source]
        if not messages[source]:
            translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_qm(ts_file: Path = TS_FILE, qm_file: Path = QM_FILE) -> None:
    """Runs Qt's lrelease."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    fresh = qm_file.with_suffix(".new")
    subprocess.run([str(tool), "-silent", str(ts_file), "-qm", str(fresh)], check=True)
    fresh.replace(qm_file)


def main() -> int:
    """Updates both files; 1 when a text lacks its translation."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--add", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    known = translations()
    for path in arguments.add:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                english, _tab, chinese = line.partition("\t")
                known[english] = chinese
    wanted = sources()
    write({source: known.get(source, "") for source in wanted})
    compile_qm()
    missing = [source for source in wanted if not known.get(source)]
    for source in missing:
        sys.stdout.write(f"no Chinese yet: {source}\n")
    for source in known:
        if source not in wanted:
            sys.stdout.write(f"not used any more: {source}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())

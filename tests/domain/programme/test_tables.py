"""Every worked table of the programme's specification, cell by cell: what stands in it is what the golden cases expect and what the
engine answers. The comment above a table says which file its cases are in and which field of the answer each column shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from app.domain.programme.operations import evaluate
from tests.domain.programme.test_golden import GOLDEN

TABLES = (GOLDEN / "tables.md").read_text(encoding="utf-8")
_CHECK = re.compile(r"<!-- check: (?P<file>[\w.-]+); (?P<columns>.+) -->")
_CASE = re.compile(r"`([A-Za-z0-9_]+)`")


@dataclass(frozen=True)
class Row:
    """A row of a table: the case it is about, and for each column that is checked the field and the cell."""

    file: str
    case: str
    cells: Mapping[str, tuple[str, str]]


def _columns(text: str) -> dict[str, str]:
    return dict(part.split(" = ", 1) for part in text.split("; "))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _rows() -> list[Row]:
    lines = TABLES.splitlines()
    rows: list[Row] = []
    for number, line in enumerate(lines):
        found = _CHECK.fullmatch(line)
        if found is None:
            continue
        columns = _columns(found["columns"])
        head = _cells(lines[number + 1])
        for text in lines[number + 3 :]:
            if not text.startswith("|"):
                break
            cells = dict(zip(head, _cells(text), strict=True))
            case = _CASE.search(cells["Case"])
            assert case is not None, text
            rows.append(Row(found["file"], case[1], {column: (field, cells[column]) for column, field in columns.items()}))
    return rows


ROWS = _rows()
CASES = {
    file.name: {case["id"]: case for case in json.loads(file.read_text(encoding="utf-8"))} for file in sorted(GOLDEN.glob("[0-9]*.json"))
}


def _at(value: Any, path: str) -> Any:
    """The field of an answer. In lists a number is a place, anything else the rule, line or lot of that name."""
    for step in path.split("."):
        if isinstance(value, list):
            if step.isdigit():
                value = value[int(step)] if int(step) < len(value) else None
            else:
                value = next((part for part in value if step in (part.get("rule"), part.get("line"), part.get("lot"))), None)
        else:
            value = None if value is None else value.get(step)
    return value


_LISTED: Mapping[str, Callable[[Any], str]] = {
    "deltas": lambda part: f"{part['recipient']} {part['rule']} {part['delta']}",
    "tenders": lambda part: f"{part['kind']} {part['refund_minor']}",
    "restored": lambda part: f"{part['lot']} {part['points']} {part['expires_on']} {part['state']}",
    "expired": lambda part: f"{part['lot']} {part['points']} {part['expired_on']}",
    "taken": lambda part: f"{part['lot']} {part['points']}",
    "uses": lambda part: f"{part['lot']} {part['points']}",
}


def shown(value: Any, field: str) -> str:
    """A value of an answer as a cell shows it."""
    if value is None or value in ([], {}):
        return "—"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{line} {points}" for line, points in value.items())
    if isinstance(value, list):
        return ", ".join(_LISTED[field.rsplit(".", 1)[-1]](part) for part in value)
    return str(value)


def test_the_tables_are_whole() -> None:
    """Every table has its check, every case of a table is there."""
    tables = [number for number, line in enumerate(TABLES.splitlines()) if line.startswith("|---")]
    checks = _CHECK.findall(TABLES)
    assert len(tables) == len(checks) == 25
    assert {(row.file, row.case) for row in ROWS} <= {(file, case) for file, cases in CASES.items() for case in cases}
    assert len({(row.file, row.case) for row in ROWS}) == 179
    assert sum(len(row.cells) for row in ROWS) == 780


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.file[:2]}-{row.case}-{place}" for place, row in enumerate(ROWS)])
def test_a_row_of_a_worked_table(row: Row) -> None:
    case = CASES[row.file][row.case]
    answer = evaluate(case["input"])
    for column, (field, cell) in row.cells.items():
        assert shown(_at(case["expect"], field), field) == cell, f"{column}: {field}, as expected"
        assert shown(_at(answer, field), field) == cell, f"{column}: {field}, as answered"

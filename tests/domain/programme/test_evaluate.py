"""`evaluate` as the command line runs it: a file of documents or cases, and JSON Lines that never stop it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from app.cli import evaluate as command
from app.domain.canonical import canonical_text
from tests.domain.programme.shop import QUOTE
from tests.domain.programme.test_golden import GOLDEN


def run(file: Path | None = None, lines: str | None = None, stdin: bytes = b"") -> tuple[int, list[Any], str]:
    raw, complaints = io.BytesIO(), io.StringIO()
    stdout = io.TextIOWrapper(raw, encoding="ascii")
    code = command.run(file, lines, io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"), stdout, complaints)
    answers = [json.loads(line) for line in raw.getvalue().decode().splitlines()]
    return code, answers, complaints.getvalue()


def test_lines_are_answered_one_by_one_whatever_they_hold() -> None:
    cases = json.loads((GOLDEN / "02-rounding.json").read_text(encoding="utf-8"))
    lines = [json.dumps(case["input"], ensure_ascii=False).encode() for case in cases]
    code, answers, complaints = run(lines="-", stdin=b"\n".join([*lines, b"", b"\xff", b"nonsense", lines[0]]))
    refused = {"ok": False, "errors": [{"path": "", "code": "format"}]}
    assert answers == [*(case["expect"] for case in cases), refused, refused, cases[0]["expect"]]
    assert (code, complaints) == (0, "")


def test_a_line_that_is_too_long_is_refused_and_the_next_one_answered(monkeypatch: Any) -> None:
    monkeypatch.setattr(command, "LINE_MAX", 40)
    short = b'{"op":1}'
    code, answers, _ = run(lines="-", stdin=b"x" * 100 + b"\n" + short + b"\n")
    assert (code, [answer["errors"][0]["path"] for answer in answers]) == (0, ["", "/op"])


def test_cases_are_compared_with_what_they_expect(tmp_path: Path) -> None:
    assert run(GOLDEN / "15-errors.json")[0] == 0
    cases = json.loads((GOLDEN / "02-rounding.json").read_text(encoding="utf-8"))
    cases[1]["expect"]["totals"]["member"] += 1
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    code, answers, complaints = run(file)
    assert (code, len(answers), complaints) == (1, len(cases), "evaluate: case half_up differs from what it expects\n")


def test_one_document_and_the_line_is_canonical(tmp_path: Path) -> None:
    file = tmp_path / "sale.json"
    file.write_text(json.dumps(QUOTE), encoding="utf-8")
    raw = io.StringIO()
    assert command.run(file, None, io.StringIO(), raw) == 0
    assert raw.getvalue() == canonical_text(json.loads(raw.getvalue())) + "\n"
    file.write_text(json.dumps(QUOTE | {"op": "nothing"}), encoding="utf-8")
    assert run(file)[0] == 1


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "twice.json"
    file.write_text('{"op":"quote","op":"quote"}', encoding="utf-8")
    code, answers, complaints = run(file)
    assert (code, len(answers), answers[0]["ok"], complaints.count("\n")) == (1, 1, False, 1), "no document: refused like any other"
    for code, answers, complaints in (run(tmp_path / "none.json"), run(), run(file, "-"), run(lines="file.jsonl")):
        assert (code, answers, complaints.count("\n")) == (2, [], 1)

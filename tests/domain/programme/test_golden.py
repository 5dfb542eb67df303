"""Every golden case of programme.md §10 comes out exactly: as a document, as one canonical line, and from stored snapshots."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.canonical import canonical_text
from app.domain.programme.compiler import without_nulls
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.operations import evaluate, evaluate_line, parse_programme
from app.domain.programme.quote import quote

GOLDEN = Path(__file__).parents[2] / "golden" / "programme"
_ROWS = {
    ("01-benefits", "per_item"): "EARN-04",
    ("01-benefits", "multiply_lines"): "EARN-05",
    ("02-rounding", "step_next"): "LESSON-13",
    ("02-rounding", "carry_on"): "EDGE-08",
    ("05-base", "points_part"): "LESSON-11",
    ("05-base", "kinds"): "LESSON-10",
    ("07-tiers", "status_match"): "EARN-11",
    ("08-lots", "months_12"): "EXP-02",
    ("08-lots", "fixed_date"): "EXP-01",
    ("10-redemption", "max"): "RED-01",
    ("14-whole-shop", "shop"): "EARN-02",
}


def _cases() -> list[Any]:
    cases = []
    for file in sorted(GOLDEN.glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8")):
            row = _ROWS.get((file.stem, case["id"]))
            cases.append(pytest.param(case, id=f"{file.stem}-{case['id']}" + (f"-{row}" if row else "")))
    return cases


CASES = _cases()


def test_all_golden_cases_are_there() -> None:
    assert len(CASES) == 221


@pytest.mark.parametrize("case", CASES)
def test_golden(case: dict[str, Any]) -> None:
    answer = evaluate(case["input"])
    assert answer == case["expect"]
    assert evaluate_line(json.dumps(case["input"])) == canonical_text(case["expect"])


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0]["input"]["op"] == "quote" and case.values[0]["expect"]["ok"]])
def test_a_stored_snapshot_gives_the_same_quote(case: dict[str, Any]) -> None:
    """Event, member without birthday and context go through the documents that are stored with a sale."""
    given = without_nulls(case["input"])
    programme = parse_programme(case["input"]["programme"])
    context = ContextInput.from_document(ContextInput.from_document(given["context"]).to_document())
    event = EventInput.from_document(EventInput.from_document(given["event"]).to_document())
    member = None
    if "member" in given:
        kept = MemberInput.from_document(given["member"]).without_birthday(context.business_date, programme.leap_birthday)
        assert "birthday" not in kept.to_document()
        member = MemberInput.from_document(json.loads(json.dumps(kept.to_document())))
    assert quote(programme, event, member, context).to_document() == case["expect"]

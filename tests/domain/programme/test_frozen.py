"""Old versions still give their old sales the same points (G8, LESSON-10): evaluations written down once, answered the same for ever.

A file of tests/golden/frozen is never written again. When the engine learns something new, a new file with the next number is added.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.canonical import canonical_bytes
from app.domain.programme.operations import document_sha256, evaluate

FROZEN = Path(__file__).parents[2] / "golden" / "frozen"
WRITTEN = {"0001": "0fc2cb5086bca3d4c24d770ed3cc3fb9c636b6afeef4a6f2b6602347c136f0cb"}
"""SHA-256 of each file: whoever changes one has to say so here."""


def _files() -> dict[str, Any]:
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FROZEN.glob("*.json"))}


FILES = _files()
CASES = [
    pytest.param(held["programmes"][case["programme"]], case, id=f"{stem}-{place}")
    for stem, held in FILES.items()
    for place, case in enumerate(held["cases"])
]


@pytest.mark.parametrize(("programme", "case"), CASES)
def test_an_old_version_gives_an_old_sale_the_same(programme: dict[str, Any], case: dict[str, Any]) -> None:
    assert document_sha256(programme) == case["programme"]
    answer = evaluate(case["input"] | {"programme": programme})
    assert answer == case["expect"]
    assert canonical_bytes(answer) == canonical_bytes(case["expect"])


def test_what_was_written_down_stands_as_it_was() -> None:
    found = {stem: hashlib.sha256(canonical_bytes(held)).hexdigest() for stem, held in FILES.items()}
    assert found == WRITTEN


def test_the_old_sales_are_of_every_kind() -> None:
    cases = [case for held in FILES.values() for case in held["cases"]]
    kinds = {case["input"]["event"]["type"] for case in cases}
    assert {"sale", "challenge", "check_in", "top_up", "activity", "enrolment"} <= kinds
    assert {case["input"]["op"] for case in cases} == {"quote", "refund"}
    modes = {lane["mode"] for held in FILES.values() for programme in held["programmes"].values() for lane in programme["lanes"]}
    assert modes == {"stack", "best", "add_factors", "multiply"}

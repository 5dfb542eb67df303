"""Printer profiles: the shipped ones load, and wrong facts are named."""

from __future__ import annotations

import json

import pytest

from app.documents.document import PAPER_58, PAPER_80, PAPER_80_42
from app.documents.profiles import PrinterProfile
from tests.documents.printers import PROFILE_DIR, all_profiles, profile


def test_shipped_profiles() -> None:
    papers = {shipped.name: shipped.paper for shipped in all_profiles()}
    assert papers == {
        "epson-42": PAPER_80_42,
        "generic-58": PAPER_58,
        "generic-58-fs": PAPER_58,
        "generic-80": PAPER_80,
        "generic-80-fs": PAPER_80,
        "write-only-58": PAPER_58,
    }
    assert all(set(shipped.title) == {"zh", "en"} and all(shipped.title.values()) for shipped in all_profiles())
    assert profile("write-only-58").status == "none"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("columns", 40),
        ("columns", "48"),
        ("dots", True),
        ("hanzi_size", "big"),
        ("cutter", "yes"),
        ("status", "asb"),
        ("confirm", None),
        ("drawer_pin", 3),
        ("title", "x"),
        ("colour", "red"),
    ],
)
def test_wrong_facts_are_refused(field: str, value: object) -> None:
    facts = json.loads((PROFILE_DIR / "generic-80.json").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match=r"paper|printer profile"):
        PrinterProfile.from_mapping({**facts, field: value})


def test_a_missing_fact_is_named() -> None:
    facts = json.loads((PROFILE_DIR / "generic-80.json").read_text(encoding="utf-8"))
    del facts["cutter"]
    with pytest.raises(ValueError, match="cutter"):
        PrinterProfile.from_mapping(facts)

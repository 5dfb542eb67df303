"""The shipped printer profiles, for tests."""

from __future__ import annotations

import json
from pathlib import Path

from app.documents.profiles import PrinterProfile

PROFILE_DIR = Path(__file__).parents[2] / "resources" / "printers"


def profile(name: str) -> PrinterProfile:
    """The shipped profile of this name."""
    return PrinterProfile.from_mapping(json.loads((PROFILE_DIR / f"{name}.json").read_text(encoding="utf-8")))


def all_profiles() -> tuple[PrinterProfile, ...]:
    """Every shipped profile."""
    return tuple(profile(path.stem) for path in sorted(PROFILE_DIR.glob("*.json")))

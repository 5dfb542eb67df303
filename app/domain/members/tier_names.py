"""Names of tiers. A shop names its tiers in its own language; the five usual codes also have English names."""

from __future__ import annotations

_ENGLISH = {"regular": "Regular", "silver": "Silver", "gold": "Gold", "platinum": "Platinum", "diamond": "Diamond"}


def tier_name(code: str, name: str, language: str) -> str:
    """The tier's name in a language; the shop's own where there is no other."""
    return _ENGLISH.get(code, name) if language == "en" else name

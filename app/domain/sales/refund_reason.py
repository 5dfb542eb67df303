"""Why goods come back: codes for the journal, words for screen and slip."""

from __future__ import annotations

REASONS = ("quality", "wrong_item", "scanned_twice", "not_wanted", "other")
_LABELS = {
    "quality": ("临期或质量", "Short-dated or faulty"),
    "wrong_item": ("买错", "Wrong item"),
    "scanned_twice": ("多扫", "Scanned twice"),
    "not_wanted": ("顾客不要", "Not wanted"),
    "other": ("其他", "Other"),
}


def reason_label(code: str, language: str) -> str:
    """The reason in plain words; the code itself where it is a shop's own."""
    zh, en = _LABELS.get(code, (code, code))
    return en if language == "en" else zh

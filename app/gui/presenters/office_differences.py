"""What a document changes against another one, in plain words: for comparing, for publishing, and for the history."""

from __future__ import annotations

from app.domain.programme.differences import differences
from app.domain.programme.drafting import Document
from app.gui.presenters.office_views import FindingView
from app.gui.presenters.office_wording import Wording
from app.gui.theme.theme import Tone

_LOOKS: dict[str, tuple[Tone, str]] = {
    "added": ("success", "plus"),
    "removed": ("danger", "minus"),
    "changed": ("info", "edit"),
    "moved": ("secondary", "swap"),
    "writing": ("muted", "info"),
}


def told_differences(before: Document, after: Document, w: Wording) -> tuple[FindingView, ...]:
    """One line for everything that is another one; nothing when both mean the same. The number is given when a draft is published."""
    key = ("differences", str(id(before)), str(id(after)))
    known: tuple[tuple[Document, Document], tuple[FindingView, ...]] | None = w.memo.get(key)
    if known is None:
        found = differences(before, {**after, "version": before.get("version", 1)}, w.lang, w.names)
        views = tuple(FindingView(text=one.text, tone=_LOOKS[one.kind][0], icon=_LOOKS[one.kind][1]) for one in found)
        known = w.memo[key] = ((before, after), views)
    return known[1]

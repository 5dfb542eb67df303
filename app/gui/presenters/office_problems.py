"""What is wrong with a programme document, in plain words and at its place (programme.md §8).

While a programme is edited only values can be wrong: out of their bounds, or in contradiction with their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import steps_of, value_at
from app.gui.i18n import mark
from app.gui.presenters.office_wording import Wording

_PARTS = {
    "rules": mark("Rule {name}"),
    "lanes": mark("Lane {name}"),
    "caps": mark("Limit {n}"),
    "rewards": mark("Reward {name}"),
}
_PAGES = {
    "rules": "rules",
    "lanes": "lanes",
    "caps": "caps",
    "rewards": "rewards",
    "tiers": "tiers",
    "redemption": "redemption",
    "validity": "validity",
    "pending_days": "validity",
    "base": "base",
    "returns": "returns",
    "stored_value": "stored_value",
}


def page_of(error: DocumentError) -> str:
    """The page of the editor on which a defect is mended."""
    return _PAGES.get(steps_of(error.path)[0] if error.path else "", "general")


def problem_text(error: DocumentError, w: Wording) -> str:
    """What is wrong with the value at that place."""
    t, last = w.t, error.path.rpartition("/")[2]
    if error.code == "conflict":
        if last == "dates":
            return t("The last day comes before the first")
        if "/times/" in error.path:
            return t("The window begins and ends at the same time")
        if last == "threshold":
            return t("It has to be higher than the tier below")
    if error.code == "range" and last == "threshold":
        return t("The lowest tier begins at 0")
    if error.code == "range" and "/month_days/" in error.path:
        return t("There is no day 0")
    if error.code == "range":
        return t("This number is out of its bounds")
    return t("This does not fit here")


def place_text(error: DocumentError, w: Wording) -> str:
    """Where it is wrong: the rule, lane, limit, reward or tier, by name."""
    t, steps = w.t, steps_of(error.path)
    if len(steps) > 1 and steps[0] in _PARTS and steps[1].isdigit():
        found = value_at(w.document, f"/{steps[0]}/{steps[1]}") or {}
        return t(_PARTS[steps[0]], **({"n": int(steps[1]) + 1} if steps[0] == "caps" else {"name": found.get("name", "")}))
    if steps[:2] == ["tiers", "levels"] and len(steps) > 2:
        found = value_at(w.document, f"/tiers/levels/{steps[2]}") or {}
        return t("Tier {name}", name=w.tier(str(found.get("code", ""))))
    return t("Programme")


def problem_at(errors: Sequence[DocumentError], path: str, w: Wording) -> str:
    """What is wrong at a place or within it; empty where nothing is. A period that ends before it begins is wrong at both its ends."""
    for error in errors:
        inside = error.path == path or error.path.startswith(f"{path}/")
        if inside or (path.startswith(f"{error.path}/") and error.code == "conflict"):
            return problem_text(error, w)
    return ""

"""A rule as one sentence whose blue parts are controls: which field each part edits."""

from __future__ import annotations

from app.domain.programme.clauses import SentencePart
from app.domain.programme.drafting import sentence_parts
from app.gui.i18n import mark
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_fields import Field, kind_of_part
from app.gui.presenters.office_problems import problem_at
from app.gui.presenters.office_views import WordView
from app.gui.presenters.office_wording import Wording

_CONDITIONS = {
    "dates": mark("Days"),
    "weekdays": mark("Days of the week"),
    "month_days": mark("Days of the month"),
    "times": mark("Time of day"),
    "stores": mark("Stores"),
    "tills": mark("Tills"),
    "channels": mark("Channels"),
    "tiers": mark("Members"),
    "groups": mark("Member groups"),
    "card_types": mark("Card types"),
    "card_batches": mark("Card batches"),
    "birthday": mark("Birthday"),
    "referred": mark("Referral"),
    "nth": mark("Which time"),
    "tenders": mark("Paid with"),
    "codes": mark("Activity code"),
    "min_amount_minor": mark("From an amount of"),
    "min_qty": mark("From a number of items"),
    "metric": mark("Goal"),
    "per": mark("Period"),
    "reach": mark("To be reached"),
}
_KINDS = {"min_amount_minor": "money", "min_qty": "quantity", "times": "times_of_day"}
_PARTS = {
    "trigger": mark("When it counts"),
    "lines": mark("Goods"),
    "base": mark("What counts"),
    "every_minor": mark("For every"),
    "every_qty": mark("For every"),
    "points": mark("Points"),
    "percent": mark("Percent back"),
    "factor": mark("Times"),
    "of": mark("Points of these lanes"),
    "voucher": mark("Voucher"),
    "count": mark("Number of vouchers"),
    "rounding": mark("Rounding"),
    "whole_steps": mark("Steps"),
    "recipient": mark("Credited to"),
    "exclusive": mark("Not together with others"),
    "stop": mark("Ends the calculation"),
    "qualifying": mark("Counts for the tier"),
    "active": mark("Switched on"),
    "lane": mark("Lane"),
    "mode": mark("When several rules hold"),
    "pending_days": mark("Usable after"),
    "validity": mark("Good for"),
    "funding": mark("Paid by"),
    "note": mark("Note"),
}
_DEFAULTS = {
    "rounding": "floor",
    "recipient": "member",
    "every_qty": 1,
    "count": 1,
    "whole_steps": True,
    "qualifying": True,
    "active": True,
}
_DEFAULTS |= {"exclusive": False, "stop": False}


def condition_field(w: Wording, name: str, path: str) -> Field:
    """The field of a condition; clearing it takes the condition away."""
    t = w.t
    label = t(_CONDITIONS[name])
    if name == "dates":
        return Field(path=path, label=label, kind="dates", clear=t("Without this condition"))
    clear = t("All members") if name == "tiers" else t("Without this condition")
    return Field(path=path, label=label, kind=_KINDS.get(name, name), clear=clear)


def part_field(w: Wording, part: SentencePart) -> Field:
    """The field that a part of the sentence edits."""
    t = w.t
    steps = part.path.split("/")
    last = steps[-1]
    if part.kind == "date":
        label, clear = (t("First day"), t("From the beginning")) if last == "from_date" else (t("Last day"), t("No end"))
        return Field(path=part.path, label=label, kind="date", clear=clear)
    if "when" in steps and steps[3:4] == ["when"]:
        if steps[4] == "challenge":
            return Field(path=part.path, label=t(_CONDITIONS[last]), kind=kind_of_part(part.kind, part.path))
        return condition_field(w, steps[4], part.path)
    if part.kind == "cap":
        return Field(path=part.path, label=t("Limit"), kind="cap")
    clears = {
        "lines": t("All goods"),
        "base": t("As the programme"),
        "of": t("The first lane only"),
        "pending_days": t("As the programme"),
        "validity": t("As the programme"),
        "funding": t("No cost account"),
        "note": t("No note"),
    }
    kind = {"steps": "steps", "lane_mode": "lane_mode"}.get(part.kind, kind_of_part(part.kind, part.path))
    return Field(path=part.path, label=t(_PARTS[last]), kind=kind, clear=clears.get(last, ""), default=_DEFAULTS.get(last))


def rule_words(editing: Editing, code: str) -> tuple[tuple[WordView, ...], dict[str, Field]]:
    """The sentence of a rule, and the field behind each of its controls."""
    w = editing.wording
    words: list[WordView] = []
    fields: dict[str, Field] = {}
    for part in sentence_parts(editing.document, code, w.lang, w.counted_names, programme=w.programme):
        if not part.editable:
            words.append(WordView(text=part.text))
            continue
        field = part_field(w, part)
        path = part.path
        while path in fields:
            path += "#"  # goods that count and goods that do not are edited together, and stand in the sentence apart
        fields[path] = field
        words.append(WordView(text=part.text, path=path, problem=problem_at(editing.errors, part.path, w), name=field.label))
    return tuple(words), fields

"""Today's points rules in a few words, for the member panel while nobody is attached."""

from __future__ import annotations

from datetime import date

from app.domain.programme.compiled import CompiledProgramme, Rule
from app.domain.programme.inputs import ContextInput
from app.gui.components.views import IconLine
from app.gui.i18n import Texts, short_money

RULES_SHOWN = 4
_ICONS = {"per_amount": "points", "per_item": "goods", "percent_back": "points", "fixed": "rewards", "voucher": "voucher"}


def rules_today(programme: CompiledProgramme, context: ContextInput, t: Texts) -> tuple[IconLine, ...]:
    """The sale rules that can fire today, in document order, at most four."""
    day = date.fromisoformat(context.business_date)
    found = [rule for rule in programme.rules if rule.active and rule.sale and rule.recipient == "member" and _on(rule, day)]
    return tuple(IconLine(_icon(rule), _words(rule, t)) for rule in found[:RULES_SHOWN])


def _on(rule: Rule, day: date) -> bool:
    when = rule.when
    first, last = when.dates or (None, None)
    iso = day.isoformat()
    return (
        (first is None or first <= iso)
        and (last is None or iso <= last)
        and (when.weekdays is None or day.isoweekday() in when.weekdays)
        and (when.month_days is None or day.day in when.month_days)
    )


def _icon(rule: Rule) -> str:
    if rule.when.tiers is not None:
        return "crown"
    if rule.when.weekdays is not None or rule.when.dates is not None:
        return "calendar"
    return _ICONS.get(rule.benefit.kind, "points")


def _words(rule: Rule, t: Texts) -> str:
    """The base rule in figures, any other by the name the shop gave it."""
    benefit = rule.benefit
    if benefit.kind == "per_amount" and rule.lines is None and not rule.when.present:
        return t("{points} for every {amount}", points=t.points(benefit.points), amount=short_money(benefit.every_minor))
    return rule.name

"""Today's points rules in a few words, for the member panel while nobody is attached."""

from __future__ import annotations

from datetime import date

from app.domain.programme.compiled import CompiledProgramme, Rule
from app.domain.programme.inputs import ContextInput
from app.domain.programme.labels import rule_label
from app.gui.components.views import IconLine
from app.gui.i18n import Texts, short_money
from app.gui.presenters.counter_views import short_language

RULES_SHOWN = 4
_ICONS = {"per_amount": "points", "per_item": "goods", "percent_back": "points", "fixed": "rewards", "voucher": "voucher"}


def rules_today(programme: CompiledProgramme, context: ContextInput, t: Texts) -> tuple[IconLine, ...]:
    """The sale rules that can fire today, in document order, at most four."""
    day = date.fromisoformat(context.business_date)
    found = [rule for rule in programme.rules if rule.active and rule.sale and rule.recipient == "member" and _on(rule, day)]
    tiers = [rule for rule in found if rule.when.tiers is not None and rule.benefit.kind == "multiply"]
    others = sorted((rule for rule in found if rule not in tiers), key=lambda rule: (_is_special(rule), not _is_dated(rule), rule.place))
    lines = [IconLine(_icon(rule), _words(rule, programme, t)) for rule in others]
    if tiers:
        ends = dict.fromkeys(_words(rule, programme, t) for rule in (tiers[0], tiers[-1]))
        lines.insert(RULES_SHOWN - 1, IconLine("crown", " … ".join(ends)))
    return tuple(lines[:RULES_SHOWN])


def _is_special(rule: Rule) -> bool:
    """Anything but the plain rule for every sale."""
    return rule.benefit.kind != "per_amount" or rule.lines is not None or bool(rule.when.present)


def _is_dated(rule: Rule) -> bool:
    """What holds only on some days is the news of the day."""
    return rule.when.weekdays is not None or rule.when.dates is not None or rule.when.month_days is not None


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


def _words(rule: Rule, programme: CompiledProgramme, t: Texts) -> str:
    """The base rule in figures, any other by its short name."""
    benefit = rule.benefit
    if not _is_special(rule):
        return t("{points} for every {amount}", points=t.points(benefit.points), amount=short_money(benefit.every_minor))
    return rule_label(rule, programme, short_language(t))

"""A situation in which a rule holds, made from its conditions: what worked examples and the trial in the editor begin with.

The situation is the plainest one: one line of goods, the smallest whole quantity that is enough, the next day on which the calendar fits.
Whether the rule then fires is the engine's to say; a rule that contradicts itself has no such situation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from app.domain.programme.compiled import CompiledProgramme, LineFilter, Rule, When
from app.domain.programme.dates import month_end
from app.domain.programme.inputs import (
    AccountInput,
    ContextInput,
    EventInput,
    EventType,
    LineInput,
    MemberInput,
    TenderInput,
    TierInput,
    Totals,
)

DAYS_SEARCHED = 800
ORDINARY_TIME = "15:00"
ORDINARY_AMOUNT_MINOR = 10_000
VISITS_BEFORE = 10
_QTY_MOST = 10_000
Changed = Literal["", "weekdays", "month_days", "dates", "times", "tiers", "birthday", "min_amount_minor", "lines", "first_sale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """An event with its member and context. `changed`: the condition that was turned round so that the rule does not hold."""

    event: EventInput
    member: MemberInput
    context: ContextInput
    changed: Changed = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Where it happens: `today`, store and till codes, and goods as lines of one piece each."""

    today: str
    store: str
    till: str
    goods: Sequence[LineInput]


def scenario_for(rule: Rule, programme: CompiledProgramme, shop: Shop) -> Scenario | None:
    """The plainest situation in which the rule should hold; None where its days never come or none of its goods is known."""
    on = _day(rule.when, shop.today)
    if on is None:
        return None
    event = _event(rule, programme, shop)
    if event is None:
        return None
    return Scenario(event=event, member=_member(rule, programme, on), context=_context(rule, shop, on))


def as_tier(scenario: Scenario, code: str) -> Scenario:
    """The same of a member of another tier."""
    return replace(scenario, member=replace(scenario.member, tier=TierInput(code=code)))


def otherwise(rule: Rule, programme: CompiledProgramme, shop: Shop, scenario: Scenario) -> Scenario | None:
    """The same situation but for one condition, the first that can be turned round: then the rule does not hold."""
    when = rule.when
    context, event, member = scenario.context, scenario.event, scenario.member
    if when.weekdays is not None or when.month_days is not None:
        kind: Changed = "weekdays" if when.weekdays is not None else "month_days"
        other = _other_day(when, context.business_date)
        return None if other is None else replace(scenario, context=replace(context, business_date=other), changed=kind)
    if when.times is not None:
        time = next((f"{hour:02d}:30" for hour in (15, 10, 20, 7) if not _in_windows(f"{hour:02d}:30", when)), None)
        if time is not None:
            return replace(scenario, context=replace(context, local_time=time), changed="times")
    if when.birthday is not None and member.birthday is not None:
        month = member.birthday[0] % 12 + 1
        return replace(scenario, member=replace(member, birthday=(month, 15)), changed="birthday")
    if when.min_amount_minor and event.lines:
        small = replace(event, lines=tuple(replace(line, qty=1, list_minor=line.list_minor // line.qty) for line in event.lines))
        if small.payable_minor < when.min_amount_minor:
            return replace(scenario, event=_paid(small), changed="min_amount_minor")
    if rule.trigger == "first_sale":
        return replace(scenario, member=replace(member, sales_count=VISITS_BEFORE), changed="first_sale")
    if when.tiers is not None and programme.tiers is not None:
        code = next((level.code for level in programme.tiers.levels if level.code not in when.tiers), None)
        return None if code is None else replace(as_tier(scenario, code), changed="tiers")
    if rule.lines is not None:
        line = next((line for line in shop.goods if not _passes(line, programme.filters[rule.lines])), None)
        if line is not None:
            return replace(scenario, event=_paid(replace(event, lines=(line,))), changed="lines")
    return None


# Days


def _day(when: When, today: str) -> str | None:
    first, last = when.dates or (None, None)
    start = date.fromisoformat(max(today, first) if first is not None else today)
    if last is not None and start.isoformat() > last:
        start = date.fromisoformat(first or last)  # over already: shown as it was
    for n in range(DAYS_SEARCHED):
        day = start + timedelta(days=n)
        if last is not None and day.isoformat() > last:
            return None
        if _calendar(when, day):
            return day.isoformat()
    return None


def _calendar(when: When, day: date) -> bool:
    if when.weekdays is not None and day.isoweekday() not in when.weekdays:
        return False
    if when.month_days is None or day.day in when.month_days:
        return True
    return -1 in when.month_days and month_end(day.isoformat()) == day.isoformat()


def _other_day(when: When, on: str) -> str | None:
    days = (date.fromisoformat(on) + timedelta(days=n) for n in range(1, 40))
    return next((day.isoformat() for day in days if not _calendar(when, day)), None)


def _in_windows(time: str, when: When) -> bool:
    return any(start <= time < end if start < end else time >= start or time < end for start, end in when.times or ())


# Event, member, context


def _passes(line: LineInput, wanted: LineFilter) -> bool:
    tokens = {("p", line.product), *(("c", category) for category in line.categories)}
    if line.brand is not None:
        tokens.add(("b", line.brand))
    return not tokens & wanted.exclude and (wanted.include is None or bool(tokens & wanted.include))


def _goods(rule: Rule, programme: CompiledProgramme, goods: Iterable[LineInput]) -> LineInput | None:
    filters = [programme.filters[rule.lines]] if rule.lines is not None else []
    base = programme.bases[rule.base].lines
    fitting = [line for line in goods if line.earns and line.list_minor > 0 and all(_passes(line, one) for one in filters)]
    counted = [line for line in fitting if base is None or _passes(line, base)]
    return next(iter(counted or fitting), None)


def _event(rule: Rule, programme: CompiledProgramme, shop: Shop) -> EventInput | None:
    when, benefit = rule.when, rule.benefit
    if rule.sale:
        line = _goods(rule, programme, shop.goods)
        if line is None:
            return None
        qty = max(1, when.min_qty, benefit.every_qty if benefit.kind == "per_item" else 1)
        wanted = max(when.min_amount_minor, benefit.every_minor if benefit.kind == "per_amount" else 0)
        qty = min(_QTY_MOST, max(qty, -(-wanted // line.list_minor)))
        bought = replace(line, id="L1", qty=qty, list_minor=line.list_minor * qty)
        return _paid(
            EventInput(id="trial", type="sale", lines=(bought,), codes=tuple(sorted(when.codes or ())[:1])),
            next(iter(sorted(when.tenders or ())), "cash"),
        )
    kind: EventType = "activity" if rule.trigger == "activity" else rule.trigger  # type: ignore[assignment]
    amount_minor = max(ORDINARY_AMOUNT_MINOR, when.min_amount_minor, benefit.every_minor) if kind in ("top_up", "activity") else 0
    totals = Totals()
    if when.challenge is not None:
        reach = when.challenge.reach
        totals = Totals(spend_minor=reach, visits=1) if when.challenge.metric == "spend_minor" else Totals(spend_minor=0, visits=reach)
    return EventInput(
        id="trial", type=kind, activity=rule.activity, amount_minor=amount_minor, qty=max(1, when.min_qty), month=totals, year=totals
    )


def _paid(event: EventInput, kind: str = "") -> EventInput:
    """The sale paid in full."""
    kind = kind or (event.tenders[0].kind if event.tenders else "cash")
    payable_minor = event.payable_minor
    return replace(event, tenders=(TenderInput(kind, payable_minor),) if payable_minor else ())


def _member(rule: Rule, programme: CompiledProgramme, on: str) -> MemberInput:
    when = rule.when
    levels = () if programme.tiers is None else programme.tiers.levels
    tier = next((level.code for level in levels if when.tiers is None or level.code in when.tiers), None)
    nth = when.nth
    number = 0 if nth is None else nth.at or nth.every or 1
    before = VISITS_BEFORE
    if rule.trigger == "first_sale":
        before = 0
    elif nth is not None and nth.of == "sale":
        before = number - 1
    streak = number - 1 if nth is not None and nth.of == "streak" else 0
    born = (int(on[5:7]), int(on[8:10])) if when.birthday is not None or rule.trigger == "birthday" else (int(on[5:7]) % 12 + 1, 15)
    return MemberInput(
        id="member",
        tier=None if tier is None else TierInput(code=tier),
        groups=tuple(sorted(when.groups or ())[:1]),
        card_type=next(iter(sorted(when.card_types or ())), None),
        card_batch=next(iter(sorted(when.card_batches or ())), None),
        birthday=born,
        sales_count=before,
        check_in_last=(date.fromisoformat(on) - timedelta(days=1)).isoformat() if streak else None,
        check_in_streak=streak,
    )


def _context(rule: Rule, shop: Shop, on: str) -> ContextInput:
    when = rule.when
    referred = rule.recipient == "referrer" or when.referred is True
    return ContextInput(
        business_date=on,
        local_time=when.times[0][0] if when.times else ORDINARY_TIME,
        store=_first(when.stores, shop.store),
        till=_first(when.tills, shop.till),
        channel=_first(when.channels, "pos"),
        referrer=AccountInput(id="referrer") if referred else None,
        team=AccountInput(id="team") if rule.recipient == "team" else None,
    )


def _first(codes: frozenset[str] | None, own: str) -> str:
    return own if codes is None or own in codes else min(codes)

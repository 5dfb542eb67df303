"""Which rules can hold at the same time, and which rule always holds when another one does: what the checker reasons with.

Every answer is on the safe side: `can_meet` says no, and `always_with` yes, only where it is certain.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from app.domain.programme.compiled import CompiledProgramme, LineFilter, Nth, Rule, When
from app.domain.programme.dates import month_end

DAYS_SEARCHED = 1500
"""Days looked through for one on which all calendar conditions hold; more than four years, so that 29 February is among them."""
_MINUTES = 24 * 60
_LAST_DAY = "2199-12-31"
_SINGLE = ("stores", "tills", "channels", "tiers", "card_types", "card_batches")
"""Conditions on something of which an event has one."""


def _minutes(windows: tuple[tuple[str, str], ...]) -> int:
    """Times of day as a set of minutes, one bit each."""
    found = 0
    for start, end in windows:
        first, last = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
        everything = (1 << _MINUTES) - 1
        span = ((1 << last) - 1) & ~((1 << first) - 1) if first < last else everything & ~((1 << first) - 1) | ((1 << last) - 1)
        found |= span
    return found


class Calendar:
    """The days on which a rule's calendar conditions hold, from `today` on."""

    def __init__(self, when: When, today: str) -> None:
        first, last = when.dates if when.dates is not None else (None, None)
        self.first = max(today, first or today)
        self.last = last or _LAST_DAY
        self._weekdays = when.weekdays
        self._month_days = when.month_days

    @property
    def over(self) -> bool:
        """Whether the last day has passed."""
        return self.last < self.first

    def holds(self, day: date) -> bool:
        """Whether weekday and day of the month fit."""
        if self._weekdays is not None and day.isoweekday() not in self._weekdays:
            return False
        if self._month_days is None or day.day in self._month_days:
            return True
        return -1 in self._month_days and month_end(day.isoformat()) == day.isoformat()

    @cached_property
    def bound(self) -> bool:
        """Whether all of its days were looked through."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days < DAYS_SEARCHED

    @cached_property
    def days(self) -> frozenset[date]:
        """The first days on which it holds, at most `DAYS_SEARCHED` days ahead."""
        start = date.fromisoformat(self.first)
        end = min(date.fromisoformat(self.last), start + timedelta(days=DAYS_SEARCHED))
        length = (end - start).days + 1
        return frozenset(day for day in (start + timedelta(days=count) for count in range(length)) if self.holds(day))

    @property
    def never(self) -> bool:
        """Whether it certainly holds on no day from today on."""
        return self.over or (self.bound and not self.days)


def _days_meet(one: Calendar, other: Calendar) -> bool:
    if one.over or other.over or one.last < other.first or other.last < one.first:
        return False
    if not one.bound and not other.bound:
        return not _never_the_same_day(one, other)
    if one.first == other.first or (one.bound and other.bound):
        return not one.days.isdisjoint(other.days)
    return _shared(one, other)


def _shared(one: Calendar, other: Calendar) -> bool:
    bound, open_ended = (one, other) if one.bound else (other, one)
    return any(open_ended.first <= day.isoformat() <= open_ended.last and open_ended.holds(day) for day in bound.days)


def _never_the_same_day(one: Calendar, other: Calendar) -> bool:
    """Two without an end in sight: only weekdays or days of the month that have nothing in common keep them apart."""
    weekdays = one._weekdays is not None and other._weekdays is not None and one._weekdays.isdisjoint(other._weekdays)
    if weekdays:
        return True
    mine, theirs = one._month_days, other._month_days
    if mine is None or theirs is None or not mine.isdisjoint(theirs):
        return False
    late = {28, 29, 30, 31}
    return not (-1 in mine and theirs & late) and not (-1 in theirs and mine & late)


def _nth_values(rule: Rule) -> Nth | None:
    return Nth("sale", 1, None) if rule.trigger == "first_sale" else rule.when.nth


def _nth_meet(one: Nth | None, other: Nth | None) -> bool:
    if one is None or other is None:
        return True
    if one.at is not None and other.at is not None:
        return one.at == other.at
    if one.at is not None and other.every is not None:
        return one.at % other.every == 0
    if other.at is not None and one.every is not None:
        return other.at % one.every == 0
    return True


def same_event(one: Rule, other: Rule) -> bool:
    """Whether one event can be what both rules answer to."""
    if one.sale and other.sale:
        return True
    return (one.trigger, one.activity) == (other.trigger, other.activity)


def _asks_referred(rule: Rule) -> bool | None:
    return True if rule.recipient == "referrer" else rule.when.referred


class Meetings:
    """Which rules of a programme may hold for the same event from `today` on; asked pair by pair, answered once."""

    def __init__(self, programme: CompiledProgramme, today: str) -> None:
        self.programme = programme
        self._calendars = [Calendar(rule.when, today) for rule in programme.rules]
        self._known: dict[tuple[int, int], bool] = {}

    def calendar(self, rule: Rule) -> Calendar:
        """The days of a rule."""
        return self._calendars[rule.place]

    def can_meet(self, one: Rule, other: Rule) -> bool:
        """Whether both may hold for the same event. False only where it is certain that they do not."""
        key = (min(one.place, other.place), max(one.place, other.place))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._can_meet(one, other)
        return known

    def _can_meet(self, one: Rule, other: Rule) -> bool:
        if not same_event(one, other) or not _nth_meet(_nth_values(one), _nth_values(other)):
            return False
        mine, theirs = one.when, other.when
        for name in _SINGLE:
            left, right = getattr(mine, name), getattr(theirs, name)
            if left is not None and right is not None and left.isdisjoint(right):
                return False
        if {_asks_referred(one), _asks_referred(other)} == {True, False}:
            return False
        if mine.times is not None and theirs.times is not None and not _minutes(mine.times) & _minutes(theirs.times):
            return False
        plain = all(when.dates is None and when.weekdays is None and when.month_days is None for when in (mine, theirs))
        return plain or _days_meet(self.calendar(one), self.calendar(other))

    def on_one_line(self, one: Rule, other: Rule) -> bool:
        """Whether both may be about the same line of a basket."""
        return filters_meet(self.programme, one.lines, other.lines)


def filters_meet(programme: CompiledProgramme, one: int | None, other: int | None) -> bool:
    """Whether one line may pass both filters. False only where it is certain: a line has one product and one brand."""
    if one is None or other is None:
        return True
    mine, theirs = programme.filters[one], programme.filters[other]
    for first, second in ((mine, theirs), (theirs, mine)):
        if nothing_passes(first) or (first.include is not None and first.include <= second.exclude):
            return False
    if mine.include is None or theirs.include is None or mine.include & theirs.include:
        return True
    kinds = {kind for kind, _ in mine.include} | {kind for kind, _ in theirs.include}
    return kinds not in ({"p"}, {"b"})


def nothing_passes(line_filter: LineFilter) -> bool:
    """Whether no line can pass."""
    return line_filter.include is not None and line_filter.include <= line_filter.exclude


# Which rule always holds with another


def _implied(mine: When, theirs: When) -> bool:
    """Whether the conditions `theirs` hold whenever `mine` do."""
    for name in theirs.present:
        left, right = getattr(mine, name), getattr(theirs, name)
        if left is None:
            return False
        if name == "dates":
            inside = (right[0] is None or (left[0] is not None and left[0] >= right[0])) and (
                right[1] is None or (left[1] is not None and left[1] <= right[1])
            )
        elif name == "times":
            inside = not _minutes(left) & ~_minutes(right)
        elif name in ("birthday", "referred", "nth"):
            inside = left == right
        else:
            inside = left <= right
        if not inside:
            return False
    return True


def _caps_allow(rule: Rule, other: Rule) -> bool:
    """Whether no cap can stop `other` that does not stop `rule` too."""
    return set(other.caps) <= set(rule.caps) and (rule.benefit.kind != "voucher" or other.benefit.kind == "voucher")


def _outlives(rule: Rule, other: Rule) -> bool:
    """Whether the points of `other` are never past their validity when those of `rule` are not."""
    return (
        other.benefit.kind == "voucher"
        or other.validity.kind == "permanent"
        or ((other.validity, other.pending_days) == (rule.validity, rule.pending_days) and rule.benefit.kind != "voucher")
    )


def _same_goods(rule: Rule, other: Rule) -> bool:
    return other.base == rule.base and other.lines in (None, rule.lines)


def always_with(rule: Rule, other: Rule) -> bool:
    """Whether `other` is a candidate whenever `rule` is one: same account, weaker conditions, caps that `rule` is under too."""
    if rule.recipient != other.recipient or not other.active or other.when.challenge is not None:
        return False
    if not (same_event(rule, other) and (other.trigger == rule.trigger or other.trigger == "sale")):
        return False
    when, theirs = rule.when, other.when
    if not _implied(when, theirs) or not _caps_allow(rule, other) or not _outlives(rule, other):
        return False
    if rule.sale and not _same_goods(rule, other):
        return False
    if not rule.sale and other.benefit.kind in ("per_amount", "percent_back") and rule.benefit.kind not in ("per_amount", "percent_back"):
        return False
    if theirs.min_amount_minor > when.min_amount_minor or theirs.min_qty > when.min_qty:
        return False
    if other.benefit.kind == "multiply":
        return rule.benefit.kind == "multiply" and set(rule.benefit.of) <= set(other.benefit.of)
    return True

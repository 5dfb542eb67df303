"""The conditions of a rule from `dates` to `codes` (programme.md §2), tested in their order; the first that fails is the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.programme.compiled import CompiledProgramme, When
from app.domain.programme.dates import in_window, month_end, weekday
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput


class Situation:
    """Who, when and where of one event, as the conditions ask for it. `effective_tier` is the tier as the event began."""

    def __init__(
        self,
        programme: CompiledProgramme,
        event: EventInput,
        member: MemberInput,
        context: ContextInput,
        effective_tier: str | None,
        streak: int,
    ) -> None:
        self.member = member
        self.context = context
        self.effective_tier = effective_tier
        self.streak = streak
        self.day = context.business_date
        self.weekday = weekday(self.day)
        self.month_day = int(self.day[8:])
        self.last_of_month = month_end(self.day) == self.day
        self.birthday = self._birthday(programme)
        self.referred = context.referrer is not None and context.referrer.id != member.id
        self.tenders = frozenset(tender.kind for tender in event.tenders)
        self.codes = frozenset(event.codes)
        self.groups = frozenset(member.groups)

    def _birthday(self, programme: CompiledProgramme) -> frozenset[str]:
        member = self.member
        if member.birthday is not None:
            member = member.without_birthday(self.day, programme.leap_birthday)
        return frozenset(member.birthday_match or ())


def _dates(at: Situation, when: When) -> bool:
    return when.dates is not None and within(at.day, when.dates)


def within(day: str, dates: tuple[str | None, str | None]) -> bool:
    """from <= day <= to; either may lack."""
    first, last = dates
    return (first is None or first <= day) and (last is None or day <= last)


def _month_days(at: Situation, when: When) -> bool:
    days = when.month_days or frozenset()
    return at.month_day in days or (-1 in days and at.last_of_month)


def _times(at: Situation, when: When) -> bool:
    return any(in_window(at.context.local_time, start, end) for start, end in when.times or ())


def _nth(at: Situation, when: When) -> bool:
    if when.nth is None:
        return False
    number = at.member.sales_count + 1 if when.nth.of == "sale" else at.streak
    if when.nth.at is not None:
        return number == when.nth.at
    return when.nth.every is not None and number % when.nth.every == 0


_TESTS: Mapping[str, Callable[[Situation, When], bool]] = {
    "dates": _dates,
    "weekdays": lambda at, when: at.weekday in (when.weekdays or ()),
    "month_days": _month_days,
    "times": _times,
    "stores": lambda at, when: at.context.store in (when.stores or ()),
    "tills": lambda at, when: at.context.till in (when.tills or ()),
    "channels": lambda at, when: at.context.channel in (when.channels or ()),
    "tiers": lambda at, when: at.effective_tier in (when.tiers or ()),
    "groups": lambda at, when: not at.groups.isdisjoint(when.groups or ()),
    "card_types": lambda at, when: at.member.card_type in (when.card_types or ()),
    "card_batches": lambda at, when: at.member.card_batch in (when.card_batches or ()),
    "birthday": lambda at, when: when.birthday in at.birthday,
    "referred": lambda at, when: at.referred == when.referred,
    "nth": _nth,
    "tenders": lambda at, when: not at.tenders.isdisjoint(when.tenders or ()),
    "codes": lambda at, when: not at.codes.isdisjoint(when.codes or ()),
}


def first_failing(at: Situation, when: When) -> str | None:
    """The first condition that does not hold, None when all do."""
    for name in when.present:
        if not _TESTS[name](at, when):
            return name
    return None

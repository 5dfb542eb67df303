"""The daily run: lots past their last good day are booked off, points that became usable pay what is owed, tiers given in place of the own
end, tiers are reviewed, birthdays are raised, and what became usable buys what is bought by itself. Day after day from the last day that
was run, each under its own rules and with its own figures, so that days on which the till was off are made up for.

One event per at most 500 members, its cause the day and the number of the chunk. What is due is found in the books as they stand, so a run
may end at any point and be made again: the next one goes on where this one stopped (EXP-06, L17). A chunk taken back (services.reverse) is
due again by its dates; the next run takes it again under the next number, unless the reversal gave the lots a later last day.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.booking import NO_BOOKING, Booking
from app.domain.ledger.moves import expire, pay_debt
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme, Tiers
from app.domain.programme.dates import add_days, is_birthday
from app.domain.programme.tiers import ReviewReason, metric_window, reviewed
from app.services.desk import Desk, Session, as_of, book, office_session
from app.services.ports.store import HeldTier, Reader, Writer

MEMBERS_PER_EVENT = 250
"""At most 500 (architecture.md); half as many keep short what a scan waits for while a chunk is written (tests/bench, row daily-run)."""
ONE_BY_ONE = 20
"""Members an event each of whom is booked or looked at in one commit."""
PAGES_AT_ONCE = 4
"""Pages of members that are looked at in one commit where none of them changes."""
DAYS_AT_ONCE = 50
"""Days without anything due that are passed over in one commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a run came to: days gone through, points that lapsed and that paid debts, tiers changed or renewed, floors that ended, birthdays
    that gave something, points that bought a reward by themselves.
    """

    days: int = 0
    lapsed: int = 0
    paid: int = 0
    tiers: int = 0
    floors: int = 0
    birthdays: int = 0
    redeemed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a review makes of one member's tier: codes, last good days, the reason and the metric it went by."""

    was: HeldTier
    after: str
    valid_until: str | None
    reason: ReviewReason
    metric: int

    def to_row(self) -> list[object]:
        """As it stands in the event."""
        was = self.was
        return [was.member_id, was.tier, was.valid_until, was.base, self.after, self.valid_until, self.reason, self.metric]


class _Went(Enum):
    """How a part of a day went: a chunk was booked, members were looked at and there are more, or nothing is left of it."""

    BOOKED = "booked"
    LOOKED = "looked"
    DONE = "done"


class DailyRun:
    """One daily run, a commit at a time. It may be dropped after any of them; a new one goes on from what stands in the books."""

    def __init__(self, desk: Desk, session: Session | None = None) -> None:
        """`session` None: no shift is open, the events belong to the office."""
        self._desk = desk
        self._given = session
        self._session: Session
        self._parts: tuple[Callable[[Writer, str], _Went], ...] = (
            self._expire,
            self._pay,
            self._end_floors,
            self._review,
            self._birthdays,
            self._redeem,
        )
        self.totals = Totals()
        self._forget()

    def step(self) -> bool:
        """The next chunk, so many members in one commit, so that selling goes on between chunks. Returns whether there may be more.

        Faults and the refusal shift_closed leave nothing of it; the run begins anew with the next step.
        """
        totals = self.totals
        try:
            with self._desk.store.write() as books:
                return self._go_on(books)
        except BaseException:
            self.totals = totals
            self._forget()
            raise

    def _forget(self) -> None:
        """What the run knew of the books."""
        self._days: list[str] = []
        self._last: tuple[str | None, str | None] = (None, None)
        self._from: str | None = None
        self._chunks: dict[tuple[str, str], int] = {}
        self._next_day()

    def _go_on(self, books: Writer) -> bool:
        if not self._days:
            self._begin(books)
        for _ in range(DAYS_AT_ONCE):
            day = self._days[0]
            while self._part < len(self._parts):
                went = self._parts[self._part](books, day)
                if went is _Went.BOOKED:
                    self._touched = True
                if went is not _Went.DONE:
                    return True
                self._part += 1
            self._end_day(books, day)
            if not self._days:
                return False
        return True

    def _begin(self, books: Writer) -> None:
        self._session = self._given or office_session(self._desk, books)
        today = self._session.shift.business_date
        self._last = last_run(books)
        self._days = list(days_due(self._last[0], today))

    def _end_day(self, books: Writer, day: str) -> None:
        """Writes down that the day has been run; days on which nothing was due are covered by the next one that is written down."""
        self._days.pop(0)
        last, _ = self._last
        sha = books.programme_sha(day)
        if last is None or last < day:
            self._from = self._from or day
            if self._touched or not self._days:
                self._book(books, types.DAY_RUN, {"on": day, "from": self._from, "programme": sha}, day)
                self._from = None
        self.totals = replace(self.totals, days=self.totals.days + 1)
        self._last = (day if last is None else max(last, day), sha)
        self._next_day()

    def _next_day(self) -> None:
        self._part, self._touched = 0, False
        self._tier_pages: TierPages | None = None
        self._born: BirthdayPages | None = None
        self._matured = ""

    # the parts of a day

    def _expire(self, books: Writer, day: str) -> _Went:
        lots = books.lapsed_lots(day, MEMBERS_PER_EVENT)
        if not lots:
            return _Went.DONE
        booking = expire(lots)
        self._book_chunk(books, types.POINTS_EXPIRED, day, {"members": len({lot.holder for lot in lots})}, booking)
        self.totals = replace(self.totals, lapsed=self.totals.lapsed + sum(use.points for use in booking.expired))
        return _Went.BOOKED

    def _pay(self, books: Writer, day: str) -> _Went:
        booking = Booking()
        paid = 0
        for holder in books.matured_debtors(day, MEMBERS_PER_EVENT):
            one = debt_payment(books, holder, day)
            paid -= sum(posting.amount for posting in one.postings if posting.lot is not None)
            booking = booking + one
        if not booking.postings:
            return _Went.DONE
        self._book_chunk(books, types.DEBT_PAID, day, {}, booking)
        self.totals = replace(self.totals, paid=self.totals.paid + paid)
        return _Went.BOOKED

    def _end_floors(self, books: Writer, day: str) -> _Went:
        ended = books.floors_ended(day, MEMBERS_PER_EVENT)
        if not ended:
            return _Went.DONE
        self._book_chunk(books, types.TIER_FLOORS_ENDED, day, {"floors": [[floor.member_id, floor.floor, floor.until] for floor in ended]})
        self.totals = replace(self.totals, floors=self.totals.floors + len(ended))
        return _Went.BOOKED

    def _review(self, books: Writer, day: str) -> _Went:
        programme = programme_of(self._desk, books, day)
        if programme is None or programme.tiers is None or programme.tiers.metric == "manual":
            return _Went.DONE
        if self._tier_pages is None:
            self._tier_pages = TierPages(day, *self._last, programme.sha256)
        for _ in range(PAGES_AT_ONCE):
            page = self._tier_pages.next(books)
            if not page:
                return _Went.DONE
            reviews = review_page(books, programme.tiers, page, day)
            if reviews:
                body = {"programme": programme.sha256, "tiers": [review.to_row() for review in reviews]}
                self._book_chunk(books, types.TIER_REVIEWED, day, body)
                self.totals = replace(self.totals, tiers=self.totals.tiers + len(reviews))
                return _Went.BOOKED
        return _Went.LOOKED

    def _birthdays(self, books: Writer, day: str) -> _Went:
        programme = programme_of(self._desk, books, day)
        if programme is None or not gives_birthdays(programme):
            return _Went.DONE
        from app.services.raise_event import raise_birthday  # the counter can do without it until somebody has a birthday

        if self._born is None:
            self._born = BirthdayPages(programme, day, again=self._last[0] is not None and self._last[0] >= day)
        for _ in range(PAGES_AT_ONCE):
            page = self._born.next(books)
            if page is None:
                return _Went.DONE
            raised = [raise_birthday(self._desk, books, self._session, member, self._as_of(day)) is not None for member in page]
            if any(raised):
                self.totals = replace(self.totals, birthdays=self.totals.birthdays + sum(raised))
                return _Went.BOOKED
        return _Went.LOOKED

    def _redeem(self, books: Writer, day: str) -> _Went:
        programme = programme_of(self._desk, books, day)
        if programme is None or programme.automatic_reward is None:
            return _Went.DONE
        from app.services.redeem_by_itself import redeem_by_itself  # only where a programme redeems by itself

        holders = books.matured_holders(day, ONE_BY_ONE, self._matured)
        if not holders:
            return _Went.DONE
        self._matured = holders[-1]
        causes = ((holder, f"{day}:{holder}") for holder in holders)
        events = [redeem_by_itself(self._desk, books, self._session, *cause, self._as_of(day)) for cause in causes]
        points = sum(json.loads(event.payload)["points"] for event in events if event is not None)
        self.totals = replace(self.totals, redeemed=self.totals.redeemed + points)
        return _Went.BOOKED if points else _Went.LOOKED

    def _as_of(self, day: str) -> Session | None:
        return None if day == self._session.shift.business_date else as_of(self._session, day)

    # booking

    def _book_chunk(self, books: Writer, type_: str, day: str, body: Mapping[str, object], booking: Booking = NO_BOOKING) -> None:
        key = (type_, day)
        if key not in self._chunks:
            self._chunks[key] = books.causes(type_, f"{day}:")
        self._chunks[key] += 1
        self._book(books, type_, {"on": day, **body}, f"{day}:{self._chunks[key]}", booking)

    def _book(self, books: Writer, type_: str, body: Mapping[str, object], cause_key: str, booking: Booking = NO_BOOKING) -> None:
        book(self._desk, books, self._session, type_, body, cause_key=cause_key, booking=booking)


class TierPages:
    """Whose tier is looked at on a day, page by page: those whose tier has ended; then those for whom something counted since the last run,
    or everybody where the rules are others than then. What counts falls by itself only, so nobody else can have risen.
    """

    def __init__(self, day: str, last_day: str | None, last_programme: str | None, programme: str) -> None:
        self._day = day
        self._everybody = last_day is None or last_programme != programme
        self._ended = ("", "")
        self._counted = ("" if last_day is None else min(last_day, day), "")
        self._all = ""
        self._part = 0

    def next(self, reader: Reader) -> Sequence[HeldTier]:
        """The next page; empty when nobody is left."""
        if self._part == 0:
            due = reader.tiers_due(self._day, MEMBERS_PER_EVENT, self._ended)
            if due:
                self._ended = (due[-1].valid_until or "", due[-1].member_id)
                return due
            self._part = 1
        if self._everybody:
            tiers = reader.tiers(MEMBERS_PER_EVENT, self._all)
            self._all = tiers[-1].member_id if tiers else self._all
            return tiers
        counted = reader.tiers_counted(self._day, MEMBERS_PER_EVENT, self._counted)
        if counted:
            self._counted = (counted[-1][1], counted[-1][0].member_id)
        return list({tier.member_id: tier for tier, _ in counted}.values())


class BirthdayPages:
    """Whose birthday a day is, page by page. `again`: the day has been run already, so that only who joined on it is looked at."""

    def __init__(self, programme: CompiledProgramme, day: str, *, again: bool) -> None:
        month, date = int(day[5:7]), int(day[8:])
        leap = [(2, 29)] if (month, date) != (2, 29) and is_birthday(day, 2, 29, programme.leap_birthday) else []
        self._dates = [(month, date), *leap]
        self._day = day
        self._again = again
        self._after = ""

    def next(self, reader: Reader) -> Sequence[Member] | None:
        """The next page, which may be empty; None when nobody is left."""
        while self._dates:
            page = reader.born_on(*self._dates[0], ONE_BY_ONE, self._after)
            if page:
                self._after = page[-1].id
                return [member for member in page if not self._again or member.joined_on == self._day]
            self._dates.pop(0)
            self._after = ""
        return None


def gives_birthdays(programme: CompiledProgramme) -> bool:
    """Whether any rule answers to a birthday."""
    return any(rule.active and rule.trigger == "birthday" for rule in programme.rules)


def run_day(desk: Desk, session: Session | None = None) -> Totals:
    """Runs all that is due on the shift's business date (`session` None: the office's)."""
    run = DailyRun(desk, session)
    while run.step():
        pass
    return run.totals


def last_run(reader: Reader) -> tuple[str | None, str | None]:
    """The last day that was run to its end, and the programme version it was run under."""
    last = reader.last_cause(types.DAY_RUN)
    event = None if last is None else reader.event_by_cause(types.DAY_RUN, last)
    return last, None if event is None else json.loads(event.payload)["programme"]


def days_due(last: str | None, until: str) -> Iterator[str]:
    """The days after the last one that was run, to `until`; that day alone where it has been run already, or where none ever was."""
    day = until if last is None else min(add_days(last, 1), until)
    while day <= until:
        yield day
        day = add_days(day, 1)


def programme_of(desk: Desk, reader: Reader, day: str) -> CompiledProgramme | None:
    """The programme in force on a day, None before the first one."""
    try:
        return desk.programmes.in_force(reader, day)
    except Refusal:
        return None


def debt_payment(reader: Reader, holder: str, day: str) -> Booking:
    """What the holder's points usable on the day pay of what is owed."""
    debt = reader.balance(holder, day).debt
    return pay_debt(holder, ((lot.id, lot.free) for lot in reader.usable_lots(holder, day)), debt)


def review_page(reader: Reader, tiers: Tiers, page: Sequence[HeldTier], day: str) -> list[Review]:
    """The reviews of a page of members that change anything; what the engine's `tier_review` says of each."""
    metrics = dict(reader.tier_metrics([held.member_id for held in page], tiers.metric, *metric_window(tiers, day)))
    ended: dict[str, list[str]] = defaultdict(list)
    for held in page:
        if held.tier in tiers.rank and held.valid_until is not None and held.valid_until < day:
            ended[held.valid_until].append(held.member_id)
    for until, members in ended.items():
        for member_id, metric in reader.tier_metrics(members, tiers.metric, *metric_window(tiers, until)).items():
            metrics[member_id] = max(metrics[member_id], metric)
    return [review for held in page if (review := _review_one(tiers, held, metrics[held.member_id], day)) is not None]


def _review_one(tiers: Tiers, held: HeldTier, metric: int, day: str) -> Review | None:
    known = held.tier in tiers.rank
    place, reason, valid_until = reviewed(tiers, tiers.rank[held.tier] if known else 0, held.valid_until if known else None, metric, day)
    after = tiers.levels[place].code
    if reason in ("valid", "grace") or (after, valid_until, after) == (held.tier, held.valid_until, held.base):
        return None
    return Review(was=held, after=after, valid_until=valid_until, reason=reason, metric=metric)

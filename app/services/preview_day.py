"""What the daily run would do on a day, without booking anything: the lots that lapse, the debts that are paid, the tiers that are reviewed
and those in place of the own that end, the birthdays. Day after day from the last one that was run, as the run itself goes, also for days
to come as if nobody came in meanwhile (EXP-06).

What a birthday gives is named as it would be given by today's figures; that it pays a debt, or lapses again within the days looked at, is
not followed, nor what is then bought by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.errors import Refusal
from app.domain.ledger.moves import pay_debt
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import EventInput
from app.services.desk import Desk, as_of, office_session
from app.services.ports.store import EndedFloor, HeldTier, Reader
from app.services.raise_event import birthday_now
from app.services.run_day import (
    MEMBERS_PER_EVENT,
    BirthdayPages,
    Review,
    TierPages,
    days_due,
    gives_birthdays,
    last_run,
    programme_of,
    review_page,
)

LISTED_MAX = 1_000
"""Rows of each kind that are listed for a day; the totals count all."""
AHEAD_MAX_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Lapse:
    """A lot whose free points lapse."""

    holder: str
    lot: str
    points: int
    last_day: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Points of a holder that pay what is owed."""

    holder: str
    points: int


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday that gives something: points and vouchers of the member."""

    member_id: str
    points: int
    vouchers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What one day would bring. The lists hold at most LISTED_MAX rows, the figures beside them count everything."""

    on: str
    lapses: tuple[Lapse, ...] = ()
    lots: int = 0
    members: int = 0
    points: int = 0
    payments: tuple[Payment, ...] = ()
    paid: int = 0
    floors: tuple[EndedFloor, ...] = ()
    floors_ended: int = 0
    reviews: tuple[Review, ...] = ()
    reviewed: int = 0
    birthdays: tuple[Birthday, ...] = ()
    given: int = 0

    @property
    def empty(self) -> bool:
        """Nothing is due that day."""
        return not (self.lots or self.payments or self.floors_ended or self.reviewed or self.given)


def preview(desk: Desk, until: str | None = None) -> tuple[DayPlan, ...]:
    """The days with anything due, to `until` (None: today, of whatever day the open shift is).

    Refusal date_range for a day more than ten years ahead.
    """
    with desk.store.read() as reader:
        today = desk.business_date(reader)
        until = until or today
        if until > add_days(today, AHEAD_MAX_DAYS):
            raise Refusal("date_range", until=until)
        ahead = _Ahead(desk, reader)
        plans = [ahead.day(day) for day in days_due(ahead.last[0], until)]
    return tuple(plan for plan in plans if not plan.empty)


@dataclass
class _Ahead:
    """The books as they would stand: what the days before have changed is laid over what is read."""

    desk: Desk
    reader: Reader
    last: tuple[str | None, str | None] = (None, None)
    since: str = ""
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tiers: dict[str, HeldTier] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.last = last_run(self.reader)

    def day(self, day: str) -> DayPlan:
        """What comes next; afterwards the books stand as at the end of that day."""
        plan = self._birthdays(day, self._tiers(day, self._floors(day, self._payments(day, self._lapses(day)))))
        self.since = day
        last, _ = self.last
        self.last = (day if last is None else max(last, day), self.reader.programme_sha(day))
        return plan

    def _lapses(self, day: str) -> DayPlan:
        listed: list[Lapse] = []
        lots = points = 0
        members: set[str] = set()
        for lot in self.reader.lapsing_lots(self.since, day):
            free = lot.free - self.taken[lot.id] if lot.id in self.taken else lot.free
            if free <= 0:
                continue
            lots, points = lots + 1, points + free
            members.add(lot.holder)
            if len(listed) < LISTED_MAX:
                listed.append(Lapse(lot.holder, lot.id, free, lot.last_day))
        return DayPlan(on=day, lapses=tuple(listed), lots=lots, members=len(members), points=points)

    def _payments(self, day: str, plan: DayPlan) -> DayPlan:
        listed: list[Payment] = []
        total = 0
        for holder in self._debtors(day):
            debt = self.reader.balance(holder, day).debt - self.paid[holder]
            free = [(lot.id, lot.free - self.taken[lot.id]) for lot in self.reader.usable_lots(holder, day)] if debt else []
            parts = [posting for posting in pay_debt(holder, free, debt).postings if posting.lot is not None]
            points = -sum(posting.amount for posting in parts)
            for posting in parts:
                self.taken[posting.lot or ""] -= posting.amount
            self.paid[holder] += points
            total += points
            if points and len(listed) < LISTED_MAX:
                listed.append(Payment(holder, points))
        return replace(plan, payments=tuple(listed), paid=total)

    def _debtors(self, day: str) -> Iterator[str]:
        after = ""
        while page := self.reader.matured_debtors(day, MEMBERS_PER_EVENT, after=after):
            yield from page
            after = page[-1]

    def _floors(self, day: str, plan: DayPlan) -> DayPlan:
        listed: list[EndedFloor] = []
        count = 0
        after = (self.since, "")
        while page := self.reader.floors_ended(day, MEMBERS_PER_EVENT, after):
            count += len(page)
            listed += page[: LISTED_MAX - len(listed)]
            after = (page[-1].until, page[-1].member_id)
        return replace(plan, floors=tuple(listed), floors_ended=count)

    def _tiers(self, day: str, plan: DayPlan) -> DayPlan:
        programme = programme_of(self.desk, self.reader, day)
        if programme is None or programme.tiers is None or programme.tiers.metric == "manual":
            return plan
        pages = TierPages(day, *self.last, programme.sha256)
        listed: list[Review] = []
        count = 0
        while page := pages.next(self.reader):
            held: Sequence[HeldTier] = [self.tiers.get(one.member_id, one) for one in page]
            for review in review_page(self.reader, programme.tiers, held, day):
                count += 1
                was = review.was
                self.tiers[was.member_id] = HeldTier(was.member_id, review.after, review.valid_until, review.after)
                if len(listed) < LISTED_MAX:
                    listed.append(review)
        return replace(plan, reviews=tuple(listed), reviewed=count)

    def _birthdays(self, day: str, plan: DayPlan) -> DayPlan:
        programme = programme_of(self.desk, self.reader, day)
        if programme is None or not gives_birthdays(programme):
            return plan
        last, _ = self.last
        pages = BirthdayPages(programme, day, again=last is not None and last >= day)
        session = as_of(office_session(self.desk, self.reader), day)
        listed: list[Birthday] = []
        count = 0
        while (page := pages.next(self.reader)) is not None:
            for member in page:
                evaluation = birthday_now(self.desk, self.reader, session, member, EventInput(id="preview", type="birthday"))
                if evaluation is not None:
                    count += 1
                    result = evaluation.result
                    if len(listed) < LISTED_MAX:
                        vouchers = sum(grant.count for grant in result.vouchers if grant.recipient == "member")
                        listed.append(Birthday(member.id, result.points, vouchers))
        return replace(plan, birthdays=tuple(listed), given=count)

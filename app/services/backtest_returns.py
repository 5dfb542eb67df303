"""Returns told again: the sale net of everything that came back, once by the version that booked it and once by the draft.

A sale that comes back within the days told again is kept as the draft found it. Sales from before are known to neither world, and what
comes back of them is left out of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.programme.compiled import CompiledProgramme, Recipient
from app.domain.programme.inputs import ContextInput, MemberInput, Totals
from app.domain.programme.refund import Differences, compare
from app.domain.programme.results import QuoteResult
from app.services.backtest_tally import Earned
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.evaluation import PeriodTotals, with_sale
from app.services.ports.history import Booked
from app.services.snapshot import challenge_periods

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A return told again. `member`, `context`: of the sale as booked; `drafted`: as the draft found them. `reversed_goals`: points of the
    draft's challenges that are not reached any more, by rule. `allowed`: the draft had let points pay for the sale.
    """

    member: MemberInput
    context: ContextInput
    drafted: tuple[MemberInput, ContextInput]
    booked: Differences
    told: Differences
    reversed_goals: Mapping[str, int]
    allowed: bool

    def old(self, body: Body) -> list[Earned]:
        """What was booked, by rule and account."""
        own = [(rule, self._holder(recipient), delta) for recipient, rule, delta in body.get("deltas", ())]
        return own + [(rule, account, points) for account, rule, _, points in body.get("challenges", ())]

    def new(self) -> list[Earned]:
        """What the draft gives, by rule and account."""
        own = [(one.rule, self._holder(one.recipient), one.delta) for one in self.told.deltas]
        return own + [(rule, self.member.id, -points) for rule, points in self.reversed_goals.items()]

    def goals_of_caps(self, draft: CompiledProgramme, *, shared: bool) -> dict[str, int]:
        """What challenges that are not reached any more had used of the draft's caps: those of accounts, or those that are nobody's own."""
        used: dict[str, int] = {}
        for code, points in self.reversed_goals.items():
            for number in draft.rule(code).caps:
                cap = draft.caps[number]
                if cap.per != "event" and (cap.who != "member") == shared:
                    used[cap.code] = used.get(cap.code, 0) + (1 if cap.times else points)
        return used

    def _holder(self, recipient: Recipient) -> str:
        accounts = {"member": self.member, "referrer": self.context.referrer, "team": self.context.team}
        account = accounts[recipient]
        return "" if account is None else account.id


def times_less(found: Differences) -> dict[str, int]:
    """By how much the number of times changes that a rule gave points."""
    pairs = zip(found.last.items, found.kept.items, strict=True)
    moved = {now.rule: int(now.points > 0) - int(before.points > 0) for before, now in pairs}
    return {rule: times for rule, times in moved.items() if times}


@dataclass(slots=True)
class _Sold:
    drafted: tuple[MemberInput, ContextInput]
    allowed: bool
    returned: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Standing:
    """A member's totals by month and year, and booked challenges by rule and period, under the draft."""

    totals: dict[str, Totals] = field(default_factory=dict)
    goals: dict[tuple[str, str], int] = field(default_factory=dict)


class Returns:
    """Keeps what returns need. `sales`: the sales of which something came back."""

    def __init__(self, desk: Desk, draft: CompiledProgramme, sales: frozenset[str]) -> None:
        self._desk = desk
        self._draft = draft
        self._sales = sales
        self._sold: dict[str, _Sold] = {}
        self._standings: dict[str, _Standing] = {}

    def keep(
        self, sale_id: str, drafted: tuple[MemberInput, ContextInput], before: PeriodTotals | None, result: QuoteResult, *, allowed: bool
    ) -> None:
        """Takes note of a sale as the draft found it. `before`: the totals before it, where the draft has challenges."""
        member, context = drafted
        if sale_id in self._sales:
            self._sold[sale_id] = _Sold(drafted, allowed)
        elif member.id not in self._standings:
            return
        if before is None:
            return
        standing = self._standings.setdefault(member.id, _Standing())
        after, day = with_sale(before, result.spend_minor, result.sales), context.business_date
        standing.totals |= {day[:7]: after.month, day[:4]: after.year}
        periods = challenge_periods(self._draft, day)
        for rule, period in periods.items():
            standing.goals[rule, period] = member.challenge_booked.get(rule, 0)
        for accrual in result.accruals:
            if accrual.rule in periods:
                standing.goals[accrual.rule, periods[accrual.rule]] = accrual.points

    def told(self, row: Booked, body: Body, programme: CompiledProgramme) -> Returned | None:
        """A return beside its sale; None for one of a sale from before the first day. `programme`: the version that booked both."""
        sold = self._sold.get(body["sale"])
        with self._desk.store.read() as reader:
            event = None if sold is None else reader.event(body["sale"])
        if sold is None or event is None:
            return None
        sale: Body = json.loads(event.payload)
        member, context = MemberInput.from_document(sale["member"]), ContextInput.from_document(sale["context"])
        given, now = sale_input(event.header.id, sale), body["returned"]
        booked = compare(programme, given, member, context, now, sold.returned)
        told = compare(self._draft, given, *sold.drafted, now, sold.returned)
        for line, qty in now.items():
            sold.returned[line] = sold.returned.get(line, 0) + qty
        return Returned(
            member=member,
            context=context,
            drafted=sold.drafted,
            booked=booked,
            told=told,
            reversed_goals=self._reversed(member.id, context.business_date, told),
            allowed=sold.allowed,
        )

    def _reversed(self, member_id: str, day: str, told: Differences) -> dict[str, int]:
        """Challenges of the sale's periods that are booked and not reached any more."""
        standing = self._standings.get(member_id)
        if standing is None:
            return {}
        before = PeriodTotals(*(standing.totals.get(period, Totals()) for period in (day[:7], day[:4])))
        after = with_sale(before, told.spend_delta_minor, told.sales_delta)
        standing.totals |= {day[:7]: after.month, day[:4]: after.year}
        lost: dict[str, int] = {}
        for rule in self._draft.rules:
            challenge = rule.when.challenge
            if challenge is None:
                continue
            totals = after.month if challenge.per == "month" else after.year
            key = rule.code, day[:7] if challenge.per == "month" else day[:4]
            if (totals.spend_minor if challenge.metric == "spend_minor" else totals.visits) < challenge.reach and standing.goals.get(key):
                lost[rule.code] = standing.goals.pop(key)
        return lost

"""Adding a back-test up: what every event gave by the books and by the draft. Memory grows with members, rules and days, not with sales."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.exact import round_to_step
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.redeem import redeem
from app.domain.programme.refund import VoucherDelta
from app.domain.programme.results import QuoteResult
from app.services.backtest_result import (
    BANDS,
    Band,
    BudgetUse,
    EventChange,
    MemberChange,
    Pair,
    Redemptions,
    RuleChange,
    VoucherChange,
    band_of,
    monthly,
)
from app.services.snapshot import period_key

LARGEST_MEMBERS = 20
LARGEST_EVENTS = 50

Body = Mapping[str, Any]
Earned = tuple[str, str, int]
"""Points of one rule: rule code, account, points (negative where they are taken back)."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event told again: its id and type, the receipt's number where it has one, and what was paid."""

    id: str
    type: str
    number: str | None
    total_minor: int


def earned(result: QuoteResult, member_id: str, context: ContextInput) -> list[Earned]:
    """The points of an evaluation by rule and account."""
    if context.referrer is None and context.team is None and not result.reversals:
        return [(one.rule, member_id, one.points) for one in result.accruals]
    accounts = {
        "member": member_id,
        "referrer": "" if context.referrer is None else context.referrer.id,
        "team": "" if context.team is None else context.team.id,
    }
    points = [(one.rule, accounts[one.recipient], one.points) for one in result.accruals]
    return points + [(one.rule, accounts[one.recipient], -one.points) for one in result.reversals]


_OLD, _NEW = 0, 1
_TIMES = 2
"""A rule's figures: points old and new, then times old and new."""


class _Counts:
    """A figure old and new."""

    __slots__ = ("new", "old")

    def __init__(self) -> None:
        self.old = 0
        self.new = 0

    def add(self, n: int, *, booked: bool) -> None:
        if booked:
            self.old += n
        else:
            self.new += n

    def pair(self) -> Pair:
        return Pair(self.old, self.new)


class _Budget:
    """Use of one cap that is nobody's own."""

    def __init__(self) -> None:
        self.used = 0
        self.days: dict[str, int] = {}
        self.fullest = ("", 0)

    def largest_day(self) -> tuple[str | None, int]:
        if not self.days:
            return None, 0
        most = max(self.days.values())
        return min(day for day, used in self.days.items() if used == most), most


class Tally:
    """All counters of a back-test of `draft`."""

    def __init__(self, draft: CompiledProgramme) -> None:
        self._draft = draft
        self.sales = self.earnings = self.refunds = self.revenue_minor = 0
        self._points, self._others = [0, 0], [0, 0]
        self._booked_by: dict[str, tuple[Fraction, list[int]]] = {}
        self._rules: dict[str, list[int]] = {rule.code: [0, 0, 0, 0] for rule in draft.rules}
        self._rule_names = {rule.code: rule.name for rule in draft.rules}
        self._vouchers: dict[str, _Counts] = {}
        self._place: dict[str, int] = {}
        self._of_members = array("q"), array("q")
        self._budgets = {cap.code: _Budget() for cap in draft.caps if cap.who != "member" and cap.per != "event"}
        self._cut = dict.fromkeys((cap.code for cap in draft.caps), 0)
        self._times = self._redeemed = self._refused = 0
        self._worth = _Counts()
        self._largest: list[tuple[int, int, EventChange]] = []
        self._seen = 0

    # One event

    def add(
        self,
        told: Told,
        programme: CompiledProgramme,
        member_id: str,
        context: ContextInput,
        old: Sequence[Earned],
        new: Sequence[Earned],
        times: tuple[Mapping[str, int], Mapping[str, int]] | None = None,
    ) -> None:
        """Counts an event of a member: what was booked for it by the version `programme`, and what the draft gives. `times`: by how much
        the number of times changes that rules gave points, booked and drafted; by default once for each row.
        """
        self._seen += 1
        place = self._member(member_id)
        if old == new and times is None:
            self._add_same(place, programme, member_id, context, old)
            return
        for side, rows in ((_OLD, old), (_NEW, new)):
            members, mine, all_of_them = self._of_members[side], 0, 0
            for rule, account, points in rows:
                figures = self._rules.get(rule) or self._rule(rule, programme)
                figures[side] += points
                if times is None:
                    figures[_TIMES + side] += 1 if points > 0 else -1
                all_of_them += points
                if account == member_id:
                    mine += points
                else:
                    self._other(account, points, context, side)
            members[place] += mine
            self._points[side] += all_of_them
            if side == _OLD:
                self._worth_of(programme)[0] += all_of_them
            if times is not None:
                for rule, n in times[side].items():
                    self._rule(rule, programme)[_TIMES + side] += n
        self._keep(told, member_id, context.business_date, old, new)

    def _add_same(
        self, place: int, programme: CompiledProgramme, member_id: str, context: ContextInput, rows: Sequence[Earned]
    ) -> None:
        """An event that gives what was booked."""
        mine = all_of_them = 0
        for rule, account, points in rows:
            figures = self._rules.get(rule) or self._rule(rule, programme)
            once = 1 if points > 0 else -1
            figures[0] += points
            figures[1] += points
            figures[2] += once
            figures[3] += once
            all_of_them += points
            if account == member_id:
                mine += points
            else:
                self._other(account, points, context, _OLD)
                self._other(account, points, context, _NEW)
        for members in self._of_members:
            members[place] += mine
        self._points[_OLD] += all_of_them
        self._points[_NEW] += all_of_them
        self._worth_of(programme)[0] += all_of_them

    def vouchers_of(self, result: QuoteResult, booked: Sequence[tuple[str, str]], programme: CompiledProgramme) -> None:
        """Vouchers handed out: one (kind, rule) for each booked one."""
        for kind, rule in booked:
            self._voucher(kind, 1, booked=True)
            self._rule(rule, programme)[_TIMES + _OLD] += 1
        for grant in result.vouchers:
            self._voucher(grant.voucher, grant.count, booked=False)
            self._rule(grant.rule, self._draft)[_TIMES + _NEW] += grant.count

    def _other(self, account: str, points: int, context: ContextInput, side: int) -> None:
        """Points of a referrer or a team; a team is no member."""
        self._others[side] += points
        if context.team is None or account != context.team.id:
            place = self._member(account)
            self._of_members[side][place] += points

    def _worth_of(self, programme: CompiledProgramme) -> list[int]:
        """All points that a version has booked."""
        found = self._booked_by.get(programme.sha256)
        if found is None:
            found = self._booked_by[programme.sha256] = programme.point_value, [0]
        return found[1]

    def _voucher(self, kind: str, count: int, *, booked: bool) -> None:
        self._vouchers.setdefault(kind, _Counts()).add(count, booked=booked)

    def caps(self, result: QuoteResult, drafted: ContextInput) -> None:
        """What the draft's caps were used and lowered."""
        lowered = {item.cap or item.detail for item in result.items if item.cap is not None or item.reason == "cap"}
        for code in lowered:
            self._cut[code or ""] += 1
        used = result.cap_used["context"]
        if not used:
            return
        day = drafted.business_date
        for cap in self._draft.caps:
            budget, n = self._budgets.get(cap.code), used.get(cap.code, 0)
            if budget is None or not n:
                continue
            budget.used += n
            budget.days[day] = budget.days.get(day, 0) + n
            full = drafted.cap_used.get(cap.code, 0) + n
            if full > budget.fullest[1]:
                budget.fullest = period_key(cap.per, day), full

    def vouchers_back(self, told: Sequence[VoucherDelta], booked: Sequence[VoucherDelta]) -> None:
        """Vouchers that a return takes back."""
        for deltas, of_books in ((booked, True), (told, False)):
            for one in deltas:
                self._voucher(one.voucher, one.delta, booked=of_books)

    def caps_back(self, used: Mapping[str, int], goals: Mapping[str, int], day: str) -> None:
        """Use of caps that are nobody's own by a sale of a day, moved by a return; `goals`: what challenges give back."""
        for code, budget in self._budgets.items():
            n = used.get(code, 0) - goals.get(code, 0)
            budget.used += n
            if n:
                budget.days[day] = budget.days.get(day, 0) + n

    def redemption_back(self, points: int, value_minor: int, *, allowed: bool) -> None:
        """Points that come back to a member by a return, and their worth."""
        self._redeemed -= points
        self._worth.old -= value_minor
        if allowed:
            self._worth.new -= round_to_step(points * self._draft.point_value, "floor")

    def redemption(self, event: EventInput, member: MemberInput, context: ContextInput, value_minor: int, points: int) -> bool:
        """A sale that was paid with points, for `value_minor`, and whether the draft allows it. `member`: as the draft found it."""
        self._times += 1
        self._redeemed += points
        self._worth.old += value_minor
        allowed = redeem(self._draft, event, replace(member, available_points=member.available_points + points), context, points)
        if allowed.allowed:
            self._worth.new += allowed.value_minor
        else:
            self._refused += 1
        return allowed.allowed

    def _member(self, member_id: str) -> int:
        place = self._place.get(member_id)
        if place is None:
            place = self._place[member_id] = len(self._place)
            for points in self._of_members:
                points.append(0)
        return place

    def _rule(self, code: str, programme: CompiledProgramme) -> list[int]:
        found = self._rules.get(code)
        if found is None:
            found = self._rules[code] = [0, 0, 0, 0]
            self._rule_names[code] = next((rule.name for rule in programme.rules if rule.code == code), code)
        return found

    def _keep(self, told: Told, member_id: str, business_date: str, old: Sequence[Earned], new: Sequence[Earned]) -> None:
        """Among the receipts that change most, the earlier one first where two change alike."""
        before, after = sum([points for _, _, points in old]), sum([points for _, _, points in new])
        rank = abs(after - before), -self._seen
        full = len(self._largest) == LARGEST_EVENTS
        if rank[0] == 0 or (full and rank <= self._largest[0][:2]):
            return
        change = EventChange(
            event=told.id,
            type=told.type,
            number=told.number,
            business_date=business_date,
            member=member_id,
            total_minor=told.total_minor,
            points=Pair(before, after),
            rules=self._by_rule(_sums(old), _sums(new)),
        )
        (heapq.heapreplace if full else heapq.heappush)(self._largest, (*rank, change))

    def _by_rule(self, old: Mapping[str, int], new: Mapping[str, int]) -> tuple[tuple[str, Pair], ...]:
        codes = [code for code in (*self._rule_names, *old) if old.get(code, 0) != new.get(code, 0)]
        return tuple((code, Pair(old.get(code, 0), new.get(code, 0))) for code in dict.fromkeys(codes))

    # The sums

    @property
    def members(self) -> int:
        """Members seen."""
        return len(self._place)

    def points(self) -> tuple[Pair, Pair]:
        """All points, and those of referrers and teams among them."""
        return Pair(*self._points), Pair(*self._others)

    def cost(self) -> tuple[Fraction, Fraction]:
        """The worth of all points in fen, exact, each at the point value of its version."""
        old = sum((value * points for value, (points,) in self._booked_by.values()), Fraction(0))
        return old, self._points[_NEW] * self._draft.point_value

    def redemptions(self) -> Redemptions:
        """Paying with points."""
        return Redemptions(times=self._times, points=self._redeemed, value_minor=self._worth.pair(), refused=self._refused)

    def rules(self) -> tuple[RuleChange, ...]:
        """Rules of the draft in its order, then those that only older versions had."""
        return tuple(
            RuleChange(rule=code, name=self._rule_names[code], points=Pair(*figures[:_TIMES]), times=Pair(*figures[_TIMES:]))
            for code, figures in self._rules.items()
        )

    def vouchers(self) -> tuple[VoucherChange, ...]:
        """Vouchers by kind."""
        return tuple(VoucherChange(voucher=kind, count=counts.pair()) for kind, counts in sorted(self._vouchers.items()))

    def bands(self, days: int) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
        """Members with more points and with fewer, by how many a month."""
        gains, losses = [0] * len(BANDS), [0] * len(BANDS)
        for old, new in zip(*self._of_members, strict=True):
            if old != new:
                (gains if new > old else losses)[band_of(new - old, days)] += 1
        return _bands(gains), _bands(losses)

    def budgets(self, days: int) -> tuple[BudgetUse, ...]:
        """The caps of the draft, in its order."""
        return tuple(self._budget(cap, days) for cap in self._draft.caps)

    def largest_members(self, days: int) -> tuple[MemberChange, ...]:
        """Those whose points change most, the one seen first where two change alike."""
        old, new = self._of_members
        changed = ((abs(new[place] - old[place]), -place, member) for member, place in self._place.items() if new[place] != old[place])
        return tuple(
            MemberChange(member=member, points=Pair(old[-place], new[-place]), month=monthly(new[-place] - old[-place], days))
            for _, place, member in heapq.nlargest(LARGEST_MEMBERS, changed)
        )

    def largest_events(self) -> tuple[EventChange, ...]:
        """Those whose points change most."""
        return tuple(change for *_, change in sorted(self._largest, key=lambda one: one[:2], reverse=True))

    def _budget(self, cap: Any, days: int) -> BudgetUse:
        budget = self._budgets.get(cap.code)
        plain = BudgetUse(cap=cap.code, who=cap.who, per=cap.per, times=cap.times, limit=cap.limit, cut=self._cut[cap.code])
        if budget is None:
            return plain
        day, most = budget.largest_day()
        return BudgetUse(
            cap=plain.cap, who=plain.who, per=plain.per, times=plain.times, limit=plain.limit, cut=plain.cut, used=budget.used,
            month=monthly(budget.used, days), largest_day=day, largest_day_used=most, fullest_period=budget.fullest[0] or None,
            fullest_used=budget.fullest[1],
        )  # fmt: skip


def whole_minor(cost: Fraction) -> int:
    """Fen, rounded half up: once, at the end."""
    return round_to_step(cost, "half_up")


def _sums(rows: Iterable[Earned]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for rule, _, points in rows:
        sums[rule] = sums.get(rule, 0) + points
    return sums


def _bands(counts: Sequence[int]) -> tuple[Band, ...]:
    return tuple(Band(low=low, high=high, members=count) for (low, high), count in zip(BANDS, counts, strict=True))

"""Back-test: the last days of the shop's own sales told again under a draft of the programme (requirements EDGE-02).

Every stored sale carries its member snapshot, its context and the version it was booked by; what a draft would have changed in between
(remainders, caps, metric, tier) is folded forward by `backtest_fold`, what everything adds up to stands in `backtest_tally`. Nothing is
booked. The old figures are those of the books, not of a second evaluation.

It says what a draft had given for what was bought. Whether customers would have bought otherwise it cannot say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.booking import DEBT, POINTS
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.dates import add_days
from app.domain.programme.following import CHALLENGE, has_challenges
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput, Totals
from app.domain.programme.quote import quote
from app.domain.programme.tiers import metric_window
from app.domain.sales.tender import POINTS as POINTS_TENDER
from app.services.backtest_fold import Fold, Version, same_metric
from app.services.backtest_result import BackTest, Pair, ProgrammeName, TierMove
from app.services.backtest_returns import Returns, times_less
from app.services.backtest_tally import Earned, Tally, Told, earned, whole_minor
from app.services.backtest_tiers import same_tiers
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.evaluation import PeriodTotals, evaluate
from app.services.ports.history import Booked, PointsTotal
from app.services.ports.store import Reader

DAYS_MAX = 3_650
READ_AT_ONCE = 500
"""Events read in one go; progress is told as often."""
VERSIONS_MAX = 10_000
TOLD = (types.SALE_COMPLETED, types.ACCRUAL, types.MEMBER_ENROLLED, types.REFUND_COMPLETED, types.TIER_SET)
"""The types of events that are told again."""

_NOTHING = PeriodTotals(Totals(), Totals())
_decode = json.JSONDecoder().decode
Body = Mapping[str, Any]
Progress = Callable[[int, int], None]


def back_test(desk: Desk, draft: CompiledProgramme, days: int, progress: Progress | None = None) -> BackTest:
    """Tells the last `days` business days (1 … DAYS_MAX, the day of the newest event among them) again. `progress` gets (events done, all).

    Reads only, in short pieces, and may run beside the till; what is booked meanwhile is not looked at. Refusal no_programme where none is
    in force or a version that sold is not in the store.
    """
    if not 1 <= days <= DAYS_MAX:
        raise ValueError(f"{days} days")
    return _BackTest(desk, draft, days).run(progress or (lambda done, total: None))


class _BackTest:
    def __init__(self, desk: Desk, draft: CompiledProgramme, days: int) -> None:
        self._desk = desk
        self._draft = draft
        self._history = desk.store.history()
        self._last = self._history.last_place()
        self._until = self._history.day_of(self._last) or desk.local().date
        opened = self._history.day_of(1) or self._until
        self._since = max(add_days(self._until, 1 - days), opened)
        self._days = (date.fromisoformat(self._until) - date.fromisoformat(self._since)).days + 1
        self._versions: dict[str, Version] = {}
        self._seen: set[str] = set()
        self._receipts = self._history.receipts(self._since, self._until)
        self._tally = Tally(draft)
        with desk.store.read() as reader:
            sha = reader.programme_sha(self._until)
            if sha is None:
                raise Refusal("no_programme")
            self._in_force = self._read_version(reader, sha).programme
            shas = self._in_between(sha)
            versions = [self._read_version(reader, one).programme for one in shas]
            nights = reader.last_cause(types.DAY_RUN) is not None
        self._own_history = not all(same_metric(draft, one) for one in versions)
        self._challenges = has_challenges(draft)
        self._own_totals = self._challenges and not all(has_challenges(one) for one in versions)
        self._in_between_count = len(shas)
        self._returns = Returns(desk, draft, frozenset(self._history.returned_sales(self._since)))
        self._fold = Fold(
            draft,
            self._since,
            self._until,
            own_history=self._own_history,
            own_totals=self._own_totals,
            own_tiers=not all(same_tiers(draft, one) for one in versions),
            metric_on=self._metric_on,
            nights=nights,
        )

    def run(self, progress: Progress) -> BackTest:
        first = self._history.place_of(self._since)
        total = self._last - first + 1
        for after in range(first - 1, self._last, READ_AT_ONCE):
            until = min(self._last, after + READ_AT_ONCE)
            rows = self._history.booked(after, until, TOLD)
            metrics, totals = self._metrics(rows), self._totals(rows)
            for row in rows:
                key = row.member_id or "", row.business_date
                self._tell_row(row, _decode(row.payload.decode()), metrics.get(key, 0), totals.get(key, _NOTHING))
            progress(until - first + 1, total)
        return self._result(self._history.points_total())

    # What is read beside the events

    def _in_between(self, in_force: str) -> set[str]:
        """The versions that may have booked something in these days."""
        versions = self._desk.store.programmes().versions(VERSIONS_MAX)
        begun = [one for one in versions if one.valid_from <= self._until]
        earlier = [one for one in begun if one.valid_from <= self._since]
        first = max(earlier, key=lambda one: (one.valid_from, one.seq), default=None)
        since = self._since if first is None else first.valid_from
        return {one.sha256 for one in begun if one.valid_from >= since} | {in_force}

    def _read_version(self, reader: Reader, sha: str) -> Version:
        found = self._versions.get(sha)
        if found is None:
            found = self._versions[sha] = Version.beside(self._draft, self._desk.programmes.by_sha(reader, sha))
        return found

    def _version(self, sha: str) -> Version:
        found = self._versions.get(sha)
        if found is None:
            with self._desk.store.read() as reader:
                found = self._read_version(reader, sha)
        return found

    def _metrics(self, rows: Sequence[Booked]) -> Mapping[tuple[str, str], int]:
        """Where the draft counts its own metric, that of every member of these events up to the first day told again."""
        tiers = self._draft.tiers
        if not self._own_history or tiers is None:
            return {}
        before = add_days(self._since, -1)
        members = {(row.member_id, row.business_date) for row in rows if row.member_id is not None}
        with self._desk.store.read() as reader:
            return {
                (member, day): reader.tier_metric(member, tiers.metric, metric_window(tiers, day)[0], before) for member, day in members
            }

    def _metric_on(self, member_id: str, day: str, review: str) -> int:
        """What counted for a member on a day: booked before the review of a night, or before the first day if the draft counts its own."""
        tiers = self._draft.tiers
        if tiers is None or tiers.metric == "manual":
            return 0
        after, until = metric_window(tiers, day)
        last = min(until, add_days(self._since if self._own_history else review, -1))
        with self._desk.store.read() as reader:
            return reader.tier_metric(member_id, tiers.metric, after, last)

    def _totals(self, rows: Sequence[Booked]) -> Mapping[tuple[str, str], PeriodTotals]:
        """Where the draft counts its own, what the members of these events spent in the month and the year before the first day."""
        if not self._own_totals:
            return {}
        members = {(row.member_id, row.business_date) for row in rows if row.member_id is not None}
        with self._desk.store.read() as reader:
            return {
                (member, day): PeriodTotals(*(self._spent(reader, member, period) for period in (day[:7], day[:4])))
                for member, day in members
            }

    def _spent(self, reader: Reader, member: str, period: str) -> Totals:
        after, until = f"{period}-", add_days(self._since, -1)
        if until < after:
            return Totals()
        return Totals(reader.tier_metric(member, "spend", after, until), reader.tier_metric(member, "visits", after, until))

    # One event

    def _tell_row(self, row: Booked, body: Body, metric_before: int, totals_before: PeriodTotals) -> None:
        if row.type == types.TIER_SET:
            self._fold.tier_set(row.member_id or "")
        elif row.type == types.REFUND_COMPLETED:
            self._tell_return(row, body)
        elif "programme" in body:  # else enrolled without one: imported, or by an older program
            self._tell(row, body, metric_before, totals_before)

    def _tell(self, row: Booked, body: Body, metric_before: int, totals_before: PeriodTotals) -> None:
        version, fold, tally = self._version(body["programme"]), self._fold, self._tally
        member, context = MemberInput.from_document(body["member"]), ContextInput.from_document(body["context"])
        stored = PeriodTotals.from_document(body["challenge"]) if "challenge" in body else None
        drafted = fold.under(version, member, context, metric_before)
        if row.type == types.SALE_COMPLETED:
            event, told = sale_input(row.id, body), Told(row.id, "sale", body["number"], body["total_minor"])
            tally.sales += 1
            tally.revenue_minor += told.total_minor
            allowed = body["redeemed"] > 0 and self._tell_redemption(event, body, drafted)
        else:
            event = EventInput.from_document({"id": row.id, **body["event"]})
            told = Told(row.id, event.type if event.activity is None else f"{event.type}:{event.activity}", None, 0)
            tally.earnings += 1
        self._seen.add(told.type)
        totals = None
        if self._challenges and row.type == types.SALE_COMPLETED:
            before = totals_before if stored is None or self._own_totals else stored
            totals = fold.totals(member.id, context.business_date, before)
            result = evaluate(self._draft, event, *drafted, totals).result
        else:
            result = quote(self._draft, event, *drafted)
        if row.type == types.SALE_COMPLETED:
            self._returns.keep(row.id, drafted, totals, result, allowed=allowed)
        old = booked_points(body)
        if old is None:
            old = earned(evaluate(version.programme, event, member, context, stored).result, member.id, context)
        tally.vouchers_of(result, [(one[2], one[3]) for one in body.get("vouchers", ())], version.programme)
        tally.caps(result, drafted[1])
        tally.add(told, version.programme, member.id, context, old, earned(result, member.id, context))
        fold.move(version, _moved(row, body), (member, context), drafted, result)

    def _tell_redemption(self, event: EventInput, body: Body, drafted: tuple[MemberInput, ContextInput]) -> bool:
        value_minor = sum(amount_minor for kind, amount_minor, *_ in body["tenders"] if kind == POINTS_TENDER)
        return self._tally.redemption(event, *drafted, value_minor, body["redeemed"])

    def _tell_return(self, row: Booked, body: Body) -> None:
        version, tally = self._version(body["programme"]), self._tally
        back = self._returns.told(row, body, version.programme)
        if back is None:
            return
        tally.refunds += 1
        tally.revenue_minor -= body["refunded_minor"]
        times = times_less(back.booked), {**times_less(back.told), **dict.fromkeys(back.reversed_goals, -1)}
        for _, rule, _, points in body.get("challenges", ()):
            times[0][rule] = 1 if points > 0 else -1
        told = Told(row.id, "refund", None, -body["refunded_minor"])
        tally.add(told, version.programme, back.member.id, back.context, back.old(body), back.new(), times)
        goals = back.goals_of_caps(self._draft, shared=True)
        tally.caps_back(back.told.cap_used_delta["context"], goals, back.context.business_date)
        tally.vouchers_back(back.told.vouchers, back.booked.vouchers)
        if body.get("redeemed"):
            value_minor = sum(amount_minor for kind, amount_minor in body["tenders"] if kind == POINTS_TENDER)
            tally.redemption_back(-body["redeemed"], value_minor, allowed=back.allowed)
        with self._desk.store.read() as reader:
            member = reader.member(back.member.id)
        self._fold.give_back(version, body, back, row.business_date, None if member is None else member.tier_base)

    # The answer

    def _tier_moves(self) -> dict[tuple[str | None, str], int]:
        """Members whose tier is another one under the draft, by (booked, drafted)."""
        moves: dict[tuple[str | None, str], int] = {}
        for member_id, code in self._fold.own_tiers(self._until):
            with self._desk.store.read() as reader:
                member = reader.member(member_id)
            booked = None if member is None or self._in_force.tiers is None else member.tier
            if booked != code:
                moves[booked, code] = moves.get((booked, code), 0) + 1
        return moves

    def _silent(self) -> tuple[str, ...]:
        """Active rules of the draft that answer to an event that was never booked in these days."""
        answered = {"sale", "first_sale", CHALLENGE} | self._seen
        active = (rule for rule in self._draft.rules if rule.active)
        triggers = ((rule.code, rule.trigger if rule.activity is None else f"{rule.trigger}:{rule.activity}") for rule in active)
        return tuple(code for code, trigger in triggers if trigger not in answered)

    def _result(self, total: PointsTotal) -> BackTest:
        tally, draft, days = self._tally, self._draft, self._days
        points, others = tally.points()
        old_cost, new_cost = tally.cost()
        gone = total.granted - total.remaining
        share = Fraction(gone - total.expired, gone) if gone else None
        gains, losses = tally.bands(days)
        moves = sorted(self._tier_moves().items(), key=lambda move: (-move[1], str(move[0])))
        return BackTest(
            old=_named(self._in_force),
            new=_named(draft),
            versions=self._in_between_count,
            days=days,
            since=self._since,
            until=self._until,
            receipts=self._receipts,
            sales=tally.sales,
            earnings=tally.earnings,
            refunds=tally.refunds,
            members=tally.members,
            revenue_minor=tally.revenue_minor,
            points=points,
            points_of_others=others,
            cost_minor=Pair(whole_minor(old_cost), whole_minor(new_cost)),
            expected_minor=None if share is None else Pair(whole_minor(old_cost * share), whole_minor(new_cost * share)),
            used_share=share,
            liability_minor=Pair(
                whole_minor(total.remaining * self._in_force.point_value),
                whole_minor((total.remaining + points.difference) * draft.point_value),
            ),
            redemptions=tally.redemptions(),
            vouchers=tally.vouchers(),
            rules=tally.rules(),
            silent=self._silent(),
            winners=sum(band.members for band in gains),
            losers=sum(band.members for band in losses),
            gains=gains,
            losses=losses,
            tiers=tuple(TierMove(old=old, new=new, members=members) for (old, new), members in moves),
            budgets=tally.budgets(days),
            largest_members=tally.largest_members(days),
            largest_events=tally.largest_events(),
        )


def booked_points(body: Body) -> list[Earned] | None:
    """The points of a booked event by rule and account, from its ledger. None where the ledger does not say which rule they were: part of
    them paid a debt, or points were taken back beside.
    """
    ledger = body.get("ledger")
    if ledger is None:
        return []
    for challenge in body.get("challenges", ()):
        if challenge[3] < 0:
            return None
    for posting in ledger.get("postings", ()):
        if posting[0] == DEBT:
            return None
    return [(grant[3], grant[1], grant[4]) for grant in ledger.get("grants", ()) if grant[2] == POINTS]


def _moved(row: Booked, body: Body) -> Body:
    """What the event moved besides points; the tier of an enrolment stands elsewhere."""
    return {**body, "tier": body.get("tier_after")} if row.type == types.MEMBER_ENROLLED else body


def _named(programme: CompiledProgramme) -> ProgrammeName:
    return ProgrammeName(code=programme.code, version=programme.version, name=programme.name, sha256=programme.sha256)

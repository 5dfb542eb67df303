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
from app.domain.programme.dates import add_days, add_months
from app.domain.programme.following import CHALLENGE, has_challenges
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput, Totals
from app.domain.programme.quote import quote
from app.domain.sales.tender import POINTS as POINTS_TENDER
from app.services.backtest_fold import Fold, Version, same_metric
from app.services.backtest_result import BackTest, Pair, ProgrammeName, TierMove
from app.services.backtest_tally import Earned, Tally, Told, earned, whole_minor
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.evaluation import PeriodTotals, evaluate
from app.services.ports.history import Booked, PointsTotal
from app.services.ports.store import Reader

DAYS_MAX = 3_650
READ_AT_ONCE = 500
"""Events read in one go; progress is told as often."""
VERSIONS_MAX = 10_000
TOLD = (types.SALE_COMPLETED, types.ACCRUAL, types.MEMBER_ENROLLED)
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
        self._own_history = not all(same_metric(draft, one) for one in versions)
        self._challenges = has_challenges(draft)
        self._own_totals = self._challenges and not all(has_challenges(one) for one in versions)
        self._in_between_count = len(shas)
        self._fold = Fold(draft, self._since, self._until, own_history=self._own_history, own_totals=self._own_totals)

    def run(self, progress: Progress) -> BackTest:
        first = self._history.place_of(self._since)
        total = self._last - first + 1
        for after in range(first - 1, self._last, READ_AT_ONCE):
            until = min(self._last, after + READ_AT_ONCE)
            rows = self._history.booked(after, until, TOLD)
            metrics, totals = self._metrics(rows), self._totals(rows)
            for row in rows:
                key = row.member_id or "", row.business_date
                self._tell(row, _decode(row.payload.decode()), metrics.get(key, 0), totals.get(key, _NOTHING))
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
                (member, day): reader.tier_metric(member, tiers.metric, self._metric_after(day), before) for member, day in members
            }

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

    def _metric_after(self, day: str) -> str:
        tiers = self._draft.tiers
        if tiers is not None and tiers.window == "rolling_months":
            return add_months(day, -tiers.window_months)
        return f"{int(day[:4]) - 1:04d}-12-31" if tiers is not None and tiers.window == "calendar_year" else ""

    # One event

    def _tell(self, row: Booked, body: Body, metric_before: int, totals_before: PeriodTotals) -> None:
        if "programme" not in body:
            return  # enrolled without a programme: imported, or by an older program
        version, fold, tally = self._version(body["programme"]), self._fold, self._tally
        member, context = MemberInput.from_document(body["member"]), ContextInput.from_document(body["context"])
        stored = PeriodTotals.from_document(body["challenge"]) if "challenge" in body else None
        drafted = fold.under(version, member, context, metric_before)
        if row.type == types.SALE_COMPLETED:
            event, told = sale_input(row.id, body), Told(row.id, "sale", body["number"], body["total_minor"])
            tally.sales += 1
            tally.revenue_minor += told.total_minor
            if body["redeemed"]:
                self._tell_redemption(event, body, drafted)
        else:
            event = EventInput.from_document({"id": row.id, **body["event"]})
            told = Told(row.id, event.type if event.activity is None else f"{event.type}:{event.activity}", None, 0)
            tally.earnings += 1
        self._seen.add(told.type)
        if self._challenges and row.type == types.SALE_COMPLETED:
            before = totals_before if stored is None or self._own_totals else stored
            result = evaluate(self._draft, event, *drafted, fold.totals(member.id, context.business_date, before)).result
        else:
            result = quote(self._draft, event, *drafted)
        old = booked_points(body)
        if old is None:
            old = earned(evaluate(version.programme, event, member, context, stored).result, member.id, context)
        tally.vouchers_of(result, [(one[2], one[3]) for one in body.get("vouchers", ())], version.programme)
        tally.caps(result, drafted[1])
        tally.add(told, version.programme, member.id, context, old, earned(result, member.id, context))
        fold.move(version, _moved(row, body), (member, context), drafted, result)

    def _tell_redemption(self, event: EventInput, body: Body, drafted: tuple[MemberInput, ContextInput]) -> None:
        value_minor = sum(amount_minor for kind, amount_minor, *_ in body["tenders"] if kind == POINTS_TENDER)
        self._tally.redemption(event, *drafted, value_minor, body["redeemed"])

    # The answer

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
        moves = sorted(self._fold.tier_moves().items(), key=lambda move: (-move[1], str(move[0])))
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

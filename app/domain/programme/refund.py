"""Returns (programme.md §7): the sale is evaluated again net of all returns, and the difference to the last evaluation is booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.exact import format_exact, round_to_step
from app.domain.programme.compiled import RECIPIENTS, CompiledProgramme, Recipient, Returns
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, LotInput, MemberInput, TenderInput
from app.domain.programme.quote import quote
from app.domain.programme.results import Accrual, CapUse, LotUse, QuoteResult
from app.domain.programme.settle import Granted, Restored, Settlement, restore, settle

POINTS = "points"
"""The tender kind of paying with points."""


@dataclass(frozen=True, slots=True)
class TierNow:
    """The member's tier now, the one the last review gave, and the metric before this return."""

    tier: str
    base: str
    tier_metric: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundInput:
    """A return of a sale. Quantities by line id; `uses` are the lots that paid, in order of consumption; `debt` is the present one.

    `frozen`: whether the member's account is frozen now, which decides over new accruals; None: as in the snapshot. `raised`: the challenge
    that the return raises (§5.8), settled together with it; lots of a challenge that is taken back name the sale as their event.
    """

    event: EventInput
    member: MemberInput | None
    context: ContextInput
    return_now: Mapping[str, int]
    return_date: str
    returned_before: Mapping[str, int]
    last_activity_on: str | None = None
    lots: tuple[LotInput, ...] = ()
    uses: tuple[LotUse, ...] = ()
    debt: int = 0
    now: TierNow | None = None
    frozen: bool | None = None
    raised: QuoteResult | None = None


@dataclass(frozen=True, slots=True)
class RuleDelta:
    """Points of a rule that change by the return."""

    recipient: Recipient
    rule: str
    delta: int


@dataclass(frozen=True, slots=True)
class VoucherDelta:
    """Vouchers of a rule that change by the return."""

    recipient: Recipient
    rule: str
    voucher: str
    delta: int


@dataclass(frozen=True, slots=True)
class TierChange:
    """The tier before and after the return, and the metric after it."""

    before: str
    after: str
    metric_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a return changes before any lot is looked at: the sale net of all returns against the sale net of the earlier ones.

    `last` and `kept` are the evaluations before and after. `paid` are the sale's tenders by kind, `was` and `now` what of them stays paid
    before and after; `tenders` are (kind, money back).
    """

    last: QuoteResult
    kept: QuoteResult
    deltas: tuple[RuleDelta, ...]
    vouchers: tuple[VoucherDelta, ...]
    carry_delta: Mapping[Recipient, Mapping[str, Fraction]]
    cap_used_delta: CapUse
    sales_delta: int
    spend_delta_minor: int
    qualifying_delta: int
    tier_metric_delta: int
    paid: Mapping[str, int]
    was: Mapping[str, int]
    now: Mapping[str, int]

    @property
    def tenders(self) -> tuple[tuple[str, int], ...]:
        """Money (and points at their worth) back by kind, kinds without any left out."""
        back = ((kind, self.was.get(kind, 0) - self.now.get(kind, 0)) for kind in self.paid)
        return tuple(part for part in back if part[1])

    @property
    def money_minor(self) -> int:
        """Back in other kinds than points."""
        return sum(amount_minor for kind, amount_minor in self.tenders if kind != POINTS)

    def of(self, recipient: Recipient) -> tuple[tuple[str, int], ...]:
        """The points differences of one recipient as (rule, points)."""
        return tuple((part.rule, part.delta) for part in self.deltas if part.recipient == recipient)

    def taken_back(self, recipient: Recipient) -> int:
        """Points that the recipient's rules no longer give, additions of others not set against them."""
        return -sum(min(0, delta) for _, delta in self.of(recipient))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundResult:
    """Everything a return changes. Money fen, points integers."""

    differences: Differences
    restored: tuple[Restored, ...]
    settlement: Settlement
    debt_before: int
    tier: TierChange | None
    raised: QuoteResult | None = None

    @property
    def taken_back(self) -> int:
        """The member's points that are taken back, those of challenges included; additions not set against them."""
        return self.differences.taken_back("member") + (sum(part.points for part in self.raised.reversals) if self.raised else 0)

    @property
    def accruals(self) -> Mapping[str, Accrual]:
        """What the member's new points inherit, by rule."""
        return accruals_of(self.differences.kept, "member") | ({} if self.raised is None else accruals_of(self.raised, "member"))

    @property
    def deltas(self) -> tuple[RuleDelta, ...]:
        """Points differences per rule."""
        return self.differences.deltas

    @property
    def tenders(self) -> tuple[tuple[str, int], ...]:
        """(kind, money back)."""
        return self.differences.tenders

    @property
    def totals(self) -> dict[Recipient, int]:
        """Sum of the points differences per recipient."""
        totals: dict[Recipient, int] = dict.fromkeys(RECIPIENTS, 0)
        for delta in self.deltas:
            totals[delta.recipient] += delta.delta
        return totals

    @property
    def granted(self) -> tuple[Granted, ...]:
        """New accruals of the member, where another rule wins now."""
        return self.settlement.granted

    def to_document(self) -> dict[str, Any]:
        """The document of programme.md §7."""
        settled, found = self.settlement, self.differences
        carry = {who: {rule: format_exact(x) for rule, x in found.carry_delta[who].items()} for who in RECIPIENTS}
        tier = self.tier
        return {
            "ok": True,
            "deltas": [{"recipient": part.recipient, "rule": part.rule, "delta": part.delta} for part in found.deltas],
            "totals": self.totals,
            "vouchers": [
                {"recipient": part.recipient, "rule": part.rule, "voucher": part.voucher, "delta": part.delta}
                for part in found.vouchers
            ],
            "carry_delta": carry,
            "cap_used_delta": {who: dict(used) for who, used in found.cap_used_delta.items()},
            "counts_delta": {"sales": found.sales_delta, "spend_minor": found.spend_delta_minor},
            "tier_metric_delta": found.tier_metric_delta,
            "tenders": [{"kind": kind, "refund_minor": amount_minor} for kind, amount_minor in found.tenders],
            "restored": [lot.to_document() for lot in self.restored],
            "taken": [use.to_document() for use in settled.taken],
            "expired_offset": settled.expired_offset,
            "granted": [grant.to_document() for grant in settled.granted],
            "charged_points": settled.charged_points,
            "charged_minor": settled.charged_minor,
            "debt": {"before": self.debt_before, "after": settled.debt_after},
            "tier": None
            if tier is None
            else {"before": tier.before, "after": tier.after, "metric_after": tier.metric_after},
            "kept": {"totals": dict(found.kept.totals), "base_minor": found.kept.base_total_minor},
        }


def kept_line(line: LineInput, returned: int) -> LineInput | None:
    """What is left of a line of n pieces of which r are returned in all: list - floor(list r/n), discount likewise."""
    if returned == line.qty:
        return None
    return replace(
        line,
        qty=line.qty - returned,
        list_minor=line.list_minor - line.list_minor * returned // line.qty,
        discount_minor=line.discount_minor - line.discount_minor * returned // line.qty,
    )


def _tender_totals(returns: Returns, tenders: Sequence[TenderInput]) -> dict[str, int]:
    """Tenders summed by kind, in the order of `tender_order`, then by code."""
    totals: dict[str, int] = {}
    for tender in tenders:
        totals[tender.kind] = totals.get(tender.kind, 0) + tender.amount_minor
    first = {kind: place for place, kind in reversed(list(enumerate(returns.tender_order)))}
    order = sorted(totals, key=lambda kind: (first.get(kind, len(first)), kind))
    return {kind: totals[kind] for kind in order}


def kept_tenders(returns: Returns, tenders: Sequence[TenderInput], kept_minor: int) -> dict[str, int]:
    """How much of each kind stays paid when `kept_minor` of the bill is kept (step 2)."""
    totals = _tender_totals(returns, tenders)
    paid_left = sum(totals.values())
    if returns.proportional:
        kept: dict[str, int] = {}
        for kind, amount_minor in totals.items():
            part = round_to_step(Fraction(kept_minor * amount_minor, paid_left), "ceil") if paid_left else 0
            kept[kind] = part
            kept_minor -= part
            paid_left -= amount_minor
        return kept
    back_minor = paid_left - kept_minor if totals else 0
    kept = {}
    for kind, amount_minor in totals.items():
        part = min(amount_minor, back_minor)
        kept[kind] = amount_minor - part
        back_minor -= part
    return kept


def kept_event(returns: Returns, event: EventInput, returned: Mapping[str, int]) -> EventInput:
    """A sale net of the pieces that came back, by line (steps 1 and 2)."""
    lines = (kept_line(line, returned.get(line.id, 0)) for line in event.lines)
    kept = tuple(line for line in lines if line is not None)
    payable_minor = sum(line.payable_minor for line in kept)
    tenders = kept_tenders(returns, event.tenders, payable_minor)
    return replace(
        event,
        lines=kept,
        tenders=tuple(TenderInput(kind, amount_minor) for kind, amount_minor in tenders.items() if amount_minor),
    )


def _deltas(before: QuoteResult, after: QuoteResult) -> tuple[RuleDelta, ...]:
    pairs = zip(before.items, after.items, strict=True)
    return tuple(RuleDelta(new.recipient, new.rule, new.points - old.points) for old, new in pairs if new.points != old.points)


def _voucher_deltas(before: QuoteResult, after: QuoteResult) -> tuple[VoucherDelta, ...]:
    deltas: list[VoucherDelta] = []
    for old, new in zip(before.items, after.items, strict=True):
        grant = new.voucher or old.voucher
        count = (new.voucher.count if new.voucher else 0) - (old.voucher.count if old.voucher else 0)
        if grant is not None and count:
            deltas.append(VoucherDelta(new.recipient, new.rule, grant.voucher, count))
    return tuple(deltas)


def _carry_delta(before: QuoteResult, after: QuoteResult) -> dict[Recipient, dict[str, Fraction]]:
    delta: dict[Recipient, dict[str, Fraction]] = {name: {} for name in RECIPIENTS}
    for old, new in zip(before.items, after.items, strict=True):
        moved = _moved(new.carry_in, new.carry_out) - _moved(old.carry_in, old.carry_out)
        if moved:
            delta[new.recipient][new.rule] = moved
    return delta


def _moved(carry_in: Fraction | None, carry_out: Fraction | None) -> Fraction:
    return Fraction(0) if carry_in is None or carry_out is None else carry_out - carry_in


def _cap_delta(before: CapUse, after: CapUse) -> dict[str, dict[str, int]]:
    delta: dict[str, dict[str, int]] = {}
    for who, used in after.items():
        codes = dict.fromkeys((*before[who], *used))
        changes = {code: used.get(code, 0) - before[who].get(code, 0) for code in codes}
        delta[who] = {code: change for code, change in changes.items() if change}
    return delta


def _tier_change(programme: CompiledProgramme, now: TierNow | None, delta: int) -> TierChange | None:
    tiers = programme.tiers
    if now is None or tiers is None:
        return None
    metric_after = max(0, now.tier_metric + delta)
    place, level = tiers.rank[now.tier], tiers.level_for(metric_after)
    lost = tiers.metric != "manual" and tiers.level_for(now.tier_metric) >= place > level
    after = tiers.levels[max(tiers.rank[now.base], level)].code if lost else now.tier
    return TierChange(now.tier, after, metric_after)


def compare(
    programme: CompiledProgramme,
    event: EventInput,
    member: MemberInput | None,
    context: ContextInput,
    return_now: Mapping[str, int],
    returned_before: Mapping[str, int],
) -> Differences:
    """Evaluates the sale net of the earlier returns and net of this one too (steps 1 to 3). Raises nothing for validated inputs."""
    returns = programme.returns
    cumulative = dict(returned_before)
    for line, qty in return_now.items():
        cumulative[line] = cumulative.get(line, 0) + qty
    last = kept_event(returns, event, returned_before)
    kept = kept_event(returns, event, cumulative)
    before = quote(programme, last, member, context)
    after = quote(programme, kept, member, context)
    return Differences(
        last=before,
        kept=after,
        deltas=_deltas(before, after),
        vouchers=_voucher_deltas(before, after),
        carry_delta=_carry_delta(before, after),
        cap_used_delta=_cap_delta(before.cap_used, after.cap_used),
        sales_delta=after.sales - before.sales,
        spend_delta_minor=after.spend_minor - before.spend_minor,
        qualifying_delta=_qualifying(after) - _qualifying(before),
        tier_metric_delta=(after.tier.metric_delta if after.tier else 0) - (before.tier.metric_delta if before.tier else 0),
        paid=_tender_totals(returns, event.tenders),
        was=_by_kind(last),
        now=_by_kind(kept),
    )


def refund(programme: CompiledProgramme, given: RefundInput, found: Differences | None = None) -> RefundResult:
    """Settles a return (programme.md §7). `found`: its differences where they are known already. Raises nothing for validated inputs."""
    if found is None:
        found = compare(programme, given.event, given.member, given.context, given.return_now, given.returned_before)
    paid_minor = found.paid.get(POINTS, 0)
    restored, lots = restore(
        programme,
        given.lots,
        given.uses,
        points_paid_minor=paid_minor,
        back_before_minor=paid_minor - found.was.get(POINTS, 0),
        back_minor=paid_minor - found.now.get(POINTS, 0),
        return_date=given.return_date,
        last_activity_on=given.last_activity_on,
    )
    raised = given.raised
    settlement = settle(
        programme,
        event_id=given.event.id,
        deltas=(*found.of("member"), *_raised_deltas(raised)),
        accruals=accruals_of(found.kept, "member") | ({} if raised is None else accruals_of(raised, "member")),
        lots=lots,
        debt=given.debt,
        money_refund_minor=found.money_minor,
        return_date=given.return_date,
        last_activity_on=given.last_activity_on,
        frozen=given.frozen,
    )
    return RefundResult(
        differences=found,
        restored=restored,
        settlement=settlement,
        debt_before=given.debt,
        tier=_tier_change(programme, given.now, found.tier_metric_delta + (raised.tier.metric_delta if raised and raised.tier else 0)),
        raised=raised,
    )


def _raised_deltas(raised: QuoteResult | None) -> Iterable[tuple[str, int]]:
    """Points of challenges that the return takes back or, seldom, brings."""
    if raised is not None:
        yield from ((part.rule, -part.points) for part in raised.reversals)
        yield from ((part.rule, part.points) for part in raised.accruals if part.recipient == "member")


def accruals_of(evaluated: QuoteResult, recipient: Recipient) -> dict[str, Accrual]:
    """A recipient's accruals by rule."""
    return {accrual.rule: accrual for accrual in evaluated.accruals if accrual.recipient == recipient}


def _qualifying(evaluated: QuoteResult) -> int:
    return sum(accrual.points for accrual in evaluated.accruals if accrual.recipient == "member" and accrual.qualifying)


def _by_kind(event: EventInput) -> dict[str, int]:
    return {tender.kind: tender.amount_minor for tender in event.tenders}

"""What evaluations answer: frozen results and their canonical documents (programme.md §3, §5.9). Money fen, dates ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from app.domain.exact import format_exact
from app.domain.programme.compiled import RECIPIENTS, Recipient

Excluded = Literal["kind", "flag", "product"]


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)


def carry_document(carry: Mapping[Recipient, Mapping[str, Fraction]]) -> dict[str, Any]:
    """Remainders per recipient and rule as text."""
    return {name: {rule: format_exact(value) for rule, value in carry[name].items()} for name in RECIPIENTS}


@dataclass(frozen=True, slots=True)
class BaseLine:
    """What of a line is eligible under the programme's own base, and why nothing is."""

    line: str
    start_minor: int
    tender_share_minor: int
    amount_minor: int
    excluded: Excluded | None

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "line": self.line,
            "start_minor": self.start_minor,
            "tender_share_minor": self.tender_share_minor,
            "amount_minor": self.amount_minor,
            "excluded": self.excluded,
        }


@dataclass(frozen=True, slots=True)
class VoucherGrant:
    """Vouchers granted to a recipient by a rule."""

    recipient: Recipient
    rule: str
    voucher: str
    count: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"recipient": self.recipient, "rule": self.rule, "voucher": self.voucher, "count": self.count}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleItem:
    """What became of one rule. Not fired: `reason` with `detail` and `missing`. Fired: how its points came about.

    `exact` are the unrounded points, `quantum` the step they were rounded to, `cap` the last cap that cut them.
    """

    rule: str
    lane: str
    recipient: Recipient
    fired: bool
    reason: str | None = None
    detail: str | None = None
    missing: int | None = None
    base_minor: int = 0
    qty: int = 0
    target_points: int | None = None
    exact: Fraction = Fraction(0)
    quantum: int = 1
    rounding: str | None = None
    carry_in: Fraction | None = None
    carry_out: Fraction | None = None
    rounded: int = 0
    cap: str | None = None
    points: int = 0
    line_points: Mapping[str, int] = field(default_factory=dict)
    voucher: VoucherGrant | None = None

    def to_document(self) -> dict[str, Any]:
        """The document of programme.md §5.9."""
        head: dict[str, Any] = {"rule": self.rule, "lane": self.lane, "recipient": self.recipient, "fired": self.fired}
        if not self.fired:
            return head | {"reason": self.reason, "detail": self.detail, "missing": self.missing}
        voucher = self.voucher
        return head | {
            "base_minor": self.base_minor,
            "qty": self.qty,
            "target_points": self.target_points,
            "exact": format_exact(self.exact),
            "quantum": self.quantum,
            "rounding": self.rounding,
            "carry_in": _exact(self.carry_in),
            "carry_out": _exact(self.carry_out),
            "rounded": self.rounded,
            "cap": self.cap,
            "points": self.points,
            "line_points": dict(self.line_points),
            "voucher": None if voucher is None else {"voucher": voucher.voucher, "count": voucher.count},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Accrual:
    """Points of a fired rule; becomes one lot of points - to_debt."""

    recipient: Recipient
    rule: str
    points: int
    to_debt: int
    available_on: str
    expires_on: str | None
    inactivity_months: int | None
    frozen: bool
    qualifying: bool
    funding: str | None

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "recipient": self.recipient,
            "rule": self.rule,
            "points": self.points,
            "to_debt": self.to_debt,
            "available_on": self.available_on,
            "expires_on": self.expires_on,
            "inactivity_months": self.inactivity_months,
            "frozen": self.frozen,
            "qualifying": self.qualifying,
            "funding": self.funding,
        }


@dataclass(frozen=True, slots=True)
class Reversal:
    """Booked challenge points that are taken back."""

    recipient: Recipient
    rule: str
    points: int
    qualifying: bool

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"recipient": self.recipient, "rule": self.rule, "points": self.points, "qualifying": self.qualifying}


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Date and length of the check-in streak to keep."""

    last_date: str
    streak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierResult:
    """The tier before and after the event. `next_code` None at the top and for manual tiers."""

    before: str
    effective: str
    after: str
    valid_until: str | None
    metric_before: int
    metric_delta: int
    metric_after: int
    next_code: str | None
    next_missing: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "before": self.before,
            "effective": self.effective,
            "after": self.after,
            "valid_until": self.valid_until,
            "metric_before": self.metric_before,
            "metric_delta": self.metric_delta,
            "metric_after": self.metric_after,
            "next": None if self.next_code is None else {"code": self.next_code, "missing": self.next_missing},
        }


CapUse = Mapping[str, Mapping[str, int]]
"""Cap increments by `member`, `referrer`, `team`, `context`, then cap code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteResult:
    """What an event gives, rule by rule."""

    programme_code: str
    programme_version: int
    programme_sha256: str
    event: str
    preview: bool
    base_total_minor: int
    base_lines: tuple[BaseLine, ...]
    items: tuple[RuleItem, ...]
    accruals: tuple[Accrual, ...]
    reversals: tuple[Reversal, ...]
    vouchers: tuple[VoucherGrant, ...]
    totals: Mapping[Recipient, int]
    debt_paid: Mapping[Recipient, int]
    carry: Mapping[Recipient, Mapping[str, Fraction]]
    cap_used: CapUse
    sales: int
    spend_minor: int
    check_in: CheckIn | None
    tier: TierResult | None

    @property
    def points(self) -> int:
        """The member's points of this event."""
        return self.totals["member"]

    def points_by_line(self) -> dict[str, int]:
        """The member's points per line; `*` holds those that lie on no line."""
        points: dict[str, int] = {}
        for item in self.items:
            if item.recipient == "member":
                for line, part in item.line_points.items():
                    points[line] = points.get(line, 0) + part
        return points

    def to_document(self) -> dict[str, Any]:
        """The document of programme.md §5.9."""
        check_in = self.check_in
        return {
            "ok": True,
            "programme": {"code": self.programme_code, "version": self.programme_version, "sha256": self.programme_sha256},
            "event": self.event,
            "preview": self.preview,
            "base": {"total_minor": self.base_total_minor, "lines": [line.to_document() for line in self.base_lines]},
            "items": [item.to_document() for item in self.items],
            "accruals": [accrual.to_document() for accrual in self.accruals],
            "reversals": [reversal.to_document() for reversal in self.reversals],
            "vouchers": [voucher.to_document() for voucher in self.vouchers],
            "totals": dict(self.totals),
            "debt_paid": dict(self.debt_paid),
            "carry": carry_document(self.carry),
            "cap_used": {who: dict(used) for who, used in self.cap_used.items()},
            "counts": {"sales": self.sales, "spend_minor": self.spend_minor},
            "check_in": None if check_in is None else {"last_date": check_in.last_date, "streak": check_in.streak},
            "tier": None if self.tier is None else self.tier.to_document(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemResult:
    """Paying with points: the limits, and whether the points asked for are allowed. Refused: points and value 0."""

    allowed: bool
    reason: str | None
    missing: int | None
    limit_minor: int
    max_points: int
    points: int
    value_minor: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "ok": True,
            "allowed": self.allowed,
            "reason": self.reason,
            "missing": self.missing,
            "limit_minor": self.limit_minor,
            "max_points": self.max_points,
            "points": self.points,
            "value_minor": self.value_minor,
        }


@dataclass(frozen=True, slots=True)
class LotUse:
    """Points taken from a lot."""

    lot: str
    points: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"lot": self.lot, "points": self.points}


@dataclass(frozen=True, slots=True)
class ConsumeResult:
    """Lots taken, or how many points are missing; all or nothing."""

    allowed: bool
    missing: int
    uses: tuple[LotUse, ...]

    def to_document(self) -> dict[str, Any]:
        """The document."""
        uses = [use.to_document() for use in self.uses]
        return {"ok": True, "allowed": self.allowed, "missing": self.missing, "uses": uses}


@dataclass(frozen=True, slots=True)
class ExpiredLot:
    """Points of a lot that lapsed, and its last good day."""

    lot: str
    points: int
    expired_on: str


@dataclass(frozen=True, slots=True)
class ExpireResult:
    """Lots that lapse, by seq."""

    expired: tuple[ExpiredLot, ...]

    def to_document(self) -> dict[str, Any]:
        """The document."""
        expired = [{"lot": lot.lot, "points": lot.points, "expired_on": lot.expired_on} for lot in self.expired]
        return {"ok": True, "expired": expired, "points": sum(lot.points for lot in self.expired)}

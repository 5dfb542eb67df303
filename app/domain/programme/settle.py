"""The lots side of a return (programme.md §7, steps 4 and 5): points that come back, points taken back, what is charged or owed.

The same steps serve the referrer's and the team's lots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from app.domain.exact import round_to_step
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import LotInput
from app.domain.programme.lots import in_order, last_good_day, usable
from app.domain.programme.results import Accrual, LotUse


@dataclass(frozen=True, slots=True)
class Restored:
    """Redeemed points that come back to the lot they came from, and until when they are good."""

    lot: str
    points: int
    expires_on: str | None
    state: Literal["original", "expired", "grace"]

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"lot": self.lot, "points": self.points, "expires_on": self.expires_on, "state": self.state}


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A new accrual by the return, with the original dates."""

    rule: str
    points: int
    to_debt: int
    available_on: str
    expires_on: str | None
    inactivity_months: int | None
    frozen: bool

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "rule": self.rule,
            "points": self.points,
            "to_debt": self.to_debt,
            "available_on": self.available_on,
            "expires_on": self.expires_on,
            "inactivity_months": self.inactivity_months,
            "frozen": self.frozen,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How a difference is met. `offsets` are the lapsed points set off per lot; the rest of the need is debt."""

    taken: tuple[LotUse, ...]
    offsets: tuple[LotUse, ...]
    granted: tuple[Granted, ...]
    charged_points: int
    charged_minor: int
    debt_after: int

    @property
    def expired_offset(self) -> int:
        """Lapsed points set off in all."""
        return sum(offset.points for offset in self.offsets)


def restore(
    programme: CompiledProgramme,
    lots: Sequence[LotInput],
    uses: Sequence[LotUse],
    *,
    points_paid_minor: int,
    back_before_minor: int,
    back_minor: int,
    return_date: str,
    last_activity_on: str | None,
) -> tuple[tuple[Restored, ...], list[LotInput]]:
    """Points that come back, last used first, and the lots after it. `back_…_minor` is the points tender refunded in all."""
    used = sum(use.points for use in uses)

    def due(refunded_minor: int) -> int:
        return used * refunded_minor // points_paid_minor if points_paid_minor else 0

    skip, left = due(back_before_minor), due(back_minor) - due(back_before_minor)
    by_id = {lot.id: lot for lot in lots}
    restored: list[Restored] = []
    for use in reversed(uses):
        part = min(left, max(0, use.points - skip))
        skip = max(0, skip - use.points)
        if part == 0:
            continue
        left -= part
        lot = by_id[use.lot]
        last = last_good_day(lot, last_activity_on)
        if last is None or last >= return_date:
            restored.append(Restored(lot.id, part, last, "original"))
            by_id[lot.id] = replace(lot, remaining=lot.remaining + part)
        elif programme.returns.grace_days == 0:
            restored.append(Restored(lot.id, part, last, "expired"))
        else:
            until = add_days(return_date, programme.returns.grace_days)
            restored.append(Restored(lot.id, part, until, "grace"))
            grace_id = f"{lot.id}+grace"
            earlier = by_id[grace_id].remaining if grace_id in by_id else 0
            grace = replace(lot, id=grace_id, remaining=earlier + part, held=0, expired=0)
            by_id[grace_id] = replace(grace, expires_on=until, inactivity_months=None)
    return tuple(restored), list(by_id.values())


class _Taking:
    """Lots while points are taken from them."""

    def __init__(self, lots: Sequence[LotInput]) -> None:
        self.lots = {lot.id: lot for lot in lots}
        self.taken: dict[str, int] = {}
        self.offsets: dict[str, int] = {}

    def take(self, lot_id: str, most: int) -> int:
        """Takes free points, at most `most`."""
        lot = self.lots[lot_id]
        part = min(most, lot.remaining - lot.held)
        if part > 0:
            self.lots[lot_id] = replace(lot, remaining=lot.remaining - part)
            self.taken[lot_id] = self.taken.get(lot_id, 0) + part
        return max(0, part)

    def offset(self, lot_id: str, most: int) -> int:
        """Sets off points that had lapsed unused, at most `most`."""
        lot = self.lots[lot_id]
        part = min(most, lot.expired)
        if part > 0:
            self.lots[lot_id] = replace(lot, expired=lot.expired - part)
            self.offsets[lot_id] = self.offsets.get(lot_id, 0) + part
        return part


def settle(
    programme: CompiledProgramme,
    *,
    event_id: str,
    deltas: Sequence[tuple[str, int]],
    accruals: Mapping[str, Accrual],
    lots: Sequence[LotInput],
    debt: int,
    money_refund_minor: int,
    return_date: str,
    last_activity_on: str | None,
    frozen: bool | None = None,
) -> Settlement:
    """Takes back the negative differences of one account (rule, points) and meets the rest by accruals, lots, money, debt.

    `accruals` are those of the new evaluation, `lots` the account's lots after `restore`. `frozen`: whether the account is frozen now,
    None: as it was at the sale.
    """
    taking = _Taking(lots)
    shortfall = 0
    for rule, delta in deltas:
        left = -min(0, delta)
        if left == 0:
            continue
        own = sorted((lot for lot in lots if lot.event == event_id and lot.rule == rule), key=lambda lot: lot.seq)
        for lot in own:
            left -= taking.take(lot.id, left)
        for lot in own:
            left -= taking.offset(lot.id, left)
        shortfall += left
    need = shortfall + debt
    granted: list[Granted] = []
    for rule, delta in deltas:
        if delta > 0:
            grant = _grant(accruals[rule], delta, need, frozen)
            need -= grant.to_debt
            granted.append(grant)
    order = "expiry_first" if programme.redemption is None else programme.redemption.lot_order
    for lot in in_order(taking.lots.values(), order, last_activity_on):
        if usable(lot, return_date, last_activity_on):
            need -= taking.take(lot.id, need)
    charged = 0
    if programme.returns.charge:
        worth = round_to_step(Fraction(money_refund_minor) / programme.point_value, "floor")
        charged = min(need, shortfall, worth)
    return Settlement(
        taken=tuple(LotUse(lot, points) for lot, points in taking.taken.items()),
        offsets=tuple(LotUse(lot, points) for lot, points in taking.offsets.items()),
        granted=tuple(granted),
        charged_points=charged,
        charged_minor=round_to_step(charged * programme.point_value, "ceil"),
        debt_after=need - charged,
    )


def _grant(accrual: Accrual, points: int, need: int, frozen_now: bool | None) -> Granted:
    frozen = accrual.frozen if frozen_now is None else frozen_now
    return Granted(
        rule=accrual.rule,
        points=points,
        to_debt=0 if frozen else min(points, need),
        available_on=accrual.available_on,
        expires_on=accrual.expires_on,
        inactivity_months=accrual.inactivity_months,
        frozen=frozen,
    )

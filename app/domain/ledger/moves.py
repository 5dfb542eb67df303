"""The moves of the ledger as pure functions: each returns the `Booking` of one act. Written once, for every unit and holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.ledger.booking import (
    ADJUSTED,
    DEBT,
    EXPIRED,
    ISSUED,
    MEMBER,
    POINTS,
    REDEEMED,
    Booking,
    Grant,
    Hold,
    HoldEnd,
    Posting,
    Use,
    lot_id,
)
from app.domain.ledger.lots import Lot, take


@dataclass(frozen=True, slots=True, kw_only=True)
class Accrual:
    """Points credited by one rule: `points` in all, of which `to_debt` pay what is owed and never become a lot."""

    holder: str
    rule: str
    points: int
    to_debt: int
    earned_on: str
    available_on: str
    expires_on: str | None
    inactivity_months: int | None = None
    frozen: bool = False
    qualifying: bool = True
    funding: str | None = None


def accrue(event_id: str, accruals: Sequence[Accrual], *, unit: str = POINTS, source: str = ISSUED) -> Booking:
    """Credits accruals: a lot of points − to_debt each, the rest onto the debt account."""
    postings: list[Posting] = []
    grants: list[Grant] = []
    for accrual in accruals:
        kept = accrual.points - accrual.to_debt
        postings.append(Posting(source, None, unit, None, -accrual.points))
        if accrual.to_debt:
            postings.append(Posting(DEBT, accrual.holder, unit, None, accrual.to_debt))
        if kept:
            n = len(grants)
            postings.append(Posting(MEMBER, accrual.holder, unit, lot_id(event_id, n), kept))
            grants.append(
                Grant(
                    n=n,
                    holder=accrual.holder,
                    unit=unit,
                    rule=accrual.rule,
                    points=kept,
                    earned_on=accrual.earned_on,
                    available_on=accrual.available_on,
                    expires_on=accrual.expires_on,
                    inactivity_months=accrual.inactivity_months,
                    frozen=accrual.frozen,
                    qualifying=accrual.qualifying,
                    funding=accrual.funding,
                )
            )
    return Booking(postings=tuple(postings), grants=tuple(grants))


def open_hold(hold: Hold) -> Booking:
    """Reserves the named lots. No posting: a hold is a predicate."""
    return Booking(opened=(hold,))


def capture(hold: Hold) -> Booking:
    """The sale is completed: the held points are redeemed from the very lots that were named."""
    taken = tuple(Posting(MEMBER, hold.holder, hold.unit, use.lot, -use.points) for use in hold.uses)
    return Booking(
        postings=(*taken, Posting(REDEEMED, None, hold.unit, None, hold.points)),
        ended=(HoldEnd(hold, "captured"),),
    )


def release(hold: Hold, reason: str, *, debt: int = 0, lots: Iterable[Lot] = (), on: str = "") -> Booking:
    """Gives held points back to their lots. Points that become usable beside a debt pay it in the same commit.

    `lots` are the held lots as they stand (still held); only those usable on `on` once freed pay.
    """
    end = Booking(ended=(HoldEnd(hold, "released", reason),))
    if debt <= 0:
        return end
    freed = {use.lot: use.points for use in hold.uses}
    payable = [(lot.id, freed[lot.id]) for lot in lots if not lot.frozen and lot.available_on <= on <= lot.last_day]
    return end + pay_debt(hold.holder, payable, debt, unit=hold.unit)


def pay_debt(holder: str, free: Iterable[tuple[str, int]], debt: int, *, unit: str = POINTS) -> Booking:
    """Pays what is owed from free points, given as (lot id, points) in consumption order."""
    postings: list[Posting] = []
    for lot, points in free:
        part = min(points, debt)
        if part <= 0:
            break
        postings += (Posting(MEMBER, holder, unit, lot, -part), Posting(DEBT, holder, unit, None, part))
        debt -= part
    return Booking(postings=tuple(postings))


def expire(lots: Iterable[Lot]) -> Booking:
    """Books off the free points of lapsed lots; held points live until their hold ends."""
    postings: list[Posting] = []
    lapsed: list[Use] = []
    for lot in lots:
        if lot.free > 0:
            postings.append(Posting(MEMBER, lot.holder, lot.unit, lot.id, -lot.free))
            postings.append(Posting(EXPIRED, None, lot.unit, None, lot.free))
            lapsed.append(Use(lot.id, lot.free))
    return Booking(postings=tuple(postings), expired=tuple(lapsed))


def take_back(
    holder: str, own: Iterable[Lot], others: Iterable[Lot], points: int, on: str, *, unit: str = POINTS, to: str = ISSUED
) -> Booking:
    """Takes `points` back (reversal of an accrual): from its own lots whatever their state, then from usable lots, the rest as debt."""
    postings: list[Posting] = []
    missing = points
    touched: dict[str, int] = {}
    for lot in own:
        part = min(lot.free, missing)
        if part > 0:
            touched[lot.id] = part
            missing -= part
    for lot in others:
        part = min(lot.free - touched.get(lot.id, 0), missing)
        if part > 0 and lot.usable(on):
            touched[lot.id] = touched.get(lot.id, 0) + part
            missing -= part
    postings += (Posting(MEMBER, holder, unit, lot, -part) for lot, part in touched.items())
    if missing:
        postings.append(Posting(DEBT, holder, unit, None, -missing))
    if points:
        postings.append(Posting(to, None, unit, None, points))
    return Booking(postings=tuple(postings))


def adjust_down(holder: str, lots: Iterable[Lot], points: int, on: str, *, unit: str = POINTS) -> Booking | None:
    """Takes `points` of usable lots away by hand, in consumption order. None when they do not suffice."""
    uses = take(lots, points, on)
    if uses is None:
        return None
    if not uses:
        return Booking()
    taken = tuple(Posting(MEMBER, holder, unit, use.lot, -use.points) for use in uses)
    return Booking(postings=(*taken, Posting(ADJUSTED, None, unit, None, points)))

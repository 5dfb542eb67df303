"""The moves of the ledger as pure functions: each returns the `Booking` of one act. Written once, for every unit and holder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.ledger.booking import (
    ADJUSTED,
    DEBT,
    EXPIRED,
    ISSUED,
    MEMBER,
    POINTS,
    REDEEMED,
    Booking,
    Extension,
    Grant,
    Hold,
    HoldEnd,
    Posting,
    Use,
    lot_id,
)
from app.domain.ledger.lots import Lot, consumption_key, take


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
    """Books off the free points of lapsed lots; held points live until their hold ends. The programme's account gets one posting a unit."""
    postings: list[Posting] = []
    lapsed: list[Use] = []
    totals: dict[str, int] = {}
    for lot in lots:
        free = lot.remaining - lot.held
        if free > 0:
            postings.append(Posting(MEMBER, lot.holder, lot.unit, lot.id, -free))
            lapsed.append(Use(lot.id, free))
            totals[lot.unit] = totals.get(lot.unit, 0) + free
    postings += (Posting(EXPIRED, None, unit, None, points) for unit, points in totals.items())
    return Booking(postings=tuple(postings), expired=tuple(lapsed))


def thaw(holder: str, lots: Iterable[Lot], debt: int, on: str, *, unit: str = POINTS) -> Booking:
    """Frees frozen lots, given in consumption order; what becomes usable on `on` pays what is owed in the same commit."""
    frozen = [lot for lot in lots if lot.frozen]
    payable = [(lot.id, lot.free) for lot in frozen if lot.available_on <= on <= lot.last_day]
    return Booking(thawed=tuple(lot.id for lot in frozen)) + pay_debt(holder, payable, debt, unit=unit)


def give_back(booking: Booking, lots: Iterable[Lot], debts: Mapping[tuple[str, str], int], on: str, until: str | None = None) -> Booking:
    """Takes a booking back that only took points out of lots (an expiry, a deduction, a reward): each lot gets what was taken. Lapsed
    points that a return has set off since stay with the shop: they were taken back once already.

    `lots`: those lots as they stand; `debts` by holder and unit. `until`: lots that were good no longer than that are good until then; left
    out, each keeps its last good day, and what has passed it lapses again in the next run. What becomes usable on `on` pays what is owed.
    ValueError for a booking that did anything else, and for a lot that is not given.
    """
    known = {lot.id: lot for lot in lots}
    booking = _still_lapsed(booking, known)
    back = tuple(Posting(p.account, p.holder, p.unit, p.lot, -p.amount) for p in booking.postings)
    taken = [posting for posting in back if posting.lot is not None]
    rest = booking.grants or booking.opened or booking.ended or booking.thawed or booking.extended
    if rest or any(posting.amount < 0 for posting in taken) or any(posting.account == DEBT for posting in back):
        raise ValueError("this booking did more than taking points out of lots")
    extended = []
    freed: dict[tuple[str, str], list[tuple[tuple[str, str, str, int, int], str, int]]] = {}
    for posting in taken:
        lot = known.get(posting.lot or "")
        if lot is None or posting.holder is None:
            raise ValueError(f"no such lot: {posting.lot}")
        last_day = lot.last_day
        if until is not None and last_day < until:
            last_day = until
            extended.append(Extension(lot.id, until))
        if debts.get((posting.holder, posting.unit)) and not lot.frozen and lot.available_on <= on <= last_day:
            key = (last_day, *consumption_key(lot)[1:])
            freed.setdefault((posting.holder, posting.unit), []).append((key, lot.id, posting.amount))
    paid = Booking(postings=back, expired=tuple(Use(use.lot, -use.points) for use in booking.expired), extended=tuple(extended))
    for (holder, unit), parts in freed.items():
        paid = paid + pay_debt(holder, [part[1:] for part in sorted(parts)], debts[holder, unit], unit=unit)
    return paid


def _still_lapsed(booking: Booking, known: Mapping[str, Lot]) -> Booking:
    """An expiry without what has been set off since; other bookings as they are."""
    gone = {use.lot: use.points - known[use.lot].expired for use in booking.expired if use.lot in known}
    gone = {lot: points for lot, points in gone.items() if points > 0}
    if not gone:
        return booking
    postings: list[Posting] = []
    for posting in booking.postings:
        less = gone.get(posting.lot or "", 0)
        if posting.account == EXPIRED:
            less = -sum(gone[p.lot] for p in booking.postings if p.lot in gone and p.unit == posting.unit)
        if posting.amount + less:
            postings.append(replace(posting, amount=posting.amount + less))
    expired = tuple(Use(use.lot, use.points - gone.get(use.lot, 0)) for use in booking.expired)
    return replace(booking, postings=tuple(postings), expired=tuple(use for use in expired if use.points))


def take_back(
    holder: str, own: Iterable[Lot], others: Iterable[Lot], points: int, on: str, *, unit: str = POINTS, to: str = ISSUED
) -> Booking:
    """Takes `points` back (reversal of an accrual): from its own lots whatever their state, then what had lapsed in them unused is set off,
    then from usable lots, the rest as debt (programme.md §7.5).
    """
    postings: list[Posting] = []
    missing = points
    touched: dict[str, int] = {}
    set_off: list[Use] = []
    mine = tuple(own)
    for lot in mine:
        part = min(lot.free, missing)
        if part > 0:
            touched[lot.id] = part
            missing -= part
    for lot in mine:
        part = min(lot.expired, missing)
        if part > 0:
            set_off.append(Use(lot.id, -part))
            missing -= part
    for lot in others if missing else ():
        part = min(lot.free - touched.get(lot.id, 0), missing)
        if part > 0 and lot.usable(on):
            touched[lot.id] = touched.get(lot.id, 0) + part
            missing -= part
    postings += (Posting(MEMBER, holder, unit, lot, -part) for lot, part in touched.items())
    if set_off:
        postings.append(Posting(EXPIRED, None, unit, None, sum(use.points for use in set_off)))
    if missing:
        postings.append(Posting(DEBT, holder, unit, None, -missing))
    if points:
        postings.append(Posting(to, None, unit, None, points))
    return Booking(postings=tuple(postings), expired=tuple(set_off))


def spend(holder: str, uses: Iterable[Use], *, unit: str = POINTS) -> Booking:
    """Redeems points of named lots at once, without a hold: a reward."""
    taken = tuple(Posting(MEMBER, holder, unit, use.lot, -use.points) for use in uses)
    total = -sum(posting.amount for posting in taken)
    return Booking(postings=(*taken, Posting(REDEEMED, None, unit, None, total))) if total else Booking()


def adjust_down(holder: str, lots: Iterable[Lot], points: int, on: str, *, unit: str = POINTS) -> Booking | None:
    """Takes `points` of usable lots away by hand, in consumption order. None when they do not suffice."""
    uses = take(lots, points, on)
    if uses is None:
        return None
    if not uses:
        return Booking()
    taken = tuple(Posting(MEMBER, holder, unit, use.lot, -use.points) for use in uses)
    return Booking(postings=(*taken, Posting(ADJUSTED, None, unit, None, points)))

"""The moves of stored value: loading a card, paying out. Spending is a captured hold, as with points. Principal and bonus share no lot."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.ledger.booking import ADJUSTED, BONUS, EXPIRED, ISSUED, MEMBER, REDEEMED, VALUE, Booking, Grant, Posting, Use, lot_id
from app.domain.ledger.lots import Lot

TOP_UP = "top_up"
"""What stands in the place of a rule in a lot that was loaded."""


def load(event_id: str, holder: str, principal_minor: int, bonus_minor: int, on: str) -> Booking:
    """A top-up: one lot of principal and one of bonus. Stored value never lapses by itself."""
    postings: list[Posting] = []
    grants: list[Grant] = []
    for unit, amount in ((VALUE, principal_minor), (BONUS, bonus_minor)):
        if amount:
            n = len(grants)
            postings += (Posting(ISSUED, None, unit, None, -amount), Posting(MEMBER, holder, unit, lot_id(event_id, n), amount))
            grants.append(
                Grant(
                    n=n, holder=holder, unit=unit, rule=TOP_UP, points=amount, earned_on=on, available_on=on, expires_on=None,
                    qualifying=False,
                )
            )  # fmt: skip
    return Booking(postings=tuple(postings), grants=tuple(grants))


def pay_out(lots: Iterable[Lot]) -> Booking:
    """Ends a card's balance: free principal leaves as money, free bonus lapses (programme.md §6.5)."""
    postings: list[Posting] = []
    lapsed: list[Use] = []
    totals: dict[str, int] = {}
    for lot in lots:
        if lot.free > 0:
            postings.append(Posting(MEMBER, lot.holder, lot.unit, lot.id, -lot.free))
            totals[lot.unit] = totals.get(lot.unit, 0) + lot.free
            if lot.unit == BONUS:
                lapsed.append(Use(lot.id, lot.free))
    postings += (Posting(EXPIRED if unit == BONUS else ADJUSTED, None, unit, None, amount) for unit, amount in totals.items())
    return Booking(postings=tuple(postings), expired=tuple(lapsed))


def move(event_id: str, lots: Iterable[Lot], holder: str, on: str) -> Booking:
    """All that is free of some lots goes to another account, principal and bonus apart."""
    postings: list[Posting] = []
    totals = {VALUE: 0, BONUS: 0}
    for lot in lots:
        if lot.free > 0:
            postings.append(Posting(MEMBER, lot.holder, lot.unit, lot.id, -lot.free))
            totals[lot.unit] += lot.free
    loaded = load(event_id, holder, totals[VALUE], totals[BONUS], on)
    kept = tuple(posting for posting in loaded.postings if posting.account == MEMBER)
    return Booking(postings=(*postings, *kept), grants=loaded.grants)


def take_back(bonus: Iterable[Lot], principal: Iterable[Lot], amount_minor: int) -> Booking:
    """A top-up that is taken back: what is left of its bonus, and its principal from its own lot first. They must suffice."""
    postings: list[Posting] = []
    totals = {VALUE: 0, BONUS: 0}
    for lot in bonus:
        if lot.free > 0:
            postings.append(Posting(MEMBER, lot.holder, BONUS, lot.id, -lot.free))
            totals[BONUS] += lot.free
    seen: set[str] = set()
    for lot in principal:
        part = 0 if lot.id in seen else min(lot.free, amount_minor - totals[VALUE])
        seen.add(lot.id)
        if part > 0:
            postings.append(Posting(MEMBER, lot.holder, VALUE, lot.id, -part))
            totals[VALUE] += part
    if totals[VALUE] < amount_minor:
        raise ValueError("less lies on the card than is taken back")
    postings += (Posting(ISSUED, None, unit, None, amount) for unit, amount in totals.items() if amount)
    return Booking(postings=tuple(postings))


def refill(holder: str, uses: Iterable[tuple[str, Use]], back: dict[str, int]) -> Booking:
    """Puts so much of each unit back into the lots that paid, given with their unit in order of use: last used first."""
    postings: list[Posting] = []
    left = dict(back)
    for unit, use in reversed(tuple(uses)):
        part = min(use.points, left.get(unit, 0))
        if part > 0:
            postings.append(Posting(MEMBER, holder, unit, use.lot, part))
            left[unit] -= part
    if any(left.values()):
        raise ValueError("more comes back to a card than it had paid")
    postings += (Posting(REDEEMED, None, unit, None, -amount) for unit, amount in back.items() if amount)
    return Booking(postings=tuple(postings))

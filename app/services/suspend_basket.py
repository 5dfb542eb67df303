"""Suspended baskets (design.md §4.9): put aside with the points held for them, taken up again, or given up. Up to 12 at a till; points that
are held for one are released after 15 minutes, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import Refusal
from app.domain.sales.basket import Basket
from app.services.counter import CounterState, keep_basket, look, open_basket
from app.services.desk import Desk, Session, on_open_shift
from app.services.edit_basket import fitted, note_abandoned, price_tier, release_hold, unheld, unvalued
from app.services.ports.store import Reader, Writer

SUSPENDED_MAX = 12
HELD_MS = 15 * 60_000
"""Points stay held so long for a basket that is put aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended:
    """A basket put aside: when, by whom, and whether the points held for it were released meanwhile."""

    slot: int
    basket: Basket
    at_ms: int
    by: str
    released: bool


def suspended_baskets(reader: Reader) -> Sequence[Suspended]:
    """All of this till, the one put aside last first."""
    found = [_from_mapping(slot, data) for slot, data in reader.suspended()]
    return sorted(found, key=lambda one: (-one.at_ms, one.slot))


def list_suspended(desk: Desk, session: Session) -> Sequence[Suspended]:
    """All of this till; those put aside too long let go of their points first."""
    with desk.store.read() as reader:
        found = suspended_baskets(reader)
    if not any(_late(desk, one) for one in found):
        return found
    with desk.store.write() as books:
        return tuple(_let_go(desk, books, session, one) for one in suspended_baskets(books))


def suspend_basket(desk: Desk, session: Session) -> CounterState:
    """Puts the open basket aside with its member and the points held for it; the counter is empty after it.

    Refusals: empty_basket, payment_begun (money was taken already), charge_open, too_many_suspended, shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        basket = open_basket(desk, books)
        if not basket.lines:
            raise Refusal("empty_basket")
        if basket.charge is not None:
            raise Refusal("charge_open")
        if basket.tenders:
            raise Refusal("payment_begun")
        taken = {one.slot for one in suspended_baskets(books)}
        free = [slot for slot in range(1, SUSPENDED_MAX + 1) if slot not in taken]
        if not free:
            raise Refusal("too_many_suspended", max=SUSPENDED_MAX)
        basket = unvalued(desk, books, session, basket, "suspended")
        kept = Suspended(slot=free[0], basket=basket, at_ms=desk.clock.now_ms(), by=session.actor.id, released=False)
        books.put_suspended(kept.slot, _mapping(kept))
        books.save_basket(None)
        return look(desk, books, session, open_basket(desk, books))


def resume_basket(desk: Desk, session: Session, sale_id: str) -> CounterState:
    """Takes a basket up again: the member's tier prices as they are now, held points while they still fit. A member who has left meanwhile
    is off it, and who was there has to show it anew.

    Refusals: no_such_basket, counter_taken (something stands on the counter), shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        counter, found = open_basket(desk, books), _found(books, sale_id)
        if not counter.empty:
            raise Refusal("counter_taken")
        basket = _let_go(desk, books, session, found).basket
        member = None if basket.member_id is None else books.member(basket.member_id)
        if member is None or member.status == "closed":
            basket = unheld(desk, books, session, basket, "detached").without_member()
        else:
            basket = basket.with_member(member.id, price_tier(desk, books, session, member), basket.card)
        basket = fitted(desk, books, session, replace(basket, voids=(*counter.voids, *basket.voids)))
        books.put_suspended(found.slot, None)
        keep_basket(books, basket)
        return look(desk, books, session, basket)


def give_up_suspended(desk: Desk, session: Session, sale_id: str) -> Sequence[Suspended]:
    """Gives a basket up that was put aside; what stood on it is written down as voided. Refusals: no_such_basket, shift_closed."""
    with desk.store.write() as books:
        on_open_shift(books, session)
        found = _found(books, sale_id)
        note_abandoned(desk, books, session, found.basket)
        books.put_suspended(found.slot, None)
        return suspended_baskets(books)


def _found(reader: Reader, sale_id: str) -> Suspended:
    for one in suspended_baskets(reader):
        if one.basket.sale_id == sale_id:
            return one
    raise Refusal("no_such_basket")


def _late(desk: Desk, one: Suspended) -> bool:
    return one.basket.hold is not None and desk.clock.now_ms() - one.at_ms >= HELD_MS


def _let_go(desk: Desk, books: Writer, session: Session, one: Suspended) -> Suspended:
    """The basket without its held points where it has waited too long."""
    if one.basket.hold is None or not _late(desk, one):
        return one
    release_hold(desk, books, session, one.basket.hold, "suspended")
    kept = replace(one, basket=one.basket.with_hold(None), released=True)
    books.put_suspended(kept.slot, _mapping(kept))
    return kept


def _mapping(one: Suspended) -> Mapping[str, Any]:
    return {"basket": one.basket.to_mapping(), "at_ms": one.at_ms, "by": one.by, "released": one.released}


def _from_mapping(slot: int, data: Mapping[str, Any]) -> Suspended:
    basket = Basket.from_mapping(data["basket"])
    return Suspended(slot=slot, basket=basket, at_ms=data["at_ms"], by=data["by"], released=data["released"])

"""Stored value as money on the open basket: held on the card's lots until the sale is completed or the payment is taken off. Principal
and bonus are taken as the programme orders (programme.md §6.5); nobody can spend what another basket holds (LESSON-09).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.booking import BONUS, VALUE, Booking, Hold
from app.domain.ledger.lots import take
from app.domain.ledger.moves import open_hold, release
from app.domain.programme.stored_value import Card as CardRules
from app.domain.programme.stored_value import spend
from app.domain.sales.basket import BY_NAME, Basket
from app.domain.sales.value_held import ValueHeld
from app.services.counter import CounterState
from app.services.desk import Desk, Session, book
from app.services.edit_basket import edit
from app.services.ports.store import Reader, Writer
from app.services.stored_value import ValueAccount, account_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOffer:
    """What a card can pay now: its free balance, and why it may not where it may not."""

    account: ValueAccount
    free_minor: int
    refusal: str | None


def value_offer(desk: Desk, reader: Reader, basket: Basket, card: str = "") -> ValueOffer | None:
    """The card that was shown, else that of the member on the basket; None where there is neither. Refusals of `account_of`."""
    if not card and basket.member_id is None:
        return None
    account = account_of(desk, reader, basket.member_id, card)
    value = account.value
    return ValueOffer(
        account=account, free_minor=value.free_principal_minor + value.free_bonus_minor, refusal=_refusal(account, basket, card)
    )


def use_value(desk: Desk, session: Session, amount_minor: int, card: str = "") -> CounterState:
    """Pays so much of the basket from a card. Refusals: value_frozen, value_proof (the member's card was not shown), value_missing
    (missing_minor), amount_range, more_than_due, no_member, those of `account_of`, payment_begun, charge_open, shift_closed.
    """

    def change(books: Writer, basket: Basket) -> Basket:
        offer = value_offer(desk, books, basket, card)
        if offer is None:
            raise Refusal("no_member")
        if offer.refusal is not None:
            raise Refusal(offer.refusal)
        if amount_minor <= 0:
            raise Refusal("amount_range")
        if amount_minor > basket.due_minor:
            raise Refusal("more_than_due")
        return basket.with_value(_hold(desk, books, session, basket, offer.account, amount_minor))

    return edit(desk, session, change)


def take_value_off(desk: Desk, session: Session, index: int) -> CounterState:
    """Takes what a card pays off the basket again. Refusal no_such_tender."""

    def change(books: Writer, basket: Basket) -> Basket:
        if not 0 <= index < len(basket.values):
            raise Refusal("no_such_tender")
        release_value(desk, books, session, basket.values[index], "removed")
        return basket.without_value(index)

    return edit(desk, session, change)


def release_value(desk: Desk, books: Writer, session: Session, held: ValueHeld, reason: str) -> None:
    """Gives a card back what it was to pay. Holds that have ended already change nothing."""
    stored = [books.hold(hold.id) for hold in held.holds]
    still_open = [hold for hold in stored if hold is not None and hold.state == "open"]
    if not still_open:
        return
    booking = Booking()
    for hold in still_open:
        booking = booking + release(hold, reason)
    body = {"sale_id": still_open[0].sale_id, "reason": reason}
    book(
        desk,
        books,
        session,
        types.HOLD_RELEASED,
        body,
        member_id=_member_id(held.holder),
        cause_key=still_open[0].id,
        booking=booking,
    )


def _hold(desk: Desk, books: Writer, session: Session, basket: Basket, account: ValueAccount, amount_minor: int) -> ValueHeld:
    on, value = session.shift.business_date, account.value
    programme = desk.programmes.in_force(books, on)
    card = CardRules(principal_minor=value.free_principal_minor, bonus_minor=value.free_bonus_minor)
    parts = spend(programme, card, amount_minor)
    if not parts.allowed:
        raise Refusal("value_missing", missing_minor=parts.missing_minor)
    holds = []
    booking = Booking()
    for unit, minor in ((VALUE, parts.from_principal_minor), (BONUS, parts.from_bonus_minor)):
        if not minor:
            continue
        uses = take(books.usable_lots(account.holder, on, unit), minor, on)
        if uses is None:
            raise Refusal("value_missing", missing_minor=minor)
        hold = Hold(id=desk.ids.new_id(), holder=account.holder, unit=unit, sale_id=basket.sale_id, uses=uses)
        holds.append(hold)
        booking = booking + open_hold(hold)
    body = {"sale_id": basket.sale_id, "points": 0, "value_minor": amount_minor}
    book(
        desk,
        books,
        session,
        types.HOLD_OPENED,
        body,
        member_id=_member_id(account.holder),
        cause_key=holds[0].id,
        booking=booking,
    )
    return ValueHeld(holder=account.holder, card=account.card, holds=tuple(holds))


def _refusal(account: ValueAccount, basket: Basket, card: str) -> str | None:
    if account.member is None:
        return None
    if account.member.status != "active":
        return "value_frozen"
    return None if card or basket.proof != BY_NAME else "value_proof"


def _member_id(holder: str) -> str | None:
    return None if holder.startswith("card:") else holder

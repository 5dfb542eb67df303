"""Cards of a member: another one linked by scanning it, a lost one blocked or replaced. A card is somebody's for good."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.card import is_card_number
from app.domain.sales.basket import BY_CODE
from app.services.counter import CounterState, keep_basket, look, open_basket
from app.services.desk import Desk, Session, book
from app.services.ports.store import Reader

CARDS_MAX = 20
"""Most cards of one member, blocked ones too."""


def link_card(desk: Desk, session: Session, member_id: str, card: str) -> CounterState:
    """Makes a card the member's and gives the counter; where the member stands on the sale, the card counts as shown.

    Refusals: card_shape, card_taken, too_many_cards (max), no_such_member, member_closed, shift_closed.
    """
    if not is_card_number(card):
        raise Refusal("card_shape")
    with desk.store.write() as books:
        _open_membership(books, member_id)
        if books.card(card) is not None or books.gift_card(card) is not None:
            raise Refusal("card_taken")
        if len(books.cards(member_id)) >= CARDS_MAX:
            raise Refusal("too_many_cards", max=CARDS_MAX)
        book(desk, books, session, types.CARD_LINKED, {"card": card}, member_id=member_id)
        basket = open_basket(desk, books)
        if basket.member_id == member_id and basket.card is None:
            basket = basket.with_member(member_id, basket.tier, card)
            keep_basket(books, basket)
        return look(desk, books, session, basket)


def replace_card(desk: Desk, session: Session, old: str, new: str) -> CounterState:
    """A new card in the place of a lost or worn one, in one commit: the old one is blocked, the new one has its type and batch. The member
    and all that is the member's stay.

    Refusals: no_such_card, card_shape, card_taken, too_many_cards (max), no_such_member, member_closed, shift_closed.
    """
    if not is_card_number(new):
        raise Refusal("card_shape")
    with desk.store.write() as books:
        known = books.card(old)
        if known is None:
            raise Refusal("no_such_card")
        _open_membership(books, known.member_id)
        if books.card(new) is not None:
            raise Refusal("card_taken")
        if len(books.cards(known.member_id)) >= CARDS_MAX:
            raise Refusal("too_many_cards", max=CARDS_MAX)
        if known.state == "active":
            book(desk, books, session, types.CARD_BLOCKED, {"card": old}, member_id=known.member_id)
        sort = {name: value for name, value in (("type", known.type), ("batch", known.batch)) if value is not None}
        book(desk, books, session, types.CARD_LINKED, {"card": new, **sort, "replaces": old}, member_id=known.member_id)
        basket = open_basket(desk, books)
        if basket.member_id == known.member_id and basket.card in (None, old):
            proof = None if basket.proof != BY_CODE else BY_CODE
            basket = basket.with_member(known.member_id, basket.tier, new, proof)
            keep_basket(books, basket)
        return look(desk, books, session, basket)


def block_card(desk: Desk, session: Session, card: str) -> None:
    """Blocks a card that was lost; what was earned with it stays. Refusals: no_such_card, card_blocked, shift_closed."""
    with desk.store.write() as books:
        known = books.card(card)
        if known is None:
            raise Refusal("no_such_card")
        if known.state != "active":
            raise Refusal("card_blocked")
        book(desk, books, session, types.CARD_BLOCKED, {"card": card}, member_id=known.member_id)


def _open_membership(reader: Reader, member_id: str) -> None:
    member = reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    if member.status == "closed":
        raise Refusal("member_closed")

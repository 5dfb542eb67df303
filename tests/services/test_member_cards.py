"""Cards linked by scanning them and blocked when they are lost."""

from __future__ import annotations

import pytest

from app.domain.members.card import card_number
from app.services.edit_basket import attach_member
from app.services.member_cards import CARDS_MAX, block_card, link_card, replace_card
from tests.fakes.shop import CARD_BLOCKED, CARD_LIN, CARD_ZHOU, CLOSED, LIN, WATER, ZHOU, Shop, refused

NEW_CARD = card_number(30017725)


def test_a_new_card_is_the_members_from_the_next_scan_on_mem_03(shop: Shop) -> None:
    """MEM-03, LESSON-17: an unknown card is bound by its scan and found by it afterwards."""
    assert shop.scan(NEW_CARD).reason == "unknown_card"
    link_card(shop.desk, shop.session, LIN, NEW_CARD)
    outcome = shop.scan(NEW_CARD)
    assert (outcome.kind, outcome.member_id) == ("member_attached", LIN)
    event = shop.events("card_linked")[-1]
    assert (event["body"], event["member_id"], event["shift_id"]) == ({"card": NEW_CARD}, LIN, shop.session.shift.id)


def test_on_the_sale_it_counts_as_shown(shop: Shop) -> None:
    shop.scan(WATER)
    shop.scan(CARD_LIN)
    state = link_card(shop.desk, shop.session, LIN, NEW_CARD)
    assert state.basket.card == CARD_LIN, "the one that was shown first stays"
    shop.enrol("new", "新来")
    attach_member(shop.desk, shop.session, "new")
    assert link_card(shop.desk, shop.session, "new", card_number(7)).basket.card == card_number(7)


def test_a_lost_card_is_blocked_and_its_points_stay(shop: Shop) -> None:
    block_card(shop.desk, shop.session, CARD_LIN)
    assert shop.scan(CARD_LIN).reason == "card_blocked"
    assert shop.balance(LIN).available == 2386
    assert refused(block_card, shop.desk, shop.session, CARD_LIN).code == "card_blocked"


@pytest.mark.parametrize(
    ("member", "card", "code"),
    [
        (LIN, CARD_ZHOU, "card_taken"),
        (LIN, CARD_LIN, "card_taken"),
        (LIN, CARD_BLOCKED, "card_taken"),
        (LIN, "M123456789", "card_shape"),
        (LIN, "", "card_shape"),
        ("nobody", NEW_CARD, "no_such_member"),
        (CLOSED, NEW_CARD, "member_closed"),
    ],
)
def test_what_cannot_be_bound(shop: Shop, member: str, card: str, code: str) -> None:
    assert refused(link_card, shop.desk, shop.session, member, card).code == code
    assert refused(block_card, shop.desk, shop.session, "M1").code == "no_such_card"


def test_a_drawer_full_of_cards_is_not_bound_to_one_member(shop: Shop) -> None:
    for n in range(CARDS_MAX - 2):
        link_card(shop.desk, shop.session, ZHOU, card_number(n))
    assert refused(link_card, shop.desk, shop.session, ZHOU, NEW_CARD).code == "too_many_cards"


def test_a_replaced_card_keeps_member_type_and_points_mem_03(shop: Shop) -> None:
    """MEM-03: one commit; the old card is refused by name from then on, the new one is the member's with the old one's type."""
    new = card_number(30017790)
    shop.scan(CARD_LIN)
    state = replace_card(shop.desk, shop.session, CARD_LIN, new)
    assert state.basket.card == new
    assert shop.scan(CARD_LIN).reason == "card_blocked"
    assert shop.scan(new).member_id == LIN
    assert shop.balance(LIN).available == 2386
    with shop.store.read() as reader:
        cards = {card.number: (card.state, card.type, card.batch) for card in reader.cards(LIN)}
    old = cards[CARD_LIN]
    assert (old[0], cards[new]) == ("blocked", ("active", *old[1:]))
    assert shop.events("card_linked")[-1]["body"]["replaces"] == CARD_LIN
    assert refused(replace_card, shop.desk, shop.session, CARD_LIN, new).code == "card_taken"
    assert refused(replace_card, shop.desk, shop.session, card_number(1), card_number(2)).code == "no_such_card"
    assert refused(replace_card, shop.desk, shop.session, new, "M1").code == "card_shape"

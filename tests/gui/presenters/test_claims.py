"""A claim code at the till: for the member on the sale at once, else it waits for a card or for somebody who joins (EDGE-07, MEM-10)."""

from __future__ import annotations

from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import CARD_ZHOU, COFFEE, ZHOU
from tests.gui.presenters.bench import Bench


def walk_in(counter: Bench) -> str:
    """A walk-in's sale; the code on its receipt."""
    for char in COFFEE:
        counter.shell.typed(char)
    counter.keys("Enter", "F12", "Enter")
    sale = counter.till.last_sale
    assert sale is not None
    assert sale.data.claim is not None
    counter.keys("Esc")
    return sale.data.claim.code


def test_with_a_member_it_is_booked_at_once(counter: Bench) -> None:
    """The journey 'claim later' of design.md §5: member, claim code; no key at all."""
    code = walk_in(counter)
    counter.scan(CARD_ZHOU, code)
    assert counter.shop.balance(ZHOU).available == 22
    assert counter.at == (Place.SELL, Sheet.NONE)
    states = counter.view("sell").member.member.states
    assert any("已领 22 分" in line.text for line in states)
    counter.scan(code)
    assert "已经领过" in counter.view("sell").scan.problem
    assert counter.shop.balance(ZHOU).available == 22


def test_without_a_member_it_opens_new_member_and_waits(counter: Bench) -> None:
    code = walk_in(counter)
    counter.scan(code)
    assert counter.at == (Place.SELL, Sheet.ENROL)
    assert "待领 22 分" in counter.view("sell").member.notice
    counter.keys("Esc")
    counter.scan(CARD_ZHOU)
    assert counter.shop.balance(ZHOU).available == 22
    assert [event["member_id"] for event in counter.shop.events("sale_claimed")] == [ZHOU]


def test_a_waiting_claim_can_be_left(counter: Bench) -> None:
    code = walk_in(counter)
    counter.scan(code)
    counter.keys("Esc", "Esc")
    counter.scan(CARD_ZHOU)
    assert counter.shop.events("sale_claimed") == []

"""Refund and receipts in the real window, by real keys, taps and scans (design.md 4.7, §5)."""

from __future__ import annotations

from typing import Any

from app.gui.presenters.places import Place
from tests.fakes.shop import CARD_LIN, LIN, MILK, PINS
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_journeys import GOODS, last_body, ring_up


def sell(cashier: Cashier, *codes: str, card: str | None = CARD_LIN) -> dict[str, Any]:
    """A sale paid in cash; its body."""
    ring_up(cashier, *codes)
    if card:
        cashier.scan(card)
    cashier.press("F12")
    cashier.press("Return")
    cashier.press("Esc")
    cashier.actions = cashier.scans = 0
    return last_body(cashier)


def test_refunding_one_item_takes_a_scan_and_three_actions(cashier: Cashier) -> None:
    """The journey of design.md §5: receipt scan, tick, reason, F12; money and points in one event (LESSON-01, EDGE-05)."""
    sold = sell(cashier, *GOODS)
    before = cashier.shop.balance(LIN).available
    cashier.scan(sold["number"])
    assert cashier.place is Place.REFUND
    cashier.type(" ")
    cashier.type("1")
    cashier.press("F12")
    assert (cashier.actions, cashier.scans) == (3, 1)
    event = cashier.shop.events("refund_completed")[-1]
    assert (event["body"]["returned"], event["body"]["reason"]) == ({"L1": 2}, "quality")
    screen: Any = cashier.screen()
    assert screen.done_cash.accessibleName() == "¥4.00"
    assert cashier.shop.balance(LIN).available == event["body"]["after"] < before
    cashier.scan(MILK)
    assert cashier.place is Place.SELL
    assert [line.qty for line in cashier.shop.state().basket.lines] == [1]


def test_a_scanned_item_ticks_its_line_and_digits_of_a_scan_choose_no_reason(cashier: Cashier) -> None:
    """design.md §3: an item on that screen ticks its line; nothing goes onto the basket."""
    sold = sell(cashier, *GOODS)
    cashier.scan(sold["number"], MILK)
    cashier.type("2")
    cashier.press("F12")
    assert (cashier.actions, cashier.scans) == (2, 2)
    body = cashier.shop.events("refund_completed")[-1]["body"]
    assert (body["returned"], body["reason"]) == ({"L2": 1}, "wrong_item")
    assert cashier.shop.state().basket.lines == ()


def test_everything_of_the_last_sale_from_sale_done(cashier: Cashier) -> None:
    """A void of today's last sale is the same screen with all lines ticked; above the limit a leader's PIN says yes (LESSON-25)."""
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F12")
    cashier.press("Return")
    before = cashier.shop.balance(LIN).available - last_body(cashier)["earned"]
    done: Any = cashier.screen()
    cashier.tap(done.change_sale)
    screen: Any = cashier.screen()
    assert screen.total.accessibleName() == "¥49.60"
    cashier.type("3")
    cashier.press("F12")
    assert cashier.shop.rows("SELECT refunded_minor = total_minor FROM sale") == [(1,)]
    assert cashier.shop.balance(LIN).available == before


def test_the_list_finds_by_member_amount_item_and_the_arrows_open_one(cashier: Cashier) -> None:
    """Without paper: by member, amount, item; Enter lays the receipt open."""
    sold = sell(cashier, *GOODS)
    sell(cashier, MILK, card=None)
    cashier.press("F9")
    screen: Any = cashier.screen()
    room = cashier.window.shell.room
    assert len(room.refund.view().found) == 2
    for typed in ("49.60", "6027"):
        room.refund.search("")
        cashier.settle()
        cashier.type(typed)
        cashier.wait_for(lambda: len(room.refund.view().found) == 1)
    assert screen.field.text() == "6027"
    cashier.press("Return")
    cashier.wait_for(lambda: room.refund.event_id is not None)
    assert screen.number.accessibleName().endswith(sold["number"][-4:])


def test_an_exchange_goes_on_with_the_money_on_the_new_basket(cashier: Cashier) -> None:
    """Receipt, item, reason, F6; then the new goods and F12, Enter: the customer pays the difference alone."""
    sold = sell(cashier, MILK, card=None)
    cashier.scan(sold["number"], MILK)
    cashier.type("2")
    cashier.press("F6")
    assert cashier.place is Place.SELL
    cashier.scan(MILK, MILK)
    cashier.press("F12")
    cashier.press("Return")
    assert last_body(cashier)["tenders"] == [["cash", 1980, 1980, 0], ["cash", 1980, 1980, 0]]
    assert last_body(cashier)["exchange"] == cashier.shop.events("refund_completed")[-1]["id"]


def test_without_a_receipt_a_leader_approves_it(cashier: Cashier) -> None:
    """F9, F6, the goods, a reason, F12, the leader's PIN; the money goes out, no point moves."""
    cashier.press("F9")
    cashier.press("F6")
    cashier.scan(MILK, MILK)
    cashier.type("1")
    cashier.press("F12")
    assert cashier.window.shell.room.asking
    cashier.type(PINS["1002"])
    cashier.press("Return")
    cashier.wait_for(lambda: cashier.window.shell.room.refund.over)
    screen: Any = cashier.screen()
    assert screen.done_cash.accessibleName() == "¥39.60"
    (event,) = cashier.shop.events("goods_returned")
    assert [row[-1] for row in event["body"]["lines"]] == [2]
    cashier.scan(MILK)
    assert cashier.place is Place.SELL

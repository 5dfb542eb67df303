"""The journeys of design.md §5 by real key events in the real window: actions (keys and taps) and scans are counted."""

from __future__ import annotations

from typing import Any

from app.gui.components.pick_list import PickRow
from app.gui.presenters.places import Place, Sheet
from app.gui.widgets.tiles import Tile
from app.services.stored_value import TopUp, top_up
from tests.fakes.shop import BAG, BUN, CARD_LIN, COFFEE, CRISPS, LIN, MILK, WATER
from tests.gui.screens.counter import Cashier

GOODS = (f"2*{WATER}", MILK, CRISPS, COFFEE, f"2*{BUN}", BAG)
"""The drawn basket: 49.60 for a gold member, 50.60 for anybody else."""
WECHAT_CODE = "134567890123456789"


def ring_up(cashier: Cashier, *codes: str) -> None:
    """Goods by scanner; what has no barcode is typed by hand and not counted as an action of the journey."""
    for code in codes:
        if len(code.split("*")[-1]) >= 8:
            cashier.scan(code)
        else:
            before = cashier.actions
            cashier.type(code)
            cashier.press("Return")
            cashier.actions = before
    cashier.scans = 0


def last_body(cashier: Cashier) -> dict[str, Any]:
    body: dict[str, Any] = cashier.shop.events("sale_completed")[-1]["body"]
    return body


def test_non_member_exact_cash_takes_two_actions(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.press("F12")
    cashier.press("Return")
    assert (cashier.actions, cashier.scans) == (2, 0)
    assert cashier.place is Place.DONE
    body = last_body(cashier)
    assert body["total_minor"] == 5060
    assert body["tenders"] == [["cash", 5060, 5060, 0]]


def test_member_exact_cash_takes_no_action_more_and_the_points_are_booked_earn_02(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F12")
    cashier.press("Return")
    assert (cashier.actions, cashier.scans) == (2, 1)
    body = last_body(cashier)
    assert body["total_minor"] == 4960
    assert body["earned"] == 103
    assert cashier.shop.balance(LIN).available == 2386 + 103


def test_cash_with_a_note_takes_three_actions(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F12")
    pay: Any = cashier.screen()
    fifty = next(tile for tile in pay.quick if tile.text() == "¥50")
    cashier.tap(fifty)
    cashier.press("Return")
    assert cashier.actions == 3
    assert last_body(cashier)["tenders"] == [["cash", 4960, 5000, 0]]
    done: Any = cashier.screen()
    assert done.change.accessibleName() == "¥0.40"


def test_points_stored_value_and_cash_take_no_more_than_eight_keys_and_the_digits_of_the_amount(cashier: Cashier) -> None:
    """design.md §5, mixed: F7 Enter · F12 · 4 · amount Enter · ¥50 · Enter."""
    cashier.shop.publish(stored_value={"spend_order": "principal_first"})
    order = TopUp(amount_minor=10_000, member_id=LIN)
    top_up(cashier.shop.desk, cashier.shop.session, order, cashier.shop.ids.new_id())
    ring_up(cashier, f"4*{MILK}")
    cashier.scan(CARD_LIN)
    cashier.press("F7")
    cashier.press("Return")
    cashier.press("F12")
    cashier.press("Alt+4")
    cashier.type("9")
    cashier.press("Return")
    cashier.pause(0.5)
    pay: Any = cashier.screen()
    cashier.tap(next(tile for tile in pay.quick if tile.text() == "¥50"))
    cashier.press("Return")
    assert (cashier.actions, cashier.scans) == (8, 1)
    assert cashier.place is Place.DONE
    kinds = {kind: amount for kind, amount, *_ in last_body(cashier)["tenders"]}
    assert list(kinds) == ["points", "stored_value", "cash"]
    assert (sum(kinds.values()), kinds["stored_value"]) == (7_920, 900)


def test_a_payment_code_with_a_provider_takes_no_action_at_all(cashier: Cashier) -> None:
    """design.md §5, member pays by phone: the customer's code is charged and the sale is done."""
    cashier.shop.desk.machine.set("payment.provider", "simulator")
    ring_up(cashier, MILK)
    cashier.scan(CARD_LIN, WECHAT_CODE)
    cashier.wait_for(lambda: cashier.place is Place.DONE)
    assert (cashier.actions, cashier.scans) == (0, 2)
    assert last_body(cashier)["tenders"] == [["wechat", 1980, 1980, 0]]


def test_member_pays_by_phone_with_one_confirmation(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.scan(WECHAT_CODE)
    assert (cashier.actions, cashier.scans) == (0, 2)
    assert cashier.place is Place.PAY
    assert cashier.shop.events("sale_completed") == []
    cashier.press("Return")
    assert cashier.actions == 1
    assert last_body(cashier)["tenders"] == [["wechat", 4960, 4960, 0]]
    assert WECHAT_CODE not in str(cashier.shop.events())


def test_redeeming_the_most_takes_two_actions_red_01(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.actions = 0
    cashier.press("F7")
    cashier.press("Return")
    assert cashier.actions == 2
    assert cashier.sheet is Sheet.NONE
    basket = cashier.shop.state().basket
    assert basket.hold is not None
    assert basket.hold.points == 2380
    assert basket.due_minor == 4960 - 2380


def test_any_number_of_points_up_to_the_most_lesson_15(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F7")
    cashier.type("4")
    cashier.type("800")
    cashier.press("Return")
    assert cashier.shop.state().basket.due_minor == 4960 - 800


def test_points_and_two_tenders_on_one_sale(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.actions = 0
    cashier.press("F7")
    cashier.press("Return")
    cashier.press("F12")
    cashier.press("Alt+2")
    cashier.type("20")
    cashier.press("Return")
    cashier.pause(0.5)
    cashier.type("10")
    cashier.press("Return")
    assert cashier.actions == 10
    assert last_body(cashier)["tenders"] == [["points", 2380, 2380, 2380], ["wechat", 2000, 2000, 0], ["cash", 580, 1000, 0]]


def test_why_these_points_is_one_key_edge_01(cashier: Cashier) -> None:
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.actions = 0
    cashier.press("F8")
    assert cashier.actions == 1
    assert cashier.sheet is Sheet.WHY
    why: Any = cashier.screen()
    assert why.accessibleName() == "这 103 分是怎么来的"
    assert why.equation.accessibleName() == "49 基础积分 + 10 现磨咖啡每杯+10分 + 24 金卡1.5倍 + 20 周六乳品双倍 = 103 分 余 0.30 留到下次"


def test_member_by_phone_tail_takes_six_actions_mem_05(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("F2")
    cashier.type("6027")
    cashier.press("Return")
    assert cashier.actions == 6
    assert cashier.shop.state().basket.member_id == LIN
    assert cashier.sheet is Sheet.NONE


def test_reprinting_the_last_receipt_is_one_key(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("F12")
    cashier.press("Return")
    cashier.actions = 0
    cashier.press("Ctrl+P")
    assert cashier.actions == 1
    assert [event["body"]["n"] for event in cashier.shop.events("reprint")] == [1]


def test_reprinting_a_given_receipt_is_one_scan_and_one_key(cashier: Cashier) -> None:
    for code in (WATER, MILK):
        cashier.scan(code)
        cashier.press("F12")
        cashier.press("Return")
    first = cashier.shop.events("sale_completed")[0]
    cashier.actions = cashier.scans = 0
    cashier.scan(first["body"]["number"])
    cashier.press("Ctrl+P")
    assert (cashier.actions, cashier.scans) == (1, 1)
    assert [event["body"]["sale"] for event in cashier.shop.events("reprint")] == [first["id"]]


def tap_tile(cashier: Cashier, keypad: Any, digits: str) -> None:
    for digit in digits:
        cashier.tap(keypad.keys[digit])


def test_touch_alone_does_everything(arriving: Cashier) -> None:
    """Sign-in, goods, member, points, why, payment, copy, lock: by the finger alone, not one key."""
    cashier = arriving
    sign_in: Any = cashier.screen()
    tap_tile(cashier, sign_in.keypad, "246810")
    cashier.tap(sign_in.confirm)
    cashier.wait_for(lambda: cashier.window.till.session is not None)
    cashier.settle()
    sell: Any = cashier.screen()
    cashier.tap(sell.quick.findChildren(Tile)[0])
    cashier.tap(sell.member.find_key)
    search: Any = cashier.screen()
    tap_tile(cashier, search.keypad, "6028")
    cashier.tap(search.keypad.keys["backspace"])
    cashier.tap(search.keypad.keys["7"])
    assert search.field.text() == "6027"
    cashier.tap(search.findChildren(PickRow)[1])
    assert cashier.shop.state().basket.member_id == LIN
    cashier.tap(cashier.window.function_bar.keys["F3"])
    items: Any = cashier.screen()
    tap_tile(cashier, items.keypad, COFFEE)
    cashier.tap(items.findChildren(PickRow)[0])
    assert cashier.shop.state().basket.pieces == 2
    cashier.tap(sell.points)
    points: Any = cashier.screen()
    cashier.tap(points.own)  # as much as somebody who is only known by the phone's tail may spend
    tap_tile(cashier, points.keypad, "300")
    cashier.tap(points.confirm)
    held = cashier.shop.state().basket.hold
    assert held is not None
    cashier.tap(sell.member.earned)
    assert cashier.sheet is Sheet.WHY
    why: Any = cashier.screen()
    cashier.tap(why.close_key)
    cashier.tap(sell.pay_card.pay)
    pay: Any = cashier.screen()
    cashier.tap(pay.finish)
    assert cashier.place is Place.DONE
    assert last_body(cashier)["tenders"][0] == ["points", held.points, held.points, held.points]
    done: Any = cashier.screen()
    cashier.tap(done.reprint)
    assert len(cashier.shop.events("reprint")) == 1
    cashier.tap(cashier.window.top_bar.lock)
    assert cashier.place is Place.SIGN_IN

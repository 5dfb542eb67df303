"""Pay: exact, change, part payments that can be taken back, recorded tenders, points from here, and no amount that should not be."""

from __future__ import annotations

import pytest

from app.gui.presenters.pay import SETTLE_MS
from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, LIN, MILK, WATER
from tests.gui.presenters.bench import Bench


@pytest.fixture
def paying(counter: Bench) -> Bench:
    """Lin buys milk for 19.80."""
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12")
    return counter


def test_opens_with_cash_and_an_empty_field_that_means_exactly(paying: Bench) -> None:
    view = paying.view("pay")
    assert (view.due, view.amount, view.field_hint, view.result) == ("¥19.80", "", "刚好 ¥19.80", "¥0.00")
    assert [tile.kind for tile in view.tiles if tile.selected] == ["cash"]
    assert [quick.label for quick in view.quick] == ["¥19.80", "¥20", "¥50", "¥100"]
    assert view.points.earned == "+47 分"


def test_the_change_stands_there_before_enter(paying: Bench) -> None:
    paying.keys("5", "0")
    view = paying.view("pay")
    assert (view.result_label, view.result, view.confirm) == ("找零", "¥30.20", "完成收款")
    paying.keys("Enter")
    assert paying.sales()[-1]["body"]["tenders"] == [["cash", 1980, 5000, 0]]
    assert paying.view("done").change == "¥30.20"


def test_less_than_due_is_a_part_and_can_be_taken_back(paying: Bench) -> None:
    paying.keys("5")
    assert (paying.view("pay").result_label, paying.view("pay").confirm) == ("还差", "先收这些")
    paying.keys("Enter")
    assert paying.view("pay").due == "¥14.80"
    assert [line.amount for line in paying.view("pay").payments] == ["¥5.00"]
    paying.room.pay.remove_payment("0")
    assert paying.view("pay").due == "¥19.80"
    assert paying.sales() == []


def test_a_double_press_after_a_part_does_not_take_the_rest(paying: Bench) -> None:
    paying.keys("5", "Enter", "Enter")
    assert paying.sales() == []
    assert SETTLE_MS in [delay for delay, _ in paying.timers.waiting]
    paying.timers.fire()
    paying.keys("Enter")
    assert paying.sales()[-1]["body"]["tenders"] == [["cash", 500, 500, 0], ["cash", 1480, 1480, 0]]


def test_where_nothing_is_due_any_more_an_amount_promises_no_change(counter: Bench) -> None:
    """All of it paid with points: a digit that was pressed after that is no money on either screen."""
    counter.shop.publish(redemption={"max_percent": "100"})
    counter.scan(MILK, CARD_LIN)
    counter.keys("F7", "Enter", "F12", "5")
    assert (counter.view("pay").due, counter.view("pay").result, counter.view("pay").confirm) == ("¥0.00", "¥0.00", "完成收款")
    counter.keys("Enter")
    assert counter.sales()[-1]["body"]["tenders"] == [["points", 1980, 1980, 1980]]
    assert counter.view("done").change == "¥0.00"


def test_a_basket_is_not_given_up_over_money_already_taken(paying: Bench) -> None:
    """It goes back to the customer first, by name; then the basket may go."""
    paying.keys("5", "Enter", "Esc", "F11")
    tile = next(tile for tile in paying.view("more").tiles if tile.id == "abandon")
    assert (tile.enabled, "F12" in tile.reason) == (False, True)
    paying.keys(tile.key)
    assert paying.shop.state().basket.tenders != ()
    paying.keys("Esc", "F12")
    paying.room.pay.remove_payment("0")
    paying.keys("Esc", "F11", tile.key, "1")
    assert (paying.shop.state().basket.lines, paying.shop.types()[-1]) == ((), "basket_abandoned")


def test_leaving_keeps_what_was_taken_on_the_basket(paying: Bench) -> None:
    paying.keys("5", "Enter", "Esc")
    assert paying.at[0] is Place.SELL
    assert paying.view("sell").pay.due == "¥14.80"
    assert [line.id for line in paying.view("sell").pay.lines] == ["0"]
    paying.room.sell.remove_payment("0")
    assert paying.view("sell").pay.due == "¥19.80"


def test_phone_and_card_wait_for_the_cashiers_word(paying: Bench) -> None:
    paying.keys("Alt+3")
    view = paying.view("pay")
    assert view.confirm == "已到账 · 完成"
    assert view.quick == ()
    paying.keys("Enter")
    assert paying.sales()[-1]["body"]["tenders"] == [["alipay", 1980, 1980, 0]]


def test_only_cash_gives_change(paying: Bench) -> None:
    paying.keys("Alt+5", "5", "0", "Enter")
    assert paying.view("pay").problem == "超过应收金额 – 只有现金能找零；最多输入应收金额"
    assert paying.sales() == []


@pytest.mark.parametrize("typed", ["0", "00", "0.00", "."])
def test_nothing_is_not_an_amount(paying: Bench, typed: str) -> None:
    paying.keys(*typed, "Enter")
    assert paying.sales() == []
    assert paying.at[0] is Place.PAY


def test_an_absurd_amount_is_a_barcode_in_the_wrong_field(paying: Bench) -> None:
    paying.keys(*"9999999", "Enter")
    assert paying.view("pay").problem.startswith("金额不对")
    assert paying.sales() == []


def test_a_payment_code_pays_the_rest(paying: Bench) -> None:
    paying.keys("5", "Enter")
    paying.timers.fire()
    paying.scan("288888888888888888")
    assert [tile.kind for tile in paying.view("pay").tiles if tile.selected] == ["alipay"]
    paying.keys("Enter")
    assert paying.sales()[-1]["body"]["tenders"] == [["cash", 500, 500, 0], ["alipay", 1480, 1480, 0]]


def test_points_open_their_sheet_and_come_back_to_pay(paying: Bench) -> None:
    paying.keys("F7")
    assert paying.at == (Place.SELL, Sheet.POINTS)
    paying.keys("Enter")
    assert paying.at[0] is Place.PAY
    view = paying.view("pay")
    assert view.due == "¥9.90"
    assert view.points.note == "积分抵扣的 ¥9.90 不再积分"
    assert view.points.balance == "2,386 − 990 + 22 = 1,418 分"


def test_another_members_card_waits(paying: Bench) -> None:
    paying.scan(CARD_ZHOU)
    assert paying.view("pay").problem == "本单已有另一位会员 – 按 Esc 返回，再扫卡"
    paying.keys("Enter")
    assert paying.sales()[-1]["member_id"] == LIN


def test_an_empty_basket_cannot_be_paid(counter: Bench) -> None:
    counter.keys("F12", "Enter")
    assert counter.at[0] is Place.SELL
    assert counter.sales() == []


def test_the_finished_sale_says_what_to_tell_the_customer(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F12", "Enter")
    done = counter.view("done")
    assert done.earned_title == "非会员 · 有卡的话本单可得"
    assert done.earned == "2 分"
    counter.scan(f"2*{MILK}", CARD_LIN)
    counter.keys("F12", "Alt+2", "Enter")
    done = counter.view("done")
    assert (done.earned, done.balance) == ("+97 分", "2,483 分")
    assert done.say == "可以告诉顾客：6月30日有 320 分到期"
    assert done.facts == ("应收 ¥39.60", "微信 ¥39.60")

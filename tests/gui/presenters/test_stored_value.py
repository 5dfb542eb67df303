"""Stored value at the counter: the tile in Pay, gift cards by scan, the panel, and the screen for topping up, selling and paying out."""

from __future__ import annotations

import pytest

from app.domain.journal import types
from app.domain.members.card import card_number
from app.gui.presenters.places import Place
from app.services.desk import book_office
from app.services.redeem_reward import redeem_reward
from tests.fakes.shop import CARD_LIN, LIN, MILK, PINS
from tests.gui.presenters.bench import Bench
from tests.services.test_stored_value import STEPS

GIFT = card_number(70000001)


@pytest.fixture
def valued(counter: Bench) -> Bench:
    """A shop with stored value; 100 yuan give 5."""
    counter.shop.publish(stored_value={"spend_order": "principal_first", "top_up_bonus": STEPS, "min_top_up_minor": 1_000})
    counter.room.sell.load()
    return counter


def _topped(bench: Bench, card: str = CARD_LIN, *amount: str) -> None:
    bench.room.top_up.open()
    bench.scan(card)
    bench.keys(*(amount or ("1", "0", "0")), "Enter", "Enter")


def test_topping_up_shows_bonus_balance_and_change(valued: Bench) -> None:
    """SV-01, EARN-33: by the card, in two steps; the slip is queued, the screen is ready for the next."""
    valued.keys("F11")
    tile = next(tile for tile in valued.view("more").tiles if tile.id == "top_up")
    valued.keys(tile.key)
    assert valued.at[0] is Place.TOP_UP
    assert valued.view("top_up").who == "请扫会员卡，或礼品卡"
    valued.scan(CARD_LIN)
    valued.keys("1", "0", "0")
    view = valued.view("top_up")
    assert view.outcome == (("赠送", "¥5.00"), ("付款后余额", "¥105.00"))
    assert (view.confirm, view.confirm_enabled) == ("收款", True)
    valued.keys("Enter", "2", "0", "0")
    assert valued.view("top_up").outcome[-1] == ("找零", "¥100.00")
    valued.keys("Enter")
    view = valued.view("top_up")
    assert view.done.startswith("已充值 ¥100.00 · 找零 ¥100.00")
    assert dict(view.facts)["余额"] == "¥105.00"
    valued.keys("Esc")
    assert valued.at[0] is Place.SELL


def test_too_little_for_the_cash_asked_is_not_taken(valued: Bench) -> None:
    valued.room.top_up.open()
    valued.scan(CARD_LIN)
    valued.keys("1", "0", "0", "Enter", "5", "0")
    assert not valued.view("top_up").confirm_enabled
    valued.keys("Enter")
    assert valued.shop.events("value_topped_up") == []


def test_an_unlawful_top_up_says_the_limit_before_money_is_taken(valued: Bench) -> None:
    """EDGE-20."""
    valued.room.top_up.open()
    valued.scan(CARD_LIN)
    valued.keys(*"5000")
    view = valued.view("top_up")
    assert (view.problem, view.confirm_enabled) == ("超过这张卡的法定上限 – 连同赠金最多 ¥5000.00；没有收款", False)
    valued.keys("Enter")
    assert valued.shop.events("value_topped_up") == []


def test_nothing_and_too_little_are_no_top_up(valued: Bench) -> None:
    valued.room.top_up.open()
    valued.scan(CARD_LIN)
    valued.keys("0", "Enter")
    assert not valued.view("top_up").confirm_enabled
    valued.keys("Esc", "9", "Enter")
    assert valued.view("top_up").problem == "低于最少充值金额 – 至少 ¥10.00；没有收款"
    assert valued.shop.events("value_topped_up") == []


def test_the_tile_pays_from_the_card_and_finishes(valued: Bench) -> None:
    _topped(valued)
    valued.keys("Esc")
    valued.scan(MILK, CARD_LIN)
    assert valued.view("sell").member.member.value == "¥105.00"
    valued.keys("F12", "Alt+4")
    view = valued.view("pay")
    assert (view.field_hint, [tile.kind for tile in view.tiles if tile.selected]) == ("余额 ¥105.00 · 付 ¥19.80", ["stored_value"])
    valued.keys("Enter")
    assert valued.at[0] is Place.DONE
    assert valued.sales()[-1]["body"]["tenders"] == [["stored_value", 1980, 1980, 0]]
    sale = valued.till.last_sale
    assert sale is not None
    assert [minor for _, minor in sale.data.value_after] == [8_520]


def test_a_part_from_the_card_can_be_taken_off_again(valued: Bench) -> None:
    _topped(valued)
    valued.keys("Esc")
    valued.scan(MILK, CARD_LIN)
    valued.keys("F12", "Alt+4", "5", "Enter")
    assert (valued.view("pay").due, valued.view("pay").payments[0].name) == ("¥14.80", "储值")
    valued.room.pay.remove_payment("value:0")
    assert valued.view("pay").due == "¥19.80"
    valued.timers.fire()
    valued.keys("Alt+4", "5", "Enter", "Esc")
    valued.room.sell.remove_payment("value:0")
    assert valued.view("sell").pay.due == "¥19.80"
    assert valued.shop.holds() == ()


def test_more_than_lies_on_the_card_is_not_taken(valued: Bench) -> None:
    _topped(valued, CARD_LIN, "1", "0")
    valued.keys("Esc")
    valued.scan(MILK, CARD_LIN)
    valued.keys("F12", "Alt+4", *"19.80", "Enter")
    assert valued.view("pay").problem.startswith("卡内余额不够")
    valued.keys("Esc", "Enter")
    assert valued.view("pay").due == "¥9.80"


def test_without_a_card_on_the_sale_the_tile_asks_for_one(valued: Bench) -> None:
    _topped(valued)
    valued.keys("Esc")
    valued.scan(MILK)
    valued.keys("F12", "Alt+4")
    assert valued.view("pay").field_hint == "请扫会员卡或礼品卡"
    valued.scan(CARD_LIN)
    assert valued.view("pay").field_hint == "余额 ¥105.00 · 付 ¥19.80"
    valued.keys("Enter")
    assert valued.sales()[-1]["member_id"] == LIN


def test_a_gift_card_is_sold_checked_and_pays_by_scan(valued: Bench) -> None:
    """SV-03: no member anywhere."""
    valued.room.top_up.open()
    valued.scan(GIFT)
    assert valued.view("top_up").who == f"新礼品卡 {GIFT}"
    valued.keys("5", "0", "Enter", "Enter")
    assert dict(valued.view("top_up").facts)["余额"] == "¥50.00"
    valued.keys("Esc")
    valued.scan(GIFT)
    assert (valued.at[0], valued.view("top_up").who) == (Place.TOP_UP, f"礼品卡 {GIFT}")
    valued.keys("Esc")
    valued.scan(MILK, GIFT)
    assert (valued.at[0], valued.view("pay").field_hint) == (Place.PAY, "余额 ¥50.00 · 付 ¥19.80")
    valued.keys("Enter")
    assert valued.sales()[-1]["body"]["value"][0][:4] == [f"card:{GIFT}", GIFT, 1980, 0]
    assert valued.sales()[-1]["member_id"] is None


def test_a_shop_without_stored_value_offers_none(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12")
    tile = next(tile for tile in counter.view("pay").tiles if tile.kind == "stored_value")
    assert (tile.enabled, tile.reason) == (False, "本店方案没有储值")
    counter.keys("Alt+4")
    assert [tile.kind for tile in counter.view("pay").tiles if tile.selected] == ["cash"]
    counter.keys("Esc", "F11")
    assert not next(tile for tile in counter.view("more").tiles if tile.id == "top_up").enabled


def test_paying_out_asks_a_second_person(valued: Bench) -> None:
    """SV-04, RED-11."""
    _topped(valued)
    valued.keys("F9")
    assert valued.window.now.asking
    approve = valued.room.approve
    approve.choose(valued.shop.person("1003").id)
    valued.shell.typed(PINS["1003"])
    valued.keys("Enter")
    assert valued.view("top_up").done == "已退：请给顾客 ¥100.00"
    assert dict(valued.view("top_up").facts)["余额"] == "¥0.00"
    event = valued.shop.events("value_paid_out")[-1]
    assert event["body"]["bonus_minor"] == 500


def test_the_coins_of_the_change_stay_on_the_card(valued: Bench) -> None:
    """存零 by one key more; without a member nothing is offered."""
    valued.scan(MILK)
    valued.keys("F12", "5", "0")
    assert valued.view("pay").keep == ""
    valued.scan(CARD_LIN)
    view = valued.view("pay")
    assert (view.keep, view.keep_on, view.result) == ("零钱 ¥0.20 存卡里", False, "¥30.20")
    valued.keys("F8")
    assert (valued.view("pay").keep_on, valued.view("pay").result) == (True, "¥30.00")
    valued.keys("Enter")
    assert valued.view("done").change == "¥30.00"
    assert valued.shop.events("value_topped_up")[-1]["body"]["amount_minor"] == 20


def test_a_rewards_gift_card_is_loaded_by_its_voucher(valued: Bench) -> None:
    """RED-12: scan, Enter; a second time it was used."""
    shop = valued.shop
    reward = {"code": "gift50", "name": "50元礼品卡", "kind": "voucher", "points": 200}
    shop.publish(stored_value={"spend_order": "principal_first"}, rewards=[reward])
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.REWARD_DESCRIBED, {"reward": "gift50", "facts": {"worth_minor": 5_000}})
    code = redeem_reward(shop.desk, shop.session, LIN, "gift50").vouchers[0].code
    valued.room.top_up.open()
    valued.scan(code)
    assert valued.view("top_up").confirm == "充入 ¥50.00"
    valued.keys("Enter")
    assert valued.view("top_up").done == "已充入礼品 ¥50.00"
    assert dict(valued.view("top_up").facts)["赠金"] == "¥50.00"
    valued.scan(code)
    assert valued.view("top_up").problem != ""
    assert len(shop.events("value_topped_up")) == 1


def test_a_top_up_by_mistake_is_taken_back_at_once(valued: Bench) -> None:
    _topped(valued)
    assert valued.view("top_up").undo == "撤销这笔充值"
    valued.keys("F6")
    valued.room.approve.choose(valued.shop.person("1003").id)
    valued.shell.typed(PINS["1003"])
    valued.keys("Enter")
    assert valued.view("top_up").done == "已撤销：请给顾客 ¥100.00"
    assert (valued.view("top_up").undo, dict(valued.view("top_up").facts)["余额"]) == ("", "¥0.00")


def test_the_counter_shows_what_was_loaded_meanwhile(valued: Bench) -> None:
    valued.scan(MILK, CARD_LIN)
    valued.room.top_up.open()
    valued.keys("1", "0", "0", "Enter", "Enter", "Esc")
    assert (valued.at[0], valued.view("sell").member.member.value) == (Place.SELL, "¥105.00")


def test_a_gift_card_is_exchanged_by_scanning_the_new_one(valued: Bench) -> None:
    valued.room.top_up.open()
    valued.scan(GIFT)
    valued.keys("5", "0", "Enter", "Enter", "F7")
    assert valued.view("top_up").exchange == "请扫新卡 …"
    new = card_number(70000002)
    valued.scan(new)
    assert (valued.view("top_up").who, valued.view("top_up").done) == (f"礼品卡 {new}", "已换卡：余额都在新卡上")
    assert dict(valued.view("top_up").facts)["余额"] == "¥50.00"

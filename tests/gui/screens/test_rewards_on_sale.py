"""Rewards in the use-points sheet: a gift in three actions, beside a sale that goes on."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.catalogue.coupon_terms import CouponTerms
from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.journal import types
from app.gui.presenters.places import Place, Sheet
from app.gui.screens.points_sheet import PointsSheet
from app.services.redeem_reward import redeem_reward
from app.services.reward_catalogue import describe_reward
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, MILK, ZHOU
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier

REWARDS: list[dict[str, Any]] = [
    {"code": "dear", "name": "双人旅行", "kind": "experience", "points": 50_000},
    {"code": "gone", "name": "香皂", "kind": "goods", "points": 60, "stocked": True},
    {"code": "coffee", "name": "免费咖啡", "kind": "goods", "points": 100},
    {"code": "plus", "name": "积分加钱购", "kind": "goods", "points": 100, "cash_minor": 1990},
    {"code": "early", "name": "新品优先购", "kind": "privilege", "points": 0, "tiers": ["gold", "platinum", "diamond"]},
]


@pytest.fixture
def selling(cashier: Cashier) -> Cashier:
    """Zhou with 300 points at a basket with milk."""
    shop = cashier.shop
    shop.publish(rewards=REWARDS)
    shop.grant(ZHOU, 300)
    cashier.scan(MILK, CARD_ZHOU)
    cashier.actions = 0
    return cashier


def sheet(cashier: Cashier) -> PointsSheet:
    found = cashier.screen()
    assert isinstance(found, PointsSheet)
    return found


def tile(cashier: Cashier, name: str) -> Any:
    return next(one for one in sheet(cashier).rewards if one.isVisible() and one.text() == name)


def test_a_gift_is_redeemed_in_three_actions(selling: Cashier) -> None:
    """Design §5: F7 · tap gift · Enter. RED-02, RED-13: the slip is printed, the basket stays, its points are those that are left."""
    selling.press("F7")
    shown = [one.text() for one in sheet(selling).rewards if one.isVisible()]
    assert shown == ["免费咖啡", "积分加钱购", "双人旅行", "香皂"], "reachable first, then missing, then gone"
    assert small_or_nameless(selling.screen()) == []
    selling.tap(tile(selling, "免费咖啡"))
    selling.press("Return")
    selling.settle()
    assert selling.actions == 3
    assert selling.sheet is Sheet.NONE
    (event,) = selling.shop.events(types.REWARD_ISSUED)
    assert (event["body"]["reward"], selling.shop.balance(ZHOU).available) == ("coffee", 200)
    counter = selling.window.till.counter
    assert counter is not None
    assert len(counter.basket.lines) == 1
    assert counter.attached is not None
    assert counter.attached.balance.available == 200
    assert selling.shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'slip'") == [(1,)]
    selling.press("F12")
    selling.press("Return")
    selling.settle()
    assert len(selling.shop.events("sale_completed")) == 1
    selling.shop.verify()


def test_a_gift_out_of_reach_says_why_and_takes_nothing(selling: Cashier) -> None:
    """RED-17, RED-19: grey but pressable, the reason is said."""
    selling.press("F7")
    selling.tap(tile(selling, "双人旅行"))
    assert "49,700" in sheet(selling).problem.text()
    selling.press("Return")
    selling.tap(tile(selling, "香皂"))
    assert "已换完" in sheet(selling).problem.text()
    selling.press("Return")
    selling.settle()
    assert selling.shop.events(types.REWARD_ISSUED) == []
    selling.type("1")
    selling.press("Return")
    selling.settle()
    assert selling.shop.holds(), "the offers are as they were"


def test_a_gift_with_a_money_part_is_finished_at_the_desk(selling: Cashier) -> None:
    selling.press("F7")
    selling.tap(tile(selling, "积分加钱购"))
    selling.press("Return")
    selling.settle()
    assert selling.place is Place.REWARDS
    assert selling.window.shell.room.rewards.view(selling.window.shell.room.rewards._state).member.name == "周先生"  # type: ignore[arg-type]


def test_a_gift_without_a_basket(cashier: Cashier) -> None:
    """Who comes only for a gift needs no item first."""
    cashier.shop.publish(rewards=REWARDS)
    cashier.scan(CARD_LIN)
    cashier.press("F7")
    assert cashier.sheet is Sheet.POINTS
    cashier.tap(tile(cashier, "免费咖啡"))
    cashier.press("Return")
    cashier.settle()
    assert len(cashier.shop.events(types.REWARD_ISSUED)) == 1


def test_a_coupon_is_scanned_onto_the_basket_and_taken_off_by_a_tap(selling: Cashier) -> None:
    """Design §3, journey "Voucher": no key at all; its line says what it takes off, ✕ gives it back."""
    shop = selling.shop
    owner = shop.sign_in("1003")
    describe_reward(shop.desk, owner, RewardFacts(reward="coffee", coupon=CouponTerms(kind="amount", worth_minor=500)))
    shop.publish(rewards=[{**REWARDS[2], "kind": "voucher"}], version=3)
    (voucher,) = redeem_reward(shop.desk, owner, ZHOU, "coffee").vouchers
    shop.sign_in("1001")
    counter = selling.window.till.counter
    assert counter is not None
    before = counter.basket.due_minor
    selling.scan(voucher.code)
    assert selling.actions == 0
    counter = selling.window.till.counter
    assert counter is not None
    assert before - counter.basket.due_minor == 500
    line = next(one for one in selling.window.shell.room.sell.view().pay.lines if one.id.startswith("coupon:"))
    assert (line.name, line.amount) == ("免费咖啡", "−¥5.00")
    selling.window.shell.room.sell.remove_payment(line.id)
    selling.settle()
    counter = selling.window.till.counter
    assert counter is not None
    assert counter.basket.due_minor == before
    selling.scan(voucher.code)
    selling.press("F12")
    selling.press("Return")
    selling.settle()
    assert shop.rows("SELECT state FROM voucher") == [("used",)]
    selling.scan(voucher.code)
    assert "已用过" in selling.window.shell.room.sell.view().scan.problem


def test_a_voucher_that_is_handed_out_opens_the_desk(selling: Cashier) -> None:
    """One scan box: on Sell too a reward's code does the right thing; Enter honours it."""
    shop = selling.shop
    owner = shop.sign_in("1003")
    (voucher,) = redeem_reward(shop.desk, owner, ZHOU, "coffee", later=True).vouchers
    shop.sign_in("1001")
    selling.scan(voucher.code)
    assert selling.place is Place.REWARDS
    desk = selling.window.shell.room.rewards
    assert desk._result is not None
    assert desk._result.title == "可用：免费咖啡"
    selling.press("Return")
    selling.settle()
    assert len(shop.events(types.VOUCHER_USED)) == 1


def test_a_gift_card_won_with_points_is_loaded_where_value_is(selling: Cashier) -> None:
    """RED-12, SV-03: its code never ends as a plain hand-out."""
    shop = selling.shop
    shop.publish(rewards=[{**REWARDS[2], "kind": "voucher"}], version=3)
    owner = shop.sign_in("1003")
    describe_reward(shop.desk, owner, RewardFacts(reward="coffee", worth_minor=5_000))
    (voucher,) = redeem_reward(shop.desk, owner, ZHOU, "coffee").vouchers
    shop.sign_in("1001")
    selling.scan(voucher.code)
    selling.settle()
    assert selling.place is Place.TOP_UP
    assert shop.events(types.VOUCHER_USED) == []

"""The reward desk at the real window: keys, taps and scans in; points, stock, vouchers and what stands in large letters out."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.catalogue.reward_facts import Prize, RewardFacts
from app.domain.journal import types
from app.domain.ledger.draw import drawn
from app.gui.presenters.places import Place
from app.services.redeem_reward import redeem_reward
from app.services.reward_catalogue import describe_reward, stock_reward
from app.services.set_up_shop import change_setting
from app.services.use_voucher import use_voucher
from tests.fakes.shop import CARD_FROZEN, CARD_LIN, CARD_ZHOU, LIN, MILK, PINS, ZHOU
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier

REWARDS: list[dict[str, Any]] = [
    {"code": "mug", "name": "马克杯", "kind": "goods", "points": 300, "stocked": True},
    {"code": "soap", "name": "香皂", "kind": "goods", "points": 60, "stocked": True},
    {"code": "coupon", "name": "免费咖啡", "kind": "voucher", "points": 100},
    {"code": "ticket", "name": "品酒会门票", "kind": "experience", "points": 800, "per_member": {"limit": 1, "per": "month"}},
    {"code": "trees", "name": "种一棵树", "kind": "donation", "points": 50},
    {"code": "wheel", "name": "幸运抽奖", "kind": "draw", "points": 20},
    {"code": "up", "name": "金卡体验", "kind": "tier", "points": 600},
    {"code": "plus", "name": "积分加钱购", "kind": "goods", "points": 100, "cash_minor": 1990},
    {"code": "gift", "name": "五十元礼品卡", "kind": "voucher", "points": 1_200},
    {"code": "dear", "name": "双人旅行", "kind": "experience", "points": 50_000},
    {"code": "early", "name": "新品优先购", "kind": "privilege", "points": 0, "tiers": ["gold", "platinum", "diamond"]},
]


@pytest.fixture
def desk(arriving: Cashier) -> Any:
    """The cashier at the desk; Zhou has a thousand points, five mugs stand on the shelf."""
    shop = arriving.shop
    shop.publish(rewards=REWARDS)
    owner = shop.sign_in("1003")
    stock_reward(shop.desk, owner, "mug", 5, "delivery")
    for facts in (
        RewardFacts(reward="coupon", note="后厨做一份", valid_days=30),
        RewardFacts(reward="soap", more_on="2026-06-24"),
        RewardFacts(reward="wheel", prizes=(Prize("grand", "电饭煲", 1), Prize("small", "小样", 9), Prize("", "谢谢", 90))),
        RewardFacts(reward="trees", project="绿化基金会"),
        RewardFacts(reward="up", tier="gold", tier_days=30),
    ):
        describe_reward(shop.desk, owner, facts)
    shop.grant(ZHOU, 1_000)
    shop.sign_in("1001")
    arriving.sign_in()
    arriving.press("F10")
    arriving.settle()
    assert arriving.place is Place.REWARDS
    return arriving.window.shell.room.rewards


def view(desk: Any) -> Any:
    return desk.view(desk._state)


def groups(desk: Any) -> dict[str, dict[str, str]]:
    return {title: {card.code: card.tag.text for card in cards} for title, cards in view(desk).groups}


def choose(cashier: Cashier, code: str) -> None:
    """Taps the reward's tile."""
    tile = cashier.screen().grid.tile_of(code)  # type: ignore[attr-defined]
    assert tile is not None
    cashier.screen().grid.ensureWidgetVisible(tile)  # type: ignore[attr-defined]
    cashier.tap(tile)


def test_the_ladder_says_what_is_missing(arriving: Cashier, desk: Any) -> None:
    """RED-17, RED-18, RED-19, EDGE-09: now, almost, later, not now, each with its reason; nothing without a member."""
    assert not view(desk).can_confirm
    assert view(desk).why_not
    arriving.scan(CARD_ZHOU)
    assert view(desk).filters[0].selected, "a member sees first what is within reach"
    arriving.press("F8")
    found = groups(desk)
    assert set(found["现在可换"]) == {"wheel", "trees", "coupon", "plus", "mug", "up", "ticket"}
    assert found["就快够了"] == {"gift": "还差 200 分"}
    assert found["再攒一攒"] == {"early": "限金卡、铂金卡、钻石卡", "dear": "还差 49,000 分"}
    assert found["现在不行"] == {"soap": "已换完，6月24日到货"}
    assert small_or_nameless(arriving.screen()) == []
    choose(arriving, "dear")
    assert view(desk).why_not == "还差 49,000 分"
    arriving.press("F12")
    arriving.settle()
    assert arriving.shop.events(types.REWARD_ISSUED) == []
    arriving.scan(CARD_LIN)
    arriving.press("F8")
    assert groups(desk)["等级权益"] == {"early": "可享"}, "RED-06, RED-15: what belongs to the tier stands apart"


def test_goods_are_handed_out_with_their_slip(arriving: Cashier, desk: Any) -> None:
    """RED-02, RED-13, RED-25: scan, tap, F12: points and stock fall in one act, the slip is printed, a second F12 does nothing."""
    shop = arriving.shop
    arriving.scan(CARD_ZHOU)
    arriving.actions = 0
    choose(arriving, "mug")
    arriving.press("F12")
    arriving.settle()
    assert arriving.actions == 2
    assert view(desk).result.title == "已兑付：马克杯"
    assert (shop.balance(ZHOU).available, shop.rows("SELECT n FROM reward_stock WHERE reward = 'mug'")) == (700, [(4,)])
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'slip'") == [(1,)]
    assert view(desk).member.balance == "700 分"
    assert small_or_nameless(arriving.screen()) == []
    arriving.press("Return")
    assert view(desk).result is None
    assert len(shop.events(types.REWARD_ISSUED)) == 1


def test_goods_fetched_later_by_the_code_on_the_slip(arriving: Cashier, desk: Any) -> None:
    """RED-21, RED-25: issued, then fulfilled at any later time, once; the second scan says when and where in red."""
    shop = arriving.shop
    arriving.scan(CARD_ZHOU)
    choose(arriving, "mug")
    arriving.press("F7")
    arriving.press("F12")
    arriving.settle()
    code = view(desk).result.code
    assert code.startswith("V")
    arriving.press("Escape")
    arriving.press("F10")
    shop.wait(3_600)
    arriving.press("F10")
    arriving.scan(code)
    assert (view(desk).result.good, view(desk).result.title) == (True, "可用：马克杯")
    arriving.press("Return")
    arriving.settle()
    assert view(desk).result.title == "已兑付：马克杯"
    arriving.scan(code)
    result = view(desk).result
    assert (result.good, result.title) == (False, "已用过：2026-06-20 15:32，邻里便利")
    assert len(shop.events(types.VOUCHER_USED)) == 1


@pytest.mark.parametrize(
    ("how", "title"),
    [
        ("unknown", "本店没有这张券：V000000000000"),
        ("expired", "这张券有效到 2026-06-20"),
        ("used", "已用过：2026-06-20 14:32，邻里便利"),
    ],
)
def test_a_voucher_that_is_not_good_is_red_and_says_why(arriving: Cashier, desk: Any, how: str, title: str) -> None:
    """RED-21, bad input: used twice, past its day, another shop's."""
    shop = arriving.shop
    code = "V000000000000"
    if how != "unknown":
        owner = shop.sign_in("1003")
        describe_reward(shop.desk, owner, RewardFacts(reward="coupon", valid_days=0))
        (voucher,) = redeem_reward(shop.desk, owner, ZHOU, "coupon").vouchers
        code = voucher.code
        if how == "used":
            use_voucher(shop.desk, owner, code)
        else:
            shop.at("2026-06-21", "09:00")
            arriving.press("Escape")
            arriving.press("Ctrl+L")
            arriving.type(PINS["1001"])
            arriving.press("Return")
            arriving.settle()
            arriving.press("F10")
    arriving.scan(code)
    result = view(desk).result
    assert (result.good, result.title) == (False, title)
    assert result.lines[0]
    arriving.press("Return")
    assert len(shop.events(types.VOUCHER_USED)) == (how == "used")


def test_a_draw_with_its_result(arriving: Cashier, desk: Any) -> None:
    """RED-08: odds before, the outcome after, and the books draw it again."""
    arriving.scan(CARD_ZHOU)
    choose(arriving, "wheel")
    arriving.settle()
    assert ("小样", "9 %") in view(desk).chosen.lines
    arriving.press("F12")
    arriving.settle()
    (event,) = arriving.shop.events(types.REWARD_ISSUED)
    draw = event["body"]["draw"]
    prizes = [Prize(*prize) for prize in draw["prizes"]]
    assert drawn(prizes, event["id"], bytes.fromhex(draw["seed"])) == draw["place"]
    won = prizes[draw["place"]]
    result = view(desk).result
    assert result.title == (f"抽中：{won.name}" if won.code else "这次没抽中")
    assert "校验" in result.lines[0]


@pytest.mark.parametrize(("code", "title"), [("trees", "已捐给 绿化基金会"), ("up", "金卡，到 7月20日"), ("coupon", "已出券：免费咖啡")])
def test_other_kinds_say_what_came_of_them(arriving: Cashier, desk: Any, code: str, title: str) -> None:
    """RED-03, RED-10, RED-12, RED-14."""
    arriving.scan(CARD_ZHOU)
    choose(arriving, code)
    arriving.press("F12")
    arriving.settle()
    assert view(desk).result.title == title
    assert arriving.shop.events(types.REWARD_ISSUED)[0]["body"]["reward"] == code


def test_points_and_money(arriving: Cashier, desk: Any) -> None:
    """The money part by the tender that was chosen."""
    arriving.scan(CARD_ZHOU)
    choose(arriving, "plus")
    arriving.tap(arriving.screen().chosen.tenders.parts[1])  # type: ignore[attr-defined]
    arriving.press("F12")
    arriving.settle()
    body = arriving.shop.events(types.REWARD_ISSUED)[0]["body"]
    assert (body["cash_minor"], body["tender"]) == (1_990, "wechat")
    assert view(desk).result.lines[0] == "另收 ¥19.90"


def test_a_reward_is_taken_back_with_a_second_persons_yes(arriving: Cashier, desk: Any) -> None:
    """RED-22, RED-25: visible on the list, undone by whoever may; the code is good no more."""
    shop = arriving.shop
    arriving.scan(CARD_ZHOU)
    choose(arriving, "coupon")
    arriving.press("F12")
    arriving.settle()
    code = view(desk).result.code
    arriving.press("Escape")
    desk.show("given")
    arriving.settle()
    (row,) = view(desk).rows
    assert (row.title, row.figure) == ("免费咖啡", "100 分")
    assert "待使用" in row.detail
    assert small_or_nameless(arriving.screen()) == []
    arriving.press("F9")
    arriving.settle()
    assert arriving.window.shell.room.asking
    arriving.type(PINS["1002"])
    arriving.press("Return")
    arriving.settle()
    assert (view(desk).result.good, view(desk).result.title) == (True, "收回了：免费咖啡")
    assert (shop.balance(ZHOU).available, len(shop.events(types.REVERSAL))) == (1_000, 1)
    arriving.scan(code)
    assert view(desk).result.title.startswith("已收回：")


def test_for_somebody_else_by_the_members_card(arriving: Cashier, desk: Any) -> None:
    """RED-24: the points are the member's whose card was shown, the voucher is the other's; only where the shop allows it."""
    shop = arriving.shop
    arriving.scan(CARD_ZHOU)
    choose(arriving, "coupon")
    arriving.press("F6")
    arriving.scan(CARD_LIN)
    assert view(desk).member.name == "周先生"
    assert "林女士" in view(desk).chosen.receiver
    arriving.press("F12")
    arriving.settle()
    assert view(desk).problem
    assert shop.events(types.REWARD_ISSUED) == []
    with shop.desk.store.write() as books:
        change_setting(shop.desk, books, "rewards.for_others", value=True)
    arriving.press("F12")
    arriving.settle()
    (body,) = [event["body"] for event in shop.events(types.REWARD_ISSUED)]
    assert (body["for"], body["vouchers"][0][1]) == (LIN, LIN)


def test_a_frozen_account_and_the_way_back_to_selling(arriving: Cashier, desk: Any) -> None:
    """FRAUD-06 at the desk; an item scanned here is sold, Esc and F10 lead back, the member on the sale comes along."""
    arriving.scan(CARD_FROZEN)
    assert view(desk).member.state
    assert not view(desk).can_confirm
    arriving.scan(MILK)
    assert arriving.place is Place.SELL
    arriving.scan(CARD_LIN)
    arriving.press("F10")
    assert view(desk).member.name == "林女士"
    arriving.press("F10")
    assert arriving.place is Place.SELL


def test_typed_codes_and_what_they_are_not(arriving: Cashier, desk: Any) -> None:
    arriving.type(CARD_ZHOU)
    arriving.press("Return")
    arriving.settle()
    assert view(desk).member.name == "周先生"
    arriving.type("77")
    arriving.press("Return")
    assert "77" in view(desk).problem

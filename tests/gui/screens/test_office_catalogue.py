"""The catalogue at the real window: items found and changed, rewards described and stocked, the ladder as the till shows it."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.journal import types
from app.gui.presenters.office import ENTRIES
from app.gui.screens.office_catalogue import Screen
from tests.fakes.shop import MILK
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_office import owner

REWARDS: list[dict[str, Any]] = [
    {"code": "coupon", "name": "五元券", "kind": "voucher", "points": 100},
    {"code": "mug", "name": "马克杯", "kind": "goods", "points": 300, "stocked": True, "dates": {"to_date": "2026-07-31"}},
    {"code": "wheel", "name": "幸运抽奖", "kind": "draw", "points": 20},
    {"code": "up", "name": "金卡体验", "kind": "tier", "points": 600},
    {"code": "dinner", "name": "品酒晚宴", "kind": "experience", "points": 5_000, "tiers": ["gold", "platinum", "diamond"]},
    {"code": "lounge", "name": "休息室", "kind": "privilege", "points": 0, "tiers": ["gold", "platinum", "diamond"]},
]
ALT = next(at for at, entry in enumerate(ENTRIES, 1) if entry.id == "catalogue")


@pytest.fixture
def page(arriving: Cashier) -> Any:
    """The catalogue, its first answer there."""
    arriving.shop.publish(rewards=REWARDS)
    owner(arriving)
    arriving.press(f"Alt+{ALT}")
    arriving.settle()
    return arriving.window.shell.room.office.page()


def screen(cashier: Cashier) -> Screen:
    found = cashier.screen().page  # type: ignore[attr-defined]
    assert isinstance(found, Screen)
    return found


def cells(page: Any) -> dict[str, tuple[str, ...]]:
    return {row.id: row.cells for row in page.view().rows}


def test_an_item_is_found_and_changed_with_the_sheet_of_the_till(arriving: Cashier, page: Any) -> None:
    """Product sheet: a list with search, the same sheet as at the till, booked by the same service."""
    shown = screen(arriving)
    assert len(page.view().rows) > 20
    page.set_search(MILK)
    arriving.settle()
    (row,) = page.view().rows
    assert row.cells[0] == MILK
    arriving.press("F8")
    arriving.settle()
    assert page.view().side == "product"
    assert shown.product.isVisible()
    assert small_or_nameless(arriving.screen()) == []
    page.product.set_figure("price", "7.7")
    arriving.press("F12")
    arriving.settle()
    assert page.view().side == ""
    assert cells(page)[row.id][-1] == "¥7.70"
    assert len(arriving.shop.events(types.PRODUCT_CHANGED)) == 1


def test_a_new_item_gets_its_code_from_the_search(arriving: Cashier, page: Any) -> None:
    page.set_search("9521999000013")
    arriving.settle()
    assert page.view().rows == ()
    assert page.view().empty
    arriving.press("F12")
    arriving.settle()
    page.product.set_name("桂花酒酿")
    page.product.set_figure("price", "12.8")
    arriving.press("Return")
    arriving.settle()
    (event,) = arriving.shop.events(types.PRODUCT_CHANGED)
    assert (event["body"]["product"]["barcode"], event["body"]["product"]["price_minor"]) == ("9521999000013", 1_280)


def test_cost_stock_and_cost_per_point(arriving: Cashier, page: Any) -> None:
    """RED-16, RED-19, RED-20, RED-23: kind, points, cost, cost per point, stock, window and tier in the list; stock by reason."""
    page.choose_tab("rewards")
    arriving.settle()
    page.choose_row(1)
    arriving.press("F12")
    form = page.form.view()
    assert ("兑换时间", "7月31日截止") in form.programme
    assert small_or_nameless(arriving.screen()) == []
    panel = screen(arriving).reward
    panel.fields["cost_minor"].press("9")  # type: ignore[union-attr]
    page.form.set_field("note", "送一张贺卡")
    arriving.tap(panel.save)
    arriving.settle()
    page.form.set_more("5")
    arriving.tap(panel.put)
    arriving.settle()
    row = cells(page)["mug"]
    assert (row[0], row[1], row[3], row[4], row[5], row[6]) == ("商品", "马克杯", "300 分", "¥9.00", "3 分钱", "5")
    assert "每分成本高于积分价值" in row[2]
    assert arriving.shop.events("rewards_stocked")[0]["body"] == {"stock": [["mug", 5]], "reason": "delivery"}
    page.form.set_more("9")
    arriving.tap(panel.take)
    arriving.settle()
    assert page.form.view().problem, "less than nothing is no stock"
    assert cells(page)["mug"][6] == "5"
    arriving.press("Escape")
    assert page.view().side == ""


def test_a_draw_whose_odds_do_not_add_up(arriving: Cashier, page: Any) -> None:
    """RED-08, bad input: said at the place, nothing booked; the rest as a blank makes it whole, and a counted prize has its shelf."""
    page.choose_tab("rewards")
    arriving.settle()
    page.choose_row(2)
    arriving.press("F12")
    form = page.form
    form.add_prize()
    form.set_prize(0, name="电饭煲", odds="0.1")
    form.turn_counted(0)
    form.add_prize()
    form.set_prize(1, name="小样", odds="9.9")
    arriving.settle()
    assert (form.view().odds_line, form.view().odds_fit) == ("合计 10 %", False)
    form.save()
    arriving.settle()
    assert "100" in form.view().problem
    assert arriving.shop.events("reward_described") == []
    form.set_prize(1, odds="x")
    form.save()
    assert form.view().problem
    form.set_prize(1, odds="9.9")
    arriving.tap(screen(arriving).reward.add_blank)
    assert form.view().odds_fit
    form.save()
    arriving.settle()
    (event,) = arriving.shop.events("reward_described")
    assert event["body"]["facts"]["prizes"] == [["prize1", "电饭煲", 1, True], ["prize2", "小样", 99], ["", "谢谢参与", 900]]
    form.set_more("1")
    form.change_stock(away=False)
    arriving.settle()
    assert form.view().prizes[0].left == "剩 1"
    assert small_or_nameless(arriving.screen()) == []


def test_the_ladder_is_what_the_till_shows(arriving: Cashier, page: Any) -> None:
    """RED-17, RED-18, RED-19: rungs by points; out of reach is grey and says what is missing."""
    page.choose_tab("ladder")
    arriving.settle()
    page.choose_balance("100")
    arriving.settle()
    ladder = page.view().ladder
    assert [name for name, _ in ladder.rungs] == ["小额 · 20–100 分", "中额 · 300–600 分", "大额 · 5,000 分"]
    groups = {group.title: {card.code: (card.reachable, card.tag.text) for card in group.cards} for group in ladder.groups}
    assert groups["现在可换"] == {"wheel": (True, "可换"), "coupon": (True, "可换")}
    assert groups["再攒一攒"]["up"] == (False, "还差 500 分")
    assert groups["现在不行"]["mug"] == (False, "已换完")
    assert groups["再攒一攒"]["dinner"][1] == "限金卡、铂金卡、钻石卡"
    page.choose_tier("gold")
    arriving.settle()
    assert "等级权益" in [group.title for group in page.view().ladder.groups]
    assert small_or_nameless(arriving.screen()) == []


def test_what_a_reward_asks_is_changed_in_the_programme(arriving: Cashier, page: Any) -> None:
    """The key leads to the same reward on the programme's page."""
    page.choose_tab("rewards")
    arriving.settle()
    page.choose_row(3)
    arriving.press("Return")
    arriving.tap(screen(arriving).reward.link)
    arriving.settle()
    office = arriving.window.shell.room.office
    assert office.view().page == "programme"
    found = office.page().view().list
    assert [row.title for row in found.rows if row.selected] == ["金卡体验"]


def test_a_coupon_is_made_without_programming(arriving: Cashier, page: Any) -> None:
    """RED-03, CAMP-10: what a voucher takes off, from which sum on, on which goods; a category is named as the shop calls it."""
    page.choose_tab("rewards")
    arriving.settle()
    page.choose_row(0)
    arriving.press("F12")
    panel = screen(arriving).reward
    arriving.tap(panel.uses[1])
    page.form.set_field("coupon:worth", "5")
    page.form.set_field("coupon:threshold", "30")
    page.form.set_field("coupon:goods", "没有的")
    page.form.save()
    arriving.settle()
    assert page.form.view().problem == "没有这个分类，也没有这个商品"
    page.form.set_field("coupon:goods", f"饮用水、{MILK}")
    arriving.tap(panel.save)
    arriving.settle()
    (event,) = arriving.shop.events("reward_described")
    coupon = event["body"]["facts"]["coupon"]
    assert (coupon["kind"], coupon["worth_minor"], coupon["threshold_minor"]) == ("amount", 500, 3_000)
    assert coupon["goods"] == ["drinks_water", MILK]
    assert next(field.text for field in page.form.view().fields if field.id == "coupon:goods") == f"饮用水、{MILK}"
    assert small_or_nameless(arriving.screen()) == []
    arriving.tap(panel.uses[0])
    arriving.tap(panel.save)
    arriving.settle()
    assert "coupon" not in arriving.shop.events("reward_described")[1]["body"]["facts"], "handed out at the desk again"


def test_a_partners_coupon_and_that_of_a_rule_stand_among_them(arriving: Cashier, page: Any) -> None:
    """CAMP-10, EARN-37."""
    rule = {
        "code": "tea", "name": "满额送券", "trigger": "sale", "lane": "bonus", "benefit": {"kind": "voucher", "voucher": "SPRING"},
    }  # fmt: skip
    arriving.shop.programme(rule, rewards=REWARDS[:3])
    page.choose_tab("rewards")
    arriving.settle()
    assert cells(page)["SPRING"][:3] == ("券", "满额送券", "由规则发放")
    arriving.press("F7")
    arriving.settle()
    form = page.form
    form.set_field("coupon:worth", "3")
    form.save()
    arriving.settle()
    assert form.view().problem
    form.set_field("coupon:partner", "隔壁书店")
    form.set_field("coupon:prefix", "BOOK")
    form.save()
    arriving.settle()
    assert cells(page)["partner1"][:3] == ("券", "隔壁书店", "合作商户的")
    arriving.press("Escape")
    arriving.press("F11")
    arriving.scan(MILK, "BOOK77")
    counter = arriving.window.till.counter
    assert counter is not None
    assert [(coupon.name, coupon.off_minor) for coupon in counter.basket.coupons] == [("隔壁书店", 300)]

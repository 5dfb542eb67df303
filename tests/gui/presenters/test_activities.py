"""Check-ins, activities and codes of campaigns at the counter without a window: by scan, from the list, with and without a member."""

from __future__ import annotations

from typing import Any

import pytest

from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, MILK, ZHOU
from tests.gui.presenters.bench import Bench, Seen
from tests.services.test_activity_offers import CAPS, CHECK_IN, REVIEW, TRAINING

BASE = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
SCANNED = {"code": "n8", "lane": "factor", "trigger": "sale", "when": {"codes": ["PEARL2"]}, "benefit": {"kind": "multiply", "factor": "2"}}
GOAL = {
    "code": "month",
    "trigger": "challenge",
    "name": "月度挑战",
    "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 5000}},
    "benefit": {"kind": "fixed", "points": 200},
}


@pytest.fixture
def desk(counter: Bench) -> Bench:
    """A programme with check-in, activities, a code and a goal; the sheet has a screen."""
    counter.shop.programme(BASE, CHECK_IN, REVIEW, TRAINING, SCANNED, GOAL, caps=CAPS)
    counter.screens["activities"] = Seen()
    counter.room.activities.attach(counter.screens["activities"])
    counter.room.sell.load()
    return counter


def accruals(desk: Bench) -> list[dict[str, Any]]:
    return [event["body"]["event"] for event in desk.shop.events("accrual")]


def states(desk: Bench) -> list[str]:
    return [line.text for line in desk.view("sell").member.member.states]


def test_a_check_in_code_books_the_attached_member_earn_17(desk: Bench) -> None:
    """EARN-17, FRAUD-01: one scan after the card; the streak is said; the second one of the day is refused in words."""
    desk.scan(CARD_ZHOU, "A1.check_in")
    assert accruals(desk) == [{"type": "check_in"}]
    assert states(desk)[0] == "签到 +5 分 · 连续 1 天"
    assert desk.view("sell").member.member.balance == "5"
    assert len(desk.shop.rows("SELECT id FROM work_print_job WHERE kind = 'slip'")) == 1
    desk.scan("A1.check_in")
    assert states(desk)[0] == "今天已经签到，连续第 1 天 – 明天再来；没有记账"
    assert len(accruals(desk)) == 1
    desk.timers.fire()
    assert all("签到" not in text for text in states(desk))


def test_without_a_member_the_code_waits_for_the_card_earn_21(desk: Bench) -> None:
    """EARN-21: event code first, card second."""
    desk.scan("A1.review")
    panel = desk.view("sell").member
    assert panel.notice == "评价：请扫会员卡"
    assert accruals(desk) == []
    desk.scan(MILK)
    assert desk.view("sell").member.notice == "评价：请扫会员卡", "items are scanned on meanwhile"
    desk.scan(CARD_ZHOU)
    assert accruals(desk) == [{"type": "activity", "activity": "review"}]
    assert states(desk)[0] == "评价 +10 分"
    assert desk.view("sell").member.notice == ""


def test_esc_leaves_a_waiting_code_out(desk: Bench) -> None:
    desk.scan("A1.review")
    desk.keys("Esc")
    assert desk.view("sell").member.notice == ""
    desk.scan(CARD_ZHOU)
    assert accruals(desk) == []
    desk.room.sell.detach()
    desk.scan("A1.review")
    desk.room.sell.choose("no_activity")
    assert desk.view("sell").member.notice == ""


def test_an_activity_the_programme_does_not_know_says_so(desk: Bench) -> None:
    desk.scan(CARD_ZHOU, "A1.dancing")
    assert desk.view("sell").scan.problem.startswith("没有")
    assert "dancing" in desk.view("sell").scan.problem
    desk.scan("a1.REVIEW")
    assert accruals(desk) == [{"type": "activity", "activity": "review"}], "a scanner that turned capitals is understood"


def test_a_cap_that_is_reached_is_told_fraud_02(desk: Bench) -> None:
    """FRAUD-02: it is written down, gives nothing, and the panel says why."""
    desk.scan(CARD_ZHOU, "A1.review", "A1.review")
    assert len(accruals(desk)) == 2
    assert states(desk)[0].startswith("评价已记下，这次没有积分 · review：每人每月最多1次")
    assert desk.shop.balance(ZHOU).available == 10


def test_the_list_says_what_each_gives_and_why_not(desk: Bench) -> None:
    desk.scan(CARD_ZHOU)
    desk.keys("F11")
    desk.room.more.choose("activities")
    assert desk.at == (Place.SELL, Sheet.ACTIVITIES)
    view = desk.view("activities")
    assert view.about == "给 周先生 记"
    assert [(row.title, row.figure) for row in view.rows] == [("签到", "+5 分"), ("评价", "+10 分"), ("训练", "每件 +8 分")]
    desk.keys("2")
    assert accruals(desk) == [{"type": "activity", "activity": "review"}]
    assert desk.at == (Place.SELL, Sheet.NONE)
    desk.room.activities.open()
    row = desk.view("activities").rows[1]
    assert (row.figure, row.detail) == ("", "review：每人每月最多1次，已经用完")
    desk.keys("Down", "Down", "Enter")
    assert desk.at == (Place.SELL, Sheet.NUMBER), "hours of training are asked for"
    desk.keys("3", "Enter")
    assert accruals(desk)[-1] == {"type": "activity", "activity": "training", "qty": 3}
    assert states(desk)[0] == "训练 +24 分"


def test_the_list_follows_the_member_on_the_sale(desk: Bench) -> None:
    desk.room.activities.open()
    assert desk.view("activities").about == "先选一项，再扫会员卡"
    assert [row.figure for row in desk.view("activities").rows] == ["", "", ""]
    desk.scan(CARD_LIN)
    assert desk.view("activities").about == "给 林女士 记"
    desk.texts.set_language("en")
    assert [row.title for row in desk.view("activities").rows] == ["Check-in", "Review", "Training"]
    desk.keys("x")
    assert desk.at == (Place.SELL, Sheet.ACTIVITIES)


def test_a_campaign_code_lies_on_the_basket_and_can_be_taken_off(desk: Bench) -> None:
    """N8: the points double only while the code is on the basket; it is a line of its own with its ✕."""
    desk.scan(f"3*{COFFEE}", CARD_ZHOU)
    assert desk.view("sell").member.member.earned == "+36"
    desk.scan("PEARL2")
    assert desk.view("sell").member.member.earned == "+72"
    line = desk.view("sell").pay.lines[0]
    assert (line.name, line.detail, line.removable) == ("活动码", "PEARL2", True)
    desk.room.sell.remove_payment(line.id)
    assert desk.view("sell").pay.lines == ()
    assert desk.view("sell").member.member.earned == "+36"
    desk.scan("PEARL2")
    desk.keys("F12")
    assert desk.view("pay").payments == (), "no payment"
    desk.keys("Enter")
    assert desk.sales()[-1]["body"]["earned"] == 72


def test_the_way_to_a_goal_stands_in_the_panel_earn_26(desk: Bench) -> None:
    """EARN-26: with the open sale in it; reached, it is said no more."""
    desk.scan(COFFEE, CARD_ZHOU)
    assert states(desk) == ["本月再消费38.00元得200分"]
    desk.scan(f"3*{COFFEE}", COFFEE)
    assert states(desk) == []
    assert desk.view("sell").member.member.earned == "+260"


def test_more_says_it_with_its_key(desk: Bench) -> None:
    desk.keys("F11")
    tiles = {tile.id: tile for tile in desk.view("more").tiles}
    assert tiles["activities"].label == "签到、活动"
    assert len({tile.key for tile in tiles.values()}) == len(tiles), "every tile has a key of its own"
    desk.keys(tiles["activities"].key)
    assert desk.at == (Place.SELL, Sheet.ACTIVITIES)

"""Tiers in the office (TIER-04, TIER-11): members by tier beside the wanted shares, thresholds that would give them, into a draft."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.gui.presenters.office_tiers import Page, TiersView
from app.services.programme_drafts import list_drafts, programme_in_force
from app.services.tier_report import tier_report
from tests.fakes.background import Script
from tests.fakes.shop import Shop
from tests.gui.presenters.bench import Bench, Seen

SHARES = "2/3/15/60/20"


def counted(shop: Shop, arguments: tuple[str, ...]) -> dict[str, Any]:
    """The real report the command would answer with."""
    assert arguments[:3] == ("report", "tiers", "--json")
    return tier_report(shop.desk, arguments[4]).to_document()


@pytest.fixture
def page(arriving: Bench) -> Page:
    """The page in front of the owner of a shop with a few more members."""
    shop = arriving.shop
    for n in range(7):
        shop.enrol(f"m{n}", "王某", phone=f"1990000{n:04}")
    arriving.background.script = lambda arguments, given: Script(lines=({"done": 5, "total": 10}, counted(shop, arguments)))
    arriving.sign_in("1003")
    arriving.room.office.attach(Seen())
    arriving.keys("F11", "8")
    arriving.room.office.open("tiers")
    found = arriving.room.office.page("tiers")
    assert isinstance(found, Page)
    found.attach(Seen())
    return found


def settled(arriving: Bench, page: Page) -> TiersView:
    arriving.background.settle()
    return page.view()


def test_members_are_counted_beside_the_shares_that_are_wanted(arriving: Bench, page: Page) -> None:
    """TIER-04: a distribution to aim at and the thresholds that would give it; TIER-11: size, spend and visits of every tier."""
    arriving.background.step()
    assert page.view().counting == "正在统计 50 %"
    view = settled(arriving, page)
    assert arriving.background.started[0].arguments == ("report", "tiers", "--json", "--target", SHARES)
    assert [share.share for share in view.shares] == ["2 %", "3 %", "15 %", "60 %", "20 %"]
    assert [row.cells[0].text for row in view.rows] == ["钻石卡", "铂金卡", "金卡", "银卡", "普通会员"]
    assert sum(int(row.cells[2].text) for row in view.rows) == 10
    gold = view.rows[2]
    assert gold.cells[2].text == "1"
    assert gold.cells[3].text == "10.0%"
    assert not view.greyed
    assert [column.title for column in view.columns][-2:] == ["人均消费", "人均到店"]


def test_other_shares_are_counted_when_the_hand_rests_and_the_lowest_takes_the_rest(arriving: Bench, page: Page) -> None:
    settled(arriving, page)
    page.step(0, 1)
    page.step(0, 1)
    view = page.view()
    assert [share.share for share in view.shares] == ["4 %", "3 %", "15 %", "60 %", "18 %"]
    assert view.shares[-1].fixed
    assert view.greyed
    assert view.apply == ""
    arriving.timers.fire()
    assert arriving.background.started[-1].arguments[-1] == "4/3/15/60/18"
    assert len(arriving.background.started) == 2
    assert not settled(arriving, page).greyed
    for _ in range(30):
        page.step(1, 1)
    assert page.view().shares[-1].share == "0 %"


def test_the_suggestion_becomes_a_draft_that_is_opened(arriving: Bench, page: Page) -> None:
    """TIER-04: nobody's tier changes before the draft is published."""
    view = settled(arriving, page)
    assert view.apply == "写进草稿"
    assert page.key("F12")
    draft = list_drafts(arriving.shop.desk)[0]
    levels = json.loads(draft.content)["tiers"]["levels"]
    wanted = tier_report(arriving.shop.desk, SHARES).thresholds()
    assert {level["code"]: level["threshold"] for level in levels if level["code"] in wanted} == wanted
    assert arriving.room.office.view().page == "programme"
    editor: Any = arriving.room.office.page("programme")
    assert editor.editing.draft.id == draft.id


def test_a_count_can_be_stopped_and_the_last_figures_stay(arriving: Bench, page: Page) -> None:
    before = settled(arriving, page).rows
    page.key("F5")
    page.cancel()
    view = settled(arriving, page)
    assert (view.rows, view.counting, view.problem) == (before, "", "")


def test_no_answer_is_said_plainly(arriving: Bench, page: Page) -> None:
    settled(arriving, page)
    arriving.background.script = lambda arguments, given: Script(code=1, complaints="no shop")
    page.key("F5")
    assert settled(arriving, page).problem == "没统计出来，数据没有变。再试一次。"


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        (None, "这个方案没有等级，先到“积分方案”里加上。"),
        ({"metric": "manual"}, "等级由人手工给，没有可统计的。"),
    ],
)
def test_programmes_without_tiers_to_measure(arriving: Bench, tiers: dict[str, Any] | None, said: str) -> None:
    in_force = programme_in_force(arriving.shop.desk)[1]
    if tiers is None:
        arriving.shop.programme({"code": "base", "trigger": "sale", "lane": "base", "benefit": {"kind": "fixed", "points": 1}})
    else:
        arriving.shop.publish(tiers={**in_force["tiers"], **tiers})
    arriving.sign_in("1003")
    arriving.room.office.attach(Seen())
    arriving.keys("F11", "8")
    arriving.room.office.open("tiers")
    found = arriving.room.office.page("tiers")
    assert isinstance(found, Page)
    assert found.view().nothing == said
    assert arriving.background.started == []

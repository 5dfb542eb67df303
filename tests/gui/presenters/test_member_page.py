"""The member's page without a window: every tab, what is behind its rows, the profile, cards and consents, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.members.card import card_number
from app.gui.presenters.member_rows import TABS
from app.gui.presenters.places import Place, Sheet
from app.services.ports.sound import Sound
from app.services.set_tier import give_tier
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, LIN, MILK, ZHOU
from tests.gui.presenters.bench import Bench

NEW_CARD = card_number(30017725)
BASE = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
PROFILE = {"code": "profile", "trigger": "profile_completed", "benefit": {"kind": "fixed", "points": 30}}
GOAL = {
    "code": "month",
    "name": "月度挑战",
    "trigger": "challenge",
    "lane": "bonus",
    "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 10_000}},
    "benefit": {"kind": "fixed", "points": 200},
}


def page(counter: Bench, tab: str, card: str = CARD_LIN) -> Any:
    """The page of a member whose card was scanned, at a tab."""
    if counter.shop.state().basket.member_id is None:
        counter.scan(card)
        counter.keys("F2", "Enter")
    assert counter.at == (Place.SELL, Sheet.MEMBER)
    counter.keys(str(TABS.index(tab) + 1))  # type: ignore[arg-type]
    return counter.view("member")


def cells(view: Any) -> list[tuple[str, ...]]:
    return [row.cells for row in view.rows]


def test_nine_tabs_by_digit_and_by_arrow(counter: Bench) -> None:
    page(counter, "history")
    names = ["明细", "余额批次", "券", "等级", "挑战", "同意", "会员卡", "资料", "更多"]
    assert [label for _, label, _ in counter.view("member").tabs] == names
    for tab in (*TABS[1:], TABS[0]):
        counter.keys("Right")
        assert [known for known, _, chosen in counter.view("member").tabs if chosen] == [tab]
    counter.keys("Left")
    assert counter.view("member").tabs[-1][2]


def test_all_that_lapses_is_told_with_its_day_lesson_24(counter: Bench) -> None:
    """LESSON-24: every lot with its last good day, not the next one alone."""
    view = page(counter, "lots")
    assert view.titles == ("获得日", "可用", "有效期到", "原有", "剩余")
    assert [(until, left) for _, _, until, _, left in cells(view)] == [
        ("6月30日", "320"), ("2027年3月31日", "2,066"),
    ]  # fmt: skip


def test_why_this_tier_is_told_lesson_14(counter: Bench) -> None:
    view = page(counter, "tier")
    assert view.rows == ()
    assert view.told[0] == "现为金卡。"
    give_tier(counter.shop.desk, counter.shop.sign_in("1003"), LIN, "platinum", "2026-12-31", "status_match")
    counter.texts.set_language("en")
    told = counter.view("member").told
    assert any("31 December 2026" in line or "2026-12-31" in line for line in told), told


def test_the_way_to_a_goal(counter: Bench) -> None:
    counter.shop.programme(BASE, GOAL)
    assert cells(page(counter, "goals")) == [("月度挑战 · 2026-06", "0.00元 / 100.00元", "+200")]


def test_consents_are_given_and_taken_back_mem_03(counter: Bench) -> None:
    """EXP-07: each with its day; the terms themselves cannot be taken back here."""
    view = page(counter, "consents")
    assert [row.id for row in view.rows] == ["terms", "sms", "birthday"]
    assert view.note == "请顾客口头同意，再按 Enter"
    counter.keys("Down", "Enter")
    view = counter.view("member")
    assert (cells(view)[1][1:], view.note) == (("已同意", "6月20日"), "已同意")
    counter.keys("Enter")
    assert cells(counter.view("member"))[1][1] == "已撤回"
    counter.keys("Up", "Enter", "Enter")
    view = counter.view("member")
    assert view.alarmed
    assert cells(view)[0][1] == "已同意"
    assert [body["purpose"] for body in (event["body"] for event in counter.shop.events("consent_given"))] == ["sms", "terms"]


def test_cards_are_bound_by_scan_and_blocked_by_hand_mem_03(counter: Bench) -> None:
    """MEM-03: a scan on the tab binds; a lost card is blocked after one question; a card of somebody else stays theirs."""
    page(counter, "cards")
    counter.scan(NEW_CARD)
    assert counter.view("member").note == f"已绑定卡 …{NEW_CARD[-4:]}"
    assert [row.id for row in counter.view("member").rows] == sorted([CARD_LIN, NEW_CARD])
    counter.scan(CARD_ZHOU)
    assert counter.view("member").alarmed
    assert counter.at == (Place.SELL, Sheet.MEMBER)
    counter.room.member.choose_row([row.id for row in counter.view("member").rows].index(CARD_LIN))
    counter.keys("Del")
    view = counter.view("member")
    assert (view.note, [act.key for act in view.acts]) == (f"停用卡 …{CARD_LIN[-4:]}？积分不变。", ["Enter", "Esc"])
    counter.keys("Esc")
    before = len(counter.shop.events("card_blocked"))
    counter.keys("Del", "Enter")
    assert [event["body"]["card"] for event in counter.shop.events("card_blocked")[before:]] == [CARD_LIN]
    assert dict(cells(counter.view("member")))[f"…{CARD_LIN[-4:]}"] == "已停用"
    counter.keys("Del")
    assert counter.sound.heard[-1] is Sound.UNKNOWN, "a blocked card is not blocked twice"


def test_elsewhere_a_scan_is_the_tills(counter: Bench) -> None:
    page(counter, "lots")
    counter.scan(MILK)
    assert [line.barcode for line in counter.shop.state().basket.lines] == [MILK]


def test_the_profile_is_edited_and_earns_once_when_it_is_complete(counter: Bench) -> None:
    counter.shop.programme(BASE, PROFILE)
    view = page(counter, "profile")
    assert dict(cells(view))["手机号"] == "尾号 6027"
    counter.keys("Ctrl+E")
    form = counter.view("member").form
    assert [field.id for field in form.fields] == ["name", "honorific", "phone", "birthday", "note"]
    assert form.fields[2].text == "19900006027"
    edit = counter.room.member
    edit.form_set("birthday", "0230")
    counter.keys("Enter")
    assert counter.view("member").form.problem
    edit.form_set("birthday", "")
    edit.form_enter("birthday")
    counter.keys("0", "6", "0", "Enter")
    assert counter.view("member").form.problem == "没有这一天 – 重新输入生日，或者不填"
    counter.keys("9")
    edit.form_set("note", " 爱喝拿铁 ")
    counter.keys("Enter")
    view = counter.view("member")
    assert (view.form, view.note) == (None, "资料已补全 +30 分")
    assert dict(cells(view))["生日"] == "06-09"
    assert dict(cells(view))["备注"] == "爱喝拿铁"
    assert counter.shop.events("accrual")[-1]["body"]["event"]["type"] == "profile_completed"
    assert "爱喝拿铁" not in str(counter.shop.events())
    counter.keys("Ctrl+E")
    edit.form_set("phone", "19911112222")
    counter.keys("Enter")
    assert counter.view("member").note == "已保存"
    assert len(counter.shop.events("accrual")) == 1


def test_a_phone_of_somebody_else_and_a_form_that_is_left(counter: Bench) -> None:
    counter.shop.enrol("second", "周舟", phone="19911112222")
    page(counter, "profile")
    counter.keys("Enter")
    counter.room.member.form_set("phone", "19911112222")
    counter.keys("F12")
    assert counter.view("member").form.problem
    counter.keys("Esc")
    assert counter.view("member").form is None
    assert counter.at == (Place.SELL, Sheet.MEMBER)
    with counter.shop.store.read() as reader:
        member = reader.member(LIN)
    assert member is not None
    assert member.phone == "19900006027"


def test_the_rules_for_the_customer_fraud_07(counter: Bench) -> None:
    """FRAUD-07: on the shop's paper, in its language, from the page and by two keys."""
    view = page(counter, "more")
    assert cells(view)[-1] == ("打印积分规则给顾客",)
    before = len(counter.till.printing.jobs.list_jobs())
    counter.keys(*["Down"] * (len(view.rows) - 1))
    counter.keys("Enter")
    assert counter.view("member").note == "已送去打印"
    assert len(counter.till.printing.jobs.list_jobs()) == before + 1


def test_a_member_of_another_basket_is_read_again(counter: Bench) -> None:
    """An act on the page shows on the counter too: a bound card counts as shown."""
    page(counter, "cards", CARD_ZHOU)
    counter.scan(NEW_CARD)
    counter.keys("Esc")
    counter.scan(COFFEE)
    assert counter.shop.state().basket.member_id == ZHOU


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_tab_in_both_languages(counter: Bench, language: str) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter")
    counter.scan(CARD_LIN)
    counter.keys("F2", "Enter")
    counter.texts.set_language(language)
    for tab in TABS:
        counter.room.member.choose_tab(tab)
        view = counter.view("member")
        assert view.rows or view.told or view.empty
        for row in view.rows:
            assert len(row.cells) <= max(1, len(view.titles))


def test_a_card_is_replaced_by_the_next_one_scanned_mem_03(counter: Bench) -> None:
    """MEM-03: two keys and a scan; changing the tab forgets it."""
    page(counter, "cards")
    counter.keys("Ctrl+R")
    assert counter.view("member").note == f"请扫换给顾客的新卡，代替 …{CARD_LIN[-4:]}"
    counter.scan(NEW_CARD)
    assert counter.view("member").note == f"卡 …{CARD_LIN[-4:]} 已换成 …{NEW_CARD[-4:]}"
    assert dict(cells(counter.view("member")))[f"…{CARD_LIN[-4:]}"] == "已停用"
    assert counter.shop.state().basket.card == NEW_CARD

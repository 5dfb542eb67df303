"""New member without a window: what is found out while it is typed, what scans do to it, what Enter does."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.members.card import card_number
from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, CRISPS, LIN, MILK, PINS, WATER, ZHOU
from tests.gui.presenters.bench import Bench, Seen

PHONE = "13820417756"
NEW_CARD = card_number(30017725)
BASE = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
WELCOME = {"code": "welcome", "trigger": "enrolment", "benefit": {"kind": "fixed", "points": 50}}


@pytest.fixture
def desk(counter: Bench) -> Bench:
    """The sheet has a screen."""
    counter.screens["enrol"] = Seen()
    counter.room.enrol.attach(counter.screens["enrol"])
    return counter


def joined(desk: Bench) -> list[dict[str, Any]]:
    return [event["body"] for event in desk.shop.events("member_enrolled") if event["shift_id"] is not None]


def test_the_phone_is_looked_up_while_it_is_typed(desk: Bench) -> None:
    desk.keys("Shift+F2", *PHONE[:10])
    assert desk.at == (Place.SELL, Sheet.ENROL)
    assert desk.view("enrol").phone.state == ""
    desk.keys(PHONE[10])
    assert (desk.view("enrol").phone.state, desk.view("enrol").known) == ("可注册", "")
    desk.keys("Del", *"19900006027")
    view = desk.view("enrol")
    assert view.known == "已是会员：林女士 金卡 · Enter 直接使用"
    assert (view.confirm, view.can_confirm) == ("直接使用", True)
    desk.keys("Enter")
    assert desk.at == (Place.SELL, Sheet.NONE)
    assert desk.shop.state().basket.member_id == LIN
    assert joined(desk) == []


def test_what_is_missing_is_said_and_nothing_is_booked(desk: Bench) -> None:
    desk.keys("Shift+F2", "Enter")
    assert desk.view("enrol").problem == "先输手机号"
    desk.keys(*"12345678901", "Enter")
    assert desk.view("enrol").phone.state == "不是手机号"
    desk.keys("Del", *PHONE, "Enter")
    assert desk.view("enrol").problem == "顾客同意后再打勾"
    desk.keys(" ")
    desk.room.enrol.set_entry("birthday", "0230")
    assert desk.view("enrol").birthday.state == "没有这一天"
    desk.keys("Enter")
    assert desk.view("enrol").problem == "生日填得不对"
    assert joined(desk) == []
    desk.room.enrol.set_entry("birthday", "0229")
    desk.keys("Enter")
    assert len(joined(desk)) == 1


def test_the_open_sale_is_taken_along_mem_01(desk: Bench) -> None:
    """MEM-01, EARN-12: phone, yes, card, Enter; the sale is the new member's, with what was shown before."""
    desk.shop.programme(BASE, WELCOME)
    desk.scan(f"2*{WATER}", MILK, CRISPS)
    desk.keys("Shift+F2", *PHONE, " ")
    desk.scan(NEW_CARD)
    view = desk.view("enrol")
    assert (view.card.text, view.card.state) == (f"{NEW_CARD[:5]} {NEW_CARD[5:]}", "注册时绑定")
    assert (view.points, view.saving) == ("入会礼 50 + 本单 32 = 82 分", "")
    desk.keys("Enter")
    assert desk.at == (Place.SELL, Sheet.NONE)
    basket = desk.shop.state().basket
    assert basket.card == NEW_CARD
    member = desk.view("sell").member.member
    assert (member.name, member.balance, member.earned) == ("会员", "50", "+32")
    assert [consent[0] for consent in joined(desk)[0]["consents"]] == ["terms"]
    assert joined(desk)[0]["how"] == "spoken"
    desk.keys("F12", "Enter")
    assert desk.shop.balance(str(basket.member_id)).available == 82


def test_optional_purposes_are_not_ticked_by_themselves(desk: Bench) -> None:
    desk.keys("Shift+F2", *PHONE, " ")
    assert [tick.ticked for tick in desk.view("enrol").extras] == [False, False]
    desk.room.enrol.turn("sms")
    desk.room.enrol.turn("birthday")
    desk.room.enrol.turn("birthday")
    desk.keys("Enter")
    assert [consent[0] for consent in joined(desk)[0]["consents"]] == ["terms", "sms"]


def test_terms_say_validity_and_rate_in_plain_words_exp_07(desk: Bench) -> None:
    """EXP-07: how long points are good, and how they are earned, before anything is ticked."""
    desk.keys("Shift+F2")
    terms = desk.view("enrol").terms
    assert terms.title == "同意《会员章程》和《积分规则》"
    assert "每1元1分" in terms.details[0]
    assert terms.details[1] == "积分自得到起12个月有效，到那个月的最后一天，过期没用的作废。"
    assert terms.tag == ""
    desk.keys(" ")
    assert desk.view("enrol").terms.tag == "顾客口头同意"


def test_scans_while_enrolling_lesson_18(desk: Bench) -> None:
    """LESSON-18, design.md §3: an item is sold, a new card bound, another member's card refused, a phone taken over."""
    desk.keys("Shift+F2")
    desk.scan(MILK)
    assert [line.barcode for line in desk.shop.state().basket.lines] == [MILK]
    desk.scan(CARD_LIN)
    assert desk.view("enrol").card.state == "这张卡是别人的"
    assert desk.shop.state().basket.member_id is None
    desk.scan(NEW_CARD)
    assert desk.view("enrol").card.state == "注册时绑定"
    desk.room.enrol.forget_card()
    assert desk.view("enrol").card.text == ""
    desk.scan(PHONE)
    assert desk.view("enrol").phone.text == PHONE
    assert desk.at == (Place.SELL, Sheet.ENROL)


def test_the_referrer_by_card_or_by_phone_earn_15(desk: Bench) -> None:
    """EARN-15, 16: by scan while the field is asked for, by phone, or by its end where only one ends so."""
    desk.shop.programme(BASE, WELCOME, {**WELCOME, "code": "refer", "recipient": "referrer", "benefit": {"kind": "fixed", "points": 80}})
    desk.keys("Shift+F2", *PHONE, " ")
    form = desk.room.enrol
    form.enter("referrer")
    desk.keys(*"1234")
    assert desk.view("enrol").referrer_name == "周先生"
    desk.keys("Del", *"19900009999")
    assert desk.view("enrol").referrer.state == "没有这位会员"
    desk.scan(CARD_ZHOU)
    assert desk.view("enrol").referrer_name == "周先生"
    desk.keys("Enter")
    assert joined(desk)[0]["referrer"] == ZHOU
    assert desk.shop.balance(ZHOU).available == 80


def test_an_unknown_card_at_the_counter_is_bound_lesson_17(desk: Bench) -> None:
    """LESSON-17: an unknown card is no dead end: bound to the member on the sale, else to somebody new."""
    desk.scan(NEW_CARD)
    assert [choice.label for choice in desk.view("sell").scan.choices] == ["绑定为会员卡", "找会员", "忽略"]
    desk.keys("1")
    assert desk.at == (Place.SELL, Sheet.ENROL)
    assert desk.view("enrol").card.state == "注册时绑定"
    desk.keys("Esc")
    desk.scan(CARD_LIN, NEW_CARD)
    desk.keys("1")
    assert desk.shop.events("card_linked")[-1]["member_id"] == LIN
    assert desk.at == (Place.SELL, Sheet.NONE)


def test_new_member_is_the_first_row_of_the_search(desk: Bench) -> None:
    desk.keys("F2")
    view = desk.view("members")
    assert (view.rows[0].title, view.selected) == ("新会员", view.rows[0].id)
    desk.keys(*PHONE)
    assert desk.view("members").hint == "没有这个手机号 · 新会员 Enter"
    desk.keys("Enter")
    assert desk.at == (Place.SELL, Sheet.ENROL)
    assert desk.view("enrol").phone.text == PHONE
    desk.keys("Esc", "F2", *"6027", "Up", "Enter")
    assert desk.at == (Place.SELL, Sheet.ENROL)
    assert desk.view("enrol").phone.text == "", "a tail is no phone"


def test_what_was_typed_is_there_again_for_this_sale_and_gone_for_the_next(desk: Bench) -> None:
    desk.scan(MILK)
    desk.keys("Shift+F2", *PHONE[:5], "F3")
    assert desk.at == (Place.SELL, Sheet.FIND)
    desk.keys("Esc", "Shift+F2")
    assert desk.view("enrol").phone.text == PHONE[:5]
    desk.keys("Esc", "Shift+F2")
    assert desk.view("enrol").phone.text == "", "Esc cancels"
    desk.keys(*PHONE[:5], "F12", "Enter", "Esc", "Shift+F2")
    assert desk.view("enrol").phone.text == ""


def test_twice_enter_is_one_member(desk: Bench) -> None:
    desk.keys("Shift+F2", *PHONE, " ")
    desk.tasks.held = True
    desk.keys("Enter", "Enter")
    desk.tasks.held = False
    desk.tasks.release()
    assert len(joined(desk)) == 1


def test_the_language_changes_in_the_open_sheet(desk: Bench) -> None:
    desk.scan(MILK)
    desk.keys("Shift+F2", *PHONE, " ")
    desk.texts.set_language("en")
    view = desk.view("enrol")
    assert (view.title, view.confirm, view.phone.state) == ("New member", "Enrol and use now", "free")
    assert view.terms.details[0].startswith("1 pt per ¥1")
    desk.keys("Enter")
    assert len(joined(desk)) == 1


def test_a_burst_of_enrolments_asks_a_second_person_fraud_04(desk: Bench) -> None:
    """FRAUD-04: the sixth within ten minutes is looked at by somebody with the right; without a yes nothing is booked."""
    for n in range(5):
        desk.keys("Shift+F2", *f"1380000000{n}", " ", "Enter")
        desk.room.sell.detach()
    desk.keys("Shift+F2", *PHONE, " ", "Enter")
    assert len(joined(desk)) == 5
    assert desk.room.asking
    desk.keys("Esc")
    assert desk.at == (Place.SELL, Sheet.ENROL)
    assert desk.view("enrol").phone.text == PHONE, "what was typed is still there"
    desk.keys("Enter", *PINS["1002"], "Enter")
    assert not desk.room.asking
    assert len(joined(desk)) == 6
    event = desk.shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'member_enrolled' ORDER BY seq DESC LIMIT 1")[0]
    assert event == ("staff1001", "staff1002")
    assert desk.at == (Place.SELL, Sheet.NONE)

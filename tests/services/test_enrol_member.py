"""Enrolling at the till: one event with the person's id, card, referrer, consents and what was earned; the open basket is taken along."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.members.card import card_number
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.edit_basket import attach_member
from app.services.enrol_member import (
    Enrolled,
    Enrolment,
    enrol_member,
    enrolment_asked,
    enrolment_offer,
    find_referrer,
    known_by_card,
    known_by_phone,
)
from app.services.refund_sale import refund_sale
from app.services.set_up_shop import change_setting
from app.services.use_points import use_points
from tests.fakes.shop import (
    CARD_BLOCKED,
    CARD_CLOSED,
    CARD_LIN,
    CARD_ZHOU,
    CLOSED,
    COFFEE,
    FROZEN,
    LIN,
    MILK,
    PINS,
    ZHOU,
    Shop,
    refused,
)

PHONE = "13812345678"
CARD_NEW = card_number(20265001)


def fixed(code: str, trigger: str, points: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "trigger": trigger, "benefit": {"kind": "fixed", "points": points}, **more}


BASE = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
WELCOME = fixed("welcome", "enrolment", 50, name="入会送50分", funding="growth")
REFERRER = fixed("refer", "enrolment", 80, recipient="referrer", funding="growth")


def filled(**more: Any) -> Enrolment:
    return Enrolment(**({"name": "陈静", "phone": PHONE, "consents": frozenset({"terms"})} | more))


def join(shop: Shop, **more: Any) -> Enrolled:
    return enrol_member(shop.desk, shop.session, filled(**more))


def paper(shop: Shop, enrolled: Enrolled) -> str:
    return to_text(lay_out(enrolled.raised.slip.document, shop.desk.profile().paper))


def test_an_enrolment_is_one_event_with_all_that_was_told(shop: Shop) -> None:
    """MEM-01, MEM-03, EARN-12: person, card, consents and the bonus in one event; the person stays out of the journal."""
    shop.programme(BASE, WELCOME)
    seq = shop.seq() + 2  # signing in and the shift
    agreed = frozenset({"terms", "sms"})
    done = join(shop, honorific="ms", birthday=(5, 4), card=CARD_NEW, card_type="gold", card_batch="B26", consents=agreed)
    assert shop.seq() == seq + 1
    event = shop.events("member_enrolled")[-1]
    assert event["member_id"] == done.member.id
    assert event["shift_id"] is not None
    text = json.dumps(event["body"], ensure_ascii=False)
    assert "陈静" not in text
    assert PHONE not in text
    assert '"birthday"' not in text
    assert event["body"]["cards"] == [[CARD_NEW, "gold", "B26"]]
    with shop.store.read() as reader:
        member, card = reader.member(done.member.id), reader.card(CARD_NEW)
        assert member is not None
        assert card is not None
        assert (member.name, member.phone, member.birthday_month, member.joined_on) == ("陈静", PHONE, 5, "2026-06-20")
        assert (card.member_id, card.type, card.batch) == (member.id, "gold", "B26")
    assert (done.raised.earned, shop.balance(member.id).available) == (50, 50)
    assert shop.rows("SELECT rule, funding FROM lot WHERE holder = ?", member.id) == [("welcome", "growth")]


def test_the_words_that_were_agreed_to_are_kept(shop: Shop) -> None:
    """EXP-07: the consent names the words as they were shown, with the life of points and the rate in plain words, in its language."""
    shop.programme(BASE, validity={"kind": "months", "n": 6}, redemption={})
    done = join(shop, consents=frozenset({"terms", "birthday"}), language="en")
    with shop.store.read() as reader:
        found = {consent.purpose: consent for consent in reader.consents(done.member.id)}
        assert set(found) == {"terms", "birthday"}
        content = reader.document(found["terms"].text_sha)
        assert content is not None
        words = json.loads(content)
    assert (words["purpose"], words["language"]) == ("terms", "en")
    assert "Points are good for 6 months from the day they are earned; what is not used by then lapses." in words["lines"]
    assert any("1 pt per ¥1" in line for line in words["lines"])
    shop.verify()


TIERS: dict[str, Any] = {"metric": "spend", "window": {"kind": "rolling_months", "n": 12}, "levels": [
    {"code": "regular", "name": "普通", "threshold": 0}, {"code": "vip", "name": "老友", "threshold": 10_000},
    {"code": "gold", "name": "金卡", "threshold": 50_000},
]}  # fmt: skip


def test_what_each_tier_earns_is_told_at_joining(shop: Shop) -> None:
    """TIER-09, TIER-03: on the sheet, in the words agreed to and on the slip, by the shop's own names."""
    def times(tier: str, factor: str, **more: Any) -> dict[str, Any]:
        benefit = {"kind": "multiply", "factor": factor, "of": ["base"]}
        return {"code": tier, "lane": "x", "trigger": "sale", "benefit": benefit, "when": {"tiers": [tier], **more}}

    lanes = [{"code": "base", "mode": "stack"}, {"code": "x", "mode": "add_factors"}]
    shop.programme(BASE, times("vip", "1.25"), times("gold", "2"), times("regular", "3", weekdays=[5]), lanes=lanes, tiers=TIERS)
    done = join(shop, consents=frozenset({"terms"}))
    text = paper(shop, done).replace("\n", "").replace(" ", "")
    for part in ("积分：老友1.25倍，金卡2倍", "每周五，普通会员，消费，积分3倍"):
        assert part in text, part
    offer = enrolment_offer(shop.desk, shop.session, "en")
    assert "Points: 老友 ×1.25, Gold ×2" in offer.terms
    with shop.store.read() as reader:
        agreed = next(iter(reader.consents(done.member.id)))
        assert "积分：老友1.25倍，金卡2倍" in (reader.document(agreed.text_sha) or b"").decode()


def test_the_slip_says_how_long_points_are_good(shop: Shop) -> None:
    """EXP-07."""
    shop.programme(BASE, WELCOME, validity={"kind": "months", "n": 6}, redemption={}, pending_days=3)
    text = paper(shop, join(shop, card=CARD_NEW))
    for part in (
        *("注册", "陈*", "*******5678", "+50", "入会送50分 +50", "积分自得到起6个月有效，过期没用的作废。", "积分3天后可用。"),
        *("每1元1分", "100分抵1元", "已同意", "同意《会员章程》和《积分规则》", f"尾号 {CARD_NEW[-4:]}"),
    ):
        assert part in text, part
    assert len(shop.rows("SELECT id FROM work_print_job WHERE kind = 'slip'")) == 1


def test_the_open_basket_is_taken_along(shop: Shop) -> None:
    """This very sale is the new member's: attached, and it earns."""
    shop.programme(BASE, WELCOME, fixed("first", "first_sale", 30))
    shop.scan(COFFEE, MILK)
    sale_id = shop.state().basket.sale_id
    done = join(shop, card=CARD_NEW)
    assert (done.state.basket.sale_id, done.state.basket.member_id, done.state.basket.card) == (sale_id, done.member.id, CARD_NEW)
    assert len(done.state.basket.lines) == 2
    sale = complete_sale(shop.desk, shop.session, sale_id, "cash").sale
    assert sale.member_id == done.member.id
    assert sale.data.member is not None
    assert sale.data.member.points_before == 50
    assert sale.data.member.points_earned == sale.data.total_minor // 100 + 30


def test_without_use_now_the_basket_stays_as_it_is(shop: Shop) -> None:
    shop.programme(BASE)
    shop.scan(COFFEE)
    done = enrol_member(shop.desk, shop.session, filled(), use_now=False)
    assert done.state.basket.member_id is None
    assert shop.state().basket.pieces == 1


def test_a_member_before_it_is_replaced_and_its_points_go_back(shop: Shop) -> None:
    shop.scan(MILK, CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    done = join(shop)
    assert (done.state.basket.member_id, done.state.basket.hold) == (done.member.id, None)
    assert shop.holds() == ()


@pytest.mark.parametrize("by", [CARD_LIN, CARD_LIN.lower(), "19900006027", "199 0000 6027", LIN])
def test_both_sides_earn_at_enrolment(shop: Shop, by: str) -> None:
    """EARN-15, EARN-16: the referrer is found by card, phone or id; both earn in the one event, each with funding."""
    shop.programme(BASE, WELCOME, REFERRER, fixed("referred", "enrolment", 20, when={"referred": True}))
    referrer = find_referrer(shop.desk, by)
    done = join(shop, referrer_id=referrer.id)
    assert done.raised.earned == 70
    assert (shop.balance(done.member.id).available, shop.balance(LIN).available) == (70, 2386 + 80)
    assert shop.rows("SELECT holder, rule, funding FROM lot WHERE event_id = ? AND rule = 'refer'", done.raised.event.header.id) == [
        (LIN, "refer", "growth")
    ]
    with shop.store.read() as reader:
        member = reader.member(done.member.id)
        assert member is not None
        assert member.referrer_id == LIN
        assert done.raised.event.header.id in [event.header.id for event in reader.member_events(LIN, 5)]
    assert done.raised.slip.data.points_earned == 70
    assert "refer" not in [earned.label for earned in done.raised.slip.data.earned_by]


def test_both_sides_earn_at_the_first_sale(shop: Shop) -> None:
    """EARN-16: on purchase: the referred member 50, the referrer 80 from 50 yuan on; only once, and not for a walk-in friend."""
    shop.programme(
        BASE,
        fixed("referred", "first_sale", 50, when={"referred": True}),
        fixed("refer", "first_sale", 80, recipient="referrer", when={"min_amount_minor": 5_000}),
    )
    done = join(shop, referrer_id=LIN)
    assert done.raised.earned == 0
    earned = []
    for _ in range(2):
        shop.scan(f"5*{MILK}")
        attach_member(shop.desk, shop.session, done.member.id)
        earned.append(complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.data.member)
    assert [m.points_earned for m in earned if m is not None] == [99 + 50, 99]
    assert shop.balance(LIN).available == 2386 + 80
    (context,) = [e["body"]["context"]["recipients"] for e in shop.events("sale_completed")[:1]]
    assert context == {"referrer": {"id": LIN}}


def test_a_returned_first_sale_takes_both_sides_back(shop: Shop) -> None:
    """EARN-16: the qualifying sale is refunded: neither side keeps points, vouchers or cap use, and the next sale is the first again."""
    shop.programme(
        BASE,
        fixed("referred", "first_sale", 50, when={"referred": True}),
        fixed("refer", "first_sale", 80, recipient="referrer"),
        {"code": "gift", "trigger": "first_sale", "recipient": "referrer", "benefit": {"kind": "voucher", "voucher": "FREE_TEA"}},
        caps=[{"code": "refers", "rules": ["refer"], "who": "member", "per": "year", "limit": 200}],
    )
    done = join(shop, referrer_id=LIN)
    for _ in range(2):
        shop.scan(MILK)
        attach_member(shop.desk, shop.session, done.member.id)
        sale = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale
        assert (shop.balance(done.member.id).available, shop.balance(LIN).available) == (19 + 50, 2386 + 80)
        refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), sale.event_id, {"L1": 1}, "not_wanted")
        assert (shop.balance(done.member.id).available, shop.balance(LIN).available) == (0, 2386)
        assert shop.rows("SELECT * FROM cap_use") == []
    assert shop.rows("SELECT holder, state FROM voucher") == [(LIN, "cancelled")] * 2
    shop.verify()


def test_referral_points_are_capped(shop: Shop) -> None:
    """FRAUD-03: at most 200 a year for a referrer, whoever is referred."""
    cap = {"code": "refers", "rules": ["refer"], "who": "member", "per": "year", "limit": 200}
    shop.programme(BASE, REFERRER, caps=[cap])
    for n in range(4):
        join(shop, phone=f"1381234560{n}", referrer_id=ZHOU)
    assert shop.balance(ZHOU).available == 200
    assert shop.rows("SELECT holder, n FROM cap_use") == [(f"member:{ZHOU}", 200)]


def test_a_frozen_referrer_earns_frozen_points_a_closed_one_none(shop: Shop) -> None:
    shop.programme(BASE, REFERRER)
    join(shop, referrer_id=FROZEN)
    assert (shop.balance(FROZEN).available, shop.balance(FROZEN).frozen) == (500, 80)
    join(shop, phone="13812345679", referrer_id=ZHOU)
    shop.set_status(ZHOU, "closed")
    assert refused(join, shop, phone="13812345670", referrer_id=ZHOU).code == "referrer_closed"


def test_a_referral_may_pay_in_vouchers(shop: Shop) -> None:
    """EARN-37: the referrer's reward need not be points."""
    shop.programme(BASE, {"code": "gift", "trigger": "enrolment", "recipient": "referrer",
                          "benefit": {"kind": "voucher", "voucher": "FREE_TEA", "count": 2}})  # fmt: skip
    join(shop, referrer_id=LIN)
    with shop.store.read() as reader:
        assert [(v.voucher, v.state, len(v.code)) for v in reader.vouchers(LIN, 9)] == [("FREE_TEA", "issued", 13)] * 2


def test_the_bonus_is_booked_once_per_person(shop: Shop) -> None:
    """EARN-12: the same phone again is refused with the member who has it, and nothing is booked."""
    shop.programme(BASE, WELCOME)
    first = join(shop)
    seq = shop.seq()
    again = refused(join, shop, name="陈静静", phone="138-1234-5678")
    assert (again.code, again.values["member_id"]) == ("phone_taken", first.member.id)
    assert shop.seq() == seq
    found = known_by_phone(shop.desk, "138 1234 5678")
    assert found is not None
    assert found.id == first.member.id
    assert known_by_phone(shop.desk, "138") is None
    assert known_by_phone(shop.desk, "13812345679") is None


def test_the_same_enrolment_sent_twice_is_one(shop: Shop) -> None:
    """R4: a second call with the member's id answers with what was booked."""
    shop.programme(BASE, WELCOME)
    first = enrol_member(shop.desk, shop.session, filled(), member_id="ab" * 16)
    again = enrol_member(shop.desk, shop.session, filled(), member_id="ab" * 16)
    assert again.raised.event == first.raised.event
    assert shop.balance("ab" * 16).available == 50


def test_the_phone_is_enough_and_the_name_may_come_later(shop: Shop) -> None:
    """MEM-01: in a queue nobody spells a name; whoever has none is 会员, and found by the phone."""
    shop.programme(BASE, WELCOME)
    done = join(shop, name=" ", honorific="mr")
    assert done.member.name == ""
    assert done.member.on_screen("zh", shop.desk.pinyin()) == "先生"
    assert known_by_phone(shop.desk, PHONE) == done.member
    assert "*******5678" in paper(shop, done)


def test_a_card_of_somebody_else_is_refused_with_its_owner(shop: Shop) -> None:
    """MEM-03."""
    for card, owner in ((CARD_LIN, LIN), (CARD_BLOCKED, ZHOU)):
        again = refused(join, shop, card=card)
        assert (again.code, again.values["member_id"]) == ("card_taken", owner)
    owner_found = known_by_card(shop.desk, CARD_ZHOU)
    assert owner_found is not None
    assert owner_found.id == ZHOU
    assert known_by_card(shop.desk, CARD_NEW) is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "123"}, "name_empty"),
        ({"name": "陈" * 200}, "text_too_long"),
        ({"phone": ""}, "phone_not_mobile"),
        ({"phone": "+1 202 555 0100"}, "phone_not_mobile"),
        ({"birthday": (2, 30)}, "birthday_impossible"),
        ({"birthday": (0, 1)}, "birthday_impossible"),
        ({"card": "M123"}, "card_shape"),
        ({"card": "M202650011"}, "card_shape"),  # a wrong check digit
        ({"referrer_id": "nobody"}, "referrer_unknown"),
        ({"referrer_id": CLOSED}, "referrer_closed"),
        ({"consents": frozenset()}, "consent_missing"),
        ({"consents": frozenset({"sms", "birthday"})}, "consent_missing"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(shop: Shop, more: dict[str, Any], code: str) -> None:
    shop.scan(COFFEE)
    before = shop.dump()
    assert refused(join, shop, **more).code == code
    assert shop.dump() == before


def test_nobody_recommends_himself(shop: Shop) -> None:
    """FRAUD-03: neither by the phone nor by the card that is being given, and not by the new id."""
    assert refused(find_referrer, shop.desk, "138 1234 5678", phone=PHONE).code == "self_referral"
    assert refused(find_referrer, shop.desk, CARD_NEW, card=CARD_NEW).code == "self_referral"
    for text in ("", "13899999999", card_number(99999999), "林婉清", "'; DROP TABLE member; --", "x" * 5_000):
        assert refused(find_referrer, shop.desk, text).code == "referrer_unknown", text[:20]
    assert refused(find_referrer, shop.desk, CARD_CLOSED).code == "referrer_closed"


def test_a_burst_of_enrolments_asks_for_a_second_person(shop: Shop) -> None:
    """FRAUD-04: after five within ten minutes at this till the next one needs somebody with the right; later it does not."""
    shop.programme(BASE, WELCOME)
    for n in range(5):
        assert not enrolment_offer(shop.desk, shop.session, "zh").approval
        join(shop, phone=f"1381234561{n}")
    assert enrolment_offer(shop.desk, shop.session, "zh").approval
    again = refused(join, shop)
    assert (again.code, again.values["act"]) == ("needs_approval", "enrol_many")
    member_id = "cd" * 16
    session = shop.session
    given = approve(shop.desk, session, enrolment_asked(member_id), "staff1002", PINS["1002"])
    done = enrol_member(shop.desk, session, filled(), member_id=member_id, approval=given)
    assert done.raised.event.header.approver_id == "staff1002"
    other = refused(enrol_member, shop.desk, session, filled(phone="13812345690"), member_id="ce" * 16, approval=given)
    assert other.code == "approval_other"
    shop.wait(11 * 60)
    join(shop, phone="13812345691")


def test_a_shift_leader_enrols_as_many_as_come(shop: Shop) -> None:
    """FRAUD-04: whoever may approve needs nobody; the limit is a setting."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, "enrol.burst_limit", 1)
    shop.sign_in("1002")
    for n in range(3):
        join(shop, phone=f"1381234562{n}")
    shop.sign_in("1001")
    assert refused(join, shop).code == "needs_approval"


def test_a_whole_profile_told_at_once_pays_at_once(shop: Shop) -> None:
    """EARN-13 beside EARN-12: two acts, two events, one commit; the profile is not paid again later."""
    shop.programme(BASE, WELCOME, fixed("profile", "profile_completed", 20))
    done = join(shop, birthday=(1, 2))
    assert done.profile is not None
    assert (done.raised.earned, done.profile.earned, shop.balance(done.member.id).available) == (50, 20, 70)
    assert done.state.attached is not None
    assert done.state.attached.balance.available == 70


def test_a_bonus_can_reach_a_tier(shop: Shop) -> None:
    """A tier by points: the enrolment's own points count."""
    tiers = {"metric": "points", "window": {"kind": "lifetime"}, "levels": [
        {"code": "regular", "name": "普通", "threshold": 0}, {"code": "silver", "name": "银卡", "threshold": 50}]}  # fmt: skip
    shop.programme(BASE, WELCOME, tiers=tiers)
    done = join(shop)
    assert (done.member.tier, done.raised.slip.data.tier_name) == ("silver", "银卡")
    with shop.store.read() as reader:
        (change,) = reader.tier_changes(done.member.id, 5)
    assert (change.before, change.after, change.reason, change.metric) == ("regular", "silver", "earned", 50)


def test_the_offer_says_what_joining_gives(shop: Shop) -> None:
    shop.programme(BASE, WELCOME, REFERRER)
    offer = enrolment_offer(shop.desk, shop.session, "zh")
    assert offer.gives == ("注册，送50分",)
    assert [text.purpose for text in offer.texts] == ["terms", "sms", "birthday"]
    assert offer.texts[0].lines[1:] == offer.terms
    assert "积分长期有效，不会过期。" in offer.terms


def test_no_programme_no_enrolment(shop: Shop) -> None:
    shop.at("2026-05-01")
    shop.tamper("DELETE FROM programme_version")
    assert refused(join, shop).code == "no_programme"
    shop.tamper("INSERT INTO programme_version SELECT id, 'x', 'x', 1, '2099-01-01', seq FROM journal WHERE type = 'programme_published'")

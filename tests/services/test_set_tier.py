"""Tiers given by a person, and why a member has its tier (TIER-10, LESSON-14)."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.journal import types
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.run_day import run_day
from app.services.set_tier import end_floor, floor_asked, give_tier, own_asked, set_own_tier
from app.services.why_tier import why_tier
from tests.fakes.shop import CARD_ZHOU, CLOSED, COFFEE, PINS, WATER, ZHOU, Shop, refused
from tests.services.test_run_day import TIERS, tier

OWNER, LEADER = "1003", "1002"


def told(shop: Shop, member: str = ZHOU, lang: Any = "zh") -> str:
    found = why_tier(shop.desk, shop.session, member)
    assert found is not None
    return "".join(found.told(lang))


def effective(shop: Shop) -> str:
    shop.scan(CARD_ZHOU)
    quote = shop.state().quote
    assert quote.tier is not None
    return str(quote.tier.effective)


def test_a_tier_recognised_from_elsewhere(shop: Shop) -> None:
    """TIER-10: gold with another shop is gold here until the end of the year; the own tier goes on beneath it, and both are told."""
    shop.publish(tiers=TIERS)
    session = shop.sign_in(OWNER)
    event = give_tier(shop.desk, session, ZHOU, "gold", "2026-12-31", "status_match", note="出示了别家的金卡")
    assert effective(shop) == "gold"
    assert tier(shop)[0] == "regular"
    assert told(shop).startswith("现按金卡待遇：按其他商家的会员级别认定，至2026-12-31。凭自己累计是普通。")
    with shop.store.read() as reader:
        assert reader.reason(event.header.id) == "出示了别家的金卡"
    assert "出示".encode() not in event.payload
    shop.at("2027-01-01", "08:00")
    run_day(shop.desk, shop.sign_in(OWNER))
    assert effective(shop) == "regular"
    assert told(shop).startswith("现为普通。")
    found = why_tier(shop.desk, shop.session, ZHOU)
    assert found is not None
    assert [step.reason for step in found.steps] == ["floor_ended", "floor_status_match"]


@pytest.mark.parametrize(("reason", "text"), [("bought", "购买"), ("by_hand", "由门店给予")])
def test_bought_or_given(shop: Shop, reason: str, text: str) -> None:
    shop.publish(tiers=TIERS)
    give_tier(shop.desk, shop.sign_in(OWNER), ZHOU, "silver", "2026-12-31", reason)
    assert f"现按银卡待遇：{text}，" in told(shop)


def test_it_is_taken_away_before_its_day(shop: Shop) -> None:
    shop.publish(tiers=TIERS)
    session = shop.sign_in(OWNER)
    assert refused(end_floor, shop.desk, session, ZHOU).code == "no_floor"
    give_tier(shop.desk, session, ZHOU, "gold", "2026-12-31", "bought")
    end_floor(shop.desk, session, ZHOU)
    assert effective(shop) == "regular"
    assert shop.rows("SELECT reason FROM tier_change WHERE member_id = ? ORDER BY seq", ZHOU) == [("floor_bought",), ("floor_removed",)]


def test_the_same_press_twice(shop: Shop) -> None:
    """R4."""
    shop.publish(tiers=TIERS)
    session = shop.sign_in(OWNER)
    first = give_tier(shop.desk, session, ZHOU, "gold", "2026-12-31", "bought", event_id="e" * 32)
    assert give_tier(shop.desk, session, ZHOU, "gold", "2026-12-31", "bought", event_id="e" * 32) == first
    assert len(shop.events(types.TIER_FLOOR_SET)) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"member_id": "nobody"}, "no_such_member"),
        ({"member_id": CLOSED}, "member_closed"),
        ({"tier": "emerald"}, "no_such_tier"),
        ({"until": "2026-06-19"}, "tier_until"),
        ({"until": "2036-12-31"}, "tier_until"),
        ({"until": "2026-02-30"}, "tier_until"),
        ({"until": "soon"}, "tier_until"),
        ({"reason": "friend"}, "tier_reason"),
        ({"note": "啊" * 201}, "text_too_long"),
    ],
)
def test_bad_input(shop: Shop, changes: dict[str, Any], code: str) -> None:
    shop.publish(tiers=TIERS)
    given = {"member_id": ZHOU, "tier": "gold", "until": "2026-12-31", "reason": "bought"} | changes
    assert refused(give_tier, shop.desk, shop.sign_in(OWNER), **given).code == code
    assert not shop.events(types.TIER_FLOOR_SET)


def test_today_is_a_last_good_day(shop: Shop) -> None:
    shop.publish(tiers=TIERS)
    give_tier(shop.desk, shop.sign_in(OWNER), ZHOU, "gold", "2026-06-20", "bought")
    assert effective(shop) == "gold"


def test_who_may(shop: Shop) -> None:
    """TIER-10, LESSON-25: a shift leader needs the owner, and for exactly what was asked."""
    shop.publish(tiers=TIERS)
    assert refused(give_tier, shop.desk, shop.sign_in("1001"), ZHOU, "gold", "2026-12-31", "bought").code == "not_allowed"
    leader = shop.sign_in(LEADER)
    assert refused(give_tier, shop.desk, leader, ZHOU, "gold", "2026-12-31", "bought").code == "needs_approval"
    asked = floor_asked(ZHOU, "gold", "2026-12-31", "bought")
    approval = approve(shop.desk, leader, asked, shop.person(OWNER).id, PINS[OWNER])
    other = refused(give_tier, shop.desk, leader, ZHOU, "diamond", "2026-12-31", "bought", approval=approval)
    assert other.code == "approval_other"
    event = give_tier(shop.desk, leader, ZHOU, "gold", "2026-12-31", "bought", approval=approval)
    assert event.header.approver_id == shop.person(OWNER).id


def test_tiers_by_hand(shop: Shop) -> None:
    """TIER-01: a shop that reckons nothing sets them itself; where it does reckon, it does not."""
    shop.publish(tiers={**TIERS, "metric": "manual", "keep": {"kind": "months", "n": 12}})
    session = shop.sign_in(OWNER)
    set_own_tier(shop.desk, session, ZHOU, "gold", note="老顾客")
    assert tier(shop) == ("gold", "2027-06-20", "gold")
    assert told(shop) == "现为金卡。2026-06-20由门店设为金卡。等级由门店设定，不随消费变化。"
    assert refused(set_own_tier, shop.desk, session, ZHOU, "emerald").code == "no_such_tier"
    shop.publish("2026-06-20", version=3, tiers=TIERS)
    assert refused(set_own_tier, shop.desk, session, ZHOU, "silver").code == "tier_not_by_hand"
    assert own_asked(ZHOU, "gold").digest != own_asked(ZHOU, "silver").digest


def buy(shop: Shop, *codes: str) -> None:
    shop.scan(*codes, CARD_ZHOU)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


@pytest.mark.parametrize(
    ("codes", "reached", "missing"),
    [
        ((f"5*{COFFEE}",), "silver", ""),
        ((f"4*{COFFEE}", f"4*{WATER}"), "regular", "再消费4.00元升为银卡。"),
        ((), "regular", "再消费60.00元升为银卡。"),
    ],
)
def test_the_boundary_at_the_till(shop: Shop, codes: tuple[str, ...], reached: str, missing: str) -> None:
    """LESSON-14, TIER-05: silver from 60.00: five coffees are exactly that, 56.00 is not, nothing is nothing; told with what is missing."""
    levels = [{**level, "threshold": 6000 if level["code"] == "silver" else level["threshold"] * 10} for level in TIERS["levels"]]
    shop.publish(tiers={**TIERS, "levels": levels})
    if codes:
        buy(shop, *codes)
    assert tier(shop)[0] == reached
    text = told(shop)
    assert missing in text
    if reached == "silver":
        assert "2026-06-20消费后升为银卡：近12个月消费60.00元，达到60.00元。" in text
        assert "再消费440.00元升为金卡。" in text


def test_it_is_recomputed_from_what_was_recorded(shop: Shop) -> None:
    """LESSON-14: after the projections were made anew from the journal the story is word for word the same."""
    shop.publish(tiers=TIERS)
    buy(shop, f"3*{COFFEE}")
    give_tier(shop.desk, shop.sign_in(OWNER), ZHOU, "gold", "2026-12-31", "bought")
    before = why_tier(shop.desk, shop.session, ZHOU)
    shop.verify()
    shop.reopen()
    assert why_tier(shop.desk, shop.session, ZHOU) == before


def test_no_story_without_tiers_or_member(shop: Shop) -> None:
    assert refused(why_tier, shop.desk, shop.session, "nobody").code == "no_such_member"
    document_without = {"tiers": None, "rules": []}
    shop.publish(**document_without)
    assert why_tier(shop.desk, shop.session, ZHOU) is None

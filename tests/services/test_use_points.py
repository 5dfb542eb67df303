"""Paying with points: each refusal by name, the offers, which lots are held, and points beside other tenders."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.complete_sale import complete_sale
from app.services.edit_basket import detach_member
from app.services.sign_in import sign_in
from app.services.take_payment import add_tender
from app.services.use_points import check_points, offers, use_points
from tests.fakes.shop import BAG, CARD_FROZEN, CARD_LIN, CARD_ZHOU, COFFEE, LIN, MILK, WATER, ZHOU, Shop, refused

RULES: dict[str, Any] = {"min_points": 10, "step_points": 10, "max_percent": "50"}


@pytest.mark.parametrize(
    ("points", "code", "missing"),
    [
        (2390, "redeem_not_enough_points", 4),
        (10**15, "redeem_not_enough_points", 10**15 - 2386),
        (9, "redeem_below_min", 1),
        (0, "redeem_below_min", 10),
        (-10, "redeem_below_min", 20),
        (15, "redeem_not_step", None),
        (610, "redeem_over_limit", None),
    ],
)
def test_more_or_less_than_allowed(shop: Shop, points: int, code: str, missing: int | None) -> None:
    """Of 12.00 half may be paid with points; 2,386 are there, in steps of 10."""
    shop.scan(COFFEE, CARD_LIN)
    seq = shop.seq()
    refusal = refused(use_points, shop.desk, shop.session, points)
    assert (refusal.code, refusal.values["missing"]) == (code, missing)
    assert refused(check_points, shop.state(), points).code == code
    assert shop.seq() == seq
    assert shop.state().basket.hold is None


def test_too_many_for_one_sale(shop: Shop) -> None:
    shop.publish(redemption={**RULES, "max_points": 300})
    shop.scan(COFFEE, CARD_LIN)
    assert refused(use_points, shop.desk, shop.session, 310).code == "redeem_over_max_points"
    assert use_points(shop.desk, shop.session, 300).basket.hold_value_minor == 300


def test_points_worth_nothing_yet(shop: Shop) -> None:
    shop.publish(point_value="1/20", redemption={"min_points": 1, "step_points": 1})
    shop.scan(COFFEE, CARD_LIN)
    assert refused(use_points, shop.desk, shop.session, 19).code == "redeem_no_value"
    assert use_points(shop.desk, shop.session, 20).basket.hold_value_minor == 1


def test_not_in_this_programme(shop: Shop) -> None:
    shop.publish(redemption={**RULES, "enabled": False})
    shop.scan(COFFEE, CARD_LIN)
    assert refused(use_points, shop.desk, shop.session, 100).code == "redeem_disabled"
    assert offers(shop.state()) == ()


def test_a_frozen_member_spends_nothing(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_FROZEN)
    assert refused(use_points, shop.desk, shop.session, 100).code == "redeem_frozen"
    assert offers(shop.state()) == ()


def test_a_member_who_was_closed_meanwhile_spends_nothing(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_LIN)
    shop.set_status(LIN, "closed")
    assert refused(use_points, shop.desk, shop.session, 100).code == "redeem_closed"


def test_nobody_to_take_them_from(shop: Shop) -> None:
    shop.scan(COFFEE)
    assert refused(use_points, shop.desk, shop.session, 100).code == "no_member"


def test_what_may_not_be_paid_with_points(shop: Shop) -> None:
    """A carrier bag is a fee and no goods: nothing of it may be paid with points."""
    shop.scan(BAG, CARD_LIN)
    assert refused(use_points, shop.desk, shop.session, 10).code == "redeem_over_limit"
    assert shop.state().redeem is not None
    assert shop.state().redeem.reason == "none_possible"  # type: ignore[union-attr]


def test_pending_and_lapsed_points_cannot_be_used(shop: Shop) -> None:
    shop.grant(ZHOU, 500, available_on="2026-06-21")
    shop.grant(ZHOU, 500, on="2025-06-01", expires_on="2026-06-19")
    shop.grant(ZHOU, 50, expires_on="2026-06-20")
    shop.scan(f"10*{COFFEE}", CARD_ZHOU)
    assert refused(use_points, shop.desk, shop.session, 60).values["missing"] == 10
    use_points(shop.desk, shop.session, 50)
    assert shop.balance(ZHOU, "2026-06-21").available == 500


def test_all_or_some(shop: Shop) -> None:
    """LESSON-15: 50 points, 10 of them used; RED-01: any amount up to the limit."""
    shop.grant(ZHOU, 50)
    shop.scan(COFFEE, CARD_ZHOU)
    assert use_points(shop.desk, shop.session, 10).basket.due_minor == 1190
    assert shop.balance(ZHOU).available == 40


def test_the_points_that_expire_first_are_held_first(shop: Shop) -> None:
    """320 to 30 June, then the lot to March; on the hold by name, nothing is booked off yet."""
    shop.scan(f"2*{MILK}", CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    lots = {row[0]: row[1] for row in shop.rows("SELECT id, expires_on FROM lot WHERE holder = ?", LIN)}
    (hold,) = shop.holds()
    assert [(lots[use.lot], use.points) for use in hold.uses] == [("2026-06-30", 320), ("2027-03-31", 180)]
    assert shop.balance(LIN).remaining == 2386
    assert shop.events("hold_opened")[-1]["body"].get("ledger", {}).get("postings") is None


def test_the_oldest_first_where_the_programme_says_so(shop: Shop) -> None:
    shop.publish(redemption={**RULES, "lot_order": "oldest_first"})
    shop.grant(ZHOU, 100, on="2026-05-01", expires_on="2028-01-01")
    shop.grant(ZHOU, 100, on="2026-06-01", expires_on="2026-12-31")
    shop.scan(COFFEE, CARD_ZHOU)
    use_points(shop.desk, shop.session, 150)
    (hold,) = shop.holds()
    spent = {row[0]: row[1] for row in shop.rows("SELECT id, earned_on FROM lot WHERE holder = ?", ZHOU)}
    assert [(spent[use.lot], use.points) for use in hold.uses] == [("2026-05-01", 100), ("2026-06-01", 50)]


def test_the_offers(shop: Shop) -> None:
    """Of 49.60: the most is 24.60; 19.60 leave the round sum of 30.00; the 320 that expire first."""
    shop.scan(f"2*{WATER}", MILK, COFFEE, "2*20007", "9521021000011", BAG, CARD_LIN)
    shop.grant(LIN, 1000, expires_on="2028-01-01")
    found = {offer.kind: (offer.points, offer.due_minor, offer.expires_on) for offer in offers(shop.state())}
    assert found == {"most": (2460, 2500, None), "round": (1960, 3000, None), "expiring": (320, 4640, "2026-06-30")}


@pytest.mark.parametrize("taken", [0, 300, 700, 1100, 1190, 1199])
def test_every_offer_is_one_that_is_accepted(shop: Shop, taken: int) -> None:
    """Also beside part payments: never more than is still due."""
    shop.scan(COFFEE, CARD_LIN)
    if taken:
        add_tender(shop.desk, shop.session, "wechat", taken)
    state = shop.state()
    for offer in offers(state):
        after = use_points(shop.desk, shop.session, offer.points)
        assert after.basket.hold_value_minor == offer.value_minor
        assert after.basket.due_minor == offer.due_minor >= 0
    if taken > 1190:
        assert offers(state) == ()


def test_points_never_give_change(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_LIN)
    add_tender(shop.desk, shop.session, "wechat", 700)
    assert refused(use_points, shop.desk, shop.session, 510).code == "payment_begun"
    assert shop.holds() == ()
    assert use_points(shop.desk, shop.session, 500).basket.due_minor == 0


def test_points_paid_in_full_earn_nothing(shop: Shop) -> None:
    shop.publish(redemption={"min_points": 10, "step_points": 10})
    shop.scan(WATER, CARD_LIN)
    use_points(shop.desk, shop.session, 200)
    sale = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id).sale.data
    assert sale.member is not None
    assert (sale.member.points_redeemed, sale.member.points_earned, sale.member.points_after) == (200, 0, 2186)


def test_a_debt_keeps_points_away(shop: Shop) -> None:
    """A held lot comes back beside a debt: it pays the debt first, in the same commit."""
    shop.grant(ZHOU, 100)
    shop.scan(COFFEE, CARD_ZHOU)
    use_points(shop.desk, shop.session, 100)
    shop.take_back(ZHOU, 70)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (70, 0)
    detach_member(shop.desk, shop.session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available, shop.balance(ZHOU).held) == (0, 30, 0)


def test_a_hold_captured_once(shop: Shop) -> None:
    """The hold's one final state; a repeated completion captures nothing again."""
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    sale_id = shop.state().basket.sale_id
    for _ in range(3):
        complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert shop.rows("SELECT state, count(*) FROM hold GROUP BY state") == [("captured", 1)]


@settings(max_examples=25)
@given(points=st.lists(st.integers(-20, 2600), min_size=1, max_size=12))
def test_whatever_is_asked_the_engine_and_the_hold_agree(points: list[int], shop_once: Shop) -> None:
    """Property: accepted = a multiple of 10 from 10 to 24.60; what is held is what the basket says and never more than there is."""
    shop = shop_once
    session = sign_in(shop.desk, shop.person("1001").id, "246810")
    for asked in points:
        allowed = asked % 10 == 0 and 10 <= asked <= 2380
        if allowed:
            assert use_points(shop.desk, session, asked).basket.hold_value_minor == asked
        else:
            refused(use_points, shop.desk, session, asked)
        hold = shop.state().basket.hold
        balance = shop.balance(LIN)
        assert balance.held == (hold.points if hold else 0)
        assert balance.available == 2386 - balance.held

"""LESSON-21: whoever adds up the points on a receipt comes to the balance on it, and what it says of the future is what the ledger holds:
debts, pending and frozen points, points that live as long as the member comes, a member frozen with points on the basket.
"""

from __future__ import annotations

import pytest

from app.documents.layout import lay_out
from app.documents.receipt import ReceiptMember
from app.documents.render_text import to_text
from app.services.complete_sale import Done, complete_sale
from app.services.edit_basket import set_quantity
from app.services.raise_event import check_in, record_activity
from app.services.use_points import take_points_off, use_points
from tests.fakes.shop import CARD_FROZEN, CARD_LIN, CARD_ZHOU, COFFEE, FROZEN, LIN, MILK, ZHOU, Shop, refused


def sell(shop: Shop, *codes: str) -> Done:
    shop.scan(*codes)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def block(done: Done) -> ReceiptMember:
    assert done.sale.data.member is not None
    return done.sale.data.member


def added_up(m: ReceiptMember) -> int:
    return m.points_before + m.points_earned - m.points_to_debt - m.points_waiting - m.points_in_review - m.points_redeemed


def test_points_of_an_account_under_review(shop: Shop) -> None:
    """500 before, 12 + 10 earned, 500 after: the 22 are under review, and the paper says so."""
    done = sell(shop, COFFEE, CARD_FROZEN)
    m = block(done)
    assert (m.points_before, m.points_earned, m.points_in_review, m.points_pending, m.points_after) == (500, 22, 22, 0, 500)
    assert added_up(m) == m.points_after == shop.balance(FROZEN).available
    assert "其中待核查" in to_text(lay_out(done.sale.document, shop.desk.profile().paper))


def test_points_that_wait(shop: Shop) -> None:
    """14 days pending: of two sales the second names its own 22 below what it earned and all 44 below the balance."""
    shop.publish(pending_days=14)
    sell(shop, COFFEE, CARD_ZHOU)
    m = block(sell(shop, COFFEE, CARD_ZHOU))
    assert (m.points_before, m.points_earned, m.points_waiting, m.points_pending, m.points_after) == (0, 22, 22, 44, 0)
    assert shop.balance(ZHOU).pending == 44


def test_points_that_pay_a_debt(shop: Shop) -> None:
    """30 owed: 22 of the first sale and 8 of the second pay it."""
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    papers = [block(sell(shop, COFFEE, CARD_ZHOU)) for _ in range(2)]
    assert [(m.points_to_debt, m.points_owed, m.points_after) for m in papers] == [(22, 8, 0), (8, 0, 14)]
    assert [added_up(m) for m in papers] == [0, 14]


@pytest.mark.parametrize("others", [0, 7])
def test_a_sale_moves_the_last_good_day_of_points_that_live_by_activity(shop: Shop, others: int) -> None:
    """100 points would lapse on 1 December; the sale of 20 June is an activity: all are good to 20 June next year."""
    shop.publish(validity={"kind": "inactivity", "n": 12})
    shop.grant(ZHOU, 100, on="2025-12-01", expires_on="2026-12-01", inactivity_months=12)
    if others:
        shop.grant(ZHOU, others, on="2025-12-01", expires_on="2026-12-24")
    m = block(sell(shop, COFFEE, CARD_ZHOU))
    (lapsing,) = shop.rows(
        "SELECT last_day, sum(remaining) FROM lot WHERE holder = 'zhou' AND remaining > 0 GROUP BY 1 ORDER BY 1 LIMIT 1"
    )
    assert m.next_expiry is not None
    assert (m.next_expiry.date, m.next_expiry.points) == lapsing == (("2026-12-24", others) if others else ("2027-06-20", 122))


@pytest.mark.parametrize(("status", "code"), [("frozen", "redeem_frozen"), ("closed", "redeem_closed")])
def test_a_member_frozen_with_points_on_the_basket_does_not_spend_them(shop: Shop, status: str, code: str) -> None:
    """RED-01: the hold stays a hold; taken off, the sale goes on without points and nothing is lost."""
    shop.scan(f"5*{MILK}", CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    shop.set_status(LIN, status)
    sale_id = shop.state().basket.sale_id
    assert refused(complete_sale, shop.desk, shop.session, sale_id, "cash").code == code
    assert shop.balance(LIN).held == 500
    take_points_off(shop.desk, shop.session)
    done = complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert done.sale.data.total_minor == 9900
    assert (block(done).points_redeemed, shop.balance(LIN).available, shop.balance(LIN).held) == (0, 2386, 0)


def test_any_change_of_the_basket_takes_the_points_of_a_frozen_member_off(shop: Shop) -> None:
    shop.scan(f"5*{MILK}", CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    shop.set_status(LIN, "frozen")
    state = set_quantity(shop.desk, shop.session, shop.state().basket.lines[0].id, 6).state
    assert (state.basket.hold, state.basket.due_minor, shop.holds()) == (None, 11880, ())


ACTS = (
    {"code": "in", "trigger": "check_in", "benefit": {"kind": "fixed", "points": 5}, "pending_days": 1},
    {"code": "share", "trigger": "activity:share", "benefit": {"kind": "fixed", "points": 12}},
)


@pytest.mark.parametrize(
    ("member", "owed", "slips"),
    [
        # earned, to debt, waiting, under review, after, owed, pending
        (ZHOU, 0, [(5, 0, 5, 0, 0, 0, 5), (12, 0, 0, 0, 12, 0, 5)]),
        (ZHOU, 9, [(5, 5, 0, 0, 0, 4, 0), (12, 4, 0, 0, 8, 0, 0)]),
        (FROZEN, 0, [(5, 0, 0, 5, 500, 0, 0), (12, 0, 0, 12, 500, 0, 0)]),
    ],
)
def test_the_slip_of_an_act_adds_up(shop: Shop, member: str, owed: int, slips: list[tuple[int, ...]]) -> None:
    """LESSON-21, EDGE-01: before, earned, what of it waits, pays or is under review, after: as on a receipt, and the reason by name."""
    shop.programme(*ACTS)
    shop.sign_in()
    if owed:
        shop.take_back(member, owed)
    for act, expected in zip((check_in, lambda *who: record_activity(*who, "share")), slips, strict=True):
        s = act(shop.desk, shop.session, member).slip.data
        figures = (s.points_earned, s.points_to_debt, s.points_waiting, s.points_in_review, s.points_after, s.points_owed, s.points_pending)
        assert figures == expected
        assert s.points_before + s.points_earned - s.points_to_debt - s.points_waiting - s.points_in_review == s.points_after
        assert s.points_after == shop.balance(member).available
        assert sum(part.points for part in s.earned_by) == s.points_earned

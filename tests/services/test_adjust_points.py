"""Points by hand (EARN-03) and the states of an account (FRAUD-06): right, reason, second person above the limit, what is owed."""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.document import PAPER_58
from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.journal.event import Event
from app.services.adjust_points import Adjustment, adjust_points, preview_adjustment
from app.services.adjust_slips import adjustment_slip
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.member_state import StateChange, change_state, state_asked
from app.services.reverse import reverse
from app.services.run_day import run_day
from app.services.set_up_shop import change_setting
from app.services.use_points import use_points
from tests.fakes.shop import CARD_FROZEN, CARD_LIN, CARD_ZHOU, CLOSED, COFFEE, FROZEN, LIN, PINS, ZHOU, Shop, refused


def adjust(shop: Shop, points: int, reason: str = "correction", member: str = ZHOU, **more: Any) -> Event:
    """By the shift leader, as it was shown before."""
    shop.sign_in("1002")
    fields = {name: more.pop(name) for name in ("life", "funding") if name in more}
    adjustment = Adjustment(member_id=member, points=points, reason=reason, **fields)
    shown = preview_adjustment(shop.desk, shop.session, adjustment)
    event = adjust_points(shop.desk, shop.session, adjustment, **more)
    balance = shop.balance(member)
    assert shown.available[1] == max(0, balance.available)
    assert shown.debt[1] == balance.debt
    return event


def state(shop: Shop, status: Any, reason: str = "suspicious", member: str = ZHOU, **more: Any) -> Event:
    shop.sign_in("1003")
    return change_state(shop.desk, shop.session, StateChange(member, status, reason), **more)


def test_points_are_given_with_reason_account_and_life(shop: Shop) -> None:
    """EARN-03, EARN-32, EDGE-17: the cost account stands in the lot; words of one's own are not in the chain."""
    event = adjust(shop, 50, "goodwill", note="牛奶坏了，已道歉", funding="service")
    assert shop.rows("SELECT rule, remaining, expires_on, funding, qualifying FROM lot WHERE holder = 'zhou'") == [
        ("by_hand", 50, "2027-06-30", "service", 0)
    ]
    body = shop.events("points_adjusted")[-1]["body"]
    assert {name: body[name] for name in ("points", "reason_code", "before", "after", "owed")} == {
        "points": 50, "reason_code": "goodwill", "before": 0, "after": 50, "owed": 0,
    }  # fmt: skip
    assert body["ledger"]["postings"][0] == ["adjusted", None, "POINTS", None, -50]
    with shop.store.read() as reader:
        assert reader.reason(event.header.id) == "牛奶坏了，已道歉"
    assert "牛奶".encode() not in event.payload
    shop.verify()


@pytest.mark.parametrize(("life", "until"), [("lasting", None), ("2026-07-31", "2026-07-31"), ("programme", "2027-06-30")])
def test_how_long_given_points_are_good(shop: Shop, life: str, until: str | None) -> None:
    adjust(shop, 5, life=life)
    assert shop.rows("SELECT expires_on FROM lot WHERE holder = 'zhou'") == [(until,)]


def test_the_slip_says_what_was_given_or_taken_and_why(shop: Shop) -> None:
    """Made from the event alone, as often as wanted; none where the shop prints none."""
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    event = adjust(shop, 50, "goodwill")
    with shop.store.read() as reader:
        slip = adjustment_slip(shop.desk, reader, event)
    lines = [" ".join(line.split()) for line in to_text(lay_out(slip.document, PAPER_58)).splitlines()]
    for line in ("手工加分", "本次得分 +50", "顾客补偿 +50", "其中还欠分 30", "原有积分 0", "积分余额 20", "下次到期 2027-06-30 20 分"):
        assert line in lines, lines
    with shop.store.read() as reader:
        taken = adjustment_slip(shop.desk, reader, adjust(shop, -5, "misuse")).data
    assert (taken.act, taken.points_earned, taken.points_after) == ("手工扣分", -5, 15)
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'slip'") == [(2,)]
    adjust(shop, 1, paper=False)
    with shop.store.write() as books:
        change_setting(shop.desk, books, "receipt.slips", "never")
    adjust(shop, 1)
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'slip'") == [(2,)]


def test_given_points_pay_what_is_owed(shop: Shop) -> None:
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    adjust(shop, 50)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (0, 20)
    shop.verify()


def test_a_frozen_account_gets_frozen_points(shop: Shop) -> None:
    adjust(shop, 50, member=FROZEN)
    assert (shop.balance(FROZEN).frozen, shop.balance(FROZEN).available) == (50, 500)


def test_points_are_taken_from_lots_in_their_order_and_never_below_nothing(shop: Shop) -> None:
    adjust(shop, -400, "misuse", LIN)
    assert shop.rows("SELECT remaining FROM lot WHERE holder = 'lin' ORDER BY expires_on") == [(0,), (1986,)]
    with pytest.raises(Exception, match="adjust_too_many"):
        adjust(shop, -2000, "misuse", LIN)
    with shop.store.write() as books:
        change_setting(shop.desk, books, "adjust.may_owe", value=True)
        change_setting(shop.desk, books, "adjust.limit_points", 5_000)
    adjust(shop, -2000, "misuse", LIN)
    assert (shop.balance(LIN).available, shop.balance(LIN).debt) == (0, 14)
    shop.verify()


def test_points_on_an_open_basket_cannot_be_taken(shop: Shop) -> None:
    shop.grant(ZHOU, 100)
    shop.scan(f"10*{COFFEE}", CARD_ZHOU)
    use_points(shop.desk, shop.session, 80)
    shop.sign_in("1002")
    found = refused(adjust_points, shop.desk, shop.session, Adjustment(member_id=ZHOU, points=-30, reason="misuse"))
    assert (found.code, found.values["available"]) == ("adjust_too_many", 20)


def test_a_cashier_needs_a_second_person_and_a_shift_leader_above_the_limit(shop: Shop) -> None:
    """LESSON-25: the answer is bound to member, points, reason, life and account."""
    shop.sign_in()
    wanted = Adjustment(member_id=ZHOU, points=50, reason="goodwill")
    shown = preview_adjustment(shop.desk, shop.session, wanted)
    assert shown.asked is not None
    assert refused(adjust_points, shop.desk, shop.session, wanted).code == "needs_approval"
    approval = approve(shop.desk, shop.session, shown.asked, shop.person("1002").id, PINS["1002"])
    other = Adjustment(member_id=ZHOU, points=51, reason="goodwill")
    assert refused(adjust_points, shop.desk, shop.session, other, approval=approval).code == "approval_other"
    adjust_points(shop.desk, shop.session, wanted, approval=approval)
    assert shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'points_adjusted' ORDER BY seq DESC LIMIT 1") == [
        (shop.person("1001").id, shop.person("1002").id)
    ]
    many = Adjustment(member_id=ZHOU, points=501, reason="goodwill")
    assert refused(preview_adjustment, shop.desk, shop.session, many).code == "not_allowed"
    shop.sign_in("1002")
    assert preview_adjustment(shop.desk, shop.session, Adjustment(member_id=ZHOU, points=500, reason="goodwill")).asked is None
    asked = preview_adjustment(shop.desk, shop.session, many).asked
    assert asked is not None
    assert asked.act.value == "grant_many_points"
    shop.sign_in("1003")
    assert preview_adjustment(shop.desk, shop.session, many).asked is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"points": 0}, "adjust_points"),
        ({"points": 1_000_001}, "adjust_points"),
        ({"points": True}, "adjust_points"),
        ({"points": 5, "reason": "because"}, "adjust_reason"),
        ({"points": -5, "reason": "goodwill"}, "adjust_reason"),
        ({"points": 5, "life": "2026-06-19"}, "adjust_life"),
        ({"points": 5, "life": "2036-07-01"}, "adjust_life"),
        ({"points": 5, "life": "2026-02-30"}, "adjust_life"),
        ({"points": 5, "life": ""}, "adjust_life"),
        ({"points": 5, "funding": "a b"}, "adjust_funding"),
        ({"points": 5, "member_id": "nobody"}, "no_such_member"),
        ({"points": 5, "member_id": CLOSED}, "member_closed"),
    ],
)
def test_what_cannot_be_adjusted(shop: Shop, fields: dict[str, Any], code: str) -> None:
    shop.sign_in("1003")
    before = shop.seq()
    adjustment = Adjustment(**({"member_id": ZHOU, "reason": "correction"} | fields))
    assert refused(adjust_points, shop.desk, shop.session, adjustment).code == code
    assert shop.seq() == before


def test_a_note_is_bounded_and_an_id_books_once(shop: Shop) -> None:
    assert refused(adjust, shop, 5, note="长" * 201).code == "text_too_long"
    first = adjust(shop, 5, event_id="e" * 32)
    assert adjust_points(shop.desk, shop.session, Adjustment(member_id=ZHOU, points=5, reason="correction"), event_id="e" * 32) == first
    assert shop.balance(ZHOU).available == 5
    with pytest.raises(ValueError, match="booked already"):
        adjust_points(shop.desk, shop.session, Adjustment(member_id=LIN, points=5, reason="correction"), event_id="e" * 32)


def test_what_was_given_is_taken_back_by_its_reversal_also_where_it_had_lapsed(shop: Shop) -> None:
    """Points that lapsed unused are set off: nobody owes what was never used."""
    kept = adjust(shop, 30)
    gone = adjust(shop, 20, life="2026-06-21")
    shop.at("2026-06-22")
    shop.sign_in("1003")
    assert run_day(shop.desk, shop.session).lapsed == 20
    reverse(shop.desk, shop.session, gone.header.id)
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (30, 0)
    assert shop.rows("SELECT sum(expired) FROM lot WHERE holder = 'zhou'") == [(0,)]
    reverse(shop.desk, shop.session, kept.header.id)
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (0, 0)
    shop.verify()


def test_a_frozen_account_earns_and_cannot_use_until_it_is_free_again(shop: Shop) -> None:
    """FRAUD-06, L4: what is owed is paid in the commit that frees the account."""
    state(shop, "frozen", note="同一天十单")
    shop.take_back(ZHOU, 10)
    shop.scan(CARD_ZHOU, COFFEE)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).frozen, shop.balance(ZHOU).debt) == (0, 22, 10)
    shop.scan(CARD_ZHOU, f"10*{COFFEE}")
    assert refused(use_points, shop.desk, shop.session, 10).code == "redeem_frozen"
    shop.sign_in("1003")
    state(shop, "active", "cleared")
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).frozen, shop.balance(ZHOU).debt) == (12, 0, 0)
    assert [event["body"].get("reason_code") for event in shop.events("member_status")][-2:] == ["suspicious", "cleared"]
    shop.verify()


def test_an_ended_account_earns_nothing_more_and_keeps_its_history(shop: Shop) -> None:
    state(shop, "closed", "left", LIN)
    assert shop.scan(CARD_LIN).reason == "member_closed"
    assert shop.balance(LIN).remaining == 2386
    state(shop, "active", "other", LIN)
    assert shop.scan(CARD_LIN).kind != "refused"


def test_what_cannot_be_done_to_an_account(shop: Shop) -> None:
    assert refused(state, shop, "active", "cleared").code == "state_same"
    assert refused(state, shop, "frozen", "because").code == "state_reason"
    assert refused(state, shop, "frozen", member="nobody").code == "no_such_member"
    shop.scan(f"10*{COFFEE}", CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    assert refused(state, shop, "frozen", member=LIN).code == "state_on_counter"
    shop.sign_in()
    assert refused(change_state, shop.desk, shop.session, StateChange(ZHOU, "frozen", "suspicious")).code == "needs_approval"
    assert refused(state_asked, shop.session, StateChange(ZHOU, "closed", "left")).code == "not_allowed"
    assert shop.scan(CARD_FROZEN).kind

"""Taking events back: the lots get exactly what was taken, once, with what hangs on it; and what the next daily run makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.journal import types
from app.domain.ledger.moves import adjust_down, thaw
from app.services.adjust_points import Adjustment, adjust_points
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.desk import Session, book, book_office
from app.services.reverse import act_of, reversal_asked, reverse, reversible
from app.services.run_day import run_day
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CARD_ZHOU, COFFEE, FROZEN, LIN, PINS, ZHOU, Shop, refused
from tests.services.test_redeem_by_itself import automatic, buy
from tests.services.test_run_day import tier, tiered

OWNER, LEADER = "1003", "1002"


@pytest.fixture(autouse=True)
def owner(shop: Shop) -> Session:
    """The owner is at the till, where a test says nothing else."""
    return shop.sign_in(OWNER)


def run_on(shop: Shop, day: str) -> Session:
    """The daily run of a morning."""
    shop.at(day, "08:00")
    session = shop.sign_in(OWNER)
    run_day(shop.desk, session)
    return session


def last(shop: Shop, type_: str) -> str:
    return str(shop.events(type_)[-1]["id"])


def lots(shop: Shop, member: str) -> list[tuple[Any, ...]]:
    """Everything about a member's lots."""
    return shop.rows("SELECT id, remaining, held, expired, frozen, expires_on, last_day FROM lot WHERE holder = ? ORDER BY id", member)


def test_lapsed_lots_come_back_exactly(shop: Shop) -> None:
    """EXP-06: reversible. The lots are as before, and lapsed by their date: the next run takes them again under its own number."""
    before = lots(shop, LIN)
    session = run_on(shop, "2026-07-01")
    assert lots(shop, LIN) != before
    event = reverse(shop.desk, session, last(shop, types.POINTS_EXPIRED), note="跑错了日期")
    assert lots(shop, LIN) == before
    assert (event.header.reverses_id, event.header.cause_key) == (last(shop, types.POINTS_EXPIRED),) * 2
    balance = shop.balance(LIN)
    assert (balance.available, balance.lapsed) == (2066, 320)
    with shop.store.read() as reader:
        assert reader.reason(event.header.id) == "跑错了日期"
    assert b"\xe8\xb7\x91" not in event.payload, "no words of a person in the journal"
    run_day(shop.desk, session)
    assert [event["cause_key"] for event in shop.events(types.POINTS_EXPIRED)] == ["2026-07-01:1", "2026-07-01:2"]
    assert shop.balance(LIN).remaining == 2066


def test_lapsed_lots_with_a_later_last_day(shop: Shop) -> None:
    """What the shop wants to spare is good until the day it names, on that day included; points and balances say so."""
    session = run_on(shop, "2026-07-01")
    reverse(shop.desk, session, last(shop, types.POINTS_EXPIRED), until="2026-07-10")
    assert shop.balance(LIN).available == 2386
    run_day(shop.desk, session)
    assert shop.balance(LIN).available == 2386
    run_on(shop, "2026-07-10")
    assert shop.balance(LIN).available == 2386
    run_on(shop, "2026-07-11")
    assert shop.balance(LIN).remaining == 2066


def test_a_debt_is_paid_from_what_comes_back(shop: Shop) -> None:
    """L4: usable points beside a debt pay it in the same commit."""
    shop.grant(ZHOU, 100, expires_on="2026-06-30")
    session = run_on(shop, "2026-07-01")
    shop.take_back(ZHOU, 30)
    reverse(shop.desk, session, last(shop, types.POINTS_EXPIRED), until="2026-07-10")
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (0, 70)


def test_points_that_lapsed_under_a_freeze_come_back_free(shop: Shop) -> None:
    """FRAUD-06: the account was freed meanwhile; what comes back is not frozen any more."""
    shop.grant(FROZEN, 40, expires_on="2026-06-30", frozen=True)
    session = run_on(shop, "2026-07-01")
    assert shop.rows("SELECT remaining, frozen FROM lot WHERE holder = ? AND granted = 40", FROZEN) == [(0, 1)]
    shop.set_status(FROZEN, "active")
    reverse(shop.desk, session, last(shop, types.POINTS_EXPIRED), until="2026-07-10")
    balance = shop.balance(FROZEN)
    assert (balance.frozen, balance.available) == (0, 540)


def test_while_the_freeze_lasts_they_come_back_frozen(shop: Shop) -> None:
    shop.grant(FROZEN, 40, expires_on="2026-06-30", frozen=True)
    session = run_on(shop, "2026-07-01")
    reverse(shop.desk, session, last(shop, types.POINTS_EXPIRED), until="2026-07-10")
    balance = shop.balance(FROZEN)
    assert (balance.frozen, balance.remaining) == (40, 540)


def test_a_freed_account_may_use_its_lots_and_pays_what_it_owes(shop: Shop) -> None:
    """FRAUD-06, L4: earned while frozen, released by the event that ends the freeze."""
    shop.grant(FROZEN, 40, frozen=True)
    shop.take_back(FROZEN, 520)
    assert (shop.balance(FROZEN).debt, shop.balance(FROZEN).frozen, shop.balance(FROZEN).available) == (20, 40, 0)
    session = shop.session
    with shop.store.write() as books:
        booking = thaw(
            FROZEN, books.lots(FROZEN, 100), books.balance(FROZEN, session.shift.business_date).debt, session.shift.business_date
        )
        book(shop.desk, books, session, types.MEMBER_STATUS, {"status": "active"}, member_id=FROZEN, booking=booking)
    balance = shop.balance(FROZEN)
    assert (balance.debt, balance.frozen, balance.available) == (0, 0, 20)


def test_nothing_is_taken_back_twice(shop: Shop) -> None:
    session = run_on(shop, "2026-07-01")
    chunk = last(shop, types.POINTS_EXPIRED)
    first = reverse(shop.desk, session, chunk, reversal_id="r" * 32)
    refusal = refused(reverse, shop.desk, session, chunk)
    assert (refusal.code, refusal.values["on"]) == ("reversed_already", "2026-07-01")
    seq = shop.seq()
    assert reverse(shop.desk, session, chunk, reversal_id="r" * 32) == first, "the same press again"
    assert shop.seq() == seq
    assert refused(reverse, shop.desk, session, first.header.id).code == "not_reversible", "nor is the reversal"


def test_what_cannot_be_taken_back(shop: Shop) -> None:
    """A sale is returned; a debt that was paid stays paid."""
    shop.scan(COFFEE, CARD_ZHOU)
    sale = shop.state().basket.sale_id
    complete_sale(shop.desk, shop.session, sale, "cash")
    assert refused(reverse, shop.desk, shop.session, sale).code == "not_reversible"
    assert refused(reverse, shop.desk, shop.session, "0" * 32).code == "no_such_event"


@pytest.mark.parametrize("until", ["2026-06-30", "2036-08-01", "2026-02-30", "tomorrow", "2026-7-10", ""])
def test_last_days_that_make_no_sense(shop: Shop, until: str) -> None:
    session = run_on(shop, "2026-07-01")
    assert refused(reverse, shop.desk, session, last(shop, types.POINTS_EXPIRED), until=until).code == "reverse_until"


def test_too_many_words(shop: Shop) -> None:
    session = run_on(shop, "2026-07-01")
    assert refused(reverse, shop.desk, session, last(shop, types.POINTS_EXPIRED), note="啊" * 201).code == "text_too_long"


def test_only_the_owner_takes_a_daily_run_back(shop: Shop) -> None:
    run_on(shop, "2026-07-01")
    chunk = last(shop, types.POINTS_EXPIRED)
    for number in ("1001", LEADER):
        assert refused(reverse, shop.desk, shop.sign_in(number), chunk).code == "not_allowed"


# reviews


def test_a_review_is_taken_back(shop: Shop) -> None:
    """TIER-06: the tier is what it was, the change is written down; by its dates it is due again in the next run."""
    tiered(shop)
    session = run_on(shop, "2026-06-30")
    assert tier(shop) == ("regular", "2026-07-30", "regular")
    reverse(shop.desk, session, last(shop, types.TIER_REVIEWED))
    assert tier(shop) == ("gold", "2026-06-25", "gold")
    assert shop.rows("SELECT before, after, reason FROM tier_change WHERE member_id = ? ORDER BY seq DESC LIMIT 1", ZHOU) == [
        ("regular", "gold", "reversal")
    ]
    run_day(shop.desk, session)
    assert tier(shop) == ("regular", "2026-07-30", "regular")
    assert len(shop.events(types.TIER_REVIEWED)) == 2


def test_a_tier_that_has_moved_on_stays(shop: Shop) -> None:
    """A member who reached a tier by a sale after the review keeps it; who is left alone is named."""
    tiered(shop)
    session = run_on(shop, "2026-06-30")
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.TIER_SET, {"tier": "silver", "valid_until": None}, member_id=ZHOU)
    event = reverse(shop.desk, session, last(shop, types.TIER_REVIEWED))
    assert tier(shop)[0] == "silver"
    assert shop.events(types.REVERSAL)[-1]["body"]["kept"] == [ZHOU]
    assert event.header.member_id is None


# rewards


def test_an_automatic_reward_is_taken_back(shop: Shop) -> None:
    """RED-22: undoable. Points are in their lots again, vouchers cancelled, limit and stock as before."""
    automatic(shop, per_member={"limit": 3, "per": "month"}, stocked=True)
    session = shop.session
    with shop.store.write() as books:
        book(shop.desk, books, session, types.REWARDS_STOCKED, {"stock": [["coupon", 2]]})
    shop.grant(ZHOU, 300, expires_on="2026-12-31")
    buy(shop)
    assert shop.balance(ZHOU).available == 122
    reverse(shop.desk, shop.session, last(shop, types.REWARD_ISSUED))
    assert shop.rows("SELECT id FROM lot WHERE holder = ? AND remaining <> granted", ZHOU) == []
    assert shop.balance(ZHOU).available == 322
    assert shop.rows("SELECT state FROM voucher") == [("cancelled",)] * 2
    assert shop.rows("SELECT n FROM reward_stock") == [(2,)]
    assert shop.rows("SELECT * FROM reward_use") == []


def test_a_used_voucher_cannot_be_taken_back(shop: Shop) -> None:
    automatic(shop)
    shop.grant(ZHOU, 300)
    buy(shop)
    (code,) = shop.rows("SELECT code FROM voucher ORDER BY n")[0]
    session = shop.session
    with shop.store.write() as books:
        book(shop.desk, books, session, types.REWARD_ISSUED, {"reward": "x", "vouchers_ended": [[code, "used"]]}, member_id=ZHOU)
    first = shop.events(types.REWARD_ISSUED)[0]["id"]
    assert refused(reverse, shop.desk, session, first).code == "voucher_used"


# adjustments


def adjusted(shop: Shop, points: int) -> str:
    """Points taken away by hand; the event's id."""
    on = shop.session.shift.business_date
    with shop.store.read() as reader:
        booking = adjust_down(LIN, reader.usable_lots(LIN, on), points, on)
    assert booking is not None
    event_id = shop.ids.new_id()
    shop.adjust(LIN, booking, event_id)
    return event_id


def test_a_deduction_is_taken_back(shop: Shop) -> None:
    before = lots(shop, LIN)
    deduction = adjusted(shop, 500)
    reverse(shop.desk, shop.session, deduction)
    assert lots(shop, LIN) == before


@pytest.mark.parametrize(("earned_since", "debt", "available"), [(0, 0, 2386), (300, 0, 2386 + 300), (20, 0, 2386 + 20)])
def test_a_deduction_that_made_the_member_owe(shop: Shop, earned_since: int, debt: int, available: int) -> None:
    """What is still owed is forgiven; what has been paid since comes back as points."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, "adjust.may_owe", value=True)
    deduction = adjust_points(shop.desk, shop.session, Adjustment(member_id=LIN, points=-2500, reason="correction"))
    assert shop.balance(LIN).debt == 114
    if earned_since:
        adjust_points(shop.desk, shop.session, Adjustment(member_id=LIN, points=earned_since, reason="correction"))
    reverse(shop.desk, shop.session, deduction.header.id)
    balance = shop.balance(LIN)
    assert (balance.debt, balance.available) == (debt, available)


def test_a_grant_is_taken_back_from_its_own_lots_first(shop: Shop) -> None:
    """Spent points come from other lots, and what is missing is owed."""
    grant = shop.grant(ZHOU, 100, expires_on="2026-12-31")
    shop.grant(ZHOU, 20, expires_on="2026-07-31")
    session = shop.session
    on = session.shift.business_date
    with shop.store.read() as reader:
        booking = adjust_down(ZHOU, reader.usable_lots(ZHOU, on), 90, on)
    assert booking is not None
    shop.adjust(ZHOU, booking, shop.ids.new_id())
    reverse(shop.desk, session, grant)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).remaining) == (70, 0)


def test_a_cashier_needs_a_second_person(shop: Shop) -> None:
    """LESSON-25: giving points back and taking them away by hand are acts of the rights table."""
    deduction = adjusted(shop, 500)
    cashier = shop.sign_in("1001")
    assert refused(reverse, shop.desk, cashier, deduction).code == "needs_approval"
    with shop.store.read() as reader:
        event = reader.event(deduction)
        assert event is not None
        assert reversible(reader, [event]) == (event,)
    asked = reversal_asked(act_of(event), deduction, None)
    approval = approve(shop.desk, cashier, asked, shop.person(LEADER).id, PINS[LEADER])
    done = reverse(shop.desk, cashier, deduction, approval=approval)
    assert (done.header.actor_id, done.header.approver_id) == (shop.person("1001").id, shop.person(LEADER).id)
    with shop.store.read() as reader:
        assert reversible(reader, [event]) == ()

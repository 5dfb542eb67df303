"""EDGE-12: how a member stood at any past moment, from the journal alone."""

from __future__ import annotations

import time
from typing import Any

import pytest

from app.domain.journal import types
from app.domain.ledger.moves import open_hold, release
from app.domain.ledger.past import standing
from app.services.as_of import as_of_event, as_of_moment, as_of_now
from app.services.desk import book_office
from app.services.edit_basket import abandon_basket
from app.services.reverse import reverse
from app.services.run_day import run_day
from app.services.use_points import use_points
from tests.fakes.cut import same_as_the_fold
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, LIN, TODAY, WATER, ZHOU, Shop, moment_ms, refused
from tests.services.test_complete_sale import pay
from tests.services.test_refund_sale import give_back, sell
from tests.storage.till import Till


def test_a_member_at_every_moment_of_a_week(shop: Shop) -> None:
    """Zhou buys three coffees on Saturday (36 + 30 points); on Sunday two more with 20 points on the basket (23 + 20, the 0.20 paid with
    points earn nothing); on Monday all comes back.
    """
    first = sell(shop, f"3*{COFFEE}")
    saturday = shop.events()[-1]["id"]
    shop.at("2026-06-21", "10:00")
    shop.sign_in()
    shop.scan(f"2*{COFFEE}", CARD_ZHOU)
    use_points(shop.desk, shop.session, 20)
    on_hold = shop.events("hold_opened")[-1]["id"]
    second = pay(shop)
    shop.at("2026-06-22", "09:00")
    shop.sign_in()
    give_back(shop, second)
    give_back(shop, first)
    moments = {
        "before he came": as_of_moment(shop.desk, ZHOU, moment_ms(TODAY, "14:31")),
        "on Saturday": as_of_event(shop.desk, ZHOU, saturday),
        "with points on the basket": as_of_event(shop.desk, ZHOU, on_hold),
        "on Sunday night": as_of_moment(shop.desk, ZHOU, moment_ms("2026-06-21", "23:59")),
        "now": as_of_now(shop.desk, ZHOU),
    }
    assert {when: (one.balance.available, one.balance.held, one.sales_count) for when, one in moments.items()} == {
        "before he came": (0, 0, 0),
        "on Saturday": (66, 0, 1),
        "with points on the basket": (46, 20, 1),
        "on Sunday night": (46 + 23 + 20, 0, 2),
        "now": (0, 0, 0),
    }
    assert [(lot.rule, lot.remaining) for lot in moments["on Sunday night"].lots] == [
        ("base", 16), ("coffee", 30), ("base", 23), ("coffee", 20)
    ]  # fmt: skip
    assert moments["now"].balance == shop.balance(ZHOU)


def test_the_tier_and_the_programme_of_that_day(shop: Shop) -> None:
    """Silver since the 504 yuan of Saturday; the version that came into force on Monday is not the one that was asked on Sunday."""
    before = shop.events()[-1]["id"]
    sell(shop, f"42*{COFFEE}")
    shop.publish(valid_from="2026-06-22")
    shop.at("2026-06-23")
    shop.sign_in()
    then, sunday, now = (
        as_of_event(shop.desk, ZHOU, before), as_of_moment(shop.desk, ZHOU, moment_ms("2026-06-21")), as_of_now(shop.desk, ZHOU),
    )  # fmt: skip
    assert [(one.effective, one.metric) for one in (then, sunday, now)] == [("regular", 0), ("silver", 50400), ("silver", 50400)]
    assert [one.programme.version for one in (then, sunday, now) if one.programme] == [1, 1, 2]
    assert sunday.tier is not None
    assert sunday.tier.valid_until == "2027-06-30"
    early = as_of_moment(shop.desk, ZHOU, moment_ms("2026-05-01"))
    assert (early.programme, early.tier, early.events) == (None, None, 0)


def test_a_programme_published_later_is_not_known_before(shop: Shop) -> None:
    """A version that was published on Sunday with Saturday as its first day was not in force on Saturday."""
    sell(shop, WATER)
    saturday = shop.events()[-1]["id"]
    shop.at("2026-06-21")
    shop.sign_in()
    shop.publish(valid_from=TODAY)
    one = as_of_event(shop.desk, ZHOU, saturday).programme
    other = as_of_now(shop.desk, ZHOU).programme
    assert one is not None
    assert other is not None
    assert (one.version, other.version) == (1, 2)


def test_every_act_is_looked_back_over(shop: Shop) -> None:
    """Grants, holds, sales, a daily run, frozen accounts, tiers by hand, returns with all that hangs on them."""
    shop.publish(validity={"kind": "inactivity", "n": 1}, returns={"grace_days": 3})
    sell(shop, f"2*{COFFEE}")
    done = sell(shop, f"4*{COFFEE}", card=CARD_LIN, points=400)
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    abandon_basket(shop.desk, shop.session)
    shop.set_status(ZHOU, "frozen")
    sell(shop, COFFEE)
    shop.set_status(ZHOU, "active")
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.TIER_SET, {"tier": "gold", "valid_until": "2026-12-31"}, member_id=ZHOU)
        book_office(shop.desk, books, None, types.TIER_FLOOR_SET, {"tier": "platinum", "until": "2026-06-30"}, member_id=ZHOU)
    shop.at("2026-07-01")
    shop.sign_in("1003")
    run_day(shop.desk, shop.session)
    for of in ("points_expired", "tier_reviewed"):
        for event in shop.events(of):
            reverse(shop.desk, shop.session, event["id"])
    given = shop.grant(ZHOU, 40)
    reverse(shop.desk, shop.session, given)
    sell(shop, WATER)
    give_back(shop, done, {"L1": 1})
    shop.take_back(ZHOU, 100)
    sell(shop, f"2*{COFFEE}")
    shop.at("2027-02-01")
    shop.sign_in("1002")
    run_day(shop.desk, shop.session)
    give_back(shop, done)
    same_as_the_fold(shop.store, (ZHOU, LIN, "frozen"), [event["id"] for event in shop.events()])
    for member in (ZHOU, LIN):
        assert as_of_now(shop.desk, member).balance == shop.balance(member)


def test_moments_between_two_events(shop: Shop) -> None:
    """To the second: just before the sale, at it, and when a clock that went wrong stood before it."""
    shop.sign_in()
    shop.wait(60)
    sell(shop, COFFEE)
    at = shop.events("sale_completed")[-1]["occurred_ms"]
    assert [as_of_moment(shop.desk, ZHOU, ms).balance.remaining for ms in (at - 1, at, at + 1)] == [0, 22, 22]


def test_refusals(shop: Shop) -> None:
    assert refused(as_of_now, shop.desk, "nobody").code == "no_such_member"
    assert refused(as_of_event, shop.desk, ZHOU, "nothing").code == "no_such_event"


def test_five_thousand_events_are_folded_at_once(tmp_path: Any) -> None:
    """2,000 sales and 3,000 holds of one member."""
    from app.domain.ledger.booking import POINTS, Hold, Use

    till = Till(tmp_path / "till")
    till.enrol("m1")
    with till.store.write() as books:
        for n in range(1, 2001):
            sale = books.append(till.sale(f"R{n:012d}", "m1", earn=20))
            hold = Hold(id=till.new_id(), holder="m1", unit=POINTS, sale_id="s", uses=(Use(f"{sale.header.id}:0", 5),))
            body = {"sale_id": "s", "points": 5, "value_minor": 5}
            books.append(till.draft(types.HOLD_OPENED, body, member_id="m1", cause_key=hold.id, booking=open_hold(hold)))
            if n % 2:
                body = {"sale_id": "s", "reason": "removed"}
                books.append(till.draft(types.HOLD_RELEASED, body, member_id="m1", booking=release(hold, "removed")))
    with till.store.read() as reader:
        began = time.process_time()
        stood = standing("m1", reader.past("m1", 100_000))
        spent = time.process_time() - began
    assert (stood.events, len(stood.lots), stood.balance("2026-03-15").held) == (5001, 2000, 5000)
    assert stood.balance("2026-03-15").remaining == 40_000
    assert spent < 1.0
    till.store.close()


@pytest.mark.parametrize("limit", [1, 3])
def test_it_is_bounded(shop: Shop, limit: int) -> None:
    for _ in range(3):
        sell(shop, WATER)
    with shop.store.read() as reader:
        assert len(reader.past(ZHOU, limit)) == limit

"""What can be booked without a sale: what each gives now, why not, and that it is what is booked then."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.activity_offers import ActivityOffer, activity_offers, asks_for, book_activity
from tests.fakes.shop import CLOSED, LIN, ZHOU, Shop, refused
from tests.services.test_raise_event import next_day

CHECK_IN = {"code": "in", "trigger": "check_in", "name": "签到", "benefit": {"kind": "fixed", "points": 5}}
WEEKLY = {"code": "week", "trigger": "check_in", "when": {"nth": {"of": "streak", "every": 7}}, "benefit": {"kind": "fixed", "points": 20}}
REVIEW = {"code": "review", "trigger": "activity:review", "benefit": {"kind": "fixed", "points": 10}}
TRAINING = {"code": "train", "trigger": "activity:training", "benefit": {"kind": "per_item", "points": 8}}
BOOKING = {"code": "book", "trigger": "activity:booking", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
GOLD = {"code": "gold", "trigger": "activity:party", "when": {"tiers": ["gold"]}, "benefit": {"kind": "fixed", "points": 100}}
TIERS = {
    "metric": "spend",
    "window": {"kind": "lifetime"},
    "levels": [{"code": "regular", "name": "普通", "threshold": 0}, {"code": "gold", "name": "金卡", "threshold": 100}],
}
CAPS = [{"code": "reviews", "rules": ["review"], "who": "member", "per": "month", "unit": "times", "limit": 1}]


@pytest.fixture
def offers_of(shop: Shop) -> Any:
    shop.programme(REVIEW, CHECK_IN, WEEKLY, TRAINING, BOOKING, GOLD, tiers=TIERS, caps=CAPS)

    def read(member_id: str | None = ZHOU) -> dict[str, ActivityOffer]:
        return {offer.code: offer for offer in activity_offers(shop.desk, shop.session, member_id, "zh")}

    return read


def book(shop: Shop, code: str, member_id: str = ZHOU, **more: int) -> int:
    return book_activity(shop.desk, shop.session, member_id, code, event_id=shop.ids.new_id(), **more).earned


def test_the_check_in_comes_first_and_each_says_what_it_gives(shop: Shop, offers_of: Any) -> None:
    """EARN-17, 18, 19, 21, 30."""
    found = offers_of()
    assert list(found) == ["check_in", "review", "training", "booking", "party"]
    assert [(offer.points, offer.asks) for offer in found.values()] == [(5, ""), (10, ""), (8, "qty"), (0, "amount"), (0, "")]
    assert found["party"].why_not == "gold：限金卡会员"
    assert offers_of(LIN)["party"].points == 100
    assert "每件积8分" in found["training"].rules[0]


def test_what_is_offered_is_what_is_booked(shop: Shop, offers_of: Any) -> None:
    for code, member_id in (("check_in", ZHOU), ("review", ZHOU), ("training", ZHOU), ("party", ZHOU), ("party", LIN)):
        offered = offers_of(member_id)[code].points
        assert book(shop, code, member_id) == offered, (code, member_id)
    assert book(shop, "training", qty=3) == 24
    assert book(shop, "booking", amount_minor=12_300) == 123


def test_a_cap_that_is_reached_says_so(shop: Shop, offers_of: Any) -> None:
    """FRAUD-02: the second review of the month gives nothing, and the list says why before it is booked."""
    assert book(shop, "review") == 10
    offer = offers_of()["review"]
    assert offer.points == 0
    assert "每人每月最多1次，已经用完" in offer.why_not
    assert book(shop, "review") == 0


def test_the_check_in_of_today_shows_its_streak(shop: Shop, offers_of: Any) -> None:
    """EARN-17, FRAUD-01: once a day; the seventh day in a row gives more."""
    for day in range(1, 7):
        next_day(shop, f"2026-07-{day:02d}")
        book(shop, "check_in")
    next_day(shop, "2026-07-07")
    assert offers_of()["check_in"].points == 25
    assert book(shop, "check_in") == 25
    assert (offers_of()["check_in"].points, offers_of()["check_in"].streak) == (0, 7)
    assert refused(book, shop, "check_in").code == "checked_in_already"


def test_without_a_member_only_the_rules(shop: Shop, offers_of: Any) -> None:
    for member_id in (None, CLOSED, "nobody"):
        found = offers_of(member_id)
        assert [offer.points for offer in found.values()] == [None] * 5
        assert all(offer.rules for offer in found.values())


def test_nothing_is_offered_where_no_rule_answers(shop: Shop) -> None:
    assert activity_offers(shop.desk, shop.session, ZHOU, "en") == ()
    with shop.store.read() as reader:
        programme = shop.desk.programmes.in_force(reader, "2026-06-20")
    assert asks_for(programme, "review") == ""
    assert refused(book, shop, "review").code == "no_such_activity"


def test_looking_writes_nothing(shop: Shop, offers_of: Any) -> None:
    offers_of()
    before = shop.dump()
    offers_of()
    assert shop.dump() == before

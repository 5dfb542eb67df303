"""What joining gives is said before anybody has joined, and it is what is booked then."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.complete_sale import complete_sale
from app.services.enrol_member import Enrolment, enrol_member
from app.services.joining_preview import preview_joining
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CRISPS, LIN, MILK, WATER, Shop

BASE = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
DOUBLE = {"code": "first", "lane": "factor", "trigger": "first_sale", "benefit": {"kind": "multiply", "factor": "2"}}


def fixed(code: str, trigger: str, points: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "trigger": trigger, "benefit": {"kind": "fixed", "points": points}, **more}


@pytest.mark.parametrize(
    ("told", "welcome", "sale"),
    [
        ({}, 50, 2 * 32),
        ({"birthday": (6, 20)}, 50 + 20, 3 * 32),
        ({"referrer_id": LIN}, 50 + 30, 2 * 32),
        ({"birthday": (6, 20), "referrer_id": LIN}, 50 + 30 + 20, 3 * 32),
    ],
)
def test_what_was_shown_is_what_is_booked_earn_12(shop: Shop, told: dict[str, Any], welcome: int, sale: int) -> None:
    """EARN-12, 13, 14, 15, 22: welcome, profile, first sale, referral and birthday, by the engine that books them."""
    birthday = {"code": "birthday", "lane": "factor", "trigger": "sale", "when": {"birthday": "day"}}
    shop.programme(
        BASE,
        DOUBLE,
        birthday | {"benefit": {"kind": "multiply", "factor": "3"}},
        fixed("welcome", "enrolment", 50),
        fixed("brought", "enrolment", 30, when={"referred": True}),
        fixed("profile", "profile_completed", 20),
    )
    shop.scan(f"2*{WATER}", MILK, CRISPS)
    shown = preview_joining(shop.desk, shop.session, **told)
    assert (shown.welcome, shown.sale) == (welcome, sale)
    enrolment = Enrolment(name="陈静", phone="13812345678", consents=frozenset({"terms"}), **told)
    done = enrol_member(shop.desk, shop.session, enrolment)
    assert shop.balance(done.member.id).available == welcome
    assert done.state.quote.points == sale
    assert done.state.basket.due_minor == shown.due_minor
    complete_sale(shop.desk, shop.session, done.state.basket.sale_id, "cash")
    assert shop.balance(done.member.id).available == welcome + sale


def test_member_prices_save_what_they_save(shop: Shop) -> None:
    with shop.store.read() as reader:
        known = reader.product_by_code(CRISPS)
        assert known is not None
        price = known.price_minor
    assert price is not None
    shop.scan(f"2*{CRISPS}")
    shown = preview_joining(shop.desk, shop.session)
    saved = 2 * (price - known.tier_prices.get("regular", price))
    assert (shown.saved_minor, shown.due_minor) == (saved, 2 * price - saved)


def test_without_a_basket_only_the_welcome(shop: Shop) -> None:
    shop.programme(BASE, fixed("welcome", "enrolment", 50), fixed("profile", "profile_completed", 20))
    with shop.store.write() as books:
        change_setting(shop.desk, books, "member.profile", "phone+birthday+title")
    shown = preview_joining(shop.desk, shop.session, birthday=(1, 2))
    assert (shown.welcome, shown.sale, shown.saved_minor, shown.due_minor) == (50, 0, 0, 0)
    assert preview_joining(shop.desk, shop.session, birthday=(1, 2), has_title=True).welcome == 70


def test_looking_writes_nothing(shop: Shop) -> None:
    shop.scan(MILK)
    before = shop.dump()
    preview_joining(shop.desk, shop.session, birthday=(2, 29))
    assert shop.dump() == before

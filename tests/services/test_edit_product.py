"""The product sheet's service: new products for unknown codes, changes of known ones, one event each, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from app.domain.catalogue.product import Product
from app.services.edit_product import product_for_code, product_to_edit, save_product
from tests.fakes.shop import BUN, COFFEE, CRISPS, WATER, Shop, refused

NEW_CODE = "9521999000013"


@pytest.fixture
def leader(shop: Shop) -> Shop:
    shop.sign_in("1002")
    return shop


def draft(shop: Shop, code: str = NEW_CODE, **more: Any) -> Product:
    found = product_for_code(shop.desk, shop.session, code).product
    return replace(found, **({"name": "桂花酒酿", "price_minor": 1280, "categories": ("dairy",)} | more))


def test_a_new_barcode_becomes_a_product_and_is_sold(leader: Shop) -> None:
    """LESSON-17 for goods: what nobody knows yet is on the basket a moment later, with its tax, tier price and points."""
    assert leader.scan(NEW_CODE).reason == "unknown_product"
    made = save_product(
        leader.desk, leader.session, draft(leader, tax_rate=Fraction(13, 100), tier_prices={"gold": 1180}, categories=("food", "dessert"))
    )
    assert made.sku == made.barcode == NEW_CODE
    outcome = leader.scan(NEW_CODE)
    assert outcome.kind == "line_added"
    line = leader.state().basket.lines[0]
    assert (line.name, line.unit_minor, line.tax_rate, line.categories) == ("桂花酒酿", 1280, "13/100", ("food", "dessert"))
    with leader.store.read() as reader:
        assert [product.id for product in reader.find_products("ghjn", 5)] == [made.id]
    events = leader.events("product_changed")
    assert len(events) == 1
    assert events[0]["body"]["product"]["tier_prices"] == {"gold": 1180}
    assert events[0]["actor_id"] == leader.session.actor.id
    assert len(leader.events("catalogue_changed")) == 1, "no second snapshot of the whole catalogue"
    leader.verify()


def test_without_a_barcode_it_gets_the_next_short_number(leader: Shop) -> None:
    first = save_product(leader.desk, leader.session, draft(leader, ""))
    second = save_product(leader.desk, leader.session, draft(leader, "", name="另一个"))
    assert (first.barcode, int(second.sku)) == (None, int(first.sku) + 1)
    assert leader.scan(first.sku).kind == "line_added"


def test_a_price_changes_for_the_next_sale_and_not_for_the_basket(leader: Shop) -> None:
    leader.scan(WATER)
    known = product_for_code(leader.desk, leader.session, WATER).product
    save_product(leader.desk, leader.session, replace(known, price_minor=250))
    assert [line.unit_minor for line in leader.state().basket.lines] == [200]
    leader.scan(WATER)
    assert [(line.unit_minor, line.qty) for line in leader.state().basket.lines] == [(200, 1), (250, 1)]


def test_earns_no_points_from_now_on(leader: Shop) -> None:
    known = product_for_code(leader.desk, leader.session, COFFEE).product
    save_product(leader.desk, leader.session, replace(known, earns=False))
    leader.scan(COFFEE)
    assert [line.earns for line in leader.state().basket.lines] == [False]


def test_nothing_is_booked_where_nothing_changed(leader: Shop) -> None:
    known = product_to_edit(leader.desk, leader.session, f"p{BUN}").product
    assert save_product(leader.desk, leader.session, known) == known
    assert leader.events("product_changed") == []


def test_what_is_sold_no_longer_comes_back_with_its_code(leader: Shop) -> None:
    known = product_for_code(leader.desk, leader.session, CRISPS).product
    save_product(leader.desk, leader.session, replace(known, active=False))
    assert leader.scan(CRISPS).reason == "unknown_product"
    again = product_for_code(leader.desk, leader.session, CRISPS).product
    assert (again.id, again.active) == (known.id, False)
    save_product(leader.desk, leader.session, replace(again, active=True))
    assert leader.scan(CRISPS).kind == "line_added"


def test_categories_of_the_shop_are_offered_with_their_tax(leader: Shop) -> None:
    uses = product_for_code(leader.desk, leader.session, NEW_CODE).uses
    assert (("coffee",), Fraction(6, 100)) in [(use.categories, use.tax_rate) for use in uses]
    assert [use.products for use in uses] == sorted((use.products for use in uses), reverse=True)


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"name": ""}, "name", "missing"),
        ({"name": "\u202e\x00 \ue000"}, "name", "missing"),
        ({"price_minor": 0}, "price_minor", "range"),
        ({"price_minor": -1}, "price_minor", "range"),
        ({"price_minor": 10**13}, "price_minor", "range"),
        ({"tax_rate": Fraction(2)}, "tax_rate", "range"),
        ({"categories": ("",)}, "categories", "missing"),
        ({"tier_prices": {"gold": 1281}}, "tier_prices", "not_below_price"),
        ({"tier_prices": {"gold": -1}}, "tier_prices", "range"),
        ({"price_minor": None, "tier_prices": {"gold": 1}}, "tier_prices", "not_below_price"),
        ({"sku": "9" * 33}, "sku", "too_long"),
        ({"barcode": "9521999000014"}, "barcode", "check_digit"),
    ],
)
def test_what_is_wrong_is_named(leader: Shop, changes: dict[str, Any], field: str, problem: str) -> None:
    refusal = refused(save_product, leader.desk, leader.session, draft(leader, **changes))
    assert refusal.code == "product_invalid"
    assert (refusal.values["field"], refusal.values["problem"]) == (field, problem)
    assert leader.events("product_changed") == []


def test_too_long_a_name(leader: Shop) -> None:
    assert refused(save_product, leader.desk, leader.session, draft(leader, name="长" * 101)).code == "text_too_long"


def test_a_code_belongs_to_one_product(leader: Shop) -> None:
    for changes in ({"barcode": WATER}, {"sku": COFFEE}):
        refusal = refused(save_product, leader.desk, leader.session, draft(leader, **changes))
        assert refusal.code == "code_taken"
        assert refusal.values["name"]


def test_a_cashier_may_not(shop: Shop) -> None:
    shop.sign_in("1001")
    assert refused(product_for_code, shop.desk, shop.session, NEW_CODE).code == "not_allowed"
    assert refused(product_to_edit, shop.desk, shop.session, f"p{BUN}").code == "not_allowed"
    assert refused(save_product, shop.desk, shop.session, Product(id="", sku="1", name="x", price_minor=1)).code == "not_allowed"
    shop.sign_in("1002")
    assert refused(product_to_edit, shop.desk, shop.session, "nobody").code == "unknown_product"

"""Products, what makes one wrong, and products from spreadsheet rows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.catalogue.product import Product, ProductProblem, checked, problems
from app.domain.catalogue.rows import RowInvalid, product_from_row, products_from_csv
from app.domain.errors import Refusal

CRISPS = Product(
    id="p1",
    sku="12001",
    barcode="4006381333931",
    name="脆脆里 薯片 原味 75g",
    name_en="Cuicuili crisps original 75 g",
    price_minor=850,
    categories=("snacks", "snacks_crisps"),
    brand="脆脆里",
    tax_rate=Fraction(13, 100),
    tier_prices={"gold": 750},
)


def test_a_good_product_has_no_problems():
    assert problems(CRISPS) == ()
    assert checked(CRISPS) is CRISPS
    assert problems(Product(id="p2", sku="90021", name="报刊代收")) == ()


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": ""}, "id", "missing"),
        ({"sku": ""}, "sku", "missing"),
        ({"sku": "1" * 33}, "sku", "too_long"),
        ({"barcode": "4006381333932"}, "barcode", "check_digit"),
        ({"barcode": "036000291452"}, "barcode", "check_digit"),
        ({"name": ""}, "name", "missing"),
        ({"name": "薯" * 101}, "name", "too_long"),
        ({"name": "薯\u202e片"}, "name", "control"),
        ({"name": "薯片 "}, "name", "control"),
        ({"name_en": "a\x1bb"}, "name_en", "control"),
        ({"price_minor": 0, "tier_prices": {}}, "price_minor", "range"),
        ({"price_minor": -1, "tier_prices": {}}, "price_minor", "range"),
        ({"price_minor": 10**12 + 1}, "price_minor", "range"),
        ({"price_minor": None}, "tier_prices", "not_below_price"),
        ({"categories": ("snacks", "")}, "categories", "missing"),
        ({"categories": tuple(f"c{n}" for n in range(21))}, "categories", "range"),
        ({"brand": "b" * 65}, "brand", "too_long"),
        ({"tax_rate": Fraction(101, 100)}, "tax_rate", "range"),
        ({"tier_prices": {"gold": 851}}, "tier_prices", "not_below_price"),
        ({"tier_prices": {"gold": -1}}, "tier_prices", "range"),
        ({"quick_position": 0}, "quick_position", "range"),
        ({"kind": "service"}, "kind", "enum"),
    ],
)
def test_one_thing_wrong_is_one_problem(change, field, code):
    wrong = replace(CRISPS, **change)
    assert problems(wrong) == (ProductProblem(field, code),)
    with pytest.raises(Refusal) as refused:
        checked(wrong)
    assert refused.value.code == "product_invalid"
    assert (refused.value.values["field"], refused.value.values["problem"]) == (field, code)


def test_names_by_language():
    assert CRISPS.shown_name("zh_CN") == "脆脆里 薯片 原味 75g"
    assert CRISPS.shown_name("en") == "Cuicuili crisps original 75 g"
    assert replace(CRISPS, name_en="").shown_name("en") == CRISPS.name
    assert CRISPS.tile_name("zh_CN") == CRISPS.name
    tile = replace(CRISPS, quick_name="薯片", quick_name_en="Crisps")
    assert (tile.tile_name("zh_CN"), tile.tile_name("en")) == ("薯片", "Crisps")


ROW = {
    "sku": "12001",
    "barcode": "4006381333931",
    "name": "脆脆里 薯片 原味 75g",
    "name_en": "Cuicuili crisps original 75 g",
    "price": "8.50",
    "categories": "snacks|snacks_crisps",
    "brand": "脆脆里",
    "tax_rate": "0.13",
    "earns": "1",
    "tier_prices": "gold=7.50",
    "quick": "",
}


def test_a_row_is_a_product():
    assert product_from_row(ROW, "p1") == CRISPS


def test_only_sku_and_name_are_needed():
    assert product_from_row({"sku": " 7 ", "name": "报刊"}, "p7") == Product(id="p7", sku="7", name="报刊")


def test_upca_is_taken_as_ean13():
    assert product_from_row({"sku": "7", "name": "x", "barcode": "036000291452"}, "p7").barcode == "0036000291452"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"price": "8,50"}, [("price", "format")]),
        ({"price": "8.505"}, [("price", "format")]),
        ({"price": "-1"}, [("price", "format")]),
        ({"price": "0", "tier_prices": ""}, [("price_minor", "range")]),
        ({"price": ""}, [("tier_prices", "not_below_price")]),
        ({"barcode": "4006381333932"}, [("barcode", "check_digit")]),
        ({"barcode": "abc"}, [("barcode", "check_digit")]),
        ({"tax_rate": "13%"}, [("tax_rate", "format")]),
        ({"tax_rate": "13"}, [("tax_rate", "range")]),
        ({"earns": "yes"}, [("earns", "enum")]),
        ({"kind": "service"}, [("kind", "enum")]),
        ({"tier_prices": "gold"}, [("tier_prices", "format")]),
        ({"tier_prices": "gold=7.50|gold=7"}, [("tier_prices", "format")]),
        ({"tier_prices": "gold=9.00"}, [("tier_prices", "not_below_price")]),
        ({"quick": "x"}, [("quick", "format")]),
        ({"quick": "0"}, [("quick_position", "range")]),
        ({"colour": "red"}, [("colour", "unknown_field")]),
        ({"sku": "", "name": "", "price": "x"}, [("price", "format"), ("sku", "missing"), ("name", "missing")]),
    ],
)
def test_everything_wrong_in_a_row_is_named(cells, found):
    with pytest.raises(RowInvalid) as refused:
        product_from_row({**ROW, **cells}, "p1")
    assert [(problem.field, problem.code) for problem in refused.value.problems] == found


def test_products_from_csv():
    text = "name,sku,price\n薯片,12001,8.50\n报刊,90021,\n"
    assert [(p.id, p.name, p.price_minor) for p in products_from_csv(text, lambda sku: f"id-{sku}")] == [
        ("id-12001", "薯片", 850),
        ("id-90021", "报刊", None),
    ]
    with pytest.raises(RowInvalid):
        products_from_csv("sku,name\n1,a,extra\n", str)

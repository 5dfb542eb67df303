"""Labels of scales at the till: prices and weights in codes of 20 to 29, how they are laid out, their check digits, and bad ones."""

from __future__ import annotations

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.catalogue.product import Product
from app.domain.checks import gs1_check_digit
from app.domain.errors import Refusal
from app.domain.till.weighed_label import price_verifier, read_label
from app.services.complete_sale import complete_sale
from app.services.edit_product import save_product
from app.services.refund_sale import refund_sale
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CARD_LIN, Shop

APPLES = Product(id="apples", sku="30123", name="苹果", price_minor=1_980, categories=("fruit",), tier_prices={"gold": 1_600})
NUTS = Product(id="nuts", sku="77", name="散装坚果", price_minor=None)


def label(body: str) -> str:
    return body + gs1_check_digit(body)


def goods(shop: Shop) -> Shop:
    shop.sign_in("1003")
    for product in (APPLES, NUTS):
        save_product(shop.desk, shop.session, product)
    return shop


def test_a_price_on_the_label_is_what_it_costs(shop: Shop) -> None:
    """22, item 30123, 12.34: one piece at that price; the member's price is the same part of a kilogram."""
    goods(shop)
    shop.scan(label("223012301234"))
    [line] = shop.state().basket.lines
    assert (line.product_id, line.qty, line.unit_minor, line.tier_minor) == ("apples", 1, 1_234, None)
    shop.scan(CARD_LIN)
    [line] = shop.state().basket.lines
    assert (line.tier_minor, line.payable_minor) == (997, 997)  # 12.34 x 16.00 / 19.80


def test_a_weight_on_the_label_is_priced_by_the_kilogram(shop: Shop) -> None:
    """23, 452 g at 19.80: 8.95, with its weight on the line and on the paper; it comes back like anything else."""
    goods(shop)
    shop.scan(label("233012300452"), label("233012300452"), label("233012300300"))
    lines = shop.state().basket.lines
    assert [(line.unit_minor, line.qty, line.weight_g) for line in lines] == [(895, 2, 452), (594, 1, 300)]
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert "0.452 kg" in to_text(lay_out(done.sale.document, shop.desk.profile().paper))
    refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, {"L1": 2, "L2": 1}, "quality")
    assert sum(row[1] for row in shop.events("refund_completed")[-1]["body"]["tenders"]) == 895 * 2 + 594
    shop.verify()


def test_an_open_price_takes_the_price_of_the_label_and_no_weight(shop: Shop) -> None:
    """The item stands with leading zeros on the label."""
    goods(shop)
    shop.scan(label("220007700650"))
    assert shop.state().basket.payable_minor == 650
    outcome = shop.scan(label("230007700650"))
    assert (outcome.kind, outcome.reason) == ("refused", "label_no_price")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (label("223012300000"), "label_empty"),
        (label("233012300000"), "label_empty"),
        (label("229999901234"), "unknown_product"),
        (label("243012301234"), "unknown_product"),
        (label("223012301234")[:-1] + "0", "scan_bad_check_product"),
        (f"10000*{label('223012301234')}", "quantity_wrong"),
    ],
)
def test_labels_that_are_no_good(shop: Shop, code: str, reason: str) -> None:
    """Bad input: nothing on it, an item nobody sells, a prefix that means nothing here, a digit misread, far too many."""
    goods(shop)
    outcome = shop.scan(code)
    assert (outcome.kind, outcome.reason) == ("refused", reason)
    assert shop.state().basket.lines == ()


def test_the_shop_says_how_its_labels_are_laid_out(shop: Shop) -> None:
    """With the price verifier a misread price is refused; other prefixes; six digits of item."""
    goods(shop)
    with shop.store.write() as books:
        for key, value in (("label.price_prefix", "28"), ("label.weight_prefix", "none"), ("label.layout", "5+v4")):
            change_setting(shop.desk, books, key, value)
    good = label(f"2830123{price_verifier('1234')}1234")
    shop.scan(good)
    assert shop.state().basket.payable_minor == 1_234
    assert shop.scan(label(f"2830123{(int(price_verifier('1234')) + 1) % 10}1234")).reason == "label_check"
    assert shop.scan(label("233012300452")).reason == "unknown_product"


def test_the_verifier_of_the_standard() -> None:
    """The example of the GS1 General Specifications: 2875 has 9."""
    assert price_verifier("2875") == "9"
    assert len({price_verifier(f"{price:04d}") for price in range(100)}) == 10


def test_a_code_of_the_catalogue_goes_before_its_prefix(shop: Shop) -> None:
    """An in-store code that is some product's own barcode means that product."""
    code = label("223012301234")
    goods(shop)
    save_product(shop.desk, shop.session, Product(id="tray", sku="5151", name="礼盒", barcode=code, price_minor=8_800))
    shop.scan(code)
    assert [line.product_id for line in shop.state().basket.lines] == ["tray"]


@pytest.mark.parametrize("layout", ["5+5", "6+4", "5+v4"])
def test_no_digits_make_it_raise_anything_but_a_refusal(layout: str) -> None:
    said = set()
    for number in range(0, 10**10, 123_456_789):
        try:
            found = read_label(label(f"22{number:010d}"), price_prefix="22", weight_prefix="22", layout=layout)
            said.add("label" if found is not None and found.holds == "price" and found.value > 0 else "wrong")
        except Refusal as refusal:
            said.add(refusal.code)
    assert "label" in said
    assert said <= {"label", "label_check", "label_empty"}

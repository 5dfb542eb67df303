"""The receipt's block for the tax invoice (发票): off by default, a code that names the sale and that nobody else can make."""

from __future__ import annotations

from app.documents.document import Qr, Text
from app.services.reprint import reprint
from app.services.set_up_shop import change_setting
from tests.fakes.shop import COFFEE, Shop
from tests.services.test_refund_sale import sell


def turn_on(shop: Shop, address: str = "") -> None:
    """The shop prints the block."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, "invoice.on", value=True)
        change_setting(shop.desk, books, "invoice.address", address)


def codes(document: object) -> list[str]:
    """The QR codes on a receipt."""
    return [element.data for element in document.elements if isinstance(element, Qr)]  # type: ignore[attr-defined]


def test_no_block_until_the_shop_wants_it(shop: Shop) -> None:
    done = sell(shop, COFFEE)
    assert (done.sale.data.invoice_code, codes(done.sale.document)) == ("", [])


def test_the_code_names_the_sale_and_is_the_same_on_every_copy(shop: Shop) -> None:
    turn_on(shop)
    done = sell(shop, COFFEE)
    other = sell(shop, COFFEE)
    (code,) = codes(done.sale.document)
    kind, number, day, amount, mark = code.split(".")
    assert (kind, number, day, amount, len(mark)) == ("F1", done.sale.data.sale_number, "20260620", "1200", 16)
    assert mark != codes(other.sale.document)[0].split(".")[-1]
    assert codes(reprint(shop.desk, shop.session, done.sale.event_id).document) == [code]
    assert any(isinstance(element, Text) and element.text == "扫码申请发票" for element in done.sale.document.elements)


def test_with_an_address_a_phone_opens_the_page(shop: Shop) -> None:
    turn_on(shop, "https://fp.example.invalid/ask?shop=7")
    (code,) = codes(sell(shop, COFFEE).sale.document)
    assert code.startswith("https://fp.example.invalid/ask?shop=7&n=R012606200001&d=20260620&a=1200&k=")

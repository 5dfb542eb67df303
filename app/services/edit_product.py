"""The product sheet: a new product for a code nobody knows yet, or another price, name or category for one that is sold already.

One product is one event. It names the whole product as it is from now on, so no snapshot of the catalogue is stored again for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.catalogue.product import NAME_MAX, REF_MAX, Product, checked
from app.domain.checks import normal_barcode
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.names import clean_text
from app.domain.members.pinyin import text_keys
from app.domain.till.rights import Act, may
from app.services.desk import Desk, Session, book_office
from app.services.ports.store import CategoryUse, Reader
from app.services.set_up_shop import product_document

CATEGORIES_OFFERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductToEdit:
    """What the sheet starts from: a product with id "" is a new one. `uses` are the categories of the shop with the tax they have there."""

    product: Product
    uses: tuple[CategoryUse, ...]


def may_edit_products(session: Session) -> bool:
    """Whether this person may make and change products."""
    return may(session.actor.role, Act.EDIT_CATALOGUE)


def product_for_code(desk: Desk, session: Session, code: str) -> ProductToEdit:
    """The sheet for a code that was scanned or typed: the product that has it, sold or not any more, else a new one.

    What is no barcode becomes the product's own short number. Refusal not_allowed.
    """
    _allowed(session)
    with desk.store.read() as reader:
        barcode = normal_barcode(code) if code else None
        known = reader.product_by_any_code(barcode or code) if code else None
        sku = barcode or clean_text(code, REF_MAX, "sku") or reader.free_sku()
        return _to_edit(reader, known or Product(id="", sku=sku, barcode=barcode, name=""))


def product_to_edit(desk: Desk, session: Session, product_id: str) -> ProductToEdit:
    """The sheet for a known product. Refusals: not_allowed, unknown_product."""
    _allowed(session)
    with desk.store.read() as reader:
        product = reader.product(product_id)
        if product is None:
            raise Refusal("unknown_product", text=product_id[:40])
        return _to_edit(reader, product)


def save_product(desk: Desk, session: Session, product: Product) -> Product:
    """Writes a product down as it is from now on and returns it; one with id "" gets its id. What is the same as before books nothing.

    Refusals: not_allowed, text_too_long, product_invalid (field, problem), code_taken (text, name).
    """
    _allowed(session)
    table = desk.pinyin()
    with desk.store.write() as books:
        wanted = checked(replace(_cleaned(product), id=product.id or desk.ids.new_id()))
        known = books.product(wanted.id)
        if known == wanted:
            return wanted
        _codes_are_free(books, wanted)
        book_office(desk, books, session.actor.id, types.PRODUCT_CHANGED, {"product": product_document(wanted)})
        keys = text_keys(wanted.name, table)
        books.put_product(wanted, {"pinyin": keys.pinyin, "initials": keys.initials})
        return wanted


def _codes_are_free(reader: Reader, wanted: Product) -> None:
    """No two products on sale answer to one code, and no two products ever have the same SKU."""
    for code in (wanted.barcode, wanted.sku):
        other = None if code is None else reader.product_by_any_code(code)
        if other is not None and other.id != wanted.id and (other.sku == wanted.sku or (other.active and wanted.active)):
            raise Refusal("code_taken", text=code, name=other.name)


def _cleaned(product: Product) -> Product:
    """Names and categories as they are stored."""
    return replace(
        product,
        name=clean_text(product.name, NAME_MAX, "name"),
        name_en=clean_text(product.name_en, NAME_MAX, "name"),
        categories=tuple(clean_text(category, REF_MAX, "category") for category in product.categories),
        tier_prices=dict(product.tier_prices),
    )


def _to_edit(reader: Reader, product: Product) -> ProductToEdit:
    return ProductToEdit(product=product, uses=tuple(reader.category_uses(CATEGORIES_OFFERED)))


def _allowed(session: Session) -> None:
    if not may_edit_products(session):
        raise Refusal("not_allowed")

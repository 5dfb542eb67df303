"""A product of the shop's catalogue: what the till needs of it to sell it and the programme to judge it, and what makes one wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from app.domain.checks import is_ean8, is_ean13
from app.domain.errors import Refusal
from app.domain.money import MAX_MINOR

ProductKind = Literal["goods", "fee", "stored_value"]

KINDS: tuple[ProductKind, ...] = ("goods", "fee", "stored_value")
SKU_MAX = 32
NAME_MAX = 100
REF_MAX = 64
CATEGORIES_MAX = 20
TIER_PRICES_MAX = 20
QUICK_MAX = 999
"""Highest position of a quick item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product. Money in fen for one piece, tax included; `price_minor` None = open price, asked for at the till.

    `barcode` is EAN-13 or EAN-8 as `normal_barcode` gives it; `categories` are codes with all their ancestors; `earns` False = never
    earns points; `tier_prices` tier code to price; `quick_position` 1 = first quick item; `quick_name` a shorter name for its tile.
    """

    id: str
    sku: str
    name: str
    barcode: str | None = None
    name_en: str = ""
    price_minor: int | None = None
    categories: tuple[str, ...] = ()
    brand: str | None = None
    tax_rate: Fraction = Fraction(0)
    earns: bool = True
    tier_prices: Mapping[str, int] = field(default_factory=dict, hash=False)
    quick_position: int | None = None
    quick_name: str = ""
    quick_name_en: str = ""
    kind: ProductKind = "goods"
    active: bool = True

    def shown_name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no English one."""
        return (self.name_en or self.name) if language == "en" else self.name

    def tile_name(self, language: str) -> str:
        """The name on a quick-item tile."""
        return (self.quick_name_en if language == "en" else self.quick_name) or self.shown_name(language)


@dataclass(frozen=True, slots=True)
class ProductProblem:
    """What is wrong with a product: the `field` and a `code`: missing, too_long, control, range, check_digit, not_below_price, enum."""

    field: str
    code: str


def problems(product: Product) -> tuple[ProductProblem, ...]:
    """Everything that is wrong with a product, in the order of its fields; empty when it may be sold."""
    found: list[ProductProblem] = []

    def text(name: str, value: str, longest: int, *, required: bool = False) -> None:
        if required and not value:
            found.append(ProductProblem(name, "missing"))
        if len(value) > longest:
            found.append(ProductProblem(name, "too_long"))
        if not value.isprintable() or value != value.strip():
            found.append(ProductProblem(name, "control"))

    text("id", product.id, REF_MAX, required=True)
    text("sku", product.sku, SKU_MAX, required=True)
    if product.barcode is not None and not (is_ean13(product.barcode) or is_ean8(product.barcode)):
        found.append(ProductProblem("barcode", "check_digit"))
    text("name", product.name, NAME_MAX, required=True)
    text("name_en", product.name_en, NAME_MAX)
    if product.price_minor is not None and not 0 < product.price_minor <= MAX_MINOR:
        found.append(ProductProblem("price_minor", "range"))
    if len(product.categories) > CATEGORIES_MAX:
        found.append(ProductProblem("categories", "range"))
    for category in product.categories:
        text("categories", category, REF_MAX, required=True)
    text("brand", product.brand or "", REF_MAX)
    if not 0 <= product.tax_rate <= 1:
        found.append(ProductProblem("tax_rate", "range"))
    found.extend(_tier_price_problems(product))
    if product.quick_position is not None and not 1 <= product.quick_position <= QUICK_MAX:
        found.append(ProductProblem("quick_position", "range"))
    text("quick_name", product.quick_name, NAME_MAX)
    text("quick_name_en", product.quick_name_en, NAME_MAX)
    if product.kind not in KINDS:
        found.append(ProductProblem("kind", "enum"))
    return tuple(found)


def _tier_price_problems(product: Product) -> list[ProductProblem]:
    found = []
    if len(product.tier_prices) > TIER_PRICES_MAX:
        found.append(ProductProblem("tier_prices", "range"))
    if product.tier_prices and product.price_minor is None:
        found.append(ProductProblem("tier_prices", "not_below_price"))
    for tier, price_minor in product.tier_prices.items():
        if not tier or price_minor < 0:
            found.append(ProductProblem("tier_prices", "range"))
        elif product.price_minor is not None and price_minor > product.price_minor:
            found.append(ProductProblem("tier_prices", "not_below_price"))
    return found


def checked(product: Product) -> Product:
    """The product itself when nothing is wrong with it. Refusal `product_invalid` with the first problem's `field` and `problem`."""
    found = problems(product)
    if found:
        raise Refusal("product_invalid", sku=product.sku, field=found[0].field, problem=found[0].code)
    return product

"""Products as rows of a spreadsheet, the form of `import products` and of the demo shop."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from app.domain.catalogue.product import KINDS, Product, ProductProblem, problems
from app.domain.checks import normal_barcode
from app.domain.exact import parse_exact
from app.domain.money import parse_yuan

_T = TypeVar("_T")

COLUMNS = (
    "sku",
    "barcode",
    "name",
    "name_en",
    "price",
    "categories",
    "brand",
    "tax_rate",
    "earns",
    "tier_prices",
    "quick",
    "quick_name",
    "quick_name_en",
    "kind",
)
"""Columns of a product file. `sku` and `name` are required, the others may be absent or empty.

`price` yuan, empty = open price · `categories` and `tier_prices` divided by |, the latter as tier=yuan · `tax_rate` exact, e.g. 0.13 ·
`earns` 1 or 0, empty = 1 · `quick` position · `kind` goods, fee or stored_value, empty = goods.
"""


class RowInvalid(ValueError):
    """A row is no product. `problems` name every field that is wrong."""

    def __init__(self, found: tuple[ProductProblem, ...]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in found))
        self.problems = found


def product_from_row(row: Mapping[str, str], product_id: str) -> Product:
    """A product from a row, column to text. Raises RowInvalid with everything that is wrong.

    An unknown column, or a cell beyond the last column, is `unknown_field`.
    """
    found = [ProductProblem(column or "", "unknown_field") for column in row if column not in COLUMNS]
    cell = {column: (row.get(column) or "").strip() for column in COLUMNS}
    barcode = normal_barcode(cell["barcode"]) if cell["barcode"] else None
    if cell["barcode"] and barcode is None:
        found.append(ProductProblem("barcode", "check_digit"))
    kind = next((known for known in KINDS if known == (cell["kind"] or "goods")), None)
    if kind is None:
        found.append(ProductProblem("kind", "enum"))
    if cell["earns"] not in ("", "0", "1"):
        found.append(ProductProblem("earns", "enum"))
    price_minor = _read("price", cell, parse_yuan, found)
    tax_rate = _read("tax_rate", cell, parse_exact, found)
    quick = _read("quick", cell, _position, found)
    tier_prices = _read("tier_prices", cell, _tier_prices, found)
    product = Product(
        id=product_id,
        sku=cell["sku"],
        barcode=barcode,
        name=cell["name"],
        name_en=cell["name_en"],
        price_minor=price_minor,
        categories=tuple(part.strip() for part in cell["categories"].split("|")) if cell["categories"] else (),
        brand=cell["brand"] or None,
        tax_rate=Fraction(0) if tax_rate is None else tax_rate,
        earns=cell["earns"] != "0",
        tier_prices={} if tier_prices is None else tier_prices,
        quick_position=quick,
        quick_name=cell["quick_name"],
        quick_name_en=cell["quick_name_en"],
        kind=kind or "goods",
    )
    broken = {problem.field for problem in found}
    if "price" in broken:
        broken.add("tier_prices")
    found.extend(problem for problem in problems(product) if _COLUMN_OF.get(problem.field, problem.field) not in broken)
    if found:
        raise RowInvalid(tuple(found))
    return product


def products_from_csv(text: str, id_of: Callable[[str], str]) -> tuple[Product, ...]:
    """All products of a CSV text with a header line; `id_of` gives the id for an SKU. Raises RowInvalid at the first wrong row."""
    rows = csv.DictReader(io.StringIO(text))
    return tuple(product_from_row(row, id_of(row.get("sku") or "")) for row in rows)


_COLUMN_OF = {"price_minor": "price", "quick_position": "quick"}


def _read(column: str, cell: Mapping[str, str], parse: Callable[[str], _T], found: list[ProductProblem]) -> _T | None:
    """The parsed cell; None when it is empty, or when it is not of its form, which `found` then says."""
    if not cell[column]:
        return None
    try:
        return parse(cell[column])
    except ValueError:
        found.append(ProductProblem(column, "format"))
        return None


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        raise ValueError("not a position")
    return int(text)


def _tier_prices(text: str) -> dict[str, int]:
    prices: dict[str, int] = {}
    for part in text.split("|"):
        tier, sign, price = part.partition("=")
        if not sign or not tier.strip() or tier.strip() in prices:
            raise ValueError("tier=price expected, each tier once")
        prices[tier.strip()] = parse_yuan(price)
    return prices

"""Products: by code, by what was typed, quick items."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from app.domain.catalogue.product import Product
from app.domain.exact import parse_exact
from app.domain.members.pinyin import normal_letters
from app.services.ports.store import CategoryUse
from app.storage.sqlite.core import bindparam, func, or_, select, table, text
from app.storage.sqlite.statements import PREFIX_END, Sql, first, limited, prepare

PRODUCTS_KEPT = 4_096
"""Products kept as values; a busy till scans the same few hundred."""

_SKU_BEFORE_FIRST = 10_000

_product, _keys = table("product").c, table("work_product_search").c
_ACTIVE = text("active = 1")

_BY_ID = prepare(select(_product.document).where(_product.id == bindparam("id")), "id")
_BY_BARCODE = prepare(select(_product.document).where(_product.barcode == bindparam("code"), text("barcode IS NOT NULL"), _ACTIVE), "code")
_BY_SKU = prepare(select(_product.document).where(_product.sku == bindparam("code"), _ACTIVE), "code")
_BY_ANY_CODE = first(
    select(_product.document)
    .where(or_(_product.barcode == bindparam("barcode"), _product.sku == bindparam("sku")))
    .order_by(_product.active.desc()),
    "barcode", "sku",
)  # fmt: skip
_HIGHEST_SKU = prepare(
    select(text("max(CAST(sku AS INTEGER))")).select_from(table("product")).where(text("sku NOT GLOB '*[^0-9]*' AND length(sku) <= 6"))
)
_USES = limited(
    select(text("json_extract(document, '$.categories')"), text("json_extract(document, '$.tax_rate')"), func.count())
    .select_from(table("product"))
    .where(text("json_extract(document, '$.categories') IS NOT NULL"))
    .group_by(text("1"), text("2"))
    .order_by(text("3 DESC"), text("1"), text("2"))
)
_ALL = limited(select(_product.document).order_by(_product.sku))
_QUICK = limited(
    select(_product.document).where(text("quick_position IS NOT NULL"), _ACTIVE).order_by(_product.quick_position, _product.sku)
)


def _range(column: Any) -> tuple[Any, Any]:
    return column >= bindparam("low"), column < bindparam("high")


_SKU_START = limited(select(_product.document).where(*_range(_product.sku), _ACTIVE).order_by(_product.sku), "low", "high")
_BARCODE_START = limited(
    select(_product.document).where(*_range(_product.barcode), text("barcode IS NOT NULL"), _ACTIVE).order_by(_product.barcode),
    "low",
    "high",
)
_KEYED = select(_product.document).join_from(table("work_product_search"), table("product"), _product.id == _keys.product_id).where(_ACTIVE)
_BY_NAME = limited(_KEYED.where(*_range(_keys.name)).order_by(_keys.name), "low", "high")
_INSIDE_NAME = limited(_KEYED.where(func.instr(_keys.name, bindparam("part")) > text("1")).order_by(_keys.name), "part")
_BY_PINYIN = limited(_KEYED.where(*_range(_keys.pinyin)).order_by(_keys.pinyin), "low", "high")
_BY_INITIALS = limited(_KEYED.where(*_range(_keys.initials)).order_by(_keys.initials), "low", "high")


@lru_cache(maxsize=PRODUCTS_KEPT)
def product_from_json(content: str) -> Product:
    """The product of its part of a catalogue snapshot, as services.set_up_shop.product_document wrote it."""
    data: dict[str, Any] = json.loads(content)
    data["categories"] = tuple(data.get("categories", ()))
    data["tax_rate"] = parse_exact(data.get("tax_rate", "0"))
    return Product(**data)


class CatalogueQueries:
    """Reading the catalogue."""

    _sql: Sql

    def product(self, product_id: str) -> Product | None:
        """A product by id, active or not."""
        return self._product(_BY_ID, product_id)

    def product_by_code(self, code: str) -> Product | None:
        """By barcode or, failing that, by SKU. Active products only."""
        return self._product(_BY_BARCODE, code) or self._product(_BY_SKU, code)

    def product_by_any_code(self, code: str) -> Product | None:
        """By barcode or SKU, one sold no longer too."""
        row = self._sql.one(_BY_ANY_CODE, (code, code))
        return None if row is None else product_from_json(row[0])

    def free_sku(self) -> str:
        """One more than the highest SKU of at most six digits; the first is 10001."""
        row = self._sql.one(_HIGHEST_SKU)
        return str(max(_SKU_BEFORE_FIRST, (row[0] if row else None) or 0) + 1)

    def category_uses(self, limit: int) -> Sequence[CategoryUse]:
        """Categories and tax rates in use, most products first."""
        return [
            CategoryUse(tuple(json.loads(categories)), parse_exact(rate or "0"), products)
            for categories, rate, products in self._sql.all(_USES, (limit,))
        ]

    def find_products(self, text: str, limit: int) -> Sequence[Product]:
        """By name, pinyin, initials or the start of a code; active products. An empty text gives the whole catalogue by SKU."""
        typed = text.strip()
        if not typed:
            return [product_from_json(content) for (content,) in self._sql.all(_ALL, (limit,))]
        letters = normal_letters(typed)
        found: dict[str, Product] = {}
        for statement, start in (
            (_BARCODE_START, typed),
            (_SKU_START, typed),
            (_BY_NAME, typed),
            (_BY_INITIALS, letters),
            (_BY_PINYIN, letters),
        ):
            if start and len(found) < limit:
                self._collect(found, statement, (start, start + PREFIX_END, limit))
        if len(found) < limit:
            self._collect(found, _INSIDE_NAME, (typed, limit))
        return list(found.values())[:limit]

    def quick_products(self, limit: int) -> Sequence[Product]:
        """Products with a quick position, in that order."""
        return [product_from_json(content) for (content,) in self._sql.all(_QUICK, (limit,))]

    def _product(self, statement: str, key: str) -> Product | None:
        row = self._sql.one(statement, (key,))
        return None if row is None else product_from_json(row[0])

    def _collect(self, found: dict[str, Product], statement: str, parameters: tuple[object, ...]) -> None:
        for (content,) in self._sql.all(statement, parameters):
            product = product_from_json(content)
            found.setdefault(product.id, product)

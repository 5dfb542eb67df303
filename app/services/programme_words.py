"""What the rules of this shop can name, for whoever writes them: categories, brands, goods, the store and the till."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.catalogue.product import Product
from app.domain.programme.findings import Facts, ProductFact
from app.services.desk import Desk
from app.services.ports.programmes import Use
from app.settings.declared import Value

USES_MAX = 500
GOODS_FOUND = 30
SAMPLES_OF_EACH = 2
PRODUCTS_CHECKED = 5_000
_FIELDS = {"categories": "category", "brands": "brand"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopWords:
    """`goods`: those that the document names, by id; `samples`: some of every kind it names, and quick items, to try rules with."""

    categories: Sequence[Use] = ()
    brands: Sequence[Use] = ()
    goods: Mapping[str, Product]
    samples: Sequence[Product] = ()
    store: str = ""
    till: str = ""
    settings: Mapping[str, Value]


def shop_words(desk: Desk, *documents: Mapping[str, Any]) -> ShopWords:
    """Reads what the documents name; a shop of any size gives a bounded answer."""
    shelf = desk.store.programmes()
    with desk.store.read() as reader:
        named = (reader.product(ref) for ref in sorted(set(_refs(documents, "products"))))
        goods = {product.id: product for product in named if product is not None}
        quick = reader.quick_products(GOODS_FOUND) or reader.find_products("", GOODS_FOUND)
        settings = {key: desk.setting(reader, key) for key in ("store.name", "store.name_en")}
    samples = [*goods.values()]
    for field, kind in _FIELDS.items():
        for ref in sorted(set(_refs(documents, field))):
            samples += shelf.goods_of(**{kind: ref}, limit=SAMPLES_OF_EACH)
    return ShopWords(
        categories=shelf.categories(USES_MAX),
        brands=shelf.brands(USES_MAX),
        goods=goods,
        samples=tuple({product.id: product for product in (*quick, *samples)}.values()),
        store=desk.store_code,
        till=desk.till_code,
        settings=settings,
    )


def shop_facts(desk: Desk, words: ShopWords) -> Facts:
    """What the rule checker may know of the shop: its goods as far as they are few enough to be looked through, stores and tills."""
    with desk.store.read() as reader:
        products = reader.find_products("", PRODUCTS_CHECKED + 1)
    known = None
    if len(products) <= PRODUCTS_CHECKED:
        known = tuple(
            ProductFact(
                id=product.id, name=product.name, price_minor=product.price_minor or 0, categories=product.categories, brand=product.brand
            )
            for product in products
            if product.active
        )
    return Facts(products=known, categories=frozenset(use.ref for use in words.categories))


def find_goods(desk: Desk, text: str) -> Sequence[Product]:
    """Goods by name, pinyin, initials or code."""
    with desk.store.read() as reader:
        return reader.find_products(text, GOODS_FOUND)


def samples_of(desk: Desk, document: Mapping[str, Any]) -> Sequence[Product]:
    """Goods of the categories and brands that a part of a document names."""
    shelf = desk.store.programmes()
    wanted = [(kind, ref) for field, kind in _FIELDS.items() for ref in sorted(set(_refs(document, field)))]
    return tuple(product for kind, ref in wanted for product in shelf.goods_of(**{kind: ref}, limit=SAMPLES_OF_EACH))


def _refs(part: Any, field: str) -> Iterator[str]:
    """Every reference in the lists of that name, the excluding ones too, wherever they stand."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name.removeprefix("exclude_") == field and isinstance(value, list):
                yield from (ref for ref in value if isinstance(ref, str))
            else:
                yield from _refs(value, field)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _refs(value, field)

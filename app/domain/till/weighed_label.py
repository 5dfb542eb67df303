"""Labels of scales: EAN-13 with a prefix of 20 to 29 whose digits hold an item and its price or its weight. The shop says which prefix
means what and how the digits are laid out; the price may carry the verifier of the GS1 General Specifications (four digits of price).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.errors import Refusal
from app.domain.exact import round_to_step

NONE = "none"
PREFIXES = tuple(str(prefix) for prefix in range(20, 30))
LAYOUTS = ("5+5", "6+4", "5+v4")
"""Digits of the item and of the price or weight; `v`: with the verifier between them."""
_GRAMS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedLabel:
    """What a label says: the item's digits, and the price in fen or the weight in grams."""

    item: str
    holds: Literal["price", "weight"]
    value: int


def read_label(code: str, *, price_prefix: str, weight_prefix: str, layout: str) -> WeighedLabel | None:
    """The label that a code of 13 digits is, None where its prefix means nothing here. A prefix set for both holds the price.

    Refusals: label_check (the verifier does not fit the price), label_empty (nothing is weighed or priced).
    """
    prefix = code[:2]
    if prefix not in (price_prefix, weight_prefix) or prefix == NONE:
        return None
    digits, value = (6, code[8:12]) if layout == "6+4" else (5, code[8:12] if layout == "5+v4" else code[7:12])
    if layout == "5+v4" and price_verifier(value) != code[7]:
        raise Refusal("label_check")
    if not int(value):
        raise Refusal("label_empty")
    return WeighedLabel(item=code[2 : 2 + digits], holds="price" if prefix == price_prefix else "weight", value=int(value))


def price_verifier(price: str) -> str:
    """The check digit of a price of four digits (GS1 General Specifications): weights 2-, 2-, 3 and 5-, three times the sum."""
    first, second, third, fourth = (int(digit) for digit in price)
    total = _minus(2 * first) + _minus(2 * second) + 3 * third % 10 + _minus(5 * fourth)
    return str(3 * total % 10)


def _minus(product: int) -> int:
    """The units of a product less its tens."""
    return product % 10 - product // 10


def weighed_price(price_minor: int, grams: int) -> int:
    """What so many grams cost at a price for a kilogram, rounded half up to the fen."""
    return round_to_step(Fraction(price_minor * grams, _GRAMS), "half_up")


def part_prices(prices: Mapping[str, int], part_minor: int, whole_minor: int) -> dict[str, int]:
    """Prices for a kilogram as those of the part whose own price is known, rounded half up."""
    return {tier: round_to_step(Fraction(price * part_minor, whole_minor), "half_up") for tier, price in prices.items()}


def weight_text(grams: int) -> str:
    """Grams as kilograms with three digits: 0.452 kg."""
    return f"{grams // _GRAMS}.{grams % _GRAMS:03d} kg"

"""A discount or a price given by hand: on one line or on the whole basket, with its reason, and who approved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["percent", "amount", "price", "rounding"]
KINDS: tuple[Kind, ...] = ("percent", "amount", "price", "rounding")
REASONS = ("short_dated", "damaged", "matched", "regular", "staff", "other")
ROUNDING = "rounding"
ROUNDING_STEPS = (10, 50, 100)
"""To ten fen, to half a yuan, to the yuan: what a cashier may leave off without asking."""
_LABELS = {
    "short_dated": ("临期", "Short-dated"),
    "damaged": ("破损", "Damaged"),
    "matched": ("同价", "Price matched"),
    "regular": ("老顾客", "Good customer"),
    "staff": ("员工", "Staff"),
    "other": ("其他", "Other"),
    ROUNDING: ("抹零", "Rounded off"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """`line`: the id of the line, None for the whole basket. `value`: percent off, fen off, or, for `price`, fen for one piece; for
    `rounding` the step in fen that the sum is rounded down to.
    """

    line: str | None
    kind: Kind
    value: int
    reason: str
    approver: str = ""


def discount_reason_label(code: str, language: str) -> str:
    """The reason in plain words; the code itself where it is a shop's own."""
    zh, en = _LABELS.get(code, (code, code))
    return en if language == "en" else zh


def cut_of(discount: Discount, payable_minor: int) -> int:
    """What it takes off so much, in fen; never more than is there. Percentages are rounded down."""
    if discount.kind == "percent":
        return payable_minor * discount.value // 100
    if discount.kind == "rounding":
        return payable_minor % discount.value
    return min(discount.value, payable_minor) if discount.kind == "amount" else 0


def basket_cuts(discounts: Sequence[Discount], payable_minor: int) -> Mapping[int, int]:
    """What the discounts of the whole basket, rounding apart, take off, by their place, one after the other."""
    cuts: dict[int, int] = {}
    for place, discount in enumerate(discounts):
        if discount.line is None and discount.kind != ROUNDING:
            cuts[place] = cut_of(discount, payable_minor)
            payable_minor -= cuts[place]
    return cuts

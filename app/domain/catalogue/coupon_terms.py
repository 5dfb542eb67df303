"""What a coupon takes off a sale: an amount, a share, or one piece of an item; on which goods, from which sum on; whose coupon it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.errors import Refusal
from app.domain.members.names import clean_text
from app.domain.money import MAX_MINOR

CouponKind = Literal["amount", "percent", "product"]
COUPON_KINDS: tuple[CouponKind, ...] = ("amount", "percent", "product")
GOODS_MAX = 50
NAME_MAX = 40
PREFIX_LENGTHS = range(3, 21)
"""A partner's codes begin with as many signs; fewer would take codes of goods for coupons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponTerms:
    """The terms. Money in fen. `goods`: categories, or SKUs and barcodes, of the lines it is good for, none: all goods. `threshold_minor`:
    those lines come to so much at least. `partner`: who issued it, empty for the shop itself; its codes begin with `prefix`.
    """

    kind: CouponKind
    worth_minor: int = 0
    percent: int = 0
    threshold_minor: int = 0
    goods: tuple[str, ...] = ()
    partner: str = ""
    prefix: str = ""

    def to_mapping(self) -> dict[str, object]:
        """Plain data, what is nothing left out."""
        found: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        found["goods"] = list(self.goods)
        return {name: value for name, value in found.items() if value}

    @classmethod
    def from_mapping(cls, terms: Mapping[str, Any]) -> CouponTerms:
        """The inverse of `to_mapping`."""
        return cls(**{**terms, "goods": tuple(terms.get("goods", ()))})


def checked_terms(terms: CouponTerms) -> CouponTerms:
    """The terms, texts cleaned. Refusals: text_too_long, reward_facts (field coupon, problem: range, prefix)."""
    fits = terms.kind in COUPON_KINDS and 0 <= terms.threshold_minor <= MAX_MINOR and len(terms.goods) <= GOODS_MAX
    worth = {"amount": 0 < terms.worth_minor <= MAX_MINOR, "percent": 0 < terms.percent <= 100, "product": bool(terms.goods)}
    if not fits or not worth[terms.kind]:
        raise Refusal("reward_facts", field="coupon", problem="range")
    prefix, partner = terms.prefix.strip(), clean_text(terms.partner, NAME_MAX, "partner")
    if bool(prefix) != bool(partner) or (prefix and (len(prefix) not in PREFIX_LENGTHS or not (prefix.isascii() and prefix.isalnum()))):
        raise Refusal("reward_facts", field="coupon", problem="prefix")
    return CouponTerms(
        kind=terms.kind,
        worth_minor=terms.worth_minor if terms.kind == "amount" else 0,
        percent=terms.percent if terms.kind == "percent" else 0,
        threshold_minor=terms.threshold_minor,
        goods=tuple(dict.fromkeys(clean_text(one, NAME_MAX, "goods") for one in terms.goods if one.strip())),
        partner=partner,
        prefix=prefix,
    )

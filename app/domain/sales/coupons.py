"""Coupons on a basket: what each takes off which line. They act one after the other, each on what the ones before it left.

The amount is shared over the lines it is good for by what they cost (programme.md G6), so that a return gives back what was really paid.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import Refusal
from app.domain.exact import share
from app.domain.sales.basket import Basket, CouponHeld, Line, rounded_off

COUPONS_MAX = 5


def with_coupon(basket: Basket, coupon: CouponHeld) -> Basket:
    """Puts a coupon on the basket. Refusals: coupon_on_sale (it is there already), too_many_coupons."""
    if any(held.code == coupon.code for held in basket.coupons):
        raise Refusal("coupon_on_sale")
    if len(basket.coupons) >= COUPONS_MAX:
        raise Refusal("too_many_coupons", max=COUPONS_MAX)
    return replace(basket, coupons=(*basket.coupons, coupon))


def without_coupon(basket: Basket, code: str) -> Basket:
    """Takes a coupon off again; it stays good."""
    return replace(basket, coupons=tuple(held for held in basket.coupons if held.code != code))


def applied(basket: Basket) -> Basket:
    """The basket with every coupon's share on its lines, as the lines are now."""
    off = dict.fromkeys((line.id for line in basket.lines), 0)
    coupons = []
    for coupon in basket.coupons:
        left = {
            line.id: _without(line).payable_minor - off[line.id]
            for line in basket.lines
            if line.kind == "goods" and _good_for(line, coupon.terms.goods)
        }
        taken = _taken(basket, coupon, left)
        for line_id, minor in taken.items():
            off[line_id] += minor
        coupons.append(replace(coupon, off_minor=sum(taken.values())))
    lines = tuple(replace(line, coupon_minor=off[line.id], rounded_minor=0) for line in basket.lines)
    return rounded_off(replace(basket, lines=lines, coupons=tuple(coupons)))


def _without(line: Line) -> Line:
    return replace(line, coupon_minor=0, rounded_minor=0)


def _good_for(line: Line, goods: tuple[str, ...]) -> bool:
    return not goods or any(one in goods for one in (*line.categories, line.sku, line.barcode or line.sku))


def _taken(basket: Basket, coupon: CouponHeld, left: dict[str, int]) -> dict[str, int]:
    """What the coupon takes off each line: nothing below its threshold."""
    terms, whole = coupon.terms, sum(left.values())
    if not whole or whole < terms.threshold_minor:
        return {}
    if terms.kind == "product":
        pieces = {line.id: left[line.id] // line.qty for line in basket.lines if left.get(line.id)}
        cheapest = min(pieces, key=lambda line_id: (pieces[line_id], line_id))
        return {cheapest: pieces[cheapest]}
    total = min(terms.worth_minor, whole) if terms.kind == "amount" else whole * terms.percent // 100
    return share(total, left)

"""Discounts and prices by hand: who may, with whose yes, why; shared before the quote; on the paper; given back with a return."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.catalogue.coupon_terms import CouponTerms
from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.sales.basket import Basket, CouponHeld
from app.domain.sales.coupons import applied, with_coupon
from app.domain.sales.discount import Discount
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.edit_basket import put_back, remove_line, set_quantity
from app.services.give_discount import discount_asked, give_discount, round_off, take_discount_off
from app.services.refund_sale import refund_sale
from app.services.shift_report import x_report
from app.services.take_payment import add_tender
from app.services.use_points import use_points
from tests.fakes.shop import BAG, CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, MILK, PINS, WATER, ZHOU, Shop, refused


def off(line: str | None, kind: Any, value: int, reason: str = "short_dated") -> Discount:
    return Discount(line=line, kind=kind, value=value, reason=reason)


def give(shop: Shop, *args: Any) -> Basket:
    """Gives it, with the shift leader's yes where one is asked for."""
    discount = off(*args)
    asked = discount_asked(shop.desk, shop.session, discount)
    approval = None if asked is None else approve(shop.desk, shop.session, asked, shop.person("1002").id, PINS["1002"])
    return give_discount(shop.desk, shop.session, discount, approval).basket


def parts(basket: Basket) -> list[tuple[int, int, int]]:
    return [(line.cut_minor, line.share_minor, line.payable_minor) for line in basket.lines]


def test_a_line_and_the_whole_basket(shop: Shop) -> None:
    """A tenth off the milk, then a yuan off the whole: shared by what each line still costs, largest remainder first."""
    shop.scan(MILK, f"2*{WATER}", BAG)
    assert parts(give(shop, "L1", "percent", 10)) == [(198, 0, 1_782), (0, 0, 400), (0, 0, 30)]
    basket = give(shop, None, "amount", 100)
    assert parts(basket) == [(198, 81, 1_701), (0, 18, 382), (0, 1, 29)]
    assert (basket.payable_minor, basket.due_minor) == (2_112, 2_112)
    assert [minor for _, minor in basket.discount_rows()] == [198, 100]
    assert [line.rounded_minor for line in round_off(shop.desk, shop.session, 10).basket.lines] == [2, 0, 0]
    assert shop.state().basket.payable_minor == 2_110
    done = complete_sale(shop.desk, shop.session, basket.sale_id, "cash")
    body = shop.events("sale_completed")[-1]["body"]
    assert body["discounts"] == [
        ["L1", "percent", 10, 198, "short_dated", ""], [None, "amount", 100, 100, "short_dated", ""],
        [None, "rounding", 10, 2, "rounding", ""],
    ]  # fmt: skip
    assert [line.get("given_minor", 0) for line in body["lines"]] == [281, 18, 1]
    text = to_text(lay_out(done.sale.document, shop.desk.profile().paper))
    for part in ("减10%（临期）", "1.98", "整单优惠（临期）", "1.00", "抹零", "0.02"):
        assert part in text, part
    assert "会员价" not in text
    shop.verify()


def test_the_shifts_report_tells_what_was_given_by_hand(shop: Shop) -> None:
    """EDGE-11: prices that were changed are counted, and what was left off stands among the discounts."""
    shop.scan(MILK, WATER)
    give(shop, "L1", "price", 1_500)
    basket = give(shop, None, "amount", 100)
    complete_sale(shop.desk, shop.session, basket.sale_id, "cash")
    figures = x_report(shop.desk).figures
    assert (figures.overrides, figures.sold_minor) == (1, 1_600)
    assert figures.discounts_minor == 100


def test_more_than_the_limit_and_a_price_need_a_second_person(shop: Shop) -> None:
    """MEM-13, LESSON-25: ten percent alone; more, and any price, with a leader's yes, good for exactly that."""
    shop.scan(MILK)
    assert discount_asked(shop.desk, shop.session, off("L1", "percent", 10)) is None
    much, price = off("L1", "percent", 11), off("L1", "price", 1_500)
    for discount in (much, price, off("L1", "amount", 199)):
        refusal = refused(give_discount, shop.desk, shop.session, discount)
        assert refusal.code == "needs_approval"
    asked = discount_asked(shop.desk, shop.session, much)
    assert asked is not None
    approval = approve(shop.desk, shop.session, asked, shop.person("1002").id, PINS["1002"])
    assert refused(give_discount, shop.desk, shop.session, price, approval).code == "approval_other"
    basket = give_discount(shop.desk, shop.session, much, approval).basket
    assert basket.discounts[0].approver == shop.person("1002").id
    complete_sale(shop.desk, shop.session, basket.sale_id, "cash")
    assert shop.events("sale_completed")[-1]["body"]["discounts"][0][5] == shop.person("1002").id
    assert shop.events("approval")[-1]["body"]["act"] == "discount_much"
    shop.sign_in("1002")
    shop.scan(MILK)
    assert discount_asked(shop.desk, shop.session, price) is None
    shop.verify()


def test_a_price_by_hand(shop: Shop) -> None:
    """The price replaces the shelf price, the tier's price still holds where it is lower; taken off, all is as before."""
    shop.scan(CRISPS, CARD_LIN)
    before = shop.state().basket
    assert (before.lines[0].unit_minor, before.lines[0].tier_minor) == (850, 750)
    basket = give(shop, "L1", "price", 600)
    assert (basket.lines[0].unit_minor, basket.lines[0].was_minor, basket.payable_minor) == (600, 850, 600)
    assert give(shop, "L1", "price", 800).payable_minor == 750
    assert take_discount_off(shop.desk, shop.session, "L1").basket.lines == before.lines
    give(shop, "L1", "price", 999)
    done = complete_sale(shop.desk, shop.session, before.sale_id, "cash")
    assert done.sale.data.total_minor == 750
    assert "改价 原8.50" in to_text(lay_out(done.sale.document, shop.desk.profile().paper))


def test_further_pieces_are_no_part_of_a_discount(shop: Shop) -> None:
    """Nobody gets ten percent off one bottle approved and then takes twelve."""
    shop.scan(MILK)
    give(shop, "L1", "percent", 10)
    assert refused(set_quantity, shop.desk, shop.session, "L1", 2).code == "line_discounted"
    shop.scan(MILK)
    assert parts(shop.state().basket) == [(198, 0, 1_782), (0, 0, 1_980)]
    shop.scan(MILK)
    assert [line.qty for line in shop.state().basket.lines] == [1, 2]
    _, gone = remove_line(shop.desk, shop.session, "L1")
    assert shop.state().basket.discounts == ()
    put_back(shop.desk, shop.session, gone)
    assert parts(shop.state().basket) == [(0, 0, 5_940)]


@pytest.mark.parametrize(
    ("discount", "code"),
    [
        (off("L1", "percent", 0), "discount_range"),
        (off("L1", "percent", 101), "discount_range"),
        (off(None, "percent", -5), "discount_range"),
        (off("L1", "amount", 1_981), "discount_range"),
        (off(None, "amount", 1_981), "discount_range"),
        (off(None, "price", 5), "discount_range"),
        (off("L1", "price", 0), "discount_range"),
        (off("L1", "price", 1_980), "discount_range"),
        (off("L1", "price", 10**12), "discount_range"),
        (off("L9", "percent", 5), "no_such_line"),
        (off("L1", "percent", 5, "because"), "discount_reason"),
        (off("L1", "percent", 5, ""), "discount_reason"),
        (off("L1", "gift", 5), "discount_reason"),
        (off(None, "rounding", 0, "rounding"), "discount_range"),
        (off(None, "rounding", 10_000, "rounding"), "discount_range"),
        (off(None, "rounding", 10, "rounding"), "discount_range"),
    ],
)
def test_discounts_that_make_no_sense(shop: Shop, discount: Discount, code: str) -> None:
    """Bad input: nothing, more than there is, no such line, no reason; nothing is changed by it."""
    shop.scan(MILK)
    before = shop.state().basket
    assert refused(give_discount, shop.desk, shop.session, discount).code == code
    assert refused(discount_asked, shop.desk, shop.session, discount).code == code
    assert shop.state().basket == before


def test_an_empty_basket_has_no_discount(shop: Shop) -> None:
    assert refused(give_discount, shop.desk, shop.session, off(None, "percent", 5)).code == "empty_basket"


def test_points_that_no_longer_fit_are_released_and_a_begun_payment_stands(shop: Shop) -> None:
    """The half that points may pay is the half of what is left to pay; money taken already is not given a discount away."""
    shop.scan(f"2*{MILK}", CARD_LIN)
    most = shop.state().redeem
    assert most is not None
    use_points(shop.desk, shop.session, most.max_points)
    assert give(shop, None, "percent", 10).hold is None
    assert shop.holds() == ()
    add_tender(shop.desk, shop.session, "wechat", 3_500)
    shop.sign_in("1002")
    before = shop.state().basket
    assert refused(give_discount, shop.desk, shop.session, off(None, "percent", 50)).code == "payment_begun"
    assert shop.state().basket == before


def test_a_basket_with_discounts_survives_a_power_cut(shop: Shop) -> None:
    shop.scan(MILK, COFFEE)
    give(shop, "L1", "percent", 10)
    basket = give(shop, None, "amount", 50)
    shop.reopen()
    assert shop.state().basket == basket
    assert Basket.from_mapping(basket.to_mapping()) == basket


def test_points_follow_what_is_paid_and_a_return_gives_back_what_was_paid(shop: Shop) -> None:
    """EARN-01, TEND-11: the quote sees the discounted lines; returned piece by piece, money and points end where they began."""
    base = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
    shop.programme(base)
    shop.scan(f"3*{MILK}", COFFEE, CARD_ZHOU)
    give(shop, "L1", "amount", 100)
    give(shop, None, "percent", 10)
    state = shop.state()
    assert state.basket.payable_minor == (5_940 - 100 + 1_200) - 704
    assert state.quote.points == 63
    done = complete_sale(shop.desk, shop.session, state.basket.sale_id, "cash")
    paid = done.sale.data.total_minor
    for lines in ({"L1": 1}, {"L2": 1}, {"L1": 2}):
        refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, lines, "not_wanted")
        shop.verify()
    returned = sum(sum(row[1] for row in event["body"]["tenders"]) for event in shop.events("refund_completed"))
    assert returned == paid
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (0, 0)


ITEMS = [Product(id=f"p{n}", sku=str(n), name=f"p{n}", price_minor=price) for n, price in enumerate((1, 30, 333, 1_980, 99_999))]


@given(
    st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(1, 5)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["percent", "amount", "price", "rounding"]), st.integers(1, 2_000)), max_size=5),
)
def test_whatever_is_given_lines_add_up_and_none_is_below_nothing(lines: list[Any], discounts: list[Any]) -> None:
    """Property: 0 <= what a line costs, the shares add up to what the whole is given, the rows to all of it."""
    basket = Basket(sale_id="s", opened_ms=0)
    for product, qty in lines:
        basket = basket.with_product(product, qty)
    for line, kind, value in discounts:
        try:
            basket = basket.with_discount(Discount(line=f"L{line}" if line else None, kind=kind, value=value, reason="other"))
        except Refusal:
            continue
        assert all(0 <= one.payable_minor <= one.list_minor for one in basket.lines)
        whole = sum(minor for discount, minor in basket.discount_rows() if discount.line is None)
        assert sum(one.share_minor + one.rounded_minor for one in basket.lines) == whole
        steps = [discount.value for discount in basket.discounts if discount.kind == "rounding"]
        assert all(basket.payable_minor % step == 0 for step in steps)
        own = sum(minor for discount, minor in basket.discount_rows() if discount.line is not None and discount.kind != "price")
        assert sum(one.cut_minor for one in basket.lines) == own
        assert Basket.from_mapping(basket.to_mapping()) == basket


def test_a_coupon_comes_after_what_is_given_by_hand_and_the_sum_is_rounded_last() -> None:
    """CAMP-10: a tenth off by hand, then three yuan by coupon, then the fen: each counts on what was left, whatever was put on first."""
    product = Product(id="p", sku="1", name="p", price_minor=2_004)
    terms = CouponTerms(kind="amount", worth_minor=300)
    coupon = CouponHeld(code="V1", voucher="v", name="v", terms=terms)
    ways = [
        lambda basket: basket.with_discount(off("L1", "percent", 10)),
        lambda basket: with_coupon(basket, coupon),
        lambda basket: basket.with_discount(off(None, "rounding", 10, "rounding")),
    ]
    for order in itertools.permutations(ways):
        basket = Basket(sale_id="s", opened_ms=0).with_product(product)
        for way in order:
            basket = applied(way(basket))
        [line] = basket.lines
        assert (line.cut_minor, line.coupon_minor, line.rounded_minor, line.payable_minor) == (200, 300, 4, 1_500)
    assert applied(basket.without_discount("L1")).payable_minor == 1_700

"""Coupons: what they take off which line, put on by their scan, used up in the sale's own event, given back with a whole return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.catalogue.coupon_terms import CouponTerms, checked_terms
from app.domain.catalogue.product import Product
from app.domain.catalogue.reward_facts import RewardFacts, checked_facts
from app.domain.journal import types
from app.domain.sales.basket import Basket, CouponHeld
from app.domain.sales.coupons import applied, with_coupon
from app.domain.sales.refund_reason import REASONS
from app.services.complete_sale import Done, complete_sale
from app.services.redeem_reward import redeem_reward
from app.services.refund_sale import refund_sale
from app.services.reward_catalogue import describe_reward
from app.services.use_coupon import add_coupon, remove_coupon
from tests.fakes.shop import CARD_ZHOU, COFFEE, MILK, WATER, ZHOU, Shop, refused

TEA: dict[str, Any] = {
    "code": "tea",
    "name": "满19元送券",
    "trigger": "sale",
    "when": {"min_amount_minor": 1_900},
    "benefit": {"kind": "voucher", "voucher": "SPRING", "count": 1},
}
REWARDS = [{"code": "five", "name": "五元券", "kind": "voucher", "points": 100}]
FIVE = CouponTerms(kind="amount", worth_minor=500)


@pytest.fixture
def desk(shop: Shop) -> Shop:
    """A voucher of five yuan for points, and one that a rule gives; the owner signed in, Zhou with points."""
    shop.programme(TEA, rewards=REWARDS)
    shop.sign_in("1003")
    shop.grant(ZHOU, 1_000)
    return shop


def coupon(shop: Shop, terms: CouponTerms, valid_days: int | None = None) -> str:
    """The code of a coupon on these terms, bought with points."""
    describe_reward(shop.desk, shop.session, RewardFacts(reward="five", coupon=terms, valid_days=valid_days))
    (voucher,) = redeem_reward(shop.desk, shop.session, ZHOU, "five").vouchers
    return voucher.code


def sell(shop: Shop) -> Done:
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def due(shop: Shop) -> int:
    return shop.state().basket.due_minor


def state_of(shop: Shop, code: str) -> str:
    return str(shop.rows("SELECT state FROM voucher WHERE code = ?", code)[0][0])


def test_five_yuan_off_are_used_up_in_the_sales_own_event(desk: Shop) -> None:
    """RED-01, RED-03, RED-21, RED-27: scanned, off, removable, good once; the money and the points follow from what was paid."""
    code = coupon(desk, FIVE)
    desk.scan(MILK, WATER)
    before = due(desk)
    assert desk.scan(code).kind == "coupon_added"
    assert due(desk) == before - 500
    assert sum(line.coupon_minor for line in desk.state().basket.lines) == 500
    assert refused(add_coupon, desk.desk, desk.session, code).code == "coupon_on_sale"
    remove_coupon(desk.desk, desk.session, code)
    assert (due(desk), state_of(desk, code)) == (before, "issued")
    desk.scan(code)
    done = sell(desk)
    (body,) = [event["body"] for event in desk.events(types.SALE_COMPLETED)]
    assert body["coupons"] == [[code, "five", "五元券", 500]]
    assert body["total_minor"] == before - 500
    assert state_of(desk, code) == "used"
    assert "其中优惠券 五元券" in to_text(lay_out(done.sale.document, desk.desk.profile().paper))
    desk.scan(MILK)
    outcome = desk.scan(code)
    assert (outcome.kind, outcome.reason) == ("refused", "voucher_used")
    assert outcome.values["time"] == "14:32"
    desk.verify()


def test_the_same_coupon_on_two_baskets_is_good_for_one(desk: Shop) -> None:
    """LESSON-09: checked again in the commit that uses it up."""
    code = coupon(desk, FIVE)
    desk.scan(MILK, code)
    kept = desk.state().basket
    sell(desk)
    with desk.desk.store.write() as books:
        books.save_basket(kept.to_mapping() | {"sale_id": desk.ids.new_id()})
    assert refused(sell, desk).code == "voucher_used"
    assert len(desk.events(types.SALE_COMPLETED)) == 1


@pytest.mark.parametrize(
    ("terms", "off"),
    [
        (CouponTerms(kind="percent", percent=10), lambda list_minor: list_minor // 10),
        (CouponTerms(kind="amount", worth_minor=10**6), lambda list_minor: list_minor),
        (CouponTerms(kind="amount", worth_minor=500, threshold_minor=10**6), lambda _: 0),
        (CouponTerms(kind="amount", worth_minor=500, goods=("no such",)), lambda _: 0),
    ],
)
def test_what_comes_off(desk: Shop, terms: CouponTerms, off: Callable[[int], int]) -> None:
    """A share, never more than is due, nothing below the threshold or without the goods; what took nothing off stays good."""
    code = coupon(desk, terms)
    desk.scan(MILK, WATER)
    whole = due(desk)
    desk.scan(code)
    assert whole - due(desk) == off(whole)
    sell(desk)
    assert state_of(desk, code) == ("used" if off(whole) else "issued")
    desk.verify()


def test_a_piece_of_an_item_free(desk: Shop) -> None:
    """RED-13: one coffee of three; the threshold is met as lines come and go."""
    code = coupon(desk, CouponTerms(kind="product", goods=(COFFEE,), threshold_minor=2_000))
    desk.scan(COFFEE)
    one = due(desk)
    desk.scan(code)
    assert due(desk) == one, "below the threshold"
    desk.scan(f"2*{COFFEE}")
    assert due(desk) == 2 * one


def test_a_coupon_that_a_rule_gives(desk: Shop) -> None:
    """EARN-37, CAMP-02: printed on the receipt, taken at the next sale."""
    describe_reward(desk.desk, desk.session, RewardFacts(reward="SPRING", name="春日券", coupon=FIVE))
    desk.scan(MILK, CARD_ZHOU)
    (printed,) = sell(desk).sale.data.vouchers
    desk.scan(MILK)
    before = due(desk)
    assert desk.scan(printed.code).text == "春日券"
    assert before - due(desk) == 500


def test_a_partners_coupon_is_good_once(desk: Shop) -> None:
    """CAMP-10: another shop's paper, told by how its code begins; for a walk-in too, never a second time."""
    partner = CouponTerms(kind="amount", worth_minor=300, partner="隔壁书店", prefix="BOOK")
    describe_reward(desk.desk, desk.session, RewardFacts(reward="book", name="书店三元券", coupon=partner))
    desk.scan(MILK)
    before = due(desk)
    assert desk.scan("BOOK2026A77").kind == "coupon_added"
    assert before - due(desk) == 300
    done = sell(desk)
    assert done.sale.data.vouchers == ()
    desk.scan(MILK)
    assert desk.scan("BOOK2026A77").reason == "voucher_used"
    assert desk.scan("BOOK2026A78").kind == "coupon_added"
    assert desk.scan("NOOK2026A78").kind == "refused"
    desk.verify()


def test_past_its_day_and_nobodys(desk: Shop) -> None:
    """Bad input: expired, and a code this shop never gave."""
    code = coupon(desk, FIVE, valid_days=0)
    desk.at("2026-06-21")
    desk.sign_in("1003")
    desk.scan(MILK)
    assert (desk.scan(code).reason, desk.scan("V000000000000").reason) == ("voucher_expired", "voucher_unknown")
    assert desk.scan(code).values["until"] == "2026-06-20"


def give_back(shop: Shop, sale_event: str, lines: dict[str, int]) -> None:
    refund_sale(shop.desk, shop.session, shop.ids.new_id(), sale_event, lines, REASONS[0])


def test_a_whole_return_gives_the_coupon_back_and_a_part_its_share_of_the_money(desk: Shop) -> None:
    """LESSON-01 to 03: what was really paid comes back, the coupon once everything did."""
    code = coupon(desk, FIVE)
    desk.scan(MILK, WATER, code)
    paid = due(desk)
    sale = sell(desk).sale.event_id
    lines = [line["id"] for line in desk.events(types.SALE_COMPLETED)[0]["body"]["lines"]]
    give_back(desk, sale, {lines[0]: 1})
    assert state_of(desk, code) == "used"
    give_back(desk, sale, {lines[1]: 1})
    assert state_of(desk, code) == "issued"
    assert sum(event["body"]["refunded_minor"] for event in desk.events(types.REFUND_COMPLETED)) == paid
    desk.scan(MILK)
    assert desk.scan(code).kind == "coupon_added", "and it is good again"
    desk.verify()


@pytest.mark.parametrize(
    "wrong",
    [
        CouponTerms(kind="amount"),
        CouponTerms(kind="percent", percent=101),
        CouponTerms(kind="product"),
        CouponTerms(kind="amount", worth_minor=1, threshold_minor=-1),
        CouponTerms(kind="amount", worth_minor=1, prefix="BOOK"),
        CouponTerms(kind="amount", worth_minor=1, partner="x"),
        CouponTerms(kind="amount", worth_minor=1, partner="x", prefix="69"),
    ],
)
def test_terms_that_do_not_fit(wrong: CouponTerms) -> None:
    assert refused(checked_terms, wrong).code == "reward_facts"


def test_terms_come_back_as_they_were() -> None:
    terms = checked_terms(CouponTerms(kind="amount", worth_minor=300, threshold_minor=1, goods=("a",), partner="b", prefix="BOOK"))
    facts = checked_facts(RewardFacts(reward="x", coupon=terms))
    assert RewardFacts.from_mapping("x", facts.to_mapping()) == facts


_TERMS = st.one_of(
    st.builds(CouponTerms, kind=st.just("amount"), worth_minor=st.integers(1, 9_000), threshold_minor=st.integers(0, 5_000)),
    st.builds(CouponTerms, kind=st.just("percent"), percent=st.integers(1, 100)),
    st.builds(CouponTerms, kind=st.just("product"), goods=st.sampled_from([("a",), ("a", "b")])),
)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(1, 3_000), st.integers(1, 9)), max_size=8),
    st.lists(_TERMS, max_size=4),
)
def test_coupons_never_take_more_than_there_is(lines: list[tuple[str, int, int]], terms: list[CouponTerms]) -> None:
    """No line below nothing, what comes off the lines is what the coupons say, and applying them again changes nothing."""
    basket = Basket(sale_id="s", opened_ms=0)
    for n, (category, price, qty) in enumerate(lines):
        product = Product(id=f"p{n}", sku=str(n), name="x", price_minor=price, categories=(category,))
        basket = basket.with_product(product, qty)
    for n, one in enumerate(terms):
        basket = with_coupon(basket, CouponHeld(code=str(n), voucher="v", name="x", terms=one))
    after = applied(basket)
    assert all(line.payable_minor >= 0 for line in after.lines)
    assert sum(coupon.off_minor for coupon in after.coupons) == after.discount_minor
    assert applied(after) == after
    assert Basket.from_mapping(after.to_mapping()) == after
    assert applied(Basket.from_mapping({**after.to_mapping(), "coupons": []})).discount_minor == 0


def test_at_most_five_at_once() -> None:
    basket = Basket(sale_id="s", opened_ms=0)
    for n in range(5):
        basket = with_coupon(basket, CouponHeld(code=str(n), voucher="v", name="x", terms=FIVE))
    assert refused(with_coupon, basket, CouponHeld(code="5", voucher="v", name="x", terms=FIVE)).code == "too_many_coupons"

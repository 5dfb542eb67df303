"""Completing sales: the sale of the drawings with its figures worked out by hand, mixed tenders, change, completing twice, sale numbers."""

from __future__ import annotations

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.catalogue.product import Product
from app.domain.sales.basket import Basket
from app.services.complete_sale import Done, complete_sale
from app.services.counter import walk_in_points
from app.services.edit_basket import detach_member, edit, remove_line
from app.services.reprint import last_sale, reprint
from app.services.set_up_shop import replace_catalogue
from app.services.take_payment import add_tender, remove_tender, show_payment
from app.services.use_points import use_points
from tests.fakes.shop import (
    BAG,
    BUN,
    CARD_CLOSED,
    CARD_FROZEN,
    CARD_LIN,
    CARD_ZHOU,
    COFFEE,
    CRISPS,
    FROZEN,
    LIN,
    MILK,
    WATER,
    ZHOU,
    Shop,
    refused,
)


def drawn_basket(shop: Shop, card: str | None = CARD_LIN) -> str:
    """The basket of the drawing of the counter; its sale's id."""
    shop.scan(f"2*{WATER}", MILK, COFFEE, f"2*{BUN}", CRISPS, BAG)
    if card is not None:
        shop.scan(card)
    return shop.state().basket.sale_id


def pay(shop: Shop, sale_id: str | None = None, kind: str | None = "cash", amount_minor: int | None = None) -> Done:
    return complete_sale(shop.desk, shop.session, sale_id or shop.state().basket.sale_id, kind, amount_minor)


def fired(shop: Shop) -> dict[str, int]:
    return {item.rule: item.points for item in shop.state().quote.items if item.fired}


def test_the_drawn_basket_as_the_drawing_has_it(shop: Shop) -> None:
    """INT-01, EARN-04, EARN-05, EARN-11: picture b. 4.00 + 19.80 + 12.00 + 6.00 + 7.50 (gold instead of 8.50) + 0.30 = 49.60.

    Base: 49.30 counts (the bag does not) = 49 points, 0.30 kept. Each coffee 10. Gold half of 49 more = 24 (24.5 rounded down).
    The milk has 20 of the 49 base points and Saturday doubles them. 49 + 10 + 24 + 20 = 103.
    """
    drawn_basket(shop)
    state = shop.state()
    assert (state.basket.payable_minor, state.basket.discount_minor, state.basket.pieces) == (4960, 100, 8)
    assert fired(shop) == {"base": 49, "coffee": 10, "gold": 24, "dairy_saturday": 20}
    assert state.quote.points == 103
    assert state.attached is not None
    assert state.attached.balance.available == 2386
    assert [(e.last_day, e.points) for e in state.attached.expiring] == [("2026-06-30", 320), ("2027-03-31", 2066)]
    assert state.redeem is not None
    assert (state.redeem.max_points, state.redeem.value_minor, state.redeem.limit_minor) == (2380, 2380, 2465)  # 最多抵 ¥23.80


def test_the_drawn_payment_as_the_drawing_has_it(shop: Shop) -> None:
    """EARN-02, RED-01, LESSON-11: picture d. 8.00 by points, 20.00 by phone, 21.60 due, 50.00 in cash, 28.40 back.

    The 8.00 earn nothing: shared over the lines 41.35 still counts = 41 points, 0.35 kept; coffee 10; gold half of 41 = 20; the milk has 17
    of the 41. 88 in all. 2386 − 800 + 88 = 1674, the 320 that expire first are gone first.
    """
    sale_id = drawn_basket(shop)
    use_points(shop.desk, shop.session, 800)
    state = add_tender(shop.desk, shop.session, "wechat", 2000)
    assert state.basket.due_minor == 2160
    assert show_payment(shop.desk, shop.session, "cash").quote.points == 88
    assert show_payment(shop.desk, shop.session, "cash").balance_after == 1674

    sale = pay(shop, sale_id, "cash", 5000).sale.data

    assert (sale.sale_number, sale.total_minor, sale.change_minor) == ("R012606200001", 4960, 2840)
    assert [(t.label, t.amount_minor, t.detail) for t in sale.tenders] == [
        ("积分抵扣", 800, "800 分"),
        ("微信", 2000, ""),
        ("现金", 5000, ""),
    ]
    assert sale.member is not None
    assert (sale.member.points_before, sale.member.points_redeemed) == (2386, 800)
    assert (sale.member.points_earned, sale.member.points_after) == (88, 1674)
    assert [(rule.label, rule.points) for rule in sale.member.earned_by] == [
        ("基础积分", 41),
        ("现磨咖啡每杯+10分", 10),
        ("金卡1.5倍", 20),
        ("周六乳品双倍", 17),
    ]
    assert sale.member.carried == "0.35"
    assert sale.member.next_expiry is not None
    assert (sale.member.next_expiry.date, sale.member.next_expiry.points) == ("2027-03-31", 1586)
    balance = shop.balance(LIN)
    assert (balance.available, balance.remaining, balance.held, balance.debt) == (1674, 1674, 0, 0)
    lots = shop.rows("SELECT expires_on, remaining FROM lot WHERE holder = ? AND event_id <> ? ORDER BY expires_on", LIN, sale_id)
    assert lots == [("2026-06-30", 0), ("2027-03-31", 1586)]
    new = shop.rows("SELECT rule, granted, available_on, expires_on FROM lot WHERE event_id = ? ORDER BY n", sale_id)
    assert new == [(rule, points, "2026-06-20", "2027-06-30") for rule, points in
                   (("base", 41), ("coffee", 10), ("gold", 20), ("dairy_saturday", 17))]  # fmt: skip


def test_earning_needs_nothing_but_the_card(shop: Shop) -> None:
    """EARN-02: a card and a payment, no other act; INT-01: by the till alone, no server anywhere (SEC-05)."""
    shop.scan(CARD_ZHOU, COFFEE)
    done = pay(shop)
    assert done.sale.data.member is not None
    assert done.sale.data.member.points_earned == 22  # 12 yuan + 10 for the cup
    assert shop.balance(ZHOU).available == 22


def test_points_per_item_do_not_look_at_the_price(shop: Shop) -> None:
    """EARN-04: three cups are 30 points whatever they cost."""
    shop.scan(CARD_ZHOU, f"2*{COFFEE}", "20036")
    assert fired(shop)["coffee"] == 30


def test_a_tier_changes_the_speed_of_earning_and_never_the_value_of_a_point(shop: Shop) -> None:
    """EARN-11: the same 20.00 earns 30 for gold and 20 for a regular member; 100 points pay 1.00 for both."""
    shop.grant(ZHOU, 500)
    earned, worth = {}, {}
    for member, card in ((LIN, CARD_LIN), (ZHOU, CARD_ZHOU)):
        shop.scan("10*" + WATER, card)
        earned[member] = shop.state().quote.points
        worth[member] = use_points(shop.desk, shop.session, 100).basket.hold_value_minor
        pay(shop)
    assert earned == {LIN: 30, ZHOU: 20}
    assert worth == {LIN: 100, ZHOU: 100}


def test_remainders_are_kept_and_add_up_to_a_point(shop: Shop) -> None:
    """LESSON-13, EDGE-08: 2.50 and 2.50 are 5 points, not 4; the receipt shows the half in between."""
    receipts = []
    for _ in range(2):
        shop.scan(CARD_ZHOU, "20001")
        receipts.append(pay(shop).sale.data.member)
    assert [(member.points_earned, member.carried) for member in receipts if member] == [(2, "0.50"), (3, "")]
    assert shop.balance(ZHOU).available == 5


def test_validity_runs_twelve_months_to_the_end_of_the_month(shop: Shop) -> None:
    """EXP-01, EXP-02: points of 20 June 2026 are good to 30 June 2027 and not a day longer."""
    shop.scan(CARD_ZHOU, COFFEE)
    pay(shop)
    assert shop.balance(ZHOU, "2027-06-30").available == 22
    assert (shop.balance(ZHOU, "2027-07-01").available, shop.balance(ZHOU, "2027-07-01").lapsed) == (0, 22)


def test_a_walk_in_sees_what_the_sale_would_have_been_worth(shop: Shop) -> None:
    """COM-11: 50.30 count without the member's price, the cup and Saturday's milk: 50 + 10 + 20; nothing is booked for anybody."""
    sale_id = drawn_basket(shop, card=None)
    assert walk_in_points(shop.state()) == 80
    sale = pay(shop, sale_id).sale.data
    assert (sale.sale_points, sale.member) == (80, None)
    assert shop.rows("SELECT count(*) FROM posting WHERE event_id = ?", sale_id) == [(0,)]


def test_the_receipt_says_the_rules(shop: Shop) -> None:
    """COM-11, LESSON-21: value of a point, validity and what earns nothing stand on the paper beside the balance."""
    drawn_basket(shop)
    text = to_text(lay_out(pay(shop).sale.document, shop.desk.profile().paper))
    for part in ("2,386", "103", "2,489", "林**", "*******6027", "金卡", "2026-06-30", "R012606200001"):
        assert part in text, part
    assert "林婉清" not in text
    assert "19900006027" not in text


def test_completing_twice_books_once(shop: Shop) -> None:
    sale_id = drawn_basket(shop)
    first = pay(shop, sale_id, "cash", 5000)
    seq = shop.seq()
    again = pay(shop, sale_id, "wechat")
    assert again.sale == first.sale
    assert shop.seq() == seq
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'receipt'") == [(1,)]


def test_completing_again_after_the_next_basket_was_begun(shop: Shop) -> None:
    first = pay(shop, drawn_basket(shop))
    shop.scan(WATER)
    again = pay(shop, first.sale.event_id)
    assert again.sale.event_id == first.sale.event_id
    assert [line.qty for line in again.state.basket.lines] == [1], "the new basket stands"


def test_the_sale_of_another_basket_is_refused(shop: Shop) -> None:
    drawn_basket(shop)
    assert refused(pay, shop, "0" * 32).code == "other_basket"
    assert shop.state().basket.pieces == 8


def test_nothing_to_sell(shop: Shop) -> None:
    assert refused(pay, shop, shop.state().basket.sale_id).code in ("empty_basket", "other_basket")
    shop.scan(CARD_LIN)
    assert refused(pay, shop).code == "empty_basket"


@pytest.mark.parametrize("kind", ["cash", "card"])
def test_a_very_large_sale_is_paid_exactly_at_once(shop: Shop, kind: str) -> None:
    """9,999 milks are 197,980.20 yuan: the bound on what is handed over is against barcodes, not against what is due."""
    shop.scan(f"9999*{MILK}")
    assert pay(shop, kind=kind).sale.data.total_minor == 19_798_020
    shop.scan(f"9999*{MILK}")
    assert refused(pay, shop, None, "cash", 19_798_021).code == "amount_range"


def test_too_little_money_books_nothing(shop: Shop) -> None:
    sale_id = drawn_basket(shop)
    refusal = refused(pay, shop, sale_id, "cash", 4959)
    assert (refusal.code, refusal.values["due_minor"]) == ("still_due", 1)
    assert shop.state().basket.tenders == ()
    assert refused(pay, shop, sale_id, None).values["due_minor"] == 4960
    assert shop.types().count("sale_completed") == 0


@pytest.mark.parametrize("amount_minor", [0, -1, -4960, 10_000_001, 9_521_001_000_017])
def test_impossible_cash(shop: Shop, amount_minor: int) -> None:
    """A barcode in the amount field is no money."""
    sale_id = drawn_basket(shop)
    assert refused(pay, shop, sale_id, "cash", amount_minor).code == "amount_range"
    assert refused(add_tender, shop.desk, shop.session, "cash", amount_minor).code == "amount_range"
    assert shop.state().basket.due_minor == 4960


@pytest.mark.parametrize("kind", ["wechat", "alipay", "card"])
def test_only_cash_gives_change(shop: Shop, kind: str) -> None:
    sale_id = drawn_basket(shop)
    assert refused(pay, shop, sale_id, kind, 4961).code == "more_than_due"
    assert pay(shop, sale_id, kind).sale.data.change_minor == 0


@pytest.mark.parametrize("kind", ["points", "bitcoin", "", "CASH"])
def test_no_such_tender(shop: Shop, kind: str) -> None:
    sale_id = drawn_basket(shop)
    assert refused(pay, shop, sale_id, kind, 100).code == "no_such_tender"


def test_five_tenders_add_up(shop: Shop) -> None:
    sale_id = drawn_basket(shop)
    use_points(shop.desk, shop.session, 100)
    for kind, amount in (("wechat", 1000), ("alipay", 1000), ("card", 1000), ("cash", 500)):
        state = add_tender(shop.desk, shop.session, kind, amount)
    assert state.basket.due_minor == 1360
    sale = pay(shop, sale_id, "cash", 2000).sale.data
    assert [tender.amount_minor for tender in sale.tenders] == [100, 1000, 1000, 1000, 500, 2000]
    assert sale.change_minor == 640


def test_cash_that_covers_all_leaves_nothing_to_take(shop: Shop) -> None:
    sale_id = drawn_basket(shop)
    state = add_tender(shop.desk, shop.session, "cash", 10000)
    assert (state.basket.due_minor, state.basket.tenders[0].change_minor) == (0, 5040)
    assert refused(add_tender, shop.desk, shop.session, "cash", 1).code == "amount_range"
    assert pay(shop, sale_id, None).sale.data.change_minor == 5040


def test_a_part_payment_can_be_taken_back(shop: Shop) -> None:
    drawn_basket(shop)
    add_tender(shop.desk, shop.session, "wechat", 2000)
    assert refused(remove_tender, shop.desk, shop.session, 1).code == "no_such_tender"
    assert refused(remove_tender, shop.desk, shop.session, -1).code == "no_such_tender"
    assert remove_tender(shop.desk, shop.session, 0).basket.due_minor == 4960


def test_no_more_than_twenty_tenders(shop: Shop) -> None:
    drawn_basket(shop)
    for _ in range(20):
        add_tender(shop.desk, shop.session, "cash", 100)
    assert refused(add_tender, shop.desk, shop.session, "cash", 100).code == "too_many_tenders"


def test_a_part_payment_survives_a_crash(shop: Shop) -> None:
    sale_id = drawn_basket(shop)
    add_tender(shop.desk, shop.session, "wechat", 2000)
    shop.reopen()
    state = shop.state()
    assert (state.basket.sale_id, state.basket.due_minor) == (sale_id, 2960)
    pay(shop, sale_id)


def test_what_was_taken_cannot_be_sold_away(shop: Shop) -> None:
    """Less on the counter than the customer has paid already is refused; the line stays."""
    shop.scan(COFFEE, WATER)
    add_tender(shop.desk, shop.session, "cash", 1300)
    coffee = shop.state().basket.lines[0].id
    assert refused(remove_line, shop.desk, shop.session, coffee).code == "payment_begun"
    assert shop.state().basket.pieces == 2
    shop.scan(COFFEE)
    assert shop.state().basket.due_minor == 1300


def test_sale_numbers_have_no_gap(shop: Shop) -> None:
    """Refused, abandoned and repeated attempts use up no number; the next day begins at 1."""
    numbers = []
    for _ in range(3):
        shop.scan(WATER)
        refused(pay, shop, None, "cash", 1)
        numbers.append(pay(shop).sale.data.sale_number)
    assert numbers == ["R012606200001", "R012606200002", "R012606200003"]
    shop.at("2026-06-21", "07:00")
    shop.sign_in()
    shop.scan(WATER)
    assert pay(shop).sale.data.sale_number == "R012606210001"


def test_the_ten_thousandth_sale_of_a_day_is_refused_and_the_basket_stays(shop: Shop) -> None:
    shop.scan(WATER)
    pay(shop)
    shop.tamper(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) INSERT INTO sale SELECT 'x' || i, origin, "
        "1000000 + i, 'x' || i, business_date, occurred_ms, NULL, actor_id, 1, 0, 0, 0, 0 FROM sale, n WHERE number = 'R012606200001'"
    )
    shop.scan(WATER)
    assert refused(pay, shop).code == "sale_numbers_used_up"
    assert shop.state().basket.pieces == 1
    shop.tamper("DELETE FROM sale WHERE number LIKE 'x%'")


def test_a_frozen_member_earns_what_cannot_be_used(shop: Shop) -> None:
    shop.scan(CARD_FROZEN, COFFEE)
    before = shop.balance(FROZEN)
    sale = pay(shop).sale.data
    assert sale.member is not None
    assert sale.member.points_earned == 22
    after = shop.balance(FROZEN)
    assert (after.available, after.frozen) == (before.available, before.frozen + 22)
    assert sale.member.points_after == after.available


def test_a_closed_member_cannot_be_put_on_a_sale(shop: Shop) -> None:
    shop.scan(COFFEE)
    outcome = shop.scan(CARD_CLOSED)
    assert (outcome.kind, outcome.reason) == ("refused", "member_closed")
    assert pay(shop).sale.data.member is None


def test_a_debt_is_paid_before_anything_is_kept(shop: Shop) -> None:
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (30, 0)
    receipts = []
    for _ in range(2):
        shop.scan(CARD_ZHOU, COFFEE)
        receipts.append(pay(shop).sale.data.member)
    assert [(m.points_before, m.points_earned, m.points_owed, m.points_after) for m in receipts if m] == [(0, 22, 8, 0), (0, 22, 0, 14)]
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (0, 14)


def test_the_tier_rises_at_once_and_counts_from_the_next_sale(shop: Shop) -> None:
    shop.scan(CARD_ZHOU, f"42*{COFFEE}")  # 504 yuan: silver from 500
    sale = pay(shop).sale.data
    assert sale.member is not None
    assert sale.member.tier_name == "银卡"
    assert "银卡1.2倍" not in {rule.label for rule in sale.member.earned_by}
    shop.scan(CARD_ZHOU)
    state = shop.state()
    assert state.attached is not None
    assert state.attached.member.tier == "silver"


def test_the_daily_cap_holds_over_sales(shop: Shop) -> None:
    """500 points a day: 42 cups (924 points uncapped) are cut, the next sale of the day earns nothing, tomorrow's does."""
    shop.scan(CARD_ZHOU, f"42*{COFFEE}")
    assert pay(shop).sale.data.member.points_earned == 500  # type: ignore[union-attr]
    shop.scan(CARD_ZHOU, COFFEE)
    assert pay(shop).sale.data.member.points_earned == 0  # type: ignore[union-attr]
    shop.at("2026-06-21")
    shop.sign_in()
    shop.scan(CARD_ZHOU, COFFEE)
    assert pay(shop).sale.data.member.points_earned > 0  # type: ignore[union-attr]


def test_the_drawer_opens_for_cash_alone_and_before_the_paper(shop: Shop) -> None:
    kinds = []
    for kind in ("cash", "wechat"):
        shop.scan(WATER)
        pay(shop, None, kind)
        kinds.append([row[0] for row in shop.rows("SELECT kind FROM work_print_job ORDER BY n")])
    assert kinds == [["drawer", "receipt"], ["drawer", "receipt", "receipt"]]


def test_the_last_sale_stands_ready_after_a_restart(shop: Shop) -> None:
    done = pay(shop, drawn_basket(shop))
    shop.reopen()
    assert last_sale(shop.desk) == done.sale


def test_the_counter_is_empty_after_a_sale(shop: Shop) -> None:
    done = pay(shop, drawn_basket(shop))
    assert done.state.basket.empty
    assert done.state.attached is None
    assert detach_member(shop.desk, shop.session).basket.empty


def test_the_largest_basket_goes_through(shop: Shop) -> None:
    """200 lines with the longest names and as many categories as there may be: booked, printed, copied, explained."""
    codes = tuple(f"{code:064}" for code in range(20))
    longest = [
        Product(id=f"x{n}", sku=f"x{n}", name="长" * 100, name_en="W" * 100, price_minor=100 + n, categories=codes)
        for n in range(200)
    ]

    def fill(_: object, basket: Basket) -> Basket:
        for product in longest:
            basket = basket.with_product(product, 49)
        return basket

    with shop.store.write() as books:
        replace_catalogue(shop.desk, books, longest)
    edit(shop.desk, shop.session, fill)
    shop.scan(CARD_LIN)
    use_points(shop.desk, shop.session, 2000)
    done = pay(shop)
    assert done.sale.data.total_minor == 49 * sum(range(100, 300))
    assert reprint(shop.desk, shop.session, done.sale.event_id).copies == 1
    sizes = [row[0] for row in shop.rows("SELECT length(payload) FROM work_print_job WHERE kind <> 'drawer'")]
    assert len(sizes) == 2
    assert max(sizes) < 100_000


def test_the_event_of_a_sale_is_small(shop: Shop) -> None:
    """≤ 4 kB for the six drawn lines, points and all (architecture.md, The journal)."""
    sale_id = drawn_basket(shop)
    use_points(shop.desk, shop.session, 800)
    pay(shop, sale_id)
    assert shop.rows("SELECT length(payload) FROM journal WHERE id = ?", sale_id)[0][0] <= 4096

"""The open basket under a hostile cashier: quantities, prices, members, voids, giving up, and what is there again after a crash."""

from __future__ import annotations

import pytest

from app.domain.sales.basket import Basket
from app.services.complete_sale import complete_sale
from app.services.edit_basket import (
    abandon_basket,
    add_product,
    attach_member,
    detach_member,
    edit,
    put_back,
    remove_line,
    set_quantity,
)
from app.services.sign_in import sign_in
from app.services.take_payment import add_tender
from app.services.use_points import take_points_off, use_points
from tests.fakes.shop import BAG, CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, LIN, MILK, NEWSPAPER, WATER, ZHOU, Shop, refused

P_COFFEE, P_CRISPS, P_WATER, P_NEWSPAPER = "p20031", "p12001", "p10001", "p90021"


def voids(shop: Shop, type_: str) -> list[list[object]]:
    """What the newest event of a type says was taken out."""
    return list(shop.events(type_)[-1]["body"].get("voids", []))


@pytest.mark.parametrize("qty", [0, -1, -9999, 10_000, 10**18])
def test_impossible_quantities(shop: Shop, qty: int) -> None:
    """Zero, negative and absurd: refused on a new line, on top of a line, and when set."""
    desk, session = shop.desk, shop.session
    assert refused(add_product, desk, session, P_COFFEE, qty).code == "qty_range"
    line = add_product(desk, session, P_COFFEE, 5).line_id
    assert line is not None
    assert refused(add_product, desk, session, P_COFFEE, qty).code == "qty_range"
    assert refused(set_quantity, desk, session, line, qty).code == "qty_range"
    assert [line.qty for line in shop.state().basket.lines] == [5]
    assert shop.state().basket.voids == ()


def test_a_line_holds_at_most_9999_pieces_in_all(shop: Shop) -> None:
    add_product(shop.desk, shop.session, P_WATER, 9_999)
    assert refused(add_product, shop.desk, shop.session, P_WATER, 1).code == "qty_range"
    assert shop.state().basket.pieces == 9_999


@pytest.mark.parametrize("price_minor", [0, -1, -500, 10**12, 10**15])
def test_impossible_prices(shop: Shop, price_minor: int) -> None:
    """An open price is an amount of money above nothing and below what a barcode in the field would be."""
    assert refused(add_product, shop.desk, shop.session, P_NEWSPAPER, 1, price_minor).code == "amount_range"
    assert shop.state().basket.empty


def test_an_open_price_is_asked_for(shop: Shop) -> None:
    outcome = shop.scan(f"2*{NEWSPAPER}")
    assert (outcome.kind, outcome.product_id, outcome.qty) == ("price_asked", P_NEWSPAPER, 2)
    assert refused(add_product, shop.desk, shop.session, P_NEWSPAPER).code == "price_missing"
    first = add_product(shop.desk, shop.session, P_NEWSPAPER, 1, 300)
    second = add_product(shop.desk, shop.session, P_NEWSPAPER, 1, 250)
    again = add_product(shop.desk, shop.session, P_NEWSPAPER, 1, 250)
    assert first.line_id != second.line_id
    assert again.line_id == second.line_id, "the line that was touched"
    assert [(line.unit_minor, line.qty) for line in again.state.basket.lines] == [(300, 1), (250, 2)]


@pytest.mark.parametrize("price_minor", [1, 1199, 1201])
def test_nobody_sets_another_price_on_a_priced_product(shop: Shop, price_minor: int) -> None:
    assert refused(add_product, shop.desk, shop.session, P_COFFEE, 1, price_minor).code == "amount_range"
    assert add_product(shop.desk, shop.session, P_COFFEE, 1, 1200).state.basket.payable_minor == 1200


def test_a_basket_has_at_most_200_lines(shop: Shop) -> None:
    with shop.store.read() as reader:
        newspaper = reader.product(P_NEWSPAPER)
    assert newspaper is not None

    def fill(_: object, basket: Basket) -> Basket:
        for place in range(200):
            basket = basket.with_product(newspaper, 1, 100 + place)
        return basket

    edit(shop.desk, shop.session, fill)
    refusal = shop.scan(WATER)
    assert (refusal.kind, refusal.reason) == ("refused", "basket_full")
    assert shop.scan("3*" + NEWSPAPER).kind == "price_asked"
    assert add_product(shop.desk, shop.session, P_NEWSPAPER, 3, 100).state.basket.pieces == 203


def test_unknown_things(shop: Shop) -> None:
    desk, session = shop.desk, shop.session
    assert refused(add_product, desk, session, "nothing").code == "unknown_product"
    assert refused(set_quantity, desk, session, "L9", 2).code == "no_such_line"
    assert refused(remove_line, desk, session, "L9").code == "no_such_line"
    assert refused(attach_member, desk, session, "nobody").code == "no_such_member"


def test_tier_prices_come_and_go_with_the_member(shop: Shop) -> None:
    """Gold pays 7.50 for crisps of 8.50, a regular member and a walk-in do not; lines added later follow."""
    shop.scan(CRISPS)
    paid = [shop.state().basket.payable_minor]
    for card in (CARD_LIN, None, CARD_ZHOU, None, CARD_LIN):
        if card is None:
            detach_member(shop.desk, shop.session)
        else:
            shop.scan(card)
        paid.append(shop.state().basket.payable_minor)
    assert paid == [850, 750, 850, 850, 850, 750]
    shop.scan(CRISPS)
    assert (shop.state().basket.payable_minor, shop.state().basket.discount_minor) == (1500, 200)


def test_another_member_takes_the_place_only_on_yes(shop: Shop) -> None:
    """The second card asks; on yes the first member's points go back to that member and prices follow the new one."""
    shop.scan(CRISPS, CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    question = shop.scan(CARD_ZHOU)
    assert (question.kind, question.member_id, question.card) == ("member_question", ZHOU, CARD_ZHOU)
    assert shop.state().basket.member_id == LIN
    assert shop.balance(LIN).held == 100
    state = attach_member(shop.desk, shop.session, ZHOU, CARD_ZHOU)
    assert (state.basket.member_id, state.basket.hold, state.basket.payable_minor) == (ZHOU, None, 850)
    assert (shop.balance(LIN).held, shop.balance(LIN).available) == (0, 2386)
    assert shop.events("hold_released")[-1]["body"]["reason"] == "detached"


def test_the_same_card_twice_changes_nothing(shop: Shop) -> None:
    shop.scan(CRISPS, CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    assert shop.scan(CARD_LIN).kind == "member_attached"
    assert shop.state().basket.hold is not None


def test_what_was_taken_out_stands_in_the_sale(shop: Shop) -> None:
    """The void trail: a removed line and pieces taken away are part of the sale's event."""
    shop.scan(f"3*{COFFEE}", MILK, WATER)
    lines = shop.state().basket.lines
    set_quantity(shop.desk, shop.session, lines[0].id, 1)
    remove_line(shop.desk, shop.session, lines[1].id)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert [void[2:] for void in voids(shop, "sale_completed")] == [[2, 2400], [1, 1980]]


def test_removing_line_by_line_leaves_a_trail(shop: Shop) -> None:
    """Money taken, lines deleted one by one: the next sale, or giving up, still tells of it."""
    shop.scan(COFFEE)
    remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    shop.reopen()
    shop.scan(WATER)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert [void[2:] for void in voids(shop, "sale_completed")] == [[1, 1200]]
    shop.scan(COFFEE)
    remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    abandon_basket(shop.desk, shop.session)
    assert [void[2:] for void in voids(shop, "basket_abandoned")] == [[1, 1200]]


def test_lines_removed_before_the_day_ends_are_written_down_with_it(shop: Shop) -> None:
    shop.scan(COFFEE)
    remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    shop.at("2026-06-21", "08:00")
    shop.sign_in()
    assert shop.session.shift.business_date == "2026-06-21"
    assert [void[2:] for void in voids(shop, "basket_abandoned")] == [[1, 1200]]
    assert shop.events("basket_abandoned")[-1]["business_date"] == "2026-06-20"
    assert shop.state().basket.voids == ()


def test_a_removed_line_can_be_put_back(shop: Shop) -> None:
    shop.scan(f"2*{CRISPS}", CARD_LIN)
    _, line = remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    edited = put_back(shop.desk, shop.session, line)
    assert (edited.state.basket.pieces, edited.state.basket.payable_minor) == (2, 1500)
    assert edited.line_id == edited.state.basket.lines[0].id


def test_an_open_price_line_comes_back_at_its_price(shop: Shop) -> None:
    line_id = add_product(shop.desk, shop.session, P_NEWSPAPER, 2, 350).line_id
    assert line_id is not None
    _, line = remove_line(shop.desk, shop.session, line_id)
    assert put_back(shop.desk, shop.session, line).state.basket.payable_minor == 700


def test_giving_up_is_an_event(shop: Shop) -> None:
    """What stood on the counter is written down, held points go back, the next basket is another one."""
    shop.scan(COFFEE, f"2*{WATER}", CARD_LIN)
    use_points(shop.desk, shop.session, 100)
    add_tender(shop.desk, shop.session, "cash", 200)
    old = shop.state().basket.sale_id
    state = abandon_basket(shop.desk, shop.session)
    assert state.basket.empty
    assert state.basket.sale_id != old
    event = shop.events("basket_abandoned")[-1]
    assert event["body"]["sale_id"] == old
    assert event["body"]["total_minor"] == 1600
    assert event["body"]["tenders"] == [["cash", 200, 200, 0]], "money that had been taken is named"
    assert [void[2:] for void in voids(shop, "basket_abandoned")] == [[1, 1200], [2, 400]]
    assert shop.balance(LIN).held == 0
    assert refused(complete_sale, shop.desk, shop.session, old, "cash").code == "other_basket"


def test_giving_up_an_empty_counter_is_nothing(shop: Shop) -> None:
    shop.sign_in()
    seq = shop.seq()
    abandon_basket(shop.desk, shop.session)
    assert shop.seq() == seq


def test_the_whole_basket_is_there_again(shop: Shop) -> None:
    """Closing the window, a crash, a power cut: lines, member, held points, part payment, voids, the sale's id."""
    shop.scan(f"2*{CRISPS}", COFFEE, BAG, CARD_LIN)
    add_product(shop.desk, shop.session, P_NEWSPAPER, 1, 450)
    remove_line(shop.desk, shop.session, "L2")
    use_points(shop.desk, shop.session, 500)
    add_tender(shop.desk, shop.session, "wechat", 300)
    before = shop.state()
    shop.reopen()
    after = shop.state()
    assert after.basket == before.basket
    assert after.quote == before.quote
    assert after.attached == before.attached
    assert after.basket.hold is not None
    assert shop.holds() == (after.basket.hold,)


def test_points_stay_while_the_basket_admits_them(shop: Shop) -> None:
    """50 % of the goods may be paid with points: 12.00 + 8.00 admit 10.00; with only 8.00 left they are taken off."""
    shop.scan(COFFEE, f"4*{WATER}", CARD_LIN)
    use_points(shop.desk, shop.session, 1000)
    hold = shop.state().basket.hold
    shop.scan(WATER)
    assert shop.state().basket.hold == hold, "kept when a line is added"
    water = shop.state().basket.lines[1].id
    set_quantity(shop.desk, shop.session, water, 4)
    assert shop.state().basket.hold == hold, "20.00 still admit 10.00"
    state = set_quantity(shop.desk, shop.session, water, 3).state
    assert (state.basket.hold, state.basket.due_minor) == (None, 1800)
    assert shop.events("hold_released")[-1]["body"]["reason"] == "changed"
    assert shop.balance(LIN).available == 2386


def test_points_are_taken_off_when_the_last_line_goes(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 600)
    state, _ = remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    assert state.basket.hold is None
    assert shop.holds() == ()


def test_points_taken_off_by_hand_are_free_again(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 600)
    assert shop.balance(LIN).available == 1786
    state = take_points_off(shop.desk, shop.session)
    assert (state.basket.hold, state.basket.due_minor, shop.balance(LIN).available) == (None, 1200, 2386)
    assert shop.events("hold_released")[-1]["body"]["reason"] == "removed"
    assert take_points_off(shop.desk, shop.session).basket.due_minor == 1200


def test_points_can_be_changed(shop: Shop) -> None:
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 600)
    state = use_points(shop.desk, shop.session, 200)
    assert state.basket.hold_value_minor == 200
    assert shop.balance(LIN).held == 200
    assert refused(use_points, shop.desk, shop.session, 610).code == "redeem_over_limit"
    assert shop.balance(LIN).held == 200, "a refused change keeps what was held"


def test_held_points_outlive_their_last_good_day(shop: Shop) -> None:
    """EXP-01: 320 points are good to 30 June; held at 23:50 they still pay at 00:20, but come back lapsed when they are let go."""
    shop.at("2026-06-30", "23:50")
    shop.sign_in()
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 320)
    shop.at("2026-07-01", "00:20")
    session = shop.sign_in()
    assert session.shift.business_date == "2026-06-30", "a basket on the counter keeps its day"
    done = complete_sale(shop.desk, session, shop.state().basket.sale_id, "cash")
    assert done.sale.data.member is not None
    assert done.sale.data.member.points_redeemed == 320
    assert shop.rows("SELECT remaining FROM lot WHERE expires_on = '2026-06-30'") == [(0,)]


def test_points_let_go_after_their_last_good_day_are_lapsed(shop: Shop) -> None:
    shop.at("2026-06-30", "23:50")
    shop.sign_in()
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 320)
    take_points_off(shop.desk, shop.session)
    assert (shop.balance(LIN, "2026-07-01").lapsed, shop.balance(LIN, "2026-07-01").available) == (320, 2066)


def test_a_session_of_a_closed_shift_changes_nothing(shop: Shop) -> None:
    """Somebody signed in on the new day: the screen that still stands on yesterday's shift is refused."""
    yesterday = shop.sign_in()
    shop.at("2026-06-21", "08:00")
    today = sign_in(shop.desk, shop.person("1002").id, "135790")
    assert today.shift.id != yesterday.shift.id
    assert refused(add_product, shop.desk, yesterday, P_COFFEE).code == "shift_closed"
    add_product(shop.desk, today, P_COFFEE)
    sale_id = shop.state().basket.sale_id
    assert refused(complete_sale, shop.desk, yesterday, sale_id, "cash").code == "shift_closed"
    assert complete_sale(shop.desk, today, sale_id, "cash").sale.data.sale_number == "R012606210001"


def test_two_people_on_one_shift(shop: Shop) -> None:
    """The till changes hands in the middle of a basket: the sale is whose who completes it."""
    first = shop.sign_in("1001")
    add_product(shop.desk, first, P_COFFEE)
    second = shop.sign_in("1002")
    assert second.shift == first.shift
    sale_id = shop.state().basket.sale_id
    complete_sale(shop.desk, second, sale_id, "cash")
    assert shop.events("sale_completed")[-1]["actor_id"] == second.actor.id

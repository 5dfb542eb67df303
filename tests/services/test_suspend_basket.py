"""Suspended baskets: put aside with what is held for them, taken up, given up; a power cut, time, and bad input in between."""

from __future__ import annotations

import pytest

from app.services.close_shift import preview_closing
from app.services.complete_sale import complete_sale
from app.services.edit_basket import remove_line
from app.services.suspend_basket import (
    HELD_MS,
    SUSPENDED_MAX,
    give_up_suspended,
    list_suspended,
    resume_basket,
    suspend_basket,
)
from app.services.take_payment import add_tender
from app.services.use_points import use_points
from tests.fakes.shop import CARD_LIN, COFFEE, CRISPS, LIN, MILK, WATER, Shop, refused


def aside(shop: Shop, *codes: str) -> str:
    """Scans, puts aside; the basket's sale id."""
    if codes:
        shop.scan(*codes)
    sale_id = shop.state().basket.sale_id
    assert suspend_basket(shop.desk, shop.session).basket.empty
    return sale_id


def test_a_basket_is_put_aside_and_taken_up_as_it_was_even_after_a_power_cut(shop: Shop) -> None:
    shop.scan(MILK, CRISPS, CARD_LIN)
    basket = shop.state().basket
    sale_id = aside(shop)
    other = aside(shop, WATER)
    shop.reopen()
    assert {one.basket.sale_id for one in list_suspended(shop.desk, shop.session)} == {sale_id, other}
    assert resume_basket(shop.desk, shop.session, sale_id).basket == basket
    assert shop.state().basket == basket
    assert [one.basket.sale_id for one in list_suspended(shop.desk, shop.session)] == [other]
    complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert resume_basket(shop.desk, shop.session, other).basket.pieces == 1
    shop.verify()


def test_points_stay_held_for_a_quarter_of_an_hour_and_are_released_then(shop: Shop) -> None:
    """design.md 4.9: nobody spends them meanwhile, nobody waits for them for ever."""
    shop.scan(f"2*{MILK}", CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    free = shop.balance(LIN).available
    sale_id = aside(shop)
    shop.wait(HELD_MS // 1000 - 1)
    [one] = list_suspended(shop.desk, shop.session)
    assert (one.released, shop.balance(LIN).available) == (False, free)
    shop.wait(1)
    [one] = list_suspended(shop.desk, shop.session)
    assert (one.released, one.basket.hold, shop.balance(LIN).available) == (True, None, free + 500)
    assert shop.events("hold_released")[-1]["body"]["reason"] == "suspended"
    assert resume_basket(shop.desk, shop.session, sale_id).basket.hold is None
    shop.verify()


def test_points_taken_up_in_time_still_pay(shop: Shop) -> None:
    shop.scan(f"2*{MILK}", CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    sale_id = aside(shop)
    basket = resume_basket(shop.desk, shop.session, sale_id).basket
    assert basket.hold is not None
    done = complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert ("points", 500) in [(row[0], row[1]) for row in shop.events("sale_completed")[-1]["body"]["tenders"]]
    assert done.sale.data.total_minor == 3_960
    shop.verify()


def test_the_tier_of_now_prices_what_is_taken_up(shop: Shop) -> None:
    sale_id = aside(shop, CRISPS, CARD_LIN)
    shop.tamper("UPDATE member SET tier = 'regular', tier_base = 'regular' WHERE id = ?", LIN)
    assert resume_basket(shop.desk, shop.session, sale_id).basket.payable_minor == 850


def test_a_member_who_left_meanwhile_is_off_it(shop: Shop) -> None:
    sale_id = aside(shop, CRISPS, CARD_LIN)
    shop.set_status(LIN, "closed")
    basket = resume_basket(shop.desk, shop.session, sale_id).basket
    assert (basket.member_id, basket.payable_minor) == (None, 850)


def test_twelve_and_no_more(shop: Shop) -> None:
    """Bad input: a thirteenth stays on the counter."""
    ids = [aside(shop, WATER) for _ in range(SUSPENDED_MAX)]
    shop.scan(MILK)
    before = shop.state().basket
    assert refused(suspend_basket, shop.desk, shop.session).code == "too_many_suspended"
    assert shop.state().basket == before
    assert {one.basket.sale_id for one in list_suspended(shop.desk, shop.session)} == set(ids)


def test_what_cannot_be_put_aside_or_taken_up(shop: Shop) -> None:
    """Bad input: nothing on the counter, money taken already, something on the counter, a basket nobody knows."""
    assert refused(suspend_basket, shop.desk, shop.session).code == "empty_basket"
    sale_id = aside(shop, WATER)
    shop.scan(MILK)
    add_tender(shop.desk, shop.session, "wechat", 100)
    assert refused(suspend_basket, shop.desk, shop.session).code == "payment_begun"
    assert refused(resume_basket, shop.desk, shop.session, sale_id).code == "counter_taken"
    for nobody in ("", "x", shop.state().basket.sale_id):
        assert refused(give_up_suspended, shop.desk, shop.session, nobody).code == "no_such_basket"
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    resume_basket(shop.desk, shop.session, sale_id)
    assert refused(resume_basket, shop.desk, shop.session, sale_id).code == "no_such_basket"


def test_given_up_is_written_down(shop: Shop) -> None:
    """LESSON-25: what stood on it is named as voided, and its points go back."""
    shop.scan(COFFEE, WATER, CARD_LIN)
    remove_line(shop.desk, shop.session, "L2")
    sale_id = aside(shop)
    assert give_up_suspended(shop.desk, shop.session, sale_id) == []
    event = shop.events("basket_abandoned")[-1]
    assert [row[2:] for row in event["body"]["voids"]] == [[1, 200], [1, 1_200]]
    assert (event["member_id"], event["body"]["sale_id"]) == (LIN, sale_id)
    shop.verify()


def test_a_shift_does_not_close_over_suspended_baskets(shop: Shop) -> None:
    sale_id = aside(shop, WATER)
    refusal = refused(preview_closing, shop.desk, shop.session, {100: 1})
    assert (refusal.code, refusal.values["n"]) == ("baskets_suspended", 1)
    give_up_suspended(shop.desk, shop.session, sale_id)
    preview_closing(shop.desk, shop.session, {100: 1})


def test_what_was_taken_out_before_belongs_to_the_next_sale(shop: Shop) -> None:
    sale_id = aside(shop, WATER)
    shop.scan(MILK)
    remove_line(shop.desk, shop.session, "L1")
    resume_basket(shop.desk, shop.session, sale_id)
    complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert [row[2:] for row in shop.events("sale_completed")[-1]["body"]["voids"]] == [[1, 1_980]]


@pytest.mark.parametrize("minutes", [-60, 0, 10**6])
def test_a_clock_that_jumps_does_no_harm(shop: Shop, minutes: int) -> None:
    sale_id = aside(shop, WATER)
    shop.wait(minutes * 60)
    assert [one.basket.sale_id for one in list_suspended(shop.desk, shop.session)] == [sale_id]

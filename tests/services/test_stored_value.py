"""Stored value at the till (SV-01 to SV-04, EARN-33, EDGE-20, LESSON-09, RED-11): topping up with bonus, spending in the programme's order,
returns to the same card, gift cards, paying out, and what the prepaid-card rules forbid.
"""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.value import Value
from app.domain.members.card import card_number
from app.domain.sales.tender import CASH
from app.services.as_of import as_of_now
from app.services.cancel_top_up import cancel_top_up
from app.services.complete_sale import complete_sale
from app.services.desk import book_office
from app.services.edit_basket import abandon_basket, detach_member
from app.services.exchange_card import exchange_card
from app.services.member_cards import block_card, link_card
from app.services.redeem_reward import redeem_reward
from app.services.refund_sale import refund_sale
from app.services.set_up_shop import change_setting
from app.services.stored_value import (
    TopUp,
    TopUpDone,
    account_of,
    gift_voucher,
    load_voucher,
    new_gift_card,
    pay_out_card,
    preview_top_up,
    top_up,
)
from app.services.take_payment import add_tender
from app.services.use_points import use_points
from app.services.use_value import take_value_off, use_value
from tests.fakes.shop import CARD_BLOCKED, CARD_LIN, CARD_ZHOU, CLOSED, FROZEN, LIN, MILK, ZHOU, Shop, refused

GIFT = card_number(70000001)
STEPS = [{"from_minor": 10_000, "bonus_minor": 500}, {"from_minor": 50_000, "bonus_minor": 5_000, "every": True}]


@pytest.fixture
def valued(shop: Shop) -> Shop:
    """100 yuan give 5, every 500 give 50; principal first."""
    _rules(shop)
    shop.sign_in()
    return shop


def _rules(shop: Shop, order: str = "principal_first", **more: Any) -> None:
    shop.publish(stored_value={"spend_order": order, "top_up_bonus": STEPS, "min_top_up_minor": 1_000} | more, rules=_RULES)


_BASE = {"kind": "per_amount", "points": 1, "every_minor": 100}
_UP = {"kind": "per_amount", "points": 10, "every_minor": 10_000}
_RULES = [
    {"code": "base", "name": "每元1分", "trigger": "sale", "lane": "base", "benefit": _BASE},
    {"code": "up", "name": "充值每百元10分", "trigger": "top_up", "lane": "bonus", "benefit": _UP},
]


def _load(shop: Shop, amount_minor: int, **more: Any) -> TopUpDone:
    order = TopUp(**({"amount_minor": amount_minor, "member_id": LIN} | more))
    return top_up(shop.desk, shop.session, order, shop.ids.new_id())


def _value(shop: Shop, holder: str = LIN) -> Value:
    with shop.store.read() as reader:
        return reader.value(holder)


def _free(shop: Shop, holder: str = LIN) -> tuple[int, int]:
    value = _value(shop, holder)
    return value.free_principal_minor, value.free_bonus_minor


def test_a_top_up_keeps_principal_and_bonus_apart_and_earns_points(valued: Shop) -> None:
    """SV-01, SV-02, EARN-33: units of their own in the ledger, a bonus by the rules, points by the top-up rule in the same commit."""
    before = valued.balance(LIN).available
    done = _load(valued, 50_000, given_minor=60_000)
    assert (done.change_minor, done.points) == (10_000, 50)
    assert _free(valued) == (50_000, 5_000)
    assert valued.balance(LIN).available == before + 50
    body = valued.events("value_topped_up")[-1]["body"]
    assert (body["before"], body["after"], body["tenders"]) == ([0, 0], [50_000, 5_000], [["cash", 50_000, 60_000, 0]])
    assert valued.rows("SELECT unit, remaining FROM lot WHERE holder = ? AND unit <> 'POINTS' ORDER BY unit", LIN) == [
        ("BONUS", 5_000),
        ("VALUE", 50_000),
    ]
    valued.verify()


def test_the_same_top_up_twice_is_booked_once(valued: Shop) -> None:
    order = TopUp(amount_minor=10_000, member_id=LIN)
    for _ in range(2):
        top_up(valued.desk, valued.session, order, "a" * 32)
    assert _free(valued) == (10_000, 500)


@pytest.mark.parametrize(
    ("order", "left"), [("principal_first", (8_020, 500)), ("bonus_first", (8_520, 0)), ("proportional", (8_114, 406))]
)
def test_spent_in_the_order_of_the_programme(shop: Shop, order: str, left: tuple[int, int]) -> None:
    """programme.md §6.5 over a sale of 19.80."""
    _rules(shop, order)
    _load(shop, 10_000)
    shop.scan(MILK, CARD_LIN)
    state = use_value(shop.desk, shop.session, 1_980)
    assert (state.basket.due_minor, _free(shop)) == (0, left)
    sale = complete_sale(shop.desk, shop.session, state.basket.sale_id).sale
    assert _value(shop).total_minor == sum(left) == 8_520
    tenders = {kind: amount for kind, amount, *_ in valued_tenders(shop)}
    assert sum(tenders.values()) == 1_980
    assert sale.data.total_minor == 1_980
    shop.verify()


def valued_tenders(shop: Shop) -> list[list[Any]]:
    tenders: list[list[Any]] = shop.events("sale_completed")[-1]["body"]["tenders"]
    return tenders


def test_points_stored_value_and_cash_on_one_sale(valued: Shop) -> None:
    """Tenders mix freely; each can be taken off until the end."""
    _load(valued, 10_000)
    valued.scan(f"2*{MILK}", CARD_LIN)
    use_points(valued.desk, valued.session, 500)
    use_value(valued.desk, valued.session, 2_000)
    state = add_tender(valued.desk, valued.session, CASH, 100)
    assert state.basket.due_minor == 3_960 - 500 - 2_000 - 100
    state = take_value_off(valued.desk, valued.session, 0)
    assert (_free(valued), state.basket.due_minor) == ((10_000, 500), 3_360)
    use_value(valued.desk, valued.session, 3_000)
    complete_sale(valued.desk, valued.session, state.basket.sale_id, CASH, 500)
    assert [kind for kind, *_ in valued_tenders(valued)] == ["points", "stored_value", "cash", "cash"]
    assert valued.events("sale_completed")[-1]["body"]["value"][0][5] == [7_000, 500]
    valued.verify()


def test_what_one_basket_holds_nobody_else_spends(valued: Shop) -> None:
    """LESSON-09: the money is on hold; a second payment and a pay-out see only what is free."""
    _load(valued, 10_000)
    valued.scan(f"9*{MILK}", CARD_LIN)
    use_value(valued.desk, valued.session, 10_000)
    found = refused(use_value, valued.desk, valued.session, 501)
    assert (found.code, found.values["missing_minor"]) == ("value_missing", 1)
    detach_member(valued.desk, valued.session)
    assert _free(valued) == (10_000, 500)
    valued.scan(CARD_LIN)
    use_value(valued.desk, valued.session, 500)
    valued.reopen()
    assert valued.state().basket.value_minor == 500
    abandon_basket(valued.desk, valued.session)
    assert _free(valued) == (10_000, 500)
    valued.verify()


@pytest.mark.parametrize("order", ["principal_first", "bonus_first", "proportional"])
def test_returns_in_any_parts_go_back_to_the_same_lots(shop: Shop, order: str) -> None:
    """SV-04, §6.5: last used first; everything returned leaves the card as it was."""
    _rules(shop, order)
    _load(shop, 10_000)
    _load(shop, 1_000)
    shop.scan(f"3*{MILK}", CARD_LIN)
    basket = use_value(shop.desk, shop.session, 5_940).basket
    complete_sale(shop.desk, shop.session, basket.sale_id)
    for n in (1, 2, 3):
        refund_sale(shop.desk, shop.session, f"{n:032x}", basket.sale_id, {"L1": 1}, "quality")
        assert _value(shop).total_minor == 11_500 - 5_940 + n * 1_980
    assert _free(shop) == (11_000, 500)
    assert shop.rows("SELECT count(*) FROM lot WHERE holder = ? AND unit <> 'POINTS' AND remaining <> granted", LIN) == [(0,)]
    paid_out = [event["body"].get("paid_out") for event in shop.events("refund_completed")]
    assert all(kind.startswith("stored_value") for part in paid_out for kind, _ in part)
    shop.verify()


def test_a_gift_card_is_sold_checked_and_spent_without_a_member(valued: Shop) -> None:
    """SV-03: without a name, three years and more, redeemed by whoever shows it; the change of a return goes back to it."""
    assert new_gift_card(valued.desk, GIFT).value == Value()
    _load(valued, 20_000, member_id=None, card=GIFT, sell=True)
    body = valued.events("value_topped_up")[-1]["body"]
    assert (body["named"], body["valid_until"], valued.events("value_topped_up")[-1]["member_id"]) == (False, "2029-06-20", None)
    with valued.store.read() as reader:
        account = account_of(valued.desk, reader, None, GIFT)
    assert (account.value.total_minor, account.named) == (20_500, False)
    valued.scan(MILK)
    basket = use_value(valued.desk, valued.session, 1_980, GIFT).basket
    complete_sale(valued.desk, valued.session, basket.sale_id)
    assert _value(valued, f"card:{GIFT}").total_minor == 18_520
    done = refund_sale(valued.desk, valued.session, "c" * 32, basket.sale_id, {"L1": 1}, "quality")
    assert f"储值余额 …{GIFT[-4:]}" in to_text(lay_out(done.document, valued.desk.profile().paper))
    assert _value(valued, f"card:{GIFT}").total_minor == 20_500
    assert refused(new_gift_card, valued.desk, GIFT).code == "card_taken"
    assert refused(new_gift_card, valued.desk, CARD_LIN).code == "card_taken"
    assert refused(new_gift_card, valued.desk, "M123").code == "card_shape"
    valued.verify()


def test_a_past_moment_of_a_member_whose_sale_a_gift_card_paid(valued: Shop) -> None:
    """EDGE-12: the card's lots are not the member's, the member's own value is none of the points."""
    _load(valued, 20_000, member_id=None, card=GIFT, sell=True)
    _load(valued, 10_000)
    valued.scan(MILK, CARD_LIN)
    use_value(valued.desk, valued.session, 1_000)
    basket = use_value(valued.desk, valued.session, 980, GIFT).basket
    complete_sale(valued.desk, valued.session, basket.sale_id)
    stood = as_of_now(valued.desk, LIN)
    assert stood.balance.available == valued.balance(LIN).available
    assert {lot.unit for lot in stood.lots} == {"POINTS"}


def test_paying_out_gives_the_principal_and_the_bonus_lapses(valued: Shop) -> None:
    """SV-04, RED-11: in cash, approved by a second person where a cashier asks."""
    _load(valued, 10_000)
    assert refused(pay_out_card, valued.desk, valued.session, LIN, "", "d" * 32).code == "needs_approval"
    owner = valued.sign_in("1003")
    pay_out_card(valued.desk, owner, LIN, "", "d" * 32)
    assert _value(valued) == Value()
    assert valued.events("value_paid_out")[-1]["body"]["paid_out"] == [["cash", 10_000]]
    assert refused(pay_out_card, valued.desk, owner, LIN, "", "e" * 32).code == "value_nothing"
    valued.verify()


def test_a_cancelled_top_up_takes_bonus_and_points_back(valued: Shop) -> None:
    """programme.md §6.5: what is gone of the bonus comes off the money; once only."""
    owner = valued.sign_in("1003")
    points = valued.balance(LIN).available
    first = _load(valued, 50_000)
    cancel_top_up(valued.desk, owner, first.event.header.id, "1" * 32)
    assert (_value(valued), valued.balance(LIN).available) == (Value(), points)
    assert valued.events("value_paid_out")[-1]["body"]["paid_out"] == [["cash", 50_000]]
    assert refused(cancel_top_up, valued.desk, owner, first.event.header.id, "2" * 32).code == "reversed_already"
    _rules(valued, "bonus_first")
    second = _load(valued, 10_000, kind="wechat")
    valued.scan(MILK, CARD_LIN)
    basket = use_value(valued.desk, owner, 300).basket
    complete_sale(valued.desk, owner, basket.sale_id, CASH)
    cancel_top_up(valued.desk, owner, second.event.header.id, "3" * 32)
    assert valued.events("value_paid_out")[-1]["body"]["paid_out"] == [["wechat", 9_700]]
    assert _value(valued) == Value()
    third = _load(valued, 10_000)
    valued.scan(f"9*{MILK}", CARD_LIN)
    use_value(valued.desk, owner, 600)
    assert refused(cancel_top_up, valued.desk, owner, third.event.header.id, "4" * 32).values["missing_minor"] == 100
    valued.verify()


# EDGE-20 and bad input


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [
        (0, {}, "amount_range"),
        (-1, {}, "amount_range"),
        (10**15, {}, "amount_range"),
        (999, {}, "value_below_min"),
        (480_000, {}, "value_over_limit"),
        (100_000, {"member_id": None, "card": GIFT, "sell": True}, "value_over_limit"),
        (10_000, {"member_id": None, "card": CARD_BLOCKED}, "card_blocked"),
        (10_000, {"member_id": None, "card": GIFT}, "unknown_card"),
        (10_000, {"member_id": FROZEN}, "value_frozen"),
        (10_000, {"member_id": CLOSED}, "member_closed"),
        (10_000, {"member_id": "nobody"}, "no_such_member"),
        (10_000, {"kind": "points"}, "no_such_tender"),
        (10_000, {"given_minor": 9_999}, "still_due"),
        (10_000, {"kind": "wechat", "given_minor": 10_001}, "more_than_due"),
    ],
)
def test_an_unlawful_or_wrong_top_up_is_refused_and_books_nothing(
    valued: Shop, amount: int, more: dict[str, Any], code: str
) -> None:
    """EDGE-20: named cards hold at most 5,000 yuan, unnamed ones 1,000, bonus included."""
    seq = valued.seq()
    with pytest.raises(Refusal) as found:
        _load(valued, amount, **more)
    assert (found.value.code, valued.seq()) == (code, seq)


def test_ten_thousand_at_once_needs_a_recorded_name(valued: Shop) -> None:
    """EDGE-20: the limits are the owner's to change; the name is kept outside the chain."""
    with valued.store.write() as books:
        change_setting(valued.desk, books, "value.named_max_yuan", 50_000)
    found = refused(_load, valued, 1_000_000)
    assert (found.code, found.values["limit_minor"]) == ("value_real_name", 1_000_000)
    done = _load(valued, 1_000_000, real_name="林婉清 3301061990")
    with valued.store.read() as reader:
        assert reader.reason(done.event.header.id) == "林婉清 3301061990"
    assert "3301061990" not in str(valued.rows("SELECT payload FROM journal WHERE id = ?", done.event.header.id))


def test_without_rules_there_is_no_stored_value(shop: Shop) -> None:
    assert refused(_load, shop, 10_000).code == "value_disabled"


def test_a_members_money_needs_the_members_card(valued: Shop) -> None:
    """Found by phone is no proof; a frozen account pays nothing."""
    from app.services.edit_basket import attach_member

    _load(valued, 10_000)
    valued.scan(MILK)
    attach_member(valued.desk, valued.session, LIN)
    assert refused(use_value, valued.desk, valued.session, 100).code == "value_proof"
    valued.scan(CARD_LIN)
    use_value(valued.desk, valued.session, 100)
    valued.set_status(LIN, "frozen")
    basket = valued.state().basket
    assert refused(complete_sale, valued.desk, valued.session, basket.sale_id, CASH).code == "redeem_frozen"


def test_a_preview_books_nothing(valued: Shop) -> None:
    seq = valued.seq()
    preview = preview_top_up(valued.desk, valued.session, TopUp(amount_minor=10_000, card=CARD_ZHOU))
    assert (preview.account.holder, preview.result.bonus_minor, valued.seq()) == (ZHOU, 500, seq)


# change that stays on the card


def test_change_is_kept_on_the_card_in_the_sales_own_commit(valued: Shop) -> None:
    """存零: the drawer has what was not handed back; the receipt says it."""
    valued.scan(MILK, CARD_LIN)
    basket = valued.state().basket
    done = complete_sale(valued.desk, valued.session, basket.sale_id, CASH, 5_000, keep_minor=20)
    assert (done.sale.data.change_minor, done.sale.data.kept_minor) == (3_000, 20)
    assert _value(valued) == Value(principal_minor=20)
    sale, kept = valued.events("sale_completed")[-1], valued.events("value_topped_up")[-1]
    assert (kept["cause_key"], kept["body"]["tenders"], kept["seq"]) == (f"change:{sale['id']}", [["cash", 20, 20, 0]], sale["seq"] + 1)
    assert kept["body"]["bonus_minor"] == 0
    again = complete_sale(valued.desk, valued.session, basket.sale_id, CASH, 5_000, keep_minor=20)
    assert (again.sale.event_id, _value(valued).total_minor) == (sale["id"], 20)
    valued.verify()


@pytest.mark.parametrize(("keep", "member", "code"), [(21, True, "keep_change"), (-1, True, "keep_change"), (10, False, "keep_change")])
def test_change_that_is_not_there_is_not_kept(valued: Shop, keep: int, member: bool, code: str) -> None:
    valued.scan(MILK, *((CARD_LIN,) if member else ()))
    seq, basket = valued.seq(), valued.state().basket
    assert refused(complete_sale, valued.desk, valued.session, basket.sale_id, CASH, 2_000, keep_minor=keep).code == code
    assert valued.seq() == seq


def test_change_is_not_kept_above_the_limit_and_then_nothing_is_sold(valued: Shop) -> None:
    """EDGE-20."""
    with valued.store.write() as books:
        change_setting(valued.desk, books, "value.named_max_yuan", 110)
    _load(valued, 10_490)
    valued.scan(MILK, CARD_LIN)
    basket = valued.state().basket
    found = refused(complete_sale, valued.desk, valued.session, basket.sale_id, CASH, 2_000, keep_minor=20)
    assert (found.code, valued.events("sale_completed")) == ("value_over_limit", [])


# gift cards as rewards


_GIFT_REWARD = {"code": "gift50", "name": "50元礼品卡", "kind": "voucher", "points": 200}


def test_a_reward_is_a_gift_card_whose_voucher_loads_once(valued: Shop) -> None:
    """RED-12, SV-03: bought with points, loaded as the shop's gift onto the member's account or a card to give away."""
    valued.publish(stored_value={"spend_order": "principal_first"}, rewards=[_GIFT_REWARD], rules=_RULES)
    with valued.store.write() as books:
        book_office(valued.desk, books, None, types.REWARD_DESCRIBED, {"reward": "gift50", "facts": {"worth_minor": 5_000}})
    codes = [redeem_reward(valued.desk, valued.session, LIN, "gift50").vouchers[0].code for _ in range(2)]
    assert gift_voucher(valued.desk, valued.session, codes[0])[1] == 5_000
    load_voucher(valued.desk, valued.session, codes[0], "", "1" * 32)
    assert _value(valued) == Value(bonus_minor=5_000)
    assert refused(load_voucher, valued.desk, valued.session, codes[0], "", "2" * 32).code == "voucher_used"
    load_voucher(valued.desk, valued.session, codes[1], GIFT, "3" * 32, sell=True)
    assert _value(valued, f"card:{GIFT}") == Value(bonus_minor=5_000)
    assert (_value(valued).total_minor, valued.events("value_topped_up")[-1]["body"]["tenders"]) == (5_000, [])
    valued.verify()


# exchange and replacement


def test_a_gift_card_is_exchanged_for_another_or_onto_a_members_account(valued: Shop) -> None:
    """EDGE-20: after its last day, or worn out: all of it, principal and bonus apart."""
    new = card_number(70000002)
    _load(valued, 20_000, member_id=None, card=GIFT, sell=True)
    exchange_card(valued.desk, valued.session, GIFT, new, "1" * 32)
    assert (_value(valued, f"card:{GIFT}"), _free(valued, f"card:{new}")) == (Value(), (20_000, 500))
    assert refused(exchange_card, valued.desk, valued.session, GIFT, new, "2" * 32).code == "value_nothing"
    exchange_card(valued.desk, valued.session, new, CARD_LIN, "3" * 32)
    assert _free(valued) == (20_000, 500)
    assert refused(exchange_card, valued.desk, valued.session, CARD_LIN, GIFT, "4" * 32).code == "value_named"
    assert refused(exchange_card, valued.desk, valued.session, "M999", GIFT, "5" * 32).code == "unknown_card"
    valued.verify()


def test_a_lost_members_card_is_replaced_and_the_money_stays(valued: Shop) -> None:
    """The account is the member's: the old card is blocked, the new one pays."""
    _load(valued, 10_000)
    new = card_number(70000003)
    block_card(valued.desk, valued.session, CARD_LIN)
    link_card(valued.desk, valued.session, LIN, new)
    assert refused(_load, valued, 10_000, member_id=None, card=CARD_LIN).code == "card_blocked"
    valued.scan(MILK, new)
    assert use_value(valued.desk, valued.session, 1_980).basket.due_minor == 0

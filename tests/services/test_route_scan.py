"""One scan box: each shape does its thing on the real shop, and whatever is no code of ours says so and changes nothing."""

from __future__ import annotations

import pytest

from app.services.complete_sale import complete_sale
from app.services.edit_basket import detach_member
from tests.fakes.shop import (
    CARD_BLOCKED,
    CARD_CLOSED,
    CARD_LIN,
    CARD_ZHOU,
    COFFEE,
    LIN,
    MILK,
    NEWSPAPER,
    WATER,
    ZHOU,
    Shop,
)


def pieces(shop: Shop) -> dict[str, int]:
    return {line.sku: line.qty for line in shop.state().basket.lines}


@pytest.mark.parametrize(
    ("code", "sku"),
    [
        (WATER, "10001"),
        ("]E0" + WATER, "10001"),
        (f"  {WATER}\r\n", "10001"),
        ("９５２１００１０００017", "10001"),
        (COFFEE, "20031"),
    ],
)
def test_a_product_by_its_code(shop: Shop, code: str, sku: str) -> None:
    outcome = shop.scan(code)
    assert (outcome.kind, pieces(shop)) == ("line_added", {sku: 1})
    assert outcome.line_id == "L1"


@pytest.mark.parametrize(("typed", "qty"), [("3*", 3), ("12×", 12), ("＊".join(["2", ""]), 2), ("9999*", 9999)])
def test_a_quantity_before_the_code(shop: Shop, typed: str, qty: int) -> None:
    shop.scan(typed + WATER)
    assert pieces(shop) == {"10001": qty}


@pytest.mark.parametrize("typed", ["0*", "-1*", "-3*", "1.5*", "10000*", "99999999999999999999*", "*", "1e3*", "+0*"])
def test_impossible_quantities(shop: Shop, typed: str) -> None:
    outcome = shop.scan(typed + WATER)
    assert (outcome.kind, outcome.reason in ("quantity_wrong", "scan_unknown")) == ("refused", True)
    assert pieces(shop) == {}


def test_more_of_the_same_goes_onto_its_line(shop: Shop) -> None:
    shop.scan(WATER, MILK, WATER, "2*" + WATER)
    assert pieces(shop) == {"10001": 4, "11001": 1}


def test_the_member_card(shop: Shop) -> None:
    """MEM-04 (static card): one scan puts the member, the balance and the prices on the counter. Also with Caps Lock on."""
    for card in (CARD_LIN, CARD_LIN.lower()):
        outcome = shop.scan(card)
        assert (outcome.kind, outcome.member_id) == ("member_attached", LIN)
        assert outcome.state is not None
        assert outcome.state.attached is not None
        assert outcome.state.attached.balance.available == 2386


def test_the_greeting(shop: Shop) -> None:
    """MEM-14: name, title and what was bought last stand on the counter with the card."""
    shop.scan(MILK, COFFEE, CARD_LIN)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    shop.at("2026-06-22")
    shop.sign_in()
    state = shop.scan(CARD_LIN).state
    assert state is not None
    assert state.attached is not None
    assert state.attached.member.on_screen("zh", shop.desk.pinyin()) == "林女士"
    assert state.attached.last_visit is not None
    assert state.attached.last_visit.date == "2026-06-20"
    assert [name for name, _ in state.attached.last_visit.items] == ["牧晨记 鲜牛奶 950ml", "现磨美式咖啡 中杯"]
    assert [name for _, name in state.attached.last_visit.items] == ["Muchen fresh milk 950 ml", "Americano, medium"]
    assert state.attached.dormant_days is None


def test_a_member_who_stayed_away(shop: Shop) -> None:
    shop.scan(MILK, CARD_LIN)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    for day, dormant in (("2026-08-18", None), ("2026-08-19", 60), ("2026-12-31", 194)):
        shop.at(day)
        shop.sign_in()
        state = shop.scan(CARD_LIN).state
        assert state is not None
        assert state.attached is not None
        assert state.attached.dormant_days == dormant
        detach_member(shop.desk, shop.session)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9521001000018", "scan_bad_check_product"),
        ("9521001009997", "unknown_product"),
        ("31999", "unknown_product"),
        ("M202648813", "scan_bad_check_card"),
        ("M000000000", "unknown_card"),
        (CARD_BLOCKED, "card_blocked"),
        (CARD_CLOSED, "member_closed"),
        ("R012606200999", "unknown_receipt"),
        (WATER + MILK, "scan_joined"),
        (CARD_LIN + WATER, "scan_joined"),
        (WATER * 3, "scan_joined"),
        ("x" * 10_000, "scan_too_long"),
        ("9" * 10_000, "scan_too_long"),
        ("M1.eyJhbGciOi", "member_code_wrong"),
        ("https://example.com/?id=1", "scan_unknown"),
        ("'; DROP TABLE sale; --", "scan_unknown"),
        ("1234567890123456789012345", "scan_unknown"),
        ("\x1b@\x1bp\x00", "scan_unknown"),
        ("会员", "scan_unknown"),
    ],
)
def test_what_is_not_taken_says_why_and_changes_nothing(shop: Shop, text: str, reason: str) -> None:
    """LESSON-20: unknown codes, wrong check digits, two scans run together, ten thousand characters, controls: one plain line each."""
    shop.scan(COFFEE)
    seq = shop.seq()
    outcome = shop.scan(text)
    assert (outcome.kind, outcome.reason) == ("refused", reason)
    assert len(outcome.text) <= 40
    assert outcome.text.isprintable()
    assert pieces(shop) == {"20031": 1}
    assert shop.state().basket.member_id is None
    assert shop.seq() == seq


def test_an_empty_scan_is_nothing(shop: Shop) -> None:
    for text in ("", "   ", "\r\n", "\x00"):
        assert shop.scan(text).kind == "nothing"


@pytest.mark.parametrize(
    ("text", "provider"),
    [("134567890123456789", "wechat"), ("281234567890123456", "alipay"), ("6212345678901234567", "unionpay")],
)
def test_a_payment_code_is_named_but_never_kept(shop: Shop, text: str, provider: str) -> None:
    outcome = shop.scan(text)
    assert (outcome.kind, outcome.text) == ("payment_code", provider)
    assert text not in str(outcome)


def test_a_receipt_is_found_again(shop: Shop) -> None:
    shop.scan(COFFEE)
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    outcome = shop.scan(done.sale.data.sale_number)
    assert outcome.kind == "receipt"
    assert outcome.sale is not None
    assert outcome.sale.event_id == done.sale.event_id


def test_a_phone_number_is_searched(shop: Shop) -> None:
    outcome = shop.scan("19900001234")
    assert (outcome.kind, outcome.text) == ("phone", "19900001234")


def test_an_open_price_product_asks(shop: Shop) -> None:
    outcome = shop.scan(NEWSPAPER)
    assert (outcome.kind, outcome.text) == ("price_asked", "报刊代收")
    assert pieces(shop) == {}


def test_a_second_card_of_the_same_member(shop: Shop) -> None:
    shop.scan(CARD_ZHOU)
    assert shop.scan(CARD_BLOCKED).reason == "card_blocked"
    assert shop.state().basket.member_id == ZHOU

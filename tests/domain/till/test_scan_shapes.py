"""What a scan is, told by its shape (LESSON-18): published codes, wrong check digits, scans run together, hostile text."""

from __future__ import annotations

import pytest
from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13
from barcode.upc import UniversalProductCodeA
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checks import gs1_check_digit, luhn_digit
from app.domain.members.card import card_number
from app.domain.till.scan_shapes import (
    MAX_SCAN_CHARS,
    SHOWN_CHARS,
    QuantityPrefix,
    Scan,
    ScanFlag,
    ScanKind,
    classify,
    split_quantity,
)

digits = st.text(alphabet="0123456789", min_size=1, max_size=40)

# Published examples: GS1 (EAN-13, EAN-8), Wikipedia's UPC-A and Luhn articles.
EAN13 = "5901234123457"
OTHER_EAN13 = "4006381333931"
EAN8 = "96385074"
UPC_A = "036000291452"
CARD = "M799273982"


@pytest.mark.parametrize(
    ("text", "kind", "payload"),
    [
        (EAN13, ScanKind.PRODUCT, EAN13),
        (EAN8, ScanKind.PRODUCT, EAN8),
        (UPC_A, ScanKind.PRODUCT, "0" + UPC_A),
        ("0" + UPC_A, ScanKind.PRODUCT, "0" + UPC_A),
        ("0" + EAN13, ScanKind.PRODUCT, EAN13),
        ("2000000000008", ScanKind.IN_STORE, "2000000000008"),
        ("2912345678906", ScanKind.IN_STORE, "2912345678906"),
        ("M000000018", ScanKind.MEMBER_CARD, "M000000018"),
        ("M1.k3x9.57712345.abcdefghijklmnop", ScanKind.MEMBER_CODE, "M1.k3x9.57712345.abcdefghijklmnop"),
        ("134567890123456789", ScanKind.PAYMENT_CODE, "wechat"),
        ("101234567890123456", ScanKind.PAYMENT_CODE, "wechat"),
        ("156789012345678901", ScanKind.PAYMENT_CODE, "wechat"),
        ("280123456789012345", ScanKind.PAYMENT_CODE, "alipay"),
        ("2512345678901234", ScanKind.PAYMENT_CODE, "alipay"),
        ("301234567890123456789012", ScanKind.PAYMENT_CODE, "alipay"),
        ("6212345678901234567", ScanKind.PAYMENT_CODE, "unionpay"),
        ("R012507310042", ScanKind.RECEIPT, "R012507310042"),
        ("V123456789015", ScanKind.VOUCHER, "V123456789015"),
        ("7", ScanKind.SHORT_SKU, "7"),
        ("0001234", ScanKind.SHORT_SKU, "0001234"),
        ("19900001234", ScanKind.PHONE, "19900001234"),
        ("", ScanKind.EMPTY, ""),
        ("  \r\n", ScanKind.EMPTY, ""),
    ],
)
def test_shapes(text: str, kind: ScanKind, payload: str) -> None:
    assert classify(text) == Scan(kind=kind, payload=payload)


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "12345678901",
        "161234567890123456",
        "311234567890123456",
        "6312345678901234567",
        "17234567890123",
        "R12345678901",
        "M12345678",
        "V12345678901",
        "https://example.org/pay?x=1",
        "咖啡",
        "٣٣٣٣٣٣٣٣",
    ],
)
def test_anything_else_is_unknown(text: str) -> None:
    """EDGE: a digit too few, another prefix, an address, a word, digits of another script."""
    assert classify(text) == Scan(kind=ScanKind.UNKNOWN, payload=text)


@pytest.mark.parametrize(
    ("text", "of", "payload"),
    [
        ("5901234123458", ScanKind.PRODUCT, "5901234123458"),
        ("96385075", ScanKind.PRODUCT, "96385075"),
        ("036000291453", ScanKind.PRODUCT, "0036000291453"),
        ("2000000000009", ScanKind.IN_STORE, "2000000000009"),
        ("M799273983", ScanKind.MEMBER_CARD, "M799273983"),
        ("V123456789016", ScanKind.VOUCHER, "V123456789016"),
    ],
)
def test_a_wrong_check_digit_says_of_what(text: str, of: ScanKind, payload: str) -> None:
    assert classify(text) == Scan(kind=ScanKind.BAD_CHECK, payload=payload, of=of)


def test_every_wrong_digit_of_a_card_is_found() -> None:
    """Luhn finds any single wrong digit."""
    card = card_number(60_270_815)
    for place in range(1, len(card)):
        for digit in set("0123456789") - {card[place]}:
            scan = classify(card[:place] + digit + card[place + 1 :])
            assert (scan.kind, scan.of) == (ScanKind.BAD_CHECK, ScanKind.MEMBER_CARD)


@given(st.integers(0, 10**12 - 1))
def test_check_digits_agree_with_another_program(number: int) -> None:
    text = f"{number:012d}"
    assert gs1_check_digit(text) == str(EuropeanArticleNumber13(text).get_fullcode())[-1]
    assert gs1_check_digit(text[:7]) == str(EuropeanArticleNumber8(text[:7]).get_fullcode())[-1]
    assert gs1_check_digit(text[:11]) == str(UniversalProductCodeA(text[:11]).get_fullcode())[-1]


def test_luhn_and_cards() -> None:
    # The standard's own example and the usual test number of a card network.
    assert luhn_digit("7992739871") == "3"
    assert luhn_digit("411111111111111") == "1"
    assert card_number(79_927_398) == "M799273982" == CARD
    assert card_number(1) == "M000000018"
    for number in (-1, 100_000_000):
        with pytest.raises(ValueError, match="out of range"):
            card_number(number)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (EAN13 + OTHER_EAN13, [(ScanKind.PRODUCT, EAN13), (ScanKind.PRODUCT, OTHER_EAN13)]),
        (EAN8 + EAN13, [(ScanKind.PRODUCT, EAN8), (ScanKind.PRODUCT, EAN13)]),
        (UPC_A + EAN13, [(ScanKind.PRODUCT, "0" + UPC_A), (ScanKind.PRODUCT, EAN13)]),
        (EAN13 + CARD, [(ScanKind.PRODUCT, EAN13), (ScanKind.MEMBER_CARD, CARD)]),
        (CARD + CARD, [(ScanKind.MEMBER_CARD, CARD)] * 2),
        ("R012507310042" + EAN13, [(ScanKind.RECEIPT, "R012507310042"), (ScanKind.PRODUCT, EAN13)]),
        (EAN13 * 3, [(ScanKind.PRODUCT, EAN13)] * 3),
        (EAN13 + "134567890123456789", [(ScanKind.PRODUCT, EAN13), (ScanKind.PAYMENT_CODE, "wechat")]),
    ],
)
def test_scans_run_together_are_named_and_never_taken(text: str, parts: list[tuple[ScanKind, str]]) -> None:
    scan = classify(text)
    assert (scan.kind, scan.payload) == (ScanKind.JOINED, "")
    assert [(part.kind, part.payload) for part in scan.parts] == parts


def test_two_labels_that_look_like_a_payment_code_are_two_labels() -> None:
    """Two in-store EAN-8 labels make 16 digits beginning with 25, the shape of a payment code."""
    label = "2512345" + gs1_check_digit("2512345")
    scan = classify(label * 2)
    assert scan.kind is ScanKind.JOINED
    assert [(part.kind, part.payload) for part in scan.parts] == [(ScanKind.PRODUCT, "")] * 2


@given(st.sampled_from(["10", "13", "15", "25", "28", "30"]), st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_a_payment_code_is_never_kept(start: str, rest: str) -> None:
    """No digit of a payment code gets into the value that goes on, into logs or on the screen."""
    scan = classify(start + rest)
    assert scan.kind is ScanKind.PAYMENT_CODE
    assert rest not in repr(scan)


@pytest.mark.parametrize(
    ("text", "kind", "payload", "symbology"),
    [
        ("]E0" + EAN13, ScanKind.PRODUCT, EAN13, "]E0"),
        ("]E4" + EAN8, ScanKind.PRODUCT, EAN8, "]E4"),
        ("]C0" + CARD, ScanKind.MEMBER_CARD, CARD, "]C0"),
        ("]Q1280123456789012345", ScanKind.PAYMENT_CODE, "alipay", "]Q1"),
        ("]C1010590123412345717260101\x1d10LOT7", ScanKind.PRODUCT, EAN13, "]C1"),
        ("]d20105901234123457\x1d", ScanKind.PRODUCT, EAN13, "]d2"),
        ("]Q3\x1d0105901234123457", ScanKind.PRODUCT, EAN13, "]Q3"),
        ("]E0134567890123456789", ScanKind.UNKNOWN, "134567890123456789", "]E0"),
        ("]C00", ScanKind.SHORT_SKU, "0", "]C0"),
    ],
)
def test_aim_identifiers(text: str, kind: ScanKind, payload: str, symbology: str) -> None:
    scan = classify(text)
    assert (scan.kind, scan.payload, scan.symbology) == (kind, payload, symbology)


def test_gs1_with_a_wrong_check_digit() -> None:
    scan = classify("]C10105901234123458")
    assert (scan.kind, scan.of) == (ScanKind.BAD_CHECK, ScanKind.PRODUCT)


def test_gs1_case_of_many_is_not_the_single_item() -> None:
    """A carton's GTIN-14 (indicator 1) must not sell one piece."""
    carton = "1590123412345"
    scan = classify("]C101" + carton + gs1_check_digit(carton))
    assert scan.kind not in (ScanKind.PRODUCT, ScanKind.IN_STORE)


@pytest.mark.parametrize(
    ("text", "kind", "flag"),
    [
        ("\x02" + EAN13 + "\x03", ScanKind.PRODUCT, ScanFlag.CONTROL),
        ("59012\u200b34123457", ScanKind.PRODUCT, ScanFlag.CONTROL),
        ("\u202e" + CARD, ScanKind.MEMBER_CARD, ScanFlag.CONTROL),
        (CARD.lower(), ScanKind.MEMBER_CARD, ScanFlag.CASE_TURNED),
        ("r012507310042", ScanKind.RECEIPT, ScanFlag.CASE_TURNED),
        ("５９０１２３４１２３４５７", ScanKind.PRODUCT, ScanFlag.FULL_WIDTH),
        ("Ｍ799273982", ScanKind.MEMBER_CARD, ScanFlag.FULL_WIDTH),
    ],
)
def test_what_was_put_right_is_said(text: str, kind: ScanKind, flag: ScanFlag) -> None:
    """LESSON-20: control characters, Caps Lock, a full-width input method."""
    scan = classify(text)
    assert scan.kind is kind
    assert scan.flags == {flag}


def test_caps_lock_turns_a_dynamic_code_back() -> None:
    scan = classify("m1.K3X9.57712345.ABCDEFGHijklMNOP")
    assert scan.payload == "M1.k3x9.57712345.abcdefghIJKLmnop"
    assert scan.flags == {ScanFlag.CASE_TURNED}


def test_too_long() -> None:
    """A 10,000-character scan is named, not looked through."""
    scan = classify("7" * 10_000)
    assert scan == Scan(kind=ScanKind.TOO_LONG, payload="7" * SHOWN_CHARS)
    assert classify("x" * MAX_SCAN_CHARS).kind is ScanKind.UNKNOWN


@given(st.text(max_size=600))
def test_never_raises_and_never_shows_control_characters(text: str) -> None:
    scan = classify(text)
    assert len(scan.payload) <= MAX_SCAN_CHARS
    assert scan.payload.isprintable()


@pytest.mark.parametrize(
    ("text", "quantity", "rest", "problem"),
    [
        ("3*", 3, "", ""),
        ("3*" + EAN13, 3, EAN13, ""),
        ("12 * 7", 12, "7", ""),
        ("１２＊7", 12, "7", ""),
        ("3×7", 3, "7", ""),
        ("007*7", 7, "7", ""),
        ("9999*1", 9999, "1", ""),
        (EAN13, None, EAN13, ""),
        ("a*b", None, "a*b", ""),
        ("0*7", None, "7", "zero"),
        ("-3*7", None, "7", "negative"),
        ("1.5*7", None, "7", "not_whole"),
        ("1,000*7", None, "7", "not_whole"),
        ("*7", None, "7", "not_a_number"),
        ("10000*7", None, "7", "too_many"),
        ("9" * 400 + "*7", None, "7", "too_many"),
    ],
)
def test_quantity_prefix(text: str, quantity: int | None, rest: str, problem: str) -> None:
    assert split_quantity(text) == QuantityPrefix(quantity, rest, problem)


@given(digits)
def test_a_code_without_a_star_is_left_alone(text: str) -> None:
    assert split_quantity(text) == QuantityPrefix(None, text)

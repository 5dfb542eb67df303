"""Check digits against numbers printed in the standards and on well-known goods, and against every single wrong digit."""

from __future__ import annotations

import pytest

from app.domain.checks import gs1_check_digit, is_ean8, is_ean13, is_luhn, is_upca, luhn_digit, normal_barcode


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (is_ean13, "4006381333931"),
        (is_ean13, "9780201379624"),
        (is_ean8, "73513537"),
        (is_ean8, "96385074"),
        (is_upca, "036000291452"),
        (is_upca, "012345678905"),
        (is_luhn, "79927398713"),
        (is_luhn, "4539578763621486"),
    ],
)
def test_numbers_from_elsewhere_hold_and_no_wrong_digit_does(check, code):
    assert check(code)
    for place, digit in enumerate(code):
        for other in "0123456789":
            assert check(code[:place] + other + code[place + 1 :]) is (other == digit)


@pytest.mark.parametrize(
    "text", ["", "4", "40063813339310", "400638133393", "４００６３８１３３３９３１", "400638133393a", " 4006381333931"]
)
def test_other_lengths_and_characters_are_no_ean13(text):
    assert not is_ean13(text)


def test_upca_is_stored_as_ean13():
    assert normal_barcode("036000291452") == "0036000291452"
    assert is_ean13("0036000291452")
    assert normal_barcode("73513537") == "73513537"
    assert normal_barcode("4006381333931") == "4006381333931"
    assert normal_barcode("4006381333932") is None
    assert normal_barcode("hello") is None


def test_bodies_must_be_ascii_digits():
    for function in (gs1_check_digit, luhn_digit):
        with pytest.raises(ValueError):
            function("12a")
        with pytest.raises(ValueError):
            function("")

"""Check digits of the codes people scan: GS1 (EAN-13, EAN-8, UPC-A) and Luhn. Pure functions over ASCII digit strings."""

from __future__ import annotations


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def gs1_check_digit(body: str) -> str:
    """The check digit of an EAN or UPC body (all digits but the last).

    Weights 3, 1, 3 … from the right (GS1 General Specifications §7.9.1). ValueError when `body` is not made of ASCII digits.
    """
    if not _digits(body):
        raise ValueError("digits expected")
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def _gs1(text: str, length: int) -> bool:
    return len(text) == length and _digits(text) and gs1_check_digit(text[:-1]) == text[-1]


def is_ean13(text: str) -> bool:
    """13 digits with the right check digit."""
    return _gs1(text, 13)


def is_ean8(text: str) -> bool:
    """8 digits with the right check digit."""
    return _gs1(text, 8)


def is_upca(text: str) -> bool:
    """12 digits with the right check digit."""
    return _gs1(text, 12)


def normal_barcode(text: str) -> str | None:
    """A product code as it is stored: UPC-A as EAN-13 with a leading 0, EAN-13 and EAN-8 as they are, else None."""
    if is_upca(text):
        return "0" + text
    return text if is_ean13(text) or is_ean8(text) else None


def luhn_digit(body: str) -> str:
    """The Luhn check digit of a digit string (ISO/IEC 7812-1 annex B). ValueError when `body` is not made of ASCII digits."""
    if not _digits(body):
        raise ValueError("digits expected")
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit)
        if place % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return str(-total % 10)


def is_luhn(text: str) -> bool:
    """At least two digits of which the last is the Luhn digit of the others."""
    return len(text) >= 2 and _digits(text) and luhn_digit(text[:-1]) == text[-1]

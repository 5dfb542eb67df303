"""The code of a voucher: `V`, 11 digits, Luhn digit; printed as Code128. Nobody can guess one from another, for the digits come from the
event's id, of which 74 bits are random; nor does a code say whose it is.
"""

from __future__ import annotations

from hashlib import sha256

from app.domain.checks import is_luhn, luhn_digit

_DIGITS = 11


def voucher_code(event_id: str, n: int, turn: int = 0) -> str:
    """The code of the n-th voucher of an event. `turn`: how many codes before it were somebody else's by chance."""
    digest = sha256(f"JF-V1|{event_id}|{n}|{turn}".encode()).digest()
    body = f"{int.from_bytes(digest[:8]) % 10**_DIGITS:0{_DIGITS}d}"
    return f"V{body}{luhn_digit(body)}"


def is_voucher_code(text: str) -> bool:
    """Whether `text` is a whole voucher code with the right check digit (capital V)."""
    return len(text) == _DIGITS + 2 and text[0] == "V" and text.isascii() and is_luhn(text[1:])

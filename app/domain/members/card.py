"""The static member card: its number (`M`, 8 digits, Luhn digit; printed as Code128) and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.checks import is_luhn, luhn_digit

CardState = Literal["active", "blocked"]

CARD_SERIAL_MAX = 99_999_999


@dataclass(frozen=True, slots=True)
class Card:
    """A card a member presents. `number` as made by `card_number`; a blocked card is recognised and refused. `type` and `batch` are codes
    that rules may name.
    """

    number: str
    member_id: str
    state: CardState = "active"
    type: str | None = None
    batch: str | None = None


def card_number(n: int) -> str:
    """The card number of serial `n`: `M`, n as 8 digits, Luhn digit over the 8. ValueError outside 0 … 99999999."""
    if not 0 <= n <= CARD_SERIAL_MAX:
        raise ValueError("card serial out of range")
    body = f"{n:08d}"
    return f"M{body}{luhn_digit(body)}"


def is_card_number(text: str) -> bool:
    """Whether `text` is a whole card number with the right check digit (capital M)."""
    return len(text) == 10 and text[0] == "M" and is_luhn(text[1:])


def card_tail(number: str) -> str:
    """The last four digits, which are all that screens show of a card."""
    return number[-4:]

"""What somebody typed into the member search: tail of a number, phone, card, letters of a name, or Chinese characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.members.names import NAME_MAX, clean_text
from app.domain.members.phone import plain_digits
from app.domain.members.pinyin import is_hanzi, normal_letters

QueryKind = Literal["nothing", "tail", "phone", "card", "letters", "hanzi"]

TAIL_DIGITS_MIN = 4
PHONE_DIGITS_MIN = 7
PHONE_DIGITS_MAX = 11


@dataclass(frozen=True, slots=True)
class MemberQuery:
    """A search term and what it is.

    `tail`: 4–6 last digits of phone or card; `phone`: 7–11 digits, the beginning or the end of a number; `card`: M
    and digits; `letters`: beginning of pinyin or initials, a–z and digits; `hanzi`: beginning of a name; `nothing`:
    too short or too long to search for.
    """

    kind: QueryKind
    text: str


def classify_query(text: str) -> MemberQuery:
    """Decide by its characters what a search term is (design.md §4.2). Never raises."""
    typed = clean_text(text[: 2 * NAME_MAX], 2 * NAME_MAX, "query")
    if not typed or len(typed) > NAME_MAX:
        return MemberQuery("nothing", "")
    if any(is_hanzi(char) for char in typed):
        return MemberQuery("hanzi", typed.replace(" ", ""))
    digits = plain_digits(typed)
    if digits.isascii() and digits.isdigit():
        if len(digits) < TAIL_DIGITS_MIN or len(digits) > PHONE_DIGITS_MAX:
            return MemberQuery("nothing", "")
        return MemberQuery("phone" if len(digits) >= PHONE_DIGITS_MIN else "tail", digits)
    letters = normal_letters(typed)
    if letters[:1] == "m" and letters[1:].isdigit():
        return MemberQuery("card", letters.upper())
    return MemberQuery("letters", letters) if letters else MemberQuery("nothing", "")

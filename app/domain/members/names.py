"""Names of persons: cleaning what was typed, and the forms in which a name may be shown on screen and on paper."""

from __future__ import annotations

import unicodedata
from typing import Literal

from app.domain.errors import Refusal
from app.domain.members.pinyin import PinyinTable, is_hanzi, romanised, split_surname

Honorific = Literal["none", "mr", "ms"]

NAME_MAX = 40
"""Longest name of a person, in characters."""

NOTE_MAX = 200
"""Longest note about a member, in characters."""

_TITLES_ZH = {"mr": "先生", "ms": "女士", "none": "会员"}
_TITLES_EN = {"mr": "Mr", "ms": "Ms", "none": "Member"}


def clean_text(text: str, longest: int, field: str) -> str:
    """`text` in one line without control, format, bidirectional, private-use and unassigned characters, NFC, blanks run together.

    Refusal `text_too_long` with `field` and `limit` when more than `longest` characters remain.
    """
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _printable(char))
    cleaned = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(cleaned) > longest:
        raise Refusal("text_too_long", field=field, limit=longest)
    return cleaned


def clean_name(text: str) -> str:
    """A name as it is stored. Refusals `name_empty` and `text_too_long`."""
    name = clean_text(text, NAME_MAX, "name")
    if not any(char.isalpha() for char in name):
        raise Refusal("name_empty")
    return name


def _printable(char: str) -> bool:
    point = ord(char)
    if 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
        return False  # variation selectors: no printer has them, and two names that look alike must be alike
    return unicodedata.category(char)[0] != "C"


def name_on_screen(name: str, honorific: Honorific, language: str, table: PinyinTable) -> str:
    """Surname and title only: 林女士, 欧阳先生, 林会员 where no title was given; in English Ms Lin, Mr Ouyang, Member Lin.

    Of somebody whose name is not known the title alone.
    """
    if not name:
        return _TITLES_EN[honorific] if language == "en" else _TITLES_ZH[honorific]
    surname, _ = split_surname(name)
    if language == "en":
        shown = romanised(surname, table).replace(" ", "").capitalize() if is_hanzi(surname) else surname
        return f"{_TITLES_EN[honorific]} {shown}"
    return surname + (" " if surname[-1:].isascii() else "") + _TITLES_ZH[honorific]


def name_on_paper(name: str) -> str:
    """Surname, then always two stars: 林**, 欧阳**. Of a name that is not Chinese only the first character: J**; of none nothing."""
    if not name:
        return ""
    surname, _ = split_surname(name)
    if is_hanzi(surname) and surname != name:
        return (surname if len(surname) <= 2 else surname[0]) + "**"
    return name[:1] + "**"

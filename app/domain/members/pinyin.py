"""Pinyin of names without tones, for search as you type and for English titles: one reading a character, surnames as surnames are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.members.surnames import COMPOUND_READINGS, COMPOUND_SURNAMES, SINGLE_READINGS

NAME_DOTS = "·•・‧"
"""Dots between the parts of a name of several words (阿依古丽·买买提)."""


@dataclass(frozen=True, slots=True)
class PinyinTable:
    """Readings of single characters: `readings` maps a character to one syllable in a–z, with v for ü."""

    readings: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> PinyinTable:
        """Read the table's text: a line is a syllable, a blank and its characters; lines that begin with # are notes.

        ValueError when a line is none of these.
        """
        readings: dict[str, str] = {}
        for line in text.splitlines():
            if line.startswith("#") or not line:
                continue
            syllable, blank, characters = line.partition(" ")
            if not blank or not (syllable.isascii() and syllable.isalpha()):
                raise ValueError(f"not a line of the pinyin table: {line[:16]!r}")
            readings.update(dict.fromkeys(characters, syllable))
        return cls(readings)


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What a name is found by: all syllables run together, and their first letters. Both a–z and 0–9 only, maybe empty."""

    pinyin: str
    initials: str


def split_surname(name: str) -> tuple[str, str]:
    """Surname and given name as written. A name in Latin letters ends with its surname; in a name with dots the first part is spoken alone.

    Either part may be empty: a single word is all surname.
    """
    stripped = name.strip()
    for dot in NAME_DOTS:
        if dot in stripped:
            first, _, rest = stripped.partition(dot)
            return first, rest
    if is_hanzi(stripped[:1]):
        length = 2 if stripped[:2] in COMPOUND_SURNAMES else 1
        return stripped[:length], stripped[length:].strip()
    given, _, surname = stripped.rpartition(" ")
    return surname, given


def is_hanzi(text: str) -> bool:
    """Whether `text` begins with a Han character."""
    if not text:
        return False
    point = ord(text[0])
    return 0x3400 <= point <= 0x9FFF or point == 0x3007 or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def surname_syllables(surname: str, table: PinyinTable) -> tuple[str, ...]:
    """The syllables of a surname, read as a surname: 曾 zeng, 尉迟 yu chi."""
    if surname in COMPOUND_READINGS:
        return tuple(COMPOUND_READINGS[surname].split())
    if surname in SINGLE_READINGS:
        return (SINGLE_READINGS[surname],)
    return _syllables(surname, table)


def search_keys(name: str, table: PinyinTable) -> SearchKeys:
    """The keys of a name: 林婉清 gives `linwanqing` and `lwq`. Characters the table lacks are passed over."""
    if is_hanzi(name.strip()[:1]) and not any(dot in name for dot in NAME_DOTS):
        surname, given = split_surname(name)
        syllables = surname_syllables(surname, table) + _syllables(given, table)
    else:
        syllables = _syllables(name, table)
    return _keys(syllables)


def text_keys(text: str, table: PinyinTable) -> SearchKeys:
    """The keys of a text that is no person's name, such as a product's: 鲜肉大包 gives `xianroudabao` and `xrdb`."""
    return _keys(_syllables(text, table))


def romanised(name: str, table: PinyinTable) -> str:
    """The name in Latin letters, surname first (GB/T 28039): 林婉清 gives `Lin Wanqing`, 吕西安 `Lü Xi'an`; a Latin name stays as it is."""
    if not is_hanzi(name.strip()[:1]):
        return name.strip()
    surname, given = split_surname(name)
    parts = (surname_syllables(surname, table), _syllables(given, table))
    return " ".join(_written(part) for part in parts if part)


def normal_letters(text: str) -> str:
    """Typed letters in the form of the keys: a–z and 0–9 in lower case, ü and `lyu` as `lv`, blanks and apostrophes dropped."""
    folded = text.casefold().replace("u:", "v").replace("ü", "v").replace("lyu", "lv")
    return "".join(char for char in folded if char.isascii() and char.isalnum())


def _keys(syllables: tuple[str, ...]) -> SearchKeys:
    return SearchKeys("".join(syllables), "".join(syllable[0] for syllable in syllables))


def _syllables(text: str, table: PinyinTable) -> tuple[str, ...]:
    """Syllables of Han characters, and runs of Latin letters and digits as one syllable each."""
    found: list[str] = []
    word = ""
    for char in text:
        if char.isascii() and char.isalnum():
            word += char.lower()
            continue
        if word:
            found.append(word)
            word = ""
        if (syllable := table.readings.get(char)) is not None:
            found.append(syllable)
    if word:
        found.append(word)
    return tuple(found)


def _written(syllables: tuple[str, ...]) -> str:
    """Syllables as one word with a capital, an apostrophe before a vowel inside, and ü where it is written so."""
    joined = "".join(f"'{syllable}" if place and syllable[0] in "aeo" else syllable for place, syllable in enumerate(syllables))
    return joined.replace("v", "ü").capitalize()

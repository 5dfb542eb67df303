"""Text for paper: the sanitising sink, and widths in printer columns.

A receipt printer in Chinese mode advances one column per encoded byte: one byte of GB18030 is one column, two bytes are two. Unicode's
own width tables disagree (`×`, `·` and `…` are two columns here), so the encoded length is the only measure used.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ENCODING = "gb18030"
TEXT_MAX = 200
CHARACTERS_KEPT = 8_192
"""Characters whose treatment is remembered: a shop's names and words use a few hundred."""

# Zero width, direction, private use, surrogates and unassigned: never shown, never printed.
_HOSTILE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES = frozenset("\t\n\v\f\r")
# Characters GB18030 has only as four bytes, which printers show as junk, and what stands for them.
_STAND_INS = {
    "¥": "￥",
    "£": "￡",
    "¢": "￠",
    "¦": "|",
    "©": "(C)",
    "®": "(R)",
    "«": "《",
    "»": "》",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "−": "-",
    "•": "·",
    "‚": ",",
    "„": '"',
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
}


def shown(text: str, length_max: int = TEXT_MAX) -> str:
    """Text from outside made safe to show: NFC, white space as blanks, no control, format, bidi, private-use or unassigned characters.

    `length_max` counts characters; what is over is cut off.
    """
    # A composed character comes from at most a few; the slice bounds the work on absurd input.
    return "".join(map(_shown, unicodedata.normalize("NFC", text[: length_max * 8])))[:length_max]


def printable(text: str, length_max: int = TEXT_MAX) -> str:
    """The one sink for text on paper (R10): `shown`, and every character in it is one or two bytes of GB18030.

    `¥` becomes `￥`, other currency signs and Latin letters with accents are transliterated, what is left over (rare hanzi, emoji)
    becomes `?`.
    """
    if text.isascii() and text.isprintable():
        return text[:length_max]
    return "".join(map(_two_bytes, shown(text, length_max)))[:length_max]


@lru_cache(CHARACTERS_KEPT)
def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if char in _SPACES or category in ("Zs", "Zl", "Zp"):
        return "\u3000" if char == "\u3000" else " "
    return "" if category in _HOSTILE else char


@lru_cache(CHARACTERS_KEPT)
def _two_bytes(char: str) -> str:
    if _fits(char):
        return char
    if char in _STAND_INS:
        return _STAND_INS[char]
    if unicodedata.category(char) in ("Mn", "Me"):
        return ""
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in ("Mn", "Me"))
    return base if base and all(_fits(part) for part in base) else "?"


def _fits(char: str) -> bool:
    # U+0080 is one byte in the codec but no character of the set; everything below is ASCII.
    return char < "\x7f" or (char > "\xa0" and len(char.encode(ENCODING)) == 2)


def columns(text: str) -> int:
    """Width of printable text in columns."""
    return len(text) if text.isascii() else len(text.encode(ENCODING))


def take(text: str, width: int) -> tuple[str, str]:
    """Split printable text into the longest start of at most `width` columns, never within a pair of bytes, and the rest."""
    used = 0
    for index, char in enumerate(text):
        used += 1 if char < "\x7f" else 2
        if used > width:
            return text[:index], text[index:]
    return text, ""


def wrap(text: str, width: int) -> tuple[str, ...]:
    """Lines of at most `width` (≥ 2) columns. Latin words stay whole where they fit; a closing mark does not start a line."""
    lines: list[str] = []
    rest = text.rstrip(" ")
    while columns(rest) > width:
        line, after = take(rest, width)
        cut = _break_at(line, after)
        lines.append(line[:cut].rstrip(" "))
        rest = (line[cut:] + after).lstrip(" ")
    lines.append(rest)
    return tuple(lines)


def _break_at(line: str, after: str) -> int:
    cut = len(line)
    if after[0] in "，。、；：！？）》”’,.;:!?)%":
        cut -= 1
    both = line + after
    while cut > 0 and _in_word(both[cut - 1], both[cut]):
        cut -= 1
    # A word longer than half the line is cut where the line ends.
    return cut if cut > len(line) // 2 else len(line)


def _in_word(before: str, after: str) -> bool:
    return before < "\x7f" and after < "\x7f" and before != " " and after != " "


def pad_left(text: str, width: int) -> str:
    """Text at the right edge of `width` columns; unchanged where it is wider."""
    return " " * (width - columns(text)) + text


def pad_right(text: str, width: int) -> str:
    """Text at the left edge of `width` columns; unchanged where it is wider."""
    return text + " " * (width - columns(text))


def centred(text: str, width: int) -> str:
    """Text in the middle of `width` columns by blanks at its left; unchanged where it is wider."""
    return " " * ((width - columns(text)) // 2) + text

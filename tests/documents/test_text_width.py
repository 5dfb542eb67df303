"""Widths, wrapping and the sanitising sink for paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.text_width import centred, columns, pad_left, pad_right, printable, shown, take, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("中文", 4), ("￥1.00", 6), ("×÷°·—…“”①√℃é", 24), ("鑫a", 3), ("䶮", 2), ("€", 2)],
)
def test_width_is_the_number_of_encoded_bytes(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("typed", "paper"),
    [
        ("陈晓雯", "陈晓雯"),
        ("¥18.00", "￥18.00"),
        ("£5 ¢5", "￡5 ￠5"),
        ("−5", "-5"),
        ("Señor Ångström Øre", "Senor Angstrom Ore"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x1dV\x00b", "aVb"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("\u202egnp\u202c", "gnp"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("吉野家 𠮷", "吉野家 ?"),
        ("奶茶😀", "奶茶?"),
        ("\ue123\ud800x", "x"),
        ("5\u00a0kg", "5 kg"),
        ("½ ™ ⁂", "1/2 TM ?"),
        ("\x80\x9b", ""),
        ("DEL\x7f", "DEL"),
    ],
)
def test_printable_keeps_what_paper_can_show(typed: str, paper: str) -> None:
    assert printable(typed) == paper


def test_printable_is_bounded() -> None:
    assert len(printable("x" * 10_000)) == 200
    assert len(printable("ß" * 10_000)) == 200
    assert printable("abcdef", 3) == "abc"


def test_shown_keeps_what_a_screen_can_show_and_no_more() -> None:
    assert shown("𠮷野家😀") == "𠮷野家😀"
    assert shown("a\u202eb\x1b\ue000\u200d") == "ab"


@given(st.text(max_size=300))
def test_printable_is_safe_for_any_text(text: str) -> None:
    safe = printable(text)
    assert len(safe) <= 200
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") for char in safe)
    assert all(len(char.encode("gb18030")) <= 2 for char in safe)
    assert printable(safe) == safe


@given(st.text(max_size=150), st.integers(2, 48))
def test_wrap_loses_nothing_and_splits_no_pair(text: str, width: int) -> None:
    safe = printable(text)
    lines = wrap(safe, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == safe.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 8, ("",)),
        ("中文字", 5, ("中文", "字")),
        ("a中文字", 4, ("a中", "文字")),
        ("points for you", 10, ("points for", "you")),
        ("points foryou", 10, ("points", "foryou")),
        ("abcdefghijkl", 5, ("abcde", "fghij", "kl")),
        ("谢谢光临，再来", 8, ("谢谢光", "临，再来")),
        ("a " * 6, 4, ("a a", "a a", "a a")),
    ],
)
def test_wrap(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert wrap(text, width) == lines


def test_take_and_padding() -> None:
    assert take("中文abc", 5) == ("中文a", "bc")
    assert take("中文", 3) == ("中", "文")
    assert pad_left("中", 4) == "  中"
    assert pad_right("中", 4) == "中  "
    assert pad_left("中文", 3) == "中文"
    assert centred("中", 6) == "  中"

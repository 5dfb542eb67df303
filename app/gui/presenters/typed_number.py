"""A number as it is typed: digits, for money with one point and two decimals. What a keypad and a keyboard do to it is the same."""

from __future__ import annotations

from app.domain.money import parse_yuan

CHARS_MAX = 10


def pressed(text: str, key: str, *, is_money: bool) -> str:
    """The text after a key: a digit, `00`, `.`, `backspace` or `clear`; unchanged where the key does not fit."""
    if key == "clear":
        return ""
    if key == "backspace":
        return text[:-1]
    if key == ".":
        return text if not is_money or "." in text else f"{text or '0'}."
    if not key.isascii() or not key.isdigit():
        return text
    new = (text + key).lstrip("0") or "0"
    if new.startswith("."):
        new = f"0{new}"
    return text if len(new) > CHARS_MAX or len(new.partition(".")[2]) > 2 else new


def typed_minor(text: str) -> int | None:
    """The amount in fen; None where nothing usable was typed."""
    try:
        return parse_yuan(text.rstrip("."))
    except ValueError:
        return None


def typed_count(text: str) -> int | None:
    """The whole number; None where nothing was typed."""
    return int(text) if text.isascii() and text.isdigit() else None

"""Money: integer minor units (fen), their text on screen and paper, and the bounds of programme.md G1."""

from __future__ import annotations

import re

MAX_MINOR = 10**12
"""Largest amount of money any field may hold, in fen (programme.md G1)."""

_YUAN = re.compile(r"(0|[1-9]\d{0,9})(?:\.(\d{1,2}))?")


def yuan(amount_minor: int) -> str:
    """Plain yuan with two digits, no sign of currency, no grouping: 4960 -> "49.60", -100 -> "-1.00"."""
    sign = "-" if amount_minor < 0 else ""
    whole, fen = divmod(abs(amount_minor), 100)
    return f"{sign}{whole}.{fen:02d}"


def parse_yuan(text: str) -> int:
    """Yuan as typed ("49.6", "49.60", "50") to fen. ValueError when it is no amount of money from 0 to 10^12 fen."""
    match = _YUAN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not an amount of money: {text[:32]!r}")
    amount_minor = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if amount_minor > MAX_MINOR:
        raise ValueError("amount of money out of range")
    return amount_minor

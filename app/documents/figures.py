"""Figures as they stand on paper."""

from __future__ import annotations


def money_text(amount_minor: int) -> str:
    """Fen as yuan with two digits: 1,538.40, -1.00."""
    whole, fen = divmod(abs(amount_minor), 100)
    return f"{'-' if amount_minor < 0 else ''}{whole:,}.{fen:02d}"


def points_text(points: int) -> str:
    """Points in groups of three."""
    return f"{points:,}"


def signed_text(points: int) -> str:
    """Points that came or went: +89, -800."""
    return f"{points:+,}"

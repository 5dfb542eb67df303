"""Exact numbers (programme.md G2), the one rounding function of the product (§5.5) and fair sharing of integers (G6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Literal

Rounding = Literal["floor", "half_up", "ceil"]

_EXACT = re.compile(r"-?(0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6}|/[1-9][0-9]{0,11})?")


@lru_cache(maxsize=4_096)
def parse_exact(text: str) -> Fraction:
    """An exact number from its text: "2", "1.5", "3/2", "-1/4". ValueError when the text is not of programme.md G2's form."""
    if _EXACT.fullmatch(text) is None:
        raise ValueError(f"not an exact number: {text[:40]!r}")
    return Fraction(text)


def format_exact(value: Fraction | int) -> str:
    """The text of an exact number in lowest terms: "3", "3/2", "-1/4"."""
    return str(value)


def round_to_step(value: Fraction | int, mode: Rounding, step: int = 1) -> int:
    """`value` to a multiple of `step` >= 1: q*floor(x/q), q*floor(x/q + 1/2) or q*ceil(x/q) (programme.md §5.5)."""
    over, under = value.numerator, value.denominator * step
    if mode == "floor":
        return over // under * step
    if mode == "half_up":
        return (2 * over + under) // (2 * under) * step
    return -(-over // under) * step


def share(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` >= 0 split over weights >= 0 by largest remainder; ties to the key that sorts first; all 0 when the weights are (G6).

    The shares add up to `total` unless every weight is 0. Keys come back in the order given.
    """
    whole = sum(weights.values())
    if whole == 0 or total == 0:
        return dict.fromkeys(weights, 0)
    shares: dict[str, int] = {}
    fractions: list[tuple[int, str]] = []
    left = total
    for key, weight in weights.items():
        part, rest = divmod(total * weight, whole)
        shares[key] = part
        left -= part
        if rest:
            fractions.append((-rest, key))
    if left:
        fractions.sort()
        for _, key in fractions[:left]:
            shares[key] += 1
    return shares


def whole_weights(weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Exact weights as integers in the same proportion, for `share`."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    return {key: weight.numerator * (scale // weight.denominator) for key, weight in weights.items()}

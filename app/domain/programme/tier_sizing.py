"""Thresholds for tiers of a wanted size, from what members have actually reached (requirements TIER-04: 2/3/15/60/20 per cent).

The definition, exactly: members are ranked by their metric, the highest first. A level and all above it are to hold q of n members, which
is the rank w = n·q rounded half up (nearest rank). Its raw threshold is the metric of the member at rank w; whoever has as much is in.
Where members are tied there, the next higher metric that occurs is taken instead if that comes nearer to w, the lower one if both are as
near. w = 0 asks for one more than anybody has. Thresholds rise strictly from 0, the lowest level's: where one would not, it is the
next metric that occurs, else one more than the one before.

Rounded thresholds are the nearest friendly number (1 to 10, then 12, 15, 20, 25, 30, 40, 50, 60, 80 and these times ten; money in whole
yuan), the lower one if both are as near, and strictly rising too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.exact import parse_exact, round_to_step

_FRIENDLY = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
DEFAULT_SHARES: dict[int, tuple[int, ...]] = {2: (20, 80), 3: (5, 15, 80), 4: (3, 7, 30, 60), 5: (2, 3, 15, 60, 20)}
"""Where nobody has said another: per cent by number of levels, the highest level first."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A suggestion for one level, in the unit of the metric: exact and rounded, and how many members have reached each."""

    raw: int
    rounded: int
    raw_members: int
    rounded_members: int


def parse_shares(text: str, levels: int) -> tuple[Fraction, ...]:
    """Shares of a target such as `2/3/15/60/20` (per cent, highest level first), lowest level first, as parts of 1.

    ValueError where it is not one share for each level, one is negative, or they do not add up to 100.
    """
    parts = tuple(parse_exact(part.strip()) for part in text.strip().split("/"))
    if len(parts) != levels or any(part < 0 for part in parts) or sum(parts) != 100:
        raise ValueError(f"expected {levels} shares that add up to 100")
    return tuple(part / 100 for part in reversed(parts))


def suggest(metrics: Sequence[int], shares: Sequence[Fraction], unit: int) -> tuple[Threshold, ...]:
    """Thresholds of all levels but the lowest, lowest first. `metrics` ascending and not empty; `shares` lowest level first, adding up to
    1; `unit` what friendly numbers count in (100 fen for money, else 1).
    """
    suggested: list[Threshold] = []
    raw = rounded = 0
    for level in range(1, len(shares)):
        wanted = round_to_step(len(metrics) * sum(shares[level:], Fraction(0)), "half_up")
        raw = _above(metrics, _raw(metrics, wanted), raw)
        rounded = _rounded(raw, unit, rounded, nobody=_reached(metrics, raw) == 0)
        suggested.append(Threshold(raw, rounded, _reached(metrics, raw), _reached(metrics, rounded)))
    return tuple(suggested)


def _raw(metrics: Sequence[int], wanted: int) -> int:
    if wanted == 0:
        return metrics[-1] + 1
    reached = metrics[len(metrics) - wanted]
    above = bisect_right(metrics, reached)
    higher = metrics[above] if above < len(metrics) else reached + 1
    too_many, too_few = _reached(metrics, reached) - wanted, wanted - _reached(metrics, higher)
    return higher if too_few < too_many else reached


def _above(metrics: Sequence[int], threshold: int, before: int) -> int:
    """A threshold higher than the one before it: itself, else the next metric that occurs, else one more."""
    if threshold > before:
        return threshold
    place = bisect_right(metrics, before)
    return metrics[place] if place < len(metrics) else before + 1


def _reached(metrics: Sequence[int], threshold: int) -> int:
    """How many members have reached a threshold."""
    return len(metrics) - bisect_left(metrics, threshold)


def _rounded(raw: int, unit: int, above: int, *, nobody: bool) -> int:
    """The friendly number for a threshold, higher than `above`; not below it where nobody is to reach it."""
    low = high = 1
    while high * unit < raw:
        low, high = high, _next(high)
    nearest = low if not nobody and raw - low * unit <= high * unit - raw else high
    while nearest * unit <= above:
        nearest = _next(nearest)
    return nearest * unit


def _next(friendly: int) -> int:
    """The friendly number after one."""
    if friendly < 10:
        return friendly + 1
    scale = 1
    while friendly >= 100 * scale:
        scale *= 10
    head = friendly // scale
    return next((one for one in _FRIENDLY if one > head), 100) * scale

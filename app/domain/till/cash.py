"""The drawer: coins and notes there are, what somebody counted of them, and why money goes in and out without a sale. Amounts in fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from app.domain.errors import Refusal

DENOMINATIONS: Final = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)
"""Notes and coins in use (yuan 100, 50, 20, 10, 5, 1, 0.5, 0.1), the largest first, as they are counted."""
PIECES_MAX: Final = 9_999
"""More pieces of one kind than this in a drawer is a slip of the finger or a barcode in the field."""
FLOAT_MAX_MINOR: Final = 2_000_000
"""Most that a shift begins with: 20,000 yuan."""
MOVED_MAX_MINOR: Final = 10_000_000
"""Most that goes in or out at once: 100,000 yuan."""

How = Literal["pay_in", "pay_out", "safe_drop"]
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "pay_in": ("change", "correction", "other"),
    "pay_out": ("goods", "delivery", "expense", "other"),
    "safe_drop": ("full", "routine"),
    "no_sale": ("change", "count", "mistake"),
}
"""Why the drawer opens without a sale, by what happens; codes, never words of somebody's own."""
DIFFERENCES: Final = ("change_wrong", "not_entered", "counted_twice", "unknown")
"""Why a drawer does not hold what it should."""


def checked_count(pieces: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """A count as rows of (fen a piece, pieces), every kind named, the largest first.

    Refusals: no_such_denomination, count_range (more pieces than a drawer holds, or fewer than none).
    """
    for piece, n in pieces.items():
        if piece not in DENOMINATIONS:
            raise Refusal("no_such_denomination")
        if isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= PIECES_MAX:
            raise Refusal("count_range", most=PIECES_MAX)
    return tuple((piece, pieces.get(piece, 0)) for piece in DENOMINATIONS)


def counted_minor(rows: Iterable[tuple[int, int]]) -> int:
    """What a count comes to."""
    return sum(piece * n for piece, n in rows)

"""Exact numbers, the one rounding function and fair sharing (programme.md G2, §5.5, G6; LESSON-12)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.exact import format_exact, parse_exact, round_to_step, share, whole_weights


@pytest.mark.parametrize(
    ("text", "value", "out"),
    [
        ("0", 0, "0"),
        ("1.50", Fraction(3, 2), "3/2"),
        ("6/4", Fraction(3, 2), "3/2"),
        ("-1/4", Fraction(-1, 4), "-1/4"),
        ("0.000001", Fraction(1, 10**6), "1/1000000"),
    ],
)
def test_text(text: str, value: Fraction, out: str) -> None:
    assert parse_exact(text) == value
    assert format_exact(parse_exact(text)) == out


@pytest.mark.parametrize("text", ["", "+1", "01", ".5", "1.", "1e3", "1/0", "1.5/2", "1.0000001", "1234567890123", " 1", "1\n", "１"])
def test_what_is_no_exact_number(text: str) -> None:
    with pytest.raises(ValueError, match="exact"):
        parse_exact(text)


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        (Fraction(299, 2), 1, (149, 150, 150)),
        (Fraction(14999, 1000), 10, (10, 10, 20)),
        (Fraction(15), 10, (10, 20, 20)),
        (Fraction(-1, 2), 1, (-1, 0, 0)),
        (Fraction(-3, 2), 1, (-2, -1, -1)),
        (20, 10, (20, 20, 20)),
    ],
)
def test_rounding_LESSON_12(value: Fraction, step: int, expected: tuple[int, int, int]) -> None:
    assert tuple(round_to_step(value, mode, step) for mode in ("floor", "half_up", "ceil")) == expected


@given(st.fractions(), st.integers(1, 1000))
def test_rounding_is_the_formula(x: Fraction, q: int) -> None:
    assert round_to_step(x, "floor", q) == q * floor(x / q)
    assert round_to_step(x, "half_up", q) == q * floor(x / q + Fraction(1, 2))
    assert round_to_step(x, "ceil", q) == q * ceil(x / q)


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (3333, {"L1": 10000, "L2": 5000, "L3": 1}, {"L1": 2222, "L2": 1111, "L3": 0}),
        (1, {"b": 1, "a": 1}, {"b": 0, "a": 1}),
        (2, {"a": 1, "B": 1, "c": 1}, {"a": 1, "B": 1, "c": 0}),
        (10, {"a": 0, "b": 0}, {"a": 0, "b": 0}),
        (0, {"a": 3}, {"a": 0}),
        (5, {}, {}),
    ],
)
def test_sharing(total: int, weights: dict[str, int], expected: dict[str, int]) -> None:
    assert share(total, weights) == expected


@given(st.integers(0, 10**12), st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), min_size=1, max_size=8))
def test_shares_are_whole_and_fair(total: int, weights: dict[str, int]) -> None:
    shares = share(total, weights)
    whole = sum(weights.values())
    assert sum(shares.values()) == (total if whole else 0)
    for key, weight in weights.items():
        if whole:
            assert abs(shares[key] - Fraction(total * weight, whole)) < 1
    assert share(total, dict(reversed(weights.items()))) == shares


def test_whole_weights_keep_the_proportion() -> None:
    assert whole_weights({"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(2)}) == {"a": 3, "b": 2, "c": 12}

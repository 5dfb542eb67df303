"""TIER-04, N12: thresholds for tiers of 2/3/15/60/20 per cent from what members have reached; ties, few members, friendly numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.programme.tier_sizing import DEFAULT_SHARES, parse_shares, suggest

FIVE = parse_shares("2/3/15/60/20", 5)


def raw(metrics: list[int], target: str) -> list[int]:
    shares = parse_shares(target, target.count("/") + 1)
    return [one.raw for one in suggest(sorted(metrics), shares, 1)]


def test_the_saying_of_two_three_fifteen_sixty_twenty() -> None:
    """N12: of 100 members with 1 … 100 points, 20 stay below, 60 are silver, 15 gold, 3 platinum, 2 diamond."""
    suggested = suggest(range(1, 101), FIVE, 1)
    assert [one.raw for one in suggested] == [21, 81, 96, 99]
    assert [one.raw_members for one in suggested] == [80, 20, 5, 2]
    assert [one.rounded for one in suggested] == [20, 80, 100, 120]


@pytest.mark.parametrize(
    ("metrics", "target", "thresholds"),
    [
        ([10, 20, 30, 40], "50/50", [30]),
        ([10, 20, 30, 40], "25/75", [40]),
        ([10, 20, 30], "50/50", [20]),  # 1.5 members: half up
        ([5, 5, 5, 9], "50/50", [9]),  # the tie would let all four in, one is nearer to two
        ([5, 5, 9, 9, 9], "20/80", [10]),  # three are too many for one: nobody is nearer
        ([5, 5, 9, 9], "25/75", [9]),  # none and two are as near: whoever has reached it is in
        ([0, 0, 0, 7], "80/20", [7]),  # nobody who has done nothing
        ([0, 0, 0, 0], "50/50", [1]),
        ([7], "2/3/15/60/20", [7, 8, 9, 10]),  # thresholds rise strictly, whatever the members do
        ([40, 10], "0/100", [41]),
    ],
)
def test_ranks_and_ties(metrics: list[int], target: str, thresholds: list[int]) -> None:
    assert raw(metrics, target) == thresholds


def test_money_is_rounded_to_friendly_yuan() -> None:
    """1,834.50 becomes 2,000 (and not 1,500), 487.20 becomes 500, 12.40 becomes 12."""
    rounded = [suggest([fen], parse_shares("100/0", 2), 100)[0].rounded for fen in (183_450, 48_720, 1_240, 1_350, 1_351, 90)]
    assert rounded == [200_000, 50_000, 1_200, 1_200, 1_500, 100]


def test_a_threshold_that_nobody_is_to_reach_is_not_rounded_down() -> None:
    suggested = suggest([1_040], parse_shares("0/100", 2), 1)
    assert (suggested[0].raw, suggested[0].rounded, suggested[0].rounded_members) == (1_041, 1_200, 0)


@pytest.mark.parametrize("text", ["", "50", "50/50/0", "60/60", "-10/110", "1e2/0", "50/50.5", "a/b", "50//50"])
def test_targets_that_do_not_fit(text: str) -> None:
    with pytest.raises(ValueError):
        parse_shares(text, 2)


def test_a_target_is_typed_highest_first() -> None:
    assert parse_shares("2/3/15/60/20", 5) == tuple(Fraction(n, 100) for n in (20, 60, 15, 3, 2))
    assert parse_shares(" 2.5 / 97.5 ", 2) == (Fraction(39, 40), Fraction(1, 40))
    assert all(sum(shares) == 100 and len(shares) == levels for levels, shares in DEFAULT_SHARES.items())


@given(
    metrics=st.lists(st.one_of(st.integers(0, 30), st.integers(0, 10**9)), min_size=1, max_size=60),
    parts=st.lists(st.integers(0, 50), min_size=2, max_size=6).filter(sum),
    unit=st.sampled_from([1, 100]),
)
def test_no_other_threshold_comes_nearer_to_the_target(metrics: list[int], parts: list[int], unit: int) -> None:
    """By trying all of them: each raw threshold is as near to its rank as any metric that occurs, or any above the one before it."""
    shares = [Fraction(part, sum(parts)) for part in parts]
    metrics.sort()
    suggested = suggest(metrics, shares, unit)
    n, before = len(metrics), 0
    assert [one.raw for one in suggested] == sorted({one.raw for one in suggested})
    assert [one.rounded for one in suggested] == sorted({one.rounded for one in suggested})
    for level, one in enumerate(suggested, start=1):
        wanted = int(n * sum(shares[level:], Fraction(0)) + Fraction(1, 2))
        assert one.raw_members == sum(metric >= one.raw for metric in metrics)
        assert one.rounded_members == sum(metric >= one.rounded for metric in metrics)
        assert one.rounded % unit == 0
        tried = [threshold for threshold in (*metrics, metrics[-1] + 1, before + 1) if threshold > before]
        assert abs(one.raw_members - wanted) == min(abs(sum(metric >= threshold for metric in metrics) - wanted) for threshold in tried)
        before = one.raw

"""How often a member comes, by the own visits alone (MEM-07, EDGE-09)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.members.rhythm import Rhythm, rhythm

ON = "2026-06-20"


def visits(*ago: int) -> list[str]:
    """Business dates so many days before ON."""
    return [(date.fromisoformat(ON) - timedelta(days=days)).isoformat() for days in ago]


@pytest.mark.parametrize(
    ("ago", "found"),
    [
        ((), Rhythm("new", None, None)),
        ((5,), Rhythm("new", None, 5)),
        ((5, 5, 5), Rhythm("new", None, 5)),
        ((5, 9), Rhythm("ordinary", None, 5)),
        ((70, 80), Rhythm("dormant", None, 70)),
        ((1, 4, 7, 10), Rhythm("active", 3, 1)),
        ((5, 19, 33, 47), Rhythm("positive", 14, 5)),
        ((5, 35, 65, 95), Rhythm("ordinary", 30, 5)),
        ((30, 36, 42, 48), Rhythm("dormant", 6, 30)),
        ((13, 19, 25, 31), Rhythm("ordinary", 6, 13)),
    ],
)
def test_the_state_follows_the_members_own_gaps(ago: tuple[int, ...], found: Rhythm) -> None:
    assert rhythm(visits(*ago), ON, 60) == found


def test_the_order_of_sales_and_several_on_a_day_change_nothing() -> None:
    assert rhythm(visits(10, 1, 7, 1, 4, 4), ON, 60) == rhythm(visits(1, 4, 7, 10), ON, 60)


def test_a_sale_of_a_later_day_is_not_seen_yet() -> None:
    assert rhythm([*visits(5), "2026-06-25"], ON, 60) == Rhythm("new", None, 5)


@pytest.mark.parametrize(
    ("usual", "away", "late"),
    [(6, 30, True), (6, 12, True), (6, 11, False), (1, 3, False), (1, 4, True), (30, 45, False), (None, 90, False)],
)
def test_late_is_twice_as_long_as_usual_and_some_days_besides(usual: int | None, away: int, late: bool) -> None:
    assert Rhythm("ordinary", usual, away).late is late


def test_only_the_last_visits_count() -> None:
    weekly = [7 * n for n in range(1, 13)]
    assert rhythm(visits(*weekly, *range(100, 140)), ON, 60).usual_days == 7

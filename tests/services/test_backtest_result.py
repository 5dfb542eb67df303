"""EDGE-02: bands of gain and loss, and figures by the month, at their edges."""

from __future__ import annotations

import pytest

from app.services.backtest_result import BANDS, band_of, monthly


@pytest.mark.parametrize(
    ("difference", "days", "band"),
    [(1, 30, 0), (5, 30, 0), (6, 30, 1), (-10, 30, 1), (11, 30, 2), (20, 30, 2), (21, 30, 3), (50, 30, 3), (51, 30, 4), (-900, 30, 4),
     (1, 3_650, 0), (15, 90, 0), (16, 90, 1), (1, 1, 3)],
)  # fmt: skip
def test_bands_go_by_points_a_month_rounded_up(difference: int, days: int, band: int) -> None:
    assert band_of(difference, days) == band
    assert len(BANDS) == 5


@pytest.mark.parametrize(
    ("value", "days", "month"), [(90, 90, 30), (1, 90, 0), (45, 90, 15), (-45, 90, -15), (3, 60, 2), (-3, 60, -1), (7, 0, 0)]
)
def test_a_month_has_thirty_days_and_is_rounded_half_up(value: int, days: int, month: int) -> None:
    assert monthly(value, days) == month

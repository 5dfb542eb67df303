"""L17: a daily run that is killed at any point and made again gives the books of one run; with kill -9 (more by hand: kill_day.py)."""

from __future__ import annotations

from pathlib import Path

from tests.services.kill_day import run_rounds


def test_kill_minus_nine_in_a_daily_run(tmp_path: Path) -> None:
    """EXP-06, L17: twelve missed days with points that lapse and mature, debts and tiers, a member at a time."""
    outcome = run_rounds(tmp_path, rounds=3, seed=20260315)
    assert outcome.killed >= 6, "nobody was killed in the middle: nothing was shown"

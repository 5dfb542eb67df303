"""kill -9, 50 rounds (a thousand by hand: tests/storage/kill.py). SEC-05, SEC-09: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

from pathlib import Path

from tests.storage.kill import run_rounds


def test_kill_minus_nine(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path / "till", rounds=50, seed=20260315)
    assert outcome.acknowledged >= 50
    assert outcome.stored >= outcome.acknowledged

"""A crash of any thread leaves a report that names the cause and nobody's data."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.support import crash
from app.support.version import VERSION

NOON_MS = 1_795_348_800_123  # 2026-11-22 12:00:00.123 UTC


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[list[Path | None]]:
    found: list[Path | None] = []
    restore = crash.install(tmp_path, now_ms=lambda: NOON_MS, on_crash=found.append)
    yield found
    restore()


def test_an_error_of_the_main_thread_is_reported(reports: list[Path | None], tmp_path: Path) -> None:
    try:
        raise RuntimeError("lot 19900001234 missing")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert reports == [tmp_path / "crashes/crash-20261122T120000123Z-MainThread.txt"]
    text = (tmp_path / "crashes/crash-20261122T120000123Z-MainThread.txt").read_text(encoding="utf-8")
    assert text.startswith(f"Jifentai {VERSION}\n")
    assert "builtins.RuntimeError: lot # missing" in text
    assert "test_an_error_of_the_main_thread_is_reported" in text


def test_an_error_of_a_worker_is_reported_with_its_name(reports: list[Path | None]) -> None:
    def fail() -> None:
        raise ValueError("broken")

    worker = threading.Thread(target=fail, name="printer COM3")
    worker.start()
    worker.join()
    (path,) = reports
    assert path is not None
    assert path.name == "crash-20261122T120000123Z-printer-COM3.txt"
    assert "thread printer COM3" in path.read_text(encoding="utf-8")


def test_a_full_disk_leaves_no_report_but_still_tells(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file where the folder should be", encoding="utf-8")
    assert crash.write_report(tmp_path, RuntimeError("x"), now_ms=NOON_MS, thread="MainThread") is None


def test_only_the_last_reports_are_kept(tmp_path: Path) -> None:
    for second in range(crash.REPORTS_KEPT + 5):
        crash.write_report(tmp_path, RuntimeError("x"), now_ms=NOON_MS + 1000 * second, thread="MainThread")
    names = sorted(path.name for path in (tmp_path / "crashes").iterdir())
    assert len(names) == crash.REPORTS_KEPT
    assert names[0] == "crash-20261122T120005123Z-MainThread.txt"


def test_the_earlier_hooks_come_back(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    restore = crash.install(tmp_path, now_ms=lambda: NOON_MS, on_crash=lambda _path: None)
    assert (sys.excepthook, threading.excepthook) != before
    restore()
    assert (sys.excepthook, threading.excepthook) == before

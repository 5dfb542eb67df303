"""The log file: written in the data folder, rotated, without personal data."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app.support.logging import FILES_KEPT, start_log, stop_log


def test_what_is_logged_is_in_the_file_without_phones(tmp_path: Path) -> None:
    handler = start_log(tmp_path)
    name, phone = "张伟", "19900004321"
    try:
        logging.getLogger("app.devices").warning("printer %s silent after %s", "/dev/ttyUSB0", "19900001234")
        try:
            raise ValueError(f"member {name}, {phone}")
        except ValueError:
            logging.getLogger("app").exception("while selling")
    finally:
        stop_log(handler)
    text = (tmp_path / "logs/jifentai.log").read_text(encoding="utf-8")
    assert "WARNING MainThread app.devices: printer /dev/ttyUSB0 silent after #" in text
    assert "builtins.ValueError: member …, #" in text
    assert "1990000" not in text
    assert "张" not in text


def test_the_log_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.support.logging.FILE_BYTES_MAX", 2_000)
    handler = start_log(tmp_path)
    try:
        for number in range(500):
            logging.getLogger("app").info("line %d", number)
    finally:
        stop_log(handler)
    files = sorted((tmp_path / "logs").iterdir())
    assert len(files) == FILES_KEPT + 1
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "line 499" in (tmp_path / "logs/jifentai.log").read_text(encoding="utf-8")

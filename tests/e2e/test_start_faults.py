"""What keeps the counter from opening: one plain line on stderr and exit 1; on a display also a window in both languages with one key.

SEC-09: nothing is changed in the folder by a start that fails.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Fault
from app.settings.machine import MachineSettings
from app.storage.sqlite.database import FILE_NAME, FolderLock, engine_of
from tests.e2e.display import Display, needs_display
from tests.e2e.program import CASHIER_PIN, Books, Program, wait_until


def no_database(shop: Path) -> None:
    (shop / FILE_NAME).unlink()


def no_key(shop: Path) -> None:
    (shop / "keys" / "till.key").unlink()


def other_key(shop: Path) -> None:
    (shop / "keys" / "till.key").write_text("11" * 32, encoding="ascii")


def broken_key(shop: Path) -> None:
    (shop / "keys" / "till.key").write_text("no key at all", encoding="ascii")


def no_database_at_all(shop: Path) -> None:
    (shop / FILE_NAME).write_bytes(b"\x00garbage" * 4_000)


def newer_database(shop: Path) -> None:
    with engine_of(shop / FILE_NAME).connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "no_shop": (no_database, "there is no shop in this folder"),
    "key_missing": (no_key, "the till's key is missing"),
    "key_changed": (other_key, "the till's key is not the one that was pinned"),
    "key_damaged": (broken_key, "the till's key cannot be read"),
    "database_damaged": (no_database_at_all, "the database is damaged"),
    "database_newer": (newer_database, "a newer version of the program wrote these books"),
}


def one_line(err: str) -> str:
    """The one line on stderr."""
    lines = err.splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("jifentai: ")
    return lines[0]


@pytest.mark.parametrize("fault", FAULTS)
def test_without_a_display_it_is_one_line(shop: Path, fault: str) -> None:
    spoil, text = FAULTS[fault]
    spoil(shop)
    code, out, err = Program("run", "--data-dir", str(shop)).wait()
    assert (code, out) == (1, "")
    assert text in one_line(err)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_where_there_is_no_display_at_all_it_says_so(shop: Path) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    code, _, err = Program("run", "--data-dir", str(shop), env=nothing).wait()
    assert code == 1
    assert "there is no display" in one_line(err)


@pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX")
def test_a_full_disk_at_the_start(shop: Path) -> None:
    for left in (f"{FILE_NAME}-shm", f"{FILE_NAME}-wal"):
        (shop / left).unlink(missing_ok=True)
    before = {path.name: path.read_bytes() for path in shop.iterdir() if path.is_file()}
    code, _, err = Program("run", "--data-dir", str(shop), file_bytes_max=0).wait()
    assert code == 1
    assert "the disk is full" in one_line(err)
    assert {name: (shop / name).read_bytes() for name in before} == before


def test_a_folder_whose_lock_cannot_be_written(shop: Path) -> None:
    """A directory in its place stops the super-user, too, for whom nothing else is read-only."""
    (shop / "till.lock").unlink()
    (shop / "till.lock").mkdir()
    code, _, err = Program("run", "--data-dir", str(shop)).wait()
    assert code == 1
    assert "the data folder is read-only" in one_line(err)


@needs_display
def test_a_second_till_on_the_same_folder_says_so_in_a_window(shop: Path, display: Display) -> None:
    with Program("run", "--data-dir", str(shop), display=display.name) as first:
        display.wait_for_window("积分台")
        with Program("run", "--data-dir", str(shop), display=display.name) as second:
            display.wait_for_window("收银台已经开着")
            display.press("Return")
            code, _, err = second.wait()
        assert code == 1
        assert "a till is open on this folder" in one_line(err)
        assert first.process.poll() is None
        # The first one has noticed nothing: it signs in as ever.
        display.wait_for_window("积分台")
        display.type(CASHIER_PIN)
        display.press("Return")
        wait_until("the shift", Books(shop).shift_is_open)
    Books(shop).verify()


@needs_display
def test_a_shop_whose_key_was_lost_says_so_in_the_language_of_the_till(shop: Path, display: Display) -> None:
    MachineSettings(shop).set("screen.language", "en")
    no_key(shop)
    with Program("run", "--data-dir", str(shop), display=display.name) as program:
        display.wait_for_window("The till's key is missing")
        display.press("Escape")
        code, _, err = program.wait()
    assert code == 1
    assert "the till's key is missing" in one_line(err)


@pytest.mark.skipif(os.name == "nt", reason="no signals on Windows")
def test_the_end_of_a_session_closes_the_counter_in_order(shop: Path) -> None:
    with Program("run", "--data-dir", str(shop)) as program:
        wait_until("the till's lock", lambda: till_is_open(shop))
        time.sleep(1.0)  # the window is being built; it ends then, too
        started = time.monotonic()
        program.process.terminate()
        code, _, err = program.wait()
    assert (code, err) == (0, "")
    assert time.monotonic() - started < 10


def till_is_open(shop: Path) -> bool:
    """Whether a till holds the folder."""
    try:
        FolderLock(shop).release()
    except Fault as fault:
        return fault.code == "second_till"
    return False


def test_shops_of_former_starts_are_left_alone(template: Path, tmp_path: Path) -> None:
    """`run --demo` on a folder that holds something else makes nothing there."""
    folder = tmp_path / "half"
    folder.mkdir()
    shutil.copy(template / FILE_NAME, folder / FILE_NAME)
    code, _, err = Program("run", "--demo", "--data-dir", str(folder)).wait()
    assert code == 1
    assert "there is a shop in this folder already" in err
    assert (folder / FILE_NAME).read_bytes() == (template / FILE_NAME).read_bytes()

"""Points through time at the real window: what is due and whose points lapse soon as the command says, a daily run taken back by key."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.devices.clock import SystemClock
from app.domain.clock import local_time
from app.domain.journal import types
from app.domain.programme.dates import add_days
from app.services.run_day import run_day
from tests.fakes.background import Script
from tests.fakes.shop import LIN, ZHOU
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_office import open_page, owner


def answers(cashier: Cashier) -> None:
    """Lets the page's commands run for real, in a process of their own."""

    def script(arguments: tuple[str, ...], _: bytes) -> Script:
        command = [sys.executable, "-m", "app", *arguments, "--data-dir", str(cashier.shop.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return Script(lines=[json.loads(line) for line in done.stdout.splitlines()], code=done.returncode, complaints=done.stderr)

    cashier.background.script = script


def page(cashier: Cashier, number: str = "1003") -> object:
    """The page through time, its first answer there."""
    answers(cashier)
    owner(cashier, number)
    open_page(cashier, "days")
    cashier.background.settle()
    cashier.settle()
    return cashier.window.shell.room.office.page()


def cells(presenter: object) -> list[tuple[str, ...]]:
    return [row.cells for row in presenter.view().rows]  # type: ignore[attr-defined]


def test_what_is_due_and_whose_points_lapse_soon(arriving: Cashier) -> None:
    """EXP-05, EXP-06, LESSON-24: the preview by days and the list of reminders, from the same command a person can run."""
    soon = add_days(local_time(SystemClock().now_ms(), "Asia/Shanghai").date, 5)  # the command has the system's clock
    arriving.shop.grant(ZHOU, 77, expires_on=soon)
    found = page(arriving)
    assert ("7月1日", "320", "1") in [row[:3] for row in cells(found)], "Lin's lot lapses after 30 June"
    assert found.view().summary.startswith("320 分")  # type: ignore[attr-defined]
    arriving.type("3")
    arriving.background.settle()
    arriving.settle()
    rows = cells(found)
    assert [(row[0], row[5]) for row in rows] == [("周先生", "77")]
    jobs = arriving.shop.rows("SELECT count(*) FROM work_print_job")[0][0]
    arriving.press("F12")
    arriving.settle()
    assert arriving.shop.rows("SELECT count(*) FROM work_print_job")[0][0] == jobs + 1, "the list is printed"


def test_a_daily_run_is_taken_back_by_key(arriving: Cashier) -> None:
    """EXP-06: reversible on screen, after a question, once."""
    shop = arriving.shop
    shop.at("2026-07-01", "08:00")
    session = shop.sign_in("1003")
    run_day(shop.desk, session)
    assert shop.balance(LIN, "2026-07-01").remaining == 2066
    found = page(arriving)
    arriving.type("2")
    arriving.settle()
    (row,) = [one for one in cells(found) if one[1] == "积分到期作废"] or [cells(found)[0]]
    assert row[-1] == "320"
    arriving.press("F12")
    arriving.settle()
    assert "320 分" in found.view().asking  # type: ignore[attr-defined]
    assert small_or_nameless(arriving.screen()) == []
    arriving.press("Escape")
    arriving.settle()
    assert not shop.events(types.REVERSAL)
    arriving.press("F12")
    arriving.press("Return")
    arriving.settle()
    assert len(shop.events(types.REVERSAL)) == 1
    assert shop.balance(LIN, "2026-07-01").remaining == 2386
    assert not found.view().acts[0].enabled  # type: ignore[attr-defined]


@pytest.mark.parametrize(("code", "said"), [(1, "没算出来"), (0, "")])
def test_a_command_that_fails_says_so_in_one_line(arriving: Cashier, code: int, said: str) -> None:
    found = page(arriving)
    arriving.background.script = lambda arguments, given: Script(code=code, complaints="x")
    found.choose_horizon("7")  # type: ignore[attr-defined]
    arriving.background.settle()
    arriving.settle()
    notice = found.view().notice  # type: ignore[attr-defined]
    assert bool(notice) is bool(said), notice
    assert "x" not in notice

"""The states of a shift: cash in and out, X, the count, the check with and without a difference, the closed shift, the next float."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.stage import Stage, State
from app.services.set_up_shop import change_setting
from app.services.shift_report import x_report

_PIECES = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10)


def shift_states(stage: Stage, cashier_pin: str) -> Iterator[State]:
    """From the counter to the next float. What stands on the counter is given up before."""
    desk, shell = stage.counter.desk, stage.counter.window.shell
    with desk.store.write() as books:
        change_setting(desk, books, "shift.counted", value=True)
    shell.go(shell.place.SELL)
    stage.settle()
    shell.room.sell.abandon()
    stage.settle()
    stage.open_more("cash")
    yield stage.state("cash")
    stage.robot.type("1")
    stage.settle()
    stage.robot.type("200")
    stage.settle()
    yield stage.state("cash-amount")
    stage.press("Return")
    stage.settle()
    yield stage.state("cash-reason")
    for _ in range(3):
        stage.press("Esc")
    stage.settle()
    stage.open_more("x")
    yield stage.state("x-report")
    stage.press("Esc")
    stage.open_more("shift")
    stage.settle()
    yield stage.state("shift-close-count")
    expected = x_report(desk).expected_minor
    _count(stage, max(0, expected - 20_000))
    yield stage.state("shift-close-short")
    shell.room.shift_close.choose(0)
    _count(stage, expected)
    yield stage.state("shift-close-check")
    stage.press("F12")
    stage.robot.wait_for("the closing", lambda: shell.room.shift_close.closed)
    yield stage.state("shift-closed")
    stage.press("Return")
    stage.settle()
    stage.robot.type(cashier_pin)
    stage.press("Return")
    stage.robot.wait_for("the float", lambda: shell.place is shell.place.SHIFT_OPEN)
    stage.robot.type("500")
    stage.settle()
    yield stage.state("shift-open")


def _count(stage: Stage, minor: int) -> None:
    for piece in _PIECES:
        n, minor = divmod(minor, piece)
        stage.press("Del")
        if n:
            stage.robot.type(str(min(n, 9_999)))
        stage.press("Return")
    stage.settle()

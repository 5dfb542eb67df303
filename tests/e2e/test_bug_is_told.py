"""An error nobody expected: a report in the data folder, one plain line for the cashier, and selling goes on."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.counter_window import CounterWindow
from app.cli.robot import Robot
from app.support.crash import install
from tests.e2e.program import CASHIER_PIN


def test_a_bug_is_written_down_and_said(qapp: QApplication, shop: Path) -> None:
    counter = CounterWindow(qapp, shop)
    try:
        counter.start()
        robot = Robot(qapp, counter.window)
        till = counter.window.till
        robot.wait_for("the people", lambda: not till.busy)

        def break_down() -> None:
            raise ZeroDivisionError("nobody expected this")

        till.run(break_down, lambda _: None)
        robot.wait_for("the line", lambda: till.fault is not None)
        assert till.fault is not None
        assert till.fault.title == "刚才出了点问题"
        assert counter.window.banner.isVisible()
        (report,) = (shop / "crashes").glob("crash-*.txt")
        assert "ZeroDivisionError" in report.read_text(encoding="utf-8")

        robot.type(CASHIER_PIN)
        robot.press("Return", "\r")
        robot.wait_for("the counter", lambda: till.session is not None and not till.busy)
        assert till.fault is None

        thread = threading.Thread(target=counter.met_bug)
        thread.start()
        thread.join()
        robot.wait_for("the line again", lambda: till.fault is not None)
    finally:
        counter.close()


def test_a_bug_behind_a_key_is_told_and_does_not_end_the_program(qapp: QApplication, qtbot: QtBot, shop: Path) -> None:
    """An error raised in C that leaves an override of Qt ends a process under Python 3.11, at once or when garbage is collected."""
    counter = CounterWindow(qapp, shop)
    restore = install(shop, now_ms=lambda: 0, on_crash=lambda _: counter.met_bug())
    try:
        counter.start()
        robot = Robot(qapp, counter.window)
        robot.wait_for("the people", lambda: not counter.window.till.busy)
        counter.window.shell.key = lambda _: int([])  # type: ignore[method-assign, assignment, arg-type, call-overload]
        QTimer.singleShot(0, lambda: robot.press("F3"))
        QTimer.singleShot(300, qapp.quit)
        qapp.exec()
        assert counter.window.till.fault is not None
        assert len(list((shop / "crashes").glob("crash-*.txt"))) == 1
    finally:
        restore()
        counter.close()
    for _ in range(3):
        gc.collect()
    assert [(n, n) for n in range(1_000_000)], "what is allocated now collects garbage again"

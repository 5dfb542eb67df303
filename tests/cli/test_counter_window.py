"""The assembled counter: what the cashier changes in the settings reaches the devices without holding the window up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.cli.counter_window import VIRTUAL_PORT, CounterWindow
from app.devices.clock import PlacedClock
from app.domain.till.print_jobs import JobKind, JobState, PrintJob
from app.services.ports.background import CommandEnd
from app.services.ports.printing import PrinterFault
from tests.fakes.shop import TODAY, make_small_shop, moment_ms

NO_WAIT_S = 0.5


def until(app: QApplication, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    return holds()


def test_another_printer_while_a_receipt_is_out_of_paper_holds_nothing_up(qapp: QApplication, tmp_path: Path) -> None:
    """The receipt that stopped half way is asked about on the new line; the window never waits for the old one."""
    make_small_shop(tmp_path / "shop")
    counter = CounterWindow(qapp, tmp_path / "shop", clock=PlacedClock(moment_ms(TODAY)))
    try:
        counter.desk.machine.set("printer.port", VIRTUAL_PORT)
        counter.spooler.change()
        counter.start()
        counter.virtual.at_worked(300, lambda: counter.virtual.set_fault(PrinterFault.PAPER_OUT, on=True))
        jobs = counter.printing.jobs
        jobs.add(PrintJob(id="one", kind=JobKind.TEST, payload=b"a line of text\n" * 200, title="TEST", created_ms=moment_ms(TODAY)))
        counter.spooler.wake()

        def state() -> JobState:
            job = jobs.get("one")
            assert job is not None
            return job.state

        assert until(qapp, lambda: state() is JobState.BLOCKED)
        counter.desk.machine.set("printer.port", "")
        begun = time.monotonic()
        counter.window.context.devices.apply_printer()
        assert time.monotonic() - begun < NO_WAIT_S
        assert until(qapp, lambda: state() is JobState.UNKNOWN)
    finally:
        counter.close()


def test_a_command_beside_the_window_answers_on_its_thread_and_ends_with_it(qapp: QApplication, tmp_path: Path) -> None:
    """The child opens the same data folder; what it says comes through the event loop, and no child is left when the window is gone."""
    make_small_shop(tmp_path / "shop")
    counter = CounterWindow(qapp, tmp_path / "shop", clock=PlacedClock(moment_ms(TODAY)))
    heard: list[tuple[Mapping[str, Any], str]] = []
    ends: list[CommandEnd] = []
    background = counter.window.context.background
    try:
        background.start(
            "settings",
            ("settings", "get", "shop.name", "--json"),
            on_line=lambda line: heard.append((line, threading.current_thread().name)),
            on_end=ends.append,
        )
        assert until(qapp, lambda: bool(ends))
        assert heard == [({"shop.name": "邻里便利"}, threading.main_thread().name)]
        background.start("evaluate", ("demo", "--help"), on_line=lambda line: None, on_end=ends.append)
    finally:
        counter.close()
    assert not background.running("evaluate")
    qapp.processEvents()
    assert len(ends) == 1

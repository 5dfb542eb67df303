"""The spooler against a printer that is not ours: emupos behind a pty answers its status requests, its fences, its faults.

Skipped with the reason where no Python 3.13 is found or the emulator cannot be installed.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.spooler import Spooler
from app.devices.printers.transport import LineSettings
from app.domain.till.print_jobs import JobKind, JobState
from app.services.ports.printing import Confirmation, PrinterState
from tests.devices.bench_printer import PULSE, QUICK, RECEIPT, Counter
from tests.documents.emupos_environment import Unavailable, emulator_python
from tests.fakes.print_jobs import MemoryPrintJobs, wait_until

PROGRAM = Path(__file__).with_name("emupos_port.py")


class Emulator:
    """The other program: its port and what it reports."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), "-I", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self.said: list[dict[str, Any]] = []
        self.port = json.loads(self._output.readline())["name"]
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        for line in self._output:
            self.said.append(json.loads(line))

    def fault(self, name: str, state: str) -> None:
        self._input.write(f"fault {name} {state}\n")
        self._input.flush()

    def events(self) -> list[str]:
        return [entry["type"] for entry in self.said if entry["kind"] == "event"]

    def receipts(self) -> list[str]:
        """The texts as the shop would read them."""
        return [
            entry["text"].encode("cp437").decode("gb18030") for entry in self.said if entry["kind"] == "receipt"
        ]

    def close(self) -> None:
        self._input.write("end\n")
        self._input.close()
        self._process.wait(10)
        self._thread.join(5)
        self._output.close()


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    try:
        python = emulator_python()
    except Unavailable as reason:
        pytest.skip(f"emupos: {reason}")
    made = Emulator(python)
    yield made
    made.close()


@pytest.fixture
def counter(emulator: Emulator) -> Iterator[Counter]:
    jobs = MemoryPrintJobs()
    spooler = Spooler(
        jobs,
        SerialTransport(LineSettings(port=emulator.port, baud=115_200)),
        now_ms=lambda: time.time_ns() // 1_000_000,
        monotonic=time.monotonic,
        timings=QUICK,
    )
    spooler.start()
    yield Counter(spooler, jobs)
    spooler.stop()


def test_receipt_drawer_and_every_fault(emulator: Emulator, counter: Counter) -> None:
    """One conversation from set-up to the last fault; nothing in it that the other program does not know."""
    assert counter.shows(PrinterState.READY)
    drawer = counter.queue(PULSE, JobKind.DRAWER)
    first = counter.queue(RECEIPT)
    assert counter.reaches(drawer, JobState.PRINTED)
    assert counter.reaches(first, JobState.PRINTED)
    assert counter.spooler.confirmation() is Confirmation.FENCE
    for name, state in (
        ("paper-near-end", PrinterState.NEAR_END),
        ("paper-out", PrinterState.PAPER_OUT),
        ("cover-open", PrinterState.COVER_OPEN),
        ("offline", PrinterState.OFFLINE),
    ):
        emulator.fault(name, "on")
        assert counter.shows(state)
        emulator.fault(name, "off")
        assert counter.shows(PrinterState.READY)
    emulator.fault("paper-out", "on")
    assert counter.shows(PrinterState.PAPER_OUT)
    waiting = counter.queue(RECEIPT)
    time.sleep(0.1)
    assert counter.state(waiting) is JobState.QUEUED
    emulator.fault("paper-out", "off")
    assert counter.reaches(waiting, JobState.PRINTED)
    lines = "第七码头便利店 100.00\n" * 24
    assert wait_until(lambda: len(emulator.receipts()) == 2)
    assert [text.strip("\n") for text in emulator.receipts()] == [lines.strip("\n")] * 2
    assert emulator.events().count("drawer.opened") == 1
    assert not [event for event in emulator.events() if "unknown" in event]

"""A spooler over a pty printer, with waits and line speed shortened alike, for the printer tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.devices.printers.link import Timings
from app.devices.printers.pty_printer import PtyPrinter
from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.simulator import VirtualPrinter
from app.devices.printers.spooler import PrinterBehaviour, Spooler
from app.devices.printers.transport import FlowControl, LineSettings
from app.domain.till.print_jobs import JobKind, JobState, PrintJob
from app.services.ports.printing import PrinterState, PrinterStatus
from tests.fakes.print_jobs import MemoryPrintJobs, wait_until

FACTOR = 20.0
QUICK = Timings(
    answer_s=0.1,
    fence_s=0.15,
    quiet_s=0.02,
    poll_s=0.05,
    silent_s=0.4,
    confirm_s=0.8,
    stall_s=0.15,
    stall_limit_s=0.5,
    paused_limit_s=2.0,
    heartbeat_s=0.3,
    retry_first_s=0.02,
    retry_max_s=0.1,
    stop_grace_s=0.2,
)

SET_UP = b"\x1b@\x1c&\x1da\x0f"
TEXT = "第七码头便利店 100.00\n".encode("gb18030")
RECEIPT = b"\x1b@\x1c&" + TEXT * 24 + b"\x1dVB\x00"
PULSE = b"\x1b@\x1bp\x00\x19\xfa"


class Counter:
    """The till's side of a printer test: jobs, spooler, and what was reported."""

    def __init__(self, spooler: Spooler, jobs: MemoryPrintJobs) -> None:
        self.spooler = spooler
        self.jobs = jobs
        self.statuses: list[PrinterStatus] = []
        self._number = 0
        spooler.on_change(self.statuses.append)

    def queue(self, payload: bytes = RECEIPT, kind: JobKind = JobKind.RECEIPT, *, age_s: int = 0) -> str:
        self._number += 1
        job_id = f"job-{self._number}"
        created = time.time_ns() // 1_000_000 - age_s * 1000
        self.jobs.add(PrintJob(id=job_id, kind=kind, payload=payload, created_ms=created))
        self.spooler.wake()
        return job_id

    def state(self, job_id: str) -> JobState:
        job = self.jobs.get(job_id)
        assert job is not None
        return job.state

    def reaches(self, job_id: str, state: JobState, timeout_s: float = 5.0) -> bool:
        return wait_until(lambda: self.state(job_id) is state, timeout_s)

    def shows(self, state: PrinterState, timeout_s: float = 5.0) -> bool:
        return wait_until(lambda: self.spooler.status().state is state, timeout_s)


@contextmanager
def counter_on(
    printer: PtyPrinter,
    *,
    jobs: MemoryPrintJobs | None = None,
    behaviour: PrinterBehaviour | None = None,
    timings: Timings = QUICK,
    start: bool = True,
    flow: FlowControl = FlowControl.NONE,
) -> Iterator[Counter]:
    """A running spooler on the printer's port. The printer may be started before, later or never."""
    baud = 9600
    line = LineSettings(port=printer.port, baud=baud, speed_factor=printer.bytes_per_s * 10 / baud, flow=flow)
    store = jobs or MemoryPrintJobs()
    spooler = Spooler(
        store,
        SerialTransport(line),
        now_ms=lambda: time.time_ns() // 1_000_000,
        monotonic=time.monotonic,
        behaviour=behaviour,
        timings=timings,
    )
    counter = Counter(spooler, store)
    if start:
        spooler.start()
    try:
        yield counter
    finally:
        spooler.stop()


def pty_printer(folder: Path, printer: VirtualPrinter | None = None, *, factor: float = FACTOR) -> PtyPrinter:
    """A printer on a 9600-baud line that runs ``factor`` times as fast, its mechanism half as fast again as the line."""
    return PtyPrinter(folder, printer=printer, baud=9600, speed_factor=factor, print_bytes_per_s=1440)

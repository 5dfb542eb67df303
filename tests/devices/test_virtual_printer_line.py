"""The spooler on the virtual printer: faults at a click in the middle of a receipt, the way a cashier tries them out."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from app.devices.printers.simulator import VirtualPrinter, VirtualTransport
from app.devices.printers.spooler import Spooler
from app.domain.till.paper import PaperCut
from app.domain.till.print_jobs import JobKind, JobReason, JobState
from app.services.ports.printing import NoAnswerCause, PrinterFault, PrinterState
from tests.devices.bench_printer import PULSE, QUICK, RECEIPT, Counter
from tests.fakes.print_jobs import MemoryPrintJobs, wait_until

S = JobState


@pytest.fixture
def printer() -> VirtualPrinter:
    return VirtualPrinter()


@pytest.fixture
def counter(printer: VirtualPrinter) -> Iterator[Counter]:
    jobs = MemoryPrintJobs()
    spooler = Spooler(
        jobs,
        VirtualTransport(printer, bytes_per_s=20_000),
        now_ms=lambda: time.time_ns() // 1_000_000,
        monotonic=time.monotonic,
        timings=QUICK,
    )
    spooler.start()
    yield Counter(spooler, jobs)
    spooler.stop()


def cuts(printer: VirtualPrinter) -> int:
    return sum(isinstance(op, PaperCut) for op in printer.paper())


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (PrinterFault.PAPER_OUT, JobReason.PAPER),
        (PrinterFault.COVER_OPEN, JobReason.COVER),
        (PrinterFault.OFFLINE, JobReason.OFFLINE),
        (PrinterFault.CUTTER, JobReason.ERROR),
    ],
)
def test_a_fault_in_the_middle(
    printer: VirtualPrinter, counter: Counter, fault: PrinterFault, reason: JobReason
) -> None:
    assert counter.shows(PrinterState.READY)
    printer.at_worked(200, lambda: printer.set_fault(fault, on=True))
    job = counter.queue()
    assert counter.reaches(job, S.BLOCKED)
    assert counter.jobs.get(job).reason is reason  # type: ignore[union-attr]
    printer.set_fault(fault, on=False)
    assert counter.reaches(job, S.PRINTED)
    assert (cuts(printer), printer.lost_bytes) == (1, 0)


def test_unplugged_in_the_middle(printer: VirtualPrinter, counter: Counter) -> None:
    assert counter.shows(PrinterState.READY)
    printer.at_worked(200, lambda: printer.set_fault(PrinterFault.UNPLUGGED, on=True))
    job = counter.queue()
    assert counter.reaches(job, S.UNKNOWN)
    assert counter.shows(PrinterState.NO_ANSWER)
    assert counter.spooler.status().cause in (NoAnswerCause.UNPLUGGED, NoAnswerCause.PORT_MISSING)
    printer.set_fault(PrinterFault.UNPLUGGED, on=False)
    assert counter.reaches(counter.queue(), S.PRINTED)
    assert counter.state(job) is S.UNKNOWN


def test_silent_in_the_middle(printer: VirtualPrinter, counter: Counter) -> None:
    assert counter.shows(PrinterState.READY)
    printer.at_worked(200, lambda: printer.set_fault(PrinterFault.SILENT, on=True))
    job = counter.queue()
    assert counter.reaches(job, S.UNKNOWN)


def test_a_full_buffer_holds_the_line_and_goes_on(printer: VirtualPrinter, counter: Counter) -> None:
    """A long job into a printer that takes no more: nothing is lost, the job goes on where it stopped."""
    assert counter.shows(PrinterState.READY)
    printer.at_worked(200, lambda: printer.set_fault(PrinterFault.OFFLINE, on=True))
    job = counter.queue(RECEIPT * 12)
    assert counter.reaches(job, S.BLOCKED)
    time.sleep(0.2)
    assert counter.state(job) is S.BLOCKED
    printer.set_fault(PrinterFault.OFFLINE, on=False)
    assert counter.reaches(job, S.PRINTED)
    assert (cuts(printer), printer.lost_bytes) == (12, 0)


def test_drawer_without_paper(printer: VirtualPrinter, counter: Counter) -> None:
    printer.set_fault(PrinterFault.PAPER_OUT, on=True)
    assert counter.shows(PrinterState.PAPER_OUT)
    counter.queue(PULSE, JobKind.DRAWER)
    assert wait_until(lambda: printer.drawer_opened() == 1)


def test_clicking_faults_wildly_never_doubles_or_hangs(printer: VirtualPrinter, counter: Counter) -> None:
    """Every fault on and off while receipts come: in the end each job is settled and none is on paper twice.

    Without power cuts of a hundredth of a second: nobody can see those from the other end of a three-wire line.
    """
    jobs = [counter.queue(b"\x1b@" + f"No {number:03d}\n".encode() + b"x\n" * 100) for number in range(6)]
    for fault in [fault for fault in PrinterFault if fault is not PrinterFault.POWER_OFF] * 2:
        printer.set_fault(fault, on=True)
        time.sleep(0.01)
        printer.set_fault(fault, on=False)
        time.sleep(0.01)
    settled = {S.PRINTED, S.UNKNOWN}
    assert wait_until(lambda: {counter.state(job) for job in jobs} <= settled, 15)
    texts = [row.text for row in printer.paper() if hasattr(row, "text")]
    for number, job in enumerate(jobs):
        on_paper = texts.count(f"No {number:03d}")
        assert on_paper <= 1
        if counter.state(job) is S.PRINTED:
            assert on_paper == 1

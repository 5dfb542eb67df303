"""The printing ports: the same expectations for the spooler on a serial port, the one on the virtual printer, and the fake."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.devices.printers.simulator import VirtualPrinter, VirtualTransport
from app.devices.printers.spooler import Spooler
from app.domain.till.print_jobs import JobState
from app.services.ports.printing import PrinterFault, PrinterState, PrintSpooler
from tests.contracts.print_jobs import PrintJobsContract, a_job
from tests.devices.bench_printer import QUICK, counter_on, pty_printer
from tests.fakes.print_jobs import MemoryPrintJobs, wait_until
from tests.fakes.printing import FakeSpooler


@dataclass(frozen=True)
class Bench:
    """A spooler that is not started yet, its store, and the printer's faults."""

    spooler: PrintSpooler
    jobs: MemoryPrintJobs
    set_fault: Callable[..., None]


@contextmanager
def fake(_folder: Path) -> Iterator[Bench]:
    jobs = MemoryPrintJobs()
    spooler = FakeSpooler(jobs)
    yield Bench(spooler, jobs, spooler.set_fault)


@contextmanager
def virtual(_folder: Path) -> Iterator[Bench]:
    jobs, printer = MemoryPrintJobs(), VirtualPrinter()
    spooler = Spooler(
        jobs,
        VirtualTransport(printer, bytes_per_s=100_000),
        now_ms=lambda: time.time_ns() // 1_000_000,
        monotonic=time.monotonic,
        timings=QUICK,
    )
    yield Bench(spooler, jobs, printer.set_fault)
    spooler.stop()


@contextmanager
def serial(folder: Path) -> Iterator[Bench]:
    jobs = MemoryPrintJobs()
    with pty_printer(folder) as printer, counter_on(printer, jobs=jobs, start=False) as counter:
        yield Bench(counter.spooler, jobs, printer.set_fault)


@pytest.fixture(params=[fake, virtual, serial], ids=["fake", "virtual", "serial"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with request.param(tmp_path) as made:
        yield made


def has(bench: Bench, number: int, state: JobState) -> bool:
    def there() -> bool:
        job = bench.jobs.get(a_job(number).id)
        return job is not None and job.state is state

    return wait_until(there)


def shows(bench: Bench, state: PrinterState) -> bool:
    return wait_until(lambda: bench.spooler.status().state is state)


def test_a_job_is_printed_step_by_step(bench: Bench) -> None:
    heard: list[tuple[str, JobState]] = []
    bench.spooler.on_job(lambda job_id, state: heard.append((job_id, state)))
    bench.jobs.add(a_job(1))
    assert bench.jobs.history == []
    bench.spooler.start()
    assert has(bench, 1, JobState.PRINTED)
    steps = [JobState.SENDING, JobState.SENT, JobState.PRINTED]
    assert wait_until(lambda: heard == [(a_job(1).id, state) for state in steps])


def test_a_job_added_later_needs_a_wake_only(bench: Bench) -> None:
    bench.spooler.start()
    assert shows(bench, PrinterState.READY)
    bench.jobs.add(a_job(1))
    bench.spooler.wake()
    assert has(bench, 1, JobState.PRINTED)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (PrinterFault.PAPER_OUT, PrinterState.PAPER_OUT),
        (PrinterFault.COVER_OPEN, PrinterState.COVER_OPEN),
        (PrinterFault.CUTTER, PrinterState.CUTTER_ERROR),
        (PrinterFault.OFFLINE, PrinterState.OFFLINE),
        (PrinterFault.POWER_OFF, PrinterState.NO_ANSWER),
        (PrinterFault.SILENT, PrinterState.NO_ANSWER),
        (PrinterFault.UNPLUGGED, PrinterState.NO_ANSWER),
    ],
)
def test_jobs_wait_for_a_printer_that_cannot_and_come_by_themselves(
    bench: Bench, fault: PrinterFault, state: PrinterState
) -> None:
    bench.set_fault(fault, on=True)
    bench.spooler.start()
    bench.jobs.add(a_job(1))
    bench.spooler.wake()
    assert shows(bench, state)
    assert bench.jobs.history == []
    bench.set_fault(fault, on=False)
    assert has(bench, 1, JobState.PRINTED)
    assert shows(bench, PrinterState.READY)


def test_each_change_of_status_is_told_once(bench: Bench) -> None:
    heard: list[PrinterState] = []
    bench.spooler.on_change(lambda status: heard.append(status.state))
    bench.spooler.start()
    assert shows(bench, PrinterState.READY)
    bench.set_fault(PrinterFault.NEAR_END, on=True)
    assert shows(bench, PrinterState.NEAR_END)
    bench.set_fault(PrinterFault.NEAR_END, on=False)
    assert shows(bench, PrinterState.READY)
    assert heard == [PrinterState.READY, PrinterState.NEAR_END, PrinterState.READY]


def test_a_waiting_job_can_be_cancelled(bench: Bench) -> None:
    bench.set_fault(PrinterFault.PAPER_OUT, on=True)
    bench.spooler.start()
    for number in (1, 2):
        bench.jobs.add(a_job(number))
    assert shows(bench, PrinterState.PAPER_OUT)
    bench.spooler.cancel(a_job(1).id)
    assert has(bench, 1, JobState.CANCELLED)
    bench.set_fault(PrinterFault.PAPER_OUT, on=False)
    assert has(bench, 2, JobState.PRINTED)


def test_stop_leaves_waiting_jobs_queued(bench: Bench) -> None:
    bench.set_fault(PrinterFault.COVER_OPEN, on=True)
    bench.spooler.start()
    bench.jobs.add(a_job(1))
    assert shows(bench, PrinterState.COVER_OPEN)
    bench.spooler.stop()
    assert bench.jobs.history == []


def test_half_done_jobs_of_a_former_run_are_unknown(bench: Bench) -> None:
    bench.jobs.add(a_job(1))
    bench.jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=1)
    bench.spooler.start()
    assert has(bench, 1, JobState.UNKNOWN)


class TestMemoryPrintJobs(PrintJobsContract):
    """The fake store by the contract of the real one."""

    @pytest.fixture
    def jobs(self) -> MemoryPrintJobs:
        return MemoryPrintJobs()

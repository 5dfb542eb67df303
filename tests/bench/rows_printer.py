"""A receipt on a real serial port at 9600 baud: the printer simulator behind a pseudo terminal, the product's spooler before it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.devices.printers.pty_printer import PtyPrinter
from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.simulator import VirtualPrinter
from app.devices.printers.spooler import Spooler
from app.devices.printers.transport import LineSettings
from app.domain.till.print_jobs import JobKind, JobState
from app.services.complete_sale import complete_sale
from app.services.ports.printing import PrinterState
from tests.bench.measure import median
from tests.bench.registry import Figure, figure, row
from tests.bench.rows_commit import Customers
from tests.bench.shop import Bench, OpenTill, open_till

BAUD = 9_600
_BITS_A_BYTE = 10
_WAIT_S = 20.0
_EDGE_BYTES = 12


class _Listener(VirtualPrinter):
    """A printer that notes when which bytes came."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[tuple[float, int]] = []

    def receive(self, data: bytes) -> None:
        """Bytes from the line."""
        self.arrived.append((time.monotonic(), len(data)))
        super().receive(data)


@dataclass(frozen=True, slots=True)
class _Paper:
    """One receipt on the line: its bytes, seconds from payment to its first byte and from its first to its last."""

    size: int
    first_s: float
    line_s: float


@row("receipt")
def receipt(bench: Bench) -> Iterator[Figure]:
    """Complete sales of six lines with a member and redemption; take the time of the receipt's bytes as the printer receives them."""
    times = bench.times(5, 20)
    with open_till(bench.copy()) as till, _printing(bench, till) as (spooler, line, printer):
        customers = Customers(till, 50)
        papers = [_print(till, customers, spooler, line, printer) for _ in range(times)]
    size = max(paper.size for paper in papers)
    on_line_s = median([paper.line_s for paper in papers])
    bound_s = median([paper.size * _BITS_A_BYTE / BAUD for paper in papers])
    yield figure(
        "receipt", "on the line, p50", on_line_s, "s", n=times, reference=bound_s, against="bytes × 10 / 9600", ratio_most=1.05,
    )  # fmt: skip
    first_ms = [paper.first_s * 1000 for paper in papers]
    yield figure("receipt", "payment to first byte, p50", median(first_ms), "ms", n=times)
    yield figure("receipt", "payment to first byte, most", max(first_ms), "ms", n=times, most=300)
    yield figure("receipt", "bytes with its code, most", size, "B", n=times, most=2_000)


@contextmanager
def _printing(bench: Bench, till: OpenTill) -> Iterator[tuple[Spooler, PtyPrinter, _Listener]]:
    printer = _Listener()
    with PtyPrinter(bench.folder, printer=printer, baud=BAUD) as line:
        settings = LineSettings(port=line.port, baud=BAUD)
        spooler = Spooler(
            till.store.print_jobs(), SerialTransport(settings), now_ms=till.desk.clock.now_ms, monotonic=time.monotonic
        )
        spooler.start()
        try:
            _until(lambda: spooler.status().state is PrinterState.READY, "the printer is not ready")
            time.sleep(1.0)  # the first conversation is over: the line is idle as between two customers
            yield spooler, line, printer
        finally:
            spooler.stop()


def _print(till: OpenTill, customers: Customers, spooler: Spooler, line: PtyPrinter, printer: _Listener) -> _Paper:
    sale_id = customers.fill(till.desk)
    printer.arrived.clear()
    begin = len(line.stream())
    paid = time.monotonic()
    complete_sale(till.desk, till.session, sale_id, "wechat")
    spooler.wake()
    jobs = till.store.print_jobs()
    job = [one for one in jobs.list_jobs() if one.kind is JobKind.RECEIPT][-1]
    _until(lambda: (now := jobs.get(job.id)) is not None and now.state is JobState.PRINTED, "the receipt does not get out")
    stream = line.stream()[begin:]
    at = stream.index(job.payload[:_EDGE_BYTES])  # status requests stand in between, never at the edges
    end = stream.index(job.payload[-_EDGE_BYTES:], at) + _EDGE_BYTES
    first = last = 0.0
    taken = 0
    for when, size in printer.arrived:
        if taken <= at < taken + size:
            first = when - (taken + size - at) * _BITS_A_BYTE / BAUD  # the chunk's time is that of its last byte
        taken += size
        if taken >= end:
            last = when - (taken - end) * _BITS_A_BYTE / BAUD
            break
    time.sleep(0.3)
    return _Paper(size=len(job.payload), first_s=first - paid, line_s=last - first)


def _until(condition: Callable[[], bool], problem: str) -> None:
    end = time.monotonic() + _WAIT_S
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(problem)
        time.sleep(0.02)

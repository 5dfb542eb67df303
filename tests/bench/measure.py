"""Taking times: wall and processor time of repeated acts, percentiles, and the bounds of what the machine itself does."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of at least one value."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def median(values: Sequence[float]) -> float:
    """The 50th percentile."""
    return percentile(values, 50)


class Stopwatch:
    """Collects times of repeated acts in microseconds: wall, processor (this thread's), and waiting in the queue for a processor.

    The last is time that other programs of a busy machine took; where the system does not tell (all but Linux) it is 0.
    """

    def __init__(self) -> None:
        self.wall_us: list[float] = []
        self.cpu_us: list[float] = []
        self.queued_us: list[float] = []

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Times one act."""
        queued, cpu, wall = queued_ns(), time.thread_time_ns(), time.perf_counter_ns()
        yield
        wall_end, cpu_end, queued_end = time.perf_counter_ns(), time.thread_time_ns(), queued_ns()
        self.wall_us.append((wall_end - wall) / 1000)
        self.cpu_us.append((cpu_end - cpu) / 1000)
        self.queued_us.append((queued_end - queued) / 1000)

    @property
    def own_us(self) -> list[float]:
        """Wall time without waiting for a processor: what the act takes where no other program is at work."""
        return [max(0.0, wall - queued) for wall, queued in zip(self.wall_us, self.queued_us, strict=True)]

    def p99_ms(self) -> tuple[float, str]:
        """The 99th percentile of the own time in milliseconds, and a note with that of the wall time."""
        return percentile(self.own_us, 99) / 1000, f"{percentile(self.wall_us, 99) / 1000:.1f} ms with waiting for a processor"

    def __len__(self) -> int:
        return len(self.wall_us)


def queued_ns() -> int:
    """How long the calling thread has been ready to run and did not (Linux: the second figure of schedstat)."""
    try:
        with open("/proc/thread-self/schedstat", "rb", buffering=0) as file:  # noqa: PTH123
            return int(file.read().split()[1])
    except OSError:
        return 0


def read_bytes() -> int:
    """What this process had fetched from the disk so far; 0 where the system does not tell (all but Linux)."""
    try:
        lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("read_bytes:")), 0)


@contextmanager
def quiet() -> Iterator[None]:
    """Puts what is there already out of the garbage collector's sight; it goes on working, as it does in the product."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def timed(act: Callable[[], object], times: int, *, warm: int = 3) -> Stopwatch:
    """Repeats an act; the first `warm` times do not count."""
    for _ in range(warm):
        act()
    watch = Stopwatch()
    with quiet():
        for _ in range(times):
            with watch.lap():
                act()
    return watch


def resident_bytes(pid: int | None = None) -> int:
    """Resident memory of a process (Linux)."""
    fields = Path(f"/proc/{pid or 'self'}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

"""Taking times: wall and processor time of repeated acts, percentiles, and the bounds of what the machine itself does."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FLUSHES = 200


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of at least one value."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def median(values: Sequence[float]) -> float:
    """The 50th percentile."""
    return percentile(values, 50)


class Stopwatch:
    """Collects wall and processor time (this thread's) of repeated acts, in microseconds."""

    def __init__(self) -> None:
        self.wall_us: list[float] = []
        self.cpu_us: list[float] = []

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Times one act."""
        cpu, wall = time.thread_time_ns(), time.perf_counter_ns()
        yield
        wall_end, cpu_end = time.perf_counter_ns(), time.thread_time_ns()
        self.wall_us.append((wall_end - wall) / 1000)
        self.cpu_us.append((cpu_end - cpu) / 1000)

    def __len__(self) -> int:
        return len(self.wall_us)


@contextmanager
def quiet() -> Iterator[None]:
    """Collects garbage before, not during, a series of measurements."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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


def flush_us(folder: Path) -> list[float]:
    """What one flush of 16 kB costs on the file system of `folder`, in microseconds."""
    path = folder / "flush.bin"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    block = os.urandom(16 * 1024)
    try:
        found = []
        for _ in range(FLUSHES):
            os.write(descriptor, block)
            begin = time.perf_counter_ns()
            os.fsync(descriptor)
            found.append((time.perf_counter_ns() - begin) / 1000)
        return found
    finally:
        os.close(descriptor)
        path.unlink()


def resident_bytes(pid: int | None = None) -> int:
    """Resident memory of a process (Linux)."""
    fields = Path(f"/proc/{pid or 'self'}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

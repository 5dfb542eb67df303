"""The real window: scan to paint, a burst of scans, start-up, memory. Every measurement in a process of its own (tests.bench.window)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.support.resources import RESOURCES
from tests.bench.measure import median, percentile
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import Bench

_ROOT = Path(__file__).parents[2]
_MB = 1_000_000
_LIMIT_S = 3_600


@row("paint")
def paint(bench: Bench) -> Iterator[Figure]:
    """Scans of products until line and total are painted, beside the same window painting the same states, ready-made."""
    found = window_act("paint", bench.copy(), bench.times(240, 1_200))
    scans, ready = found["scan_us"], found["ready_us"]
    n = len(scans)
    yield figure(
        "paint", "last byte of a scan to painted line, p50", median(scans) / 1000, "ms", n=n, reference=median(ready) / 1000,
        against="the window painting ready-made states", ratio_most=3, most=16,
    )  # fmt: skip
    yield figure(
        "paint", "last byte of a scan to painted line, p99", percentile(scans, 99) / 1000, "ms", n=n,
        reference=percentile(ready, 99) / 1000, against="the window painting ready-made states", most=50,
    )  # fmt: skip


@row("burst")
def burst(bench: Bench) -> Iterator[Figure]:
    """20 scans a second of 50 products in turn."""
    seconds = bench.times(10, 60)
    found = window_act("burst", bench.copy(), seconds)
    n = found["sent"]
    yield figure("burst", f"20 scans/s for {seconds} s: lost", n - found["taken"], "", n=n, most=0)
    yield figure("burst", "reordered", found["reordered"], "", n=n, most=0)
    yield figure("burst", "backlog, most", max(found["late_ms"]), "ms", n=n, most=100)
    yield figure("burst", "backlog, p50", median(found["late_ms"]), "ms", n=n)


@row("start")
def start(bench: Bench) -> Iterator[Figure]:
    """From starting the process of `run` to the first scanned line painted (signing in included, typing the PIN not), warm and cold.

    Warm: modules compiled, as an installation leaves them, and everything in the system's page cache; the bare window takes turns with it.
    Cold: whatever the program reads is put out of the page cache first. Libraries that another running program has mapped stay: the note
    says how much came from the disk.
    """
    folder = bench.copy()
    times = bench.times(11, 15)
    warm, bare = [], []
    for _ in range(times + 1):
        warm.append(_start("start", folder))
        bare.append(_start("bare", folder))
    files = warm[0]["files"]
    del warm[0], bare[0]  # the first time fills the caches
    against = "a bare QMainWindow shown"
    beside = {name: (median([one[name] for one in warm]), median([one[name] for one in bare])) for name in ("own_ms", "wall_ms", "cpu_ms")}
    ours, theirs = beside["own_ms"]
    note = f"{beside['wall_ms'][0]:,.0f} : {beside['wall_ms'][1]:,.0f} ms with waiting for a processor"
    yield figure("start", "warm, p50", ours, "ms", n=times, reference=theirs, against=against, ratio_most=7, note=note)
    ours, theirs = min(one["own_ms"] for one in warm), min(one["own_ms"] for one in bare)
    yield figure("start", "warm, least", ours, "ms", n=times, reference=theirs, against=against)
    ours, theirs = beside["cpu_ms"]
    yield figure("start", "warm, CPU p50", ours, "ms", n=times, reference=theirs, against=against)
    if not hasattr(os, "posix_fadvise"):
        return
    cold = []
    own = [str(path) for place in (RESOURCES, folder) for path in place.rglob("*") if path.is_file()]
    for _ in range(bench.times(5, 7)):
        _evict([*files, *own])
        cold.append(_start("start", folder))
    read = median([one["read_bytes"] for one in cold]) / _MB
    note = f"{median([one['wall_ms'] for one in cold]):,.0f} ms with waiting for a processor, {read:,.0f} MB read from the disk"
    ours = median([one["own_ms"] for one in cold])
    yield figure("start", "cold (its files out of the page cache), p50", ours, "ms", n=len(cold), most=1_000, note=note)


@row("memory")
def memory(bench: Bench) -> Iterator[Figure]:
    """Resident memory of the window when idle, and how it grows while sales pass through it; the first tenth warms the caches up."""
    sales = bench.times(2_000, 20_000)
    found = window_act("memory", bench.copy(), sales)
    samples = found["samples"]
    begin, end = samples[len(samples) // 10], samples[-1]
    yield figure("memory", "idle", found["idle_bytes"] / _MB, "MB", n=1, most=200)
    yield figure("memory", f"drift over {sales:,} sales", 100 * (end - begin) / begin, "%", n=len(samples), most=5)
    yield figure("memory", f"after {sales:,} sales", end / _MB, "MB", n=1)


def window_act(act: str, folder: Path, times: int) -> dict[str, Any]:
    # As after an installation, where modules are compiled; wherever this environment would keep or refuse compiled modules.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "compiled")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", act, str(folder), str(times)],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{act}: {done.stderr[-2_000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _start(act: str, folder: Path) -> dict[str, Any]:
    begin = time.monotonic_ns()
    found = window_act(act, folder, 1)
    wall_ms, queued_ms = (found["accepted_ns"] - begin) / 1e6, found["queued_ns"] / 1e6
    return found | {"wall_ms": wall_ms, "own_ms": wall_ms - queued_ms, "cpu_ms": found["cpu_ns"] / 1e6}


def _evict(files: list[str]) -> None:
    """Takes files out of the system's page cache, as after switching the machine on. What is still to be written stays."""
    os.sync()
    for name in files:
        try:
            descriptor = os.open(name, os.O_RDONLY)
        except OSError:
            continue
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)

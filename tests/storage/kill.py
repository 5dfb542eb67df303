"""kill -9 of a process that writes sales, at random moments: every acknowledged sale is there once, every other one whole or not at all.

By hand: python -m tests.storage.kill --rounds 1000. The normal check runs 50 rounds (test_kill.py). One nursery process imports everything
once and forks a fresh writer for each round, so that a round takes a fraction of a second (POSIX only).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.domain.journal import types
from app.domain.ledger.moves import capture
from app.services.ports.store import PrintRequest
from tests.storage.till import DAY, Till, with_booking

MEMBER = "m1"
GRANT = 1_000_000
POINTS_A_SALE = 3
ROUND_MS = (5, 120)
"""How long a writer may live after its first sale, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all rounds together came to. `unacknowledged`: sales in the books whose acknowledgement the kill swallowed."""

    rounds: int
    acknowledged: int
    stored: int
    unacknowledged: int


def write_sales(folder: Path, number_from: int) -> None:
    """The child: a hold, then a sale that captures it with its receipt in the same commit; its number goes out when the commit is done."""
    _say(f"pid {os.getpid()}")
    till = Till(folder)
    till.now_ms += number_from * 10_000
    till.first_id(number_from * 1_000)
    for n in range(number_from, 10**9):
        hold = till.hold(MEMBER, POINTS_A_SALE, f"sale-{n}")
        draft = till.sale(f"S{n:09d}", MEMBER, hold=hold)
        with till.store.write() as books:
            event = books.append(with_booking(draft, capture(hold)))
            paper = b"x" * 900
            books.queue_print(
                PrintRequest(id=f"{n:032x}", kind="receipt", title=f"S{n:09d}", payload=paper, event_id=event.header.id, created_ms=n)
            )
            books.save_basket(None)
        if n % 7 == 0:
            till.store.when_idle()
        _say(str(n))


def nursery(folder: Path) -> None:
    """Forks a writer for each number that comes in, and says when it is dead."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_sales(folder, int(line))
        os.waitpid(child, 0)
        _say("end")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def run_rounds(folder: Path, rounds: int, seed: int, told: Callable[[int], None] = lambda done: None) -> Outcome:
    """Starts and kills writers; checks the books after every one. AssertionError with the round where something is wrong."""
    source = random.Random(seed)
    till = Till(folder)
    till.enrol(MEMBER)
    till.grant(MEMBER, till.accrual(MEMBER, GRANT))
    till.store.close()
    acknowledged: set[int] = set()
    stored: set[int] = set()
    command = [sys.executable, "-m", "tests.storage.kill", "--nursery", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as forks:
        for done in range(1, rounds + 1):
            acknowledged |= _one_round(forks, max(stored, default=0) + 1, source.uniform(*ROUND_MS) / 1000)
            stored = _check(folder, acknowledged, full=done % 25 == 0 or done == rounds)
            told(done)
        _pipe(forks.stdin).close()
    return Outcome(rounds, len(acknowledged), len(stored), len(stored - acknowledged))


def _one_round(forks: subprocess.Popen[str], number: int, life_s: float) -> set[int]:
    """Lets a writer begin with this number, kills it after a while, and gives the numbers it has acknowledged."""
    _pipe(forks.stdin).write(f"{number}\n")
    writer = int(_pipe(forks.stdout).readline().removeprefix("pid "))
    lines = [_pipe(forks.stdout).readline().strip()]
    assert lines[0].isdigit(), "the writer died by itself"
    time.sleep(life_s)
    os.kill(writer, signal.SIGKILL)
    while lines[-1] != "end":
        lines.append(_pipe(forks.stdout).readline().strip())
    return {int(line) for line in lines[:-1]}


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _check(folder: Path, acknowledged: set[int], *, full: bool) -> set[int]:
    """The sales in the books. All that was acknowledged is there, nothing twice, everything whole."""
    till = Till(folder)
    try:
        assert till.store.damage is None, till.store.damage
        with till.store.reading() as sql:
            numbers = [int(number[1:]) for (number,) in sql.all("SELECT number FROM sale")]
            sales = sql.all("SELECT count(*) FROM journal WHERE type = ?", (types.SALE_COMPLETED,))[0][0]
            papers = sql.all("SELECT count(*) FROM work_print_job")[0][0]
            captured = sql.all("SELECT count(*) FROM hold WHERE state = 'captured'")[0][0]
        with till.store.read() as reader:
            balance = reader.balance(MEMBER, DAY)
            holds = reader.open_holds(1_000)
    finally:
        till.store.close()
    stored = set(numbers)
    assert len(numbers) == len(stored), "a sale is there twice"
    assert acknowledged <= stored, f"lost: {sorted(acknowledged - stored)[:5]}"
    assert sales == papers == captured == len(stored), (sales, papers, captured, len(stored))
    assert balance.remaining == GRANT - POINTS_A_SALE * len(stored)
    assert balance.held == sum(hold.points for hold in holds)
    if full:
        report = till.verified()
        assert report.holds, report.problems
    return stored


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nursery", type=Path)
    arguments = parser.parse_args()
    if arguments.nursery:
        nursery(arguments.nursery)
        return
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jifentai-kill-") as folder:
        outcome = run_rounds(Path(folder) / "till", arguments.rounds, arguments.seed, _tell)
    print(f"\n{outcome}, {time.monotonic() - began:.0f} s: nothing lost, nothing twice")  # noqa: T201


def _tell(done: int) -> None:
    print(f"\r{done} rounds", end="", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

"""kill -9 of a process in the middle of a daily run, again and again until a run has come to its end: the books are those of one run.

By hand: python -m tests.services.kill_day --rounds 200. The normal check makes a few (test_kill_day.py). One nursery process imports
everything once and forks a fresh runner for each attempt (POSIX only).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch

from app.devices.clock import SystemIds
from app.domain.journal import types
from app.domain.programme.dates import add_days
from app.services import run_day
from app.services.desk import book_office
from tests.fakes.shop import LIN, TODAY, ZHOU, Shop, make_small_shop

DAYS_OFF = 12
MEMBERS = 48
AT_ONCE = 1
"""Members an event, so that there is much to be killed in the middle of."""
COMMITS = (0, 40)
"""After so many commits a runner is killed, and a moment of at most so many milliseconds later."""
MOMENT_MS = 3
_STATE = {
    "lot": "SELECT id, remaining, held, expired, frozen, last_day FROM lot ORDER BY id",
    "balance": "SELECT * FROM balance ORDER BY holder, unit",
    "member": "SELECT id, tier, valid_until, tier_base, floor_tier, floor_until FROM member ORDER BY id",
    "tier_change": "SELECT member_id, changed_on, before, after, reason, metric, valid_until FROM tier_change ORDER BY 1, 2, 3, 4, 5",
    "moved": (
        "SELECT type, json_extract(CAST(payload AS TEXT), '$.on'), holder, lot, account, sum(amount) FROM posting "
        "JOIN journal ON id = event_id WHERE holder IS NOT NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a runner was killed, and how often one came to its end."""

    killed: int
    ended: int


def make_books(folder: Path) -> None:
    """A shop that was off for some days: points lapse and mature on each of them, debts wait, tiers end."""
    make_small_shop(folder)
    shop = Shop(folder)
    shop.sign_in()
    run_day.run_day(shop.desk, shop.session)
    for n in range(MEMBERS):
        member = f"m{n:02d}"
        shop.enrol(member, "甲", phone=f"1992222{n:04d}")
        day = add_days(TODAY, n % DAYS_OFF)
        shop.grant(member, 50 + n, expires_on=day)
        shop.grant(member, 20, available_on=add_days(day, 1), expires_on=add_days(day, 2))
        shop.take_back(member, 60 + n)
        for type_, body in (
            (types.TIER_SET, {"tier": "gold", "valid_until": day}),
            (types.TIER_FLOOR_SET, {"tier": "diamond", "until": day}),
        ):
            with shop.store.write() as books:
                book_office(shop.desk, books, None, type_, body, member_id=member)
    shop.grant(LIN, 7, expires_on=add_days(TODAY, 3))
    shop.grant(ZHOU, 9, expires_on=add_days(TODAY, 3))
    shop.store.close()


def run_to_the_end(folder: Path, told: Callable[[], None] = lambda: None) -> None:
    """The daily run of a morning after the days off; `told` after every commit."""
    with patch.multiple(run_day, MEMBERS_PER_EVENT=AT_ONCE, DAYS_AT_ONCE=1):
        shop = Shop(folder)
        shop.at(add_days(TODAY, DAYS_OFF), "07:00")
        shop.desk = replace(shop.desk, ids=SystemIds(shop.clock))
        run = run_day.DailyRun(shop.desk, shop.sign_in())
        while run.step():
            told()
        shop.store.close()


def state(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that must be the same however the run went."""
    shop = Shop(folder)
    found = {name: shop.rows(sql) for name, sql in _STATE.items()}
    shop.verify()
    shop.store.close()
    return found


def nursery() -> None:
    """Forks a runner for each folder that comes in, and says when it is dead and whether it had come to its end."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _say(f"pid {os.getpid()}")
            run_to_the_end(Path(line.strip()), lambda: _say("commit"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        _say("ended" if status == 0 else "killed" if os.WIFSIGNALED(status) else "failed")


def run_rounds(folder: Path, rounds: int, seed: int) -> Outcome:
    """Kills runners until `rounds` runs have come to their end, each on fresh books. AssertionError where they are not those of one run."""
    source = random.Random(seed)
    make_books(folder / "books")
    shutil.copytree(folder / "books", folder / "once")
    commits: list[None] = []
    run_to_the_end(folder / "once", lambda: commits.append(None))
    assert len(commits) > COMMITS[1], "there is nothing to be killed in"
    expected = state(folder / "once")
    killed = 0
    command = [sys.executable, "-m", "tests.services.kill_day", "--nursery"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as forks:
        for n in range(rounds):
            target = folder / f"round-{n}"
            shutil.copytree(folder / "books", target)
            while not _attempt(forks, target, source.randint(*COMMITS), source.uniform(0, MOMENT_MS) / 1000):
                killed += 1
            found = state(target)
            assert found == expected, {name: (found[name], expected[name]) for name in expected if found[name] != expected[name]}
            shutil.rmtree(target)
        _pipe(forks.stdin).close()
    return Outcome(killed, rounds)


def _attempt(forks: subprocess.Popen[str], folder: Path, commits: int, moment_s: float) -> bool:
    """Lets a runner make so many commits and kills it a moment later. Whether it had come to its end by then."""
    _pipe(forks.stdin).write(f"{folder}\n")
    answers = iter(_pipe(forks.stdout).readline, "")
    runner = int(next(answers).removeprefix("pid "))
    answer = "commit"
    for _ in range(commits):
        answer = next(answers).strip()
        if answer != "commit":
            break
    else:
        time.sleep(moment_s)
        with suppress(ProcessLookupError):
            os.kill(runner, signal.SIGKILL)
        answer = next(line.strip() for line in answers if line.strip() != "commit")
    assert answer != "failed", "the runner died by itself"
    return answer == "ended"


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nursery", action="store_true")
    arguments = parser.parse_args()
    if arguments.nursery:
        nursery()
        return
    with tempfile.TemporaryDirectory(prefix="jifentai-kill-day-") as folder:
        print(run_rounds(Path(folder), arguments.rounds, arguments.seed))  # noqa: T201


if __name__ == "__main__":
    main()

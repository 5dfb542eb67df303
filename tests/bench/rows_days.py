"""Lots and tiers through time: a daily run over many lapsed lots, a review of many members, each beside one raw statement that marks the
same rows in a copy of the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.programme.dates import add_days
from app.services.run_day import DailyRun, Totals
from tests.bench.measure import Stopwatch, percentile, quiet, resident_bytes
from tests.bench.raw import checkpoint_raw, driver
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import SMALL, Bench, OpenTill, open_till

LOTS_A_MEMBER = 5
VISITS_A_MEMBER = 3
RATIO_MOST = 20
MEMORY_MOST_MB = 64
_MB = 1024 * 1024
_MARK_LOTS = (
    "UPDATE lot SET expired = expired + remaining - held, remaining = held "
    "WHERE unit = 'POINTS' AND last_day < ? AND last_day < '9999-12-31' AND remaining > 0 AND remaining > held"
)
_MARK_TIERS = "UPDATE member SET tier = 'silver', tier_base = 'silver', valid_until = ? WHERE valid_until IS NOT NULL AND valid_until < ?"


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of the product: what it did, how long its steps took, how much more memory it held at the most."""

    totals: Totals
    steps: Stopwatch
    memory_mb: float


@row("daily-run")
def daily_run(bench: Bench) -> Iterator[Figure]:
    """Lots of a year lapse at once; five a member, their last days spread over twelve months."""
    count = bench.times(100_000, 1_000_000)
    folder = _prepared(bench, lambda sql, today: _add_lots(sql, count, today))
    raw = Stopwatch()
    with driver(_copied(bench, folder)) as connection, quiet():
        cursor = connection.cursor()
        today = _today(cursor)
        with raw.lap():
            marked = _marked(cursor, _MARK_LOTS, (today,))
    run = _run(folder)
    if marked != count or run.totals.lapsed != count * 40:
        raise RuntimeError(f"{marked} lots marked, {run.totals.lapsed} points lapsed")
    yield from _figures("daily-run", f"{count:,} lots lapse", count, run, raw, "one statement that marks the same lots")


@row("tier-review")
def tier_review(bench: Bench) -> Iterator[Figure]:
    """Everybody's tier has ended; three visits a member count, and each tier comes out another one."""
    count = bench.times(100_000, 1_000_000)
    folder = _prepared(bench, lambda sql, today: _add_members(sql, count, today))
    raw = Stopwatch()
    with driver(_copied(bench, folder)) as connection, quiet():
        cursor = connection.cursor()
        today = _today(cursor)
        with raw.lap():
            marked = _marked(cursor, _MARK_TIERS, (add_days(today, 365), today))
    run = _run(folder)
    if marked != count or run.totals.tiers != count:
        raise RuntimeError(f"{marked} members marked, {run.totals.tiers} reviewed")
    yield from _figures("tier-review", f"{count:,} members", count, run, raw, "one statement that marks the same members")


def _figures(name: str, what: str, count: int, run: _Run, raw: Stopwatch, against: str) -> Iterator[Figure]:
    own_us, raw_us = sum(run.steps.own_us), sum(raw.own_us)
    yield figure(
        name, f"{what}, each", own_us / count, "µs", n=count, reference=raw_us / count, against=against, ratio_most=RATIO_MOST,
        note=f"{own_us / 1e6:.1f} s in all",
    )  # fmt: skip
    cpu_us, raw_cpu_us = sum(run.steps.cpu_us), sum(raw.cpu_us)
    yield figure(name, "processor time, each", cpu_us / count, "µs", n=count, reference=raw_cpu_us / count, against=against)
    yield figure(name, "one commit, p99", percentile(run.steps.own_us, 99) / 1000, "ms", n=len(run.steps))
    yield figure(name, "memory it adds", run.memory_mb, "MB", n=1, most=MEMORY_MOST_MB)


def _prepared(bench: Bench, add: Any) -> Path:
    """A small shop with many rows more; the journal does not know of them, and both sides read the same tables."""
    folder = bench.copy(SMALL)
    with open_till(folder) as till:
        today = till.session.shift.business_date
        _run_out(till)
        with till.store.transaction() as sql:
            add(sql, today)
        till.store.when_idle()
    return folder


def _run_out(till: OpenTill) -> None:
    """What is due anyway is done before."""
    run = DailyRun(till.desk, till.session)
    while run.step():
        pass


def _copied(bench: Bench, folder: Path) -> Path:
    import shutil

    target = folder.with_name(f"{folder.name}-raw")
    shutil.copytree(folder, target)
    return target


def _add_lots(sql: Any, count: int, today: str) -> None:
    """Row by row: lists of them would leave room in the process that hides what the run itself takes."""
    days = [add_days(today, -1 - 30 * month) for month in range(12)]
    start = ("POINTS", "base", "2024-01-01", "T01.1")
    lots = (_lot(n, days[n % 12], *start) for n in range(count))
    sql.run_many(f"INSERT INTO lot VALUES ({', '.join('?' * 20)})", lots)
    balances = ((f"b{n:031x}", "POINTS", 40 * LOTS_A_MEMBER, 0, 0, 0) for n in range(count // LOTS_A_MEMBER))
    sql.run_many("INSERT INTO balance VALUES (?, ?, ?, ?, ?, ?)", balances)


def _lot(n: int, last: str, unit: str, rule: str, earned: str, origin: str) -> tuple[Any, ...]:
    holder, event = f"b{n // LOTS_A_MEMBER:031x}", f"{n:032x}"
    return (f"{event}:0", holder, unit, event, rule, earned, earned, last, None, last, 40, 40, 0, 0, 0, 1, None, origin, 1, n)


def _add_members(sql: Any, count: int, today: str) -> None:
    ended = add_days(today, -1)
    columns = len(sql.all("PRAGMA table_info(member)"))
    if columns != 17:
        raise RuntimeError(f"a member has {columns} columns now")
    counts = ("2024-01-01", 3, ended, ended, None, None, None, 0, "gold", None, None, 1, 0)
    members = ((f"b{n:031x}", "gold", ended, "active", *counts) for n in range(count))
    sql.run_many(f"INSERT INTO member VALUES ({', '.join('?' * columns)})", members)
    visits = [add_days(today, -30 * (1 + k)) for k in range(VISITS_A_MEMBER)]
    history = ((f"b{n:031x}", day, 100 * (n % 1_000), 1, 5) for n in range(count) for day in visits)
    sql.run_many("INSERT INTO tier_history VALUES (?, ?, ?, ?, ?)", history)


def _today(cursor: Any) -> str:
    return str(cursor.execute("SELECT max(business_date) FROM shift").fetchone()[0])


def _marked(cursor: Any, statement: str, values: tuple[str, ...]) -> int:
    cursor.execute("BEGIN IMMEDIATE")
    marked = int(cursor.execute(statement, values).rowcount)
    cursor.execute("COMMIT")
    checkpoint_raw(cursor)
    return marked


def _run(folder: Path) -> _Run:
    """The daily run by the product, step by step as the counter makes it."""
    steps = Stopwatch()
    with open_till(folder) as till:
        run = DailyRun(till.desk, till.session)
        before = most = resident_bytes()
        more = True
        with quiet():
            while more:
                with steps.lap():
                    more = run.step()
                most = max(most, resident_bytes())
            with steps.lap():
                till.store.when_idle()
    return _Run(run.totals, steps, (most - before) / _MB)

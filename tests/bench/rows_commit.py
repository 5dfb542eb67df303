"""The commit of a sale: processor time beside the same rows by the plain driver, latency, flushes, and all of it on a slow disk."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from app.domain.catalogue.product import Product
from app.domain.sales.basket import Basket
from app.services.complete_sale import complete_sale
from app.services.desk import Desk
from app.services.edit_basket import edit
from app.services.ports.store import Reader, Store, Writer
from app.services.use_points import hold_points
from tests.bench.measure import Stopwatch, median, percentile, queued_ns, quiet
from tests.bench.raw import checkpoint_raw, digests, driver, recorded, rewrite
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import Bench, OpenTill, open_till

LINES = 6
REDEEMED = 10
SLOW_DISK_S = 0.003
_WRITING_MS = 5.0
"""Bar of the commit beside its one flush. The whole act (evaluation, receipt and its bytes included) stands beside it without one."""
_WARM = 20
_MEMBERS = 200
_SLOW_TIMES = 100


@dataclass(slots=True)
class WritingTime:
    """Processor and wall time that units of work spent on writing: begin, append, basket, print job, commit. Microseconds."""

    cpu_us: float = 0.0
    wall_us: float = 0.0
    queued_us: float = 0.0

    @contextmanager
    def part(self) -> Iterator[None]:
        """One stretch of writing."""
        queued, cpu, wall = queued_ns(), time.thread_time_ns(), time.perf_counter_ns()
        try:
            yield
        finally:
            self.wall_us += (time.perf_counter_ns() - wall) / 1000
            self.cpu_us += (time.thread_time_ns() - cpu) / 1000
            self.queued_us += (queued_ns() - queued) / 1000


class _WatchedWriter:
    """A writer whose writing is timed; everything else goes through."""

    _TIMED = ("append", "queue_print", "save_basket")

    def __init__(self, books: Writer, spent: WritingTime) -> None:
        self._books = books
        self._spent = spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._books, name)
        if name not in self._TIMED:
            return found

        def timed(*values: Any) -> Any:
            with self._spent.part():
                return found(*values)

        return timed


@dataclass(slots=True)
class WatchedStore:
    """A store that adds up what its units of work spend on writing."""

    store: Store
    spent: WritingTime = field(default_factory=WritingTime)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """A unit of work whose begin and end are timed too."""
        unit = self.store.write()
        with self.spent.part():
            books = unit.__enter__()
        try:
            yield cast(Writer, _WatchedWriter(books, self.spent))
        except BaseException as error:
            unit.__exit__(type(error), error, error.__traceback__)
            raise
        with self.spent.part():
            unit.__exit__(None, None, None)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Goes through."""
        with self.store.read() as reader:
            yield reader


class Customers:
    """Members who come to the till one after the other, each with points enough, and what they buy."""

    def __init__(self, till: OpenTill, count: int) -> None:
        self.till = till
        with till.store.read() as reader:
            self._goods: tuple[Product, ...] = tuple(reader.find_products("", 400))
            seen: dict[str, str | None] = {}
            for text in ("li", "wang", "zhang", "liu", "chen", "yang", "zhao", "wu", "zhou", "xu", "sun", "ma", "zhu", "hu"):
                for hit in reader.find_members(text, 40 * count):
                    if len(seen) < count and reader.balance(hit.member.id, till.session.shift.business_date).available >= 2 * REDEEMED:
                        seen[hit.member.id] = hit.member.tier
        if not seen:
            raise RuntimeError("no member with points enough")
        self._members = list(seen.items())
        self._turn = 0

    def fill(self, desk: Desk) -> str:
        """A basket of six lines, a member, points put on it. Returns the sale's id."""
        self._turn += 1
        turn = self._turn
        member_id, tier = self._members[turn % len(self._members)]

        def change(books: Writer, basket: Basket) -> Basket:
            for n in range(LINES):
                basket = basket.with_product(self._goods[(turn * LINES + n) % len(self._goods)], 1 + n % 2)
            return hold_points(desk, books, self.till.session, basket.with_member(member_id, tier), REDEEMED)

        return edit(desk, self.till.session, change).basket.sale_id


Acts = list[list[tuple[str, Any, bool]]]


def _record(folder: Path, times: int) -> Acts:
    """What sales write: in turn everything since the last one, and the sale itself."""
    with recorded() as recording, open_till(folder) as till:
        customers = Customers(till, _MEMBERS)
        for _ in range(times):
            sale_id = customers.fill(till.desk)
            recording.mark()
            complete_sale(till.desk, till.session, sale_id, "wechat")
            recording.mark()
    return recording.acts[:-1]


@dataclass(slots=True)
class _Series:
    """What a run of sales took: the whole act, its writing, the reference; and the flushes of each."""

    act: Stopwatch = field(default_factory=Stopwatch)
    writing: Stopwatch = field(default_factory=Stopwatch)
    raw: Stopwatch = field(default_factory=Stopwatch)
    flushes: list[int] = field(default_factory=list)
    flush_ms: list[float] = field(default_factory=list)

    def beside_flush_p99_ms(self, watch: Stopwatch) -> float:
        """The 99th percentile of an act, or of its writing, without its flush."""
        return percentile([own_us / 1000 - flush_ms for own_us, flush_ms in zip(watch.own_us, self.flush_ms, strict=True)], 99)


def _series(bench: Bench, customers: Customers, cursor: Any, acts: Acts, *, extra_s: float = 0.0) -> _Series:
    """Completes as many sales as were recorded; after each, the driver writes the rows of a recorded one. Baskets are filled untimed."""
    till = customers.till
    watched = WatchedStore(till.store)
    desk = replace(till.desk, store=watched)
    found = _Series()
    with quiet():
        for before, sale in zip(acts[::2], acts[1::2], strict=True):
            till.store.when_idle()  # as between two customers
            checkpoint_raw(cursor)
            sale_id = customers.fill(till.desk)
            rewrite(cursor, before)
            watched.spent = WritingTime()
            flushes, flushing_ns = bench.disk.flushes, bench.disk.flushing_ns
            with bench.disk.slower(extra_s):
                with found.act.lap():
                    complete_sale(desk, till.session, sale_id, "wechat")
                found.flushes.append(bench.disk.flushes - flushes)
                found.flush_ms.append((bench.disk.flushing_ns - flushing_ns) / 1e6)
                with found.raw.lap():
                    rewrite(cursor, sale)
            found.writing.cpu_us.append(watched.spent.cpu_us)
            found.writing.wall_us.append(watched.spent.wall_us)
            found.writing.queued_us.append(watched.spent.queued_us)
    return found


@row("commit")
def commit(bench: Bench) -> Iterator[Figure]:
    """Complete a sale of six lines with a member, accrual and redemption; in turn write the recorded rows of such a sale by the driver."""
    times = bench.times(300, 1_000)
    recorded_in, rewritten_in = bench.copy(), bench.copy()
    acts = _record(recorded_in, _WARM + times + _SLOW_TIMES)
    with open_till(bench.copy()) as till, driver(rewritten_in) as connection:
        customers = Customers(till, _MEMBERS)
        cursor = connection.cursor()
        _series(bench, customers, cursor, acts[: 2 * _WARM])
        usual = _series(bench, customers, cursor, acts[2 * _WARM : 2 * (_WARM + times)])
        slow = _series(bench, customers, cursor, acts[2 * (_WARM + times) :], extra_s=SLOW_DISK_S)
    if digests(recorded_in) != digests(rewritten_in):
        raise RuntimeError("the reference did not write the same rows")
    yield figure("commit", "whole act, CPU p50", **_beside(usual.act.cpu_us, usual.raw.cpu_us, "µs"), ratio_most=8)
    yield figure("commit", "its writing alone, CPU p50", **_beside(usual.writing.cpu_us, usual.raw.cpu_us, "µs"))
    yield figure("commit", "its writing alone, p50", **_beside(usual.writing.own_us, usual.raw.own_us, "ms"))
    yield figure("commit", "its writing alone, p50, 3 ms disk", **_beside(slow.writing.own_us, slow.raw.own_us, "ms"))
    for disk, series in (("", usual), (", 3 ms disk", slow)):
        n, writing, act = len(series.act), series.beside_flush_p99_ms(series.writing), series.beside_flush_p99_ms(series.act)
        p99_ms, note = series.act.p99_ms()
        yield figure("commit", f"its writing without the flush, p99{disk}", writing, "ms", n=n, most=_WRITING_MS)
        yield figure("commit", f"whole act without the flush, p99{disk}", act, "ms", n=n)
        yield figure("commit", f"whole act, p50{disk}", median(series.act.own_us) / 1000, "ms", n=n)
        yield figure("commit", f"whole act, p99{disk}", p99_ms, "ms", n=n, note=note)
        yield figure("commit", f"its flush, p50{disk}", median(series.flush_ms), "ms", n=n)
    yield figure("commit", "flushes in a commit, most", max(*usual.flushes, *slow.flushes), "", n=times, most=1)


def _beside(values_us: Sequence[float], raw_us: Sequence[float], unit: str) -> dict[str, Any]:
    """Medians of both in a unit."""
    scale = 1 if unit == "µs" else 1000
    return {
        "value": median(values_us) / scale,
        "unit": unit,
        "n": len(values_us),
        "reference": median(raw_us) / scale,
        "against": "the same rows by the plain driver",
    }

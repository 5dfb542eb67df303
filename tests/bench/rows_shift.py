"""Closing a shift: the Z report over 5,000 sales of six lines, beside one pass of SQLite over the same payloads."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from app.domain.journal import types
from app.services.close_shift import close_shift
from app.services.desk import book
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import SMALL, Bench, OpenTill, open_till

SALES = 5_000
SECONDS_MOST = 2
_PASS = (
    "SELECT sum(json_extract(CAST(payload AS TEXT), '$.total_minor')), sum(json_array_length(CAST(payload AS TEXT), '$.lines')) "
    "FROM journal WHERE seq >= ?"
)


@row("z-report")
def z_report(bench: Bench) -> Iterator[Figure]:
    """One shift of a very busy day: figures, event and paper."""
    with open_till(bench.copy(SMALL)) as till:
        first = _sell(till)
        begin = time.perf_counter()
        with till.store.reading() as sql:
            sql.one(_PASS, (first,))
        raw_s = time.perf_counter() - begin
        begin = time.perf_counter()
        report = close_shift(till.desk, till.session, None)
        own_s = time.perf_counter() - begin
    if report.figures.sales < SALES:
        raise RuntimeError(f"the report tells of {report.figures.sales} sales")
    yield figure(
        "z-report", f"Z over {report.figures.sales:,} sales", own_s, "s", n=1, reference=raw_s,
        against="one pass of SQLite over the same payloads", most=SECONDS_MOST,
    )  # fmt: skip


def _sell(till: OpenTill) -> int:
    """Books so many sales like the last of the shop with six lines; the first number of them."""
    with till.store.reading() as sql:
        (payload,) = sql.all(
            "SELECT payload FROM journal WHERE type = 'sale_completed' AND member_id IS NULL "
            "ORDER BY abs(6 - json_array_length(CAST(payload AS TEXT), '$.lines')), seq DESC LIMIT 1"
        )[0]
    body: dict[str, Any] = json.loads(payload)
    with till.store.write() as books:
        first = books.head().seq + 1
        for n in range(SALES):
            number = f"B{n:017d}"
            book(till.desk, books, till.session, types.SALE_COMPLETED, {**body, "number": number}, cause_key=number)
    return first

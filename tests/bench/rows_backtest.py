"""The back-test: what a sale told again costs beside its pure quote, and the window at work while one runs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from app.bootstrap import read_desk
from app.domain.journal import types
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.quote import quote
from app.services.backtest import back_test
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.ports.history import READ_MAX
from app.support.resources import resource
from tests.bench.measure import median, percentile, quiet
from tests.bench.registry import Figure, figure, row
from tests.bench.rows_window import window_act
from tests.bench.shop import Bench

_DAYS = 90
_Inputs = list[tuple[EventInput, MemberInput, ContextInput]]


@row("backtest")
def telling(bench: Bench) -> Iterator[Figure]:
    """90 days of sales told again under a draft; beside it the pure quotes of the same sales by the same draft, inputs ready-made."""
    published = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    rounds = bench.times(7, 9)
    with read_desk(bench.shop()) as desk:
        inputs = _inputs(desk)
        for what, document, most in (("one rule changed", _weekend(published), 1.5), ("every receipt changed", _higher(published), None)):
            draft = parse_programme(document)
            told, pure = [], []
            with quiet():
                for _ in range(rounds):
                    pure.append(_cpu_us(lambda draft=draft: [None for one in inputs if quote(draft, *one) is None]))  # type: ignore[misc]
                    told.append(_cpu_us(lambda draft=draft: back_test(desk, draft, _DAYS)))  # type: ignore[misc]
            yield figure(
                "backtest", f"a sale of a member told again, {what}, CPU p50", median(told) / len(inputs), "µs", n=rounds * len(inputs),
                reference=median(pure) / len(inputs), against="its pure quote", ratio_most=most,
            )  # fmt: skip


@row("beside")
def beside(bench: Bench) -> Iterator[Figure]:
    """Scan to paint while a back-test runs in a process of its own, started by the window's own port; the bars of the row `paint`."""
    found = window_act("beside", bench.copy(), bench.times(240, 1_200))
    scans, ready = found["scan_us"], found["ready_us"]
    n, note = len(scans), f"{found['told']:,} progress lines heard meanwhile"
    against = "the window painting ready-made states beside a back-test, too"
    yield figure(
        "beside", "a back-test running: scan to painted line, p50", median(scans) / 1000, "ms", n=n, reference=median(ready) / 1000,
        against=against, ratio_most=3, most=16, note=note,
    )  # fmt: skip
    yield figure(
        "beside", "a back-test running: scan to painted line, p99", percentile(scans, 99) / 1000, "ms", n=n,
        reference=percentile(ready, 99) / 1000, against=against, most=50,
    )  # fmt: skip


def _weekend(published: dict[str, Any]) -> dict[str, Any]:
    rules = [{**one, "when": {"weekdays": [6, 7]}} if one["code"] == "dairy_saturday" else one for one in published["rules"]]
    return {**published, "version": 2, "rules": rules}


def _higher(published: dict[str, Any]) -> dict[str, Any]:
    rules = [{**one, "benefit": {**one["benefit"], "every_minor": 70}} if one["code"] == "base" else one for one in published["rules"]]
    return {**published, "version": 2, "rules": rules}


def _inputs(desk: Desk) -> _Inputs:
    history = desk.store.history()
    last = history.last_place()
    since = back_test(desk, parse_programme(json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))), _DAYS).since
    inputs: _Inputs = []
    for after in range(history.place_of(since) - 1, last, READ_MAX):
        for event in history.booked(after, min(last, after + READ_MAX), (types.SALE_COMPLETED,)):
            body = json.loads(event.payload)
            member, context = MemberInput.from_document(body["member"]), ContextInput.from_document(body["context"])
            inputs.append((sale_input(event.id, body), member, context))
    return inputs


def _cpu_us(act: Callable[[], object]) -> float:
    begin = time.thread_time_ns()
    act()
    return (time.thread_time_ns() - begin) / 1000

"""Checking the hash chain: every event against its predecessor, its own hash, its signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, text

from app.domain.journal.event import GENESIS, Event, event_hash
from app.services.ports.security import SignatureCheck
from app.storage.sqlite.queries.books import EVENT, to_event
from app.storage.sqlite.statements import Sql, limited, prepare, table

_journal = table("journal").c
_TAIL = limited(select(*EVENT).where(_journal.origin == bindparam("origin")).order_by(_journal.seq.desc()), "origin")
_FIRST = prepare(select(*EVENT).where(_journal.origin == bindparam("origin"), text("seq = 1")), "origin")


def event_problem(event: Event, seq: int, prev_hash: bytes, check: SignatureCheck | None) -> str | None:
    """What is wrong with an event that should have this number and follow this hash; None when it holds."""
    if event.header.seq != seq:
        return f"event {seq} is missing, {event.header.seq} follows"
    if event.prev_hash != prev_hash:
        return f"event {seq} does not follow event {seq - 1}"
    if event_hash(event.header, event.payload, event.prev_hash) != event.hash:
        return f"event {seq} was changed: its hash differs"
    if check is not None and not check.valid(event.hash, event.sig):
        return f"event {seq} was not signed by this till"
    return None


def check_tail(sql: Sql, origin: str, count: int, check: SignatureCheck | None) -> str | None:
    """Checks the last `count` events of an origin; the signature of the last one only. What is wrong first, None when they hold."""
    rows: Sequence[Any] = sql.all(_TAIL, (origin, count))
    events = [to_event(row) for row in reversed(rows)]
    if not events:
        return None
    first = events[0]
    expected = GENESIS if first.header.seq == 1 else first.prev_hash
    for seq, event in enumerate(events, start=first.header.seq):
        problem = event_problem(event, seq, expected, check if event is events[-1] else None)
        if problem is not None:
            return problem
        expected = event.hash
    return None


def first_event(sql: Sql, origin: str) -> Event | None:
    """The event with which an origin begins, None in an empty journal."""
    row = sql.one(_FIRST, (origin,))
    return None if row is None else to_event(row)

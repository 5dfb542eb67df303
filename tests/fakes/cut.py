"""The books as they were: the journal folded up to one of its events and no further, by the program's own projections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from app.domain.journal.event import Header
from app.domain.ledger.booking import NO_BOOKING, Booking
from app.domain.ledger.past import Standing, standing
from app.storage.sqlite import projections
from app.storage.sqlite.replay import copy_documents, in_memory
from app.storage.sqlite.statements import Sql
from app.storage.sqlite.store import SqliteStore


@contextmanager
def folded_until(store: SqliteStore, event_id: str) -> Iterator[Sql]:
    """Projections of all events up to this one, the event included."""
    names = ", ".join(Header.__slots__)
    with store.reading() as sql, in_memory() as fresh:
        copy_documents(sql, fresh)
        for row in sql.all(
            f"SELECT {names}, payload FROM journal WHERE rowid <= (SELECT rowid FROM journal WHERE id = ?) ORDER BY rowid", (event_id,)
        ):
            header, body = Header(**dict(zip(Header.__slots__, row, strict=False))), json.loads(row[-1])
            ledger = body.get("ledger")
            projections.apply(fresh, header, body, NO_BOOKING if ledger is None else Booking.from_mapping(ledger))
        yield fresh


def stored_standing(sql: Sql, holder: str) -> dict[str, Any]:
    """What the projections say of a holder."""
    lots = sql.all(
        "SELECT id, event_id, rule, earned_on, available_on, expires_on, last_day, granted, remaining, held, expired, frozen, origin, seq, "
        "n FROM lot WHERE holder = ? ORDER BY id",
        (holder,),
    )
    member = sql.one(
        "SELECT tier, valid_until, tier_base, floor_tier, floor_until, status, sales_count FROM member WHERE id = ?", (holder,)
    )
    balance = sql.one("SELECT remaining, held, frozen, debt FROM balance WHERE holder = ?", (holder,)) or (0, 0, 0, 0)
    history = sql.all("SELECT date, spend_minor, visits, points FROM tier_history WHERE member_id = ? ORDER BY 1", (holder,))
    carry = sql.all("SELECT rule, value FROM carry WHERE holder = ? ORDER BY 1", (holder,))
    return {"lots": lots, "member": member, "balance": balance, "history": history, "carry": carry}


def told(stood: Standing) -> dict[str, Any]:
    """A standing in the words of `stored_standing`."""
    tier = stood.tier
    balance = stood.balance("2026-01-01")
    return {
        "lots": sorted(
            (lot.id, lot.event_id, lot.rule, lot.earned_on, lot.available_on, lot.expires_on, lot.last_day, lot.granted, lot.remaining,
             lot.held, lot.expired, int(lot.frozen), lot.origin, lot.seq, lot.n)
            for lot in stood.lots
        ),
        "member": None if tier is None else (
            tier.code, tier.valid_until, tier.base, tier.floor, tier.floor_until, stood.status, stood.sales_count
        ),
        "balance": (balance.remaining, balance.held, balance.frozen, balance.debt),
        "history": sorted((day, *moved) for day, moved in stood.history.items()),
        "carry": sorted(stood.carry.items()),
    }  # fmt: skip


def same_as_the_fold(store: SqliteStore, holders: Iterable[str], events: Iterable[str]) -> None:
    """At each of these events: folded from the holder's own events, and folded from the whole journal cut there."""
    for event in events:
        with folded_until(store, event) as fresh, store.read() as reader:
            for holder in holders:
                stood = told(standing(holder, reader.past(holder, 100_000, until_event=event)))
                stored = stored_standing(fresh, holder)
                for part, value in stored.items():
                    assert stood[part] == value, (holder, event, part)

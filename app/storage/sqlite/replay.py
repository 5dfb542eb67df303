"""Folding the journal into fresh projections, and comparing them row by row with the stored ones.

`verify` folds into memory, `replay` into a new file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from app.domain.journal.event import Header
from app.domain.ledger.booking import NO_BOOKING, Booking
from app.storage.sqlite import projections
from app.storage.sqlite.chain import WRITTEN
from app.storage.sqlite.database import connected, create_database
from app.storage.sqlite.faults import faults
from app.storage.sqlite.statements import Row, Sql, insert_row, prepare, schema_text
from app.storage.sqlite.tables import PROJECTIONS, Base

DIFFERENCES_MAX = 20
_TABLES = Base.metadata.tables
_journal = _TABLES["journal"].c
_EVENTS = prepare(select(*(_journal[name] for name in Header.__slots__), _journal.payload)) + WRITTEN
_HEADERS = len(Header.__slots__)
_POSTINGS = (
    "SELECT posting.event_id, posting.n, account, holder, unit, lot, amount FROM journal JOIN posting ON posting.event_id = journal.id "
    "ORDER BY journal.rowid, posting.n"
)
_INDEX = "ix_lot_inactivity"
_COPIED = ("document", "journal", "posting")


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a projection that is not what the events add up to. `key`: its primary key; `stored`, `folded` None = no such row."""

    table: str
    key: Row
    stored: Row | None
    folded: Row | None


class EventDoesNotFold(Exception):
    """An event whose payload does not fit the ledger before it, or whose postings are not those of its payload."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"event {seq}: {why}")
        self.seq = seq
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """What `replay` did: events folded, rows compared by table, the first differences."""

    events: int
    rows: dict[str, int]
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether the stored projections are exactly what the events add up to."""
        return not self.differences


def replay(path: Path, target: Path, *, key: bytes | None = None, progress: Callable[[int], None] | None = None) -> ReplayReport:
    """Rebuilds the projections of a database into a new file (journal and documents copied) and compares them with the stored ones.

    Faults: shop_exists (the target is there), database_damaged, disk_full. EventDoesNotFold.
    """
    create_database(target, key)
    with faults(), connected(path, read_only=True, key=key) as stored, connected(target, key=key) as fresh:
        stored.run("BEGIN")
        fresh.run("BEGIN IMMEDIATE")
        for name in _COPIED:
            fresh.run_many(insert_row(name), stored.stream(prepare(select(_TABLES[name])) + ("" if name == "posting" else WRITTEN)))
        events = fold(stored, fresh, progress)
        rows = {name: _count(fresh, name) for name in PROJECTIONS}
        differences = compare(stored, fresh)
        fresh.run("COMMIT")
        stored.run("COMMIT")
    return ReplayReport(events=events, rows=rows, differences=differences)


@contextmanager
def in_memory() -> Iterator[Sql]:
    """Empty projections in memory: the tables with their constraints, but only the index that folding itself reads by."""
    with closing(dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=256)) as connection:
        sql = Sql(connection)
        sql.one("PRAGMA journal_mode = OFF")  # what is thrown away in the end is never rolled back
        sql.run("BEGIN")
        for name in (*PROJECTIONS, "document"):
            sql.run(schema_text(CreateTable(_TABLES[name])))
        sql.run(schema_text(CreateIndex(next(index for index in _TABLES["lot"].indexes if index.name == _INDEX))))
        yield sql


def copy_documents(stored: Sql, fresh: Sql) -> None:
    """Documents that events name."""
    fresh.run_many(insert_row("document"), stored.all(prepare(select(_TABLES["document"]))))


def fold(stored: Sql, fresh: Sql, progress: Callable[[int], None] | None = None) -> int:
    """Applies all events to empty projections and holds the posting rows against the payloads. The documents must be there already."""
    done = 0
    with closing(stored.stream(_POSTINGS)) as postings, closing(stored.stream(_EVENTS)) as events:
        ahead = next(postings, None)
        for done, row in enumerate(events, start=1):
            header = _header(row)
            body: dict[str, Any] = json.loads(row[_HEADERS].decode())
            ledger = body.get("ledger")
            booking = NO_BOOKING if ledger is None else Booking.from_mapping(ledger)
            for n, posting in enumerate(booking.postings):
                expected = (header.id, n, posting.account, posting.holder, posting.unit, posting.lot, posting.amount)
                if ahead != expected:
                    raise EventDoesNotFold(header.seq, f"posting {n} is not that of the payload")
                ahead = next(postings, None)
            if ahead is not None and ahead[0] == header.id:
                raise EventDoesNotFold(header.seq, f"posting {ahead[1]} is not in the payload")
            try:
                projections.apply(fresh, header, body, booking)
            except (ValueError, KeyError, TypeError, dbapi2.IntegrityError) as error:
                raise EventDoesNotFold(header.seq, str(error)) from error
            if progress is not None and done % 1_000 == 0:
                progress(done)
    return done


def compare(stored: Sql, folded: Sql, most: int = DIFFERENCES_MAX) -> tuple[Difference, ...]:
    """The first differences between two sets of projections, in the order of their tables and keys."""
    found: list[Difference] = []
    for name in PROJECTIONS:
        for difference in _differences(name, stored, folded):
            found.append(difference)
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def _header(row: Row) -> Header:
    return Header(**dict(zip(Header.__slots__, row, strict=False)))


def _differences(name: str, stored: Sql, folded: Sql) -> Iterator[Difference]:
    target = _TABLES[name]
    keys = [target.columns.keys().index(column.name) for column in target.primary_key]
    statement = prepare(select(target).order_by(*target.primary_key))
    left, right = stored.stream(statement), folded.stream(statement)
    one, two = next(left, None), next(right, None)
    while one is not None or two is not None:
        if one == two:
            one, two = next(left, None), next(right, None)
            continue
        key_one = None if one is None else tuple(one[n] for n in keys)
        key_two = None if two is None else tuple(two[n] for n in keys)
        if key_two is None or (key_one is not None and key_one < key_two):
            yield Difference(name, key_one or (), one, None)
            one = next(left, None)
        elif key_one is None or key_two < key_one:
            yield Difference(name, key_two, None, two)
            two = next(right, None)
        else:
            yield Difference(name, key_one, one, two)
            one, two = next(left, None), next(right, None)


def _count(sql: Sql, name: str) -> int:
    row = sql.one(f"SELECT count(*) FROM {name}")
    return 0 if row is None else int(row[0])

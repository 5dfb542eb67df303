"""The till's database as services use it: readers, the one writer, and the print jobs beside them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from app.domain.catalogue.product import Product
from app.domain.errors import Fault
from app.domain.journal.event import SCHEMA_V, Event, EventDraft, Header, event_hash
from app.domain.members.member import Member
from app.services.ports.security import Signer
from app.services.ports.store import Head, PrintRequest, StaffMember
from app.storage.sqlite.database import FILE_NAME, REVISION, FolderLock, checkpoint, engine_of, stored_revision, triggers_hold
from app.storage.sqlite.faults import faults
from app.storage.sqlite.print_jobs import INSERT_JOB, SqlitePrintJobs
from app.storage.sqlite.projections import apply
from app.storage.sqlite.queries.books import BooksQueries
from app.storage.sqlite.queries.ledger import LedgerQueries
from app.storage.sqlite.queries.people import PeopleQueries
from app.storage.sqlite.statements import Insert

_JOURNAL = Insert("journal")
_POSTING = Insert("posting")


class SqliteReader(BooksQueries, LedgerQueries, PeopleQueries):
    """The read side over one connection inside one transaction."""

    def __init__(self, connection: Connection, origin: str) -> None:
        self._c = connection
        self._origin = origin


class SqliteWriter(SqliteReader):
    """One unit of work. The head is read once and then kept, for nobody else writes meanwhile."""

    def __init__(self, connection: Connection, origin: str, signer: Signer) -> None:
        super().__init__(connection, origin)
        self._signer = signer
        self._head: Head | None = None

    def head(self) -> Head:
        """The end of the journal, this unit's own events included."""
        if self._head is None:
            self._head = super().head()
        return self._head

    def append(self, draft: EventDraft) -> Event:
        """Numbers, hashes, signs, stores and projects an event; see `Writer.append`."""
        payload = draft.payload()
        known = self.event(draft.id)
        if known is not None:
            if known.payload != payload or known.header.type != draft.type:
                raise ValueError(f"event {draft.id} is booked with another content")
            return known
        head = self.head()
        header = Header(
            origin=self._origin,
            seq=head.seq + 1,
            id=draft.id,
            type=draft.type,
            schema_v=SCHEMA_V,
            store_id=draft.store_id,
            shift_id=draft.shift_id,
            actor_id=draft.actor_id,
            approver_id=draft.approver_id,
            business_date=draft.business_date,
            occurred_ms=draft.occurred_ms,
            member_id=draft.member_id,
            reverses_id=draft.reverses_id,
            cause_key=draft.cause_key,
        )
        digest = event_hash(header, payload, head.hash)
        event = Event(header=header, payload=payload, prev_hash=head.hash, hash=digest, sig=self._signer.sign(digest))
        store_event(self._c, event, draft)
        apply(self._c, header, draft.body, draft.booking)
        self._head = Head(
            origin=self._origin, seq=header.seq, hash=digest, business_date=header.business_date, occurred_ms=header.occurred_ms
        )
        return event

    def queue_print(self, request: PrintRequest) -> None:
        """Queues a job in this commit."""
        INSERT_JOB.one(
            self._c,
            (
                request.id,
                request.kind,
                request.title,
                0,
                request.event_id,
                "queued",
                None,
                0,
                request.created_ms,
                request.created_ms,
                request.payload,
            ),
        )

    def save_basket(self, basket: Mapping[str, object] | None) -> None:
        """Keeps or clears the open basket."""
        if basket is None:
            self._c.exec_driver_sql("DELETE FROM work_basket")
            return
        content = json.dumps(basket, ensure_ascii=False, separators=(",", ":"))
        self._c.exec_driver_sql(
            "INSERT INTO work_basket (slot, content) VALUES (1, ?) ON CONFLICT DO UPDATE SET content = excluded.content", (content,)
        )

    def put_document(self, content: bytes) -> str:
        """Stores a document once."""
        sha = hashlib.sha256(content).hexdigest()
        self._c.exec_driver_sql("INSERT OR IGNORE INTO document (sha256, content) VALUES (?, ?)", (sha, content))
        return sha

    def put_member(self, member: Member, search: Mapping[str, str]) -> None:
        """The person behind a membership."""
        self._c.exec_driver_sql(
            "INSERT OR REPLACE INTO person_member (id, name, honorific, phone, phone_reversed, birthday_month, birthday_day, note, pinyin, "
            "initials) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                member.id,
                member.name,
                member.honorific,
                member.phone,
                member.phone[::-1],
                member.birthday_month,
                member.birthday_day,
                member.note,
                search["pinyin"],
                search["initials"],
            ),
        )

    def put_staff(self, staff: StaffMember) -> None:
        """The person behind a staff number."""
        self._c.exec_driver_sql(
            "INSERT OR REPLACE INTO person_staff (id, name, name_en, pin_hash, wrong_pins, locked_until_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (staff.id, staff.name, staff.name_en, staff.pin_hash, staff.wrong_pins, staff.locked_until_ms),
        )

    def note_wrong_pin(self, staff_id: str, wrong_pins: int, locked_until_ms: int) -> None:
        """The lock-out counter of a person."""
        self._c.exec_driver_sql(
            "UPDATE person_staff SET wrong_pins = ?, locked_until_ms = ? WHERE id = ?", (wrong_pins, locked_until_ms, staff_id)
        )

    def put_products(self, products: Sequence[Product], search: Mapping[str, Mapping[str, str]]) -> None:
        """How the products of the catalogue in force are found by name."""
        self._c.exec_driver_sql("DELETE FROM work_product_search")
        rows = [
            (product.id, f"{product.name} {product.name_en}".strip(), search[product.id]["pinyin"], search[product.id]["initials"])
            for product in products
        ]
        Insert("work_product_search").many(self._c, rows)


def store_event(connection: Connection, event: Event, draft: EventDraft) -> None:
    """The journal row and its posting rows."""
    header = event.header
    _JOURNAL.one(
        connection,
        (
            header.origin,
            header.seq,
            header.id,
            header.type,
            header.schema_v,
            header.store_id,
            header.shift_id,
            header.actor_id,
            header.approver_id,
            header.business_date,
            header.occurred_ms,
            header.member_id,
            header.reverses_id,
            header.cause_key,
            event.payload,
            event.prev_hash,
            event.hash,
            event.sig,
        ),
    )
    _POSTING.many(
        connection,
        [(header.id, n, p.account, p.holder, p.unit, p.lot, p.amount) for n, p in enumerate(draft.booking.postings)],
    )


class SqliteStore:
    """One till's database, open for writing by this process alone (`writable`) or for reading beside a till."""

    def __init__(self, folder: Path, origin: str, signer: Signer | None, *, key: bytes | None = None) -> None:
        """Opens an existing database. Faults: no_shop, second_till, schema_old, schema_newer, triggers_missing, database_damaged."""
        self.path = folder / FILE_NAME
        if not self.path.exists():
            raise Fault("no_shop")
        self._origin = origin
        self._signer = signer
        self._key = key
        self._lock = threading.RLock()
        self._readers: list[Connection] = []
        self._local = threading.local()
        self._folder_lock = FolderLock(folder) if signer is not None else None
        try:
            self._writer = self._open_writer() if signer is not None else None
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[SqliteWriter]:
        """One unit of work: commits when the block ends well, rolls back otherwise."""
        if self._writer is None or self._signer is None:
            raise Fault("read_only")
        with self._lock, faults():
            connection = self._writer
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield SqliteWriter(connection, self._origin, self._signer)
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                if connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
                    connection.exec_driver_sql("ROLLBACK")
                raise
            checkpoint(connection, self.path, idle=False)

    @contextmanager
    def read(self) -> Iterator[SqliteReader]:
        """A consistent view on this thread's own read-only connection."""
        with faults():
            connection = self._reader()
            connection.exec_driver_sql("BEGIN")
            try:
                yield SqliteReader(connection, self._origin)
            finally:
                connection.exec_driver_sql("COMMIT")

    def print_jobs(self) -> SqlitePrintJobs:
        """The print jobs, safe from any thread."""
        return SqlitePrintJobs(self._transaction)

    def when_idle(self) -> None:
        """Moves the write-ahead log into the database; call it when nobody is waiting."""
        if self._writer is not None and self._lock.acquire(blocking=False):
            try:
                with faults():
                    checkpoint(self._writer, self.path, idle=True)
            finally:
                self._lock.release()

    def close(self) -> None:
        """Ends all connections and lets the folder go."""
        for connection in self._readers:
            connection.close()
        self._readers.clear()
        writer = getattr(self, "_writer", None)
        if writer is not None:
            writer.close()
            self._writer = None
        if self._folder_lock is not None:
            self._folder_lock.release()
            self._folder_lock = None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self.write() as books:
            yield books._c

    def _open_writer(self) -> Connection:
        with faults():
            connection = engine_of(self.path, key=self._key).connect()
            revision = stored_revision(connection)
            if revision != REVISION:
                connection.close()
                raise Fault("schema_old" if revision < REVISION else "schema_newer", revision=revision)
            if not triggers_hold(connection):
                connection.close()
                raise Fault("triggers_missing")
            return connection

    def _reader(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = engine_of(self.path, read_only=True, key=self._key).connect()
            self._local.connection = connection
            self._readers.append(connection)
        return connection

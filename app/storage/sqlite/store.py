"""The till's database as services use it (services.ports.store.Store): one writer at a time, readers beside it, faults for driver errors.

After a fault the connection is thrown away and the next try opens a new one: selling goes on without a restart once space returns.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain.errors import Fault
from app.domain.journal import types
from app.services.ports.history import History
from app.services.ports.programmes import ProgrammeShelf
from app.services.ports.security import SignatureCheck, Signer
from app.storage.sqlite.chain import check_tail, first_event
from app.storage.sqlite.database import FILE_NAME, FolderLock, checkpoint, connect, missing_trigger
from app.storage.sqlite.faults import DAMAGED, READ_ONLY, fault_of, faults
from app.storage.sqlite.migrate import migrate
from app.storage.sqlite.print_jobs import SqlitePrintJobs
from app.storage.sqlite.statements import Sql
from app.storage.sqlite.unit_of_work import SqliteReader, SqliteWriter

READERS_KEPT = 4
TAIL_CHECKED = 64
"""Events at the end of the journal whose chain is checked at every start."""
MIGRATION_TOLD = 20_000

_log = logging.getLogger(__name__)


def _tell_migration(done: int) -> None:
    """A long journal takes a while to be counted anew: the log says how far it is."""
    if done % MIGRATION_TOLD == 0:
        _log.info("counting the journal anew for this version: %d events", done)


class _OwnSignature:
    """Checks a signature with the key that made it: Ed25519 gives the same signature every time (RFC 8032)."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def valid(self, digest: bytes, signature: bytes) -> bool:
        """Whether the till's key signs the digest so."""
        return self._signer.sign(digest) == signature


class SqliteStore:
    """One till's database, open for writing by this process alone (with a `signer`) or for reading, beside a till too (without).

    Any thread may use it; writers wait for each other. `close` it.
    """

    def __init__(
        self, folder: Path, origin: str, signer: Signer | None, *, key: bytes | None = None, check: SignatureCheck | None = None
    ) -> None:
        """Opens an existing database: takes the folder's lock, migrates an older file, checks triggers and the end of the chain.

        `check`: for the signature of the last event, the signer's own key where not given. What the checks find wrong stands in `damage`;
        the store is then for reading only. Faults: no_shop, second_till, database_newer, database_not_ours, disk_full, database_damaged
        (nothing can be read).
        """
        self.path = folder / FILE_NAME
        if not self.path.exists():
            raise Fault("no_shop")
        self.damage: str | None = None
        self._origin = origin
        self._signer = signer
        self._folder_lock = FolderLock(folder) if signer is not None else None
        self._key = key
        self._turn = threading.RLock()
        self._writing = False
        self._writer: Sql | None = None
        self._idle: list[Sql] = []
        self._idle_lock = threading.Lock()
        self._closed = False
        try:
            if signer is not None:
                migrate(self.path, key=key, progress=_tell_migration)
            with self.reading() as sql:
                self.damage = self._first_look(sql, check)
        except BaseException:
            self.close()
            raise

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: opened without a signer, or damaged."""
        return self._signer is None or self.damage is not None

    @contextmanager
    def write(self) -> Iterator[SqliteWriter]:
        """One unit of work: commits when the block ends well, rolls back on any exception.

        Faults: disk_full, database_locked, read_only, database_damaged. RuntimeError for a block inside another.
        """
        with self.transaction() as sql:
            if self._signer is None:
                raise Fault(READ_ONLY)
            yield SqliteWriter(sql, self._origin, self._signer)

    @contextmanager
    def read(self) -> Iterator[SqliteReader]:
        """A consistent view; never waits for the writer. Faults as for `write`."""
        with self.reading() as sql:
            yield SqliteReader(sql, self._origin)

    @contextmanager
    def transaction(self) -> Iterator[Sql]:
        """BEGIN IMMEDIATE … COMMIT on the writer's connection, for this package."""
        if self.read_only:
            raise Fault(READ_ONLY if self.damage is None else DAMAGED, detail=self.damage or "")
        with self._turn:
            if self._writing:
                raise RuntimeError("a unit of work is open already")
            sql = self._begin()
            self._writing = True
            try:
                yield sql
                sql.run("COMMIT")
            except BaseException as error:
                fault = fault_of(error)
                if fault is None:
                    sql.run("ROLLBACK")
                    raise
                self._drop_writer()
                raise fault from error
            finally:
                self._writing = False
            self._checkpoint(idle=False)

    @contextmanager
    def reading(self) -> Iterator[Sql]:
        """A read transaction on a read-only connection, for this package."""
        with faults():
            sql = self._take_reader()
            try:
                sql.run("BEGIN")
                yield sql
                sql.run("COMMIT")
            except BaseException as error:
                if fault_of(error) is not None:
                    sql.connection.close()
                    raise
                sql.run("ROLLBACK")
                self._give_back(sql)
                raise
            self._give_back(sql)

    def print_jobs(self) -> SqlitePrintJobs:
        """The print jobs, safe from any thread."""
        return SqlitePrintJobs(self.transaction, self.reading)

    def programmes(self) -> ProgrammeShelf:
        """Drafts and published versions of the programme, safe from any thread."""
        from app.storage.sqlite.programme_shelf import SqliteProgrammeShelf

        return SqliteProgrammeShelf(self.transaction, self.reading)

    def history(self) -> History:
        """The journal in the order of writing, safe from any thread."""
        from app.storage.sqlite.history import SqliteHistory

        return SqliteHistory(self.reading)

    def when_idle(self) -> None:
        """Moves the write-ahead log into the database if that is worth it; for when nobody waits. What fails is tried again later."""
        if not self.read_only and self._turn.acquire(blocking=False):
            try:
                if not self._writing:
                    self._checkpoint(idle=True)
            finally:
                self._turn.release()

    def close(self) -> None:
        """Ends all connections and lets the folder go. A second call does nothing."""
        with self._turn:
            self._closed = True
            with self._idle_lock:
                idle, self._idle = self._idle, []
            for reader in idle:
                reader.connection.close()
            if self._writer is not None:
                self._writer.connection.close()
                self._writer = None
            if self._folder_lock is not None:
                self._folder_lock.release()
                self._folder_lock = None

    def _first_look(self, sql: Sql, check: SignatureCheck | None) -> str | None:
        created = first_event(sql, self._origin)
        if created is not None and created.header.type == types.TILL_CREATED and self._signer is not None:
            body: dict[str, Any] = json.loads(created.payload)
            if body.get("public_key", self._signer.public_key().hex()) != self._signer.public_key().hex():
                raise Fault("database_not_ours")
        trigger = missing_trigger(sql)
        if trigger is not None:
            return f"trigger {trigger} is missing"
        if check is None and self._signer is not None:
            check = _OwnSignature(self._signer)
        broken = check_tail(sql, self._origin, TAIL_CHECKED, check)
        return None if broken is None else f"event {broken.origin}:{broken.seq}: {broken.what}"

    def _begin(self) -> Sql:
        if self._closed:
            raise RuntimeError("the store is closed")
        try:
            with faults():
                if self._writer is None:
                    self._writer = Sql(connect(self.path, key=self._key))
                self._writer.run("BEGIN IMMEDIATE")
                return self._writer
        except Fault:
            self._drop_writer()
            raise

    def _drop_writer(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.connection.close()

    def _take_reader(self) -> Sql:
        with self._idle_lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._idle:
                return self._idle.pop()
        return Sql(connect(self.path, key=self._key, read_only=True))

    def _give_back(self, sql: Sql) -> None:
        with self._idle_lock:
            if len(self._idle) < READERS_KEPT and not self._closed:
                self._idle.append(sql)
                return
        sql.connection.close()

    def _checkpoint(self, *, idle: bool) -> None:
        if self._writer is None:
            return
        try:
            with faults():
                checkpoint(self._writer, self.path, idle=idle)
        except Fault as fault:
            _log.warning("checkpoint put off: %s", fault.code)

"""The database file: connections with their pragmas, creating, the schema's triggers, and the lock that keeps a second till out.

Pragmas of rule R7: `synchronous=EXTRA` before `journal_mode=WAL` (else a lost unlink after the switch can roll a new file back to empty),
then FULL on every connection; no automatic checkpoints, they are made when idle and forced above 16 MB.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from app.domain.errors import Fault
from app.storage.sqlite.faults import DAMAGED, READ_ONLY, faults
from app.storage.sqlite.statements import Sql, schema_text

if TYPE_CHECKING:
    from sqlalchemy import Engine

JOURNAL_TABLES = ("journal", "posting")
FILE_NAME = "till.db"
REVISION = "0003"
"""The revision the code needs; Alembic is run only where the file says another one."""
BUSY_TIMEOUT_MS = 2_000
WAL_BYTES_MAX = 16 * 1024 * 1024
WAL_BYTES_IDLE = 256 * 1024
"""A shorter log is not worth the disk's time, even when idle."""
WRITER_CACHE_KB = 16_000
READER_CACHE_KB = 32_000
"""Two thousand members met again among a million are more than 16 MB of pages: a card then takes half as long again as in a small shop."""
APPLICATION_ID = 0x4A463031  # "JF01"
_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"

TRIGGERS = {
    f"{table}_no_{act.lower()}": f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for table in JOURNAL_TABLES
    for act in ("UPDATE", "DELETE")
}
"""Name to SQL text, exactly as the schema table holds it."""


def connect(path: Path, *, read_only: bool = False, key: bytes | None = None) -> Any:
    """A connection of the driver with the pragmas. `key`: raw SQLCipher key of 32 bytes, None = plain file."""
    mode = f"ro{_immutable(path)}" if read_only else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KB if read_only else WRITER_CACHE_KB}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


@contextmanager
def connected(path: Path, *, read_only: bool = False, key: bytes | None = None) -> Iterator[Sql]:
    """`connect` for the length of a block."""
    with closing(connect(path, read_only=read_only, key=key)) as connection:
        yield Sql(connection)


def engine_of(path: Path, *, read_only: bool = False, key: bytes | None = None) -> Engine:
    """SQLAlchemy over the same connections, for Alembic. A till that is only opened does without."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    def creator() -> Any:
        return connect(path, read_only=read_only, key=key)

    return create_engine("sqlite://", module=dbapi2, creator=creator, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def create_database(path: Path, key: bytes | None = None) -> None:
    """A new, empty database at the newest revision. Built beside and put in place whole, so that a crash leaves no half a database.

    Faults: shop_exists, disk_full, read_only.
    """
    if path.exists():
        raise Fault("shop_exists")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    for left in (fresh, wal_of(fresh)):
        left.unlink(missing_ok=True)
    try:
        fresh.touch(mode=0o600)
    except OSError as error:
        raise Fault("read_only", detail=str(error)[:200]) from error
    with faults(), connected(fresh, key=key) as sql:
        sql.run("PRAGMA synchronous = EXTRA")
        sql.one("PRAGMA journal_mode = WAL")
        sql.run(f"PRAGMA application_id = {APPLICATION_ID}")
        sql.run("BEGIN IMMEDIATE")
        create_schema(sql)
        sql.run("COMMIT")
        sql.one("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh.replace(path)
    sync_folder(path.parent)


def create_schema(sql: Sql) -> None:
    """All tables, the triggers, and the stamp of the revision. By name throughout, for the same shop must give the same bytes: SQLAlchemy
    keeps indexes in a set, whose order changes from process to process.
    """
    from sqlalchemy.schema import CreateIndex, CreateTable

    from app.storage.sqlite.tables import Base

    for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name):
        sql.run(schema_text(CreateTable(table)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            sql.run(schema_text(CreateIndex(index)))
    make_triggers(sql)
    sql.run(_VERSION_TABLE)
    sql.run("INSERT INTO alembic_version VALUES (?)", (REVISION,))


def make_triggers(sql: Sql) -> None:
    """Makes the journal's triggers anew; after every migration, for batch migrations drop them silently."""
    for name, text in TRIGGERS.items():
        sql.run(f"DROP TRIGGER IF EXISTS {name}")
        sql.run(text)


def schema_differences(sql: Sql) -> list[str]:
    """Names of tables, indexes and triggers that are not what this revision makes, are missing, or are none of ours. Blanks do not count:
    a migration sets them otherwise.
    """
    from sqlalchemy.schema import CreateIndex, CreateTable

    from app.storage.sqlite.tables import Base

    wanted = {"alembic_version": _VERSION_TABLE, **TRIGGERS}
    for table in Base.metadata.tables.values():
        wanted[table.name] = schema_text(CreateTable(table))
        wanted |= {str(index.name): schema_text(CreateIndex(index)) for index in table.indexes}
    rows = sql.all("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    there: dict[str, str] = {name: text for name, text in rows if not name.startswith("sqlite_")}
    return sorted(name for name in wanted.keys() | there.keys() if _even(wanted.get(name, "")) != _even(there.get(name, "")))


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("( ", "(").replace(" )", ")").strip()


def missing_trigger(sql: Sql) -> str | None:
    """The first trigger of the journal that does not stand as defined."""
    there: dict[str, str] = dict(sql.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    return next((name for name, text in TRIGGERS.items() if there.get(name) != text), None)


def stored_revision(sql: Sql) -> str:
    """The revision the file says it has. Fault `database_damaged` where it is no database of ours."""
    try:
        row = sql.one("SELECT version_num FROM alembic_version")
    except dbapi2.OperationalError as error:
        if "no such table" not in str(error):
            raise
        row = None
    if row is None:
        raise Fault(DAMAGED, detail="no revision: not the books of a till")
    return str(row[0])


def checkpoint(sql: Sql, path: Path, *, idle: bool) -> None:
    """Moves the write-ahead log into the database: when idle, else only once it has grown above 16 MB."""
    try:
        size = wal_of(path).stat().st_size
    except OSError:
        return
    if size > (WAL_BYTES_IDLE if idle else WAL_BYTES_MAX):
        sql.one("PRAGMA wal_checkpoint(TRUNCATE)")


def wal_of(path: Path) -> Path:
    """The write-ahead log beside a database."""
    return path.with_name(path.name + "-wal")


def _immutable(path: Path) -> str:
    """On a medium that cannot be written SQLite may read the file without its shared memory, if no log is left beside it."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return ""
    log = wal_of(path)
    return "" if log.exists() and log.stat().st_size else "&immutable=1"


class FolderLock:
    """Keeps a second till process out of the folder. The operating system drops it when the process ends, however it ends.

    Faults: second_till, read_only.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._descriptor = os.open(folder / "till.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Fault(READ_ONLY, detail=str(error)[:200]) from error
        try:
            _lock(self._descriptor)
        except OSError:
            os.close(self._descriptor)
            raise Fault("second_till") from None

    def release(self) -> None:
        """Lets the folder go."""
        os.close(self._descriptor)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

    def sync_folder(folder: Path) -> None:
        """Windows has no call to flush a folder."""
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Bringing an older database to the schema of this program. Alembic is imported only when the stored revision is another one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.errors import Fault
from app.storage.sqlite.database import REVISION, connected, engine_of, make_triggers, stored_revision, sync_folder
from app.storage.sqlite.faults import DAMAGED, faults
from app.storage.sqlite.statements import Sql


def migrate(path: Path, *, key: bytes | None = None, progress: Callable[[int], None] | None = None) -> Path | None:
    """Migrates a database and returns the copy that was made before; None when there was nothing to do.

    The new schema and what the journal adds up to under it come in one transaction: all of it or nothing. `progress` is told how many
    events were folded. Faults: database_newer (a later version of the program has written it), database_damaged (an event does not fit what
    was before it), disk_full, read_only.
    """
    with faults(), connected(path, read_only=True, key=key) as sql:
        stored = stored_revision(sql)
    if stored == REVISION:
        return None
    from app.storage.sqlite.migrations.upgrade import known_revisions, upgrade

    if stored not in known_revisions():
        raise Fault("database_newer", revision=stored)
    copy = path.with_name(f"{path.name}.before-{REVISION}")
    with faults(), engine_of(path, key=key).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        _copy(path, copy)
        driver: Any = connection.connection.driver_connection
        sql = Sql(driver)
        sql.run("BEGIN IMMEDIATE")
        try:
            upgrade(connection)
            _fold_again(sql, progress)
            make_triggers(sql)
            sql.run("COMMIT")
        except BaseException:
            if driver.in_transaction:  # a full disk has rolled back by itself
                sql.run("ROLLBACK")
            raise
        sql.one("PRAGMA wal_checkpoint(TRUNCATE)")
    return copy


def _fold_again(sql: Sql, progress: Callable[[int], None] | None) -> None:
    """All projections anew from the journal: the new schema counts what the old one did not."""
    from app.storage.sqlite.replay import EventDoesNotFold, fold
    from app.storage.sqlite.tables import PROJECTIONS

    for name in PROJECTIONS:
        sql.run(f"DELETE FROM {name}")
    try:
        fold(sql, sql, progress)
    except EventDoesNotFold as error:
        raise Fault(DAMAGED, detail=str(error)[:200]) from error


def _copy(path: Path, copy: Path) -> None:
    try:
        shutil.copy2(path, copy)
        sync_folder(path.parent)
    except OSError as error:
        raise Fault("disk_full", detail=str(error)[:200]) from error

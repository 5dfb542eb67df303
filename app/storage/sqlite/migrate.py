"""Bringing an older database to the schema of this program. Alembic is imported only when the stored revision is another one."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.domain.errors import Fault
from app.storage.sqlite.database import REVISION, connected, engine_of, make_triggers, stored_revision, sync_folder
from app.storage.sqlite.faults import faults


def migrate(path: Path, *, key: bytes | None = None) -> Path | None:
    """Migrates a database and returns the copy that was made before; None when there was nothing to do.

    Faults: database_newer (a later version of the program has written it), database_damaged, disk_full, read_only.
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
        upgrade(connection)
    with faults(), connected(path, key=key) as sql:
        sql.run("BEGIN IMMEDIATE")
        make_triggers(sql)
        sql.run("COMMIT")
    return copy


def _copy(path: Path, copy: Path) -> None:
    try:
        shutil.copy2(path, copy)
        sync_folder(path.parent)
    except OSError as error:
        raise Fault("disk_full", detail=str(error)[:200]) from error

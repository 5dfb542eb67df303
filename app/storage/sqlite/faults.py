"""Errors of the database as the faults a person meets (rule R8). A violated constraint or a wrong statement stays what it is: a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from app.domain.errors import Fault

DISK_FULL, LOCKED, DAMAGED, READ_ONLY, MISSING = "disk_full", "database_locked", "database_damaged", "read_only", "no_shop"

_FAULT_OF = {
    dbapi2.SQLITE_FULL: DISK_FULL,
    dbapi2.SQLITE_IOERR: DISK_FULL,
    dbapi2.SQLITE_BUSY: LOCKED,
    dbapi2.SQLITE_LOCKED: LOCKED,
    dbapi2.SQLITE_PROTOCOL: LOCKED,
    dbapi2.SQLITE_CORRUPT: DAMAGED,
    dbapi2.SQLITE_NOTADB: DAMAGED,
    dbapi2.SQLITE_READONLY: READ_ONLY,
    dbapi2.SQLITE_PERM: READ_ONLY,
    dbapi2.SQLITE_CANTOPEN: MISSING,
}
"""Primary result codes (sqlite.org/rescode.html). A write beyond a file size limit comes as IOERR, not as FULL (reliability.md §4.2)."""


def fault_of(error: BaseException) -> Fault | None:
    """The fault behind an error of the driver, also where SQLAlchemy has wrapped it; None when it is something else."""
    cause = getattr(error, "orig", error)
    if not isinstance(cause, dbapi2.Error):
        return None
    extended = getattr(cause, "sqlite_errorcode", None)
    code = None if extended is None else _FAULT_OF.get(extended & 0xFF)
    return None if code is None else Fault(code, detail=str(cause)[:200])


@contextmanager
def faults() -> Iterator[None]:
    """Turns the database's errors inside the block into `Fault`s."""
    try:
        yield
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error

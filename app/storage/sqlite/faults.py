"""Errors of the database as the faults a person meets (rule R8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.domain.errors import Fault

_TEXTS = (
    ("disk is full", "disk_full"),
    ("disk I/O error", "disk_full"),
    ("database is locked", "database_locked"),
    ("table is locked", "database_locked"),
    ("readonly database", "read_only"),
    ("read-only", "read_only"),
    ("unable to open", "database_missing"),
    ("malformed", "database_damaged"),
    ("not a database", "database_damaged"),
)
"""SQLite's own messages. A write beyond a file size limit comes as an I/O error, not as FULL (measured, reliability.md §4.2)."""


@contextmanager
def faults() -> Iterator[None]:
    """Turns the database's errors into `Fault`s; constraint violations stay what they are: bugs."""
    try:
        yield
    except (DBAPIError, dbapi2.DatabaseError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        text = str(cause)
        for part, code in _TEXTS:
            if part in text:
                raise Fault(code) from error
        raise

"""References that need a database: the plain driver under the product's own pragmas, and what the product wrote, written again by it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.storage.sqlite.database import FILE_NAME, connected
from app.storage.sqlite.statements import Row, Sql
from app.storage.sqlite.tables import Base

_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass(slots=True)
class Recording:
    """The changing statements of one process with their values, cut into acts at every `mark`."""

    acts: list[list[tuple[str, Any, bool]]] = field(default_factory=lambda: [[]])

    def mark(self) -> None:
        """What follows belongs to the next act."""
        self.acts.append([])

    def note(self, statement: str, values: Any, *, many: bool) -> None:
        """One statement, if it changes rows."""
        if statement.lstrip().upper().startswith(_CHANGES):
            self.acts[-1].append((statement, values, many))


@contextmanager
def recorded() -> Iterator[Recording]:
    """Records what the store tells its databases to change. It costs time: nothing is measured meanwhile."""
    recording = Recording()
    usual = {name: getattr(Sql, name) for name in ("run", "run_many", "one")}

    def run(sql: Sql, statement: str, parameters: Row = ()) -> int:
        recording.note(statement, parameters, many=False)
        return int(usual["run"](sql, statement, parameters))

    def one(sql: Sql, statement: str, parameters: Row = ()) -> Row | None:
        recording.note(statement, parameters, many=False)
        found: Row | None = usual["one"](sql, statement, parameters)
        return found

    def run_many(sql: Sql, statement: str, rows: Iterable[Row]) -> int:
        kept = list(rows)
        recording.note(statement, kept, many=True)
        return int(usual["run_many"](sql, statement, kept))

    with patch.multiple(Sql, run=run, one=one, run_many=run_many):
        yield recording


@contextmanager
def driver(folder: Path) -> Iterator[Any]:
    """A plain driver connection with the pragmas of the product."""
    with connected(folder / FILE_NAME) as sql:
        yield sql.connection


def rewrite(cursor: Any, act: list[tuple[str, Any, bool]]) -> None:
    """One act's rows again: one transaction, no objects, no JSON, no hash, no signature."""
    execute: Callable[..., Any] = cursor.execute
    execute("BEGIN IMMEDIATE")
    for statement, values, many in act:
        if many:
            cursor.executemany(statement, values)
        elif execute(statement, values).description:
            cursor.fetchall()
    execute("COMMIT")


def checkpoint_raw(cursor: Any) -> None:
    """The write-ahead log into the database, as the product does when idle."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.fetchall()


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every table's rows."""
    found = {}
    with driver(folder) as connection:
        for name, table in Base.metadata.tables.items():
            order = ", ".join(column.name for column in table.primary_key)
            total = hashlib.sha256()
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY {order}"):
                total.update(repr(row).encode())
            found[name] = total.hexdigest()
    return found

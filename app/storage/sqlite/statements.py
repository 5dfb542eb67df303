"""Inserts compiled once by SQLAlchemy Core and run by `exec_driver_sql`: the checkout path's way (rule R7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from app.storage.sqlite.tables import Base

_DIALECT = sqlite.dialect(paramstyle="qmark")  # type: ignore[no-untyped-call]


class Insert:
    """One INSERT with a fixed order of columns: that of the table unless named."""

    def __init__(self, table: str, *, columns: Sequence[str] = (), or_ignore: bool = False) -> None:
        target: Table = Base.metadata.tables[table]
        statement = insert(target).values(dict.fromkeys(columns or target.columns.keys()))
        if or_ignore:
            statement = statement.prefix_with("OR IGNORE")
        compiled = statement.compile(dialect=_DIALECT)
        self.columns: tuple[str, ...] = tuple(compiled.positiontup or ())
        self.sql = str(compiled)

    def one(self, connection: Connection, row: tuple[Any, ...]) -> None:
        """Inserts one row, values in the order of `columns`."""
        connection.exec_driver_sql(self.sql, row)

    def many(self, connection: Connection, rows: list[tuple[Any, ...]]) -> None:
        """Inserts rows."""
        if len(rows) == 1:
            connection.exec_driver_sql(self.sql, rows[0])
        elif rows:
            connection.exec_driver_sql(self.sql, rows)

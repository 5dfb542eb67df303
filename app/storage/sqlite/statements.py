"""Statements are written in Core and compiled once to the text that the driver runs (rule R7); parameters are tuples in a stated order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from app.storage.sqlite.tables import Base

DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")
PREFIX_END = "\U0010ffff"
"""Sorts after every character that can follow a prefix: prefix <= x < prefix + PREFIX_END is an index range."""

Row = tuple[Any, ...]


def table(name: str) -> Table:
    """A table by name."""
    return Base.metadata.tables[name]


def prepare(statement: Any, *names: str) -> str:
    """The SQL text of a Core statement. `names` are its bound parameters in order; ValueError when Core puts them otherwise."""
    compiled = statement.compile(dialect=DIALECT)
    order = tuple(compiled.positiontup or ())
    if order != names:
        raise ValueError(f"parameters are {order}, not {names}")
    return str(compiled)


def limited(statement: Any, *names: str) -> str:
    """`prepare` with a limit as the last parameter (Core would bind an OFFSET beside it)."""
    return prepare(statement, *names) + "\n LIMIT ?"


def first(statement: Any, *names: str) -> str:
    """`prepare` for the first row only."""
    return prepare(statement, *names) + "\n LIMIT 1"


class Insert:
    """Inserting whole rows of a table: `sql` takes the values in the order of `columns`."""

    __slots__ = ("columns", "sql")

    def __init__(self, name: str) -> None:
        target = table(name)
        self.columns: tuple[str, ...] = tuple(target.columns.keys())
        self.sql = prepare(insert(target), *self.columns)


def put_row(name: str) -> str:
    """Inserts a whole row or replaces the one with the same primary key."""
    target = table(name)
    keys = [column.name for column in target.primary_key]
    statement = upsert(target)
    new = {column: statement.excluded[column] for column in target.columns.keys() if column not in keys}  # noqa: SIM118
    return prepare(statement.on_conflict_do_update(index_elements=keys, set_=new), *target.columns.keys())


class Sql:
    """Runs prepared statements on one connection, straight on its driver: SQLAlchemy's own way to do so costs four times the statement
    (measured by tests/bench, rows card and commit). Errors are the driver's; `faults` knows them.
    """

    __slots__ = ("_driver", "connection")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver: Any = connection.connection.driver_connection

    def one(self, statement: str, parameters: Row = ()) -> Row | None:
        """The first row, None when there is none. For statements that answer at most one, or end in LIMIT 1."""
        rows = self._driver.execute(statement, parameters).fetchall()
        return rows[0] if rows else None

    def all(self, statement: str, parameters: Row = ()) -> list[Row]:
        """All rows."""
        rows: list[Row] = self._driver.execute(statement, parameters).fetchall()
        return rows

    def stream(self, statement: str, parameters: Row = ()) -> Iterator[Row]:
        """Rows as they are asked for; what is not read is not computed."""
        with closing(self._driver.execute(statement, parameters)) as cursor:
            yield from cursor

    def run(self, statement: str, parameters: Row = ()) -> int:
        """Runs a change; how many rows it touched."""
        return int(self._driver.execute(statement, parameters).rowcount)

    def run_many(self, statement: str, rows: Iterable[Row]) -> None:
        """Runs a change once for each row of parameters."""
        self._driver.executemany(statement, rows)

"""Statements are written in Core and compiled once to the text that the driver runs (rule R7); parameters are tuples in a stated order.

Compiled once means before the program is shipped: `texts` keeps what Core made of every expression, `python -m tests.storage.statements`
writes it anew, and a test fails where it is not what Core says today. An expression that is not in there is compiled when it is met.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.storage.sqlite.core import Written, made, spelled
from app.storage.sqlite.texts import TEXTS

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.schema import ExecutableDDLElement

PREFIX_END = "\U0010ffff"
"""Sorts after every character that can follow a prefix: prefix <= x < prefix + PREFIX_END is an index range."""

Row = tuple[Any, ...]

compiled_anew: list[tuple[str, str, str]] | None = None
"""Where the texts are made anew: module, key and text of each statement, in the order in which they are met; None in the product."""


def prepare(statement: Any, *names: str) -> str:
    """The SQL text of a Core statement. `names` are its bound parameters in order; ValueError when Core puts them otherwise."""
    if not isinstance(statement, Written):
        return _compile(statement, names)
    return _kept(f"{spelled(statement)} <- {', '.join(names)}", lambda: _compile(made(statement), names))


def limited(statement: Any, *names: str) -> str:
    """`prepare` with a limit as the last parameter (Core would bind an OFFSET beside it)."""
    return prepare(statement, *names) + "\n LIMIT ?"


def first(statement: Any, *names: str) -> str:
    """`prepare` for the first row only."""
    return prepare(statement, *names) + "\n LIMIT 1"


def insert_row(name: str) -> str:
    """Inserts a whole row of a table: the values in the order of its columns."""

    def make() -> str:
        from sqlalchemy import insert

        from app.storage.sqlite.tables import Base

        target = Base.metadata.tables[name]
        return _compile(insert(target), target.columns.keys())

    return _kept(f"insert_row({name!r})", make)


def put_row(name: str) -> str:
    """Inserts a whole row or replaces the one with the same primary key."""

    def make() -> str:
        from sqlalchemy.dialects.sqlite import insert

        from app.storage.sqlite.tables import Base

        target = Base.metadata.tables[name]
        columns, keys = target.columns.keys(), [column.name for column in target.primary_key]
        statement = insert(target)
        new = {column: statement.excluded[column] for column in columns if column not in keys}
        return _compile(statement.on_conflict_do_update(index_elements=keys, set_=new), columns)

    return _kept(f"put_row({name!r})", make)


def schema_text(element: ExecutableDDLElement) -> str:
    """The SQL text that makes a table or an index."""
    return str(element.compile(dialect=_dialect()))


class Sql:
    """Runs prepared statements on one connection, straight on its driver: SQLAlchemy's own way to do so costs four times the statement
    (measured by tests/bench, rows card and commit). Errors are the driver's; `faults` knows them.
    """

    __slots__ = ("connection",)

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def one(self, statement: str, parameters: Row = ()) -> Row | None:
        """The first row, None when there is none. For statements that answer at most one, or end in LIMIT 1."""
        rows = self.connection.execute(statement, parameters).fetchall()
        return rows[0] if rows else None

    def all(self, statement: str, parameters: Row = ()) -> list[Row]:
        """All rows."""
        rows: list[Row] = self.connection.execute(statement, parameters).fetchall()
        return rows

    def stream(self, statement: str, parameters: Row = ()) -> Generator[Row, None, None]:
        """Rows as they are asked for; what is not read is not computed."""
        with closing(self.connection.execute(statement, parameters)) as cursor:
            yield from cursor

    def run(self, statement: str, parameters: Row = ()) -> int:
        """Runs a change; how many rows it touched."""
        return int(self.connection.execute(statement, parameters).rowcount)

    def run_many(self, statement: str, rows: Iterable[Row]) -> int:
        """Runs a change once for each row of parameters; how many rows they touched in all."""
        return int(self.connection.executemany(statement, rows).rowcount)


def _kept(spelling: str, make: Callable[[], str]) -> str:
    key = sha256(spelling.encode()).hexdigest()[:16]
    if compiled_anew is None:
        return TEXTS.get(key) or make()
    text = make()
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    compiled_anew.append((frame.f_globals["__name__"], key, text))
    return text


def _compile(statement: Any, names: Iterable[str]) -> str:
    compiled = statement.compile(dialect=_dialect())
    order = tuple(compiled.positiontup or ())
    if order != tuple(names):
        raise ValueError(f"parameters are {order}, not {tuple(names)}")
    return str(compiled)


@cache
def _dialect() -> Dialect:
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

    return SQLiteDialect_pysqlite(paramstyle="qmark")

"""SQLAlchemy Core, written down instead of carried out: a starting till needs the text of its statements and not the library behind them.

The names here are Core's own, and so are their types for mypy. What an expression of them gives is a `Written`, which remembers how it is
spelled; `statements.prepare` looks the text of that spelling up in `texts`. Core itself is imported only where the text is wanted anew.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Table, and_, bindparam, case, delete, distinct, exists, func, literal_column, not_, or_, select, text, union_all
    from sqlalchemy import insert as insert
    from sqlalchemy import update as update
    from sqlalchemy.dialects.sqlite import insert as upsert

    def table(name: str) -> Table:
        """A table by name."""


__all__ = [
    "Written", "and_", "bindparam", "case", "delete", "distinct", "exists", "func", "insert", "literal_column", "made", "not_", "or_",
    "select", "spelled", "table", "text", "union_all", "update", "upsert",
]  # fmt: skip


class Written:
    """An expression of Core by its spelling. Attributes, calls, items and operators give the spelling of more."""

    __slots__ = ("_made", "_make", "_spelling")
    __iter__ = None
    _made: Any

    def __init__(self, spelling: str, make: Callable[[], Any]) -> None:
        self._spelling = spelling
        self._make = make

    def __getattr__(self, name: str) -> Written:
        if name.startswith("_"):
            raise AttributeError(name)
        return Written(f"{self._spelling}.{name}", lambda: getattr(made(self), name))

    def __getitem__(self, key: str) -> Written:
        return Written(f"{self._spelling}[{key!r}]", lambda: made(self)[key])

    def __call__(self, *args: Any, **options: Any) -> Written:
        given = [spelled(value) for value in args] + [f"{name}={spelled(value)}" for name, value in options.items()]
        return Written(f"{self._spelling}({', '.join(given)})", lambda: made(self)(*made(args), **made(options)))

    def __bool__(self) -> bool:
        raise TypeError(f"whether {self._spelling} holds is the database's to say")

    def __invert__(self) -> Written:
        return Written(f"~{self._spelling}", lambda: ~made(self))

    __hash__ = object.__hash__


def _operator(sign: str, act: Callable[[Any, Any], Any], *, turned: bool) -> Callable[[Written, Any], Written]:
    def write(self: Written, other: Any) -> Written:
        left, right = (other, self) if turned else (self, other)
        return Written(f"({spelled(left)} {sign} {spelled(right)})", lambda: act(made(left), made(right)))

    return write


_SIGNS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "+": "add", "-": "sub", "*": "mul", "&": "and", "|": "or"}
for _sign, _name in _SIGNS.items():
    _act = getattr(operator, f"__{_name}__")
    setattr(Written, f"__{_name}__", _operator(_sign, _act, turned=False))
    if _sign in "+-*&|":
        setattr(Written, f"__r{_name}__", _operator(_sign, _act, turned=True))


def spelled(value: Any) -> str:
    """How a value is spelled. TypeError for one that would not be spelled the same in every process."""
    if isinstance(value, Written):
        return value._spelling
    if isinstance(value, list | tuple):
        return f"({', '.join(map(spelled, value))})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {spelled(one)}' for key, one in value.items())}}}"
    if value is None or isinstance(value, str | int):
        return repr(value)
    raise TypeError(f"no spelling for {value!r}")


def made(value: Any) -> Any:
    """What Core makes of a value, each expression once. Imports SQLAlchemy."""
    if isinstance(value, Written):
        try:
            return value._made
        except AttributeError:
            value._made = value._make()
            return value._made
    if isinstance(value, list | tuple):
        return type(value)(map(made, value))
    if isinstance(value, dict):
        return {key: made(one) for key, one in value.items()}
    return value


def _of_core(name: str) -> Callable[[], Any]:
    def make() -> Any:
        import sqlalchemy

        if name == "table":
            from app.storage.sqlite.tables import Base

            return Base.metadata.tables.__getitem__
        if name == "upsert":
            from sqlalchemy.dialects.sqlite import insert

            return insert
        return getattr(sqlalchemy, name)

    return make


if not TYPE_CHECKING:
    for _name in set(__all__) - {"Written", "made", "spelled"}:
        globals()[_name] = Written(_name, _of_core(_name))

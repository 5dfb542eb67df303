"""The journal in the order of writing (services.ports.history). Imported by back-tests and reports; a selling till does without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from app.domain.journal import types
from app.domain.ledger.booking import POINTS
from app.services.ports.history import READ_MAX, Booked, PointsTotal
from app.storage.sqlite.core import bindparam, func, select, table, text
from app.storage.sqlite.statements import Sql, prepare

_lot, _balance, _sale, _member = table("lot").c, table("balance").c, table("sale").c, table("member").c

_LAST = "SELECT coalesce(max(rowid), 0) FROM journal"
_DAY = "SELECT business_date FROM journal WHERE rowid >= ? ORDER BY rowid LIMIT 1"
_BOOKED = (
    "SELECT rowid, id, type, business_date, member_id, payload FROM journal WHERE rowid > ? AND rowid <= ? AND type IN ({types}) "
    f"AND (member_id IS NOT NULL OR type <> '{types.SALE_COMPLETED}') ORDER BY rowid"
)
_RECEIPTS = prepare(
    select(func.count()).where(_sale.business_date >= bindparam("since"), _sale.business_date <= bindparam("until")), "since", "until"
)
_RETURNED = (
    "SELECT DISTINCT sale_event_id FROM returned CROSS JOIN sale ON sale.event_id = sale_event_id "
    "WHERE business_date >= ? AND member_id IS NOT NULL ORDER BY sale_event_id"
)
_MEMBERS = prepare(select(func.count()).where(_member.status != text("'closed'")))
_LOTS = prepare(
    select(
        func.coalesce(func.sum(_lot.granted), text("0")),
        func.coalesce(func.sum(_lot.remaining), text("0")),
        func.coalesce(func.sum(_lot.expired), text("0")),
    ).where(_lot.unit == bindparam("unit")),
    "unit",
)
_DEBT = prepare(
    select(func.coalesce(func.sum(_balance.debt), text("0"))).where(_balance.unit == bindparam("unit"), text("debt > 0")), "unit"
)


class SqliteHistory:
    """Implements History. The order of writing is that of the rows, which `replay` relies on, too."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Sql]]) -> None:
        self._reading = reading

    def last_place(self) -> int:
        """The place of the newest event."""
        with self._reading() as sql:
            return _number(sql, _LAST)

    def day_of(self, place: int) -> str | None:
        """The business date of the first event at or after a place."""
        with self._reading() as sql:
            return _day(sql, place)

    def place_of(self, business_date: str) -> int:
        """By halving: no business date is earlier than that of an event before it."""
        with self._reading() as sql:
            low, high = 1, _number(sql, _LAST) + 1
            while low < high:
                middle = (low + high) // 2
                day = _day(sql, middle)
                if day is not None and day < business_date:
                    low = middle + 1
                else:
                    high = middle
        return low

    def booked(self, after: int, until: int, types: Sequence[str]) -> Sequence[Booked]:
        """The events of these types between two places."""
        if until - after > READ_MAX:
            raise ValueError(f"{until - after} events are too many at once")
        statement = _BOOKED.format(types=", ".join("?" * len(types)))
        with self._reading() as sql:
            return [Booked(*row) for row in sql.all(statement, (after, until, *types))]

    def receipts(self, since: str, until: str) -> int:
        """How many sales were completed on these business dates."""
        with self._reading() as sql:
            return _number(sql, _RECEIPTS, since, until)

    def returned_sales(self, since: str) -> Sequence[str]:
        """Sales to members of which something came back."""
        with self._reading() as sql:
            return [sale for (sale,) in sql.all(_RETURNED, (since,))]

    def members(self) -> int:
        """How many memberships there are that are not closed."""
        with self._reading() as sql:
            return _number(sql, _MEMBERS)

    def points_total(self, unit: str = POINTS) -> PointsTotal:
        """Sums over all lots."""
        with self._reading() as sql:
            lots = sql.one(_LOTS, (unit,)) or (0, 0, 0)
            return PointsTotal(granted=lots[0], remaining=lots[1], expired=lots[2], debt=_number(sql, _DEBT, unit))


def _day(sql: Sql, place: int) -> str | None:
    row = sql.one(_DAY, (place,))
    return None if row is None else str(row[0])


def _number(sql: Sql, statement: str, *parameters: object) -> int:
    row = sql.one(statement, parameters)
    return 0 if row is None else int(row[0])

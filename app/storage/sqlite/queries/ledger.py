"""Ledger queries: balances, lots, holds, counters. Every one is served by an index named in tables.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.domain.ledger.booking import NEVER, POINTS, Hold, Use
from app.domain.ledger.lots import Balance, Expiring, Lot
from app.services.ports.store import Counters

_LOT_COLUMNS = (
    "id, holder, unit, event_id, rule, earned_on, available_on, expires_on, inactivity_months, last_day, granted, remaining, held, "
    "expired, frozen, origin, seq, n"
)
_USABLE = (
    f"SELECT {_LOT_COLUMNS} FROM lot WHERE holder = ? AND unit = ? AND remaining > 0 AND last_day >= ? "
    "AND remaining > held AND frozen = 0 AND available_on <= ? ORDER BY "
)
_BY_EXPIRY = _USABLE + "last_day, earned_on, origin, seq, n"
_BY_AGE = _USABLE + "earned_on, origin, seq, n"
_BALANCE = (
    "SELECT remaining, held, frozen, debt, "
    "(SELECT coalesce(sum(remaining - held), 0) FROM lot WHERE holder = b.holder AND unit = b.unit AND remaining > 0 "
    "AND available_on > ?1 AND last_day >= ?1 AND frozen = 0), "
    "(SELECT coalesce(sum(remaining - held), 0) FROM lot WHERE holder = b.holder AND unit = b.unit AND remaining > 0 "
    "AND last_day < ?1 AND frozen = 0) "
    "FROM balance b WHERE holder = ?2 AND unit = ?3"
)
_BATCH = 32


class LedgerQueries:
    """The ledger part of `Reader`."""

    _c: Connection

    def balance(self, holder: str, on: str, unit: str = POINTS) -> Balance:
        """The balance on a business date; zeros for a holder nothing was ever booked for."""
        row = self._c.exec_driver_sql(_BALANCE, (on, holder, unit)).first()
        if row is None:
            return Balance(holder=holder, unit=unit, on=on)
        return Balance(
            holder=holder, unit=unit, on=on, remaining=row[0], held=row[1], frozen=row[2], debt=row[3], pending=row[4], lapsed=row[5]
        )

    def usable_lots(self, holder: str, on: str, unit: str = POINTS, *, oldest_first: bool = False) -> Iterator[Lot]:
        """Usable lots in consumption order, read as far as they are asked for."""
        rows = self._c.exec_driver_sql(_BY_AGE if oldest_first else _BY_EXPIRY, (holder, unit, on, on))
        try:
            while batch := rows.fetchmany(_BATCH):
                for row in batch:
                    yield _lot(row)
        finally:
            rows.close()

    def lots(self, holder: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots with something left, in consumption order."""
        rows = self._c.exec_driver_sql(
            f"SELECT {_LOT_COLUMNS} FROM lot WHERE holder = ? AND unit = ? AND remaining > 0 "
            "ORDER BY last_day, earned_on, origin, seq, n LIMIT ?",
            (holder, unit, limit),
        )
        return [_lot(row) for row in rows]

    def lots_by_id(self, ids: Sequence[str]) -> Sequence[Lot]:
        """Named lots, in the order named."""
        sql = f"SELECT {_LOT_COLUMNS} FROM lot WHERE id = ?"
        return [_lot(self._c.exec_driver_sql(sql, (lot,)).one()) for lot in ids]

    def lots_of_event(self, event_id: str) -> Sequence[Lot]:
        """The lots an event granted."""
        rows = self._c.exec_driver_sql(f"SELECT {_LOT_COLUMNS} FROM lot WHERE event_id = ? ORDER BY n", (event_id,))
        return [_lot(row) for row in rows]

    def lapsed_lots(self, on: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots past their last good day with free points."""
        rows = self._c.exec_driver_sql(
            f"SELECT {_LOT_COLUMNS} FROM lot WHERE unit = ? AND remaining > 0 AND last_day < ? AND remaining > held "
            "ORDER BY last_day, id LIMIT ?",
            (unit, on, limit),
        )
        return sorted((_lot(row) for row in rows), key=lambda lot: (lot.holder, lot.last_day, lot.origin, lot.seq, lot.n))

    def matured_debtors(self, on: str, limit: int, unit: str = POINTS) -> Sequence[str]:
        """Holders that owe and have usable points."""
        rows = self._c.exec_driver_sql(
            "SELECT holder FROM balance b WHERE debt > 0 AND unit = ? AND EXISTS (SELECT 1 FROM lot WHERE holder = b.holder AND unit = b.unit "
            "AND remaining > 0 AND last_day >= ? AND remaining > held AND frozen = 0 AND available_on <= ?) ORDER BY holder LIMIT ?",
            (unit, on, on, limit),
        )
        return [row[0] for row in rows]

    def expiring(self, holder: str, on: str, limit: int, unit: str = POINTS) -> Sequence[Expiring]:
        """Free points by last good day, soonest first."""
        rows = self._c.exec_driver_sql(
            "SELECT last_day, sum(remaining - held) FROM lot WHERE holder = ? AND unit = ? AND remaining > 0 AND last_day >= ? AND last_day < ? "
            "AND remaining > held AND frozen = 0 GROUP BY last_day ORDER BY last_day LIMIT ?",
            (holder, unit, on, NEVER, limit),
        )
        return [Expiring(row[0], row[1]) for row in rows]

    def hold(self, hold_id: str) -> Hold | None:
        """A hold in whatever state."""
        row = self._c.exec_driver_sql("SELECT id, holder, unit, sale_id, state FROM hold WHERE id = ?", (hold_id,)).first()
        return None if row is None else self._hold(row)

    def open_holds(self, limit: int) -> Sequence[Hold]:
        """Holds that are open."""
        sql = "SELECT id, holder, unit, sale_id, state FROM hold WHERE state = 'open' ORDER BY id LIMIT ?"
        return [self._hold(row) for row in self._c.exec_driver_sql(sql, (limit,)).all()]

    def counters(self, holder: str, periods: Mapping[str, str]) -> Counters:
        """Remainders and the cap use of the periods asked for."""
        carry: dict[str, str] = {}
        if holder.startswith("member:"):
            rows = self._c.exec_driver_sql("SELECT rule, value FROM carry WHERE holder = ?", (holder.removeprefix("member:"),))
            carry = {row[0]: row[1] for row in rows}
        used: dict[str, int] = {}
        for cap, period in periods.items():
            row = self._c.exec_driver_sql("SELECT n FROM cap_use WHERE holder = ? AND cap = ? AND period = ?", (holder, cap, period)).first()
            if row is not None:
                used[cap] = row[0]
        return Counters(carry=carry, cap_used=used)

    def sales_count(self, member_id: str) -> int:
        """Sales with goods that count."""
        row = self._c.exec_driver_sql("SELECT sales_count FROM member WHERE id = ?", (member_id,)).first()
        return 0 if row is None else int(row[0])

    def tier_metric(self, member_id: str, metric: str, after: str, until: str) -> int:
        """Sum of the tier history with after < date <= until; `metric`: spend, visits, points."""
        column = {"spend": "spend_minor", "visits": "visits", "points": "points"}[metric]
        row = self._c.exec_driver_sql(
            f"SELECT coalesce(sum({column}), 0) FROM tier_history WHERE member_id = ? AND date > ? AND date <= ?",
            (member_id, after, until),
        ).one()
        return int(row[0])

    def _hold(self, row: Any) -> Hold:
        uses = self._c.exec_driver_sql("SELECT lot, points FROM hold_lot WHERE hold_id = ? ORDER BY n", (row[0],))
        return Hold(id=row[0], holder=row[1], unit=row[2], sale_id=row[3], state=row[4], uses=tuple(Use(use[0], use[1]) for use in uses))


def _lot(row: Any) -> Lot:
    return Lot(
        id=row[0],
        holder=row[1],
        unit=row[2],
        event_id=row[3],
        rule=row[4],
        earned_on=row[5],
        available_on=row[6],
        expires_on=row[7],
        inactivity_months=row[8],
        last_day=row[9],
        granted=row[10],
        remaining=row[11],
        held=row[12],
        expired=row[13],
        frozen=bool(row[14]),
        origin=row[15],
        seq=row[16],
        n=row[17],
    )

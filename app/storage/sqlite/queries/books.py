"""Journal, sales, shift, settings, documents, the open basket."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.domain.journal.event import GENESIS, Event, Header
from app.services.ports.store import Head, SaleRow, Shift

EVENT_COLUMNS = (
    "origin, seq, id, type, schema_v, store_id, shift_id, actor_id, approver_id, business_date, occurred_ms, member_id, reverses_id, "
    "cause_key, payload, prev_hash, hash, sig"
)
_SALE = "SELECT event_id, seq, number, business_date, occurred_ms, member_id, actor_id, total_minor, earned, redeemed FROM sale "


class BooksQueries:
    """The journal part of `Reader`."""

    _c: Connection
    _origin: str

    def head(self) -> Head:
        """The end of this till's journal."""
        row = self._c.exec_driver_sql(
            "SELECT seq, hash, business_date, occurred_ms FROM journal WHERE origin = ? ORDER BY seq DESC LIMIT 1", (self._origin,)
        ).first()
        if row is None:
            return Head(origin=self._origin, seq=0, hash=GENESIS, business_date="", occurred_ms=0)
        return Head(origin=self._origin, seq=row[0], hash=row[1], business_date=row[2], occurred_ms=row[3])

    def shift(self) -> Shift | None:
        """The open shift."""
        row = self._c.exec_driver_sql(
            "SELECT id, business_date, opened_ms, opened_by, float_minor, closed_ms FROM shift WHERE origin = ? AND closed_ms IS NULL "
            "ORDER BY opened_ms DESC LIMIT 1",
            (self._origin,),
        ).first()
        if row is None:
            return None
        return Shift(id=row[0], business_date=row[1], opened_ms=row[2], opened_by=row[3], float_minor=row[4], closed_ms=row[5])

    def setting(self, key: str) -> str | None:
        """A shop setting as JSON text."""
        row = self._c.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).first()
        return None if row is None else str(row[0])

    def settings(self) -> Mapping[str, str]:
        """All shop settings that were set."""
        return {row[0]: row[1] for row in self._c.exec_driver_sql("SELECT key, value FROM setting ORDER BY key")}

    def event(self, event_id: str) -> Event | None:
        """An event by id."""
        return self._event("id = ?", (event_id,))

    def event_by_cause(self, type_: str, cause_key: str) -> Event | None:
        """An event by what caused it."""
        return self._event("type = ? AND cause_key = ?", (type_, cause_key))

    def member_events(self, member_id: str, limit: int, before_seq: int | None = None) -> Sequence[Event]:
        """A member's events, newest first."""
        rows = self._c.exec_driver_sql(
            f"SELECT {EVENT_COLUMNS} FROM journal WHERE member_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
            (member_id, before_seq if before_seq is not None else 1 << 62, limit),
        )
        return [event_of(row) for row in rows]

    def sale_by_number(self, number: str) -> SaleRow | None:
        """A sale by its number."""
        return self._sale("WHERE number = ?", (number,))

    def last_sale(self, member_id: str | None = None) -> SaleRow | None:
        """The newest sale of this till, or of a member."""
        if member_id is None:
            return self._sale("WHERE origin = ? ORDER BY seq DESC LIMIT 1", (self._origin,))
        return self._sale("WHERE member_id = ? ORDER BY seq DESC LIMIT 1", (member_id,))

    def copies(self, sale_event_id: str) -> int:
        """How often a receipt was printed again."""
        row = self._c.exec_driver_sql("SELECT copies FROM sale WHERE event_id = ?", (sale_event_id,)).first()
        return 0 if row is None else int(row[0])

    def next_sale_n(self, business_date: str) -> int:
        """1 + sales completed on that business date."""
        sql = "SELECT count(*) FROM sale WHERE origin = ? AND business_date = ?"
        return 1 + int(self._c.exec_driver_sql(sql, (self._origin, business_date)).scalar_one())

    def document(self, sha256: str) -> bytes | None:
        """A document by content."""
        row = self._c.exec_driver_sql("SELECT content FROM document WHERE sha256 = ?", (sha256,)).first()
        return None if row is None else bytes(row[0])

    def programme_sha(self, on: str) -> str | None:
        """The programme version in force."""
        row = self._c.exec_driver_sql(
            "SELECT sha256 FROM programme_version WHERE valid_from <= ? ORDER BY valid_from DESC, seq DESC LIMIT 1", (on,)
        ).first()
        return None if row is None else str(row[0])

    def basket(self) -> Mapping[str, object] | None:
        """The open basket as saved."""
        row = self._c.exec_driver_sql("SELECT content FROM work_basket WHERE slot = 1").first()
        if row is None:
            return None
        content: dict[str, object] = json.loads(row[0])
        return content

    def _event(self, where: str, values: tuple[Any, ...]) -> Event | None:
        row = self._c.exec_driver_sql(f"SELECT {EVENT_COLUMNS} FROM journal WHERE {where}", values).first()
        return None if row is None else event_of(row)

    def _sale(self, where: str, values: tuple[Any, ...]) -> SaleRow | None:
        row = self._c.exec_driver_sql(_SALE + where, values).first()
        if row is None:
            return None
        return SaleRow(
            event_id=row[0],
            seq=row[1],
            number=row[2],
            business_date=row[3],
            occurred_ms=row[4],
            member_id=row[5],
            actor_id=row[6],
            total_minor=row[7],
            points_earned=row[8],
            points_redeemed=row[9],
        )


def event_of(row: Any) -> Event:
    """An event from a row in the order of EVENT_COLUMNS."""
    header = Header(
        origin=row[0],
        seq=row[1],
        id=row[2],
        type=row[3],
        schema_v=row[4],
        store_id=row[5],
        shift_id=row[6],
        actor_id=row[7],
        approver_id=row[8],
        business_date=row[9],
        occurred_ms=row[10],
        member_id=row[11],
        reverses_id=row[12],
        cause_key=row[13],
    )
    return Event(header=header, payload=row[14], prev_hash=row[15], hash=row[16], sig=row[17])

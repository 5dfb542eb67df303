"""Looking a receipt up without its paper: the newest sales of this till, of a member, with an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from app.services.ports.store import SaleRow
from app.storage.sqlite.core import bindparam, select, table, text
from app.storage.sqlite.statements import Sql, limited

_sale = table("sale").c
_SALE = (
    _sale.event_id, _sale.seq, _sale.number, _sale.business_date, _sale.occurred_ms, _sale.member_id, _sale.actor_id, _sale.total_minor,
    _sale.earned, _sale.redeemed, _sale.refunded_minor,
)  # fmt: skip
_NEWEST = limited(select(*_SALE).where(_sale.origin == bindparam("origin")).order_by(_sale.seq.desc()), "origin")
_OF_MEMBER = limited(
    select(*_SALE).where(_sale.member_id == bindparam("member"), text("member_id IS NOT NULL")).order_by(_sale.seq.desc()), "member"
)
_WITH_ITEM = (
    "SELECT event_id, seq, number, business_date, occurred_ms, member_id, actor_id, total_minor, earned, redeemed, refunded_minor "
    "FROM sale WHERE origin = ?1 AND seq > coalesce((SELECT seq FROM sale WHERE origin = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2), 0) "
    "AND EXISTS (SELECT 1 FROM journal WHERE journal.id = sale.event_id AND instr(CAST(payload AS TEXT), ?3) > 0) "
    "ORDER BY seq DESC LIMIT ?4"
)


class ReceiptQueries:
    """Sales in lists. `_origin` is the till's."""

    _sql: Sql
    _origin: str

    def newest_sales(self, limit: int) -> Iterator[SaleRow]:
        """This till's sales, the newest first, read lazily."""
        return (_row(row) for row in self._sql.stream(_NEWEST, (self._origin, limit)))

    def sales_of_member(self, member_id: str, limit: int) -> Sequence[SaleRow]:
        """A member's sales, the newest first."""
        return [_row(row) for row in self._sql.all(_OF_MEMBER, (member_id, limit))]

    def sales_with_item(self, product_id: str, among: int, limit: int) -> Sequence[SaleRow]:
        """Sales that hold a product, the newest first, among so many of this till's newest."""
        return [_row(row) for row in self._sql.all(_WITH_ITEM, (self._origin, among, f'"product":"{product_id}"', limit))]


def _row(row: Sequence[Any]) -> SaleRow:
    return SaleRow(
        event_id=row[0], seq=row[1], number=row[2], business_date=row[3], occurred_ms=row[4], member_id=row[5], actor_id=row[6],
        total_minor=row[7], points_earned=row[8], points_redeemed=row[9], refunded_minor=row[10],
    )  # fmt: skip

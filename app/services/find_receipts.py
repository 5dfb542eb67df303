"""Finding a sale of which the customer has no paper: by number, member, time, amount or item (design.md 4.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.clock import local_time
from app.domain.members.member import Member
from app.services.desk import Desk, Session
from app.services.ports.store import Reader, SaleRow

FOUND_MAX = 12
AMONG_MAX = 2_000
"""How many of the till's newest sales are looked through: some days of a busy shop."""
_MEMBERS, _ITEMS = 4, 4
_NEAR_MINUTES = 10
_AMOUNT = re.compile(r"[¥￥]?(\d{1,6})[.](\d{1,2})|[¥￥](\d{1,6})", re.ASCII)
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})[-/月](\d{1,2})日?")
_NUMBER = re.compile(r"R\d{12}|\d{2}-\d{4}-\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReceipt:
    """A sale in the list: its local date and time, and its member."""

    sale: SaleRow
    date: str
    time: str
    member: Member | None


def find_receipts(desk: Desk, session: Session, text: str, limit: int = FOUND_MAX) -> Sequence[FoundReceipt]:
    """The newest sales that fit what was typed; with nothing typed this till's newest.

    A number as on the paper or its last four digits; an amount with a point or ¥; a time (14:33: ten minutes around it); a day (6-20); a
    member's name, phone or card; an item's name or code.
    """
    typed = " ".join(text.split())
    with desk.store.read() as reader:
        rows = _rows(desk, reader, session, typed, limit)
        return [_found(desk, reader, row) for row in rows]


def _rows(desk: Desk, reader: Reader, session: Session, typed: str, limit: int) -> Sequence[SaleRow]:
    newest = reader.newest_sales
    if not typed:
        return list(newest(limit))
    if _NUMBER.fullmatch(typed):
        return _numbered(reader, typed, limit)
    if (amount := _AMOUNT.fullmatch(typed)) is not None:
        yuan, part, whole = amount.groups()
        minor = int(whole) * 100 if whole else int(yuan) * 100 + int(part.ljust(2, "0"))
        return _first((row for row in newest(AMONG_MAX) if row.total_minor == minor), limit)
    if (time := _TIME.fullmatch(typed)) is not None:
        wanted = int(time[1]) * 60 + int(time[2])
        return _first((row for row in newest(AMONG_MAX) if _near(desk, row, wanted)), limit)
    if (day := _DAY.fullmatch(typed)) is not None:
        year = day[1] or session.shift.business_date[:4]
        date = f"{year}-{int(day[2]):02d}-{int(day[3]):02d}"
        return _first((row for row in newest(AMONG_MAX) if row.business_date == date), limit)
    return _named(reader, typed, limit)


def _numbered(reader: Reader, typed: str, limit: int) -> Sequence[SaleRow]:
    if typed.startswith("R"):
        row = reader.sale_by_number(typed)
        return [] if row is None else [row]
    till, day, n = typed.split("-")
    return _first(
        (row for row in reader.newest_sales(AMONG_MAX) if (row.number[1:3], row.number[5:9], row.number[9:]) == (till, day, n)), limit
    )


def _named(reader: Reader, typed: str, limit: int) -> Sequence[SaleRow]:
    """By the last digits of the number, by member, by item; each sale once, the newest first."""
    found: dict[str, SaleRow] = {}
    if typed.isascii() and typed.isdigit() and len(typed) <= 4:
        found |= {row.event_id: row for row in reader.newest_sales(AMONG_MAX) if int(row.number[9:]) == int(typed)}
    for hit in reader.find_members(typed, _MEMBERS):
        found |= {row.event_id: row for row in reader.sales_of_member(hit.member.id, limit)}
    for product in reader.find_products(typed, _ITEMS):
        found |= {row.event_id: row for row in reader.sales_with_item(product.id, AMONG_MAX, limit)}
    return sorted(found.values(), key=lambda row: -row.seq)[:limit]


def _first(rows: Iterable[SaleRow], limit: int) -> Sequence[SaleRow]:
    return list(islice(rows, limit))


def _near(desk: Desk, row: SaleRow, wanted: int) -> bool:
    time = local_time(row.occurred_ms, desk.zone).time
    return abs(int(time[:2]) * 60 + int(time[3:5]) - wanted) <= _NEAR_MINUTES


def _found(desk: Desk, reader: Reader, row: SaleRow) -> FoundReceipt:
    when = local_time(row.occurred_ms, desk.zone)
    member = None if row.member_id is None else reader.member(row.member_id)
    return FoundReceipt(sale=row, date=when.date, time=when.time, member=member)

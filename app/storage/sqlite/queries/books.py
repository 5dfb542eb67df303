"""The journal itself, sales, shift, settings, documents, the open basket."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.domain.journal import types
from app.domain.journal.event import GENESIS, Event, Header
from app.services.ports.payments import ProviderOrder
from app.services.ports.store import Head, SaleRow, Shift
from app.storage.sqlite.core import bindparam, func, select, table, text
from app.storage.sqlite.statements import Row, Sql, first, limited, prepare

if TYPE_CHECKING:
    from app.domain.ledger.past import PastEvent

SETTINGS_MAX = 1_000
LINES_MAX = 1_000
LATEST_MAX = 5_000
"""Events looked back over for enrolments: a till books far fewer within the minutes that are asked about."""
SEQ_MAX = 2**62

_journal, _sale, _shift, _setting = table("journal").c, table("sale").c, table("shift").c, table("setting").c
_member, _holder_event, _document = table("member").c, table("holder_event").c, table("document").c
_programme, _basket = table("programme_version").c, table("work_basket").c
_returned = table("returned").c

COLUMNS = (*Header.__slots__, "payload", "prev_hash", "hash", "sig")
"""The columns of the journal in their order, which is that of `to_event` too."""
EVENT = tuple(_journal[name] for name in COLUMNS)
_HEADERS = len(Header.__slots__)

_HEAD = first(
    select(_journal.seq, _journal.hash, _journal.business_date, _journal.occurred_ms)
    .where(_journal.origin == bindparam("origin"))
    .order_by(_journal.seq.desc()),
    "origin",
)
_BY_ID = prepare(select(*EVENT).where(_journal.id == bindparam("id")), "id")
_BY_CAUSE = prepare(
    select(*EVENT).where(_journal.type == bindparam("type"), _journal.cause_key == bindparam("cause"), text("cause_key IS NOT NULL")),
    "type", "cause",
)  # fmt: skip
_BY_CAUSES = (
    f"SELECT {', '.join(COLUMNS)} FROM journal WHERE type = ? AND cause_key IS NOT NULL AND cause_key GLOB ? ORDER BY rowid DESC LIMIT ?"
)
_OF_MEMBER = limited(
    select(*EVENT)
    .where(_journal.member_id == bindparam("member"), text("member_id IS NOT NULL"), _journal.seq < bindparam("before"))
    .order_by(_journal.seq.desc()),
    "member", "before",
)  # fmt: skip
_OF_HOLDER = limited(
    select(*EVENT)
    .join(table("holder_event"), (_holder_event.origin == _journal.origin) & (_holder_event.seq == _journal.seq))
    .where(_holder_event.holder == bindparam("holder"), _holder_event.seq < bindparam("before"))
    .order_by(_holder_event.seq.desc()),
    "holder", "before",
)  # fmt: skip
_SALE = (
    _sale.event_id, _sale.seq, _sale.number, _sale.business_date, _sale.occurred_ms, _sale.member_id, _sale.actor_id, _sale.total_minor,
    _sale.earned, _sale.redeemed, _sale.refunded_minor,
)  # fmt: skip
_BY_NUMBER = prepare(select(*_SALE).where(_sale.number == bindparam("number")), "number")
_LAST_SALE = first(select(*_SALE).where(_sale.origin == bindparam("origin")).order_by(_sale.seq.desc()), "origin")
_LAST_OF_MEMBER = first(
    select(*_SALE).where(_sale.member_id == bindparam("member"), text("member_id IS NOT NULL")).order_by(_sale.seq.desc()),
    "member",
)
_SALES_OF_DAY = prepare(
    select(func.count()).where(_sale.origin == bindparam("origin"), _sale.business_date == bindparam("day")), "origin", "day"
)
_COPIES = prepare(select(_sale.copies).where(_sale.event_id == bindparam("sale")), "sale")
_SHIFT = prepare(
    select(
        _shift.id, _shift.business_date, _shift.opened_ms, _shift.opened_by, _shift.float_minor, _shift.closed_ms, _shift.opened_seq
    ).where(_shift.origin == bindparam("origin"), text("closed_ms IS NULL")),
    "origin",
)
_SETTING = prepare(select(_setting.value).where(_setting.key == bindparam("key")), "key")
_SETTINGS = limited(select(_setting.key, _setting.value).order_by(_setting.key))
_DOCUMENT = prepare(select(_document.content).where(_document.sha256 == bindparam("sha256")), "sha256")
_PROGRAMME = first(
    select(_programme.sha256).where(_programme.valid_from <= bindparam("on")).order_by(_programme.valid_from.desc(), _programme.seq.desc()),
    "on",
)
_BASKET = prepare(select(_basket.content).where(_basket.slot == bindparam("slot")), "slot")
_SUSPENDED = limited(select(_basket.slot, _basket.content).where(_basket.slot > bindparam("after")).order_by(_basket.slot), "after")
OPEN_SLOT = 1
"""Where the open basket lies; the ones put aside lie behind it."""
_SUSPENDED_MAX = 100
_order = table("work_provider_order").c
_ORDERS = limited(
    select(_order.key, _order.charge, _order.act, _order.kind, _order.amount_minor, _order.created_ms, _order.declined).order_by(_order.key)
)
_SALES_COUNT = prepare(select(_member.sales_count).where(_member.id == bindparam("member")), "member")

_RETURNED = limited(
    select(_returned.line, _returned.qty).where(_returned.sale_event_id == bindparam("sale")).order_by(_returned.line), "sale"
)
_reason = table("person_reason").c
_REASON = prepare(select(_reason.text).where(_reason.event_id == bindparam("event")), "event")
_WRITTEN = "SELECT max(rowid) FROM journal WHERE id = ?"
_LAST_BY = (
    "SELECT max(at) FROM (SELECT rowid AS at FROM journal WHERE member_id = ?1 AND member_id IS NOT NULL AND occurred_ms <= ?2 UNION ALL "
    "SELECT journal.rowid FROM holder_event JOIN journal ON journal.origin = holder_event.origin AND journal.seq = holder_event.seq "
    "WHERE holder = ?1 AND occurred_ms <= ?2)"
)
_ABOUT = "journal.rowid, journal.origin, journal.seq, journal.id, journal.type, business_date, occurred_ms"
_FIELDS = "'$.tier', '$.tier_after', '$.counts', '$.carry', '$.status', '$.valid_until', '$.until', '$.event.type', '$.floor', '$.on'"
# One JSON text for all of a member's events: SQLite takes them apart several times faster than Python would, one by one.
_OWN_PAST = (
    f"SELECT json_group_array(json(told)) FROM (SELECT json_array({_ABOUT}, 1, CASE WHEN type IN ('hold_opened', 'hold_released') "
    "THEN json_array(json_extract(CAST(payload AS TEXT), '$.ledger')) "
    f"ELSE json_extract(CAST(payload AS TEXT), '$.ledger', {_FIELDS}, '$.tiers') END) AS told "
    "FROM journal WHERE member_id = ?1 AND member_id IS NOT NULL AND rowid <= ?2 ORDER BY rowid LIMIT ?3)"
)


def _mine(part: str) -> str:
    """The rows of a list in the payload that name the holder second."""
    return (
        f"(SELECT json_group_array(json(mine.value)) FROM json_each(CAST(payload AS TEXT), '$.ledger.{part}') AS mine "
        "WHERE mine.value ->> 1 = ?1)"
    )


def _whole(part: str) -> str:
    """A list that names lots alone, under its name."""
    return f"'{part}', json_extract(CAST(payload AS TEXT), '$.ledger.{part}')"


_OTHER_PAST = (
    f"SELECT json_group_array(json(told)) FROM (SELECT json_array({_ABOUT}, 0, json_array(json_object("
    f"'postings', {_mine('postings')}, 'grants', {_mine('grants')}, {_whole('expired')}, {_whole('thawed')}, {_whole('extended')}), "
    "NULL, NULL, NULL, json_extract(CAST(payload AS TEXT), '$.carry'), NULL, NULL, NULL, NULL, NULL, NULL, "
    "(SELECT json_group_array(json(mine.value)) FROM json_each(CAST(payload AS TEXT), '$.tiers') AS mine WHERE mine.value ->> 0 = ?1))) "
    "AS told FROM holder_event JOIN journal ON journal.origin = holder_event.origin AND journal.seq = holder_event.seq "
    "WHERE holder = ?1 AND journal.rowid <= ?2 ORDER BY journal.rowid LIMIT ?3)"
)
_ACTIVITIES = (
    "SELECT DISTINCT business_date FROM journal WHERE member_id = ? AND member_id IS NOT NULL AND business_date >= ? AND "
    "(type IN ('sale_completed', 'reward_issued') "
    "OR (type = 'accrual' AND json_extract(CAST(payload AS TEXT), '$.event.type') = 'top_up')) "
    "ORDER BY business_date LIMIT ?"
)
_LATEST = limited(
    select(_journal.type, _journal.actor_id, _journal.shift_id, _journal.occurred_ms)
    .where(_journal.origin == bindparam("origin"))
    .order_by(_journal.seq.desc()),
    "origin",
)  # fmt: skip


class BooksQueries:
    """Reading the journal and what hangs on it. `_origin` is the till's."""

    _sql: Sql
    _origin: str

    def head(self) -> Head:
        """The end of this till's journal."""
        row = self._sql.one(_HEAD, (self._origin,))
        if row is None:
            return Head(origin=self._origin, seq=0, hash=GENESIS, business_date="", occurred_ms=0)
        return Head(origin=self._origin, seq=row[0], hash=row[1], business_date=row[2], occurred_ms=row[3])

    def shift(self) -> Shift | None:
        """The open shift of this till."""
        row = self._sql.one(_SHIFT, (self._origin,))
        if row is None:
            return None
        return Shift(
            id=row[0], business_date=row[1], opened_ms=row[2], opened_by=row[3], float_minor=row[4], closed_ms=row[5], opened_seq=row[6]
        )

    def setting(self, key: str) -> str | None:
        """A shop setting as JSON text."""
        row = self._sql.one(_SETTING, (key,))
        return None if row is None else str(row[0])

    def settings(self) -> Mapping[str, str]:
        """All shop settings that were set."""
        return dict(self._sql.all(_SETTINGS, (SETTINGS_MAX,)))

    def sales_count(self, member_id: str) -> int:
        """How many sales the member has made, returns taken off."""
        row = self._sql.one(_SALES_COUNT, (member_id,))
        return 0 if row is None else int(row[0])

    def event(self, event_id: str) -> Event | None:
        """An event by id."""
        row = self._sql.one(_BY_ID, (event_id,))
        return None if row is None else to_event(row)

    def event_by_cause(self, type_: str, cause_key: str) -> Event | None:
        """The event of a type with this cause; there is at most one."""
        row = self._sql.one(_BY_CAUSE, (type_, cause_key))
        return None if row is None else to_event(row)

    def events_by_cause(self, type_: str, pattern: str, limit: int) -> Sequence[Event]:
        """Events of a type whose cause looks like this, newest first."""
        return [to_event(row) for row in self._sql.all(_BY_CAUSES, (type_, pattern, limit))]

    def member_events(self, member_id: str, limit: int, before_seq: int | None = None) -> Sequence[Event]:
        """Events that name the member or moved its points, newest first."""
        parameters = (member_id, SEQ_MAX if before_seq is None else before_seq, limit)
        rows = self._sql.all(_OF_MEMBER, parameters) + self._sql.all(_OF_HOLDER, parameters)
        rows.sort(key=lambda row: -int(row[1]))
        return [to_event(row) for row in rows[:limit]]

    def past(self, holder: str, limit: int, *, until_event: str | None = None, until_ms: int | None = None) -> Sequence[PastEvent]:
        """What each event did to a holder, oldest first: all, or those up to an event, or up to the last one booked by a moment."""
        from app.domain.ledger.past import PastEvent  # looking back is nothing that a till does on every day

        until: Any = SEQ_MAX
        if until_event is not None:
            until = (self._sql.one(_WRITTEN, (until_event,)) or (None,))[0] or 0
        elif until_ms is not None:
            until = (self._sql.one(_LAST_BY, (holder, until_ms)) or (None,))[0] or 0
        rows = [row for told in (_OWN_PAST, _OTHER_PAST) for row in json.loads(self._sql.all(told, (holder, until, limit))[0][0])]
        rows.sort()
        return [PastEvent(*row[1:-1], *row[-1]) for row in rows]

    def sale_by_number(self, number: str) -> SaleRow | None:
        """A sale by its number."""
        return self._sale(_BY_NUMBER, (number,))

    def last_sale(self, member_id: str | None = None) -> SaleRow | None:
        """The newest sale of this till, or of a member."""
        return self._sale(_LAST_SALE, (self._origin,)) if member_id is None else self._sale(_LAST_OF_MEMBER, (member_id,))

    def copies(self, sale_event_id: str) -> int:
        """How many reprints of a receipt were booked."""
        row = self._sql.one(_COPIES, (sale_event_id,))
        return 0 if row is None else int(row[0])

    def document(self, sha256: str) -> bytes | None:
        """A document by content."""
        row = self._sql.one(_DOCUMENT, (sha256,))
        return None if row is None else bytes(row[0])

    def programme_sha(self, on: str) -> str | None:
        """The programme version in force on a business date."""
        row = self._sql.one(_PROGRAMME, (on,))
        return None if row is None else str(row[0])

    def activity_dates(self, member_id: str, since: str, limit: int) -> Sequence[str]:
        """Business dates of the member's sales, top-ups and redemptions from that date on, ascending, each once."""
        return [row[0] for row in self._sql.all(_ACTIVITIES, (member_id, since, limit))]

    def reason(self, event_id: str) -> str:
        """What somebody wrote beside an event, empty for nothing."""
        row = self._sql.one(_REASON, (event_id,))
        return "" if row is None else str(row[0])

    def returned(self, sale_event_id: str) -> Mapping[str, int]:
        """Pieces of each line of a sale that came back so far; lines of which none did are left out."""
        return dict(self._sql.all(_RETURNED, (sale_event_id, LINES_MAX)))

    def enrolled_since(self, since_ms: int) -> Mapping[str, int]:
        """How many members each person enrolled at this till since then (staff id to number); imports are not counted."""
        found: dict[str, int] = {}
        for type_, actor, shift, occurred_ms in self._sql.stream(_LATEST, (self._origin, LATEST_MAX)):
            if occurred_ms < since_ms:
                break
            if type_ == types.MEMBER_ENROLLED and shift is not None and actor is not None:
                found[actor] = found.get(actor, 0) + 1
        return found

    def basket(self) -> Mapping[str, object] | None:
        """The open basket as saved."""
        row = self._sql.one(_BASKET, (OPEN_SLOT,))
        return None if row is None else json.loads(row[0])

    def suspended(self) -> Sequence[tuple[int, Mapping[str, Any]]]:
        """Baskets put aside, each with its place from 1 on."""
        return [(row[0] - OPEN_SLOT, json.loads(row[1])) for row in self._sql.all(_SUSPENDED, (OPEN_SLOT, _SUSPENDED_MAX))]

    def provider_orders(self, limit: int) -> Sequence[ProviderOrder]:
        """What payment providers are still to do."""
        return [
            ProviderOrder(key=row[0], charge=row[1], act=row[2], kind=row[3], amount_minor=row[4], created_ms=row[5], declined=bool(row[6]))
            for row in self._sql.all(_ORDERS, (limit,))
        ]

    def next_sale_n(self, business_date: str) -> int:
        """1 + the number of sales this till completed on that business date."""
        row = self._sql.one(_SALES_OF_DAY, (self._origin, business_date))
        return 1 if row is None else 1 + int(row[0])

    def _sale(self, statement: str, parameters: Row) -> SaleRow | None:
        row = self._sql.one(statement, parameters)
        if row is None:
            return None
        return SaleRow(
            event_id=row[0], seq=row[1], number=row[2], business_date=row[3], occurred_ms=row[4], member_id=row[5], actor_id=row[6],
            total_minor=row[7], points_earned=row[8], points_redeemed=row[9], refunded_minor=row[10],
        )  # fmt: skip


def to_event(row: Sequence[Any]) -> Event:
    """An event of a row of the journal (`EVENT`)."""
    header = Header(**dict(zip(Header.__slots__, row, strict=False)))
    payload, prev_hash, digest, sig = row[_HEADERS:]
    return Event(header=header, payload=bytes(payload), prev_hash=bytes(prev_hash), hash=bytes(digest), sig=bytes(sig))

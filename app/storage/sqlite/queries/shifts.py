"""Reading shifts, what a Z report adds up, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.journal.event import Event, Header
from app.services.ports.store import Shift, UnitTotal
from app.storage.sqlite.core import bindparam, func, select, table, text
from app.storage.sqlite.queries.books import to_event
from app.storage.sqlite.statements import Row, Sql, first, limited, prepare

_journal, _shift, _balance, _sale = (table(name).c for name in ("journal", "shift", "balance", "sale"))
_job = table("work_print_job").c
_UNCONFIRMED = text("NOT (state = 'sent' AND coalesce(reason, '') = 'no_confirmation')")
"""What a printer that cannot confirm has taken over whole counts as printed."""
_right, _badge = table("right_set").c, table("person_badge").c

STAFF_MAX = 1_000
RIGHTS_MAX = 1_000
_SHIFT = (
    _shift.id, _shift.business_date, _shift.opened_ms, _shift.opened_by, _shift.float_minor, _shift.closed_ms, _shift.opened_seq,
    _shift.closed_by, _shift.closed_seq, _shift.z_no,
)  # fmt: skip
_BY_ID = prepare(select(*_SHIFT).where(_shift.id == bindparam("shift")), "shift")
_LAST_CLOSED = first(
    select(*_SHIFT).where(_shift.origin == bindparam("origin"), text("closed_seq IS NOT NULL")).order_by(_shift.closed_seq.desc()),
    "origin",
)
_LAST_Z = first(
    select(*_SHIFT)
    .where(_shift.origin == bindparam("origin"), text("closed_seq IS NOT NULL"), text("z_no IS NOT NULL"))
    .order_by(_shift.closed_seq.desc()),
    "origin",
)
_OF_DAYS = limited(
    select(*_SHIFT)
    .where(_shift.business_date >= bindparam("since"), _shift.business_date <= bindparam("until"))
    .order_by(_shift.business_date.desc(), _shift.origin.desc(), _shift.opened_seq.desc()),
    "since", "until",
)  # fmt: skip
_EVENTS = prepare(
    select(
        *(_journal[name] for name in Header.__slots__), _journal.payload, _journal.prev_hash, _journal.hash, _journal.sig
    ).where(_journal.origin == bindparam("origin"), _journal.seq >= bindparam("since")).order_by(_journal.seq),
    "origin", "since",
)  # fmt: skip
_TOTALS = prepare(
    select(_balance.unit, func.sum(_balance.remaining), func.sum(_balance.debt)).group_by(_balance.unit).order_by(_balance.unit)
)
_SOLD = prepare(
    select(
        func.count(), func.coalesce(func.sum(_sale.total_minor), text("0")), func.coalesce(func.sum(_sale.refunded_minor), text("0"))
    ).where(_sale.origin == bindparam("origin"), _sale.seq < bindparam("before")),
    "origin", "before",
)  # fmt: skip
_UNPRINTED = limited(
    select(_job.title)
    .where(
        text("state NOT IN ('printed', 'cancelled')"),
        text("state IN ('queued', 'sending', 'sent', 'blocked', 'unknown')"),
        text("kind IN ('receipt', 'reprint', 'slip')"),
        _UNCONFIRMED,
    )
    .order_by(_job.n)
)
_RIGHTS = limited(select(_right.act, _right.role, _right.answer).order_by(_right.act, _right.role))
_BADGE = prepare(select(_badge.staff_id).where(_badge.code_hash == bindparam("code")), "code")
_BADGES = limited(select(_badge.staff_id).order_by(_badge.staff_id))


class ShiftQueries:
    """Shifts and rights. `_origin` is the till's."""

    _sql: Sql
    _origin: str

    def shift_by_id(self, shift_id: str) -> Shift | None:
        """A shift, open or closed."""
        return self._shift_of(self._sql.one(_BY_ID, (shift_id,)))

    def last_closing(self) -> Shift | None:
        """The shift of this till that was closed last."""
        return self._shift_of(self._sql.one(_LAST_CLOSED, (self._origin,)))

    def last_z(self) -> Shift | None:
        """The shift of this till that was closed last with a Z report."""
        return self._shift_of(self._sql.one(_LAST_Z, (self._origin,)))

    def shifts(self, first_day: str, last_day: str, limit: int) -> Sequence[Shift]:
        """Shifts of these business dates, the newest first."""
        return [to_shift(row) for row in self._sql.all(_OF_DAYS, (first_day, last_day, limit))]

    def events_since(self, seq: int) -> Iterator[Event]:
        """Events of this till's journal from that number on."""
        for row in self._sql.stream(_EVENTS, (self._origin, seq)):
            yield to_event(row)

    def unit_totals(self) -> Sequence[UnitTotal]:
        """What is outstanding in each unit."""
        return [UnitTotal(unit=unit, remaining=remaining, debt=debt) for unit, remaining, debt in self._sql.all(_TOTALS)]

    def sold_before(self, seq: int) -> tuple[int, int, int]:
        """Of this till's sales before that event: how many, for how much, how much of it came back."""
        row = self._sql.one(_SOLD, (self._origin, seq)) or (0, 0, 0)
        return int(row[0]), int(row[1]), int(row[2])

    def unprinted(self, limit: int) -> Sequence[str]:
        """Receipts and slips that nobody knows to be printed."""
        return [row[0] for row in self._sql.all(_UNPRINTED, (limit,))]

    def rights_set(self) -> Sequence[tuple[str, str, str]]:
        """What the shop lets roles do otherwise than the table says."""
        return [(act, role, answer) for act, role, answer in self._sql.all(_RIGHTS, (RIGHTS_MAX,))]

    def badge_owner(self, code_hash: str) -> str | None:
        """Whose badge a scanned code is."""
        row = self._sql.one(_BADGE, (code_hash,))
        return None if row is None else str(row[0])

    def badges(self) -> frozenset[str]:
        """Who has a badge."""
        return frozenset(row[0] for row in self._sql.all(_BADGES, (STAFF_MAX,)))

    def _shift_of(self, row: Row | None) -> Shift | None:
        return None if row is None else to_shift(row)


def to_shift(row: Row) -> Shift:
    """A shift of its row."""
    return Shift(
        id=row[0], business_date=row[1], opened_ms=row[2], opened_by=row[3], float_minor=row[4], closed_ms=row[5], opened_seq=row[6],
        closed_by=row[7], closed_seq=row[8], z_no=row[9],
    )  # fmt: skip

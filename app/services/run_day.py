"""The daily run: points past their last good day are booked off, points that became usable beside a debt pay it. One event per at most 500
members; idempotent by date and chunk; can be cut off anywhere and run again (EXP-06).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.domain.journal import types
from app.domain.ledger.booking import Booking
from app.domain.ledger.lots import Lot
from app.domain.ledger.moves import expire, pay_debt
from app.services.desk import Desk, Session, book
from app.services.ports.store import Writer

MEMBERS_PER_EVENT = 500
_LOTS_READ = MEMBERS_PER_EVENT


def run_day(desk: Desk, session: Session) -> int:
    """Runs all that is due on the shift's business date. Returns the points that lapsed."""
    lapsed = 0
    while True:
        points, more = _expire_some(desk, session)
        lapsed += points
        if not more:
            break
    while _pay_some(desk, session):
        pass
    return lapsed


def run_some(desk: Desk, session: Session) -> bool:
    """One chunk of the run, at most 500 members, so that selling goes on between chunks. Returns whether there may be more to do."""
    _, more = _expire_some(desk, session)
    return more or _pay_some(desk, session)


def preview(desk: Desk, on: str, limit: int = _LOTS_READ) -> Sequence[Lot]:
    """The lots that a run on that day would book off."""
    with desk.store.read() as reader:
        return reader.lapsed_lots(on, limit)


def _expire_some(desk: Desk, session: Session) -> tuple[int, bool]:
    on = session.shift.business_date
    with desk.store.write() as books:
        lots = books.lapsed_lots(on, _LOTS_READ)
        by_member: dict[str, list[Lot]] = defaultdict(list)
        for lot in lots:
            by_member[lot.holder].append(lot)
        chosen = list(by_member)[:MEMBERS_PER_EVENT]
        if not chosen:
            return 0, False
        booking = expire(lot for holder in chosen for lot in by_member[holder])
        body = {"on": on, "members": len(chosen)}
        book(desk, books, session, types.POINTS_EXPIRED, body, cause_key=_next_chunk(books, types.POINTS_EXPIRED, on), booking=booking)
        return sum(use.points for use in booking.expired), True


def _pay_some(desk: Desk, session: Session) -> bool:
    on = session.shift.business_date
    with desk.store.write() as books:
        holders = books.matured_debtors(on, MEMBERS_PER_EVENT)
        booking = Booking()
        for holder in holders:
            debt = books.balance(holder, on).debt
            booking = booking + pay_debt(holder, ((lot.id, lot.free) for lot in books.usable_lots(holder, on)), debt)
        if not booking.postings:
            return False
        book(desk, books, session, types.DEBT_PAID, {"on": on}, cause_key=_next_chunk(books, types.DEBT_PAID, on), booking=booking)
        return True


def _next_chunk(books: Writer, type_: str, on: str) -> str:
    chunk = 1
    while books.event_by_cause(type_, f"{on}:{chunk}") is not None:
        chunk += 1
    return f"{on}:{chunk}"

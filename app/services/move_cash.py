"""Money into or out of the drawer without a sale, and the drawer opened for nothing: each is one event, a pulse and a slip, in one commit.

Reasons are codes and never somebody's own words.
"""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.till.approval import Approval, Asked
from app.domain.till.cash import MOVED_MAX_MINOR, REASONS, How
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Writer
from app.services.shift_report import open_report
from app.services.shift_slips import print_cash

_ACTS = {"pay_in": Act.PAY_IN, "pay_out": Act.PAY_OUT, "safe_drop": Act.SAFE_DROP}


def asked_for(session: Session, how: How, amount_minor: int, reason: str) -> Asked | None:
    """What a second person has to approve, None for nothing. Refusals: not_allowed, and those of a bad amount or reason."""
    _check(how, amount_minor, reason)
    if not needs_approval(session, _ACTS[how]):
        return None
    return Asked(act=_ACTS[how], parameters={"shift": session.shift.id, "how": how, "amount_minor": amount_minor, "reason": reason})


def move_cash(
    desk: Desk, session: Session, how: How, amount_minor: int, reason: str, *, event_id: str | None = None, approval: Approval | None = None
) -> Event:
    """Books money moved without a sale, opens the drawer, prints the slip. A second call with the same id books nothing.

    Refusals: cash_how, amount_range (nothing, or more than a drawer ever holds), cash_reason, cash_short (have_minor: less should be there
    than is taken out), not_allowed, needs_approval and the others of `approve.approved`, shift_closed.
    """
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            return known
        on_open_shift(books, session)
        asked = asked_for(session, how, amount_minor, reason)
        if how != "pay_in":
            have = open_report(desk, books).expected_minor
            if amount_minor > have:
                raise Refusal("cash_short", have_minor=have)
        approver = None if asked is None else approved(desk, books, session, asked, approval, event_id)
        body = {"how": how, "amount_minor": amount_minor, "reason": reason}
        event = book(desk, books, session, types.CASH_MOVED, body, event_id=event_id, approver_id=approver)
        print_cash(desk, books, event)
        return event


def book_no_sale(desk: Desk, books: Writer, session: Session, reason: str) -> Event:
    """The drawer opened without a sale, within a commit that is already open: the event, the pulse, the slip. Refusals: not_allowed."""
    if needs_approval(session, Act.NO_SALE):
        raise Refusal("needs_approval", act=Act.NO_SALE.value)
    event = book(desk, books, session, types.NO_SALE, {"reason": reason})
    print_cash(desk, books, event)
    return event


def _check(how: str, amount_minor: int, reason: str) -> None:
    if how not in _ACTS:
        raise Refusal("cash_how")
    if isinstance(amount_minor, bool) or not 0 < amount_minor <= MOVED_MAX_MINOR:
        raise Refusal("amount_range")
    if reason not in REASONS[how]:
        raise Refusal("cash_reason")

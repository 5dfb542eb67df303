"""Freezing, freeing and ending an account (FRAUD-06), each with its reason. A frozen account earns lots that cannot be used, and uses none;
freed again, those lots can be used and pay what is owed in the same commit.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.adjust_reasons import STATUS_REASONS
from app.domain.ledger.booking import Booking
from app.domain.ledger.moves import thaw
from app.domain.members.member import MemberStatus
from app.domain.members.names import clean_text
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.counter import saved_basket
from app.services.desk import Desk, Session, book
from app.services.ports.store import Reader

NOTE_MAX = 200
LOTS_READ = 20_000
_NEXT: dict[MemberStatus, tuple[MemberStatus, ...]] = {
    "active": ("frozen", "closed"),
    "frozen": ("active", "closed"),
    "closed": ("active",),
}


@dataclass(frozen=True, slots=True)
class StateChange:
    """A member's account to be put into another state."""

    member_id: str
    status: MemberStatus
    reason: str


def possible_states(status: MemberStatus) -> tuple[MemberStatus, ...]:
    """What an account in this state may become."""
    return _NEXT[status]


def state_asked(session: Session, change: StateChange) -> Asked | None:
    """What a second person has to approve, None for nothing. Refusal not_allowed."""
    act = Act.CLOSE_MEMBER if change.status == "closed" else Act.FREEZE_MEMBER
    return _asked(act, change) if needs_approval(session, act) else None


def change_state(
    desk: Desk,
    session: Session,
    change: StateChange,
    *,
    note: str = "",
    event_id: str | None = None,
    approval: Approval | None = None,
) -> Event:
    """Puts the account into another state. `note`: why, in own words. `event_id` made before the first try: a second call with it answers
    with the booked event.

    Refusals: no_such_member, state_same, state_reason, state_on_counter (points of the member lie on the open basket), text_too_long,
    not_allowed, needs_approval and the others of `approve.approved`, shift_closed.
    """
    text = clean_text(note, NOTE_MAX, "note")
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(event_id)
        if booked is not None:
            return booked
        member = books.member(change.member_id)
        if member is None:
            raise Refusal("no_such_member")
        if change.status not in _NEXT[member.status]:
            raise Refusal("state_same")
        if change.reason not in STATUS_REASONS:
            raise Refusal("state_reason")
        basket = saved_basket(books)
        if basket is not None and basket.member_id == member.id and (basket.hold is not None or change.status == "closed"):
            raise Refusal("state_on_counter")
        asked = state_asked(session, change)
        approver_id = None if asked is None else approved(desk, books, session, asked, approval, event_id)
        booking = _thawed(books, member.id, session.shift.business_date) if change.status == "active" else Booking()
        body = {"status": change.status, "reason_code": change.reason}
        event = book(
            desk,
            books,
            session,
            types.MEMBER_STATUS,
            body,
            event_id=event_id,
            member_id=member.id,
            approver_id=approver_id,
            booking=booking,
        )
        if text:
            books.put_reason(event_id, text)
        return event


def _asked(act: Act, change: StateChange) -> Asked:
    return Asked(act=act, parameters={"member": change.member_id, "status": change.status, "reason": change.reason})


def _thawed(reader: Reader, member_id: str, on: str) -> Booking:
    """All frozen lots are freed; what can be used pays what is owed."""
    return thaw(member_id, reader.lots(member_id, LOTS_READ), reader.balance(member_id, on).debt, on)

"""A second person's yes to one act (LESSON-25): allowed, or needs approval, for every act of the rights table.

The second person types the own PIN on what is shown; the answer is bound to it, holds for ten minutes and for one event, and both persons
stand in that event's header. Nobody approves what he does himself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act, Right, may, right
from app.services.desk import Desk, Session, book
from app.services.pins import check_pin, forget_wrong_pins, people
from app.services.ports.store import Reader, StaffMember, Writer

HOLDS_MS = 10 * 60_000


def needs_approval(session: Session, act: Act) -> bool:
    """Whether a second person has to say yes. Refusal not_allowed where this person may not do it at all."""
    answer = right(session.actor.role, act)
    if answer is Right.NO:
        raise Refusal("not_allowed")
    return answer is Right.NEEDS_APPROVAL


def approvers(reader: Reader, session: Session, act: Act) -> Sequence[StaffMember]:
    """Who may say yes: everybody who may do it alone, but the one who asks."""
    return [person for person in people(reader) if person.id != session.actor.id and may(person.role, act)]


def approve(desk: Desk, session: Session, asked: Asked, approver_id: str, pin: str) -> Approval:
    """The second person's answer. Refusals: approve_own, pin_wrong, locked_out, no_such_person, approver_may_not."""
    if approver_id == session.actor.id:
        raise Refusal("approve_own")
    person = check_pin(desk, approver_id, pin)
    with desk.store.write() as books:
        forget_wrong_pins(books, person)
    return _given(desk, session, asked, person)


def approve_by_badge(desk: Desk, session: Session, asked: Asked, code: str) -> Approval:
    """The second person's answer by badge. Refusals: badge_unknown, approve_own, approver_may_not."""
    from app.services.badges import badge_holder

    with desk.store.read() as reader:
        person = badge_holder(reader, code)
    if person.id == session.actor.id:
        raise Refusal("approve_own")
    return _given(desk, session, asked, person)


def _given(desk: Desk, session: Session, asked: Asked, person: StaffMember) -> Approval:
    if not may(person.role, asked.act):
        raise Refusal("approver_may_not")
    return Approval(
        id=desk.ids.new_id(), digest=asked.digest, actor_id=session.actor.id, approver_id=person.id, given_ms=desk.clock.now_ms()
    )


def approved(desk: Desk, books: Writer, session: Session, asked: Asked, approval: Approval | None, event_id: str) -> str | None:
    """Who approved the act that the event is about to book; None where nobody has to. Writes down that the answer is used up.

    Refusals: not_allowed, needs_approval (act), approve_own, approval_other (it was given for something else, or to somebody else),
    approval_old, approval_used.
    """
    if not needs_approval(session, asked.act):
        return None
    if approval is None:
        raise Refusal("needs_approval", act=asked.act.value)
    if approval.approver_id == session.actor.id:
        raise Refusal("approve_own")
    if approval.digest != asked.digest or approval.actor_id != session.actor.id:
        raise Refusal("approval_other")
    if not 0 <= desk.clock.now_ms() - approval.given_ms <= HOLDS_MS:
        raise Refusal("approval_old")
    used = books.event_by_cause(types.APPROVAL, approval.id)
    if used is None:
        body = {"act": asked.act.value, "digest": asked.digest, "event": event_id}
        book(desk, books, session, types.APPROVAL, body, approver_id=approval.approver_id, cause_key=approval.id)
    elif json.loads(used.payload)["event"] != event_id:
        raise Refusal("approval_used")
    return approval.approver_id

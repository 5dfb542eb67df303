"""A member's changing code at the till: checked, taken once, written down; it attaches its member and proves that the member is there."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.member import Member
from app.domain.members.member_code import MemberCode, check_member_code, member_code, read_member_code
from app.domain.sales.basket import BY_CODE
from app.services.counter import CounterState
from app.services.desk import Desk, Session, book
from app.services.edit_basket import attach_member
from app.services.ports.store import Reader


def code_of(desk: Desk, member_id: str) -> str:
    """The code that the member's phone shows now."""
    return member_code(member_id, desk.clock.now_ms(), desk.member_key(member_id))


def member_of_code(desk: Desk, reader: Reader, text: str) -> tuple[Member, MemberCode]:
    """Whose code it is, without taking it. Refusals: member_code_wrong, member_code_expired, member_code_used, member_closed."""
    code = read_member_code(text)
    check_member_code(code, desk.clock.now_ms(), desk.member_key(code.member_id))
    member = reader.member(code.member_id)
    if member is None:
        raise Refusal("member_code_wrong")
    if member.status == "closed":
        raise Refusal("member_closed")
    if reader.event_by_cause(types.MEMBER_CODE_SHOWN, code.cause) is not None:
        raise Refusal("member_code_used")
    return member, code


def take_code(desk: Desk, session: Session, text: str) -> Member:
    """Takes a code: its member is there. Refusals as of `member_of_code`, shift_closed."""
    with desk.store.write() as books:
        member, code = member_of_code(desk, books, text)
        book(desk, books, session, types.MEMBER_CODE_SHOWN, {"slot": code.slot}, member_id=member.id, cause_key=code.cause)
    return member


def attach_by_code(desk: Desk, session: Session, text: str) -> CounterState:
    """Takes a code and attaches its member, proved to be there; another one is replaced. Refusals as of `member_of_code`, payment_begun,
    shift_closed.
    """
    member = take_code(desk, session, text)
    return attach_member(desk, session, member.id, proof=BY_CODE)

"""Tiers given by a person: one recognised from elsewhere, bought, or given as a favour, in place of the member's own until a day (TIER-10);
and the own tier of a programme whose tiers are set by hand. Each with its reason; whoever may not do it alone needs a second person.
"""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.members.names import clean_text
from app.domain.programme.compiled import Tiers
from app.domain.programme.dates import add_days
from app.domain.programme.tier_reasons import FLOOR_REASONS
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved
from app.services.desk import Desk, Session, book
from app.services.ports.store import Reader, Writer

REASON_TEXT_MAX = 200
UNTIL_MAX_DAYS = 3_660


def give_tier(
    desk: Desk,
    session: Session,
    member_id: str,
    tier: str,
    until: str,
    reason: str,
    *,
    note: str = "",
    event_id: str | None = None,
    approval: Approval | None = None,
) -> Event:
    """Puts a tier in place of the member's own until its last good day. `reason`: status_match, bought or by_hand; `note`: in own words.

    `event_id` made before the first try: a second call with it answers with the booked event. `approval`: a second person's yes to
    `floor_asked`. Refusals: no_such_member, member_closed, no_such_tier, tier_until (not from today to ten years ahead), tier_reason,
    text_too_long, shift_closed, and those of `approve.approved`.
    """
    if reason not in FLOOR_REASONS:
        raise Refusal("tier_reason")
    text = clean_text(note, REASON_TEXT_MAX, "note")
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(event_id)
        if booked is not None:
            return booked
        tiers = _tiers(desk, books, session, member_id)
        _known(tiers, tier)
        _in_time(session.shift.business_date, until)
        approver_id = approved(desk, books, session, floor_asked(member_id, tier, until, reason), approval, event_id)
        return _book(desk, books, session, event_id, member_id, {"tier": tier, "until": until, "reason": reason}, approver_id, text)


def end_floor(
    desk: Desk, session: Session, member_id: str, *, note: str = "", event_id: str | None = None, approval: Approval | None = None
) -> Event:
    """Takes the tier in place of the own away before its day. Refusals: no_such_member, member_closed, no_floor, and as of `give_tier`."""
    text = clean_text(note, REASON_TEXT_MAX, "note")
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(event_id)
        if booked is not None:
            return booked
        _tiers(desk, books, session, member_id)
        member = books.member(member_id)
        if member is None or member.floor_tier is None:
            raise Refusal("no_floor")
        approver_id = approved(desk, books, session, floor_asked(member_id, None, None, "removed"), approval, event_id)
        return _book(desk, books, session, event_id, member_id, {"tier": None, "until": None}, approver_id, text)


def set_own_tier(
    desk: Desk,
    session: Session,
    member_id: str,
    tier: str,
    *,
    note: str = "",
    event_id: str | None = None,
    approval: Approval | None = None,
) -> Event:
    """Sets the member's own tier in a programme whose tiers are set by hand; it is kept as the programme says.

    Refusals: as of `give_tier`, and tier_not_by_hand where the programme reckons the tiers itself.
    """
    text = clean_text(note, REASON_TEXT_MAX, "note")
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(event_id)
        if booked is not None:
            return booked
        tiers = _tiers(desk, books, session, member_id)
        if tiers.metric != "manual":
            raise Refusal("tier_not_by_hand")
        _known(tiers, tier)
        approver_id = approved(desk, books, session, own_asked(member_id, tier), approval, event_id)
        body: dict[str, object] = {"tier": tier, "valid_until": tiers.keep.last_day(session.shift.business_date), "reason": "by_hand"}
        return _book(desk, books, session, event_id, member_id, body, approver_id, text, types.TIER_SET)


def floor_asked(member_id: str, tier: str | None, until: str | None, reason: str) -> Asked:
    """What a second person says yes to."""
    return Asked(act=Act.SET_TIER, parameters={"member": member_id, "floor": tier, "until": until, "reason": reason})


def own_asked(member_id: str, tier: str) -> Asked:
    """What a second person says yes to."""
    return Asked(act=Act.SET_TIER, parameters={"member": member_id, "tier": tier})


def _tiers(desk: Desk, reader: Reader, session: Session, member_id: str) -> Tiers:
    member = reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    if member.status == "closed":
        raise Refusal("member_closed")
    tiers = desk.programmes.in_force(reader, session.shift.business_date).tiers
    if tiers is None:
        raise Refusal("no_such_tier")
    return tiers


def _known(tiers: Tiers, tier: str) -> None:
    if tier not in tiers.rank:
        raise Refusal("no_such_tier")


def _in_time(on: str, until: str) -> None:
    try:
        latest = add_days(on, UNTIL_MAX_DAYS)
        holds = len(until) == len(latest) and on <= add_days(until, 0) <= latest
    except ValueError:
        holds = False
    if not holds:
        raise Refusal("tier_until")


def _book(
    desk: Desk,
    books: Writer,
    session: Session,
    event_id: str,
    member_id: str,
    body: dict[str, object],
    approver_id: str | None,
    note: str,
    type_: str = types.TIER_FLOOR_SET,
) -> Event:
    event = book(desk, books, session, type_, body, event_id=event_id, member_id=member_id, approver_id=approver_id)
    if note:
        books.put_reason(event_id, note)
    return event

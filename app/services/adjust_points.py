"""Points given and taken by hand (EARN-03): with the right to it, a reason, and a second person above the shop's limit. They are an event
type of their own, never a disguised sale; words of one's own are kept outside the chain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.adjust_reasons import DEDUCT_REASONS, GRANT_REASONS
from app.domain.ledger.booking import ADJUSTED, Booking
from app.domain.ledger.lots import Balance, Lot
from app.domain.ledger.moves import Accrual, accrue, adjust_down, take_back
from app.domain.members.member import Member
from app.domain.members.names import clean_text
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.dates import add_days
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.adjust_slips import adjustment_slip
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader
from app.services.slips import print_slip

BY_HAND = "by_hand"
"""What stands in the place of a rule in a lot given by hand."""
PROGRAMME, LASTING = "programme", "lasting"
"""How long given points are good: as the programme says, or for ever; otherwise until a date."""
POINTS_MAX = 1_000_000
NOTE_MAX = 200
UNTIL_MAX_DAYS = 3_660
_FUNDING = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What is to be done: `points` given (positive) or taken (negative) for a reason code.

    `life`: `programme`, `lasting` or a last good day; `funding`: the cost account, None for none. Both mean something only where points
    are given.
    """

    member_id: str
    points: int
    reason: str
    life: str = PROGRAMME
    funding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustPreview:
    """An adjustment before it is confirmed. `available` and `debt` before and after; `expires_on`: last good day of given points, None for
    never; `frozen`: they wait until the account is free. `asked`: what a second person has to approve, None for nothing.
    """

    adjustment: Adjustment
    available: tuple[int, int]
    debt: tuple[int, int]
    expires_on: str | None
    frozen: bool
    asked: Asked | None


def preview_adjustment(desk: Desk, session: Session, adjustment: Adjustment) -> AdjustPreview:
    """What an adjustment would do. Refusals as of `adjust_points`, approvals apart."""
    with desk.store.read() as reader:
        on_open_shift(reader, session)
        return _work_out(desk, reader, session, adjustment, "0" * 32)[0]


def adjust_points(
    desk: Desk,
    session: Session,
    adjustment: Adjustment,
    *,
    note: str = "",
    event_id: str | None = None,
    approval: Approval | None = None,
    paper: bool = True,
) -> Event:
    """Gives or takes points. `note`: why, in own words; `event_id` made before the first try: a second call with it answers with the booked
    event; `approval`: a second person's yes to what the preview asks; `paper`: a slip, where the shop prints slips.

    Refusals: adjust_points (0, or more than a million), adjust_reason, adjust_life, adjust_funding, no_such_member, member_closed,
    adjust_too_many (available) where more is taken than can be used and the shop lets nobody owe, text_too_long, not_allowed,
    needs_approval and the others of `approve.approved`, shift_closed.
    """
    text = clean_text(note, NOTE_MAX, "note")
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(event_id)
        if booked is not None:
            if booked.header.type != types.POINTS_ADJUSTED or booked.header.member_id != adjustment.member_id:
                raise ValueError(f"event {event_id} is booked already as something else")
            return booked
        on_open_shift(books, session)
        preview, booking = _work_out(desk, books, session, adjustment, event_id)
        approver_id = None if preview.asked is None else approved(desk, books, session, preview.asked, approval, event_id)
        body: dict[str, object] = {
            "points": adjustment.points,
            "reason_code": adjustment.reason,
            "before": preview.available[0],
            "after": preview.available[1],
            "owed": preview.debt[1],
        }
        event = book(
            desk,
            books,
            session,
            types.POINTS_ADJUSTED,
            body,
            event_id=event_id,
            member_id=adjustment.member_id,
            approver_id=approver_id,
            booking=booking,
        )
        if text:
            books.put_reason(event_id, text)
        if paper:
            print_slip(desk, books, adjustment_slip(desk, books, event))
        return event


def adjustment_asked(act: Act, adjustment: Adjustment) -> Asked:
    """What a second person says yes to."""
    return Asked(
        act=act,
        parameters={
            "member": adjustment.member_id,
            "points": adjustment.points,
            "reason": adjustment.reason,
            "life": adjustment.life,
            "funding": adjustment.funding,
        },
    )


def by_hand(member: Member, balance: Balance, points: int, on: str, life: tuple[str | None, int | None], funding: str | None) -> Accrual:
    """The accrual of points given by hand: what is owed is paid first, a frozen account gets a frozen lot; it counts for no tier."""
    frozen = member.status == "frozen"
    expires_on, months = life
    return Accrual(
        holder=member.id,
        rule=BY_HAND,
        points=points,
        to_debt=0 if frozen else min(points, balance.debt),
        earned_on=on,
        available_on=on,
        expires_on=expires_on,
        inactivity_months=months,
        frozen=frozen,
        qualifying=False,
        funding=funding,
    )


def life_of(programme: CompiledProgramme | None, life: str, on: str) -> tuple[str | None, int | None]:
    """Last good day and months of inactivity of points given on a day. Refusal adjust_life for a date before it or beyond ten years."""
    if life == LASTING or (life == PROGRAMME and programme is None):
        return None, None
    if life == PROGRAMME and programme is not None:
        validity = programme.validity
        last = validity.last_day(on)
        if last is not None and last < on:
            raise Refusal("adjust_life")
        return last, validity.n if validity.kind == "inactivity" else None
    try:
        latest = add_days(on, UNTIL_MAX_DAYS)
        holds = len(life) == len(latest) and on <= add_days(life, 0) <= latest
    except ValueError:
        holds = False
    if not holds:
        raise Refusal("adjust_life")
    return life, None


def check_funding(funding: str | None) -> None:
    """Refusal adjust_funding for what is no code."""
    if funding is not None and _FUNDING.fullmatch(funding) is None:
        raise Refusal("adjust_funding")


def in_force(desk: Desk, reader: Reader, on: str) -> CompiledProgramme | None:
    """The programme in force, None where there is none yet."""
    sha = reader.programme_sha(on)
    return None if sha is None else desk.programmes.by_sha(reader, sha)


def _work_out(
    desk: Desk, reader: Reader, session: Session, adjustment: Adjustment, event_id: str
) -> tuple[AdjustPreview, Booking]:
    points, on = adjustment.points, session.shift.business_date
    if isinstance(points, bool) or not isinstance(points, int) or not 0 < abs(points) <= POINTS_MAX:
        raise Refusal("adjust_points", max=POINTS_MAX)
    if adjustment.reason not in (GRANT_REASONS if points > 0 else DEDUCT_REASONS):
        raise Refusal("adjust_reason")
    check_funding(adjustment.funding)
    member = reader.member(adjustment.member_id)
    if member is None:
        raise Refusal("no_such_member")
    if member.status == "closed" and points > 0:
        raise Refusal("member_closed")
    balance = reader.balance(member.id, on)
    before, debt = max(0, balance.available), balance.debt
    if points > 0:
        life = life_of(in_force(desk, reader, on), adjustment.life, on)
        given = by_hand(member, balance, points, on, life, adjustment.funding)
        booking = accrue(event_id, [given], source=ADJUSTED)
        after, owed = before + (0 if given.frozen else points - given.to_debt), debt - given.to_debt
        expires_on, frozen = life[0], given.frozen
    else:
        booking = _taken(desk, reader, member.id, before, -points, on)
        owed = debt + max(0, -points - before)
        after, expires_on, frozen = max(0, before + points), None, False
    many = abs(points) > int(desk.setting(reader, "adjust.limit_points"))
    act = (Act.GRANT_MANY_POINTS if many else Act.GRANT_POINTS) if points > 0 else Act.DEDUCT_MANY_POINTS if many else Act.DEDUCT_POINTS
    asked = adjustment_asked(act, adjustment) if needs_approval(session, act) else None
    preview = AdjustPreview(
        adjustment=adjustment, available=(before, after), debt=(debt, owed), expires_on=expires_on, frozen=frozen, asked=asked
    )
    return preview, booking


def _taken(desk: Desk, reader: Reader, member_id: str, available: int, points: int, on: str) -> Booking:
    """Points taken from usable lots in the order of consumption; the rest is owed where the shop wants it so."""
    if desk.setting(reader, "adjust.may_owe"):
        return take_back(member_id, (), tuple(_until(reader, member_id, points, on)), points, on, to=ADJUSTED)
    booking = adjust_down(member_id, reader.usable_lots(member_id, on), points, on)
    if booking is None:
        raise Refusal("adjust_too_many", available=available)
    return booking


def _until(reader: Reader, member_id: str, points: int, on: str) -> Iterator[Lot]:
    """Usable lots until they suffice."""
    for lot in reader.usable_lots(member_id, on):
        yield lot
        points -= lot.free
        if points <= 0:
            return

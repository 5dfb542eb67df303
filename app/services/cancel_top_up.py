"""Taking a top-up back: by the tender it came in, its bonus with it; what is gone of the bonus comes off the money (programme.md §6.5). The
points it earned go in the same commit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import BONUS, ISSUED, MEMBER, POINTS, VALUE, Booking
from app.domain.ledger.moves import take_back as points_taken_back
from app.domain.ledger.value_moves import take_back
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader, Writer
from app.services.slips import queue_slip
from app.services.stored_value import LOTS_READ, open_drawer_for
from app.services.value_slips import value_slip


def cancel_top_up(desk: Desk, session: Session, event_id: str, cancel_id: str, approval: Approval | None = None) -> Event:
    """Takes a top-up back by its tender: the bonus goes with it, and what is gone of the bonus comes off the money (programme.md §6.5). Its
    points are taken back in the same commit. A second call with `cancel_id` answers with what was booked.

    Refusals: no_such_event, reversed_already, value_spent (missing_minor: principal that was spent already), value_gift (nobody paid for
    it), those of `approve.approved`, not_allowed, needs_approval, shift_closed.
    """
    with desk.store.write() as books:
        known = books.event(cancel_id)
        if known is not None:
            return known
        on_open_shift(books, session)
        asked = cancel_asked(session, event_id)
        plan = _cancel_plan(books, event_id)
        approver = None if asked is None else approved(desk, books, session, asked, approval, cancel_id)
        body: dict[str, object] = {
            "of": event_id,
            "card": plan.card,
            "principal_minor": plan.principal_minor,
            "bonus_minor": plan.bonus_minor,
            "after": list(plan.after),
            "paid_out": [[plan.kind, plan.paid_minor]] if plan.paid_minor else [],
        }
        event = book(
            desk,
            books,
            session,
            types.VALUE_PAID_OUT,
            body,
            event_id=cancel_id,
            member_id=plan.member_id,
            reverses_id=event_id,
            cause_key=event_id,
            approver_id=approver,
            booking=plan.booking,
        )
        earned = books.event_by_cause(types.ACCRUAL, f"top_up:{event_id}")
        if earned is not None:
            _points_back(desk, books, session, earned)
        if plan.kind == CASH and desk.machine.flag("drawer.connected"):
            open_drawer_for(desk, books, event)
        queue_slip(desk, books, value_slip(desk, books, event), cancel_id)
        return event


def cancel_asked(session: Session, event_id: str) -> Asked | None:
    """What a second person has to approve before a top-up is taken back. Refusal not_allowed."""
    asked = needs_approval(session, Act.PAY_OUT_VALUE)
    return Asked(act=Act.PAY_OUT_VALUE, parameters={"of": event_id}) if asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cancel:
    card: str
    kind: str
    member_id: str | None
    principal_minor: int
    bonus_minor: int
    paid_minor: int
    booking: Booking
    after: tuple[int, int]


def _cancel_plan(reader: Reader, event_id: str) -> _Cancel:
    event = reader.event(event_id)
    if event is None or event.header.type != types.VALUE_TOPPED_UP:
        raise Refusal("no_such_event")
    if reader.event_by_cause(types.VALUE_PAID_OUT, event_id) is not None:
        raise Refusal("reversed_already")
    body = json.loads(event.payload)
    if not body["tenders"]:
        raise Refusal("value_gift")
    lots = reader.lots_of_event(event_id)
    holder = lots[0].holder
    amount, bonus = body["amount_minor"], body["bonus_minor"]
    bonus_left = sum(lot.free for lot in lots if lot.unit == BONUS)
    gone = bonus - bonus_left  # spent of the bonus: it comes off the money
    principal = [*(lot for lot in lots if lot.unit == VALUE), *(lot for lot in reader.lots(holder, LOTS_READ, VALUE))]
    free = sum({lot.id: lot.free for lot in principal}.values())
    if free < amount:
        raise Refusal("value_spent", missing_minor=amount - free)
    value = reader.value(holder)
    taken = take_back([lot for lot in lots if lot.unit == BONUS], principal, amount)
    return _Cancel(
        card=body["card"],
        kind=body["tenders"][0][0],
        member_id=event.header.member_id,
        principal_minor=amount,
        bonus_minor=bonus_left,
        paid_minor=max(0, amount - gone),
        booking=taken,
        after=(value.principal_minor - amount, value.bonus_minor - bonus_left),
    )


def _points_back(desk: Desk, books: Writer, session: Session, earned: Event) -> None:
    """Books the reversal of what the top-up earned, for every account; caps and what counted for the tier are given back."""
    body, on = json.loads(earned.payload), session.shift.business_date
    own = books.lots_of_event(earned.header.id)
    booking = Booking()
    for holder in dict.fromkeys(lot.holder for lot in own):
        mine = [lot for lot in own if lot.holder == holder]
        points = sum(row[4] for row in body["ledger"]["postings"] if row[0] in (MEMBER, "debt") and row[1] == holder and row[2] == POINTS)
        usable = [lot for lot in books.lots(holder, LOTS_READ) if lot.usable(on)]
        booking = booking + points_taken_back(holder, mine, usable, points, on, to=ISSUED)
    undone: dict[str, object] = {
        "of": earned.header.id,
        "type": types.ACCRUAL,
        "caps": [[holder, cap, period, -n] for holder, cap, period, n in body.get("caps", ())],
        "counts": {name: -n for name, n in body.get("counts", {}).items() if name != "on" and n} | {"on": earned.header.business_date},
    }
    if not booking.postings and not undone["caps"]:
        return
    book(
        desk,
        books,
        session,
        types.REVERSAL,
        undone,
        member_id=earned.header.member_id,
        reverses_id=earned.header.id,
        cause_key=earned.header.id,
        booking=booking,
    )

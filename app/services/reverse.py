"""Taking an event back by another one: a chunk of a daily run, a reward that was bought by itself, points given or taken by hand. The books
keep both; nothing is taken back twice.

A sale is not reversed but returned (services.refund_sale). What a lapsed lot gets back it keeps only as long as its last good day allows:
the next daily run finds it lapsed again, unless the reversal gives it a later one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import ADJUSTED, DEBT, ISSUED, Booking, Posting
from app.domain.ledger.lots import Lot
from app.domain.ledger.moves import accrue, give_back, take_back
from app.domain.members.names import clean_text
from app.domain.programme.dates import add_days
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.adjust_points import PROGRAMME, by_hand, in_force, life_of
from app.services.approve import approved
from app.services.desk import Desk, Session, book
from app.services.ports.store import Reader

REASON_TEXT_MAX = 200
UNTIL_MAX_DAYS = 3_660
_LOTS_READ = 5_000
_HANDED_OVER = {"cash_minor", "cash_out_minor", "floor", "draw", "project", "for"}
"""A reward that moved more than points, stock and vouchers is not undone by giving points back."""

Body = Mapping[str, Any]


def reverse(
    desk: Desk,
    session: Session,
    event_id: str,
    *,
    until: str | None = None,
    note: str = "",
    reversal_id: str | None = None,
    approval: Approval | None = None,
) -> Event:
    """Takes an event back. `until`: lots that lapsed are good until this day from now on (only of an expiry). `note`: why, in own words.

    `reversal_id` made before the first try: a second call with it answers with the booked event. `approval`: a second person's yes to
    `reversal_asked`. Refusals: no_such_event, not_reversible, reversed_already (on), voucher_used, reverse_until (not from today to ten
    years ahead, or not an expiry), text_too_long, shift_closed, and those of `approve.approved`.
    """
    text = clean_text(note, REASON_TEXT_MAX, "note")
    reversal_id = reversal_id or desk.ids.new_id()
    with desk.store.write() as books:
        booked = books.event(reversal_id)
        if booked is not None:
            return booked
        event = books.event(event_id)
        if event is None:
            raise Refusal("no_such_event")
        act = act_of(event)
        earlier = books.event_by_cause(types.REVERSAL, event_id)
        if earlier is not None:
            raise Refusal("reversed_already", on=earlier.header.business_date)
        _in_time(session.shift.business_date, event, until)
        approver_id = approved(desk, books, session, reversal_asked(act, event_id, until), approval, reversal_id)
        parts, booking = _undone(desk, books, event, reversal_id, session.shift.business_date, until)
        body = {"of": event_id, "type": event.header.type, **parts}
        reversal = book(
            desk,
            books,
            session,
            types.REVERSAL,
            body,
            event_id=reversal_id,
            member_id=event.header.member_id,
            reverses_id=event_id,
            cause_key=event_id,
            approver_id=approver_id,
            booking=booking,
        )
        if text:
            books.put_reason(reversal_id, text)
        return reversal


def act_of(event: Event) -> Act:
    """Which right taking an event back needs. Refusals: not_reversible, reverse_batch (points of a whole list: services.bulk_grant)."""
    kind, body = event.header.type, json.loads(event.payload)
    if "batch" in body:
        raise Refusal("reverse_batch")
    if kind in (types.POINTS_EXPIRED, types.TIER_REVIEWED):
        return Act.REVERSE_EXPIRY
    if kind == types.REWARD_ISSUED and not _HANDED_OVER & body.keys():
        return Act.GRANT_POINTS
    if kind == types.POINTS_ADJUSTED and "ledger" in body:
        return Act.DEDUCT_POINTS if "grants" in body["ledger"] else Act.GRANT_POINTS
    raise Refusal("not_reversible")


def reversal_asked(act: Act, event_id: str, until: str | None) -> Asked:
    """What a second person says yes to."""
    return Asked(act=act, parameters={"reverse": event_id, "until": until})


def _in_time(on: str, event: Event, until: str | None) -> None:
    if until is None:
        return
    latest = add_days(on, UNTIL_MAX_DAYS)
    try:
        holds = len(until) == len(latest) and on <= add_days(until, 0) <= latest
    except ValueError:
        holds = False
    if not holds or event.header.type != types.POINTS_EXPIRED:
        raise Refusal("reverse_until")


def _undone(
    desk: Desk, reader: Reader, event: Event, reversal_id: str, on: str, until: str | None
) -> tuple[dict[str, object], Booking]:
    """What the reversal moves: the parts of its body, and its booking."""
    body = json.loads(event.payload)
    booking = Booking.from_mapping(body.get("ledger", {}))
    if event.header.type == types.TIER_REVIEWED:
        return _tiers_back(reader, body), Booking()
    if booking.grants:
        return {}, _grant_back(reader, event, booking, on)
    parts = _reward_back(reader, event, body) if event.header.type == types.REWARD_ISSUED else {}
    owed = [posting for posting in booking.postings if posting.account == DEBT]
    booking = _without_debt(booking, owed)
    forgiven = _debt_back(desk, reader, reversal_id, owed, on)
    paid = {(p.holder or "", p.unit): p.amount for p in forgiven.postings if p.account == DEBT}
    return parts, forgiven + _points_back(reader, booking, on, until, paid)


def _without_debt(booking: Booking, owed: Sequence[Posting]) -> Booking:
    """What a deduction took out of lots, without what it made the holder owe."""
    if not owed:
        return booking
    rest = -sum(posting.amount for posting in owed)
    kept = (p if p.holder is not None else replace(p, amount=p.amount - rest) for p in booking.postings if p.account != DEBT)
    return replace(booking, postings=tuple(posting for posting in kept if posting.amount))


def _debt_back(desk: Desk, reader: Reader, reversal_id: str, owed: Sequence[Posting], on: str) -> Booking:
    """What a deduction made somebody owe is owed no more; as far as it has been paid since, it comes back as points given by hand."""
    given = []
    for posting in owed:
        member = reader.member(posting.holder or "")
        if member is not None:
            life = life_of(in_force(desk, reader, on), PROGRAMME, on)
            one = by_hand(member, reader.balance(member.id, on), -posting.amount, on, life, None)
            given.append(replace(one, to_debt=min(one.points, reader.balance(member.id, on).debt)))
    return accrue(reversal_id, given, source=ADJUSTED)


def _points_back(
    reader: Reader, booking: Booking, on: str, until: str | None, paid: Mapping[tuple[str, str], int]
) -> Booking:
    """Every lot gets what was taken from it. Lots that lapsed under a freeze that has ended since come back free."""
    lots: dict[str, Lot] = {lot.id: lot for lot in reader.lots_by_id([p.lot for p in booking.postings if p.lot is not None])}
    holders = dict.fromkeys((lot.holder, lot.unit) for lot in lots.values())
    debts = {(holder, unit): reader.balance(holder, on, unit).debt - paid.get((holder, unit), 0) for holder, unit in holders}
    free = {holder for holder in dict.fromkeys(lot.holder for lot in lots.values() if lot.frozen) if _active(reader, holder)}
    thawed = tuple(lot.id for lot in lots.values() if lot.frozen and lot.holder in free)
    for lot in thawed:
        lots[lot] = replace(lots[lot], frozen=False)
    return give_back(booking, lots.values(), debts, on, until) + Booking(thawed=thawed)


def _active(reader: Reader, holder: str) -> bool:
    member = reader.member(holder)
    return member is None or member.status != "frozen"


def _grant_back(reader: Reader, event: Event, booking: Booking, on: str) -> Booking:
    """Points that were given by hand: from their own lots, then from others of the holder, the rest is owed."""
    back = Booking()
    own = reader.lots_of_event(event.header.id)
    sources = {posting.account for posting in booking.postings if posting.holder is None}
    for holder in dict.fromkeys(posting.holder for posting in booking.postings if posting.holder is not None):
        points = sum(posting.amount for posting in booking.postings if posting.holder == holder)
        mine = [lot for lot in own if lot.holder == holder]
        usable = [lot for lot in reader.lots(holder, _LOTS_READ) if lot.usable(on)]
        back = back + take_back(holder, mine, usable, points, on, to=min(sources, default=ISSUED))
    return back


def _reward_back(reader: Reader, event: Event, body: Body) -> dict[str, object]:
    """The counts of a reward, its stock, its vouchers as far as nobody has used one. Refusal voucher_used."""
    vouchers = reader.vouchers_of_event(event.header.id) if "vouchers" in body else ()
    if any(voucher.state == "used" for voucher in vouchers):
        raise Refusal("voucher_used")
    parts: dict[str, object] = {
        "rewards": [[member, reward, period, -n] for member, reward, period, n in body.get("rewards", ())],
        "stock": [[reward, -n] for reward, n in body.get("stock", ())],
        "vouchers_ended": [[voucher.code, "cancelled"] for voucher in vouchers if voucher.state == "issued"],
    }
    return {name: part for name, part in parts.items() if part}


def _tiers_back(reader: Reader, body: Body) -> dict[str, object]:
    """The tiers as they were before a review; of members whose tier has moved on since nothing is changed, and they are named."""
    rows: list[list[object]] = []
    kept: list[str] = []
    for member_id, before, until, base, after, valid_until, *_ in body["tiers"]:
        member = reader.member(member_id)
        if member is not None and (member.tier, member.tier_valid_until) == (after, valid_until):
            rows.append([member_id, before, until, base])
        else:
            kept.append(member_id)
    return {"tiers": rows, **({"kept": kept} if kept else {})}


def reversible(reader: Reader, events: Sequence[Event]) -> tuple[Event, ...]:
    """Those of these events that can be taken back and have not been."""
    found = []
    for event in events:
        try:
            act_of(event)
        except Refusal:
            continue
        if reader.event_by_cause(types.REVERSAL, event.header.id) is None:
            found.append(event)
    return tuple(found)


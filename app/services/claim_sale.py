"""Claiming the points of a sale that was rung up without a member (EDGE-07): by the code on its receipt, once, within the shop's days, by
nobody who sold it. The sale stands as it was; the claim is an event of its own that refers to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.programme.inputs import ContextInput
from app.domain.programme.refund import kept_event
from app.domain.sales.claim_code import claim_code, claimed_number
from app.services.booked_sale import sale_input
from app.services.claims import claim_of, claimed_act, last_claim_day
from app.services.desk import Desk, Session, as_of, book, on_open_shift
from app.services.earnings import earnings, qualifying, tier_part
from app.services.evaluation import evaluate, period_totals
from app.services.explain import Evaluated, evaluate_sale
from app.services.ports.store import Reader, Writer
from app.services.redeem_by_itself import redeem_after
from app.services.slips import EarningSlip, print_slip, slip_of
from app.services.snapshot import member_input, referrer_account

EVENTS_LOOKED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A booked claim: the sale's number, the points, the slip."""

    event: Event
    number: str
    earned: int
    slip: EarningSlip


def check_claim(desk: Desk, reader: Reader, session: Session, code: str) -> Evaluated:
    """The sale behind a claim code that could be claimed today. Refusals: claim_unknown, claim_used (on), claim_expired (on), claim_member
    (the sale is a member's), claim_returned (all of it came back), not_a_sale, no_programme.
    """
    number = claimed_number(code)
    row = None if number is None else reader.sale_by_number(number)
    event = None if row is None else reader.event(row.event_id)
    if number is None or event is None or claim_code(number, event.sig) != code:
        raise Refusal("claim_unknown")
    if event.header.member_id is not None:
        raise Refusal("claim_member")
    used = claim_of(reader, event.header.id)
    if used is not None:
        raise Refusal("claim_used", on=used.header.business_date)
    last_day = last_claim_day(desk, reader, event)
    if last_day is None or session.shift.business_date > last_day:
        raise Refusal("claim_expired", on=last_day or event.header.business_date)
    sale = evaluate_sale(desk, reader, event)
    back = reader.returned(event.header.id)
    if all(back.get(line["id"], 0) == line["qty"] for line in sale.body["lines"]):
        raise Refusal("claim_returned")
    return sale


def claim_sale(desk: Desk, session: Session, code: str, member_id: str, event_id: str | None = None) -> Claimed:
    """Books the points of a walk-in's sale for a member, net of what has come back, by the programme of its day; prints the slip.

    Refusals: those of `check_claim`, no_such_member, member_closed, claim_own_card (it is a card of who sold it, or of who scans it),
    claim_many (the shop's limit a day), shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        sale = check_claim(desk, books, session, code)
        member = books.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        if member.status == "closed":
            raise Refusal("member_closed")
        _not_own(desk, books, session, sale.event, member_id)
        _not_many(desk, books, session, member_id)
        event = _book(desk, books, session, sale, member_id, event_id or desk.ids.new_id())
        redeem_after(desk, books, session, event)
        act = claimed_act(desk, books, event)
        slip = slip_of(desk, books, act, act=("领取小票积分", "Receipt claimed"))
        print_slip(desk, books, slip)
        return Claimed(event=event, number=sale.body["number"], earned=act.quote.points, slip=slip)


def _book(desk: Desk, books: Writer, session: Session, sale: Evaluated, member_id: str, event_id: str) -> Event:
    sold, programme = sale.event.header, sale.programme
    member = books.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    day, today = sold.business_date, session.shift.business_date
    back = dict(books.returned(sold.id))
    given = kept_event(programme.returns, sale_input(event_id, sale.body), back)
    snapshot = member_input(books, programme, member, books.balance(member_id, day)).without_birthday(day, programme.leap_birthday)
    context = ContextInput.from_document(sale.body["context"])
    context = replace(context, referrer=referrer_account(books, programme, member.referrer_id, day))
    totals = period_totals(books, programme, member_id, day)
    evaluation = evaluate(programme, given, snapshot, context, totals)
    seller = next((person for person in books.staff() if person.id == sold.actor_id), session.actor)
    earned = earnings(desk, books, replace(as_of(session, day), actor=seller), evaluation)
    before = books.balance(member_id, today)
    quote = evaluation.result
    body: dict[str, object] = {
        "sale": sold.id,
        "number": sale.body["number"],
        "returned": back,
        "programme": sale.body["programme"],
        "member": snapshot.to_document(),
        "context": context.to_document(),
        "challenge": None if totals is None else totals.to_document(),
        "earned": quote.points,
        "before": max(0, before.available),
        "after": max(0, max(0, before.available) + earned.usable(today)),
        "owed": max(0, before.debt + earned.owed(member_id)),
        "pending": before.pending + earned.pending(today),
        **earned.parts,
        "counts": {"sales": quote.sales, "spend_minor": quote.spend_minor, "points_qualifying": qualifying(quote), "on": day},
        "tier": tier_part(quote, "sale"),
    }
    return book(
        desk,
        books,
        session,
        types.SALE_CLAIMED,
        {name: part for name, part in body.items() if part not in (None, {})},
        event_id=event_id,
        member_id=member_id,
        cause_key=sold.id,
        booking=earned.booking,
    )


def staff_cards(text: str) -> dict[str, str]:
    """The member cards of who works here, by staff number: `1001=M202648812, 1002=…`."""
    pairs = (part.split("=", 1) for part in text.replace("，", ",").split(",") if "=" in part)
    return {number.strip(): card.strip() for number, card in pairs}


def _not_own(desk: Desk, reader: Reader, session: Session, sold: Event, member_id: str) -> None:
    cards = staff_cards(str(desk.setting(reader, "claim.staff_cards")))
    people = {person.id: person.number for person in reader.staff()}
    mine = {card.number for card in reader.cards(member_id)}
    for person in (sold.header.actor_id, session.actor.id):
        if cards.get(people.get(person or "", "")) in mine:
            raise Refusal("claim_own_card")


def _not_many(desk: Desk, reader: Reader, session: Session, member_id: str) -> None:
    limit = int(desk.setting(reader, "claim.daily_limit"))
    events = reader.member_events(member_id, EVENTS_LOOKED_AT)
    today = session.shift.business_date
    if limit and sum(e.header.type == types.SALE_CLAIMED and e.header.business_date == today for e in events) >= limit:
        raise Refusal("claim_many", limit=limit)

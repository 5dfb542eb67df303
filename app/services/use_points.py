"""Paying with points: the offers, putting points on the basket as a hold, taking them off again (programme.md §6.3)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.booking import POINTS, Hold
from app.domain.ledger.lots import take
from app.domain.ledger.moves import open_hold
from app.domain.programme.redeem import redeem
from app.domain.sales.basket import Basket
from app.domain.till.approval import Approval
from app.services.counter import CounterState, look
from app.services.desk import Desk, Session, book
from app.services.edit_basket import edit, unheld
from app.services.ports.store import Writer
from app.services.proof import check_proof
from app.services.snapshot import sale_event

_ROUND_TO_MINOR = (1000, 500, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemOffer:
    """One way to use points. `kind`: most, round, expiring. Money in fen; `expires_on` only with `expiring`."""

    kind: str
    points: int
    value_minor: int
    due_minor: int
    expires_on: str | None = None


def offers(state: CounterState) -> tuple[RedeemOffer, ...]:
    """The offers of the sheet: the most, a round sum to pay, the points that expire first. Each is one that will be accepted."""
    most = state.redeem
    if state.attached is None or most is None or not most.allowed:
        return ()
    due = state.basket.due_minor
    largest = _offer(state, "most", min(most.points, _worth(state, due)))
    if largest is None:
        return ()
    found = [largest]
    for unit_minor in _ROUND_TO_MINOR:
        target = (largest.due_minor + unit_minor - 1) // unit_minor * unit_minor
        offer = _offer(state, "round", _worth(state, due - target))
        if offer is not None and offer.due_minor == target and offer.points != largest.points:
            found.append(offer)
            break
    for expiring in state.attached.expiring[:1]:
        offer = _offer(state, "expiring", min(expiring.points, largest.points), expiring.last_day)
        if offer is not None:
            found.append(offer)
    return tuple(found)


def check_points(state: CounterState, points: int) -> RedeemOffer:
    """What `points` would pay. Refusals: the reasons of programme.md §6.3 with `missing`, as `redeem_…`; no_member; payment_begun."""
    if state.attached is None:
        raise Refusal("no_member")
    result = redeem(state.programme, sale_event(state.basket), state.attached.snapshot, state.context, points)
    if not result.allowed:
        raise Refusal(f"redeem_{result.reason}", missing=result.missing, max_points=result.max_points)
    due = state.basket.due_minor - result.value_minor
    if due < 0:
        raise Refusal("payment_begun")
    return RedeemOffer(kind="own", points=result.points, value_minor=result.value_minor, due_minor=due)


def use_points(desk: Desk, session: Session, points: int, *, approval: Approval | None = None) -> CounterState:
    """Puts points on the basket: names the lots and holds them. Points already on it are taken off first.

    `approval`: a second person's yes where what was shown is not enough for so many points.

    Refusals: redeem_… (programme.md §6.3), no_member, payment_begun, proof_needed and the others of `proof.check_proof`.
    """

    return edit(desk, session, lambda books, basket: hold_points(desk, books, session, basket, points, approval))


def hold_points(
    desk: Desk, books: Writer, session: Session, basket: Basket, points: int, approval: Approval | None = None
) -> Basket:
    """The act of `use_points` within a commit that is already open. Refusals as there."""
    basket = unheld(desk, books, session, basket, "changed")
    offer = check_points(look(desk, books, session, basket), points)
    member_id = basket.member_id
    if member_id is None:
        raise Refusal("no_member")
    on = session.shift.business_date
    redemption = desk.programmes.in_force(books, on).redemption
    oldest_first = redemption is not None and redemption.lot_order == "oldest_first"
    uses = take(books.usable_lots(member_id, on, oldest_first=oldest_first), points, on)
    if uses is None:
        raise Refusal("redeem_not_enough_points", missing=None, max_points=0)
    hold = Hold(id=desk.ids.new_id(), holder=member_id, unit=POINTS, sale_id=basket.sale_id, uses=uses)
    event_id = desk.ids.new_id()
    proof, approver_id = check_proof(desk, books, session, member_id, basket.proof, points, approval, event_id)
    body = {"sale_id": basket.sale_id, "points": points, "value_minor": offer.value_minor, "proof": proof}
    book(
        desk,
        books,
        session,
        types.HOLD_OPENED,
        body,
        event_id=event_id,
        member_id=member_id,
        cause_key=hold.id,
        approver_id=approver_id,
        booking=open_hold(hold),
    )
    return basket.with_hold(hold, offer.value_minor)


def take_points_off(desk: Desk, session: Session) -> CounterState:
    """Releases the points on the basket. Refusal payment_begun."""
    return edit(desk, session, lambda books, basket: unheld(desk, books, session, basket, "removed"))


def _worth(state: CounterState, minor: int) -> int:
    """The most points that pay no more than so many fen."""
    return minor * state.programme.point_value.denominator // state.programme.point_value.numerator


def _offer(state: CounterState, kind: str, points: int, expires_on: str | None = None) -> RedeemOffer | None:
    """An offer of at most `points`, on the programme's step, if the engine accepts it."""
    redemption = state.programme.redemption
    step = redemption.step_points if redemption is not None else 1
    try:
        own = check_points(state, points // step * step)
    except Refusal:
        return None
    return RedeemOffer(kind=kind, points=own.points, value_minor=own.value_minor, due_minor=own.due_minor, expires_on=expires_on)

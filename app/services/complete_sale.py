"""Completing a sale: one event, one commit. Money, points, receipt and drawer follow from it; nothing of it waits for paper."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.documents.escpos import drawer_pulse
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import NEVER, Booking
from app.domain.ledger.moves import capture
from app.domain.programme.dates import add_months
from app.domain.sales.basket import Basket, Line
from app.domain.sales.sale_number import sale_number
from app.domain.sales.tender import CASH, POINTS, STORED_VALUE, VALUE_BONUS, Tender
from app.services.counter import CounterState, look, open_basket, walk_in_points
from app.services.desk import Desk, Session, book
from app.services.earnings import Earnings, earnings, qualifying, tier_part
from app.services.explain import Evaluated
from app.services.ports.store import PrintRequest, Writer
from app.services.receipts import CompletedSale, completed_sale, receipt_bytes
from app.services.take_payment import tender_for

_LOTS_READ = 5_000
"""Most lots looked at for the next day on which points lapse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The completed sale and the empty counter after it."""

    sale: CompletedSale
    state: CounterState


def complete_sale(
    desk: Desk, session: Session, sale_id: str, kind: str | None = None, amount_minor: int | None = None, *, keep_minor: int = 0
) -> Done:
    """Completes the open basket as the sale with this id, taking what is still due as `kind` (`amount_minor` None: exactly). `keep_minor`:
    so much of the change stays on the member's card, in the same commit.

    A second call with the id of a completed sale answers with that sale and books nothing. Refusals: empty_basket, still_due, amount_range,
    more_than_due, charge_open, keep_change, value_disabled and
    value_over_limit (with `keep_minor`), other_basket (the open basket is another one), redeem_frozen and redeem_closed (with points).
    Faults: disk_full, database_locked …; then nothing was booked.
    """
    with desk.store.write() as books:
        booked = books.event(sale_id)
        if booked is None:
            sale = _complete(desk, books, session, sale_id, kind, amount_minor, keep_minor)
        else:
            sale = completed_sale(desk, books, booked)
        return Done(sale=sale, state=look(desk, books, session, open_basket(desk, books)))


def _complete(
    desk: Desk, books: Writer, session: Session, sale_id: str, kind: str | None, amount_minor: int | None, keep_minor: int
) -> CompletedSale:
    basket = open_basket(desk, books)
    if basket.sale_id != sale_id:
        raise Refusal("other_basket")
    if not basket.lines:
        raise Refusal("empty_basket")
    if basket.charge is not None:
        raise Refusal("charge_open")
    if basket.due_minor > 0:
        if kind is None:
            raise Refusal("still_due", due_minor=basket.due_minor)
        given = basket.due_minor if amount_minor is None else amount_minor
        basket = basket.with_tender(tender_for(kind, given, basket.due_minor))
    event, state = _book(desk, books, session, basket, keep_minor)
    if keep_minor:
        from app.services.keep_change import book_kept  # a start has no need of it

        book_kept(desk, books, session, event, keep_minor)
    books.save_basket(None)
    evaluated = Evaluated(event=event, body=json.loads(event.payload), evaluation=state.evaluation)
    sale = completed_sale(desk, books, event, evaluated=evaluated)
    _queue_paper(desk, books, basket, sale)
    return sale


def book_sale(desk: Desk, books: Writer, session: Session, basket: Basket) -> Event:
    """Books a fully paid basket within a commit that is already open; no paper, no drawer. Refusals still_due, redeem_…."""
    return _book(desk, books, session, basket)[0]


def _book(desk: Desk, books: Writer, session: Session, basket: Basket, keep_minor: int = 0) -> tuple[Event, CounterState]:
    """The event, and the state of the counter it was booked from."""
    if keep_minor and (basket.member_id is None or not 0 < keep_minor <= sum(tender.change_minor for tender in basket.tenders)):
        raise Refusal("keep_change")
    if basket.due_minor:
        raise Refusal("still_due", due_minor=basket.due_minor)
    if basket.coupons:
        from app.services.use_coupon import check_coupons  # a start has no need of it

        check_coupons(desk, books, session, basket)
    state = look(desk, books, session, basket, CASH)
    spends = basket.hold is not None or any(held.holder == basket.member_id for held in basket.values)
    if spends and state.attached is not None and state.attached.member.status != "active":
        raise Refusal(f"redeem_{state.attached.member.status}")
    earned = earnings(desk, books, session, state.evaluation)
    held = capture(basket.hold) if basket.hold is not None else Booking()
    for value in basket.values:
        for hold in value.holds:
            held = held + capture(hold)
    number = sale_number(desk.till_no, session.shift.business_date, books.next_sale_n(session.shift.business_date))
    event = book(
        desk,
        books,
        session,
        types.SALE_COMPLETED,
        _body(books, state, number, earned) | ({"kept_minor": keep_minor} if keep_minor else {}),
        event_id=basket.sale_id,
        member_id=basket.member_id,
        cause_key=number,
        booking=held + earned.booking,
    )
    if state.programme.automatic_reward is not None:
        from app.services.redeem_by_itself import redeem_after  # a start has no need of it

        redeem_after(desk, books, session, event)
    return event, state


def _body(books: Writer, state: CounterState, number: str, earned: Earnings) -> dict[str, Any]:
    basket, quote = state.basket, state.quote
    body: dict[str, Any] = {
        "number": number,
        "lines": [_line(line) for line in basket.lines],
        "tenders": [[t.kind, t.amount_minor, t.given_minor, t.points] for t in _tenders(basket)],
        "total_minor": basket.payable_minor,
        "programme": quote.programme_sha256,
        "context": state.context.to_document(),
        "earned": quote.points,
        "redeemed": basket.hold.points if basket.hold is not None else 0,
    }
    if basket.values:
        body["value"] = _value(books, basket)
    if basket.credit_of and any(tender.kind == CASH for tender in basket.tenders):
        body["exchange"] = basket.credit_of
    if basket.codes:
        body["codes"] = list(basket.codes)
    charged = [[t.kind, t.amount_minor, t.key] for t in basket.tenders if t.key]
    if charged:
        body["provider"] = charged
    if basket.coupons:
        from app.services.use_coupon import coupons_taken  # a start has no need of it

        body |= coupons_taken(books, basket)
    if basket.discounts:
        body["discounts"] = [[d.line, d.kind, d.value, minor, d.reason, d.approver] for d, minor in basket.discount_rows()]
    if basket.voids:
        body["voids"] = [[v.product_id, v.name, v.qty, v.amount_minor] for v in basket.voids]
    if state.attached is None:
        return body | {"worth": walk_in_points(state)}
    on, balance = state.context.business_date, state.attached.balance
    snapshot = state.attached.snapshot.without_birthday(on, state.programme.leap_birthday)
    if state.evaluation.totals is not None:
        body["challenge"] = state.evaluation.totals.to_document()
    done: dict[str, Any] = body | {
        "member": snapshot.to_document(),
        "card": state.attached.card,
        "before": max(0, balance.available) + (basket.hold.points if basket.hold is not None else 0),
        "after": max(0, max(0, balance.available) + earned.usable(on)),
        "owed": max(0, balance.debt + earned.owed(snapshot.id)),
        "pending": balance.pending + earned.pending(on),
        "next_expiry": _next_expiry(books, state, earned),
        **earned.parts,
        "counts": {"sales": quote.sales, "spend_minor": quote.spend_minor, "points_qualifying": qualifying(quote)},
        "tier": tier_part(quote, "sale"),
    }
    if "vouchers" in body:  # coupons of partners, before what the sale itself gives
        given: Any = earned.parts.get("vouchers", ())
        done["vouchers"] = [*body["vouchers"], *given]
    return done


def _next_expiry(books: Writer, state: CounterState, earned: Earnings) -> list[object] | None:
    """The soonest last good day after this sale and the points that lapse then, this sale's own included."""
    days = _lapsing(books, state)
    for day, points in earned.lapsing().items():
        days[day] = days.get(day, 0) + points
    soonest = min((day for day, points in days.items() if points > 0 and day < NEVER), default=None)
    return None if soonest is None else [soonest, days[soonest]]


def _lapsing(books: Writer, state: CounterState) -> dict[str, int]:
    """The member's points from before this sale by last good day: the soonest days, or all of them where the sale, being an activity, moves
    a last good day on (programme.md §6.2).
    """
    if state.attached is None:
        return {}
    member_id, on = state.attached.member.id, state.context.business_date
    soonest = {expiring.last_day: expiring.points for expiring in state.attached.expiring}
    first = next(iter(books.usable_lots(member_id, on)), None)
    if first is None or first.inactivity_months is None:
        return soonest
    days: dict[str, int] = {}
    for lot in books.lots(member_id, _LOTS_READ):
        if lot.free and not lot.frozen and on <= lot.last_day < NEVER:
            day = lot.last_day if lot.inactivity_months is None else max(lot.last_day, add_months(on, lot.inactivity_months))
            days[day] = days.get(day, 0) + lot.free
    return days


def _tenders(basket: Basket) -> tuple[Tender, ...]:
    first: list[Tender] = []
    if basket.hold is not None:
        value = basket.hold_value_minor
        first.append(Tender(kind=POINTS, amount_minor=value, given_minor=value, points=basket.hold.points))
    for held in basket.values:
        for kind, minor in ((STORED_VALUE, held.principal_minor), (VALUE_BONUS, held.bonus_minor)):
            if minor:
                first.append(Tender(kind=kind, amount_minor=minor, given_minor=minor))
    return (*first, *basket.tenders)


def _value(books: Writer, basket: Basket) -> list[list[object]]:
    """What each card paid: [holder, card, principal, bonus, ids of its holds, principal and bonus after]."""
    rows: list[list[object]] = []
    spent: dict[str, tuple[int, int]] = {}
    for held in basket.values:
        now, (principal, bonus) = books.value(held.holder), spent.get(held.holder, (0, 0))
        principal, bonus = principal + held.principal_minor, bonus + held.bonus_minor
        spent[held.holder] = principal, bonus
        ids = [hold.id for hold in held.holds]
        after = [now.principal_minor - principal, now.bonus_minor - bonus]
        rows.append([held.holder, held.card, held.principal_minor, held.bonus_minor, ids, after])
    return rows


def _line(line: Line) -> dict[str, object]:
    document: dict[str, object] = {
        "id": line.id,
        "product": line.product_id,
        "name": line.name,
        "unit_minor": line.unit_minor,
        "qty": line.qty,
    }
    if line.name_en:
        document["name_en"] = line.name_en
    if line.discount_minor:
        document["discount_minor"] = line.discount_minor
    if line.coupon_minor:
        document["coupon_minor"] = line.coupon_minor
    if line.given_minor:
        document["given_minor"] = line.given_minor
    if line.weight_g:
        document["weight_g"] = line.weight_g
    if line.was_minor is not None:
        document["was_minor"] = line.was_minor
    if line.categories:
        document["categories"] = list(line.categories)
    if line.brand:
        document["brand"] = line.brand
    if line.tax_rate != "0":
        document["tax_rate"] = line.tax_rate
    if line.kind != "goods":
        document["kind"] = line.kind
    if not line.earns:
        document["earns"] = False
    return document


def _queue_paper(desk: Desk, books: Writer, basket: Basket, sale: CompletedSale) -> None:
    """The drawer first, as a job of its own and only for cash; then the receipt (hardware.md §0.8)."""
    now_ms = desk.clock.now_ms()
    number = sale.data.sale_number
    profile = desk.profile()
    has_cash = any(tender.kind == CASH for tender in basket.tenders)
    if has_cash and desk.machine.flag("drawer.connected"):
        pulse = drawer_pulse(profile.drawer_pin)
        books.queue_print(
            PrintRequest(id=desk.ids.new_id(), kind="drawer", title=number, payload=pulse, event_id=sale.event_id, created_ms=now_ms)
        )
    payload = receipt_bytes(desk, sale)
    books.queue_print(
        PrintRequest(id=desk.ids.new_id(), kind="receipt", title=number, payload=payload, event_id=sale.event_id, created_ms=now_ms)
    )

"""Charging by a payment code through the shop's provider. What was asked for is on the disk before the provider hears of it, under a key
made before; so a till that was cut off asks again what became of it instead of charging twice. The code itself goes to the provider alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.sales.basket import Basket
from app.domain.sales.charge import Charge
from app.domain.sales.tender import CARD, CASH, RECORDED, Tender
from app.services.counter import CounterState, keep_basket, look, open_basket, saved_basket
from app.services.desk import Desk, Session, on_open_shift
from app.services.ports.payments import Answer, PaymentProvider, ProviderOrder
from app.services.ports.store import Writer

ORDERS_AT_ONCE = 50
_KINDS = {"unionpay": CARD}


@dataclass(frozen=True, slots=True)
class Charged:
    """The counter after an answer, and the answer."""

    state: CounterState
    answer: Answer


def tender_kind(provider: str) -> str:
    """The tender that a payment code's provider stands for."""
    return _KINDS.get(provider, provider)


def open_charge(desk: Desk) -> Charge | None:
    """The charge that a former run of the till left without an answer."""
    with desk.store.read() as reader:
        basket = saved_basket(reader)
    return None if basket is None else basket.charge


def begin_charge(desk: Desk, session: Session, key: str, kind: str, amount_minor: int | None = None) -> CounterState:
    """Writes down that the provider is about to be asked for so much (None: all that is due). Refusals: empty_basket, charge_open,
    amount_range, more_than_due, no_such_tender, too_many_tenders, shift_closed.
    """
    if kind not in RECORDED:
        raise Refusal("no_such_tender")
    with desk.store.write() as books:
        on_open_shift(books, session)
        basket = open_basket(desk, books)
        if not basket.lines:
            raise Refusal("empty_basket")
        due_minor = basket.due_minor
        wanted = due_minor if amount_minor is None else amount_minor
        if wanted > due_minor:
            raise Refusal("more_than_due")
        charge = Charge(key=key, kind=kind, amount_minor=wanted, started_ms=desk.clock.now_ms())
        return _kept(desk, books, session, basket.with_charge(charge))


def take_answer(desk: Desk, session: Session, key: str, answer: Answer) -> Charged:
    """What the provider said, on the basket: a payment, none, or still to be waited for. An answer that comes too late changes nothing.

    Refusal shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        basket = open_basket(desk, books)
        charge = basket.charge
        if charge is None or charge.key != key:
            return Charged(look(desk, books, session, basket, CASH), answer)
        if answer is Answer.APPROVED:
            amount_minor = charge.amount_minor
            tender = Tender(kind=charge.kind, amount_minor=amount_minor, given_minor=amount_minor, key=key)
            basket = basket.with_charge(None).with_tender(tender)
        elif answer in (Answer.DECLINED, Answer.CANCELLED):
            basket = basket.with_charge(None)
        elif charge.unknown != (answer is Answer.UNKNOWN):
            basket = replace(basket, charge=replace(charge, unknown=answer is Answer.UNKNOWN))
        return Charged(_kept(desk, books, session, basket), answer)


def give_up_charge(desk: Desk, session: Session, key: str) -> CounterState:
    """Another way to pay: the provider takes the charge back, now or as soon as it can be reached; the basket is free again.

    Refusal shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        basket = open_basket(desk, books)
        charge = basket.charge
        if charge is None or charge.key != key:
            return look(desk, books, session, basket, CASH)
        books.put_provider_order(
            ProviderOrder(
                key=key, charge=key, act="cancel", kind=charge.kind, amount_minor=charge.amount_minor, created_ms=desk.clock.now_ms()
            )
        )
        return _kept(desk, books, session, basket.with_charge(None))


def orders_waiting(desk: Desk) -> tuple[ProviderOrder, ...]:
    """What the provider has not done yet or declined to do."""
    with desk.store.read() as reader:
        return tuple(reader.provider_orders(ORDERS_AT_ONCE))


def carry_out(provider: PaymentProvider, orders: tuple[ProviderOrder, ...]) -> tuple[tuple[ProviderOrder, Answer], ...]:
    """Asks the provider; on a thread of its own, for it may take long."""
    return tuple(
        (
            order,
            provider.cancel(order.charge) if order.act == "cancel" else provider.refund(order.charge, order.key, order.amount_minor),
        )
        for order in orders
        if not order.declined
    )


def note_carried_out(desk: Desk, answers: tuple[tuple[ProviderOrder, Answer], ...]) -> tuple[ProviderOrder, ...]:
    """Crosses out what is done; what was declined stays until somebody has seen to it. What is left."""
    with desk.store.write() as books:
        for order, answer in answers:
            if answer in (Answer.CANCELLED, Answer.REFUNDED):
                books.end_provider_order(order.key)
            elif answer is Answer.DECLINED:
                books.put_provider_order(replace(order, declined=True))
        return tuple(books.provider_orders(ORDERS_AT_ONCE))


def see_to_declined(desk: Desk) -> tuple[ProviderOrder, ...]:
    """The cashier has given the money back in another way. What is left."""
    with desk.store.write() as books:
        for order in books.provider_orders(ORDERS_AT_ONCE):
            if order.declined:
                books.end_provider_order(order.key)
        return tuple(books.provider_orders(ORDERS_AT_ONCE))


def _kept(desk: Desk, books: Writer, session: Session, basket: Basket) -> CounterState:
    keep_basket(books, basket)
    return look(desk, books, session, basket, CASH)

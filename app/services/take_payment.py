"""Part payments on the open basket: recorded before the sale is completed, removable until then, and there again after a power cut."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.sales.basket import Basket
from app.domain.sales.tender import CASH, GIVEN_MAX_MINOR, RECORDED, Tender
from app.services.counter import CounterState, look, open_basket
from app.services.desk import Desk, Session, book
from app.services.edit_basket import edit
from app.services.ports.payments import ProviderOrder
from app.services.ports.store import PrintRequest, Writer


def show_payment(desk: Desk, session: Session, kind: str) -> CounterState:
    """The counter with what is still due assumed as `kind`: what Pay shows before the last tender."""
    with desk.store.read() as reader:
        return look(desk, reader, session, open_basket(desk, reader), kind)


def pay_with_credit(desk: Desk, session: Session) -> None:
    """Puts what a return left in the drawer on the basket, as the cash it is: Pay begins with it."""
    with desk.store.read() as reader:
        basket = open_basket(desk, reader)
    if basket.with_credit_paid() is not basket:
        edit(desk, session, lambda _, now: now.with_credit_paid())


def hand_out_credit(desk: Desk, session: Session) -> CounterState:
    """The customer takes the money of the return after all: the drawer opens, written down as a drawer opened without a sale."""

    def change(books: Writer, basket: Basket) -> Basket:
        if not basket.credit_minor:
            return basket
        from app.documents.escpos import drawer_pulse  # a start has no need of it

        event = book(desk, books, session, types.NO_SALE, {"reason": "exchange", "refund": basket.credit_of})
        if desk.machine.flag("drawer.connected"):
            books.queue_print(
                PrintRequest(
                    id=desk.ids.new_id(),
                    kind="drawer",
                    title=basket.credit_of,
                    payload=drawer_pulse(desk.profile().drawer_pin),
                    event_id=event.header.id,
                    created_ms=desk.clock.now_ms(),
                )
            )
        return replace(basket, credit_minor=0, credit_of="")

    return edit(desk, session, change)


def tender_for(kind: str, amount_minor: int, due_minor: int) -> Tender:
    """The tender for an amount handed over. Only cash gives change. Refusals: no_such_tender, amount_range, more_than_due."""
    if kind != CASH and kind not in RECORDED:
        raise Refusal("no_such_tender")
    if not 0 < amount_minor <= max(GIVEN_MAX_MINOR, due_minor):
        raise Refusal("amount_range")
    if kind != CASH and amount_minor > due_minor:
        raise Refusal("more_than_due")
    return Tender(kind=kind, amount_minor=min(amount_minor, due_minor), given_minor=amount_minor)


def add_tender(desk: Desk, session: Session, kind: str, amount_minor: int) -> CounterState:
    """Records a part payment. Refusals as for `tender_for`, too_many_tenders."""
    return edit(desk, session, lambda _, basket: basket.with_tender(tender_for(kind, amount_minor, basket.due_minor)))


def remove_tender(desk: Desk, session: Session, index: int) -> CounterState:
    """Takes a part payment back; one that a provider approved is cancelled there. Refusals no_such_tender, charge_open."""

    def change(books: Writer, basket: Basket) -> Basket:
        kept = basket.without_tender(index)
        if basket.tenders[index].key:
            request_cancel(desk, books, basket.tenders[index])
        return kept

    return edit(desk, session, change)


def request_cancel(desk: Desk, books: Writer, tender: Tender) -> None:
    """Has the provider take an approved charge back: written down in this commit, asked afterwards until it is done."""
    order = ProviderOrder(
        key=tender.key, charge=tender.key, act="cancel", kind=tender.kind, amount_minor=tender.amount_minor, created_ms=desk.clock.now_ms()
    )
    books.put_provider_order(order)

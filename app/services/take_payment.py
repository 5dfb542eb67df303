"""Part payments on the open basket: recorded before the sale is completed, removable until then, and there again after a power cut."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.sales.basket import Basket
from app.domain.sales.tender import CASH, GIVEN_MAX_MINOR, RECORDED, Tender
from app.services.counter import CounterState, look, open_basket
from app.services.desk import Desk, Session
from app.services.edit_basket import edit
from app.services.ports.payments import ProviderOrder
from app.services.ports.store import Writer


def show_payment(desk: Desk, session: Session, kind: str) -> CounterState:
    """The counter with what is still due assumed as `kind`: what Pay shows before the last tender."""
    with desk.store.read() as reader:
        return look(desk, reader, session, open_basket(desk, reader), kind)


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

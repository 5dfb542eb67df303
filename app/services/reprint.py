"""Printing a receipt again: every copy is an event, numbered, and marked on the paper (补打 / COPY n)."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.services.desk import Desk, Session, book
from app.services.ports.store import PrintRequest
from app.services.receipts import CompletedSale, completed_sale, receipt_bytes


def last_sale(desk: Desk) -> CompletedSale | None:
    """This till's newest sale, None before the first."""
    with desk.store.read() as reader:
        row = reader.last_sale()
        event = None if row is None else reader.event(row.event_id)
        return None if event is None else completed_sale(desk, reader, event)


def sale_of(desk: Desk, event_id: str) -> CompletedSale:
    """The sale of an event. Refusal unknown_receipt."""
    with desk.store.read() as reader:
        event = reader.event(event_id)
        if event is None:
            raise Refusal("unknown_receipt")
        return completed_sale(desk, reader, event)


def reprint(desk: Desk, session: Session, event_id: str) -> CompletedSale:
    """Queues the next numbered copy of a sale's receipt. Refusal unknown_receipt."""
    with desk.store.write() as books:
        event = books.event(event_id)
        if event is None or event.header.type != types.SALE_COMPLETED:
            raise Refusal("unknown_receipt")
        n = books.copies(event_id) + 1
        book(desk, books, session, types.REPRINT, {"sale": event_id, "n": n}, cause_key=f"{event_id}:{n}")
        sale = completed_sale(desk, books, event, n)
        books.queue_print(
            PrintRequest(
                id=desk.ids.new_id(),
                kind="reprint",
                title=sale.data.sale_number,
                payload=receipt_bytes(desk, sale),
                event_id=event_id,
                created_ms=desk.clock.now_ms(),
            )
        )
        return sale

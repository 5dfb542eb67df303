"""Taking goods back of which there is no receipt and no sale to be found: by product, in cash, at the lowest price they are sold at, with
a second person's yes. No points move: there is no sale that could say which. Where the sale can be found (by member, time, amount, item) it
is returned instead, points and all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.sales.refund_reason import REASONS
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import PrintRequest, Reader, Writer

if TYPE_CHECKING:
    from app.documents.document import Document

PIECES_MAX = 99
LINES_MAX = 20


@dataclass(frozen=True, slots=True)
class LooseLine:
    """So many pieces of a product at the price they are taken back for."""

    product: Product
    unit_minor: int
    qty: int

    @property
    def amount_minor(self) -> int:
        """What is paid for them."""
        return self.unit_minor * self.qty


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseReturn:
    """A return without a receipt before it is confirmed. `asked`: what a second person has to approve, None for nothing."""

    lines: tuple[LooseLine, ...]
    total_minor: int
    asked: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedReturn:
    """The booked return: its event, the cash, its slip."""

    event_id: str
    total_minor: int
    document: Document


def returned_price(product: Product) -> int:
    """The lowest price it is sold at: nobody gets more back than anybody paid. Refusal price_missing."""
    if product.price_minor is None:
        raise Refusal("price_missing", name=product.name)
    return min((product.price_minor, *product.tier_prices.values()))


def preview_return(desk: Desk, session: Session, goods: Mapping[str, int], reason: str) -> LooseReturn:
    """What a return without a receipt would do. Refusals as `return_goods`, approvals apart."""
    with desk.store.read() as reader:
        return _preview(reader, session, goods, reason)


def return_goods(
    desk: Desk, session: Session, event_id: str, goods: Mapping[str, int], reason: str, approval: Approval | None = None
) -> BookedReturn:
    """Books it under an id made before, pays cash back, prints the slip. A second call answers with what is booked.

    Refusals: refund_nothing, unknown_product, refund_quantity (name), price_missing (name), refund_reason, not_allowed, needs_approval and
    the others of `approve.approved`, shift_closed.
    """
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            if known.header.type != types.GOODS_RETURNED:
                raise ValueError(f"event {event_id} is booked already as something else")
            return _booked(desk, books, event_id)
        on_open_shift(books, session)
        preview = _preview(books, session, goods, reason)
        approver = None if preview.asked is None else approved(desk, books, session, preview.asked, approval, event_id)
        body = {
            "lines": [[line.product.id, line.product.name, line.product.name_en, line.unit_minor, line.qty] for line in preview.lines],
            "refunded_minor": preview.total_minor,
            "paid_out": [[CASH, preview.total_minor]],
            "reason": reason,
        }
        book(desk, books, session, types.GOODS_RETURNED, body, event_id=event_id, approver_id=approver)
        done = _booked(desk, books, event_id)
        _queue_paper(desk, books, done)
        return done


def _preview(reader: Reader, session: Session, goods: Mapping[str, int], reason: str) -> LooseReturn:
    if not goods or len(goods) > LINES_MAX:
        raise Refusal("refund_nothing")
    lines = []
    for product_id, qty in goods.items():
        product = reader.product(product_id)
        if product is None:
            raise Refusal("unknown_product", text=product_id[:40])
        if isinstance(qty, bool) or not isinstance(qty, int) or not 1 <= qty <= PIECES_MAX:
            raise Refusal("refund_quantity", name=product.name)
        lines.append(LooseLine(product, returned_price(product), qty))
    if reason not in REASONS:
        raise Refusal("refund_reason")
    total_minor = sum(line.amount_minor for line in lines)
    asked = Asked(
        act=Act.REFUND_WITHOUT_RECEIPT,
        parameters={"goods": dict(sorted(goods.items())), "refunded_minor": total_minor, "reason": reason},
    )
    return LooseReturn(lines=tuple(lines), total_minor=total_minor, asked=asked if needs_approval(session, asked.act) else None)


def _booked(desk: Desk, reader: Reader, event_id: str) -> BookedReturn:
    from app.documents.receipt import ReceiptLine
    from app.documents.return_slip import ReturnData, return_slip
    from app.domain.clock import local_time
    from app.domain.sales.refund_reason import reason_label
    from app.services.receipts import receipt_language

    event = reader.event(event_id)
    if event is None:
        raise Refusal("no_such_event")
    body, language = json.loads(event.payload), receipt_language(desk, reader)
    own = "_en" if language == "en" else ""
    when = local_time(event.header.occurred_ms, desk.zone)
    people = {person.id: (person.name_en or person.name) if language == "en" else person.name for person in reader.staff()}
    data = ReturnData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        date=when.date,
        time=when.time,
        cashier=people.get(event.header.actor_id or "", ""),
        approver=people.get(event.header.approver_id or "", ""),
        till=f"{desk.till_no:02d}",
        reason=reason_label(body["reason"], language),
        lines=tuple(
            ReceiptLine(
                name=(name_en or name) if language == "en" else name, unit_price_minor=unit, qty=qty, amount_minor=unit * qty
            )
            for _, name, name_en, unit, qty in body["lines"]
        ),
        total_minor=body["refunded_minor"],
        journal_hash=event.short_hash,
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
    )
    return BookedReturn(event_id=event_id, total_minor=body["refunded_minor"], document=return_slip(data, language))


def _queue_paper(desk: Desk, books: Writer, done: BookedReturn) -> None:
    """The drawer first, then the slip."""
    from app.documents.escpos import drawer_pulse
    from app.services.slips import queue_slip

    if desk.machine.flag("drawer.connected"):
        books.queue_print(
            PrintRequest(
                id=desk.ids.new_id(),
                kind="drawer",
                title=done.document.title,
                payload=drawer_pulse(desk.profile().drawer_pin),
                event_id=done.event_id,
                created_ms=desk.clock.now_ms(),
            )
        )
    queue_slip(desk, books, done.document, done.event_id)

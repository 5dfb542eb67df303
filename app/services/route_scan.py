"""One scan box: whatever is scanned, on whatever screen, does the right thing or says in one line why not (design.md §3)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.till.scan_shapes import Scan, ScanKind, classify, split_quantity
from app.services.counter import CounterState, saved_basket
from app.services.desk import Desk, Session
from app.services.edit_basket import add_product, attach_member
from app.services.ports.store import SaleRow

_PRODUCTS = (ScanKind.PRODUCT, ScanKind.IN_STORE, ScanKind.SHORT_SKU)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOutcome:
    """What a scan did. `kind`:

    line_added (state, line_id) · member_attached (state) · member_question (member_id, text: another member is attached; attach on yes) ·
    price_asked (product_id, qty, text: an open-price product) · payment_code (text: the provider) · receipt (sale) ·
    phone (text: search it) · nothing (an empty scan) · refused (reason, text: what was not recognised or not allowed, for the cashier;
    qty: the pieces that were wanted).
    """

    kind: str
    state: CounterState | None = None
    line_id: str | None = None
    member_id: str | None = None
    card: str | None = None
    product_id: str | None = None
    qty: int = 1
    sale: SaleRow | None = None
    reason: str | None = None
    text: str = ""


def scan(desk: Desk, session: Session, text: str) -> ScanOutcome:
    """Routes one scanned or typed text by its shape. Never refuses by exception but for faults; `refused` outcomes say why in `reason`:

    scan_unknown, scan_joined, scan_bad_check_product, scan_bad_check_card, scan_too_long, scan_member_code, unknown_product, unknown_card,
    card_blocked, member_closed, unknown_receipt, quantity_wrong, and the refusals of `add_product`.
    """
    typed = split_quantity(text)
    if typed.problem:
        return ScanOutcome(kind="refused", reason="quantity_wrong", text=text[:20])
    found = classify(typed.rest)
    try:
        return _route(desk, session, found, typed.quantity or 1)
    except Refusal as refusal:
        return ScanOutcome(kind="refused", reason=refusal.code, text=found.payload, qty=typed.quantity or 1)


def _route(desk: Desk, session: Session, found: Scan, qty: int) -> ScanOutcome:
    if found.kind in _PRODUCTS:
        return _product(desk, session, found, qty)
    if found.kind is ScanKind.MEMBER_CARD:
        return _card(desk, session, found.payload)
    if found.kind is ScanKind.PAYMENT_CODE:
        return ScanOutcome(kind="payment_code", text=found.payload)
    if found.kind is ScanKind.RECEIPT:
        return _receipt(desk, found.payload)
    if found.kind is ScanKind.PHONE:
        return ScanOutcome(kind="phone", text=found.payload)
    if found.kind is ScanKind.EMPTY:
        return ScanOutcome(kind="nothing")
    return ScanOutcome(kind="refused", reason=_why_not(found), text=found.payload)


def _product(desk: Desk, session: Session, found: Scan, qty: int) -> ScanOutcome:
    with desk.store.read() as reader:
        product = reader.product_by_code(found.payload)
    if product is None:
        raise Refusal("unknown_product")
    if product.price_minor is None:
        return ScanOutcome(kind="price_asked", product_id=product.id, qty=qty, text=product.name)
    edited = add_product(desk, session, product.id, qty)
    return ScanOutcome(kind="line_added", state=edited.state, line_id=edited.line_id, text=product.name)


def _card(desk: Desk, session: Session, number: str) -> ScanOutcome:
    with desk.store.read() as reader:
        card = reader.card(number)
        member = None if card is None else reader.member(card.member_id)
        basket = saved_basket(reader)
    if card is None or member is None:
        raise Refusal("unknown_card")
    if card.state != "active":
        raise Refusal("card_blocked")
    if basket is not None and basket.member_id not in (None, member.id):
        return ScanOutcome(kind="member_question", member_id=member.id, card=number, text=member.name)
    return ScanOutcome(kind="member_attached", state=attach_member(desk, session, member.id, number), member_id=member.id)


def _receipt(desk: Desk, number: str) -> ScanOutcome:
    with desk.store.read() as reader:
        sale = reader.sale_by_number(number)
    if sale is None:
        raise Refusal("unknown_receipt")
    return ScanOutcome(kind="receipt", sale=sale, text=number)


def _why_not(found: Scan) -> str:
    if found.kind is ScanKind.BAD_CHECK:
        return "scan_bad_check_card" if found.of is ScanKind.MEMBER_CARD else "scan_bad_check_product"
    return {
        ScanKind.JOINED: "scan_joined",
        ScanKind.TOO_LONG: "scan_too_long",
        ScanKind.MEMBER_CODE: "scan_member_code",
    }.get(found.kind, "scan_unknown")

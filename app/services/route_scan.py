"""One scan box: whatever is scanned, on whatever screen, does the right thing or says in one line why not (design.md §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import Refusal
from app.domain.programme.activities import activity_code
from app.domain.till.scan_shapes import Scan, ScanKind, classify, split_quantity
from app.domain.till.weighed_label import read_label
from app.services.counter import CounterState, saved_basket
from app.services.desk import Desk, Session
from app.services.edit_basket import add_code, add_label, add_product, asked_codes, attach_member
from app.services.ports.store import SaleRow

_PRODUCTS = (ScanKind.PRODUCT, ScanKind.IN_STORE, ScanKind.SHORT_SKU)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOutcome:
    """What a scan did. `kind`:

    line_added (state, line_id) · member_attached (state) · member_question (member_id, text: another member is attached; attach on yes) ·
    price_asked (product_id, qty, text: an open-price product) · payment_code (text: the provider) · receipt (sale) ·
    phone (text: search it) · nothing (an empty scan) · refused (reason, text: what was not recognised or not allowed, for the cashier;
    qty: the pieces that were wanted) · gift_card
    (text: its number) · code_added (state, text: the code of a campaign that rules ask for) · activity (text: a check-in or
    an activity that is to be booked for the member) · claim (text: the code, qty: its points; to be booked for the member) · coupon_added
    (state, text: its name) · voucher (text: the code of one that is handed out at the reward desk).
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
    values: Mapping[str, object] = field(default_factory=dict)


def scan(desk: Desk, session: Session, text: str) -> ScanOutcome:
    """Routes one scanned or typed text by its shape. Never refuses by exception but for faults; `refused` outcomes say why in `reason`:

    scan_unknown, scan_joined, scan_bad_check_product, scan_bad_check_card, scan_too_long, member_code_…, unknown_product, unknown_card,
    card_blocked, member_closed, unknown_receipt, voucher_…, quantity_wrong, and the refusals of `add_product`.
    """
    typed = split_quantity(text)
    if typed.problem:
        return ScanOutcome(kind="refused", reason="quantity_wrong", text=text[:20])
    found = classify(typed.rest)
    try:
        return _route(desk, session, found, typed.quantity or 1)
    except Refusal as refusal:
        return ScanOutcome(kind="refused", reason=refusal.code, text=found.payload, qty=typed.quantity or 1, values=refusal.values)


def _route(desk: Desk, session: Session, found: Scan, qty: int) -> ScanOutcome:
    if found.kind in _PRODUCTS:
        return _product(desk, session, found, qty)
    if found.kind is ScanKind.MEMBER_CARD:
        return _card(desk, session, found.payload)
    if found.kind is ScanKind.MEMBER_CODE:
        return _member_code(desk, session, found.payload)
    if found.kind is ScanKind.PAYMENT_CODE:
        return ScanOutcome(kind="payment_code", text=found.payload)
    if found.kind is ScanKind.RECEIPT:
        return _receipt(desk, found.payload)
    if found.kind is ScanKind.VOUCHER:
        return _voucher(desk, session, found.payload)
    if found.kind is ScanKind.ACTIVITY:
        return _activity(desk, session, found.payload)
    if found.kind is ScanKind.CLAIM:
        return _claim(desk, session, found.payload)
    if found.kind is ScanKind.PHONE:
        return ScanOutcome(kind="phone", text=found.payload)
    if found.kind is ScanKind.EMPTY:
        return ScanOutcome(kind="nothing")
    code = _activity_code(desk, session, found)
    if code is not None:
        return ScanOutcome(kind="code_added", state=add_code(desk, session, code), text=code)
    coupon = _partners_coupon(desk, session, found.payload)
    if coupon is not None:
        return coupon
    return ScanOutcome(kind="refused", reason=_why_not(found), text=found.payload)


def _product(desk: Desk, session: Session, found: Scan, qty: int) -> ScanOutcome:
    with desk.store.read() as reader:
        product = reader.product_by_code(found.payload)
    if product is None and found.kind is ScanKind.IN_STORE:
        weighed = _weighed(desk, session, found.payload, qty)
        if weighed is not None:
            return weighed
    if product is None:
        code = _activity_code(desk, session, found)
        if code is not None:
            return ScanOutcome(kind="code_added", state=add_code(desk, session, code), text=code)
        coupon = _partners_coupon(desk, session, found.payload)
        if coupon is not None:
            return coupon
        raise Refusal("unknown_product")
    if product.price_minor is None:
        return ScanOutcome(kind="price_asked", product_id=product.id, qty=qty, text=product.name)
    edited = add_product(desk, session, product.id, qty)
    return ScanOutcome(kind="line_added", state=edited.state, line_id=edited.line_id, text=product.name)


def _weighed(desk: Desk, session: Session, code: str, qty: int) -> ScanOutcome | None:
    """The label of a scale; None where its prefix means nothing in this shop. Refusals: unknown_product, and those of `read_label`."""
    with desk.store.read() as reader:
        label = read_label(
            code,
            price_prefix=str(desk.setting(reader, "label.price_prefix")),
            weight_prefix=str(desk.setting(reader, "label.weight_prefix")),
            layout=str(desk.setting(reader, "label.layout")),
        )
        if label is None:
            return None
        product = reader.product_by_code(label.item) or reader.product_by_code(label.item.lstrip("0"))
    if product is None:
        raise Refusal("unknown_product")
    edited = add_label(desk, session, product.id, label, qty)
    return ScanOutcome(kind="line_added", state=edited.state, line_id=edited.line_id, text=product.name)


def _activity_code(desk: Desk, session: Session, found: Scan) -> str | None:
    """The code of a campaign that rules of today ask for; a scanner that turned capitals is understood."""
    with desk.store.read() as reader:
        sha = reader.programme_sha(session.shift.business_date)
        asked = frozenset[str]() if sha is None else asked_codes(desk.programmes.by_sha(reader, sha))
    if found.payload in asked:
        return found.payload
    alike = [code for code in asked if code.casefold() == found.payload.casefold()]
    return alike[0] if len(alike) == 1 else None


def _card(desk: Desk, session: Session, number: str) -> ScanOutcome:
    with desk.store.read() as reader:
        card = reader.card(number)
        member = None if card is None else reader.member(card.member_id)
        basket = saved_basket(reader)
        gift = None if card is not None else reader.gift_card(number)
    if gift is not None:
        return ScanOutcome(kind="gift_card", text=number)
    if card is None or member is None:
        raise Refusal("unknown_card")
    if card.state != "active":
        raise Refusal("card_blocked")
    if basket is not None and basket.member_id not in (None, member.id):
        return ScanOutcome(kind="member_question", member_id=member.id, card=number, text=member.name)
    return ScanOutcome(kind="member_attached", state=attach_member(desk, session, member.id, number), member_id=member.id)


def _member_code(desk: Desk, session: Session, text: str) -> ScanOutcome:
    """The changing code of a phone: taken at once, or when the cashier says that the member on the sale is to be replaced."""
    from app.services.member_codes import attach_by_code, member_of_code  # the first scan of most shops is an item

    with desk.store.read() as reader:
        member, _ = member_of_code(desk, reader, text)
        basket = saved_basket(reader)
    if basket is not None and basket.member_id not in (None, member.id):
        return ScanOutcome(kind="member_question", member_id=member.id, card=text, text=member.name)
    return ScanOutcome(kind="member_attached", state=attach_by_code(desk, session, text), member_id=member.id)


def _voucher(desk: Desk, session: Session, code: str) -> ScanOutcome:
    """A coupon goes onto the basket; what is handed out belongs to the reward desk."""
    from app.services.use_coupon import add_coupon, coupon_of  # a start has no need of it

    with desk.store.read() as reader:
        coupon = coupon_of(desk, reader, session, code)
    if coupon is None:
        return ScanOutcome(kind="voucher", text=code)
    return ScanOutcome(kind="coupon_added", state=add_coupon(desk, session, code), text=coupon.name)


def _partners_coupon(desk: Desk, session: Session, code: str) -> ScanOutcome | None:
    """The coupon of a partner, by the beginning of its code; None where it is none."""
    from app.services.use_coupon import add_coupon, coupon_of  # a start has no need of it

    with desk.store.read() as reader:
        coupon = coupon_of(desk, reader, session, code) if code else None
    return None if coupon is None else ScanOutcome(kind="coupon_added", state=add_coupon(desk, session, code), text=coupon.name)


def _activity(desk: Desk, session: Session, text: str) -> ScanOutcome:
    """The code of an activity of today's programme, whatever the scanner did to its capitals. Refusal no_such_activity."""
    with desk.store.read() as reader:
        sha = reader.programme_sha(session.shift.business_date)
        rules = () if sha is None else desk.programmes.by_sha(reader, sha).rules
    known = dict.fromkeys(code for rule in rules if rule.active and (code := activity_code(rule)))
    alike = [code for code in known if code.casefold() == text.casefold()]
    if text not in known and len(alike) != 1:
        raise Refusal("no_such_activity", activity=text)
    return ScanOutcome(kind="activity", text=text if text in known else alike[0])


def _claim(desk: Desk, session: Session, code: str) -> ScanOutcome:
    """The points of a walk-in's receipt: for the attached member, or for whoever is attached next."""
    from app.services.claim_sale import check_claim  # a start has no need of it

    with desk.store.read() as reader:
        sale = check_claim(desk, reader, session, code)
        worth = int(sale.body.get("worth") or 0)
    return ScanOutcome(kind="claim", text=code, qty=worth)


def _receipt(desk: Desk, number: str) -> ScanOutcome:
    with desk.store.read() as reader:
        sale = reader.sale_by_number(number)
    if sale is None:
        raise Refusal("unknown_receipt")
    return ScanOutcome(kind="receipt", sale=sale, text=number)


def _why_not(found: Scan) -> str:
    if found.kind is ScanKind.BAD_CHECK:
        return {ScanKind.MEMBER_CARD: "scan_bad_check_card", ScanKind.VOUCHER: "scan_bad_check_voucher"}.get(
            found.of or found.kind, "scan_bad_check_product"
        )
    return {
        ScanKind.JOINED: "scan_joined",
        ScanKind.TOO_LONG: "scan_too_long",
    }.get(found.kind, "scan_unknown")

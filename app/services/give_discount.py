"""Discounts and prices by hand: on a line or on the whole basket, with a reason, and a second person's yes where one is asked for."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import Refusal
from app.domain.sales.basket import Basket
from app.domain.sales.discount import KINDS, REASONS, ROUNDING, Discount, cut_of
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.counter import CounterState, open_basket
from app.services.desk import Desk, Session
from app.services.edit_basket import edit
from app.services.ports.store import Reader, Writer


def discount_asked(desk: Desk, session: Session, discount: Discount) -> Asked | None:
    """What a second person has to say yes to before the discount is given; None where nobody has to.

    Refusals: discount_reason, discount_range, no_such_line, empty_basket, not_allowed.
    """
    with desk.store.read() as reader:
        asked = _asked(desk, reader, open_basket(desk, reader), discount)
    return asked if needs_approval(session, asked.act) else None


def give_discount(desk: Desk, session: Session, discount: Discount, approval: Approval | None = None) -> CounterState:
    """Gives it, in place of an earlier one of the same line or of the whole basket.

    Refusals: discount_reason, discount_range, no_such_line, empty_basket, payment_begun, charge_open, shift_closed, and those of
    `approve.approved`.
    """

    def change(books: Writer, basket: Basket) -> Basket:
        asked = _asked(desk, books, basket, discount)
        approver = approved(desk, books, session, asked, approval, basket.sale_id)
        return basket.with_discount(replace(discount, approver=approver or ""))

    return edit(desk, session, change)


def take_discount_off(desk: Desk, session: Session, line_id: str | None, *, rounding: bool = False) -> CounterState:
    """Takes the discount of a line, or of the whole basket, off again. Refusals: payment_begun, charge_open, shift_closed."""
    return edit(desk, session, lambda _, basket: basket.without_discount(line_id, rounding=rounding))


def round_off(desk: Desk, session: Session, step_minor: int) -> CounterState:
    """Rounds what is to be paid down to a step in fen (抹零), a discount of the whole basket. Refusals as for `give_discount`."""
    return give_discount(desk, session, Discount(line=None, kind="rounding", value=step_minor, reason=ROUNDING))


def _asked(desk: Desk, reader: Reader, basket: Basket, discount: Discount) -> Asked:
    """The act with everything that decides what it does."""
    if discount.kind not in KINDS or discount.reason not in (REASONS if discount.kind != ROUNDING else (ROUNDING,)):
        raise Refusal("discount_reason")
    basket.with_discount(discount)
    bare = basket.without_discount(discount.line, rounding=discount.kind == ROUNDING)
    line = None if discount.line is None else bare.line(discount.line)
    of_minor = bare.before_minor(line, rounding=discount.kind == ROUNDING)
    if discount.kind == "price" and line is not None:
        act, off_minor = Act.SET_PRICE, (line.unit_minor - discount.value) * line.qty
    else:
        off_minor = cut_of(discount, of_minor)
        much = off_minor * 100 > int(desk.setting(reader, "discount.limit_percent")) * of_minor
        act = Act.DISCOUNT_MUCH if much and discount.kind != ROUNDING else Act.DISCOUNT
    return Asked(
        act=act,
        parameters={
            "sale": basket.sale_id,
            "line": discount.line or "",
            "product": "" if line is None else line.product_id,
            "pieces": basket.pieces if line is None else line.qty,
            "kind": discount.kind,
            "value": discount.value,
            "reason": discount.reason,
            "of": of_minor,
            "off": off_minor,
        },
    )

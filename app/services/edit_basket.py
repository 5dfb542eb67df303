"""Changing the open basket: lines, quantities, the member. Every act commits the basket before it answers, so that what the cashier sees is
there again after a power cut. None of these moves money or points but the release of a hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.booking import Hold
from app.domain.ledger.moves import release
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput
from app.domain.programme.redeem import redeem
from app.domain.programme.tiers import effective_now
from app.domain.sales.basket import BY_CODE, Basket, Line, Proof
from app.domain.till.weighed_label import WeighedLabel
from app.services.counter import CounterState, keep_basket, look, open_basket
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader, Writer
from app.services.snapshot import context_input, sale_event, tier_input


@dataclass(frozen=True, slots=True)
class Edited:
    """The counter after the change, and the line that was touched, None where the change was of another kind."""

    state: CounterState
    line_id: str | None = None


def show_counter(desk: Desk, session: Session) -> CounterState:
    """The counter as it was left: the saved basket, its member and its hold."""
    with desk.store.read() as reader:
        return look(desk, reader, session, open_basket(desk, reader))


def add_product(desk: Desk, session: Session, product_id: str, qty: int = 1, price_minor: int | None = None) -> Edited:
    """Adds pieces of a product; `price_minor` where it has an open price.

    Refusals: unknown_product, price_missing, qty_range, amount_range, basket_full, shift_closed.
    """

    def change(books: Writer, basket: Basket) -> Basket:
        product = books.product(product_id)
        if product is None:
            raise Refusal("unknown_product")
        return basket.with_product(product, qty, price_minor)

    return _added(desk, session, change)


def add_label(desk: Desk, session: Session, product_id: str, label: WeighedLabel, qty: int = 1) -> Edited:
    """Adds weighed pieces by their label. Refusals: unknown_product, label_no_price, qty_range, amount_range, basket_full, shift_closed."""

    def change(books: Writer, basket: Basket) -> Basket:
        product = books.product(product_id)
        if product is None:
            raise Refusal("unknown_product")
        return basket.with_label(product, label, qty)

    return _added(desk, session, change)


def set_quantity(desk: Desk, session: Session, line_id: str, qty: int) -> Edited:
    """Sets the pieces of a line. Refusals: qty_range, amount_range, no_such_line, payment_begun."""
    return Edited(edit(desk, session, lambda _, basket: basket.with_quantity(line_id, qty)), line_id)


def remove_line(desk: Desk, session: Session, line_id: str) -> tuple[CounterState, Line]:
    """Takes a line out and returns it, so that it can be put back. Refusals: no_such_line, payment_begun."""
    removed: list[Line] = []

    def change(_: Writer, basket: Basket) -> Basket:
        removed.append(basket.line(line_id))
        return basket.without_line(line_id)

    return edit(desk, session, change), removed[0]


def put_back(desk: Desk, session: Session, line: Line) -> Edited:
    """Undoes `remove_line`: the same pieces at the same price. Refusals: qty_range, basket_full."""
    return _added(desk, session, lambda _, basket: basket.with_line(line))


def add_code(desk: Desk, session: Session, code: str) -> CounterState:
    """Puts an activity code on the basket, which rules may ask for. Refusals: unknown_code (no rule does), too_many_codes, shift_closed."""

    def change(books: Writer, basket: Basket) -> Basket:
        programme = desk.programmes.in_force(books, session.shift.business_date)
        if code not in asked_codes(programme):
            raise Refusal("unknown_code")
        return basket.with_code(code)

    return edit(desk, session, change)


def remove_code(desk: Desk, session: Session, code: str) -> CounterState:
    """Takes an activity code off the basket."""
    return edit(desk, session, lambda _, basket: basket.without_code(code))


def asked_codes(programme: CompiledProgramme) -> frozenset[str]:
    """The activity codes that active rules ask for in a basket."""
    return frozenset(code for rule in programme.rules if rule.active for code in rule.when.codes or ())


def attach_member(
    desk: Desk, session: Session, member_id: str, card: str | None = None, proof: Proof | None = None
) -> CounterState:
    """Attaches a member; another one is replaced. `proof`: what was shown, by default the card or nothing.

    Refusals: no_such_member, member_closed, payment_begun.
    """

    def change(books: Writer, basket: Basket) -> Basket:
        member = books.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        if member.status == "closed":
            raise Refusal("member_closed")
        if basket.member_id == member_id:  # found by phone before, and now the card is shown: its rules count
            shown = BY_CODE if BY_CODE in (basket.proof, proof) else proof
            return basket if card is None and proof is None else basket.with_member(member_id, basket.tier, card or basket.card, shown)
        tier = price_tier(desk, books, session, member)
        freed = unvalued(desk, books, session, unheld(desk, books, session, basket, "detached"), "detached")
        return freed.with_member(member_id, tier, card, proof)

    return edit(desk, session, change)


def price_tier(desk: Desk, reader: Reader, session: Session, member: Member) -> str:
    """The tier whose prices a member pays: the effective one, a matched or bought tier included while it holds."""
    on = session.shift.business_date
    programme = desk.programmes.in_force(reader, on)
    tier = effective_now(programme, MemberInput(id=member.id, tier=tier_input(programme.tiers, member)), on)
    return member.tier if tier is None else tier


def detach_member(desk: Desk, session: Session) -> CounterState:
    """Takes the member off; the basket stays, tier prices and held points go. Refusal payment_begun."""

    def change(books: Writer, basket: Basket) -> Basket:
        return unvalued(desk, books, session, unheld(desk, books, session, basket, "detached"), "detached").without_member()

    return edit(desk, session, change)


def abandon_basket(desk: Desk, session: Session) -> CounterState:
    """Gives the whole basket up before completion. What stood on it is written down as voided."""

    def change(books: Writer, basket: Basket) -> Basket:
        if basket.empty and not basket.voids:
            return basket
        note_abandoned(desk, books, session, basket)
        fresh = Basket(sale_id=desk.ids.new_id(), opened_ms=desk.clock.now_ms())
        return fresh.with_credit(basket.credit_minor, basket.credit_of) if basket.credit_minor else fresh

    return edit(desk, session, change)


def note_abandoned(desk: Desk, books: Writer, session: Session, basket: Basket) -> None:
    """Books the end of a basket within a commit that is already open: held points go back; voids and money already taken are named."""
    emptied = unvalued(desk, books, session, unheld(desk, books, session, basket, "abandoned"), "abandoned")
    for line in basket.lines:
        emptied = emptied.without_line(line.id)
    body: dict[str, object] = {
        "sale_id": basket.sale_id,
        "voids": [[void.product_id, void.name, void.qty, void.amount_minor] for void in emptied.voids],
        "total_minor": basket.payable_minor,
    }
    if basket.tenders:
        body["tenders"] = [[t.kind, t.amount_minor, t.given_minor, t.points] for t in basket.tenders]
    book(desk, books, session, types.BASKET_ABANDONED, body, member_id=basket.member_id, cause_key=basket.sale_id)


def edit(desk: Desk, session: Session, change: Callable[[Writer, Basket], Basket]) -> CounterState:
    """Runs one change of the open basket in one commit and looks at the result.

    Held points stay while the changed basket still admits them; else they are released. Refusals: `payment_begun` when less is due than was
    taken already, `charge_open` while a payment provider owes an answer, `shift_closed`.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        before = open_basket(desk, books)
        if before.charge is not None:
            raise Refusal("charge_open")
        basket = fitted(desk, books, session, _with_coupons(change(books, before)))
        if basket.due_minor < 0:
            raise Refusal("payment_begun")
        keep_basket(books, basket)
        return look(desk, books, session, basket)


def _with_coupons(basket: Basket) -> Basket:
    """What coupons take off follows the lines."""
    if not basket.coupons and not any(line.coupon_minor for line in basket.lines):
        return basket
    from app.domain.sales.coupons import applied  # a start has no need of it

    return applied(basket)


def _added(desk: Desk, session: Session, change: Callable[[Writer, Basket], Basket]) -> Edited:
    """Runs a change that adds pieces and finds the line they went onto."""
    touched: list[str] = []

    def noted(books: Writer, basket: Basket) -> Basket:
        changed = change(books, basket)
        touched.extend(line.id for line in changed.lines if line not in basket.lines)
        return changed

    return Edited(edit(desk, session, noted), touched[0])


def unheld(desk: Desk, books: Writer, session: Session, basket: Basket, reason: str) -> Basket:
    """The basket without held points."""
    if basket.hold is None:
        return basket
    release_hold(desk, books, session, basket.hold, reason)
    return basket.with_hold(None)


def unvalued(desk: Desk, books: Writer, session: Session, basket: Basket, reason: str) -> Basket:
    """The basket without what cards with stored value were to pay."""
    if not basket.values:
        return basket
    from app.services.use_value import release_value  # a start has no need of it

    for held in basket.values:
        release_value(desk, books, session, held, reason)
    return replace(basket, values=())


def release_hold(desk: Desk, books: Writer, session: Session, hold: Hold, reason: str) -> None:
    """Books the end of a hold; freed points pay a debt in the same commit. A hold that has ended already changes nothing."""
    stored = books.hold(hold.id)
    if stored is None or stored.state != "open":
        return
    on = session.shift.business_date
    debt = books.balance(hold.holder, on, hold.unit).debt
    lots = books.lots_by_id([use.lot for use in hold.uses]) if debt else ()
    booking = release(stored, reason, debt=debt, lots=lots, on=on)
    body = {"sale_id": hold.sale_id, "reason": reason}
    book(desk, books, session, types.HOLD_RELEASED, body, member_id=hold.holder, cause_key=hold.id, booking=booking)


def fitted(desk: Desk, books: Writer, session: Session, basket: Basket) -> Basket:
    """The basket with its held points while it admits them, else without."""
    if basket.hold is None:
        return basket
    programme = desk.programmes.in_force(books, session.shift.business_date)
    member = books.member(basket.hold.holder)
    bare = MemberInput(id=basket.hold.holder)
    limit = redeem(programme, sale_event(basket.with_hold(None)), bare, context_input(desk, books, session, programme), None).limit_minor
    admitted = member is not None and member.status == "active" and basket.hold_value_minor <= limit
    return basket if admitted else unheld(desk, books, session, basket, "changed")

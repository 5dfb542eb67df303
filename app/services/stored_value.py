"""Stored value: whose card it is, what lies on it, topping it up with the bonus of the programme, selling gift cards, paying out.

The limits and records of the prepaid-card rules (EDGE-20) are settings with their source; the programme may be stricter, never laxer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from app.documents.escpos import drawer_pulse
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import BONUS, VALUE
from app.domain.ledger.value import Value
from app.domain.ledger.value_moves import load, pay_out
from app.domain.members.card import is_card_number
from app.domain.members.member import Member
from app.domain.members.names import clean_text
from app.domain.money import MAX_MINOR
from app.domain.programme.compiled import CompiledProgramme, StoredValue
from app.domain.programme.dates import add_months
from app.domain.programme.stored_value import Card as CardRules
from app.domain.programme.stored_value import TopUpResult
from app.domain.programme.stored_value import top_up as engine_top_up
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import PrintRequest, Reader, Writer
from app.services.slips import queue_slip
from app.services.take_payment import tender_for
from app.services.use_voucher import GoodVoucher, check_good

LOTS_READ = 5_000
REAL_NAME_MAX = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAccount:
    """A card's account: the member's own, or that of an unnamed card (`member` None). Money in fen; `valid_until` of unnamed cards."""

    holder: str
    card: str
    member: Member | None
    value: Value
    valid_until: str | None = None

    @property
    def named(self) -> bool:
        """A card with a name may hold more, and may be reported lost."""
        return self.member is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUp:
    """What is to be loaded: onto a member's account, a card that has one, or with `sell` onto a new card without a name.

    `real_name`: name and document of the buyer, where the law asks for a record; it is kept outside the chain.
    """

    amount_minor: int
    kind: str = CASH
    given_minor: int | None = None
    member_id: str | None = None
    card: str = ""
    sell: bool = False
    real_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpPreview:
    """What a top-up would do, or why it may not be: `reason` of programme.md §6.5, with the limit it breaks in fen."""

    account: ValueAccount
    result: TopUpResult
    limit_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpDone:
    """A booked top-up; `points` that it earned."""

    event: Event
    points: int

    @property
    def change_minor(self) -> int:
        """Change due."""
        return sum(given - amount for _, amount, given, _ in json.loads(self.event.payload)["tenders"])


def card_holder(card: str) -> str:
    """The account of a card without a name."""
    return f"card:{card}"


def account_of(desk: Desk, reader: Reader, member_id: str | None, card: str = "") -> ValueAccount:
    """The account of a card that was shown, else of the member. Refusals: unknown_card, card_blocked, no_such_member, member_closed."""
    if card:
        known = reader.card(card)
        if known is None:
            sold = reader.gift_card(card)
            if sold is None:
                raise Refusal("unknown_card", text=card)
            holder = card_holder(card)
            return ValueAccount(holder=holder, card=card, member=None, value=reader.value(holder), valid_until=sold.valid_until)
        if known.state != "active":
            raise Refusal("card_blocked")
        member_id = known.member_id
    member = None if member_id is None else reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    if member.status == "closed":
        raise Refusal("member_closed")
    return ValueAccount(holder=member.id, card=card, member=member, value=reader.value(member.id))


def rules_now(desk: Desk, reader: Reader, programme: CompiledProgramme) -> CompiledProgramme:
    """The programme with the limits of the prepaid-card rules laid over its own: the stricter counts."""
    rules = programme.stored_value
    if rules is None:
        return programme

    def stricter(own: int | None, key: str) -> int | None:
        law = int(desk.setting(reader, key)) * 100
        return min(part for part in (own, law or None) if part is not None) if own is not None or law else None

    return replace(
        programme,
        stored_value=StoredValue(
            spend_order=rules.spend_order,
            bonus=rules.bonus,
            min_top_up_minor=rules.min_top_up_minor,
            named_max_minor=stricter(rules.named_max_minor, "value.named_max_yuan"),
            unnamed_max_minor=stricter(rules.unnamed_max_minor, "value.unnamed_max_yuan"),
            real_name_from_minor=stricter(rules.real_name_from_minor, "value.real_name_yuan"),
        ),
    )


def show_account(desk: Desk, member_id: str | None, card: str = "") -> ValueAccount:
    """The account for a screen; an unknown card without an owner is one that can be sold as a gift card. Refusals as `account_of`."""
    with desk.store.read() as reader:
        return account_of(desk, reader, member_id, card)


def new_gift_card(desk: Desk, card: str) -> ValueAccount:
    """A card that nobody has yet. Refusals: card_shape, card_taken."""
    with desk.store.read() as reader:
        return free_card(reader, card)


def preview_top_up(desk: Desk, session: Session, order: TopUp) -> TopUpPreview:
    """What a top-up would do. Refusals: those of `account_of`, card_shape, card_taken, amount_range; a reason of the rules is inside."""
    with desk.store.read() as reader:
        on_open_shift(reader, session)
        return _preview(desk, reader, session, order)


def top_up(desk: Desk, session: Session, order: TopUp, event_id: str) -> TopUpDone:
    """Loads a card, prints the slip; the programme's points for top-ups are booked in the same commit (EARN-33). A second call with the id
    of a booked top-up answers with it.

    Refusals: value_disabled, value_below_min (min_minor), value_real_name (from_minor), value_over_limit (max_minor), value_frozen,
    more_than_due, amount_range, no_such_tender, text_too_long, those of `account_of`, card_shape, card_taken, shift_closed.
    """
    record = clean_text(order.real_name, REAL_NAME_MAX, "real_name")
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            if known.header.type != types.VALUE_TOPPED_UP:
                raise ValueError(f"event {event_id} is booked already as something else")
            return TopUpDone(event=known, points=0)
        on_open_shift(books, session)
        preview = _preview(desk, books, session, order)
        _allowed(preview)
        given = order.amount_minor if order.given_minor is None else order.given_minor
        tender = tender_for(order.kind, given, order.amount_minor)
        if tender.amount_minor < order.amount_minor:
            raise Refusal("still_due", due_minor=order.amount_minor - tender.amount_minor)
        tenders = [[tender.kind, tender.amount_minor, tender.given_minor, 0]]
        event = book_top_up(desk, books, session, preview, order.amount_minor, tenders, event_id=event_id, sold=order.sell)
        if record:
            books.put_reason(event_id, record)
        from app.services.value_slips import value_slip

        if tender.kind == CASH and desk.machine.flag("drawer.connected"):
            open_drawer_for(desk, books, event)
        queue_slip(desk, books, value_slip(desk, books, event), event_id)
        return TopUpDone(event=event, points=_points(desk, books, session, preview.account, order.amount_minor, event_id))


def book_top_up(
    desk: Desk,
    books: Writer,
    session: Session,
    preview: TopUpPreview,
    amount_minor: int,
    tenders: list[list[object]],
    *,
    event_id: str,
    sold: bool = False,
    cause: str | None = None,
) -> Event:
    """The event of a top-up within a commit that is already open."""
    account, result, on = preview.account, preview.result, session.shift.business_date
    value = account.value
    body: dict[str, object] = {
        "card": account.card,
        "named": account.named,
        "amount_minor": amount_minor,
        "bonus_minor": result.bonus_minor,
        "tenders": tenders,
        "before": [value.principal_minor, value.bonus_minor],
        "after": [result.principal_minor, result.bonus_balance_minor],
        "programme": desk.programmes.in_force(books, on).sha256,
    }
    if sold:
        body["sold"] = True
    if account.valid_until is not None:
        body["valid_until"] = account.valid_until
    return book(
        desk,
        books,
        session,
        types.VALUE_TOPPED_UP,
        body,
        event_id=event_id,
        member_id=None if account.member is None else account.member.id,
        cause_key=cause or event_id,
        booking=load(event_id, account.holder, amount_minor, result.bonus_minor, on),
    )


def pay_out_asked(session: Session, account: ValueAccount) -> Asked | None:
    """What a second person has to approve before a card is paid out; None for nothing. Refusal not_allowed."""
    asked = needs_approval(session, Act.PAY_OUT_VALUE)
    if not asked:
        return None
    value = account.value
    return Asked(
        act=Act.PAY_OUT_VALUE,
        parameters={"holder": account.holder, "principal": value.free_principal_minor, "bonus": value.free_bonus_minor},
    )


def pay_out_card(
    desk: Desk, session: Session, member_id: str | None, card: str, event_id: str, approval: Approval | None = None
) -> Event:
    """Gives what lies on a card back in cash (SV-04, RED-11): the principal, the bonus lapses. Prints the slip.

    Refusals: value_nothing, those of `account_of` and `approve.approved`, not_allowed, needs_approval, shift_closed.
    """
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            return known
        on_open_shift(books, session)
        account = account_of(desk, books, member_id, card)
        asked = pay_out_asked(session, account)
        value = account.value
        if value.free_principal_minor + value.free_bonus_minor <= 0:
            raise Refusal("value_nothing")
        approver = None if asked is None else approved(desk, books, session, asked, approval, event_id)
        lots = [lot for unit in (VALUE, BONUS) for lot in books.lots(account.holder, LOTS_READ, unit)]
        booking = pay_out(lots)
        body: dict[str, object] = {
            "card": account.card,
            "principal_minor": value.free_principal_minor,
            "bonus_minor": value.free_bonus_minor,
            "paid_out": [[CASH, value.free_principal_minor]] if value.free_principal_minor else [],
        }
        event = book(
            desk,
            books,
            session,
            types.VALUE_PAID_OUT,
            body,
            event_id=event_id,
            member_id=None if account.member is None else account.member.id,
            approver_id=approver,
            booking=booking,
        )
        from app.services.value_slips import value_slip

        if desk.machine.flag("drawer.connected"):
            open_drawer_for(desk, books, event)
        queue_slip(desk, books, value_slip(desk, books, event), event_id)
        return event


def gift_voucher(desk: Desk, session: Session, code: str) -> tuple[GoodVoucher, int]:
    """A reward's voucher that is a gift card (RED-12), and what it loads. Refusals: those of `check_voucher`, voucher_no_card."""
    with desk.store.read() as reader:
        return _gift_voucher(desk, reader, session, code)


def load_voucher(desk: Desk, session: Session, code: str, card: str, event_id: str, *, sell: bool = False) -> TopUpDone:
    """Loads what a reward's voucher is worth onto its member's account, a card that was shown, or with `sell` a new card without a name;
    the voucher is used up in the same commit. It is the shop's gift, so it stands there as bonus and is not paid out.

    Refusals: those of `check_voucher` and `account_of`, voucher_no_card, value_disabled, value_over_limit, value_frozen, shift_closed.
    """
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            return TopUpDone(event=known, points=0)
        on_open_shift(books, session)
        good, worth_minor = _gift_voucher(desk, books, session, code)
        used = {"voucher": good.voucher.voucher, "vouchers_ended": [[code, "used"]]}
        book(desk, books, session, types.VOUCHER_USED, used, member_id=good.voucher.holder, cause_key=code)
        order = TopUp(amount_minor=worth_minor, member_id=None if card else good.voucher.holder, card=card, sell=sell)
        account = _preview(desk, books, session, order).account
        rules = rules_now(desk, books, desk.programmes.in_force(books, session.shift.business_date)).stored_value
        if rules is None:
            raise Refusal("value_disabled")
        if account.member is not None and account.member.status != "active":
            raise Refusal("value_frozen")
        most_minor = rules.named_max_minor if account.named else rules.unnamed_max_minor
        value = account.value
        if most_minor is not None and value.total_minor + worth_minor > most_minor:
            raise Refusal("value_over_limit", limit_minor=most_minor)
        result = TopUpResult(
            allowed=True,
            reason=None,
            bonus_minor=worth_minor,
            principal_minor=value.principal_minor,
            bonus_balance_minor=value.bonus_minor + worth_minor,
        )
        preview = TopUpPreview(account=account, result=result, limit_minor=None)
        event = book_top_up(desk, books, session, preview, 0, [], event_id=event_id, sold=sell)
        from app.services.value_slips import value_slip

        queue_slip(desk, books, value_slip(desk, books, event), event_id)
        return TopUpDone(event=event, points=0)


def _gift_voucher(desk: Desk, reader: Reader, session: Session, code: str) -> tuple[GoodVoucher, int]:
    good = check_good(desk, reader, session, code)
    worth_minor = reader.reward_facts(good.voucher.rule).worth_minor
    if worth_minor is None:
        raise Refusal("voucher_no_card")
    return good, worth_minor


def open_drawer_for(desk: Desk, books: Writer, event: Event) -> None:
    """The drawer opens before the slip is printed."""
    pulse = drawer_pulse(desk.profile().drawer_pin)
    now_ms = desk.clock.now_ms()
    books.queue_print(
        PrintRequest(
            id=desk.ids.new_id(), kind="drawer", title=event.short_hash, payload=pulse, event_id=event.header.id, created_ms=now_ms
        )
    )


def refuse_top_up(preview: TopUpPreview) -> Refusal | None:
    """Why a top-up may not be, as the line for it; None where it may."""
    result = preview.result
    if result.allowed:
        return None
    limit = preview.limit_minor or 0
    return Refusal(f"value_{result.reason}", limit_minor=limit)


def _preview(desk: Desk, reader: Reader, session: Session, order: TopUp) -> TopUpPreview:
    if not 0 < order.amount_minor <= MAX_MINOR:
        raise Refusal("amount_range")
    account = free_card(reader, order.card) if order.sell else account_of(desk, reader, order.member_id, order.card)
    if account.valid_until is None and not account.named:
        years = int(desk.setting(reader, "value.unnamed_years"))
        account = replace(account, valid_until=add_months(session.shift.business_date, 12 * years))
    programme = rules_now(desk, reader, desk.programmes.in_force(reader, session.shift.business_date))
    return preview_on(programme, account, order.amount_minor, real_name=bool(order.real_name.strip()))


def preview_on(programme: CompiledProgramme, account: ValueAccount, amount_minor: int, *, real_name: bool) -> TopUpPreview:
    """What the rules say about so much more on an account."""
    value, rules = account.value, programme.stored_value
    card = CardRules(
        principal_minor=value.principal_minor, bonus_minor=value.bonus_minor, named=account.named, real_name=real_name
    )
    result = engine_top_up(programme, card, amount_minor)
    limits = {
        "below_min": rules.min_top_up_minor if rules else None,
        "real_name": rules.real_name_from_minor if rules else None,
        "over_limit": (rules.named_max_minor if account.named else rules.unnamed_max_minor) if rules else None,
    }
    return TopUpPreview(account=account, result=result, limit_minor=limits.get(result.reason or ""))


def _allowed(preview: TopUpPreview) -> None:
    refusal = refuse_top_up(preview)
    if refusal is not None:
        raise refusal
    member = preview.account.member
    if member is not None and member.status != "active":
        raise Refusal("value_frozen")


def free_card(reader: Reader, card: str) -> ValueAccount:
    """A card that nobody has yet, as an account. Refusals card_shape, card_taken."""
    if not is_card_number(card):
        raise Refusal("card_shape")
    if reader.card(card) is not None or reader.gift_card(card) is not None:
        raise Refusal("card_taken")
    return ValueAccount(holder=card_holder(card), card=card, member=None, value=Value())


def _points(desk: Desk, books: Writer, session: Session, account: ValueAccount, amount_minor: int, event_id: str) -> int:
    """The points of the programme's top-up rules; every top-up counts as an activity of the member (programme.md §6.2)."""
    if account.member is None:
        return 0
    from app.services.raise_event import raise_top_up

    return raise_top_up(desk, books, session, account.member, amount_minor, event_id).earned

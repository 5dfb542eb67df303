"""Refunding a completed sale by lines and pieces: money by the original tenders and points settle together in one event and one commit
(programme.md §7). There is no refund without the points: both come from the same evaluation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.documents.escpos import drawer_pulse
from app.documents.layout import lay_out
from app.documents.render_escpos import to_bytes
from app.domain.canonical import canonical_bytes, sha256_hex
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.member import Member
from app.domain.programme.dates import add_days
from app.domain.sales.refund_reason import REASONS
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act, Right, right
from app.services.approve import approved
from app.services.claims import settled_sale
from app.services.counter import keep_basket, open_basket
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.explain import Evaluated
from app.services.ports.payments import ProviderOrder
from app.services.ports.store import PrintRequest, Reader, Writer
from app.services.receipts import CompletedSale, completed_sale
from app.services.refund_plan import RefundPlan, plan_refund
from app.services.refund_slips import CompletedRefund, completed_refund


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """A return before it is confirmed: exactly what will be booked. `shown` binds the confirmation to it.

    `left`: pieces of each line that could still come back before this return. `asked`: what a second person has to approve, None for
    nothing; `late`: the days for returns are over.
    """

    plan: RefundPlan
    n: int
    left: Mapping[str, int]
    shown: str
    asked: Asked | None
    late: bool


def returnable(desk: Desk, sale_id: str) -> Mapping[str, int]:
    """Pieces of each line of a sale that may still come back. Refusals: unknown_receipt, not_a_sale, refund_other_till, no_programme."""
    with desk.store.read() as reader:
        return _left(_sale(desk, reader, sale_id), reader.returned(sale_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSale:
    """A receipt laid open for a return. `left`: pieces of each line that may still come back; `last_day`: until when the shop takes
    returns, None for always; `limit_minor`: the most this person refunds alone at once, None without limit.
    """

    sale: Evaluated
    paper: CompletedSale
    member: Member | None
    left: Mapping[str, int]
    last_day: str | None
    limit_minor: int | None
    today: str


def open_refund(desk: Desk, session: Session, sale_id: str) -> RefundSale:
    """A sale with all that a return has to know. Refusals as `returnable`."""
    with desk.store.read() as reader:
        sale = _sale(desk, reader, sale_id)
        member_id = sale.evaluation.member.id if sale.evaluation.member is not None else None
        days = int(desk.setting(reader, "receipt.return_days"))
        limited = right(session.actor.role, Act.REFUND_MUCH) is not Right.YES
        return RefundSale(
            sale=sale,
            paper=completed_sale(desk, reader, sale.event),
            member=None if member_id is None else reader.member(member_id),
            left=_left(sale, reader.returned(sale_id)),
            last_day=add_days(sale.event.header.business_date, days) if days else None,
            limit_minor=int(desk.setting(reader, "refund.limit_yuan")) * 100 if limited else None,
            today=session.shift.business_date,
        )


def preview_refund(desk: Desk, session: Session, sale_id: str, lines: Mapping[str, int], reason: str) -> RefundPreview:
    """What a return would do, without doing it. Refusals as `refund_sale`, approvals apart."""
    with desk.store.read() as reader:
        on_open_shift(reader, session)
        return _preview(desk, reader, session, sale_id, lines, reason, _NO_EVENT)


def refund_sale(
    desk: Desk,
    session: Session,
    refund_id: str,
    sale_id: str,
    lines: Mapping[str, int],
    reason: str,
    *,
    shown: str | None = None,
    approval: Approval | None = None,
    exchange: bool = False,
) -> CompletedRefund:
    """Books the return of so many pieces by line under an id made before (rule R4), pays back, prints the slip.

    `exchange`: what goes back in cash stays in the drawer and pays the open basket.

    A second call with the id of a booked return answers with that return and books nothing. `shown`: of the preview that was confirmed.
    Refusals: unknown_receipt, not_a_sale, refund_other_till, refund_nothing, refund_line (line), refund_quantity (line),
    refund_too_many (line, left), refund_reason, refund_changed (the books have moved on since the preview), not_allowed, needs_approval and
    the others of `approve.approved`, shift_closed, no_programme. Faults: disk_full, database_locked …; then nothing was booked.
    """
    with desk.store.write() as books:
        known = books.event(refund_id)
        if known is not None:
            if known.header.type != types.REFUND_COMPLETED or known.header.reverses_id != sale_id:
                raise ValueError(f"event {refund_id} is booked already as something else")
            return completed_refund(desk, books, known)
        on_open_shift(books, session)
        preview = _preview(desk, books, session, sale_id, lines, reason, refund_id)
        if shown is not None and shown != preview.shown:
            raise Refusal("refund_changed")
        approver = None if preview.asked is None else approved(desk, books, session, preview.asked, approval, refund_id)
        orders = _provider_orders(desk, books, preview.plan, refund_id)
        body = {**preview.plan.body, "n": preview.n, "reason": reason}
        if exchange:
            body["exchange"] = True
        if orders:
            body["provider"] = [[order.kind, order.amount_minor, order.charge] for order in orders]
            for order in orders:
                books.put_provider_order(order)
        event = book(
            desk,
            books,
            session,
            types.REFUND_COMPLETED,
            body,
            event_id=refund_id,
            member_id=preview.plan.member_id,
            reverses_id=sale_id,
            cause_key=f"{sale_id}:{preview.n}",
            approver_id=approver,
            booking=preview.plan.booking,
        )
        done = completed_refund(desk, books, event)
        if exchange:
            _keep_for_basket(desk, books, preview.plan, refund_id)
        _queue_paper(desk, books, preview.plan, done, drawer=not exchange)
        return done


def _provider_orders(desk: Desk, reader: Reader, plan: RefundPlan, refund_id: str) -> tuple[ProviderOrder, ...]:
    """What the payment provider gives back: of the charges that paid the sale, in their order, what earlier returns have left of them."""
    left = [[kind, amount_minor, key] for kind, amount_minor, key in plan.sale.body.get("provider", ())]
    if not left:
        return ()
    n = 1
    while (event := reader.event_by_cause(types.REFUND_COMPLETED, f"{plan.sale.event.header.id}:{n}")) is not None:
        back = json.loads(event.payload).get("provider", ())
        for part in left:
            part[1] -= sum(amount_minor for _, amount_minor, key in back if key == part[2])
        n += 1
    orders: list[ProviderOrder] = []
    for kind, wanted_minor in plan.paid_out:
        for of_kind, left_minor, key in left:
            part_minor = min(left_minor, wanted_minor) if of_kind == kind else 0
            if part_minor > 0:
                wanted_minor -= part_minor
                order = ProviderOrder(
                    key=f"{refund_id}-{len(orders) + 1}",
                    charge=key,
                    act="refund",
                    kind=kind,
                    amount_minor=part_minor,
                    created_ms=desk.clock.now_ms(),
                )
                orders.append(order)
    return tuple(orders)


def refund_of(desk: Desk, event_id: str) -> CompletedRefund:
    """A booked return with its slip. Refusal unknown_receipt."""
    with desk.store.read() as reader:
        event = reader.event(event_id)
        if event is None or event.header.type != types.REFUND_COMPLETED:
            raise Refusal("unknown_receipt")
        return completed_refund(desk, reader, event)


_NO_EVENT = "0" * 32
"""Stands for the id in a preview."""


def _preview(
    desk: Desk, reader: Reader, session: Session, sale_id: str, lines: Mapping[str, int], reason: str, event_id: str
) -> RefundPreview:
    sale = _sale(desk, reader, sale_id)
    before = reader.returned(sale_id)
    left = _left(sale, before)
    _check(left, sale, lines)
    if reason not in REASONS:
        raise Refusal("refund_reason")
    on = session.shift.business_date
    plan = plan_refund(desk, reader, sale, lines, before, on, event_id)
    n = 1
    while reader.event_by_cause(types.REFUND_COMPLETED, f"{sale_id}:{n}") is not None:
        n += 1
    days = int(desk.setting(reader, "receipt.return_days"))
    late = bool(days) and on > add_days(sale.event.header.business_date, days)
    return RefundPreview(
        plan=plan,
        n=n,
        left=left,
        shown=sha256_hex(canonical_bytes(_same(plan))),
        asked=_asked(desk, reader, session, sale_id, plan, reason, late=late),
        late=late,
    )


def _same(plan: RefundPlan) -> Mapping[str, object]:
    """What a person was shown: all that will be written down."""
    return plan.body


def _asked(
    desk: Desk, reader: Reader, session: Session, sale_id: str, plan: RefundPlan, reason: str, *, late: bool
) -> Asked | None:
    """What a second person has to approve. Refusal not_allowed where this person may not refund at all."""
    much = plan.refunded_minor > int(desk.setting(reader, "refund.limit_yuan")) * 100
    acts = [Act.REFUND, *([Act.REFUND_LATE] if late else []), *([Act.REFUND_MUCH] if much else [])]
    answers = {act: right(session.actor.role, act) for act in acts}
    if Right.NO in answers.values():
        raise Refusal("not_allowed")
    asking = [act for act, answer in answers.items() if answer is Right.NEEDS_APPROVAL]
    if not asking:
        return None
    return Asked(
        act=asking[0],
        parameters={
            "sale": sale_id,
            "returned": dict(sorted(plan.returned.items())),
            "refunded_minor": plan.refunded_minor,
            "reason": reason,
            "late": late,
        },
    )


def _sale(desk: Desk, reader: Reader, sale_id: str) -> Evaluated:
    event = reader.event(sale_id)
    if event is None:
        raise Refusal("unknown_receipt", text=sale_id[:40])
    if event.header.type == types.SALE_COMPLETED and event.header.origin != reader.head().origin:
        raise Refusal("refund_other_till")
    return settled_sale(desk, reader, event)


def _left(sale: Evaluated, before: Mapping[str, int]) -> dict[str, int]:
    return {line["id"]: line["qty"] - before.get(line["id"], 0) for line in sale.body["lines"]}


def _check(left: Mapping[str, int], sale: Evaluated, lines: Mapping[str, int]) -> None:
    if not lines:
        raise Refusal("refund_nothing")
    names = {line["id"]: line["name"] for line in sale.body["lines"]}
    for line, qty in lines.items():
        if line not in left:
            raise Refusal("refund_line", line=line[:40])
        if isinstance(qty, bool) or not isinstance(qty, int) or qty < 1:
            raise Refusal("refund_quantity", name=names[line])
        if qty > left[line]:
            raise Refusal("refund_too_many" if left[line] else "refund_already", name=names[line], left=left[line])


def _keep_for_basket(desk: Desk, books: Writer, plan: RefundPlan, refund_id: str) -> None:
    """The cash of an exchange is the first payment of the basket that follows."""
    basket = open_basket(desk, books)
    cash_minor = sum(amount_minor for kind, amount_minor in plan.paid_out if kind == CASH)
    if cash_minor:
        keep_basket(books, basket.with_credit(cash_minor, refund_id))


def _queue_paper(desk: Desk, books: Writer, plan: RefundPlan, done: CompletedRefund, *, drawer: bool) -> None:
    """The drawer first, where cash goes back; then the slip."""
    now_ms, profile = desk.clock.now_ms(), desk.profile()
    title = done.document.title
    if drawer and any(kind == CASH for kind, _ in plan.paid_out) and desk.machine.flag("drawer.connected"):
        books.queue_print(
            PrintRequest(
                id=desk.ids.new_id(),
                kind="drawer",
                title=title,
                payload=drawer_pulse(profile.drawer_pin),
                event_id=done.event_id,
                created_ms=now_ms,
            )
        )
    payload = to_bytes(lay_out(done.document, profile.paper), profile)
    books.queue_print(
        PrintRequest(id=desk.ids.new_id(), kind="slip", title=title, payload=payload, event_id=done.event_id, created_ms=now_ms)
    )

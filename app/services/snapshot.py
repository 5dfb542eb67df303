"""What the programme engine is given at the till: the basket as an event, the member as of now, the context. The same values are stored
with the sale, so that it can be evaluated again at any later time.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.exact import parse_exact
from app.domain.ledger.lots import Balance
from app.domain.members.member import Member
from app.domain.programme.compiled import Cap, CompiledProgramme, Tiers
from app.domain.programme.dates import add_months
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, MemberInput, TenderInput, TierInput
from app.domain.sales.basket import Basket, Line
from app.domain.sales.tender import POINTS
from app.services.desk import Desk, Session
from app.services.ports.store import CapUse, Reader

UNPAID = "unpaid"
"""Tender kind that stands for what is still due in a preview after points were put on the basket."""


def line_input(line: Line) -> LineInput:
    """A basket line as the engine sees it."""
    return LineInput(
        id=line.id,
        product=line.product_id,
        qty=line.qty,
        list_minor=line.list_minor,
        discount_minor=line.discount_minor,
        categories=line.categories,
        brand=line.brand,
        tax_rate=parse_exact(line.tax_rate),
        kind=line.kind,  # type: ignore[arg-type]
        earns=line.earns,
    )


def sale_event(basket: Basket, rest_kind: str | None = None) -> EventInput:
    """The basket as a sale. Tenders are those taken and the held points; what is still due stands as `rest_kind` (default `unpaid`).

    With nothing taken and no `rest_kind` the sale has no tenders: a preview.
    """
    amounts: dict[str, int] = {}
    if basket.hold is not None:
        amounts[POINTS] = basket.hold_value_minor
    for tender in basket.tenders:
        amounts[tender.kind] = amounts.get(tender.kind, 0) + tender.amount_minor
    if basket.due_minor > 0 and (amounts or rest_kind is not None):
        kind = rest_kind or UNPAID
        amounts[kind] = amounts.get(kind, 0) + basket.due_minor
    return EventInput(
        id=basket.sale_id,
        type="sale",
        lines=tuple(line_input(line) for line in basket.lines),
        tenders=tuple(TenderInput(kind, amount) for kind, amount in amounts.items() if amount > 0),
    )


def member_input(reader: Reader, programme: CompiledProgramme, member: Member, balance: Balance) -> MemberInput:
    """The member as of just before the event, for the business date of the balance."""
    on = balance.on
    counters = reader.counters(f"member:{member.id}", _periods(programme.caps, "member", on))
    tiers = programme.tiers
    known_tier = tiers is not None and member.tier in tiers.rank
    birthday = None
    if member.birthday_month is not None and member.birthday_day is not None:
        birthday = (member.birthday_month, member.birthday_day)
    return MemberInput(
        id=member.id,
        status=member.status,
        tier=TierInput(code=member.tier, valid_until=member.tier_valid_until) if known_tier else None,
        tier_metric=_tier_metric(reader, tiers, member.id, on),
        birthday=birthday,
        sales_count=reader.sales_count(member.id),
        carry={rule: parse_exact(value) for rule, value in counters.carry.items()},
        cap_used=dict(counters.cap_used),
        debt=balance.debt,
        available_points=max(0, balance.available),
    )


def context_input(desk: Desk, reader: Reader, session: Session, programme: CompiledProgramme) -> ContextInput:
    """When and where, with the use of caps that are not the member's."""
    on = session.shift.business_date
    cap_used: dict[str, int] = {}
    for who in ("store", "till", "cashier", "all"):
        periods = _periods(programme.caps, who, on)
        if periods:
            cap_used.update(reader.counters(_cap_holder(desk, session, who), periods).cap_used)
    return ContextInput(
        business_date=on,
        local_time=desk.local().time,
        store=desk.store_code,
        till=desk.till_code,
        cashier=session.actor.number,
        cap_used=cap_used,
    )


def cap_uses(desk: Desk, session: Session, programme: CompiledProgramme, member_id: str, used: Iterable[tuple[str, int]]) -> list[CapUse]:
    """Cap increments of a quote (cap code, n) as rows: whose, which period."""
    caps = {cap.code: cap for cap in programme.caps}
    rows = []
    for code, n in used:
        cap = caps[code]
        holder = f"member:{member_id}" if cap.who == "member" else _cap_holder(desk, session, cap.who)
        rows.append(CapUse(holder=holder, cap=code, period=period_key(cap.per, session.shift.business_date), n=n))
    return rows


def period_key(per: str, on: str) -> str:
    """The period of a cap that a business date lies in: 2026-03-15, 2026-03, 2026 or '' for a lifetime."""
    return {"day": on, "month": on[:7], "year": on[:4]}.get(per, "")


def _cap_holder(desk: Desk, session: Session, who: str) -> str:
    return {"store": f"store:{desk.store_code}", "till": f"till:{desk.till_code}", "cashier": f"cashier:{session.actor.id}"}.get(who, "all")


def _periods(caps: Iterable[Cap], who: str, on: str) -> dict[str, str]:
    return {cap.code: period_key(cap.per, on) for cap in caps if cap.who == who and cap.per != "event"}


def _tier_metric(reader: Reader, tiers: Tiers | None, member_id: str, on: str) -> int:
    if tiers is None or tiers.metric == "manual":
        return 0
    after = {
        "rolling_months": add_months(on, -tiers.window_months) if tiers.window == "rolling_months" else "",
        "calendar_year": f"{int(on[:4]) - 1}-12-31",
    }.get(tiers.window, "")
    return reader.tier_metric(member_id, tiers.metric, after, on)

"""What the programme engine is given at the till: the basket as an event, the member as of now, the context. The same values are stored
with the sale, so that it can be evaluated again at any later time.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.exact import parse_exact
from app.domain.ledger.lots import Balance
from app.domain.members.member import Member, MemberStatus
from app.domain.programme.compiled import Cap, CompiledProgramme, Recipient, Tiers
from app.domain.programme.dates import add_months
from app.domain.programme.inputs import AccountInput, ContextInput, EventInput, LineInput, MemberInput, TenderInput, TierInput
from app.domain.sales.basket import Basket, Line
from app.domain.sales.tender import POINTS, STORED_VALUE, VALUE_BONUS
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
    for held in basket.values:
        for kind, minor in ((STORED_VALUE, held.principal_minor), (VALUE_BONUS, held.bonus_minor)):
            amounts[kind] = amounts.get(kind, 0) + minor
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
        codes=basket.codes,
    )


def member_input(
    reader: Reader, programme: CompiledProgramme, member: Member, balance: Balance, card: str | None = None
) -> MemberInput:
    """The member as of just before the event, for the business date of the balance. `card`: the number of the one presented."""
    on = balance.on
    counters = reader.counters(member_holder(member.id), _periods(programme.caps, "member", on))
    presented = None if card is None else reader.card(card)
    birthday = None
    if member.birthday_month is not None and member.birthday_day is not None and birthday_agreed(reader, member.id):
        birthday = (member.birthday_month, member.birthday_day)
    return MemberInput(
        id=member.id,
        status=member.status,
        tier=tier_input(programme.tiers, member),
        tier_metric=tier_metric_on(reader, programme.tiers, member.id, on),
        groups=tuple(reader.groups(member.id)),
        card_type=None if presented is None else presented.type,
        card_batch=None if presented is None else presented.batch,
        birthday=birthday,
        sales_count=reader.sales_count(member.id),
        check_in_last=member.check_in_on,
        check_in_streak=member.check_in_streak,
        carry={rule: parse_exact(value) for rule, value in counters.carry.items()},
        cap_used=dict(counters.cap_used),
        challenge_booked=challenges_booked(reader, programme, member.id, on),
        debt=balance.debt,
        available_points=max(0, balance.available),
        auto_redeem=member.auto_redeem,
    )


def birthday_agreed(reader: Reader, member_id: str) -> bool:
    """Whether the birthday may be used: always until the consent to it is taken back."""
    return not any(consent.purpose == "birthday" and consent.state == "withdrawn" for consent in reader.consents(member_id))


def tier_input(tiers: Tiers | None, member: Member) -> TierInput | None:
    """The member's tier and its floor as far as the programme knows them."""
    if tiers is None:
        return None
    floor = member.floor_tier if member.floor_tier in tiers.rank and member.floor_until is not None else None
    if member.tier not in tiers.rank:
        return None if floor is None else TierInput(code=tiers.levels[0].code, floor_code=floor, floor_until=member.floor_until)
    return TierInput(
        code=member.tier,
        valid_until=member.tier_valid_until,
        floor_code=floor,
        floor_until=None if floor is None else member.floor_until,
    )


def challenges_booked(reader: Reader, programme: CompiledProgramme, member_id: str, on: str) -> dict[str, int]:
    """Points booked for the programme's challenges in the period of a date that each of them asks about."""
    periods = challenge_periods(programme, on)
    if not periods:
        return {}
    booked = reader.challenges(member_id, sorted(set(periods.values())))
    return {one.rule: one.points for one in booked if periods.get(one.rule) == one.period}


def challenge_periods(programme: CompiledProgramme, on: str) -> dict[str, str]:
    """The period of each challenge rule that a business date lies in: 2026-03 or 2026."""
    return {rule.code: period_key(rule.when.challenge.per, on) for rule in programme.rules if rule.when.challenge is not None}


def context_input(
    desk: Desk, reader: Reader, session: Session, programme: CompiledProgramme, member: Member | None = None
) -> ContextInput:
    """When and where, with the use of caps that are not the member's, what is in stock, and the accounts that earn with the member."""
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
        cashier=session.actor.number or None,
        cap_used=cap_used,
        stock=dict(reader.reward_stock()) if any(reward.stocked for reward in programme.rewards.values()) else {},
        referrer=None if member is None else referrer_account(reader, programme, member.referrer_id, on),
        team=None if member is None or member.team_id is None else _account(reader, programme, "team", member.team_id, "active", on),
    )


def referrer_account(reader: Reader, programme: CompiledProgramme, referrer_id: str | None, on: str) -> AccountInput | None:
    """The account of a referrer; None without one, and for one that is no member any more."""
    referrer = None if referrer_id is None else reader.member(referrer_id)
    return None if referrer is None else _account(reader, programme, "referrer", referrer.id, referrer.status, on)


def _account(
    reader: Reader, programme: CompiledProgramme, recipient: Recipient, holder: str, status: MemberStatus, on: str
) -> AccountInput:
    """Another account. Its counters are read where a rule credits it; that it is there is said in any case."""
    if not any(rule.recipient == recipient and rule.active for rule in programme.rules):
        return AccountInput(id=holder, status=status)
    counters = reader.counters(member_holder(holder), _periods(programme.caps, "member", on))
    return AccountInput(
        id=holder,
        status=status,
        carry={rule: parse_exact(value) for rule, value in counters.carry.items()},
        cap_used=dict(counters.cap_used),
        debt=reader.balance(holder, on).debt,
    )


def cap_uses(
    desk: Desk, session: Session, programme: CompiledProgramme, holder: str, used: Iterable[tuple[str, int]], on: str | None = None
) -> list[CapUse]:
    """Cap increments of a quote (cap code, n) as rows: whose, which period. `holder`: the account of the caps that are an account's own."""
    caps = {cap.code: cap for cap in programme.caps}
    rows = []
    for code, n in used:
        cap = caps[code]
        whose = member_holder(holder) if cap.who == "member" else _cap_holder(desk, session, cap.who)
        rows.append(CapUse(holder=whose, cap=code, period=period_key(cap.per, on or session.shift.business_date), n=n))
    return rows


def member_holder(holder: str) -> str:
    """Whose an account's own caps and remainders are."""
    return f"member:{holder}"


def period_key(per: str, on: str) -> str:
    """The period of a cap that a business date lies in: 2026-03-15, 2026-03, 2026 or '' for a lifetime."""
    return {"day": on, "month": on[:7], "year": on[:4]}.get(per, "")


def _cap_holder(desk: Desk, session: Session, who: str) -> str:
    return {"store": f"store:{desk.store_code}", "till": f"till:{desk.till_code}", "cashier": f"cashier:{session.actor.id}"}.get(who, "all")


def _periods(caps: Iterable[Cap], who: str, on: str) -> dict[str, str]:
    return {cap.code: period_key(cap.per, on) for cap in caps if cap.who == who and cap.per != "event"}


def tier_metric_on(reader: Reader, tiers: Tiers | None, member_id: str, on: str) -> int:
    """What counts for the tier on a business date: fen, visits or points."""
    if tiers is None or tiers.metric == "manual":
        return 0
    after = {
        "rolling_months": add_months(on, -tiers.window_months) if tiers.window == "rolling_months" else "",
        "calendar_year": f"{int(on[:4]) - 1}-12-31",
    }.get(tiers.window, "")
    return reader.tier_metric(member_id, tiers.metric, after, on)

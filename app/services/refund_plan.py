"""What a return would do, worked out from what is stored with the sale and from the ledger as it stands. The preview shows it, the booking
books it; nothing of it looks at today's programme (programme.md §7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.exact import format_exact, parse_exact, round_to_step
from app.domain.ledger.booking import POINTS as POINTS_UNIT
from app.domain.ledger.booking import Booking, Extension
from app.domain.ledger.lots import Balance, Lot
from app.domain.ledger.returns import SettledAccount, book_return, lot_inputs
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme, Recipient, Tiers
from app.domain.programme.dates import add_months
from app.domain.programme.quote import quote
from app.domain.programme.refund import Differences, RefundInput, RefundResult, TierNow, accruals_of, compare, refund
from app.domain.programme.results import LotUse, QuoteResult
from app.domain.programme.settle import Settlement, settle
from app.domain.programme.tiers import metric_window
from app.domain.sales.tender import CASH, POINTS
from app.services.challenge_caps import booked_challenges, caps_back, evaluated_caps
from app.services.desk import Desk
from app.services.evaluation import Evaluation, challenge_event, period_totals, with_sale
from app.services.explain import Evaluated
from app.services.ports.store import Reader
from app.services.refund_value import value_back
from app.services.snapshot import challenge_periods, challenges_booked, member_holder, period_key, tier_metric_on

ACTIVITIES_READ = 5_000
OTHERS: tuple[Recipient, ...] = ("referrer", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """One account's part: its lots as read, what is settled, what is booked of it."""

    recipient: Recipient
    holder: str
    lots: Mapping[str, Lot]
    settlement: Settlement
    booked: SettledAccount

    @property
    def points(self) -> int:
        """What the rules give less now (negative), new accruals set against it."""
        return sum(grant.points for grant in self.settlement.granted) - self.booked.taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherPlan:
    """A voucher the sale had given and does not give any more. `used`: it stays, and `worth_minor` says what it was worth, if known."""

    code: str
    voucher: str
    rule: str
    used: bool
    worth_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPlan:
    """Everything one return does. `body`: the event's payload without its ledger. `paid_out`: money by kind after a charge.

    `available` and `pending` are the member's points before and after.
    """

    sale: Evaluated
    returned: Mapping[str, int]
    result: RefundResult
    raised: QuoteResult | None
    accounts: tuple[AccountPlan, ...]
    vouchers: tuple[VoucherPlan, ...]
    paid_out: tuple[tuple[str, int], ...]
    available: tuple[int, int]
    pending: tuple[int, int]
    booking: Booking
    body: Mapping[str, object]

    @property
    def member_id(self) -> str | None:
        """Whose points they are: the member of the sale, or who claimed it."""
        member = self.sale.evaluation.member
        return None if member is None else member.id

    @property
    def differences(self) -> Differences:
        """What changed in the evaluation of the sale."""
        return self.result.differences

    @property
    def refunded_minor(self) -> int:
        """Worth of what comes back, points at their worth included."""
        return sum(amount_minor for _, amount_minor in self.result.tenders)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """The member as of the return."""

    member: Member
    balance: Balance
    result: RefundResult
    raised: QuoteResult | None
    account: AccountPlan
    extended: tuple[Extension, ...]
    tier: Mapping[str, object] | None


def plan_refund(
    desk: Desk, reader: Reader, sale: Evaluated, returned: Mapping[str, int], before: Mapping[str, int], on: str, event_id: str
) -> RefundPlan:
    """Works a return out: `returned` pieces by line now, `before` those of earlier returns, on the business date `on`."""
    given = sale.evaluation
    found = compare(given.programme, given.event, given.member, given.context, returned, before)
    if given.member is None:
        return _walk_in(reader, sale, returned, before, found, on)
    own = _member_part(reader, sale, returned, before, found, on)
    others = tuple(part for part in (_other_part(reader, given, found, name, on) for name in OTHERS) if part is not None)
    accounts = (own.account, *others)
    booking = book_return(event_id, tuple(part.booked for part in accounts))
    booking = replace(booking, extended=booking.extended + own.extended)
    vouchers = tuple(_vouchers(reader, given, found))
    available, pending = _balances(own, on)
    settled = own.result.settlement
    paid_out = _paid_out(found.tenders, settled.charged_minor)
    refilled, value = value_back(reader, given.programme, sale.event.header.id, sale.body, paid_out)
    booking = booking + refilled
    carry = _carry(reader, given, found)
    body: dict[str, object] = {
        **_money(sale, returned, found),
        "paid_out": [list(part) for part in paid_out],
        "value": value,
        "earned": sum(grant.points for grant in settled.granted) - own.account.booked.taken_back,
        "redeemed": -sum(part.points for part in own.result.restored),
        "deltas": [[part.recipient, part.rule, part.delta] for part in found.deltas],
        "moves": _moves(own, on),
        "set_off": settled.expired_offset,
        "charged": [settled.charged_points, settled.charged_minor] if settled.charged_points else None,
        "debt": [own.result.debt_before, settled.debt_after],
        "others": [[part.recipient, part.points] for part in others if part.points],
        "before": available[0],
        "after": available[1],
        "pending": pending[1],
        "carry": carry,
        "carried": _carried(reader, given, carry),
        "caps": _caps(desk, reader, sale, found, own.raised),
        "counts": _counts(given, found, own.raised),
        "challenges": _challenges(given, own.raised),
        "vouchers_ended": [[part.code, "cancelled"] for part in vouchers if not part.used],
        "vouchers_used": [[part.voucher, part.worth_minor] for part in vouchers if part.used],
        "vouchers_back": _coupons_back(sale, returned, before),
        "tier": own.tier,
        "level": own.result.tier.after if own.result.tier else own.member.tier,
    }
    return RefundPlan(
        sale=sale,
        returned=dict(returned),
        result=own.result,
        raised=own.raised,
        accounts=accounts,
        vouchers=vouchers,
        paid_out=paid_out,
        available=available,
        pending=pending,
        booking=booking,
        body={name: part for name, part in body.items() if part not in (None, [], {})},
    )


def _walk_in(
    reader: Reader, sale: Evaluated, returned: Mapping[str, int], before: Mapping[str, int], found: Differences, on: str) -> RefundPlan:
    """Nothing but money."""
    given = sale.evaluation
    result = refund(
        given.programme,
        RefundInput(event=given.event, member=None, context=given.context, return_now=returned, return_date=on, returned_before=before),
        found,
    )
    paid_out = _paid_out(found.tenders, 0)
    body = {**_money(sale, returned, found), "paid_out": [list(part) for part in paid_out]}
    booking, value = value_back(reader, given.programme, sale.event.header.id, sale.body, paid_out)
    if value:
        body["value"] = value
    back = _coupons_back(sale, returned, before)
    if back:
        body["vouchers_back"] = back
    return RefundPlan(
        sale=sale,
        returned=dict(returned),
        result=result,
        raised=None,
        accounts=(),
        vouchers=(),
        paid_out=paid_out,
        available=(0, 0),
        pending=(0, 0),
        booking=booking,
        body=body,
    )


def _money(sale: Evaluated, returned: Mapping[str, int], found: Differences) -> dict[str, object]:
    return {
        "sale": sale.event.header.id,
        "returned": dict(returned),
        "refunded_minor": sum(amount_minor for _, amount_minor in found.tenders),
        "tenders": [list(part) for part in found.tenders],
        "programme": sale.body["programme"],
    }


def _coupons_back(sale: Evaluated, returned: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """Coupons are good again once everything came back; of a part of a sale they stay used, their share is not paid out."""
    whole = all(line["qty"] == returned.get(line["id"], 0) + before.get(line["id"], 0) for line in sale.body["lines"])
    return [coupon[0] for coupon in sale.body.get("coupons", ())] if whole else []


def _paid_out(tenders: Sequence[tuple[str, int]], charged_minor: int) -> tuple[tuple[str, int], ...]:
    """Money by kind after the charge, which is taken off cash first, then off the others in their order."""
    left: list[tuple[str, int]] = []
    for kind, amount_minor in sorted((part for part in tenders if part[0] != POINTS), key=lambda part: part[0] != CASH):
        part = min(amount_minor, charged_minor)
        charged_minor -= part
        left.append((kind, amount_minor - part))
    order = {kind: place for place, (kind, _) in enumerate(tenders)}
    return tuple(sorted((part for part in left if part[1]), key=lambda part: order[part[0]]))


# the member's account


def _member_part(
    reader: Reader, sale: Evaluated, returned: Mapping[str, int], before: Mapping[str, int], found: Differences, on: str
) -> _Member:
    given, holder = sale.evaluation, sale.body["member"]["id"]
    member = reader.member(holder)
    if member is None:
        raise ValueError(f"no member {holder}: its sale is in the books")
    programme, balance = given.programme, reader.balance(holder, on)
    raised = _raised(reader, given, found, member)
    uses = _uses(sale.body)
    need = found.taken_back("member") + balance.debt + (sum(part.points for part in raised.reversals) if raised else 0)
    own = [lot for lot in reader.lots_of_event(given.event.id) if lot.holder == holder]
    booked = _challenge_lots(reader, given, raised, holder)
    read = _lots(reader, programme, holder, on, need, (*own, *booked), [use.lot for use in uses])
    lots = {lot.id: _prolonged(reader, lot) for lot in read}
    result = refund(
        programme,
        RefundInput(
            event=given.event,
            member=given.member,
            context=given.context,
            return_now=returned,
            return_date=on,
            returned_before=before,
            lots=lot_inputs(lots.values(), {lot.id: given.event.id for lot in booked}),
            uses=uses,
            debt=balance.debt,
            now=_tier_now(reader, programme, member, given.context.business_date, on),
            frozen=member.status == "frozen",
            raised=raised,
        ),
        found,
    )
    account = SettledAccount(
        holder=holder,
        lots=lots,
        settlement=result.settlement,
        taken_back=result.taken_back,
        debt_before=balance.debt,
        earned_on=given.context.business_date,
        restored=result.restored,
        accruals=result.accruals,
        earned_by=dict.fromkeys(accruals_of(found.kept, "member"), given.event.id),
    )
    stored = {lot.id: lot.last_day for lot in read}
    return _Member(
        member=member,
        balance=balance,
        result=result,
        raised=raised,
        account=AccountPlan(recipient="member", holder=holder, lots=lots, settlement=result.settlement, booked=account),
        extended=tuple(
            Extension(part.lot, lots[part.lot].last_day)
            for part in result.restored
            if part.state == "original" and lots[part.lot].last_day > stored[part.lot]
        ),
        tier=_tier_part(reader, given, result, member),
    )


def _uses(body: Mapping[str, Any]) -> tuple[LotUse, ...]:
    """The lots that paid, in order of consumption: those of the captured hold."""
    ended = body.get("ledger", {}).get("ended", ())
    return tuple(LotUse(lot, points) for hold, *_ in ended if hold[2] == POINTS_UNIT for lot, points in hold[4])


def _lots(
    reader: Reader, programme: CompiledProgramme, holder: str, on: str, need: int, own: Iterable[Lot], used: Sequence[str]
) -> tuple[Lot, ...]:
    """The account's lots that a return can touch: its own, those that paid, and usable ones until they suffice for all it may need."""
    lots = {lot.id: lot for lot in (*own, *reader.lots_by_id(used))}
    redemption = programme.redemption
    oldest_first = redemption is not None and redemption.lot_order == "oldest_first"
    if need > 0:
        for lot in reader.usable_lots(holder, on, oldest_first=oldest_first):
            lots.setdefault(lot.id, lot)
            need -= lot.free
            if need <= 0:
                break
    return tuple(lots.values())


def _prolonged(reader: Reader, lot: Lot) -> Lot:
    """A spent lot that lives by activity, with the last good day it would have had if something had been left in it.

    Lots with something left are prolonged by each activity as it is booked; one that had lapsed before the next activity stays lapsed.
    """
    if lot.inactivity_months is None or lot.remaining > 0:
        return lot
    last_day = lot.last_day
    for day in reader.activity_dates(lot.holder, lot.earned_on, ACTIVITIES_READ):
        if day <= last_day:
            last_day = max(last_day, add_months(day, lot.inactivity_months))
    return replace(lot, last_day=last_day)


def _tier_now(reader: Reader, programme: CompiledProgramme, member: Member, sold_on: str, on: str) -> TierNow | None:
    """The tier now, as far as the sale still counts for it: a sale that has left the window takes nothing away from today's metric."""
    tiers = programme.tiers
    if tiers is None or member.tier not in tiers.rank or not _in_window(tiers, sold_on, on):
        return None
    base = member.tier_base if member.tier_base in tiers.rank else tiers.levels[0].code
    return TierNow(tier=member.tier, base=base, tier_metric=tier_metric_on(reader, tiers, member.id, on))


def _in_window(tiers: Tiers, day: str, on: str) -> bool:
    after, until = metric_window(tiers, on)
    return after < day <= until


def _tier_part(reader: Reader, given: Evaluation, result: RefundResult, member: Member) -> Mapping[str, object] | None:
    """The lower tier. It is good as long as it was when the member had it last; a tier it never had, as long as the one it loses."""
    change = result.tier
    if change is None or change.after == change.before:
        return None
    until = member.tier_valid_until
    snapshot = given.member
    if snapshot is not None and snapshot.tier is not None and snapshot.tier.code == change.after:
        until = snapshot.tier.valid_until
    else:
        earlier = [row for row in reader.tier_changes(member.id, _TIER_CHANGES_READ) if row.after == change.after]
        if earlier:
            until = earlier[0].valid_until
    return {"before": change.before, "after": change.after, "valid_until": until, "reason": "refund", "metric": change.metric_after}


_TIER_CHANGES_READ = 100


# challenges: functions of the period's totals, raised again by every return (programme.md §5.8)


def _raised(reader: Reader, given: Evaluation, found: Differences, member: Member) -> QuoteResult | None:
    """The challenge that the return raises, on the date of the sale, with the totals after it. None where no rule asks for them."""
    on, snapshot = given.context.business_date, given.member
    totals = period_totals(reader, given.programme, member.id, on)
    if totals is None or snapshot is None:
        return None
    after = with_sale(totals, found.spend_delta_minor, found.sales_delta)
    counters = reader.counters(member_holder(member.id), {cap.code: period_key(cap.per, on) for cap in given.programme.caps})
    standing = replace(
        snapshot,
        status=member.status,
        carry={rule: parse_exact(value) for rule, value in counters.carry.items()},
        cap_used=dict(counters.cap_used),
        challenge_booked=challenges_booked(reader, given.programme, member.id, on),
        debt=0,
    )
    return quote(given.programme, challenge_event(given.event.id, after), standing, given.context)


def _challenge_lots(reader: Reader, given: Evaluation, raised: QuoteResult | None, holder: str) -> list[Lot]:
    """The lots of challenges that are taken back, whichever sale had granted them."""
    if raised is None or not raised.reversals:
        return []
    booked = booked_challenges(reader, given.programme, holder, given.context.business_date)
    rules = [part.rule for part in raised.reversals]
    return [lot for rule in rules for lot in reader.lots_of_event(booked[rule].event_id) if lot.rule == rule and lot.holder == holder]


def _challenges(given: Evaluation, raised: QuoteResult | None) -> list[list[object]]:
    if raised is None or given.member is None:
        return []
    periods = challenge_periods(given.programme, given.context.business_date)
    rows: list[list[object]] = [[given.member.id, part.rule, periods[part.rule], -part.points] for part in raised.reversals]
    return rows + [[given.member.id, part.rule, periods[part.rule], part.points] for part in raised.accruals]


# the other accounts


def _other_part(reader: Reader, given: Evaluation, found: Differences, name: Recipient, on: str) -> AccountPlan | None:
    account = given.context.referrer if name == "referrer" else given.context.team
    deltas = found.of(name)
    if account is None or not deltas:
        return None
    holder, taken_back = account.id, found.taken_back(name)
    debt = reader.balance(holder, on).debt
    own = [lot for lot in reader.lots_of_event(given.event.id) if lot.holder == holder]
    lots = {lot.id: lot for lot in _lots(reader, given.programme, holder, on, taken_back + debt, own, ())}
    member = reader.member(holder) if name == "referrer" else None
    accruals = accruals_of(found.kept, name)
    settlement = settle(
        given.programme,
        event_id=given.event.id,
        deltas=deltas,
        accruals=accruals,
        lots=lot_inputs(lots.values()),
        debt=debt,
        money_refund_minor=0,
        return_date=on,
        last_activity_on=None,
        frozen=None if member is None else member.status == "frozen",
    )
    booked = SettledAccount(
        holder=holder,
        lots=lots,
        settlement=settlement,
        taken_back=taken_back,
        debt_before=debt,
        earned_on=given.context.business_date,
        accruals=accruals,
        earned_by=dict.fromkeys(accruals, given.event.id),
    )
    return AccountPlan(recipient=name, holder=holder, lots=lots, settlement=settlement, booked=booked)


# vouchers


def _vouchers(reader: Reader, given: Evaluation, found: Differences) -> Iterable[VoucherPlan]:
    """Vouchers that the kept sale does not give: the newest ones still unused first."""
    issued = list(reader.vouchers_of_event(given.event.id))
    for delta in found.vouchers:
        mine = [one for one in reversed(issued) if (one.rule, one.voucher) == (delta.rule, delta.voucher) and one.state != "cancelled"]
        mine.sort(key=lambda one: one.state == "used")
        for one in mine[: max(0, -delta.delta)]:
            issued.remove(one)
            yield VoucherPlan(
                code=one.code,
                voucher=one.voucher,
                rule=one.rule,
                used=one.state == "used",
                worth_minor=_worth(given.programme, one.voucher),
            )


def _worth(programme: CompiledProgramme, voucher: str) -> int | None:
    """What a voucher is worth: the price of the reward of the same code."""
    reward = programme.rewards.get(voucher)
    return None if reward is None else round_to_step(reward.points * programme.point_value, "floor") + reward.cash_minor


# what is written down


def _balances(own: _Member, on: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The member's usable and pending points before and after."""
    usable = pending = 0

    def moved(points: int, available_on: str, last_day: str | None, *, frozen: bool) -> None:
        nonlocal usable, pending
        if frozen:
            return
        if available_on > on:
            pending += points
        elif last_day is None or on <= last_day:
            usable += points

    graces = {f"{part.lot}+grace": part for part in own.result.restored if part.state == "grace"}
    for part in own.result.restored:
        lot = own.account.lots[part.lot]
        if part.state != "expired":
            moved(part.points, lot.available_on, part.expires_on, frozen=lot.frozen)
    for use in own.result.settlement.taken:
        grace = graces.get(use.lot)
        lot = own.account.lots[use.lot if grace is None else grace.lot]
        moved(-use.points, lot.available_on, lot.last_day if grace is None else grace.expires_on, frozen=lot.frozen)
    for grant in own.result.settlement.granted:
        moved(grant.points - grant.to_debt, grant.available_on, grant.expires_on, frozen=grant.frozen)
    before = max(0, own.balance.available)
    return (before, before + usable), (own.balance.pending, own.balance.pending + pending)


def _moves(own: _Member, on: str) -> list[list[object]]:
    """Every lot that lost or got back points: [lot, points, earned on, last good day, what happened]."""
    lots, rows = own.account.lots, []
    for part in own.result.restored:
        rows.append([part.lot, part.points, lots[part.lot].earned_on, part.expires_on, part.state])
    graces = {f"{part.lot}+grace": part for part in own.result.restored if part.state == "grace"}
    for use in own.result.settlement.taken:
        grace = graces.get(use.lot)
        lot = lots[use.lot if grace is None else grace.lot]
        last = grace.expires_on if grace is not None else None if lot.expires_on is None else lot.last_day
        rows.append([lot.id, -use.points, lot.earned_on, last, "taken"])
    return rows


def _holders(given: Evaluation) -> dict[Recipient, str]:
    accounts: tuple[tuple[Recipient, str | None], ...] = (
        ("member", given.member.id if given.member else None),
        ("referrer", given.context.referrer.id if given.context.referrer else None),
        ("team", given.context.team.id if given.context.team else None),
    )
    return {name: holder for name, holder in accounts if holder is not None}


def _carry(reader: Reader, given: Evaluation, found: Differences) -> dict[str, dict[str, str]]:
    """The remainders from now on: those of today, moved by the difference."""
    kept: dict[str, dict[str, str]] = {}
    for name, holder in _holders(given).items():
        delta = found.carry_delta[name]
        if delta:
            now = reader.counters(member_holder(holder), {}).carry
            kept[holder] = {rule: format_exact(parse_exact(now.get(rule, "0")) + moved) for rule, moved in delta.items()}
    return kept


def _caps(desk: Desk, reader: Reader, sale: Evaluated, found: Differences, raised: QuoteResult | None) -> list[list[object]]:
    """Use of caps given back (or taken more), in the period of the sale's date and of its store, till and cashier. What challenges give
    back is counted where they were booked."""
    given, header = sale.evaluation, sale.event.header
    sold_on, holders = given.context.business_date, _holders(given)
    places = {"store": f"store:{header.store_id}", "till": f"till:{given.context.till}", "cashier": f"cashier:{header.actor_id}"}
    caps = {cap.code: cap for cap in given.programme.caps}
    used: dict[tuple[str, str, str], int] = {}
    for part in (found.cap_used_delta, {} if raised is None else evaluated_caps(given.programme, raised)):
        for who, counted in part.items():
            for code, n in counted.items():
                cap = caps[code]
                holder = places.get(cap.who, "all") if who == "context" else member_holder(holders[who])  # type: ignore[index]
                key = (holder, code, period_key(cap.per, sold_on))
                used[key] = used.get(key, 0) + n
    if raised is not None:
        for use in caps_back(desk, reader, holders["member"], sold_on, given.programme, raised):
            key = (use.holder, use.cap, use.period)
            used[key] = used.get(key, 0) + use.n
    return [[*key, n] for key, n in used.items() if n]


def _carried(reader: Reader, given: Evaluation, carry: Mapping[str, Mapping[str, str]]) -> str | None:
    """The member's remainder over all rules after the return; None where no rule has kept any."""
    holder = _holders(given)["member"]
    now = {**reader.counters(member_holder(holder), {}).carry, **carry.get(holder, {})}
    return format_exact(sum((parse_exact(value) for value in now.values()), Fraction(0))) if now else None


def _counts(given: Evaluation, found: Differences, raised: QuoteResult | None) -> dict[str, object]:
    """What counts less for tier and challenges, on the date of the sale."""
    qualifying = found.qualifying_delta
    if raised is not None:
        qualifying += sum(part.points for part in raised.accruals if part.qualifying)
        qualifying -= sum(part.points for part in raised.reversals if part.qualifying)
    return {
        "sales": found.sales_delta,
        "spend_minor": found.spend_delta_minor,
        "points_qualifying": qualifying,
        "on": given.context.business_date,
    }


"""What an evaluated event books, for all accounts it credits: the member, the referrer, the team. Used by sales and by every other act that
earns, so that what one of them can give, all of them book in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.exact import format_exact
from app.domain.ledger.booking import DEBT, Booking
from app.domain.ledger.lots import Lot
from app.domain.ledger.moves import Accrual, accrue
from app.domain.programme.compiled import RECIPIENTS, CompiledProgramme, Recipient
from app.domain.programme.results import Accrual as Earned
from app.domain.programme.results import QuoteResult
from app.services.desk import Desk, Session
from app.services.evaluation import Evaluation
from app.services.ports.store import CapUse, Reader
from app.services.snapshot import cap_uses, challenge_periods

if TYPE_CHECKING:
    from app.domain.ledger.returns import SettledAccount

LOTS_READ = 5_000
"""Most lots of an account that a reversal looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """What is booked. `parts`: the event's body as far as it was earned (domain.journal.types), empty parts left out.

    `accruals` are the member's own as booked: with what of them pays a debt. `taken`: lots that points were taken back from, and how many.
    """

    booking: Booking
    parts: Mapping[str, object]
    accruals: tuple[Accrual, ...]
    taken: tuple[tuple[Lot, int], ...] = ()

    def usable(self, on: str) -> int:
        """By how much the points that the member may use on the day of the event change."""
        won = sum(a.points - a.to_debt for a in self.accruals if a.available_on <= on and not a.frozen)
        return won - sum(points for lot, points in self.taken if lot.usable(on))

    def pending(self, on: str) -> int:
        """By how much the points change that are earned but not usable yet."""
        won = sum(a.points - a.to_debt for a in self.accruals if a.available_on > on and not a.frozen)
        return won - sum(points for lot, points in self.taken if lot.available_on > on and not lot.frozen)

    def owed(self, member_id: str) -> int:
        """By how much the points change that the member owes."""
        return -sum(p.amount for p in self.booking.postings if p.account == DEBT and p.holder == member_id)

    def lapsing(self) -> dict[str, int]:
        """By how much the points change that lapse after a last good day, frozen ones left out."""
        days: dict[str, int] = {}
        for accrual in self.accruals:
            kept = accrual.points - accrual.to_debt
            if kept and not accrual.frozen and accrual.expires_on is not None:
                days[accrual.expires_on] = days.get(accrual.expires_on, 0) + kept
        for lot, points in self.taken:
            if not lot.frozen:
                days[lot.last_day] = days.get(lot.last_day, 0) - points
        return days


def earnings(desk: Desk, reader: Reader, session: Session, evaluation: Evaluation) -> Earnings:
    """The booking of an evaluation and what is written down of it. Nothing for a walk-in."""
    member = evaluation.member
    if member is None:
        return Earnings(booking=Booking(), parts={}, accruals=())
    result, event_id, on = evaluation.result, evaluation.event.id, evaluation.context.business_date
    taken = _reversed(reader, evaluation)
    accruals = list(_accruals(evaluation))
    if taken is not None:
        accruals = _paying(accruals, member.id, taken.settlement.debt_after)
    booking = accrue(event_id, accruals)
    if taken is not None:
        from app.domain.ledger.returns import book_return

        booking = book_return(event_id, (taken,)) + booking
    parts: dict[str, object] = {
        "carry": {
            holder: {rule: format_exact(value) for rule, value in result.carry[name].items()}
            for name, holder in _holders(evaluation).items()
            if result.carry[name]
        },
        "caps": [[use.holder, use.cap, use.period, use.n] for use in _caps(desk, reader, session, evaluation)],
        "challenges": _challenges(evaluation, on),
        "vouchers": _vouchers(reader, evaluation),
        "check_in": None if result.check_in is None else {"last_date": result.check_in.last_date, "streak": result.check_in.streak},
    }
    return Earnings(
        booking=booking,
        parts={name: part for name, part in parts.items() if part},
        accruals=tuple(accrual for accrual in accruals if accrual.holder == member.id),
        taken=() if taken is None else tuple((taken.lots[use.lot], use.points) for use in taken.settlement.taken),
    )


def qualifying(result: QuoteResult) -> int:
    """The member's points that count for a tier by points."""
    won = sum(accrual.points for accrual in result.accruals if accrual.recipient == "member" and accrual.qualifying)
    return won - sum(reversal.points for reversal in result.reversals if reversal.qualifying)


def tier_part(result: QuoteResult, reason: str) -> dict[str, object] | None:
    """The tier after the event; the reason and the metric stand with it where it is another one. None without tiers."""
    tier = result.tier
    if tier is None:
        return None
    part: dict[str, object] = {"after": tier.after, "valid_until": tier.valid_until}
    return part if tier.after == tier.before else part | {"reason": reason, "metric": tier.metric_after}


def _holders(evaluation: Evaluation) -> dict[Recipient, str]:
    """The account of each recipient."""
    accounts = zip(RECIPIENTS, (evaluation.member, evaluation.context.referrer, evaluation.context.team), strict=True)
    return {name: account.id for name, account in accounts if account is not None}


def _accruals(evaluation: Evaluation) -> Iterator[Accrual]:
    holders, on = _holders(evaluation), evaluation.context.business_date
    for earned in evaluation.result.accruals:
        yield _accrual(earned, holders[earned.recipient], on)


def _accrual(earned: Earned, holder: str, on: str) -> Accrual:
    return Accrual(
        holder=holder,
        rule=earned.rule,
        points=earned.points,
        to_debt=earned.to_debt,
        earned_on=on,
        available_on=earned.available_on,
        expires_on=earned.expires_on,
        inactivity_months=earned.inactivity_months,
        frozen=earned.frozen,
        qualifying=earned.qualifying,
        funding=earned.funding,
    )


def _paying(accruals: list[Accrual], holder: str, debt: int) -> list[Accrual]:
    """The accruals with what of them pays the member's debt as it is after points were taken back."""
    paying: list[Accrual] = []
    for accrual in accruals:
        if accrual.holder == holder:
            to_debt = 0 if accrual.frozen else min(accrual.points, debt)
            debt -= to_debt
            accrual = replace(accrual, to_debt=to_debt)
        paying.append(accrual)
    return paying


def _caps(desk: Desk, reader: Reader, session: Session, evaluation: Evaluation) -> Iterator[CapUse]:
    result, programme, member = evaluation.result, evaluation.programme, evaluation.member
    holders, used = _holders(evaluation), result.cap_used
    if result.reversals and member is not None:
        from app.services.challenge_caps import caps_back, evaluated_caps

        used = evaluated_caps(programme, result)
        yield from caps_back(desk, reader, member.id, evaluation.context.business_date, programme, result)
    for name, holder in holders.items():
        yield from cap_uses(desk, session, programme, holder, used[name].items())
    yield from cap_uses(desk, session, programme, "", used["context"].items())


def _challenges(evaluation: Evaluation, on: str) -> list[list[object]]:
    """Challenge points booked and taken back, as rows."""
    member = evaluation.member
    if member is None or evaluation.totals is None:
        return []
    periods, result = challenge_periods(evaluation.programme, on), evaluation.result
    rows: list[list[object]] = [[member.id, one.rule, periods[one.rule], -one.points] for one in result.reversals]
    return rows + [[member.id, one.rule, periods[one.rule], one.points] for one in result.accruals if one.rule in periods]


def _reversed(reader: Reader, evaluation: Evaluation) -> SettledAccount | None:
    """What takes back challenges whose goal is not reached any more: from their own lots, then from others, the rest is owed."""
    member, result = evaluation.member, evaluation.result
    if member is None or not result.reversals:
        return None
    return _taken_back(
        reader, evaluation.programme, member.id, {one.rule: one.points for one in result.reversals}, evaluation.context.business_date
    )


def _taken_back(
    reader: Reader, programme: CompiledProgramme, member_id: str, points: Mapping[str, int], on: str
) -> SettledAccount:
    """The settlement that takes booked challenge points (by rule) of the periods of a date back on that date."""
    from app.domain.ledger.returns import SettledAccount, lot_inputs
    from app.domain.programme.settle import settle

    periods = challenge_periods(programme, on)
    booked = reader.challenges(member_id, sorted(set(periods.values())))
    granted = {one.rule: one.event_id for one in booked if periods.get(one.rule) == one.period}
    own = [lot for rule in points for lot in reader.lots_of_event(granted[rule]) if lot.rule == rule and lot.holder == member_id]
    lots = {lot.id: lot for lot in (*own, *reader.lots(member_id, LOTS_READ))}
    debt = reader.balance(member_id, on).debt
    settlement = settle(
        programme,
        event_id=_OWN,
        deltas=[(rule, -part) for rule, part in points.items()],
        accruals={},
        lots=lot_inputs(lots.values(), {lot.id: _OWN for lot in own}),
        debt=debt,
        money_refund_minor=0,
        return_date=on,
        last_activity_on=None,
    )
    return SettledAccount(
        holder=member_id,
        lots=lots,
        settlement=settlement,
        taken_back=sum(points.values()),
        debt_before=debt,
        earned_on=on,
        accruals={},
    )


_OWN = "challenge"
"""The event under which a challenge's own lots are taken back, whichever sale has granted them."""


def _vouchers(reader: Reader, evaluation: Evaluation) -> list[list[object]]:
    holders, on = _holders(evaluation), evaluation.context.business_date
    rows: list[list[object]] = []
    taken: set[str] = set()
    for grant in evaluation.result.vouchers:
        until = evaluation.programme.rule(grant.rule).validity.last_day(on)
        for _ in range(grant.count):
            code = free_code(reader, evaluation.event.id, len(rows), taken)
            rows.append([code, holders[grant.recipient], grant.voucher, grant.rule, None if until is None or until < on else until])
    return rows


def free_code(reader: Reader, event_id: str, n: int, taken: set[str]) -> str:
    """A code nobody has yet. Two in a hundred thousand million are the same by chance: then the next one is taken."""
    from app.domain.ledger.voucher_code import voucher_code

    turn = 0
    while (code := voucher_code(event_id, n, turn)) in taken or reader.voucher(code) is not None:
        turn += 1
    taken.add(code)
    return code

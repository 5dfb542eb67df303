"""What stands after an event, for the next one to start from, and a sale together with the challenge it raises (programme.md §5.8).

The ledger raises a `challenge` event after each sale and each return. It is no act of its own: its totals are those of the period with the
sale in them, its state the one that the sale leaves. So it is booked in the sale's own event, as a second evaluation that can be made again
from the same snapshot and the stored totals. `together` is what both give, rule by rule: what is shown before the payment, booked, printed
and explained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from app.domain.programme.compiled import RECIPIENTS, CompiledProgramme, Recipient
from app.domain.programme.inputs import AccountInput, ContextInput, MemberInput, TierInput
from app.domain.programme.results import QuoteResult, TierResult

CHALLENGE = "challenge"
"""The trigger and the event type."""


def has_challenges(programme: CompiledProgramme) -> bool:
    """Whether any rule answers to a challenge, one that is switched off included: what it has booked may have to be taken back."""
    return any(rule.trigger == CHALLENGE for rule in programme.rules)


def member_after(member: MemberInput, result: QuoteResult) -> MemberInput:
    """The member as the event leaves it, for another event of the same business date. Points available are left as they were."""
    tier = member.tier
    metric = member.tier_metric
    if result.tier is not None:
        floor = (None, None) if tier is None else (tier.floor_code, tier.floor_until)
        tier = TierInput(code=result.tier.after, valid_until=result.tier.valid_until, floor_code=floor[0], floor_until=floor[1])
        metric = result.tier.metric_after
    return replace(
        member,
        tier=tier,
        tier_metric=metric,
        sales_count=member.sales_count + result.sales,
        check_in_last=member.check_in_last if result.check_in is None else result.check_in.last_date,
        check_in_streak=member.check_in_streak if result.check_in is None else result.check_in.streak,
        carry={**member.carry, **result.carry["member"]},
        cap_used=_more(member.cap_used, result.cap_used["member"]),
        debt=member.debt - result.debt_paid["member"],
    )


def context_after(context: ContextInput, result: QuoteResult) -> ContextInput:
    """The context as the event leaves it: shared caps, the other accounts."""
    return replace(
        context,
        cap_used=_more(context.cap_used, result.cap_used["context"]),
        referrer=_account_after(context.referrer, "referrer", result),
        team=_account_after(context.team, "team", result),
    )


def together(programme: CompiledProgramme, own: QuoteResult, challenge: QuoteResult) -> QuoteResult:
    """An event and the challenge it raises as one result; items of challenge rules are those of the challenge."""
    raised = {rule.code for rule in programme.rules if rule.trigger == CHALLENGE}
    items = tuple(second if first.rule in raised else first for first, second in zip(own.items, challenge.items, strict=True))
    carry: dict[Recipient, Mapping[str, Fraction]] = {name: {**own.carry[name], **challenge.carry[name]} for name in RECIPIENTS}
    return replace(
        own,
        items=items,
        accruals=own.accruals + challenge.accruals,
        reversals=own.reversals + challenge.reversals,
        vouchers=own.vouchers + challenge.vouchers,
        totals={name: own.totals[name] + challenge.totals[name] for name in RECIPIENTS},
        debt_paid={name: own.debt_paid[name] + challenge.debt_paid[name] for name in RECIPIENTS},
        carry=carry,
        cap_used={who: _more(used, challenge.cap_used[who]) for who, used in own.cap_used.items()},
        tier=_tier(own.tier, challenge.tier),
    )


def _tier(own: TierResult | None, challenge: TierResult | None) -> TierResult | None:
    if own is None or challenge is None:
        return own
    return replace(
        challenge,
        before=own.before,
        effective=own.effective,
        metric_before=own.metric_before,
        metric_delta=own.metric_delta + challenge.metric_delta,
    )


def _account_after(account: AccountInput | None, name: Recipient, result: QuoteResult) -> AccountInput | None:
    if account is None:
        return None
    return replace(
        account,
        carry={**account.carry, **result.carry[name]},
        cap_used=_more(account.cap_used, result.cap_used[name]),
        debt=account.debt - result.debt_paid[name],
    )


def _more(used: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Two sums by code, zeros left out."""
    total = {code: used.get(code, 0) + more.get(code, 0) for code in dict.fromkeys((*used, *more))}
    return {code: n for code, n in total.items() if n}

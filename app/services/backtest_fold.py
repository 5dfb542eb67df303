"""A draft's own memory while old events are told again: remainders, cap use, metric and tier as they would have gone under the draft.

Kept are only the differences to what was booked. The state before an event under the draft is the stored snapshot plus the difference, so
whatever else moved the real state (a return, a review, a new period) moves the draft's likewise, and a draft that books what was booked
differs nowhere and costs no memory. What the draft counts and the version of the day did not (a new cap, another metric) begins at zero
where the period begins, and for the metric with the member's own history before the first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.exact import parse_exact
from app.domain.programme.compiled import Cap, CompiledProgramme, Recipient, Tiers
from app.domain.programme.dates import add_months
from app.domain.programme.inputs import AccountInput, ContextInput, MemberInput, TierInput, Totals
from app.domain.programme.results import QuoteResult
from app.services.evaluation import PeriodTotals
from app.services.snapshot import member_holder, period_key

Body = Mapping[str, Any]
_Of = MemberInput | AccountInput
_FIELDS: tuple[str, ...] = tuple(MemberInput.__slots__)
_NONE: Mapping[str, Any] = {}
_ZERO = Fraction(0)
_COUNTED = {"spend": "spend_minor", "visits": "sales", "points": "points_qualifying"}
"""What of a payload's `counts` a metric counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version that booked events. `caps`: the draft's caps that it counted in the same way; `all_caps`: it counted all of them.
    `challenges`: the draft's challenges that it had for the same periods.
    """

    programme: CompiledProgramme
    caps: frozenset[str]
    all_caps: bool
    challenges: frozenset[str]

    @classmethod
    def beside(cls, draft: CompiledProgramme, programme: CompiledProgramme) -> Version:
        """The version as the draft sees it."""
        counted = {(cap.code, cap.who, cap.per, cap.times) for cap in programme.caps}
        caps = frozenset(cap.code for cap in draft.caps if (cap.code, cap.who, cap.per, cap.times) in counted)
        challenges = frozenset(challenge_periods_of(draft).items() & challenge_periods_of(programme).items())
        return cls(
            programme=programme,
            caps=caps,
            all_caps=len(caps) == len(draft.caps),
            challenges=frozenset(code for code, _ in challenges),
        )


@dataclass(frozen=True, slots=True)
class TierMove:
    """A tier under the draft beside the booked one: codes and last good days."""

    code: str
    valid_until: str | None
    booked: str | None
    booked_until: str | None


class _Account:
    """How an account differs under the draft. `carry`: rule to the remainder under the draft and the booked one beside it; `caps`: code to
    (period, use more than booked); `metric`: period to how much more, fen, visits or points; `challenges`: rule to (period, points more
    than booked); `totals`: month or year to (fen, visits) more.
    """

    __slots__ = ("caps", "carry", "challenges", "metric", "tier", "totals")

    def __init__(self) -> None:
        self.carry: dict[str, tuple[Fraction, Fraction]] = {}
        self.caps: dict[str, tuple[str, int]] = {}
        self.metric: dict[str, int] = {}
        self.tier: TierMove | None = None
        self.challenges: dict[str, tuple[str, int]] = {}
        self.totals: dict[str, tuple[int, int]] = {}


class Fold:
    """`since`, `until`: first and last business date told again. `own_history`: the draft counts its metric by itself, from the sum before
    `since` that `under` is given, because some version in between counted another metric or another window. `own_totals`: likewise what is
    spent in a month and a year, because some version had no challenges.
    """

    def __init__(self, draft: CompiledProgramme, since: str, until: str, *, own_history: bool, own_totals: bool) -> None:
        self._draft = draft
        self._own_history = own_history
        self._own_totals = own_totals
        self._accounts: dict[str, _Account] = {}
        self._carrying = frozenset(rule.code for rule in draft.rules if rule.rounding == "carry")
        self._caps: Mapping[str, Cap] = {cap.code: cap for cap in draft.caps if cap.per != "event"}
        self._account_caps = frozenset(code for code, cap in self._caps.items() if cap.who == "member")
        self._shared_caps = [cap for cap in self._caps.values() if cap.who != "member"]
        self._challenges = challenge_periods_of(draft)
        tiers = draft.tiers
        self._rolling = tiers is not None and tiers.window == "rolling_months" and add_months(until, -tiers.window_months) >= since
        self._day = ""
        self._periods: dict[str, str] = {}
        self._metric_after = ""

    # The state before an event

    def under(
        self, version: Version, member: MemberInput, context: ContextInput, metric_before: int = 0
    ) -> tuple[MemberInput, ContextInput]:
        """Member and context as the draft would have found them. `metric_before`: the draft's metric of the days before the first one told
        again, where it counts its own.
        """
        self._come_to(context.business_date)
        shared = self._shared(version, context)
        if shared is not None or context.referrer is not None or context.team is not None:
            context = replace(
                context,
                cap_used=context.cap_used if shared is None else shared,
                referrer=None if context.referrer is None else self._other(version, context.referrer),
                team=None if context.team is None else self._other(version, context.team),
            )
        account = self._accounts.get(member.id)
        changes: dict[str, Any] = {}
        if account is not None and account.carry:
            changes["carry"] = self._carry(member.carry, account)
        if not version.all_caps or (account is not None and account.caps):
            changes["cap_used"] = self._cap_used(version, member.cap_used, account)
        if self._challenges:
            changes["challenge_booked"] = self._challenge_booked(version, member, account)
        tiers = self._draft.tiers
        if tiers is not None:
            metric = self._metric(member, account, metric_before)
            if metric != member.tier_metric:
                changes["tier_metric"] = metric
            tier = self._tier(tiers, member, account, metric)
            if tier is not member.tier:
                changes["tier"] = tier
        elif member.tier is not None:
            changes["tier"] = None
        return (_changed(member, changes) if changes else member), context

    def _come_to(self, day: str) -> None:
        if day == self._day:
            return
        self._day = day
        self._periods = {code: period_key(cap.per, day) for code, cap in self._caps.items()}
        tiers = self._draft.tiers
        self._metric_after = ""
        if tiers is not None and tiers.window == "rolling_months":
            self._metric_after = add_months(day, -tiers.window_months)

    def _carry(self, booked: Mapping[str, Fraction], account: _Account) -> dict[str, Fraction]:
        carry = dict(booked)
        for rule, (drafted, beside) in account.carry.items():
            now = carry.get(rule, _ZERO)
            carry[rule] = drafted if now == beside else drafted + now - beside
        return carry

    def _cap_used(self, version: Version, booked: Mapping[str, int], account: _Account | None) -> dict[str, int]:
        used = {code: n for code, n in booked.items() if code in version.caps}
        if account is not None:
            for code, (period, more) in account.caps.items():
                if period == self._periods[code]:
                    used[code] = max(0, used.get(code, 0) + more)
        return used

    def _challenge_booked(self, version: Version, member: MemberInput, account: _Account | None) -> dict[str, int]:
        booked = {rule: points for rule, points in member.challenge_booked.items() if rule in version.challenges}
        if account is not None:
            for rule, (period, more) in account.challenges.items():
                if period == self._challenge_period(rule):
                    booked[rule] = booked.get(rule, 0) + more
        return {rule: points for rule, points in booked.items() if points > 0}

    def _challenge_period(self, rule: str) -> str:
        return period_key(self._challenges[rule], self._day)

    def totals(self, member_id: str, day: str, before: PeriodTotals) -> PeriodTotals:
        """What the member has spent in the month and the year of a day, told again up to here: beside the totals stored with the sale or,
        where the draft counts its own, those of the days before the first one.
        """
        account = self._accounts.get(member_id)
        if account is None or not account.totals:
            return before
        parts = []
        for totals, period in ((before.month, day[:7]), (before.year, day[:4])):
            spend_minor, visits = account.totals.get(period, (0, 0))
            parts.append(Totals(max(0, totals.spend_minor + spend_minor), max(0, totals.visits + visits)))
        return PeriodTotals(*parts)

    def _other(self, version: Version, booked: AccountInput) -> AccountInput:
        account = self._accounts.get(booked.id)
        if account is None and version.all_caps:
            return booked
        carry = booked.carry if account is None else self._carry(booked.carry, account)
        return replace(booked, carry=carry, cap_used=self._cap_used(version, booked.cap_used, account))

    def _shared(self, version: Version, context: ContextInput) -> dict[str, int] | None:
        """Use of the caps that are nobody's own; None: as it was booked."""
        if not self._shared_caps:
            return None
        used = {code: n for code, n in context.cap_used.items() if code in version.caps}
        for cap in self._shared_caps:
            account = self._accounts.get(_holder(cap, context))
            if account is not None and cap.code in account.caps:
                period, more = account.caps[cap.code]
                if period == self._periods[cap.code]:
                    used[cap.code] = max(0, used.get(cap.code, 0) + more)
        return used

    def _metric(self, member: MemberInput, account: _Account | None, metric_before: int) -> int:
        metric = metric_before if self._own_history else member.tier_metric
        if account is None or not account.metric:
            return metric
        if self._rolling:
            return max(0, metric + sum(more for day, more in account.metric.items() if day > self._metric_after))
        return max(0, metric + account.metric.get(self._metric_period(), 0))

    def _metric_period(self) -> str:
        tiers = self._draft.tiers
        if self._rolling:
            return self._day
        return self._day[:4] if tiers is not None and tiers.window == "calendar_year" else ""

    def _tier(self, tiers: Tiers, member: MemberInput, account: _Account | None, metric: int) -> TierInput | None:
        """The draft's own tier; where something else has changed the booked one since (a review, somebody by hand), that one."""
        booked = member.tier
        move = None if account is None else account.tier
        own: TierInput | None
        if move is not None and (move.booked, move.booked_until) == _code_until(booked):
            own = TierInput(code=move.code, valid_until=move.valid_until)
        elif booked is None or booked.code in tiers.rank:
            own = booked
        else:
            own = TierInput(code=tiers.levels[0 if tiers.metric == "manual" else tiers.level_for(metric)].code)
        floor = None if booked is None or booked.floor_code not in tiers.rank else booked.floor_code
        if own is None or (own.floor_code == floor and own.code in tiers.rank):
            return own
        return replace(own, floor_code=floor, floor_until=None if floor is None or booked is None else booked.floor_until)

    # What the event moved

    def move(
        self,
        version: Version,
        body: Body,
        booked: tuple[MemberInput, ContextInput],
        drafted: tuple[MemberInput, ContextInput],
        result: QuoteResult,
    ) -> None:
        """Takes over what the draft did with an event, beside what was booked (the payload's `carry`, `caps`, `counts` and `tier`)."""
        before, context = booked
        under, draft_context = drafted
        self._move_account(version, body, "member", before, under, result)
        if context.referrer is not None and draft_context.referrer is not None:
            self._move_account(version, body, "referrer", context.referrer, draft_context.referrer, result)
        if context.team is not None and draft_context.team is not None:
            self._move_account(version, body, "team", context.team, draft_context.team, result)
        for cap in self._shared_caps:
            code = cap.code
            booked_use = 0
            if code in version.caps:
                booked_use = sum(n for holder, used, _, n in body.get("caps", ()) if used == code and holder.split(":")[0] == cap.who)
            self._move_caps(_holder(cap, context), frozenset((code,)), {code: booked_use}, result.cap_used["context"])
        if self._challenges:
            self._move_challenges(version, body, before.id, result)
        if self._draft.tiers is not None:
            self._move_tier(self._draft.tiers, body, before, result)

    def _move_challenges(self, version: Version, body: Body, member_id: str, result: QuoteResult) -> None:
        counts = body.get("counts", _NONE)
        booked = (0, 0) if self._own_totals else (counts.get("spend_minor", 0), counts.get("sales", 0))
        more = result.spend_minor - booked[0], result.sales - booked[1]
        if any(more):
            totals = self._account(member_id).totals
            for period in (self._day[:7], self._day[:4]):
                so_far = totals.get(period, (0, 0))
                totals[period] = so_far[0] + more[0], so_far[1] + more[1]
            for period in [period for period in totals if not self._day.startswith(period)]:
                del totals[period]
        points: dict[str, int] = {}
        for accrual in result.accruals:
            if accrual.rule in self._challenges:
                points[accrual.rule] = points.get(accrual.rule, 0) + accrual.points
        for reversal in result.reversals:
            points[reversal.rule] = points.get(reversal.rule, 0) - reversal.points
        for account, rule, _, n in body.get("challenges", ()):
            if account == member_id and rule in version.challenges:
                points[rule] = points.get(rule, 0) - n
        for rule, n in points.items():
            if n:
                challenges, period = self._account(member_id).challenges, self._challenge_period(rule)
                last, earlier = challenges.get(rule, ("", 0))
                challenges[rule] = period, n + (earlier if last == period else 0)

    def _move_account(self, version: Version, body: Body, recipient: Recipient, was: _Of, under: _Of, result: QuoteResult) -> None:
        if self._carrying:
            self._move_carry(was, under, body.get("carry", _NONE).get(was.id, _NONE), result.carry[recipient])
        if self._account_caps:
            mine = member_holder(was.id)
            booked = {cap: n for holder, cap, _, n in body.get("caps", ()) if holder == mine and cap in version.caps}
            if booked != result.cap_used[recipient]:
                self._move_caps(was.id, self._account_caps, booked, result.cap_used[recipient])

    def _move_carry(self, was: _Of, under: _Of, booked: Mapping[str, str], drafted: Mapping[str, Fraction]) -> None:
        account = self._accounts.get(was.id)
        for rule in self._carrying:
            if rule not in drafted and rule not in booked:
                continue
            now = drafted[rule] if rule in drafted else under.carry.get(rule, _ZERO)
            real = parse_exact(booked[rule]) if rule in booked else was.carry.get(rule, _ZERO)
            if now != real:
                account = account or self._account(was.id)
                account.carry[rule] = now, real
            elif account is not None:
                account.carry.pop(rule, None)

    def _move_caps(self, holder: str, codes: frozenset[str], booked: Mapping[str, int], drafted: Mapping[str, int]) -> None:
        for code in codes.intersection((*booked, *drafted)):
            more = drafted.get(code, 0) - booked.get(code, 0)
            if more:
                account = self._account(holder)
                period, so_far = account.caps.get(code, ("", 0))
                account.caps[code] = self._periods[code], more + (so_far if period == self._periods[code] else 0)

    def _move_tier(self, tiers: Tiers, body: Body, before: MemberInput, result: QuoteResult) -> None:
        drafted = result.tier
        if drafted is None:
            return
        more = drafted.metric_delta
        if not self._own_history:
            more -= body.get("counts", _NONE).get(_COUNTED.get(tiers.metric), 0)
        if more:
            account, period = self._account(before.id), self._metric_period()
            account.metric[period] = account.metric.get(period, 0) + more
            if self._rolling and len(account.metric) > 1:
                for day in [day for day in account.metric if day <= self._metric_after]:
                    del account.metric[day]
        booked = body.get("tier")
        code, until = (booked["after"], booked["valid_until"]) if booked else _code_until(before.tier)
        if (drafted.after, drafted.valid_until) != (code, until) and not (code is None and drafted.after == tiers.levels[0].code):
            self._account(before.id).tier = TierMove(drafted.after, drafted.valid_until, code, until)
        elif before.id in self._accounts:
            self._accounts[before.id].tier = None

    def _account(self, holder: str) -> _Account:
        account = self._accounts.get(holder)
        if account is None:
            account = self._accounts[holder] = _Account()
        return account

    # The end

    def tier_moves(self) -> dict[tuple[str | None, str], int]:
        """Members whose tier is another one under the draft, by (booked, drafted)."""
        moves: dict[tuple[str | None, str], int] = {}
        for account in self._accounts.values():
            move = account.tier
            if move is not None and move.code != move.booked:
                moves[move.booked, move.code] = moves.get((move.booked, move.code), 0) + 1
        return moves


def same_metric(draft: CompiledProgramme, programme: CompiledProgramme) -> bool:
    """Whether a version's stored metric is the draft's: the same thing counted over the same window."""
    one, other = draft.tiers, programme.tiers
    if one is None or one.metric == "manual":
        return True
    return other is not None and (one.metric, one.window, one.window_months) == (other.metric, other.window, other.window_months)


def challenge_periods_of(programme: CompiledProgramme) -> dict[str, str]:
    """The challenge rules of a programme: code to month or year."""
    return {rule.code: rule.when.challenge.per for rule in programme.rules if rule.when.challenge is not None}


def _changed(member: MemberInput, changes: Mapping[str, Any]) -> MemberInput:
    """`dataclasses.replace`, which takes three times as long and is wanted for every sale that a draft changes."""
    changed = MemberInput.__new__(MemberInput)
    for name in _FIELDS:
        object.__setattr__(changed, name, changes[name] if name in changes else getattr(member, name))
    return changed


def _holder(cap: Cap, context: ContextInput) -> str:
    which = {"store": context.store, "till": context.till, "cashier": context.cashier or ""}.get(cap.who, "")
    return f"{cap.who}:{which}"


def _code_until(tier: TierInput | None) -> tuple[str | None, str | None]:
    return (None, None) if tier is None else (tier.code, tier.valid_until)

"""A draft's own memory while old events are told again: remainders, cap use, metric and tier as they would have gone under the draft.

Kept are only the differences to what was booked. The state before an event under the draft is the stored snapshot plus the difference, so
whatever else moved the real state (a return, a review, a new period) moves the draft's likewise, and a draft that books what was booked
differs nowhere and costs no memory. What the draft counts and the version of the day did not (a new cap, another metric) begins at zero
where the period begins, and for the metric with the member's own history before the first day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter
from typing import Any

from app.domain.exact import parse_exact
from app.domain.programme.compiled import Cap, CompiledProgramme, Recipient, Tiers
from app.domain.programme.dates import add_days, add_months
from app.domain.programme.inputs import AccountInput, ContextInput, MemberInput, TierInput, Totals
from app.domain.programme.results import QuoteResult
from app.domain.programme.tiers import metric_window
from app.services.backtest_returns import Returned
from app.services.backtest_tiers import OwnTier, after_nights
from app.services.evaluation import PeriodTotals
from app.services.snapshot import member_holder, period_key

Body = Mapping[str, Any]
_Of = MemberInput | AccountInput
_PUTS = {name: getattr(MemberInput, name).__set__ for name in MemberInput.__slots__}
_VALUES = attrgetter(*_PUTS)
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
        self.tier: OwnTier | None = None
        self.challenges: dict[str, tuple[str, int]] = {}
        self.totals: dict[str, tuple[int, int]] = {}


class Fold:
    """`since`, `until`: first and last business date told again. `own_history`: the draft counts its metric by itself, from the sum before
    `since` that `under` is given, because some version in between counted another metric or another window. `own_totals`: likewise what is
    spent in a month and a year, because some version had no challenges. `own_tiers`: some version gave or kept tiers in another way.
    `metric_on` (member, day, review): what counted on a day before a review, as booked, or up to the first day. `nights`: the shop has
    daily runs.
    """

    def __init__(
        self,
        draft: CompiledProgramme,
        since: str,
        until: str,
        *,
        own_history: bool,
        own_totals: bool,
        own_tiers: bool,
        metric_on: Callable[[str, str, str], int],
        nights: bool,
    ) -> None:
        self._draft = draft
        self._since = since
        self._own_tiers = own_tiers
        self._metric_on = metric_on
        self._nights = nights
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
            carry[rule] = drafted if now is beside or now == beside else drafted + now - beside
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
        return max(0, metric + account.metric.get(self._metric_period(self._day), 0))

    def _metric_period(self, day: str) -> str:
        tiers = self._draft.tiers
        if self._rolling:
            return day
        return day[:4] if tiers is not None and tiers.window == "calendar_year" else ""

    def _tier(self, tiers: Tiers, member: MemberInput, account: _Account | None, metric: int) -> TierInput | None:
        """The draft's own tier as the last night has left it; the booked one where the two never parted."""
        booked = member.tier
        own = None if account is None else account.tier
        floor = None if booked is None or booked.floor_code not in tiers.rank else booked.floor_code
        if own is None:
            if not self._own_tiers and (booked is None or booked.code in tiers.rank):
                return booked if booked is None or booked.floor_code == floor else replace(booked, floor_code=None, floor_until=None)
            own = self._first(tiers, booked, metric)
        own = self._at_night(tiers, member.id, own, self._day)
        self._account(member.id).tier = own
        return TierInput(
            code=own.code,
            valid_until=own.valid_until,
            floor_code=floor,
            floor_until=None if floor is None or booked is None else booked.floor_until,
        )

    def _first(self, tiers: Tiers, booked: TierInput | None, metric: int) -> OwnTier:
        """The tier at the first event: the booked one; where the draft knows none of that code, the one its metric asks for."""
        if booked is None:
            return OwnTier(tiers.levels[0].code, None, "")
        if booked.code in tiers.rank:
            return OwnTier(booked.code, booked.valid_until, "")
        return OwnTier(tiers.levels[0 if tiers.metric == "manual" else tiers.level_for(metric)].code, None, "")

    def _at_night(self, tiers: Tiers, member_id: str, own: OwnTier, day: str) -> OwnTier:
        if not self._nights:
            return own

        def metric_on(on: str, review: str) -> int:
            return self._own_metric(tiers, member_id, on, self._metric_on(member_id, on, review))

        return after_nights(tiers, own, self._since, day, metric_on)

    def _own_metric(self, tiers: Tiers, member_id: str, day: str, booked: int) -> int:
        """The draft's metric of a day beside what was booked for it."""
        account = self._accounts.get(member_id)
        if account is None or not account.metric:
            return booked
        if self._rolling:
            after, until = metric_window(tiers, day)
            return max(0, booked + sum(more for on, more in account.metric.items() if after < on <= until))
        return max(0, booked + account.metric.get(self._metric_period(day), 0))

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
            more = result.cap_used["context"].get(code, 0) - booked_use
            if more:
                self._use_cap(_holder(cap, context), code, self._periods[code], more)
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
            drafted = result.cap_used[recipient]
            booked = _own_uses(body.get("caps", ()), member_holder(was.id), version.caps)
            if booked != drafted:
                for code in self._account_caps:
                    more = drafted.get(code, 0) - booked.get(code, 0)
                    if more:
                        self._use_cap(was.id, code, self._periods[code], more)

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

    def _use_cap(self, holder: str, code: str, period: str, more: int) -> None:
        """Only the newest period is kept: nothing asks for an earlier one any more."""
        caps = self._account(holder).caps
        last, so_far = caps.get(code, ("", 0))
        if period >= last:
            caps[code] = period, more + (so_far if period == last else 0)

    def _move_tier(self, tiers: Tiers, body: Body, before: MemberInput, result: QuoteResult) -> None:
        drafted = result.tier
        if drafted is None:
            return
        more = drafted.metric_delta
        if not self._own_history:
            more -= body.get("counts", _NONE).get(_COUNTED.get(tiers.metric), 0)
        if more:
            account, period = self._account(before.id), self._metric_period(self._day)
            account.metric[period] = account.metric.get(period, 0) + more
            if self._rolling and len(account.metric) > 1:
                for day in [day for day in account.metric if day <= self._metric_after]:
                    del account.metric[day]
        booked = body.get("tier")
        code, until = (booked["after"], booked["valid_until"]) if booked else _code_until(before.tier)
        same = (drafted.after, drafted.valid_until) == (code, until) or (code is None and drafted.after == tiers.levels[0].code)
        known = self._accounts.get(before.id)
        if self._own_tiers or not same or (known is not None and known.metric):
            base = None if known is None or known.tier is None else known.tier.base
            self._account(before.id).tier = OwnTier(drafted.after, drafted.valid_until, self._day, base)
        elif known is not None:
            known.tier = None

    # What a return gives back

    def give_back(self, version: Version, body: Body, back: Returned, day: str, base: str | None) -> None:
        """Takes over what a return on a day gives back under the draft, beside what was booked. `base`: the tier of the last review."""
        sold_on = back.context.business_date
        pairs: tuple[tuple[Recipient, _Of | None], ...] = (
            ("member", back.member),
            ("referrer", back.context.referrer),
            ("team", back.context.team),
        )
        for recipient, account in pairs:
            if account is not None:
                self._give_back_carry(account.id, back, recipient)
                self._give_back_caps(version, body, member_holder(account.id), account.id, back, recipient)
        for cap in self._shared_caps:
            self._give_back_caps(version, body, "", _holder(cap, back.context), back, "context", cap.code)
        self._give_back_goals(version, body, back, sold_on)
        if self._draft.tiers is not None:
            self._give_back_metric(self._draft.tiers, body, back, day, base)

    def _give_back_carry(self, holder: str, back: Returned, recipient: Recipient) -> None:
        told, booked = back.told.carry_delta[recipient], back.booked.carry_delta[recipient]
        for rule in self._carrying.intersection((*told, *booked)):
            more = told.get(rule, _ZERO) - booked.get(rule, _ZERO)
            if more:
                carry = self._account(holder).carry
                drafted, beside = carry.get(rule, (_ZERO, _ZERO))
                carry[rule] = drafted + more, beside

    def _give_back_caps(
        self, version: Version, body: Body, holder: str, account: str, back: Returned, who: str, only: str | None = None
    ) -> None:
        used = dict(back.told.cap_used_delta[who])
        if who in ("member", "context"):
            for code, n in back.goals_of_caps(self._draft, shared=who == "context").items():
                used[code] = used.get(code, 0) - n
        for owner, code, _, n in body.get("caps", ()):
            cap = self._caps.get(code)
            mine = cap is not None and (owner == holder if cap.who == "member" else not holder and owner.split(":")[0] == cap.who)
            if mine and code in version.caps:
                used[code] = used.get(code, 0) - n
        for code, more in used.items():
            cap = self._caps.get(code)
            if cap is not None and more and only in (None, code) and (cap.who == "member") == bool(holder):
                self._use_cap(account, code, period_key(cap.per, back.context.business_date), more)

    def _give_back_goals(self, version: Version, body: Body, back: Returned, sold_on: str) -> None:
        if not self._challenges:
            return
        counts = body.get("counts", _NONE)
        booked = (0, 0) if self._own_totals else (counts.get("spend_minor", 0), counts.get("sales", 0))
        more = back.told.spend_delta_minor - booked[0], back.told.sales_delta - booked[1]
        account = self._account(back.member.id)
        for period in (sold_on[:7], sold_on[:4]):
            so_far = account.totals.get(period, (0, 0))
            account.totals[period] = so_far[0] + more[0], so_far[1] + more[1]
        points = {rule: -n for rule, n in back.reversed_goals.items()}
        for holder, rule, _, n in body.get("challenges", ()):
            if holder == back.member.id and rule in version.challenges:
                points[rule] = points.get(rule, 0) - n
        for rule, n in points.items():
            period = period_key(self._challenges[rule], sold_on)
            last, earlier = account.challenges.get(rule, ("", 0))
            if period >= last:
                account.challenges[rule] = period, n + (earlier if last == period else 0)

    def _give_back_metric(self, tiers: Tiers, body: Body, back: Returned, day: str, base: str | None) -> None:
        member_id, sold_on = back.member.id, back.context.business_date
        delta = back.told.tier_metric_delta
        if tiers.metric == "points":
            delta -= sum(points for rule, points in back.reversed_goals.items() if self._draft.rule(rule).qualifying)
        account = self._accounts.get(member_id)
        own = None if account is None or account.tier is None else self._at_night(tiers, member_id, account.tier, day)
        more = delta if self._own_history else delta - body.get("counts", _NONE).get(_COUNTED.get(tiers.metric), 0)
        if more:
            metric, period = self._account(member_id).metric, self._metric_period(sold_on)
            metric[period] = metric.get(period, 0) + more
        after, until = metric_window(tiers, day)
        if own is None or not after < sold_on <= until:
            return
        metric_after = self._own_metric(tiers, member_id, day, self._metric_on(member_id, day, add_days(day, 1)))
        place, level = tiers.rank[own.code], tiers.level_for(metric_after)
        if tiers.metric != "manual" and tiers.level_for(max(0, metric_after - delta)) >= place > level:
            lower = tiers.levels[max(tiers.rank.get(own.base or base or "", 0), level)].code
            snapshot = back.drafted[0].tier
            kept = snapshot.valid_until if snapshot is not None and snapshot.code == lower else own.valid_until
            own = replace(own, code=lower, valid_until=own.valid_until if lower == own.code else kept)
        self._account(member_id).tier = replace(own, seen=day)

    def tier_set(self, member_id: str) -> None:
        """Somebody has given the member a tier by hand: it holds in both."""
        if member_id in self._accounts:
            self._accounts[member_id].tier = None

    def _account(self, holder: str) -> _Account:
        account = self._accounts.get(holder)
        if account is None:
            account = self._accounts[holder] = _Account()
        return account

    # The end

    def own_tiers(self, day: str) -> Iterator[tuple[str, str]]:
        """Members whose tier may be another one under the draft on a day, and that tier."""
        tiers = self._draft.tiers
        if tiers is not None:
            for member_id, account in self._accounts.items():
                if account.tier is not None:
                    yield member_id, self._at_night(tiers, member_id, account.tier, day).code


def same_metric(draft: CompiledProgramme, programme: CompiledProgramme) -> bool:
    """Whether a version's stored metric is the draft's: the same thing counted over the same window."""
    one, other = draft.tiers, programme.tiers
    if one is None or one.metric == "manual":
        return True
    return other is not None and (one.metric, one.window, one.window_months) == (other.metric, other.window, other.window_months)


def challenge_periods_of(programme: CompiledProgramme) -> dict[str, str]:
    """The challenge rules of a programme: code to month or year."""
    return {rule.code: rule.when.challenge.per for rule in programme.rules if rule.when.challenge is not None}


def _own_uses(rows: Sequence[Sequence[Any]], holder: str, counted: frozenset[str]) -> dict[str, int]:
    """What an event booked on an account's own caps, of those that are counted alike."""
    uses: dict[str, int] = {}
    for account, cap, _, n in rows:  # what a challenge gives back may stand in a period of its own
        if account == holder and cap in counted:
            uses[cap] = uses.get(cap, 0) + n
    return uses


def _changed(member: MemberInput, changes: Mapping[str, Any]) -> MemberInput:
    """`dataclasses.replace`, which takes five times as long and is wanted for every sale that a draft changes."""
    changed = MemberInput.__new__(MemberInput)
    for put, value in zip(_PUTS.values(), _VALUES(member), strict=True):
        put(changed, value)
    for name, value in changes.items():
        _PUTS[name](changed, value)
    return changed


def _holder(cap: Cap, context: ContextInput) -> str:
    which = {"store": context.store, "till": context.till, "cashier": context.cashier or ""}.get(cap.who, "")
    return f"{cap.who}:{which}"


def _code_until(tier: TierInput | None) -> tuple[str | None, str | None]:
    return (None, None) if tier is None else (tier.code, tier.valid_until)

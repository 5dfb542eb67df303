"""Tiers (programme.md §6.1): the effective tier, what an event moves, the metric of a period and the review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.programme.compiled import CompiledProgramme, Tiers
from app.domain.programme.dates import add_days, add_months
from app.domain.programme.inputs import MemberInput
from app.domain.programme.results import TierResult

ReviewReason = Literal["upgraded", "valid", "renewed", "grace", "no_downgrade", "downgraded", "no_tiers"]


def earned(tiers: Tiers, member: MemberInput) -> int:
    """Place of the earned tier; the lowest when none is recorded."""
    return 0 if member.tier is None else tiers.rank[member.tier.code]


def with_floor(tiers: Tiers, member: MemberInput, earned_place: int, day: str) -> int:
    """Place of the effective tier: the higher of the earned one and a floor that still holds on the day."""
    tier = member.tier
    if tier is None or tier.floor_code is None or tier.floor_until is None or tier.floor_until < day:
        return earned_place
    return max(earned_place, tiers.rank[tier.floor_code])


def effective_now(programme: CompiledProgramme, member: MemberInput, day: str) -> str | None:
    """Code of the effective tier on a day outside an event; None without tiers."""
    tiers = programme.tiers
    return None if tiers is None else tiers.levels[with_floor(tiers, member, earned(tiers, member), day)].code


def effective_in_event(tiers: Tiers, member: MemberInput, day: str, spend_minor: int, sales: int) -> int:
    """Place of the tier that conditions use: as it was when the event began, or with `this_sale` raised by the event first."""
    place = earned(tiers, member)
    if tiers.this_sale and tiers.at_once:
        delta = spend_minor if tiers.metric == "spend" else sales
        place = max(place, tiers.level_for(member.tier_metric + delta))
    return with_floor(tiers, member, place, day)


def after_event(tiers: Tiers, member: MemberInput, day: str, effective: int, delta: int) -> TierResult:
    """The tier after an event that moves the metric by `delta`."""
    before = earned(tiers, member)
    metric_after = max(0, member.tier_metric + delta)
    manual = tiers.metric == "manual"
    after = max(before, tiers.level_for(metric_after)) if tiers.at_once and not manual else before
    kept_until = None if member.tier is None else member.tier.valid_until
    above = None if manual or after + 1 == len(tiers.levels) else tiers.levels[after + 1]
    return TierResult(
        before=tiers.levels[before].code,
        effective=tiers.levels[effective].code,
        after=tiers.levels[after].code,
        valid_until=kept_until if after == before else tiers.keep.last_day(day),
        metric_before=member.tier_metric,
        metric_delta=delta,
        metric_after=metric_after,
        next_code=None if above is None else above.code,
        next_missing=0 if above is None else max(0, above.threshold - metric_after),
    )


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What counted on a day; a return reduces the entry of the sale's day."""

    date: str
    spend_minor: int = 0
    visits: int = 0
    points: int = 0


def metric_window(tiers: Tiers, day: str) -> tuple[str, str]:
    """What counts on a day: history entries with first < date <= second."""
    if tiers.window == "rolling_months":
        return add_months(day, -tiers.window_months), day
    if tiers.window == "calendar_year":
        return f"{int(day[:4]) - 1:04d}-12-31", day
    return "", day


def metric_on(tiers: Tiers, history: Sequence[HistoryEntry], day: str) -> int:
    """The qualifying metric as of a day."""
    if tiers.metric == "manual":
        return 0
    after, until = metric_window(tiers, day)
    entries = (entry for entry in history if after < entry.date <= until)
    if tiers.metric == "spend":
        return sum(entry.spend_minor for entry in entries)
    return sum(entry.visits if tiers.metric == "visits" else entry.points for entry in entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """Outcome of a tier review; codes None without tiers."""

    before: str | None
    after: str | None
    effective: str | None
    reason: ReviewReason
    metric: int
    valid_until: str | None

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "ok": True,
            "before": self.before,
            "after": self.after,
            "effective": self.effective,
            "reason": self.reason,
            "metric": self.metric,
            "valid_until": self.valid_until,
        }


def review(programme: CompiledProgramme, member: MemberInput, day: str, history: Sequence[HistoryEntry]) -> ReviewResult:
    """The tier review of a member on a day."""
    tiers = programme.tiers
    if tiers is None:
        return ReviewResult(before=None, after=None, effective=None, reason="no_tiers", metric=0, valid_until=None)
    before = earned(tiers, member)
    kept_until = None if member.tier is None else member.tier.valid_until
    metric = metric_on(tiers, history, day)
    if kept_until is not None and kept_until < day:
        metric = max(metric, metric_on(tiers, history, kept_until))
    after, reason, valid_until = reviewed(tiers, before, kept_until, metric, day)
    return ReviewResult(
        before=tiers.levels[before].code,
        after=tiers.levels[after].code,
        effective=tiers.levels[with_floor(tiers, member, after, day)].code,
        reason=reason,
        metric=metric,
        valid_until=valid_until,
    )


def reviewed(tiers: Tiers, before: int, kept_until: str | None, metric: int, day: str) -> tuple[int, ReviewReason, str | None]:
    """What a review makes of a tier: its place, why, and until when it is kept. `metric`: that of the day or, where the tier was good until
    an earlier day, the larger of both days'.
    """
    after, reason = _decide(tiers, before, tiers.level_for(metric), kept_until, day)
    return after, reason, kept_until if reason in ("valid", "grace") else tiers.keep.last_day(day)


def _decide(tiers: Tiers, before: int, level: int, kept_until: str | None, day: str) -> tuple[int, ReviewReason]:
    if tiers.metric == "manual":
        return before, "valid"
    if level > before:
        return level, "upgraded"
    if kept_until is None or day <= kept_until:
        return before, "valid"
    if level == before:
        return before, "renewed"
    if day <= add_days(kept_until, tiers.grace_days):
        return before, "grace"
    if tiers.downgrade == "none":
        return before, "no_downgrade"
    return (before - 1 if tiers.downgrade == "one_step" else level), "downgraded"

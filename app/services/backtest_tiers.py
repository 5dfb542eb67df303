"""Tiers of a back-test between two events of a member: the nights on which the daily run would have reviewed them under the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.programme.compiled import CompiledProgramme, Tiers
from app.domain.programme.dates import add_days
from app.domain.programme.tiers import reviewed

MetricOn = Callable[[str, str], int]
"""(day, review): what counts on a day for a review that is made in the night before `review`."""


@dataclass(frozen=True, slots=True)
class OwnTier:
    """A tier under the draft: its code, its last good day, the day up to which it has been looked at ('' never), and the tier that the last
    review under the draft gave, None where there was none.
    """

    code: str
    valid_until: str | None
    seen: str
    base: str | None = None


def after_nights(tiers: Tiers, own: OwnTier, since: str, day: str, metric_on: MetricOn) -> OwnTier:
    """The tier on the morning of a day. The daily run looks at it after every day on which something counted, and when it has ended.

    The run of a day is made before anything is sold on it. A tier never looked at under the draft is looked at on the first day `since`:
    publishing other tiers has everybody reviewed.
    """
    if tiers.metric == "manual" or own.seen >= day:
        return own
    own = _reviewed(tiers, own, add_days(own.seen, 1) if own.seen else since, metric_on)
    while own.valid_until is not None and own.valid_until < day:
        # the first night after its end, then the first one after the grace
        nights = (add_days(own.valid_until, 1), add_days(own.valid_until, tiers.grace_days + 1))
        night = next((one for one in nights if own.seen < one <= day), None)
        if night is None:
            break
        own = _reviewed(tiers, own, night, metric_on)
    return replace(own, seen=day)


def _reviewed(tiers: Tiers, own: OwnTier, night: str, metric_on: MetricOn) -> OwnTier:
    metric = metric_on(night, night)
    if own.valid_until is not None and own.valid_until < night:
        metric = max(metric, metric_on(own.valid_until, night))
    place, reason, until = reviewed(tiers, tiers.rank[own.code], own.valid_until, metric, night)
    code = tiers.levels[place].code
    return OwnTier(code, until, night, own.base if reason in ("valid", "grace") else code)


def same_tiers(one: CompiledProgramme, other: CompiledProgramme) -> bool:
    """Whether two programmes give and keep tiers alike, whatever the levels are called."""
    return _scheme(one.tiers) == _scheme(other.tiers)


def _scheme(tiers: Tiers | None) -> Tiers | None:
    return None if tiers is None else replace(tiers, levels=tuple(replace(level, name="") for level in tiers.levels))

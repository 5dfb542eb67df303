"""How often a member comes, by the member's own visits, and how that stands today (requirements MEM-07, EDGE-09).

A rhythm is the middle of the gaps between the last days on which something was bought; a week for one is a month for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

DAYS_READ = 12
"""Visit days that count; what was long ago says little about today."""
GAPS_LEAST = 3
"""Fewer gaps make no rhythm."""
LATE_TIMES, LATE_DAYS = 2, 3
"""Late: twice the usual gap, and some days besides."""
DORMANT_TIMES, DORMANT_LEAST = 3, 21
WEEK, THREE_WEEKS = 7, 21

VisitState = Literal["new", "active", "positive", "ordinary", "dormant"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`usual_days`: the usual gap, None where there is none yet. `away`: days since the last visit, None where there was none."""

    state: VisitState
    usual_days: int | None
    away: int | None

    @property
    def late(self) -> bool:
        """Whether the member has stayed away for longer than is usual for them."""
        if self.usual_days is None or self.away is None:
            return False
        return self.away >= LATE_TIMES * self.usual_days and self.away - self.usual_days >= LATE_DAYS


def rhythm(visits: Sequence[str], on: str, dormant_days: int) -> Rhythm:
    """Of business dates of sales, in any order and as often as they come, as of the day `on`. `dormant_days`: where there is no rhythm."""
    today = date.fromisoformat(on)
    days = sorted({date.fromisoformat(day) for day in visits if day <= on})[-DAYS_READ:]
    if not days:
        return Rhythm("new", None, None)
    away = (today - days[-1]).days
    gaps = sorted((after - before).days for before, after in pairwise(days))
    usual = gaps[len(gaps) // 2] if len(gaps) >= GAPS_LEAST else None
    if usual is None:
        dormant = away >= dormant_days
        return Rhythm("dormant" if dormant else "new" if len(days) == 1 else "ordinary", None, away)
    if away >= max(DORMANT_TIMES * usual, DORMANT_LEAST):
        return Rhythm("dormant", usual, away)
    if away > LATE_TIMES * usual or usual > THREE_WEEKS:
        return Rhythm("ordinary", usual, away)
    return Rhythm("active" if usual <= WEEK else "positive", usual, away)

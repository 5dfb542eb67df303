"""Lots of points (programme.md §6.2): last good day, which are usable, consumption order, expiry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from app.domain.programme.dates import add_months
from app.domain.programme.inputs import LotInput
from app.domain.programme.results import ConsumeResult, ExpiredLot, ExpireResult, LotUse

LotOrder = Literal["expiry_first", "oldest_first"]
NEVER = "9999-12-31"
"""Sorts after every date; the last good day of a lot that does not expire."""


def last_good_day(lot: LotInput, last_activity_on: str | None = None) -> str | None:
    """The lot's `expires_on`; for inactivity lots the later of it and last activity + months. None: it never expires."""
    if lot.expires_on is None or lot.inactivity_months is None or last_activity_on is None:
        return lot.expires_on
    return max(lot.expires_on, add_months(last_activity_on, lot.inactivity_months))


def usable(lot: LotInput, day: str, last_activity_on: str | None = None) -> bool:
    """Not frozen, available, not past its last good day, and something free."""
    last = last_good_day(lot, last_activity_on)
    return (
        not lot.frozen
        and lot.available_on <= day
        and (last is None or day <= last)
        and lot.remaining - lot.held > 0
    )


def in_order(lots: Iterable[LotInput], order: LotOrder, last_activity_on: str | None = None) -> list[LotInput]:
    """Consumption order: by last good day (never-expiring last), earned_on, seq; `oldest_first`: earned_on, seq."""
    if order == "oldest_first":
        return sorted(lots, key=lambda lot: (lot.earned_on, lot.seq))
    return sorted(lots, key=lambda lot: (last_good_day(lot, last_activity_on) or NEVER, lot.earned_on, lot.seq))


def consume(
    lots: Sequence[LotInput],
    points: int,
    business_date: str,
    last_activity_on: str | None = None,
    order: LotOrder = "expiry_first",
) -> ConsumeResult:
    """Takes points >= 0 from the usable lots in consumption order. All or nothing: what is missing is told and nothing taken."""
    free = [lot for lot in lots if usable(lot, business_date, last_activity_on)]
    uses: list[LotUse] = []
    left = points
    for lot in in_order(free, order, last_activity_on):
        if left == 0:
            break
        part = min(left, lot.remaining - lot.held)
        uses.append(LotUse(lot.id, part))
        left -= part
    return ConsumeResult(allowed=left == 0, missing=left, uses=tuple(uses) if left == 0 else ())


def expire(lots: Sequence[LotInput], business_date: str, last_activity_on: str | None = None) -> ExpireResult:
    """The points that lapse: what is not held of every lot whose last good day lies before the date, by seq."""
    expired: list[ExpiredLot] = []
    for lot in sorted(lots, key=lambda lot: lot.seq):
        last = last_good_day(lot, last_activity_on)
        if last is not None and last < business_date and lot.remaining > lot.held:
            expired.append(ExpiredLot(lot.id, lot.remaining - lot.held, last))
    return ExpireResult(tuple(expired))

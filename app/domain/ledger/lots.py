"""A lot as it stands now, the balance of a holder, and the predicates over them: usable, pending, lapsed (programme.md §6.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.ledger.booking import NEVER, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One grant with what is left of it. `last_day` is the last good day including inactivity, `NEVER` when it does not expire.

    0 ≤ held ≤ remaining ≤ granted (L3). `order` breaks ties: origin, seq, n of the granting event.
    """

    id: str
    holder: str
    unit: str
    event_id: str
    rule: str
    earned_on: str
    available_on: str
    expires_on: str | None
    inactivity_months: int | None
    last_day: str
    granted: int
    remaining: int
    held: int
    expired: int
    frozen: bool
    origin: str
    seq: int
    n: int

    @property
    def free(self) -> int:
        """Points neither used nor on a hold."""
        return self.remaining - self.held

    def usable(self, on: str) -> bool:
        """Whether points of it may be taken on this business date."""
        return not self.frozen and self.available_on <= on <= self.last_day and self.free > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """A holder's balance of one unit on a day. Pending and lapsed are predicates over lots, never postings."""

    holder: str
    unit: str
    on: str
    remaining: int = 0
    held: int = 0
    frozen: int = 0
    debt: int = 0
    pending: int = 0
    lapsed: int = 0

    @property
    def available(self) -> int:
        """What may be used: remaining − held − frozen − pending − lapsed."""
        return self.remaining - self.held - self.frozen - self.pending - self.lapsed


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points of a holder that lapse after the same last good day."""

    last_day: str
    points: int


def consumption_key(lot: Lot) -> tuple[str, str, str, int, int]:
    """Lots are consumed by last good day (never-expiring last), earned_on, origin, seq, n."""
    return (lot.last_day, lot.earned_on, lot.origin, lot.seq, lot.n)


def take(lots: Iterable[Lot], points: int, on: str) -> tuple[Use, ...] | None:
    """Takes `points` from lots that come in consumption order; reads no further than needed. None when they do not suffice."""
    uses: list[Use] = []
    missing = points
    for lot in lots:
        if missing == 0:
            break
        if lot.usable(on):
            part = min(lot.free, missing)
            uses.append(Use(lot.id, part))
            missing -= part
    return tuple(uses) if missing == 0 else None


def last_good_day(expires_on: str | None) -> str:
    """The sortable last good day of a lot without activity."""
    return NEVER if expires_on is None else expires_on

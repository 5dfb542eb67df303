"""The journal as one long row of events, read piece by piece: for back-tests and reports over everything that was booked.

Every call is a short read of its own, so that a long evaluation holds no old state of the database and the till's write-ahead log can be
emptied meanwhile. The journal only grows: what was read stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.ledger.booking import POINTS

READ_MAX = 1_000
"""Most events looked at in one call."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An event as history tells it: its place in the order of writing, over all origins."""

    place: int
    id: str
    type: str
    business_date: str
    member_id: str | None
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsTotal:
    """All lots and debts of a unit: granted ever, remaining now, lapsed unused, owed now."""

    granted: int
    remaining: int
    expired: int
    debt: int


class History(Protocol):
    """Reading what was booked. Faults as for `Store.read`."""

    def last_place(self) -> int:
        """The place of the newest event, 0 in an empty journal."""
        ...

    def day_of(self, place: int) -> str | None:
        """The business date of the first event at or after a place, None after the last one."""
        ...

    def place_of(self, business_date: str) -> int:
        """The place of the first event of that day or a later one, one after the last where there is none."""
        ...

    def booked(self, after: int, until: int, types: Sequence[str]) -> Sequence[Booked]:
        """The events of these types with after < place <= until, in order; of sales only those to a member. ValueError for more than
        READ_MAX places.
        """
        ...

    def receipts(self, since: str, until: str) -> int:
        """How many sales were completed on these business dates, those to nobody known among them."""
        ...

    def returned_sales(self, since: str) -> Sequence[str]:
        """Sales to members, made on that day or later, of which something came back; by id."""
        ...

    def members(self) -> int:
        """How many memberships there are that are not closed."""
        ...

    def points_total(self, unit: str = POINTS) -> PointsTotal:
        """Everything of a unit that was ever granted, and what is left."""
        ...

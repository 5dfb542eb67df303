"""What one event does to the ledger: postings, new lots, holds opened and closed. Built by `moves`, stored by the journal writer.

Accounts per holder and unit are `member` and `debt`; the programme's are `issued`, `redeemed`, `expired`, `adjusted`. The postings of an
event sum to zero per unit. A debt posting is negative while points are owed (architecture.md, The ledger).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

POINTS = "POINTS"
"""The unit of points."""
VALUE, BONUS = "VALUE", "BONUS"
"""The units of stored value, in fen: what was paid in, and what the shop gave on top."""

MEMBER, DEBT, ISSUED, REDEEMED, EXPIRED, ADJUSTED = "member", "debt", "issued", "redeemed", "expired", "adjusted"

NEVER = "9999-12-31"
"""Sort key of a lot that never expires."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an event: `amount` (a non-zero integer of `unit`) on an account. Programme accounts have no holder and no lot."""

    account: str
    holder: str | None
    unit: str
    lot: str | None
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A new lot of this event; its id is `lot_id(event id, n)`. Dates YYYY-MM-DD; `expires_on` is the last good day, None = never.

    `grace_of`: the lapsed lot whose points came back in this one; it keeps that lot's event, place in the order and cost account.
    `earned_by`: the event that earned the points where it is another one: a sale of which a return books points of another rule.
    """

    n: int
    holder: str
    unit: str
    rule: str
    points: int
    earned_on: str
    available_on: str
    expires_on: str | None
    inactivity_months: int | None = None
    frozen: bool = False
    qualifying: bool = True
    funding: str | None = None
    grace_of: str | None = None
    earned_by: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """Some points of one lot."""

    lot: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Points of named lots reserved for a sale that is not completed. `state`: open, captured, released."""

    id: str
    holder: str
    unit: str
    sale_id: str
    uses: tuple[Use, ...]
    state: str = "open"

    @property
    def points(self) -> int:
        """How much is reserved."""
        return sum(use.points for use in self.uses)


@dataclass(frozen=True, slots=True)
class HoldEnd:
    """A hold reaching its final state: `captured`, or `released` with the reason (removed, detached, abandoned, shift, timeout)."""

    hold: Hold
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A lot that is good until `last_day`, YYYY-MM-DD, if it was not good as long before."""

    lot: str
    last_day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Everything one event moves. `expired`: points per lot that lapsed unused (the posting stands beside), negative where that is taken
    back. `thawed`: frozen lots that may be used from now on. `extended`: lots whose last good day moves on.
    """

    postings: tuple[Posting, ...] = ()
    grants: tuple[Grant, ...] = ()
    opened: tuple[Hold, ...] = ()
    ended: tuple[HoldEnd, ...] = ()
    expired: tuple[Use, ...] = ()
    thawed: tuple[str, ...] = ()
    extended: tuple[Extension, ...] = ()

    def __add__(self, other: Booking) -> Booking:
        """Both bookings in one event. The grants of `other` must already be numbered after those of `self`."""
        return Booking(
            postings=self.postings + other.postings,
            grants=self.grants + other.grants,
            opened=self.opened + other.opened,
            ended=self.ended + other.ended,
            expired=self.expired + other.expired,
            thawed=self.thawed + other.thawed,
            extended=self.extended + other.extended,
        )

    def to_mapping(self) -> dict[str, object]:
        """The payload's `ledger`: short lists of integers and strings, empty parts left out."""
        parts: dict[str, object] = {
            "postings": [[p.account, p.holder, p.unit, p.lot, p.amount] for p in self.postings],
            "grants": [
                [
                    *(g.n, g.holder, g.unit, g.rule, g.points, g.earned_on, g.available_on, g.expires_on, g.inactivity_months),
                    *(int(g.frozen), int(g.qualifying), g.funding),
                    *(() if g.grace_of is None and g.earned_by is None else (g.grace_of, g.earned_by)),
                ]
                for g in self.grants
            ],
            "opened": [_hold_list(hold) for hold in self.opened],
            "ended": [[_hold_list(end.hold), end.state, end.reason] for end in self.ended],
            "expired": [[use.lot, use.points] for use in self.expired],
            "thawed": list(self.thawed),
            "extended": [[extension.lot, extension.last_day] for extension in self.extended],
        }
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def from_mapping(cls, parts: Mapping[str, Any]) -> Booking:
        """The inverse of `to_mapping`, for replay."""
        return cls(
            postings=tuple(Posting(*row) for row in parts.get("postings", ())),
            grants=tuple(
                Grant(
                    n=row[0], holder=row[1], unit=row[2], rule=row[3], points=row[4], earned_on=row[5], available_on=row[6],
                    expires_on=row[7], inactivity_months=row[8], frozen=bool(row[9]), qualifying=bool(row[10]), funding=row[11],
                    grace_of=row[12] if len(row) > 12 else None, earned_by=row[13] if len(row) > 13 else None,
                )
                for row in parts.get("grants", ())
            ),
            opened=tuple(_hold(row, "open") for row in parts.get("opened", ())),
            ended=tuple(HoldEnd(_hold(row[0], row[1]), row[1], row[2]) for row in parts.get("ended", ())),
            expired=tuple(Use(*row) for row in parts.get("expired", ())),
            thawed=tuple(parts.get("thawed", ())),
            extended=tuple(Extension(*row) for row in parts.get("extended", ())),
        )


NO_BOOKING = Booking()


def lot_id(event_id: str, n: int) -> str:
    """A lot's id: the event that granted it and its number there."""
    return f"{event_id}:{n}"


def _hold_list(hold: Hold) -> list[object]:
    return [hold.id, hold.holder, hold.unit, hold.sale_id, [[use.lot, use.points] for use in hold.uses]]


def _hold(row: Sequence[Any], state: str) -> Hold:
    return Hold(
        id=row[0], holder=row[1], unit=row[2], sale_id=row[3], uses=tuple(Use(*use) for use in row[4]), state=state
    )

"""A holder's lots, debt, tier and state at any past moment, folded from its own events alone (EDGE-12). It is what the projections would
be if the journal ended there; a property test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from app.domain.journal import types
from app.domain.ledger.booking import DEBT, MEMBER, POINTS, lot_id
from app.domain.ledger.lots import Balance, Lot, last_good_day
from app.domain.programme.dates import add_months


class PastEvent(NamedTuple):
    """What an event did to one holder: `own` events name it in their header. The rest are fields of the payload, None where it has none;
    of events that are not its own `ledger` and `tiers` hold the holder's rows alone. A tuple, for there are thousands of them.
    """

    origin: str
    seq: int
    id: str
    type: str
    business_date: str
    occurred_ms: int
    own: int
    ledger: Mapping[str, Any] | None
    tier: Any = None
    tier_after: Mapping[str, Any] | None = None
    counts: Mapping[str, Any] | None = None
    carry: Mapping[str, Mapping[str, str]] | None = None
    status: str | None = None
    valid_until: str | None = None
    until: str | None = None
    event_type: str | None = None
    floor: Mapping[str, Any] | None = None
    on: str | None = None
    tiers: Sequence[Sequence[Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTier:
    """The tier as it was: code, last good day, what the last review gave, the floor and its end."""

    code: str
    valid_until: str | None
    base: str
    floor: str | None
    floor_until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a holder stood after an event. `lots`: all it ever had, in the order of consumption; `history` is what counted for the tier by
    business date: (fen, visits, points). `tier` None for a holder that is no member.
    """

    holder: str
    events: int
    last: PastEvent | None
    lots: tuple[Lot, ...]
    debt: int
    status: str
    tier: PastTier | None
    sales_count: int
    carry: Mapping[str, str]
    history: Mapping[str, tuple[int, int, int]]

    def balance(self, on: str, unit: str = POINTS) -> Balance:
        """The balance on a business date."""
        mine = [lot for lot in self.lots if lot.unit == unit]
        free = [lot for lot in mine if not lot.frozen and lot.free > 0]
        return Balance(
            holder=self.holder,
            unit=unit,
            on=on,
            remaining=sum(lot.remaining for lot in mine),
            held=sum(lot.held for lot in mine),
            frozen=sum(lot.free for lot in mine if lot.frozen),
            debt=self.debt if unit == POINTS else 0,
            pending=sum(lot.free for lot in free if lot.available_on > on),
            lapsed=sum(lot.free for lot in free if lot.available_on <= on and lot.last_day < on),
        )


def standing(holder: str, events: Iterable[PastEvent]) -> Standing:
    """Folds a holder's events, oldest first."""
    fold = _Fold(holder)
    for event in events:
        fold.apply(event)
    return fold.result()


@dataclass(slots=True)
class _Lot:
    id: str
    unit: str
    event_id: str
    rule: str
    earned_on: str
    available_on: str
    expires_on: str | None
    inactivity_months: int | None
    last_day: str
    granted: int
    frozen: bool
    origin: str
    seq: int
    n: int
    remaining: int = 0
    held: int = 0
    expired: int = 0


@dataclass(slots=True)
class _Fold:
    holder: str
    lots: dict[str, _Lot] = field(default_factory=dict)
    idle: list[_Lot] = field(default_factory=list)
    debt: int = 0
    status: str = "active"
    tier: dict[str, str | None] = field(default_factory=dict)
    sales: int = 0
    carry: dict[str, str] = field(default_factory=dict)
    history: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    events: int = 0
    last: PastEvent | None = None

    def apply(self, event: PastEvent) -> None:
        ledger = event.ledger
        if ledger:
            self._book(event, ledger)
        if event.carry:
            self.carry.update(event.carry.get(self.holder, {}))
        if event.own:
            self._member(event)
        for row in event.tiers or ():
            if row[0] == self.holder:
                before, reviewed = row[1:4], event.type == types.TIER_REVIEWED
                code, until, base = (row[4], row[5], row[4]) if reviewed else before
                self.tier |= {"code": code, "until": until, "base": base}
        if event.type == types.TIER_FLOORS_ENDED:
            self.tier |= {"floor": None, "floor_until": None}
        self.events += 1
        self.last = event

    def _book(self, event: PastEvent, ledger: Mapping[str, Any]) -> None:
        lots, holder = self.lots, self.holder
        for row in ledger.get("grants") or ():
            if row[1] == holder:
                self._grant(event, row)
        for account, whose, _unit, lot, amount in ledger.get("postings") or ():
            if whose == holder:
                if account == MEMBER:
                    lots[lot].remaining += amount
                elif account == DEBT:
                    self.debt -= amount
        if "opened" in ledger or "ended" in ledger:
            self._hold(ledger)
        for lot, points in ledger.get("expired") or ():
            if lot in lots:
                lots[lot].expired += points
        for lot in ledger.get("thawed") or ():
            if lot in lots:
                lots[lot].frozen = False
        for lot, day in ledger.get("extended") or ():
            if lot in lots:
                found = lots[lot]
                found.expires_on, found.last_day = max(found.expires_on or "", day), max(found.last_day, day)

    def _hold(self, ledger: Mapping[str, Any]) -> None:
        for hold in ledger.get("opened", ()):
            for lot, points in hold[4] if hold[1] == self.holder else ():
                self.lots[lot].held += points
        for hold, _state, _reason in ledger.get("ended", ()):
            for lot, points in hold[4] if hold[1] == self.holder else ():
                self.lots[lot].held -= points

    def _grant(self, event: PastEvent, row: Sequence[Any]) -> None:
        n, _, unit, rule, points, earned_on, available_on, expires_on, months, frozen, _qualifying, _funding, *more = row
        grace_of, earned_by = more or (None, None)
        place = (event.origin, event.seq, n)
        of = earned_by or event.id
        if grace_of is not None:
            lapsed = self.lots[grace_of]
            of, place = lapsed.event_id, (lapsed.origin, lapsed.seq, lapsed.n)
        lot = _Lot(
            id=lot_id(event.id, n),
            unit=unit,
            event_id=of,
            rule=rule,
            earned_on=earned_on,
            available_on=available_on,
            expires_on=expires_on,
            inactivity_months=months,
            last_day=last_good_day(expires_on),
            granted=points,
            frozen=bool(frozen),
            origin=place[0],
            seq=place[1],
            n=place[2],
        )
        self.lots[lot.id] = lot
        if months is not None:
            self.idle.append(lot)

    def _member(self, event: PastEvent) -> None:
        type_ = event.type
        if type_ == types.MEMBER_ENROLLED:
            self.status = event.status or ""
            self.tier = {"code": event.tier, "until": event.valid_until, "base": event.tier, "floor": None, "floor_until": None}
            self._tier(event.tier_after)
        elif type_ == types.MEMBER_STATUS:
            self.status = event.status or ""
        elif type_ == types.TIER_SET:
            self.tier |= {"code": event.tier, "until": event.valid_until, "base": event.tier}
        elif type_ == types.TIER_FLOOR_SET:
            self.tier |= {"floor": event.tier, "floor_until": event.until}
        else:
            self._tier(event.tier)
        if event.floor is not None:
            self.tier |= {"floor": event.floor["tier"], "floor_until": event.floor["until"]}
        if event.counts:
            self._count(event, event.counts)
        if type_ in (types.SALE_COMPLETED, types.REWARD_ISSUED) or (type_ == types.ACCRUAL and event.event_type == "top_up"):
            self._prolong(event.business_date)

    def _count(self, event: PastEvent, counts: Mapping[str, Any]) -> None:
        spend_minor, visits, points = counts.get("spend_minor", 0), counts.get("sales", 0), counts.get("points_qualifying", 0)
        if spend_minor or visits or points:
            day = counts.get("on", event.on or event.business_date)
            was = self.history.get(day, (0, 0, 0))
            self.history[day] = (was[0] + spend_minor, was[1] + visits, was[2] + points)
        if event.type in (types.SALE_COMPLETED, types.REFUND_COMPLETED):
            self.sales += visits

    def _tier(self, change: Mapping[str, Any] | None) -> None:
        if change:
            self.tier |= {"code": change["after"], "until": change["valid_until"]}
            if change.get("base") is not None:
                self.tier["base"] = change["base"]

    def _prolong(self, on: str) -> None:
        """Activity moves the last good day of lots that live by it; one that has lapsed stays lapsed."""
        for lot in self.idle:
            if lot.remaining > 0 and lot.inactivity_months is not None and on <= lot.last_day:
                lot.last_day = max(lot.last_day, add_months(on, lot.inactivity_months))

    def result(self) -> Standing:
        lots = sorted(self.lots.values(), key=lambda lot: (lot.last_day, lot.earned_on, lot.origin, lot.seq, lot.n, lot.id))
        tier = self.tier
        code = tier.get("code")
        return Standing(
            holder=self.holder,
            events=self.events,
            last=self.last,
            lots=tuple(
                Lot(
                    id=lot.id, holder=self.holder, unit=lot.unit, event_id=lot.event_id, rule=lot.rule, earned_on=lot.earned_on,
                    available_on=lot.available_on, expires_on=lot.expires_on, inactivity_months=lot.inactivity_months,
                    last_day=lot.last_day, granted=lot.granted, remaining=lot.remaining, held=lot.held, expired=lot.expired,
                    frozen=lot.frozen, origin=lot.origin, seq=lot.seq, n=lot.n,
                )
                for lot in lots
            ),
            debt=self.debt,
            status=self.status,
            tier=None
            if code is None
            else PastTier(
                code=code,
                valid_until=tier["until"],
                base=tier["base"] or "",
                floor=tier["floor"],
                floor_until=tier["floor_until"],
            ),
            sales_count=self.sales,
            carry={rule: value for rule, value in self.carry.items() if value != "0"},
            history=dict(self.history),
        )  # fmt: skip

"""What a return does to the ledger: a settlement of programme.md §7 as postings, new lots and set-offs, for every account it touches.

ISSUED takes back what the rules no longer give. Where the shop's policy charges a shortfall, the charged points are not taken back: the
member has paid for them with money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.ledger.booking import (
    DEBT,
    EXPIRED,
    ISSUED,
    MEMBER,
    POINTS,
    REDEEMED,
    Booking,
    Grant,
    Posting,
    Use,
    lot_id,
)
from app.domain.ledger.lots import Lot
from app.domain.programme.inputs import LotInput
from app.domain.programme.results import Accrual
from app.domain.programme.settle import Restored, Settlement

_GRACE = "+grace"
"""How programme.md §7 names the lot that points come back to after their own has lapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledAccount:
    """One account's part of a return: its lots as they stood, what was settled, the points taken back and owed before.

    `accruals`: those of the new evaluation by rule, for what a new lot inherits from its rule; `earned_on` the date of the sale;
    `earned_by` the event that new points of a rule belong to, by rule, where it is not the return itself: a later return of the sale takes
    them back as the sale's own.
    """

    holder: str
    lots: Mapping[str, Lot]
    settlement: Settlement
    taken_back: int
    debt_before: int
    earned_on: str
    restored: tuple[Restored, ...] = ()
    accruals: Mapping[str, Accrual]
    earned_by: Mapping[str, str] = field(default_factory=dict)


def lot_inputs(lots: Iterable[Lot], owner: Mapping[str, str] | None = None) -> tuple[LotInput, ...]:
    """Lots as the programme sees them, their order of booking as `seq`. The last good day counts activity already.

    `owner`: the event under which a lot's points are taken back, where it is another one than the lot's own.
    """
    known = sorted(lots, key=lambda lot: (lot.origin, lot.seq, lot.n, lot.id))
    return tuple(
        LotInput(
            id=lot.id,
            seq=seq,
            earned_on=lot.earned_on,
            available_on=lot.available_on,
            remaining=lot.remaining,
            event=(owner or {}).get(lot.id, lot.event_id),
            rule=lot.rule,
            expires_on=None if lot.expires_on is None else lot.last_day,
            held=lot.held,
            expired=lot.expired,
            frozen=lot.frozen,
        )
        for seq, lot in enumerate(known, start=1)
    )


def book_return(event_id: str, accounts: Sequence[SettledAccount]) -> Booking:
    """The booking of a return. Its postings sum to zero; every lot that gains or loses points is named."""
    booked = _Return(event_id)
    for account in accounts:
        booked.add(account)
    return Booking(postings=tuple(booked.postings), grants=tuple(booked.grants), expired=tuple(booked.expired))


class _Return:
    def __init__(self, event_id: str) -> None:
        self.event_id = event_id
        self.postings: list[Posting] = []
        self.grants: list[Grant] = []
        self.expired: list[Use] = []

    def add(self, account: SettledAccount) -> None:
        settled = account.settlement
        graces: dict[str, str] = {}
        for restored in account.restored:
            self._restore(account, restored, graces)
        for use in settled.taken:
            self._post(MEMBER, account.holder, graces.get(use.lot, use.lot), -use.points)
        for offset in settled.offsets:
            self._post(EXPIRED, None, None, -offset.points)
            self.expired.append(Use(offset.lot, -offset.points))
        self._post(ISSUED, None, None, account.taken_back - settled.charged_points)
        to_debt = 0
        for granted in settled.granted:
            rule = account.accruals[granted.rule]
            to_debt += granted.to_debt
            self._post(ISSUED, None, None, -granted.points)
            self._post(DEBT, account.holder, None, granted.to_debt)
            self._grant(
                Grant(
                    n=len(self.grants),
                    holder=account.holder,
                    unit=POINTS,
                    rule=granted.rule,
                    points=granted.points - granted.to_debt,
                    earned_on=account.earned_on,
                    available_on=granted.available_on,
                    expires_on=granted.expires_on,
                    inactivity_months=granted.inactivity_months,
                    frozen=granted.frozen,
                    qualifying=rule.qualifying,
                    funding=rule.funding,
                    earned_by=account.earned_by.get(granted.rule),
                )
            )
        self._post(DEBT, account.holder, None, account.debt_before - settled.debt_after - to_debt)

    def _restore(self, account: SettledAccount, restored: Restored, graces: dict[str, str]) -> None:
        holder, points = account.holder, restored.points
        if restored.state == "grace":
            lot = account.lots[restored.lot]
            grant = Grant(
                n=len(self.grants),
                holder=holder,
                unit=POINTS,
                rule=lot.rule,
                points=points,
                earned_on=lot.earned_on,
                available_on=lot.available_on,
                expires_on=restored.expires_on,
                frozen=lot.frozen,
                grace_of=lot.id,
            )
            graces[f"{lot.id}{_GRACE}"] = lot_id(self.event_id, grant.n)
            self._grant(grant)
        else:
            self._post(MEMBER, holder, restored.lot, points)
        self._post(REDEEMED, None, None, -points)
        if restored.state == "expired":
            self._post(MEMBER, holder, restored.lot, -points)
            self._post(EXPIRED, None, None, points)
            self.expired.append(Use(restored.lot, points))

    def _grant(self, grant: Grant) -> None:
        if grant.points:
            self.grants.append(grant)
            self._post(MEMBER, grant.holder, lot_id(self.event_id, grant.n), grant.points)

    def _post(self, account: str, holder: str | None, lot: str | None, amount: int) -> None:
        if amount:
            self.postings.append(Posting(account, holder, POINTS, lot, amount))


"""What a shift comes to: one pass over its events, pure. The Z report, the X report and every closing over days are these figures.

A report covers a range of journal numbers, never a span of time: an event belongs to exactly one range, however clocks were set meanwhile
(reliability.md L11). Units of the ledger are not named here: whatever moves one is told under what it was: earned by a sale, used, given
back by a return, lapsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.journal import types
from app.domain.journal.event import Header
from app.domain.ledger.booking import ADJUSTED, DEBT, EXPIRED, ISSUED, MEMBER, REDEEMED
from app.domain.sales.tender import CASH
from app.domain.sales.tender import POINTS as POINTS_TENDER

APPROVALS_MAX: Final = 200
"""Approvals told one by one; the others are counted."""
MISMATCHES_MAX: Final = 20

_KINDS: Final[Mapping[tuple[str, str], str]] = {
    (types.SALE_COMPLETED, ISSUED): "sale_earned",
    (types.SALE_CLAIMED, ISSUED): "sale_earned",
    (types.SALE_COMPLETED, REDEEMED): "used",
    (types.ACCRUAL, ISSUED): "act_earned",
    (types.MEMBER_ENROLLED, ISSUED): "act_earned",
    (types.REWARD_ISSUED, REDEEMED): "rewards",
    (types.REFUND_COMPLETED, ISSUED): "refund_taken",
    (types.REFUND_COMPLETED, REDEEMED): "refund_given",
    (types.REFUND_COMPLETED, EXPIRED): "refund_lapsed",
    (types.REVERSAL, ISSUED): "reversed",
    (types.REVERSAL, REDEEMED): "reversed",
    (types.REVERSAL, EXPIRED): "reversed",
    (types.REVERSAL, ADJUSTED): "reversed",
}
KINDS: Final = (
    "sale_earned", "act_earned", "issued", "adjusted", "refund_given", "used", "rewards", "redeemed", "refund_taken", "refund_lapsed",
    "expired", "reversed", "other",
)  # fmt: skip
"""What a movement was, in the order in which reports tell it."""
_ACCOUNTS: Final = {ISSUED: "issued", REDEEMED: "redeemed", EXPIRED: "expired", ADJUSTED: "adjusted"}
_HANDED_OUT: Final = (types.BASKET_ABANDONED,)
"""Types whose tenders went back to the customer: no money came in by them."""
COUNTED: Final[Mapping[str, str]] = {
    types.REPRINT: "reprints",
    types.NO_SALE: "no_sales",
    types.BASKET_ABANDONED: "abandoned",
    types.APPROVAL: "approvals",
    types.PIN_REFUSED: "pins_refused",
    types.LOCK_OUT: "lock_outs",
    types.CLOCK_STEP: "clock_steps",
    types.MEMBER_ENROLLED: "enrolled",
    types.REVERSAL: "reversals",
    types.POINTS_ADJUSTED: "by_hand",
    types.SETTINGS_CHANGED: "settings",
    types.LOG_IN: "log_ins",
}
"""Events that are counted by themselves, and under which name."""


@dataclass(frozen=True, slots=True)
class TenderTotal:
    """One means of payment: how often it was taken and for how much, how often and how much went back. Fen."""

    kind: str
    taken: int
    taken_minor: int
    paid: int
    paid_minor: int

    @property
    def net_minor(self) -> int:
        """What stayed."""
        return self.taken_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Movement:
    """One kind of movement of a unit: in how many events, and how much more is outstanding by it (less where negative)."""

    kind: str
    events: int
    amount: int


@dataclass(frozen=True, slots=True)
class UnitMoves:
    """What moved in one unit."""

    unit: str
    moves: tuple[Movement, ...]

    @property
    def amount(self) -> int:
        """How much more is outstanding in the end."""
        return sum(move.amount for move in self.moves)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval: when, for what, who asked and who said yes."""

    occurred_ms: int
    act: str
    actor_id: str | None
    approver_id: str | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A receipt whose points are not those that were booked: the number or event on it, points on the paper less points booked."""

    paper: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFigures:
    """The figures of a range of events. Money in fen. `cash_moved`: by how (pay_in, pay_out, safe_drop) times and amount; `counts`: events
    by name; `overrides`: lines sold at another price than the shop's, and what was taken off.
    """

    first: int
    last: int
    events: int
    sales: int
    sold_minor: int
    refunds: int
    refunded_minor: int
    discounts_minor: int
    tenders: tuple[TenderTotal, ...]
    cash_moved: tuple[tuple[str, int, int], ...]
    units: tuple[UnitMoves, ...]
    counts: Mapping[str, int]
    voids: int
    voids_minor: int
    overrides: int
    approvals: tuple[Approved, ...]
    mismatches: tuple[Mismatch, ...]
    mismatched: int

    def count(self, name: str) -> int:
        """How many events of a name, 0 where there was none."""
        return self.counts.get(name, 0)

    def tender(self, kind: str) -> TenderTotal:
        """One means of payment."""
        return next((total for total in self.tenders if total.kind == kind), TenderTotal(kind, 0, 0, 0, 0))

    def moved_minor(self, how: str) -> int:
        """Money moved without a sale, by how."""
        return sum(minor for name, _, minor in self.cash_moved if name == how)

    def expected_minor(self, float_minor: int) -> int:
        """What the drawer should hold."""
        moved = self.moved_minor("pay_in") - self.moved_minor("pay_out") - self.moved_minor("safe_drop")
        return float_minor + self.tender(CASH).net_minor + moved

    def unit(self, unit: str) -> UnitMoves:
        """What moved in one unit."""
        return next((moves for moves in self.units if moves.unit == unit), UnitMoves(unit, ()))

    def to_mapping(self) -> dict[str, object]:
        """As it stands in a Z report's event."""
        return {
            "last": self.last,
            "events": self.events,
            "sales": [self.sales, self.sold_minor],
            "refunds": [self.refunds, self.refunded_minor],
            "discounts_minor": self.discounts_minor,
            "tenders": [[t.kind, t.taken, t.taken_minor, t.paid, t.paid_minor] for t in self.tenders],
            "cash_moved": [list(row) for row in self.cash_moved],
            "moves": [[moves.unit, [[m.kind, m.events, m.amount] for m in moves.moves]] for moves in self.units],
            "counts": dict(sorted(self.counts.items())),
            "voids": [self.voids, self.voids_minor],
            "overrides": self.overrides,
            "approvals": [[a.occurred_ms, a.act, a.actor_id, a.approver_id] for a in self.approvals],
            "mismatches": [[m.paper, m.points] for m in self.mismatches],
            "mismatched": self.mismatched,
        }

    @classmethod
    def from_mapping(cls, first: int, parts: Mapping[str, Any]) -> ShiftFigures:
        """The inverse of `to_mapping`."""
        return cls(
            first=first,
            last=parts["last"],
            events=parts["events"],
            sales=parts["sales"][0],
            sold_minor=parts["sales"][1],
            refunds=parts["refunds"][0],
            refunded_minor=parts["refunds"][1],
            discounts_minor=parts["discounts_minor"],
            tenders=tuple(TenderTotal(*row) for row in parts["tenders"]),
            cash_moved=tuple((how, n, minor) for how, n, minor in parts["cash_moved"]),
            units=tuple(UnitMoves(unit, tuple(Movement(*row) for row in moves)) for unit, moves in parts["moves"]),
            counts=dict(parts["counts"]),
            voids=parts["voids"][0],
            voids_minor=parts["voids"][1],
            overrides=parts["overrides"],
            approvals=tuple(Approved(*row) for row in parts["approvals"]),
            mismatches=tuple(Mismatch(*row) for row in parts["mismatches"]),
            mismatched=parts["mismatched"],
        )


def add_up(first: int, events: Iterable[tuple[Header, Mapping[str, Any]]]) -> ShiftFigures:
    """The figures of events in the order of the journal; `first` is the number the range begins with."""
    sums = _Sums(first=first, last=first - 1)
    for header, body in events:
        sums.add(header, body)
    return sums.figures()


def joined(parts: Iterable[ShiftFigures]) -> ShiftFigures:
    """Several ranges as one: a day, a month, a year. What is told one by one is told of the first so many only."""
    parts = list(parts)
    sums = _Sums(first=min((part.first for part in parts), default=1), last=max((part.last for part in parts), default=0))
    for part in parts:
        sums.join(part)
    return sums.figures()


@dataclass(slots=True, kw_only=True)
class _Sums:
    first: int
    last: int
    events: int = 0
    sales: int = 0
    sold_minor: int = 0
    refunds: int = 0
    refunded_minor: int = 0
    discounts_minor: int = 0
    tenders: dict[str, list[int]] = field(default_factory=dict)
    cash_moved: dict[str, list[int]] = field(default_factory=dict)
    moves: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    voids: int = 0
    voids_minor: int = 0
    overrides: int = 0
    approvals: list[Approved] = field(default_factory=list)
    mismatches: list[Mismatch] = field(default_factory=list)
    mismatched: int = 0

    def add(self, header: Header, body: Mapping[str, Any]) -> None:
        self.events += 1
        self.last = header.seq
        type_ = header.type
        name = COUNTED.get(type_)
        if name is not None:
            self.counts[name] = self.counts.get(name, 0) + 1
        if type_ == types.SALE_COMPLETED:
            self._sale(header, body)
        elif type_ in (types.REFUND_COMPLETED, types.GOODS_RETURNED):
            self.refunds += 1
            self.refunded_minor += body["refunded_minor"]
        elif type_ == types.CASH_MOVED:
            moved = self.cash_moved.setdefault(body["how"], [0, 0])
            moved[0] += 1
            moved[1] += body["amount_minor"]
        elif type_ == types.APPROVAL:
            self.approvals.append(Approved(header.occurred_ms, body["act"], header.actor_id, header.approver_id))
        for void in body.get("voids", ()):
            self.voids += 1
            self.voids_minor += void[3]
        self._money(type_, body)
        ledger = body.get("ledger")
        if ledger is not None:
            self._ledger(header, body, ledger.get("postings", ()))
        elif header.member_id is not None and (body.get("earned") or body.get("redeemed")):
            self._reconcile(header, body, 0)

    def _sale(self, header: Header, body: Mapping[str, Any]) -> None:
        self.sales += 1
        self.sold_minor += body["total_minor"]
        for line in body["lines"]:
            self.discounts_minor += line.get("discount_minor", 0)
            if "was_minor" in line:
                self.overrides += 1

    def _money(self, type_: str, body: Mapping[str, Any]) -> None:
        """What came in and what went out, whatever the act was."""
        if type_ == types.REFUND_COMPLETED:
            tenders = body.get("tenders", ())
            # Points that paid come back as points: they are no money that is paid out, but their tender is taken back all the same.
            paid = (*body.get("paid_out", tenders), *(row for row in tenders if "paid_out" in body and row[0] == POINTS_TENDER))
        else:
            paid = body.get("paid_out", ())
            if type_ not in _HANDED_OUT:
                for row in body.get("tenders", ()):
                    self._tender(row[0], 0, row[1])
        for row in paid:
            self._tender(row[0], 2, row[1])
        if body.get("cash_minor"):
            self._tender(body["tender"], 0, body["cash_minor"])
        if body.get("cash_out_minor"):
            self._tender(CASH, 2, body["cash_out_minor"])

    def _tender(self, kind: str, at: int, minor: int) -> None:
        row = self.tenders.setdefault(kind, [0, 0, 0, 0])
        row[at] += 1
        row[at + 1] += minor

    def _ledger(self, header: Header, body: Mapping[str, Any], postings: Iterable[list[Any]]) -> None:
        own, seen = 0, set()
        for account, holder, unit, _, amount in postings:
            if account in (MEMBER, DEBT):
                if holder == header.member_id and unit == "POINTS":
                    own += amount
                continue
            kind = _KINDS.get((header.type, account)) or _ACCOUNTS.get(account, "other")
            row = self.moves.setdefault(unit, {}).setdefault(kind, [0, 0])
            row[1] -= amount
            if (unit, kind) not in seen:
                seen.add((unit, kind))
                row[0] += 1
        self._reconcile(header, body, own)

    def _reconcile(self, header: Header, body: Mapping[str, Any], booked: int) -> None:
        """The points on the paper beside those in the ledger (EDGE-11)."""
        if header.type not in (types.SALE_COMPLETED, types.ACCRUAL, types.MEMBER_ENROLLED) or "earned" not in body:
            return
        difference = body["earned"] - body.get("redeemed", 0) - booked
        if difference and header.member_id is not None:
            self.mismatched += 1
            self.mismatches.append(Mismatch(str(body.get("number") or header.id), difference))

    def join(self, part: ShiftFigures) -> None:
        for name in (
            "events", "sales", "sold_minor", "refunds", "refunded_minor", "discounts_minor", "voids", "voids_minor", "overrides",
            "mismatched",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(part, name))
        for total in part.tenders:
            row = self.tenders.setdefault(total.kind, [0, 0, 0, 0])
            for at, value in enumerate((total.taken, total.taken_minor, total.paid, total.paid_minor)):
                row[at] += value
        for how, n, minor in part.cash_moved:
            moved = self.cash_moved.setdefault(how, [0, 0])
            moved[0] += n
            moved[1] += minor
        for moves in part.units:
            for move in moves.moves:
                found = self.moves.setdefault(moves.unit, {}).setdefault(move.kind, [0, 0])
                found[0] += move.events
                found[1] += move.amount
        for name, n in part.counts.items():
            self.counts[name] = self.counts.get(name, 0) + n
        self.approvals += part.approvals
        self.mismatches += part.mismatches

    def figures(self) -> ShiftFigures:
        return ShiftFigures(
            first=self.first,
            last=self.last,
            events=self.events,
            sales=self.sales,
            sold_minor=self.sold_minor,
            refunds=self.refunds,
            refunded_minor=self.refunded_minor,
            discounts_minor=self.discounts_minor,
            tenders=tuple(TenderTotal(kind, *row) for kind, row in sorted(self.tenders.items())),
            cash_moved=tuple((how, n, minor) for how, (n, minor) in sorted(self.cash_moved.items())),
            units=tuple(
                UnitMoves(unit, tuple(Movement(kind, *moves[kind]) for kind in KINDS if kind in moves))
                for unit, moves in sorted(self.moves.items())
            ),
            counts=self.counts,
            voids=self.voids,
            voids_minor=self.voids_minor,
            overrides=self.overrides,
            approvals=tuple(self.approvals[:APPROVALS_MAX]),
            mismatches=tuple(self.mismatches[:MISMATCHES_MAX]),
            mismatched=self.mismatched,
        )

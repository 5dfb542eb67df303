"""What a shift comes to: the X report of the open one at any time, and the Z report of a closed one, made again from its event."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event, Header
from app.domain.ledger.booking import POINTS
from app.domain.till.shift_figures import ShiftFigures, add_up
from app.services.desk import Desk
from app.services.ports.store import Reader, Shift

UNPRINTED_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """A unit of the ledger over a report: outstanding before and after it (debts taken off), what is owed after it."""

    unit: str
    before: int
    after: int
    owed: int


@dataclass(frozen=True, slots=True)
class Perpetual:
    """Totals since the till was made: sales, their amount, what of it came back. They never fall."""

    sales: int
    sold_minor: int
    refunded_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftReport:
    """One report. `z_no` None: an X report. `counted` empty: nobody counted. `head`: hash (hex) of the event before the report, or of the
    report's own event. `face_value`: fen a point, None without a programme.
    """

    shift: Shift
    figures: ShiftFigures
    units: tuple[UnitState, ...]
    perpetual: Perpetual
    unprinted: tuple[str, ...]
    head: str
    head_seq: int
    z_no: int | None = None
    made_ms: int = 0
    actor_id: str | None = None
    approver_id: str | None = None
    counted: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    event_id: str | None = None
    face_value: Fraction | None = None

    @property
    def expected_minor(self) -> int:
        """What the drawer should hold."""
        return self.figures.expected_minor(self.shift.float_minor)

    @property
    def counted_minor(self) -> int:
        """What was counted."""
        return sum(piece * n for piece, n in self.counted)

    @property
    def difference_minor(self) -> int:
        """What is there more than expected (less where negative); 0 where nobody counted."""
        return self.counted_minor - self.expected_minor if self.counted else 0

    def unit(self, unit: str) -> UnitState:
        """One unit; nothing where it never moved."""
        return next((state for state in self.units if state.unit == unit), UnitState(unit=unit, before=0, after=0, owed=0))

    @property
    def drift(self) -> int:
        """Points outstanding that no event of the range explains; 0 in books that hold."""
        state = self.unit(POINTS)
        return state.after - state.before - self.figures.unit(POINTS).amount


def x_report(desk: Desk) -> ShiftReport:
    """The open shift as of now; books nothing. Refusal shift_closed."""
    with desk.store.read() as reader:
        return open_report(desk, reader)


def z_report(desk: Desk, shift_id: str) -> ShiftReport:
    """The report of a closed shift. Refusal no_such_report, also where it was closed without one."""
    with desk.store.read() as reader:
        event = reader.event_by_cause(types.SHIFT_CLOSED, shift_id)
        if event is None:
            raise Refusal("no_such_report")
        return report_of(desk, reader, event)


def open_report(desk: Desk, reader: Reader) -> ShiftReport:
    """`x_report` within a transaction. Refusal shift_closed."""
    shift = reader.shift()
    if shift is None:
        raise Refusal("shift_closed")
    last = reader.last_closing()
    first = 1 if last is None or last.closed_seq is None else last.closed_seq + 1
    figures = add_up(first, _bodies(reader.events_since(first)))
    head = reader.head()
    before = _z_before(reader)
    return ShiftReport(
        shift=shift,
        figures=figures,
        units=_units(reader, figures, before),
        perpetual=_perpetual(reader, figures, before),
        unprinted=tuple(reader.unprinted(UNPRINTED_SHOWN)),
        head=head.hash.hex(),
        head_seq=head.seq,
        made_ms=desk.clock.now_ms(),
        face_value=face_value(desk, reader, shift.business_date),
    )


def report_of(desk: Desk, reader: Reader, event: Event) -> ShiftReport:
    """The report that an event of type shift_closed holds. Refusal no_such_report."""
    body: Mapping[str, Any] = json.loads(event.payload)
    shift = reader.shift_by_id(body["shift"])
    if shift is None or "z_no" not in body:
        raise Refusal("no_such_report")
    return ShiftReport(
        shift=shift,
        figures=ShiftFigures.from_mapping(body["first"], body["figures"]),
        units=tuple(UnitState(unit=unit, before=before, after=after, owed=owed) for unit, before, after, owed in body["units"]),
        perpetual=Perpetual(*body["perpetual"]),
        unprinted=tuple(body["unprinted"]),
        head=event.hash.hex(),
        head_seq=event.header.seq,
        z_no=body["z_no"],
        made_ms=event.header.occurred_ms,
        actor_id=event.header.actor_id,
        approver_id=event.header.approver_id,
        counted=tuple((piece, n) for piece, n in body["counted"] or ()),
        reason=body.get("reason", ""),
        event_id=event.header.id,
        face_value=face_value(desk, reader, event.header.business_date),
    )


def report_body(report: ShiftReport, z_no: int, counted: Sequence[tuple[int, int]] | None, reason: str) -> dict[str, object]:
    """A report as its event holds it; `counted` None: nobody counted."""
    body: dict[str, object] = {
        "shift": report.shift.id,
        "z_no": z_no,
        "first": report.figures.first,
        "float_minor": report.shift.float_minor,
        "expected_minor": report.expected_minor,
        "counted": None if counted is None else [list(row) for row in counted],
        "figures": report.figures.to_mapping(),
        "units": [[state.unit, state.before, state.after, state.owed] for state in report.units],
        "perpetual": [report.perpetual.sales, report.perpetual.sold_minor, report.perpetual.refunded_minor],
        "unprinted": list(report.unprinted),
    }
    if counted is not None:
        total = sum(piece * n for piece, n in counted)
        body |= {"counted_minor": total, "difference_minor": total - report.expected_minor}
    return body | ({"reason": reason} if reason else {})


def face_value(desk: Desk, reader: Reader, on: str) -> Fraction | None:
    """What a point is worth as money, in fen, by the programme in force on a date."""
    sha = reader.programme_sha(on)
    return None if sha is None else desk.programmes.by_sha(reader, sha).point_value


def _bodies(events: Iterator[Event]) -> Iterator[tuple[Header, Mapping[str, Any]]]:
    for event in events:
        yield event.header, json.loads(event.payload)


def _z_before(reader: Reader) -> Mapping[str, Any] | None:
    """The body of the last Z report, where no shift was closed without one since."""
    last, closed = reader.last_z(), reader.last_closing()
    if last is None or closed is None or last.id != closed.id:
        return None
    event = reader.event_by_cause(types.SHIFT_CLOSED, last.id)
    return None if event is None else json.loads(event.payload)


def _units(reader: Reader, figures: ShiftFigures, before: Mapping[str, Any] | None) -> tuple[UnitState, ...]:
    """Outstanding after, as the ledger stands; before, as the last report said, or worked back where there is none."""
    known = {} if before is None else {unit: after for unit, _, after, _ in before["units"]}
    now = {total.unit: total for total in reader.unit_totals()}
    states = []
    for unit in sorted(now.keys() | known.keys()):
        after, owed = (now[unit].remaining - now[unit].debt, now[unit].debt) if unit in now else (0, 0)
        start = known.get(unit, 0 if before is not None else after - figures.unit(unit).amount)
        states.append(UnitState(unit=unit, before=start, after=after, owed=owed))
    return tuple(states)


def _perpetual(reader: Reader, figures: ShiftFigures, before: Mapping[str, Any] | None) -> Perpetual:
    if before is not None:
        sales, sold, refunded = before["perpetual"]
    else:
        sales, sold, refunded_ever = reader.sold_before(reader.head().seq + 1)
        sales, sold = sales - figures.sales, sold - figures.sold_minor
        refunded = refunded_ever - figures.refunded_minor
    return Perpetual(sales + figures.sales, sold + figures.sold_minor, refunded + figures.refunded_minor)

"""Closings over days: the Z reports of a day, a month or a year added up, as a list and as a paper. A date is that of the business, not of
the clock: a shift that went on past midnight belongs to the day it was opened on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.documents.document import Document
from app.documents.layout import lay_out
from app.documents.shift_slip import PaperUnit, ReportData, shift_report
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.till.shift_figures import ShiftFigures, joined
from app.services.desk import Desk
from app.services.ports.store import Reader
from app.services.receipts import receipt_language
from app.services.shift_report import ShiftReport, UnitState, face_value, report_of
from app.services.shift_slips import paper_head, report_paper
from app.services.slips import queue_slip

Period = Literal["shift", "day", "month", "year"]
PERIODS: tuple[Period, ...] = ("shift", "day", "month", "year")
SHIFTS_MAX = 2_000
"""Most shifts looked at: more than five years of one a day."""
_LENGTHS = {"day": 10, "month": 7, "year": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One or more closed shifts as one: `key` is the shift's id, or the day, month or year. Money in fen."""

    key: str
    period: Period
    reports: tuple[ShiftReport, ...]

    @property
    def figures(self) -> ShiftFigures:
        """All figures added up."""
        return self.reports[0].figures if len(self.reports) == 1 else joined(report.figures for report in self.reports)

    @property
    def difference_minor(self) -> int:
        """What drawers held more than they should (less where negative)."""
        return sum(report.difference_minor for report in self.reports)

    @property
    def units(self) -> tuple[UnitState, ...]:
        """Before the first shift and after the last; the reports stand oldest first."""
        last = self.reports[-1]
        return tuple(
            UnitState(unit=state.unit, before=self.reports[0].unit(state.unit).before, after=state.after, owed=state.owed)
            for state in last.units
        )


def closings(desk: Desk, period: Period, first_day: str, last_day: str) -> Sequence[Closing]:
    """The closings of these business dates, the newest first; shifts closed without a report are left out."""
    with desk.store.read() as reader:
        reports = _reports(desk, reader, first_day, last_day)
    if period == "shift":
        return [Closing(key=report.shift.id, period=period, reports=(report,)) for report in reports]
    groups: dict[str, list[ShiftReport]] = {}
    for report in reports:
        groups.setdefault(report.shift.business_date[: _LENGTHS[period]], []).append(report)
    return [Closing(key=key, period=period, reports=tuple(reversed(found))) for key, found in groups.items()]


def closing_paper(desk: Desk, closing: Closing) -> Document:
    """A closing as a paper: the Z report itself, or the sums of several."""
    with desk.store.read() as reader:
        return _paper(desk, reader, closing)


def print_closing(desk: Desk, closing: Closing) -> None:
    """Queues the paper for this till's printer."""
    with desk.store.write() as books:
        queue_slip(desk, books, _paper(desk, books, closing), closing.reports[0].event_id if closing.period == "shift" else None)


def closing_pdf(desk: Desk, closing: Closing, regular: Path, bold: Path) -> tuple[str, bytes]:
    """Name and content of the paper as a file."""
    from app.documents.render_pdf import PdfFonts, to_pdf  # brings reportlab

    document = closing_paper(desk, closing)
    return f"{document.title}.pdf", to_pdf(lay_out(document, desk.profile().paper), PdfFonts(regular, bold))


def _reports(desk: Desk, reader: Reader, first_day: str, last_day: str) -> list[ShiftReport]:
    found = []
    for shift in reader.shifts(first_day, last_day, SHIFTS_MAX):
        event = reader.event_by_cause(types.SHIFT_CLOSED, shift.id) if shift.z_no is not None else None
        if event is not None:
            found.append(report_of(desk, reader, event))
    return found


def _paper(desk: Desk, reader: Reader, closing: Closing) -> Document:
    if closing.period == "shift":
        return report_paper(desk, reader, closing.reports[0])
    if not closing.reports:
        raise Refusal("no_such_report")
    lang, last = receipt_language(desk, reader), closing.reports[-1]
    figures = closing.figures
    words = {"day": ("日结 {}", "Day {}"), "month": ("月结 {}", "Month {}"), "year": ("年结 {}", "Year {}")}[closing.period]
    data = ReportData(
        head=paper_head(desk, reader, desk.clock.now_ms(), "", lang),
        figures=figures,
        units=tuple(PaperUnit(state.unit, state.before, state.after, state.owed) for state in closing.units),
        face_value=face_value(desk, reader, last.shift.business_date),
        perpetual=(last.perpetual.sales, last.perpetual.sold_minor, last.perpetual.refunded_minor),
        approvals=(),
        unprinted=(),
        anchor=last.head[:16],
        anchor_seq=last.head_seq,
        business_date=closing.key,
        float_minor=sum(report.shift.float_minor for report in closing.reports),
        expected_minor=sum(report.expected_minor for report in closing.reports),
        difference_minor=closing.difference_minor,
        counted=_counted(closing),
        days=words[lang == "en"].format(closing.key),
        shifts=len(closing.reports),
    )
    return shift_report(data, lang)


def _counted(closing: Closing) -> tuple[tuple[int, int], ...]:
    """All counts together; nothing where one shift was not counted: the sum would compare what cannot be compared."""
    if not all(report.counted for report in closing.reports):
        return ()
    total: dict[int, int] = {}
    for report in closing.reports:
        for piece, n in report.counted:
            total[piece] = total.get(piece, 0) + n
    return tuple(sorted(total.items(), reverse=True))

"""Closing a shift: the drawer is counted, held against what it should hold, and the Z report is booked, once.

The report covers the journal from the number after the closing before it to its own. Nothing is left open behind it: a basket that is open
or suspended is finished or given up first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.till.approval import Approval, Asked
from app.domain.till.cash import DIFFERENCES, checked_count
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.counter import saved_basket
from app.services.desk import Desk, Session, book, note_clock_step, on_open_shift
from app.services.edit_basket import note_abandoned
from app.services.ports.store import Reader, Writer
from app.services.shift_report import ShiftReport, open_report, report_body, report_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePreview:
    """The report as it would be booked. `limit_minor`: what a drawer may differ without a word; `needs_reason`: it differs by more;
    `asked`: what a second person has to approve, None for nothing.
    """

    report: ShiftReport
    limit_minor: int
    needs_reason: bool
    asked: Asked | None


def preview_closing(desk: Desk, session: Session, pieces: Mapping[int, int] | None, reason: str = "") -> ClosePreview:
    """What closing with this count (fen a piece: pieces; None: nobody counts) would come to; books nothing.

    Refusals: basket_open, baskets_suspended, no_such_denomination, count_range, difference_reason (none of those there are), not_allowed,
    shift_closed.
    """
    with desk.store.read() as reader:
        on_open_shift(reader, session)
        return _preview(desk, reader, session, pieces, reason)


def close_shift(
    desk: Desk,
    session: Session,
    pieces: Mapping[int, int] | None,
    reason: str = "",
    *,
    approval: Approval | None = None,
    on_paper: bool = True,
) -> ShiftReport:
    """Books the Z report and prints it. A second call for a shift that is closed answers with its report and books nothing.

    Refusals: those of `preview_closing`; reason_missing (the drawer differs by more than it may), needs_approval and the others of
    `approve.approved`.
    """
    with desk.store.write() as books:
        known = books.event_by_cause(types.SHIFT_CLOSED, session.shift.id)
        if known is not None:
            return report_of(desk, books, known)
        on_open_shift(books, session)
        preview = _preview(desk, books, session, pieces, reason)
        if preview.needs_reason and not reason:
            raise Refusal("reason_missing")
        event_id = desk.ids.new_id()
        approver = None
        if preview.asked is not None:
            approver = approved(desk, books, session, preview.asked, approval, event_id)
        event = book_closing(desk, books, session, preview.report.counted or None, reason, event_id=event_id, approver_id=approver)
        report = report_of(desk, books, event)
        if on_paper:
            from app.services.shift_slips import print_report

            print_report(desk, books, report)
        return report


def book_closing(
    desk: Desk,
    books: Writer,
    session: Session,
    counted: tuple[tuple[int, int], ...] | None,
    reason: str = "",
    *,
    event_id: str | None = None,
    approver_id: str | None = None,
) -> Event:
    """Ends what stands on the counter without a line and books the closing, within a commit that is already open. Nothing may stand
    between the report and its event in the journal: a clock set back is written down before.
    """
    _clear_counter(desk, books, session)
    note_clock_step(desk, books, session)
    report = open_report(desk, books)
    last = books.last_z()
    z_no = 1 if last is None or last.z_no is None else last.z_no + 1
    return book(
        desk,
        books,
        session,
        types.SHIFT_CLOSED,
        report_body(report, z_no, counted, reason),
        event_id=event_id,
        cause_key=session.shift.id,
        approver_id=approver_id,
    )


def refuse_open_baskets(reader: Reader) -> None:
    """Refusals: basket_open (lines stand on the counter), baskets_suspended (n)."""
    basket = saved_basket(reader)
    if basket is not None and basket.lines:
        raise Refusal("basket_open")
    put_aside = len(reader.suspended())
    if put_aside:
        raise Refusal("baskets_suspended", n=put_aside)


def _preview(desk: Desk, reader: Reader, session: Session, pieces: Mapping[int, int] | None, reason: str) -> ClosePreview:
    needs_approval(session, Act.CLOSE_SHIFT)
    refuse_open_baskets(reader)
    if reason and reason not in DIFFERENCES:
        raise Refusal("difference_reason")
    counted = () if pieces is None else checked_count(pieces)
    report = replace(open_report(desk, reader), counted=counted, reason=reason)
    limit_minor = int(desk.setting(reader, "shift.limit_yuan")) * 100
    differs = abs(report.difference_minor) > limit_minor
    asked = None
    if (differs or report.figures.mismatched or report.drift) and needs_approval(session, Act.CLOSE_SHIFT_SHORT):
        asked = Asked(
            act=Act.CLOSE_SHIFT_SHORT,
            parameters={
                "shift": report.shift.id,
                "counted": tuple([piece, n] for piece, n in counted),
                "expected_minor": report.expected_minor,
                "difference_minor": report.difference_minor,
                "reason": reason,
                "mismatched": report.figures.mismatched,
                "drift": report.drift,
            },
        )
    return ClosePreview(report=report, limit_minor=limit_minor, needs_reason=differs, asked=asked)


def _clear_counter(desk: Desk, books: Writer, session: Session) -> None:
    """A basket without lines has nothing to sell: its hold ends, and what was taken out of it is written down with it."""
    basket = saved_basket(books)
    if basket is not None:
        note_abandoned(desk, books, session, basket)
        books.save_basket(None)

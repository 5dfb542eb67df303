"""Reports of shifts and slips of cash as papers, made from figures or events at any later time; and sending them to the printer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.documents.document import Document, Language
from app.documents.shift_slip import CashSlipData, PaperApproval, PaperHead, PaperUnit, ReportData, cash_slip, shift_report
from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.till.act_names import act_name
from app.domain.till.rights import Act, may
from app.domain.till.shift_figures import Approved
from app.services.desk import Desk, Session
from app.services.ports.store import Reader, Writer
from app.services.receipts import receipt_language
from app.services.reward_slips import queue_drawer
from app.services.shift_report import ShiftReport, open_report, report_of
from app.services.slips import queue_slip

ANCHOR_DIGITS = 16


def report_paper(
    desk: Desk, reader: Reader, report: ShiftReport, language: Language | None = None, *, drawer: bool = True
) -> Document:
    """A report as a document, in the language of the receipts where none is given; without the drawer for who is to count it blind."""
    lang = language or receipt_language(desk, reader)
    names = staff_names(reader, lang)
    shift = report.shift
    opened = local_time(shift.opened_ms, desk.zone)
    data = ReportData(
        head=paper_head(desk, reader, report.made_ms, names.get(report.actor_id or shift.opened_by, ""), lang),
        figures=report.figures,
        units=tuple(PaperUnit(state.unit, state.before, state.after, state.owed) for state in report.units),
        face_value=report.face_value,
        perpetual=(report.perpetual.sales, report.perpetual.sold_minor, report.perpetual.refunded_minor),
        approvals=tuple(_approval(desk, approved, names, lang) for approved in report.figures.approvals),
        unprinted=report.unprinted,
        anchor=report.head[:ANCHOR_DIGITS],
        anchor_seq=report.head_seq,
        z_no=report.z_no,
        opened=f"{opened.date} {opened.time}",
        business_date=shift.business_date,
        float_minor=shift.float_minor,
        counted=report.counted,
        expected_minor=report.expected_minor,
        difference_minor=report.difference_minor,
        reason=report.reason,
        drawer_shown=drawer,
        approved_by=names.get(report.approver_id or "", ""),
    )
    return shift_report(data, lang)


def print_report(desk: Desk, books: Writer, report: ShiftReport) -> None:
    """Queues a report for this till's printer."""
    queue_slip(desk, books, report_paper(desk, books, report), report.event_id)


def x_paper(desk: Desk, session: Session) -> Document:
    """The open shift as of now as a paper; books nothing. Where the shop counts blind, what should be in the drawer is left out for those
    who count it. Refusal shift_closed.
    """
    with desk.store.read() as reader:
        return report_paper(desk, reader, open_report(desk, reader), drawer=_sees_drawer(desk, reader, session))


def print_x(desk: Desk, session: Session) -> None:
    """Prints the same paper; books nothing. Refusal shift_closed."""
    with desk.store.write() as books:
        paper = report_paper(desk, books, open_report(desk, books), drawer=_sees_drawer(desk, books, session))
        queue_slip(desk, books, paper, None)


def _sees_drawer(desk: Desk, reader: Reader, session: Session) -> bool:
    blind = bool(desk.setting(reader, "shift.counted")) and bool(desk.setting(reader, "shift.blind"))
    return not blind or may(session.actor.role, Act.LOOK_REPORTS)


def print_z(desk: Desk, shift_id: str) -> ShiftReport:
    """Prints the report of a closed shift again; it is the same paper. Refusal no_such_report."""
    with desk.store.write() as books:
        event = books.event_by_cause(types.SHIFT_CLOSED, shift_id)
        if event is None:
            raise Refusal("no_such_report")
        report = report_of(desk, books, event)
        print_report(desk, books, report)
        return report


def cash_paper(desk: Desk, reader: Reader, event: Event) -> Document:
    """The slip of an event of type cash_moved or no_sale."""
    body: Mapping[str, Any] = json.loads(event.payload)
    lang = receipt_language(desk, reader)
    names = staff_names(reader, lang)
    head = event.header
    data = CashSlipData(
        head=paper_head(desk, reader, head.occurred_ms, names.get(head.actor_id or "", ""), lang),
        how=body.get("how", "no_sale"),
        reason=body["reason"],
        amount_minor=body.get("amount_minor"),
        approved_by=names.get(head.approver_id or "", ""),
        journal_hash=event.short_hash,
    )
    return cash_slip(data, lang)


def print_cash(desk: Desk, books: Writer, event: Event) -> None:
    """The drawer first, then the slip (hardware.md §0.8)."""
    paper = cash_paper(desk, books, event)
    if desk.machine.flag("drawer.connected"):
        queue_drawer(desk, books, paper.title, event.header.id)
    queue_slip(desk, books, paper, event.header.id)


def paper_head(desk: Desk, reader: Reader, at_ms: int, cashier: str, lang: Language) -> PaperHead:
    """What stands above every paper of the till."""
    own = "_en" if lang == "en" else ""
    when = local_time(at_ms, desk.zone)
    return PaperHead(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        till=f"{desk.till_no:02d}",
        cashier=cashier,
        date=when.date,
        time=when.time,
    )


def staff_names(reader: Reader, lang: Language) -> dict[str, str]:
    """Everybody who works or worked here, id to name."""
    return {one.id: (one.name_en or one.name) if lang == "en" else one.name for one in reader.staff()}


def _approval(desk: Desk, approved: Approved, names: Mapping[str, str], lang: Language) -> PaperApproval:
    return PaperApproval(
        local_time(approved.occurred_ms, desk.zone).time,
        act_name(approved.act, lang),
        names.get(approved.actor_id or "", ""),
        names.get(approved.approver_id or "", ""),
    )

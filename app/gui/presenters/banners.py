"""Banners and the printer's chip: what the cashier must do about paper, uncertain prints and faults. The worst comes first."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.sales.sale_number import spoken
from app.domain.till.print_jobs import JobKind, JobState, PrintJob
from app.gui.components.views import StatusChip
from app.gui.i18n import Texts, count, mark
from app.gui.presenters.messages import Message
from app.gui.theme.theme import Tone
from app.gui.widgets.banner import BannerAct, BannerView, Severity
from app.services.ports.printing import NoAnswerCause, PrinterState, PrinterStatus

_CHIPS: dict[PrinterState, tuple[str, str, Tone]] = {
    PrinterState.NOT_CONFIGURED: (mark("No printer"), "printer", "text"),
    PrinterState.CONNECTING: (mark("Printer …"), "printer", "text"),
    PrinterState.READY: (mark("Printer"), "printer", "success"),
    PrinterState.NEAR_END: (mark("Paper low"), "printer", "warn"),
    PrinterState.PAPER_OUT: (mark("Out of paper"), "paperOut", "danger"),
    PrinterState.COVER_OPEN: (mark("Printer lid open"), "printerTrouble", "danger"),
    PrinterState.CUTTER_ERROR: (mark("Cutter stuck"), "printerTrouble", "danger"),
    PrinterState.ERROR: (mark("Printer trouble"), "printerTrouble", "danger"),
    PrinterState.OFFLINE: (mark("Printer offline"), "printerTrouble", "danger"),
    PrinterState.NO_ANSWER: (mark("Printer not there"), "cableOff", "danger"),
}
_TROUBLES: dict[PrinterState, tuple[Severity, str, str, str]] = {
    PrinterState.NEAR_END: ("warn", "printer", mark("Paper is running low"), mark("have a new roll ready; it will say when it is empty.")),
    PrinterState.PAPER_OUT: (
        "warn",
        "printerTrouble",
        mark("Out of paper"),
        mark("load a roll, close the lid; {n} receipts print by themselves. Selling goes on."),
    ),
    PrinterState.COVER_OPEN: ("warn", "printer", mark("Printer lid is open"), mark("close it; {n} receipts print by themselves.")),
    PrinterState.CUTTER_ERROR: (
        "danger",
        "printerTrouble",
        mark("The cutter is stuck"),
        mark("switch the printer off, clear the paper, switch it on. {n} receipts are kept. Selling goes on."),
    ),
    PrinterState.ERROR: (
        "danger",
        "printerTrouble",
        mark("The printer reports trouble"),
        mark("switch it off and on again. {n} receipts are kept. Selling goes on."),
    ),
    PrinterState.OFFLINE: (
        "danger",
        "printerTrouble",
        mark("The printer is offline"),
        mark("press its feed or online key. {n} receipts are kept. Selling goes on."),
    ),
}
_NO_ANSWERS: dict[NoAnswerCause, tuple[str, str]] = {
    NoAnswerCause.PORT_MISSING: (
        mark("The printer's port is not there"),
        mark("plug the cable in, or choose another port in Settings. {n} receipts are kept."),
    ),
    NoAnswerCause.PORT_BUSY: (
        mark("Another program holds the printer"),
        mark("close that program. {n} receipts are kept and print by themselves."),
    ),
    NoAnswerCause.NO_PERMISSION: (
        mark("No right to use the printer's port"),
        mark("call the manager: the port must be allowed for this user. {n} receipts are kept."),
    ),
    NoAnswerCause.UNPLUGGED: (
        mark("The printer was unplugged"),
        mark("plug it in again; {n} receipts print by themselves. Selling goes on."),
    ),
    NoAnswerCause.SILENT: (
        mark("The printer does not answer"),
        mark("check power and cable. {n} receipts are kept and can be printed later."),
    ),
}
_ONE = {
    "call the manager: the port must be allowed for this user. {n} receipts are kept.": mark(
        "call the manager: the port must be allowed for this user. {n} receipt is kept."
    ),
    "check power and cable. {n} receipts are kept and can be printed later.": mark(
        "check power and cable. {n} receipt is kept and can be printed later."
    ),
    "close it; {n} receipts print by themselves.": mark("close it; {n} receipt prints by itself."),
    "close that program. {n} receipts are kept and print by themselves.": mark(
        "close that program. {n} receipt is kept and prints by itself."
    ),
    "load a roll, close the lid; {n} receipts print by themselves. Selling goes on.": mark(
        "load a roll, close the lid; {n} receipt prints by itself. Selling goes on."
    ),
    "plug it in again; {n} receipts print by themselves. Selling goes on.": mark(
        "plug it in again; {n} receipt prints by itself. Selling goes on."
    ),
    "plug the cable in, or choose another port in Settings. {n} receipts are kept.": mark(
        "plug the cable in, or choose another port in Settings. {n} receipt is kept."
    ),
    "press its feed or online key. {n} receipts are kept. Selling goes on.": mark(
        "press its feed or online key. {n} receipt is kept. Selling goes on."
    ),
    "switch it off and on again. {n} receipts are kept. Selling goes on.": mark(
        "switch it off and on again. {n} receipt is kept. Selling goes on."
    ),
    "switch the printer off, clear the paper, switch it on. {n} receipts are kept. Selling goes on.": mark(
        "switch the printer off, clear the paper, switch it on. {n} receipt is kept. Selling goes on."
    ),
}
"""The same when one receipt waits; Chinese has one form."""
_RANK: dict[Severity, int] = {"danger": 0, "warn": 1, "info": 2, "ok": 3}
_WAITING = frozenset({JobState.QUEUED, JobState.BLOCKED, JobState.SENDING})


def printer_chip(status: PrinterStatus, waiting: int, t: Texts) -> StatusChip:
    """The chip of the top bar; it always tells the state."""
    text, icon, tone = _CHIPS[status.state]
    shown = t(text)
    if waiting and status.state is not PrinterState.NOT_CONFIGURED:
        shown = f"{shown} · {count(waiting)}"
    return StatusChip(id="printer", text=shown, icon=icon, tone=tone, hint=t("Printer queue"))


def waiting_jobs(jobs: Sequence[PrintJob]) -> int:
    """Papers that wait, drawer pulses left out."""
    return sum(1 for job in jobs if job.state in _WAITING and job.kind is not JobKind.DRAWER)


def all_banners(status: PrinterStatus, jobs: Sequence[PrintJob], fault: Message | None, t: Texts) -> list[BannerView]:
    """Every banner that holds now, the worst first."""
    banners = []
    if fault is not None:
        banners.append(
            BannerView(
                id="fault", severity="danger", headline=fault.title, detail=fault.way_on, icon="danger", closable=not fault.lasting
            )
        )
    banners.extend(_unknown(job, t) for job in jobs if job.state is JobState.UNKNOWN and job.kind is not JobKind.DRAWER)
    trouble = _trouble(status, waiting_jobs(jobs), t)
    if trouble is not None:
        banners.append(trouble)
    return sorted(banners, key=lambda banner: _RANK[banner.severity])


def _unknown(job: PrintJob, t: Texts) -> BannerView:
    return BannerView(
        id=f"job:{job.id}",
        severity="danger",
        headline=t("Not sure {number} printed", number=job_number(job, t)),
        detail=t("look at the printer: is it there?"),
        icon="unknown",
        acts=(
            BannerAct("printed", t("It printed"), "check"),
            BannerAct("again", t("Print again (marked COPY)"), "printer"),
        ),
        closable=False,
    )


def job_number(job: PrintJob, t: Texts) -> str:
    """The sale number as people read it, or what else the job is."""
    if len(job.title) == 13 and job.title.startswith("R"):
        return spoken(job.title)
    return t("Test page") if job.kind is JobKind.TEST else job.title


def _trouble(status: PrinterStatus, waiting: int, t: Texts) -> BannerView | None:
    queue = BannerAct("queue", t("Show queue"), "queue")
    if status.state is PrinterState.NO_ANSWER:
        title, way_on = _NO_ANSWERS[status.cause or NoAnswerCause.SILENT]
        acts = (BannerAct("retry", t("Try again"), "refresh"), BannerAct("settings", t("Settings"), "settings"))
        return BannerView(
            id="printer",
            severity="danger",
            headline=t(title),
            detail=_counted(way_on, waiting, t),
            icon="cableOff",
            acts=acts,
            closable=True,
        )
    if status.state not in _TROUBLES:
        return None
    severity, icon, title, way_on = _TROUBLES[status.state]
    low = status.state is PrinterState.NEAR_END
    return BannerView(
        id="printer",
        severity=severity,
        headline=t(title),
        detail=_counted(way_on, waiting, t),
        icon=icon,
        acts=() if low else (queue,),
    )


def _counted(way_on: str, waiting: int, t: Texts) -> str:
    """The way on with the number of receipts that wait."""
    return t(_ONE.get(way_on, way_on) if waiting == 1 else way_on, n=count(waiting))

"""The print queue as the cashier sees it, and the answers only a person can give: was it printed, print it again, give it up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob
from app.services.desk import Desk, Session, on_open_shift
from app.services.ports.printing import PrintJobs, PrintSpooler
from app.services.receipts import receipt_language
from app.services.reprint import reprint

JOBS_SHOWN = 50
_CODE = re.compile(r"[a-z_]{1,32}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """The printer's side of the desk."""

    jobs: PrintJobs
    spooler: PrintSpooler


def queue(printing: Printing) -> Sequence[PrintJob]:
    """The newest jobs, newest first; drawer pulses left out."""
    jobs = [job for job in printing.jobs.list_jobs(limit=JOBS_SHOWN * 2) if job.kind is not JobKind.DRAWER]
    return tuple(reversed(jobs))[:JOBS_SHOWN]


def was_printed(desk: Desk, printing: Printing, job_id: str) -> None:
    """The cashier saw the paper. Refusal no_such_job, also where the job has got its answer meanwhile."""
    _answer(desk, printing, job_id, JobState.PRINTED)


def print_again(desk: Desk, session: Session, printing: Printing, job_id: str) -> None:
    """The paper did not come: the uncertain job is closed, a numbered copy is queued. A second press does not make a second copy.

    Refusals: no_such_job, also where the job has got its answer meanwhile; shift_closed.
    """
    with desk.store.read() as reader:
        on_open_shift(reader, session)
    job = _answer(desk, printing, job_id, JobState.CANCELLED)
    with desk.store.read() as reader:
        sale = reader.sale_by_number(job.title)
    if sale is not None:
        reprint(desk, session, sale.event_id)
    printing.spooler.wake()


def give_up(printing: Printing, job_id: str) -> None:
    """Takes a waiting job out of the queue."""
    printing.spooler.cancel(job_id)
    printing.spooler.wake()


def queue_test_page(desk: Desk, printing: Printing) -> None:
    """Queues the self-test page of the printer."""
    from app.documents.layout import lay_out
    from app.documents.render_escpos import to_bytes
    from app.documents.test_page import test_page

    profile = desk.profile()
    with desk.store.read() as reader:
        language = receipt_language(desk, reader)
    payload = to_bytes(lay_out(test_page(profile, language), profile.paper), profile)
    printing.jobs.add(
        PrintJob(id=desk.ids.new_id(), kind=JobKind.TEST, payload=payload, title="TEST", created_ms=desk.clock.now_ms())
    )
    printing.spooler.wake()


def open_drawer(desk: Desk, session: Session, printing: Printing, reason: str) -> None:
    """Opens the drawer without a sale, with a slip. The reason, a code and never free text, stands in the journal. ValueError for another.

    Refusals: not_allowed, needs_approval, shift_closed.
    """
    from app.services.move_cash import book_no_sale

    if not _CODE.fullmatch(reason):
        raise ValueError(f"no reason code: {reason[:40]!r}")
    with desk.store.write() as books:
        book_no_sale(desk, books, session, reason)
    printing.spooler.wake()


def _answer(desk: Desk, printing: Printing, job_id: str, state: JobState) -> PrintJob:
    job = printing.jobs.get(job_id)
    if job is None or not printing.jobs.mark(
        job_id, state, bytes_accepted=job.bytes_accepted, at_ms=desk.clock.now_ms(), reason=JobReason.BY_CASHIER
    ):
        raise Refusal("no_such_job")
    return job

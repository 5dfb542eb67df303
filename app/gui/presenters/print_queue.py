"""The printer queue: number, time, content, state and what can be done. Receipts are stored before they print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.clock import local_time
from app.domain.till.print_jobs import JobKind, JobState, PrintJob
from app.gui.components.views import ChoiceView, IconLine, PrintJobRow
from app.gui.i18n import Texts, mark
from app.gui.presenters.banners import job_number, printer_chip, waiting_jobs
from app.gui.presenters.sale_done import print_state
from app.gui.presenters.till import Till
from app.services.print_queue import give_up, print_again, queue, was_printed
from app.services.reprint import reprint

_CONTENTS = {
    JobKind.RECEIPT: mark("Sale receipt"),
    JobKind.REPRINT: mark("Copy of a receipt"),
    JobKind.TEST: mark("Test page"),
    JobKind.SLIP: mark("Slip"),
    JobKind.DRAWER: mark("Drawer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintQueueView:
    """The queue screen."""

    title: str
    chip: IconLine | None
    note: str
    rows: tuple[PrintJobRow, ...]
    selected: int
    empty: str


class PrintQueueScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: PrintQueueView) -> None: ...


class PrintQueue:
    """The presenter of the queue screen. `moved` is called when an answer changed the queue."""

    def __init__(self, till: Till, moved: Callable[[], None]) -> None:
        self._till = till
        self._moved = moved
        self._screen: PrintQueueScreen | None = None
        self._jobs: Sequence[PrintJob] = ()
        self._selected = 0
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: PrintQueueScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def load(self) -> None:
        """Reads the newest jobs."""
        till = self._till
        till.look_up(lambda: queue(till.printing), self._set)

    def _set(self, jobs: Sequence[PrintJob]) -> None:
        self._jobs = jobs
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> PrintQueueView:
        """The screen as of now."""
        t = self._till.texts
        waiting = waiting_jobs(self._jobs)
        chip = printer_chip(self._till.printing.spooler.status(), 0, t)
        text = t.plural("{n} waits", "{n} wait", waiting) if waiting else chip.text
        return PrintQueueView(
            title=t("Printer queue"),
            chip=IconLine(chip.icon, text, "warn" if waiting else chip.tone),
            note=t("Receipts are stored before they print; a power cut loses none"),
            rows=tuple(self._row(job, t) for job in self._jobs),
            selected=min(self._selected, len(self._jobs) - 1),
            empty=t("Nothing was printed yet"),
        )

    def _row(self, job: PrintJob, t: Texts) -> PrintJobRow:
        state = print_state(job, t) or IconLine("info", "", "muted")
        return PrintJobRow(
            id=job.id,
            number=job_number(job, t),
            time=local_time(job.created_ms, self._till.desk.zone).time,
            content=t(_CONTENTS[job.kind]),
            state=state.text,
            state_icon=state.icon,
            state_tone=state.tone,
            acts=_acts(job, t),
        )

    def choose_row(self, row: int) -> None:
        """A row was chosen."""
        self._selected = row
        self.refresh()

    def act(self, job_id: str, act: str) -> None:
        """One of a job's acts."""
        till, session = self._till, self._till.signed_in()
        job = next((job for job in self._jobs if job.id == job_id), None)
        if job is None:
            return
        operations: dict[str, Callable[[], object]] = {
            "printed": lambda: was_printed(till.desk, till.printing, job_id),
            "again": lambda: print_again(till.desk, session, till.printing, job_id),
            "cancel": lambda: give_up(till.printing, job_id),
            "copy": lambda: self._copy(job),
        }
        till.run(operations[act], lambda _: self._moved(), confirm=True)

    def _copy(self, job: PrintJob) -> None:
        till, session = self._till, self._till.signed_in()
        with till.desk.store.read() as reader:
            sale = reader.sale_by_number(job.title)
        if sale is not None:
            reprint(till.desk, session, sale.event_id)
            till.printing.spooler.wake()

    def typed(self, char: str) -> bool:
        """A digit does the act with that number on the chosen row."""
        if 0 <= self._selected < len(self._jobs) and char.isascii() and char.isdigit():
            job = self._jobs[self._selected]
            acts = _acts(job, self._till.texts)
            if 0 < int(char) <= len(acts):
                self.act(job.id, acts[int(char) - 1].id)
        return True

    def key(self, key: str) -> bool:
        """↑ ↓ choose, Enter does the first act of the row."""
        if key in ("Up", "Down") and self._jobs:
            self.choose_row(min(max(self._selected + (-1 if key == "Up" else 1), 0), len(self._jobs) - 1))
        elif key == "Enter":
            self.typed("1")
        else:
            return False
        return True


def _acts(job: PrintJob, t: Texts) -> tuple[ChoiceView, ...]:
    if job.state is JobState.UNKNOWN:
        return (ChoiceView("printed", t("It printed")), ChoiceView("again", t("Print again")))
    if job.state is JobState.QUEUED:
        return (ChoiceView("cancel", t("Cancel")),)
    is_paper_of_sale = job.kind in (JobKind.RECEIPT, JobKind.REPRINT)
    if is_paper_of_sale and job.state in (JobState.PRINTED, JobState.SENT, JobState.CANCELLED):
        return (ChoiceView("copy", t("Reprint")),)
    return ()

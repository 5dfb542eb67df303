"""A spooler without a thread and without a printer: prints at ``wake``, has the faults it is given. For services and screens."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.till.print_jobs import JobReason, JobState
from app.services.ports.printing import (
    Confirmation,
    NoAnswerCause,
    PrinterFault,
    PrinterState,
    PrinterStatus,
    PrintJobs,
)

_SHOWN = (
    (PrinterFault.UNPLUGGED, PrinterState.NO_ANSWER),
    (PrinterFault.POWER_OFF, PrinterState.NO_ANSWER),
    (PrinterFault.SILENT, PrinterState.NO_ANSWER),
    (PrinterFault.COVER_OPEN, PrinterState.COVER_OPEN),
    (PrinterFault.PAPER_OUT, PrinterState.PAPER_OUT),
    (PrinterFault.CUTTER, PrinterState.CUTTER_ERROR),
    (PrinterFault.OFFLINE, PrinterState.OFFLINE),
    (PrinterFault.NEAR_END, PrinterState.NEAR_END),
)


class FakeSpooler:
    """Implements PrintSpooler. ``printed``: payloads that came out, in order. ``lose_next``: the next job ends unknown."""

    def __init__(self, jobs: PrintJobs, now_ms: Callable[[], int] = lambda: 0) -> None:
        self._jobs = jobs
        self._now_ms = now_ms
        self._faults: set[PrinterFault] = set()
        self._running = False
        self._status = PrinterStatus(state=PrinterState.CONNECTING, since_ms=now_ms())
        self._status_listeners: list[Callable[[PrinterStatus], None]] = []
        self._job_listeners: list[Callable[[str, JobState], None]] = []
        self.printed: list[bytes] = []
        self.lose_next = False

    def set_fault(self, fault: PrinterFault, *, on: bool) -> None:
        """The printer's trouble, as the cashier would make it."""
        (self._faults.add if on else self._faults.discard)(fault)
        if self._running:
            self._show()
            self.wake()

    def start(self) -> None:
        self._running = True
        for job in self._jobs.left_half_way():
            self._mark(job.id, JobState.UNKNOWN, job.bytes_accepted, JobReason.STOPPED)
        self._show()
        self.wake()

    def stop(self, timeout_s: float = 3.0) -> None:
        self._running = False

    def wake(self) -> None:
        while self._running and self._status.can_print and (job := self._jobs.next_ready_job()) is not None:
            size = len(job.payload)
            if not self._mark(job.id, JobState.SENDING, 0):
                return
            self._mark(job.id, JobState.SENT, size)
            if self.lose_next:
                self.lose_next = False
                self._mark(job.id, JobState.UNKNOWN, size, JobReason.NO_REPLY)
                continue
            self.printed.append(job.payload)
            self._mark(job.id, JobState.PRINTED, size)

    def cancel(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        if job is not None and job.state is JobState.QUEUED:
            self._mark(job_id, JobState.CANCELLED, 0, JobReason.BY_CASHIER)

    def status(self) -> PrinterStatus:
        return self._status

    def confirmation(self) -> Confirmation:
        return Confirmation.FENCE

    def on_change(self, callback: Callable[[PrinterStatus], None]) -> None:
        self._status_listeners.append(callback)

    def on_job(self, callback: Callable[[str, JobState], None]) -> None:
        self._job_listeners.append(callback)

    def probe_process_id(self, on_result: Callable[[bool], None]) -> None:
        known = False
        on_result(known)

    def _mark(self, job_id: str, state: JobState, taken: int, reason: JobReason | None = None) -> bool:
        done = self._jobs.mark(job_id, state, bytes_accepted=taken, at_ms=self._now_ms(), reason=reason)
        if done:
            for listener in self._job_listeners:
                listener(job_id, state)
        return done

    def _show(self) -> None:
        state = next((state for fault, state in _SHOWN if fault in self._faults), PrinterState.READY)
        cause = NoAnswerCause.SILENT if state is PrinterState.NO_ANSWER else None
        if (state, cause) != (self._status.state, self._status.cause):
            self._status = PrinterStatus(state=state, since_ms=self._now_ms(), cause=cause)
            for listener in self._status_listeners:
                listener(self._status)

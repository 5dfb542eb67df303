"""The thread that owns a printer: takes jobs from the job store one at a time, looks whether the printer can print,
runs them, keeps the status up to date, and opens the line again after it was lost.

Nothing here waits in a busy loop: the thread sleeps on the line (or on a wake-up where there is no line) until a
reply, a ``wake`` or the next heartbeat.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from app.devices.printers import status
from app.devices.printers.job_run import JobRun, RunEnd, RunHooks
from app.devices.printers.link import PrinterLink, Timings
from app.devices.printers.status import Condition
from app.devices.printers.transport import LineLostError, Transport
from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob
from app.services.ports.printing import (
    MAX_JOB_BYTES,
    Confirmation,
    NoAnswerCause,
    PrinterState,
    PrinterStatus,
    PrintJobs,
)

_log = logging.getLogger(__name__)

_PULSE_STILL_WORKS = frozenset({JobReason.PAPER, JobReason.COVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterBehaviour:
    """What a model can do. ``answers_status``: it answers DLE EOT (nearly all do; without it nothing is known before or
    after a job). ``automatic_status``: it understands GS a.
    """

    confirmation: Confirmation = Confirmation.AUTO
    answers_status: bool = True
    automatic_status: bool = True


@dataclass(slots=True)
class _Wishes:
    """What other threads asked for; guarded by the spooler's lock."""

    cancelled: set[str] = field(default_factory=set)
    probe: Callable[[bool], None] | None = None


class Spooler:
    """A PrintSpooler over one Transport. ``transport`` None: no printer is configured, jobs stay queued."""

    def __init__(
        self,
        jobs: PrintJobs,
        transport: Transport | None,
        *,
        now_ms: Callable[[], int],
        monotonic: Callable[[], float],
        behaviour: PrinterBehaviour | None = None,
        timings: Timings | None = None,
    ) -> None:
        """``now_ms``: UTC milliseconds; ``monotonic``: seconds that never step, both from the product's clock."""
        self._jobs = jobs
        self._transport = transport
        self._now_ms = now_ms
        self._monotonic = monotonic
        self._behaviour = behaviour or PrinterBehaviour()
        self._timings = timings or Timings()
        self._link = (
            PrinterLink(transport, self._timings, monotonic, automatic_status=self._behaviour.automatic_status)
            if transport
            else None
        )
        self._method = self._behaviour.confirmation
        self._process_id = now_ms() // 1000 % 9999
        self._lock = threading.Lock()
        self._wishes = _Wishes()
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._stop_by = 0.0
        self._retry_s = self._timings.retry_first_s
        self._in_step = False
        self._heartbeat_at = 0.0
        self._owed: list[tuple[PrintJob, JobState, int, JobReason | None]] = []
        self._status_listeners: list[Callable[[PrinterStatus], None]] = []
        self._job_listeners: list[Callable[[str, JobState], None]] = []
        first = PrinterState.CONNECTING if transport else PrinterState.NOT_CONFIGURED
        self._status = PrinterStatus(state=first, since_ms=now_ms())
        self._thread = threading.Thread(target=self._main, name="printer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        self._stop_by = self._monotonic() + min(self._timings.stop_grace_s, timeout_s / 2)
        self._stopping.set()
        self.wake()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def wake(self) -> None:
        self._awake.set()
        if self._transport is not None:
            self._transport.wake()

    def cancel(self, job_id: str) -> None:
        with self._lock:
            self._wishes.cancelled.add(job_id)
        self.wake()

    def status(self) -> PrinterStatus:
        return self._status

    def confirmation(self) -> Confirmation:
        return self._method

    def on_change(self, callback: Callable[[PrinterStatus], None]) -> None:
        self._status_listeners.append(callback)

    def on_job(self, callback: Callable[[str, JobState], None]) -> None:
        self._job_listeners.append(callback)

    def probe_process_id(self, on_result: Callable[[bool], None]) -> None:
        with self._lock:
            self._wishes.probe = on_result
        self.wake()

    # --- the thread -------------------------------------------------------------------------------------------------

    def _main(self) -> None:
        left_overs = True
        while not self._stopping.is_set():
            try:
                if left_overs:
                    self._close_left_overs()
                    left_overs = False
                self._pay_owed_marks()
                self._cancel_waiting()
                self._step(self._next_job())
            except LineLostError as error:
                self._line_lost(error)
            except Exception:
                # The job store failed (disk full, database locked): printing goes on when it is back.
                _log.exception("printing is held up")
                self._sleep(self._timings.poll_s)
        if self._transport is not None:
            self._transport.dispose()

    def _step(self, job: PrintJob | None) -> None:
        if self._link is None:
            self._sleep(self._timings.heartbeat_s)
        elif not self._link.is_open:
            self._link.open()
            self._set_up(self._link)
        else:
            self._serve(self._link, job)

    def _set_up(self, link: PrinterLink) -> None:
        """After opening: the first look at the printer, and whether it confirms."""
        self._in_step = False
        self._heartbeat_at = 0.0
        if not self._behaviour.answers_status:
            self._set_state(PrinterState.READY)
            return
        condition = link.query()
        self._show(condition)
        if condition is not None:
            self._get_in_step(link, condition)

    def _get_in_step(self, link: PrinterLink, condition: Condition) -> None:
        """Before a job: no answer to anything older may still be under way; and learn whether fences are answered."""
        if self._in_step or condition.blocking is not None:
            return
        self._heartbeat_at = self._monotonic() + self._timings.heartbeat_s
        answered = link.synchronise() if self._behaviour.confirmation is not Confirmation.NONE else False
        if self._behaviour.confirmation is Confirmation.AUTO and self._method is not Confirmation.PROCESS_ID:
            self._method = Confirmation.FENCE if answered else Confirmation.NONE
        self._in_step = True

    def _serve(self, link: PrinterLink, job: PrintJob | None) -> None:
        """One round on an open line."""
        self._show_heard(link)
        with self._lock:
            probe = self._wishes.probe
        if job is None and probe is None:
            self._idle(link)
            return
        condition = self._look(link)
        if condition is None or condition.blocking is not None:
            if job and job.kind is JobKind.DRAWER and condition and condition.blocking in _PULSE_STILL_WORKS:
                self._run_of(job, link).pulse_now()
                return
            self._rest(link)
            return
        self._get_in_step(link, condition)
        if probe is not None:
            self._probe(link, probe)
        elif job is not None:
            self._print(job, link)

    def _look(self, link: PrinterLink) -> Condition | None:
        """Preflight. Silence is never *ready*; a printer that answers after a silence was perhaps switched off: set
        up again.
        """
        if not self._behaviour.answers_status:
            return Condition()
        was_silent = self._status.state is PrinterState.NO_ANSWER
        condition = link.query()
        if condition is not None and was_silent:
            link.initialise()
            self._in_step = False
        if condition is not None and condition.blocking is None:
            self._retry_s = self._timings.retry_first_s
        self._show(condition)
        self._heartbeat_at = self._monotonic() + self._timings.heartbeat_s
        return condition

    def _print(self, job: PrintJob, link: PrinterLink) -> None:
        if not 0 < len(job.payload) <= MAX_JOB_BYTES:
            self._store(job, JobState.CANCELLED, 0, JobReason.ERROR)
            return
        self._process_id = self._process_id % 9999 + 1
        end = self._run_of(job, link).run(
            self._method, self._process_id, answers_status=self._behaviour.answers_status
        )
        if end is RunEnd.DOUBTFUL:
            # Start afresh: what is left of the job in the line's buffer must not come out later, nor a late answer
            # count.
            link.close()
        elif end is RunEnd.NOT_BEGUN:
            blocked = link.condition is not None and link.condition.blocking is not None
            self._set_state(link.condition.state if link.condition and blocked else PrinterState.OFFLINE)
            self._rest(link)

    def _run_of(self, job: PrintJob, link: PrinterLink) -> JobRun:
        def given_up() -> JobReason | None:
            with self._lock:
                if job.id in self._wishes.cancelled:
                    return JobReason.ABANDONED
            if self._stopping.is_set() and self._monotonic() >= self._stop_by:
                return JobReason.STOPPED
            return None

        hooks = RunHooks(mark=self._store, heard=lambda: self._show_heard(link), given_up=given_up)
        return JobRun(job, link, self._timings, self._monotonic, hooks)

    def _idle(self, link: PrinterLink) -> None:
        now = self._monotonic()
        if now >= self._heartbeat_at and self._behaviour.answers_status:
            condition = self._look(link)
            if condition is None or condition.blocking is not None:
                self._heartbeat_at = self._monotonic() + self._next_retry_s()
            else:
                self._get_in_step(link, condition)
            return
        if link.hear(self._heartbeat_at - now if self._behaviour.answers_status else self._timings.heartbeat_s):
            self._show_heard(link)

    def _rest(self, link: PrinterLink) -> None:
        """The printer cannot print now: wait for a change it reports, a ``wake``, or the next try."""
        if link.hear(self._next_retry_s()):
            self._retry_s = self._timings.retry_first_s
            self._show_heard(link)

    def _probe(self, link: PrinterLink, on_result: Callable[[bool], None]) -> None:
        with self._lock:
            self._wishes.probe = None
        link.drain()
        number = self._process_id = self._process_id % 9999 + 1
        link.command(status.process_id(number) + b"\n")
        deadline = self._monotonic() + link.line_time_s() + 2 * self._timings.fence_s
        while number not in link.process_ids and (left := deadline - self._monotonic()) > 0:
            link.hear(left)
        known = number in link.process_ids
        if known:
            self._method = Confirmation.PROCESS_ID
        self._in_step = False
        on_result(known)

    def _line_lost(self, error: LineLostError) -> None:
        _log.info("printer line lost: %s", error.detail)
        if self._link is not None:
            self._link.close()
        self._set_state(PrinterState.NO_ANSWER, error.cause)
        self._sleep(self._next_retry_s())

    def _sleep(self, seconds: float) -> None:
        """Wait without a line; ``wake`` ends it early."""
        if not self._stopping.is_set():
            self._awake.wait(seconds)
        self._awake.clear()

    def _next_retry_s(self) -> float:
        now, self._retry_s = self._retry_s, min(self._retry_s * 2, self._timings.retry_max_s)
        return now

    # --- status -----------------------------------------------------------------------------------------------------

    def _show_heard(self, link: PrinterLink) -> None:
        if link.condition is not None and self._status.state is not PrinterState.NO_ANSWER:
            self._show(link.condition)

    def _show(self, condition: Condition | None) -> None:
        if condition is None:
            self._set_state(PrinterState.NO_ANSWER, NoAnswerCause.SILENT)
        else:
            self._set_state(condition.state)

    def _set_state(self, state: PrinterState, cause: NoAnswerCause | None = None) -> None:
        if (state, cause) == (self._status.state, self._status.cause):
            return
        self._status = PrinterStatus(state=state, since_ms=self._now_ms(), cause=cause)
        for listener in self._status_listeners:
            try:
                listener(self._status)
            except Exception:
                _log.exception("a listener to the printer's status failed")

    # --- the job store ----------------------------------------------------------------------------------------------

    def _store(self, job: PrintJob, state: JobState, taken: int, reason: JobReason | None) -> bool:
        """Write a state. Before the first byte a failing store stops the job; afterwards the state is kept and
        written later.
        """
        try:
            done = self._jobs.mark(job.id, state, bytes_accepted=taken, at_ms=self._now_ms(), reason=reason)
        except Exception:
            if state is JobState.SENDING and taken == 0:
                raise
            _log.exception("the state of a print job could not be stored")
            self._owed.append((job, state, taken, reason))
            return True
        if done:
            self._tell(job, state)
        return done

    def _pay_owed_marks(self) -> None:
        while self._owed:
            job, state, taken, reason = self._owed[0]
            self._jobs.mark(job.id, state, bytes_accepted=taken, at_ms=self._now_ms(), reason=reason)
            del self._owed[0]
            self._tell(job, state)

    def _tell(self, job: PrintJob, state: JobState) -> None:
        for listener in self._job_listeners:
            try:
                listener(job.id, state)
            except Exception:
                _log.exception("a listener to print jobs failed")

    def _close_left_overs(self) -> None:
        """Jobs that a former run left half way: nobody knows what became of them."""
        for job in self._jobs.left_half_way():
            self._store(job, JobState.UNKNOWN, job.bytes_accepted, JobReason.STOPPED)

    def _cancel_waiting(self) -> None:
        """Cancel jobs that have not begun; a running one sees the wish by itself."""
        with self._lock:
            wished, self._wishes.cancelled = self._wishes.cancelled, set()
        for job_id in sorted(wished):
            job = self._jobs.get(job_id)
            if job is not None and job.state is JobState.QUEUED:
                self._store(job, JobState.CANCELLED, 0, JobReason.BY_CASHIER)

    def _next_job(self) -> PrintJob | None:
        """The next job. A drawer that could not be opened when the money was taken must not spring open minutes
        later.
        """
        job = self._jobs.next_ready_job()
        while job is not None and self._is_stale(job):
            stale = job.id
            self._store(job, JobState.CANCELLED, 0, JobReason.STALE)
            job = self._jobs.next_ready_job()
            if job is not None and job.id == stale:
                return None
        return job

    def _is_stale(self, job: PrintJob) -> bool:
        old_ms = self._now_ms() - job.created_ms
        return job.kind is JobKind.DRAWER and not 0 <= old_ms <= self._timings.drawer_age_max_s * 1000

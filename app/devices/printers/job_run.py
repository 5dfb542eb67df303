"""One print job on its way: bytes out, paper confirmed or not, every step written to the job store.

The rules: ``sending`` is stored before the first byte leaves; while no byte was taken the job goes back to the queue;
once a byte was taken only the printer's confirmation makes it ``printed``, and everything else ends as ``unknown``
for the cashier.

What no program can see: a printer on a three-wire line that loses its power and is back while the job is still being
sent confirms the part that it printed afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from app.devices.printers import status
from app.devices.printers.link import PrinterLink, Timings
from app.devices.printers.transport import LineLostError
from app.domain.till.print_jobs import JobReason, JobState, PrintJob
from app.services.ports.printing import Confirmation

PAUSE_AFTER_BYTES = 2_048
"""A printer that has run out of paper takes the rest of a receipt into its buffer (4 kB); a longer job waits here."""

_PULSE = re.compile(rb"\x1bp([\x00\x01\x30\x31])(.)", re.DOTALL)


class RunEnd(Enum):
    """How a run ended, as far as the spooler must know."""

    DONE = auto()
    NOT_BEGUN = auto()
    DOUBTFUL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHooks:
    """What a run needs from its spooler. ``given_up`` gives the reason to end the job early, or None."""

    mark: Callable[[PrintJob, JobState, int, JobReason | None], bool]
    heard: Callable[[], None]
    given_up: Callable[[], JobReason | None]


class JobRun:
    """Puts one job out. Use once."""

    def __init__(
        self,
        job: PrintJob,
        link: PrinterLink,
        timings: Timings,
        monotonic: Callable[[], float],
        hooks: RunHooks,
    ) -> None:
        self._job = job
        self._link = link
        self._timings = timings
        self._monotonic = monotonic
        self._hooks = hooks
        self._taken = 0
        self._state = JobState.QUEUED
        self._reason: JobReason | None = None

    def run(self, method: Confirmation, process_id: int, *, answers_status: bool = True) -> RunEnd:
        """Send the job and wait for its paper. ``method`` is ``process_id``, ``fence`` or ``none``."""
        if not self._mark(JobState.SENDING):
            return RunEnd.DONE
        try:
            reason = self._send()
            if reason is None:
                self._mark(JobState.SENT)
                reason = self._confirm(method, process_id, answers_status=answers_status)
        except LineLostError:
            self._end_early(JobReason.UNPLUGGED)
            raise
        if reason is None:
            return RunEnd.DONE
        return self._end_early(reason)

    def pulse_now(self) -> None:
        """A drawer job while paper or cover stop the printer: DLE DC4 opens the drawer at once, past the waiting
        buffer.
        """
        match = _PULSE.search(self._job.payload)
        if match is None or not self._mark(JobState.SENDING):
            return
        tenths = min(8, max(1, match[2][0] * 2 // 100))
        command = bytes((0x10, 0x14, 1, match[1][0] & 1, tenths))
        try:
            sent = self._link.command(command)
        except LineLostError:
            self._taken = 1
            self._end_early(JobReason.UNPLUGGED)
            raise
        if not sent:
            self._end_early(JobReason.OFFLINE)
            return
        self._taken = len(self._job.payload)
        self._mark(JobState.SENT, JobReason.NO_CONFIRMATION)

    def _mark(self, state: JobState, reason: JobReason | None = None) -> bool:
        if (state, reason) == (self._state, self._reason):
            return True
        if not self._hooks.mark(self._job, state, self._taken, reason):
            return False
        self._state, self._reason = state, reason
        return True

    def _end_early(self, reason: JobReason) -> RunEnd:
        if self._taken == 0 and reason is JobReason.ABANDONED:
            self._mark(JobState.CANCELLED, JobReason.BY_CASHIER)
            return RunEnd.DONE
        if self._taken == 0:
            self._mark(JobState.QUEUED)
            return RunEnd.NOT_BEGUN
        self._mark(JobState.UNKNOWN, reason)
        return RunEnd.DOUBTFUL

    def _send(self) -> JobReason | None:
        """All bytes of the job. None when they are out, otherwise why not."""
        payload = self._job.payload
        progress_at = self._monotonic()
        blocked_from: int | None = None
        while self._taken < len(payload):
            if given_up := self._hooks.given_up():
                return given_up
            blocking = self._blocking()
            if blocking is None and blocked_from is not None:
                blocked_from, progress_at = None, self._monotonic()
            elif blocking is not None and blocked_from is None:
                blocked_from = self._taken
            if blocked_from is not None and self._taken - blocked_from >= PAUSE_AFTER_BYTES:
                if self._monotonic() - progress_at > self._timings.paused_limit_s:
                    return blocking
                self._mark(JobState.BLOCKED, blocking)
                self._hear(self._timings.poll_s)
                continue
            chunk = payload[self._taken : self._taken + 256]
            if wait := self._link.room_in_s(len(chunk)):
                self._hear(wait)
                if reason := self._stalled(progress_at):
                    return reason
                continue
            taken = self._link.send_some(chunk, self._timings.stall_s / 4)
            self._taken += taken
            if taken:
                progress_at = self._monotonic()
                if self._state is JobState.BLOCKED and blocking is None:
                    self._mark(JobState.SENDING)
            elif reason := self._stalled(progress_at):
                return reason
            self._hear(0)
        return None

    def _stalled(self, progress_at: float) -> JobReason | None:
        """The line takes nothing. Why to give up, or None to go on waiting."""
        waited = self._monotonic() - progress_at
        if waited < self._timings.stall_s:
            return None
        blocking = self._blocking()
        if self._taken == 0:
            return blocking or JobReason.OFFLINE
        if blocking is None and waited > self._timings.stall_limit_s:
            # Nobody knows why it stands still: a printer switched off and on would print the tail only.
            return JobReason.SILENT
        self._mark(JobState.BLOCKED, blocking or JobReason.OFFLINE)
        return None

    def _blocking(self) -> JobReason | None:
        return self._link.condition.blocking if self._link.condition else None

    def _hear(self, timeout_s: float) -> None:
        if self._link.hear(timeout_s):
            self._hooks.heard()

    def _confirm(self, method: Confirmation, process_id: int, *, answers_status: bool) -> JobReason | None:
        """Wait until the printer says that the paper is out. None when the job is settled, otherwise why it is not."""
        if not answers_status and method is Confirmation.NONE:
            self._mark(JobState.SENT, JobReason.NO_CONFIRMATION)
            return None
        asked = method is not Confirmation.NONE and self._ask_for_confirmation(method, process_id)
        clear_at = self._monotonic() + self._link.line_time_s()
        deadline = clear_at + self._timings.confirm_s
        poll_at = clear_at + (self._timings.answer_s if method is Confirmation.NONE else self._timings.poll_s)
        heard_at = clear_at
        while True:
            if self._confirmed(method, process_id):
                self._mark(JobState.PRINTED)
                return None
            if given_up := self._hooks.given_up():
                return given_up
            now = self._monotonic()
            heard_at = max(heard_at, self._link.heard_at)
            if self._blocking() is not None:
                self._mark(JobState.BLOCKED, self._blocking())
                deadline = now + self._timings.confirm_s
            elif self._state is JobState.BLOCKED:
                self._mark(JobState.SENT)
                asked = asked and not self._fence_refused()
            if method is not Confirmation.NONE and not asked and self._blocking() is None:
                asked = self._ask_for_confirmation(method, process_id)
            if now >= deadline:
                return JobReason.NO_REPLY
            if answers_status and now >= poll_at:
                condition = self._link.query()
                self._hooks.heard()
                poll_at = self._monotonic() + self._timings.poll_s
                if condition is None and self._monotonic() - heard_at >= self._timings.silent_s:
                    return JobReason.SILENT
                if method is Confirmation.NONE and condition is not None and condition.blocking is None:
                    self._mark(JobState.SENT, JobReason.NO_CONFIRMATION)
                    return None
                continue
            self._hear(max(0.0, min(deadline, poll_at if answers_status else deadline) - now))

    def _ask_for_confirmation(self, method: Confirmation, process_id: int) -> bool:
        self._link.fences.clear()
        self._link.process_ids.clear()
        request = status.process_id(process_id) if method is Confirmation.PROCESS_ID else status.FENCE
        return self._link.command(request)

    def _confirmed(self, method: Confirmation, process_id: int) -> bool:
        if method is Confirmation.PROCESS_ID:
            return process_id in self._link.process_ids
        return any(not fence.is_paper_out for fence in self._link.fences)

    def _fence_refused(self) -> bool:
        """The fence was answered, but with *paper out*: after the new roll another one is needed."""
        return any(fence.is_paper_out for fence in self._link.fences)

"""Ports to the receipt printer: its status, the spooler that feeds it, the store that keeps the jobs, and the
simulated printer.

The services and the screens know only these; app.devices implements the spooler and the simulators, app.storage the
job store.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.till.paper import PaperOp
from app.domain.till.print_jobs import JobReason, JobState, PrintJob

MAX_JOB_BYTES = 262_144
"""Longest payload that is accepted for one job; a text receipt is about 2 kB."""


class PrinterState(StrEnum):
    """What the printer can do now. ``near_end`` still prints."""

    NOT_CONFIGURED = "not_configured"
    CONNECTING = "connecting"
    READY = "ready"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    ERROR = "error"
    OFFLINE = "offline"
    NO_ANSWER = "no_answer"


class NoAnswerCause(StrEnum):
    """Why there is no answer: the port is not there, another program has it, no right to it, the cable went, or plain
    silence.
    """

    PORT_MISSING = "port_missing"
    PORT_BUSY = "port_busy"
    NO_PERMISSION = "no_permission"
    UNPLUGGED = "unplugged"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus:
    """A snapshot. ``since_ms``: UTC milliseconds since when the printer is in this state. ``cause`` only with
    ``no_answer``.
    """

    state: PrinterState
    since_ms: int
    cause: NoAnswerCause | None = None

    @property
    def can_print(self) -> bool:
        """True when a job would be sent now."""
        return self.state in (PrinterState.READY, PrinterState.NEAR_END)


class Confirmation(StrEnum):
    """How a printer tells that paper came out. ``auto``: try the fence at each opening, fall back to none.

    ``process_id`` (GS ( H) must be found by ``probe_process_id`` first: printers that do not know it may print it as
    text.
    """

    AUTO = "auto"
    PROCESS_ID = "process_id"
    FENCE = "fence"
    NONE = "none"


class PrintJobs(Protocol):
    """The job store. Called from the spooler's own thread: an implementation must be safe for that, and may block for
    one commit.
    """

    def next_ready_job(self) -> PrintJob | None:
        """The oldest ``queued`` job, or None."""

    def mark(
        self, job_id: str, state: JobState, *, bytes_accepted: int, at_ms: int, reason: JobReason | None = None
    ) -> bool:
        """Write a job's new state durably, if ``may_step`` allows it from the stored one.

        Returns False, and changes nothing, where the step is not allowed (the cashier cancelled meanwhile) or the job
        is gone.
        """

    def add(self, job: PrintJob) -> None:
        """Queue a job outside a sale (test page, drawer opened by hand, reprint)."""

    def get(self, job_id: str) -> PrintJob | None:
        """One job, or None."""

    def left_half_way(self) -> tuple[PrintJob, ...]:
        """Jobs that are ``sending``, ``blocked`` or ``sent`` without a reason, oldest first: asked once at the
        start.
        """

    def list_jobs(self, *, states: frozenset[JobState] | None = None, limit: int = 200) -> tuple[PrintJob, ...]:
        """The newest ``limit`` jobs, in the order oldest first; ``states`` None means all."""


class PrintSpooler(Protocol):
    """Feeds one printer from the job store, on a thread of its own. No method waits for the printer, ``stop``
    excepted.
    """

    def start(self) -> None:
        """Begin. Jobs left half way by a former run become ``unknown`` first."""

    def stop(self, timeout_s: float = 3.0) -> None:
        """End the thread. A job of which bytes have left becomes ``unknown``; one without stays queued."""

    def wake(self) -> None:
        """Look at the job store now: a job was added, cancelled or answered. Safe from any thread."""

    def cancel(self, job_id: str) -> None:
        """Give a job up: before its first byte it becomes ``cancelled``, after it ``unknown``. Answered through
        ``on_job``.
        """

    def status(self) -> PrinterStatus:
        """The last known state of the printer."""

    def confirmation(self) -> Confirmation:
        """The way of confirming that is in use now; ``auto`` while it is not known yet."""

    def on_change(self, callback: Callable[[PrinterStatus], None]) -> None:
        """Call back on each change of status, from the spooler's thread."""

    def on_job(self, callback: Callable[[str, JobState], None]) -> None:
        """Call back after each stored change of a job's state (job id, state), from the spooler's thread."""

    def probe_process_id(self, on_result: Callable[[bool], None]) -> None:
        """Set-up page: find out whether the printer knows GS ( H. May print a few stray characters on one line."""


class PrinterFault(StrEnum):
    """Faults that a simulated printer can have, one by one or together."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    NEAR_END = "near_end"
    OFFLINE = "offline"
    SILENT = "silent"
    CUTTER = "cutter"
    POWER_OFF = "power_off"
    UNPLUGGED = "unplugged"


class SimulatedPrinter(Protocol):
    """A printer that is only drawn: for the virtual printer window, the demonstration and trials. Safe from any
    thread.
    """

    @property
    def columns(self) -> int:
        """Columns of font A: 32, 42 or 48."""

    def paper(self) -> tuple[PaperOp, ...]:
        """What is on the paper since the last ``tear_off``, oldest first."""

    def tear_off(self) -> None:
        """Throw the printed paper away."""

    def drawer_opened(self) -> int:
        """How many drawer pulses came in so far."""

    def faults(self) -> frozenset[PrinterFault]:
        """The faults that are on."""

    def set_fault(self, fault: PrinterFault, *, on: bool) -> None:
        """Switch a fault on or off."""

    def on_paper(self, callback: Callable[[], None]) -> None:
        """Call back whenever paper, drawer or faults change, from whatever thread changed them."""

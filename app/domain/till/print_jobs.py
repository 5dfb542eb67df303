"""Print jobs as values: what kinds there are, which states a job passes through, and which steps between states are
allowed.

The states are those of the product's hardware notes: ``queued -> sending -> sent -> printed``, with ``blocked`` (the
printer waits for paper or a closed cover and goes on by itself), ``unknown`` (bytes went out and nobody can say
whether paper came out: the cashier is asked, the job is never repeated by itself) and ``cancelled``.
"""

from dataclasses import dataclass
from enum import StrEnum


class JobKind(StrEnum):
    """What a job puts out. ``drawer`` is a pulse only and is always a job of its own."""

    RECEIPT = "receipt"
    REPRINT = "reprint"
    DRAWER = "drawer"
    TEST = "test"
    SLIP = "slip"


class JobState(StrEnum):
    """Where a job stands. ``sent`` means every byte was accepted but the printer has not confirmed the paper."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class JobReason(StrEnum):
    """Why a job stands where it stands; empty for the ordinary way.

    ``paper``, ``cover``, ``offline``, ``error`` go with *blocked*; ``no_confirmation`` with a *sent* job of a printer
    that cannot confirm (final); ``unplugged``, ``silent``, ``no_reply``, ``stopped``, ``abandoned`` with *unknown*;
    ``stale`` with a drawer pulse *cancelled* because it came too late to be wanted; ``by_cashier`` with an act of the
    cashier.
    """

    PAPER = "paper"
    COVER = "cover"
    OFFLINE = "offline"
    ERROR = "error"
    NO_CONFIRMATION = "no_confirmation"
    UNPLUGGED = "unplugged"
    SILENT = "silent"
    NO_REPLY = "no_reply"
    STOPPED = "stopped"
    ABANDONED = "abandoned"
    STALE = "stale"
    BY_CASHIER = "by_cashier"


OPEN_STATES = frozenset({JobState.QUEUED, JobState.SENDING, JobState.SENT, JobState.BLOCKED, JobState.UNKNOWN})
"""States that are not final for good. ``sent`` with reason ``no_confirmation`` stays as it is."""

_NEXT: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.CANCELLED}),
    JobState.SENDING: frozenset(
        {JobState.QUEUED, JobState.SENT, JobState.BLOCKED, JobState.UNKNOWN, JobState.CANCELLED, JobState.SENDING}
    ),
    JobState.SENT: frozenset({JobState.PRINTED, JobState.BLOCKED, JobState.UNKNOWN, JobState.SENT}),
    JobState.BLOCKED: frozenset(
        {JobState.SENDING, JobState.SENT, JobState.PRINTED, JobState.UNKNOWN, JobState.BLOCKED}
    ),
    JobState.UNKNOWN: frozenset({JobState.PRINTED, JobState.CANCELLED}),
    JobState.PRINTED: frozenset(),
    JobState.CANCELLED: frozenset(),
}


def may_step(now: JobState, then: JobState, *, bytes_accepted: int) -> bool:
    """Whether a job may go from ``now`` to ``then`` when ``bytes_accepted`` bytes of it have left.

    A job of which a byte was accepted never goes back to the queue and is never simply cancelled: only the cashier's
    word (``unknown -> printed`` or ``unknown -> cancelled``) closes it.
    """
    if then not in _NEXT[now]:
        return False
    if now is JobState.SENDING and then in (JobState.QUEUED, JobState.CANCELLED):
        return bytes_accepted == 0
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One piece of paper (or one drawer pulse) to put out.

    ``payload``: ready-made ESC/POS bytes. ``title``: what the queue screen shows, e.g. the sale number. ``copy_no``:
    0 for the original, 1.. for numbered reprints. ``bytes_accepted``: payload bytes the system took over. Times are
    UTC milliseconds.
    """

    id: str
    kind: JobKind
    payload: bytes
    title: str = ""
    copy_no: int = 0
    state: JobState = JobState.QUEUED
    reason: JobReason | None = None
    bytes_accepted: int = 0
    created_ms: int = 0
    changed_ms: int = 0

"""The print job store in memory, by the rules of its port; and waiting for a job to get somewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from app.domain.till.print_jobs import JobReason, JobState, PrintJob, may_step


class MemoryPrintJobs:
    """Implements PrintJobs. ``history`` has every stored step; ``failing`` makes the next writes fail like a full disk."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, PrintJob] = {}
        self.history: list[tuple[str, JobState, JobReason | None, int]] = []
        self.failing = 0

    def add(self, job: PrintJob) -> None:
        with self._lock:
            self._jobs[job.id] = job

    def next_ready_job(self) -> PrintJob | None:
        with self._lock:
            return next((job for job in self._jobs.values() if job.state is JobState.QUEUED), None)

    def mark(
        self, job_id: str, state: JobState, *, bytes_accepted: int, at_ms: int, reason: JobReason | None = None
    ) -> bool:
        with self._lock:
            if self.failing:
                self.failing -= 1
                raise OSError("disk full")
            job = self._jobs.get(job_id)
            if job is None or not may_step(job.state, state, bytes_accepted=max(bytes_accepted, job.bytes_accepted)):
                return False
            self._jobs[job_id] = replace(
                job, state=state, reason=reason, bytes_accepted=bytes_accepted, changed_ms=at_ms
            )
            self.history.append((job_id, state, reason, bytes_accepted))
            return True

    def get(self, job_id: str) -> PrintJob | None:
        with self._lock:
            return self._jobs.get(job_id)

    def left_half_way(self) -> tuple[PrintJob, ...]:
        with self._lock:
            return tuple(
                job
                for job in self._jobs.values()
                if job.state in (JobState.SENDING, JobState.BLOCKED)
                or (job.state is JobState.SENT and job.reason is None)
            )

    def list_jobs(self, *, states: frozenset[JobState] | None = None, limit: int = 200) -> tuple[PrintJob, ...]:
        with self._lock:
            return tuple(job for job in self._jobs.values() if states is None or job.state in states)[-limit:]

    def states(self, job_id: str) -> list[JobState]:
        """The states a job went through, in order."""
        with self._lock:
            return [state for stored, state, _, _ in self.history if stored == job_id]


def wait_until(condition: Callable[[], bool], timeout_s: float = 5.0) -> bool:
    """Whether ``condition`` came true in time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True

"""What every job store must do. Subclass ``PrintJobsContract`` and give it a ``jobs`` fixture with an empty store."""

from __future__ import annotations

import pytest

from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob
from app.services.ports.printing import PrintJobs


def a_job(number: int, kind: JobKind = JobKind.RECEIPT, created_ms: int = 0) -> PrintJob:
    """A queued job with an id of 32 hex digits."""
    return PrintJob(
        id=f"{number:032x}",
        kind=kind,
        payload=bytes(range(256)) + bytes([number]),
        title=f"R01250731{number:04d}",
        copy_no=number % 3,
        created_ms=created_ms or number,
        changed_ms=created_ms or number,
    )


class PrintJobsContract:
    """The contract of PrintJobs."""

    def test_oldest_queued_job_comes_first_and_comes_back_whole(self, jobs: PrintJobs) -> None:
        assert jobs.next_ready_job() is None
        for number in (1, 2, 3):
            jobs.add(a_job(number))
        assert jobs.next_ready_job() == a_job(1)
        assert jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=50)
        assert jobs.next_ready_job() == a_job(2)

    def test_a_job_of_which_no_byte_left_comes_again(self, jobs: PrintJobs) -> None:
        jobs.add(a_job(1))
        jobs.add(a_job(2))
        assert jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=50)
        assert jobs.mark(a_job(1).id, JobState.QUEUED, bytes_accepted=0, at_ms=60)
        ready = jobs.next_ready_job()
        assert ready is not None
        assert ready.id == a_job(1).id

    def test_what_is_marked_is_kept(self, jobs: PrintJobs) -> None:
        jobs.add(a_job(1))
        jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=50)
        assert jobs.mark(a_job(1).id, JobState.BLOCKED, bytes_accepted=77, at_ms=60, reason=JobReason.PAPER)
        job = jobs.get(a_job(1).id)
        assert job is not None
        assert (job.state, job.reason, job.bytes_accepted, job.changed_ms) == (JobState.BLOCKED, JobReason.PAPER, 77, 60)
        assert jobs.mark(a_job(1).id, JobState.PRINTED, bytes_accepted=257, at_ms=70)
        job = jobs.get(a_job(1).id)
        assert job is not None
        assert (job.state, job.reason, job.payload) == (JobState.PRINTED, None, a_job(1).payload)

    @pytest.mark.parametrize("then", [JobState.QUEUED, JobState.CANCELLED])
    def test_a_job_of_which_a_byte_left_never_goes_back(self, jobs: PrintJobs, then: JobState) -> None:
        """EDGE-16."""
        jobs.add(a_job(1))
        jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=50)
        assert jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=256, at_ms=50)
        assert not jobs.mark(a_job(1).id, then, bytes_accepted=256, at_ms=60)
        job = jobs.get(a_job(1).id)
        assert job is not None
        assert job.state is JobState.SENDING

    def test_a_cancelled_job_is_not_sent(self, jobs: PrintJobs) -> None:
        jobs.add(a_job(1))
        assert jobs.mark(a_job(1).id, JobState.CANCELLED, bytes_accepted=0, at_ms=5, reason=JobReason.BY_CASHIER)
        assert jobs.next_ready_job() is None
        assert not jobs.mark(a_job(1).id, JobState.SENDING, bytes_accepted=0, at_ms=6)

    def test_a_job_that_is_not_there(self, jobs: PrintJobs) -> None:
        assert jobs.get("f" * 32) is None
        assert not jobs.mark("f" * 32, JobState.SENDING, bytes_accepted=0, at_ms=1)

    def test_left_half_way(self, jobs: PrintJobs) -> None:
        ends: list[tuple[JobState, JobReason | None]] = [
            (JobState.QUEUED, None),
            (JobState.SENDING, None),
            (JobState.SENT, None),
            (JobState.SENT, JobReason.NO_CONFIRMATION),
            (JobState.BLOCKED, JobReason.COVER),
            (JobState.UNKNOWN, JobReason.SILENT),
        ]
        for number, (state, reason) in enumerate(ends, 1):
            job_id = a_job(number).id
            jobs.add(a_job(number))
            if state is not JobState.QUEUED:
                jobs.mark(job_id, JobState.SENDING, bytes_accepted=0, at_ms=1)
            if state not in (JobState.QUEUED, JobState.SENDING):
                jobs.mark(job_id, state, bytes_accepted=9, at_ms=2, reason=reason)
        assert [job.id for job in jobs.left_half_way()] == [a_job(number).id for number in (2, 3, 5)]

    def test_lists_the_newest_oldest_first(self, jobs: PrintJobs) -> None:
        for number in range(1, 6):
            jobs.add(a_job(number))
        jobs.mark(a_job(2).id, JobState.CANCELLED, bytes_accepted=0, at_ms=9)
        assert [job.id for job in jobs.list_jobs()] == [a_job(number).id for number in (1, 2, 3, 4, 5)]
        assert [job.id for job in jobs.list_jobs(limit=2)] == [a_job(number).id for number in (4, 5)]
        queued = jobs.list_jobs(states=frozenset({JobState.QUEUED}))
        assert [job.id for job in queued] == [a_job(number).id for number in (1, 3, 4, 5)]

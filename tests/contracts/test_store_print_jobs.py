"""The contract of PrintJobs on the real job store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.till.print_jobs import JobState
from app.services.ports.printing import MAX_JOB_BYTES, PrintJobs
from app.services.ports.store import PrintRequest
from app.storage.sqlite.unit_of_work import JOBS_KEPT
from tests.contracts.print_jobs import PrintJobsContract, a_job
from tests.storage.till import Till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "till")
    yield made
    made.store.close()


class TestSqlitePrintJobs(PrintJobsContract):
    """The rows of work_print_job."""

    @pytest.fixture
    def jobs(self, till: Till) -> PrintJobs:
        return till.store.print_jobs()


def test_jobs_outlive_the_program(till: Till) -> None:
    till.store.print_jobs().add(a_job(1))
    till.store.print_jobs().mark(a_job(1).id, JobState.SENDING, bytes_accepted=5, at_ms=9)
    till.reopen()
    assert [job.id for job in till.store.print_jobs().left_half_way()] == [a_job(1).id]


def test_the_spooler_marks_while_sales_are_written(till: Till) -> None:
    jobs = till.store.print_jobs()
    for number in range(1, 21):
        jobs.add(a_job(number))

    def spool() -> None:
        while (job := jobs.next_ready_job()) is not None:
            jobs.mark(job.id, JobState.SENDING, bytes_accepted=0, at_ms=1)
            jobs.mark(job.id, JobState.SENT, bytes_accepted=len(job.payload), at_ms=2)
            jobs.mark(job.id, JobState.PRINTED, bytes_accepted=len(job.payload), at_ms=3)

    thread = threading.Thread(target=spool)
    thread.start()
    for n in range(1, 21):
        till.append(till.sale(f"R01260315{n:04d}"))
    thread.join()
    assert {job.state for job in jobs.list_jobs()} == {JobState.PRINTED}
    assert till.verified().holds


def test_a_job_beyond_the_limit_is_refused(till: Till) -> None:
    request = PrintRequest(id="j", kind="receipt", title="x", payload=b"x" * (MAX_JOB_BYTES + 1), event_id=None, created_ms=0)
    with pytest.raises(ValueError, match="too long"), till.store.write() as books:
        books.queue_print(request)


def test_old_finished_jobs_are_swept_and_open_ones_stay(till: Till) -> None:
    with till.store.write() as books:
        for n in range(1, JOBS_KEPT + 101):
            books.queue_print(PrintRequest(id=f"{n:032x}", kind="receipt", title="x", payload=b"x", event_id=None, created_ms=n))
    with till.store.transaction() as sql:
        sql.run("UPDATE work_print_job SET state = 'printed' WHERE n <> 7")
    with till.store.write() as books:
        for n in range(JOBS_KEPT + 101, JOBS_KEPT + 201):
            books.queue_print(PrintRequest(id=f"{n:032x}", kind="receipt", title="x", payload=b"x", event_id=None, created_ms=n))
    with till.store.reading() as sql:
        kept = [n for (n,) in sql.all("SELECT n FROM work_print_job ORDER BY n")]
    assert kept == [7, *range(200, JOBS_KEPT + 201)]

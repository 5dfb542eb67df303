"""Print jobs as rows: the spooler's store. Every change of state is a commit of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection

from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob, may_step
from app.storage.sqlite.statements import Insert

INSERT_JOB = Insert(
    "work_print_job",
    columns=(
        "id",
        "kind",
        "title",
        "copy_no",
        "event_id",
        "state",
        "reason",
        "bytes_accepted",
        "created_ms",
        "changed_ms",
        "payload",
    ),
)
_COLUMNS = "id, kind, title, copy_no, state, reason, bytes_accepted, created_ms, changed_ms, payload"


class SqlitePrintJobs:
    """`PrintJobs` over the till's one writer."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction

    def next_ready_job(self) -> PrintJob | None:
        """The oldest queued job."""
        return self._one("WHERE state = 'queued' ORDER BY n LIMIT 1", ())

    def mark(self, job_id: str, state: JobState, *, bytes_accepted: int, at_ms: int, reason: JobReason | None = None) -> bool:
        """Writes a job's new state where the step is allowed."""
        with self._transaction() as connection:
            row = connection.exec_driver_sql("SELECT state FROM work_print_job WHERE id = ?", (job_id,)).first()
            if row is None or not may_step(JobState(row[0]), state, bytes_accepted=bytes_accepted):
                return False
            connection.exec_driver_sql(
                "UPDATE work_print_job SET state = ?, reason = ?, bytes_accepted = ?, changed_ms = ? WHERE id = ?",
                (state.value, reason.value if reason else None, bytes_accepted, at_ms, job_id),
            )
            return True

    def add(self, job: PrintJob) -> None:
        """Queues a job outside a sale."""
        with self._transaction() as connection:
            INSERT_JOB.one(
                connection,
                (
                    job.id,
                    job.kind.value,
                    job.title,
                    job.copy_no,
                    None,
                    job.state.value,
                    job.reason.value if job.reason else None,
                    job.bytes_accepted,
                    job.created_ms,
                    job.changed_ms or job.created_ms,
                    job.payload,
                ),
            )

    def get(self, job_id: str) -> PrintJob | None:
        """One job."""
        return self._one("WHERE id = ?", (job_id,))

    def list_jobs(self, *, states: frozenset[JobState] | None = None, limit: int = 200) -> tuple[PrintJob, ...]:
        """The newest jobs, oldest first."""
        names = sorted(state.value for state in (states if states is not None else JobState))
        marks = ", ".join("?" for _ in names)
        with self._transaction() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT {_COLUMNS} FROM work_print_job WHERE state IN ({marks}) ORDER BY n DESC LIMIT ?", (*names, limit)
            ).all()
        return tuple(_job(row) for row in reversed(rows))

    def _one(self, where: str, values: tuple[Any, ...]) -> PrintJob | None:
        with self._transaction() as connection:
            row = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM work_print_job {where}", values).first()
        return None if row is None else _job(row)


def _job(row: Any) -> PrintJob:
    return PrintJob(
        id=row[0],
        kind=JobKind(row[1]),
        title=row[2],
        copy_no=row[3],
        state=JobState(row[4]),
        reason=JobReason(row[5]) if row[5] else None,
        bytes_accepted=row[6],
        created_ms=row[7],
        changed_ms=row[8],
        payload=row[9],
    )

"""The print queue as rows (services.ports.printing.PrintJobs). Used from the spooler's thread too; each change is a commit of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob, may_step
from app.services.ports.printing import MAX_JOB_BYTES
from app.storage.sqlite.core import bindparam, select, table, text, update
from app.storage.sqlite.statements import Row, Sql, first, limited, prepare
from app.storage.sqlite.unit_of_work import insert_job

LIST_MAX = 1_000

_job = table("work_print_job").c
_JOB = select(
    _job.id,
    _job.kind,
    _job.payload,
    _job.title,
    _job.copy_no,
    _job.state,
    _job.reason,
    _job.bytes_accepted,
    _job.created_ms,
    _job.changed_ms,
)
_OPEN = text("state NOT IN ('printed', 'cancelled')")
_NEXT = first(_JOB.where(_job.state == bindparam("state"), _OPEN).order_by(_job.n), "state")
_BY_ID = prepare(_JOB.where(_job.id == bindparam("id")), "id")
_HALF_WAY = limited(_JOB.where(_OPEN, text("(state IN ('sending', 'blocked') OR (state = 'sent' AND reason IS NULL))")).order_by(_job.n))
_NEWEST = limited(_JOB.order_by(_job.n.desc()))
_MARK = prepare(
    update(table("work_print_job"))
    .where(_job.id == bindparam("job"))
    .values(state=bindparam("new_state"), reason=bindparam("new_reason"), bytes_accepted=bindparam("accepted"), changed_ms=bindparam("at")),
    "new_state", "new_reason", "accepted", "at", "job",
)  # fmt: skip


def _in_states(count: int) -> str:
    names = [f"state_{n}" for n in range(count)]
    return limited(_JOB.where(_job.state.in_([bindparam(name) for name in names])).order_by(_job.n.desc()), *names)


_IN_STATES = [_in_states(count + 1) for count in range(len(JobState))]


class SqlitePrintJobs:
    """Implements PrintJobs. Raises Fault where the database cannot be read or written."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Sql]], reading: Callable[[], AbstractContextManager[Sql]]) -> None:
        self._transaction = transaction
        self._reading = reading

    def next_ready_job(self) -> PrintJob | None:
        """The oldest queued job."""
        return self._one(_NEXT, JobState.QUEUED.value)

    def mark(self, job_id: str, state: JobState, *, bytes_accepted: int, at_ms: int, reason: JobReason | None = None) -> bool:
        """Writes a job's new state where `may_step` allows it; False and no change otherwise."""
        with self._transaction() as sql:
            row = sql.one(_BY_ID, (job_id,))
            if row is None or not may_step(JobState(row[5]), state, bytes_accepted=max(row[7], bytes_accepted)):
                return False
            sql.run(_MARK, (state.value, None if reason is None else reason.value, bytes_accepted, at_ms, job_id))
        return True

    def add(self, job: PrintJob) -> None:
        """Queues a job outside a sale. ValueError for more than MAX_JOB_BYTES."""
        if len(job.payload) > MAX_JOB_BYTES:
            raise ValueError("print job too long")
        reason = None if job.reason is None else job.reason.value
        with self._transaction() as sql:
            insert_job(
                sql,
                (
                    job.id, job.kind.value, job.title, job.copy_no, None, job.state.value, reason, job.bytes_accepted, job.created_ms,
                    job.changed_ms or job.created_ms, job.payload,
                ),
            )  # fmt: skip

    def get(self, job_id: str) -> PrintJob | None:
        """One job."""
        return self._one(_BY_ID, job_id)

    def left_half_way(self) -> tuple[PrintJob, ...]:
        """Jobs that a former run left sending, blocked or sent without a reason, oldest first."""
        with self._reading() as sql:
            return tuple(_to_job(row) for row in sql.all(_HALF_WAY, (LIST_MAX,)))

    def list_jobs(self, *, states: frozenset[JobState] | None = None, limit: int = 200) -> tuple[PrintJob, ...]:
        """The newest `limit` jobs, oldest first."""
        most = min(limit, LIST_MAX)
        with self._reading() as sql:
            if states is None:
                rows = sql.all(_NEWEST, (most,))
            else:
                wanted = sorted(state.value for state in states)
                rows = sql.all(_IN_STATES[len(wanted) - 1], (*wanted, most)) if wanted else []
        return tuple(_to_job(row) for row in reversed(rows))

    def _one(self, statement: str, key: str) -> PrintJob | None:
        with self._reading() as sql:
            row = sql.one(statement, (key,))
        return None if row is None else _to_job(row)


def _to_job(row: Row) -> PrintJob:
    return PrintJob(
        id=row[0], kind=JobKind(row[1]), payload=bytes(row[2]), title=row[3], copy_no=row[4], state=JobState(row[5]),
        reason=None if row[6] is None else JobReason(row[6]), bytes_accepted=row[7], created_ms=row[8], changed_ms=row[9],
    )  # fmt: skip

"""Which steps a print job may take: a job of which a byte has left is never queued again."""

from __future__ import annotations

import itertools

import pytest

from app.domain.till.print_jobs import JobState, may_step

S = JobState


def test_once_a_byte_has_left_no_way_leads_back_to_the_queue() -> None:
    """EDGE-16: nothing printed twice in silence. Walk every chain of states with one byte accepted."""
    reached = {S.SENDING}
    for _ in range(len(JobState)):
        reached |= {then for now, then in itertools.product(reached, JobState) if may_step(now, then, bytes_accepted=1)}
    assert reached == {S.SENDING, S.SENT, S.BLOCKED, S.UNKNOWN, S.PRINTED, S.CANCELLED}


@pytest.mark.parametrize(
    ("now", "then", "bytes_accepted", "allowed"),
    [
        (S.QUEUED, S.SENDING, 0, True),
        (S.QUEUED, S.CANCELLED, 0, True),
        (S.QUEUED, S.PRINTED, 0, False),
        (S.SENDING, S.QUEUED, 0, True),
        (S.SENDING, S.QUEUED, 1, False),
        (S.SENDING, S.CANCELLED, 0, True),
        (S.SENDING, S.CANCELLED, 1, False),
        (S.SENDING, S.UNKNOWN, 1, True),
        (S.SENT, S.PRINTED, 9, True),
        (S.SENT, S.QUEUED, 9, False),
        (S.BLOCKED, S.PRINTED, 9, True),
        (S.BLOCKED, S.QUEUED, 9, False),
        (S.UNKNOWN, S.PRINTED, 9, True),
        (S.UNKNOWN, S.CANCELLED, 9, True),
        (S.UNKNOWN, S.SENDING, 9, False),
        (S.PRINTED, S.UNKNOWN, 9, False),
        (S.CANCELLED, S.QUEUED, 0, False),
    ],
)
def test_steps(now: JobState, then: JobState, bytes_accepted: int, *, allowed: bool) -> None:
    assert may_step(now, then, bytes_accepted=bytes_accepted) is allowed

"""The print queue's answers: was it printed, print it again, give it up; never two copies by two presses. The drawer without a sale."""

from __future__ import annotations

import pytest

from app.domain.till.print_jobs import JobKind, JobReason, JobState
from app.services.complete_sale import complete_sale
from app.services.print_queue import Printing, give_up, open_drawer, print_again, queue, queue_test_page, was_printed
from app.services.sign_in import sign_in
from tests.fakes.shop import COFFEE, WATER, Shop, refused


class Spooler:
    """Counts how often it was woken; cancels like the real one."""

    def __init__(self, shop: Shop) -> None:
        self._jobs = shop.store.print_jobs()
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1

    def cancel(self, job_id: str) -> None:
        self._jobs.mark(job_id, JobState.CANCELLED, bytes_accepted=0, at_ms=1, reason=JobReason.BY_CASHIER)


@pytest.fixture
def printing(shop: Shop) -> Printing:
    return Printing(jobs=shop.store.print_jobs(), spooler=Spooler(shop))  # type: ignore[arg-type]


def sold(shop: Shop) -> str:
    """Sells a cup by phone and gives the receipt's job."""
    shop.scan(COFFEE)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "wechat")
    return str(shop.rows("SELECT id FROM work_print_job WHERE kind = 'receipt' ORDER BY n DESC LIMIT 1")[0][0])


def unknown(printing: Printing, job_id: str) -> None:
    """The cable was pulled in the middle of the paper."""
    for state, sent in ((JobState.SENDING, 0), (JobState.UNKNOWN, 40)):
        assert printing.jobs.mark(job_id, state, bytes_accepted=sent, at_ms=1, reason=JobReason.UNPLUGGED)


def test_the_queue_shows_papers_newest_first_and_no_pulses(shop: Shop, printing: Printing) -> None:
    for code in (COFFEE, WATER):
        shop.scan(code)
        complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert [(job.kind, job.title) for job in queue(printing)] == [
        (JobKind.RECEIPT, "R012606200002"),
        (JobKind.RECEIPT, "R012606200001"),
    ]


def test_it_was_printed(shop: Shop, printing: Printing) -> None:
    job = sold(shop)
    unknown(printing, job)
    was_printed(shop.desk, printing, job)
    stored = printing.jobs.get(job)
    assert stored is not None
    assert (stored.state, stored.reason) == (JobState.PRINTED, JobReason.BY_CASHIER)
    assert shop.events("reprint") == []


def test_it_was_not_printed(shop: Shop, printing: Printing) -> None:
    """A numbered copy takes the place of the doubtful paper; pressed twice, it is still one copy."""
    job = sold(shop)
    unknown(printing, job)
    print_again(shop.desk, shop.session, printing, job)
    assert refused(print_again, shop.desk, shop.session, printing, job).code == "no_such_job"
    assert refused(was_printed, shop.desk, printing, job).code == "no_such_job"
    assert [event["body"]["n"] for event in shop.events("reprint")] == [1]
    kinds = [(queued.kind, queued.state) for queued in queue(printing)]
    assert kinds == [(JobKind.REPRINT, JobState.QUEUED), (JobKind.RECEIPT, JobState.CANCELLED)]


def test_no_such_job(shop: Shop, printing: Printing) -> None:
    shop.sign_in()
    assert refused(was_printed, shop.desk, printing, "nothing").code == "no_such_job"
    assert refused(print_again, shop.desk, shop.session, printing, "nothing").code == "no_such_job"


def test_a_closed_shift_s_screen_queues_nothing(shop: Shop, printing: Printing) -> None:
    job = sold(shop)
    unknown(printing, job)
    old = shop.session
    shop.at("2026-06-21")
    sign_in(shop.desk, old.actor.id, "246810")
    assert refused(print_again, shop.desk, old, printing, job).code == "shift_closed"
    stored = printing.jobs.get(job)
    assert stored is not None
    assert stored.state is JobState.UNKNOWN, "the question still stands"


def test_given_up(shop: Shop, printing: Printing) -> None:
    job = sold(shop)
    give_up(printing, job)
    stored = printing.jobs.get(job)
    assert stored is not None
    assert stored.state is JobState.CANCELLED


def test_the_test_page(shop: Shop, printing: Printing) -> None:
    queue_test_page(shop.desk, printing)
    (job,) = queue(printing)
    assert (job.kind, job.state, job.payload[:2]) == (JobKind.TEST, JobState.QUEUED, b"\x1b@")


def test_the_drawer_without_a_sale_is_written_down(shop: Shop, printing: Printing) -> None:
    open_drawer(shop.desk, shop.session, printing, "change_money")
    event = shop.events("no_sale")[-1]
    assert (event["body"], event["actor_id"]) == ({"reason": "change_money"}, shop.session.actor.id)
    assert shop.rows("SELECT kind FROM work_print_job") == [("drawer",), ("slip",)]


@pytest.mark.parametrize("reason", ["", "给王芳找零 13800000001", "x" * 33, "a b", "A"])
def test_no_free_text_gets_into_the_journal(shop: Shop, printing: Printing, reason: str) -> None:
    shop.sign_in()
    with pytest.raises(ValueError, match="no reason code"):
        open_drawer(shop.desk, shop.session, printing, reason)
    assert shop.events("no_sale") == []

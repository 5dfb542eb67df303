"""kill -9 of the real program: what the cashier had is there again; paper that did not come, comes or is asked for, never twice by itself.

SEC-05, SEC-09, LESSON-22. More rounds by hand: `python -m tests.e2e.kill_rounds --rounds 100`.
"""

from __future__ import annotations

import time
from pathlib import Path

from app.devices.printers.pty_printer import PtyPrinter
from app.domain.journal import types
from app.domain.till.print_jobs import JobKind, JobState, PrintJob
from tests.e2e.display import Display, needs_display
from tests.e2e.kill_rounds import run
from tests.e2e.program import GOLD_CARD, wait_until
from tests.e2e.shift import Counter

pytestmark = needs_display
ROUNDS = 2
LONG_ENOUGH_S = 2.0
"""The printer would have been given a second copy by then: the line needs a tenth of it."""


def receipt(counter: Counter) -> PrintJob:
    """The one receipt in the queue."""
    (job,) = [job for job in counter.books.jobs() if job.kind is JobKind.RECEIPT]
    return job


def test_basket_member_and_held_points_are_there_again(counter: Counter) -> None:
    with counter.open() as till:
        counter.scan(*counter.codes[:2])
        member = counter.attach(GOLD_CARD)
        held = counter.use_points()
        before = counter.books.basket()
        till.kill()
    assert counter.books.basket() == before
    with counter.open() as till:
        counter.scan(counter.codes[2])
        basket = counter.books.basket()
        assert before is not None
        assert basket is not None
        assert (basket.sale_id, basket.member_id, basket.hold) == (before.sale_id, member, before.hold)
        assert basket.pieces == 3
        counter.pay()
        wait_until("the paper", lambda: receipt(counter).state is JobState.PRINTED)
    sale = counter.books.last_sale()
    assert sale is not None
    assert (sale.event_id, sale.member_id, sale.points_redeemed) == (before.sale_id, member, held)
    counter.books.verify()


def test_a_receipt_that_found_no_printer_comes_at_the_next_start_once(counter: Counter) -> None:
    counter.printer.pull()
    with counter.open() as till:
        counter.scan(counter.codes[0])
        counter.pay()
        assert receipt(counter).state is JobState.QUEUED
        till.kill()
    counter.printer.replug()
    with counter.open():
        wait_until("the paper", lambda: receipt(counter).state is JobState.PRINTED)
        time.sleep(LONG_ENOUGH_S)
    assert counter.printer.printed_stream().count(receipt(counter).payload) == 1
    # The drawer does not spring open for a customer who has gone: its pulse is as old as the sale.
    counter.books.verify()


def test_a_receipt_cut_off_in_its_midst_is_asked_for_and_not_printed_again(shop: Path, display: Display, tmp_path: Path) -> None:
    with PtyPrinter(tmp_path, baud=1_200) as slow:
        counter = Counter(shop, display, slow)
        with counter.open() as till:
            counter.scan(counter.codes[0])
            counter.pay()
            head = receipt(counter).payload[:20]
            wait_until("the first line on paper", lambda: head in slow.printed_stream())
            till.kill()
        came = len(slow.printed_stream())
        payload = receipt(counter).payload
        assert payload not in slow.printed_stream()
        with counter.open():
            wait_until("the question", lambda: receipt(counter).state is JobState.UNKNOWN)
            time.sleep(LONG_ENOUGH_S)
            assert receipt(counter).state is JobState.UNKNOWN
            assert head not in slow.printed_stream()[came:]
            assert counter.books.events(types.REPRINT) == 0
    counter.books.verify()


def test_killed_at_random_moments(counter: Counter) -> None:
    tally = run(counter, ROUNDS, seed=20_260_620)
    assert tally.kills == ROUNDS

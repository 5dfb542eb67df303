"""What goes wrong while the counter is open: a full disk at the commit, damaged books. Nothing is half booked; selling goes on if it can.

SEC-09: at the real window, in a process of its own.
"""

from __future__ import annotations

import os
import time

import pytest

from app.domain.journal import types
from app.domain.till.print_jobs import JobKind
from app.storage.sqlite.database import FILE_NAME, engine_of
from tests.e2e.display import needs_display
from tests.e2e.program import CASHIER_PIN, Program, lift_limit, limit_files, wait_until
from tests.e2e.shift import TITLE, Counter

pytestmark = [needs_display, pytest.mark.skipif(os.name == "nt", reason="file size limits are POSIX")]


def test_a_disk_that_is_full_at_the_commit_books_nothing_and_sells_on_once_there_is_room(counter: Counter) -> None:
    books, display = counter.books, counter.display
    with counter.open() as till:
        counter.scan(*counter.codes[:2])
        before, basket = books.events(types.SALE_COMPLETED), books.basket()
        # No file may grow: the log of the database cannot take one page more.
        limit_files((counter.shop / f"{FILE_NAME}-wal").stat().st_size, till.process.pid)
        display.press("F12", "Return")
        time.sleep(2.0)
        display.press("Return")
        time.sleep(1.0)
        assert till.process.poll() is None
        assert books.events(types.SALE_COMPLETED) == before
        assert books.basket() == basket
        assert books.jobs() == ()

        lift_limit(till.process.pid)
        display.press("Return")
        wait_until("the sale", lambda: books.events(types.SALE_COMPLETED) == before + 1)
        assert [job.kind for job in books.jobs()].count(JobKind.RECEIPT) == 1
        sale = books.last_sale()
        assert sale is not None
        assert basket is not None
        assert (sale.event_id, sale.total_minor) == (basket.sale_id, basket.payable_minor)
        counter.scan(counter.codes[3])
        assert books.basket() is not None
    books.verify()


def test_damaged_books_open_for_reading_and_take_no_sale(counter: Counter) -> None:
    books, display, shop = counter.books, counter.display, counter.shop
    with engine_of(shop / FILE_NAME).connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")
        connection.exec_driver_sql("UPDATE journal SET business_date = '2020-01-01' WHERE rowid = (SELECT max(rowid) FROM journal)")
    content = (shop / FILE_NAME).read_bytes()
    head = books.head()
    with Program("run", "--data-dir", str(shop), display=display.name) as till:
        display.wait_for_window(TITLE)
        display.type(CASHIER_PIN)
        display.press("Return")
        time.sleep(2.0)
        for code in counter.codes[:2]:
            display.scan(code)
        display.press("F12", "Return")
        time.sleep(1.0)
        assert till.process.poll() is None
        till.process.terminate()
        code, _, err = till.wait()
    assert (code, err) == (0, "")
    assert books.head() == head
    assert (shop / FILE_NAME).read_bytes() == content

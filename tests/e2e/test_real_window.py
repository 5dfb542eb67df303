"""The real window on a real display: a scanner and a person at the keyboard (xdotool), a printer on a serial line (pty).

OPS-02, OPS-03, SEC-09, LESSON-10, LESSON-11: one sale, once in the books, on paper as in the books, with the member's points right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import read_desk
from app.devices.printers.pty_printer import PtyPrinter
from app.documents.escpos import drawer_pulse
from app.domain.journal import types
from app.domain.till.print_jobs import JobKind, JobState
from app.settings.machine import MachineSettings
from tests.e2e.display import Display, needs_display
from tests.e2e.program import CASHIER_PIN, GOLD_CARD, Books, Program, wait_until

pytestmark = needs_display


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PtyPrinter]:
    """A printer on a serial line of 9600 baud, ten times as fast as life."""
    with PtyPrinter(tmp_path, baud=9_600, speed_factor=10) as printer:
        yield printer


@pytest.fixture
def till(shop: Path, printer: PtyPrinter, display: Display) -> Iterator[Program]:
    """The counter, open on the display, its printer plugged in."""
    machine = MachineSettings(shop)
    machine.set("printer.port", printer.port)
    machine.set("printer.profile", "generic-80")
    with Program("run", "--data-dir", str(shop), display=display.name) as program:
        display.wait_for_window("积分台")
        yield program


def barcodes(shop: Path, count: int) -> list[str]:
    """Codes on the products, by price, of goods that have one."""
    with read_desk(shop) as desk, desk.store.read() as reader:
        products = [p for p in reader.find_products("", 1_000) if p.barcode and p.price_minor and p.earns]
    return [p.barcode for p in sorted(products, key=lambda p: (-(p.price_minor or 0), p.sku))[:count] if p.barcode]


def test_a_member_sale_from_sign_in_to_paper(till: Program, shop: Path, printer: PtyPrinter, display: Display) -> None:
    books = Books(shop)
    sales_before = books.events(types.SALE_COMPLETED)
    member = books.member_of(GOLD_CARD)
    before = books.balance(member)

    display.type(CASHIER_PIN)
    display.press("Return")
    wait_until("the shift", lambda: books.events(types.SHIFT_OPENED) > 0 and books.shift_is_open())
    for n, code in enumerate(barcodes(shop, 3), start=1):
        display.scan(code)
        wait_until(f"line {n}", lambda n=n: books.pieces() == n)
    display.scan(GOLD_CARD)
    wait_until("the member", lambda: (books.basket() or pytest.fail("no basket")).member_id == member)
    display.press("F7", "Return")
    wait_until("the hold", lambda: bool(books.open_holds()))
    basket = books.basket()
    assert basket is not None
    assert basket.hold is not None
    held = basket.hold.points
    assert books.open_holds() == [(basket.sale_id, member, held)]
    assert books.balance(member).held == held > 0

    display.press("F12", "Return")
    wait_until("the sale", lambda: books.events(types.SALE_COMPLETED) == sales_before + 1)
    wait_until("the paper", lambda: all(job.state is JobState.PRINTED for job in books.jobs()))
    display.press("Return", "F12", "Return")  # nothing is left to be sold: these must do nothing

    sale = books.last_sale()
    assert sale is not None
    assert sale.event_id == basket.sale_id
    assert (sale.member_id, sale.total_minor, sale.points_redeemed) == (member, basket.payable_minor, held)
    assert books.events(types.SALE_COMPLETED) == sales_before + 1
    assert books.basket() is None
    assert books.open_holds() == []

    after = books.balance(member)
    assert after.remaining == before.remaining - held + sale.points_earned
    assert after.held == 0
    assert sale.points_earned > 0

    receipts = [job for job in books.jobs() if job.kind is JobKind.RECEIPT]
    assert [job.title for job in receipts] == [sale.number]
    stream = printer.printed_stream()
    assert stream.count(receipts[0].payload) == 1
    assert printer.lost_bytes == 0
    # The drawer opens for cash, once, before the first byte of text.
    pulse = drawer_pulse(2)
    assert stream.count(pulse) == 1
    assert stream.index(pulse) < stream.index(receipts[0].payload)
    assert printer.printer.drawer_opened() == 1

    display.press("ctrl+l")
    till.process.terminate()
    till.wait()
    books.verify()

"""The real window on a real display: a scanner and a person at the keyboard (xdotool), a printer on a serial line (pty).

EARN-02, RED-01, MEM-04, INT-01, SEC-09: one sale, once in the books, on paper as in the books, the points right.
"""

from __future__ import annotations

from app.documents.escpos import drawer_pulse
from app.domain.journal import types
from app.domain.till.print_jobs import JobKind, JobState
from tests.e2e.display import needs_display
from tests.e2e.program import GOLD_CARD, wait_until
from tests.e2e.shift import Counter

pytestmark = needs_display
RESIDENT_MB_MAX = 200


def test_a_member_sale_from_sign_in_to_paper(counter: Counter) -> None:
    books, display, printer = counter.books, counter.display, counter.printer
    sales_before = books.events(types.SALE_COMPLETED)
    with counter.open() as till:
        counter.scan(*counter.codes[:3])
        before = books.balance(books.member_of(GOLD_CARD))
        member = counter.attach(GOLD_CARD)
        held = counter.use_points()
        basket = books.basket()
        assert basket is not None
        assert basket.hold is not None
        assert books.open_holds() == [(basket.sale_id, member, held)]
        assert books.balance(member).held == held == basket.hold.points > 0

        counter.pay()
        wait_until("the paper", lambda: all(job.state is JobState.PRINTED for job in books.jobs()))
        display.press("Return", "F12", "Return")  # nothing is left to be sold: these do nothing
        assert till.resident_mb() <= RESIDENT_MB_MAX
        till.process.terminate()
        till.wait()

    sale = books.last_sale()
    assert sale is not None
    assert (sale.event_id, sale.member_id, sale.total_minor) == (basket.sale_id, member, basket.payable_minor)
    assert sale.points_redeemed == held
    assert sale.points_earned > 0
    assert books.events(types.SALE_COMPLETED) == sales_before + 1
    assert books.basket() is None
    assert books.open_holds() == []
    after = books.balance(member)
    assert (after.remaining, after.held) == (before.remaining - held + sale.points_earned, 0)

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
    books.verify()

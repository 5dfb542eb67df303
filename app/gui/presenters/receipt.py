"""A receipt that was scanned: its paper, the next copy of it, and why it earned what it earned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.sales.sale_number import spoken
from app.domain.till.print_jobs import PrintJob
from app.gui.components.views import IconLine, PaperOf
from app.gui.i18n import money
from app.gui.presenters.counter_views import day_text, refusal_line
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.sale_done import print_state
from app.gui.presenters.till import Till
from app.services.ports.sound import Sound
from app.services.print_queue import queue
from app.services.receipts import CompletedSale
from app.services.reprint import reprint, sale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The sheet."""

    title: str
    facts: str
    copies: str
    print_state: IconLine | None
    can_explain: bool
    paper: PaperOf
    problem: str


class ReceiptScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: ReceiptView) -> None: ...


class Receipt:
    """The presenter of the receipt sheet."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: ReceiptScreen | None = None
        self._sale: CompletedSale | None = None
        self._job: PrintJob | None = None
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ReceiptScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    @property
    def event_id(self) -> str | None:
        """The sale that is open."""
        return None if self._sale is None else self._sale.event_id

    def open(self, event_id: str) -> None:
        """Opens the receipt of a sale; the basket is kept."""
        till = self._till

        def ready(sale: CompletedSale) -> None:
            self._sale, self._job, self._problem = sale, None, ""
            self._nav.open_sheet(Sheet.RECEIPT)
            self.refresh()
            self.follow_print()

        till.run(lambda: sale_of(till.desk, event_id), ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._sale is not None:
            self._screen.show_view(self.view(self._sale))

    def view(self, sale: CompletedSale) -> ReceiptView:
        """The sheet for a sale."""
        t, paper = self._till.texts, self._till.desk.profile().paper
        day = day_text(t, sale.data.date, self._till.desk.local().date)
        return ReceiptView(
            title=t("Receipt {number}", number=spoken(sale.data.sale_number)),
            facts=" · ".join((day, sale.data.time, money(sale.data.total_minor))),
            copies=t.plural("{n} copy so far", "{n} copies so far", sale.copies) if sale.copies else "",
            print_state=print_state(self._job, t),
            can_explain=sale.data.member is not None,
            paper=PaperOf(sale.document, paper, f"{paper.roll_mm} mm"),
            problem=self._problem,
        )

    def follow_print(self) -> None:
        """Asks how far the newest paper of this sale is."""
        if self._sale is None:
            return
        number, printing = self._sale.data.sale_number, self._till.printing

        def newest() -> PrintJob | None:
            return next((job for job in queue(printing) if job.title == number), None)

        def ready(job: PrintJob | None) -> None:
            self._job = job
            self.refresh()

        self._till.look_up(newest, ready)

    def print_copy(self) -> None:
        """The next numbered copy."""
        till, sale = self._till, self._sale
        if sale is None:
            return
        session = till.signed_in()

        def operation() -> CompletedSale:
            copied = reprint(till.desk, session, sale.event_id)
            till.printing.spooler.wake()
            return copied

        def printed(copied: CompletedSale) -> None:
            till.play(Sound.OK)
            self.show(copied)

        till.run(operation, printed, self._refused, confirm=True)

    def show(self, sale: CompletedSale) -> None:
        """The open sale in its newest state: another copy was made."""
        self._sale = sale
        self.refresh()
        self.follow_print()

    def explain(self) -> None:
        """F8: why it earned what it earned."""
        if self._sale is not None and self._sale.data.member is not None:
            self._nav.explain(self._sale.event_id)

    def refund(self) -> None:
        """F9: something of it comes back."""
        if self._sale is not None:
            self._nav.refund(self._sale.event_id)

    def typed(self, char: str) -> bool:
        """Typing goes to the scan box."""
        return False

    def key(self, key: str) -> bool:
        """F8 explains this receipt."""
        if key in ("F8", "F9"):
            (self.explain if key == "F8" else self.refund)()
            return True
        return False

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

"""Closings in the office: Z reports by shift, and their sums by day, month and year, each as the paper it is; printed or kept as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.documents.document import Document
from app.domain.errors import Refusal
from app.domain.ledger.booking import POINTS
from app.domain.programme.dates import add_days
from app.gui.components.views import PaperOf
from app.gui.i18n import count, mark, money, signed
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.counting import signed_money
from app.gui.presenters.till import Till
from app.services.closings import PERIODS, Closing, Period, closing_paper, closing_pdf, closings, print_closing
from app.support.resources import resource

if TYPE_CHECKING:
    from app.gui.presenters.office import Office

DAYS_BACK = 5 * 366
ROWS_MAX = 400
_TABS = {"shift": mark("Shifts"), "day": mark("Days"), "month": mark("Months"), "year": mark("Years")}
_TITLES = (mark("Date"), mark("Z"), mark("Sales"), mark("Amount"), mark("Returns"), mark("Difference"), mark("Points"))
FIGURES_FROM = 2


@dataclass(frozen=True, slots=True)
class ClosingTab:
    """A period."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingsView:
    """The page."""

    tabs: tuple[ClosingTab, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    selected: int
    empty: str
    paper: PaperOf | None
    notice: str


class ClosingsScreen(Protocol):
    """What the presenter asks of the page."""

    def show_view(self, view: ClosingsView) -> None: ...

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file; where it lies."""
        ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: ClosingsScreen | None = None
        self._period: Period = "shift"
        self._found: Sequence[Closing] = ()
        self._chosen = ""
        self._paper: Document | None = None
        self._notice = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ClosingsScreen) -> None:
        """The screen that shows this page."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the closings anew."""
        till, period = self._till, self._period
        today = till.desk.local().date

        def ready(found: Sequence[Closing]) -> None:
            self._found = found[:ROWS_MAX]
            keys = [closing.key for closing in self._found]
            self.choose(self._chosen if self._chosen in keys else keys[0] if keys else "")

        till.run(lambda: closings(till.desk, period, add_days(today, -DAYS_BACK), add_days(today, 1)), ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def title(self) -> str:
        """In the head of the office."""
        return self._till.texts("Closings")

    def view(self) -> ClosingsView:
        """The page as of now."""
        t, paper = self._till.texts, self._till.desk.profile().paper
        return ClosingsView(
            tabs=tuple(ClosingTab(period, t(_TABS[period]), period == self._period) for period in PERIODS),
            titles=tuple(t(title) for title in _TITLES),
            rows=tuple((closing.key, self._cells(closing)) for closing in self._found),
            selected=next((at for at, closing in enumerate(self._found) if closing.key == self._chosen), -1),
            empty="" if self._found else t("Nothing was closed yet. A shift is closed at the till: F11, Close the shift."),
            paper=None if self._paper is None else PaperOf(self._paper, paper, f"{paper.roll_mm} mm"),
            notice=self._notice,
        )

    def _cells(self, closing: Closing) -> tuple[str, ...]:
        t, figures = self._till.texts, closing.figures
        first = closing.reports[0]
        date = first.shift.business_date if closing.period == "shift" else closing.key
        number = count(first.z_no or 0) if closing.period == "shift" else t.plural("{n} shift", "{n} shifts", len(closing.reports))
        counted = all(report.counted for report in closing.reports)
        return (
            date, number, count(figures.sales), money(figures.sold_minor), money(-figures.refunded_minor),
            signed_money(closing.difference_minor) if counted else t("not counted"), signed(figures.unit(POINTS).amount),
        )  # fmt: skip

    def choose_tab(self, period: Period) -> None:
        """Another period."""
        self._period, self._chosen, self._notice = period, "", ""
        self.entered()

    def choose_row(self, at: int) -> None:
        """A row was pressed."""
        if 0 <= at < len(self._found):
            self.choose(self._found[at].key)

    def choose(self, key: str) -> None:
        """A closing: its paper is shown."""
        till = self._till
        self._chosen, self._paper = key, None
        closing = self._closing()
        if closing is None:
            self.refresh()
            return

        def ready(document: Document) -> None:
            self._paper = document
            self.refresh()

        till.run(lambda: closing_paper(till.desk, closing), ready, self._refused)

    def _closing(self) -> Closing | None:
        return next((closing for closing in self._found if closing.key == self._chosen), None)

    def print(self) -> None:
        """The chosen paper on the till's printer."""
        till, closing = self._till, self._closing()
        if closing is None:
            return

        def operation() -> None:
            print_closing(till.desk, closing)
            till.printing.spooler.wake()

        def done(_: None) -> None:
            self._notice = till.texts("It is printing")
            self.refresh()

        till.run(operation, done, self._refused, confirm=True)

    def keep(self) -> None:
        """The chosen paper as a PDF among the documents of whoever works here."""
        till, closing, screen = self._till, self._closing(), self._screen
        if closing is None or screen is None:
            return
        fonts = resource("fonts/NotoSansSC-Regular.ttf"), resource("fonts/NotoSansSC-Bold.ttf")

        def done(found: tuple[str, bytes]) -> None:
            self._notice = till.texts("Kept: {path}", path=screen.keep_file(*found))
            self.refresh()

        till.run(lambda: closing_pdf(till.desk, closing, *fonts), done, self._refused)

    def key(self, key: str) -> bool:
        """↑↓ choose, Ctrl+P prints, Ctrl+S keeps a file."""
        keys = [closing.key for closing in self._found]
        if key in ("Up", "Down") and keys:
            at = keys.index(self._chosen) if self._chosen in keys else 0
            self.choose(keys[min(max(at + (1 if key == "Down" else -1), 0), len(keys) - 1)])
        elif key == "Ctrl+P":
            self.print()
        elif key == "Ctrl+S":
            self.keep()
        else:
            return False
        return True

    def typed(self, char: str) -> bool:
        """Nothing is typed here."""
        return True

    def scanned(self, text: str) -> bool:
        """Scans are the till's."""
        return False

    def _refused(self, refusal: Refusal) -> None:
        self._notice = refusal_line(refusal, self._till.texts)
        self.refresh()

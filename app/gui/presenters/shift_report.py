"""The X report: the open shift as of now, as the paper it would be, and on paper at a key. It books nothing and closes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.documents.document import Document
from app.domain.errors import Refusal
from app.gui.components.views import PaperOf
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.ports.sound import Sound
from app.services.shift_slips import print_x, x_paper


@dataclass(frozen=True, slots=True, kw_only=True)
class XReportView:
    """The sheet."""

    title: str
    note: str
    paper: PaperOf | None
    problem: str


class XReportScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: XReportView) -> None: ...


class XReport:
    """The presenter of the sheet."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: XReportScreen | None = None
        self._document: Document | None = None
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: XReportScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self) -> None:
        """Reads the figures and shows them."""
        till, session = self._till, self._till.signed_in()

        def ready(document: Document) -> None:
            self._document, self._problem = document, ""
            self._nav.open_sheet(Sheet.REPORT)
            self.refresh()

        till.run(lambda: x_paper(till.desk, session), ready, self._refused)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> XReportView:
        """The sheet as of now."""
        t, paper = self._till.texts, self._till.desk.profile().paper
        shown = None if self._document is None else PaperOf(self._document, paper, f"{paper.roll_mm} mm")
        note = t("A look at the shift as it stands; nothing is closed")
        return XReportView(title=t("X report"), note=note, paper=shown, problem=self._problem)

    def print(self) -> None:
        """The same on paper."""
        till, session = self._till, self._till.signed_in()

        def operation() -> None:
            print_x(till.desk, session)
            till.printing.spooler.wake()

        till.run(operation, lambda _: till.play(Sound.OK), self._refused, confirm=True)

    def typed(self, char: str) -> bool:
        """Typing goes to the scan box."""
        return False

    def key(self, key: str) -> bool:
        """Enter prints."""
        if key == "Enter":
            self.print()
            return True
        return False

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

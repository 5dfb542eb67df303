"""Opening a shift: what lies in the drawer, as one figure or counted, and the printer at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.money import parse_yuan
from app.gui.components.views import IconLine
from app.gui.i18n import money
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.counting import Counting, CountRow
from app.gui.presenters.till import Till
from app.services.desk import Session
from app.services.ports.printing import PrinterStatus
from app.services.ports.sound import Sound
from app.services.ports.store import Shift, StaffMember
from app.services.sign_in import open_shift

FIGURE_MAX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOpenView:
    """The screen. `figure`: the float as one figure; `figure_selected`: digits go there. `printer`: its state in words."""

    title: str
    facts: tuple[str, ...]
    figure: str
    figure_selected: bool
    rows: tuple[CountRow, ...]
    total: str
    printer: IconLine
    before: str
    problem: str
    confirm: str


class ShiftOpenScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: ShiftOpenView) -> None: ...


class ShiftOpen:
    """The presenter. `on_open` is told the session, `on_back` is called when nobody opens one."""

    def __init__(
        self, till: Till, on_open: Callable[[Session], None], on_back: Callable[[], None], printer: Callable[[], PrinterStatus]
    ) -> None:
        self._till = till
        self._on_open, self._on_back, self._printer = on_open, on_back, printer
        self._screen: ShiftOpenScreen | None = None
        self._person: StaffMember | None = None
        self._counting = Counting()
        self._figure = ""
        self._on_figure = True
        self._problem = ""
        self._before: Shift | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ShiftOpenScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    def open(self, person: StaffMember) -> None:
        """Somebody signed in and no shift is open."""
        till = self._till
        self._person, self._figure, self._on_figure, self._problem = person, "", True, ""
        self._counting.clear()

        def read() -> Shift | None:
            with till.desk.store.read() as reader:
                return reader.last_closing()

        def ready(shift: Shift | None) -> None:
            self._before = shift
            self.refresh()

        till.look_up(read, ready)
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._person is not None:
            self._screen.show_view(self.view(self._person))

    def view(self, person: StaffMember) -> ShiftOpenView:
        """The screen as of now."""
        from app.gui.presenters.banners import printer_chip

        t, desk = self._till.texts, self._till.desk
        chip = printer_chip(self._printer(), 0, t)
        name = (person.name_en or person.name) if t.language == "en" else person.name
        local = desk.local()
        before = self._before
        counted = self._counting.begun
        total = self._counting.total_minor if counted else self._float_minor() or 0
        return ShiftOpenView(
            title=t("Open the shift"),
            facts=(f"{local.date} {local.time}", t("Till {n}", n=f"{desk.till_no:02d}"), name),
            figure=money(total) if counted else self._figure,
            figure_selected=self._on_figure,
            rows=self._counting.rows(chosen=not self._on_figure),
            total=money(total),
            printer=IconLine(icon=chip.icon, text=chip.text, tone=chip.tone),
            before="" if before is None else t("The last shift was of {day}", day=before.business_date),
            problem=self._problem,
            confirm=t("Open with {amount}", amount=money(total)),
        )

    def _float_minor(self) -> int | None:
        try:
            return parse_yuan(self._figure or "0")
        except ValueError:
            return None

    def choose(self, at: int) -> None:
        """A row was pressed; -1 is the figure."""
        self._on_figure = at < 0
        if at >= 0:
            self._counting.choose(at)
        self.refresh()

    def press(self, key: str) -> None:
        """A key of the keypad."""
        self._problem = ""
        if not self._on_figure:
            if key != ".":
                self._counting.press(key)
        elif key in ("clear", "backspace"):
            self._counting.clear()
            self._figure = "" if key == "clear" else self._figure[:-1]
        else:
            self._counting.clear()
            self._type(key)
        self.refresh()

    def _type(self, key: str) -> None:
        text = self._figure + key
        whole, point, fen = text.partition(".")
        if len(text) <= FIGURE_MAX and fen.count(".") == 0 and len(fen) <= 2 and (whole or not point):
            self._figure = f"{int(whole)}{point}{fen}"

    def typed(self, char: str) -> bool:
        """Digits and the point."""
        if (char.isascii() and char.isdigit()) or char == ".":
            self.press(char)
        return True

    def key(self, key: str) -> bool:
        """↑↓ choose a row, Enter goes down and opens in the end, F12 opens, Esc goes back to sign-in."""
        if key == "F12" or (key == "Enter" and (self._on_figure or self._counting.on_last)):
            self.confirm()
        elif key in ("Down", "Enter", "Tab"):
            self.choose(0) if self._on_figure else self.choose(min(self._counting.at + 1, len(self._counting.rows()) - 1))
        elif key == "Up":
            self.choose(self._counting.at - 1 if not self._on_figure else -1)
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key == "Esc":
            self._on_back()
        else:
            return False
        return True

    def confirm(self) -> None:
        """Opens the shift."""
        till, person, counting = self._till, self._person, self._counting
        float_minor = self._float_minor()
        if person is None or float_minor is None:
            return
        pieces = counting.pieces if counting.begun else None

        def done(session: Session) -> None:
            till.play(Sound.OK)
            self._on_open(session)

        till.run(lambda: open_shift(till.desk, person, float_minor, pieces), done, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

"""More (F11): the acts that are needed now and then. Two of them ask once before they do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from app.domain.till.rights import Act, may
from app.gui.i18n import mark
from app.gui.presenters.places import Navigator, Place
from app.gui.presenters.till import Till
from app.services.print_queue import open_drawer

_KEYS = "1234567890ABCDEFGHIJ"
Step = Literal["tiles", "drawer", "abandon"]
DRAWER_REASONS = (("change", mark("Give change")), ("count", mark("Count cash")), ("mistake", mark("Closed by mistake")))


@dataclass(frozen=True, slots=True)
class MoreTile:
    """One act; `key` is the digit that does it."""

    id: str
    label: str
    icon: str
    key: str
    enabled: bool = True
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MoreView:
    """The sheet: tiles, or a question with its answers as tiles."""

    title: str
    question: str
    tiles: tuple[MoreTile, ...]


class MoreScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: MoreView) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreActs:
    """What the shell does for this sheet."""

    reprint: Callable[[], None]
    lock: Callable[[], None]
    abandon: Callable[[], None]
    activities: Callable[[], None]
    top_up: Callable[[], None]
    close_shift: Callable[[], None]
    practice: Callable[[], None] | None
    cash: Callable[[], None]
    x_report: Callable[[], None]
    quit: Callable[[], None]
    show_printer: Callable[[], None] | None


class More:
    """The presenter of the sheet."""

    def __init__(self, till: Till, navigator: Navigator, acts: MoreActs) -> None:
        self._till = till
        self._nav = navigator
        self._acts = acts
        self._screen: MoreScreen | None = None
        self._step: Step = "tiles"
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: MoreScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, step: Step = "tiles") -> None:
        """Shows the tiles, or one of the questions at once."""
        self._step = step
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> MoreView:
        """The sheet as of now."""
        t = self._till.texts
        if self._step == "drawer":
            tiles = tuple(MoreTile(id_, t(label), "cash", str(at)) for at, (id_, label) in enumerate(DRAWER_REASONS, 1))
            return MoreView(t("Open the drawer"), t("Why? It is written down with your name."), tiles)
        if self._step == "abandon":
            answers = (MoreTile("abandon_yes", t("Give the basket up"), "remove", "1"), MoreTile("abandon_no", t("Keep it"), "back", "2"))
            return MoreView(t("Give the basket up"), t("All lines are taken off and written down. No money moves."), answers)
        return MoreView(t("More"), "", self._tiles())

    def _tiles(self) -> tuple[MoreTile, ...]:
        t, till = self._till.texts, self._till
        basket = None if till.counter is None else till.counter.basket
        kept = t("The basket is empty") if basket is None or basket.empty else ""
        if basket is not None and basket.tenders:
            kept = t("take back a payment first (F12)")  # money that was taken is given back before the goods are forgotten
        has_drawer = till.desk.machine.flag("drawer.connected")
        found = [
            ("reprint", t("Reprint last"), "printer", True, "", "Ctrl P"),
            ("drawer", t("Open the drawer"), "cash", has_drawer, t("No drawer is set up"), "Ctrl D"),
            ("queue", t("Printer queue"), "queue", True, "", ""),
            ("settings", t("Settings"), "settings", True, "", ""),
            ("help", t("Help"), "help", True, "", "F1"),
            ("lock", t("Lock"), "lock", True, "", "Ctrl L"),
            ("abandon", t("Give the basket up"), "remove", not kept, kept, ""),
            ("office", t("Office"), "office", self._may_manage(), t("The owner or a shift leader opens it"), ""),
        ]
        found.append(("activities", t("Check-in, activities"), "calendar", True, "", ""))
        has_value = till.counter is not None and till.counter.programme.stored_value is not None
        found.append(("top_up", t("Stored value"), "storedValue", has_value, t("This shop's programme has no stored value"), ""))
        if self._acts.show_printer is not None:
            found.append(("paper", t("Show the paper"), "preview", True, "", ""))
        found.append(("cash", t("Cash in and out"), "cash", True, "", ""))
        found.append(("x", t("X report"), "receipt", True, "", ""))
        found.append(("shift", t("Close the shift"), "check", True, "", ""))
        if self._acts.practice is not None:
            found.append(("practice", t("Leave practice") if till.desk.practice else t("Practice"), "training", True, "", ""))
        found.append(("quit", t("Close the program"), "exit", True, "", ""))
        return tuple(
            MoreTile(id_, label, icon, key, enabled, "" if enabled else reason, hint)
            for key, (id_, label, icon, enabled, reason, hint) in zip(_KEYS, found, strict=False)
        )

    def _may_manage(self) -> bool:
        session = self._till.session
        return session is not None and may(session.actor.role, Act.OPEN_OFFICE)

    def typed(self, char: str) -> bool:
        """A digit or a letter picks its tile."""
        for tile in self.view().tiles:
            if tile.key == char.upper() and tile.enabled:
                self.choose(tile.id)
        return True

    def key(self, key: str) -> bool:
        """Esc leaves a question, then the sheet."""
        if key == "Esc" and self._step != "tiles":
            self.open()
            return True
        return False

    def choose(self, tile: str) -> None:
        """A tile was pressed."""
        if tile in ("drawer", "abandon"):
            self.open("drawer" if tile == "drawer" else "abandon")
        elif tile == "abandon_no":
            self._nav.close_sheet()
        elif tile == "abandon_yes":
            self._acts.abandon()
        elif tile in dict(DRAWER_REASONS):
            self._open_drawer(tile)
        else:
            self._leave(tile)

    def _leave(self, tile: str) -> None:
        if tile == "shift":
            self._acts.close_shift()
            return
        if tile == "cash":
            self._acts.cash()
            return
        if tile == "x":
            self._acts.x_report()
            return
        places = {"queue": Place.QUEUE, "settings": Place.SETTINGS, "help": Place.HELP, "office": Place.OFFICE}
        if tile in places:
            self._nav.go(places[tile])
            return
        self._nav.close_sheet()
        acts = {
            "reprint": self._acts.reprint,
            "lock": self._acts.lock,
            "quit": self._acts.quit,
            "paper": self._acts.show_printer,
            "activities": self._acts.activities,
            "practice": self._acts.practice,
            "top_up": self._acts.top_up,
        }
        act = acts.get(tile)
        if act is not None:
            act()

    def _open_drawer(self, reason: str) -> None:
        till, session = self._till, self._till.signed_in()
        till.run(lambda: open_drawer(till.desk, session, till.printing, reason), lambda _: self._nav.close_sheet(), confirm=True)

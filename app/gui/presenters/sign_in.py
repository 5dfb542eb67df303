"""Signing in: choose yourself, type the PIN. Nothing of the PIN is shown but how many digits were typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.people import PersonTile, person_tile
from app.gui.presenters.till import Till
from app.services.pins import PIN_LENGTHS, people
from app.services.ports.sound import Sound
from app.services.ports.store import StaffMember
from app.services.shop_settings import place_names, shop_settings
from app.services.sign_in import Arrival, arrive


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInView:
    """`dots`: digits typed so far. `problem`: why not. `demo`: people of the demo shop and their PINs, empty elsewhere."""

    place: str
    people: tuple[PersonTile, ...]
    dots: int
    problem: str
    can_confirm: bool
    demo: tuple[tuple[str, str], ...]
    basket_kept: bool


class SignInScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: SignInView) -> None: ...


class SignIn:
    """The presenter of the sign-in screen. `on_arrived` is told who it is, and whether a shift is open."""

    def __init__(self, till: Till, on_arrived: Callable[[Arrival], None], demo_people: tuple[tuple[str, str], ...]) -> None:
        self._till = till
        self._on_arrived = on_arrived
        self._demo = demo_people
        self._screen: SignInScreen | None = None
        self._people: Sequence[StaffMember] = ()
        self._chosen = ""
        self._pin = ""
        self._problem = ""
        self._basket_kept = False
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: SignInScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> SignInView:
        """The screen as of now."""
        t = self._till.texts
        tiles = tuple(person_tile(person, t, chosen=person.id == self._chosen) for person in self._people)
        return SignInView(
            place=self._till.place_name,
            people=tiles,
            dots=len(self._pin),
            problem=self._problem,
            can_confirm=bool(self._chosen) and len(self._pin) in PIN_LENGTHS,
            demo=self._demo,
            basket_kept=self._basket_kept,
        )

    def load(self) -> None:
        """Reads who works here; the one who signed in last stays chosen."""
        desk = self._till.desk
        self._pin, self._problem = "", ""

        def read() -> tuple[Sequence[StaffMember], tuple[str, str], bool]:
            with desk.store.read() as reader:
                return people(reader), place_names(shop_settings(desk, reader)), reader.basket() is not None

        def ready(found: tuple[Sequence[StaffMember], tuple[str, str], bool]) -> None:
            self._people, self._till.place_names, self._basket_kept = found
            if self._chosen not in [person.id for person in self._people]:
                self._chosen = self._people[0].id if self._people else ""
            self.refresh()

        self._till.run(read, ready)

    def choose(self, person_id: str) -> None:
        """A tile was pressed."""
        self._chosen, self._pin, self._problem = person_id, "", ""
        self.refresh()

    def press(self, key: str) -> None:
        """A key of the keypad: a digit, `clear` or `backspace`."""
        self._problem = ""
        if key == "clear":
            self._pin = ""
        elif key == "backspace":
            self._pin = self._pin[:-1]
        elif key.isascii() and key.isdigit() and len(self._pin) + len(key) <= PIN_LENGTHS[-1]:
            self._pin += key
        self.refresh()

    def typed(self, char: str) -> bool:
        """A character of the keyboard; only digits count."""
        if char.isascii() and char.isdigit():
            self.press(char)
        return True

    def key(self, key: str) -> bool:
        """Enter signs in, arrows choose somebody, Esc empties the PIN."""
        if key == "Enter":
            self.confirm()
        elif key == "Backspace":
            self.press("backspace")
        elif key in ("Esc", "Del"):
            self.press("clear")
        elif key in ("Up", "Left", "Down", "Right"):
            self._step(-1 if key in ("Up", "Left") else 1)
        else:
            return False
        return True

    def confirm(self) -> None:
        """Checks the PIN."""
        till, chosen, pin = self._till, self._chosen, self._pin
        if not chosen or not pin:
            return
        self._pin = ""

        def done(arrival: Arrival) -> None:
            self._problem = ""
            till.play(Sound.OK)
            self._on_arrived(arrival)

        till.run(lambda: arrive(till.desk, chosen, pin), done, self._refused, confirm=True)

    def scanned(self, text: str) -> None:
        """A badge signs in at once; any other code means nothing here."""
        from app.services.badges import is_badge
        from app.services.sign_in import arrive_by_badge

        till = self._till
        if not is_badge(text):
            till.play(Sound.UNKNOWN)
            return

        def done(arrival: Arrival) -> None:
            self._problem = ""
            till.play(Sound.OK)
            self._on_arrived(arrival)

        till.run(lambda: arrive_by_badge(till.desk, text), done, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

    def _step(self, by: int) -> None:
        ids = [person.id for person in self._people]
        if ids:
            at = ids.index(self._chosen) if self._chosen in ids else 0
            self.choose(ids[(at + by) % len(ids)])

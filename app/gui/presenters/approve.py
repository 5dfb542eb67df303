"""A second person's yes, asked over whatever screen is open: what is asked, who may answer, the PIN. The screen below waits as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.till.approval import Approval, Asked
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.people import PersonTile, person_tile
from app.gui.presenters.till import Till
from app.services.approve import approve, approve_by_badge, approvers
from app.services.pins import PIN_LENGTHS
from app.services.ports.sound import Sound
from app.services.ports.store import StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalQuestion:
    """What a presenter asks: the act with its parameters, the same in words (title; label and value by line), and what a yes leads to."""

    asked: Asked
    title: str
    lines: tuple[tuple[str, str], ...]
    answer: Callable[[Approval], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveView:
    """The panel. `people` empty: nobody else here may answer, which `problem` says. `dots`: digits typed."""

    title: str
    lines: tuple[tuple[str, str], ...]
    people: tuple[PersonTile, ...]
    dots: int
    problem: str
    can_confirm: bool


class ApproveScreen(Protocol):
    """What the presenter asks of the panel."""

    def show_view(self, view: ApproveView) -> None: ...


class Approve:
    """The presenter of the panel. `on_changed` is told when it opens and closes."""

    def __init__(self, till: Till, on_changed: Callable[[], None]) -> None:
        self._till = till
        self._on_changed = on_changed
        self._screen: ApproveScreen | None = None
        self._question: ApprovalQuestion | None = None
        self._people: Sequence[StaffMember] = ()
        self._chosen = ""
        self._pin = ""
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    @property
    def open(self) -> bool:
        """Whether something is asked."""
        return self._question is not None

    def attach(self, screen: ApproveScreen) -> None:
        """The panel that shows this presenter."""
        self._screen = screen
        self.refresh()

    def ask(self, question: ApprovalQuestion) -> None:
        """Opens the panel with a question."""
        till, session = self._till, self._till.signed_in()
        self._question, self._people, self._chosen, self._pin, self._problem = question, (), "", "", ""

        def read() -> Sequence[StaffMember]:
            with till.desk.store.read() as reader:
                return approvers(reader, session, question.asked.act)

        def ready(people: Sequence[StaffMember]) -> None:
            self._people = people
            self._chosen = people[0].id if people else ""
            self.refresh()

        self._on_changed()
        self.refresh()
        till.run(read, ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._question is not None:
            self._screen.show_view(self.view(self._question))

    def view(self, question: ApprovalQuestion) -> ApproveView:
        """The panel as of now."""
        t = self._till.texts
        nobody = "" if self._people or self._till.busy else t("Nobody else here may approve that")
        return ApproveView(
            title=question.title,
            lines=question.lines,
            people=tuple(person_tile(person, t, chosen=person.id == self._chosen) for person in self._people),
            dots=len(self._pin),
            problem=self._problem or nobody,
            can_confirm=bool(self._chosen) and len(self._pin) in PIN_LENGTHS,
        )

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
        """Enter says yes, arrows choose somebody, Esc closes: nothing is done then. All other keys wait until the panel is closed."""
        if key == "Enter":
            self.confirm()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key == "Esc":
            self.close()
        elif key in ("Up", "Left", "Down", "Right"):
            self._step(-1 if key in ("Up", "Left") else 1)
        return True

    def scanned(self, text: str = "") -> None:
        """A badge says yes at once. Any other code is for the screen below, which has to wait."""
        from app.services.badges import is_badge

        till, question = self._till, self._question
        if question is not None and is_badge(text):
            session = till.signed_in()

            def done(approval: Approval) -> None:
                till.play(Sound.OK)
                self.close()
                question.answer(approval)

            till.run(lambda: approve_by_badge(till.desk, session, question.asked, text), done, self._refused, confirm=True)
            return
        self._till.play(Sound.UNKNOWN)
        self._problem = self._till.texts("Type the PIN first, then scan again")
        self.refresh()

    def close(self) -> None:
        """Nobody said yes."""
        self._question, self._pin = None, ""
        self._on_changed()

    def confirm(self) -> None:
        """Checks the PIN."""
        till, question, chosen, pin = self._till, self._question, self._chosen, self._pin
        if question is None or not chosen or not pin:
            return
        session = till.signed_in()
        self._pin = ""

        def done(approval: Approval) -> None:
            till.play(Sound.OK)
            self.close()
            question.answer(approval)

        till.run(lambda: approve(till.desk, session, question.asked, chosen, pin), done, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

    def _step(self, by: int) -> None:
        ids = [person.id for person in self._people]
        if ids:
            self.choose(ids[((ids.index(self._chosen) if self._chosen in ids else 0) + by) % len(ids)])

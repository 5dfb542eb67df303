"""A number asked in place: quantity, open price. The basket stays visible and scanning goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.gui.presenters.places import Navigator, Question
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_count, typed_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """The number sheet. `text` is what was typed so far."""

    title: str
    about: str
    is_money: bool
    text: str
    can_confirm: bool
    confirm: str
    other: str


class NumberScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: NumberView) -> None: ...


class AskNumber:
    """The presenter of the number sheet."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: NumberScreen | None = None
        self._question: Question | None = None
        self._text = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: NumberScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, question: Question) -> None:
        """Asks anew."""
        self._question, self._text = question, ""
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._question is not None:
            self._screen.show_view(self.view(self._question))

    def view(self, question: Question) -> NumberView:
        """The sheet as of now."""
        return NumberView(
            title=question.title,
            about=question.about,
            is_money=question.is_money,
            text=self._text,
            can_confirm=bool(self._value(question)),
            confirm=self._till.texts("Take it over"),
            other="" if question.other is None else question.other[0],
        )

    def press(self, key: str) -> None:
        """A key of the keypad."""
        question = self._question
        if question is not None:
            self._text = pressed(self._text, key, is_money=question.is_money)
            self.refresh()

    def set_text(self, text: str) -> None:
        """The field was changed as a whole."""
        self._text = text
        self.refresh()

    def typed(self, char: str) -> bool:
        """Digits and the point; other characters do nothing here."""
        self.press("." if char in ",。" else char)
        return True

    def key(self, key: str) -> bool:
        """Enter takes the number over."""
        if key in ("Enter", "F12"):
            self.confirm()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key == "Ctrl+E":
            self.go_another_way()
        else:
            return False
        return True

    def confirm(self) -> None:
        """Hands the number to whoever asked."""
        question = self._question
        value = None if question is None else self._value(question)
        if question is None or not value:
            return
        self._question = None
        self._nav.close_sheet()
        question.answer(value)

    def go_another_way(self) -> None:
        """The other way on that was offered."""
        question = self._question
        if question is not None and question.other is not None:
            question.other[1]()

    def _value(self, question: Question) -> int | None:
        return typed_minor(self._text) if question.is_money else typed_count(self._text)

"""Money into or out of the drawer without a sale: what happens, how much, why. Three steps, each one key on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from app.documents.shift_words import how_label, reason_label
from app.domain.errors import Refusal
from app.domain.money import parse_yuan
from app.domain.till.approval import Approval
from app.domain.till.cash import REASONS, How
from app.gui.i18n import mark, money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.counting import language_of
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.move_cash import asked_for, move_cash
from app.services.ports.sound import Sound

_WAYS = (("pay_in", "plus"), ("pay_out", "minus"), ("safe_drop", "lock"))
_ABOUT = {
    "pay_in": mark("How much goes into the drawer?"),
    "pay_out": mark("How much is taken out of the drawer?"),
    "safe_drop": mark("How much goes into the safe?"),
}


@dataclass(frozen=True, slots=True)
class CashTile:
    """A way or a reason with its digit."""

    id: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashView:
    """The sheet: tiles to choose from, or the amount (None where none is asked now)."""

    title: str
    question: str
    tiles: tuple[CashTile, ...]
    amount: str | None
    can_confirm: bool
    problem: str


class CashScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: CashView) -> None: ...


class Cash:
    """The presenter of the sheet."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: CashScreen | None = None
        self._how = ""
        self._text = ""
        self._amount_minor: int | None = None
        self._event_id = ""
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: CashScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self) -> None:
        """Shows the three ways."""
        self._how, self._text, self._amount_minor, self._problem = "", "", None, ""
        self._event_id = self._till.desk.ids.new_id()
        self._nav.open_sheet(Sheet.CASH)
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> CashView:
        """The sheet as of now."""
        t = self._till.texts
        lang = language_of(t)
        if not self._how:
            tiles = tuple(CashTile(how, how_label(how, lang), icon, str(at)) for at, (how, icon) in enumerate(_WAYS, 1))
            question = t("What happens to the drawer? It is written down with your name.")
            return self._view(t("Cash in and out"), question, tiles)
        title = how_label(self._how, lang)
        if self._amount_minor is None:
            return self._view(title, t(_ABOUT[self._how]), (), self._text)
        tiles = tuple(CashTile(reason, reason_label(reason, lang), "note", str(at)) for at, reason in enumerate(REASONS[self._how], 1))
        question = t("{amount} – why?", amount=money(self._amount_minor))
        return self._view(title, question, tiles)

    def _view(self, title: str, question: str, tiles: tuple[CashTile, ...], amount: str | None = None) -> CashView:
        can_confirm = amount is not None and self._typed_minor() > 0
        return CashView(title=title, question=question, tiles=tiles, amount=amount, can_confirm=can_confirm, problem=self._problem)

    def _typed_minor(self) -> int:
        try:
            return parse_yuan(self._text or "0")
        except ValueError:
            return 0

    def set_text(self, text: str) -> None:
        """The amount as typed."""
        if text != self._text:
            self._text, self._problem = text, ""
            self.refresh()

    def press(self, key: str) -> None:
        """A key of the keypad."""
        if key == "backspace":
            self.set_text(self._text[:-1])
        elif key == "clear":
            self.set_text("")
        elif len(self._text) < 10 and (key.isdigit() or (key == "." and "." not in self._text)):
            whole, point, fen = (self._text + key).partition(".")
            if len(fen) <= 2:
                self.set_text(f"{int(whole or 0)}{point}{fen}")

    def choose(self, tile: str) -> None:
        """A tile was pressed."""
        if not self._how:
            self._how, self._problem = tile, ""
            self.refresh()
        else:
            self._book(tile)

    def typed(self, char: str) -> bool:
        """Digits pick a tile or are the amount."""
        view = self.view()
        if view.amount is not None:
            self.press(char)
        for tile in view.tiles:
            if tile.key == char:
                self.choose(tile.id)
        return True

    def key(self, key: str) -> bool:
        """Enter takes the amount; Esc goes one step back."""
        if key == "Enter" and self.view().amount is not None:
            self.confirm()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key == "Esc" and self._how:
            self._how, self._amount_minor = ("", None) if self._amount_minor is None else (self._how, None)
            self.refresh()
        else:
            return False
        return True

    def confirm(self) -> None:
        """The amount stands; now the reason."""
        minor = self._typed_minor()
        if minor:
            self._amount_minor = minor
            self.refresh()

    def _book(self, reason: str, approval: Approval | None = None) -> None:
        till, session, how, amount = self._till, self._till.signed_in(), cast(How, self._how), self._amount_minor
        if amount is None:
            return
        try:
            asked = asked_for(session, how, amount, reason)
        except Refusal as refusal:
            self._refused(refusal)
            return
        if asked is not None and approval is None:
            t = till.texts
            lang = language_of(t)
            lines = ((t("Amount"), money(amount)), (t("Reason"), reason_label(reason, lang)))
            question = ApprovalQuestion(
                asked=asked, title=how_label(how, lang), lines=lines, answer=lambda given: self._book(reason, given)
            )
            self._nav.ask_approval(question)
            return
        event_id = self._event_id

        def operation() -> None:
            move_cash(till.desk, session, how, amount, reason, event_id=event_id, approval=approval)
            till.printing.spooler.wake()

        def done(_: None) -> None:
            till.play(Sound.OK)
            self._nav.close_sheet()

        till.run(operation, done, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self._amount_minor = None
        self.refresh()

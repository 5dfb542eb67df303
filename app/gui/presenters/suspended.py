"""Suspended baskets (F6): whose they are, what is in them, since when; Enter takes one up, Del gives one up after a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.gui.components.views import KeyAct, PickRowView
from app.gui.i18n import Texts, count, money
from app.gui.presenters.counter_views import line_name, refusal_line, short_language
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Cancel, Till
from app.services.counter import CounterState
from app.services.ports.sound import Sound
from app.services.suspend_basket import HELD_MS, Suspended, give_up_suspended, list_suspended, resume_basket, suspend_basket

_MINUTE_MS = 60_000
_NAMES_SHOWN = 2
NUMBERED_MAX = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendedView:
    """The sheet. `acts`: at the foot."""

    title: str
    hint: str
    rows: tuple[PickRowView, ...]
    selected: str
    acts: tuple[KeyAct, ...]


class SuspendedScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: SuspendedView) -> None: ...


class SuspendedBaskets:
    """The presenter of the sheet, and of F6 over a basket."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: SuspendedScreen | None = None
        self._found: Sequence[Suspended] = ()
        self._names: Mapping[str, str] = {}
        self._selected = self._problem = ""
        self._giving_up = False
        self._cancel: Cancel | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: SuspendedScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def suspend(self) -> None:
        """F6 over a basket: puts it aside at once."""
        till, session = self._till, self._till.signed_in()

        def aside(state: CounterState) -> None:
            till.play(Sound.OK)
            till.set_counter(state)
            self._wait()

        till.run(lambda: suspend_basket(till.desk, session), aside, lambda refusal: self.open(refusal_line(refusal, till.texts)))

    def open(self, problem: str = "") -> None:
        """F6 over an empty counter: the list."""
        self._selected, self._problem, self._giving_up = "", problem, False
        if problem:
            self._till.play(Sound.UNKNOWN)
        self._nav.open_sheet(Sheet.SUSPENDED)
        self._read()

    def _read(self) -> None:
        till, session = self._till, self._till.signed_in()

        def read() -> tuple[Sequence[Suspended], Mapping[str, str]]:
            found = list_suspended(till.desk, session)
            with till.desk.store.read() as reader:
                members = [reader.member(one.basket.member_id) for one in found if one.basket.member_id is not None]
            pinyin, own = till.desk.pinyin(), short_language(till.texts)
            return found, {member.id: member.on_screen(own, pinyin) for member in members if member is not None}

        till.run(read, lambda answer: self._show(answer[0], answer[1]))

    def _show(self, found: Sequence[Suspended], names: Mapping[str, str]) -> None:
        self._found, self._names = found, names
        ids = [one.basket.sale_id for one in found]
        if self._selected not in ids:
            self._selected = ids[0] if ids else ""
        self.refresh()

    def _wait(self) -> None:
        """Points held for a basket put aside are let go after a while, also where nobody looks."""
        if self._cancel is not None:
            self._cancel()
        till, session = self._till, self._till.signed_in()

        def late() -> None:
            self._cancel = None
            till.run(lambda: list_suspended(till.desk, session), self._let_go)

        self._cancel = till.timers.after(HELD_MS, late)

    def _let_go(self, found: Sequence[Suspended]) -> None:
        if any(one.basket.hold is not None for one in found):
            self._wait()
        if self._nav.sheet is Sheet.SUSPENDED:
            self._show(found, self._names)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> SuspendedView:
        """The sheet as of now."""
        t = self._till.texts
        hint = self._problem or ("" if self._found else t("No basket is suspended. F6 suspends the one on the counter."))
        acts: tuple[KeyAct, ...] = ()
        if self._giving_up:
            hint = t("Give this basket up? What is on it goes back.")
            acts = (KeyAct("give_up", t("Give it up"), "remove", "Enter"), KeyAct("keep", t("Keep"), "back", "Esc"))
        elif self._found:
            acts = (KeyAct("resume", t("Take up"), "check", "Enter"), KeyAct("ask", t("Give up"), "remove", "Del"))
        rows = tuple(self._row(one, str(at) if at <= NUMBERED_MAX else "", t) for at, one in enumerate(self._found, 1))
        return SuspendedView(title=t("Suspended baskets"), hint=hint, rows=rows, selected=self._selected, acts=acts)

    def _row(self, one: Suspended, key: str, t: Texts) -> PickRowView:
        basket = one.basket
        who = self._names.get(basket.member_id or "", t("No member"))
        minutes = max(0, self._till.desk.clock.now_ms() - one.at_ms) // _MINUTE_MS
        age = t("{n} min ago", n=count(minutes)) if minutes else t("just now")
        names = ", ".join(line_name(line, t) for line in basket.lines[:_NAMES_SHOWN])
        held = ""
        if one.released:
            held = t("points released")
        elif basket.hold is not None:
            held = t("{points} held", points=t.points(basket.hold.points))
        detail = " · ".join(part for part in (t.plural("{n} item", "{n} items", basket.pieces), age, held, names) if part)
        icon = "user" if basket.member_id is not None else "hold"
        return PickRowView(id=basket.sale_id, title=who, detail=detail, figure=money(basket.payable_minor), icon=icon, key=key)

    def pick(self, sale_id: str) -> None:
        """Takes the basket up."""
        till, session = self._till, self._till.signed_in()

        def resumed(state: CounterState) -> None:
            till.play(Sound.OK)
            till.set_counter(state)
            self._nav.close_sheet()

        till.run(lambda: resume_basket(till.desk, session, sale_id), resumed, self._refused)

    def act(self, act: str) -> None:
        """A key at the foot."""
        if act == "resume" and self._selected:
            self.pick(self._selected)
        elif act in ("ask", "keep"):
            self._giving_up = act == "ask" and bool(self._selected)
            self.refresh()
        elif act == "give_up":
            self._give_up()

    def _give_up(self) -> None:
        till, session, sale_id = self._till, self._till.signed_in(), self._selected
        self._giving_up = False
        till.run(lambda: give_up_suspended(till.desk, session, sale_id), lambda found: self._show(found, self._names), self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self._read()

    def move(self, by: int) -> None:
        """↑ ↓"""
        ids = [one.basket.sale_id for one in self._found]
        if ids:
            at = ids.index(self._selected) + by if self._selected in ids else 0
            self._selected, self._giving_up = ids[min(max(at, 0), len(ids) - 1)], False
            self.refresh()

    def typed(self, char: str) -> bool:
        """A digit takes its basket up."""
        if not (char.isascii() and char.isdigit()):
            return False
        if 0 < int(char) <= min(len(self._found), NUMBERED_MAX) and not self._giving_up:
            self.pick(self._found[int(char) - 1].basket.sale_id)
        return True

    def key(self, key: str) -> bool:
        """↑ ↓ choose, Enter takes up, Del gives up after a question."""
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter":
            self.act("give_up" if self._giving_up else "resume")
        elif key == "Del":
            self.act("ask")
        elif key == "Esc" and self._giving_up:
            self.act("keep")
        else:
            return False
        return True

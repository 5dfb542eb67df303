"""Member search (F2): as the cashier types. A tail with several hits never chooses by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.members.phone import is_mobile, plain_digits
from app.domain.members.query import classify_query
from app.gui.components.views import KeyAct, PickRowView
from app.gui.presenters.counter_views import found_member, initial_of, person_name
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.find_member import HITS_MAX, find_members
from app.services.ports.store import MemberHit

_NEW = "new"
"""The first row always: somebody new."""
_PAGE = "page"
"""The row that opens the attached member's page; shown while nothing is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSearchView:
    """The sheet. `hint` says what to type, what was not found, or to ask for the full number."""

    title: str
    prompt: str
    text: str
    rows: tuple[PickRowView, ...]
    selected: str
    hint: str
    acts: tuple[KeyAct, ...] = ()


class MemberSearchScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: MemberSearchView) -> None: ...


class MemberSearch:
    """The presenter of the member search. `take` attaches the chosen member."""

    def __init__(self, till: Till, navigator: Navigator, take: Callable[[str], None]) -> None:
        self._till = till
        self._nav = navigator
        self._take = take
        self._screen: MemberSearchScreen | None = None
        self._text = ""
        self._hits: Sequence[MemberHit] = ()
        self._answered = ""
        self._selected = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: MemberSearchScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, text: str) -> None:
        """Opens the sheet, with something typed already where it is given."""
        self._text, self._hits, self._answered, self._selected = "", (), "", ""
        self._nav.open_sheet(Sheet.MEMBERS)
        self.search(text)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> MemberSearchView:
        """The sheet as of now."""
        t, counter = self._till.texts, self._till.counter
        rows = [PickRowView(id=_NEW, title=t("New member"), icon="enrol")]
        if counter is not None:
            table = self._till.desk.pinyin()
            rows.extend(found_member(hit, counter, t, table) for hit in self._hits)
        if not self._text and counter is not None and counter.attached is not None:
            name = person_name(counter.attached, t, self._till.desk.pinyin())
            detail = t("Balance by lot, history, cards")
            rows.append(PickRowView(id=_PAGE, title=name, detail=detail, initial=initial_of(name)))
        return MemberSearchView(
            title=t("Find member"),
            prompt=t("Phone, last 4 digits, name or initials"),
            text=self._text,
            rows=tuple(rows),
            selected=self._chosen(),
            hint=self._hint(),
        )

    def _is_free(self) -> bool:
        """A number was typed that nobody has."""
        kind = classify_query(self._text).kind
        return kind in ("tail", "phone") and self._answered == self._text and not self._hits

    def _chosen(self) -> str:
        """The row that Enter means. Of several with the same last digits none, until one is chosen."""
        counter = self._till.counter
        if self._selected:
            return self._selected
        if self._text:
            return _NEW if self._is_free() else ""
        return _PAGE if counter is not None and counter.attached is not None else _NEW

    def _hint(self) -> str:
        t = self._till.texts
        kind = classify_query(self._text).kind
        if kind == "nothing":
            return t("Type at least 4 digits of the phone, or a name") if self._text else ""
        if self._answered != self._text or len(self._hits) == 1:
            return ""
        if not self._hits:
            return t("No such number · new member: Enter") if kind in ("tail", "phone") else t("Nobody found by this name")
        if kind == "tail":
            return t("Several members end in these digits: ask for the full number or name")
        return t("More than these: type more") if len(self._hits) == HITS_MAX else ""

    def search(self, text: str) -> None:
        """The field was changed. Answers that come late for an older text are dropped."""
        self._text = text
        if classify_query(text).kind == "nothing":
            self._hits, self._answered, self._selected = (), text, ""
            self.refresh()
            return
        till = self._till

        def found(hits: Sequence[MemberHit]) -> None:
            if text != self._text:
                return
            self._hits, self._answered = hits, text
            self._selected = hits[0].member.id if len(hits) == 1 or (hits and classify_query(text).kind != "tail") else ""
            self.refresh()

        till.run(lambda: find_members(till.desk, text), found)
        self.refresh()

    def move(self, by: int) -> None:
        """↑ ↓"""
        counter, chosen = self._till.counter, self._chosen()
        page = [_PAGE] if not self._text and counter is not None and counter.attached is not None else []
        ids = [_NEW, *(hit.member.id for hit in self._hits), *page]
        at = ids.index(chosen) + by if chosen in ids else min(1, len(ids) - 1) if by > 0 else len(ids) - 1
        self._selected = ids[min(max(at, 0), len(ids) - 1)]
        self.refresh()

    def pick(self, member_id: str) -> None:
        """A row was pressed: the member is attached; the one who is already, is shown in full."""
        counter = self._till.counter
        if member_id == _NEW:
            digits = plain_digits(self._text)
            self._nav.enrol(phone=digits if is_mobile(digits) else "")
        elif member_id != _PAGE:
            self._take(member_id)
        elif counter is not None and counter.attached is not None:
            self._nav.show_member(counter.attached.member.id)

    def typed(self, char: str) -> bool:
        """Characters go to the field while it has the focus; otherwise they are added here."""
        self.search(self._text + char)
        return True

    def key(self, key: str) -> bool:
        """↑ ↓ choose, Enter attaches the chosen member."""
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter":
            chosen = self._chosen()
            if chosen and self._answered == self._text:
                self.pick(chosen)
        elif key == "Backspace":
            self.search(self._text[:-1])
        else:
            return False
        return True

"""Members in the office: search, then the same page as at the till; and points for a whole list of them from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.domain.members.query import classify_query
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.components.views import PickRowView
from app.gui.i18n import Texts, mark
from app.gui.presenters.counter_views import found_member
from app.gui.presenters.member_page import MemberPagePresenter
from app.gui.presenters.office import Office
from app.gui.presenters.office_grants import GrantsPart, GrantsView
from app.gui.presenters.till import Till
from app.services.find_member import HITS_MAX, find_members
from app.services.ports.sound import Sound
from app.services.ports.store import MemberHit

Tab = Literal["find", "grants"]
TABS: tuple[Tab, ...] = ("find", "grants")
_TAB_NAMES = {"find": mark("One member"), "grants": mark("Points for a list")}


@dataclass(frozen=True, slots=True)
class TabView:
    """One of the page's tabs."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersView:
    """The page. `member`: one is open, drawn by its own presenter; otherwise the search, or on the other tab the lists."""

    tabs: tuple[TabView, ...]
    tab: Tab
    member: bool
    back: str
    prompt: str
    text: str
    hint: str
    rows: tuple[PickRowView, ...]
    selected: str
    grants: GrantsView | None


class MembersScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: MembersView) -> None: ...

    def take_focus(self) -> None:
        """Gives the focus to what is typed into."""
        ...

    def choose_file(self) -> None:
        """Lets the person choose a file; `Page.file_chosen` gets it."""
        ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: MembersScreen | None = None
        self._tab: Tab = "find"
        self._open = False
        self._text = ""
        self._hits: Sequence[MemberHit] = ()
        self._answered = ""
        self._selected = 0
        self.member = MemberPagePresenter(till, office.navigator, self._front)
        self.grants = GrantsPart(till, office.navigator, self.refresh, self._choose_file)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: MembersScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the open member or the lists anew."""
        if self._tab == "grants":
            self.grants.entered()
        elif self._open:
            self.member.open(self.member.member_id, keep_tab=True)
        self.refresh()

    def title(self) -> str:
        """The title in the head of the office."""
        return self._till.texts("Members")

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> MembersView:
        """The page as of now."""
        t = self._till.texts
        rows = self._rows(t)
        return MembersView(
            tabs=tuple(TabView(tab, t(_TAB_NAMES[tab]), tab == self._tab) for tab in TABS),
            tab=self._tab,
            member=self._tab == "find" and self._open,
            back=t("Back to the search"),
            prompt=t("Phone, last 4 digits, name or initials"),
            text=self._text,
            hint=self._hint(t),
            rows=rows,
            selected=rows[self._selected].id if self._selected < len(rows) else "",
            grants=self.grants.view(t) if self._tab == "grants" else None,
        )

    def _rows(self, t: Texts) -> tuple[PickRowView, ...]:
        counter = self._till.counter
        if counter is None:
            return ()
        table = self._till.desk.pinyin()
        return tuple(found_member(hit, counter, t, table) for hit in self._hits)

    def _hint(self, t: Texts) -> str:
        if classify_query(self._text).kind == "nothing":
            return t("Type at least 4 digits of the phone, or a name") if self._text else t("Search, or scan a card")
        if self._answered != self._text:
            return ""
        if not self._hits:
            return t("Nobody found")
        return t("More than these: type more") if len(self._hits) == HITS_MAX else ""

    # acts

    def choose_tab(self, tab: str) -> None:
        """One member, or a list."""
        for known in TABS:
            if known == tab and known != self._tab:
                self._tab = known
                self.entered()
                self._focus()

    def search(self, text: str) -> None:
        """The field was changed. Answers that come late for an older text are dropped."""
        self._text, self._selected = text, 0
        if classify_query(text).kind == "nothing":
            self._hits, self._answered = (), text
            self.refresh()
            return
        till = self._till

        def found(hits: Sequence[MemberHit]) -> None:
            if text == self._text:
                self._hits, self._answered = hits, text
                self.refresh()

        till.look_up(lambda: find_members(till.desk, text), found)
        self.refresh()

    def pick(self, member_id: str) -> None:
        """A member was chosen."""
        self.member.open(member_id)

    def _front(self) -> None:
        self._open = True
        self.refresh()
        self._focus()

    def back(self) -> None:
        """From the member to the search."""
        self._open = False
        self.refresh()
        self._focus()

    def _focus(self) -> None:
        if self._screen is not None:
            self._screen.take_focus()

    def _choose_file(self) -> None:
        if self._screen is not None:
            self._screen.choose_file()

    def move(self, by: int) -> None:
        """↑ ↓ in the list of those who were found."""
        self._selected = min(max(0, self._selected + by), max(0, len(self._hits) - 1))
        self.refresh()

    def key(self, key: str) -> bool:
        """The open member or the lists first; ↑ ↓ Enter in the search, Esc from a member back to it."""
        if self._tab == "grants":
            return self.grants.key(key)
        if self._open:
            if self.member.key(key):
                return True
            if key == "Esc":
                self.back()
            return key == "Esc"
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter" and self._hits and self._answered == self._text:
            self.pick(self._hits[self._selected].member.id)
        elif key == "Backspace" and self._text:
            self.search(self._text[:-1])
        elif key == "Esc" and self._text:
            self.search("")
        else:
            return False
        return True

    def typed(self, char: str) -> bool:
        """Characters go to the member's page, to the form of a list, or to the search."""
        if self._tab == "grants":
            return self.grants.typed(char)
        if self._open:
            return self.member.typed(char)
        self.search(self._text + char)
        return True

    def scanned(self, text: str) -> bool:
        """A card opens its member; on the tab of the cards a new one is bound. Anything else is the till's."""
        if self._tab != "find":
            return False
        if self._open and self.member.scanned(text):
            return True
        scan = classify(text)
        if scan.kind is not ScanKind.MEMBER_CARD:
            return False
        till = self._till

        def read() -> str:
            with till.desk.store.read() as reader:
                card = reader.card(scan.payload)
                return "" if card is None else card.member_id

        def found(member_id: str) -> None:
            if member_id:
                self.pick(member_id)
            else:
                till.play(Sound.UNKNOWN)
                self._text, self._hits, self._answered, self._open = scan.payload, (), scan.payload, False
                self.refresh()

        till.run(read, found)
        return True

"""The office: the manager's tab beside the till. A list of pages, the one that is open, and the way back. The till goes on meanwhile.

A page is one line in `ENTRIES`. Its presenter is the class `Page` of `app.gui.presenters.office_ID`, its screen the class `Screen` of
`app.gui.screens.office_ID`; both are imported when the page is opened first.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from app.domain.till.rights import Act, may
from app.gui.i18n import mark
from app.gui.presenters.places import Navigator, Place
from app.gui.presenters.till import Till
from app.services.ports.background import Background


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """A page: its id, its name, its icon, and the act a person must have the right to."""

    id: str
    label: str
    icon: str
    act: Act


ENTRIES = (
    OfficeEntry("programme", mark("Points programme"), "programme", Act.LOOK_PROGRAMME),
    OfficeEntry("tiers", mark("Tiers"), "crown", Act.LOOK_PROGRAMME),
    OfficeEntry("days", mark("Through time"), "calendar", Act.LOOK_MEMBERS),
    OfficeEntry("catalogue", mark("Catalogue"), "product", Act.EDIT_CATALOGUE),
    OfficeEntry("members", mark("Members"), "member", Act.LOOK_MEMBERS),
    OfficeEntry("closings", mark("Closings"), "reports", Act.LOOK_REPORTS),
    OfficeEntry("staff", mark("Staff"), "staff", Act.LOOK_JOURNAL),
)
BACK_KEY = "F11"


class OfficePage(Protocol):
    """The presenter of a page: made as `Page(till, office)`."""

    def attach(self, screen: Any) -> None:
        """The screen that shows it."""
        ...

    def entered(self) -> None:
        """The page came to the front."""
        ...

    def refresh(self) -> None:
        """Renders again."""
        ...

    def title(self) -> str:
        """The title in the head of the office, in the language of the screen."""
        ...

    def key(self, key: str) -> bool:
        """False when the key means nothing there."""
        ...

    def typed(self, char: str) -> bool:
        """False when the character means nothing there."""
        ...

    def scanned(self, text: str) -> bool:
        """False when the scan is the till's: it goes back to Sell then."""
        ...


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page in the list on the left."""

    id: str
    label: str
    icon: str
    selected: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """What surrounds the page. `page` empty: this person may open none."""

    page: str
    items: tuple[NavItem, ...]
    title: str
    person: str
    nothing: str


class OfficeScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: OfficeView) -> None: ...


class Office:
    """The presenter of the tab. Pages stay as they were left until somebody else signs in."""

    def __init__(self, till: Till, navigator: Navigator, background: Background) -> None:
        """`background`: where pages run commands whose work would hold the till up."""
        self._till = till
        self.navigator = navigator
        self.background = background
        self._screen: OfficeScreen | None = None
        self._pages: dict[str, OfficePage] = {}
        self._chosen = ENTRIES[0].id
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: OfficeScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """The office came to the front: the page that was open last, as far as this person may see it."""
        found = self._entries()
        if self._chosen not in {entry.id for entry in found}:
            self._chosen = found[0].id if found else ""
        page = self.page()
        if page is not None:
            page.entered()
        self.refresh()

    def _entries(self) -> tuple[OfficeEntry, ...]:
        session = self._till.session
        return tuple(entry for entry in ENTRIES if session is not None and may(session.actor.role, entry.act))

    def page(self, page_id: str | None = None) -> OfficePage | None:
        """The presenter of a page, of the open one without an id; None where there is none."""
        wanted = self._chosen if page_id is None else page_id
        if not wanted:
            return None
        if wanted not in self._pages:
            found: OfficePage = import_module(f"app.gui.presenters.office_{wanted}").Page(self._till, self)
            self._pages[wanted] = found
        return self._pages[wanted]

    def refresh(self) -> None:
        """Renders the surroundings again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> OfficeView:
        """The surroundings as of now."""
        t, page = self._till.texts, self.page()
        return OfficeView(
            page=self._chosen,
            items=tuple(
                NavItem(entry.id, t(entry.label), entry.icon, entry.id == self._chosen, f"Alt {at}")
                for at, entry in enumerate(self._entries(), 1)
            ),
            title=t("Office") if page is None else page.title(),
            person=self._person(),
            nothing=t("Nothing here is yours to open") if page is None else "",
        )

    def _person(self) -> str:
        t, session = self._till.texts, self._till.session
        if session is None:
            return ""
        actor = session.actor
        name = (actor.name_en or actor.name) if t.language == "en" else actor.name
        rights = t("may do everything") if may(actor.role, Act.PUBLISH_PROGRAMME) else t("may look")
        return f"{name} · {rights}"

    # acts

    def open(self, page_id: str) -> None:
        """Shows a page, from wherever the office is asked for it."""
        self._chosen = page_id
        self.navigator.go(Place.OFFICE)

    def back(self) -> None:
        """To the till."""
        self.navigator.go(Place.SELL)

    def key(self, key: str) -> bool:
        """The page first; F11 leads to the till at once, Esc when the page has nothing left to close, Alt with a digit to a page."""
        if key == BACK_KEY:
            self.back()
            return True
        if key.startswith("Alt+") and key[4:].isdigit():
            found = self._entries()
            at = int(key[4:]) - 1
            if at < len(found):
                self.open(found[at].id)
            return True
        page = self.page()
        if page is not None and page.key(key):
            return True
        if key == "Esc":
            self.back()
        return key == "Esc"

    def typed(self, char: str) -> bool:
        """Characters typed while no field has the focus."""
        page = self.page()
        return page is not None and page.typed(char)

    def scanned(self, text: str) -> bool:
        """Whether the open page took the scan."""
        page = self.page()
        return page is not None and page.scanned(text)

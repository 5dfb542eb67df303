"""Staff in the office: who works here, their badges, and what each role may do: yes, with approval, no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from app.domain.errors import Refusal
from app.domain.till.act_names import act_name
from app.domain.till.rights import ROLES, TABLE, Act, Right, may
from app.gui.i18n import mark
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.people import role_name
from app.gui.presenters.till import Till
from app.services.badges import give_badge, set_active, take_badge
from app.services.ports.store import StaffMember

if TYPE_CHECKING:
    from app.gui.presenters.office import Office

Tab = Literal["people", "rights"]
_TABS: tuple[tuple[Tab, str], ...] = (("people", mark("People")), ("rights", mark("Rights")))
_ANSWERS = {Right.YES: mark("May"), Right.NEEDS_APPROVAL: mark("With approval"), Right.NO: mark("May not")}


@dataclass(frozen=True, slots=True)
class StaffTab:
    """A tab."""

    id: Tab
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class StaffAct:
    """A key below the list."""

    id: str
    label: str
    icon: str
    enabled: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """The page: people or rights."""

    tabs: tuple[StaffTab, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    selected: int
    acts: tuple[StaffAct, ...]
    notice: str


class StaffScreen(Protocol):
    """What the presenter asks of the page."""

    def show_view(self, view: StaffView) -> None: ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: StaffScreen | None = None
        self._tab: Tab = "people"
        self._people: Sequence[StaffMember] = ()
        self._badges: frozenset[str] = frozenset()
        self._at = 0
        self._notice = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: StaffScreen) -> None:
        """The screen that shows this page."""
        self._screen = screen

    def entered(self) -> None:
        """Reads who works here."""
        till = self._till

        def read() -> tuple[Sequence[StaffMember], frozenset[str]]:
            with till.desk.store.read() as reader:
                return reader.staff(), reader.badges()

        def ready(found: tuple[Sequence[StaffMember], frozenset[str]]) -> None:
            self._people, self._badges = found
            self._at = min(self._at, max(0, len(self._people) - 1))
            self.refresh()

        till.run(read, ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def title(self) -> str:
        """In the head of the office."""
        return self._till.texts("Staff")

    def view(self) -> StaffView:
        """The page as of now."""
        t = self._till.texts
        people = self._tab == "people"
        return StaffView(
            tabs=tuple(StaffTab(tab, t(label), tab == self._tab) for tab, label in _TABS),
            titles=self._titles(),
            rows=self._people_rows() if people else self._rights_rows(),
            selected=self._at if people else -1,
            acts=self._acts() if people else (),
            notice=self._notice,
        )

    def _titles(self) -> tuple[str, ...]:
        t = self._till.texts
        if self._tab == "people":
            return (t("Staff number"), t("Full name"), t("Role"), t("Badge"), t("Works here"))
        return (t("What is done"), *(role_name(role, t) for role in ROLES))

    def _people_rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        t = self._till.texts
        rows = []
        for person in self._people:
            name = (person.name_en or person.name) if t.language == "en" else person.name
            badge = t("Yes") if person.id in self._badges else "–"
            rows.append((person.id, (person.number, name, role_name(person.role, t), badge, t("Yes") if person.active else t("No"))))
        return tuple(rows)

    def _rights_rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        t = self._till.texts
        return tuple((act.value, (act_name(act.value, t.language), *(t(_ANSWERS[answer]) for answer in TABLE[act]))) for act in Act)

    def _acts(self) -> tuple[StaffAct, ...]:
        t, person = self._till.texts, self._person()
        session = self._till.session
        mine = session is not None and may(session.actor.role, Act.EDIT_STAFF)
        only = t("Only the owner changes this")
        if person is None:
            return ()
        acts = [StaffAct("give", t("New badge, printed"), "printer", mine, only)]
        if person.id in self._badges:
            acts.append(StaffAct("take", t("Take the badge away"), "remove", mine, only))
        active = t("Does not work here any more") if person.active else t("Works here again")
        acts.append(StaffAct("active", active, "exit" if person.active else "undo", mine, only))
        return tuple(acts)

    def _person(self) -> StaffMember | None:
        return self._people[self._at] if self._at < len(self._people) else None

    def choose_tab(self, tab: Tab) -> None:
        """People or rights."""
        self._tab, self._notice = tab, ""
        self.refresh()

    def choose_row(self, at: int) -> None:
        """Somebody was pressed."""
        if self._tab == "people":
            self._at, self._notice = at, ""
            self.refresh()

    def act(self, act: str) -> None:
        """A key was pressed."""
        till, person = self._till, self._person()
        if person is None:
            return
        desk, session = till.desk, till.signed_in()
        operations: dict[str, tuple[Callable[[], object], str]] = {
            "give": (lambda: give_badge(desk, session, person.id), till.texts("The badge is printing")),
            "take": (lambda: take_badge(desk, session, person.id), till.texts("The badge is worth nothing any more")),
            "active": (lambda: set_active(desk, session, person.id, active=not person.active), till.texts("Written down")),
        }
        operation, words = operations[act]

        def done(_: object) -> None:
            till.printing.spooler.wake()
            self._notice = words
            self.entered()

        till.run(operation, done, self._refused, confirm=True)

    def key(self, key: str) -> bool:
        """↑↓ choose somebody."""
        if key in ("Up", "Down") and self._tab == "people" and self._people:
            self.choose_row(min(max(self._at + (1 if key == "Down" else -1), 0), len(self._people) - 1))
            return True
        return False

    def typed(self, char: str) -> bool:
        """Nothing is typed here."""
        return True

    def scanned(self, text: str) -> bool:
        """Scans are the till's."""
        return False

    def _refused(self, refusal: Refusal) -> None:
        self._notice = refusal_line(refusal, self._till.texts)
        self.refresh()

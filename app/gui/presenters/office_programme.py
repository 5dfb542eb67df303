"""The points programme in the office: the version in force, every rule as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.labels import rule_label
from app.domain.programme.sentences import rule_sentence
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.office import Office
from app.gui.presenters.till import Till


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: its name, what it says, and whether it is switched on."""

    name: str
    sentence: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """The page."""

    name: str
    rules: tuple[RuleLine, ...]
    nothing: str


class ProgrammeScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: ProgrammeView) -> None: ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: ProgrammeScreen | None = None
        self._programme: CompiledProgramme | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ProgrammeScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the version in force."""
        desk = self._till.desk

        def read() -> CompiledProgramme:
            with desk.store.read() as reader:
                return desk.programmes.in_force(reader, desk.office_date(reader))

        self._till.look_up(read, self._set)

    def _set(self, programme: CompiledProgramme) -> None:
        self._programme = programme
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def title(self) -> str:
        """The head's title."""
        return self._till.texts("Points programme")

    def view(self) -> ProgrammeView:
        """The page as of now."""
        t, programme = self._till.texts, self._programme
        if programme is None:
            return ProgrammeView(name="", rules=(), nothing=t("No points programme is in force today"))
        language = short_language(t)
        return ProgrammeView(
            name=programme.name,
            rules=tuple(
                RuleLine(
                    rule_label(rule, programme, language),
                    rule_sentence(rule, programme, language),
                    t("In force") if rule.active else t("Off"),
                )
                for lane in programme.lanes
                for rule in lane.rules
            ),
            nothing="",
        )

    def key(self, key: str) -> bool:
        """Esc is the office's."""
        return False

    def typed(self, char: str) -> bool:
        """Nothing is typed here."""
        return True

    def scanned(self, text: str) -> bool:
        """Scans are the till's."""
        return False

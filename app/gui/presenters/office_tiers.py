"""Tiers in the office: members by tier beside the distribution that is wanted, thresholds that would give it, and into a draft with them.

The members are counted by the command `report tiers` beside the till. When the wanted shares are changed it is asked anew; meanwhile
the old figures stay, greyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.exact import round_to_step
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.till.rights import Act, may
from app.gui.components.figure_views import FigureCell, FigureColumn, FigureRow
from app.gui.i18n import count, money, short_money
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.office import Office
from app.gui.presenters.office_command import Answer, OfficeCommand
from app.gui.presenters.till import Cancel, Till
from app.services.ports.programmes import ProgrammeDraft
from app.services.programme_drafts import Document, new_draft, programme_in_force, save_draft
from app.services.tier_report import LevelSize, TierReport, default_target, with_thresholds

WAIT_MS = 500
"""Shares are pressed up and down several times; the count begins when the hand rests."""
_ASKED = ("report", "tiers", "--json", "--target")


@dataclass(frozen=True, slots=True)
class ShareView:
    """The wanted share of a tier; `fixed`: the lowest one, which gets what is left."""

    name: str
    share: str
    fixed: bool
    less: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TiersView:
    """The page. `counting`: how far the count is, empty where none runs. `apply` empty: nothing to take over, or not this person's."""

    intro: str
    shares_title: str
    shares: tuple[ShareView, ...]
    counting: str
    cancel: str
    refresh: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    greyed: bool
    summary: tuple[str, ...]
    apply: str
    problem: str
    nothing: str


class TiersScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: TiersView) -> None: ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: TiersScreen | None = None
        self._command = OfficeCommand(till, office.background, "tiers", self.refresh)
        self._programme: CompiledProgramme | None = None
        self._read = False
        self._shares: list[int] = []
        self._report: TierReport | None = None
        self._counted_for = ""
        self._waiting: Cancel | None = None
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: TiersScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the programme in force; the members are counted when the page is opened first."""
        desk = self._till.desk

        def read() -> CompiledProgramme | None:
            with desk.store.read() as reader:
                try:
                    return desk.programmes.in_force(reader, desk.office_date(reader))
                except Refusal:
                    return None

        self._till.look_up(read, self._set)

    def _set(self, programme: CompiledProgramme | None) -> None:
        before = None if self._programme is None else self._programme.sha256
        self._programme, self._read = programme, True
        if programme is not None and programme.sha256 != before:
            self._report, self._shares = None, []
        tiers = None if programme is None else programme.tiers
        if tiers is not None and tiers.metric != "manual" and self._report is None:
            self._shares = [int(share) for share in default_target(len(tiers.levels)).split("/")]
            self.count()
        self.refresh()

    def title(self) -> str:
        """The head's title."""
        return self._till.texts("Tiers")

    # acts

    def step(self, place: int, by: int) -> None:
        """One per cent more or less for a tier, highest first; the lowest tier gives or takes it."""
        if self._shares[place] + by >= 0 and self._shares[-1] - by >= 0:
            self._shares[place] += by
            self._shares[-1] -= by
            if self._waiting is not None:
                self._waiting()
            self._waiting = self._till.timers.after(WAIT_MS, self.count)
        self.refresh()

    def count(self) -> None:
        """Has the members counted for the wanted shares."""
        if self._waiting is not None:
            self._waiting()
            self._waiting = None
        if self._shares:
            self._problem = ""
            target = self._target()
            self._command.start((*_ASKED, target), lambda answer: self._counted(answer, target))

    def cancel(self) -> None:
        """Breaks the count off; the old figures stay."""
        self._command.cancel()

    def apply(self) -> None:
        """Starts a draft of the programme in force with the suggested thresholds and opens it."""
        report, till = self._report, self._till
        if report is None or not self._may_write():
            return
        session, desk = till.signed_in(), till.desk
        name = till.texts("Tier thresholds · {date}", date=till.texts.date(date.fromisoformat(report.on)))

        def operation() -> ProgrammeDraft:
            sha, document = programme_in_force(desk)
            changed: Document = with_thresholds(document, report.thresholds())
            return save_draft(desk, session, new_draft(desk, session, name, changed, sha), changed)

        till.run(operation, self._applied, self._refused)

    def _applied(self, draft: ProgrammeDraft) -> None:
        page = self._office.page("programme")
        self._office.open("programme")
        editing = getattr(page, "editing", None)
        if editing is not None:
            editing.open_draft(draft.id)

    def _refused(self, refusal: Refusal) -> None:
        self._problem = self._till.say(refusal).line
        self.refresh()

    def _target(self) -> str:
        return "/".join(str(share) for share in self._shares)

    def _counted(self, answer: Answer, target: str) -> None:
        self._report = TierReport.from_document(answer)
        self._counted_for = target

    def _may_write(self) -> bool:
        session = self._till.session
        return session is not None and may(session.actor.role, Act.EDIT_PROGRAMME)

    # what is shown

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._read:
            self._screen.show_view(self.view())

    def view(self) -> TiersView:
        """The page as of now."""
        t, report, command = self._till.texts, self._report, self._command
        problem = self._problem
        if command.failed:
            problem = t("The members could not be counted; nothing was changed. Try again.")
        known = report is not None and not command.running and self._counted_for == self._target()
        return TiersView(
            intro="" if report is None else self._intro(report),
            shares_title=t("Wanted, in per cent"),
            shares=self._share_views(),
            counting=t("Counting {percent} %", percent=command.percent) if command.running else "",
            cancel=t("Cancel"),
            refresh=t("Count again"),
            columns=() if report is None else self._columns(report),
            rows=() if report is None else tuple(self._row(report, level) for level in reversed(report.levels)),
            greyed=not known,
            summary=() if report is None else self._summary(report),
            apply=t("Into a draft") if known and report is not None and report.thresholds() and self._may_write() else "",
            problem=problem,
            nothing=self._nothing(),
        )

    def _nothing(self) -> str:
        t, programme = self._till.texts, self._programme
        if programme is None:
            return t("No points programme is in force today")
        if programme.tiers is None:
            return t("This programme has no tiers. Add them on the page of the programme first.")
        if programme.tiers.metric == "manual":
            return t("Tiers are given by hand here: there is nothing to measure.")
        return ""

    def _intro(self, report: TierReport) -> str:
        t = self._till.texts
        what = {"spend": t("by what they spent"), "visits": t("by their visits"), "points": t("by the points they earned")}[report.metric]
        if report.since is None:
            return t("{n} members {what}, since they joined", n=count(report.members), what=what)
        day = t.date_with_year(date.fromisoformat(report.since))
        return t("{n} members {what} since {date}", n=count(report.members), what=what, date=day)

    def _share_views(self) -> tuple[ShareView, ...]:
        t = self._till.texts
        tiers = None if self._programme is None else self._programme.tiers
        if tiers is None or not self._shares:
            return ()
        names = [self._name(level.code, level.name) for level in reversed(tiers.levels)]
        last = len(names) - 1
        return tuple(
            ShareView(name, f"{share} %", at == last, t("One per cent less: {name}", name=name), t("One per cent more: {name}", name=name))
            for at, (name, share) in enumerate(zip(names, self._shares, strict=True))
        )

    def _name(self, code: str, name: str) -> str:
        return tier_name(code, name, short_language(self._till.texts))

    def _columns(self, report: TierReport) -> tuple[FigureColumn, ...]:
        t = self._till.texts
        titles = (t("Threshold"), t("Members"), "", t("Wanted"), t("Suggested"), t("exactly"), t("Then"), "")
        return (
            FigureColumn(t("Tier"), right=False),
            *(FigureColumn(title) for title in titles),
            FigureColumn(t("Spent each")),
            FigureColumn(t("Visits each")),
        )

    def _row(self, report: TierReport, level: LevelSize) -> FigureRow:
        moved = level.suggested is not None and level.suggested != level.threshold
        then = report.share(level.suggested_members)
        off = abs(then - level.target) * 100 > 5
        each = max(1, level.members)
        visits = round_to_step(Fraction(level.visits * 10, each), "half_up")
        texts = (
            FigureCell(self._name(level.code, level.name), bold=True),
            FigureCell(self._amount(report, level.threshold), "secondary"),
            FigureCell(count(level.members)),
            FigureCell(_percent(report.share(level.members)), "secondary"),
            FigureCell(_percent(level.target)),
            FigureCell(self._amount(report, level.suggested), "action" if moved else "text", bold=True),
            FigureCell(self._amount(report, level.raw), "secondary"),
            FigureCell(count(level.suggested_members), bold=True),
            FigureCell(_percent(then), "warn" if off else "secondary"),
            FigureCell(money(round_to_step(Fraction(level.spend_minor, each), "half_up")), "secondary"),
            FigureCell(f"{visits // 10}.{visits % 10}", "secondary"),
        )
        return FigureRow(level.code, texts)

    def _amount(self, report: TierReport, value: int | None) -> str:
        if value is None:
            return ""
        return short_money(value) if report.metric == "spend" else count(value)

    def _summary(self, report: TierReport) -> tuple[str, ...]:
        t = self._till.texts
        if not report.thresholds():
            return (t("Nobody is a member yet: there is nothing to measure."),)
        rise = t.plural("{n} member rises at once", "{n} members rise at once", report.up)
        fall = t.plural("{n} member falls at the next review", "{n} members fall at the next review", report.down)
        return (
            t("With the suggestion: {rise}, {fall}.", rise=rise, fall=fall),
            t("Members with as much as each other stay together; thresholds are rounded to amounts that can be said."),
        )

    def key(self, key: str) -> bool:
        """F5 counts again, F12 takes the suggestion into a draft; Esc is the office's."""
        if key == "F5":
            self.count()
        elif key == "F12":
            if self.view().apply:
                self.apply()
        else:
            return False
        return True

    def typed(self, char: str) -> bool:
        """Nothing is typed here."""
        return True

    def scanned(self, text: str) -> bool:
        """Scans are the till's."""
        return False


def _percent(share: Fraction) -> str:
    tenths = round_to_step(share * 1_000, "half_up")
    return f"{tenths // 10}.{tenths % 10}%"

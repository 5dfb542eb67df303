"""Closing a shift: count, check, print Z and finish. Where the shop counts blind, what should be there is shown only after the count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.documents.document import Document
from app.documents.shift_words import MONEY_UNITS, count_label, how_label, kind_label, reason_label, unit_label
from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.ledger.booking import POINTS
from app.domain.sales.tender import CASH, tender_label
from app.domain.till.act_names import act_name
from app.domain.till.approval import Approval
from app.domain.till.cash import DIFFERENCES
from app.gui.components.views import PaperOf
from app.gui.i18n import Texts, count, money, signed
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import refusal_line
from app.gui.presenters.counting import Counting, CountRow, language_of, signed_money
from app.gui.presenters.places import Navigator
from app.gui.presenters.till import Till
from app.services.close_shift import ClosePreview, close_shift, preview_closing
from app.services.ports.sound import Sound
from app.services.shift_report import ShiftReport
from app.services.shift_slips import print_x, report_paper, staff_names

if TYPE_CHECKING:
    from collections.abc import Mapping

APPROVALS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of figures: what, how often or by whom, how much. `strong` for sums; `sign` +1, -1 for what came and went, else 0."""

    label: str
    note: str
    value: str
    strong: bool = False
    sign: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it agrees: in words, and the line below. `tone`: success, warning, danger."""

    title: str
    line: str
    tone: str


@dataclass(frozen=True, slots=True)
class ReasonTile:
    """A reason for a difference with its digit."""

    id: str
    label: str
    key: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCloseView:
    """The screen. `step` 1 counting, 2 checking, 3 closed. `money`, `drawer`: empty while they are hidden (`hidden` says why). `paper`: the
    Z report once it is booked.
    """

    title: str
    facts: tuple[str, ...]
    step: int
    steps: tuple[str, str, str]
    notice: str
    rows: tuple[CountRow, ...]
    total: str
    money: tuple[Fact, ...]
    drawer: tuple[Fact, ...]
    hidden: str
    verdict: Verdict | None
    reasons: tuple[ReasonTile, ...]
    points_title: str
    points: tuple[Fact, ...]
    points_verdict: Verdict | None
    others: tuple[Fact, ...]
    approvals: tuple[str, ...]
    anchor: str
    problem: str
    confirm: str
    can_confirm: bool
    reason_not: str
    paper: PaperOf | None


class ShiftCloseScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: ShiftCloseView) -> None: ...


class ShiftClose:
    """The presenter. `on_closed`: the shift is over, nobody is signed in any more; `on_leave`: to the sign-in screen."""

    def __init__(
        self,
        till: Till,
        navigator: Navigator,
        on_closed: Callable[[], None],
        on_leave: Callable[[], None],
        on_suspended: Callable[[], None],
    ) -> None:
        """`on_suspended`: opens the list of baskets put aside, which have to be finished first."""
        self._till = till
        self._nav = navigator
        self._on_closed, self._on_leave, self._on_suspended = on_closed, on_leave, on_suspended
        self._screen: ShiftCloseScreen | None = None
        self._counting = Counting()
        self._preview: ClosePreview | None = None
        self._names: Mapping[str, str] = {}
        self._paper: Document | None = None
        self._closed: ShiftReport | None = None
        self._counted = False
        self._blind = True
        self._counts = True
        self._left_over = False
        self._reason = ""
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ShiftCloseScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    @property
    def compulsory(self) -> bool:
        """Whether there is no way back: the shift is one of an earlier day."""
        return self._left_over and self._closed is None

    @property
    def closed(self) -> bool:
        """Whether the report is booked."""
        return self._closed is not None

    def open(self, *, left_over: bool = False) -> None:
        """Begins to close the open shift. `left_over`: nobody closed it on its day."""
        self._counting.clear()
        self._preview, self._closed, self._paper, self._counted = None, None, None, False
        self._left_over, self._reason, self._problem = left_over, "", ""
        self._look()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def _look(self) -> None:
        """Reads the figures as they are now."""
        till, session = self._till, self._till.signed_in()
        pieces = self._counting.pieces if self._counted else None
        reason = self._reason

        def read() -> tuple[ClosePreview, bool, bool, Mapping[str, str]]:
            preview = preview_closing(till.desk, session, pieces, reason)
            with till.desk.store.read() as reader:
                blind = bool(till.desk.setting(reader, "shift.blind"))
                lang = language_of(till.texts)
                return preview, blind, bool(till.desk.setting(reader, "shift.counted")), staff_names(reader, lang)

        def ready(found: tuple[ClosePreview, bool, bool, Mapping[str, str]]) -> None:
            self._preview, self._blind, self._counts, self._names = found
            self._problem = ""
            self.refresh()

        till.run(read, ready, self._refused)

    # what is shown

    def view(self) -> ShiftCloseView:
        """The screen as of now."""
        t, preview = self._till.texts, self._preview
        step = 3 if self._closed is not None else 2 if self._counted else 1
        report = self._closed or (None if preview is None else preview.report)
        shown = report is not None and (self._counted or not self._blind)
        can = preview is not None and (self._counted or not self._counts)
        return ShiftCloseView(
            title=t("Close the shift · Z"),
            facts=() if report is None else self._facts(report),
            step=step,
            steps=(t("1 Count the cash"), t("2 Check"), t("3 Print and finish")),
            notice=t("Nobody closed this shift on its day. Count the drawer and close it; then today begins.") if self.compulsory else "",
            rows=self._counting.rows(chosen=not self._counted),
            total=money(self._counting.total_minor),
            money=_tenders(report, t) if shown and report is not None else (),
            drawer=_drawer(report, t) if shown and report is not None else (),
            hidden="" if shown else t("Count first: what should be there is shown afterwards"),
            verdict=self._verdict() if self._counted else None,
            reasons=self._reasons(),
            points_title=unit_label(POINTS, language_of(t)),
            points=() if report is None else _points(report, t),
            points_verdict=None if report is None else _points_verdict(report, t),
            others=() if report is None else _others(report, t),
            approvals=() if report is None else self._approvals(report),
            anchor="" if report is None else t("Journal {n} · anchor {anchor}", n=count(report.head_seq), anchor=_anchor(report)),
            problem=self._problem,
            confirm=t("Done") if step == 3 else t("Close the shift"),
            can_confirm=can or step == 3,
            reason_not=t("Count the drawer first"),
            paper=self._shown_paper(),
        )

    def _facts(self, report: ShiftReport) -> tuple[str, ...]:
        t, zone = self._till.texts, self._till.desk.zone
        shift = report.shift
        opened = local_time(shift.opened_ms, zone)
        made = local_time(report.made_ms, zone)
        number = t("Z {n}", n=report.z_no) if report.z_no is not None else t("Business day {day}", day=shift.business_date)
        return (number, f"{opened.time} – {made.time}", self._names.get(shift.opened_by, ""))

    def _verdict(self) -> Verdict | None:
        t, preview = self._till.texts, self._preview
        if preview is None:
            return None
        difference, limit = preview.report.difference_minor, money(preview.limit_minor)
        if not difference:
            return Verdict(t("The drawer agrees"), "", "success")
        amount = money(abs(difference))
        within = abs(difference) <= preview.limit_minor
        words = t("{amount} over", amount=amount) if difference > 0 else t("{amount} short", amount=amount)
        if within:
            return Verdict(words, t("Within the {limit} that a drawer may differ", limit=limit), "success")
        return Verdict(words, t("More than {limit}: choose a reason, a second person approves it", limit=limit), "danger")

    def _reasons(self) -> tuple[ReasonTile, ...]:
        t, preview = self._till.texts, self._preview
        if preview is None or not self._counted or not preview.needs_reason or self._closed is not None:
            return ()
        lang = language_of(t)
        return tuple(
            ReasonTile(reason, reason_label(reason, lang), str(at), reason == self._reason) for at, reason in enumerate(DIFFERENCES, 1)
        )

    def _approvals(self, report: ShiftReport) -> tuple[str, ...]:
        t, zone = self._till.texts, self._till.desk.zone
        lines = []
        for one in report.figures.approvals[-APPROVALS_SHOWN:]:
            act, who = act_name(one.act, t.language), self._names.get(one.approver_id or "", "")
            lines.append(f"{local_time(one.occurred_ms, zone).time} {act} · {who}")
        return tuple(lines)

    def _shown_paper(self) -> PaperOf | None:
        if self._paper is None:
            return None
        paper = self._till.desk.profile().paper
        return PaperOf(self._paper, paper, f"{paper.roll_mm} mm")

    # acts

    def choose(self, at: int) -> None:
        """A row was pressed: it is counted again."""
        if self._closed is None:
            self._counted = False
            self._counting.choose(at)
            self.refresh()

    def press(self, key: str) -> None:
        """A key of the keypad."""
        if self._closed is None and key != ".":
            self._counted = False
            self._counting.press(key)
            self.refresh()

    def choose_reason(self, reason: str) -> None:
        """Why the drawer differs."""
        self._reason = reason
        self._look()

    def typed(self, char: str) -> bool:
        """Digits: pieces while counting, the number of a reason while checking."""
        if self._counted:
            for tile in self._reasons():
                if tile.key == char:
                    self.choose_reason(tile.id)
        elif char.isascii() and char.isdigit():
            self.press(char)
        return True

    def key(self, key: str) -> bool:
        """Enter goes down and ends the count on the last row; F12 closes; Esc goes one step back."""
        if self._closed is not None:
            if key in ("Enter", "F12", "Esc"):
                self._on_leave()
            return True
        if key == "F12":
            self.confirm()
        elif key == "Enter":
            self._enter()
        elif key in ("Up", "Down", "Tab"):
            self.choose(min(max(self._counting.at + (-1 if key == "Up" else 1), 0), len(self._counting.rows()) - 1))
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key == "Esc" and self._counted:
            self.choose(len(self._counting.rows()) - 1)
        elif key == "Esc" and not self.compulsory:
            return False
        return True

    def _enter(self) -> None:
        if not self._counted and self._counting.on_last:
            self.count_done()
        elif not self._counted:
            self._counting.step(1)
            self.refresh()

    def count_done(self) -> None:
        """The count stands: what should be there is shown."""
        self._counted = True
        self._look()

    def print_x(self) -> None:
        """The figures as they stand, on paper."""
        till, session = self._till, self._till.session
        if session is None:
            return

        def operation() -> None:
            print_x(till.desk, session)
            till.printing.spooler.wake()

        till.run(operation, lambda _: till.play(Sound.OK), self._refused, confirm=True)

    def confirm(self, approval: Approval | None = None) -> None:
        """Books the report, once; where somebody else has to say yes, asks first."""
        till, preview = self._till, self._preview
        if self._closed is not None:
            self._on_leave()
            return
        if preview is None or (self._counts and not self._counted):
            till.play(Sound.UNKNOWN)
            return
        if preview.needs_reason and not self._reason:
            self._refused(Refusal("reason_missing"))
            return
        if preview.asked is not None and approval is None:
            self._nav.ask_approval(
                ApprovalQuestion(
                    asked=preview.asked, title=till.texts("Close with a difference"), lines=self._asked(preview), answer=self.confirm
                )
            )
            return
        session, pieces, reason = till.signed_in(), self._counting.pieces if self._counted else None, self._reason

        def operation() -> tuple[ShiftReport, Document]:
            report = close_shift(till.desk, session, pieces, reason, approval=approval)
            till.printing.spooler.wake()
            with till.desk.store.read() as reader:
                return report, report_paper(till.desk, reader, report)

        def done(found: tuple[ShiftReport, Document]) -> None:
            self._closed, self._paper = found
            self._problem = ""
            till.play(Sound.DONE)
            self._on_closed()
            self.refresh()

        till.run(operation, done, self._refused, confirm=True)

    def _asked(self, preview: ClosePreview) -> tuple[tuple[str, str], ...]:
        t, report = self._till.texts, preview.report
        lines = [
            (t("Expected"), money(report.expected_minor)),
            (t("Counted"), money(report.counted_minor)),
            (t("Difference"), signed_money(report.difference_minor)),
        ]
        if self._reason:
            lines.append((t("Reason"), reason_label(self._reason, language_of(t))))
        if report.figures.mismatched:
            lines.append((t("Receipts without their points"), count(report.figures.mismatched)))
        return tuple(lines)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()
        if refusal.code == "baskets_suspended":
            self._on_suspended()


def _tenders(report: ShiftReport, t: Texts) -> tuple[Fact, ...]:
    figures, lang = report.figures, language_of(t)
    rows = [
        Fact(tender_label(total.kind, lang), t.plural("{n} time", "{n} times", total.taken + total.paid), money(total.net_minor))
        for total in figures.tenders
    ]
    total = sum(one.net_minor for one in figures.tenders)
    rows.append(Fact(t.plural("{n} sale in all", "{n} sales in all", figures.sales), "", money(total), strong=True))
    return tuple(rows)


def _drawer(report: ShiftReport, t: Texts) -> tuple[Fact, ...]:
    figures, lang = report.figures, language_of(t)
    cash = figures.tender(CASH)
    rows = [Fact(t("Float"), "", money(report.shift.float_minor)), Fact(t("Cash taken"), "", signed_money(cash.taken_minor))]
    if cash.paid_minor:
        rows.append(Fact(t("Cash refunded"), t.plural("{n} time", "{n} times", cash.paid), signed_money(-cash.paid_minor)))
    for how, n, minor in figures.cash_moved:
        amount = signed_money(minor if how == "pay_in" else -minor)
        rows.append(Fact(how_label(how, lang), t.plural("{n} time", "{n} times", n), amount))
    rows.append(Fact(t("Expected"), "", money(report.expected_minor), strong=True))
    return tuple(rows)


def _points(report: ShiftReport, t: Texts) -> tuple[Fact, ...]:
    lang = language_of(t)
    rows = []
    for state in sorted(report.units, key=lambda one: one.unit != POINTS):
        is_money = state.unit in MONEY_UNITS
        figure, moved = (money, signed_money) if is_money else (count, signed)
        if state.unit != POINTS:
            rows.append(Fact(unit_label(state.unit, lang), "", "", strong=True))
        rows.append(Fact(t("Before"), "", figure(state.before)))
        for move in report.figures.unit(state.unit).moves:
            note = t.plural("{n} time", "{n} times", move.events)
            rows.append(Fact(kind_label(move.kind, state.unit, lang), note, moved(move.amount), sign=1 if move.amount > 0 else -1))
        rows.append(Fact(t("After"), "", figure(state.after), strong=True))
        if state.unit == POINTS and report.face_value is not None:
            hundred = money(round(report.face_value * 100))
            rows.append(Fact(t("At face value (100 pts = {amount})", amount=hundred), "", money(round(report.face_value * state.after))))
    return tuple(rows)


def _points_verdict(report: ShiftReport, t: Texts) -> Verdict:
    figures = report.figures
    if not figures.mismatched and not report.drift:
        return Verdict(t("Agrees with the receipts"), "", "success")
    if figures.mismatches:
        first = figures.mismatches[0]
        points = count(abs(first.points))
        words = (
            t("{n} pts missing: receipt {number} has no such booking", n=points, number=first.paper)
            if first.points > 0
            else t("{n} pts over: receipt {number} has no such booking", n=points, number=first.paper)
        )
        return Verdict(words, t("Closing needs a second person; it is written down"), "danger")
    words = t("{n} pts that no event explains", n=count(report.drift))
    return Verdict(words, t("Closing needs a second person; it is written down"), "danger")


def _others(report: ShiftReport, t: Texts) -> tuple[Fact, ...]:
    figures, lang = report.figures, language_of(t)
    named = (("voids", figures.voids), ("overrides", figures.overrides))
    counted = ((name, figures.count(name)) for name in ("reprints", "no_sales", "approvals", "abandoned"))
    rows = [Fact(count_label(name, lang), "", count(n)) for name, n in (*named, *counted)]
    rows.append(Fact(t("Papers not known to be printed"), "", count(len(report.unprinted))))
    return tuple(rows)


def _anchor(report: ShiftReport) -> str:
    head = report.head[:8].upper()
    return f"{head[:4]}-{head[4:]}"

"""The last days told again under the draft, beside the editor: what it would have given, what it would have cost, who would gain or lose.

It is worked out by the command `backtest` beside the till, anew a moment after every change while the panel is open; meanwhile the old
figures stay, greyed. Nothing is booked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.exact import round_to_step
from app.domain.programme.compiled import Cap
from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import Document
from app.domain.programme.phrases import activity_text, cap_text, trigger_words
from app.gui.components.figure_views import BarView, FigureCell, FigureColumn, FigureRow
from app.gui.i18n import DASH, MINUS, count, money, signed
from app.gui.presenters.office_command import Answer, OfficeCommand
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_problems import place_text, problem_text
from app.gui.presenters.office_views import ActView, FindingView
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Cancel, Till
from app.gui.theme.theme import Tone
from app.services.backtest_result import BackTest, Band, BudgetUse, EventChange, Pair
from app.services.ports.background import Background

PAUSE_MS = 600
"""The back-test begins when the hand rests."""
DAYS = (30, 90, 365)
GO_TO = "go:"
_EMPTY = FigureCell("")
_RECEIPTS_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayTable:
    """A table under its title, with a line below it."""

    title: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayBars:
    """A chart under its title: members who would get more (`rising`), or less."""

    title: str
    bars: tuple[BarView, ...]
    rising: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """What is used of a limit: its words, what was used of it, how full it was at its fullest. `permille` None: it is each member's own."""

    title: str
    text: str
    permille: int | None
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayView:
    """The panel. `chip` says how old the figures are; `cancel` empty: nothing runs; `again` empty: nothing to run."""

    title: str
    chip: str
    chip_tone: Tone
    chip_icon: str
    cancel: str
    again: str
    days: tuple[str, ...]
    days_chosen: int
    days_name: str
    caption: str
    findings: tuple[FindingView, ...]
    nothing: str
    greyed: bool
    tables: tuple[ReplayTable, ...]
    charts: tuple[ReplayBars, ...]
    budgets_title: str
    budgets: tuple[BudgetView, ...]
    note: str
    parts: tuple[ActView, ...]
    part: str


class Replay:
    """The presenter of the panel. `changed` is called when it has something new to show; `go_to` opens the place of a path."""

    def __init__(
        self, till: Till, background: Background, editing: Editing, changed: Callable[[], None], go_to: Callable[[str], None]
    ) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self._go_to = go_to
        self._command = OfficeCommand(till, background, "backtest", changed)
        self._shown = False
        self._days = DAYS[1]
        self._asked: tuple[Document, int] | None = None
        self._stopped = False
        self._waiting: Cancel | None = None
        self._answer: BackTest | None = None
        self._answered: tuple[Document, int] | None = None
        self._refused: tuple[DocumentError, ...] = ()
        self._part = "figures"
        self._names: dict[str, str] = {}
        self._made: tuple[object, tuple[ReplayTable, ...], tuple[ReplayBars, ...], tuple[BudgetView, ...]] | None = None
        editing.changed.connect(self.follow)
        till.texts.language_changed.connect(self._language_changed)

    # when it runs

    def show(self, *, shown: bool) -> None:
        """The panel was opened or closed; a closed one works out nothing."""
        if shown == self._shown:
            return
        self._shown = shown
        if shown:
            self.follow(pause_ms=0)
        else:
            self._forget()

    def _forget(self) -> None:
        """What is on the way is not wanted any more."""
        if self._waiting is not None:
            self._waiting()
            self._waiting = None
        if self._command.running:
            self._command.cancel()
        self._asked = None

    @property
    def _wanted(self) -> tuple[Document, int]:
        return self._editing.document, self._days

    @property
    def _comparable(self) -> bool:
        """Whether the draft says anything else than what is in force, and can be run."""
        editing = self._editing
        return editing.draft is not None and editing.document != editing.published and not editing.errors

    def follow(self, *, pause_ms: int = PAUSE_MS) -> None:
        """The document is another one: it is told again once nothing has changed for a moment."""
        if not self._shown or _same(self._asked, self._wanted) or _same(self._answered, self._wanted):
            return
        if not self._comparable:
            self._forget()
            return
        if self._waiting is not None:
            self._waiting()
        self._asked, self._stopped = self._wanted, False
        self._waiting = self._till.timers.after(pause_ms, self.run)
        self._changed()

    def run(self) -> None:
        """Tells the days again now."""
        if self._waiting is not None:
            self._waiting()
            self._waiting = None
        if not self._comparable:
            return
        self._asked, self._stopped = self._wanted, False
        document, days = self._wanted
        given = json.dumps(document, ensure_ascii=False).encode()

        def answered(answer: Answer) -> None:
            self._take(answer, (document, days))

        self._command.start(("backtest", "-", "--days", str(days), "--json"), answered, given=given)

    def _take(self, answer: Answer, asked: tuple[Document, int]) -> None:
        if answer["ok"]:
            self._answer, self._answered, self._refused = BackTest.from_document(answer), asked, ()
            self._read_names(self._answer)
        else:
            self._refused = tuple(DocumentError(error["path"], error["code"]) for error in answer["errors"])

    def _read_names(self, answer: BackTest) -> None:
        """Names of those in the lists that are not known yet."""
        listed = [one.member for one in answer.largest_members] + [one.member for one in answer.largest_events]
        wanted = [member for member in dict.fromkeys(listed) if member not in self._names]
        if not wanted:
            return
        desk, language = self._till.desk, self._editing.wording.lang

        def operation() -> dict[str, str]:
            table = desk.pinyin()
            with desk.store.read() as reader:
                found = ((member_id, reader.member(member_id)) for member_id in wanted)
                return {member_id: member.on_screen(language, table) for member_id, member in found if member is not None}

        def ready(names: dict[str, str]) -> None:
            self._names |= names
            self._made = None
            self._changed()

        self._till.look_up(operation, ready)

    def _language_changed(self) -> None:
        self._names = {}
        if self._answer is not None:
            self._read_names(self._answer)

    # acts

    def cancel(self) -> None:
        """Breaks it off; the old figures stay, greyed."""
        if self._waiting is not None:
            self._waiting()
            self._waiting = None
        self._stopped = True
        self._command.cancel()
        self._changed()

    def choose_days(self, at: int) -> None:
        """How far back."""
        self._days = DAYS[at]
        self.follow(pause_ms=0)
        self._changed()

    def choose_part(self, part: str) -> None:
        """The figures, the members or the receipts with the largest change; pressed again, the figures."""
        self._part = "figures" if part == self._part else part
        self._changed()

    def act(self, act: str) -> None:
        """A press beside a line: to the place where something has to be mended."""
        if act.startswith(GO_TO):
            self._go_to(act.removeprefix(GO_TO))

    # what is shown

    def view(self) -> ReplayView:
        """The panel as of now."""
        t, answer = self._till.texts, self._answer
        chip, tone, icon = self._chip()
        current = _same(self._answered, self._wanted) and not self._command.running
        tables, charts, budgets = ((), (), ()) if answer is None else self._figures(answer)
        working = self._command.running or self._waiting is not None
        return ReplayView(
            title=t("Replay of {n} days", n=self._days),
            chip=chip,
            chip_tone=tone,
            chip_icon=icon,
            cancel=t("Stop") if working else "",
            again=t("Work out") if self._comparable and not working and not current else "",
            days=tuple(t("{n} days", n=days) for days in DAYS),
            days_chosen=DAYS.index(self._days),
            days_name=t("How far back"),
            caption="" if answer is None else self._caption(answer),
            findings=self._findings(),
            nothing=self._nothing(),
            greyed=not current,
            tables=tables,
            charts=charts,
            budgets_title=t("Limits of the draft") if budgets else "",
            budgets=budgets,
            note="" if answer is None or self._part != "figures" else self._note(answer),
            parts=() if answer is None else self._parts(answer),
            part=self._part,
        )

    def _chip(self) -> tuple[str, Tone, str]:
        t, command = self._till.texts, self._command
        if command.running:
            return t("Working it out anew, {percent} %", percent=command.percent), "info", "refresh"
        if self._waiting is not None:
            return t("Working it out anew, {percent} %", percent=0), "info", "refresh"
        if self._findings():
            return t("Not worked out"), "danger", "danger"
        if not self._comparable:
            return "", "muted", ""
        if _same(self._answered, self._wanted):
            return t("Follows your changes"), "success", "ok"
        return t("Stopped") if self._stopped else t("Not worked out"), "warn", "warn"

    def _findings(self) -> tuple[FindingView, ...]:
        """Why it could not be told again, at the place; nothing while it runs or where it has run."""
        t, w = self._till.texts, self._editing.wording
        errors: Sequence[DocumentError] = self._editing.errors
        if not errors and self._refused and _same(self._asked, self._wanted) and not self._command.running:
            errors = self._refused
        if errors:
            fix = t("Go there")
            return tuple(
                FindingView(
                    text=t("{name}: {what}", name=place_text(error, w), what=problem_text(error, w)),
                    tone="danger",
                    icon="danger",
                    fixes=(ActView(id=f"{GO_TO}{error.path}", label=fix),),
                )
                for error in errors
            )
        if self._command.failed and self._comparable:
            text = t("The books could not be read for this; nothing was changed. Try again.")
            return (FindingView(text=text, tone="danger", icon="danger"),)
        return ()

    def _nothing(self) -> str:
        t, editing = self._till.texts, self._editing
        if editing.errors:
            return t("What is marked red has to be mended first; then the last days are told again.")
        if editing.draft is None or editing.document == editing.published:
            return t("Nothing is different from v{n}. Change a word, and the last days are told again.", n=editing.published_version)
        return ""

    def _caption(self, answer: BackTest) -> str:
        t = self._till.texts
        span = t("{since} – {until}", since=_day(t.date, answer.since), until=_day(t.date, answer.until))
        return t("Worked out from the shop's own {n} receipts; nothing is booked · {span}", n=count(answer.receipts), span=span)

    def _parts(self, answer: BackTest) -> tuple[ActView, ...]:
        t = self._till.texts
        found = []
        if answer.largest_members:
            label = t("Top {n} members", n=len(answer.largest_members))
            found.append(ActView(id="members", label=label, icon="members"))
        if answer.largest_events:
            found.append(ActView(id="receipts", label=t("By receipt"), icon="receipt"))
        return tuple(found)

    def _figures(self, answer: BackTest) -> tuple[tuple[ReplayTable, ...], tuple[ReplayBars, ...], tuple[BudgetView, ...]]:
        """Tables, charts and limits of the part that is open; made once for an answer and a wording."""
        w = self._editing.wording
        key = (id(answer), id(w), self._part, w.lang)
        if self._made is None or self._made[0] != key:
            if self._part == "members":
                made: tuple[tuple[ReplayTable, ...], tuple[ReplayBars, ...], tuple[BudgetView, ...]] = ((self._members(answer),), (), ())
            elif self._part == "receipts":
                made = (self._receipts(answer, w),), (), ()
            else:
                tables = (self._main_table(answer), self._rules(answer, w), *self._vouchers(answer), *self._tiers(answer, w))
                made = tables, self._charts(answer), tuple(self._budget(answer, use) for use in answer.budgets)
            self._made = (key, *made)
        return self._made[1:]

    def _columns(self, name: str) -> tuple[FigureColumn, ...]:
        t, answer = self._till.texts, self._answer
        assert answer is not None
        return (
            FigureColumn(name, right=False),
            FigureColumn(t("Now v{n}", n=answer.old.version)),
            FigureColumn(t("Draft")),
            FigureColumn(t("Diff.")),
        )

    def _main_table(self, answer: BackTest) -> ReplayTable:
        t, month = self._till.texts, answer.month
        rows = [
            _row("points", t("Points given"), month(answer.points), count, signed),
            _row("cost", t("What points cost"), month(answer.cost_minor), money, _signed_money),
        ]
        if answer.expected_minor is not None:
            rows.append(_row("expected", t("of it used"), month(answer.expected_minor), money, _signed_money))
        shares = answer.share_of_revenue
        if shares is not None:
            rows.append(self._share_row(*shares))
        rows += [
            _row("redeemed", t("Paid with points"), month(answer.redemptions.value_minor), money, _signed_money),
            _row("liability", t("Owed at the end"), answer.liability_minor, money, _signed_money),
            self._members_row("gain", t("Get more"), answer.winners),
            self._members_row("lose", t("Get fewer"), answer.losers),
            self._members_row("tiers", t("In another tier"), answer.tier_moves),
        ]
        note = ""
        if answer.redemptions.refused:
            note = t.plural(
                "{n} payment with points would not have been possible as it was",
                "{n} payments with points would not have been possible as they were",
                answer.redemptions.refused,
            )
        return ReplayTable(title="", columns=self._columns(t("A month")), rows=tuple(rows), note=note)

    def _share_row(self, old: Fraction, new: Fraction) -> FigureRow:
        t = self._till.texts
        more = _permille(new) - _permille(old)
        return FigureRow(
            "share",
            (
                FigureCell(t("of sales")),
                FigureCell(_percent(old), "secondary"),
                FigureCell(_percent(new), bold=True),
                FigureCell(t("{points} pp", points=_tenths(more, sign=True)), _tone(more)),
            ),
        )

    def _members_row(self, key: str, name: str, members: int) -> FigureRow:
        figure = self._till.texts("{n} members", n=count(members))
        return FigureRow(key, (FigureCell(name), FigureCell(DASH, "secondary"), FigureCell(figure, bold=True), _EMPTY))

    def _rules(self, answer: BackTest, w: Wording) -> ReplayTable:
        t = self._till.texts
        known = {rule.code for rule in w.programme.rules}
        rows = tuple(
            _row(f"rule:{one.rule}", w.rule(one.rule) if one.rule in known else one.name, answer.month(one.points), count, signed)
            for one in answer.rules
        )
        silent = w.listed(w.rule(code) for code in answer.silent if code in known)
        note = t("The books say nothing about: {rules}", rules=silent) if silent else ""
        return ReplayTable(title=t("By rule"), columns=self._columns(t("Points a month")), rows=rows, note=note)

    def _vouchers(self, answer: BackTest) -> Iterable[ReplayTable]:
        if answer.vouchers:
            t = self._till.texts
            rows = tuple(_row(f"voucher:{one.voucher}", one.voucher, one.count, count, signed) for one in answer.vouchers)
            yield ReplayTable(title=t("Vouchers"), columns=self._columns(t("Handed out")), rows=rows)

    def _tiers(self, answer: BackTest, w: Wording) -> Iterable[ReplayTable]:
        if answer.tiers:
            t = self._till.texts
            rows = tuple(
                FigureRow(
                    f"tier:{move.old}:{move.new}",
                    (
                        FigureCell(t("{old} → {new}", old=DASH if move.old is None else w.tier(move.old), new=w.tier(move.new))),
                        FigureCell(t("{n} members", n=count(move.members)), bold=True),
                    ),
                )
                for move in answer.tiers
            )
            yield ReplayTable(title=t("Tiers at the end"), columns=(FigureColumn("", right=False), FigureColumn("")), rows=rows)

    def _charts(self, answer: BackTest) -> tuple[ReplayBars, ...]:
        t = self._till.texts
        found = []
        if answer.winners:
            title = t.plural("{n} member gets more a month", "{n} members get more a month, each", answer.winners)
            found.append(ReplayBars(title=title, bars=_bars(answer.gains, "+"), rising=True))
        if answer.losers:
            title = t.plural("{n} member gets fewer a month", "{n} members get fewer a month, each", answer.losers)
            found.append(ReplayBars(title=title, bars=_bars(answer.losses, MINUS), rising=False))
        return tuple(found)

    def _budget(self, answer: BackTest, use: BudgetUse) -> BudgetView:
        t, lang = self._till.texts, self._editing.wording.lang
        cap = Cap(code=use.cap, rules=None, who=use.who, per=use.per, times=use.times, limit=use.limit)  # type: ignore[arg-type]
        reached = t.plural("reached {n} time", "reached {n} times", use.cut)
        if use.who == "member":
            return BudgetView(title=cap_text(cap, lang), text=reached, permille=None, full=bool(use.cut))
        amount = count if use.times else t.points
        text = t("{amount} a month", amount=amount(use.month))
        if use.largest_day is not None:
            text = t("{text}, most on {day}: {amount}", text=text, day=_day(t.date, use.largest_day), amount=amount(use.largest_day_used))
        if use.cut:
            text = t("{text} · {reached}", text=text, reached=reached)
        permille = use.fullest_used * 1_000 // use.limit if use.limit else 1_000
        return BudgetView(title=cap_text(cap, lang), text=text, permille=permille, full=permille >= 1_000)

    def _note(self, answer: BackTest) -> str:
        t = self._till.texts
        text = t("This says what would have been given for what was bought. Whether more is bought, only a control group tells.")
        if answer.days < self._days:
            text = t("The books begin {day}: {n} days.", day=_day(t.date_with_year, answer.since), n=answer.days) + " " + text
        return text

    def _members(self, answer: BackTest) -> ReplayTable:
        t = self._till.texts
        rows = tuple(
            _row(one.member, self._names.get(one.member, DASH), one.points, count, signed) for one in answer.largest_members
        )
        return ReplayTable(title=t("Largest change"), columns=self._columns(t("All {n} days", n=answer.days)), rows=rows)

    def _receipts(self, answer: BackTest, w: Wording) -> ReplayTable:
        t = self._till.texts
        columns = (
            FigureColumn(t("Receipt"), right=False),
            FigureColumn(t("Total")),
            *self._columns("")[1:],
        )
        rows = []
        for one in answer.largest_events[:_RECEIPTS_SHOWN]:
            points = one.points
            rows.append(
                FigureRow(
                    one.event,
                    (
                        FigureCell(self._what(one, w)),
                        FigureCell(money(one.total_minor) if one.total_minor else "", "secondary"),
                        FigureCell(count(points.old), "secondary"),
                        FigureCell(count(points.new), bold=True),
                        FigureCell(signed(points.difference), _tone(points.difference)),
                    ),
                )
            )
        return ReplayTable(title=t("By receipt"), columns=columns, rows=tuple(rows))

    def _what(self, one: EventChange, w: Wording) -> str:
        """The number of the receipt (its day stands in it), or the day and what earned, and whose it is."""
        kind, _, code = one.type.partition(":")
        earned = activity_text(code, w.lang) if kind == "activity" else trigger_words(kind, w.lang)
        what = one.number or f"{_day(self._till.texts.date, one.business_date)} {earned}"
        name = self._names.get(one.member, "")
        return f"{what} {name}".strip()


def _same(one: tuple[Document, int] | None, other: tuple[Document, int]) -> bool:
    """Whether both are of the same document, as it stands, over the same days."""
    return one is not None and one[1] == other[1] and (one[0] is other[0] or one[0] == other[0])


def _row(key: str, name: str, pair: Pair, figure: Callable[[int], str], difference: Callable[[int], str]) -> FigureRow:
    return FigureRow(
        key,
        (
            FigureCell(name),
            FigureCell(figure(pair.old), "secondary"),
            FigureCell(figure(pair.new), bold=True),
            FigureCell(difference(pair.difference), _tone(pair.difference)),
        ),
    )


def _tone(difference: int) -> Tone:
    """More costs, less takes something from somebody: both stand out, nothing does not."""
    return "secondary" if difference == 0 else "warn"


def _signed_money(minor: int) -> str:
    return f"+{money(minor)}" if minor > 0 else money(minor)


def _permille(share: Fraction) -> int:
    return round_to_step(share * 1_000, "half_up")


def _tenths(permille: int, *, sign: bool = False) -> str:
    whole, tenth = divmod(abs(permille), 10)
    lead = ("+" if permille > 0 else MINUS if permille < 0 else "") if sign else ""
    return f"{lead}{whole}.{tenth}"


def _percent(share: Fraction) -> str:
    return f"{_tenths(_permille(share))}%"


def _bars(bands: Sequence[Band], sign: str) -> tuple[BarView, ...]:
    return tuple(
        BarView(f"{sign}{band.low}–{band.high}" if band.high is not None else f"{sign}{band.low - 1}+", count(band.members), band.members)
        for band in bands
    )


def _day(write: Callable[[date], str], day: str) -> str:
    return write(date.fromisoformat(day))


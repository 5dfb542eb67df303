"""Points and tiers through time: what the next days bring, what daily runs have done (and taking it back), whose points lapse soon.

What goes through all members is asked of a command of its own, so that no scan waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.member import Member
from app.domain.programme.dates import add_days
from app.domain.till.rights import Act, may
from app.gui.i18n import Texts, count, mark
from app.gui.presenters.counter_views import day_text, short_language, tier_view
from app.gui.presenters.office import Office
from app.gui.presenters.till import Till
from app.services.day_history import Chunk, ChunkMember, chunk_members, latest_chunks
from app.services.ports.background import CommandEnd
from app.services.ports.sound import Sound
from app.services.reminders import Row, print_reminders, rows_csv
from app.services.reverse import reverse

Tab = Literal["ahead", "done", "soon"]
TABS: tuple[Tab, ...] = ("ahead", "done", "soon")
HORIZONS = (0, 7, 30, 90, 365)
LONGER = (0, 7, 30, 90)
"""Days that lapsed points are good for again: 0 leaves each its own last day."""
CHUNKS_SHOWN = 30
PEOPLE_SHOWN = 40
ROWS_SHOWN = 500
_TAB_NAMES = {"ahead": mark("Coming up"), "done": mark("Done by daily runs"), "soon": mark("Whose points lapse soon")}
_KINDS = {
    types.POINTS_EXPIRED: mark("Points lapsed"),
    types.DEBT_PAID: mark("Debts paid"),
    types.TIER_REVIEWED: mark("Tiers reviewed"),
    types.TIER_FLOORS_ENDED: mark("Given tiers ended"),
}
_REASONS = {
    "upgraded": mark("raised"),
    "renewed": mark("renewed"),
    "downgraded": mark("lowered"),
    "no_downgrade": mark("kept though not reached"),
    "floor_ended": mark("given until then"),
}

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A row of the open tab."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `id` is what is chosen."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class ActKey:
    """A key of the page; `reason` says why it is not to be had."""

    id: str
    label: str
    icon: str
    key: str
    enabled: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysView:
    """The page. `asking`: the question before a chunk is taken back, with its choices; empty: none is asked."""

    tabs: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    choices_name: str
    summary: str
    titles: tuple[str, ...]
    figures_from: int
    rows: tuple[DayRow, ...]
    selected: int
    empty: str
    detail_title: str
    detail: tuple[str, ...]
    acts: tuple[ActKey, ...]
    notice: str
    asking: str
    asking_note: str
    longer: tuple[Choice, ...]
    yes: str
    no: str


class DaysScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: DaysView) -> None: ...

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file where the person keeps such; where it lies. OSError."""
        ...


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: DaysScreen | None = None
        self._tab: Tab = "ahead"
        self._selected = 0
        self._horizon = 30
        self._days: tuple[Mapping[str, Any], ...] = ()
        self._working = False
        self._chunks: tuple[Chunk, ...] = ()
        self._people: tuple[ChunkMember, ...] = ()
        self._reminders: tuple[Row, ...] = ()
        self._reminder_days = 0
        self._names: dict[str, str] = {}
        self._notice = ""
        self._asked = ""
        self._longer = 0
        till.texts.language_changed.connect(self._language_changed)

    def attach(self, screen: DaysScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the open tab anew."""
        self._notice = ""
        self._load()

    def title(self) -> str:
        """The title in the head of the office."""
        return self._till.texts("Points and tiers through time")

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    # what is shown

    def view(self) -> DaysView:
        """The page as of now."""
        t = self._till.texts
        titles, figures_from, rows = {"ahead": self._ahead, "done": self._done, "soon": self._soon}[self._tab](t)
        selected = min(self._selected, len(rows) - 1)
        detail_title, detail = self._detail(t, selected)
        asked = self._asked_chunk()
        return DaysView(
            tabs=tuple(Choice(tab, t(_TAB_NAMES[tab]), tab == self._tab) for tab in TABS),
            choices=self._choices(t) if self._tab == "ahead" else (),
            choices_name=t("How far ahead"),
            summary=self._summary(t),
            titles=titles,
            figures_from=figures_from,
            rows=rows,
            selected=selected,
            empty="" if self._working else self._empty(t),
            detail_title=detail_title,
            detail=detail,
            acts=self._acts(t, selected),
            notice=self._notice,
            asking="" if asked is None else self._question(t, asked),
            asking_note="" if asked is None else self._consequence(t, asked),
            longer=self._longer_choices(t) if asked is not None and asked.kind == types.POINTS_EXPIRED else (),
            yes=t("Take back"),
            no=t("Leave it as it is"),
        )

    def _choices(self, t: Texts) -> tuple[Choice, ...]:
        return tuple(Choice(str(n), t("Today") if not n else t("{n} days", n=n), n == self._horizon) for n in HORIZONS)

    def _longer_choices(self, t: Texts) -> tuple[Choice, ...]:
        return tuple(Choice(str(n), t("good for {n} days", n=n) if n else t("each its own last day"), n == self._longer) for n in LONGER)

    def _summary(self, t: Texts) -> str:
        if self._working:
            return t("Counting …")
        if self._tab == "ahead":
            lapsing = sum(int(day["points"]) for day in self._days)
            reviewed = sum(int(day["reviewed"]) for day in self._days)
            parts = (t("{points} lapse", points=t.points(lapsing)), t("{n} tiers are reviewed", n=count(reviewed)))
            return " · ".join(parts) if self._days else ""
        if self._tab == "soon" and self._reminders:
            points = t.points(sum(int(row[4]) for row in self._reminders))
            return t.plural(
                "{n} member, {points} within {days} days",
                "{n} members, {points} within {days} days",
                len(self._reminders),
                points=points,
                days=self._reminder_days,
            )
        return ""

    def _empty(self, t: Texts) -> str:
        return {
            "ahead": t("Nothing is due in these days"),
            "done": t("No daily run has changed anything yet"),
            "soon": t("No points lapse in these days"),
        }[self._tab]

    def _ahead(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[DayRow, ...]]:
        titles = (t("Date"), t("Points lapse"), t("Members"), t("Debts paid"), t("Tiers"), t("Given tiers end"), t("Birthdays"))
        on = self._today()
        keys = ("points", "members", "paid", "reviewed", "floors_ended", "birthdays")
        rows = tuple(DayRow(day["on"], (day_text(t, day["on"], on), *(_figure(day[key]) for key in keys))) for day in self._days)
        return titles, 1, rows[:ROWS_SHOWN]

    def _done(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[DayRow, ...]]:
        titles = (t("For the day"), t("What"), t("Booked"), t("State"), t("Members"), t("Points"))
        on = self._today()
        rows = tuple(
            DayRow(
                chunk.event_id,
                (
                    day_text(t, chunk.on, on),
                    t(_KINDS[chunk.kind]),
                    f"{day_text(t, chunk.date, on)} {chunk.time}",
                    "" if chunk.reversed_on is None else t("taken back {date}", date=day_text(t, chunk.reversed_on, on)),
                    count(chunk.members),
                    _figure(chunk.points),
                ),
            )
            for chunk in self._chunks
        )
        return titles, 4, rows

    def _soon(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[DayRow, ...]]:
        titles = (t("Member"), t("Phone"), t("Last good day"), t("Last visit"), t("Messages"), t("Points"))
        on, language, table = self._today(), short_language(t), self._till.desk.pinyin()
        rows = []
        for member_id, name, title, phone, points, last_day, last_visit, messages in self._reminders[:ROWS_SHOWN]:
            member = Member(id=str(member_id), name=str(name), honorific=title, phone=str(phone))  # type: ignore[arg-type]
            cells = (
                member.on_screen(language, table),
                member.phone_on_screen(language) if phone else "",
                day_text(t, str(last_day), on),
                day_text(t, str(last_visit), on) if last_visit else t("never"),
                t("agreed") if messages else "",
                count(int(points)),
            )
            rows.append(DayRow(str(member_id), cells))
        return titles, 5, tuple(rows)

    def _detail(self, t: Texts, selected: int) -> tuple[str, tuple[str, ...]]:
        if selected < 0 or self._tab == "soon":
            return "", ()
        if self._tab == "done":
            chunk = self._chunks[selected]
            lines = tuple(self._person_line(t, person) for person in self._people)
            return t("{day}: {what}", day=day_text(t, chunk.on, self._today()), what=t(_KINDS[chunk.kind])), lines
        day = self._days[selected]
        return day_text(t, day["on"], self._today()), tuple(self._day_lines(t, day))

    def _person_line(self, t: Texts, person: ChunkMember) -> str:
        name = self._name(person.member_id)
        if person.points:
            return f"{name}  {t.points(person.points)}"
        reason = t(_REASONS[person.reason]) if person.reason in _REASONS else person.reason
        return f"{name}  {self._tier_move(person.before, person.after)}  {reason}"

    def _day_lines(self, t: Texts, day: Mapping[str, Any]) -> list[str]:
        """Who loses, pays, is reviewed, has a birthday on a day; at most so many of each."""
        name, most = self._name, PEOPLE_SHOWN
        lapsing: dict[str, int] = {}
        for holder, _, points, _ in day["lapses"]:
            lapsing[holder] = lapsing.get(holder, 0) + points
        lines = [t("{name}: {points} lapse", name=name(holder), points=t.points(points)) for holder, points in lapsing.items()][:most]
        lines += [t("{name}: {points} pay a debt", name=name(holder), points=t.points(n)) for holder, n in day["payments"][:most]]
        for review in day["reviews"][:most]:
            reason = t(_REASONS[review["reason"]]) if review["reason"] in _REASONS else review["reason"]
            lines.append(f"{name(review['member'])}  {self._tier_move(review['before'], review['after'])}  {reason}")
        lines += [t("{name}: given tier {tier} ends", name=name(member), tier=self._tier(tier)) for member, tier, _ in day["floors"][:most]]
        lines += [t("{name}: birthday, {points}", name=name(member), points=t.points(n)) for member, n, _ in day["born"][:most]]
        return lines

    def _tier_move(self, before: str, after: str) -> str:
        return f"{self._tier(before)} → {self._tier(after)}" if after and after != before else self._tier(before)

    def _tier(self, code: str) -> str:
        """The name of a tier; its code where the programme in force does not know it."""
        counter = self._till.counter
        tiers = None if counter is None else counter.programme.tiers
        if counter is None or tiers is None or code not in tiers.rank:
            return code
        return tier_view(counter.programme, code, self._till.texts).name

    def _name(self, member_id: str) -> str:
        return self._names.get(member_id, member_id[:8])

    def _acts(self, t: Texts, selected: int) -> tuple[ActKey, ...]:
        if self._tab == "soon":
            there = bool(self._reminders)
            return (
                ActKey("print", t("Print the list"), "printer", "F12", there),
                ActKey("save", t("Save as a table"), "document", "F8", there),
            )
        if self._tab != "done" or selected < 0:
            return ()
        reason = self._why_not(t, self._chunks[selected])
        return (ActKey("back", t("Take back"), "history", "F12", not reason, reason),)

    def _why_not(self, t: Texts, chunk: Chunk) -> str:
        session = self._till.session
        if chunk.reversed_on is not None:
            return t("This was taken back already")
        if not chunk.reversible:
            return t("This cannot be taken back")
        allowed = session is not None and may(session.actor.role, Act.REVERSE_EXPIRY)
        return "" if allowed else t("The owner does this")

    def _asked_chunk(self) -> Chunk | None:
        return next((chunk for chunk in self._chunks if chunk.event_id == self._asked), None)

    def _question(self, t: Texts, chunk: Chunk) -> str:
        if chunk.kind == types.TIER_REVIEWED:
            return t("Put the tiers of {n} members back as they were?", n=count(chunk.members))
        return t("Give {points} back to {n} members?", points=t.points(chunk.points), n=count(chunk.members))

    def _consequence(self, t: Texts, chunk: Chunk) -> str:
        if chunk.kind == types.TIER_REVIEWED:
            return t("What is due by its date is reviewed again in the next daily run")
        if self._longer:
            until = add_days(self._today(), self._longer)
            return t("Each lot is good until {date} at least", date=day_text(t, until, self._today()))
        return t("What is past its last day lapses again in the next daily run")

    def _today(self) -> str:
        return self._till.desk.local().date

    # reading

    def _language_changed(self) -> None:
        self._names = {}
        self.refresh()
        self._read_names()

    def _load(self) -> None:
        if self._tab == "done":
            self._till.look_up(lambda: latest_chunks(self._till.desk, CHUNKS_SHOWN), self._set_chunks)
        elif self._tab == "ahead":
            until = add_days(self._today(), self._horizon)
            self._ask(("day", "--preview", "--date", until, "--json"), self._set_days)
        else:
            self._ask(("day", "--reminders", "--json"), self._set_reminders)
        self.refresh()

    def _ask(self, arguments: Sequence[str], found: Callable[[Mapping[str, Any]], None]) -> None:
        """Asks a command; the answer of one that was asked for before is not waited for any more."""
        tab = self._tab
        self._working = True

        def answered(line: Mapping[str, Any]) -> None:
            if self._tab == tab:
                found(line)

        def ended(end: CommandEnd) -> None:
            if end.cancelled:
                return
            self._working = False
            if end.code:
                self._notice = self._till.texts("That could not be worked out; try again")
            self.refresh()

        self._office.background.start("day", arguments, on_line=answered, on_end=ended)

    def _set_days(self, line: Mapping[str, Any]) -> None:
        self._days = tuple(line["days"])
        self._read_names()

    def _set_reminders(self, line: Mapping[str, Any]) -> None:
        self._reminders = tuple(tuple(row) for row in line["rows"])
        self._reminder_days = int(line["days"])

    def _set_chunks(self, chunks: tuple[Chunk, ...]) -> None:
        self._chunks, self._people = chunks, ()
        self._read_people()
        self.refresh()

    def _read_people(self) -> None:
        """Who is in the chosen chunk."""
        if not 0 <= self._selected < len(self._chunks):
            return
        event_id = self._chunks[self._selected].event_id

        def ready(people: tuple[ChunkMember, ...]) -> None:
            if self._tab == "done" and 0 <= self._selected < len(self._chunks) and self._chunks[self._selected].event_id == event_id:
                self._people = people
                self._read_names()
                self.refresh()

        self._till.look_up(lambda: chunk_members(self._till.desk, event_id, PEOPLE_SHOWN), ready)

    def _read_names(self) -> None:
        """Names of those who are shown and not known yet."""
        wanted = [member for member in self._shown_people() if member not in self._names]
        if not wanted:
            return
        desk, language = self._till.desk, short_language(self._till.texts)

        def operation() -> dict[str, str]:
            table = desk.pinyin()
            with desk.store.read() as reader:
                found = ((member_id, reader.member(member_id)) for member_id in wanted)
                return {member_id: member.on_screen(language, table) for member_id, member in found if member is not None}

        def ready(names: dict[str, str]) -> None:
            self._names |= names
            self.refresh()

        self._till.look_up(operation, ready)

    def _shown_people(self) -> list[str]:
        if self._tab == "done":
            return [person.member_id for person in self._people]
        if self._tab == "ahead" and 0 <= self._selected < len(self._days):
            return _people_of(self._days[self._selected])
        return []

    # acts

    def choose_tab(self, tab: str) -> None:
        """Another tab."""
        for known in TABS:
            if known == tab and known != self._tab:
                self._office.background.cancel("day")
                self._tab, self._selected, self._notice, self._asked, self._working = known, 0, "", "", False
                self._load()

    def choose_horizon(self, days: str) -> None:
        """How far ahead is looked."""
        self._horizon, self._selected, self._days = int(days), 0, ()
        self._load()

    def choose_row(self, row: int) -> None:
        """A row was chosen."""
        self._selected = max(0, row)
        if self._tab == "done":
            self._people = ()
            self._read_people()
        self._read_names()
        self.refresh()

    def choose_longer(self, days: str) -> None:
        """How long points given back are good."""
        self._longer = int(days)
        self.refresh()

    def act(self, act_id: str) -> None:
        """A key of the page."""
        view = self.view()
        if not any(act.id == act_id and act.enabled for act in view.acts):
            self._till.play(Sound.UNKNOWN)
        elif act_id == "back":
            self._asked, self._longer, self._notice = self._chunks[view.selected].event_id, 0, ""
            self.refresh()
        elif act_id == "print":
            self._print()
        else:
            self._save()

    def answer(self, *, yes: bool) -> None:
        """The answer to the question: take the chunk back, or leave it."""
        chunk, self._asked = self._asked_chunk(), ""
        self.refresh()
        if not yes or chunk is None:
            return
        till, session = self._till, self._till.signed_in()
        until = add_days(session.shift.business_date, self._longer) if self._longer and chunk.kind == types.POINTS_EXPIRED else None
        reversal_id = till.desk.ids.new_id()

        def taken_back(_: object) -> None:
            till.play(Sound.OK)
            self._notice = till.texts("Taken back")
            self._load()

        def refused(refusal: Refusal) -> None:
            till.play(Sound.UNKNOWN)
            self._notice = till.say(refusal).line
            self._load()

        operation = lambda: reverse(till.desk, session, chunk.event_id, until=until, reversal_id=reversal_id)  # noqa: E731
        till.run(operation, taken_back, refused, confirm=True)

    def _print(self) -> None:
        till, rows = self._till, self._reminders

        def printed(_: None) -> None:
            till.play(Sound.OK)
            till.printing.spooler.wake()
            self._notice = till.texts("On its way to the printer")
            self.refresh()

        till.run(lambda: print_reminders(till.desk, rows), printed, confirm=True)

    def _save(self) -> None:
        t, screen = self._till.texts, self._screen
        if screen is None:
            return
        name = "points-lapsing" if t.language == "en" else "积分到期名单"
        try:
            place = screen.keep_file(f"{name}-{self._today()}.csv", rows_csv(self._reminders).encode())
        except OSError:
            self._notice = t("The file could not be written")
        else:
            self._notice = t("Kept as {place}", place=place)
        self.refresh()

    def key(self, key: str) -> bool:
        """The question first; ↑ ↓ the row, ← → the tab, F12 the first act, Esc closes the question."""
        if self._asked:
            if key in ("Esc", "Enter", "F12"):
                self.answer(yes=key != "Esc")
                return True
            return key not in ("F11",)
        if key in ("Up", "Down"):
            last = len(self.view().rows) - 1
            self.choose_row(min(max(0, self._selected + (-1 if key == "Up" else 1)), max(0, last)))
        elif key in ("Left", "Right"):
            self.choose_tab(TABS[(TABS.index(self._tab) + (1 if key == "Right" else -1)) % len(TABS)])
        elif any(act.key == key for act in self.view().acts):
            self.act(next(act.id for act in self.view().acts if act.key == key))
        else:
            return False
        return True

    def typed(self, char: str) -> bool:
        """A digit chooses a tab."""
        if char.isascii() and char.isdigit() and 0 < int(char) <= len(TABS) and not self._asked:
            self.choose_tab(TABS[int(char) - 1])
            return True
        return False

    def scanned(self, text: str) -> bool:
        """A scan is the till's."""
        return False


def _figure(number: object) -> str:
    return count(int(number)) if isinstance(number, int) and number else ""


def _people_of(day: Mapping[str, Any]) -> list[str]:
    """Members of a day that are shown, in the order of its lines."""
    rows = [row[0] for part in ("lapses", "payments", "floors", "born") for row in day[part][:PEOPLE_SHOWN]]
    return list(dict.fromkeys([*rows, *(review["member"] for review in day["reviews"][:PEOPLE_SHOWN])]))

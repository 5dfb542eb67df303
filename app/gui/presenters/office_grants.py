"""Points for a whole list of members (EARN-34): a file is chosen, every row is looked up and counted, what it comes to is shown with every
row that cannot be taken, then it is booked an event at a time; the till sells on meanwhile. A batch is taken back as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import Fault, Refusal
from app.domain.ledger.adjust_reasons import GRANT_REASONS, adjust_reason
from app.domain.till.approval import Approval
from app.domain.till.rights import Act, Right, right
from app.gui.components.views import KeyAct
from app.gui.i18n import Texts, count, mark, money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import day_text, short_language
from app.gui.presenters.form import Field, Form, FormView
from app.gui.presenters.messages import message
from app.gui.presenters.places import Navigator
from app.gui.presenters.till import Till
from app.services.adjust_points import LASTING, PROGRAMME
from app.services.bulk_grant import (
    Batch,
    BulkGrant,
    GrantOrder,
    GrantPreview,
    GrantProgress,
    batches,
    left_of,
    preview_grant,
    undo_asked,
    undo_grant,
)
from app.services.grant_list import ENDED, NO_CARD, NO_PHONE, NO_POINTS, NOBODY, SHARED_PHONE, TWICE, Gathering
from app.services.import_rows import decode
from app.services.ports.sound import Sound

ROWS_PER_STEP = 200
"""So many rows are looked up before a scan may come in between."""
_PROBLEMS = {
    TWICE: mark("twice in this list"),
    ENDED: mark("this membership was ended"),
    NO_POINTS: mark("points: not a whole number from 1 to a million"),
    NO_CARD: mark("no such card, or a blocked one"),
    SHARED_PHONE: mark("more than one member has this phone"),
    NO_PHONE: mark("nobody has this phone"),
    NOBODY: mark("nobody found"),
}


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A row: a batch in the books, or a row of a file that cannot be taken."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsView:
    """The tab. `totals`: what a file comes to, sentence by sentence; `form`: the order for it."""

    totals: tuple[str, ...]
    titles: tuple[str, ...]
    figures_from: int
    rows: tuple[GrantRow, ...]
    selected: int
    empty: str
    form: FormView | None
    acts: tuple[KeyAct, ...]
    notice: str
    alarmed: bool


@dataclass(slots=True)
class _File:
    """A chosen file."""

    name: str
    text: str


class GrantsPart:
    """The presenter of the tab. `changed` renders the page, `choose` lets the person choose a file."""

    def __init__(self, till: Till, navigator: Navigator, changed: Callable[[], None], choose: Callable[[], None]) -> None:
        self._till, self._nav, self._changed, self._choose = till, navigator, changed, choose
        self._batches: Sequence[Batch] = ()
        self._selected = 0
        self._file: _File | None = None
        self._form: Form | None = None
        self._preview: GrantPreview | None = None
        self._undo = ""
        self._working = ""
        self._notice = ""
        self._alarmed = False

    @property
    def may(self) -> bool:
        """Whether this person may ask for a grant at all."""
        session = self._till.session
        return session is not None and right(session.actor.role, Act.GRANT_IN_BULK) is not Right.NO

    def entered(self) -> None:
        """Reads the batches anew."""
        till = self._till

        def ready(found: Sequence[Batch]) -> None:
            self._batches = found
            self._changed()

        till.look_up(lambda: batches(till.desk), ready)

    # what is shown

    def view(self, t: Texts) -> GrantsView:
        """The tab as of now."""
        titles, figures_from, rows = self._rows(t)
        return GrantsView(
            totals=() if self._preview is None else self._totals(self._preview, t),
            titles=titles,
            figures_from=figures_from,
            rows=rows,
            selected=min(self._selected, len(rows) - 1),
            empty="" if self._preview is not None or self._working else t("No points were given to a list yet"),
            form=None if self._form is None else self._form.view(t),
            acts=self._acts(t),
            notice=self._working or self._notice,
            alarmed=self._alarmed,
        )

    def _rows(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[GrantRow, ...]]:
        if self._preview is not None:
            rows = tuple(GrantRow(str(bad.line), (count(bad.line), _problem(bad.problem, t))) for bad in self._preview.listed.bad)
            return (t("Line"), t("Not taken, because")), 2, rows
        titles = (t("Date"), t("Why"), t("Label"), t("State"), t("Members"), t("Points"))
        lang = short_language(t)
        return titles, 4, tuple(
            GrantRow(
                batch.batch,
                (
                    day_text(t, batch.on, ""),
                    adjust_reason(batch.reason, lang),
                    batch.label,
                    self._state(batch, t),
                    count(batch.members),
                    count(batch.points),
                ),
            )
            for batch in self._batches
        )

    @staticmethod
    def _state(batch: Batch, t: Texts) -> str:
        if batch.undone >= batch.done:
            return t("taken back")
        if batch.undone:
            return t("taken back in part")
        return t("booked") if batch.done >= batch.chunks else t("cut off: {done} of {all}", done=batch.done, all=batch.chunks)

    def _totals(self, preview: GrantPreview, t: Texts) -> tuple[str, ...]:
        listed, name = preview.listed, "" if self._file is None else self._file.name
        until = t("no end") if preview.expires_on is None else day_text(t, preview.expires_on, "")
        members = t.plural("{n} member", "{n} members", len(listed.members))
        lines = [
            t.plural("{name}: {n} row", "{name}: {n} rows", listed.rows, name=name),
            t("{members} get {points} together, worth at most {amount}", members=members, points=t.points(preview.points),
              amount=money(preview.worth_minor)),
            f"{t('Good until')} {until} · {adjust_reason(preview.order.reason, short_language(t))}",
        ]  # fmt: skip
        if listed.frozen:
            lines.append(t("{n} of them are frozen: their points wait", n=count(listed.frozen)))
        if listed.bad_rows:
            lines.append(t.plural("{n} row cannot be taken and is left out", "{n} rows cannot be taken and are left out", listed.bad_rows))
        if preview.done >= preview.chunks:
            lines.append(t("This very list was given already; a label tells two apart"))
        elif preview.done:
            lines.append(t("Cut off earlier: goes on with part {n} of {all}", n=preview.done + 1, all=preview.chunks))
        return tuple(lines)

    def _acts(self, t: Texts) -> tuple[KeyAct, ...]:
        if self._working or self._form is not None or not self.may:
            return ()
        if self._preview is not None:
            book = KeyAct("book", t("Book it"), "check", "F12")
            return (*((book,) if self._preview.done < self._preview.chunks else ()), KeyAct("leave", t("Leave it"), "back", "Esc"))
        if self._undo:
            return (KeyAct("undo", t("Take all of it back"), "history", "Enter"), KeyAct("keep", t("Leave it as it is"), "back", "Esc"))
        acts = [KeyAct("choose", t("Choose a file"), "document", "F12")]
        batch = self._chosen()
        if batch is not None and batch.undone < batch.done:
            acts.append(KeyAct("ask_undo", t("Take back"), "history", "Del"))
        if batch is not None and batch.done < batch.chunks and not batch.undone:
            acts.append(KeyAct("go_on", t("Go on"), "check", "Enter"))
        return tuple(acts)

    def _chosen(self) -> Batch | None:
        return self._batches[self._selected] if 0 <= self._selected < len(self._batches) else None

    # a file

    def file_chosen(self, name: str, content: bytes) -> None:
        """A file was chosen: how many points, why, good how long, on which account."""
        try:
            text = decode(content)
        except Refusal as refusal:
            self._refused(refusal)
            return
        self._file, self._preview = _File(name, text), None
        self._form = Form(
            title=lambda t: name,
            intro=lambda t: t("A row is a card, a phone or an id, with points behind it or not."),
            confirm=lambda t: t("Look through the list"),
            fields=_fields,
            submit=self._look_through,
            first={"points": "", "reason": "", "life": PROGRAMME, "funding": "", "label": ""},
        )
        self._say("")

    def unreadable(self) -> None:
        """A chosen file could not be read."""
        self._till.play(Sound.UNKNOWN)
        self._say(self._till.texts("The file could not be read"), alarmed=True)

    def _look_through(self, values: Mapping[str, str]) -> None:
        """Looks every row up, a piece at a time."""
        file = self._file
        if file is None:
            return
        if not values["reason"]:
            self._refused(Refusal("adjust_reason"))
            return
        order = GrantOrder(
            reason=values["reason"], life=values["life"], funding=values["funding"].strip() or None, label=values["label"].strip()
        )
        gathering = Gathering(file.text, int(values["points"]) if values["points"] else None)
        till, session = self._till, self._till.signed_in()

        def step() -> GrantPreview | None:
            with till.desk.store.read() as reader:
                if gathering.step(reader, ROWS_PER_STEP):
                    return None
            return preview_grant(till.desk, session, gathering.listed(), order)

        def stepped(preview: object) -> None:
            if not isinstance(preview, GrantPreview):
                self._working = till.texts("Looking through the list: {n} rows", n=count(gathering.rows))
                self._changed()
                self._carefully(step, stepped)
            else:
                self._working, self._form, self._preview, self._selected = "", None, preview, 0
                self._say("")

        self._carefully(step, stepped)

    def _carefully(self, operation: Callable[[], object], on_ok: Callable[[object], None]) -> None:
        """A piece of long work: scans come in between; what goes wrong is said here."""

        def guarded() -> object:
            try:
                return operation()
            except (Refusal, Fault) as problem:
                return problem

        def ready(answer: object) -> None:
            if isinstance(answer, Refusal | Fault):
                self._working = ""
                self._refused(answer)
            else:
                on_ok(answer)

        self._till.look_up(guarded, ready)

    # booking

    def act(self, act: str) -> None:
        """An act of the tab."""
        if act not in {found.id for found in self._acts(self._till.texts)}:
            return
        if act == "choose":
            self._choose()
        elif act == "leave":
            self._preview = self._file = None
            self._say("")
        elif act == "book":
            self._book()
        elif act == "ask_undo":
            batch = self._chosen()
            self._undo = "" if batch is None else batch.batch
            t = self._till.texts
            if batch is not None:
                points, members = t.points(batch.points), count(batch.members)
                self._say(t("Take back {points} of {n} members? What was used is owed.", points=points, n=members))
        elif act == "keep":
            self._undo = ""
            self._say("")
        elif act == "undo":
            self._take_back()
        elif act == "go_on":
            self._go_on()

    def _book(self) -> None:
        preview, t = self._preview, self._till.texts
        if preview is None:
            return
        if preview.asked is None or preview.done:
            self._run(preview, None)
            return
        lines = (
            (t("Members"), count(len(preview.listed.members))),
            (t("Points"), count(preview.points)),
            (t("Why"), adjust_reason(preview.order.reason, short_language(t))),
        )
        answer = lambda approval: self._run(preview, approval)  # noqa: E731
        self._nav.ask_approval(ApprovalQuestion(asked=preview.asked, title=t("Points for a list: approve?"), lines=lines, answer=answer))

    def _run(self, preview: GrantPreview, approval: Approval | None) -> None:
        """Books an event a step; the till goes on between them."""
        till = self._till
        run = BulkGrant(till.desk, till.signed_in(), preview, approval)

        def stepped(answer: object) -> None:
            progress = answer if isinstance(answer, GrantProgress) else run.progress
            t = till.texts
            if progress.finished:
                till.play(Sound.OK)
                self._working, self._preview, self._file = "", None, None
                self._say(t("{points} given to {n} members", points=t.points(progress.points), n=count(progress.members)))
                self.entered()
                return
            self._working = t("Booking: {done} of {all}", done=progress.done, all=progress.chunks)
            self._changed()
            self._carefully(run.step, stepped)

        self._working = till.texts("Booking: {done} of {all}", done=0, all=preview.chunks)
        self._changed()
        self._carefully(run.step, stepped)

    def _go_on(self) -> None:
        """A batch that was cut off goes on with what is kept of it."""
        till, batch, session = self._till, self._chosen(), self._till.signed_in()
        if batch is None:
            return

        def read() -> GrantPreview:
            listed, order = left_of(till.desk, batch.batch)
            return preview_grant(till.desk, session, listed, order)

        def ready(answer: object) -> None:
            if isinstance(answer, GrantPreview):
                self._run(answer, None)

        self._carefully(read, ready)

    def _take_back(self) -> None:
        till, session, batch, t = self._till, self._till.signed_in(), self._undo, self._till.texts
        self._undo = ""

        def undo(approval: Approval | None) -> None:
            def done(answer: object) -> None:
                till.play(Sound.OK)
                self._working = ""
                self._say(till.texts("Taken back"))
                self.entered()

            self._working = till.texts("Taking it back …")
            self._changed()
            self._carefully(lambda: undo_grant(till.desk, session, batch, approval=approval), done)

        if right(session.actor.role, Act.GRANT_IN_BULK) is not Right.NEEDS_APPROVAL:
            undo(None)
            return
        found = next((one for one in self._batches if one.batch == batch), None)
        lines = () if found is None else ((t("Members"), count(found.members)), (t("Points"), count(found.points)))
        self._nav.ask_approval(ApprovalQuestion(asked=undo_asked(batch), title=t("Take all of it back"), lines=lines, answer=undo))
        self._say("")

    def _refused(self, problem: Refusal | Fault) -> None:
        line = message(problem.code, problem.values, self._till.texts).line
        self._till.play(Sound.UNKNOWN)
        if self._form is not None:
            self._form.problem = line
            self._changed()
        else:
            self._say(line, alarmed=True)

    def _say(self, notice: str, *, alarmed: bool = False) -> None:
        self._notice, self._alarmed = notice, alarmed
        self._changed()

    # keys

    def choose_row(self, row: int) -> None:
        """A row was chosen."""
        self._selected, self._undo = max(0, row), ""
        self._changed()

    def form_set(self, field: str, text: str) -> None:
        """A field of the form was changed."""
        if self._form is not None:
            self._form.set(field, text)
            self._changed()

    def form_enter(self, field: str) -> None:
        """A figure of the form got the focus."""
        if self._form is not None and self._form.active != field:
            self._form.active = field
            self._changed()

    def form_press(self, key: str) -> None:
        """A key of the keypad."""
        if self._form is not None:
            self._form.press(key, self._till.texts)
            self._changed()

    def form_submit(self) -> None:
        """The confirm act of the form."""
        if self._form is not None and not self._working:
            self._form.submit()

    def typed(self, char: str) -> bool:
        """Figures of the form."""
        self.form_press(char)
        return self._form is not None

    def key(self, key: str) -> bool:
        """↑ ↓ the row, otherwise the acts by their keys; in the form Enter looks through the list, Esc leaves it."""
        if self._form is not None:
            if key in ("Enter", "F12"):
                self.form_submit()
            elif key in ("Backspace", "Del"):
                self.form_press("backspace" if key == "Backspace" else "clear")
            elif key == "Esc":
                self._form = self._file = None
                self._say("")
            else:
                return False
            return True
        if key in ("Up", "Down"):
            rows = len(self._rows(self._till.texts)[2])
            self.choose_row(min(max(0, self._selected + (-1 if key == "Up" else 1)), max(0, rows - 1)))
            return True
        found = next((act.id for act in self._acts(self._till.texts) if act.key == key), "")
        self.act(found)
        return bool(found)


def _fields(t: Texts) -> tuple[Field, ...]:
    lang = short_language(t)
    lives = ((PROGRAMME, t("as the programme says")), (LASTING, t("for ever")))
    return (
        Field(id="points", kind="digits", label=t("Points for rows that say none"), note=t("optional")),
        Field(id="reason", kind="choice", label=t("Why"), options=tuple((one, adjust_reason(one, lang)) for one in GRANT_REASONS)),
        Field(id="life", kind="choice", label=t("Good until"), options=lives),
        Field(id="funding", kind="text", label=t("Cost account"), note=t("optional")),
        Field(id="label", kind="text", label=t("Label"), note=t("optional")),
    )


def _problem(told: str, t: Texts) -> str:
    """A row's problem in the language of the screen; who was written stands before it."""
    for known, text in _PROBLEMS.items():
        if told.endswith(known):
            return told.removesuffix(known) + t(text)
    return told

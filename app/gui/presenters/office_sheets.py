"""The sheets over the programme editor: drafts, ready rules to begin with, comparing, publishing with a first day, the rules on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from app.documents.document import Document as Paper
from app.documents.document import Language
from app.documents.document import Paper as PrinterPaper
from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.programme.compiler import compile_programme
from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import Document
from app.domain.programme.operations import programme_errors
from app.domain.programme.phrases import pick
from app.domain.programme.starters import STARTERS, add_rule, starter
from app.domain.till.rights import Act, may
from app.gui.i18n import Texts
from app.gui.presenters.office_check import FIX, Check
from app.gui.presenters.office_differences import told_differences
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_fields import Field
from app.gui.presenters.office_parts import Parts
from app.gui.presenters.office_problems import place_text, problem_text
from app.gui.presenters.office_source import field_view
from app.gui.presenters.office_trial import set_plain
from app.gui.presenters.office_views import ActView, FindingView, OptionView, SheetView
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Till
from app.services.ports.programmes import PublishedVersion
from app.services.ports.sound import Sound
from app.services.print_rules import RulesOf, queue_rules, rules_document, rules_language, rules_pdf
from app.services.programme_drafts import NAME_MAX, publish_again, publish_draft
from app.services.programme_words import ShopWords

Kind = Literal["", "publish", "drafts", "starters", "paper", "compare", "name"]
_IN_FORCE = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPublish:
    """What would be published: the draft, or an old version again."""

    document: Document
    draft_id: str | None = None
    again: PublishedVersion | None = None


class FirstDay:
    """The first day of what is published, as the `Source` of its own control."""

    def __init__(self, till: Till, editing: Editing, changed: Callable[[], None]) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self.errors: Sequence[DocumentError] = ()
        self.document: Document = {}
        self._marked: Document | None = None

    @property
    def open(self) -> bool:
        """Whoever sees the sheet chooses the day."""
        return True

    @property
    def words(self) -> ShopWords:
        """The words of the editor."""
        return self._editing.words

    @words.setter
    def words(self, words: ShopWords) -> None:
        self._editing.take_words(words, tell=False)

    @property
    def wording(self) -> Wording:
        """Names of the programme, the day of the sheet."""
        return Wording(self._till.texts, self._editing.document, self._editing.words, self.document)

    @property
    def day(self) -> str:
        """The day that is chosen."""
        return str(self.document.get("first_day", ""))

    def put(self, day: str) -> None:
        """Begins with a day."""
        self.document = {"first_day": day}

    def edit(self, change: Callable[[Document], Any], told: str = "") -> str:
        """Another day; one that is over is refused."""
        changed: Document = change(self.document)
        if str(changed.get("first_day", "")) < self._till.desk.local().date:
            return self._till.say(Refusal("first_day_past")).line
        self.document = changed
        self._changed()
        return ""

    def mark(self) -> None:
        """The calendar was opened."""
        self._marked = self.document

    def unmark(self, *, keep: bool, told: str = "") -> None:
        """It was closed."""
        before, self._marked = self._marked, None
        if before is not None and not keep:
            self.document = before
        self._changed()

    def take_words(self, words: ShopWords, *, tell: bool = True) -> None:
        """Nothing is named here."""


class Sheets:
    """The presenter of the sheet that is open. `begun` is told a new rule and what it lacks, `go_to` what to mend."""

    def __init__(
        self,
        till: Till,
        editing: Editing,
        changed: Callable[[], None],
        *,
        begun: Callable[[str, tuple[str, ...]], None],
        published: Callable[[], None],
        go_to: Callable[[str], None],
        check: Check,
    ) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self._begun = begun
        self._published = published
        self._go_to = go_to
        self._check = check
        self.kind: Kind = ""
        self._query = ""
        self._at = 0
        self._name = ""
        self._naming: Literal["rename", "copy"] = "rename"
        self._problem = ""
        self._to_publish: ToPublish | None = None
        self._paper: Paper | None = None
        self._paper_language: Language = "zh"
        self._rules: RulesOf | None = None
        self._printed = ""
        self._compared: tuple[Document, Document, str] | None = None
        self.first_day = FirstDay(till, editing, changed)
        self.parts = Parts(till, self.first_day, changed, set_plain)

    @property
    def is_open(self) -> bool:
        """Whether a sheet lies over the page."""
        return bool(self.kind)

    # opening

    def _open(self, kind: Kind) -> None:
        self.kind, self._query, self._at, self._problem, self._printed = kind, "", 0, "", ""
        self._changed()

    def close(self) -> None:
        """Back to the page."""
        self.parts.done()
        self._open("")

    def open_drafts(self) -> None:
        """The drafts, and what is in force."""
        self._open("drafts")

    def open_starters(self) -> None:
        """Ready rules to begin with."""
        self._open("starters")

    def open_compare(self, before: Document, after: Document, title: str) -> None:
        """What one document changes against another one."""
        self._compared = (before, after, title)
        self._open("compare")

    def open_publish(self, again: PublishedVersion | None = None, document: Document | None = None) -> None:
        """Publishing the draft, or an old version again."""
        editing = self._editing
        self.first_day.put(self._till.desk.local().date)
        if again is not None and document is not None:
            self._to_publish = ToPublish(document=document, again=again)
        else:
            self._to_publish = ToPublish(document=editing.document, draft_id=None if editing.draft is None else editing.draft.id)
        self._open("publish")

    def open_paper(self, document: Document, valid_from: str | None) -> None:
        """The rules as customers get them."""
        till, editing = self._till, self._editing
        wording = Wording(till.texts, document, editing.words)

        def ready(language: Language) -> None:
            self._paper_language = language
            self._rules = RulesOf(
                programme=compile_programme(document), names=wording.names, valid_from=valid_from, note=str(document.get("note") or "")
            )
            self._show_paper()
            self._open("paper")

        till.look_up(lambda: rules_language(till.desk), ready)

    def _show_paper(self) -> None:
        till, rules, language = self._till, self._rules, self._paper_language
        if rules is not None:
            names = self._names_in(language)
            self._paper = rules_document(till.desk, replace(rules, names=names), language)

    def _names_in(self, language: Language) -> Any:
        """Names in the language of the paper, which may be another one than the screen's."""
        screen = self._till.texts
        texts = screen if (screen.language == "en") == (language == "en") else Texts("en" if language == "en" else "zh_CN")
        return Wording(texts, self._editing.document, self._editing.words).names

    # what is shown

    def view(self) -> SheetView | None:
        """The sheet as of now."""
        if not self.kind:
            return None
        return {
            "drafts": self._drafts_view,
            "starters": self._starters_view,
            "compare": self._compare_view,
            "publish": self._publish_view,
            "paper": self._paper_view,
            "name": self._name_view,
        }[self.kind]()

    def _drafts_view(self) -> SheetView:
        t, editing = self._till.texts, self._editing
        rows = [(_IN_FORCE, t("In force: v{n}", n=editing.published_version), "")]
        zone = self._till.desk.zone
        people = {} if editing.history is None else editing.history.people
        for draft in editing.drafts:
            when = local_time(draft.changed_ms, zone)
            who = people.get(draft.actor_id, ("", ""))[t.language == "en"]
            rows.append((draft.id, draft.name, f"{who} · {t.date(date.fromisoformat(when.date))} {when.time}"))
        on_desk = _IN_FORCE if editing.draft is None else editing.draft.id
        self._at = max(0, min(self._at, len(rows) - 1))
        options = tuple(
            OptionView(id=row_id, label=label, detail=detail, ticked=row_id == on_desk, at=at == self._at)
            for at, (row_id, label, detail) in enumerate(rows)
        )
        acts: list[ActView] = []
        if editing.open and editing.draft is not None:
            acts = [
                ActView(id="rename", label=t("Rename"), icon="edit"),
                ActView(id="copy", label=t("Keep a second one"), icon="copy"),
                ActView(id="throw", label=t("Throw away"), icon="remove", tone="danger"),
            ]
        return SheetView(
            kind="drafts",
            title=t("Drafts"),
            intro=t("Every change is kept at once. Only publishing makes a draft hold.") if editing.drafts else t("There is no draft yet."),
            options=options,
            acts=(*acts, ActView(id="close", label=t("Close"), key="Esc")),
            problem=self._problem,
        )

    def _name_view(self) -> SheetView:
        t = self._till.texts
        return SheetView(
            kind="name",
            title=t("Rename") if self._naming == "rename" else t("Keep a second one"),
            intro=t("What shall the draft be called?"),
            name=self._name,
            acts=(
                ActView(id="close", label=t("Back"), key="Esc"),
                ActView(id="take_name", label=t("Take this name"), key="Enter", tone="primary"),
            ),
            problem=self._problem,
        )

    def _found_starters(self) -> list[tuple[str, str, str]]:
        lang = self._editing.wording.lang
        wanted = self._query.strip().casefold()
        rows = [(one.code, one.title(lang), one.line(lang)) for one in STARTERS]
        return [row for row in rows if not wanted or any(wanted in part.casefold() for part in row)]

    def _starters_view(self) -> SheetView:
        t = self._till.texts
        rows = self._found_starters()
        self._at = max(0, min(self._at, len(rows) - 1))
        return SheetView(
            kind="starters",
            title=t("New rule"),
            intro=t("Begin with a ready one; every part of it can be changed afterwards."),
            query=self._query,
            query_hint=t("Search"),
            options=tuple(OptionView(id=code, label=title, detail=line, at=at == self._at) for at, (code, title, line) in enumerate(rows)),
            acts=(ActView(id="close", label=t("Close"), key="Esc"),),
            problem=self._problem,
        )

    def _compare_view(self) -> SheetView:
        t, editing = self._till.texts, self._editing
        assert self._compared is not None
        before, after, title = self._compared
        changes = told_differences(before, after, editing.wording)
        return SheetView(
            kind="compare",
            title=title,
            intro="" if changes else t("Nothing is different."),
            changes=changes,
            acts=(ActView(id="close", label=t("Close"), key="Esc"),),
        )

    def _publish_view(self) -> SheetView:
        t, editing = self._till.texts, self._editing
        assert self._to_publish is not None
        document = self._to_publish.document
        w = editing.wording if document is editing.document else Wording(t, document, editing.words)
        errors = programme_errors(document)
        findings = tuple(
            FindingView(
                text=f"{place_text(error, w)}: {problem_text(error, w)}",
                tone="danger",
                icon="danger",
                fixes=(ActView(id=f"goto:{error.path}", label=t("Go there")),),
            )
            for error in errors
        )
        doubts = self._check.views() if document is editing.document else ()
        changes = told_differences(editing.published, document, w)
        day = self.first_day.day
        today = self._till.desk.local().date
        options = tuple(
            OptionView(id=choice, label=label, detail=t.date_with_weekday(date.fromisoformat(choice)), ticked=choice == day)
            for choice, label in self._days(today)
        )
        session = self._till.session
        allowed = session is not None and may(session.actor.role, Act.PUBLISH_PROGRAMME)
        reason = ""
        if not allowed:
            reason = self._till.say(Refusal("not_owner")).line
        elif errors:
            reason = t("Mend what is marked red first")
        elif not changes and self._to_publish.again is None:
            reason = t("Nothing is different from the version in force")
        again = self._to_publish.again
        number = 1 + max((version.version for version in editing.history.versions), default=0) if editing.history else 1
        title = t("Publish as v{n}", n=number) if again is None else t("Publish v{old} again, as v{n}", old=again.version, n=number)
        return SheetView(
            kind="publish",
            title=title,
            intro=t("It holds from the first day on. Sales before keep the rules of their day; what is published is never changed."),
            options=options,
            fields=(field_view(self.first_day, self._day_field()),),
            findings_title=t("To be mended") if findings else t("Worth a look") if doubts else "",
            findings=(*findings, *doubts),
            changes_title=t("Against v{n}, which is in force", n=editing.published_version),
            changes=changes or (FindingView(text=t("Nothing is different."), tone="muted", icon="info"),),
            acts=(
                ActView(id="close", label=t("Back"), key="Esc"),
                ActView(id="publish", label=t("Publish"), icon="publish", key="F12", enabled=not reason, reason=reason, tone="primary"),
            ),
            problem=self._problem or reason,
        )

    def _day_field(self) -> Field:
        return Field(path="/first_day", label=self._till.texts("First day"), kind="date")

    def _days(self, today: str) -> tuple[tuple[str, str], ...]:
        t = self._till.texts
        now = date.fromisoformat(today)
        monday = now + timedelta(days=7 - now.weekday())
        first = date(now.year + now.month // 12, now.month % 12 + 1, 1)
        found = [(today, t("Today")), ((now + timedelta(days=1)).isoformat(), t("Tomorrow"))]
        found += [(monday.isoformat(), t("Next Monday")), (first.isoformat(), t("First of next month"))]
        return tuple({day: (day, label) for day, label in reversed(found)}.values())[::-1]

    def _paper_view(self) -> SheetView:
        t = self._till.texts
        return SheetView(
            kind="paper",
            title=t("The rules on paper"),
            intro=self._printed or t("As it comes out of the receipt printer; as PDF to hang up or to send."),
            paper=self._paper,
            acts=(
                ActView(id="close", label=t("Close"), key="Esc"),
                ActView(id="language", label="English" if self._paper_language == "zh" else "中文", icon="language"),
                ActView(id="pdf", label=t("Keep as PDF"), icon="pdf"),
                ActView(id="print", label=t("Print"), icon="printer", key="F12", tone="primary"),
            ),
            problem=self._problem,
        )

    # acts

    def set_query(self, text: str) -> None:
        """What is searched."""
        if text != self._query:
            self._query, self._at = text, 0
            self._changed()

    def set_name(self, text: str) -> None:
        """The name as it is typed."""
        self._name = text

    def choose(self, option: str) -> None:
        """A line was pressed."""
        if self.kind == "drafts":
            if option == _IN_FORCE:
                self._editing.put_published()
            else:
                self._editing.open_draft(option)
            self.close()
        elif self.kind == "starters":
            self._begin(option)
        elif self.kind == "publish":
            self.first_day.put(option)
            self._problem = ""
            self._changed()

    def _begin(self, code: str) -> None:
        editing, lang = self._editing, self._editing.wording.lang
        before = {rule["code"] for rule in editing.document["rules"]}
        today = self._till.desk.local().date
        told = self._till.texts("New rule")
        self._problem = editing.edit(lambda document: add_rule(document, code, lang, today), told)
        if self._problem:
            self._changed()
            return
        new = [rule["code"] for rule in editing.document["rules"] if rule["code"] not in before]
        self.close()
        if new:
            self._begun(new[0], starter(code).needs)

    def press(self, path: str) -> None:
        """The first day was pressed."""
        self.parts.open(self._day_field(), path)

    def act(self, act: str) -> None:
        """A key of the sheet."""
        if act == "close":
            if self.kind == "name":
                self._open("drafts")
            else:
                self.close()
        elif act.startswith(FIX):
            self._problem = self._check.fix(act)
            self._to_publish = None if self._to_publish is None else replace(self._to_publish, document=self._editing.document)
            self._changed()
        elif act.startswith("goto:"):
            self.close()
            self._go_to(act.removeprefix("goto:"))
        elif act in ("rename", "copy"):
            self._naming = "rename" if act == "rename" else "copy"
            self._name = "" if self._editing.draft is None else self._editing.draft.name
            self._open("name")
        elif act == "take_name":
            self._take_name()
        elif act == "throw" and self._editing.draft is not None:
            self._editing.throw_away(self._editing.draft)
            self.close()
        elif act == "publish":
            self._publish()
        elif act == "print":
            self._print()
        elif act == "language":
            self._paper_language = "en" if self._paper_language == "zh" else "zh"
            self._show_paper()
            self._changed()

    def _take_name(self) -> None:
        def refused(refusal: Refusal) -> None:
            self._problem = self._till.say(refusal).line
            self._changed()

        name = self._name[:NAME_MAX]
        if self._naming == "rename":
            self._editing.rename(name, refused, self.open_drafts)
        elif not name.strip():
            refused(Refusal("name_empty"))
        else:
            self._editing.copy_draft(name)
            self.open_drafts()

    def _publish(self) -> None:
        till, wanted, day = self._till, self._to_publish, self.first_day.day
        view = self._publish_view()
        if wanted is None or not view.acts[-1].enabled:
            till.play(Sound.UNKNOWN)
            return
        session = till.signed_in()

        def operation() -> PublishedVersion:
            if wanted.again is not None:
                return publish_again(till.desk, session, wanted.again.sha256, day)
            return publish_draft(till.desk, session, wanted.document, day, wanted.draft_id)

        def published(version: PublishedVersion) -> None:
            till.play(Sound.DONE)
            self.close()
            self._published()

        def refused(refusal: Refusal) -> None:
            till.play(Sound.UNKNOWN)
            self._problem = till.say(refusal).line
            self._changed()

        till.run(operation, published, refused, confirm=True)

    def _print(self) -> None:
        till, paper = self._till, self._paper
        if paper is None:
            return

        def queued(_: None) -> None:
            till.play(Sound.OK)
            self._printed = till.texts("On its way to the printer")
            self._changed()

        till.run(lambda: queue_rules(till.desk, till.printing, paper), queued, confirm=True)

    def printer_paper(self) -> PrinterPaper:
        """The paper of the receipt printer."""
        return self._till.desk.profile().paper

    def pdf(self, regular: Path, bold: Path, keep: Callable[[str, bytes], str]) -> None:
        """Keeps the paper as a file: `keep` writes it under a name and says where, or raises OSError."""
        till, paper = self._till, self._paper
        if paper is None:
            return
        t = till.texts
        name = pick("en" if self._paper_language == "en" else "zh", "积分规则", "points-rules")

        def ready(content: bytes) -> None:
            try:
                place = keep(f"{name}.pdf", content)
            except OSError:
                self._problem = t("The file could not be written")
            else:
                self._printed, self._problem = t("Kept as {place}", place=place), ""
            self._changed()

        till.look_up(lambda: rules_pdf(till.desk, paper, regular, bold), ready)

    # keys

    def key(self, key: str) -> bool:
        """The calendar first; then the sheet, which takes every key while it is open."""
        if not self.kind:
            return False
        if self.parts.key(key):
            return True
        if key == "Esc":
            self.act("close")
        elif key in ("Up", "Down"):
            self._at += -1 if key == "Up" else 1
            self._changed()
        elif key == "Enter":
            self._enter()
        elif key == "F12":
            self.act({"publish": "publish", "paper": "print"}.get(self.kind, ""))
        return key != "F11"

    def _enter(self) -> None:
        if self.kind == "name":
            self._take_name()
        elif self.kind == "starters":
            rows = self._found_starters()
            if rows:
                self.choose(rows[max(0, min(self._at, len(rows) - 1))][0])
        elif self.kind == "drafts":
            view = self._drafts_view()
            self.choose(view.options[self._at].id)

    def typed(self, char: str) -> bool:
        """Letters are searched."""
        if not self.kind:
            return False
        if not self.parts.typed(char) and self.kind == "starters":
            self.set_query(self._query + char)
        return True

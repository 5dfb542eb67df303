"""The programme on the desk: the document that is shown, the draft it is kept in, what was before each change, and what is wrong with it.

Looking at the published version needs no draft; the first change makes one. Every change is kept at once, so a power cut costs nothing.
A change belongs to whoever may write the programme; for anybody else the document only changes its language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.errors import Refusal
from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import Document, EditRefused, refusal_text
from app.domain.programme.operations import programme_errors
from app.domain.till.rights import Act, may
from app.gui.i18n import Happening
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Till
from app.services.ports.programmes import ProgrammeDraft
from app.services.programme_drafts import (
    NAME_MAX,
    History,
    delete_draft,
    draft_document,
    history,
    list_drafts,
    new_draft,
    published_document,
    save_draft,
)
from app.services.programme_words import ShopWords, shop_words

UNDO_MAX = 200

Change = Callable[[Document], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What is read when the page opens: published versions, drafts, and the document to begin with."""

    history: History
    drafts: Sequence[ProgrammeDraft]
    draft: ProgrammeDraft | None
    document: Document
    published: Document
    words: ShopWords


class Editing:
    """Shared by the parts of the page. `changed` tells them that the document, the draft or the language is another one."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self.changed = Happening()
        self.history: History | None = None
        self.drafts: Sequence[ProgrammeDraft] = ()
        self.draft: ProgrammeDraft | None = None
        self.document: Document = {"lanes": [], "rules": []}
        self.published: Document = self.document
        self.words = ShopWords(goods={}, settings={})
        self.errors: Sequence[DocumentError] = ()
        self.saved_at = ""
        self.thrown: ProgrammeDraft | None = None
        self._undo: list[tuple[str, Document]] = []
        self._marked: Document | None = None
        self._wording: Wording | None = None
        till.texts.language_changed.connect(self._language_changed)

    # what is there

    @property
    def loaded(self) -> bool:
        """Whether a programme is on the desk."""
        return self.history is not None

    @property
    def open(self) -> bool:
        """Whether the person who is signed in may write."""
        session = self._till.session
        return session is not None and may(session.actor.role, Act.EDIT_PROGRAMME)

    @property
    def wording(self) -> Wording:
        """The words for the document as it stands."""
        if self._wording is None:
            self._wording = Wording(self._till.texts, self.document, self.words)
        return self._wording

    @property
    def version(self) -> int:
        """The number the document has, or will have when it is published."""
        versions = () if self.history is None else self.history.versions
        if self.draft is None:
            return int(self.document.get("version", 1))
        return 1 + max((version.version for version in versions), default=0)

    @property
    def published_version(self) -> int:
        """The number of the version in force."""
        return int(self.published.get("version", 1))

    @property
    def undoable(self) -> str:
        """What the last change was; empty when nothing can be taken back."""
        return self._undo[-1][0] if self._undo else ""

    def _language_changed(self) -> None:
        self._wording = None
        self.changed.emit()

    # reading

    def load(self, on_ready: Callable[[], None]) -> None:
        """Reads what the page needs; the draft that is on the desk stays, unless it is gone."""
        keep = None if self.draft is None else self.draft.id
        unsaved = self.document if self.draft is not None else None

        def ready(read: Desktop) -> None:
            same = read.draft is not None and read.draft.id == keep
            self.history, self.drafts, self.published = read.history, read.drafts, read.published
            self.words = read.words
            self._take(read.draft, unsaved if same and unsaved is not None else read.document, keep_undo=same)
            on_ready()

        self._till.look_up(lambda: self._read(keep), ready)

    def _read(self, draft_id: str | None, *, published_sha: str | None = None) -> Desktop:
        desk = self._till.desk
        told = history(desk)
        drafts = list_drafts(desk)
        if told.in_force is None:
            raise Refusal("no_programme")
        published = published_document(desk, told.in_force)
        draft = None if published_sha else next((one for one in drafts if one.id == draft_id), drafts[0] if drafts else None)
        document = published if draft is None else draft_document(draft)
        if published_sha:
            document = published_document(desk, published_sha)
        return Desktop(
            history=told, drafts=drafts, draft=draft, document=document, published=published, words=shop_words(desk, document, published)
        )

    def open_draft(self, draft_id: str) -> None:
        """Puts a draft on the desk."""
        self._till.look_up(lambda: self._read(draft_id), self._opened)

    def open_published(self, sha: str) -> None:
        """Puts a published version on the desk, to be looked at."""
        self._till.look_up(lambda: self._read(None, published_sha=sha), self._opened)

    def _opened(self, read: Desktop) -> None:
        self.history, self.drafts, self.published, self.words = read.history, read.drafts, read.published, read.words
        self._take(read.draft, read.document)
        self.changed.emit()

    def _take(self, draft: ProgrammeDraft | None, document: Document, *, keep_undo: bool = False) -> None:
        self.draft = draft
        if not keep_undo:
            self._undo.clear()
            self._marked = None
        self._show(document)

    def _show(self, document: Document) -> None:
        self.document = document
        self.errors = programme_errors(document)
        self._wording = None

    def take_words(self, words: ShopWords, *, tell: bool = True) -> None:
        """Other words of the shop: goods that the document names now."""
        self.words = words
        self._wording = None
        if tell:
            self.changed.emit()

    # changing

    def edit(self, change: Change, told: str = "") -> str:
        """Carries a change out and keeps it. Why not, in words; empty when it was done. `told`: what can be taken back."""
        if not self.open:
            return self._till.say(Refusal("not_owner")).line
        try:
            result = change(self.document)
        except EditRefused as refused:
            return refusal_text(refused, short_language(self._till.texts))
        document: Document = result[0] if isinstance(result, tuple) else result
        if document != self.document:
            if self._marked is None:
                self._remember(told, self.document)
            self._show(document)
            self._keep()
            self.changed.emit()
        return ""

    def _remember(self, told: str, before: Document) -> None:
        self._undo.append((told, before))
        del self._undo[:-UNDO_MAX]

    def mark(self) -> None:
        """From here on all changes are one: a control was opened."""
        if self._marked is None:
            self._marked = self.document

    def unmark(self, *, keep: bool, told: str = "") -> None:
        """The control was closed: its changes stay as one, or the document is as it was."""
        before, self._marked = self._marked, None
        if before is None or before == self.document:
            return
        if keep:
            self._remember(told, before)
        else:
            self._show(before)
            self._keep()
        self.changed.emit()

    def undo(self) -> bool:
        """Takes the last change back. False when there is none."""
        if not self._undo or not self.open:
            return False
        _, before = self._undo.pop()
        self._marked = None
        self._show(before)
        self._keep()
        self.changed.emit()
        return True

    # keeping

    def save_now(self) -> str:
        """Ctrl+S: the draft is kept already; the first press on the version in force makes one. Why not, in words."""
        if not self.open:
            return self._till.say(Refusal("not_owner")).line
        self._keep()
        return ""

    def _keep(self) -> None:
        """Stores the draft as it stands now; saves are made in the order of the changes."""
        till, session, document = self._till, self._till.signed_in(), self.document
        if self.draft is None:
            self.draft = new_draft(till.desk, session, self._new_name(), document, None if self.history is None else self.history.in_force)
            self._wording = None
        draft = self.draft

        def kept(saved: ProgrammeDraft) -> None:
            if self.draft is not None and self.draft.id == saved.id:
                self.draft = saved
                self.saved_at = till.desk.local().time
            self.drafts = (saved, *(one for one in self.drafts if one.id != saved.id))
            self.changed.emit()

        self.saved_at = ""
        till.run(lambda: save_draft(till.desk, session, draft, document), kept)

    def _new_name(self) -> str:
        """The name of a new draft: the programme's and the day."""
        till = self._till
        day = till.texts.date(date.fromisoformat(till.desk.local().date))
        return f"{str(self.document.get('name', ''))[: NAME_MAX - 12]} {day}".strip()

    def rename(self, name: str, refused: Callable[[Refusal], None], done: Callable[[], None]) -> None:
        """Another name for the draft on the desk."""
        till, draft = self._till, self.draft
        if draft is None:
            return
        session, document = till.signed_in(), self.document

        def renamed(saved: ProgrammeDraft) -> None:
            self.draft = saved
            self.drafts = tuple(saved if one.id == saved.id else one for one in self.drafts)
            self.changed.emit()
            done()

        till.run(lambda: save_draft(till.desk, session, replace(draft, name=name), document), renamed, refused)

    def copy_draft(self, name: str) -> None:
        """A second draft with the document as it stands; it is the one on the desk from now on."""
        till, session, document = self._till, self._till.signed_in(), self.document
        base = None if self.draft is None else self.draft.base_sha

        def made(draft: ProgrammeDraft) -> None:
            self.drafts = (draft, *self.drafts)
            self._take(draft, document)
            self.changed.emit()

        def operation() -> ProgrammeDraft:
            return save_draft(till.desk, session, new_draft(till.desk, session, name, document, base), document)

        till.run(operation, made)

    def throw_away(self, draft: ProgrammeDraft) -> None:
        """Throws a draft away; the version in force takes its place on the desk. It can be brought back until the next one goes."""
        till, session = self._till, self._till.signed_in()

        def gone(_: None) -> None:
            self.thrown = draft
            self.drafts = tuple(one for one in self.drafts if one.id != draft.id)
            if self.draft is not None and self.draft.id == draft.id:
                self._take(None, self.published)
            self.changed.emit()

        till.run(lambda: delete_draft(till.desk, session, draft.id), gone)

    def bring_back(self) -> bool:
        """The draft that was thrown away last is there again, and on the desk. False when there is none."""
        draft, self.thrown = self.thrown, None
        if draft is None or not self.open:
            return False
        till, session = self._till, self._till.signed_in()

        def back(saved: ProgrammeDraft) -> None:
            self.drafts = (saved, *self.drafts)
            self._take(saved, draft_document(saved))
            self.changed.emit()

        till.run(lambda: save_draft(till.desk, session, draft, draft_document(draft)), back)
        return True

    def draft_from(self, document: Document, base_sha: str) -> None:
        """A new draft with the content of a published version, put on the desk."""
        till, session, name = self._till, self._till.signed_in(), self._new_name()

        def made(draft: ProgrammeDraft) -> None:
            self.drafts = (draft, *self.drafts)
            self._take(draft, document)
            self.changed.emit()

        def operation() -> ProgrammeDraft:
            return save_draft(till.desk, session, new_draft(till.desk, session, name, document, base_sha), document)

        till.run(operation, made)

    def put_published(self) -> None:
        """The version in force on the desk, without a draft."""
        self._take(None, self.published)
        self.changed.emit()

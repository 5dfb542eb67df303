"""What was published: every version with its first day, who published it and when, and what it changed. Nothing of it is altered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.domain.clock import local_time
from app.domain.programme.drafting import Document
from app.domain.programme.sentences import rule_sentence
from app.gui.presenters.office_differences import told_differences
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_views import ActView, FindingView, ListView, MainView, NoteView, RowView
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Till
from app.gui.theme.theme import Tone
from app.services.ports.programmes import PublishedVersion
from app.services.programme_drafts import published_document
from app.services.programme_words import ShopWords, shop_words


class Versions:
    """The list and the chosen version. Documents are read when they are looked at."""

    def __init__(self, till: Till, editing: Editing, changed: Callable[[], None]) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self._chosen = ""
        self._documents: dict[str, Document] = {}
        self._words: ShopWords | None = None

    def versions(self) -> list[PublishedVersion]:
        """Newest publication first."""
        told = self._editing.history
        return [] if told is None else list(told.versions)

    def chosen(self) -> PublishedVersion | None:
        """The version that is looked at."""
        found = self.versions()
        return next((one for one in found if one.event_id == self._chosen), found[0] if found else None)

    def choose(self, event_id: str) -> None:
        """Another version."""
        self._chosen = event_id
        self.load()
        self._changed()

    def load(self) -> None:
        """Reads the documents of the chosen version and of the one before it."""
        wanted = [one.sha256 for one in self._pair() if one is not None and one.sha256 not in self._documents]
        if not wanted:
            return
        desk = self._till.desk

        def read() -> tuple[dict[str, Document], ShopWords]:
            found = self._documents | {sha: published_document(desk, sha) for sha in wanted}
            return found, shop_words(desk, *found.values())

        def ready(found: tuple[dict[str, Document], ShopWords]) -> None:
            self._documents, self._words = found
            self._changed()

        self._till.look_up(read, ready)

    def _pair(self) -> tuple[PublishedVersion | None, PublishedVersion | None]:
        chosen = self.chosen()
        found = self.versions()
        if chosen is None:
            return None, None
        at = found.index(chosen)
        return chosen, found[at + 1] if at + 1 < len(found) else None

    def document(self) -> Document | None:
        """The document of the chosen version, once it was read."""
        chosen = self.chosen()
        return None if chosen is None else self._documents.get(chosen.sha256)

    # what is shown

    def list_view(self) -> ListView:
        """The history."""
        t, chosen = self._till.texts, self.chosen()
        rows = []
        for version in self.versions():
            chip, tone = self._state(version)
            rows.append(
                RowView(
                    id=version.event_id,
                    title=f"v{version.version} · {t('from {day}', day=t.date_with_year(date.fromisoformat(version.valid_from)))}",
                    detail=self._who(version),
                    chip=chip,
                    tone=tone,
                    selected=version == chosen,
                )
            )
        return ListView(
            title=t("Versions"),
            hint=t("Newest first"),
            rows=tuple(rows),
            add="",
            movable=False,
            note="",
            nothing=t("Nothing published yet"),
        )

    def _who(self, version: PublishedVersion) -> str:
        t, told = self._till.texts, self._editing.history
        when = local_time(version.published_ms, self._till.desk.zone)
        who = ("", "") if told is None else told.people.get(version.actor_id or "", ("", ""))
        day = t.date(date.fromisoformat(when.date))
        return f"{who[t.language == 'en']} · {t('published {day} {time}', day=day, time=when.time)}".removeprefix(" · ")

    def _state(self, version: PublishedVersion) -> tuple[str, Tone]:
        t, told = self._till.texts, self._editing.history
        assert told is not None
        if version.sha256 == told.in_force and version.valid_from <= told.on:
            return t("In force"), "success"
        if version.valid_from > told.on:
            return t("Not yet"), "info"
        return t("Over"), "muted"

    def main_view(self) -> MainView:
        """The chosen version: its rules as sentences, and what it changed."""
        t, editing = self._till.texts, self._editing
        chosen, before = self._pair()
        if chosen is None:
            return MainView(title=t("Versions"), chip="", chip_tone="muted", acts=(), nothing=t("Nothing published yet"))
        chip, tone = self._state(chosen)
        acts = [ActView(id="paper", label=t("On paper"), icon="printer", named=True)]
        if editing.open:
            acts = [
                ActView(id="again", label=t("Publish again"), icon="publish", named=True),
                ActView(id="base", label=t("New draft from it"), icon="edit", named=True),
                *acts,
            ]
        notes: list[NoteView] = []
        changes_title = ""
        changes: tuple[FindingView, ...] = ()
        document = self._documents.get(chosen.sha256)
        if document is not None:
            w = Wording(t, document, self._words or editing.words)
            old = None if before is None else self._documents.get(before.sha256)
            if before is not None and old is not None:
                nothing = FindingView(text=t("Nothing is different."), tone="muted", icon="info")
                changes_title, changes = t("Against v{n}", n=before.version), told_differences(old, document, w) or (nothing,)
            said = [
                t("{name}: {what}", name=w.rule(rule.code), what=rule_sentence(rule, w.programme, w.lang, w.names))
                for rule in w.programme.rules
                if rule.active
            ]
            notes.append(NoteView(title=t("What it says"), lines=tuple(said)))
        return MainView(
            title=f"v{chosen.version}",
            chip=chip,
            chip_tone=tone,
            acts=tuple(acts),
            caption=f"{self._who(chosen)} · SHA-256 {chosen.sha256[:12]}",
            changes_title=changes_title,
            changes=changes,
            notes=tuple(notes),
        )

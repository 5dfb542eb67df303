"""The programme editor in front of somebody, without a window: its words, fields and lists are pressed by what they say."""

from __future__ import annotations

from typing import Any

from app.gui.presenters.office_programme import Page
from app.gui.presenters.office_views import FieldView, ProgrammeView, WordView
from tests.gui.presenters.bench import Bench, Seen


class Editor:
    """The page in front of the owner; words and fields are pressed by what they say."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.screen = Seen()
        bench.room.office.attach(Seen())
        bench.keys("F11", "8")
        page = bench.room.office.page()
        assert isinstance(page, Page)
        self.page = page
        page.attach(self.screen)
        page.refresh()

    @property
    def view(self) -> ProgrammeView:
        view: ProgrammeView = self.page.view()
        return view

    @property
    def document(self) -> Any:
        return self.page.editing.document

    def sentence(self) -> str:
        return "".join(word.text for word in self.view.main.words)

    def word(self, text: str) -> WordView:
        return next(word for word in self.view.main.words if word.path and text in word.text)

    def field(self, label: str) -> FieldView:
        return next(field for group in self.view.main.groups for field in group.fields if field.label == label)

    def inner(self, label: str) -> FieldView:
        part = self.view.part
        assert part is not None
        return next(field for field in part.fields if field.label == label)

    def pick(self, *labels: str) -> None:
        """Chooses lines of the list that is open."""
        for label in labels:
            part = self.view.part
            assert part is not None, label
            option = next(option for option in (*part.options, *part.quick) if option.label == label)
            self.page.parts.choose(option.id)

    def rule(self, code: str) -> Any:
        return next(rule for rule in self.document["rules"] if rule["code"] == code)

    def rows(self) -> list[str]:
        found = self.view.list
        assert found is not None
        return [row.id for row in found.rows]

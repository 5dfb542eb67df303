"""What the controls of the programme editor change: the programme on the desk, the trial beside it, or the first day of a publication."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import Document, set_value, value_at
from app.gui.presenters.office_fields import Field, stored
from app.gui.presenters.office_problems import problem_at
from app.gui.presenters.office_values import shown
from app.gui.presenters.office_views import FieldView
from app.gui.presenters.office_wording import Wording
from app.services.programme_words import ShopWords


class Source(Protocol):
    """The values a control edits: the programme on the desk, or the trial beside it."""

    errors: Sequence[DocumentError]
    words: ShopWords

    @property
    def open(self) -> bool:
        """Whether they may be changed."""
        ...

    @property
    def wording(self) -> Wording:
        """Names, and the values as they stand."""
        ...

    def edit(self, change: Callable[[Document], Any], told: str = "") -> str:
        """Carries a change out; why not, in words."""
        ...

    def mark(self) -> None:
        """A control was opened: what follows is one change."""
        ...

    def unmark(self, *, keep: bool, told: str = "") -> None:
        """It was closed."""
        ...

    def take_words(self, words: ShopWords, *, tell: bool = True) -> None:
        """Goods that are named now."""
        ...


Setter = Callable[[Document, str, Any], Document]


def tidied(document: Document, path: str) -> Document:
    """A filter of goods in which nothing stands any more goes away: it means all goods."""
    steps = path.split("/")
    if "lines" in steps:
        place = "/".join(steps[: steps.index("lines") + 1])
        if value_at(document, place) == {}:
            return set_value(document, place, None)
    return document


def field_view(editing: Source, one: Field) -> FieldView:
    """A field as a box or a switch."""
    w = editing.wording
    is_switch = one.kind == "flag"
    return FieldView(
        path=one.path,
        label=one.label,
        shown=shown(w, one),
        switch=is_switch,
        on=is_switch and bool(stored(w, one)),
        open=editing.open and one.open,
        problem=problem_at(editing.errors, one.path, w),
        wide=one.kind in ("text", "bonus_steps"),
    )

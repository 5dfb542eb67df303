"""A small form inside a sheet: a few fields, one confirm act. It holds what was typed; whoever opened it says what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.gui.i18n import Texts
from app.gui.presenters.typed_number import pressed

Kind = Literal["text", "phone", "day", "digits", "money", "date", "time", "choice", "toggle"]
"""`text` has the input method on; `day` is month and day, `date` a whole date, `time` hour and minute."""
LENGTHS: Mapping[str, int] = {"phone": 11, "day": 4, "digits": 9, "date": 8, "time": 4}
_FIGURES = (*LENGTHS, "money")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `options`: value and label of a choice; a toggle is "1" or "". Texts are in the language of the screen."""

    id: str
    kind: Kind
    label: str
    text: str = ""
    note: str = ""
    prompt: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """The form. `active`: the figure that the keypad feeds, empty for none."""

    title: str
    intro: str
    fields: tuple[Field, ...]
    active: str
    problem: str
    confirm: str


class Form:
    """One form while it is open. `fields` makes its fields anew in the language of the screen; `submit` gets the texts by field;
    `changed` is told after every change.
    """

    def __init__(
        self,
        *,
        title: Callable[[Texts], str],
        intro: Callable[[Texts], str],
        confirm: Callable[[Texts], str],
        fields: Callable[[Texts], Sequence[Field]],
        submit: Callable[[Mapping[str, str]], None],
        first: Mapping[str, str],
        changed: Callable[[], None] | None = None,
    ) -> None:
        self._title, self._intro, self._confirm, self._fields, self._submit = title, intro, confirm, fields, submit
        self.values = dict(first)
        self._changed = changed
        self.active = ""
        self.problem = ""

    def view(self, t: Texts) -> FormView:
        """The form as of now."""
        fields = tuple(replace(field, text=self.values.get(field.id, "")) for field in self._fields(t))
        figures = [field.id for field in fields if field.kind in _FIGURES]
        active = self.active if self.active in figures else next(iter(figures), "")
        return FormView(
            title=self._title(t), intro=self._intro(t), fields=fields, active=active, problem=self.problem, confirm=self._confirm(t)
        )

    def set(self, field_id: str, text: str) -> None:
        """A field was changed."""
        self.values[field_id], self.problem = text, ""
        if self._changed is not None:
            self._changed()

    def press(self, key: str, t: Texts) -> None:
        """A key of the keypad, or a character typed while no field has the focus."""
        view = self.view(t)
        field = next((field for field in view.fields if field.id == view.active), None)
        if field is not None:
            self.active = field.id
            self.set(field.id, typed_after(field.kind, field.text, key))

    def submit(self) -> None:
        """The confirm act."""
        self._submit(dict(self.values))


def typed_after(kind: Kind, text: str, key: str) -> str:
    """The text of a figure after a key."""
    if key == "clear":
        return ""
    if key == "backspace":
        return text[:-1]
    if kind == "money":
        return pressed(text, key, is_money=True)
    return (text + key)[: LENGTHS.get(kind, 0)] if key.isascii() and key.isdigit() else text

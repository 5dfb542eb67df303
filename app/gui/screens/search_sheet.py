"""A search as you type over the right column: members (F2) and items (F3). A keypad for whoever has no keyboard: digits find both."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt

from app.gui.appearance import CappedLook
from app.gui.components.pick_list import PickList
from app.gui.components.views import PickRowView
from app.gui.i18n import Texts
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.fields import Keypad, TextField

KEYPAD_HIGH = 216
"""Four rows of 48 px and their gaps."""
LARGEST_KEYS = 115


class SearchView(Protocol):
    """What a search shows."""

    @property
    def title(self) -> str: ...
    @property
    def prompt(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def rows(self) -> tuple[PickRowView, ...]: ...
    @property
    def selected(self) -> str: ...
    @property
    def hint(self) -> str: ...


class SearchPresenter(Protocol):
    """The acts of a search."""

    def search(self, text: str) -> None: ...
    def pick(self, row_id: str, /) -> None: ...
    def move(self, by: int) -> None: ...


class SearchSheet(Sheet):
    """Knows one search presenter. `input_method`: names are typed here, so the input method is on."""

    def __init__(self, presenter: SearchPresenter, look: Look, texts: Texts, icon: str, *, input_method: bool) -> None:
        super().__init__(look, texts, icon)
        self.presenter = presenter
        self.field = TextField(input_method=input_method)
        self.hint = Label("", "body", "secondary", wrap=True)
        self.rows = PickList(look)
        self.body.addWidget(self.field)
        self.body.addWidget(self.hint)
        self.keypad = Keypad(CappedLook(look, LARGEST_KEYS), phone=True)
        self.keypad.setFixedHeight(KEYPAD_HIGH)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.keypad)
        self.field.textEdited.connect(presenter.search)
        self.field.scan_suspected.connect(lambda: self.hint.setText(texts("That looked like a scan: please scan again")))
        self.keypad.key_pressed.connect(self._keyed)
        self.rows.picked.connect(presenter.pick)
        self.rows.moved.connect(presenter.move)

    def _keyed(self, key: str) -> None:
        text = self.field.text()
        self.presenter.search("" if key == "clear" else text[:-1] if key == "backspace" else text + key)

    def show_view(self, view: SearchView) -> None:
        """Shows a state; the field keeps its cursor while it is typed in."""
        self.show_title(view.title)
        self.keypad.set_words(self.texts("Clear"), self.texts("Delete the last digit"))
        self.field.set_prompt(view.prompt)
        if self.field.text() != view.text:
            self.field.setText(view.text)
        self.hint.setText(view.hint)
        self.hint.setVisible(bool(view.hint))
        ids = [row.id for row in view.rows]
        self.rows.show_rows(view.rows, ids.index(view.selected) if view.selected in ids else -1)

    def take_focus(self) -> None:
        """Typing goes to the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

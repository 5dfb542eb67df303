"""A search as you type over the right column: members (F2) and items (F3). A keypad for whoever has no keyboard: digits find both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt

from app.gui.appearance import CappedLook
from app.gui.components.pick_list import PickList
from app.gui.components.views import KeyAct, PickRowView
from app.gui.i18n import Texts
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import LinkButton
from app.gui.widgets.fields import Keypad, TextField

KEYPAD_HIGH = 216
"""Four rows of 48 px and their gaps."""
LARGEST_KEYS = 115
ACTS_MAX = 2


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
    @property
    def acts(self) -> tuple[KeyAct, ...]: ...


class SearchPresenter(Protocol):
    """The acts of a search."""

    def search(self, text: str) -> None: ...
    def pick(self, row_id: str, /) -> None: ...
    def move(self, by: int) -> None: ...


class SearchSheet(Sheet):
    """Knows one search presenter. `input_method`: names are typed here, so the input method is on. `on_act`: acts at the foot."""

    def __init__(
        self,
        presenter: SearchPresenter,
        look: Look,
        texts: Texts,
        icon: str,
        *,
        input_method: bool,
        on_act: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(look, texts, icon)
        self.presenter = presenter
        self._on_act = on_act
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
        self._acts: tuple[KeyAct, ...] = ()
        self.act_keys = [LinkButton(look) for _ in range(ACTS_MAX)]
        for at, button in enumerate(self.act_keys):
            button.clicked.connect(lambda _checked=False, index=at: self._acted(index))
            self.footer.addWidget(button)
        self.footer.addStretch(1)

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

        self._acts = view.acts[:ACTS_MAX]
        for at, button in enumerate(self.act_keys):
            button.setVisible(at < len(self._acts))
            if at < len(self._acts):
                act = self._acts[at]
                button.set_label(act.label)
                button.set_icon(act.icon)
                button.set_key(act.key)
        self.show_footer(bool(self._acts))

    def _acted(self, at: int) -> None:
        if self._on_act is not None and at < len(self._acts):
            self._on_act(self._acts[at].id)

    def take_focus(self) -> None:
        """Typing goes to the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

"""More: tiles with their digits, and the two questions that are asked before something is done."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QSizePolicy

from app.gui.i18n import Texts
from app.gui.presenters.more import More, MoreTile, MoreView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton

COLUMN_MAX = 9
"""More tiles than these stand in two columns."""


class MoreSheet(Sheet):
    """Knows the presenter of More."""

    def __init__(self, presenter: More, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "more")
        self.presenter = presenter
        self._tiles: tuple[MoreTile, ...] = ()
        self._buttons: list[KeyButton] = []
        self._columns = 0
        self.question = Label("", "row", "secondary", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.body.addWidget(self.question)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def show_view(self, view: MoreView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.question.setText(view.question)
        self.question.setVisible(bool(view.question))
        self._tiles = view.tiles
        while len(self._buttons) < len(view.tiles):
            at = len(self._buttons)
            button = KeyButton(self.look, role="tile")
            button.set_measure(height=48)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, index=at: self._pressed(index))
            self._buttons.append(button)
        self._place(len(view.tiles))
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(view.tiles))
            if at < len(view.tiles):
                tile = view.tiles[at]
                button.set_label(tile.label)
                button.set_icon(tile.icon)
                button.set_key(tile.key)
                button.set_available(tile.enabled, tile.reason)
                button.set_hint(tile.hint)

    def _place(self, tiles: int) -> None:
        """One column, or two where one would be too high."""
        columns = 1 if tiles <= COLUMN_MAX else 2
        if columns == self._columns and self._grid.count() == len(self._buttons):
            return
        self._columns = columns
        for at, button in enumerate(self._buttons):
            self._grid.addWidget(button, at // columns, at % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)

    def _pressed(self, at: int) -> None:
        if at < len(self._tiles):
            self.presenter.choose(self._tiles[at].id)

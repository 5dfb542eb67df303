"""Quick items: a grid of tiles, six across under the basket, or three across with tabs in a column of their own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.views import QuickItemsView
from app.gui.theme.look import Look
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.tiles import Tile


class QuickItems(QWidget):
    """Render with `show_view`; `item_pressed(id)`, `tab_chosen(id)`."""

    item_pressed = Signal(str)
    tab_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._view = QuickItemsView()
        self._columns, self._rows, self._height, self._with_tabs = 6, 2, 56, False
        self._tiles: list[Tile] = []
        self._tabs: list[KeyButton] = []
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._tab_row)
        column.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_shape(self, columns: int, rows: int, *, tile_height: int = 56, tabs: bool = False) -> None:
        """Six across and one or two rows of 56; three across and seven rows of 84 with tabs; four across with large text."""
        shape = (columns, rows, tile_height, tabs)
        if shape != (self._columns, self._rows, self._height, self._with_tabs):
            self._columns, self._rows, self._height, self._with_tabs = shape
            self._render()

    def show_view(self, view: QuickItemsView) -> None:
        """Renders as many items as the shape holds."""
        if view != self._view:
            self._view = view
            self._render()

    def _render(self) -> None:
        view = self._view
        shown = view.items[: self._columns * self._rows]
        while len(self._tiles) < len(shown):
            at = len(self._tiles)
            tile = Tile(self.look, self._height)
            tile.clicked.connect(lambda _checked=False, index=at: self._item(index))
            self._tiles.append(tile)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for at, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            tile.setVisible(at < len(shown))
            if at < len(shown):
                tile.set_height(self._height)
                tile.set_content(shown[at].name, shown[at].price)
                tile.set_available(shown[at].enabled)
                self._grid.addWidget(tile, at // self._columns, at % self._columns)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
        self._render_tabs()
        self.updateGeometry()

    def _render_tabs(self) -> None:
        tabs = self._view.tabs if self._with_tabs else ()
        while len(self._tabs) < len(tabs):
            at = len(self._tabs)
            button = KeyButton(self.look, role="tile")
            button.set_measure(height=48, text=15)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, index=at: self._tab(index))
            self._tabs.append(button)
            self._tab_row.addWidget(button, 1)
        for at, button in enumerate(self._tabs):
            button.setVisible(at < len(tabs))
            if at < len(tabs):
                button.set_label(tabs[at].label)
                button.set_selected(tabs[at].id == self._view.tab)

    def _item(self, at: int) -> None:
        if at < len(self._view.items):
            self.item_pressed.emit(self._view.items[at].id)

    def _tab(self, at: int) -> None:
        if at < len(self._view.tabs):
            self.tab_chosen.emit(self._view.tabs[at].id)

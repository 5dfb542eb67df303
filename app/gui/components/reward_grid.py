"""Rewards as tiles under their headings, two or more beside one another as the width allows. `chosen(code)`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from app.gui.components.views import RewardCard
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.tiles import RewardTile

_LEAST = 250
_GAP = 8


class RewardGrid(QScrollArea):
    """Render with `show_groups`; `passive` tiles are only looked at."""

    chosen = Signal(str)

    def __init__(self, look: Look, *, passive: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._passive = passive
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = QWidget()
        self._ground.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self._ground)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(_GAP)
        self.setWidget(self._ground)
        self._groups: Sequence[tuple[str, Sequence[RewardCard]]] = ()
        self._selected = ""
        self._columns = 0
        self.heads: list[Label] = []
        self.tiles: list[RewardTile] = []
        self._codes: list[str] = []
        look.changed.connect(self._place)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[RewardCard]]], selected: str = "") -> None:
        """Headings with their tiles, and the code of the chosen one."""
        moved = selected != self._selected
        same = [(title, len(cards)) for title, cards in groups] == [(title, len(cards)) for title, cards in self._groups]
        self._groups, self._selected = groups, selected
        if not same or not self._columns:
            self._place()
        self._fill()
        if moved and selected in self._codes:
            self.ensureWidgetVisible(self.tiles[self._codes.index(selected)], 0, _GAP)

    def tile_of(self, code: str) -> RewardTile | None:
        """The tile of a reward."""
        return self.tiles[self._codes.index(code)] if code in self._codes else None

    def _width_columns(self) -> int:
        return max(1, (self.viewport().width() - 8 + _GAP) // (self.look.theme.px(_LEAST) + _GAP))

    def _place(self) -> None:
        """Puts heads and tiles into the grid; they are made once and used again."""
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(max(self._columns, 1)):
            self._grid.setColumnStretch(column, 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._columns = self._width_columns()
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
        row = used = heads = 0
        for title, cards in self._groups:
            if title:
                head = self._head(heads)
                head.setText(title)
                self._grid.addWidget(head, row, 0, 1, self._columns)
                head.show()
                heads, row = heads + 1, row + 1
            for at in range(len(cards)):
                tile = self._tile(used)
                self._grid.addWidget(tile, row + at // self._columns, at % self._columns)
                tile.show()
                used += 1
            row += -(-len(cards) // self._columns)
        self._grid.setRowStretch(row, 1)
        for unused in (*self.heads[heads:], *self.tiles[used:]):
            unused.hide()
        self._fill()

    def _head(self, at: int) -> Label:
        while len(self.heads) <= at:
            head = Label("", "body", "secondary", parent=self._ground)
            head.set_bold(True)
            self.heads.append(head)
        return self.heads[at]

    def _tile(self, at: int) -> RewardTile:
        while len(self.tiles) <= at:
            tile = RewardTile(self.look, self._ground)
            index = len(self.tiles)
            if self._passive:
                tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                tile.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            else:
                tile.clicked.connect(lambda _checked=False, n=index: self._pressed(n))
            self.tiles.append(tile)
        return self.tiles[at]

    def _fill(self) -> None:
        cards = [card for _, group in self._groups for card in group]
        self._codes = [card.code for card in cards]
        for card, tile in zip(cards, self.tiles, strict=False):
            tile.set_content(card.name, card.cost, card.icon, card.tag, reachable=card.reachable)
            tile.set_selected(card.code == self._selected)

    def _pressed(self, at: int) -> None:
        if at < len(self._codes):
            self.chosen.emit(self._codes[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._width_columns() != self._columns:
            self._place()

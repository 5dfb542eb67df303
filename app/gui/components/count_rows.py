"""The kinds of notes and coins to be counted: a row each, with what was typed and what it comes to. Fields are painted: the window has the
keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton
from app.gui.widgets.painting import draw_text, fill_round


class CountRowButton(PaintedButton):
    """One row: the kind, the box with the pieces, the amount. A press chooses it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", parent)
        self._label = self._figure = self._amount = ""
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_row(self, label: str, text: str, amount: str, *, chosen: bool) -> None:
        """What stands in it."""
        if (label, text, amount, chosen) != (self._label, self._figure, self._amount, self._chosen):
            self._label, self._figure, self._amount, self._chosen = label, text, amount, chosen
            self.setAccessibleName(f"{label} × {text or 0} {amount}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.high(44, 24))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        """No ground of its own: the box is the field."""

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        """Label, box, amount."""
        theme, c = self.theme, self.theme.c
        third = rect.width() / 3
        draw_text(painter, QRectF(rect.left(), rect.top(), third - 8, rect.height()), self._label, theme.sized(17), c.text_secondary)
        box = QRectF(rect.left() + third, rect.top() + 2, third, rect.height() - 4)
        outline = c.action if self._chosen else c.border_strong
        fill_round(painter, box, theme.tokens.radius["control"], c.surface, outline, 2 if self._chosen else 1)
        inner = box.adjusted(10, 0, -12, 0)
        draw_text(painter, inner, self._figure, theme.sized(19, 600), c.text, right=True)
        if self._chosen:
            high = theme.px(22)
            painter.fillRect(QRectF(inner.right() + 3, inner.center().y() - high / 2, 2, high), c.text)
        last = QRectF(rect.left() + 2 * third + 8, rect.top(), third - 8, rect.height())
        draw_text(painter, last, self._amount, theme.sized(17, 600), c.text, right=True, least_percent=60)


class CountRows(QWidget):
    """All rows. `chosen(int)` when one is pressed."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: list[CountRowButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_rows(self, rows: Sequence[tuple[str, str, str, bool]]) -> None:
        """Label, pieces, amount, whether it is chosen: row by row."""
        while len(self.rows) < len(rows):
            at = len(self.rows)
            row = CountRowButton(self.look)
            row.clicked.connect(lambda _checked=False, index=at: self.chosen.emit(index))
            self.rows.append(row)
            self._column.addWidget(row)
        for row, (label, text, amount, chosen) in zip(self.rows, rows, strict=True):
            row.show_row(label, text, amount, chosen=chosen)

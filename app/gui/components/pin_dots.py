"""How much of a PIN was typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from app.gui.theme.look import Look
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import fill_round

DOTS_MAX = 8


class PinDots(PaintedWidget):
    """How many digits were typed; never which."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, spoken: str) -> None:
        """0 … 8 filled dots."""
        self._count = count
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.theme.px(56))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c, theme = self.theme.c, self.theme
        fill_round(painter, rect, theme.tokens.radius["control"], c.surface, c.action, 2)
        side, gap = theme.px(14), theme.px(12)
        shown = max(4, self._count)
        x = rect.center().x() - (shown * side + (shown - 1) * gap) / 2
        for at in range(shown):
            box = QRectF(x + at * (side + gap), rect.center().y() - side / 2, side, side)
            fill_round(painter, box, side / 2, c.text if at < self._count else c.sunken)

"""A chart of a few bars: figures above them, names below, one colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from app.gui.components.figure_views import BarView
from app.gui.theme.look import Look
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import LABEL_LEAST, draw_text

_GAP = 8


class BarChart(PaintedWidget):
    """Render with `show_bars`. `rising`: amber for more, else grey for less; the sign stands in the names too."""

    def __init__(self, look: Look, *, rising: bool = True) -> None:
        super().__init__(look)
        self._bars: tuple[BarView, ...] = ()
        self._rising = rising
        self._greyed = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[BarView, ...], title: str, *, greyed: bool) -> None:
        """Shows them; `title` is what the chart is called."""
        self._bars, self._greyed = bars, greyed
        self.setAccessibleName(f"{title}: " + "; ".join(f"{bar.label} {bar.figure}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(132))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        if not self._bars:
            return
        line = theme.px(22)
        ground = QRectF(rect.left(), rect.top() + line, rect.width(), rect.height() - 2 * line)
        most = max(1, *(bar.size for bar in self._bars))
        width = (rect.width() - _GAP * (len(self._bars) - 1)) / len(self._bars)
        ink = c.text_muted if self._greyed else c.text
        fill = c.border if self._greyed else c.points_fill if self._rising else c.border_strong
        for at, bar in enumerate(self._bars):
            left = rect.left() + at * (width + _GAP)
            high = ground.height() * bar.size / most if bar.size else 0.0
            if bar.size:
                high = max(3.0, high)
                painter.fillRect(QRectF(left, ground.bottom() - high, width, high), fill)
            above = QRectF(left, ground.bottom() - high - line, width, line)
            draw_text(painter, above, bar.figure, theme.sized(15, 700), ink, centre=True, least_percent=LABEL_LEAST)
            below = QRectF(left, ground.bottom(), width, line)
            draw_text(painter, below, bar.label, theme.sized(14), c.text_secondary, centre=True, least_percent=LABEL_LEAST)
        painter.fillRect(QRectF(rect.left(), ground.bottom() - 1, rect.width(), 1), c.border_strong)

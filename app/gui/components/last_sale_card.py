"""The sale before: change due and how it was paid, on green, until the next sale's first scan."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.components.views import LastSaleView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import FIGURE_LEAST, LABEL_LEAST, draw_icon, draw_text, fill_round


class LastSaleCard(PaintedWidget):
    """Render with `show_view`; None hides it."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.texts = texts
        self._view: LastSaleView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        texts.language_changed.connect(self.update)
        self.hide()

    def show_view(self, view: LastSaleView | None) -> None:
        """Renders the card."""
        self._view = view
        self.setVisible(view is not None)
        if view is not None:
            parts = (view.title, self.texts("Change"), view.change, view.paid, view.points)
            self.setAccessibleName(" ".join(part for part in parts if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.theme.high(104, 84))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        view, theme, c = self._view, self.theme, self.theme.c
        if view is None:
            return
        fill_round(painter, rect, theme.tokens.radius["card"], c.success_bg)
        inner = rect.adjusted(16, 10, -16, -8)
        first, second = theme.px(24), theme.px(20)
        icon = theme.px(20)
        draw_icon(painter, QRectF(inner.left(), inner.top(), icon, first), "ok", c.success)
        title = QRectF(inner.left() + icon + 6, inner.top(), inner.width() - icon - theme.px(56), first)
        draw_text(painter, title, view.title, theme.sized(16), c.success, least_percent=LABEL_LEAST)
        clock = QRectF(inner.left(), inner.top(), inner.width(), first)
        draw_text(painter, clock, view.time, theme.sized(14), c.text_secondary, right=True)
        label = QRectF(inner.left(), inner.top() + first, inner.width() / 2, second)
        draw_text(painter, label, self.texts("Change"), theme.sized(14), c.text_secondary)
        figure = QRectF(inner.left(), label.bottom(), inner.width() * 0.45, inner.bottom() - label.bottom())
        draw_text(painter, figure, view.change, theme.sized(32, 700), c.text, least_percent=FIGURE_LEAST)
        right = QRectF(figure.right(), label.center().y() + 2, inner.right() - figure.right(), second)
        draw_text(painter, right, view.paid, theme.sized(14), c.text_secondary, right=True, least_percent=LABEL_LEAST)
        below = right.translated(0, second)
        draw_text(painter, below, view.points, theme.sized(14, 700), c.points, right=True, least_percent=LABEL_LEAST)

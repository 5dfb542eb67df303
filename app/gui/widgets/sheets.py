"""Containers: side sheets over the right column and the head of a full screen. No dialogs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import Tone
from app.gui.widgets.base import PaintedWidget, SectionRule
from app.gui.widgets.buttons import IconButton, KeyButton
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.painting import draw_icon, fill_round


class HeadIcon(PaintedWidget):
    """The icon before a sheet's title."""

    def __init__(self, look: Look, icon: str, tone: Tone = "action", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, tone: Tone = "action") -> None:
        """Changes icon and tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(24)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_icon(painter, rect, self._icon, self.theme.tone(self._tone))


class SideSheet(QWidget):
    """A sheet with a head (icon, title, `extra` for chips and links, ✕), a body and a footer strip.

    Put widgets into `body`, `extra` and `footer` (layouts). `close_pressed` is emitted by ✕; Esc is the screen's.
    """

    close_pressed = Signal()

    def __init__(self, look: Look, icon: str, tone: Tone = "action", *, close_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.icon = HeadIcon(look, icon, tone)
        self.title = ElidedText(look, "heading")
        self.close_key = IconButton(look, "close", close_label)
        self.lead = QHBoxLayout()
        self.lead.setSpacing(8)
        self.extra = QHBoxLayout()
        self.extra.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 6)
        head.setSpacing(10)
        head.addWidget(self.icon)
        head.addWidget(self.title)
        head.addLayout(self.lead)
        head.addStretch(1)
        head.addLayout(self.extra)
        head.addWidget(self.close_key)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self._footer = _FooterStrip(look)
        self.footer = QHBoxLayout(self._footer)
        self.footer.setContentsMargins(16, 10, 16, 10)
        self.footer.setSpacing(12)
        self._footer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(SectionRule(look))
        column.addLayout(self.body, 1)
        column.addWidget(self._footer)
        self.close_key.clicked.connect(lambda: self.close_pressed.emit())
        look.changed.connect(self.update)

    def set_words(self, title: str, close_label: str) -> None:
        """Title and spoken name of ✕."""
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.close_key.set_label(close_label)

    def show_footer(self, shown: bool = True) -> None:
        """Footers are hidden until they are asked for."""
        self._footer.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, QRectF(self.rect()), theme.tokens.radius["card"], theme.c.surface, theme.c.border)
        painter.end()


class _FooterStrip(PaintedWidget):
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        radius = self.theme.tokens.radius["card"] - 1
        painter.setClipRect(rect)
        fill_round(painter, rect.adjusted(0, -radius, 0, 0), radius, c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), c.border)


class ScreenHead(QFrame):
    """The head of a full screen: back with Esc, title, and `extra` on the right. `back_pressed()`."""

    back_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setProperty("role", "bar")
        self.back = KeyButton(look, "", "back", "Esc", "quiet")
        self.title = ElidedText(look, "heading")
        self.extra = QHBoxLayout()
        self.extra.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 20, 6)
        row.setSpacing(16)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addLayout(self.extra)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back.clicked.connect(lambda: self.back_pressed.emit())

    def set_words(self, back: str, title: str) -> None:
        """Label of the back key and the title."""
        self.back.set_label(back)
        self.title.set_text(title)

    def sizeHint(self) -> QSize:
        return QSize(320, self.look.theme.high(60, 30))

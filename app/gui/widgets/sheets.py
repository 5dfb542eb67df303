"""Containers: side sheets over the right column, areas over the whole content, and the head of a full screen. No dialogs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

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


class ModalArea(QWidget):
    """A veil over its parent with one panel on it; follows the parent's size. `veil_pressed()` on a press beside it.

    `open_full` covers everything (money moves), `open_panel` puts a card in the middle (a question).
    """

    veil_pressed = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self.look = look
        self._content: QWidget | None = None
        self._full = False
        self._came_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        over.installEventFilter(self)
        look.changed.connect(self.update)
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What is open, or None."""
        return self._content

    def open_full(self, content: QWidget) -> None:
        """Covers the parent with `content`."""
        self._open(content, full=True)

    def open_panel(self, content: QWidget) -> None:
        """Centres `content` over the veil at its size hint."""
        self._open(content, full=False)

    def _open(self, content: QWidget, *, full: bool) -> None:
        self.close_area()
        self._came_from = self.window().focusWidget()
        self._content, self._full = content, full
        if full:
            self._column.setContentsMargins(0, 0, 0, 0)
            self._column.addWidget(content)
        else:
            self._column.setContentsMargins(24, 24, 24, 24)
            self._column.addWidget(content, 0, Qt.AlignmentFlag.AlignCenter)
        content.show()
        self._follow()
        self.show()
        self.raise_()
        first = content.nextInFocusChain() if content.focusPolicy() == Qt.FocusPolicy.NoFocus else content
        if first is not None and self.isAncestorOf(first):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_area(self) -> None:
        """Takes the content off (its owner keeps it) and gives the focus back."""
        if self._content is None:
            return
        content, self._content = self._content, None
        self._column.removeWidget(content)
        content.hide()
        content.setParent(None)
        self.hide()
        back, self._came_from = self._came_from, None
        if back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._follow()
        return False

    def _follow(self) -> None:
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        content = self._content
        if content is not None and not content.geometry().contains(event.position().toPoint()):
            self.veil_pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.theme.c.canvas if self._full else self.look.theme.c.scrim)
        painter.end()

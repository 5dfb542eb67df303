"""The function bar: eleven keys F1 … F11, or six and 更多 when the text is large and the window small."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.gui.components.views import FunctionKeyView
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.buttons import FunctionKey

ALL_KEYS = tuple(f"F{number}" for number in range(1, 12))
FEW_KEYS = ("F2", "F3", "F4", "F6", "F7", "F9", "F11")


class FunctionBar(QWidget):
    """Render with `show_keys`; `key_pressed` carries `F1` … `F11`."""

    key_pressed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._views: tuple[FunctionKeyView, ...] = ()
        self.keys = {key: FunctionKey(look, key, self) for key in ALL_KEYS}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 12, 5)
        self._row.setSpacing(6)
        for key, button in self.keys.items():
            self._row.addWidget(button, 1)
            button.clicked.connect(lambda _checked=False, pressed=key: self.key_pressed.emit(pressed))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)

    def show_keys(self, views: tuple[FunctionKeyView, ...]) -> None:
        """Renders the keys named; keys not named are hidden."""
        if views == self._views:
            return
        self._views = views
        for view in views:
            button = self.keys[view.key]
            button.set_content(view.label, view.icon, view.badge)
            button.set_available(view.enabled, view.reason)
            button.set_selected(view.selected)
        self._fit()

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        return QSize(640, theme.high(theme.tokens.size["functionBar"], 38))

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.theme.c
        painter = QPainter(self)
        painter.fillRect(self.rect(), c.surface)
        painter.fillRect(QRectF(0, 0, self.width(), 1), c.border)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.look.theme
        few = theme.is_large_text and breakpoint_of(self.width(), theme.scale_percent) == "compact"
        shown = {view.key for view in self._views}
        for key, button in self.keys.items():
            button.setVisible(key in shown and (not few or key in FEW_KEYS))
        self.updateGeometry()
        self.update()

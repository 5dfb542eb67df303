"""The focus ring: one overlay that follows the keyboard focus, 3 px wide with a 2 px gap, hidden after touch or mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QApplication, QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from app.gui.theme.look import Look

_POINTER_EVENTS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
_STEERING_KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    *(Qt.Key(Qt.Key.Key_F1 + number) for number in range(12)),
)


def _steers(event: QEvent) -> bool:
    """True for a key that moves the focus or opens something."""
    return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _STEERING_KEYS


class _Margin(QProxyStyle):
    """Gives the frame the room around its widget that ring and gap take; what is beyond it would be cut off."""

    def __init__(self, margin: int) -> None:
        super().__init__()
        self._margin = margin

    def pixelMetric(self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return self._margin
        return super().pixelMetric(metric, option, widget)


class _Frame(QFocusFrame):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        stroke = look.theme.tokens.stroke
        self._style = _Margin(stroke["focusRing"] + stroke["focusGap"])
        self.setStyle(self._style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        target, parent = self.widget(), self.parentWidget()
        if target is None or parent is None:
            return
        theme = self.look.theme
        ring, gap = theme.tokens.stroke["focusRing"], theme.tokens.stroke["focusGap"]
        inner = QRectF(target.rect().translated(target.mapTo(parent, target.rect().topLeft()) - self.pos()))
        out = gap + ring / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.c.focus, ring))
        radius = theme.tokens.radius["control"] + out
        painter.drawRoundedRect(inner.adjusted(-out, -out, out, out), radius, radius)
        painter.end()


class FocusRing(QObject):
    """Make one per application window; it follows the focus and knows the last way of input."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._by_keyboard = True
        self.frame = _Frame(look)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a focus ring needs a QApplication")
        window.installEventFilter(self)
        app.focusChanged.connect(self._focus_changed)
        look.changed.connect(self.frame.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show and watched is self._window:
            # All keys and presses pass the native window first; watching it alone keeps Python out of the other events.
            handle = self._window.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        elif kind in _POINTER_EVENTS and self._by_keyboard and isinstance(watched, QWindow):
            self._by_keyboard = False
            self._show_on(QApplication.focusWidget())
        elif not self._by_keyboard and _steers(event) and isinstance(watched, QWindow):
            self._by_keyboard = True
            self._show_on(QApplication.focusWidget())
        return False

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._show_on(new)

    def _show_on(self, widget: QWidget | None) -> None:
        shown = (
            self._by_keyboard
            and widget is not None
            and widget.window() is self._window
            and widget is not self._window
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        self.frame.setWidget(widget if shown else None)  # type: ignore[arg-type]

"""Keyboard-wedge scanners: an application event filter that feeds every key to the burst recogniser before any widget sees it.

A key reaches the filter up to four times: as ShortcutOverride and as KeyPress, each at the window and at the widget. It is
fed once, at the window, with the event's own time stamp; the decision is kept for its other appearances. Held keys that turn
out to be typed go on to the field with the focus, or out as `typed` where none has it.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.domain.till.scan_shapes import GS
from app.domain.till.wedge import WedgeRecogniser, WedgeSettings, WedgeStep, WedgeTrouble
from app.gui.overrides import whole_errors

_CONTROL = Qt.KeyboardModifier.ControlModifier
_COMMANDS = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_SILENT_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Control)
_INTERRUPTING = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
_KEY_EVENTS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_FIELDS = (QLineEdit, QPlainTextEdit)
# As many released characters as a burst can have before it is known to be one.
_GIVEN_MAX = 64


class WedgeFilter(QObject):
    """Make one on the application: `WedgeFilter(app)`. Signals:

    `scanned(str)` a whole scan; `typed(str)` characters typed while no field has the focus; `retracted(int)` so many of them
    were the beginning of a scan after all; `partial_scan()` a torn or too long scan: say *scan again*; `notice(object)` every
    WedgeNotice, doubled scans too.
    """

    scanned = Signal(str)
    typed = Signal(str)
    retracted = Signal(int)
    partial_scan = Signal()
    notice = Signal(object)

    def __init__(self, app: QGuiApplication, settings: WedgeSettings | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._delivering = False
        self._last_ms = 0
        self._since_last = QElapsedTimer()
        self._since_last.start()
        self._decided: tuple[int, int, bool] | None = None
        self._swallowed: set[int] = set()
        self._given: deque[QWidget | None] = deque(maxlen=_GIVEN_MAX)
        self._looked_again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._flush)
        self._use(settings or WedgeSettings())
        app.installEventFilter(self)
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def _use(self, settings: WedgeSettings) -> None:
        self._recogniser = WedgeRecogniser(settings)
        self._controls = frozenset({GS, *settings.prefix, *settings.terminators})

    def set_settings(self, settings: WedgeSettings) -> None:
        """Starts afresh with other settings."""
        self._carry_out(self._recogniser.interrupt())
        self._use(settings)

    def remove(self) -> None:
        """Takes the filter off the application."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _INTERRUPTING and isinstance(watched, QWindow):
            self._carry_out(self._recogniser.interrupt())
            return False
        if kind not in _KEY_EVENTS or self._delivering or not isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        return self._press(event)

    @whole_errors
    def _press(self, event: QKeyEvent) -> bool:
        key, stamp = event.key(), event.timestamp()
        if self._decided is not None and self._decided[:2] == (key, stamp) and event.type() == QEvent.Type.KeyPress:
            swallow = self._decided[2]
            self._decided = None
        else:
            swallow = self._feed(event)
            self._decided = (key, stamp, swallow) if event.type() == QEvent.Type.ShortcutOverride else None
        if not swallow:
            return False
        self._swallowed.add(key)
        # Accepting the override keeps shortcuts from the key; the key itself then comes as KeyPress and ends here.
        event.accept()
        return True

    def _feed(self, event: QKeyEvent) -> bool:
        """Feeds one key; True when it must reach no widget."""
        char = self._char_of(event)
        if char is None:
            if event.key() not in _SILENT_KEYS:
                self._carry_out(self._recogniser.interrupt())
            return False
        now_ms = event.timestamp() or self._now_ms()
        self._last_ms = now_ms
        self._since_last.restart()
        step = self._recogniser.feed(char, now_ms, auto_repeat=event.isAutoRepeat())
        self._carry_out(step)
        return step.swallow

    def _char_of(self, event: QKeyEvent) -> str | None:
        """The one character of the key that can belong to a scan; None for all other keys."""
        text = event.text()
        if len(text) != 1:
            return None
        if text in self._controls:
            return text
        if event.modifiers() & _COMMANDS or not text.isprintable():
            return None
        return text

    @whole_errors
    def _release(self, event: QKeyEvent) -> bool:
        if event.key() in self._swallowed and not event.isAutoRepeat():
            self._swallowed.discard(event.key())
            return True
        return False

    def _flush(self) -> None:
        # The window may have been busy, with the rest of the scan waiting behind this timer: one more round for the keys first.
        if not self._looked_again:
            self._looked_again = True
            self._timer.start(0)
            return
        self._carry_out(self._recogniser.flush(self._now_ms()))

    def _now_ms(self) -> int:
        """The present on the scale of the events' time stamps."""
        return self._last_ms + self._since_last.elapsed()

    def _focus_changed(self, old: QWidget | None, _new: QWidget | None) -> None:
        if not self._delivering:
            self._carry_out(self._recogniser.focus_moved(), old)

    def _carry_out(self, step: WedgeStep, target: QWidget | None = None) -> None:
        if step.flush_in_ms is None:
            self._timer.stop()
        else:
            self._looked_again = False
            self._timer.start(step.flush_in_ms)
        if step.retract:
            self._take_back(step.retract)
        if step.typed:
            self._give(step.typed, target or QApplication.activePopupWidget() or QApplication.focusWidget())
        if step.notice is not None:
            self.notice.emit(step.notice)
            if step.notice.trouble is not WedgeTrouble.DUPLICATE:
                self.partial_scan.emit()
        if step.read is not None:
            self.scanned.emit(step.read)

    def _give(self, text: str, target: QWidget | None) -> None:
        """Hands typed characters on: as keys to a field, a space to whatever has the focus, else as `typed`."""
        loose = ""
        for char in text:
            if not char.isprintable():
                continue
            field = target if target is not None and isValid(target) else None
            if field is not None and (_takes_keys(field) or char == " "):
                self._send(field, _key_of(char), char)
                self._given.append(field)
            else:
                loose += char
                self._given.append(None)
        if loose:
            self.typed.emit(loose)

    def _take_back(self, count: int) -> None:
        """Removes the last `count` characters from where they went."""
        loose = 0
        for _ in range(min(count, len(self._given))):
            target = self._given.pop()
            if target is None:
                loose += 1
            elif isValid(target) and _takes_keys(target):
                self._send(target, int(Qt.Key.Key_Backspace), "\b")
        if loose:
            self.retracted.emit(loose)

    def _send(self, target: QWidget, key: int, text: str) -> None:
        self._delivering = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if isValid(target):
                    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                    self._app.sendEvent(target, event)
        finally:
            self._delivering = False


def _takes_keys(widget: QWidget) -> bool:
    """Qt's own fields, and widgets that say so by the property `input` = keys."""
    return isinstance(widget, _FIELDS) or widget.property("input") == "keys"


def _key_of(char: str) -> int:
    """Qt's key code of a character: its upper-case code point for ASCII, unknown otherwise."""
    return ord(char.upper()) if char.isascii() else int(Qt.Key.Key_unknown)

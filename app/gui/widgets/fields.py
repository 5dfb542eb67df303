"""Fields: a line edit that switches the input method, a painted amount field, and the keypad that feeds it."""

from __future__ import annotations

from typing import Any, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.gui.theme.look import Look, restyle
from app.gui.theme.theme import Tone
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import draw_text, fill_round, text_width
from app.gui.widgets.tiles import AmountTile

TEXT_MAX = 120
AMOUNT_CHARS_MAX = 10
SCAN_LIKE_MIN = 6


class TextField(QLineEdit):
    """A line of text. `input_method` is True in name and note fields only: scans cannot be told from typing there.

    `scan_suspected` is emitted when the input method commits a run of ASCII that looks like a scan; it is not taken.
    """

    scan_suspected = Signal()

    def __init__(
        self, placeholder: str = "", *, input_method: bool = False, length_max: int = TEXT_MAX, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._input_method = input_method
        self.setMaxLength(length_max)
        self.set_prompt(placeholder)

    def set_prompt(self, placeholder: str) -> None:
        """The placeholder, which is also the accessible name."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    def set_tone(self, tone: Tone | None) -> None:
        """`danger` outlines a wrong value, `success` a checked one."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    # WA_InputMethodEnabled is not enough: QLineEdit answers ImEnabled with True whatever the attribute says.
    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._input_method and self.isEnabled() and not self.isReadOnly()
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        committed = event.commitString()
        if not self._input_method:
            event.ignore()
        elif len(committed) >= SCAN_LIKE_MIN and committed.isascii():
            self.scan_suspected.emit()
        else:
            super().inputMethodEvent(event)


class AmountField(PaintedWidget):
    """A painted figure with label and caret, keyboard focus and no input method. Its content is a string of digits.

    `money` allows a point and two digits after it, `count` digits only. `text_changed(str)`, `submitted()` on Enter.
    """

    text_changed = Signal(str)
    submitted = Signal()

    def __init__(self, look: Look, kind: Literal["money", "count"] = "money", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._kind = kind
        self._text = ""
        self._label = ""
        self._hint = ""
        self._prefix = "¥" if kind == "money" else ""
        self._tone: Tone = "text"
        self._size = 30
        self.setProperty("input", "keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What was typed: digits, for money with at most one point."""
        return self._text

    def set_text(self, text: str) -> None:
        """Shows a text without emitting `text_changed`."""
        if text != self._text:
            self._text = text
            self._describe()

    def set_label(self, label: str, hint: str = "", tone: Tone = "text") -> None:
        """Label on the left; the hint stands where the figure is while nothing is typed."""
        self._label, self._hint, self._tone = label, hint, tone
        self.setAccessibleName(label)
        self._describe()

    def set_measure(self, size: int) -> None:
        """Pixels of the figure at 100 %."""
        self._size = size
        self.updateGeometry()

    def press(self, key: str) -> None:
        """A key of the keypad: a digit, `00`, `.`, `clear` or `backspace`."""
        new = self._after(key)
        if new != self._text:
            self._text = new
            self._describe()
            self.text_changed.emit(new)

    def _after(self, key: str) -> str:
        text = self._text
        if key == "clear":
            return ""
        if key == "backspace":
            return text[:-1]
        if key == ".":
            if self._kind != "money" or "." in text:
                return text
            return f"{text or '0'}."
        if not key.isdigit() or not key.isascii():
            return text
        new = (text + key).lstrip("0") or "0"
        if new.startswith("."):
            new = f"0{new}"
        decimals = new.partition(".")[2]
        return text if len(decimals) > 2 or len(new) > AMOUNT_CHARS_MAX else new

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._prefix}{self._text}" if self._text else self._hint)
        self.update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif key == Qt.Key.Key_Backspace:
            self.press("backspace")
        elif key == Qt.Key.Key_Delete:
            self.press("clear")
        elif len(event.text()) == 1 and event.text() in "0123456789.":
            self.press(event.text())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.high(64 if self._size >= 26 else 48, self._size + 6))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        outline = c.action if self.hasFocus() else c.border_strong
        ground = c.surface if self.isEnabled() else c.sunken
        fill_round(painter, rect, theme.tokens.radius["control"], ground, outline)
        inner = rect.adjusted(14, 0, -14, 0)
        label_font = theme.sized(17 if self._size >= 26 else 15)
        used = draw_text(painter, inner, self._label, label_font, c.text_secondary)
        caret = 2 if self.hasFocus() else 0
        box = QRectF(used.right() + 8, rect.top(), inner.right() - used.right() - 8 - caret * 4, rect.height())
        if not self._text:
            draw_text(painter, box, self._hint, theme.sized(18), c.text_muted, right=True)
        else:
            shown = f"{self._prefix}{self._text}"
            size = self._size
            while size > 14 and text_width(shown, theme.sized(size, 700)) > box.width():
                size -= 2
            draw_text(painter, box, shown, theme.sized(size, 700), theme.tone(self._tone), right=True)
        if caret:
            high = theme.px(self._size + 4)
            painter.fillRect(QRectF(inner.right() - caret, rect.center().y() - high / 2, caret, high), c.text)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.update()


class Keypad(QWidget):
    """7-8-9 on top, then 4-5-6, 1-2-3 and 00, 0, point (or clear, 0, backspace as on a telephone with `phone`).

    `key_pressed` carries `0` … `9`, `00`, `.`, `clear` or `backspace`.
    """

    key_pressed = Signal(str)

    def __init__(self, look: Look, *, phone: bool = False, clear_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))
        last = ("clear", "0", "backspace") if phone else ("00", "0", ".")
        layout = rows if phone else rows[::-1]
        self.keys: dict[str, AmountTile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, row in enumerate((*layout, last)):
            grid.setRowStretch(at, 1)
            for column, key in enumerate(row):
                tile = AmountTile(look, key, bold=False, size=26)
                tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                tile.clicked.connect(lambda _checked=False, pressed=key: self.key_pressed.emit(pressed))
                self.keys[key] = tile
                grid.addWidget(tile, at, column)
                grid.setColumnStretch(column, 1)
        if phone:
            self.set_words(clear_label, clear_label)

    def set_words(self, clear: str, backspace: str) -> None:
        """Label of the clear key and spoken name of the backspace key (telephone layout)."""
        if "clear" in self.keys:
            self.keys["clear"].set_content(clear)
            self.keys["backspace"].set_icon("backspace", backspace)

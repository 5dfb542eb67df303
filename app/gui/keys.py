"""Names of keys as the presenters know them, and which keys a field with the focus keeps for itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.gui.widgets.fields import AmountField

_NAMES = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Backspace: "Backspace",
    **{Qt.Key(Qt.Key.Key_F1 + number): f"F{number + 1}" for number in range(12)},
}
_CONTROL = {getattr(Qt.Key, f"Key_{letter}"): f"Ctrl+{letter}" for letter in "ADELNPRSZ"}
_ALT = {Qt.Key.Key_Up: "Alt+Up", Qt.Key.Key_Down: "Alt+Down"}
_EDITING = frozenset({"Left", "Right", "Del", "Backspace", "Ctrl+Z"})


def key_name(event: QKeyEvent) -> str:
    """The name of a key that is no character; empty for all others."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _CONTROL.get(key, "")
    if modifiers & Qt.KeyboardModifier.AltModifier:
        digit = event.key() - int(Qt.Key.Key_0)
        return f"Alt+{digit}" if 1 <= digit <= 9 else _ALT.get(key, "")
    if modifiers & Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_F2:
        return "Shift+F2"
    return _NAMES.get(key, "")


def kept_keys(widget: QWidget | None) -> frozenset[str]:
    """Keys that a widget with the focus wants for itself, besides those of fields: it names them as `kept_keys`."""
    found: object = getattr(widget, "kept_keys", frozenset())
    return found if isinstance(found, frozenset) else frozenset()


def is_field(widget: QWidget | None) -> bool:
    """Whether typing goes into this widget."""
    return isinstance(widget, (QLineEdit, QPlainTextEdit, AmountField))


def belongs_to_field(name: str, field: QWidget | None) -> bool:
    """Whether the key edits the field's text. Painted amount fields hold no cursor: their arrows are the screen's."""
    if isinstance(field, AmountField):
        return name in ("Backspace", "Del")
    return name in _EDITING or (name == "Enter" and isinstance(field, QPlainTextEdit))

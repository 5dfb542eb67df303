"""In place of the keypad while a payment provider owes an answer: what is being waited for, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.components.views import ChargeView
from app.gui.theme.look import Look, restyle
from app.gui.theme.theme import Tone
from app.gui.widgets.announce import announce
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton


class ChargePanel(Card):
    """`check_pressed` asks for the result, `other_pressed` gives the charge up."""

    check_pressed = Signal()
    other_pressed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("info", padding=24, spacing=12, parent=parent)
        self.title = Label("", "title", "info", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = Label("", "row", "text", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.check = KeyButton(look, "", "refresh", "F5", "tonal")
        self.other = KeyButton(look, "", "back", "F6")
        self.check.clicked.connect(lambda: self.check_pressed.emit())
        self.other.clicked.connect(lambda: self.other_pressed.emit())
        keys = QHBoxLayout()
        keys.setSpacing(12)
        keys.addWidget(self.check, 1)
        keys.addWidget(self.other, 1)
        self.body.addStretch(1)
        self.body.addWidget(self.title)
        self.body.addWidget(self.detail)
        self.body.addStretch(1)
        self.body.addLayout(keys)

    def show_view(self, view: ChargeView) -> None:
        """Renders the panel; a result that nobody knows is said aloud to screen readers."""
        tone: Tone = "danger" if view.danger else "info"
        if view.danger and self.property("tone") != tone:
            announce(self, view.title)
        self.set_tone(tone)
        self.title.setProperty("tone", tone)
        restyle(self.title)
        self.title.setText(view.title)
        self.detail.setText(view.detail)
        self.check.set_label(view.check)
        self.other.set_label(view.other)

"""Opening a shift: the float as one figure or counted, a keypad, and whether the printer is ready."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.count_rows import CountRowButton, CountRows
from app.gui.i18n import Texts
from app.gui.presenters.shift_open import ShiftOpen, ShiftOpenView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import PrimaryButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.fields import Keypad
from app.gui.widgets.figures import MoneyLabel
from app.gui.widgets.sheets import ScreenHead


class ShiftOpenScreen(QWidget):
    """Knows the presenter of opening."""

    def __init__(self, presenter: ShiftOpen, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.head = ScreenHead(look)
        self.chips = [Chip(look) for _ in range(3)]
        for chip in self.chips:
            self.head.extra.addWidget(chip)
        self.left = Card(padding=16, spacing=6)
        self.ask = Label("", "heading")
        self.figure = CountRowButton(look)
        self.figure.clicked.connect(lambda _checked=False: presenter.choose(-1))
        self.or_count = Label("", "caption", "secondary")
        self.rows = CountRows(look)
        self.rows.chosen.connect(presenter.choose)
        for part in (self.ask, self.figure, SectionRule(look), self.or_count, self.rows):
            self.left.body.addWidget(part)
        self.left.body.addStretch(1)
        self.right = Card(padding=16, spacing=10)
        self.total_title = Label("", "body", "secondary")
        self.total = MoneyLabel(look, "due")
        self.printer = Chip(look)
        self.printer.set_large()
        self.before = Label("", "caption", "secondary")
        self.problem = Label("", "body", "danger", wrap=True)
        self.keypad = Keypad(look)
        self.keypad.key_pressed.connect(presenter.press)
        self.confirm = PrimaryButton(look, "", "check")
        self.confirm.clicked.connect(lambda _checked=False: presenter.confirm())
        printer = QHBoxLayout()
        printer.addWidget(self.printer)
        printer.addStretch(1)
        self.right.body.addWidget(self.total_title)
        self.right.body.addWidget(self.total)
        self.right.body.addLayout(printer)
        self.right.body.addWidget(self.before)
        self.right.body.addWidget(self.problem)
        self.right.body.addWidget(self.keypad, 1)
        self.right.body.addWidget(self.confirm)
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.setSpacing(12)
        body.addWidget(self.left, 1)
        body.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body, 1)

    def show_view(self, view: ShiftOpenView) -> None:
        """Shows a state."""
        t = self.texts
        self.head.set_words(t("Back"), view.title)
        for chip, text in zip(self.chips, view.facts, strict=True):
            chip.set_content(text)
        self.ask.setText(t("What lies in the drawer?"))
        self.figure.show_row(t("In one figure"), view.figure, "", chosen=view.figure_selected)
        self.or_count.setText(t("or counted: ↓ goes to the notes and coins"))
        self.rows.show_rows([(row.label, row.text, row.amount, row.selected) for row in view.rows])
        self.total_title.setText(t("Float"))
        self.total.set_text(view.total)
        self.printer.set_content(view.printer.text, view.printer.icon, view.printer.tone)
        self.before.setText(view.before)
        self.before.setVisible(bool(view.before))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.confirm.set_label(view.confirm)

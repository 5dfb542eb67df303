"""A number asked in place of the right column: quantity or open price, with a keypad."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.gui.i18n import Texts
from app.gui.presenters.number import AskNumber, NumberView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import LinkButton, PrimaryButton
from app.gui.widgets.fields import AmountField, Keypad


class NumberSheet(Sheet):
    """Knows the number presenter."""

    def __init__(self, presenter: AskNumber, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "quantity")
        self.presenter = presenter
        self.about = Label("", "row", "secondary", wrap=True)
        self.money = AmountField(look, "money")
        self.count = AmountField(look, "count")
        self.keypad = Keypad(look)
        self.confirm = PrimaryButton(look, "", "check", "Enter")
        self.body.addWidget(self.about)
        for field in (self.money, self.count):
            field.text_changed.connect(presenter.set_text)
            self.body.addWidget(field)
        self.body.addWidget(self.keypad, 1)
        self.body.addWidget(self.confirm)
        self.other = LinkButton(look, "", "edit", "Ctrl+E")
        self.other.clicked.connect(presenter.go_another_way)
        self.body.addWidget(self.other)
        self.keypad.key_pressed.connect(presenter.press)
        self.confirm.clicked.connect(presenter.confirm)

    def show_view(self, view: NumberView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.about.setText(view.about)
        self.money.setVisible(view.is_money)
        self.count.setVisible(not view.is_money)
        field = self.money if view.is_money else self.count
        field.set_label(view.title)
        field.set_text(view.text)
        self.keypad.keys["."].set_available(view.is_money)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm)
        self.other.set_label(view.other)
        self.other.setVisible(bool(view.other))

    def first_field(self) -> QWidget:
        """Digits are the number."""
        return self.money if self.money.isVisibleTo(self) else self.count

    def take_focus(self) -> None:
        """Gives the field the focus."""
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

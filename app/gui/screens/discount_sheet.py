"""Discount or price by hand over the right column: what it is on, how it is counted, why, and the number with a keypad."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.i18n import Texts
from app.gui.presenters.discount import Choice, DiscountView, GiveDiscount
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, LinkButton, PrimaryButton
from app.gui.widgets.fields import AmountField, Keypad
from app.gui.widgets.flow import FlowLayout

KEYPAD_HIGH = 104
"""At least, where letters are large; else it takes the room there is."""
LARGEST_KEYS = 115


class _Keys:
    """A row of keys of which one is chosen."""

    def __init__(self, look: Look, layout: QHBoxLayout | FlowLayout, choose: Callable[[str], None]) -> None:
        self._look, self._layout, self._choose = look, layout, choose
        self.keys: list[KeyButton] = []
        self._choices: tuple[Choice, ...] = ()

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Shows what there is to choose."""
        self._choices = choices
        while len(self.keys) < len(choices):
            key, at = KeyButton(self._look, "", "", "", "tile"), len(self.keys)
            key.set_measure(height=44)
            key.clicked.connect(lambda _checked=False, index=at: self._choose(self._choices[index].id))
            self.keys.append(key)
            self._layout.addWidget(key)
        for key, choice in zip(self.keys, choices, strict=True):
            key.set_label(choice.label)
            key.set_selected(choice.selected)
            key.set_available(choice.enabled)


class DiscountSheet(Sheet):
    """Knows the presenter of discounts."""

    def __init__(self, presenter: GiveDiscount, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "discount")
        self.presenter = presenter
        self.about = Label("", "row", "secondary", wrap=True)
        self.body.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.body.addLayout(row)
        targets, kinds = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((targets, 2), (kinds, 3)):
            part.setSpacing(8)
            row.addLayout(part, stretch)
        self.targets = _Keys(look, targets, presenter.choose_target)
        self.kinds = _Keys(look, kinds, presenter.choose_kind)
        chips = QWidget()
        self.reasons = _Keys(look, FlowLayout(chips, spacing=8), presenter.choose_reason)
        self.body.addWidget(chips)
        self.money = AmountField(look, "money")
        self.count = AmountField(look, "count")
        for field in (self.money, self.count):
            field.text_changed.connect(presenter.set_text)
            self.body.addWidget(field)
        self.keypad = Keypad(CappedLook(look, LARGEST_KEYS))
        self.keypad.setMinimumHeight(KEYPAD_HIGH)
        self.body.addWidget(self.keypad, 1)
        self.confirm = PrimaryButton(look, "", "check", "Enter")
        self.confirm.set_measure(height=56)
        self.rounding = LinkButton(look, "", "cash", "Ctrl+E")
        self.remove = LinkButton(look, "", "undo", "Del")
        ways = QVBoxLayout()
        ways.setSpacing(0)
        ways.addWidget(self.rounding)
        ways.addWidget(self.remove)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addLayout(ways)
        last.addWidget(self.confirm, 1)
        self.body.addLayout(last)
        self.keypad.key_pressed.connect(presenter.press)
        self.confirm.clicked.connect(presenter.confirm)
        self.rounding.clicked.connect(presenter.round_off)
        self.remove.clicked.connect(presenter.remove)

    def show_view(self, view: DiscountView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.about.setText(view.problem or " · ".join(part for part in (view.about, view.outcome) if part))
        self.targets.show_choices(view.targets)
        self.kinds.show_choices(view.kinds)
        self.reasons.show_choices(view.reasons)
        self.money.setVisible(view.is_money)
        self.count.setVisible(not view.is_money)
        field = self.money if view.is_money else self.count
        field.set_label(view.field)
        field.set_text(view.text)
        self.keypad.keys["."].set_available(view.is_money)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm)
        self.rounding.set_label(view.rounding)
        self.rounding.setVisible(bool(view.rounding))
        self.remove.set_label(view.remove)
        self.remove.setVisible(bool(view.remove))

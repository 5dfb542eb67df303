"""Cash in and out: a question with tiles, or the amount with a keypad."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from app.gui.i18n import Texts
from app.gui.presenters.cash import Cash, CashTile, CashView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import AmountField, Keypad


class CashSheet(Sheet):
    """Knows the presenter of cash."""

    def __init__(self, presenter: Cash, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "cash")
        self.presenter = presenter
        self._tiles: tuple[CashTile, ...] = ()
        self._buttons: list[KeyButton] = []
        self.question = Label("", "row", "secondary", wrap=True)
        self.problem = Label("", "body", "danger", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.amount = AmountField(look, "money")
        self.amount.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keypad = Keypad(look)
        self.keypad.key_pressed.connect(presenter.press)
        self.confirm = PrimaryButton(look, "", "check", "Enter")
        self.confirm.clicked.connect(lambda _checked=False: presenter.confirm())
        self.body.addWidget(self.question)
        self.body.addWidget(self.problem)
        self.body.addLayout(self._column)
        self.body.addWidget(self.amount)
        self.body.addWidget(self.keypad, 1)
        self.body.addWidget(self.confirm)
        self.body.addStretch(0)

    def show_view(self, view: CashView) -> None:
        """Shows a state."""
        t = self.texts
        self.show_title(view.title)
        self.question.setText(view.question)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self._tiles = view.tiles
        while len(self._buttons) < len(view.tiles):
            at = len(self._buttons)
            button = KeyButton(self.look, role="tile")
            button.set_measure(height=56)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, index=at: self._pressed(index))
            self._buttons.append(button)
            self._column.addWidget(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(view.tiles))
            if at < len(view.tiles):
                button.set_label(view.tiles[at].label)
                button.set_icon(view.tiles[at].icon)
                button.set_key(view.tiles[at].key)
        asks = view.amount is not None
        for part in (self.amount, self.keypad, self.confirm):
            part.setVisible(asks)
        self.body.setStretch(self.body.count() - 1, 0 if asks else 1)
        self.amount.set_label(t("Amount"))
        self.amount.set_text(view.amount or "")
        self.confirm.set_label(t("Go on"))
        self.confirm.set_available(view.can_confirm, t("Type the amount"))

    def _pressed(self, at: int) -> None:
        if at < len(self._tiles):
            self.presenter.choose(self._tiles[at].id)

"""Sign-in: who works here as tiles, a keypad for the PIN; in a demo shop its people and their PINs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.pin_dots import PinDots
from app.gui.i18n import Texts
from app.gui.presenters.people import PersonTile
from app.gui.presenters.sign_in import SignIn, SignInView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import PrimaryButton
from app.gui.widgets.fields import Keypad
from app.gui.widgets.tiles import Tile


class SignInScreen(QWidget):
    """Knows the sign-in presenter."""

    def __init__(self, presenter: SignIn, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._people: tuple[PersonTile, ...] = ()
        self._tiles: list[Tile] = []
        self.card = Card(padding=24, spacing=14)
        self.card.setMaximumWidth(960)
        self.place = Label("", "title")
        self.ask = Label("", "body", "secondary")
        self.kept = Label("", "body", "info", wrap=True)
        self.card.body.addWidget(self.place)
        self.card.body.addWidget(self.ask)
        self.card.body.addWidget(self.kept)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(self._build_people(), 1)
        row.addLayout(self._build_pin(), 1)
        self.card.body.addLayout(row, 1)
        centred = QHBoxLayout(self)
        centred.setContentsMargins(12, 12, 12, 12)
        centred.addStretch(1)
        centred.addWidget(self.card, 100)
        centred.addStretch(1)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def _build_people(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.demo_rule = SectionRule(self.look)
        self.demo_title = Label("", "body", "secondary")
        self.demo_title.set_bold(True)
        self.demo = Label("", "body", "secondary")
        column.addLayout(self._grid)
        column.addStretch(1)
        for part in (self.demo_rule, self.demo_title, self.demo):
            column.addWidget(part)
        return column

    def _build_pin(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        self.dots = PinDots(self.look)
        self.problem = Label("", "body", "danger", wrap=True)
        self.keypad = Keypad(self.look, phone=True)
        self.keypad.key_pressed.connect(self.presenter.press)
        self.confirm = PrimaryButton(self.look, "", "lock", "Enter")
        self.confirm.clicked.connect(self.presenter.confirm)
        column.addWidget(self.dots)
        column.addWidget(self.problem)
        column.addWidget(self.keypad, 1)
        column.addWidget(self.confirm)
        return column

    def show_view(self, view: SignInView) -> None:
        """Shows a state."""
        t = self.texts
        self.place.setText(view.place or t("Jifentai"))
        self.kept.setText(t("A basket is open; it is there again after sign-in."))
        self.kept.setVisible(view.basket_kept)
        self._show_people(view.people)
        self.dots.show_count(view.dots, t("{n} digits typed", n=view.dots))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.confirm.set_available(view.can_confirm, t("Type your PIN: 4 to 8 digits"))
        for part in (self.demo_rule, self.demo_title, self.demo):
            part.setVisible(bool(view.demo))
        self.demo.setText("\n".join(f"{name}   PIN {pin}" for name, pin in view.demo))

    def _show_people(self, people: tuple[PersonTile, ...]) -> None:
        self._people = people
        while len(self._tiles) < len(people):
            at = len(self._tiles)
            tile = Tile(self.look, 64)
            tile.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._tiles.append(tile)
            self._grid.addWidget(tile, at // 2, at % 2)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(people))
            if at < len(people):
                tile.set_content(people[at].name, people[at].role)
                tile.set_selected(people[at].selected)

    def _chosen(self, at: int) -> None:
        if at < len(self._people):
            self.presenter.choose(self._people[at].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self.look.theme
        self.card.setMaximumWidth(theme.px(900))
        self.card.setMaximumHeight(theme.px(680))

    def _retranslate(self) -> None:
        t = self.texts
        self.ask.setText(t("Who works here? Choose yourself and type your PIN."))
        self.demo_title.setText(t("Demo shop: people and PINs"))
        self.confirm.set_label(t("Sign in"))
        self.keypad.set_words(t("Clear"), t("Delete the last digit"))

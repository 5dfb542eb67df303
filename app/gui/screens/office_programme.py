"""The points programme: its rules as sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office_programme import Page, ProgrammeView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.chips import Chip


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.head = Chip(look)
        self.head.set_large()
        self.nothing = Label("", "body", "secondary", wrap=True)
        self.cards: list[tuple[Card, Label, Chip, Label]] = []
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(8)
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setWidget(ground)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.scroll_area)

    def show_view(self, view: ProgrammeView) -> None:
        """Shows the rules."""
        self.head.set_content(view.name, "store")
        self.nothing.setText(view.nothing)
        self.nothing.setVisible(bool(view.nothing))
        while len(self.cards) < len(view.rules):
            self._add_card()
        for at, (card, name, state, sentence) in enumerate(self.cards):
            card.setVisible(at < len(view.rules))
            if at < len(view.rules):
                rule = view.rules[at]
                name.setText(rule.name)
                state.set_content(rule.state, tone="success")
                sentence.setText(rule.sentence)

    def _add_card(self) -> None:
        card = Card(padding=16, spacing=4)
        name, state, sentence = Label("", "row"), Chip(self.look), Label("", "bodyOffice", "secondary", wrap=True)
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(state)
        card.body.addLayout(row)
        card.body.addWidget(sentence)
        self._column.insertWidget(self._column.count() - 1, card)
        self.cards.append((card, name, state, sentence))

"""Help: every key on the left, how the everyday things are done on the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.help import HelpView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.sheets import ScreenHead


class HelpScreen(QWidget):
    """Renders the help texts."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.head = ScreenHead(look)
        self.keys_title, self.how_title = Label("", "title"), Label("", "title")
        self._keys = QGridLayout()
        self._how = QVBoxLayout()
        self._keys.setHorizontalSpacing(20)
        self._keys.setVerticalSpacing(8)
        self._how.setSpacing(4)
        self._key_labels: list[tuple[Label, Label]] = []
        self._how_labels: list[tuple[Label, Label]] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        for title, inside in ((self.keys_title, self._keys), (self.how_title, self._how)):
            card = Card(padding=20, spacing=12)
            card.body.addWidget(title)
            card.body.addLayout(inside)
            card.body.addStretch(1)
            row.addWidget(card, 1)
        ground = QWidget()
        ground.setLayout(row)
        row.setContentsMargins(12, 12, 12, 12)
        self.scroll_area = scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(scroll, 1)

    def show_view(self, view: HelpView) -> None:
        """Shows the texts."""
        self.head.set_words(self.texts("Back"), view.title)
        self.keys_title.setText(view.keys_title)
        self.how_title.setText(view.how_title)
        while len(self._key_labels) < len(view.keys):
            pair = (Label("", "body", "action"), Label("", "body", wrap=True))
            pair[0].set_bold(True)
            self._keys.addWidget(pair[0], len(self._key_labels), 0)
            self._keys.addWidget(pair[1], len(self._key_labels), 1)
            self._keys.setColumnStretch(1, 1)
            self._key_labels.append(pair)
        while len(self._how_labels) < len(view.how_to):
            pair = (Label("", "body"), Label("", "body", "secondary", wrap=True))
            pair[0].set_bold(True)
            pair[1].setContentsMargins(0, 0, 0, 10)
            for label in pair:
                self._how.addWidget(label)
            self._how_labels.append(pair)
        for labels, texts in ((self._key_labels, view.keys), (self._how_labels, view.how_to)):
            for (first, second), (name, text) in zip(labels, texts, strict=True):
                first.setText(name)
                second.setText(text)

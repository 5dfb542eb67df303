"""A second person's yes: a panel over the whole window. On the left what is asked and who may answer, on the right the PIN."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.pin_dots import PinDots
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.approve import Approve, ApproveView
from app.gui.presenters.people import PersonTile
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import Keypad
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.sheets import HeadIcon
from app.gui.widgets.tiles import Tile

WIDTH, HEIGHT = 820, 560


class ApprovePanel(QWidget):
    """Knows the presenter. It lies over its parent, keeps its size and takes every press, so that nothing below can be pressed."""

    def __init__(self, presenter: Approve, look: Look, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.presenter, self.look, self.texts = presenter, look, texts
        self._people: tuple[PersonTile, ...] = ()
        self._tiles: list[Tile] = []
        self._lines: list[tuple[Label, Label]] = []
        self.card = Card(padding=20, spacing=10)
        self.title = ElidedText(look, "heading")
        self.problem = Label("", "body", "danger", wrap=True)
        self.dots = PinDots(look)
        self.keypad = Keypad(look, phone=True)
        self.confirm = PrimaryButton(look, "", "proofOk", "Enter")
        self.cancel = KeyButton(look, "", "close", "Esc")
        self.ask = Label("", "body", "secondary", wrap=True)
        self._build()
        self.keypad.key_pressed.connect(presenter.press)
        self.confirm.clicked.connect(presenter.confirm)
        self.cancel.clicked.connect(presenter.close)
        texts.language_changed.connect(self._retranslate)
        look.changed.connect(self._fit)
        parent.installEventFilter(self)
        self._retranslate()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(HeadIcon(self.look, "proofOk"))
        head.addWidget(self.title, 1)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._grid = QVBoxLayout()
        self._grid.setSpacing(6)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._facts)
        left.addWidget(SectionRule(self.look))
        left.addWidget(self.ask)
        left.addLayout(self._grid)
        left.addStretch(1)
        left.addWidget(self.cancel)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.dots)
        right.addWidget(self.problem)
        right.addWidget(self.keypad, 1)
        right.addWidget(self.confirm)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.card.body.addLayout(head)
        self.card.body.addLayout(row, 1)
        self.card.setParent(self)

    def show_view(self, view: ApproveView) -> None:
        """Shows a question as it stands."""
        t = self.texts
        self.title.set_text(view.title)
        self._show_lines(view.lines)
        self._show_people(view.people)
        self.dots.show_count(view.dots, t("{n} digits typed", n=view.dots))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.confirm.set_available(view.can_confirm, t("Type your PIN: 4 to 8 digits"))

    def _show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        while len(self._lines) < len(lines):
            pair = (Label("", "body", "secondary"), Label("", "row", wrap=True))
            pair[0].setAlignment(Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(pair[0], len(self._lines), 0)
            self._facts.addWidget(pair[1], len(self._lines), 1)
            self._lines.append(pair)
        for at, (label, value) in enumerate(self._lines):
            for part in (label, value):
                part.setVisible(at < len(lines))
            if at < len(lines):
                label.setText(lines[at][0])
                value.setText(lines[at][1])

    def _show_people(self, people: tuple[PersonTile, ...]) -> None:
        self._people = people
        while len(self._tiles) < len(people):
            at = len(self._tiles)
            tile = Tile(self.look, 52)
            tile.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._tiles.append(tile)
            self._grid.addWidget(tile)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(people))
            if at < len(people):
                tile.set_content(people[at].name, people[at].role)
                tile.set_selected(people[at].selected)

    def _chosen(self, at: int) -> None:
        if at < len(self._people):
            self.presenter.choose(self._people[at].id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        self.raise_()

    def _fit(self) -> None:
        """As large as its parent; the card in the middle, never larger than that."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        theme = self.look.theme
        wide, high = min(theme.px(WIDTH), self.width() - 24), min(theme.px(HEIGHT), self.height() - 24)
        self.card.setGeometry((self.width() - wide) // 2, (self.height() - high) // 2, wide, high)

    @whole_errors
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.theme.c.scrim)
        painter.end()

    def _retranslate(self) -> None:
        t = self.texts
        self.ask.setText(t("Who approves it? Choose yourself and type your PIN."))
        self.confirm.set_label(t("Approve"))
        self.cancel.set_label(t("Cancel"))
        self.keypad.set_words(t("Clear"), t("Delete the last digit"))

"""Stored value: the card and what lies on it on the left; amounts, keypad, means of payment and the confirmation on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.top_up import AMOUNTS, TENDERS, TopUpPresenter, TopUpView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import AmountField, Keypad, TextField
from app.gui.widgets.figures import FactLine, Span
from app.gui.widgets.sheets import ScreenHead
from app.gui.widgets.tiles import AmountTile, TenderTile

_FACTS = 5
_OUTCOME = 3


class TopUpScreen(QWidget):
    """Knows the stored-value presenter."""

    def __init__(self, presenter: TopUpPresenter, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._large = CappedLook(look, 130)
        self.head = ScreenHead(look)
        self.head.back_pressed.connect(presenter.leave)
        self.left, right = self._build_left(), self._build_right()
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.setSpacing(12)
        body.addWidget(self.left)
        body.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body, 1)

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        card = Card(padding=16, spacing=6)
        self.who = Label("", "title", wrap=True)
        card.body.addWidget(self.who)
        self.facts = [FactLine(self.look, size=16, line=28) for _ in range(_FACTS)]
        for line in self.facts:
            card.body.addWidget(line)
        self.out = KeyButton(self.look, "", "cash", "F9")
        self.out.clicked.connect(self.presenter.pay_out)
        card.body.addWidget(self.out)
        self.exchange = KeyButton(self.look, "", "refresh", "F7")
        self.exchange.clicked.connect(self.presenter.exchange)
        card.body.addWidget(self.exchange)
        self.notes = Label("", "caption", "secondary", wrap=True)
        self.done_card = Card("success", padding=16)
        self.done = Label("", "row", "success", wrap=True)
        self.done_card.body.addWidget(self.done)
        self.undo = KeyButton(self.look, "", "back", "F6")
        self.undo.clicked.connect(self.presenter.take_back)
        self.done_card.body.addWidget(self.undo)
        column.addWidget(card)
        column.addWidget(self.notes)
        column.addWidget(self.done_card)
        column.addStretch(1)
        return left

    def _build_right(self) -> QWidget:
        presenter = self.presenter
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        self.tenders: dict[str, TenderTile] = {}
        for n, kind in enumerate(TENDERS, 1):
            tile = TenderTile(self._large, f"Alt {n}")
            tile.setCheckable(True)
            tile.clicked.connect(lambda _checked=False, chosen=kind: presenter.choose(chosen))
            self.tenders[kind] = tile
            tiles.addWidget(tile, 1)
        self.field = AmountField(self._large)
        self.field.text_changed.connect(presenter.set_amount)
        self.record_label = Label("", "caption", "secondary")
        self.record = TextField(input_method=True)
        self.record.textEdited.connect(presenter.set_record)
        self.problem = Label("", "body", "danger", wrap=True)
        self.amounts_box = QWidget()
        grid = QGridLayout(self.amounts_box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.amounts = [AmountTile(self._large) for _ in AMOUNTS]
        for at, amount in enumerate(self.amounts):
            grid.addWidget(amount, at // 2, at % 2)
            amount.clicked.connect(lambda _checked=False, minor=AMOUNTS[at]: presenter.choose_amount(minor))
        self.keypad = Keypad(self._large)
        self.keypad.key_pressed.connect(presenter.press)
        keys = QHBoxLayout()
        keys.setSpacing(10)
        keys.addWidget(self.amounts_box, 9)
        keys.addWidget(self.keypad, 16)
        bottom = Card(padding=12)
        row = QHBoxLayout()
        row.setSpacing(16)
        outcome = QVBoxLayout()
        outcome.setSpacing(0)
        self.outcome = [FactLine(self.look, size=16, line=26) for _ in range(_OUTCOME)]
        for line in self.outcome:
            outcome.addWidget(line)
        self.finish = PrimaryButton(self.look, "", "ok", "Enter")
        self.finish.clicked.connect(presenter.confirm)
        row.addLayout(outcome, 4)
        row.addWidget(self.finish, 5)
        bottom.body.addLayout(row)
        column.addLayout(tiles)
        column.addWidget(self.field)
        column.addWidget(self.record_label)
        column.addWidget(self.record)
        column.addWidget(self.problem)
        column.addLayout(keys, 1)
        column.addWidget(bottom)
        return right

    def show_view(self, view: TopUpView) -> None:
        """Shows a state."""
        self.head.set_words(self.texts("Back"), view.title)
        self.who.setText(view.who)
        self._lines(self.facts, view.facts)
        self._lines(self.outcome, view.outcome)
        self.out.setVisible(bool(view.pay_out))
        self.out.set_label(view.pay_out)
        self.exchange.setVisible(bool(view.exchange))
        self.exchange.set_label(view.exchange)
        self.notes.setText("\n".join(view.notes))
        self.done_card.setVisible(bool(view.done))
        self.done.setText(view.done)
        self.undo.setVisible(bool(view.undo))
        self.undo.set_label(view.undo)
        for tender in view.tenders:
            tile = self.tenders[tender.id]
            tile.set_content(tender.label, tender.icon)
            tile.set_selected(tender.selected)
        self.field.set_label(view.field_label, view.field_hint)
        self.field.set_text(view.amount)
        for part in (self.record_label, self.record):
            part.setVisible(view.record)
        self.record_label.setText(view.record_label)
        if not view.record:
            self.record.clear()
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.amounts_box.setVisible(bool(view.amounts))
        for quick, amount in zip(self.amounts, view.amounts, strict=False):
            quick.set_content(amount.label)
            quick.set_selected(amount.selected)
        self.finish.set_label(view.confirm)
        self.finish.set_available(view.confirm_enabled)

    @staticmethod
    def _lines(lines: list[FactLine], shown: tuple[tuple[str, str], ...]) -> None:
        for at, line in enumerate(lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                line.set_content(shown[at][0], (Span(shown[at][1], "text", bold=at == 0),))

    def take_focus(self) -> None:
        """The amount field has the focus, so digits are an amount."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self.look.theme
        self.left.setFixedWidth(min(theme.px(324), self.width() * 36 // 100))

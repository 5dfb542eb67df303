"""Settings: screen and sound, receipt printer with test page, scanner with tester, shop and receipts. Every change holds at once."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.settings import Field, Settings, SettingsView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.fields import TextField
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.sheets import ScreenHead

SHOP, SHOP_COLUMNS = 3, 3


class FieldRow(QWidget):
    """One setting: its label and its choices as tiles, or a field."""

    def __init__(self, presenter: Settings, look: Look, *, input_method: bool = False) -> None:
        super().__init__()
        self.presenter, self.look = presenter, look
        self._field: Field | None = None
        self.label = Label("", "body", "secondary")
        self.edit = TextField(length_max=200, input_method=input_method)
        self.edit.editingFinished.connect(self._typed)
        self._buttons: list[KeyButton] = []
        self._choices = QWidget()
        self._flow = FlowLayout(self._choices, spacing=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self._choices)
        column.addWidget(self.edit)

    def show_field(self, field: Field) -> None:
        """Renders the setting."""
        self._field = field
        self.label.setText(field.label)
        self.edit.setVisible(not field.options)
        self._choices.setVisible(bool(field.options))
        self.edit.setAccessibleName(field.label)
        self.setEnabled(field.open)
        if not field.options:
            if not self.edit.hasFocus():
                self.edit.setText(field.text)
            return
        while len(self._buttons) < len(field.options):
            at = len(self._buttons)
            button = KeyButton(self.look, role="tile")
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self._buttons.append(button)
            self._flow.addWidget(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(field.options))
            if at < len(field.options):
                button.set_label(field.options[at].label)
                button.set_selected(field.options[at].selected)
        self._choices.updateGeometry()

    def _chosen(self, at: int) -> None:
        if self._field is not None and at < len(self._field.options):
            self.presenter.change(self._field.key, self._field.options[at].value)

    def _typed(self) -> None:
        if self._field is not None and self.edit.text() != self._field.text:
            self.presenter.change(self._field.key, self.edit.text())


class SettingsScreen(QWidget):
    """Knows the settings presenter."""

    def __init__(self, presenter: Settings, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.head = ScreenHead(look)
        self.problem = Label("", "body", "danger", wrap=True)
        self.titles = [Label("", "title") for _ in range(3)]
        self._rows: list[list[FieldRow]] = [[], [], [], []]
        self._columns = [QVBoxLayout() for _ in range(3)]
        self.shop_title = Label("", "title")
        self.shop_note = Label("", "body", "secondary", wrap=True)
        self._shop = QGridLayout()
        self.state = Label("", "body", "secondary", wrap=True)
        self.test = KeyButton(look, "", "printer", "", "tonal")
        self.question = Label("", "body", "info", wrap=True)
        self.yes, self.no = KeyButton(look, "", "check"), KeyButton(look, "", "close")
        self.tester_hint = Label("", "body", "secondary", wrap=True)
        self.tester = TextField()
        self.tester.setReadOnly(True)
        self.tester.setFocusPolicy(self.tester.focusPolicy().NoFocus)
        self.tester_detail = Label("", "body", "secondary", wrap=True)
        self.test.clicked.connect(presenter.print_test_page)
        self.yes.clicked.connect(lambda: presenter.answer_test(printed=True))
        self.no.clicked.connect(lambda: presenter.answer_test(printed=False))
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        answers = QHBoxLayout()
        answers.addWidget(self.yes, 1)
        answers.addWidget(self.no, 1)
        for at, title in enumerate(self.titles):
            card = Card(padding=20, spacing=10)
            card.body.addWidget(title)
            card.body.addLayout(self._columns[at])
            if at == 1:
                card.body.addWidget(self.state)
                card.body.addWidget(self.test)
                card.body.addWidget(self.question)
                card.body.addLayout(answers)
            if at == 2:
                card.body.addWidget(self.tester_hint)
                card.body.addWidget(self.tester)
                card.body.addWidget(self.tester_detail)
            card.body.addStretch(1)
            row.addWidget(card, 1)
        shop = Card(padding=20, spacing=10)
        shop.body.addWidget(self.shop_title)
        shop.body.addWidget(self.shop_note)
        self._shop.setHorizontalSpacing(24)
        for column in range(SHOP_COLUMNS):
            self._shop.setColumnStretch(column, 1)
        shop.body.addLayout(self._shop)
        ground = QWidget()
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(12, 12, 12, 12)
        cards.setSpacing(12)
        cards.addLayout(row)
        cards.addWidget(shop)
        self.scroll_area = scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(ground)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        self.problem.setContentsMargins(24, 8, 24, 0)
        page.addWidget(self.problem)
        page.addWidget(scroll, 1)

    def show_view(self, view: SettingsView) -> None:
        """Shows the settings."""
        t = self.texts
        self.head.set_words(t("Back"), view.title)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        for at, (title, fields) in enumerate(
            ((view.screen_title, view.screen), (view.printer_title, view.printer), (view.scanner_title, view.scanner))
        ):
            self.titles[at].setText(title)
            self._show_fields(at, fields)
        self.state.setText(view.printer_state)
        self.test.set_label(view.test_page)
        self.question.setText(view.printed_question)
        for part in (self.question, self.yes, self.no):
            part.setVisible(bool(view.printed_question))
        self.yes.set_label(t("Yes"))
        self.no.set_label(t("No"))
        self.tester_hint.setText(view.tester_hint)
        self.tester.setText(view.tester)
        self.tester_detail.setText(view.tester_detail)
        self.shop_title.setText(view.shop_title)
        self.shop_note.setText(view.shop_note)
        self.shop_note.setVisible(bool(view.shop_note))
        self._show_shop(view.shop)

    def _show_fields(self, at: int, fields: tuple[Field, ...]) -> None:
        rows = self._rows[at]
        while len(rows) < len(fields):
            row = FieldRow(self.presenter, self.look)
            rows.append(row)
            self._columns[at].addWidget(row)
        for row, field in zip(rows, fields, strict=True):
            row.show_field(field)

    def _show_shop(self, fields: tuple[Field, ...]) -> None:
        rows = self._rows[SHOP]
        while len(rows) < len(fields):
            row = FieldRow(self.presenter, self.look, input_method=True)
            self._shop.addWidget(row, len(rows) // SHOP_COLUMNS, len(rows) % SHOP_COLUMNS)
            rows.append(row)
        for row, field in zip(rows, fields, strict=False):  # none yet while they are read
            row.show_field(field)

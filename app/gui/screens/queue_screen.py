"""The printer queue as a full screen."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.printer_queue import PrinterQueueTable
from app.gui.i18n import Texts
from app.gui.presenters.print_queue import PrintQueue, PrintQueueView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.chips import Chip
from app.gui.widgets.sheets import ScreenHead


class QueueScreen(QWidget):
    """Knows the queue presenter."""

    def __init__(self, presenter: PrintQueue, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.texts = presenter, texts
        self.head = ScreenHead(look)
        self.chip = Chip(look)
        self.head.extra.addWidget(self.chip)
        self.note = Label("", "caption", "secondary")
        self.empty = Label("", "body", "secondary")
        self.table = PrinterQueueTable(look, texts)
        self.table.act_chosen.connect(presenter.act)
        card = Card(padding=16, spacing=10)
        note = QHBoxLayout()
        note.addStretch(1)
        note.addWidget(self.note)
        card.body.addLayout(note)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.table, 1)
        body = QVBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body, 1)

    def show_view(self, view: PrintQueueView) -> None:
        """Shows the queue."""
        self.head.set_words(self.texts("Back"), view.title)
        self.chip.setVisible(view.chip is not None)
        if view.chip is not None:
            self.chip.set_content(view.chip.text, view.chip.icon, view.chip.tone)
        self.note.setText(view.note)
        self.empty.setText(view.empty)
        self.empty.setVisible(not view.rows)
        self.table.current_row = view.selected
        self.table.show_rows(view.rows)

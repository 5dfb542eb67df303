"""A receipt that was scanned: its paper, print it again, why it earned what it earned."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.gui.components.views import PaperOf
from app.gui.i18n import Texts
from app.gui.presenters.receipt import Receipt, ReceiptView
from app.gui.screens.paper import picture_of
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.paper import PaperView


class ReceiptSheet(Sheet):
    """Knows the receipt presenter."""

    def __init__(self, presenter: Receipt, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "receipt")
        self.presenter = presenter
        self._paper: PaperOf | None = None
        self.facts = Label("", "body", "secondary")
        self.state = Chip(look)
        self.copies = Label("", "caption", "secondary")
        self.problem = Label("", "body", "danger", wrap=True)
        self.preview = PaperView(look)
        facts = QHBoxLayout()
        facts.addWidget(self.facts)
        facts.addWidget(self.state)
        facts.addStretch(1)
        facts.addWidget(self.copies)
        self.body.addLayout(facts)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.preview, 1)
        self.why = KeyButton(look, "", "why", "F8")
        self.copy = KeyButton(look, "", "printer", "Ctrl P", "tonal")
        self.refund = KeyButton(look, "", "refund", "F9")
        self.refund.clicked.connect(presenter.refund)
        for key in (self.why, self.refund, self.copy):
            key.set_measure(height=56)
            self.footer.addWidget(key, 1)
        self.why.clicked.connect(presenter.explain)
        self.copy.clicked.connect(presenter.print_copy)
        self.show_footer()

    def show_view(self, view: ReceiptView) -> None:
        """Shows a receipt."""
        self.show_title(view.title)
        self.facts.setText(view.facts)
        self.copies.setText(view.copies)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.state.setVisible(view.print_state is not None)
        if view.print_state is not None:
            self.state.set_content(view.print_state.text, view.print_state.icon, view.print_state.tone)
        self.why.set_label(self.texts("Why points"))
        self.why.set_available(view.can_explain, self.texts("Not a member's sale"))
        self.refund.set_label(self.texts("Refund"))
        self.copy.set_label(self.texts("Reprint"))
        if view.paper != self._paper:
            self._paper = view.paper
            self.preview.show_picture(*picture_of(view.paper))

"""The X report: its paper, and a key that prints it."""

from __future__ import annotations

from app.gui.components.views import PaperOf
from app.gui.i18n import Texts
from app.gui.presenters.shift_report import XReport, XReportView
from app.gui.screens.paper import picture_of
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.paper import PaperView


class ReportSheet(Sheet):
    """Knows the presenter of the X report."""

    def __init__(self, presenter: XReport, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "reports")
        self.presenter = presenter
        self._paper: PaperOf | None = None
        self.note = Label("", "body", "secondary", wrap=True)
        self.problem = Label("", "body", "danger", wrap=True)
        self.preview = PaperView(look)
        self.body.addWidget(self.note)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.preview, 1)
        self.copy = KeyButton(look, "", "printer", "Enter", "tonal")
        self.copy.set_measure(height=56)
        self.copy.clicked.connect(lambda _checked=False: presenter.print())
        self.footer.addWidget(self.copy, 1)
        self.show_footer()

    def show_view(self, view: XReportView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.note.setText(view.note)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.copy.set_label(self.texts("Print"))
        if view.paper is not None and view.paper != self._paper:
            self._paper = view.paper
            self.preview.show_picture(*picture_of(view.paper))

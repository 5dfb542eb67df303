"""Closings: tabs by period, the list, and the paper of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.plain_table import PlainTable
from app.gui.components.views import PaperOf
from app.gui.i18n import Texts
from app.gui.presenters.office_closings import FIGURES_FROM, ClosingsView, Page
from app.gui.screens.paper import picture_of
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.editing import TabKey
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.paper import PaperView
from app.services.closings import PERIODS
from app.support.files import write_file


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._paper: PaperOf | None = None
        self.tabs = [TabKey(look) for _ in PERIODS]
        self.table = PlainTable(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.preview = PaperView(look)
        self.notice = Label("", "body", "secondary", wrap=True)
        self.copy = KeyButton(look, "", "printer", "Ctrl P", "tonal")
        self.keep = KeyButton(look, "", "document", "Ctrl S", "tonal")
        tabs = QWidget()
        flow = FlowLayout(tabs, spacing=2)
        for period, key in zip(PERIODS, self.tabs, strict=True):
            flow.addWidget(key)
            key.clicked.connect(lambda _checked=False, chosen=period: presenter.choose_tab(chosen))
        self.table.chosen.connect(presenter.choose_row)
        self.copy.clicked.connect(lambda _checked=False: presenter.print())
        self.keep.clicked.connect(lambda _checked=False: presenter.keep())
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.notice, 1)
        acts.addWidget(self.copy)
        acts.addWidget(self.keep)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(tabs)
        left.addWidget(self.empty)
        left.addWidget(self.table, 1)
        left.addLayout(acts)
        left.addStretch(0)
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 8, 16, 12)
        page.setSpacing(12)
        page.addLayout(left, 3)
        page.addWidget(self.preview, 2)

    def show_view(self, view: ClosingsView) -> None:
        """Shows the page."""
        t = self.texts
        for key, tab in zip(self.tabs, view.tabs, strict=True):
            key.set_content(tab.label, "")
            key.set_selected(tab.selected)
        self.table.show_lines(view.titles, FIGURES_FROM, view.rows, view.selected)
        self.table.setVisible(bool(view.rows))
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        self.preview.setVisible(view.paper is not None)
        self.notice.setText(view.notice)
        self.copy.set_label(t("Print"))
        self.keep.set_label(t("Keep as PDF"))
        for act in (self.copy, self.keep):
            act.set_available(view.paper is not None, view.empty)
        if view.paper is not None and view.paper != self._paper:
            self._paper = view.paper
            self.preview.show_picture(*picture_of(view.paper))

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file into the documents of whoever works here; where it lies."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return write_file(folder, name, content)

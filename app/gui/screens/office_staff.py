"""Staff: tabs, a table, and the acts on the chosen person."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.components.plain_table import PlainTable
from app.gui.i18n import Texts
from app.gui.presenters.office_staff import Page, StaffAct, StaffView, Tab
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.editing import TabKey
from app.gui.widgets.flow import FlowLayout

_TABS: tuple[Tab, ...] = ("people", "rights")
_ACTS = 3


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter = presenter
        self._shown: tuple[StaffAct, ...] = ()
        self.tabs = [TabKey(look) for _ in _TABS]
        self.table = PlainTable(look)
        self.notice = Label("", "body", "secondary", wrap=True)
        self.acts = [KeyButton(look, role="tile") for _ in range(_ACTS)]
        tabs = QWidget()
        flow = FlowLayout(tabs, spacing=2)
        for tab, key in zip(_TABS, self.tabs, strict=True):
            flow.addWidget(key)
            key.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
        self.table.chosen.connect(presenter.choose_row)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.notice, 1)
        for at, act in enumerate(self.acts):
            row.addWidget(act)
            act.clicked.connect(lambda _checked=False, index=at: self._pressed(index))
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 8, 16, 12)
        page.setSpacing(8)
        page.addWidget(tabs)
        page.addWidget(self.table, 1)
        page.addLayout(row)

    def show_view(self, view: StaffView) -> None:
        """Shows the page."""
        for key, tab in zip(self.tabs, view.tabs, strict=True):
            key.set_content(tab.label, "")
            key.set_selected(tab.selected)
        self.table.show_lines(view.titles, len(view.titles), view.rows, view.selected)
        self.notice.setText(view.notice)
        self._shown = view.acts
        for at, button in enumerate(self.acts):
            button.setVisible(at < len(view.acts))
            if at < len(view.acts):
                button.set_label(view.acts[at].label)
                button.set_icon(view.acts[at].icon)
                button.set_available(view.acts[at].enabled, view.acts[at].reason)

    def _pressed(self, at: int) -> None:
        if at < len(self._shown):
            self.presenter.act(self._shown[at].id)

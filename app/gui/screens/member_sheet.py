"""A member's page as a sheet: figures, tabs, and the rows of the open tab."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from app.gui.i18n import Texts
from app.gui.models.rows import Column, RowsModel
from app.gui.presenters.member_page import TABS, MemberPagePresenter, MemberPageView, PageRow
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, LinkButton
from app.gui.widgets.chips import TierChip
from app.gui.widgets.figures import FactLine, Span

FIGURES_MAX = 6


class MemberSheet(Sheet):
    """Knows the presenter of the member page."""

    def __init__(self, presenter: MemberPagePresenter, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "card")
        self.presenter = presenter
        self.tier = TierChip(look)
        self.identity = Label("", "body", "secondary")
        self.lead.addWidget(self.tier)
        self.extra.addWidget(self.identity)
        self.figures = [FactLine(look, size=16, line=28) for _ in range(FIGURES_MAX)]
        self.facts = Label("", "body", "secondary", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        for line in self.figures:
            column.addWidget(line)
        self.tabs = {tab: KeyButton(look, role="tile") for tab in TABS}
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        for number, (tab, button) in enumerate(self.tabs.items(), 1):
            button.set_key(str(number))
            button.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
            tabs.addWidget(button, 1)
        self.rows: RowsModel[PageRow] = RowsModel((), lambda row: row.id, self)
        self.table = self._build_table()
        self.empty = Label("", "body", "secondary")
        self.more = LinkButton(look, "", "chevronDown")
        self.more.clicked.connect(presenter.show_older)
        self.body.addLayout(column)
        self.body.addWidget(self.facts)
        self.body.addLayout(tabs)
        self.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.more)
        look.changed.connect(self._fit)
        self._fit()

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.rows)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionsClickable(False)
        table.setFocusPolicy(table.focusPolicy().NoFocus)
        table.clicked.connect(self._clicked)
        return table

    def _clicked(self, index: QModelIndex) -> None:
        self.presenter.choose_row(index.row())
        self.presenter.open_row(index.row())

    def _fit(self) -> None:
        theme = self.look.theme
        self.table.verticalHeader().setDefaultSectionSize(theme.high(44, 22))

    def show_view(self, view: MemberPageView) -> None:
        """Shows a member."""
        self.show_title(view.name)
        self.tier.set_tier(view.tier.rank, view.tier.name)
        self.identity.setText(view.identity)
        for at, line in enumerate(self.figures):
            line.setVisible(at < len(view.figures))
            if at < len(view.figures):
                label, figure = view.figures[at]
                line.set_content(label, (Span(figure, "points" if at == 0 else "text", bold=at == 0),))
        self.facts.setText(" · ".join(view.facts))
        self.facts.setVisible(bool(view.facts))
        for tab, label, chosen in view.tabs:
            for known, button in self.tabs.items():
                if known == tab:
                    button.set_label(label)
                    button.set_selected(chosen)
        self.rows.set_columns(tuple(_column(at, title, right=at >= view.figures_from) for at, title in enumerate(view.titles)))
        self.rows.set_rows(view.rows)
        header = self.table.horizontalHeader()
        for at in range(len(view.titles)):
            fits = QHeaderView.ResizeMode.Stretch if at == (1 if view.figures_from == 2 else 0) else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, fits)
        if 0 <= view.selected < len(view.rows):
            self.table.selectRow(view.selected)
        self.empty.setText(view.empty)
        self.empty.setVisible(not view.rows)
        self.table.setVisible(bool(view.rows))
        self.more.set_label(view.more)
        self.more.setVisible(bool(view.more))


def _column(at: int, title: str, *, right: bool) -> Column[PageRow]:
    return Column(title, lambda row: row.cells[at] if at < len(row.cells) else "", right=right)

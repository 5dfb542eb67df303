"""The last days told again, beside the editor: how old the figures are, tables, charts and limits, and who or what changes most."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.components.bar_chart import BarChart
from app.gui.components.figure_table import FigureTable
from app.gui.presenters.office_replay import BudgetView, Replay, ReplayBars, ReplayTable, ReplayView
from app.gui.presenters.office_views import ActView
from app.gui.screens.office_main import FindingList
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.figures import ProgressBar
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Segments

_PARTS = 2


class TablePart(QWidget):
    """A table, its title above and its note below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Label("", "title")
        self.table = FigureTable(look)
        self.note = Label("", "caption", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.title, self.table, self.note):
            column.addWidget(part)

    def show_table(self, view: ReplayTable, *, greyed: bool) -> None:
        """Shows it."""
        self.title.setText(view.title)
        self.title.setVisible(bool(view.title))
        self.table.show_figures(view.columns, view.rows, view.title or view.columns[0].title, greyed=greyed)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))


class BarsPart(QWidget):
    """A chart under its title."""

    def __init__(self, look: Look, *, rising: bool) -> None:
        super().__init__()
        self.title = Label("", "title", wrap=True)
        self.chart = BarChart(look, rising=rising)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.chart)

    def show_bars(self, view: ReplayBars, *, greyed: bool) -> None:
        """Shows it."""
        self.title.setText(view.title)
        self.chart.show_bars(view.bars, view.title, greyed=greyed)


class BudgetCard(Card):
    """A limit: its words, what is used of it, and how full it was at its fullest."""

    def __init__(self, look: Look) -> None:
        super().__init__(padding=12, spacing=6)
        self.title = Label("", "bodyOffice", wrap=True)
        self.title.set_bold(True)
        self.text = Label("", "bodyOffice", "secondary", wrap=True)
        self.bar = ProgressBar(look)
        for part in (self.title, self.text, self.bar):
            self.body.addWidget(part)

    def show_budget(self, view: BudgetView, *, greyed: bool) -> None:
        """Shows it."""
        self.title.setText(view.title)
        self.text.setText(view.text)
        self.text.set_tone("muted" if greyed else "warn" if view.full else "secondary")
        self.bar.setVisible(view.permille is not None)
        self.bar.set_permille(view.permille or 0)


class ReplayPanel(QWidget):
    """Knows the presenter of the panel."""

    def __init__(self, presenter: Replay, look: Look) -> None:
        super().__init__()
        self.presenter, self.look = presenter, look
        self.chip = Chip(look)
        self.stop = KeyButton(look, "", "close")
        self.again = KeyButton(look, "", "refresh")
        for key in (self.stop, self.again):
            key.set_measure(height=44, text=15, icon=18)
        self.days = Segments(look, 3)
        self.caption = Label("", "caption", "secondary", wrap=True)
        self.nothing = Label("", "bodyOffice", "secondary", wrap=True)
        self.findings = FindingList(look)
        self.tables: list[TablePart] = []
        self.charts = (BarsPart(look, rising=True), BarsPart(look, rising=False))
        self.budgets_title = Label("", "title")
        self.budgets: list[BudgetCard] = []
        self.note = Card("info", padding=14)
        self.note_text = Label("", "bodyOffice", wrap=True)
        self.note.body.addWidget(self.note_text)
        self.parts = [KeyButton(look, role="tile") for _ in range(_PARTS)]
        self._part_views: tuple[ActView, ...] = ()
        self._build()
        self.stop.clicked.connect(presenter.cancel)
        self.again.clicked.connect(presenter.run)
        self.days.chosen.connect(presenter.choose_days)
        self.findings.acted.connect(presenter.act)
        for at, key in enumerate(self.parts):
            key.clicked.connect(lambda _checked=False, index=at: self._part_pressed(index))

    def _build(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addStrut(self.stop.sizeHint().height())
        state.addWidget(self.chip)
        state.addStretch(1)
        state.addWidget(self.again)
        state.addWidget(self.stop)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(20, 4, 20, 16)
        column.setSpacing(12)
        column.addLayout(state)
        column.addWidget(self.days)
        for part in (self.caption, self.nothing, self.findings):
            column.addWidget(part)
        self._main_column = QVBoxLayout()
        self._table_column = QVBoxLayout()
        self._budget_column = QVBoxLayout()
        for layout, spacing in ((self._main_column, 0), (self._table_column, 14), (self._budget_column, 8)):
            layout.setSpacing(spacing)
        column.addLayout(self._main_column)
        for chart in self.charts:
            column.addWidget(chart)
        column.addWidget(self.budgets_title)
        column.addLayout(self._budget_column)
        column.addLayout(self._table_column)
        column.addWidget(self.note)
        column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setWidget(ground)
        keys = QWidget()
        flow = FlowLayout(keys, spacing=8)
        for key in self.parts:
            flow.addWidget(key)
        self._keys = QFrame()
        row = QVBoxLayout(self._keys)
        row.setContentsMargins(20, 8, 20, 12)
        row.addWidget(keys)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.scrolled, 1)
        page.addWidget(self._keys)

    def show_view(self, view: ReplayView) -> None:
        """Shows the panel."""
        self.chip.set_content(view.chip, view.chip_icon, view.chip_tone)
        for key, name in ((self.stop, view.cancel), (self.again, view.again)):
            key.set_label(name)
            key.setVisible(bool(name))
        self.days.show_choices(view.days, view.days_chosen, view.days_name)
        for label, text in ((self.caption, view.caption), (self.nothing, view.nothing)):
            label.setText(text)
            label.setVisible(bool(text))
        self.findings.show_findings("", view.findings)
        self._show_tables(view)
        by_kind = {chart.rising: chart for chart in view.charts}
        for part, rising in zip(self.charts, (True, False), strict=True):
            part.setVisible(rising in by_kind)
            if rising in by_kind:
                part.show_bars(by_kind[rising], greyed=view.greyed)
        self.budgets_title.setText(view.budgets_title)
        self.budgets_title.setVisible(bool(view.budgets_title))
        while len(self.budgets) < len(view.budgets):
            card = BudgetCard(self.look)
            self.budgets.append(card)
            self._budget_column.addWidget(card)
        for at, card in enumerate(self.budgets):
            card.setVisible(at < len(view.budgets))
            if at < len(view.budgets):
                card.show_budget(view.budgets[at], greyed=view.greyed)
        self.note_text.setText(view.note)
        self.note.setVisible(bool(view.note))
        self._show_parts(view)

    def _show_tables(self, view: ReplayView) -> None:
        while len(self.tables) < len(view.tables):
            part = TablePart(self.look)
            (self._table_column if self.tables else self._main_column).addWidget(part)
            self.tables.append(part)
        for at, part in enumerate(self.tables):
            part.setVisible(at < len(view.tables))
            if at < len(view.tables):
                part.show_table(view.tables[at], greyed=view.greyed)

    def _show_parts(self, view: ReplayView) -> None:
        self._part_views = view.parts
        self._keys.setVisible(bool(view.parts))
        for at, key in enumerate(self.parts):
            key.setVisible(at < len(view.parts))
            if at < len(view.parts):
                key.set_label(view.parts[at].label)
                key.set_icon(view.parts[at].icon)
                key.set_selected(view.parts[at].id == view.part)

    def _part_pressed(self, at: int) -> None:
        if at < len(self._part_views):
            self.presenter.choose_part(self._part_views[at].id)
            self.scrolled.verticalScrollBar().setValue(0)

"""A member's page without its head: figures, tabs, the rows or sentences of the open tab, its acts, or a form."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.gui.components.views import KeyAct
from app.gui.i18n import Texts
from app.gui.models.rows import Column, RowsModel
from app.gui.presenters.member_page import MemberPagePresenter, MemberPageView
from app.gui.presenters.member_rows import TABS, PageRow
from app.gui.screens.form_part import FormPart
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, LinkButton
from app.gui.widgets.figures import FactLine, Span
from app.gui.widgets.flow import FlowLayout
from app.support.files import write_file

FIGURES_MAX = 6
ACTS_MAX = 3


class MemberDetailPart(QWidget):
    """Knows the presenter of the member page."""

    def __init__(self, presenter: MemberPagePresenter, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._acts: tuple[KeyAct, ...] = ()
        self._in_form = False
        self.figures = [FactLine(look, size=16, line=28) for _ in range(FIGURES_MAX)]
        self.facts = Label("", "body", "secondary", wrap=True)
        self.tabs = {tab: KeyButton(look, role="tile") for tab in TABS}
        self.note = Label("", "body", "secondary", wrap=True)
        self.rows: RowsModel[PageRow] = RowsModel((), lambda row: row.id, self)
        self.table = self._build_table()
        self.told: list[Label] = []
        self.empty = Label("", "body", "secondary")
        self.more = LinkButton(look, "", "chevronDown")
        self.more.clicked.connect(presenter.show_older)
        self.act_keys = [LinkButton(look) for _ in range(ACTS_MAX)]
        self.form = FormPart(look, texts)
        self._build()
        self._connect()
        look.changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        for at, line in enumerate(self.figures):
            grid.addWidget(line, at // 2, at % 2)
        tabs = QWidget()
        flow = FlowLayout(tabs, spacing=8)
        for number, button in enumerate(self.tabs.values(), 1):
            button.set_key(str(number))
            button.set_measure(height=44, text=15)
            flow.addWidget(button)
        told = QWidget()
        self._sentences = QVBoxLayout(told)
        self._sentences.setContentsMargins(0, 0, 8, 0)
        self._sentences.setSpacing(10)
        self._sentences.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(told)
        self.content = QStackedWidget()
        for part in (self.table, self.scroll_area):
            self.content.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for button in (self.more, *self.act_keys):
            foot.addWidget(button)
        foot.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.facts)
        column.addWidget(tabs)
        column.addWidget(self.note)
        column.addWidget(self.empty)
        column.addWidget(self.content, 1)
        column.addLayout(foot)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(self.form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

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

    def _connect(self) -> None:
        presenter = self.presenter
        for tab, button in self.tabs.items():
            button.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
        for at, button in enumerate(self.act_keys):
            button.clicked.connect(lambda _checked=False, index=at: self._acted(index))
        self.form.changed.connect(presenter.form_set)
        self.form.entered.connect(presenter.form_enter)
        self.form.pressed.connect(presenter.form_press)
        self.form.confirmed.connect(presenter.form_submit)

    def _clicked(self, index: QModelIndex) -> None:
        self.presenter.choose_row(index.row())
        self.presenter.open_row(index.row())

    def _acted(self, at: int) -> None:
        if at < len(self._acts):
            self.presenter.act(self._acts[at].id)

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self.look.theme.high(44, 22))

    def show_view(self, view: MemberPageView) -> None:
        """Shows a member."""
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
        self.note.setText(view.note)
        self.note.set_tone("danger" if view.alarmed else "secondary")
        self.note.setVisible(bool(view.note))
        self._show_table(view)
        self._show_told(view.told)
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty) and not view.rows and not view.told)
        self.content.setVisible(bool(view.rows or view.told))
        self.content.setCurrentWidget(self.scroll_area if view.told else self.table)
        self.more.set_label(view.more)
        self.more.setVisible(bool(view.more))
        self._show_acts(view.acts)
        self._show_form(view)

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file into the documents of whoever works here; where it lies."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return write_file(folder, name, content)

    def _show_table(self, view: MemberPageView) -> None:
        self.table.horizontalHeader().setVisible(any(view.titles))
        self.rows.set_columns(tuple(_column(at, title, right=at >= view.figures_from) for at, title in enumerate(view.titles or ("",))))
        self.rows.set_rows(view.rows)
        header = self.table.horizontalHeader()
        for at in range(len(view.titles or ("",))):
            wide = at == (1 if view.figures_from == 2 or view.tabs[7][2] else 0)
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents)
        if 0 <= view.selected < len(view.rows):
            self.table.selectRow(view.selected)

    def _show_told(self, told: tuple[str, ...]) -> None:
        while len(self.told) < len(told):
            label = Label("", "row", "text", wrap=True)
            self._sentences.insertWidget(len(self.told), label)
            self.told.append(label)
        for at, label in enumerate(self.told):
            label.setVisible(at < len(told))
            label.setText(told[at] if at < len(told) else "")

    def _show_acts(self, acts: tuple[KeyAct, ...]) -> None:
        self._acts = acts[:ACTS_MAX]
        for at, button in enumerate(self.act_keys):
            button.setVisible(at < len(self._acts))
            if at < len(self._acts):
                act = self._acts[at]
                button.set_label(act.label)
                button.set_icon(act.icon)
                button.set_key(act.key)

    def _show_form(self, view: MemberPageView) -> None:
        if view.form is not None:
            self.form.show_form(view.form)
        if self._in_form == (view.form is not None):
            return
        self._in_form = view.form is not None
        self.pages.setCurrentIndex(int(self._in_form))
        if self._in_form:
            self.form.take_focus()
        else:
            self.window().setFocus()


def _column(at: int, title: str, *, right: bool) -> Column[PageRow]:
    return Column(title, lambda row: row.cells[at] if at < len(row.cells) else "", right=right)

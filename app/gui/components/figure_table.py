"""A table of figures to be read: a head that stays, rows of one height, figures on the right. As high as its rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.gui.components.figure_views import FigureColumn, FigureRow
from app.gui.models.rows import ROW_ROLE, Column, RowsModel
from app.gui.theme.look import Look
from app.gui.widgets.painting import FIGURE_LEAST, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
_PAD = 8


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._table.look.theme, QRectF(option.rect)
        row: FigureRow = index.data(ROW_ROLE)
        cell = row.cells[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.c.surface)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.c.border)
        ink = theme.c.text_muted if self._table.greyed else theme.tone(cell.tone)
        font = theme.sized(16, 700 if cell.bold else 400)
        right = self._table.columns[index.column()].right
        draw_text(painter, rect.adjusted(_PAD, 0, -_PAD, 0), cell.text, font, ink, right=right, least_percent=FIGURE_LEAST)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self._table.row_height())


class FigureTable(QTableView):
    """Render with `show_figures`. `greyed`: the figures are old ones while new ones are worked out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.columns: tuple[FigureColumn, ...] = ()
        self.greyed = False
        self.figures: RowsModel[FigureRow] = RowsModel((), lambda row: row.key, self)
        self.setModel(self.figures)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        look.changed.connect(self._fit)

    def show_figures(self, columns: tuple[FigureColumn, ...], rows: tuple[FigureRow, ...], name: str, *, greyed: bool = False) -> None:
        """Renders the table; `name` is what it is called."""
        self.setAccessibleName(name)
        self.greyed = greyed
        if columns != self.columns:
            self.columns = columns
            self.figures.set_columns([Column(column.title, _text_of(at), right=column.right) for at, column in enumerate(columns)])
        self.figures.set_rows(rows)
        self._fit()
        self.viewport().update()

    def row_height(self) -> int:
        """40 px as drawn, more for larger text."""
        return self.look.theme.high(40, 22)

    def sizeHint(self) -> QSize:
        return QSize(320, self.horizontalHeader().sizeHint().height() + self.row_height() * len(self.figures.rows) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every column as wide as its widest text; what is left goes to the first, what is missing is taken from all alike."""
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        wanted = [self._wanted(at) for at in range(len(self.columns))]
        room = max(120, self.viewport().width())
        if wanted:
            total = sum(wanted)
            if total > room:
                wanted = [width * room // total for width in wanted]
            wanted[0] += room - sum(wanted)
            for at, width in enumerate(wanted):
                self.setColumnWidth(at, width)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def _wanted(self, at: int) -> int:
        theme = self.look.theme
        texts = [text_width(row.cells[at].text, theme.sized(16, 700 if row.cells[at].bold else 400)) for row in self.figures.rows]
        return round(max([text_width(self.columns[at].title, theme.sized(14)), *texts])) + 2 * _PAD + 4


def _text_of(at: int) -> Callable[[FigureRow], str]:
    return lambda row: row.cells[at].text

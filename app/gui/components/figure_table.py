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
_PAD = 6
_SIZES = (16, 15, 14)
_LEAST_PERCENT = 28
"""Of the room, for the words of the first column."""


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
        font = theme.sized(self._table.size_of_text, 700 if cell.bold else 400)
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
        self._size = _SIZES[0]
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

    @property
    def size_of_text(self) -> int:
        """The letters of the rows: smaller where the columns would not fit otherwise."""
        return self._size

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
        room = max(120, self.viewport().width())
        self._size = next((size for size in _SIZES if sum(self._widths(size)) <= room), _SIZES[-1])
        wanted = self._widths(self._size)
        if wanted:
            # Figures keep what they need; words can be cut short.
            figures = sum(wanted[1:])
            wanted[0] = max(min(wanted[0], room * _LEAST_PERCENT // 100), room - figures)
            if wanted[0] + figures > room:
                wanted[1:] = [width * (room - wanted[0]) // figures for width in wanted[1:]]
            for at, width in enumerate(wanted):
                self.setColumnWidth(at, width)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def _widths(self, size: int) -> list[int]:
        """What every column needs at a size of letters; more than there is room for cuts words short first."""
        theme, found = self.look.theme, []
        for at, column in enumerate(self.columns):
            texts = [text_width(row.cells[at].text, theme.sized(size, 700 if row.cells[at].bold else 400)) for row in self.figures.rows]
            found.append(round(max([text_width(column.title, theme.sized(14)), *texts])) + 2 * _PAD + 4)
        return found


def _text_of(at: int) -> Callable[[FigureRow], str]:
    return lambda row: row.cells[at].text

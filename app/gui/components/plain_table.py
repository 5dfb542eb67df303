"""A table of plain texts: some columns of words, then some of figures. Rows are chosen by press; the arrow keys belong to the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.gui.models.rows import Column, RowsModel
from app.gui.theme.look import Look

Line = tuple[str, tuple[str, ...]]
"""What stays the same row when its content changes, and the texts of its cells."""


class PlainTable(QTableView):
    """Render with `show_lines`; `chosen(row)` on a press."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lines: RowsModel[Line] = RowsModel((), lambda line: line[0], self)
        self.setModel(self.lines)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._pressed)
        look.changed.connect(self._fit)
        self._fit()

    def show_lines(self, titles: Sequence[str], figures_from: int, lines: tuple[Line, ...], selected: int) -> None:
        """Shows rows under their titles; columns from `figures_from` on stand on the right."""
        self.lines.set_columns(tuple(_column(at, title, right=at >= figures_from) for at, title in enumerate(titles)))
        self.lines.set_rows(lines)
        header = self.horizontalHeader()
        for at in range(len(titles)):
            fits = QHeaderView.ResizeMode.Stretch if at == min(1, figures_from - 1) else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, fits)
        if 0 <= selected < len(lines):
            self.selectRow(selected)
        else:
            self.clearSelection()

    def _pressed(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.look.theme.high(44, 22))


def _column(at: int, title: str, *, right: bool) -> Column[Line]:
    return Column(title, lambda line: line[1][at] if at < len(line[1]) else "", right=right)

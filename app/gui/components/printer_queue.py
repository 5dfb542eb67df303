"""The printer queue: what waits, what is uncertain, what was printed, with the acts of each row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.gui.components.views import PrintJobRow
from app.gui.i18n import Texts
from app.gui.models.print_jobs_model import ACTS, CONTENT, NUMBER, STATE, TIME, PrintJobsModel
from app.gui.models.rows import ROW_ROLE
from app.gui.theme.look import Look
from app.gui.theme.theme import Theme
from app.gui.widgets.painting import draw_icon, draw_text, text_width

Index = QModelIndex | QPersistentModelIndex
_PAD = 12


def act_rects(cell: QRectF, row: PrintJobRow, theme: Theme) -> list[QRectF]:
    """Hit areas of the acts in their cell, right aligned, the full row high and 44 px wide at least."""
    rects: list[QRectF] = []
    right = cell.right() - _PAD / 2
    for act in reversed(row.acts):
        width = max(44.0, text_width(act.label, theme.sized(15, 700)) + 2 * _PAD)
        rects.insert(0, QRectF(right - width, cell.top(), width, cell.height()))
        right -= width + 8
    return rects


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: PrinterQueueTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._table.look.theme
        c = theme.c
        row: PrintJobRow = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, c.selected if index.row() == self._table.current_row else c.surface)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        box = rect.adjusted(_PAD, 0, -4, 0)
        column = index.column()
        if column == ACTS:
            for act, place in zip(row.acts, act_rects(rect, row, theme), strict=True):
                draw_text(painter, place, act.label, theme.sized(15, 700), c.action_text, centre=True)
        elif column == STATE:
            ink = theme.tone(row.state_tone)
            side = theme.px(18)
            draw_icon(painter, QRectF(box.left(), box.top(), side, box.height()), row.state_icon, ink)
            draw_text(painter, box.adjusted(side + 6, 0, 0, 0), row.state, theme.sized(15), ink)
        else:
            weight = 700 if column == NUMBER else 400
            draw_text(painter, box, str(index.data() or ""), theme.sized(15, weight), c.text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, self._table.look.theme.high(48, 24))


class PrinterQueueTable(QTableView):
    """Render with `show_rows`; `act_chosen(job id, act id)` on release over an act, or Enter and 1 … 9 on the current row."""

    act_chosen = Signal(str, str)

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.current_row = -1
        self.setProperty("input", "keys")
        self._pressed: tuple[int, int] | None = None
        self.jobs = PrintJobsModel(texts, self)
        self.setModel(self.jobs)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setSectionsClickable(False)
        look.changed.connect(self._fit)

    def show_rows(self, rows: tuple[PrintJobRow, ...]) -> None:
        """Renders the queue."""
        self.jobs.set_rows(rows)
        self.current_row = min(max(self.current_row, 0), len(rows) - 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.look.theme
        self.verticalHeader().setDefaultSectionSize(theme.high(48, 24))
        acts = [act_rects(QRectF(0, 0, 0, 1), row, theme) for row in self.jobs.rows if row.acts]
        acts_width = round(max((rects[-1].right() - rects[0].left() for rects in acts), default=44)) + _PAD
        width = max(200, self.viewport().width())
        number = round(max((text_width(row.number, theme.sized(15, 700)) for row in self.jobs.rows), default=80)) + 28
        shares = {NUMBER: number, TIME: theme.px(72), ACTS: acts_width}
        rest = max(80, width - sum(shares.values()))
        shares[STATE] = rest * 45 // 100
        shares[CONTENT] = rest - shares[STATE]
        for column, size in shares.items():
            self.setColumnWidth(column, size)
        self.viewport().update()

    def _act_at(self, event: QMouseEvent) -> tuple[int, int] | None:
        place = event.position()
        row = self.rowAt(int(place.y()))
        if row < 0:
            return None
        cell = QRectF(self.visualRect(self.jobs.index(row, ACTS)))
        for at, rect in enumerate(act_rects(cell, self.jobs.rows[row], self.look.theme)):
            if rect.contains(place):
                return row, at
        return row, -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._act_at(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or pressed != self._act_at(event):
            return
        self.current_row = pressed[0]
        self.viewport().update()
        if pressed[1] >= 0:
            self._choose(pressed[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            self.current_row = min(max(self.current_row + step, 0), len(self.jobs.rows) - 1)
            self.scrollTo(self.jobs.index(self.current_row, 0))
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(0)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._choose(int(key) - int(Qt.Key.Key_1))
        else:
            event.ignore()

    def _choose(self, at: int) -> None:
        if 0 <= self.current_row < len(self.jobs.rows):
            row = self.jobs.rows[self.current_row]
            if 0 <= at < len(row.acts):
                self.act_chosen.emit(row.id, row.acts[at].id)

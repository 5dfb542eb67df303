"""The lines of a receipt that is laid open for a return: a check box, the name with its tags, pieces by − and +, money and points back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.gui.components.basket_painting import stepper_rects
from app.gui.i18n import Texts
from app.gui.models.rows import ROW_ROLE, Column, RowsModel
from app.gui.overrides import whole_errors
from app.gui.theme.look import Look
from app.gui.theme.theme import Theme
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import FIGURE_LEAST, TagText, draw_icon, draw_tag, draw_text, fill_round, tag_size

Index = QModelIndex | QPersistentModelIndex
_EDGE = 14
_WIDTHS = (52, 0, 84, 52, 150, 96, 72)
_ITEM_MIN = 150
_BOX = 22


class RefundColumn(IntEnum):
    """Columns of the table."""

    TICK = 0
    ITEM = 1
    PRICE = 2
    BOUGHT = 3
    QUANTITY = 4
    REFUND = 5
    POINTS = 6


class RefundLine(Protocol):
    """What a row shows."""

    @property
    def line_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def tags(self) -> tuple[TagText, ...]: ...
    @property
    def price(self) -> str: ...
    @property
    def bought(self) -> str: ...
    @property
    def qty(self) -> str: ...
    @property
    def refund(self) -> str: ...
    @property
    def points(self) -> str: ...
    @property
    def ticked(self) -> bool: ...
    @property
    def can_increase(self) -> bool: ...
    @property
    def can_decrease(self) -> bool: ...
    @property
    def closed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Measures:
    """Column widths in pixels and the row height."""

    widths: dict[RefundColumn, int]
    row_height: int


def _measures(theme: Theme, width: int) -> _Measures:
    """Where the item would get too narrow, first the price goes, then the pieces bought, then the points."""
    widths: dict[RefundColumn, int] = {column: theme.px(_WIDTHS[column]) for column in RefundColumn if column is not RefundColumn.ITEM}
    widths[RefundColumn.QUANTITY] = 2 * 44 + theme.px(40) + 12
    for column in (RefundColumn.PRICE, RefundColumn.BOUGHT, RefundColumn.POINTS):
        if width - sum(widths.values()) - _EDGE < theme.px(_ITEM_MIN):
            del widths[column]
    widths[max(widths)] += _EDGE
    widths[RefundColumn.ITEM] = max(44, width - sum(widths.values()))
    return _Measures(dict(sorted(widths.items())), theme.high(theme.tokens.size["tableRowTill"], 42))


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: _Lines) -> None:
        super().__init__(table)
        self._table = table

    @whole_errors
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(option.rect), index.data(ROW_ROLE), RefundColumn(index.column()), index.row())
        painter.restore()

    def _paint(self, painter: QPainter, rect: QRectF, row: RefundLine, column: RefundColumn, at: int) -> None:
        table, theme = self._table, self._table.look.theme
        c = theme.c
        selected = at == table.selected_row
        painter.fillRect(rect, c.selected if selected else c.surface)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        box = rect.adjusted(0, 0, -_EDGE if column is max(table.measures.widths) else 0, -1)
        ink = c.text_disabled if row.closed else c.text
        quiet = c.text_disabled if row.closed else c.text_secondary
        if column is RefundColumn.TICK:
            if selected:
                painter.fillRect(QRectF(rect.left(), rect.top(), theme.tokens.stroke["selectedRowBar"], rect.height() - 1), c.action)
            side = theme.px(_BOX)
            place = QRectF(rect.left() + _EDGE, rect.center().y() - side / 2, side, side)
            outline = c.border if row.closed else c.action if row.ticked else c.border_strong
            fill_round(painter, place, 5, c.action if row.ticked else c.surface, outline, 2)
            if row.ticked:
                draw_icon(painter, place.adjusted(3, 3, -3, -3), "ok", c.on_action)
        elif column is RefundColumn.ITEM:
            self._paint_item(painter, box, row, theme)
        elif column is RefundColumn.QUANTITY:
            if selected and not row.closed:
                self._paint_steppers(painter, box, row, theme)
            else:
                draw_text(painter, box.adjusted(0, 0, -44, 0), row.qty, theme.sized(17), quiet, right=True)
        elif column is RefundColumn.REFUND:
            draw_text(painter, box, row.refund, theme.font("rowAmount"), ink, right=True, least_percent=FIGURE_LEAST)
        elif column is RefundColumn.POINTS:
            lost = row.points[:1] not in ("+", "—", "0")
            tint = c.danger if lost else c.points
            draw_text(painter, box, row.points, theme.sized(17, 700), tint, right=True, least_percent=FIGURE_LEAST)
        else:
            text = row.price if column is RefundColumn.PRICE else row.bought
            draw_text(painter, box, text, theme.sized(17), quiet, right=True, least_percent=FIGURE_LEAST)

    @staticmethod
    def _paint_item(painter: QPainter, box: QRectF, row: RefundLine, theme: Theme) -> None:
        inner = box.adjusted(0, 0, -8, 0)
        first, second = theme.px(24), theme.px(18)
        top = inner.center().y() - (first + (second if row.tags else 0)) / 2
        line = QRectF(inner.left(), top, inner.width(), first)
        ink = theme.c.text_disabled if row.closed else theme.c.text
        draw_text(painter, line, row.name, theme.font("row"), ink, elide=Qt.TextElideMode.ElideMiddle)
        x = inner.left()
        for tag in row.tags:
            width, height = tag_size(theme, tag)
            room = inner.right() - x
            if room < theme.px(40):
                break
            place = QRectF(x, top + first + (second - height) / 2, min(width, room), height)
            draw_tag(painter, place, theme, tag)
            x = place.right() + 6

    @staticmethod
    def _paint_steppers(painter: QPainter, box: QRectF, row: RefundLine, theme: Theme) -> None:
        c = theme.c
        minus, plus = stepper_rects(box, theme)
        for place, icon, allowed in ((minus, "minus", row.can_decrease), (plus, "plus", row.can_increase)):
            fill_round(painter, place, theme.tokens.radius["control"], c.surface, c.border_strong if allowed else c.border)
            draw_icon(painter, place.adjusted(13, 13, -13, -13), icon, c.text if allowed else c.text_disabled)
        between = QRectF(minus.right(), box.top(), plus.left() - minus.right(), box.height())
        draw_text(painter, between, row.qty, theme.sized(18, 700), c.text, centre=True, least_percent=FIGURE_LEAST)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(20, self._table.measures.row_height)


class _Lines(QTableView):
    """The rows. `row_chosen(line_id)` on release over a row, `stepped(line_id, ±1)` over a stepper of the chosen one."""

    row_chosen = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, look: Look, model: RowsModel[RefundLine]) -> None:
        super().__init__()
        self.look = look
        self.selected_row = -1
        self.measures = _measures(look.theme, 640)
        self._pressed: tuple[int, int] | None = None
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def arrange(self) -> None:
        """Column widths and row height for the present size."""
        self.measures = _measures(self.look.theme, self.viewport().width())
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.measures.row_height)
        for column in RefundColumn:
            width = self.measures.widths.get(column, 0)
            self.setColumnHidden(int(column), width == 0)
            if width:
                self.setColumnWidth(int(column), width)
        self.viewport().update()

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _step_at(self, event: QMouseEvent) -> tuple[int, int] | None:
        place = event.position().toPoint()
        row = self.rowAt(place.y())
        if row < 0:
            return None
        if row == self.selected_row:
            cell = self.visualRect(self.model().index(row, int(RefundColumn.QUANTITY)))
            minus, plus = stepper_rects(QRectF(cell), self.look.theme)
            for box, step in ((minus, -1), (plus, 1)):
                if box.left() <= place.x() < box.right():
                    return row, step
        return row, 0

    @whole_errors
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._step_at(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @whole_errors
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton or self._step_at(event) != pressed:
            return
        line: RefundLine = self.model().index(pressed[0], 0).data(ROW_ROLE)
        if pressed[1] == 0:
            self.row_chosen.emit(line.line_id)
        else:
            self.stepped.emit(line.line_id, pressed[1])


class _Header(PaintedWidget):
    """Titles above the columns, with the card's upper corners."""

    def __init__(self, look: Look, lines: _Lines) -> None:
        super().__init__(look)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, self.theme.high(self.theme.tokens.size["tableHeader"], 20))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c, lines = self.theme, self.theme.c, self._lines
        radius = theme.tokens.radius["card"] - 1
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(0, 0, 0, radius), radius, radius)
        painter.setClipRect(rect)
        painter.fillPath(path, c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        x = rect.left()
        for column, width in lines.measures.widths.items():
            title = str(lines.model().headerData(int(column), Qt.Orientation.Horizontal) or "")
            pad = _EDGE if column is max(lines.measures.widths) else 44 if column is RefundColumn.QUANTITY else 0
            ink = c.points if column is RefundColumn.POINTS else c.text_secondary
            box = QRectF(x, rect.top(), width - pad, rect.height())
            draw_text(painter, box, title, theme.sized(14), ink, right=column > RefundColumn.ITEM)
            x += width


class RefundTable(QWidget):
    """Render with `show_rows`. Acts: `row_chosen(line_id)`, `stepped(line_id, ±1)`. A footer of the screen's own goes into `foot`."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self.model: RowsModel[RefundLine] = RowsModel(_columns(texts), lambda row: row.line_id, self)
        self.lines = _Lines(look, self.model)
        self.header = _Header(look, self.lines)
        self.row_chosen, self.stepped = self.lines.row_chosen, self.lines.stepped
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.lines, 1)
        look.changed.connect(self._fit)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def show_rows(self, rows: Sequence[RefundLine], selected: int) -> None:
        """Shows the lines; the chosen one is scrolled to."""
        self.model.set_rows(tuple(rows))
        if selected != self.lines.selected_row:
            self.lines.selected_row = selected
        self.lines.viewport().update()
        if 0 <= selected < len(rows):
            self.lines.scrollTo(self.model.index(selected, 0))

    def _fit(self) -> None:
        self.lines.arrange()
        self.header.updateGeometry()
        self.header.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, QRectF(self.rect()), theme.tokens.radius["card"], theme.c.surface, theme.c.border)
        painter.end()

    def _retranslate(self) -> None:
        self.model.set_columns(_columns(self.texts))
        self.lines.setAccessibleName(self.texts("Lines of the receipt"))
        self.header.update()


def _columns(t: Texts) -> tuple[Column[RefundLine], ...]:
    return (
        Column("", lambda row: "✓" if row.ticked else ""),
        Column(t("Item"), lambda row: " ".join((row.name, *(tag.text for tag in row.tags)))),
        Column(t("Paid each"), lambda row: row.price, right=True),
        Column(t("Bought"), lambda row: row.bought, right=True),
        Column(t("Coming back"), lambda row: row.qty, right=True),
        Column(t("Refunded"), lambda row: row.refund, right=True),
        Column(t("Points"), lambda row: row.points, right=True),
    )

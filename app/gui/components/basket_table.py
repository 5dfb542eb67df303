"""The basket: a table painted by a delegate, a header and a footer strip. The selected line carries painted − and + steppers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.gui.components.basket_painting import BasketMeasures, measures, paint_cell, stepper_rects
from app.gui.components.views import BasketRowView, BasketView
from app.gui.i18n import Texts
from app.gui.models.basket_model import BasketColumn, BasketModel
from app.gui.models.rows import ROW_ROLE
from app.gui.overrides import whole_errors
from app.gui.theme.look import Look
from app.gui.theme.theme import Breakpoint
from app.gui.widgets.announce import announce
from app.gui.widgets.base import Label, PaintedWidget
from app.gui.widgets.buttons import LinkButton
from app.gui.widgets.figures import MoneyLabel
from app.gui.widgets.painting import draw_text, fill_round

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: BasketLines) -> None:
        super().__init__(table)
        self._table = table

    @whole_errors
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        table = self._table
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cell(
            painter,
            QRectF(option.rect),
            table.look.theme,
            row,
            BasketColumn(index.column()),
            table.measures,
            selected=index.row() == table.selected_row,
            flashed=row.line_id == table.flashed,
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(20, self._table.measures.row_height)


class BasketLines(QTableView):
    """The rows. `row_chosen(int)` on release over a row, `stepped(line_id, ±1)` on release over a stepper."""

    row_chosen = Signal(int)
    stepped = Signal(str, int)

    def __init__(self, look: Look, model: BasketModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.selected_row = -1
        self.flashed = ""
        self.measures: BasketMeasures = measures(look.theme, 640, "compact", "full")
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
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.timeout.connect(self._end_flash)

    def arrange(self, new: BasketMeasures) -> None:
        """Column widths and row height."""
        self.measures = new
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(new.row_height)
        for column in BasketColumn:
            width = new.widths.get(column, 0)
            self.setColumnHidden(int(column), width == 0)
            if width:
                self.setColumnWidth(int(column), width)
        self.viewport().update()

    def follow(self, row: int) -> None:
        """Scrolls to a row, one that has just been added too."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.scrollTo(self.model().index(row, 0))

    def flash(self, line_id: str, duration_ms: int) -> None:
        """Tints the line once; 0 ms does nothing."""
        if line_id and duration_ms:
            self.flashed = line_id
            self._flash.start(duration_ms)
            self.viewport().update()

    def _end_flash(self) -> None:
        self.flashed = ""
        self.viewport().update()

    def _step_at(self, event: QMouseEvent) -> tuple[int, int] | None:
        """Row and step (−1, +1, or 0 for the row itself) under the pointer."""
        place = event.position().toPoint()
        row = self.rowAt(place.y())
        if row < 0:
            return None
        if row == self.selected_row and self.measures.with_steppers:
            cell = self.visualRect(self.model().index(row, int(BasketColumn.QUANTITY)))
            minus, plus = stepper_rects(QRectF(cell), self.look.theme, self.measures.reach)
            for box, step in ((minus, -1), (plus, 1)):
                # The whole height of the row counts, so that a finger just above the box still hits it.
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
        row, step = pressed
        if not step:
            self.row_chosen.emit(row)
            return
        line: BasketRowView = self.model().index(row, 0).data(ROW_ROLE)
        if line.can_increase if step > 0 else line.can_decrease:
            self.stepped.emit(line.line_id, step)


class _Header(PaintedWidget):
    """Titles above the columns, with the card's upper corners."""

    def __init__(self, look: Look, lines: BasketLines) -> None:
        super().__init__(look)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, self.theme.high(self.theme.tokens.size["tableHeader"], 20))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        radius = theme.tokens.radius["card"] - 1
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(0, 0, 0, radius), radius, radius)
        painter.setClipRect(rect)
        painter.fillPath(path, c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        x = rect.left()
        model = self._lines.model()
        for column in BasketColumn:
            width = self._lines.measures.widths.get(column, 0)
            if not width:
                continue
            title = str(model.headerData(int(column), Qt.Orientation.Horizontal) or "")
            pad = self._lines.measures.pad_right(column)
            box = QRectF(x, rect.top(), width - pad, rect.height())
            ink = c.points if column is BasketColumn.POINTS else c.text_secondary
            draw_text(painter, box, title, theme.sized(14), ink, right=column > BasketColumn.ITEM)
            x += width


class _Footer(QWidget):
    """Pieces, savings, and the remove act or the amount due."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self.look = look
        self.count = Label("", "bodyOffice", "secondary")
        self.saved = Label("", "bodyOffice", "action")
        self.remove = LinkButton(look, "", "remove")
        self.due_title = Label("", "body", "secondary")
        for label in (self.count, self.saved, self.due_title):
            label.follow(look)
        self.due = MoneyLabel(look, "balance")
        self.due.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 4, 0)
        row.setSpacing(16)
        for part in (self.count, self.saved):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.remove)
        row.addWidget(self.due_title)
        row.addWidget(self.due)
        row.addSpacing(10)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Beside a wide sheet the bill is narrow: what is saved goes before anything is cut off."""
        bill = (self.count, self.saved, self.due_title, self.due)
        needed = sum(part.sizeHint().width() for part in bill) + 14 + 4 * 16 + 10
        self.saved.setVisible(bool(self.saved.text()) and (not self.due.isVisibleTo(self) or needed <= self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        return QSize(100, theme.high(64, 36) if self.due.isVisibleTo(self) else theme.high(44, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        radius = theme.tokens.radius["card"] - 1
        rect = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(0, -radius, 0, 0), radius, radius)
        painter.setClipRect(rect)
        painter.fillPath(path, theme.c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), theme.c.border)
        painter.end()


class BasketTable(QWidget):
    """Render with `show_view`. Acts: `row_chosen(int)`, `stepped(line_id, ±1)`, `remove_pressed()`."""

    row_chosen = Signal(int)
    stepped = Signal(str, int)
    remove_pressed = Signal()

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._view = BasketView()
        self._breakpoint: Breakpoint = "compact"
        self._flash_on = True
        self.model = BasketModel(texts, self)
        self.lines = BasketLines(look, self.model)
        self.header = _Header(look, self.lines)
        self.footer = _Footer(look, texts)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.lines, 1)
        column.addWidget(self.footer)
        self.lines.row_chosen.connect(self.row_chosen)
        self.lines.stepped.connect(self.stepped)
        self.footer.remove.clicked.connect(lambda: self.remove_pressed.emit())
        look.changed.connect(self._fit)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def set_layout_of(self, window: Breakpoint) -> None:
        """Column widths follow the window's layout, not the table's own width."""
        if window != self._breakpoint:
            self._breakpoint = window
            self._fit()

    def set_flash(self, on: bool) -> None:
        """Off when reduced motion is asked for."""
        self._flash_on = on

    def show_view(self, view: BasketView) -> None:
        """Renders rows, selection and footer; a row that just came in flashes once and is scrolled to."""
        old, self._view = self._view, view
        if view == old:
            return
        if view.layout != old.layout:
            self._fit()
        self.model.set_rows(view.rows)
        if view.selected != self.lines.selected_row:
            self.lines.selected_row = view.selected
            self.lines.viewport().update()
        if 0 <= view.selected < len(view.rows):
            self.lines.follow(view.selected)
        if view.flashed and (view.flashed, view.rows) != (old.flashed, old.rows):
            self._tell_new_line(view)
        self._show_footer()

    def _tell_new_line(self, view: BasketView) -> None:
        if self._flash_on:
            self.lines.flash(view.flashed, self.look.theme.tokens.row_flash_ms)
        for row in view.rows:
            if row.line_id == view.flashed:
                announce(self, f"{row.name} {row.quantity} {row.amount}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "lines"):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, QRectF(self.rect()), theme.tokens.radius["card"], theme.c.surface, theme.c.border)
        painter.end()

    def _fit(self) -> None:
        width = max(120, self.width() - 2)
        self.lines.arrange(measures(self.look.theme, width, self._breakpoint, self._view.layout))
        self.header.updateGeometry()
        self.header.update()
        self.footer.updateGeometry()

    def _show_footer(self) -> None:
        view, footer = self._view, self.footer
        footer.count.setText(view.count)
        footer.saved.setText(view.saved)
        is_bill = bool(view.due)
        footer.remove.setVisible(not is_bill)
        footer.remove.set_available(view.can_remove and view.selected >= 0, self.texts("Choose a line first"))
        footer.due_title.setVisible(is_bill)
        footer.due.setVisible(is_bill)
        footer.due.set_text(view.due)
        footer.fit()
        footer.updateGeometry()

    def _retranslate(self) -> None:
        self.footer.remove.set_label(self.texts("Remove Del"))
        self.footer.due_title.setText(self.texts("Amount due"))
        self.lines.setAccessibleName(self.texts("Basket"))
        self.header.update()
        self._show_footer()

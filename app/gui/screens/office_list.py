"""The list at the left of an editor: rows under their group, chosen by key or press, dragged by mouse or finger to another place.

Dragging is the list's own: a row is lifted by its handle (or pulled from anywhere with the mouse), a line shows where it will stand.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.gui.models.rows import ROW_ROLE, Column, RowsModel
from app.gui.overrides import whole_errors
from app.gui.presenters.office_views import ListView, RowView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import LinkButton
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.painting import LABEL_LEAST, TagText, draw_icon, draw_tag, draw_text, tag_size

Index = QModelIndex | QPersistentModelIndex
_ROW, _ROW_TEXT, _HEAD, _HEAD_TEXT = 66, 42, 38, 20
_HANDLE = 34
_SCROLL_EDGE, _SCROLL_STEP = 28, 12


class _Delegate(QStyledItemDelegate):
    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._rows.look.theme
        row: RowView = index.data(ROW_ROLE)
        return QSize(40, theme.high(_HEAD, _HEAD_TEXT) if row.head else theme.high(_ROW, _ROW_TEXT))

    @whole_errors
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RowView = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.head:
            self._rows.paint_head(painter, QRectF(option.rect), row)
        else:
            self._rows.paint_row(painter, QRectF(option.rect), row)
        painter.restore()


class Rows(QListView):
    """`chosen(id)` on release over a row, `dropped(id, group, before)`; `before` empty: behind the last of the group."""

    chosen = Signal(str)
    dropped = Signal(str, str, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.movable = False
        self.rows: RowsModel[RowView] = RowsModel((Column("", _spoken),), lambda row: row.id, self)
        self._pressed: tuple[str, QPoint] | None = None
        self._lifted = ""
        self._slot: tuple[str, str, int] | None = None
        self._ghost = QPixmap()
        self._place = QPoint()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet("QListView { background: transparent; }")
        look.changed.connect(self._measured)

    def _measured(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_rows(self, view: ListView) -> None:
        """Shows rows and scrolls to the chosen one."""
        self.movable = view.movable
        before = self._chosen_id()
        self.rows.set_rows(view.rows)
        self.setAccessibleName(view.title)
        at = next((at for at, row in enumerate(view.rows) if row.selected), -1)
        if at >= 0 and self._chosen_id() != before:
            self.executeDelayedItemsLayout()
            self.scrollTo(self.rows.index(at, 0))
        self.viewport().update()

    def _chosen_id(self) -> str:
        return next((row.id for row in self.rows.rows if row.selected), "")

    # painting

    def paint_head(self, painter: QPainter, rect: QRectF, row: RowView) -> None:
        """A lane: its name and what it does."""
        theme, c = self.look.theme, self.look.theme.c
        painter.fillRect(rect, c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        inner = rect.adjusted(14, 0, -12, 0)
        used = draw_text(painter, inner, row.title, theme.sized(14, 700), c.text_secondary)
        rest = QRectF(used.right() + 8, inner.top(), inner.right() - used.right() - 8, inner.height())
        draw_text(painter, rest, row.detail, theme.sized(14), c.text_muted, right=True, least_percent=LABEL_LEAST)

    def paint_row(self, painter: QPainter, rect: QRectF, row: RowView) -> None:
        """A rule, lane, limit …: handle, title, detail and chip."""
        theme, c = self.look.theme, self.look.theme.c
        painter.fillRect(rect, c.selected if row.selected else c.surface)
        if row.selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), theme.tokens.stroke["selectedRowBar"], rect.height()), c.action)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        left, right = rect.left() + 16, rect.right() - 12
        if self.movable:
            side = theme.px(18)
            draw_icon(painter, QRectF(rect.left() + 12, rect.top(), side, rect.height()), "drag", c.text_muted)
            left = rect.left() + 12 + side + 10
        title_right = right
        line, under = theme.px(24), theme.px(20) if row.detail else 0
        top = rect.center().y() - (line + under) / 2
        if row.chip:
            tag = TagText(row.chip, row.tone)
            width, high = tag_size(theme, tag)
            draw_tag(painter, QRectF(right - width, top + (line - high) / 2, width, high), theme, tag)
            title_right = right - width - 8
        ink = c.text_muted if row.muted else c.text
        draw_text(painter, QRectF(left, top, title_right - left, line), row.title, theme.sized(16, 700), ink, least_percent=LABEL_LEAST)
        if under:
            box = QRectF(left, top + line, right - left, under)
            draw_text(painter, box, row.detail, theme.sized(14), c.text_muted if row.muted else c.text_secondary, least_percent=93)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._lifted:
            return
        painter = QPainter(self.viewport())
        c = self.look.theme.c
        if self._slot is not None:
            painter.fillRect(QRectF(8, self._slot[2] - 2, self.viewport().width() - 16, 4), c.action)
        painter.setOpacity(0.9)
        painter.drawPixmap(QPoint(6, self._place.y() - self._ghost.height() // 2), self._ghost)
        painter.end()

    # pressing and dragging

    def _row_at(self, place: QPoint) -> RowView | None:
        index = self.indexAt(place)
        return index.data(ROW_ROLE) if index.isValid() else None

    @whole_errors
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row is not None and not row.head:
            self._pressed = (row.id, event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    @whole_errors
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is None or not self.movable:
            return
        if not self._lifted:
            if (place - self._pressed[1]).manhattanLength() < QApplication.startDragDistance():
                return
            self._lift(self._pressed[0])
        self._place = place
        self._slot = self._slot_at(place.y())
        bar = self.verticalScrollBar()
        if place.y() < _SCROLL_EDGE:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif place.y() > self.viewport().height() - _SCROLL_EDGE:
            bar.setValue(bar.value() + _SCROLL_STEP)
        self.viewport().update()

    def _lift(self, row_id: str) -> None:
        at = next(at for at, row in enumerate(self.rows.rows) if row.id == row_id)
        rect = self.visualRect(self.rows.index(at, 0))
        self._lifted = row_id
        self._ghost = self.viewport().grab(rect.adjusted(0, 0, -12, 0))
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _slot_at(self, y: int) -> tuple[str, str, int] | None:
        """The group and the row in front of which the lifted one would stand, and where the line is drawn."""
        rows = self.rows.rows
        rects = [self.visualRect(self.rows.index(at, 0)) for at in range(len(rows))]
        if not rows:
            return None
        at = next((at for at, rect in enumerate(rects) if y < rect.center().y()), len(rows))
        if at == len(rows):
            return rows[-1].group, "", rects[-1].bottom()
        if rows[at].head:
            # Above a lane's name the row goes to the end of the lane before; the first lane has none before it.
            return (rows[at - 1].group, "", rects[at].top()) if at else (rows[0].group, self._first_of(rows[0].group), rects[0].bottom())
        return rows[at].group, rows[at].id, rects[at].top()

    def _first_of(self, group: str) -> str:
        return next((row.id for row in self.rows.rows if row.group == group and not row.head), "")

    @whole_errors
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        lifted, self._lifted = self._lifted, ""
        slot, self._slot = self._slot, None
        self.unsetCursor()
        self.viewport().update()
        if lifted:
            if slot is not None and slot[1] != lifted:
                self.dropped.emit(lifted, slot[0], slot[1])
        elif pressed is not None:
            row = self._row_at(event.position().toPoint())
            if row is not None and row.id == pressed[0]:
                self.chosen.emit(row.id)


def _spoken(row: RowView) -> str:
    return " ".join(part for part in (row.title, row.detail, row.chip) if part)


class ListCard(Card):
    """The card around the rows: title, what the order means, and the key that adds one."""

    def __init__(self, look: Look) -> None:
        super().__init__(padding=1, spacing=0)
        self.title = ElidedText(look, "title")
        self.title.setMinimumHeight(44)
        self.hint = ElidedText(look, "caption", "secondary")
        self.add = LinkButton(look, "", "plus")
        self.rows = Rows(look)
        self.nothing = Label("", "bodyOffice", "secondary", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 6, 6)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addWidget(self.add)
        self.body.addLayout(head)
        self.body.addWidget(SectionRule(look))
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.rows, 1)

    def show_view(self, view: ListView) -> None:
        """Shows the list."""
        self.title.set_text(view.title)
        self.hint.set_text(view.hint)
        self.add.setVisible(bool(view.add))
        self.add.set_label(view.add)
        self.nothing.setText(view.nothing)
        self.nothing.setVisible(bool(view.nothing) and not view.rows)
        self.rows.show_rows(view)

"""A short list to pick from: found members, suspended baskets, products. Rows of 56 px, chosen by press, ↑ ↓ and Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.views import PickRowView
from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton
from app.gui.widgets.painting import cap_size, draw_cap, draw_icon, draw_text, fill_round, text_width

ROWS_MAX = 12


class PickRow(PaintedButton):
    """One row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._row = PickRowView(id="", title="")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, row: PickRowView) -> None:
        """Renders the row."""
        self._row = row
        tier = row.tier.name if row.tier else ""
        self.setText(row.title)
        self.setAccessibleName(" ".join(part for part in (row.title, tier, row.detail, row.figure, row.key) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.theme.high(56, 42))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        chosen = self.isChecked()
        painter.fillRect(rect, c.sunken if self.isDown() else c.selected if chosen else c.surface)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), 5, rect.height() - 1), c.action)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c, row = self.theme, self.theme.c, self._row
        side = theme.high(36, 16)
        box = QRectF(rect.left() + 14, rect.center().y() - side / 2, side, side)
        if row.initial:
            tier = None if row.tier is None else theme.tier(row.tier.rank)
            fill_round(painter, box, side / 2, c.sunken if tier is None else tier.background)
            ink = c.text_secondary if tier is None else tier.text
            draw_text(painter, box, row.initial, theme.sized(16, 700), ink, centre=True)
        elif row.icon:
            inset = side / 4.5
            draw_icon(painter, box.adjusted(inset, inset, -inset, -inset), row.icon, c.action_text)
        left = box.right() + 12 if row.initial or row.icon else rect.left() + 16
        if row.key:
            width, high = cap_size(theme, row.key)
            cap = QRectF(rect.right() - 14 - width, rect.center().y() - high / 2, width, high)
            draw_cap(painter, cap, theme, row.key, c.text_secondary, c.surface)
            rect = rect.adjusted(0, 0, -width - 10, 0)
        figure_font = theme.sized(17, 700)
        figure = text_width(row.figure, figure_font) + 12 if row.figure else 0
        draw_text(painter, rect.adjusted(0, 0, -14, 0), row.figure, figure_font, c.text, right=True)
        room = rect.right() - 14 - figure - left
        name, under = theme.px(23), theme.px(19)
        top = rect.center().y() - (name + (under if row.detail else 0)) / 2
        line = QRectF(left, top, room, name)
        chip = self._chip_width()
        line.setWidth(max(20.0, room - chip))
        used = draw_text(painter, line, row.title, theme.sized(17), c.text)
        if row.tier is not None:
            self._paint_tier(painter, QRectF(used.right() + 8, top, chip - 8, name))
        if row.detail:
            under_box = QRectF(left, top + name, room, under)
            draw_text(painter, under_box, row.detail, theme.sized(14), c.text_secondary)

    def _chip_width(self) -> float:
        tier, theme = self._row.tier, self.theme
        return 0 if tier is None else text_width(tier.name, theme.sized(13)) + theme.px(14) + 30

    def _paint_tier(self, painter: QPainter, rect: QRectF) -> None:
        tier, theme = self._row.tier, self.theme
        if tier is None:
            return
        colours = theme.tier(tier.rank)
        high = theme.high(20, 18)
        box = QRectF(rect.left(), rect.center().y() - high / 2, rect.width(), high)
        fill_round(painter, box, high / 2, colours.background)
        icon = theme.px(14)
        draw_icon(painter, QRectF(box.left() + 7, box.top(), icon, high), colours.icon, colours.text)
        words = box.adjusted(icon + 10, 0, -4, 0)
        draw_text(painter, words, tier.name, theme.sized(13), colours.text)


class PickList(QScrollArea):
    """At most twelve rows; the selection is the presenter's. `picked(id)`; `moved(±1)` for ↑ ↓ while it has the focus."""

    picked = Signal(str)
    moved = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._rows: tuple[PickRowView, ...] = ()
        self._selected = -1
        self._buttons: list[PickRow] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(ground)

    def show_rows(self, rows: tuple[PickRowView, ...], selected: int = -1) -> None:
        """Renders the first twelve rows, `selected` is an index or −1."""
        self._rows, self._selected = rows[:ROWS_MAX], selected
        while len(self._buttons) < len(self._rows):
            at = len(self._buttons)
            button = PickRow(self.look)
            button.clicked.connect(lambda _checked=False, index=at: self._pick(index))
            self._buttons.append(button)
            self._column.insertWidget(at, button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(self._rows))
            if at < len(self._rows):
                button.show_row(self._rows[at])
                button.set_selected(at == selected)
        if 0 <= selected < len(self._rows):
            self.ensureWidgetVisible(self._buttons[selected], 0, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected >= 0:
            self._pick(self._selected)
        else:
            event.ignore()

    def _pick(self, at: int) -> None:
        if at < len(self._rows):
            self.picked.emit(self._rows[at].id)

"""Controls of forms that are edited in place: words of a sentence, boxes with their value, switches, tabs, lines to choose, days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton, PaintedWidget
from app.gui.widgets.painting import LABEL_LEAST, draw_icon, draw_text, fill_round, text_width

WORD_SIZE = 18
_WORD_HIGH, _CHEVRON = 44, 16


class SentenceText(PaintedWidget):
    """Words of a sentence that are no control, as high as those that are."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Changes the words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = text_width(self._text, self.theme.sized(WORD_SIZE))
        return QSize(round(width) + 2, self.theme.high(_WORD_HIGH, WORD_SIZE + 6))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_text(painter, rect, self._text, self.theme.sized(WORD_SIZE), self.theme.c.text, least_percent=LABEL_LEAST)


class WordKey(PaintedButton):
    """A word of the sentence that is a control; the punctuation behind it stays with it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "tonal", parent)
        self._lead = self._tail = ""
        self._alarmed = False
        self._editable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_content(self, text: str, around: tuple[str, str], name: str, problem: str, *, editable: bool) -> None:
        """The word, what stands before and behind it, the name of its field, and what is wrong with it."""
        (self._lead, self._tail), self._alarmed, self._editable = around, bool(problem), editable
        self.setText(text)
        self.setAccessibleName(f"{name} {text}")
        self.set_hint(problem or name)
        self.updateGeometry()
        self.update()

    def _tail_width(self) -> float:
        return text_width(self._tail, self.theme.sized(WORD_SIZE)) + 3 if self._tail else 0

    def _lead_width(self) -> float:
        return text_width(self._lead, self.theme.sized(WORD_SIZE)) + 3 if self._lead else 0

    def _chevron(self) -> float:
        return self.theme.px(_CHEVRON) + 6 if self._editable else 0

    def sizeHint(self) -> QSize:
        width = text_width(self.text(), self.theme.sized(WORD_SIZE, 700)) + 22 + self._chevron() + self._tail_width() + self._lead_width()
        return QSize(round(width), self.theme.high(_WORD_HIGH, WORD_SIZE + 6))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        box = rect.adjusted(self._lead_width(), 1, -self._tail_width(), -1)
        ground, outline = (c.danger_bg, c.danger_fill) if self._alarmed else (c.action_subtle, c.action)
        if self.isDown():
            ground = c.sunken
        fill_round(painter, box, self.theme.tokens.radius["control"], ground, outline, 2 if self.isChecked() else 1)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        ink = c.danger if self._alarmed else c.action_text
        inner = rect.adjusted(self._lead_width() + 11, 0, -self._tail_width() - 11 - self._chevron(), 0)
        draw_text(painter, inner, self.text(), theme.sized(WORD_SIZE, 700), ink, least_percent=LABEL_LEAST)
        if self._editable:
            side = theme.px(_CHEVRON)
            draw_icon(painter, QRectF(inner.right() + 6, rect.top(), side, rect.height()), "chevronDown", ink)
        if self._lead:
            draw_text(painter, rect, self._lead, theme.sized(WORD_SIZE), c.text)
        if self._tail:
            tail = QRectF(rect.right() - self._tail_width() + 3, rect.top(), self._tail_width(), rect.height())
            draw_text(painter, tail, self._tail, theme.sized(WORD_SIZE), c.text)


class ValueBox(PaintedButton):
    """A field: its name above, its value in a box with a chevron. One that is shut shows the value without the chevron."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "plain", parent)
        self._label = self._problem = ""
        self._shut = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, label: str, value: str, problem: str, *, shut: bool) -> None:
        """Name, value, what is wrong with it, and whether it cannot be changed."""
        self._label, self._problem, self._shut = label, problem, shut
        self.setText(value)
        self.setAccessibleName(f"{label} {value}")
        self.set_hint(problem)
        self.setEnabled(not shut)
        self.updateGeometry()
        self.update()

    def _caption(self) -> int:
        return self.theme.px(22)

    def _below(self) -> int:
        return self.theme.px(20) if self._problem else 0

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.px(160), self._caption() + theme.high(44, 24) + self._below())

    def _box(self, rect: QRectF) -> QRectF:
        return rect.adjusted(0, self._caption(), 0, -self._below())

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        outline = c.danger_fill if self._problem else c.border if self._shut else c.action if self.isChecked() else c.border_strong
        ground = c.subtle if self._shut else c.sunken if self.isDown() else c.surface
        fill_round(painter, self._box(rect), self.theme.tokens.radius["control"], ground, outline, 2 if self.isChecked() else 1)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        caption = QRectF(rect.left(), rect.top(), rect.width(), self._caption() - 2)
        draw_text(painter, caption, self._label, theme.sized(14), c.text_secondary, least_percent=LABEL_LEAST)
        box = self._box(rect)
        chevron = 0 if self._shut else theme.px(16)
        inner = box.adjusted(12, 0, -12 - (chevron + 6 if chevron else 0), 0)
        draw_text(painter, inner, self.text(), theme.sized(16), c.danger if self._problem else c.text, least_percent=LABEL_LEAST)
        if chevron:
            draw_icon(painter, QRectF(inner.right() + 6, box.top(), chevron, box.height()), "chevronDown", c.text_secondary)
        if self._problem:
            below = QRectF(rect.left(), box.bottom(), rect.width(), self._below())
            draw_text(painter, below, self._problem, theme.sized(14), c.danger, least_percent=LABEL_LEAST)


class SwitchKey(PaintedButton):
    """A name and a switch that is on or off: a press changes it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", parent)
        self._on = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, label: str, state: str, *, on: bool, shut: bool) -> None:
        """Name, the state in words, and whether it cannot be changed."""
        self._on = on
        self.setText(label)
        self.setAccessibleName(f"{label} {state}")
        self.setEnabled(not shut)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.high(44, 22))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        wide, high = theme.px(40), theme.px(22)
        track = QRectF(rect.left() + 2, rect.center().y() - high / 2, wide, high)
        enabled = self.isEnabled()
        ground = (c.action if enabled else c.border_strong) if self._on else c.sunken
        fill_round(painter, track, high / 2, ground, c.action if self._on and enabled else c.border_strong)
        side = high - 6
        x = track.right() - side - 3 if self._on else track.left() + 3
        knob = QRectF(x, track.top() + 3, side, side)
        fill_round(painter, knob, side / 2, c.on_action if self._on else c.border_strong)
        if self._on:
            draw_icon(painter, knob.adjusted(2, 2, -2, -2), "check", c.action if enabled else c.border_strong)
        words = rect.adjusted(wide + 12, 0, -4, 0)
        draw_text(painter, words, self.text(), theme.sized(16), c.text if enabled else c.text_secondary, least_percent=LABEL_LEAST)


class TabKey(PaintedButton):
    """A page of a form; the open one is underlined, one that needs mending carries a dot."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", parent)
        self._mark = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_content(self, label: str, mark: str) -> None:
        """Name, and what the dot says where there is one."""
        self._mark = bool(mark)
        self.setText(label)
        self.setAccessibleName(f"{label} {mark}".strip())
        self.set_hint(mark)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = text_width(self.text(), theme.sized(16, 700)) + 24 + (12 if self._mark else 0)
        return QSize(max(44, round(width)), theme.high(44, 22))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        if self.isDown() or (self.underMouse() and not self.isChecked()):
            fill_round(painter, rect.adjusted(0, 2, 0, -2), self.theme.tokens.radius["control"], c.sunken)
        if self.isChecked():
            painter.fillRect(QRectF(rect.left() + 10, rect.bottom() - 3, rect.width() - 20, 3), c.action)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        ink = c.action_text if self.isChecked() else c.text_secondary
        inner = rect.adjusted(12, 0, -12 - (12 if self._mark else 0), 0)
        used = draw_text(painter, inner, self.text(), theme.sized(16, 700 if self.isChecked() else 400), ink, centre=not self._mark)
        if self._mark:
            fill_round(painter, QRectF(used.right() + 5, rect.center().y() - 4, 8, 8), 4, c.danger_fill)


class OptionKey(PaintedButton):
    """A line to choose from a list: a tick or none, the label, a word at the right. `at` draws where the arrow keys stand."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", parent)
        self._detail = self._icon = ""
        self._at = self._ticked = self._box = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(
        self, label: str, detail: str = "", *, ticked: bool = False, at: bool = False, box: bool = False, icon: str = ""
    ) -> None:
        """`box`: several can be ticked, each has its box; else the chosen one has a tick."""
        self._detail, self._ticked, self._at, self._box, self._icon = detail, ticked, at, box, icon
        self.setText(label)
        self.setAccessibleName(f"{label} {detail}".strip())
        self.set_selected(ticked)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.high(44, 22))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        ground = c.sunken if self.isDown() else c.action_subtle if self._at else c.subtle if self.underMouse() else c.surface
        fill_round(painter, rect.adjusted(2, 1, -2, -1), self.theme.tokens.radius["control"], ground)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        side = theme.px(20)
        mark = QRectF(rect.left() + 12, rect.center().y() - side / 2, side, side)
        if self._box and self._ticked:
            fill_round(painter, mark, 5, c.action)
            draw_icon(painter, mark.adjusted(3, 3, -3, -3), "check", c.on_action)
        elif self._box:
            fill_round(painter, mark, 5, c.surface, c.border_strong, 2)
        elif self._ticked:
            draw_icon(painter, mark, "check", c.action_text)
        elif self._icon:
            draw_icon(painter, mark, self._icon, c.action_text)
        left, right = mark.right() + 10, rect.right() - 12
        if self._detail:
            width = min(text_width(self._detail, theme.sized(14)), (right - left) * 0.5)
            box = QRectF(right - width, rect.top(), width, rect.height())
            draw_text(painter, box, self._detail, theme.sized(14), c.text_secondary, right=True, least_percent=LABEL_LEAST)
            right -= width + 10
        ink = c.action_text if self._ticked else c.text
        words = QRectF(left, rect.top(), right - left, rect.height())
        draw_text(painter, words, self.text(), theme.sized(16, 700 if self._ticked else 400), ink, least_percent=LABEL_LEAST)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid: its id, number, and how it is drawn."""

    id: str
    number: str
    chosen: bool
    today: bool
    inside: bool


class DayGrid(PaintedWidget):
    """Six weeks of days under their weekdays. `day_pressed(id)`."""

    day_pressed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._days: Sequence[Day] = ()
        self._heads: Sequence[str] = ()
        self._pressed = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, heads: Sequence[str], days: Sequence[Day]) -> None:
        """Seven heads and 42 days."""
        self._heads, self._days = heads, days
        self.setAccessibleName(" ".join(day.id for day in days if day.chosen))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(7 * 44, self.theme.px(28) + 6 * 44)

    def _cell(self, at: int) -> QRectF:
        head = self.theme.px(28)
        wide, high = self.width() / 7, (self.height() - head) / 6
        return QRectF((at % 7) * wide, head + (at // 7) * high, wide, high)

    def day_at(self, x: float, y: float) -> str:
        """The day under a point."""
        return next((day.id for at, day in enumerate(self._days) if self._cell(at).contains(x, y)), "")

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        for at, head in enumerate(self._heads):
            box = QRectF(at * rect.width() / 7, 0, rect.width() / 7, theme.px(28))
            draw_text(painter, box, head, theme.sized(14), c.text_muted, centre=True, least_percent=LABEL_LEAST)
        for at, day in enumerate(self._days):
            cell = self._cell(at).adjusted(2, 2, -2, -2)
            if day.chosen:
                fill_round(painter, cell, theme.tokens.radius["control"], c.action)
            elif day.id == self._pressed:
                fill_round(painter, cell, theme.tokens.radius["control"], c.sunken)
            elif day.today:
                fill_round(painter, cell, theme.tokens.radius["control"], c.surface, c.action)
            ink = c.on_action if day.chosen else c.text if day.inside else c.text_muted
            draw_text(painter, cell, day.number, theme.sized(16, 700 if day.chosen or day.today else 400), ink, centre=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.day_at(event.position().x(), event.position().y())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ""
        self.update()
        if pressed and self.day_at(event.position().x(), event.position().y()) == pressed:
            self.day_pressed.emit(pressed)

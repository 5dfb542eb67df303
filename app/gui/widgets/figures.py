"""Figures and bars: amounts with a small ¥, label-and-value lines, flat progress bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import Tone
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import (
    FIGURE_LEAST,
    LABEL_LEAST,
    Run,
    draw_icon,
    draw_runs,
    draw_text,
    fill_round,
    money_runs,
    runs_width,
    text_width,
)


class MoneyLabel(PaintedWidget):
    """An amount, right aligned, whose ¥ is 0.6 of the figure; `style` is a text style of the tokens."""

    def __init__(self, look: Look, style: str = "due", tone: Tone = "text", *, right: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._style, self._tone, self._right = style, tone, right
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, tone: Tone | None = None) -> None:
        """`text` as formatted by app.gui.i18n.money."""
        self._tone = self._tone if tone is None else tone
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_style(self, style: str) -> None:
        """Another text style of the tokens."""
        if style != self._style:
            self._style = style
            self.updateGeometry()
            self.update()

    def _runs(self) -> tuple[Run, ...]:
        theme = self.theme
        style = theme.type_style(self._style)
        return money_runs(self._text, theme.px(style.size), style.weight, theme.tone(self._tone))

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width(self._runs())) + 2, self.theme.line_height(self._style))

    def minimumSizeHint(self) -> QSize:
        # What stands beside an amount gives way before the amount does.
        return QSize(self.sizeHint().width() * 7 // 10, self.theme.line_height(self._style))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_runs(painter, rect, self._runs(), right=self._right, least_percent=20)


class ElidedText(PaintedWidget):
    """One line of text that is elided where it does not fit; the whole text is its accessible name."""

    def __init__(self, look: Look, style: str = "title", tone: Tone = "text", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._style, self._tone = style, tone
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Changes the text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(round(text_width(self._text, theme.font(self._style))) + 2, theme.line_height(self._style))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(36), self.theme.line_height(self._style))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        font, ink = self.theme.font(self._style), self.theme.tone(self._tone)
        draw_text(painter, rect, self._text, font, ink, least_percent=LABEL_LEAST)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a value: bold or not, in a tone."""

    text: str
    tone: Tone = "text"
    bold: bool = False


class FactLine(PaintedWidget):
    """An icon and a label on the left, a value of spans on the right, on one line; the label gives way first."""

    def __init__(self, look: Look, icon: str = "", *, size: int = 15, line: int = 27, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon, self._size, self._line = icon, size, line
        self._icon_tone: Tone | None = None
        self._centred = False
        self._label: Sequence[Span] = ()
        self._value: Sequence[Span] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(
        self,
        label: Sequence[Span] | str,
        value: Sequence[Span] | str = (),
        icon: str | None = None,
        icon_tone: Tone | None = None,
    ) -> None:
        """Label and value; plain strings are drawn in the secondary and the text tone."""
        self._label = (Span(label, "secondary"),) if isinstance(label, str) else tuple(label)
        self._value = (Span(value),) if isinstance(value, str) else tuple(value)
        self._icon = self._icon if icon is None else icon
        self._icon_tone = icon_tone
        spoken = " ".join(span.text for span in (*self._label, *self._value))
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def set_measure(self, *, line: int, centred: bool = False) -> None:
        """Line height at 100 %; `centred` puts icon and label in the middle (lines without a value)."""
        self._line, self._centred = line, centred
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = runs_width(self._runs(self._label)) + runs_width(self._runs(self._value)) + 12
        if self._icon:
            width += self.theme.px(18) + 6
        return QSize(round(width), self.theme.high(self._line, 21))

    def _runs(self, spans: Sequence[Span]) -> list[Run]:
        theme = self.theme
        return [Run(span.text, theme.sized(self._size, 700 if span.bold else 400), theme.tone(span.tone)) for span in spans]

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        x = rect.left()
        if self._centred:
            used = runs_width(self._runs(self._label)) + (theme.px(18) + 6 if self._icon else 0)
            x += max(0.0, (rect.width() - used) / 2)
        if self._icon:
            side = theme.px(18)
            tone: Tone = self._icon_tone or (self._label[0].tone if self._label else "secondary")
            draw_icon(painter, QRectF(x, rect.top(), side, rect.height()), self._icon, theme.tone(tone))
            x += side + 6
        value = self._runs(self._value)
        label = self._runs(self._label)
        room = rect.right() - x
        wanted = min(runs_width(value), room * 0.64 if self._label else room)
        label_room = room - wanted - 6
        if runs_width(label) < label_room:
            wanted = min(runs_width(value), room - runs_width(label) - 6)
        place = QRectF(rect.right() - wanted, rect.top(), wanted, rect.height())
        draw_runs(painter, place, value, right=True, least_percent=FIGURE_LEAST)
        place = QRectF(x, rect.top(), max(0.0, room - wanted - 6), rect.height())
        draw_runs(painter, place, label, least_percent=LABEL_LEAST)


class ProgressBar(PaintedWidget):
    """A flat bar filled to `permille` of 1000; amber for points, petrol otherwise."""

    def __init__(self, look: Look, *, points: bool = True, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._points, self._height, self._permille = points, height, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_permille(self, permille: int, spoken: str = "") -> None:
        """0 … 1000, clamped; `spoken` is the accessible name."""
        self._permille = max(0, min(1000, permille))
        self.setAccessibleName(spoken or f"{self._permille // 10} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        radius = rect.height() / 2
        fill_round(painter, rect, radius, c.sunken)
        width = rect.width() * self._permille / 1000
        if width > 0:
            fill = c.points_fill if self._points else c.action
            filled = QRectF(rect.left(), rect.top(), max(width, rect.height()), rect.height())
            fill_round(painter, filled, radius, fill)

"""Parts of forms: a painted entry for phones, days and amounts, ticks with their explanation, and joined choices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours, Tone
from app.gui.widgets.base import PaintedButton
from app.gui.widgets.fields import AmountField
from app.gui.widgets.figures import FactLine, Span
from app.gui.widgets.painting import (
    LABEL_LEAST,
    TagText,
    draw_icon,
    draw_tag,
    draw_text,
    fill_round,
    tag_size,
    text_width,
)

Shape = Literal["phone", "day", "digits", "money", "date", "time"]
_LENGTHS = {"phone": 11, "day": 4, "digits": 11, "date": 8, "time": 4}
_JOINED = {"day": (" / ", (2,)), "date": ("-", (4, 6)), "time": (":", (2,))}


class EntryField(AmountField):
    """A painted field with its figure on the left and what was found out about it on the right. No input method.

    `phone` groups eleven digits, `day` is month and day as four digits, `date` a whole date, `time` a time, `money` an amount.
    `entered()` when it gets the focus, `spaced()` on the space bar, which no figure needs.
    """

    entered = Signal()
    spaced = Signal()

    def __init__(self, look: Look, shape: Shape, *, length_max: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(look, "money" if shape == "money" else "count", parent)
        self._shape = shape
        self._length_max = length_max or _LENGTHS.get(shape, 0)
        self._prompt = ""
        self._state = ("", "")
        self._state_tone: Tone = "muted"
        self.set_measure(24 if shape == "phone" else 18)

    def set_content(self, text: str, prompt: str, state: str = "", icon: str = "", tone: Tone = "muted") -> None:
        """The figure, what stands there while nothing is typed, and the state with its icon."""
        self._prompt, self._state, self._state_tone = prompt, (state, icon), tone
        self.set_text(text)
        self._describe()

    def set_name(self, name: str) -> None:
        """The spoken name; the caption above shows it."""
        self.setAccessibleName(name)

    def shown(self) -> str:
        """The figure as it is drawn: 138 2041 7756, 06 / 20, ¥12.50."""
        text = self.text
        if self._shape == "phone":
            return " ".join(part for part in (text[:3], text[3:7], text[7:]) if part)
        if self._shape in _JOINED:
            sign, cuts = _JOINED[self._shape]
            bounds = (0, *cuts, len(text))
            return sign.join(part for start, end in pairwise(bounds) if (part := text[start:end]))
        return f"¥{text}" if self._shape == "money" and text else text

    def _after(self, key: str) -> str:
        if self._shape == "money" or key in ("clear", "backspace"):
            return super()._after(key)
        digits = "".join(char for char in key if char.isascii() and char.isdigit())
        return (self.text + digits)[: self._length_max]

    def _describe(self) -> None:
        # Also called by the base class before this one's own values are there.
        prompt, state = getattr(self, "_prompt", ""), getattr(self, "_state", ("", ""))[0]
        self.setAccessibleDescription(" ".join(part for part in (self.text or prompt, state) if part))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def sizeHint(self) -> QSize:
        return QSize(120, self.theme.high(52 if self._size > 20 else 48, self._size + 6))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        alarmed = self._state_tone == "danger"
        outline = c.danger_fill if alarmed else c.action if self.hasFocus() else c.border_strong
        done = self._state_tone == "success" and self._state[1] == "card"
        ground = c.sunken if not self.isEnabled() else c.success_bg if done else c.surface
        fill_round(painter, rect, theme.tokens.radius["control"], ground, c.success_fill if done else outline)
        inner = rect.adjusted(13, 0, -13, 0)
        inner.setRight(inner.right() - self._paint_state(painter, inner))
        if not self.text:
            place = inner.adjusted(6 if self.hasFocus() else 0, 0, 0, 0)
            draw_text(painter, place, self._prompt, theme.sized(18), c.text_muted, least_percent=LABEL_LEAST)
            end = inner.left()
        else:
            font = theme.sized(self._size, 700 if self._shape == "phone" else 400)
            end = draw_text(painter, inner, self.shown(), font, c.text, least_percent=60).right() + 6
        if self.hasFocus():
            high = theme.px(self._size + 4)
            painter.fillRect(QRectF(end, rect.center().y() - high / 2, 2, high), c.text)

    def _paint_state(self, painter: QPainter, inner: QRectF) -> float:
        """Draws the state at the right end; the width it took."""
        text, icon = self._state
        if not text:
            return 0
        theme = self.theme
        font, tint = theme.sized(15), theme.tone(self._state_tone)
        side = theme.px(18) if icon else 0
        wanted = text_width(text, font)
        room = inner.width() - (text_width(self.shown(), theme.sized(self._size, 700)) + 24 if self.text else 30)
        width = max(0.0, min(wanted, room - side - 6))
        box = QRectF(inner.right() - width, inner.top(), width, inner.height())
        draw_text(painter, box, text, font, tint, right=True, least_percent=LABEL_LEAST)
        if icon:
            draw_icon(painter, QRectF(box.left() - side - 6, inner.top(), side, inner.height()), icon, tint)
        return width + side + 18


class Caption(FactLine):
    """The line above a field: its name, and whether it must be filled."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, size=15, line=24, parent=parent)

    def show_caption(self, name: str, note: str = "", tone: Tone = "muted") -> None:
        """`note` behind the name: 必填, 选填."""
        self.set_content((Span(name, "secondary"), *((Span(f" {note}", tone),) if note else ())))


class TickRow(PaintedButton):
    """A box with a tick, a line, a note behind it, up to `lines` wrapped lines of explanation below, and a tag at the right."""

    def __init__(self, look: Look, *, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._lines = lines
        self._note: tuple[str, Tone] = ("", "muted")
        self._detail = ""
        self._tag = TagText("")
        self._bare = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, text: str, note: str = "", detail: str = "", tag: TagText | None = None, *, tone: Tone = "muted") -> None:
        """The line, the note behind it in its tone, the line under it, and the tag."""
        self._note, self._detail, self._tag = (note, tone), detail, tag or TagText("")
        self.setText(text)
        self.setAccessibleName(" ".join(part for part in (text, note, self._tag.text) if part))
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def set_bare(self) -> None:
        """Without outline: rows that stand in one card."""
        self._bare = True

    def sizeHint(self) -> QSize:
        theme = self.theme
        under = 20 * self._lines if self._detail else 0
        return QSize(theme.px(160), theme.high(40 + under, 24 + under) if under else theme.high(48, 22))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        ground = c.sunken if self.isDown() else c.action_subtle if self.isChecked() and self._detail else c.surface
        fill_round(painter, rect, self.theme.tokens.radius["control"], ground, None if self._bare else c.border)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        side = theme.px(24)
        box = QRectF(rect.left() + 14, rect.center().y() - side / 2, side, side)
        if self.isChecked():
            fill_round(painter, box, 5, c.action)
            draw_icon(painter, box.adjusted(4, 4, -4, -4), "check", c.on_action)
        else:
            fill_round(painter, box, 5, c.surface, c.border_strong, 2)
        left, right = box.right() + 12, rect.right() - 12
        line, under = theme.px(24), theme.px(20) * self._lines if self._detail else 0
        top = rect.center().y() - (line + under) / 2
        if self._tag.text:
            width, high = tag_size(theme, self._tag)
            draw_tag(painter, QRectF(right - width, top + (line - high) / 2, width, high), theme, self._tag)
            right -= width + 10
        self._paint_line(painter, QRectF(left, top, right - left, line))
        if self._detail:
            self._paint_detail(painter, QRectF(left, top + line, rect.right() - 12 - left, under))

    def _paint_detail(self, painter: QPainter, place: QRectF) -> None:
        """Wrapped where it has more than one line; smaller where that is not enough."""
        theme = self.theme
        if self._lines == 1:
            draw_text(painter, place, self._detail, theme.sized(14), theme.c.text_secondary, least_percent=LABEL_LEAST)
            return
        self._wrapped(painter, place, self._detail, theme.c.text_secondary)

    def _paint_line(self, painter: QPainter, place: QRectF) -> None:
        """The line and the note behind it; a long line goes on below, as far as the row is high."""
        theme = self.theme
        note, tone = self._note
        taken = text_width(note, theme.sized(14)) + 6 if note else 0
        words = QRectF(place.left(), place.top(), max(20.0, place.width() - taken), place.height())
        if not self._detail and text_width(self.text(), theme.sized(16)) * LABEL_LEAST / 100 > words.width():
            whole = f"{self.text()} ({note})" if note else self.text()
            self._wrapped(painter, QRectF(place.left(), 1, place.width(), self.height() - 2), whole, theme.c.text)
            return
        used = draw_text(painter, words, self.text(), theme.sized(16), theme.c.text, least_percent=LABEL_LEAST)
        if note:
            draw_text(painter, QRectF(used.right() + 6, place.top(), taken, place.height()), note, theme.sized(14), theme.tone(tone))

    def _wrapped(self, painter: QPainter, place: QRectF, text: str, ink: QColor) -> None:
        """Text over several lines, a little smaller where that is not enough."""
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for size in (14, 13, 12):
            font = self.theme.sized(size)
            if QFontMetricsF(font).boundingRect(place, flags, text).height() <= place.height() + 1:
                break
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(place, flags, text)


class _Segment(PaintedButton):
    """One of several joined choices; `place` first, middle or last."""

    def __init__(self, look: Look, place: Literal["first", "middle", "last"]) -> None:
        super().__init__(look, "tile")
        self._place = place
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(round(text_width(self.text(), theme.sized(16))) + 20, theme.high(48, 22))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        radius = theme.tokens.radius["control"]
        painter.setClipRect(rect)
        grown = rect.adjusted(0 if self._place == "first" else -radius, 0, 0 if self._place == "last" else radius, 0)
        outline = c.action if self.isChecked() else c.border_strong
        fill_round(painter, grown, radius, colours.ground, outline)
        if self._place != "first":
            painter.fillRect(QRectF(rect.left(), rect.top() + 1, 1, rect.height() - 2), c.border_strong)
        painter.setClipping(False)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        font = self.theme.sized(16, 700 if self.isChecked() else 400)
        draw_text(painter, rect.adjusted(4, 0, -4, 0), self.text(), font, colours.text, centre=True, least_percent=LABEL_LEAST)


class Segments(QWidget):
    """Joined choices of which one holds: 先生 | 女士 | 不说. `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, look: Look, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.parts = [_Segment(look, "first" if at == 0 else "last" if at == count - 1 else "middle") for at in range(count)]
        for at, part in enumerate(self.parts):
            part.clicked.connect(lambda _checked=False, index=at: self.chosen.emit(index))
            row.addWidget(part, 1)

    def show_choices(self, labels: Sequence[str], selected: int, name: str) -> None:
        """Labels, the chosen one (−1 for none), and what is chosen between."""
        self.setAccessibleName(name)
        for at, (part, label) in enumerate(zip(self.parts, labels, strict=True)):
            if part.text() != label:
                part.setText(label)
                part.updateGeometry()
            part.setAccessibleName(f"{name} {label}")
            part.set_selected(at == selected)

"""Tiles: quick items, tenders, amounts and offers; each a button of 52 to 96 px with its number key drawn in the corner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton
from app.gui.widgets.painting import (
    FIGURE_LEAST,
    LABEL_LEAST,
    Run,
    TagText,
    cap_size,
    draw_cap,
    draw_icon,
    draw_runs,
    draw_tag,
    draw_text,
    fill_round,
    tag_size,
    text_width,
)


class Tile(PaintedButton):
    """A name with a line under it, left aligned: quick items. `height` at 100 % text."""

    def __init__(self, look: Look, height: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._height = height
        self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, name: str, detail: str = "") -> None:
        """Name and second line."""
        self._detail = detail
        self.setText(name)
        self.setAccessibleName(f"{name} {detail}".strip())
        self.update()

    def set_height(self, height: int) -> None:
        """Height in logical pixels at 100 %."""
        self._height = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(100), self.theme.high(self._height, 42))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        inner = rect.adjusted(9, 0, -9, 0)
        name_font = theme.sized(15 if self._height < 80 else 17)
        lines = self._wrapped(inner.width())
        line, under = theme.px(22), theme.px(19)
        total = line * len(lines) + (under if self._detail else 0)
        y = rect.center().y() - total / 2
        for text in lines:
            draw_text(painter, QRectF(inner.left(), y, inner.width(), line), text, name_font, colours.text, least_percent=LABEL_LEAST)
            y += line
        if self._detail:
            muted = theme.c.text_muted if self.isEnabled() else theme.c.text_disabled
            draw_text(
                painter, QRectF(inner.left(), y, inner.width(), under), self._detail, theme.sized(14), muted, least_percent=LABEL_LEAST
            )

    def _wrapped(self, width: float) -> list[str]:
        """One line, or two at a space on the high tiles."""
        font = self.theme.sized(15 if self._height < 80 else 17)
        text = self.text()
        if self._height < 80 or text_width(text, font) <= width or " " not in text:
            return [text]
        words = text.split(" ")
        for cut in range(len(words) - 1, 0, -1):
            first = " ".join(words[:cut])
            if text_width(first, font) <= width:
                return [first, " ".join(words[cut:])]
        return [text]


class TenderTile(PaintedButton):
    """Icon above the name, number key in the corner: a means of payment."""

    def __init__(self, look: Look, digit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._digit = digit
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, name: str, icon: str) -> None:
        """Name and icon meaning."""
        self._icon = icon
        self.setText(name)
        self.setAccessibleName(f"{name} {self._digit}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(104), self.theme.high(self.theme.tokens.size["tenderTile"], 46))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        icon, line = theme.px(24), theme.px(24)
        top = rect.center().y() - (icon + 4 + line) / 2
        cap = cap_size(theme, self._digit)[0] + 12 if self._digit else 0
        room = rect.width() - cap if rect.width() < 2 * cap + icon + 12 else rect.width()  # a narrow tile has the icon beside its key
        draw_icon(painter, QRectF(rect.left(), top, room, icon), self._icon, colours.text)
        text_rect = QRectF(rect.left() + 6, top + icon + 4, rect.width() - 12, line)
        font = theme.sized(16, 700 if self.isChecked() else 400)
        draw_text(painter, text_rect, self.text(), font, colours.text, centre=True, least_percent=LABEL_LEAST)
        if self._digit:
            width, height = cap_size(theme, self._digit)
            box = QRectF(rect.right() - width - 6, rect.top() + 6, width, height)
            muted = theme.c.text_secondary if self.isEnabled() else theme.c.text_disabled
            draw_cap(painter, box, theme, self._digit, muted, theme.c.surface)


class AmountTile(PaintedButton):
    """A figure in the middle with an optional line under it: quick amounts and keypad keys."""

    def __init__(self, look: Look, figure: str = "", *, bold: bool = True, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._bold = bold
        self._size = size
        self._detail = ""
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.set_content(figure)

    def set_icon(self, icon: str, spoken: str) -> None:
        """An icon instead of the figure."""
        self._icon = icon
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def set_content(self, figure: str, detail: str = "") -> None:
        """Figure and second line."""
        self._detail = detail
        self.setText(figure)
        self.setAccessibleName(f"{figure} {detail}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(72), self.theme.high(68, 28))

    def minimumSizeHint(self) -> QSize:
        return QSize(44, max(44, self.theme.high(52, 28)))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        font = theme.sized(self._size, 700 if self._bold or self.isChecked() else 400)
        if self._icon:
            side = theme.px(24)
            box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            draw_icon(painter, box, self._icon, colours.text)
            return
        if not self._detail:
            draw_text(painter, rect.adjusted(4, 0, -4, 0), self.text(), font, colours.text, centre=True, least_percent=LABEL_LEAST)
            return
        line, under = theme.px(30), theme.px(20)
        muted = theme.c.text_secondary if self.isEnabled() else theme.c.text_disabled
        if line + under > rect.height() + 2:
            runs = (Run(self.text(), font, colours.text), Run(self._detail, theme.sized(14), muted, gap=8))
            draw_runs(painter, rect.adjusted(6, 0, -6, 0), runs, centre=True, least_percent=FIGURE_LEAST)
            return
        top = rect.center().y() - (line + under) / 2
        inner = rect.adjusted(6, 0, -6, 0)
        draw_text(
            painter, QRectF(inner.left(), top, inner.width(), line), self.text(), font, colours.text, centre=True, least_percent=LABEL_LEAST
        )
        under_rect = QRectF(inner.left(), top + line, inner.width(), under)
        draw_text(painter, under_rect, self._detail, theme.sized(14), muted, centre=True, least_percent=LABEL_LEAST)


class OfferTile(PaintedButton):
    """A way to use points: title with number key, a large figure, and what it takes."""

    def __init__(self, look: Look, digit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._digit = digit
        self._figure = ""
        self._detail = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, title: str, figure: str, detail: str = "") -> None:
        """Title, figure and the line under it."""
        self._figure = figure
        self._detail = detail
        self.setText(title)
        self.setAccessibleName(f"{title} {figure} {detail} {self._digit}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(180), self.theme.high(96, 74))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        inner = rect.adjusted(14, 11, -12, -10)
        title = theme.px(22)
        cap_width, cap_height = cap_size(theme, self._digit) if self._digit else (0, 0)
        font = theme.sized(15, 700 if self.isChecked() else 400)
        ink = colours.text if self.isChecked() or not self.isEnabled() else theme.c.text_secondary
        draw_text(painter, QRectF(inner.left(), inner.top(), inner.width() - cap_width - 6, title), self.text(), font, ink)
        if self._digit:
            box = QRectF(inner.right() - cap_width, inner.top() - 1, cap_width, cap_height)
            draw_cap(painter, box, theme, self._digit, theme.c.text_secondary, theme.c.surface)
        detail = theme.px(20)
        middle = QRectF(inner.left(), inner.top() + title, inner.width(), inner.height() - title - detail)
        figure_ink = theme.c.text if self.isEnabled() else theme.c.text_disabled
        draw_text(painter, middle, self._figure, theme.sized(24, 700), figure_ink, least_percent=FIGURE_LEAST)
        under = QRectF(inner.left(), inner.bottom() - detail, inner.width(), detail)
        muted = theme.c.text_secondary if self.isEnabled() else theme.c.text_disabled
        draw_text(painter, under, self._detail, theme.sized(14), muted, least_percent=LABEL_LEAST)


class RewardTile(PaintedButton):
    """A reward: icon in a square, name, cost in points and its state as a tag. Not reachable ones stay focusable."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._icon = ""
        self._cost = ""
        self._tag = TagText("")
        self._reachable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, name: str, cost: str, icon: str, tag: TagText, *, reachable: bool) -> None:
        """What is shown; an unreachable reward is drawn grey and keeps its reason in the tag."""
        self._icon, self._cost, self._tag, self._reachable = icon, cost, tag, reachable
        self.setText(name)
        self.setAccessibleName(f"{name} {cost} {tag.text}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.high(64, 44))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        ground = colours.ground if self._reachable or self.isDown() else self.theme.c.subtle
        fill_round(painter, rect, self.theme.tokens.radius["control"], ground, colours.outline)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        side = theme.px(40)
        box = QRectF(rect.left() + 9, rect.center().y() - side / 2, side, side)
        fill_round(painter, box, theme.tokens.radius["control"], c.points_bg if self._reachable else c.sunken)
        icon = theme.px(20)
        tint = c.points if self._reachable else c.text_muted
        draw_icon(painter, QRectF(box.center().x() - icon / 2, box.center().y() - icon / 2, icon, icon), self._icon, tint)
        left = box.right() + 10
        line, under = theme.px(22), theme.px(20)
        top = rect.center().y() - (line + under) / 2
        width = rect.right() - left - 8
        ink = c.text if self._reachable else c.text_muted
        draw_text(painter, QRectF(left, top, width, line), self.text(), theme.sized(16), ink)
        cost = QRectF(left, top + line, width, under)
        cost_ink = c.points if self._reachable else c.text_secondary
        used = draw_text(painter, cost, self._cost, theme.sized(14, 700), cost_ink)
        if self._tag.text:
            tag_width, tag_height = tag_size(theme, self._tag)
            x = used.right() + 8
            tag_box = QRectF(x, cost.center().y() - tag_height / 2, min(tag_width, rect.right() - 8 - x), tag_height)
            draw_tag(painter, tag_box, theme, self._tag)

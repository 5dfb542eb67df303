"""Drawing shared by all painted widgets: runs of text on one baseline, rounded grounds, key caps and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.gui.theme.fonts import ui_font
from app.gui.theme.icons import icon_pixmap
from app.gui.theme.theme import Theme, Tone

YEN = "¥"
FIGURE_LEAST = 45
"""Percent down to which a figure gets smaller before it is elided: a figure cut off is a wrong figure."""
LABEL_LEAST = 75
"""The same for labels of keys and lines."""
TEXT_MIN_PX = 13
"""Nothing is made smaller than this."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line in one font and colour; a gap is left before it in logical pixels."""

    text: str
    font: QFont
    colour: QColor
    gap: int = 0
    struck: bool = False


def text_width(text: str, font: QFont) -> float:
    """Advance of `text` in a font of the bundled family, logical pixels."""
    return _advance(text, font.pixelSize(), font.bold())


# Most texts of the counter are painted again with every scan; measuring them anew was a third of the time.
@lru_cache(maxsize=8_192)
def _advance(text: str, size: int, bold: bool) -> float:
    return QFontMetricsF(ui_font(size, 700 if bold else 400)).horizontalAdvance(text)


@cache
def _cap_height(size: int, bold: bool) -> float:
    return QFontMetricsF(ui_font(size, 700 if bold else 400)).capHeight()


def runs_width(runs: Sequence[Run]) -> float:
    """Width of a line of runs."""
    return sum(text_width(run.text, run.font) + run.gap for run in runs)


def baseline(rect: QRectF, font: QFont) -> float:
    """The baseline that centres figures and hanzi of `font` in `rect`."""
    return rect.center().y() + _cap_height(font.pixelSize(), font.bold()) / 2


def draw_runs(
    painter: QPainter,
    rect: QRectF,
    runs: Sequence[Run],
    *,
    right: bool = False,
    centre: bool = False,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    least_percent: int = 100,
) -> QRectF:
    """Draws runs on one baseline, vertically centred by the largest. Where they do not fit, all get smaller, down to
    `least_percent` of their size; then the widest is elided. Returns the rectangle used.
    """
    runs = [run for run in runs if run.text]
    if not runs:
        return QRectF(rect.topLeft(), rect.topLeft())
    width = runs_width(runs)
    if width > rect.width() + 0.5:
        runs = shrunk(runs, rect.width(), least_percent)
        if runs_width(runs) > rect.width() + 0.5:
            runs = _elided(runs, rect.width(), elide)
        width = min(runs_width(runs), rect.width())
    tallest = runs[0] if len(runs) == 1 else max(runs, key=lambda run: run.font.pixelSize())
    y = baseline(rect, tallest.font)
    x = rect.left()
    if right:
        x = rect.right() - width
    elif centre:
        x = rect.left() + (rect.width() - width) / 2
    start = x
    for run in runs:
        x += run.gap
        painter.setFont(run.font)
        painter.setPen(run.colour)
        painter.drawText(QPointF(x, y), run.text)
        advance = text_width(run.text, run.font)
        if run.struck:
            middle = y - _cap_height(run.font.pixelSize(), run.font.bold()) * 0.45
            painter.drawLine(QPointF(x, middle), QPointF(x + advance, middle))
        x += advance
    return QRectF(start, rect.top(), width, rect.height())


def shrunk(runs: Sequence[Run], width: float, least_percent: int) -> list[Run]:
    """The runs in the largest size that fits `width`, not under `least_percent` of their own."""
    wanted = runs_width(runs)
    if wanted <= width + 0.5 or least_percent >= 100 or wanted <= 0:
        return list(runs)
    # Rounding of pixel sizes may cost a pixel a run.
    floor = max(-(-TEXT_MIN_PX * 100 // max(run.font.pixelSize(), TEXT_MIN_PX)) for run in runs)
    percent = max(least_percent, floor, int((width - len(runs)) * 100 / wanted))
    return [replace(run, font=_resized(run.font, percent), gap=run.gap * percent // 100) for run in runs]


def _resized(font: QFont, percent: int) -> QFont:
    return ui_font(max(8, font.pixelSize() * percent // 100), 700 if font.bold() else 400)


def _elided(runs: Sequence[Run], width: float, mode: Qt.TextElideMode) -> list[Run]:
    widest = max(range(len(runs)), key=lambda i: text_width(runs[i].text, runs[i].font))
    others = sum(text_width(run.text, run.font) + run.gap for i, run in enumerate(runs) if i != widest)
    run = runs[widest]
    room = max(0.0, width - others - run.gap)
    text = QFontMetricsF(run.font).elidedText(run.text, mode, room)
    return [*runs[:widest], replace(run, text=text), *runs[widest + 1 :]]


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    right: bool = False,
    centre: bool = False,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    least_percent: int = 100,
) -> QRectF:
    """One run; see draw_runs."""
    runs = (Run(text, font, colour),)
    return draw_runs(painter, rect, runs, right=right, centre=centre, elide=elide, least_percent=least_percent)


def money_runs(text: str, size: int, weight: int, colour: QColor) -> tuple[Run, ...]:
    """An amount whose leading ¥ is 0.6 of the figure in regular weight; `size` in pixels, already scaled."""
    sign, yen, figure = text.partition(YEN)
    if not yen:
        return (Run(text, ui_font(size, weight), colour),)
    small = ui_font(max(1, round(size * 0.6)), 400)
    runs = [Run(YEN, small, colour), Run(figure, ui_font(size, weight), colour)]
    if sign:
        runs.insert(0, Run(sign, ui_font(size, weight), colour))
    return tuple(runs)


def fill_round(painter: QPainter, rect: QRectF, radius: float, ground: QColor, outline: QColor | None = None, width: float = 1) -> None:
    """A rounded ground with an outline inside `rect`."""
    painter.setBrush(ground)
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(outline, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def draw_icon(painter: QPainter, rect: QRectF, meaning: str, colour: QColor) -> None:
    """An icon from the cache, centred in `rect` at its smaller side."""
    side = round(min(rect.width(), rect.height()))
    if side <= 0 or not meaning:
        return
    ratio = painter.device().devicePixelRatioF()
    pixmap = icon_pixmap(meaning, side, colour, ratio)
    corner = rect.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), pixmap)


def cap_size(theme: Theme, text: str) -> tuple[int, int]:
    """Width and height of a key cap."""
    font = theme.sized(13)
    height = theme.high(22, 18)
    return max(round(text_width(text, font)) + 14, height), height


def draw_cap(painter: QPainter, rect: QRectF, theme: Theme, text: str, colour: QColor, ground: QColor | None) -> None:
    """A key cap: the key's name in a small outlined box; `colour` is the text, its half-strong shade the outline."""
    outline = QColor(colour)
    outline.setAlpha(110)
    fill_round(painter, rect, theme.tokens.radius["key"], ground or QColor(0, 0, 0, 0), outline)
    draw_text(painter, rect, text, theme.sized(13), colour, centre=True)


@dataclass(frozen=True, slots=True)
class TagText:
    """A small tag: text and the tone of its panel (`muted` is the neutral one)."""

    text: str
    tone: Tone = "muted"


def tag_size(theme: Theme, tag: TagText) -> tuple[int, int]:
    """Width and height of a tag."""
    return round(text_width(tag.text, theme.sized(13))) + 12, theme.high(18, 18)


def draw_tag(painter: QPainter, rect: QRectF, theme: Theme, tag: TagText) -> None:
    """A tag in its panel colours; elided to the rectangle."""
    colours = theme.panel(tag.tone)
    fill_round(painter, rect, theme.tokens.radius["tag"], colours.ground)
    draw_text(painter, rect.adjusted(6, 0, -6, 0), tag.text, theme.sized(13), colours.text)

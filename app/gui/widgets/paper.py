"""Paper on screen: a laid-out document painted glyph by glyph on a grid of printer dots, scaled to the panel, or as a picture.

The document comes as cells and boxes in dots (app.documents.paper_picture); one column is half an em, so hanzi fill a cell of
24 dots and ASCII is centred in 12. Both the preview and the picture are drawn from the bundled font.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.theme.fonts import ui_font
from app.gui.theme.look import Look
from app.gui.theme.tokens import load_tokens
from app.gui.widgets.base import PaintedWidget

_EM = 240
_CELL = 24
# Hanzi of the bundled font stand 0.88 em above the baseline and 0.12 em below.
_BASELINE = 0.88
SIDE_DOTS = 28
TOP_DOTS = 32


class Glyph(Protocol):
    """A character in its cell, in dots."""

    @property
    def char(self) -> str: ...
    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def bold(self) -> bool: ...


class Box(Protocol):
    """A filled rectangle, in dots."""

    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class Picture(Protocol):
    """The printed area in dots."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def glyphs(self) -> Sequence[Glyph]: ...
    @property
    def boxes(self) -> Sequence[Box]: ...


@cache
def _outline(char: str, weight: int) -> tuple[QPainterPath, float]:
    """Outline at 240 px on the baseline, and its advance in em."""
    font = ui_font(_EM, weight)
    path = QPainterPath()
    # The font's contours overlap; counted odd and even they would leave holes.
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(QPointF(0, 0), font, char)
    return path, QFontMetricsF(font).horizontalAdvance(char) / _EM


def _glyph_path(glyph: Glyph) -> QPainterPath:
    """The glyph placed in its cell: centred, squeezed where it is wider, stretched where the cell is enlarged."""
    path, advance = _outline(glyph.char, 700 if glyph.bold else 400)
    across, down = 1.0, glyph.height / _CELL
    if glyph.width >= 2 * _CELL or (glyph.width == _CELL and glyph.char.isascii()):
        across = 2.0
    natural = advance * _CELL * across
    squeeze = min(1.0, (glyph.width - 1) / natural) if natural > 0 and glyph.char.isascii() else 1.0
    across *= squeeze
    left = glyph.x + (glyph.width - advance * _CELL * across) / 2
    scale = _CELL / _EM
    place = QTransform(scale * across, 0, 0, scale * down, left, glyph.y + _BASELINE * glyph.height)
    return place.map(path)


def paint_picture(painter: QPainter, picture: Picture, ink: QColor) -> None:
    """Draws the printed area in dots at the painter's present transformation."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for box in picture.boxes:
        painter.drawRect(QRectF(box.x, box.y, box.width, box.height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for glyph in picture.glyphs:
        painter.drawPath(_glyph_path(glyph))


def paper_image(picture: Picture, *, margin_dots: int = 0) -> QImage:
    """The paper dot by dot: 384 or 576 px wide and two margins. Codes keep whole dots, so a scanner reads the picture."""
    tokens = load_tokens()
    width, height = picture.width + 2 * margin_dots, picture.height + 2 * margin_dots
    image = QImage(max(1, width), max(1, height), QImage.Format.Format_RGB32)
    image.fill(tokens.paper)
    painter = QPainter(image)
    painter.translate(margin_dots, margin_dots)
    paint_picture(painter, picture, tokens.paper_ink)
    painter.end()
    return image


class PaperSheet(PaintedWidget):
    """The paper itself, as wide as it is given; its height follows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture: Picture | None = None
        self._cached: tuple[int, float, QPixmap] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture | None, text: str) -> None:
        """Shows a paper; `text` is its full text for screen readers."""
        self._picture = picture
        self._cached = None
        self.setAccessibleDescription(text)
        self.setFixedHeight(self.height_at(self.width()))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setFixedHeight(self.height_at(self.width()))

    def height_at(self, width: int) -> int:
        """Height of the whole paper when it is `width` pixels wide."""
        if self._picture is None:
            return 0
        return round((self._picture.height + 2 * TOP_DOTS) * width / (self._picture.width + 2 * SIDE_DOTS))

    def sizeHint(self) -> QSize:
        width = 348 if self._picture is None else (self._picture.width + 2 * SIDE_DOTS) * 348 // 632
        return QSize(width, self.height_at(width))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        if self._picture is None:
            return
        ratio = self.devicePixelRatioF()
        if self._cached is None or self._cached[:2] != (self.width(), ratio):
            self._cached = (self.width(), ratio, self._drawn(ratio))
        painter.drawPixmap(QPointF(0, 0), self._cached[2])

    def _drawn(self, ratio: float) -> QPixmap:
        picture, tokens = self._picture, self.theme.tokens
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(tokens.paper)
        painter = QPainter(pixmap)
        edge = QPen(self.theme.c.border, 1)
        painter.setPen(edge)
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        cut = QPen(tokens.paper_ink, 1, Qt.PenStyle.DashLine)
        cut.setDashPattern([6, 5])
        painter.setPen(cut)
        painter.drawLine(QPointF(0, self.height() - 1), QPointF(self.width(), self.height() - 1))
        if picture is not None:
            scale = self.width() / (picture.width + 2 * SIDE_DOTS)
            painter.scale(scale, scale)
            painter.translate(SIDE_DOTS, TOP_DOTS)
            paint_picture(painter, picture, tokens.paper_ink)
        painter.end()
        return pixmap


class PaperView(QScrollArea):
    """The preview: the paper on a sunken ground, scaled to the width, scrolling up and down."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Coming and going it would change the paper's width, thus its height, thus itself, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = PaperSheet(look)
        self._ground = QFrame()
        self._ground.setProperty("role", "sunken")
        column = QVBoxLayout(self._ground)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.setWidget(self._ground)

    def show_picture(self, picture: Picture | None, text: str = "") -> None:
        """Shows a paper from its beginning."""
        self.sheet.show_picture(picture, text)
        self.verticalScrollBar().setValue(0)

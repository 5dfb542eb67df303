"""A member's card as PDF: one page in the size of a card (CR80) for a card printer, one A4 page with the same card and a large QR code."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from app.documents.render_pdf import PdfFonts, registered
from app.documents.symbols import QUIET_MODULES, code128_modules, qr_matrix

_MM = 72 / 25.4
CARD = (85.6, 53.98)
"""Width and height of a CR80 card in millimetres."""
A4 = (210.0, 297.0)
_QR_QUIET = 4
Box = tuple[float, float, float, float]
"""Left, low, width, height in millimetres from the lower left corner."""


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on a card: the shop, the member as papers show a name, the number."""

    shop: str
    name: str
    number: str


def card_boxes(face: CardFace, left: float, low: float) -> tuple[Box, ...]:
    """The bars of the Code128 and the squares of the QR code of a card whose lower left corner stands there."""
    bars = code128_modules(face.number)
    module = (CARD[0] - 34) / (len(bars) + 2 * QUIET_MODULES)
    start = left + 4 + QUIET_MODULES * module
    boxes = [(start + at * module, low + 12, module, 12.0) for at, bar in enumerate(bars) if bar == "1"]
    return (*boxes, *qr_boxes(face.number, left + CARD[0] - 28, low + 12, 24))


def qr_boxes(text: str, left: float, low: float, side: float) -> tuple[Box, ...]:
    """The dark squares of a QR code with its quiet zone in a square of so many millimetres."""
    matrix = qr_matrix(text)
    module = side / (len(matrix) + 2 * _QR_QUIET)
    edge = _QR_QUIET * module
    top = low + side - edge
    return tuple(
        (left + edge + column * module, top - (row + 1) * module, module, module)
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )


def card_pdf(face: CardFace, fonts: PdfFonts) -> bytes:
    """Both pages; the same card gives the same bytes. OSError where a font cannot be read."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=tuple(side * _MM for side in CARD), invariant=1, pageCompression=1)
    canvas.setTitle(face.number)
    names = (registered(fonts.regular), registered(fonts.bold))
    _draw(canvas, face, names, 0, 0)
    canvas.showPage()
    canvas.setPageSize(tuple(side * _MM for side in A4))
    left, low = 20.0, A4[1] - 20 - CARD[1]
    canvas.setLineWidth(0.2)
    canvas.rect(left * _MM, low * _MM, CARD[0] * _MM, CARD[1] * _MM, stroke=1, fill=0)
    _draw(canvas, face, names, left, low)
    for box in qr_boxes(face.number, 55, low - 130, 100):
        _fill(canvas, box)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, face: CardFace, names: tuple[str, str], left: float, low: float) -> None:
    regular, bold = names
    for text, font, size, height in ((face.shop, bold, 13, 43.0), (face.name, regular, 10, 35.0), (face.number, regular, 9, 6.0)):
        canvas.setFont(font, size)
        canvas.drawString((left + 6) * _MM, (low + height) * _MM, text)
    for box in card_boxes(face, left, low):
        _fill(canvas, box)


def _fill(canvas: Any, box: Box) -> None:
    canvas.rect(*(side * _MM for side in box), stroke=0, fill=1)

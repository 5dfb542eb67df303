"""A laid-out document as a one-page PDF the size of its paper, with the given fonts embedded (glyf outlines; reportlab reads no others)."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.documents.layout import GLYPH_DOTS, LaidOut
from app.documents.paper_picture import Glyph, paper_picture

_MM = 72 / 25.4
# Printed width of both rolls in millimetres (384 dots; 512 or 576 dots).
_PRINTED_MM = {58: 48, 80: 72}
_MARGIN_DOTS = 24
# Where the base line of a hanzi glyph lies in its em square.
_BASE_LINE = 0.86


@dataclass(frozen=True, slots=True)
class PdfFonts:
    """TrueType files for normal and bold text."""

    regular: Path
    bold: Path


def to_pdf(laid: LaidOut, fonts: PdfFonts) -> bytes:
    """The document as PDF; the same input gives the same bytes. OSError where a font cannot be read."""
    from reportlab.pdfgen.canvas import Canvas

    picture = paper_picture(laid)
    # The paper is as wide as its roll; the unit of everything drawn is one dot.
    scale = _PRINTED_MM[laid.paper.roll_mm] * _MM / laid.paper.dots
    side = (laid.paper.roll_mm * _MM / scale - picture.width) / 2
    height = picture.height + 2 * _MARGIN_DOTS
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=(laid.paper.roll_mm * _MM, height * scale), invariant=1, pageCompression=1)
    canvas.setTitle(laid.title)
    canvas.scale(scale, scale)
    names = {False: registered(fonts.regular), True: registered(fonts.bold)}
    text: Any = canvas.beginText()
    for glyph in picture.glyphs:
        _draw(text, glyph, names[glyph.bold], side, height - _MARGIN_DOTS)
    canvas.drawText(text)
    for box in picture.boxes:
        top = height - _MARGIN_DOTS - box.y
        canvas.rect(side + box.x, top - box.height, box.width, box.height, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(text: Any, glyph: Glyph, font: str, left: float, top: float) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    stretch = glyph.height / GLYPH_DOTS
    natural = stringWidth(glyph.char, font, GLYPH_DOTS)
    # A letter wider than its cell is narrowed to it, a narrower one stands in the middle; hanzi fill theirs.
    columns = 1 if glyph.char.isascii() else 2
    cell = GLYPH_DOTS * columns / 2
    widen = glyph.width / cell * min(1.0, cell / natural if natural else 1.0)
    x = left + glyph.x + (glyph.width - natural * widen) / 2
    text.setFont(font, GLYPH_DOTS)
    text.setTextTransform(widen, 0, 0, stretch, x, top - glyph.y - glyph.height * _BASE_LINE)
    text.textOut(glyph.char)


def registered(path: Path) -> str:
    """Registers the file once per process and gives reportlab's name for it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    name = "paper-" + hashlib.sha256(str(path).encode()).hexdigest()[:12]
    if name not in pdfmetrics.getRegisteredFontNames():
        try:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        except TTFError as error:
            raise OSError(f"font cannot be used: {path}") from error
    return name

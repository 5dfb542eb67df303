"""A laid-out document as glyph cells and ink boxes in printer dots: what the screen preview, the picture file and the PDF paint alike."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.layout import GAP_DOTS, GLYPH_DOTS, Code, LaidOut, Line
from app.documents.symbols import code128_modules, qr_matrix

COLUMN_DOTS = 12


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in its cell. A cell is wider or taller than the normal 12 or 24 × 24 where the run is enlarged."""

    char: str
    x: int
    y: int
    width: int
    height: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle of ink."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """The printed area, origin at its upper left; the painter adds the paper's margin."""

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    boxes: tuple[Box, ...]


def paper_picture(laid: LaidOut) -> PaperPicture:
    """Where every character and every module of a code stands on the paper. The cut is the lower edge."""
    glyphs: list[Glyph] = []
    boxes: list[Box] = []
    y = 0
    for op in laid.ops:
        match op:
            case Line():
                glyphs += _glyphs(op, y)
                y += op.glyph_dots + GAP_DOTS
            case Code():
                boxes += _boxes(op, (laid.paper.dots - op.width_dots) // 2, y)
                y += op.height_dots + GAP_DOTS
    return PaperPicture(laid.paper.dots, y, tuple(glyphs), tuple(boxes))


def _glyphs(line: Line, y: int) -> list[Glyph]:
    placed: list[Glyph] = []
    bottom = y + line.glyph_dots
    x = 0
    for run in line.runs:
        height = GLYPH_DOTS * run.style.height
        for char in run.text:
            width = COLUMN_DOTS * run.style.width * (1 if char.isascii() else 2)
            if char not in " \u3000":
                placed.append(Glyph(char, x, bottom - height, width, height, run.style.bold))
            x += width
    return placed


def _boxes(code: Code, left: int, top: int) -> list[Box]:
    size = code.module_dots
    if code.kind == "code128":
        rows = [code128_modules(code.data)]
        height = code.height_dots
    else:
        rows = ["".join("1" if ink else "0" for ink in row) for row in qr_matrix(code.data)]
        height = size
    return [
        Box(left + start * size, top + number * height, length * size, height)
        for number, row in enumerate(rows)
        for start, length in _ink(row)
    ]


def _ink(row: str) -> list[tuple[int, int]]:
    """Runs of ink in a row of modules: (start, length)."""
    runs: list[tuple[int, int]] = []
    start = row.find("1")
    while start >= 0:
        end = row.find("0", start)
        end = len(row) if end < 0 else end
        runs.append((start, end - start))
        start = row.find("1", end)
    return runs

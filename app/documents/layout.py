"""Lays a document out once for a paper. Every renderer consumes the result, so screen, paper, text and PDF have the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.documents.document import (
    Align,
    Code128,
    Cut,
    Document,
    Element,
    Feed,
    ItemRow,
    Items,
    Pair,
    Paper,
    Qr,
    Rule,
    Style,
    Text,
)
from app.documents.symbols import QUIET_MODULES, code128_module_count, qr_side
from app.documents.text_width import columns, pad_left, pad_right, printable, wrap

# White below every line and code; a normal line has it from the printer's own line spacing of 30 dots.
GAP_DOTS = 6
GLYPH_DOTS = 24
CODE128_DOTS = 64
# 22 mm at 203 dpi: what a telephone reads at arm's length.
QR_DOTS_MIN = 176
# name | unit price | quantity | amount; on the narrow paper the name has a line of its own.
_ITEM_WIDTHS = {48: (22, 8, 7, 11), 42: (18, 8, 6, 10), 32: (0, 14, 6, 12)}
_NOTE_INDENT = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Printable text of one style."""

    text: str
    style: Style

    @property
    def columns(self) -> int:
        """Width on paper."""
        return columns(self.text) * self.style.width


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; its runs stand side by side from the left edge. No runs: an empty line."""

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """Its characters without their styles."""
        return "".join(run.text for run in self.runs)

    @property
    def glyph_dots(self) -> int:
        """Height of the tallest run: 24 or 48."""
        return GLYPH_DOTS * max((run.style.height for run in self.runs), default=1)


@dataclass(frozen=True, slots=True)
class Code:
    """A code centred on the paper, sizes in dots without quiet zones."""

    kind: Literal["code128", "qr"]
    data: str
    module_dots: int
    width_dots: int
    height_dots: int


@dataclass(frozen=True, slots=True)
class CutHere:
    """Feed to the cutter and cut."""


Op = Line | Code | CutHere


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document as lines for one paper."""

    title: str
    paper: Paper
    ops: tuple[Op, ...]


def lay_out(document: Document, paper: Paper) -> LaidOut:
    """The document's lines on this paper. All text passes `printable` here and nowhere else."""
    ops = tuple(op for element in document.elements for op in _element(element, paper))
    return LaidOut(printable(document.title), paper, ops)


def _element(element: Element, paper: Paper) -> Iterator[Op]:
    match element:
        case Text():
            yield from _text(element, paper.columns)
        case Pair():
            yield from _pair(element, paper.columns)
        case Items():
            yield from _items(element, paper.columns)
        case Rule():
            yield _line(element.char * paper.columns)
        case Code128():
            module_dots = 3 if _code128_fits(element.data, 3, paper) else 2
            width = code128_module_count(element.data) * module_dots
            yield Code("code128", element.data, module_dots, width, CODE128_DOTS)
            if element.caption:
                yield from _text(Text(element.caption, align=Align.CENTER), paper.columns)
        case Qr():
            side = qr_side(element.data)
            module_dots = max(3, -(-QR_DOTS_MIN // side))
            yield Code("qr", element.data, module_dots, side * module_dots, side * module_dots)
        case Feed():
            yield from (Line() for _ in range(element.lines))
        case Cut():
            yield CutHere()


def _code128_fits(data: str, module_dots: int, paper: Paper) -> bool:
    return (code128_module_count(data) + 2 * QUIET_MODULES) * module_dots <= paper.dots


def _line(text: str, style: Style = Style.NORMAL) -> Line:
    text = text.rstrip(" ")
    return Line((Run(text, style),)) if text else Line()


def _text(element: Text, width: int) -> Iterator[Line]:
    style = element.style
    for text in wrap(printable(element.text), (width - element.indent) // style.width):
        free = width - element.indent - columns(text) * style.width
        blanks = element.indent
        if element.align is not Align.LEFT:
            blanks += free // 2 if element.align is Align.CENTER else free
        # Blanks are set in normal width, so that a big line is centred to the column.
        if blanks and style is Style.BIG:
            yield Line((Run(" " * blanks, Style.NORMAL), Run(text, style)))
        else:
            yield _line(" " * blanks + text, style)


def _pair(element: Pair, width: int) -> Iterator[Line]:
    left, right = printable(element.left), printable(element.right)
    room = (width - element.indent) // element.style.width
    indent = " " * (element.indent // element.style.width)
    if element.left_short and columns(left) + 1 + columns(right) > room:
        left = printable(element.left_short)
    *above, last = wrap(left, room)
    if columns(last) + 1 + columns(right) <= room:
        values: tuple[str, ...] = (right,)
    else:
        above, last, values = [*above, last], "", wrap(right, room)
    for text in above:
        yield _line(indent + text, element.style)
    for value in values:
        yield _line(indent + last + pad_left(value, room - columns(last)), element.style)
        last = ""


def _items(element: Items, width: int) -> Iterator[Line]:
    widths = _ITEM_WIDTHS[width]
    name_width = widths[0]
    if name_width:
        name, *figures = (printable(text) for text in element.heading)
        yield _line(pad_right(name, name_width) + _figures(figures, widths[1:]))
    for row in element.rows:
        yield from _item(row, width, widths)


def _item(row: ItemRow, width: int, widths: tuple[int, ...]) -> Iterator[Line]:
    name_width = widths[0]
    name = printable(row.name)
    qty = row.qty if name_width else f"x{row.qty}"
    figures = _figures([printable(text) for text in (row.price, qty, row.amount)], widths[1:])
    blanks = width - columns(name) - columns(figures.lstrip(" "))
    # Two blanks at least, or "550 ml 2.00" reads as one figure.
    if name_width and blanks >= 2 and columns(figures) <= sum(widths[1:]):
        yield _line(name + " " * blanks + figures.lstrip(" "))
    else:
        for text in wrap(name, width):
            yield _line(text)
        for text in wrap(figures if columns(figures) <= width else " ".join(figures.split()), width):
            yield _line(pad_left(text, width))
    if row.note:
        yield from _text(Text(row.note, indent=_NOTE_INDENT), width)


def _figures(texts: list[str], widths: tuple[int, ...]) -> str:
    # A figure wider than its column pushes the next ones right, with a blank between.
    out = ""
    edge = 0
    for text, column in zip(texts, widths, strict=True):
        edge += column
        out += pad_left(text, edge - columns(out)) if columns(out) + columns(text) < edge else f" {text}"
    return out

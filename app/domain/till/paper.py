"""What a receipt printer has put on paper, as values: styled text rows, codes, bands of dots and cuts.

Simulated printers hand these out; windows and pictures paint them. Widths are printer columns (1 column = half a
hanzi).
"""

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a row or code stands between the paper's margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpan:
    """A run of text in one style. ``width`` and ``height`` are the printer's magnifications 1..8."""

    text: str
    bold: bool = False
    underline: bool = False
    inverse: bool = False
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One printed row; ``spans`` is empty for a blank line."""

    spans: tuple[PaperSpan, ...] = ()
    align: Align = Align.LEFT

    @property
    def text(self) -> str:
        """The row's characters without style."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCode:
    """A barcode or QR code made by the printer itself. ``symbology``: ``code128``, ``ean13`` or ``qr``.

    ``module`` is the width of one module in dots, ``height`` the height in dots (0 for QR), ``hri`` whether the text
    stands below.
    """

    symbology: str
    data: str
    module: int
    height: int = 0
    hri: bool = False
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDots:
    """A band of raster dots: ``width_bytes`` x 8 dots wide, one bit a dot, most significant bit left, 1 = black."""

    width_bytes: int
    height: int
    data: bytes
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class PaperFeed:
    """Blank paper of so many dots (203 dpi: 8 dots a millimetre)."""

    dots: int


@dataclass(frozen=True, slots=True)
class PaperCut:
    """The knife. ``partial`` leaves a bridge."""

    partial: bool = True


PaperOp = PaperRow | PaperCode | PaperDots | PaperFeed | PaperCut

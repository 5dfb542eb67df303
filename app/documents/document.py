"""The neutral document: what is to be printed, without a printer, a paper width or a byte in it.

A document is a tuple of elements. `layout.lay_out` turns it into lines for one paper; the renderers know only those lines, so that
screen, paper, text and PDF agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["zh", "en"]

CODE128_MAX = 20
QR_MAX = 200


class Style(Enum):
    """Size and weight of a run. TALL is 1×2 and BIG is 2×2, both bold."""

    NORMAL = "normal"
    BOLD = "bold"
    TALL = "tall"
    BIG = "big"

    @property
    def width(self) -> int:
        """Width factor: 1 or 2."""
        return 2 if self is Style.BIG else 1

    @property
    def height(self) -> int:
        """Height factor: 1 or 2."""
        return 2 if self in (Style.TALL, Style.BIG) else 1

    @property
    def bold(self) -> bool:
        """Everything but normal text."""
        return self is not Style.NORMAL


class Align(Enum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paper:
    """The printable area: columns of 12 dots; a hanzi takes two columns."""

    columns: int
    dots: int

    def __post_init__(self) -> None:
        if (self.columns, self.dots) not in ((32, 384), (42, 512), (48, 576)):
            raise ValueError(f"no such paper: {self.columns} columns, {self.dots} dots")

    @property
    def roll_mm(self) -> int:
        """Width of the paper roll in millimetres."""
        return 58 if self.columns == 32 else 80


PAPER_58 = Paper(32, 384)
PAPER_80 = Paper(48, 576)
PAPER_80_42 = Paper(42, 512)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; wraps. `indent` in columns."""

    text: str
    style: Style = Style.NORMAL
    align: Align = Align.LEFT
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the left and a value at the right edge of the same line. The value is never cut; a long label wraps above it.

    `left_short` stands for the label where both do not fit in one line.
    """

    left: str
    right: str
    style: Style = Style.NORMAL
    indent: int = 0
    left_short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One line of goods, its figures ready as text. `note` stands below it, empty for none."""

    name: str
    price: str
    qty: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """The table of goods: four columns on wide paper, name above figures on narrow paper."""

    heading: tuple[str, str, str, str]
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    char: Literal["-", "="] = "-"


@dataclass(frozen=True, slots=True)
class Code128:
    """A bar code, centred, with a caption of its own below (none when empty). Data: 1–20 ASCII letters, digits and `-`.

    Raises ValueError for other data.
    """

    data: str
    caption: str = ""

    def __post_init__(self) -> None:
        plain = self.data.replace("-", "0")
        if not (1 <= len(plain) <= CODE128_MAX and plain.isascii() and plain.isalnum()):
            raise ValueError("bar code data must be 1 to 20 ASCII letters, digits and hyphens")


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code (model 2, level M), centred, at least 22 mm wide. Data: 1–200 printable ASCII characters.

    Raises ValueError for other data.
    """

    data: str

    def __post_init__(self) -> None:
        if not (1 <= len(self.data) <= QR_MAX and self.data.isascii() and self.data.isprintable()):
            raise ValueError("QR data must be 1 to 200 printable ASCII characters")


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Feed to the cutter and cut, leaving a bridge."""


Element = Text | Pair | Items | Rule | Code128 | Qr | Feed | Cut


@dataclass(frozen=True, slots=True)
class Document:
    """`title` names the document where it is a file (PDF)."""

    title: str
    elements: tuple[Element, ...]

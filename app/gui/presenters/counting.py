"""A drawer counted by notes and coins: one row a kind, digits go to the row that is chosen, Enter goes down."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.document import Language
from app.domain.money import yuan
from app.domain.till.cash import DENOMINATIONS, PIECES_MAX
from app.gui.i18n import Texts, money

DIGITS_MAX = len(str(PIECES_MAX))


@dataclass(frozen=True, slots=True)
class CountRow:
    """One kind: its name (¥0.5), what was typed, what that comes to. `selected`: digits go there."""

    label: str
    text: str
    amount: str
    selected: bool


class Counting:
    """The rows and which of them is chosen."""

    def __init__(self) -> None:
        self._texts = [""] * len(DENOMINATIONS)
        self.at = 0

    def clear(self) -> None:
        """Begins anew."""
        self._texts = [""] * len(DENOMINATIONS)
        self.at = 0

    @property
    def pieces(self) -> dict[int, int]:
        """Fen a piece: pieces."""
        return {piece: int(text or 0) for piece, text in zip(DENOMINATIONS, self._texts, strict=True)}

    @property
    def begun(self) -> bool:
        """Whether anything was typed."""
        return any(self._texts)

    @property
    def total_minor(self) -> int:
        """What it comes to."""
        return sum(piece * n for piece, n in self.pieces.items())

    @property
    def on_last(self) -> bool:
        """Whether the last row is chosen."""
        return self.at == len(DENOMINATIONS) - 1

    def rows(self, *, chosen: bool = True) -> tuple[CountRow, ...]:
        """All rows."""
        return tuple(
            CountRow(f"¥{_short(piece)}", text, money(piece * int(text or 0)) if text else "", chosen and at == self.at)
            for at, (piece, text) in enumerate(zip(DENOMINATIONS, self._texts, strict=True))
        )

    def press(self, key: str) -> None:
        """A digit, `00`, `clear` or `backspace`; more digits than a drawer's count has are not taken."""
        text = self._texts[self.at]
        if key == "clear":
            text = ""
        elif key == "backspace":
            text = text[:-1]
        elif key.isascii() and key.isdigit() and len(text) + len(key) <= DIGITS_MAX:
            text = str(int(text + key))
        self._texts[self.at] = text

    def step(self, by: int) -> None:
        """Up or down, not beyond the ends."""
        self.at = min(max(self.at + by, 0), len(DENOMINATIONS) - 1)

    def choose(self, at: int) -> None:
        """A row was pressed."""
        self.at = at


def _short(piece: int) -> str:
    text = yuan(piece)
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed_money(minor: int) -> str:
    """An amount that came or went: +¥12.00."""
    return f"+{money(minor)}" if minor > 0 else money(minor)


def language_of(t: Texts) -> Language:
    """The language of the screen as papers name it."""
    return "en" if t.language == "en" else "zh"

"""What tables of figures and charts in the office show: finished texts with their tone."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.theme.theme import Tone


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A text in a tone."""

    text: str
    tone: Tone = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row; `key` names what it is about."""

    key: str
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A title; figures stand on the right, words on the left."""

    title: str
    right: bool = True


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of a chart: its name below, its figure above."""

    label: str
    figure: str
    size: int

"""What a bench row is, what it answers with, and the list of all rows in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.shop import Bench

Row = Callable[["Bench"], Iterator["Figure"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure. `value` and `reference` are in `unit`; `ratio` is value ÷ reference.

    `bar` is what must hold in words, empty where the figure only informs; `holds` is None then. `n` counts the measurements behind it.
    """

    row: str
    what: str
    value: float
    unit: str
    n: int
    reference: float | None = None
    against: str = ""
    bar: str = ""
    holds: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the reference."""
        return None if not self.reference else self.value / self.reference


def figure(
    row: str,
    what: str,
    value: float,
    unit: str,
    *,
    n: int,
    reference: float | None = None,
    against: str = "",
    most: float | None = None,
    ratio_most: float | None = None,
    note: str = "",
) -> Figure:
    """A figure with its bar: `most` in its unit, `ratio_most` in times of the reference, neither where it only informs."""
    bars: list[str] = []
    verdicts: list[bool] = []
    if most is not None:
        bars.append(f"≤ {most:g} {unit}".rstrip())
        verdicts.append(value <= most)
    if ratio_most is not None:
        if not reference:
            raise ValueError(f"{row}: {what}: a ratio needs a reference")
        bars.append(f"≤ {ratio_most:g}×")
        verdicts.append(value / reference <= ratio_most)
    return Figure(
        row=row,
        what=what,
        value=value,
        unit=unit,
        n=n,
        reference=reference,
        against=against,
        bar=", ".join(bars),
        holds=all(verdicts) if verdicts else None,
        note=note,
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A row by its name on the command line."""

    name: str
    run: Row


ENTRIES: list[Entry] = []


def row(name: str) -> Callable[[Row], Row]:
    """Registers a row under a name."""

    def register(run: Row) -> Row:
        ENTRIES.append(Entry(name, run))
        return run

    return register

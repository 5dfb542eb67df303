"""Eligible amounts (programme.md §4): what of each line counts under a base, and which lines a filter lets pass, as sets of line places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.exact import round_to_step, share
from app.domain.programme.compiled import Base, LineFilter
from app.domain.programme.inputs import EventInput, LineInput
from app.domain.programme.results import BaseLine, Excluded


def places(lines: int) -> Iterator[int]:
    """The places of the set bits, lowest first."""
    while lines:
        low = lines & -lines
        yield low.bit_length() - 1
        lines ^= low


@dataclass(frozen=True, slots=True)
class Eligible:
    """A base applied to a basket. `eligible` are the lines that are not excluded, `counting` those of them with an amount."""

    lines: tuple[BaseLine, ...]
    eligible: int
    counting: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's lines: `matched` says whether any passed, `counting` those with an amount; their amount and quantity."""

    matched: bool
    counting: int
    amount_minor: int
    qty: int


class Basket:
    """The lines of a sale in order of id, with an index from products, categories and brands to lines (bit sets)."""

    def __init__(self, event: EventInput) -> None:
        self.lines: Sequence[LineInput] = sorted(event.lines, key=lambda line: line.id)
        self.ids = [line.id for line in self.lines]
        self._tenders = event.tenders
        self._all = (1 << len(self.lines)) - 1
        self._index: dict[tuple[str, str], int] = {}
        for place, line in enumerate(self.lines):
            tokens = [("p", line.product), *(("c", category) for category in line.categories)]
            if line.brand is not None:
                tokens.append(("b", line.brand))
            for token in tokens:
                self._index[token] = self._index.get(token, 0) | 1 << place

    def _named(self, tokens: frozenset[tuple[str, str]]) -> int:
        index = self._index
        found = 0
        if len(tokens) <= len(index):
            for token in tokens:
                found |= index.get(token, 0)
        else:
            for token, lines in index.items():
                if token in tokens:
                    found |= lines
        return found

    def passing(self, line_filter: LineFilter | None) -> int:
        """The lines that pass the filter."""
        if line_filter is None:
            return self._all
        passing = self._all if line_filter.include is None else self._named(line_filter.include)
        return passing & ~self._named(line_filter.exclude) if line_filter.exclude else passing

    def apply(self, base: Base) -> Eligible:
        """Steps 1 to 5 of programme.md §4."""
        spent_minor = sum(tender.amount_minor for tender in self._tenders if tender.kind in base.exclude_tenders)
        shares = share(spent_minor, {line.id: line.payable_minor for line in self.lines})
        passing = self.passing(base.lines)
        lines: list[BaseLine] = []
        eligible = counting = total_minor = 0
        for place, line in enumerate(self.lines):
            start_minor = line.list_minor if base.before_discount else line.payable_minor
            amount_minor = max(0, start_minor - shares[line.id])
            if base.without_tax and line.tax_rate:
                amount_minor = round_to_step(Fraction(amount_minor) / (1 + line.tax_rate), "half_up")
            excluded = self._excluded(line, bool(passing >> place & 1))
            if excluded is not None:
                amount_minor = 0
            else:
                eligible |= 1 << place
                if amount_minor > 0:
                    counting |= 1 << place
            total_minor += amount_minor
            lines.append(BaseLine(line.id, start_minor, shares[line.id], amount_minor, excluded))
        return Eligible(tuple(lines), eligible, counting, total_minor)

    @staticmethod
    def _excluded(line: LineInput, passes: bool) -> Excluded | None:
        if line.kind != "goods":
            return "kind"
        if not line.earns:
            return "flag"
        return None if passes else "product"

    def match(self, under: Eligible, passing: int) -> Match:
        """The lines of a rule whose own filter lets `passing` through."""
        counting = under.counting & passing
        amount_minor = qty = 0
        for place in places(counting):
            amount_minor += under.lines[place].amount_minor
            qty += self.lines[place].qty
        return Match(bool(under.eligible & passing), counting, amount_minor, qty)

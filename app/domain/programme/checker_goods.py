"""The shop's goods as the checker sees them: which of them a rule is about, and which names no product has."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.programme.compiled import CompiledProgramme, LineFilter, Rule, Token
from app.domain.programme.findings import Facts, ProductFact


def tokens_of(product: ProductFact) -> frozenset[Token]:
    """What a line filter may name a product by."""
    tokens: list[Token] = [("p", product.id), *(("c", category) for category in product.categories)]
    if product.brand is not None:
        tokens.append(("b", product.brand))
    return frozenset(tokens)


def passes(line_filter: LineFilter | None, tokens: frozenset[Token]) -> bool:
    """Whether a product passes a filter."""
    if line_filter is None:
        return True
    return (line_filter.include is None or not line_filter.include.isdisjoint(tokens)) and line_filter.exclude.isdisjoint(tokens)


class Goods:
    """The goods by distinct token sets; one answer per distinct pair of base and filter."""

    def __init__(self, programme: CompiledProgramme, facts: Facts) -> None:
        self._programme = programme
        self.known = facts.products is not None
        self.products = [(product, tokens_of(product)) for product in facts.products or ()]
        self._named = frozenset(token for _, tokens in self.products for token in tokens)
        self._categories = facts.categories or frozenset()
        self._passing: dict[tuple[int, int | None], list[ProductFact]] = {}

    def passing(self, rule: Rule) -> list[ProductFact]:
        """The products that count for a rule."""
        key = (rule.base, rule.lines)
        found = self._passing.get(key)
        if found is None:
            own = None if rule.lines is None else self._programme.filters[rule.lines]
            base = self._programme.bases[rule.base].lines
            found = [product for product, tokens in self.products if passes(own, tokens) and passes(base, tokens)]
            self._passing[key] = found
        return found

    def unknown(self, line_filter: LineFilter) -> tuple[str, ...]:
        """Names in a filter that no product and no category of the shop has, sorted."""
        if not self.known:
            return ()
        return tuple(sorted(ref for kind, ref in self._all(line_filter) if not self._has(kind, ref)))

    def _has(self, kind: str, ref: str) -> bool:
        return (kind, ref) in self._named or (kind == "c" and ref in self._categories)

    @staticmethod
    def _all(line_filter: LineFilter) -> Iterable[Token]:
        return (*(line_filter.include or ()), *line_filter.exclude)

"""The words of a programme for its editor: names of what it refers to, values of its document as short texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from app.domain.catalogue.category_names import category_name
from app.domain.members.tier_names import tier_name
from app.domain.programme.clauses import base_text, filter_texts, lane_name
from app.domain.programme.compiled import Base, Cap, CompiledProgramme, LineFilter, Nth, Validity
from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import Document
from app.domain.programme.labels import rule_label
from app.domain.programme.phrases import Lang, cap_text, dates_text, listed, nth_words, validity_text, windows_list
from app.gui.i18n import Texts, count, money
from app.gui.presenters.counter_views import short_language
from app.services.programme_words import ShopWords

_KINDS = {"products": "p", "categories": "c", "brands": "b"}
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


class Wording:
    """Made anew for every state of a document and every language; what is asked twice is kept.

    `values`: the document whose values are shown, where it is another one than the programme that gives the names (the trial).
    """

    def __init__(self, t: Texts, document: Document, words: ShopWords, values: Document | None = None) -> None:
        self.t = t
        self.document = document
        self.words = words
        self.values = document if values is None else values
        self.memo: dict[tuple[str, ...], Any] = {}
        """What was worked out for this state already, by whoever worked it out."""

    @property
    def lang(self) -> Lang:
        """The language as the domain names it."""
        return short_language(self.t)

    @cached_property
    def programme(self) -> CompiledProgramme:
        """The document compiled."""
        return compile_programme(self.document)

    # names

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of categories, goods, stores and tills, as sentences take them."""
        found = {code: category_name(code, self.lang) for code in (use.ref for use in self.words.categories)}
        found |= {code: category_name(code, self.lang) for code in _refs(self.document, "categories") if code not in found}
        found |= {product.id: product.shown_name(self.lang) for product in self.words.goods.values()}
        store = str(self.words.settings.get("store.name_en" if self.lang == "en" else "store.name") or "")
        if store and self.words.store:
            found[self.words.store] = store
        if self.words.till:
            found[self.words.till] = self.t("Till {n}", n=self.words.till.lstrip("T"))
        found["pos"] = self.t("at the counter")
        tiers = self.document.get("tiers", {}).get("levels", ())
        if self.lang == "en":
            found |= {level["code"]: tier_name(level["code"], level["name"], "en") for level in tiers}
        return found

    @cached_property
    def counted_names(self) -> Mapping[str, str]:
        """The same with the number of goods behind each category."""
        counts = {use.ref: use.products for use in self.words.categories}
        return {
            code: self.t("{name} ({n} goods)", name=name, n=count(counts[code])) if code in counts else name
            for code, name in self.names.items()
        }

    def name(self, code: str) -> str:
        """The name of any code, or the code itself."""
        return self.names.get(code, code)

    def category(self, code: str) -> str:
        """The name of a category."""
        return category_name(code, self.lang)

    def price(self, product_id: str) -> str:
        """The price of one of the document's goods."""
        product = self.words.goods.get(product_id)
        return "" if product is None or product.price_minor is None else money(product.price_minor)

    def tier(self, code: str) -> str:
        """The name of a tier."""
        levels = {level["code"]: level["name"] for level in self.document.get("tiers", {}).get("levels", ())}
        return tier_name(code, levels.get(code, code), self.lang)

    def lane(self, code: str) -> str:
        """The name of a lane."""
        return next((lane_name(lane, self.lang) for lane in self.programme.lanes if lane.code == code), code)

    def rule(self, code: str) -> str:
        """The short name of a rule."""
        return rule_label(self.programme.rule(code), self.programme, self.lang)

    def reward(self, code: str) -> str:
        """The name of a reward."""
        return next((one["name"] for one in self.document.get("rewards", ()) if one["code"] == code), code)

    def weekday(self, day: int) -> str:
        """周六, Sat."""
        name = _WEEKDAYS[self.lang][day - 1]
        return f"周{name}" if self.lang == "zh" else name

    def listed(self, parts: Iterable[str]) -> str:
        """A list in one line."""
        return listed(parts, self.lang)

    # values

    def validity(self, value: Mapping[str, Any] | None) -> str:
        """The life of points or of a tier."""
        if value is None or value["kind"] == "permanent":
            return self.t("for good")
        life = Validity(
            kind=value["kind"],
            n=value.get("n", 0),
            month_end=value.get("end") == "month",
            date=value.get("date", ""),
            plus_years=value.get("plus_years", 0),
        )
        return validity_text(life, self.lang)

    def base(self, value: Mapping[str, Any]) -> str:
        """What counts, in short: the full text starts with a word the field's name says already."""
        base = Base(
            before_discount=value.get("discount") == "before",
            without_tax=value.get("tax") == "excluded",
            exclude_tenders=frozenset(value.get("exclude_tenders", ("points",))),
            lines=_filter(value.get("lines")),
        )
        text = base_text(base, self.lang, self.names, 2)
        return text.removeprefix("计分金额").removeprefix("amount ")

    def lines(self, value: Mapping[str, Any] | None) -> str:
        """Goods a filter lets pass."""
        if not value:
            return self.t("All goods")
        found = _filter(value)
        assert found is not None
        included, excluded = filter_texts(found, self.lang, self.names, 3)
        return self.t("{goods}, but not {others}", goods=included, others=excluded) if excluded else included

    def cap(self, value: Mapping[str, Any]) -> str:
        """A limit."""
        cap = Cap(
            code=value["code"],
            rules=None,
            who=value.get("who", "member"),
            per=value["per"],
            times=value.get("unit") == "times",
            limit=value["limit"],
        )
        return cap_text(cap, self.lang)

    def nth(self, value: Mapping[str, Any] | None) -> str:
        """Which one of them."""
        return "" if value is None else nth_words(Nth(value["of"], value.get("at"), value.get("every")), self.lang)

    def windows(self, value: Sequence[Mapping[str, str]]) -> str:
        """Windows of the day."""
        return windows_list([(window["start"], window["end"]) for window in value], self.lang)

    def window(self, value: Mapping[str, Any] | None) -> str:
        """The time in which a tier's metric is counted."""
        t = self.t
        if value is None or value["kind"] == "lifetime":
            return t("all time")
        return t("the calendar year") if value["kind"] == "calendar_year" else t("the last {n} months", n=value["n"])

    def per_member(self, value: Mapping[str, Any] | None) -> str:
        """How often a member may have a reward."""
        if value is None:
            return ""
        return self.cap({"code": "", "who": "member", "unit": "times", "per": value["per"], "limit": value["limit"]})

    def dates(self, value: Mapping[str, Any]) -> str:
        """A time within which something holds."""
        return dates_text((value.get("from_date"), value.get("to_date")), self.lang)


def _filter(value: Mapping[str, Any] | None) -> LineFilter | None:
    if value is None:
        return None
    include = [(kind, ref) for field, kind in _KINDS.items() for ref in value.get(field, ())]
    exclude = [(kind, ref) for field, kind in _KINDS.items() for ref in value.get(f"exclude_{field}", ())]
    given = any(field in value for field in _KINDS)
    return LineFilter(include=frozenset(include) if given else None, exclude=frozenset(exclude))


def _refs(part: Any, field: str) -> list[str]:
    if isinstance(part, Mapping):
        found = [ref for name, value in part.items() if name.removeprefix("exclude_") == field and isinstance(value, list) for ref in value]
        return found + [ref for value in part.values() for ref in _refs(value, field)]
    return [ref for value in part for ref in _refs(value, field)] if isinstance(part, list) else []

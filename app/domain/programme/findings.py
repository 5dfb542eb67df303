"""What the checker says: findings with the change that mends them, and the facts of the shop it may be given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from app.domain.programme import drafting
from app.domain.programme.compiled import CompiledProgramme, Rule
from app.domain.programme.document import pointer
from app.domain.programme.drafting import Document, Draft, EditRefused
from app.domain.programme.labels import rule_label
from app.domain.programme.meeting import Meetings
from app.domain.programme.phrases import Lang, Names, pick
from app.domain.programme.starters import add_rule

Severity = Literal["error", "warn", "info", "ok"]
SEVERITIES: tuple[Severity, ...] = ("error", "warn", "info", "ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFact:
    """A product of the shop as the checker needs it. `margin_minor`: price less cost, None where the cost is not known."""

    id: str
    name: str
    price_minor: int
    margin_minor: int | None = None
    categories: tuple[str, ...] = ()
    brand: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the shop knows of itself; None where it does not know. Everything is optional: the checker says less then."""

    products: Sequence[ProductFact] | None = None
    categories: frozenset[str] | None = None
    stores: frozenset[str] | None = None
    tills: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    card_types: frozenset[str] | None = None
    card_batches: frozenset[str] | None = None
    tenders: frozenset[str] | None = None
    members_by_tier: Mapping[str, int] | None = None
    members_by_group: Mapping[str, int] | None = None
    birthdays_by_month: Mapping[int, int] | None = None
    reward_cost_minor: Mapping[str, int] = field(default_factory=dict)
    margin: Fraction | None = None
    """Margin of the shop as a share of its sales."""
    largest_sale_minor: int | None = None
    most_points: int | None = None
    """The largest balance a member has."""
    highest_metric: int | None = None
    """The largest qualifying metric a member has."""


# Fixes


def _switch_off(document: Document, code: str) -> Draft:
    return drafting.set_active(document, code, active=False)


def _set_rule(document: Document, code: str, field_path: str, value: Any) -> Draft:
    return drafting.set_value(document, f"/rules/{drafting.place_of(document, 'rules', code)}/{field_path}", value)


def _cap(document: Document, code: str, limit: int, per: str, who: str, unit: str) -> Draft:
    return drafting.cap_rule(document, code, limit=limit, per=per, who=who, unit=unit)[0]


def _keep_best(document: Document, one: str, other: str) -> Draft:
    """Only the better of two rules counts: both in one lane that takes the best, else the second is switched off."""
    lane = document["rules"][drafting.place_of(document, "rules", one)]["lane"]
    try:
        draft = drafting.move_rule(document, other, lane)
        return drafting.set_lane_mode(draft, lane, "best")
    except EditRefused:
        return _switch_off(document, other)


def _add_starter(document: Document, code: str, lang: Lang, today: str) -> Draft:
    return add_rule(document, code, lang, today)[0]


def _remove_lane(document: Document, code: str) -> Draft:
    return drafting.remove_lane(document, code)


def _count_nothing(document: Document, code: str, points: int) -> Draft:
    """A rule on an event without money: points of its own instead of a share, no minimum to reach."""
    draft = document
    place = drafting.place_of(document, "rules", code)
    if document["rules"][place]["benefit"]["kind"] in ("per_amount", "percent_back"):
        draft = drafting.set_benefit(draft, code, {"kind": "fixed", "points": points})
    for name in ("min_amount_minor", "min_qty"):
        draft = drafting.clear_condition(draft, code, name)
    return dict(draft)


_ACTS: Mapping[str, Callable[..., Draft]] = {
    "set": drafting.set_value,
    "set_rule": _set_rule,
    "switch_off": _switch_off,
    "cap": _cap,
    "remove_cap": drafting.remove_cap,
    "remove_lane": _remove_lane,
    "keep_best": _keep_best,
    "count_nothing": _count_nothing,
    "add_starter": _add_starter,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change of the document that makes a finding go away, applied with one press. `zh`, `en`: what it does, for its button."""

    zh: str
    en: str
    act: str
    args: tuple[Any, ...] = ()

    def label(self, lang: Lang) -> str:
        """What the fix does."""
        return pick(lang, self.zh, self.en)

    def apply(self, document: Document) -> Draft:
        """The document after it. It must be the document the finding was made for."""
        return _ACTS[self.act](document, *self.args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the checker says. `rules`: codes of the rules it names; `path`: the place in the document; `values`: its figures."""

    code: str
    severity: Severity
    rules: tuple[str, ...]
    path: str
    zh: str
    en: str
    values: Mapping[str, Any] = field(default_factory=dict)
    fix: Fix | None = None
    about: str = ""
    """Code of the lane, tier or reward it is about."""

    def text(self, lang: Lang) -> str:
        """The finding in one plain sentence."""
        return pick(lang, self.zh, self.en)

    @property
    def key(self) -> tuple[str, tuple[str, ...], str]:
        """What tells it from other findings, whatever its figures."""
        return self.code, self.rules, self.about or ("" if self.rules else self.path)


class Checking:
    """One run of the checker: what it looks at, and the findings so far."""

    def __init__(self, document: Document, programme: CompiledProgramme, facts: Facts, today: str, names: Names) -> None:
        self.document = document
        self.programme = programme
        self.facts = facts
        self.today = today
        self.names = names
        self.meetings = Meetings(programme, today)
        self.findings: list[Finding] = []
        self.dead: set[int] = set()
        """Places of the rules that can never fire."""

    @property
    def active(self) -> list[Rule]:
        """Rules that are switched on."""
        return [rule for rule in self.programme.rules if rule.active]

    @property
    def living(self) -> list[Rule]:
        """Rules that are switched on and may fire."""
        return [rule for rule in self.active if rule.place not in self.dead]

    def quoted(self, rule: Rule) -> tuple[str, str]:
        """The name of a rule in quotation marks, in both languages."""
        return f"“{rule.name}”", f'"{rule_label(rule, self.programme, "en")}"'

    def add(
        self,
        code: str,
        severity: Severity,
        texts: tuple[str, str],
        *rules: Rule,
        path: str | None = None,
        fix: Fix | None = None,
        about: str = "",
        **values: Any,
    ) -> None:
        """A finding about rules, or about a place of the document. {0}, {1} … in the texts are the rules' names."""
        zh = texts[0].format(*(self.quoted(rule)[0] for rule in rules), **values)
        en = texts[1].format(*(self.quoted(rule)[1] for rule in rules), **values)
        place = path if path is not None else pointer("rules", rules[0].place)
        codes = tuple(rule.code for rule in rules)
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                rules=codes,
                path=place,
                zh=zh,
                en=en[:1].upper() + en[1:],
                values=values,
                fix=fix,
                about=about,
            )
        )


def switch_off(rule: Rule) -> Fix:
    """The fix that switches a rule off."""
    return Fix(zh="停用这条规则", en="Switch the rule off", act="switch_off", args=(rule.code,))

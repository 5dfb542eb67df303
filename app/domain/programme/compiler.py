"""Compiles a validated programme document into `CompiledProgramme`. All defaults of programme.md §2 are here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.canonical import canonical_bytes, sha256_hex
from app.domain.exact import parse_exact
from app.domain.programme.compiled import (
    CONDITION_ORDER,
    SALE_TRIGGERS,
    Base,
    Benefit,
    BenefitKind,
    Cap,
    Challenge,
    CompiledProgramme,
    Lane,
    Level,
    LineFilter,
    Nth,
    Redemption,
    Returns,
    Reward,
    Rule,
    StoredValue,
    Tiers,
    Validity,
    When,
)
from app.domain.programme.inputs import Document


def validity_of(document: Document | None) -> Validity:
    """A validity; None is one without end."""
    if document is None:
        return Validity(kind="permanent")
    rest = {key: value for key, value in document.items() if key != "end"}
    return Validity(month_end=document.get("end") == "month", **rest)


def _dates(document: Document | None) -> tuple[str | None, str | None] | None:
    return None if document is None else (document.get("from_date"), document.get("to_date"))


def _set(document: Document, key: str) -> frozenset[Any] | None:
    return frozenset(document[key]) if key in document else None


def filter_of(document: Document | None) -> LineFilter | None:
    """A line filter; None is none."""
    if document is None:
        return None
    kinds = (("p", "products"), ("c", "categories"), ("b", "brands"))
    named = [field for _, field in kinds if field in document]
    include = frozenset((kind, ref) for kind, field in kinds for ref in document.get(field, ()))
    exclude = frozenset((kind, ref) for kind, field in kinds for ref in document.get(f"exclude_{field}", ()))
    return LineFilter(include if named else None, exclude)


def base_of(document: Document) -> Base:
    """What counts as eligible, defaults filled in."""
    return Base(
        before_discount=document.get("discount") == "before",
        without_tax=document.get("tax") == "excluded",
        exclude_tenders=frozenset(document.get("exclude_tenders", ("points",))),
        lines=filter_of(document.get("lines")),
    )


def _benefit(document: Document, lane_places: Mapping[str, int]) -> Benefit:
    kind: BenefitKind = document["kind"]
    if kind == "multiply":
        of = tuple(lane_places[code] for code in document["of"]) if "of" in document else (0,)
        return Benefit(kind=kind, factor=parse_exact(document["factor"]), of=tuple(dict.fromkeys(of)))
    if kind == "percent_back":
        return Benefit(kind=kind, percent=parse_exact(document["percent"]))
    if kind == "voucher":
        return Benefit(kind=kind, voucher=document["voucher"], count=document.get("count", 1))
    points: int = document["points"]
    whole_steps = kind != "fixed" and document.get("whole_steps", True)
    return Benefit(
        kind=kind,
        points=points,
        every_minor=document.get("every_minor", 1),
        every_qty=document.get("every_qty", 1),
        step=points if whole_steps else 1,
        whole_steps=whole_steps or kind == "fixed",
    )


def _when(document: Document) -> When:
    sets = ("weekdays", "month_days", "stores", "tills", "channels", "tiers", "groups", "card_types", "card_batches", "tenders", "codes")
    nth, challenge = document.get("nth"), document.get("challenge")
    times = document.get("times")
    return When(
        **{key: _set(document, key) for key in sets},
        dates=_dates(document.get("dates")),
        times=None if times is None else tuple((window["start"], window["end"]) for window in times),
        birthday=document.get("birthday"),
        referred=document.get("referred"),
        nth=None if nth is None else Nth(nth["of"], nth.get("at"), nth.get("every")),
        challenge=None if challenge is None else Challenge(challenge["metric"], challenge["per"], challenge["reach"]),
        min_amount_minor=document.get("min_amount_minor", 0),
        min_qty=document.get("min_qty", 0),
        present=tuple(name for name in CONDITION_ORDER if name in document),
    )


def _tiers(document: Document | None) -> Tiers | None:
    if document is None:
        return None
    levels = tuple(Level(level["code"], level["name"], level["threshold"]) for level in document["levels"])
    return Tiers(
        metric=document["metric"],
        window=document["window"]["kind"],
        window_months=document["window"].get("n", 0),
        levels=levels,
        at_once=document.get("upgrade", "at_once") == "at_once",
        this_sale=document.get("new_tier_counts") == "this_sale",
        downgrade=document.get("downgrade", "to_level"),
        keep=validity_of(document.get("keep")),
        grace_days=document.get("grace_days", 0),
        rank={level.code: place for place, level in enumerate(levels)},
    )


def _redemption(document: Document | None) -> Redemption | None:
    if document is None:
        return None
    auto = document.get("auto", {})
    return Redemption(
        enabled=document.get("enabled", True),
        min_points=document.get("min_points", 1),
        step_points=document.get("step_points", 1),
        max_points=document.get("max_points"),
        max_percent=parse_exact(document.get("max_percent", "100")),
        lines=filter_of(document.get("lines")),
        lot_order=document.get("lot_order", "expiry_first"),
        auto_reward=auto.get("reward"),
        auto_keep=auto.get("keep_points", 0),
    )


def _reward(document: Document) -> Reward:
    return Reward(
        code=document["code"],
        name=document["name"],
        kind=document["kind"],
        points=document["points"],
        cash_minor=document.get("cash_minor", 0),
        active=document.get("active", True),
        dates=_dates(document.get("dates")),
        stores=_set(document, "stores"),
        tiers=_set(document, "tiers"),
        limit=document["per_member"]["limit"] if "per_member" in document else None,
        per=document["per_member"]["per"] if "per_member" in document else "lifetime",
        stocked=document.get("stocked", False),
    )


def _stored_value(document: Document | None) -> StoredValue | None:
    if document is None:
        return None
    steps = document.get("top_up_bonus", ())
    return StoredValue(
        spend_order=document.get("spend_order", "principal_first"),
        bonus=tuple((step["from_minor"], step["bonus_minor"], step.get("every", False)) for step in steps),
        min_top_up_minor=document.get("min_top_up_minor", 0),
        named_max_minor=document.get("named_max_minor"),
        unnamed_max_minor=document.get("unnamed_max_minor"),
        real_name_from_minor=document.get("real_name_from_minor"),
    )


class _Compiler:
    """Gives every distinct filter and base its place, so that evaluation can keep one result per distinct one."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._filters: dict[LineFilter, int] = {}
        self._bases: dict[Base, int] = {base_of(document.get("base", {})): 0}
        self._lanes = {lane["code"]: place for place, lane in enumerate(document["lanes"])}

    def _filter_place(self, document: Document | None) -> int | None:
        line_filter = filter_of(document)
        return None if line_filter is None else self._filters.setdefault(line_filter, len(self._filters))

    def _rule(self, place: int, document: Document, caps: tuple[Cap, ...]) -> Rule:
        programme = self._document
        code: str = document["code"]
        trigger, _, activity = document["trigger"].partition(":")
        base = self._bases.setdefault(base_of(document["base"]), len(self._bases)) if "base" in document else 0
        return Rule(
            place=place,
            code=code,
            name=document["name"],
            active=document.get("active", True),
            trigger=trigger,
            activity=activity or None,
            sale=trigger in SALE_TRIGGERS,
            lane=self._lanes[document["lane"]],
            recipient=document.get("recipient", "member"),
            when=_when(document.get("when", {})),
            lines=self._filter_place(document.get("lines")),
            base=base,
            benefit=_benefit(document["benefit"], self._lanes),
            rounding=document.get("rounding", "floor"),
            exclusive=document.get("exclusive", False),
            stop=document.get("stop", False),
            pending_days=document.get("pending_days", programme.get("pending_days", 0)),
            validity=validity_of(document.get("validity", programme.get("validity"))),
            qualifying=document.get("qualifying", True),
            funding=document.get("funding"),
            caps=tuple(number for number, cap in enumerate(caps) if cap.rules is None or code in cap.rules),
        )

    def compile(self, sha256: str) -> CompiledProgramme:
        document = self._document
        caps = tuple(
            Cap(
                code=cap["code"],
                rules=_set(cap, "rules"),
                who=cap.get("who", "member"),
                per=cap["per"],
                times=cap.get("unit") == "times",
                limit=cap["limit"],
            )
            for cap in document.get("caps", ())
        )
        rules = tuple(self._rule(place, rule, caps) for place, rule in enumerate(document["rules"]))
        lanes = tuple(
            Lane(
                code=lane["code"],
                name=lane.get("name", lane["code"]),
                mode=lane["mode"],
                rounding=lane.get("rounding", "floor"),
                rules=tuple(rule for rule in rules if rule.lane == place),
            )
            for place, lane in enumerate(document["lanes"])
        )
        returns = document.get("returns", {})
        return CompiledProgramme(
            code=document["code"],
            version=document["version"],
            name=document["name"],
            sha256=sha256,
            point_value=parse_exact(document["point_value"]),
            leap_birthday=document.get("leap_birthday", "feb28"),
            lanes=lanes,
            rules=rules,
            bases=tuple(self._bases),
            filters=tuple(self._filters),
            caps=caps,
            pending_days=document.get("pending_days", 0),
            validity=validity_of(document.get("validity")),
            tiers=_tiers(document.get("tiers")),
            redemption=_redemption(document.get("redemption")),
            rewards={reward["code"]: _reward(reward) for reward in document.get("rewards", ())},
            returns=Returns(
                proportional=returns.get("tender_mode") != "listed_first",
                tender_order=tuple(returns.get("tender_order", ())),
                grace_days=returns.get("grace_days", 0),
                charge=returns.get("shortfall") == "charge",
            ),
            stored_value=_stored_value(document.get("stored_value")),
        )


def without_nulls(value: Any) -> Any:
    """The value with every null field left out: absent and null mean the same (G10)."""
    if isinstance(value, Mapping):
        return {key: without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [without_nulls(part) for part in value]
    return value


def compile_programme(document: Document) -> CompiledProgramme:
    """Compiles a programme document that has passed validation (operations.parse_programme does both)."""
    return _Compiler(without_nulls(document)).compile(sha256_hex(canonical_bytes(document)))

"""Small documents for the tests of this folder: a programme with one base rule, a sale, a context, and ways to change them."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, LineInput
from app.domain.programme.operations import parse_programme

TEMPLATES = Path(__file__).parents[3] / "resources" / "templates"
BASE_RULE = {
    "code": "base",
    "name": "基础积分",
    "trigger": "sale",
    "lane": "base",
    "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100},
}
PROGRAMME: dict[str, Any] = {
    "format": 1,
    "code": "JF",
    "version": 1,
    "name": "会员",
    "currency": "CNY",
    "timezone": "Asia/Shanghai",
    "point_value": "1",
    "lanes": [
        {"code": "base", "mode": "stack"},
        {"code": "bonus", "mode": "stack"},
        {"code": "factor", "mode": "add_factors"},
    ],
    "rules": [BASE_RULE],
}
CONTEXT: dict[str, Any] = {"business_date": "2026-03-15", "local_time": "12:00", "store": "S1", "till": "T1"}
SALE: dict[str, Any] = {"id": "E1", "type": "sale", "basket": {"lines": [{"id": "L1", "product": "a", "qty": 2, "list_minor": 1000}]}}
QUOTE: dict[str, Any] = {"op": "quote", "programme": PROGRAMME, "event": SALE, "member": {"id": "M1"}, "context": CONTEXT}


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with the value put at a path of keys and places; the place after the last one appends. `...` removes."""
    copied = copy.deepcopy(document)
    *steps, last = [int(step) if step.isdigit() else step for step in path.strip("/").split("/")]
    target: Any = copied
    for step in steps:
        target = target[step] if isinstance(step, int) else target.setdefault(step, {})
    if value is ...:
        del target[last]
    elif isinstance(target, list) and last == len(target):
        target.append(value)
    else:
        target[last] = value
    return copied


def with_rule(document: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A copy with one more rule in the bonus lane, fixed 10 unless said otherwise."""
    rule = {"code": "r", "name": "r", "trigger": "sale", "lane": "bonus", "benefit": {"kind": "fixed", "points": 10}} | fields
    return changed(document, "programme/rules/1", rule)


def convenience() -> CompiledProgramme:
    """The demo shop's programme."""
    return parse_programme(json.loads((TEMPLATES / "convenience.json").read_text(encoding="utf-8")))


def at(day: str, time: str = "14:32") -> ContextInput:
    """A moment at the demo shop's till."""
    return ContextInput(business_date=day, local_time=time, store="S01", till="01")


def basket() -> EventInput:
    """The bill of the design pictures: water, milk, coffee, buns, crisps and a bag, 49.60 of which the bag's 0.30 do not count."""
    lines = (
        ("L1", "water", 2, 400, "drinks", "goods"),
        ("L2", "milk", 1, 1980, "dairy", "goods"),
        ("L3", "americano", 1, 1200, "coffee", "goods"),
        ("L4", "bun", 2, 600, "hot_food", "goods"),
        ("L5", "crisps", 1, 750, "snacks", "goods"),
        ("L6", "bag", 1, 30, "bags", "fee"),
    )
    return EventInput(
        id="E1",
        type="sale",
        lines=tuple(
            LineInput(id=line, product=product, qty=qty, list_minor=minor, categories=(category,), kind=kind)  # type: ignore[arg-type]
            for line, product, qty, minor, category, kind in lines
        ),
    )

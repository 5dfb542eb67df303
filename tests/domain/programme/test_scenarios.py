"""Situations in which a rule holds: the engine fires the rule in each, and does not where one condition is turned round."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import set_value
from app.domain.programme.inputs import LineInput
from app.domain.programme.quote import quote
from app.domain.programme.scenarios import Shop, as_tier, otherwise, scenario_for
from app.domain.programme.starters import STARTERS, add_rule
from app.support.resources import resource

TODAY = "2026-06-20"
MILK = LineInput(id="L1", product="milk", qty=1, list_minor=1980, categories=("dairy",), tax_rate=Fraction(0))
WATER = LineInput(id="L1", product="water", qty=1, list_minor=200, categories=("drinks",), brand="云岫泉")
BAG = LineInput(id="L1", product="bag", qty=1, list_minor=30, categories=("bags",))
COFFEE = LineInput(id="L1", product="coffee", qty=1, list_minor=1200, categories=("coffee",))
SHOP = Shop(today=TODAY, store="S01", till="T01", goods=(BAG, WATER, MILK, COFFEE))


def convenience() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    return document


def fires(document: dict[str, Any], code: str, *, turned: bool = False) -> bool:
    programme = compile_programme(document)
    rule = programme.rule(code)
    found = scenario_for(rule, programme, SHOP)
    assert found is not None
    if turned:
        found = otherwise(rule, programme, SHOP, found)
        assert found is not None
    result = quote(programme, found.event, found.member, found.context)
    return next(item for item in result.items if item.rule == code).fired


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.code)
def test_every_ready_rule_holds_in_its_own_situation(starter: Any) -> None:
    document, codes = add_rule(convenience(), starter.code, "zh", TODAY)
    for code in codes:
        place = [rule["code"] for rule in document["rules"]].index(code)
        if "lines" in starter.needs:
            document = set_value(document, f"/rules/{place}/lines", {"categories": ["dairy"]})
        assert fires(document, code), code


@pytest.mark.parametrize("code", [rule["code"] for rule in convenience()["rules"]])
def test_every_rule_of_the_demo_shop_holds_in_its_own_situation(code: str) -> None:
    assert fires(convenience(), code)


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ({"weekdays": [6]}, {}),
        ({"month_days": [-1]}, {}),
        ({"times": [{"start": "22:00", "end": "02:00"}]}, {}),
        ({"tiers": ["gold", "diamond"]}, {}),
        ({"birthday": "day"}, {}),
        ({"birthday": "month"}, {}),
        ({"min_amount_minor": 20_000}, {}),
        ({}, {"trigger": "first_sale"}),
        ({}, {"lines": {"brands": ["云岫泉"]}}),
        ({"dates": {"from_date": "2026-09-01"}, "weekdays": [3], "month_days": [8, 18, 28]}, {}),
    ],
)
def test_one_condition_turned_round_is_enough_for_the_rule_not_to_hold(when: dict[str, Any], more: dict[str, Any]) -> None:
    rule = {"code": "x", "name": "x", "trigger": "sale", "lane": "bonus", "when": when, "benefit": {"kind": "fixed", "points": 5}, **more}
    document = {**convenience(), "rules": [rule]}
    assert fires(document, "x")
    assert not fires(document, "x", turned=True)


def test_a_rule_whose_days_never_come_or_whose_goods_nobody_sells_has_no_situation() -> None:
    base: dict[str, Any] = {"code": "x", "name": "x", "trigger": "sale", "lane": "base", "benefit": {"kind": "fixed", "points": 5}}
    for more in ({"when": {"dates": {"to_date": "2026-07-01"}, "month_days": [31]}}, {"lines": {"products": ["gold bar"]}}):
        programme = compile_programme({**convenience(), "rules": [{**base, **more}]})
        assert scenario_for(programme.rules[0], programme, SHOP) is None


def test_goods_that_count_are_preferred_and_the_quantity_is_enough() -> None:
    programme = compile_programme(convenience())
    found = scenario_for(programme.rule("base"), programme, SHOP)
    assert found is not None
    assert [(line.product, line.qty) for line in found.event.lines] == [("water", 1)]
    other = compile_programme(set_value(convenience(), "/rules/0/when", {"min_amount_minor": 1_001}))
    found = scenario_for(other.rule("base"), other, SHOP)
    assert found is not None
    assert found.event.payable_minor == 1_200
    assert found.event.tenders[0].amount_minor == 1_200


def test_the_same_situation_of_another_tier() -> None:
    programme = compile_programme(convenience())
    found = scenario_for(programme.rule("base"), programme, SHOP)
    assert found is not None
    assert found.member.tier is not None
    assert found.member.tier.code == "regular"
    gold = as_tier(found, "gold").member.tier
    assert gold is not None
    assert gold.code == "gold"

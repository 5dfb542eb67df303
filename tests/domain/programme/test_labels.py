"""Short names of rules: the shop's own in Chinese, a few words in English where it gave none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.programme.compiler import compile_programme
from app.domain.programme.labels import rule_label
from tests.domain.programme.shop import PROGRAMME, changed

SHOP = compile_programme(json.loads(Path("resources/templates/convenience.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("base", "基础积分", "1 pt per ¥1"),
        ("coffee", "现磨咖啡每杯+10分", "Coffee +10 per item"),
        ("gold", "金卡1.5倍", "Gold ×1.5"),
        ("dairy_saturday", "周六乳品双倍", "Sat dairy ×2"),
        ("birthday_month", "生日月双倍", "Birthday month ×2"),
    ],
)
def test_labels_of_the_demo_shop(code: str, zh: str, en: str) -> None:
    rule = SHOP.rule(code)
    assert rule_label(rule, SHOP, "zh") == zh
    assert rule_label(rule, SHOP, "en") == en


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        ({"trigger": "enrolment"}, "Enrolment"),
        ({"trigger": "activity:review"}, "Review"),
        ({"trigger": "check_in", "when": {"nth": {"of": "streak", "every": 7}}}, "Check in 7 in a row"),
        ({"trigger": "sale", "when": {"nth": {"of": "sale", "at": 3}}}, "3rd sale"),
        ({"trigger": "sale", "when": {"nth": {"of": "sale", "every": 12}}}, "Every 12th sale"),
        ({"trigger": "challenge", "when": {"challenge": {"metric": "visits", "per": "month", "reach": 8}}}, "Challenge"),
        ({"trigger": "sale", "when": {"min_amount_minor": 5_000}}, "From ¥50"),
        ({"trigger": "sale"}, "Bonus"),
    ],
)
def test_fixed_points_are_not_said_twice(rule: dict[str, Any], label: str) -> None:
    """They stand beside the label: "Enrolment +50", not "Enrolment +50 +50"."""
    fixed = {"code": "x", "name": "送分", "lane": "base", "benefit": {"kind": "fixed", "points": 50}, **rule}
    programme = compile_programme(changed(PROGRAMME, "rules/1", fixed))
    assert rule_label(programme.rule("x"), programme, "en") == label


def test_a_name_that_is_english_already_stays() -> None:
    document = json.loads(Path("resources/templates/convenience.json").read_text(encoding="utf-8"))
    document["rules"][0]["name"] = "Everyday points"
    programme = compile_programme(document)
    assert rule_label(programme.rules[0], programme, "en") == "Everyday points"

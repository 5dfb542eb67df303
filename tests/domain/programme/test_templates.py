"""The shipped programmes hold the numeric rules N1 to N11 as programme.md §10.12 means them: its cases, run on what is shipped."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from app.domain.programme.checker import check
from app.domain.programme.operations import evaluate, parse_programme, programme_errors
from app.domain.programme.sentences import rule_sentence
from app.domain.programme.templates import Template, templates
from tests.domain.programme.shop import TEMPLATES
from tests.domain.programme.strategies import TODAY
from tests.domain.programme.test_golden import GOLDEN

SHIPPED = templates((TEMPLATES / "index.csv").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in json.loads((GOLDEN / "12-numeric-rules.json").read_text(encoding="utf-8"))}
CHINESE = re.compile("[一-鿿]")
BUSINESSES = {"coffee", "convenience", "milk_tea", "gym", "education", "pick_up"}
REGULAR: dict[str, Any] = {"sales_count": 3}
COFFEE = {"coffee": ["coffee"], "cake": ["food"]}
PEARL = {"pearl": ["milk_tea", "pearl"], "oolong": ["milk_tea"]}
ROWS: list[tuple[str, str, dict[str, Any]]] = [
    ("N1", "convenience", {}),
    ("N2", "coffee", {"categories": COFFEE, "member": REGULAR}),
    ("N3", "milk_tea", {}),
    ("N3_again", "milk_tea", {"caps": {"once": "enrolment_once"}}),
    ("N4", "coffee", {"member": REGULAR}),
    ("N5", "education", {}),
    ("N6", "convenience", {}),
    ("N6_after", "convenience", {}),
    ("N7", "pick_up", {}),
    ("N7_second", "pick_up", {}),
    ("N8", "milk_tea", {"categories": PEARL}),
    ("N8_no_scan", "milk_tea", {"categories": PEARL}),
    ("N9", "gym", {}),
    ("N9_next", "gym", {"carry": {"n9": "base"}}),
    ("N9_referral", "gym", {}),
    ("N10", "education", {}),
    ("N10_birthday", "education", {}),
    ("N11", "pick_up", {"member": REGULAR}),
    ("N11_other", "pick_up", {"member": REGULAR}),
]
"""Case, template, and what the template calls otherwise than the case: categories of the goods, codes of caps and rules; and a member
who has bought before, where the case has no word for the first sale."""


def document(template: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((TEMPLATES / f"{template}.json").read_text(encoding="utf-8"))
    return loaded


def asked(case: dict[str, Any], template: str, other: dict[str, Any]) -> dict[str, Any]:
    """The case's input with the shipped programme in place of the case's own."""
    given = copy.deepcopy(case["input"])
    given["programme"] = document(template)
    for line in given["event"].get("basket", {}).get("lines", ()):
        line["categories"] = other.get("categories", {}).get(line["product"], [])
    member = given["member"]
    for field, names in (("cap_used", other.get("caps", {})), ("carry", other.get("carry", {}))):
        if field in member:
            member[field] = {names[code]: value for code, value in member[field].items()}
    given["member"] = other.get("member", {}) | member
    return given


@pytest.mark.parametrize(("row", "template", "other"), ROWS, ids=[f"{row}-{template}" for row, template, _ in ROWS])
def test_a_numeric_rule_on_the_shipped_programme(row: str, template: str, other: dict[str, Any]) -> None:
    """N1 to N11, and EARN-12, EARN-14, EARN-15, EARN-22 to EARN-24, EARN-29, EARN-30 with them."""
    answer = evaluate(asked(CASES[row], template, other))
    assert answer["ok"] is True, answer
    assert answer["totals"] == CASES[row]["expect"]["totals"]


def test_a_hundred_points_are_a_free_coffee_N2() -> None:
    given = CASES["N2_reward"]["input"] | {"programme": document("coffee"), "reward": "FREE_COFFEE"}
    assert evaluate(given) == CASES["N2_reward"]["expect"]
    short = evaluate(given | {"member": {"id": "M1", "available_points": 99}})
    assert (short["reason"], short["missing"]) == ("not_enough_points", 1)


def test_every_numeric_rule_has_its_template() -> None:
    assert {row.split("_")[0] for row, _, _ in ROWS} == {f"N{number}" for number in range(1, 12)}
    assert {row for row in CASES if row != "N2_reward"} == {row for row, _, _ in ROWS}


def test_the_index_names_what_is_shipped_and_nothing_else() -> None:
    codes = [template.code for template in SHIPPED]
    assert len(codes) == len(set(codes))
    assert set(codes) == {file.stem for file in TEMPLATES.glob("*.json")}
    assert set(codes) >= BUSINESSES | {"starter", "check_in"}


@pytest.mark.parametrize("template", SHIPPED, ids=lambda template: template.code)
def test_a_template_is_right_and_reads(template: Template) -> None:
    """Published as it is: no defect, nothing the checker calls an error, no voucher that this till cannot keep, words in both languages."""
    shipped = document(template.code)
    assert not programme_errors(shipped)
    findings = check(shipped, TODAY)
    assert [finding.zh for finding in findings if finding.severity == "error"] == []
    if template.code != "convenience":  # whose doubling is meant to come together
        assert [finding.zh for finding in findings if finding.severity == "warn"] == []
    programme = parse_programme(shipped)
    assert all(rule.benefit.kind != "voucher" for rule in programme.rules)
    for lang in ("zh", "en"):
        assert template.title(lang)
        assert template.line(lang)
        assert all(rule_sentence(rule, programme, lang) for rule in programme.rules)
    assert CHINESE.search(template.title("zh"))
    assert CHINESE.search(template.line("zh"))
    assert not CHINESE.search(template.title("en") + template.line("en"))


def test_a_shop_starts_simple_and_grows_without_touching_what_it_has() -> None:
    """OPS-11: the first programme is one rule on what is spent; a check-in beside it is one more rule, and a sale earns what it did."""
    simple = json.loads((TEMPLATES / "starter.json").read_text(encoding="utf-8"))
    assert [(rule["trigger"], rule["code"]) for rule in simple["rules"]] == [("sale", "base")]
    check_in = {"code": "day", "name": "签到", "trigger": "check_in", "lane": "base", "benefit": {"kind": "fixed", "points": 5}}
    once = {"code": "once", "who": "member", "per": "day", "unit": "times", "limit": 1, "rules": ["day"]}
    grown = simple | {"version": 2, "rules": [*simple["rules"], check_in], "caps": [once]}
    assert programme_errors(grown) == ()

    def points(document: dict[str, Any], event: dict[str, Any]) -> int:
        asked = {"op": "quote", "programme": document, "event": {"id": "E"} | event, "member": {"id": "M"}, "context": {
            "business_date": TODAY, "local_time": "12:00", "store": "S", "till": "T"}}  # fmt: skip
        return int(evaluate(asked)["totals"]["member"])

    sale = {"type": "sale", "basket": {"lines": [{"id": "L", "product": "p", "qty": 1, "list_minor": 2_500}]}}
    assert points(simple, sale) == points(grown, sale) == 25
    assert (points(simple, {"type": "check_in"}), points(grown, {"type": "check_in"})) == (0, 5)

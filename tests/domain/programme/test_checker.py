"""The rule checker (EDGE-10, FRAUD-01 to 03): each finding at its place, each fix makes its finding go, and "never" is never wrong."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.programme.checker import check
from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import cap_rule, set_condition, set_lane_mode, set_value
from app.domain.programme.findings import Facts, Finding, ProductFact
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.operations import parse_programme, programme_errors
from app.domain.programme.quote import quote
from app.domain.programme.starters import STARTERS, add_rule
from tests.domain.programme.shop import BASE_RULE, PROGRAMME, TEMPLATES, changed
from tests.domain.programme.strategies import TODAY, contexts, events, examples, members, programme_documents, situation_for

SHOP: dict[str, Any] = json.loads((TEMPLATES / "convenience.json").read_text(encoding="utf-8"))
CHINESE = re.compile("[一-鿿]")
MULTIPLY = {"kind": "multiply", "factor": "2"}
FIXED = {"kind": "fixed", "points": 10}


def found(document: dict[str, Any], facts: Facts | None = None) -> dict[str, Finding]:
    """Findings by code, the first of each."""
    assert not programme_errors(document), programme_errors(document)
    by_code: dict[str, Finding] = {}
    for finding in check(document, TODAY, facts or Facts()):
        by_code.setdefault(finding.code, finding)
    return by_code


def rule(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "name": f"规则{code}", "trigger": "sale", "lane": "bonus", "benefit": FIXED} | fields


def shop(*rules: dict[str, Any], **sections: Any) -> dict[str, Any]:
    """A programme with the base rule, these rules and sections."""
    base = BASE_RULE | {"rounding": "carry"}
    return {**PROGRAMME, "rules": [base, *rules], "redemption": {}, **sections}


TIERS = SHOP["tiers"]
POINTS_TIERS = {**TIERS, "metric": "points"}
TWO_LANES = [
    {"code": "base", "name": "基础", "mode": "stack"},
    {"code": "bonus", "name": "加分", "mode": "best"},
    {"code": "factor", "name": "倍数", "mode": "add_factors"},
    {"code": "late", "name": "后来", "mode": "best"},
]
CUP = {"code": "CUP", "name": "杯", "kind": "goods", "points": 100}
JUNE = {"from_date": "2026-06-22", "to_date": "2026-06-24"}
CASES: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
    # can never fire
    ("rule_off", "info", shop(rule("a", active=False)), ("a",)),
    ("never_over", "warn", shop(rule("a", when={"dates": {"to_date": "2026-06-19"}})), ("a",)),
    ("never_no_day", "error", shop(rule("a", when={"dates": JUNE, "weekdays": [6]})), ("a",)),
    ("never_no_day", "error", shop(rule("a", when={"dates": JUNE, "month_days": [-1, 1]})), ("a",)),
    ("never_no_goods", "error", shop(rule("a", lines={"categories": []})), ("a",)),
    ("never_excluded_goods", "error", shop(rule("a", lines={"products": ["x"], "exclude_products": ["x"]})), ("a",)),
    (
        "never_excluded_goods",
        "error",
        shop(rule("a", lines={"categories": ["tobacco"]}), base={"lines": {"exclude_categories": ["tobacco", "bags"]}}),
        ("a",),
    ),
    ("never_referred", "error", shop(rule("a", recipient="referrer", when={"referred": False})), ("a",)),
    ("never_no_lane", "error", shop(rule("a", lane="factor", benefit=MULTIPLY | {"of": []})), ("a",)),
    ("never_cap_zero", "error", shop(rule("a"), caps=[{"code": "z", "rules": ["a"], "per": "day", "limit": 0}]), ("a",)),
    ("never_validity", "error", shop(rule("a", validity={"kind": "days", "n": 7}, pending_days=14)), ("a",)),
    ("never_validity", "error", shop(rule("a", validity={"kind": "date", "date": "2026-06-19"})), ("a",)),
    ("never_validity", "error", shop(rule("a", validity={"kind": "months", "n": 1}, pending_days=32)), ("a",)),
    ("never_no_points", "error", shop(rule("a", lane="factor", benefit=MULTIPLY | {"of": ["bonus"]})), ("a",)),
    ("never_no_points", "error", shop(rule("a", trigger="check_in", lane="factor", benefit=MULTIPLY)), ("a",)),
    (
        "never_no_points",
        "error",
        shop(rule("b"), rule("a", lane="factor", benefit=MULTIPLY | {"of": ["bonus"]}, lines={"categories": ["dairy"]})),
        ("a",),
    ),
    ("never_excluded", "error", shop(rule("a"), rule("b", exclusive=True)), ("a", "b")),
    ("never_stopped", "error", shop(rule("a")) | {"rules": [BASE_RULE | {"stop": True}, rule("a")]}, ("a", "base")),
    (
        "never_best",
        "error",
        shop(rule("b", lane="late", benefit=MULTIPLY | {"factor": "3"}), rule("a", lane="late", benefit=MULTIPLY), lanes=TWO_LANES),
        ("a", "b"),
    ),
    ("no_amount", "warn", shop(rule("a", trigger="enrolment", benefit={"kind": "percent_back", "percent": "5"})), ("a",)),
    # together
    ("overlap", "warn", set_lane_mode(SHOP, "campaign", "add_factors"), ("diamond", "dairy_saturday")),
    (
        "overlap_best",
        "info",
        shop(
            rule("a", lane="late", benefit=MULTIPLY, when={"weekdays": [6]}),
            rule("b", lane="late", benefit=MULTIPLY, when={"birthday": "month"}),
            lanes=TWO_LANES,
        ),
        ("a", "b"),
    ),
    (
        "birthday_twice",
        "warn",
        shop(
            rule("a", lane="factor", benefit=MULTIPLY, when={"birthday": "day"}),
            rule("b", lane="factor", benefit=MULTIPLY, when={"birthday": "month"}),
        ),
        ("a", "b"),
    ),
    (
        "double_counting",
        "warn",
        shop(
            rule("a", lane="factor", benefit=MULTIPLY, when={"weekdays": [6]}),
            rule("b", lane="late", benefit=MULTIPLY | {"of": ["base", "factor"]}, when={"birthday": "day"}),
            lanes=TWO_LANES,
        ),
        ("a", "b"),
    ),
    ("double_bonus", "warn", shop(rule("a", when={"min_qty": 5}), rule("b", when={"weekdays": [6], "min_qty": 5})), ("a", "b")),
    # points that earn points
    ("points_earn", "error", shop(base={"exclude_tenders": []}), ()),
    ("points_earn_rule", "error", shop(rule("a", base={"exclude_tenders": ["voucher"]}, benefit=BASE_RULE["benefit"])), ("a",)),
    ("bonus_earns", "warn", shop(stored_value={"top_up_bonus": [{"from_minor": 1, "bonus_minor": 1}]}), ()),
    ("top_up_twice", "warn", shop(rule("a", trigger="top_up", benefit={"kind": "percent_back", "percent": "5"})), ("a",)),
    (
        "tier_feeds_itself",
        "warn",
        shop(rule("a", lane="factor", benefit=MULTIPLY, when={"tiers": ["gold"]}), tiers=POINTS_TIERS),
        ("a",),
    ),
    (
        "cash_back_loop",
        "warn",
        shop(rule("a", trigger="top_up", benefit=BASE_RULE["benefit"]), rewards=[CUP | {"kind": "cash_back"}]),
        ("a",),
    ),
    # what is missing
    ("no_cap_check_in", "warn", shop(rule("a", trigger="check_in")), ("a",)),
    ("no_cap_activity", "warn", shop(rule("a", trigger="activity:review")), ("a",)),
    ("no_cap_referral", "warn", shop(rule("a", trigger="first_sale", recipient="referrer")), ("a",)),
    ("no_cap_birthday", "warn", shop(rule("a", trigger="birthday")), ("a",)),
    ("no_cap_once", "warn", shop(rule("a", trigger="enrolment")), ("a",)),
    ("no_budget", "warn", shop(rule("a", lane="factor", benefit=MULTIPLY, when={"dates": JUNE})), ("a",)),
    ("splitting", "warn", shop(rule("a")), ("a",)),
    ("rounds_up", "warn", shop(rule("a", benefit=BASE_RULE["benefit"], rounding="ceil", lines={"categories": ["x"]})), ("a",)),
    ("remainder_lost", "info", {**PROGRAMME, "redemption": {}}, ("base",)),
    ("no_base", "warn", {**PROGRAMME, "rules": [], "redemption": {}}, ()),
    ("points_useless", "warn", {**PROGRAMME}, ()),
    ("redemption_off", "info", {**PROGRAMME, "rewards": [CUP]}, ()),
    ("never_payable", "error", shop(redemption={"max_percent": "0"}), ()),
    ("never_payable", "error", shop(redemption={"max_points": 99, "min_points": 100}), ()),
    ("never_payable", "error", shop(redemption={"lines": {"products": []}}), ()),
    ("tiers_unreachable", "error", shop(tiers=POINTS_TIERS) | {"rules": [BASE_RULE | {"qualifying": False}]}, ()),
    ("keep_over", "error", shop(tiers=TIERS | {"keep": {"kind": "date", "date": "2026-06-19"}}), ()),
    ("tier_without_benefit", "info", shop(tiers=TIERS), ()),
    ("empty_lane", "info", shop(), ()),
    ("lane_off", "info", shop(rule("a", active=False)), ()),
    ("reward_over", "warn", shop(rewards=[CUP | {"dates": {"to_date": "2026-06-19"}}]), ()),
    ("reward_unreachable", "error", shop(rewards=[CUP | {"per_member": {"limit": 0, "per": "day"}}]), ()),
    ("reward_unreachable", "error", shop(rewards=[CUP | {"stores": []}]), ()),
    ("reward_free", "warn", shop(rewards=[CUP | {"points": 0}]), ()),
    ("reward_unaffordable", "error", {**PROGRAMME, "rules": [], "redemption": {}, "rewards": [CUP]}, ()),
    ("auto_off", "warn", shop(rewards=[CUP | {"active": False}], redemption={"auto": {"reward": "CUP"}}), ()),
    ("auto_free", "warn", shop(rewards=[CUP | {"points": 0}], redemption={"auto": {"reward": "CUP"}}), ()),
    ("factor_one", "info", shop(rule("a", lane="factor", benefit=MULTIPLY | {"factor": "1"})), ("a",)),
    (
        "goal_zero",
        "warn",
        shop(rule("a", trigger="challenge", when={"challenge": {"metric": "visits", "per": "month", "reach": 0}})),
        ("a",),
    ),
    # well
    ("no_loop", "ok", shop(), ()),
    ("caps_set", "ok", add_rule(shop(), "check_in", "zh", TODAY)[0], ()),
]


@pytest.mark.parametrize(("code", "severity", "document", "rules"), CASES, ids=[f"{row[0]}-{place}" for place, row in enumerate(CASES)])
def test_a_finding_and_its_fix(code: str, severity: str, document: dict[str, Any], rules: tuple[str, ...]) -> None:
    finding = found(document).get(code)
    assert finding is not None, sorted(found(document))
    assert (finding.severity, finding.rules) == (severity, rules)
    assert CHINESE.search(finding.zh)
    assert not re.search("[{}]", finding.zh + finding.en)
    for name in rules:
        title = next(item["name"] for item in document["rules"] if item["code"] == name)
        assert title in finding.zh
    if severity in ("error", "warn"):
        assert finding.fix is not None
    if finding.fix is not None:
        assert CHINESE.search(finding.fix.label("zh"))
        mended = finding.fix.apply(document)
        assert not programme_errors(mended)
        assert finding.key not in {other.key for other in check(mended, TODAY)}


def test_every_finding_there_is_has_a_case() -> None:
    """Codes in the source and codes tried above and below; those that need facts are tried apart."""
    folder = TEMPLATES.parents[1] / "app" / "domain" / "programme"
    source = "".join(file.read_text(encoding="utf-8") for file in folder.glob("checker*.py"))
    codes = set(re.findall(r'\.add\(\s*"([a-z_]+)"', source)) | set(re.findall(r'"(no_cap_[a-z_]+)"', source))
    apart = {
        *("cost_worst", "cost_below_margin", "cost_above_margin", "cost_above_margin_goods", "never_unknown_goods", "unknown_goods"),
        *("reward_far", "tier_far", "min_amount_far", "more_overlaps", "cost_above_price"),
    }
    assert codes - {row[0] for row in CASES} <= apart


def test_the_picture_says_how_many_and_how_much() -> None:
    """与“生日月双倍”可能叠加：6 人，最多 3.5 倍，已按“相加”处理."""
    document = set_lane_mode(SHOP, "campaign", "add_factors")
    document = {**document, "rules": [part for part in document["rules"] if part["code"] not in ("platinum", "diamond")]}
    facts = Facts(birthdays_by_month=dict.fromkeys(range(1, 13), 6), margin=Fraction(24, 100), reward_cost_minor={})
    texts = [finding.zh for finding in check(document, TODAY, facts)]
    assert "“周六乳品双倍”与“生日月双倍”可能叠加：6人，最多3.5倍，已按“相加”处理" in texts
    assert "不会循环：积分不产生积分" in texts
    assert "最坏情况1分成本¥0.0100，每100元积350分，合3.5%，低于毛利24%" in texts


def product(number: int, price_minor: int, margin_minor: int | None, category: str = "snacks") -> ProductFact:
    return ProductFact(id=f"p{number}", name=f"商品{number}", price_minor=price_minor, margin_minor=margin_minor, categories=(category,))


def test_what_points_cost_against_the_margin() -> None:
    """1 point per yuan worth 1 fen doubled is 2 %: above a margin of 1 %, and above that of a single product."""
    document = shop(rule("a", lane="factor", benefit=MULTIPLY))
    assert found(document, Facts(margin=Fraction(3, 100)))["cost_below_margin"].values["percent"] == "2"
    assert found(document)["cost_worst"].severity == "info"
    dear = found(document, Facts(margin=Fraction(1, 100)))["cost_above_margin"]
    assert (dear.severity, dear.rules) == ("error", ("base",))
    assert dear.fix is not None
    mended = found(dear.fix.apply(document), Facts(margin=Fraction(1, 100)))
    assert "cost_above_margin" not in mended
    assert Fraction(mended["cost_below_margin"].values["percent"]) <= 1
    products = (product(1, 1000, 300), product(2, 1000, 15), product(3, 1000, None))
    goods = found(document, Facts(products=products))["cost_above_margin_goods"]
    assert (goods.values["count"], goods.values["goods"]) == (1, "商品2")
    assert goods.fix is not None
    assert "cost_above_margin_goods" not in found(goods.fix.apply(document), Facts(products=products))


def test_points_per_item_are_dear_where_the_item_is_cheap() -> None:
    document = shop(rule("a", benefit={"kind": "per_item", "points": 10}, lines={"categories": ["sweets"]}))
    products = (product(1, 100, 10, "sweets"), product(2, 10_000, 2_000, "sweets"))
    assert found(document, Facts(products=products))["cost_above_margin_goods"].values["goods"] == "商品1"


def test_a_reward_may_cost_more_than_points_are_worth_as_money() -> None:
    document = shop(rewards=[CUP])
    finding = found(document, Facts(margin=Fraction(1, 4), reward_cost_minor={"CUP": 620}))["cost_below_margin"]
    assert finding.values["cost"] == "0.0620"
    assert "cost_below_margin" not in found({**document, "redemption": {"enabled": False}}, Facts(margin=Fraction(1, 4)))


@pytest.mark.parametrize("name", ["stores", "tills", "channels", "groups", "card_types", "card_batches", "tenders"])
def test_places_and_groups_that_are_not_there(name: str) -> None:
    document = set_condition(shop(rule("a")), "a", name, ["here", "gone"])
    facts = Facts(**{name: frozenset({"here"})})
    partly = found(document, facts)[f"unknown_{name}"]
    assert partly.fix is not None
    assert partly.fix.apply(document)["rules"][1]["when"][name] == ["here"]
    wholly = found(set_condition(document, "a", name, ["gone"]), facts)[f"never_{name}"]
    assert (wholly.severity, wholly.path) == ("error", f"/rules/1/when/{name}")


def test_goods_that_are_not_there() -> None:
    facts = Facts(products=(product(1, 1000, None),))
    document = shop(rule("a", lines={"categories": ["snacks", "gone"], "products": ["p9"]}))
    partly = found(document, facts)["unknown_goods"]
    assert partly.zh.endswith("gone、p9")
    assert partly.fix is not None
    assert partly.fix.apply(document)["rules"][1]["lines"] == {"categories": ["snacks"]}
    assert "never_unknown_goods" in found(shop(rule("a", lines={"brands": ["gone"]})), facts)


def test_what_nobody_is_anywhere_near() -> None:
    document = shop(rule("a", when={"min_amount_minor": 90_000}), rewards=[CUP | {"points": 5_000}], tiers=TIERS)
    found_there = found(document, Facts(most_points=900, highest_metric=90_000, largest_sale_minor=30_000))
    assert found_there["reward_far"].zh == "礼品“杯”要5000分，还没有人够：最多的有900分"
    assert found_there["tier_far"].zh == "还没有人接近“金卡”的门槛"
    assert found_there["min_amount_far"].rules == ("a",)


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.code)
def test_what_a_starter_brings_needs_no_warning_of_its_own(starter: Any) -> None:
    draft, codes = add_rule({**PROGRAMME, "rules": [BASE_RULE | {"rounding": "carry"}], "redemption": {}}, starter.code, "zh", TODAY)
    expected = {"never_no_goods"} if "lines" in starter.needs else {"double_bonus"} if starter.code == "amount" else set()
    if starter.code == "top_up":
        expected = {"top_up_twice"}
    serious = [finding for finding in check(draft, TODAY) if finding.severity in ("error", "warn") and set(finding.rules) & set(codes)]
    assert {finding.code for finding in serious} - expected == set()


def test_the_shipped_programmes_have_no_errors() -> None:
    for file in sorted(TEMPLATES.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        if "rules" in document:
            assert [finding.zh for finding in check(document, TODAY) if finding.severity == "error"] == [], file.stem


def test_many_rules_are_checked_in_a_moment() -> None:
    rules = [rule(f"r{number}", lane="factor", benefit=MULTIPLY, when={"weekdays": [1 + number % 7]}) for number in range(200)]
    rules += [rule(f"s{number}", benefit=FIXED | {"points": 1 + number}, when={"min_amount_minor": 100 + number}) for number in range(299)]
    document = shop(*rules)
    codes = [finding.code for finding in check(document, TODAY)]
    assert codes.count("overlap") == 40
    assert "more_overlaps" in codes


# On generated programmes


@examples(100)
@given(programme_documents())
def test_a_fix_makes_its_finding_go(document: dict[str, Any]) -> None:
    assert not programme_errors(document), programme_errors(document)
    for finding in check(document, TODAY):
        assert CHINESE.search(finding.text("zh"))
        assert not re.search("[{}]", finding.zh + finding.en)
        if finding.severity in ("error", "warn"):
            assert finding.fix is not None, finding
        if finding.fix is not None:
            mended = finding.fix.apply(document)
            assert not programme_errors(mended), finding
            assert finding.key not in {other.key for other in check(mended, TODAY)}, finding


@examples(120)
@given(programme_documents(), st.lists(st.tuples(events(), members(), contexts()), min_size=3, max_size=3))
def test_what_never_fires_never_fires(document: dict[str, Any], tries: list[tuple[EventInput, MemberInput, ContextInput]]) -> None:
    """For every rule it says "never" of, the event made for that rule and random events are tried on the engine."""
    programme = compile_programme(document)
    never = {finding.rules[0] for finding in check(document, TODAY) if finding.code.startswith("never_") and finding.rules} | {
        finding.rules[0] for finding in check(document, TODAY) if finding.code == "rule_off"
    }
    for rule_ in programme.rules:
        if rule_.code not in never:
            continue
        for event, member, context in (situation_for(programme, rule_), *tries):
            result = quote(programme, event, member, context)
            assert not next(item for item in result.items if item.rule == rule_.code).fired


_BY_OTHERS = {"stopped_by", "excluded_by", "not_best", "no_points", "cap"}


@examples(100)
@given(programme_documents(most_rules=1, most_caps=0))
def test_what_may_fire_does_on_the_event_made_for_it(document: dict[str, Any]) -> None:
    """The other way round, for a rule alone: not saying "never" means that there is an event on which it fires."""
    programme = parse_programme(document)
    never = {finding.rules[:1] for finding in check(document, TODAY) if finding.code.startswith("never_") or finding.code == "rule_off"}
    for rule_ in programme.rules:
        event, member, context = situation_for(programme, rule_)
        item = quote(programme, event, member, context).items[0]
        assert item.fired is ((rule_.code,) not in never) or item.reason in _BY_OTHERS, item


def test_the_search_for_a_firing_event_finds_one_where_there_is_one() -> None:
    """The proof above is worth something: for rules of every kind the event made for them fires."""
    document = changed(shop(), "rules", [])
    for starter in STARTERS:
        if "lines" not in starter.needs:
            document = add_rule(document, starter.code, "zh", TODAY)[0]
    document, _ = cap_rule(document, "weekday", limit=500)
    document = set_value(document, "/tiers", {**document["tiers"], "levels": document["tiers"]["levels"]})
    programme = parse_programme(document)
    fired = 0
    for rule_ in programme.rules:
        event, member, context = situation_for(programme, rule_)
        fired += next(item for item in quote(programme, event, member, context).items if item.rule == rule_.code).fired
    assert fired == len(programme.rules)

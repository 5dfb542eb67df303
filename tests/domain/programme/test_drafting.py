"""Editing a programme (CAMP-03, EDGE-10): whatever is edited in whatever order, the document stays in one piece and reads as sentences."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.programme import drafting
from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import (
    EditRefused,
    cap_rule,
    clear_condition,
    copy_rule,
    move_lane,
    move_rule,
    next_version,
    possible_conditions,
    refusal_text,
    remove_lane,
    remove_level,
    remove_reward,
    remove_rule,
    sentence_parts,
    set_benefit,
    set_condition,
    set_lane_mode,
    set_tiers,
    set_trigger,
    set_value,
    unique_code,
    value_at,
    value_error,
)
from app.domain.programme.operations import parse_programme, programme_errors
from app.domain.programme.sentences import rule_sentence
from app.domain.programme.starters import STARTERS, add_rule
from tests.domain.programme.shop import BASE_RULE, PROGRAMME, TEMPLATES, changed

TODAY = "2026-07-04"
CHINESE = re.compile("[一-鿿]")
SHOP: dict[str, Any] = json.loads((TEMPLATES / "convenience.json").read_text(encoding="utf-8"))
EVERY: dict[str, Any] = {
    "dates": {"from_date": "2026-07-04", "to_date": "2026-09-26"},
    "weekdays": [6],
    "month_days": [8, -1],
    "times": [{"start": "22:00", "end": "02:00"}],
    "stores": ["S01"],
    "tills": ["01"],
    "channels": ["pos"],
    "tiers": ["gold"],
    "groups": ["VIP"],
    "card_types": ["gold"],
    "card_batches": ["B1"],
    "birthday": "month",
    "referred": True,
    "nth": {"of": "sale", "every": 5},
    "tenders": ["wechat"],
    "codes": ["BOGO"],
    "min_amount_minor": 10_000,
    "min_qty": 3,
}


def text(document: dict[str, Any], code: str, lang: Any = "zh", names: Any = None) -> str:
    return "".join(part.text for part in sentence_parts(document, code, lang, names or {}))


def shown(document: dict[str, Any], code: str, names: Any = None) -> str:
    """The sentence with the editable parts in brackets."""
    parts = sentence_parts(document, code, "zh", names or {})
    return "".join(f"[{part.text}]" if part.editable else part.text for part in parts)


def picture() -> dict[str, Any]:
    """The rule of the editor's picture: Saturday dairy double with a cap, two stores, dates and a budget."""
    document = set_condition(SHOP, "dairy_saturday", "stores", ["S01", "S02"])
    document = set_condition(document, "dairy_saturday", "dates", {"from_date": "2026-07-04", "to_date": "2026-09-26"})
    document, _ = cap_rule(document, "dairy_saturday", limit=200)
    document, _ = cap_rule(document, "dairy_saturday", limit=20_000, per="month", who="all")
    return set_lane_mode(document, "campaign", "add_factors")


def test_the_rule_of_the_picture_reads_with_its_parts_CAMP_03() -> None:
    names = {"dairy": "乳制品（46 种）", "S01": "文一西路店", "S02": "古墩路店"}
    assert shown(picture(), "dairy_saturday", names) == (
        "[2026-07-04]至[2026-09-26]，[每周六]，在[文一西路店、古墩路店]，[所有会员]，[消费]，购买[乳制品（46 种）]，[基础]积分[2倍]，"
        "与[“活动”]里的规则[倍数相加，不相乘]，每人每日最多[500分]（所有规则合计），每人每日最多[200分]，全部会员每月最多[20000分]，"
        "有效期[12个月（到月底）]"
    )
    english = text(picture(), "dairy_saturday", "en", {"dairy": "dairy", "S01": "Wenyi Road", "S02": "Gudun Road"})
    assert english.startswith("from 2026-07-04 to 2026-09-26, on Saturday, at Wenyi Road, Gudun Road, for all members: on a sale, of dairy")
    assert "factors add up, they do not multiply, at most 500 pts a day per member (over all rules), at most 200 pts a day" in english


def test_a_part_carries_the_value_of_its_field() -> None:
    parts = {part.path: part for part in sentence_parts(picture(), "dairy_saturday", "zh")}
    assert parts["/rules/6/when/weekdays"].value == [6]
    assert parts["/rules/6/when/dates/to_date"].value == "2026-09-26"
    assert (parts["/rules/6/benefit/factor"].kind, parts["/rules/6/benefit/factor"].value) == ("factor", "2")
    assert (parts["/rules/6/when/tiers"].value, parts["/rules/6/when/tiers"].editing) == (None, True)
    assert parts["/rules/6/validity"].value is None, "the programme's own"
    assert parts["/lanes/3/mode"].value == "add_factors"
    assert parts["/caps/1"].value == {"code": "dairy_saturday_day", "rules": ["dairy_saturday"], "per": "day", "limit": 200}


@pytest.mark.parametrize("name", EVERY)
def test_a_condition_is_set_read_and_cleared(name: str) -> None:
    document = set_condition(SHOP, "coffee", name, EVERY[name])
    assert not programme_errors(document)
    path = f"/rules/1/when/{name}"
    assert any(part.path.startswith(path) and part.value is not None for part in sentence_parts(document, "coffee", "zh"))
    assert text(document, "coffee") != text(SHOP, "coffee")
    assert clear_condition(document, "coffee", name) == SHOP


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("active", False),
        ("exclusive", True),
        ("stop", True),
        ("qualifying", False),
        ("recipient", "referrer"),
        ("rounding", "ceil"),
        ("pending_days", 7),
        ("validity", {"kind": "days", "n": 30}),
        ("validity", {"kind": "permanent"}),
        ("funding", "supplier"),
        ("note", "只做一季"),
        ("base", {"discount": "before", "exclude_tenders": []}),
        ("lines", {"products": ["p1"], "exclude_brands": ["b1"]}),
        ("benefit/whole_steps", False),
        ("benefit/every_qty", 2),
        ("benefit/points", 3),
    ],
)
def test_every_field_that_differs_from_its_default_has_a_part(path: str, value: Any) -> None:
    document = set_value(SHOP, f"/rules/1/{path}", value)
    assert not programme_errors(document)
    for lang in ("zh", "en"):
        parts = sentence_parts(document, "coffee", lang)  # type: ignore[arg-type]
        assert [part.value for part in parts if part.path == f"/rules/1/{path}"][:1] == [value]
        assert "".join(part.text for part in parts) != text(SHOP, "coffee", lang)


def test_pending_days_of_the_programme_that_a_rule_does_not_have_are_told() -> None:
    document = set_value(SHOP, "/pending_days", 7)
    assert "[7天]后可用" in shown(document, "coffee")
    assert "[马上可用]" in shown(set_value(document, "/rules/1/pending_days", 0), "coffee")


def test_a_long_list_is_shortened_in_the_editor_only() -> None:
    document = set_value(SHOP, "/rules/1/lines", {"products": [f"p{number:02d}" for number in range(46)]})
    assert "购买[p00、p01、p02、p03、p04等46种]" in shown(document, "coffee")
    programme = parse_programme(document)
    assert "p45" in rule_sentence(programme.rule("coffee"), programme, "zh")


def test_setting_what_stands_there_changes_nothing_and_the_default_leaves_no_trace() -> None:
    document = picture()
    for rule in document["rules"]:
        for part in sentence_parts(document, rule["code"], "zh"):
            if part.editable and part.value is not None:
                assert set_value(document, part.path, part.value) == document
    assert set_value(SHOP, "/rules/0/exclusive", value=False) == SHOP
    assert set_value(SHOP, "/rules/0/recipient", "member") == SHOP
    assert "rounding" not in set_value(SHOP, "/rules/0/rounding", "floor")["rules"][0]


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.code)
def test_a_starter_adds_a_right_rule_to_any_programme_FRAUD_01_FRAUD_02_FRAUD_03(starter: Any) -> None:
    for document in (SHOP, PROGRAMME, {**PROGRAMME, "lanes": [{"code": "b", "mode": "best"}], "rules": []}):
        draft, codes = add_rule(document, starter.code, "zh", TODAY)
        assert not programme_errors(draft)
        if not codes:
            assert (starter.code, draft) == ("tier", SHOP), "every tier has its multiplier"
            continue
        for lang in ("zh", "en"):
            again, _ = add_rule(document, starter.code, lang, TODAY)  # type: ignore[arg-type]
            assert starter.line(lang)
            assert starter.title("zh") in again["rules"][-1]["name"] if lang == "zh" and starter.code != "tier" else True
        capped = {rule for cap in draft.get("caps", ()) for rule in cap.get("rules", ())}
        once = draft["rules"][-1]["trigger"] not in ("sale", "challenge")
        assert set(codes) <= capped or not once
        assert draft["rules"][: len(document["rules"])] == document["rules"]


def test_starters_find_their_place_beside_what_is_there() -> None:
    draft, codes = add_rule(SHOP, "weekday", "zh", TODAY)
    assert (codes, draft["rules"][-1]["lane"]) == (("weekday",), "campaign")
    assert add_rule(draft, "weekday", "zh", TODAY)[1] == ("weekday_2",)
    assert add_rule(SHOP, "first_sale", "zh", TODAY)[0]["rules"][-1]["lane"] == "bonus"
    plain, codes = add_rule({**PROGRAMME, "rules": [BASE_RULE]}, "tier", "zh", TODAY)
    assert (codes, [rule["lane"] for rule in plain["rules"]]) == (("silver", "gold"), ["base", "tier", "tier"])
    assert [level["code"] for level in plain["tiers"]["levels"]] == ["regular", "silver", "gold"]


def test_a_rule_that_is_copied_keeps_its_limits() -> None:
    document, code = copy_rule(picture(), "dairy_saturday")
    assert (code, document["rules"][7]["name"]) == ("dairy_saturday_2", "周六乳品双倍 副本")
    assert sorted(cap["limit"] for cap in document["caps"] if cap.get("rules") == [code]) == [200, 20_000]
    shared = changed(picture(), "caps/1/rules", ["coffee", "dairy_saturday"])
    assert copy_rule(shared, "dairy_saturday")[0]["caps"][1]["rules"] == ["coffee", "dairy_saturday", "dairy_saturday_2"]


def test_a_rule_that_goes_leaves_no_cap_that_would_then_hold_for_all() -> None:
    document = remove_rule(picture(), "dairy_saturday")
    assert [cap["code"] for cap in document["caps"]] == ["daily"]
    assert "rules" not in document["caps"][0]
    shared = changed(picture(), "caps/1/rules", ["coffee", "dairy_saturday"])
    assert remove_rule(shared, "dairy_saturday")["caps"][1]["rules"] == ["coffee"]
    assert set_value(picture(), "/rules/6", None) == document


def test_rules_are_dragged_between_lanes_and_in_order() -> None:
    document = move_rule(SHOP, "dairy_saturday", "tier")
    assert [rule["code"] for rule in document["rules"] if rule["lane"] == "tier"][-1] == "dairy_saturday"
    document = move_rule(document, "dairy_saturday", "tier", before="silver")
    assert [rule["code"] for rule in document["rules"]][2:4] == ["dairy_saturday", "silver"]
    with pytest.raises(EditRefused, match="rule_lane") as refused:
        move_rule(SHOP, "gold", "base")
    assert refusal_text(refused.value, "zh").startswith("“金卡1.5倍”不能放在“基础”里")
    with pytest.raises(EditRefused, match="rule_lane"):
        move_rule(picture(), "coffee", "campaign")


def test_another_trigger_takes_along_what_only_the_old_one_knew() -> None:
    document = SHOP
    for name in ("tenders", "codes", "nth", "weekdays"):
        document = set_condition(document, "coffee", name, EVERY[name])
    rule = set_trigger(document, "coffee", "check_in")["rules"][1]
    assert (rule["when"], "lines" in rule) == ({"weekdays": [6]}, False)
    goal = set_trigger(set_value(SHOP, "/rules/1/recipient", "team"), "coffee", "challenge")["rules"][1]
    assert (goal["when"]["challenge"]["reach"], "recipient" in goal) == (100_000, False)
    assert set_trigger(SHOP, "coffee", "activity:yoga")["rules"][1]["trigger"] == "activity:yoga"
    with pytest.raises(EditRefused, match="enum"):
        set_trigger(SHOP, "coffee", "dancing")


def test_another_benefit_moves_the_rule_where_it_fits() -> None:
    document = set_benefit(SHOP, "base", {"kind": "multiply", "factor": "2"})
    assert (document["rules"][0]["lane"], document["rules"][0]["rounding"]) == ("campaign", "carry")
    single = {**PROGRAMME, "lanes": [{"code": "base", "mode": "best"}]}
    double = set_benefit(single, "base", {"kind": "multiply", "factor": "2"})
    assert double["lanes"][1] == {"code": "factor", "name": "倍数", "mode": "add_factors"}
    voucher = set_benefit(single, "base", {"kind": "voucher", "voucher": "TEA", "count": 1})
    assert (voucher["lanes"][1]["mode"], voucher["rules"][0]["benefit"]) == ("stack", {"kind": "voucher", "voucher": "TEA"})
    with pytest.raises(EditRefused, match="enum"):
        set_benefit(SHOP, "base", {"kind": "wishes"})


def test_lanes_are_kept_in_an_order_that_can_be_calculated() -> None:
    with pytest.raises(EditRefused, match="lane_order"):
        move_lane(SHOP, "tier", before="base")
    with pytest.raises(EditRefused, match="lane_used"):
        remove_lane(SHOP, "bonus")
    with pytest.raises(EditRefused, match="lane_mode"):
        set_lane_mode(SHOP, "bonus", "multiply")
    only = set_value(SHOP, "/rules/7/benefit/of", ["bonus"])
    empty = remove_rule(only, "coffee")
    with pytest.raises(EditRefused, match="lane_multiplied"):
        remove_lane(empty, "bonus")
    with pytest.raises(EditRefused, match="last_lane"):
        remove_lane({**PROGRAMME, "lanes": [{"code": "base", "mode": "stack"}]}, "base")
    assert [lane["code"] for lane in move_lane(SHOP, "campaign", before="tier")["lanes"]] == ["base", "bonus", "campaign", "tier"]


def test_a_tier_that_a_rule_needs_stays() -> None:
    with pytest.raises(EditRefused, match="level_used") as refused:
        remove_level(SHOP, "gold")
    assert refusal_text(refused.value, "zh") == "“金卡1.5倍”只给“金卡”，先改它"
    with pytest.raises(EditRefused, match="level_used"):
        set_tiers(SHOP, None)
    both = set_condition(SHOP, "gold", "tiers", ["silver", "gold"])
    assert remove_level(both, "gold")["rules"][3]["when"]["tiers"] == ["silver"]
    assert remove_level(SHOP, "regular")["tiers"]["levels"][0] == {"code": "silver", "name": "银卡", "threshold": 0}
    bare = {**PROGRAMME, "tiers": {**SHOP["tiers"], "levels": SHOP["tiers"]["levels"][:1]}}
    with pytest.raises(EditRefused, match="last_level"):
        remove_level(bare, "regular")


def test_a_reward_that_is_exchanged_automatically_stays() -> None:
    document, code = drafting.add_reward(SHOP, {"name": "咖啡", "kind": "goods", "points": 100, "code": "CUP"})
    document = set_value(document, "/redemption/auto", {"reward": code})
    with pytest.raises(EditRefused, match="reward_used"):
        remove_reward(document, code)
    assert remove_reward(set_value(document, "/redemption/auto", None), code) == SHOP


def test_values_that_contradict_each_other_are_shown_at_their_place() -> None:
    document = set_condition(SHOP, "coffee", "dates", {"from_date": "2026-09-26", "to_date": "2026-07-04"})
    assert [(error.path, error.code) for error in programme_errors(document)] == [("/rules/1/when/dates", "conflict")]
    document = set_value(SHOP, "/tiers/levels/2/threshold", 1)
    assert [(error.path, error.code) for error in programme_errors(document)] == [("/tiers/levels/2/threshold", "conflict")]
    document = set_value(SHOP, "/caps/0/limit", -1)
    assert [(error.path, error.code) for error in programme_errors(document)] == [("/caps/0/limit", "range")]
    with pytest.raises(EditRefused, match="format"):
        set_value(SHOP, "/rules/1/when/dates/to_date", "2026-02-30")
    with pytest.raises(EditRefused, match="type"):
        set_value(SHOP, "/point_value", 1)
    with pytest.raises(EditRefused, match="unknown_field"):
        set_value(SHOP, "/rules/1/colour", "blue")


def test_codes_and_versions() -> None:
    assert unique_code(["a", "a_2"], "a") == "a_3"
    assert unique_code([], "Café au lait / 2") == "Caf_au_lait_2"
    assert unique_code([], "乳品") == "code"
    assert len(unique_code(["x" * 28], "x" * 40)) <= 32
    assert next_version(SHOP, 12)["version"] == 13


def test_what_can_still_be_added_depends_on_the_rule() -> None:
    names = [name for name, _, _ in possible_conditions(SHOP, "coffee", "zh", TODAY)]
    assert {"tiers", "nth", "tenders", "codes"} <= set(names)
    assert "weekdays" not in [name for name, _, _ in possible_conditions(SHOP, "dairy_saturday", "zh", TODAY)]
    enrolment, _ = add_rule(PROGRAMME, "enrolment", "zh", TODAY)
    names = [name for name, _, _ in possible_conditions(enrolment, "enrolment", "en", TODAY)]
    assert not {"tiers", "nth", "tenders", "codes"} & set(names)
    for name, label, start in possible_conditions(SHOP, "coffee", "zh", TODAY):
        assert CHINESE.search(label)
        if start is not None:
            assert not programme_errors(set_condition(SHOP, "coffee", name, start))


_BENEFITS = [
    {"kind": "multiply", "factor": "3"},
    {"kind": "fixed", "points": 5},
    {"kind": "voucher", "voucher": "TEA"},
    {"kind": "per_amount", "points": 2, "every_minor": 300, "whole_steps": False},
    {"kind": "percent_back", "percent": "2.5"},
]
_TRIGGERS = ["sale", "first_sale", "enrolment", "check_in", "birthday", "top_up", "challenge", "activity:review", "profile_completed"]
_MODES = ["stack", "best", "add_factors", "multiply"]
_VALUES: list[Any] = [None, 0, -1, 7, "x", "2026-01-01", "0", [], ["S1"], {}, True, 10**13, {"kind": "days", "n": 0}]


def act(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """One thing a person does in the editor, right or wrong."""
    rules, lanes = [rule["code"] for rule in document["rules"]], [lane["code"] for lane in document["lanes"]]
    code, lane = rng.choice(rules or ["none"]), rng.choice(lanes)
    acts: list[Any] = [
        lambda: add_rule(document, rng.choice(STARTERS).code, rng.choice(["zh", "en"]), TODAY)[0],  # type: ignore[arg-type]
        lambda: drafting.add_lane(document, "新组", rng.choice(_MODES), before=rng.choice([None, lane]))[0],
        lambda: remove_lane(document, lane),
        lambda: set_lane_mode(document, lane, rng.choice([*_MODES, "none"])),
        lambda: move_lane(document, lane, rng.choice([None, *lanes])),
        lambda: set_tiers(document, rng.choice([None, SHOP["tiers"]])),
        lambda: drafting.add_reward(document, {"name": "杯", "kind": "goods", "points": 5})[0],
    ]
    if rules:
        path = rng.choice([part.path for part in sentence_parts(document, code, "zh") if part.editable])
        name = rng.choice(list(EVERY))
        acts += [
            lambda: copy_rule(document, code)[0],
            lambda: remove_rule(document, code),
            lambda: move_rule(document, code, rng.choice([None, *lanes]), rng.choice([None, *rules])),
            lambda: set_trigger(document, code, rng.choice(_TRIGGERS)),
            lambda: set_benefit(document, code, rng.choice(_BENEFITS)),
            lambda: set_condition(document, code, name, rng.choice([None, EVERY[name]])),
            lambda: cap_rule(document, code, limit=rng.choice([0, 5, -3]), per=rng.choice(["day", "event", "lifetime"]))[0],
            lambda: set_value(document, path, rng.choice(_VALUES)),
            lambda: drafting.set_active(document, code, rng.choice([True, False])),
        ]
    result: dict[str, Any] = rng.choice(acts)()
    return result


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.sampled_from([SHOP, PROGRAMME]))
def test_whatever_is_edited_the_document_stays_in_one_piece_and_reads(rng: random.Random, document: dict[str, Any]) -> None:
    refused: list[EditRefused] = []
    for _ in range(12):
        kept = copy.deepcopy(document)
        try:
            after = act(document, rng)
        except EditRefused as refusal:
            after, refused = document, [*refused, refusal]
        assert document == kept, "an operation changes nothing that is given to it"
        document = after
        assert all(value_error(error) for error in programme_errors(document))
        programme = compile_programme(document)
        for rule in programme.rules:
            for lang in ("zh", "en"):
                parts = sentence_parts(document, rule.code, lang, programme=programme)  # type: ignore[arg-type]
                assert all(value_at(document, part.path) == part.value for part in parts if part.editable)
                assert rule_sentence(rule, programme, lang)  # type: ignore[arg-type]
    for refusal in refused:
        assert CHINESE.search(refusal_text(refusal, "zh"))
        assert not re.search("[{}]", refusal_text(refusal, "zh") + refusal_text(refusal, "en"))


def test_what_the_editor_adds_to_the_sentence_is_all_that_differs_from_the_plain_one() -> None:
    for name, value in EVERY.items():
        document = set_condition(SHOP, "coffee", name, value)
        programme = parse_programme(document)
        rule = programme.rule("coffee")
        for lang in ("zh", "en"):
            whole = "".join(part.text for part in sentence_parts(document, "coffee", lang))  # type: ignore[arg-type]
            plain = rule_sentence(rule, programme, lang)  # type: ignore[arg-type]
            letters = iter(whole)
            assert all(letter in letters for letter in plain), (whole, plain)

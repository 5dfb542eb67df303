"""The quote at the demo shop's till, and corners of programme.md §4 to §6 that the golden cases do not reach."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from app.domain.programme.inputs import MemberInput, TenderInput, TierInput
from app.domain.programme.operations import evaluate, parse_programme
from app.domain.programme.quote import quote
from app.domain.programme.redeem import redeem
from tests.domain.programme.shop import BASE_RULE, PROGRAMME, QUOTE, at, basket, changed, convenience, with_rule

SHOP = convenience()
SATURDAY, SUNDAY = at("2026-06-20"), at("2026-06-21")


def member(tier: str = "regular", **fields: Any) -> MemberInput:
    return MemberInput(id="M1", tier=TierInput(code=tier), **fields)


def points(result: Any) -> dict[str, int]:
    return {item.rule: item.points for item in result.items if item.fired}


def ask(document: dict[str, Any]) -> dict[str, Any]:
    answer = evaluate(document)
    assert answer["ok"] is True, answer
    return answer


def items(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["rule"]: item for item in ask(document)["items"]}


def test_the_bill_of_the_pictures_EARN_02_EARN_04_EARN_05() -> None:
    """49.30 count: 49 points; a cup of coffee 10; gold half of 49; the milk's 20 once more, as it is Saturday."""
    result = quote(SHOP, basket(), member("gold", carry={"base": Fraction(2, 5)}), SATURDAY)
    assert points(result) == {"base": 49, "coffee": 10, "gold": 24, "dairy_saturday": 20}
    assert result.points == 103
    assert result.points_by_line() == {"L1": 4 + 2, "L2": 20 + 10 + 20, "L3": 12 + 10 + 6, "L4": 6 + 3, "L5": 7 + 3}
    assert result.carry["member"] == {"base": Fraction(7, 10)}
    assert {line.line: line.excluded for line in result.base_lines}["L6"] == "kind"
    assert [accrual.expires_on for accrual in result.accruals] == ["2027-06-30"] * 4


def test_what_the_remainder_becomes_next_time_LESSON_13_EDGE_08() -> None:
    first = quote(SHOP, basket(), member(), SUNDAY)
    assert first.carry["member"]["base"] == Fraction(3, 10)
    second = quote(SHOP, basket(), member(carry=first.carry["member"]), SUNDAY)
    third = quote(SHOP, basket(), member(carry=second.carry["member"]), SUNDAY)
    fourth = quote(SHOP, basket(), member(carry=third.carry["member"]), SUNDAY)
    assert [points(part)["base"] for part in (first, second, third, fourth)] == [49, 49, 49, 50]


@pytest.mark.parametrize(("tier", "speed"), [("regular", 0), ("silver", 9), ("gold", 24), ("platinum", 39), ("diamond", 49)])
def test_a_tier_changes_the_speed_and_never_what_a_point_is_worth_EARN_11(tier: str, speed: int) -> None:
    someone = member(tier, available_points=2000)
    assert points(quote(SHOP, basket(), someone, SUNDAY)).get(tier, 0) == speed
    allowed = redeem(SHOP, basket(), someone, SUNDAY, 1000)
    assert (allowed.allowed, allowed.value_minor, allowed.limit_minor) == (True, 1000, 2465)


def test_the_part_paid_with_points_earns_nothing_LESSON_11() -> None:
    paid = replace(basket(), tenders=(TenderInput("points", 1000), TenderInput("cash", 3960)))
    result = quote(SHOP, paid, member(), SUNDAY)
    assert result.base_total_minor == 4930 - 994
    assert sum(line.tender_share_minor for line in result.base_lines) == 1000
    assert points(result)["base"] == 39


def test_the_daily_cap_is_shared_by_all_rules() -> None:
    result = quote(SHOP, basket(), member("gold", cap_used={"daily": 440}), SATURDAY)
    assert points(result) == {"base": 49, "coffee": 10, "gold": 1}
    assert [item.cap for item in result.items if item.fired] == [None, None, "daily"]
    assert [(item.reason, item.detail) for item in result.items if item.rule == "dairy_saturday"] == [("cap", "daily")]
    assert result.cap_used["member"] == {"daily": 60}


def test_a_walk_in_gets_every_reason_and_no_points_EDGE_01() -> None:
    result = quote(SHOP, basket(), None, SATURDAY)
    assert {item.reason for item in result.items} == {"no_member"}
    assert len(result.items) == len(SHOP.rules)
    assert (result.points, result.tier) == (0, None)


def test_a_stored_snapshot_holds_no_birthday() -> None:
    someone = member(birthday=(6, 21))
    kept = someone.without_birthday("2026-06-21", "feb28")
    assert (kept.birthday, kept.birthday_match) == (None, ("day", "month"))
    assert quote(SHOP, basket(), kept, SUNDAY) == quote(SHOP, basket(), someone, SUNDAY)
    assert member(birthday=(2, 29)).without_birthday("2027-03-01", "mar01").birthday_match == ("day",)


def test_a_gift_on_goods_paid_with_points_only_counts_for_nothing() -> None:
    document = with_rule(QUOTE, benefit={"kind": "per_item", "points": 10})
    free = {"id": "L2", "product": "free", "qty": 5, "list_minor": 500, "discount_minor": 500}
    document = changed(document, "event/basket/lines/1", free)
    found = items(document)
    assert (found["r"]["qty"], found["r"]["points"], found["r"]["line_points"]) == (2, 20, {"L1": 20})


def test_an_empty_include_list_lets_no_line_pass() -> None:
    assert items(with_rule(QUOTE, lines={"products": []}))["r"]["reason"] == "no_lines"
    assert items(with_rule(QUOTE, lines={}))["r"]["fired"] is True


def test_a_multiplier_with_lines_never_sees_points_on_no_line() -> None:
    double = {"kind": "multiply", "factor": "2", "of": ["base", "bonus"]}
    document = with_rule(QUOTE)
    every = changed(document, "programme/rules/2", {"code": "x", "name": "x", "trigger": "sale", "lane": "factor", "benefit": double})
    lines_only = changed(every, "programme/rules/2/lines", {})
    assert (items(every)["x"]["points"], items(lines_only)["x"]["points"]) == (20, 10)


def test_factors_that_multiply_share_points_by_their_exact_increments() -> None:
    """Cells L1 1, L2 1; x1.5 on L1 only, then x1.5 on all: 1/2, and (3/4 + 1/2). 7/4 rounds down to 1, to the larger fraction."""
    document = changed(QUOTE, "programme/lanes/2/mode", "multiply")
    document = changed(document, "event/basket/lines", [{"id": f"L{n}", "product": f"p{n}", "qty": 1, "list_minor": 100} for n in (1, 2)])
    half = {"trigger": "sale", "lane": "factor", "benefit": {"kind": "multiply", "factor": "1.5"}}
    document = changed(document, "programme/rules/1", {"code": "a", "name": "a", "lines": {"products": ["p1"]}} | half)
    document = changed(document, "programme/rules/2", {"code": "b", "name": "b"} | half)
    found = items(document)
    assert [(found[code]["exact"], found[code]["points"], found[code]["line_points"]) for code in "ab"] == [
        ("1/2", 0, {}),
        ("5/4", 1, {"L1": 1}),
    ]


def test_a_late_check_in_moves_nothing() -> None:
    document = with_rule(QUOTE, trigger="check_in", when={"nth": {"of": "streak", "every": 1}})
    document = changed(document, "event", {"id": "E1", "type": "check_in"})
    document = changed(document, "member/check_in", {"last_date": "2026-03-16", "streak": 9})
    answer = ask(document)
    assert answer["check_in"] == {"last_date": "2026-03-16", "streak": 9}
    assert answer["totals"]["member"] == 10


def test_a_lost_challenge_gives_its_caps_back() -> None:
    goal = {"challenge": {"metric": "visits", "per": "year", "reach": 10}}
    document = with_rule(QUOTE, trigger="challenge", when=goal, benefit={"kind": "fixed", "points": 200})
    document = changed(document, "programme/caps", [
        {"code": "p", "per": "year", "limit": 500, "rules": ["r"]},
        {"code": "t", "per": "year", "limit": 1, "unit": "times", "who": "all", "rules": ["r"]},
    ])  # fmt: skip
    document = changed(document, "event", {"id": "E1", "type": "challenge", "metrics": {"year": {"visits": 9}}})
    document = changed(document, "member/challenge_booked", {"r": 200})
    answer = ask(document)
    assert answer["reversals"] == [{"recipient": "member", "rule": "r", "points": 200, "qualifying": True}]
    assert (answer["cap_used"]["member"], answer["cap_used"]["context"]) == ({"p": -200}, {"t": -1})


def test_the_stop_rule_stops_later_lanes_for_its_recipient_only() -> None:
    document = changed(QUOTE, "programme/rules/0", BASE_RULE | {"stop": True})
    document = with_rule(document, recipient="team")
    document = changed(document, "programme/rules/2", document["programme"]["rules"][1] | {"code": "m", "recipient": "member"})
    document = changed(document, "context/recipients", {"team": {"id": "G1", "debt": 4}})
    answer = ask(document)
    found = {item["rule"]: item for item in answer["items"]}
    assert (found["r"]["points"], found["m"]["reason"], found["m"]["detail"]) == (10, "stopped_by", "base")
    assert answer["debt_paid"] == {"member": 0, "referrer": 0, "team": 4}


def test_a_times_cap_that_is_used_up_in_the_lane_takes_the_second_rule_to_nothing() -> None:
    document = with_rule(with_rule(QUOTE), code="r")
    document = changed(document, "programme/rules/2", document["programme"]["rules"][1] | {"code": "s"})
    document = changed(document, "programme/caps", [{"code": "one", "per": "day", "limit": 1, "unit": "times", "rules": ["r", "s"]}])
    found = items(document)
    assert [(found[code]["fired"], found[code]["points"], found[code]["cap"]) for code in "rs"] == [(True, 10, None), (True, 0, "one")]


def test_a_compiled_programme_is_found_by_the_hash_of_its_document() -> None:
    compiled = parse_programme(PROGRAMME)
    assert compiled.sha256 == ask(QUOTE)["programme"]["sha256"]
    assert parse_programme(dict(reversed(PROGRAMME.items()))).sha256 == compiled.sha256
    assert compiled.rule("base").name == "基础积分"
    with pytest.raises(KeyError):
        compiled.rule("nope")

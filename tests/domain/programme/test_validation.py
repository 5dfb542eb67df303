"""Refusals (programme.md §8): one defect gives one error with its path and code; null is absent; nothing makes the engine raise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.programme.operations import ProgrammeRefused, document_sha256, evaluate, evaluate_line, parse_programme, programme_errors
from tests.domain.programme.shop import PROGRAMME, QUOTE, changed, with_rule

TIERS: dict[str, Any] = {
    "metric": "spend",
    "window": {"kind": "lifetime"},
    "levels": [{"code": "regular", "name": "普通", "threshold": 0}, {"code": "silver", "name": "银卡", "threshold": 100}],
}
TIERED = changed(QUOTE, "programme/tiers", TIERS)
MULTIPLY = {"kind": "multiply", "factor": "2"}
REFUND: dict[str, Any] = QUOTE | {"op": "refund", "return_now": {"L1": 1}, "return_date": "2026-03-20"}
LOT: dict[str, Any] = {"id": "a", "seq": 1, "earned_on": "2026-01-01", "available_on": "2026-01-01", "remaining": 10}
CONSUME: dict[str, Any] = {"op": "consume", "programme": PROGRAMME, "lots": [LOT], "points": 5, "business_date": "2026-03-15"}
REFILL: dict[str, Any] = {"op": "sv_refund", "programme": PROGRAMME, "principal_minor": 10, "bonus_minor": 5, "return_now_minor": 15}
REWARDED = changed(QUOTE, "programme/rewards", [{"code": "CUP", "name": "杯", "kind": "goods", "points": 5}])


def errors(document: object) -> list[tuple[str, str]]:
    answer = evaluate(document)
    assert answer["ok"] is False, answer
    return [(error["path"], error["code"]) for error in answer["errors"]]


SHAPES: list[tuple[str, Any, str, str]] = [
    ("programme/format", 2, "/programme/format", "enum"),
    ("programme/format", True, "/programme/format", "type"),
    ("programme/version", 0, "/programme/version", "range"),
    ("programme/name", "", "/programme/name", "format"),
    ("programme/name", "a\u0007b", "/programme/name", "format"),
    ("programme/name", "x" * 101, "/programme/name", "format"),
    ("programme/currency", "cny", "/programme/currency", "format"),
    ("programme/point_value", "0", "/programme/point_value", "range"),
    ("programme/point_value", "-1", "/programme/point_value", "format"),
    ("programme/lanes", [], "/programme/lanes", "range"),
    ("programme/rules", {}, "/programme/rules", "type"),
    ("programme/rules/0/trigger", "sales", "/programme/rules/0/trigger", "enum"),
    ("programme/rules/0/trigger", "activity:", "/programme/rules/0/trigger", "format"),
    ("programme/rules/0/benefit", 5, "/programme/rules/0/benefit", "type"),
    ("programme/rules/0/benefit/kind", ..., "/programme/rules/0/benefit/kind", "missing"),
    ("programme/rules/0/benefit/kind", 1, "/programme/rules/0/benefit/kind", "type"),
    ("programme/rules/0/benefit/kind", "per_cup", "/programme/rules/0/benefit/kind", "enum"),
    ("programme/rules/0/benefit/percent", "1", "/programme/rules/0/benefit/percent", "unknown_field"),
    ("programme/rules/0/benefit/points", 0, "/programme/rules/0/benefit/points", "range"),
    ("programme/rules/0/benefit/points", 10**9 + 1, "/programme/rules/0/benefit/points", "range"),
    ("programme/rules/0/active", 1, "/programme/rules/0/active", "type"),
    ("programme/rules/0/when/weekdays", [], "/programme/rules/0/when/weekdays", "range"),
    ("programme/rules/0/when/weekdays", [1, 8], "/programme/rules/0/when/weekdays/1", "range"),
    ("programme/rules/0/when/month_days", [32], "/programme/rules/0/when/month_days/0", "range"),
    ("programme/rules/0/when/times", [{"start": "24:00", "end": "01:00"}], "/programme/rules/0/when/times/0/start", "format"),
    ("programme/rules/0/when/stores", ["S 1"], "/programme/rules/0/when/stores/0", "format"),
    ("programme/validity", {"kind": "months", "n": 601}, "/programme/validity/n", "range"),
    ("programme/validity", {"kind": "permanent", "n": 1}, "/programme/validity/n", "unknown_field"),
    ("programme/validity", {"kind": "date", "date": "2026-02-30"}, "/programme/validity/date", "format"),
    ("programme/validity", {"kind": "date", "date": "1969-12-31"}, "/programme/validity/date", "range"),
    ("programme/tiers", TIERS | {"keep": {"kind": "inactivity", "n": 1}}, "/programme/tiers/keep/kind", "enum"),
    ("programme/redemption", {"max_percent": "101"}, "/programme/redemption/max_percent", "range"),
    ("programme/redemption", {"step_points": 0}, "/programme/redemption/step_points", "range"),
    ("programme/pending_days", 3651, "/programme/pending_days", "range"),
    ("event/type", "sold", "/event/type", "enum"),
    ("event/basket/lines/0/qty", 0, "/event/basket/lines/0/qty", "range"),
    ("event/basket/lines/0/qty", 10**6 + 1, "/event/basket/lines/0/qty", "range"),
    ("event/basket/lines/0/list_minor", -1, "/event/basket/lines/0/list_minor", "range"),
    ("event/basket/lines/0/list_minor", 10**12 + 1, "/event/basket/lines/0/list_minor", "range"),
    ("event/basket/lines/0/list_minor", "1000", "/event/basket/lines/0/list_minor", "type"),
    ("event/basket/lines/0/tax_rate", 0.13, "/event/basket/lines/0/tax_rate", "type"),
    ("event/basket/lines/0/tax_rate", "1.5", "/event/basket/lines/0/tax_rate", "range"),
    ("event/basket/lines/0/id", "L 1", "/event/basket/lines/0/id", "format"),
    ("event/basket/lines/0/a~b/c", 1, "/event/basket/lines/0/a~0b", "unknown_field"),
    ("event/basket/codes", ["x"] * 21, "/event/basket/codes", "range"),
    ("member/carry", {"base": "1.5.0"}, "/member/carry/base", "format"),
    ("member/cap_used", {"a/b": -1}, "/member/cap_used/a~1b", "range"),
    ("member/status", "asleep", "/member/status", "enum"),
    ("member/check_in", {"last_date": "2026-03-14"}, "/member/check_in/streak", "missing"),
    ("context/local_time", "7:00", "/context/local_time", "format"),
    ("context", [], "/context", "type"),
    ("op", "quotes", "/op", "enum"),
]


@pytest.mark.parametrize(("path", "value", "where", "code"), SHAPES, ids=[f"{row[2]}-{row[3]}-{place}" for place, row in enumerate(SHAPES)])
def test_shape(path: str, value: Any, where: str, code: str) -> None:
    assert errors(changed(QUOTE, path, value)) == [(where, code)]


def _rule(**fields: Any) -> dict[str, Any]:
    return with_rule(QUOTE, **fields)


CAPPED = changed(QUOTE, "programme/caps", [{"code": "c", "per": "day", "limit": 1, "rules": ["x"]}])
BY_POINTS = changed(TIERED, "programme/tiers", TIERS | {"metric": "points", "new_tier_counts": "this_sale"})
FLOORED = changed(TIERED, "member/tier", {"code": "silver", "floor": {"code": "gold", "until": "2026-12-31"}})
NOW = {"tier": "regular", "base": "regular", "tier_metric": 0}
CROSS: list[tuple[dict[str, Any], str, str]] = [
    (changed(QUOTE, "programme/lanes/3", {"code": "base", "mode": "best"}), "/programme/lanes/3/code", "duplicate"),
    (_rule(code="base"), "/programme/rules/1/code", "duplicate"),
    (changed(QUOTE, "programme/lanes/0/rounding", "ceil"), "/programme/lanes/0/rounding", "conflict"),
    (_rule(lane="factor"), "/programme/rules/1/lane", "conflict"),
    (_rule(lane="base", benefit=MULTIPLY), "/programme/rules/1/lane", "conflict"),
    (_rule(lane="factor", benefit={"kind": "voucher", "voucher": "T"}), "/programme/rules/1/lane", "conflict"),
    (_rule(benefit=MULTIPLY | {"of": ["bonus"]}), "/programme/rules/1/benefit/of/0", "conflict"),
    (_rule(benefit=MULTIPLY | {"of": ["nowhere"]}), "/programme/rules/1/benefit/of/0", "unknown_ref"),
    (_rule(lane="factor", benefit=MULTIPLY, rounding="ceil"), "/programme/rules/1/rounding", "conflict"),
    (_rule(benefit={"kind": "voucher", "voucher": "T"}, rounding="ceil"), "/programme/rules/1/rounding", "conflict"),
    (_rule(benefit=MULTIPLY, recipient="team"), "/programme/rules/1/recipient", "conflict"),
    (_rule(trigger="check_in", lines={}), "/programme/rules/1/lines", "conflict"),
    (_rule(trigger="check_in", base={}), "/programme/rules/1/base", "conflict"),
    (_rule(trigger="check_in", when={"tenders": ["cash"]}), "/programme/rules/1/when/tenders", "conflict"),
    (_rule(trigger="top_up", when={"codes": ["X"]}), "/programme/rules/1/when/codes", "conflict"),
    (_rule(when={"nth": {"of": "streak", "at": 3}}), "/programme/rules/1/when/nth", "conflict"),
    (_rule(when={"nth": {"of": "sale", "at": 3, "every": 2}}), "/programme/rules/1/when/nth", "conflict"),
    (_rule(when={"nth": {"of": "sale"}}), "/programme/rules/1/when/nth", "conflict"),
    (_rule(trigger="challenge"), "/programme/rules/1/when/challenge", "conflict"),
    (_rule(when={"challenge": {"metric": "visits", "per": "year", "reach": 5}}), "/programme/rules/1/when/challenge", "conflict"),
    (_rule(when={"dates": {"from_date": "2026-02-01", "to_date": "2026-01-31"}}), "/programme/rules/1/when/dates", "conflict"),
    (_rule(when={"times": [{"start": "08:00", "end": "08:00"}]}), "/programme/rules/1/when/times/0", "conflict"),
    (_rule(when={"month_days": [1, 0]}), "/programme/rules/1/when/month_days/1", "range"),
    (_rule(when={"tiers": ["gold"]}), "/programme/rules/1/when/tiers/0", "unknown_ref"),
    (CAPPED, "/programme/caps/0/rules/0", "unknown_ref"),
    (changed(TIERED, "programme/tiers/levels/0/threshold", 1), "/programme/tiers/levels/0/threshold", "range"),
    (changed(TIERED, "programme/tiers/levels/1/threshold", 0), "/programme/tiers/levels/1/threshold", "conflict"),
    (changed(TIERED, "programme/tiers/levels/1/code", "regular"), "/programme/tiers/levels/1/code", "duplicate"),
    (BY_POINTS, "/programme/tiers/new_tier_counts", "conflict"),
    (FLOORED, "/member/tier/floor/code", "unknown_ref"),
    (changed(QUOTE, "programme/redemption", {"auto": {"reward": "X"}}), "/programme/redemption/auto/reward", "unknown_ref"),
    (changed(REWARDED, "programme/rewards/0/tiers", ["gold"]), "/programme/rewards/0/tiers/0", "unknown_ref"),
    (changed(QUOTE, "event/basket/lines/0/discount_minor", 1001), "/event/basket/lines/0/discount_minor", "range"),
    (changed(QUOTE, "event/amount_minor", 5), "/event/amount_minor", "conflict"),
    (changed(QUOTE, "event/basket", ...), "/event/basket", "missing"),
    (changed(QUOTE, "event", {"id": "E", "type": "check_in", "basket": {"lines": []}}), "/event/basket", "conflict"),
    (changed(QUOTE, "event", {"id": "E", "type": "activity"}), "/event/activity", "missing"),
    (changed(QUOTE, "event", {"id": "E", "type": "check_in", "activity": "x"}), "/event/activity", "conflict"),
    (changed(QUOTE, "event", {"id": "E", "type": "check_in", "metrics": {}}), "/event/metrics", "conflict"),
    (changed(QUOTE, "member/birthday", {"month": 2, "day": 30}), "/member/birthday/day", "range"),
    (REFUND | {"return_now": {"L1": 3}}, "/return_now/L1", "range"),
    (REFUND | {"returned_before": {"L1": 2}}, "/return_now/L1", "range"),
    (REFUND | {"returned_before": {"L1": 3}}, "/returned_before/L1", "range"),
    (REFUND | {"return_now": {"L9": 1}}, "/return_now/L9", "unknown_ref"),
    (REFUND | {"return_date": "2026-03-14"}, "/return_date", "range"),
    (REFUND | {"lots": [LOT], "uses": [{"lot": "a", "points": 1}]}, "/uses", "conflict"),
    (REFUND | {"programme": TIERED["programme"], "now": NOW | {"base": "gold"}}, "/now/base", "unknown_ref"),
    (changed(REFUND, "event", {"id": "E", "type": "check_in"}), "/event/type", "conflict"),
    (CONSUME | {"lots": [LOT, LOT | {"seq": 2}]}, "/lots/1/id", "duplicate"),
    (CONSUME | {"lots": [LOT, LOT | {"id": "b"}]}, "/lots/1/seq", "duplicate"),
    (CONSUME | {"lots": [LOT | {"held": 11}]}, "/lots/0/held", "range"),
    (REFILL | {"return_now_minor": 16}, "/return_now_minor", "range"),
    (REFILL | {"returned_before_minor": 16}, "/returned_before_minor", "range"),
]


@pytest.mark.parametrize(("document", "where", "code"), CROSS, ids=[f"{row[1]}-{row[2]}-{place}" for place, row in enumerate(CROSS)])
def test_cross_check(document: dict[str, Any], where: str, code: str) -> None:
    assert errors(document) == [(where, code)]


def test_the_documents_the_defects_were_put_into_are_right() -> None:
    for document in (QUOTE, TIERED, REWARDED, REFUND, CONSUME, REFILL, _rule()):
        assert evaluate(document)["ok"] is True


def test_several_defects_are_sorted_and_cross_checks_wait_for_right_shapes() -> None:
    document = changed(changed(_rule(lane="nowhere"), "context/till", ...), "event/basket/lines/0/qty", "2")
    assert errors(document) == [("/context/till", "missing"), ("/event/basket/lines/0/qty", "type")]


def test_a_use_names_a_lot_that_is_given_and_only_once() -> None:
    paid = changed(REFUND, "event/basket/tenders", [{"kind": "points", "amount_minor": 1000}])
    use = {"lot": "a", "points": 1}
    assert errors(paid | {"lots": [LOT], "uses": [use, use]}) == [("/uses/1/lot", "duplicate")]
    assert errors(paid | {"lots": [LOT], "uses": [use | {"lot": "z"}]}) == [("/uses/0/lot", "unknown_ref")]


def test_null_is_absent_but_the_hash_is_of_the_document_as_published() -> None:
    with_nulls = changed(changed(QUOTE, "programme/note", None), "member/tier", None)
    answer, plain = evaluate(with_nulls), evaluate(QUOTE)
    assert answer["programme"]["sha256"] == document_sha256(with_nulls["programme"]) != plain["programme"]["sha256"]
    assert answer | {"programme": None} == plain | {"programme": None}
    assert errors(changed(QUOTE, "context/store", None)) == [("/context/store", "missing")]


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ("", "", "format"),
        ("{", "", "format"),
        ("[]", "", "type"),
        ("1e999", "", "type"),
        ('{"op":1}', "/op", "type"),
        ("{}", "/op", "missing"),
        ('{"op":null}', "/op", "missing"),
        ('{"op":"expire","op":"quote"}', "/op", "duplicate"),
        ('{"a":[{"b":{"c":1,"c":2}}]}', "/a/0/b/c", "duplicate"),
        ('{"op":"expire","lots":[],"business_date":NaN}', "", "format"),
        ('{"op":"expire","lots":[],"business_date":"\\ud800"}', "", "format"),
        ('{"op":"expire","lots":[],"business_date":"2026-01-01","last_activity_on":1' + "0" * 5000 + "}", "/last_activity_on", "type"),
        ("[" * 100_000, "", "format"),
        ('{"op":' * 50_000, "", "format"),
    ],
)
def test_lines_that_are_no_documents(line: str, path: str, code: str) -> None:
    answer = json.loads(evaluate_line(line))
    assert answer == {"ok": False, "errors": [{"path": path, "code": code}]}


def test_an_integer_of_5000_digits_is_out_of_range() -> None:
    line = json.dumps(CONSUME).replace('"points": 5', '"points": ' + "9" * 5000)
    assert json.loads(evaluate_line(line))["errors"] == [{"path": "/points", "code": "range"}]


def test_publishing_names_every_defect_relative_to_the_programme() -> None:
    document = with_rule(QUOTE, lane="nowhere", rounding="floor")["programme"]
    found = [(error.path, error.code) for error in programme_errors(document)]
    assert found == [("/rules/1/lane", "unknown_ref"), ("/rules/1/rounding", "conflict")]
    with pytest.raises(ProgrammeRefused, match="/rules/1/lane unknown_ref"):
        parse_programme(document)
    with pytest.raises(ProgrammeRefused):
        parse_programme([])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["sale", "base", "2026-01-01", "1/2"]),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=4), part, max_size=3),
    max_leaves=6,
)
_PATHS = [row[0] for row in SHAPES if row[1] is not ...]


@given(st.sampled_from(_PATHS), _JSON)
def test_no_value_anywhere_makes_it_raise(path: str, value: Any) -> None:
    assert evaluate(changed(QUOTE, path, value))["ok"] in (True, False)


@given(st.text(max_size=40))
def test_no_text_makes_a_line_raise(text: str) -> None:
    assert json.loads(evaluate_line(text))["ok"] is False

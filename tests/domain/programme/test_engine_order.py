"""First and last, before and after: orders of programme.md §5 to §7 that the worked tables leave open, each on the smallest case."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.programme.compiled import Returns
from app.domain.programme.dates import add_months
from app.domain.programme.inputs import LineInput, LotInput, TenderInput
from app.domain.programme.lots import consume
from app.domain.programme.operations import evaluate
from app.domain.programme.refund import kept_line, kept_tenders
from tests.domain.programme.shop import QUOTE, changed, with_rule

REFUND = QUOTE | {"op": "refund", "return_date": "2026-03-20"}


def ask(document: dict[str, Any]) -> dict[str, Any]:
    answer = evaluate(document)
    assert answer["ok"] is True, answer
    return answer


def items(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["rule"]: item for item in ask(document)["items"]}


def second(document: dict[str, Any], code: str, **fields: Any) -> dict[str, Any]:
    """One more rule like `r`, behind it."""
    return changed(document, "programme/rules/2", document["programme"]["rules"][1] | {"code": code} | fields)


@pytest.mark.parametrize("codes", ["ab", "ba"])
def test_of_two_caps_that_lower_alike_the_first_in_the_list_is_named(codes: str) -> None:
    """§5.6: the last cap that lowered the number; one that leaves as much as is there lowers nothing."""
    caps = [{"code": code, "per": "event", "limit": 4, "rules": ["r"]} for code in codes]
    item = items(changed(with_rule(QUOTE), "programme/caps", caps))["r"]
    assert (item["points"], item["cap"]) == (4, codes[0])


@pytest.mark.parametrize("codes", ["ab", "ba"])
def test_of_two_caps_that_are_used_up_the_first_in_the_list_is_the_reason(codes: str) -> None:
    """§5.2: `cap`, detail: first cap in list order with nothing left."""
    caps = [{"code": code, "per": "day", "limit": 5, "rules": ["r"]} for code in codes]
    document = changed(with_rule(QUOTE), "programme/caps", caps)
    item = items(changed(document, "member/cap_used", {"a": 5, "b": 6}))["r"]
    assert (item["reason"], item["detail"]) == ("cap", codes[0])


def test_a_shared_cap_is_used_in_the_order_of_the_document() -> None:
    document = second(with_rule(QUOTE), "s", benefit={"kind": "fixed", "points": 7})
    document = changed(document, "programme/caps", [{"code": "c", "per": "day", "limit": 12, "rules": ["s", "r"]}])
    found = items(document)
    assert [(code, found[code]["points"]) for code in ("r", "s")] == [("r", 10), ("s", 2)]


def test_the_first_of_two_exclusive_rules_stays_alone() -> None:
    """§5.4: also before one that gives more, and whatever else is in the lane."""
    document = with_rule(QUOTE, exclusive=True)
    document = second(document, "s", benefit={"kind": "fixed", "points": 90})
    document = changed(document, "programme/rules/3", document["programme"]["rules"][1] | {"code": "t", "exclusive": False})
    found = items(document)
    assert found["r"]["points"] == 10
    assert [(found[code]["reason"], found[code]["detail"]) for code in ("s", "t")] == [("excluded_by", "r")] * 2


def test_an_exclusive_rule_that_does_not_hold_excludes_nobody() -> None:
    document = second(with_rule(QUOTE, exclusive=True, when={"weekdays": [1]}), "s", when={})
    found = items(document)
    assert (found["r"]["reason"], found["s"]["points"]) == ("weekdays", 10)


def test_a_missing_point_goes_to_the_line_that_sorts_first() -> None:
    """G6: equal fractions; L10 sorts before L2."""
    lines = [{"id": code, "product": "p", "qty": 1, "list_minor": 50} for code in ("L2", "L10")]
    document = changed(QUOTE, "event/basket/lines", lines)
    assert items(document)["base"]["line_points"] == {"L10": 1}


def test_what_is_kept_of_a_line_is_what_was_not_returned_rounded_down() -> None:
    """§7.1: list - floor(list r/n), discount - floor(discount r/n)."""
    line = LineInput(id="L1", product="p", qty=3, list_minor=100, discount_minor=10)
    kept = [kept_line(line, returned) for returned in (0, 1, 2, 3)]
    assert [part and (part.qty, part.list_minor, part.discount_minor) for part in kept] == [(3, 100, 10), (2, 67, 7), (1, 34, 4), None]


def test_what_is_kept_of_the_tenders_is_rounded_up_one_after_the_other() -> None:
    """§7.2: keep ceil(R' t/R), then R' and R less; in the order of `tender_order`, then by code."""
    tenders = (TenderInput("wechat", 100), TenderInput("cash", 100), TenderInput("alipay", 100))
    assert kept_tenders(Returns(), tenders, 100) == {"alipay": 34, "cash": 33, "wechat": 33}
    assert kept_tenders(Returns(tender_order=("wechat",)), tenders, 100) == {"wechat": 34, "alipay": 33, "cash": 33}
    listed = Returns(proportional=False, tender_order=("wechat", "cash"))
    assert kept_tenders(listed, tenders, 150) == {"wechat": 0, "cash": 50, "alipay": 100}


def test_of_equal_lots_the_one_earned_first_is_taken_first_and_then_the_one_booked_first() -> None:
    """§6.2: good until the same day."""
    days = {"x": ("2026-01-02", 1), "y": ("2026-01-01", 3), "z": ("2026-01-01", 2)}
    lots = [
        LotInput(id=code, seq=seq, earned_on=day, available_on=day, expires_on="2026-12-31", remaining=1)
        for code, (day, seq) in days.items()
    ]
    for order in ("expiry_first", "oldest_first"):
        assert [use.lot for use in consume(lots, 3, "2026-02-01", order=order).uses] == ["z", "y", "x"]  # type: ignore[arg-type]


def test_a_return_takes_all_its_free_points_before_it_sets_off_lapsed_ones() -> None:
    """§7.5: the first lot holds 5 free points and 20 that lapsed unused, the second 10 free: 15 are taken, 5 set off."""
    lot = {"event": "E1", "rule": "base", "earned_on": "2026-03-15", "available_on": "2026-03-15"}
    lots = [lot | {"id": "a", "seq": 1, "remaining": 5, "expired": 20}, lot | {"id": "b", "seq": 2, "remaining": 10}]
    document = changed(REFUND, "event/basket/lines/0/list_minor", 4_000) | {"return_now": {"L1": 1}, "lots": lots}
    answer = ask(document)
    assert answer["totals"]["member"] == -20
    assert (answer["taken"], answer["expired_offset"]) == ([{"lot": "a", "points": 5}, {"lot": "b", "points": 10}], 5)
    assert answer["debt"]["after"] == 0


def test_months_keep_the_day_number_and_clamp_to_the_end() -> None:
    """G5: from any day; a day that the month has stays what it was."""
    assert [add_months(day, 1) for day in ("2026-01-29", "2026-01-31", "2028-01-31", "2026-03-30", "2026-03-31")] == [
        "2026-02-28",
        "2026-02-28",
        "2028-02-29",
        "2026-04-30",
        "2026-04-30",
    ]
    assert add_months("2026-05-31", -3) == "2026-02-28"


def test_a_stopping_rule_that_lost_its_lane_stops_nothing() -> None:
    """§5.4: only one that fired ends the calculation."""
    document = changed(QUOTE, "programme/lanes/1/mode", "best")
    document = with_rule(document, stop=True, benefit={"kind": "fixed", "points": 1})
    document = second(document, "s", stop=False, benefit={"kind": "fixed", "points": 10})
    double = {"code": "x", "name": "x", "trigger": "sale", "lane": "factor", "benefit": {"kind": "multiply", "factor": "2"}}
    found = items(changed(document, "programme/rules/3", double))
    assert (found["r"]["reason"], found["s"]["points"], found["x"]["fired"]) == ("not_best", 10, True)


def test_the_best_of_a_lane_is_the_one_with_most_points_after_its_caps() -> None:
    """§5.4: each taken alone after rounding and caps; of equal ones the first of the document."""
    document = changed(with_rule(QUOTE, benefit={"kind": "fixed", "points": 90}), "programme/lanes/1/mode", "best")
    document = second(document, "s", benefit={"kind": "fixed", "points": 20})
    for limit, best in ((19, "s"), (20, "r"), (21, "r")):
        found = items(changed(document, "programme/caps", [{"code": "c", "per": "event", "limit": limit, "rules": ["r"]}]))
        other = "r" if best == "s" else "s"
        assert (found[best]["fired"], found[other]["reason"], found[other]["detail"]) == (True, "not_best", best)


def test_a_cap_on_points_that_is_used_up_lets_a_voucher_pass_and_one_on_times_does_not() -> None:
    """§5.6: a voucher is no points."""
    document = with_rule(QUOTE, benefit={"kind": "voucher", "voucher": "TEA"})
    for unit, fired in (("points", True), ("times", False)):
        cap = {"code": "c", "per": "day", "limit": 5, "unit": unit, "rules": ["r"]}
        found = items(changed(changed(document, "programme/caps", [cap]), "member/cap_used", {"c": 5}))["r"]
        assert (found["fired"], found.get("reason")) == (fired, None if fired else "cap")


@pytest.mark.parametrize(("window", "inside", "outside"), [
    (["09:00", "11:00"], ("09:00", "10:59"), ("08:59", "11:00")),
    (["22:00", "02:00"], ("22:00", "23:59", "00:00", "01:59"), ("21:59", "02:00")),
])  # fmt: skip
def test_a_window_has_its_first_minute_and_not_its_last(window: list[str], inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    """G4: from <= time < to, over midnight too."""
    document = with_rule(QUOTE, when={"times": [dict(zip(("start", "end"), window, strict=True))]})
    for time in inside + outside:
        assert items(changed(document, "context/local_time", time))["r"]["fired"] is (time in inside), time


def test_points_pay_to_the_very_limit_and_not_a_fen_beyond() -> None:
    """RED-01, §6.3: 10.00 of which half may be paid: 500 points are allowed, 501 are not."""
    document = changed(QUOTE, "programme/redemption", {"max_percent": "50"}) | {"op": "redeem"}
    document = changed(document, "member/available_points", 900)
    assert [ask(document | {"points": points})["reason"] for points in (500, 501)] == [None, "over_limit"]

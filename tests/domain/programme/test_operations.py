"""Corners of the operations beside the quote that the golden cases do not reach (programme.md §6, §7)."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.programme.inputs import LotInput
from app.domain.programme.lots import consume, expire
from app.domain.programme.operations import evaluate
from tests.domain.programme.shop import CONTEXT, PROGRAMME, QUOTE, changed, with_rule

REFUND: dict[str, Any] = QUOTE | {"op": "refund", "return_now": {"L1": 1}, "return_date": "2026-03-20"}
LOT: dict[str, Any] = {"id": "p", "seq": 1, "event": "E1", "rule": "base", "earned_on": "2026-03-15", "available_on": "2026-03-15"}
REVIEW: dict[str, Any] = {
    "op": "tier_review",
    "programme": PROGRAMME,
    "member": {"id": "M"},
    "business_date": "2026-03-15",
    "history": [],
}
REWARDS = [{"code": "CUP", "name": "杯", "kind": "goods", "points": 50}]


def ask(document: dict[str, Any]) -> dict[str, Any]:
    answer = evaluate(document)
    assert answer["ok"] is True, answer
    return answer


def redeem(redemption: Any, points: int | None = None, available: int = 1000) -> dict[str, Any]:
    document = changed(changed(QUOTE, "programme/redemption", redemption), "member/available_points", available) | {"op": "redeem"}
    return ask(document | ({} if points is None else {"points": points}))


def test_paying_with_points_is_off_without_the_section_or_when_switched_off() -> None:
    assert redeem(None)["reason"] == redeem({"enabled": False})["reason"] == "disabled"
    assert (redeem(None)["limit_minor"], redeem({"enabled": False})["limit_minor"], redeem({})["max_points"]) == (0, 1000, 1000)


@pytest.mark.parametrize(
    ("points", "reason", "missing"),
    [(5, "below_min", 5), (1001, "not_enough_points", 1), (15, "not_step", None), (310, "over_max_points", None), (300, None, None)],
)
def test_reasons_come_in_their_order(points: int, reason: str | None, missing: int | None) -> None:
    answer = redeem({"min_points": 10, "step_points": 10, "max_points": 300}, points)
    assert (answer["reason"], answer["missing"], answer["max_points"]) == (reason, missing, 300)


def test_pending_and_frozen_lots_are_not_usable_and_held_points_outlive_the_expiry() -> None:
    lots = [
        LotInput(id="pending", seq=1, earned_on="2026-01-01", available_on="2026-02-01", remaining=5),
        LotInput(id="frozen", seq=2, earned_on="2026-01-01", available_on="2026-01-01", remaining=5, frozen=True),
        LotInput(id="old", seq=3, earned_on="2025-01-01", available_on="2025-01-01", expires_on="2026-01-30", remaining=5, held=2),
    ]
    assert [(use.lot, use.points) for use in consume(lots, 3, "2026-01-30").uses] == [("old", 3)]
    assert consume(lots, 4, "2026-01-30").missing == 1
    assert [(lot.lot, lot.points) for lot in expire(lots, "2026-01-31").expired] == [("old", 3)]


def test_a_return_takes_its_own_lots_then_what_had_lapsed_then_others_then_owes() -> None:
    other = {"id": "o", "seq": 2, "earned_on": "2025-01-01", "available_on": "2025-01-01", "remaining": 2}
    answer = ask(REFUND | {"lots": [LOT | {"remaining": 3, "held": 1, "expired": 1}, other], "debt": 4})
    assert answer["deltas"] == [{"recipient": "member", "rule": "base", "delta": -5}]
    assert answer["taken"] == [{"lot": "p", "points": 2}, {"lot": "o", "points": 2}]
    assert (answer["expired_offset"], answer["debt"]) == (1, {"before": 4, "after": 4})


def test_a_frozen_members_new_accrual_pays_nothing_back() -> None:
    document = changed(REFUND, "programme/lanes/0/mode", "best")
    document = changed(document, "programme/rules/0", {**document["programme"]["rules"][0], "when": {"min_amount_minor": 1000}})
    document = with_rule(document, code="s", lane="base", benefit={"kind": "fixed", "points": 3})
    free = ask(document)
    assert free["granted"][0] | {"available_on": None} == {
        "rule": "s", "points": 3, "to_debt": 3, "available_on": None, "expires_on": None, "inactivity_months": None, "frozen": False,
    }  # fmt: skip
    frozen = ask(changed(document, "member/status", "frozen"))
    assert (frozen["granted"][0]["to_debt"], frozen["granted"][0]["frozen"], frozen["debt"]["after"]) == (0, True, 10)
    assert free["debt"]["after"] == 7


def test_a_voucher_and_a_budget_come_back_with_the_sale() -> None:
    document = with_rule(REFUND, benefit={"kind": "voucher", "voucher": "TEA"}, when={"min_amount_minor": 900})
    document = changed(document, "programme/caps", [{"code": "b", "per": "lifetime", "who": "all", "limit": 100}])
    answer = ask(document)
    assert answer["vouchers"] == [{"recipient": "member", "rule": "r", "voucher": "TEA", "delta": -1}]
    assert answer["cap_used_delta"]["context"] == {"b": -5}


def test_charging_is_bounded_by_the_money_that_goes_back() -> None:
    document = changed(REFUND, "programme/returns", {"shortfall": "charge"})
    document = changed(document, "programme/point_value", "150")
    paid = changed(document, "event/basket/tenders", [{"kind": "cash", "amount_minor": 1000}])
    answer = ask(paid)
    assert (answer["charged_points"], answer["charged_minor"], answer["debt"]["after"]) == (3, 450, 2)
    assert ask(document)["charged_points"] == 0


def test_a_second_return_of_points_goes_on_where_the_first_stopped() -> None:
    document = changed(REFUND, "event/basket/tenders", [{"kind": "points", "amount_minor": 1000}])
    lots = [LOT | {"id": lot, "seq": seq, "event": "E0", "remaining": 0} for seq, lot in enumerate("ab")]
    document |= {"lots": lots, "uses": [{"lot": "a", "points": 700}, {"lot": "b", "points": 300}]}
    first, second = ask(document), ask(document | {"returned_before": {"L1": 1}})
    assert [(lot["lot"], lot["points"]) for lot in first["restored"]] == [("b", 300), ("a", 200)]
    assert [(lot["lot"], lot["points"]) for lot in second["restored"]] == [("a", 500)]


def test_rewards_have_their_reasons_in_order() -> None:
    document = changed(QUOTE, "programme/rewards", REWARDS) | {"op": "reward", "reward": "CUP"}
    del document["event"]
    assert ask(document)["missing"] == 50
    dated = changed(document, "programme/rewards/0/dates", {"to_date": "2026-03-14"})
    away = changed(dated, "programme/rewards/0/stores", ["S9"])
    off = changed(away, "programme/rewards/0", away["programme"]["rewards"][0] | {"active": False})
    assert [ask(part)["reason"] for part in (dated, away, off)] == ["dates", "dates", "inactive"]
    assert ask(changed(changed(document, "programme/rewards/0/stores", ["S9"]), "member/status", "closed"))["reason"] == "closed"


def test_automatic_redemption_without_its_section() -> None:
    document = {"op": "auto_redeem", "programme": PROGRAMME, "member": {"id": "M"}, "context": CONTEXT}
    assert ask(document) == {"ok": True, "times": 0, "reason": "disabled", "reward": None, "points": 0}


def test_reviews_without_tiers_and_of_manual_tiers() -> None:
    document = REVIEW
    nothing = {"before": None, "after": None, "effective": None, "reason": "no_tiers", "metric": 0, "valid_until": None}
    assert ask(document) == {"ok": True} | nothing
    levels = [{"code": "a", "name": "a", "threshold": 0}, {"code": "b", "name": "b", "threshold": 5}]
    document = changed(document, "programme/tiers", {"metric": "manual", "window": {"kind": "lifetime"}, "levels": levels})
    document = changed(document, "member/tier", {"code": "b", "valid_until": "2026-01-01"})
    assert (ask(document)["after"], ask(document)["valid_until"]) == ("b", "2026-01-01")


def test_a_calendar_year_counts_from_new_years_day_and_rolling_months_leave_the_first_day_out() -> None:
    history = [{"date": day, "visits": 1} for day in ("2025-03-15", "2025-03-16", "2025-12-31", "2026-01-01", "2026-03-15", "2026-03-16")]
    levels = [{"code": "a", "name": "a", "threshold": 0}]
    metrics = [
        ask(changed(REVIEW | {"history": history}, "programme/tiers", {"metric": "visits", "window": window, "levels": levels}))["metric"]
        for window in ({"kind": "rolling_months", "n": 12}, {"kind": "calendar_year"}, {"kind": "lifetime"})
    ]
    assert metrics == [4, 2, 5]


def test_stored_value_that_is_off_takes_no_top_up() -> None:
    document = {"op": "top_up", "programme": PROGRAMME, "card": {"principal_minor": 5}, "amount_minor": 100}
    answer = ask(document)
    assert (answer["reason"], answer["principal_minor"], answer["bonus_balance_minor"]) == ("disabled", 5, 0)

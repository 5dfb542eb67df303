"""What stands after an event, and a sale together with the challenge it raises."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.domain.programme.compiler import compile_programme
from app.domain.programme.following import context_after, has_challenges, member_after, together
from app.domain.programme.inputs import AccountInput, ContextInput, EventInput, LineInput, MemberInput, TenderInput, TierInput, Totals
from app.domain.programme.quote import quote

ON = "2026-03-15"
CONTEXT = ContextInput(business_date=ON, local_time="10:00", store="S1", till="T1", referrer=AccountInput(id="r", debt=3))
DOCUMENT: dict[str, Any] = {
    "format": 1, "code": "P", "version": 1, "name": "p", "currency": "CNY", "timezone": "Asia/Shanghai", "point_value": "1",
    "lanes": [{"code": "base", "mode": "stack"}, {"code": "bonus", "mode": "stack"}],
    "rules": [
        {"code": "base", "name": "b", "trigger": "sale", "lane": "base", "rounding": "carry",
         "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}},
        {"code": "tip", "name": "t", "trigger": "sale", "lane": "bonus", "recipient": "referrer",
         "benefit": {"kind": "fixed", "points": 5}},
        {"code": "goal", "name": "g", "trigger": "challenge", "lane": "bonus", "benefit": {"kind": "fixed", "points": 40},
         "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 3000}}},
    ],
    "caps": [{"code": "day", "who": "member", "per": "day", "limit": 45}, {"code": "all", "who": "all", "per": "lifetime", "limit": 1000}],
    "tiers": {"metric": "points", "window": {"kind": "lifetime"}, "levels": [
        {"code": "regular", "name": "r", "threshold": 0}, {"code": "silver", "name": "s", "threshold": 30}]},
}  # fmt: skip
MEMBER = MemberInput(id="m", tier=TierInput(code="regular", floor_code="silver", floor_until="2026-03-01"), debt=10, sales_count=4)
MUG = LineInput(id="L1", product="mug", qty=1, list_minor=1_950)
SALE = EventInput(id="e", type="sale", lines=(MUG,), tenders=(TenderInput("cash", 1_950),))


def test_the_member_goes_on_from_what_the_sale_left() -> None:
    programme = compile_programme(DOCUMENT)
    sale = quote(programme, SALE, MEMBER, CONTEXT)
    after = member_after(MEMBER, sale)
    assert (after.sales_count, after.debt, after.tier_metric) == (5, 0, 19)
    assert after.carry == {"base": Fraction(1, 2)}
    assert after.cap_used == {"day": 19}
    assert after.tier == TierInput(code="regular", floor_code="silver", floor_until="2026-03-01")
    context = context_after(CONTEXT, sale)
    assert context.cap_used == {"all": 24}
    assert context.referrer == AccountInput(id="r", debt=0, cap_used={"day": 5})
    assert context.team is None


def test_a_check_in_goes_on() -> None:
    programme = compile_programme(DOCUMENT)
    visit = quote(programme, EventInput(id="e", type="check_in"), MEMBER, CONTEXT)
    after = member_after(MEMBER, visit)
    assert (after.check_in_last, after.check_in_streak, after.sales_count) == (ON, 1, 4)


def test_both_together_are_one_result() -> None:
    """Rule by rule in the order of the document; sums, caps, the tier before the sale and after the goal."""
    programme = compile_programme(DOCUMENT)
    sale = quote(programme, SALE, MEMBER, CONTEXT)
    raised = EventInput(id="e", type="challenge", month=Totals(3_000, 2), year=Totals(3_000, 2))
    challenge = quote(programme, raised, member_after(MEMBER, sale), context_after(CONTEXT, sale))
    both = together(programme, sale, challenge)
    assert [(item.rule, item.points) for item in both.items] == [("base", 19), ("tip", 5), ("goal", 26)]
    assert both.totals == {"member": 45, "referrer": 5, "team": 0}
    assert both.debt_paid == {"member": 10, "referrer": 3, "team": 0}
    assert both.cap_used == {"member": {"day": 45}, "referrer": {"day": 5}, "team": {}, "context": {"all": 50}}
    assert both.carry["member"] == {"base": Fraction(1, 2)}
    assert both.tier is not None
    assert (both.tier.before, both.tier.after, both.tier.metric_before, both.tier.metric_delta, both.tier.metric_after) == (
        *("regular", "silver"), *(0, 45, 45)
    )  # fmt: skip
    assert (both.spend_minor, both.sales, both.base_total_minor) == (1_950, 1, 1_950)


def test_which_programmes_have_goals() -> None:
    assert has_challenges(compile_programme(DOCUMENT))
    without = {**DOCUMENT, "rules": DOCUMENT["rules"][:2]}
    assert not has_challenges(compile_programme(without))
    off = {**DOCUMENT, "rules": [*DOCUMENT["rules"][:2], {**DOCUMENT["rules"][2], "active": False}]}
    assert has_challenges(compile_programme(off))

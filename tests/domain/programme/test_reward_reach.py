"""How near a member is to each reward, privileges apart from rewards, told in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, MemberInput, TierInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.reward_reach import Reach, next_best, reach_sentence, reaches
from tests.domain.programme.shop import CONTEXT, PROGRAMME

CONTEXT_INPUT = ContextInput.from_document(CONTEXT)
LEVELS = [{"code": "regular", "name": "普通", "threshold": 0}, {"code": "gold", "name": "金卡", "threshold": 500000}]
REWARDS: list[dict[str, Any]] = [
    {"code": "lounge", "name": "休息室", "kind": "privilege", "points": 0, "tiers": ["gold"]},
    {"code": "mug", "name": "马克杯", "kind": "goods", "points": 500, "stocked": True},
    {"code": "coffee", "name": "咖啡券", "kind": "voucher", "points": 100},
    {"code": "cake", "name": "蛋糕", "kind": "voucher", "points": 120, "per_member": {"limit": 1, "per": "month"}},
    {"code": "bag", "name": "布袋", "kind": "goods", "points": 125, "cash_minor": 500},
    {"code": "trip", "name": "旅行", "kind": "experience", "points": 9000, "tiers": ["gold"]},
    {"code": "old", "name": "旧", "kind": "goods", "points": 1, "active": False},
    {"code": "there", "name": "别店", "kind": "goods", "points": 1, "stores": ["S9"]},
    {"code": "summer", "name": "夏日", "kind": "goods", "points": 1, "dates": {"from_date": "2026-06-01"}},
]


@pytest.fixture(scope="module")
def programme() -> CompiledProgramme:
    tiers = {"metric": "spend", "window": {"kind": "lifetime"}, "levels": LEVELS}
    return parse_programme({**PROGRAMME, "rewards": REWARDS, "tiers": tiers})


def found(programme: CompiledProgramme, points: int, tier: str = "regular", **member: Any) -> dict[str, Reach]:
    asked = MemberInput(id="M1", tier=TierInput(code=tier), available_points=points, **member)
    return {reach.reward.code: reach for reach in reaches(programme, asked, CONTEXT_INPUT)}


def test_privileges_are_no_rewards(programme: CompiledProgramme) -> None:
    """TIER-07, TIER-08: what a tier is entitled to costs nothing; the same member has rewards open to all beside it."""
    gold = found(programme, 100, "gold")
    assert (gold["lounge"].state, gold["coffee"].state) == ("entitled", "reachable")
    assert gold["lounge"].reward.privilege
    assert not gold["trip"].reward.privilege, "a reward for gold members only still has its price"
    assert found(programme, 100)["lounge"].state == "later"


def test_reachable_almost_and_later(programme: CompiledProgramme) -> None:
    """RED-17: what is out of reach says how much is missing; one part in five missing is almost, a point more is not."""
    states = {code: (reach.state, reach.missing) for code, reach in found(programme, 100).items()}
    assert states["coffee"] == ("reachable", None)
    assert states["bag"] == ("almost", 25)
    assert found(programme, 99)["bag"] == Reach(programme.rewards["bag"], "later", "not_enough_points", 26)
    assert states["mug"] == ("shut", None), "none is in stock"
    assert states["summer"] == ("shut", None)
    assert "old" not in states
    assert "there" not in states


def test_the_order_and_the_next_best(programme: CompiledProgramme) -> None:
    """Entitled first, then what can be had, then by what is missing."""
    asked = MemberInput(id="M1", tier=TierInput(code="gold"), available_points=100)
    order = reaches(programme, asked, CONTEXT_INPUT)
    assert [reach.reward.code for reach in order] == ["lounge", "coffee", "cake", "bag", "trip", "summer", "mug"]
    best = next_best(order)
    assert best is not None
    assert (best.reward.code, best.missing) == ("cake", 20)
    assert next_best(reaches(programme, MemberInput(id="M1", available_points=99_999), CONTEXT_INPUT)) is None


SENTENCES = [
    ("lounge", {"tier": "gold"}, "休息室：可享", "休息室: yours"),
    ("lounge", {}, "休息室：金卡可享", "休息室: for Gold"),
    ("coffee", {}, "咖啡券：100分，可兑换", "咖啡券: 100 pts, can be had"),
    ("bag", {}, "布袋：125分加5.00元，还差25分", "布袋: 125 pts and ¥5.00, 25 pts missing"),
    ("trip", {}, "旅行：9000分，金卡可兑", "旅行: 9000 pts, for Gold"),
    ("mug", {}, "马克杯：500分，已兑完", "马克杯: 500 pts, none left"),
    ("summer", {}, "夏日：1分，现在不在兑换期", "夏日: 1 pt, not in these days"),
    ("cake", {"reward_used": {"cake": 1}}, "蛋糕：120分，本月已兑1次，不能再兑", "蛋糕: 120 pts, taken 1 time this month, no more"),
    ("coffee", {"status": "frozen"}, "咖啡券：100分，积分冻结中，不能兑换", "咖啡券: 100 pts, points are under review"),
]


@pytest.mark.parametrize(("code", "member", "zh", "en"), SENTENCES, ids=[f"{code} {n}" for n, (code, *_) in enumerate(SENTENCES)])
def test_each_state_in_words(programme: CompiledProgramme, code: str, member: dict[str, Any], zh: str, en: str) -> None:
    reach = found(programme, 100, **member)[code]
    assert (reach_sentence(reach, programme, "zh"), reach_sentence(reach, programme, "en")) == (zh, en)

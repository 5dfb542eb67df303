"""How near a member is to each reward: privileges of the tier that hold now, rewards that can be had, those almost or later, and what is
missing. Privileges and rewards stay apart: a privilege costs nothing and belongs to tiers (TIER-08).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.phrases import Lang, listed, money, pick, points_text, times_text
from app.domain.programme.rewards import check_reward

ReachState = Literal["entitled", "reachable", "almost", "later", "shut"]
STATES: tuple[ReachState, ...] = ("entitled", "reachable", "almost", "later", "shut")
ALMOST = 5
"""A reward is almost reached when no more than one part in five of its points is missing."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One reward for one member now. `reason` and `missing` are those of programme.md §6.4, None where it can be had."""

    reward: Reward
    state: ReachState
    reason: str | None = None
    missing: int | None = None


def reaches(programme: CompiledProgramme, member: MemberInput, context: ContextInput) -> tuple[Reach, ...]:
    """All rewards that the shop offers, the nearest first; inactive ones, and those of other stores, are left out."""
    found = [_reach(programme, member, context, reward) for reward in programme.rewards.values()]
    offered = [reach for reach in found if reach.reason not in ("inactive", "stores")]
    return tuple(sorted(offered, key=lambda reach: (STATES.index(reach.state), reach.missing or 0, reach.reward.points)))


def next_best(found: tuple[Reach, ...]) -> Reach | None:
    """The reward of which the fewest points are missing."""
    ahead = [reach for reach in found if reach.missing is not None]
    return min(ahead, key=lambda reach: reach.missing or 0, default=None)


def rungs(rewards: Iterable[Reward]) -> tuple[tuple[Reward, ...], ...]:
    """The ladder of what is bought with points: small, middle and high, by thirds of the rewards in order of points.

    Rewards of equal points stand on one rung; where there are too few for three, higher ones are empty.
    """
    ladder = sorted((reward for reward in rewards if reward.active and reward.points), key=lambda reward: (reward.points, reward.code))
    found: tuple[list[Reward], list[Reward], list[Reward]] = ([], [], [])
    place: dict[int, int] = {}
    for at, reward in enumerate(ladder):
        place.setdefault(reward.points, at * len(found) // len(ladder))
        found[place[reward.points]].append(reward)
    return tuple(tuple(rung) for rung in found)


def _reach(programme: CompiledProgramme, member: MemberInput, context: ContextInput, reward: Reward) -> Reach:
    result = check_reward(programme, member, context, reward.code)
    if result.allowed:
        return Reach(reward, "entitled" if reward.privilege else "reachable")
    missing = result.missing
    if missing is not None:
        return Reach(reward, "almost" if ALMOST * missing <= reward.points else "later", result.reason, missing)
    return Reach(reward, "later" if result.reason == "tiers" else "shut", result.reason)


def reach_sentence(reach: Reach, programme: CompiledProgramme, lang: Lang) -> str:
    """A reward in one line: its name, what it costs, and whether it can be had or what is missing."""
    reward = reach.reward
    colon = pick(lang, "：", ": ")
    if reach.state == "entitled":
        return reward.name + colon + pick(lang, "可享", "yours")
    cash = "" if not reward.cash_minor else pick(lang, f"加{money(reward.cash_minor, lang)}", f" and {money(reward.cash_minor, lang)}")
    price = f"{points_text(reward.points, lang)}{cash}{pick(lang, '，', ', ')}" if reward.points else ""
    return reward.name + colon + price + _state(reach, programme, lang)


def _state(reach: Reach, programme: CompiledProgramme, lang: Lang) -> str:
    if reach.missing is not None:
        missing = points_text(reach.missing, lang)
        return pick(lang, f"还差{missing}", f"{missing} missing")
    reward = reach.reward
    if reach.reason == "tiers":
        names = listed(_tiers(programme, reward, lang), lang)
        return pick(lang, f"{names}可享" if reward.privilege else f"{names}可兑", f"for {names}")
    if reach.reason == "limit":
        times = times_text(reward.limit or 0, lang)
        zh, en = {"day": ("今天", "today"), "month": ("本月", "this month"), "year": ("今年", "this year")}.get(reward.per, ("", "in all"))
        return pick(lang, f"{zh}已兑{times}，不能再兑", f"taken {times} {en}, no more")
    texts = {
        "dates": ("现在不在兑换期", "not in these days"),
        "stock": ("已兑完", "none left"),
        "frozen": ("积分冻结中，不能兑换", "points are under review"),
        "closed": ("会员已注销", "the membership was ended"),
    }
    return pick(lang, *texts.get(reach.reason or "", ("可兑换", "can be had")))


def _tiers(programme: CompiledProgramme, reward: Reward, lang: Lang) -> list[str]:
    levels = () if programme.tiers is None else programme.tiers.levels
    return [tier_name(level.code, level.name, lang) for level in levels if level.code in (reward.tiers or ())]

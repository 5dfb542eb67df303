"""Rewards bought with points, and automatic redemption (programme.md §6.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.conditions import within
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.tiers import effective_now


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardResult:
    """Whether a reward can be had, and what it costs: points, and money in fen."""

    allowed: bool
    reason: str | None
    missing: int | None
    points: int
    cash_minor: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "ok": True,
            "allowed": self.allowed,
            "reason": self.reason,
            "missing": self.missing,
            "points": self.points,
            "cash_minor": self.cash_minor,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoRedeemResult:
    """How many times a reward is bought by itself after an event, and the points it takes in all."""

    times: int
    reason: str | None
    reward: str | None
    points: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"ok": True, "times": self.times, "reason": self.reason, "reward": self.reward, "points": self.points}


def _stock(reward: Reward, context: ContextInput) -> int | None:
    """Pieces in stock; None for a reward without stock. Stock that is not given is 0."""
    return context.stock.get(reward.code, 0) if reward.stocked else None


def _limit_left(reward: Reward, member: MemberInput) -> int | None:
    if reward.limit is None:
        return None
    return max(0, reward.limit - member.reward_used.get(reward.code, 0))


def _refusal(programme: CompiledProgramme, member: MemberInput, context: ContextInput, reward: Reward) -> str | None:
    """The first reason why not, but for the points."""
    day = context.business_date
    if member.status != "active":
        return member.status
    if not reward.active:
        return "inactive"
    if reward.dates is not None and not within(day, reward.dates):
        return "dates"
    if reward.stores is not None and context.store not in reward.stores:
        return "stores"
    if reward.tiers is not None and effective_now(programme, member, day) not in reward.tiers:
        return "tiers"
    if _limit_left(reward, member) == 0:
        return "limit"
    return "stock" if _stock(reward, context) == 0 else None


def check_reward(
    programme: CompiledProgramme, member: MemberInput, context: ContextInput, reward_code: str
) -> RewardResult:
    """Whether the member can have the reward now. KeyError for a reward the programme does not have."""
    reward = programme.rewards[reward_code]
    reason = _refusal(programme, member, context, reward)
    missing: int | None = None
    if reason is None and reward.points > member.available_points:
        reason, missing = "not_enough_points", reward.points - member.available_points
    return RewardResult(
        allowed=reason is None, reason=reason, missing=missing, points=reward.points, cash_minor=reward.cash_minor
    )


def auto_redeem(programme: CompiledProgramme, member: MemberInput, context: ContextInput) -> AutoRedeemResult:
    """How often the programme's automatic reward is bought: min(limit left, stock, floor((available - keep) / points))."""
    redemption = programme.redemption
    if redemption is None or not redemption.enabled or redemption.auto_reward is None:
        code = None if redemption is None else redemption.auto_reward
        return AutoRedeemResult(times=0, reason="disabled", reward=code, points=0)
    reward = programme.rewards[redemption.auto_reward]
    reason = _refusal(programme, member, context, reward) if member.auto_redeem else "opted_out"
    times = 0
    if reason is None:
        free = max(0, member.available_points - redemption.auto_keep)
        bounds = [_limit_left(reward, member), _stock(reward, context), free // reward.points if reward.points else 1]
        times = min(bound for bound in bounds if bound is not None)
        reason = None if times else "not_enough_points"
    return AutoRedeemResult(times=times, reason=reason, reward=reward.code, points=times * reward.points)

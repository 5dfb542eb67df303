"""Paying with points (programme.md §6.3): the limit of a bill, the most that can be used, and whether what is asked for is allowed."""

from __future__ import annotations

from fractions import Fraction

from app.domain.exact import round_to_step
from app.domain.programme.compiled import CompiledProgramme, Redemption
from app.domain.programme.eligible import Basket, places
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.results import RedeemResult


def value_minor(programme: CompiledProgramme, points: int) -> int:
    """What points are worth in fen: floor(points x point value)."""
    return round_to_step(points * programme.point_value, "floor")


def _limit_minor(redemption: Redemption, event: EventInput) -> int:
    basket = Basket(event)
    lines = (basket.lines[place] for place in places(basket.passing(redemption.lines)))
    payable_minor = sum(line.payable_minor for line in lines if line.kind == "goods")
    return round_to_step(payable_minor * redemption.max_percent / 100, "floor")


def _max_points(programme: CompiledProgramme, redemption: Redemption, available: int, limit_minor: int) -> int:
    most = min(available, round_to_step(Fraction(limit_minor) / programme.point_value, "floor"))
    if redemption.max_points is not None:
        most = min(most, redemption.max_points)
    points = round_to_step(most, "floor", redemption.step_points)
    worthless = points < redemption.min_points or value_minor(programme, points) == 0
    return 0 if worthless else points


def _refused(reason: str, limit_minor: int, max_points: int, missing: int | None = None) -> RedeemResult:
    return RedeemResult(
        allowed=False, reason=reason, missing=missing, limit_minor=limit_minor, max_points=max_points, points=0, value_minor=0
    )


def _asked(
    programme: CompiledProgramme, redemption: Redemption, points: int, available: int, limit_minor: int
) -> tuple[str, int | None] | None:
    """Why the points asked for are refused: (reason, missing)."""
    if points > available:
        return "not_enough_points", points - available
    if points < redemption.min_points:
        return "below_min", redemption.min_points - points
    if points % redemption.step_points:
        return "not_step", None
    if redemption.max_points is not None and points > redemption.max_points:
        return "over_max_points", None
    if points * programme.point_value > limit_minor:
        return "over_limit", None
    return None if value_minor(programme, points) else ("no_value", None)


def redeem(
    programme: CompiledProgramme,
    event: EventInput,
    member: MemberInput,
    context: ContextInput,
    points: int | None = None,
) -> RedeemResult:
    """Whether `points` (None: as many as possible) may pay for the sale, with the limits to show. Raises nothing for validated inputs."""
    redemption = programme.redemption
    if redemption is None:
        return _refused("disabled", 0, 0)
    limit_minor = _limit_minor(redemption, event)
    if not redemption.enabled:
        return _refused("disabled", limit_minor, 0)
    if member.status != "active":
        return _refused(member.status, limit_minor, 0)
    most = _max_points(programme, redemption, member.available_points, limit_minor)
    if points is None:
        if most == 0:
            return _refused("none_possible", limit_minor, 0)
        points = most
    refusal = _asked(programme, redemption, points, member.available_points, limit_minor)
    if refusal is not None:
        return _refused(refusal[0], limit_minor, most, refusal[1])
    return RedeemResult(
        allowed=True,
        reason=None,
        missing=None,
        limit_minor=limit_minor,
        max_points=most,
        points=points,
        value_minor=value_minor(programme, points),
    )

"""What a member is entitled to by the tier, and which rewards can be had, almost, or later; for the member panel and the rewards desk."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput
from app.domain.programme.phrases import Lang
from app.domain.programme.reward_reach import Reach, next_best, reach_sentence, reaches
from app.services.counter import CounterState
from app.services.desk import Desk, Session
from app.services.ports.store import Reader
from app.services.snapshot import context_input, member_input, period_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlements:
    """`privileges`: those of the member's tier that hold now. `rewards`: all others, the nearest first; `next_best` of them is the one of
    which the fewest points are missing.
    """

    programme: CompiledProgramme
    privileges: tuple[Reach, ...]
    rewards: tuple[Reach, ...]
    next_best: Reach | None

    def told(self, lang: Lang) -> tuple[str, ...]:
        """Every line, privileges first."""
        return tuple(reach_sentence(reach, self.programme, lang) for reach in (*self.privileges, *self.rewards))


def entitlements(desk: Desk, session: Session, member_id: str) -> Entitlements:
    """Of a member now. Refusals: no_such_member, no_programme."""
    with desk.store.read() as reader:
        member = reader.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        on = session.shift.business_date
        programme = desk.programmes.in_force(reader, on)
        snapshot = member_input(reader, programme, member, reader.balance(member_id, on))
        context = context_input(desk, reader, session, programme, member)
        return _entitlements(programme, reaches(programme, with_rewards(reader, programme, snapshot, on), context))


def entitlements_at_counter(reader: Reader, state: CounterState) -> Entitlements | None:
    """Of the attached member; None without one."""
    if state.attached is None:
        return None
    snapshot = with_rewards(reader, state.programme, state.attached.snapshot, state.context.business_date)
    return _entitlements(state.programme, reaches(state.programme, snapshot, state.context))


def with_rewards(reader: Reader, programme: CompiledProgramme, member: MemberInput, on: str) -> MemberInput:
    """The member with how often each limited reward was taken in its period."""
    periods = {reward.code: period_key(reward.per, on) for reward in programme.rewards.values() if reward.limit is not None}
    return replace(member, reward_used=reader.rewards_used(member.id, periods)) if periods else member


def _entitlements(programme: CompiledProgramme, found: tuple[Reach, ...]) -> Entitlements:
    return Entitlements(
        programme=programme,
        privileges=tuple(reach for reach in found if reach.state == "entitled"),
        rewards=tuple(reach for reach in found if reach.state != "entitled"),
        next_best=next_best(found),
    )

"""Why a member has its tier, told from what was recorded (LESSON-14): for the member page, and for the customer who asks."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput
from app.domain.programme.phrases import Lang
from app.domain.programme.tier_reasons import TierStep, TierStory, story_sentences, tier_story
from app.domain.programme.tiers import metric_window
from app.services.desk import Desk, Session
from app.services.ports.store import Reader
from app.services.snapshot import tier_input

STEPS_MAX = 200
"""Changes of one member's tier that are looked at, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyTier:
    """The story, and all recorded changes, newest first."""

    programme: CompiledProgramme
    story: TierStory
    steps: tuple[TierStep, ...]

    def told(self, lang: Lang) -> tuple[str, ...]:
        """Plain sentences: the tier, how it came about, what counts now and from when, until when it is kept, what comes next."""
        return story_sentences(self.story, self.programme, lang)


def why_tier(desk: Desk, session: Session, member_id: str) -> WhyTier | None:
    """Of a member today; None where the programme has no tiers. Refusals: no_such_member, no_programme."""
    with desk.store.read() as reader:
        return why_tier_on(desk, reader, member_id, session.shift.business_date)


def why_tier_on(desk: Desk, reader: Reader, member_id: str, day: str) -> WhyTier | None:
    """The same within a view that is open, under the programme in force on the day."""
    member = reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    programme = desk.programmes.in_force(reader, day)
    if programme.tiers is None:
        return None
    steps = tuple(
        TierStep(
            on=change.changed_on,
            before=change.before,
            after=change.after,
            reason=change.reason,
            metric=change.metric,
            valid_until=change.valid_until,
        )
        for change in reader.tier_changes(member_id, STEPS_MAX)
    )
    history = reader.tier_history(member_id, *metric_window(programme.tiers, day))
    story = tier_story(programme, MemberInput(id=member_id, tier=tier_input(programme.tiers, member)), steps, history, day)
    return None if story is None else WhyTier(programme=programme, story=story, steps=steps)

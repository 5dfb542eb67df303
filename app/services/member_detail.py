"""Everything the member page tells besides balance and history: why this tier, the way to goals, privileges, consents, who brought whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.members.member import Member
from app.domain.members.names import NOTE_MAX, clean_text
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput
from app.domain.programme.phrases import Lang
from app.domain.programme.reward_reach import reach_sentence
from app.domain.programme.tiers import effective_now
from app.services.challenge_progress import ChallengeProgress, challenge_progress
from app.services.desk import Desk, Session
from app.services.entitlements import entitlements
from app.services.find_member import MemberPage, member_page
from app.services.ports.store import Consent
from app.services.snapshot import tier_input
from app.services.why_tier import why_tier_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDetail:
    """A member in full, in the language that was asked for. `tier`: the one that holds, a given one in place of the own included;
    `tier_told`: why, sentence by sentence; `privileges`: what it gives.
    """

    page: MemberPage
    programme: CompiledProgramme
    tier: str
    tier_told: tuple[str, ...]
    privileges: tuple[str, ...]
    goals: tuple[ChallengeProgress, ...]
    consents: tuple[Consent, ...]
    groups: tuple[str, ...]
    referrer: Member | None


def member_detail(desk: Desk, session: Session, member_id: str, lang: Lang) -> MemberDetail:
    """The page as of now. Refusals: no_such_member, no_programme."""
    page = member_page(desk, session, member_id)
    entitled = entitlements(desk, session, member_id)
    with desk.store.read() as reader:
        on = session.shift.business_date
        why = why_tier_on(desk, reader, member_id, on)
        referrer = None if page.member.referrer_id is None else reader.member(page.member.referrer_id)
        held = tier_input(entitled.programme.tiers, page.member)
        return MemberDetail(
            page=page,
            programme=entitled.programme,
            tier=effective_now(entitled.programme, MemberInput(id=member_id, tier=held), on) or page.member.tier,
            tier_told=() if why is None else why.told(lang),
            privileges=tuple(reach_sentence(reach, entitled.programme, lang) for reach in entitled.privileges),
            goals=challenge_progress(desk, reader, session, member_id, lang),
            consents=tuple(reader.consents(member_id)),
            groups=tuple(reader.groups(member_id)),
            referrer=referrer,
        )


def write_note(desk: Desk, member_id: str, text: str) -> None:
    """Writes the note of a member down; what stood there is gone. Personal words stand in no event.

    Refusals: no_such_member, text_too_long.
    """
    with desk.store.write() as books:
        member = books.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        noted = replace(member, note=clean_text(text, NOTE_MAX, "note"))
        keys = noted.keys(desk.pinyin())
        books.put_member(noted, {"pinyin": keys.pinyin, "initials": keys.initials})

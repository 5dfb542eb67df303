"""What joining gives before anybody has joined: the welcome points, what the open sale earns then, and what member prices save."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.following import context_after, member_after
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.services.counter import open_basket
from app.services.desk import Desk, Session
from app.services.evaluation import evaluate, period_totals
from app.services.ports.store import Reader
from app.services.snapshot import context_input, sale_event, tier_input

_NEWCOMER = "newcomer"
"""Member id under which somebody who has not joined yet is evaluated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningPreview:
    """Points for joining and, besides, of the open sale; what the sale's member prices save and what is due then, in fen."""

    welcome: int
    sale: int
    saved_minor: int
    due_minor: int


def preview_joining(
    desk: Desk,
    session: Session,
    *,
    birthday: tuple[int, int] | None = None,
    referrer_id: str | None = None,
    has_title: bool = False,
) -> JoiningPreview:
    """By the engine that books it, for somebody of the lowest tier who has told so much. Refusal no_programme."""
    with desk.store.read() as reader:
        on = session.shift.business_date
        programme = desk.programmes.in_force(reader, on)
        tier = programme.tiers.levels[0].code if programme.tiers is not None else ""
        person = Member(id=_NEWCOMER, name="", tier=tier, referrer_id=referrer_id)
        member = MemberInput(id=_NEWCOMER, tier=tier_input(programme.tiers, person), birthday=birthday)
        context = context_input(desk, reader, session, programme, person)
        welcome, member, context = _given(programme, "enrolment", member, context)
        if _profile_told(desk, reader, birthday is not None, has_title):
            more, member, context = _given(programme, "profile_completed", member, context)
            welcome += more
        basket = open_basket(desk, reader)
        joined = basket.with_hold(None).with_member(_NEWCOMER, tier)
        sale = 0
        if basket.lines:
            totals = period_totals(reader, programme, _NEWCOMER, on)
            sale = evaluate(programme, sale_event(joined), member, context, totals).result.points
        return JoiningPreview(
            welcome=welcome,
            sale=sale,
            saved_minor=basket.payable_minor - joined.payable_minor,
            due_minor=joined.due_minor,
        )


def _given(programme: CompiledProgramme, type_: str, member: MemberInput, context: ContextInput) -> tuple[int, MemberInput, ContextInput]:
    """The points of an act that comes first, and what it leaves for the next one."""
    result = evaluate(programme, EventInput(id=type_, type=type_), member, context).result  # type: ignore[arg-type]
    return result.points, member_after(member, result), context_after(context, result)


def _profile_told(desk: Desk, reader: Reader, has_birthday: bool, has_title: bool) -> bool:
    """Whether all that the shop asks for in a profile is told with the enrolment; the phone always is."""
    told = {"phone": True, "birthday": has_birthday, "title": has_title}
    return all(told[field] for field in str(desk.setting(reader, "member.profile")).split("+"))

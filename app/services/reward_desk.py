"""The reward desk: what a member can have now and later, what was given already and what of it is still to be handed over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.reward_reach import Reach, reaches
from app.services.counter import saved_basket
from app.services.desk import Desk, Session
from app.services.entitlements import with_rewards
from app.services.ports.store import Reader, Voucher
from app.services.reverse import act_of
from app.services.snapshot import context_input, member_input
from app.services.use_voucher import called

GIVEN_READ = 300
"""So many of a member's last events are looked through for rewards."""
GIVEN_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reward or a voucher a member has. `state`: open (a voucher that waits), used, handed (given at once), cancelled. `event_id`: of
    the reward, or of what gave the voucher; `undoable`: it can be taken back; `by_itself`: it was not asked for.
    """

    event_id: str
    name: str
    on: str
    points: int
    state: str
    code: str
    until: str | None
    by_itself: bool
    undoable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """What the desk shows. `member` None: nobody yet; the rewards are then what they ask for, out of reach of nobody."""

    programme: CompiledProgramme
    on: str
    member: Member | None
    available: int
    reaches: tuple[Reach, ...]
    stock: Mapping[str, int]
    more_on: Mapping[str, RewardFacts]
    given: tuple[Given, ...]


def look_at_desk(desk: Desk, session: Session, member_id: str | None) -> DeskState:
    """The desk for a member, or for nobody yet. Refusals: no_such_member, no_programme."""
    with desk.store.read() as reader:
        on = session.shift.business_date
        programme = desk.programmes.in_force(reader, on)
        member = None if member_id is None else reader.member(member_id)
        if member_id is not None and member is None:
            raise Refusal("no_such_member")
        context = context_input(desk, reader, session, programme, member)
        if member is None:
            found = reaches(programme, MemberInput(id="nobody"), context)
            return _state(reader, programme, on, None, 0, found, ())
        balance = reader.balance(member.id, on)
        snapshot = with_rewards(reader, programme, member_input(reader, programme, member, balance), on)
        given = _given(desk, reader, member.id, on)
        return _state(reader, programme, on, member, max(0, balance.available), desk_reaches(programme, snapshot, context), given)


def desk_reaches(programme: CompiledProgramme, member: MemberInput, context: ContextInput) -> tuple[Reach, ...]:
    """The ladder of a member, by itself: what the bench measures."""
    return reaches(programme, member, context)


def member_of_card(desk: Desk, number: str) -> Member:
    """Whose card it is. Refusals: unknown_card, card_blocked, member_closed."""
    with desk.store.read() as reader:
        card = reader.card(number)
        member = None if card is None else reader.member(card.member_id)
    if card is None or member is None:
        raise Refusal("unknown_card", text=number)
    if card.state != "active":
        raise Refusal("card_blocked")
    if member.status == "closed":
        raise Refusal("member_closed")
    return member


def member_on_sale(desk: Desk) -> str | None:
    """Who stands on the open sale."""
    with desk.store.read() as reader:
        basket = saved_basket(reader)
        return None if basket is None else basket.member_id


def reward_facts_of(desk: Desk, reward: str) -> RewardFacts:
    """What the shop knows of a reward."""
    with desk.store.read() as reader:
        return reader.reward_facts(reward)


def _state(
    reader: Reader,
    programme: CompiledProgramme,
    on: str,
    member: Member | None,
    available: int,
    found: tuple[Reach, ...],
    given: tuple[Given, ...],
) -> DeskState:
    gone = {reach.reward.code: reader.reward_facts(reach.reward.code) for reach in found if reach.reason == "stock"}
    return DeskState(
        programme=programme,
        on=on,
        member=member,
        available=available,
        reaches=found,
        stock=reader.reward_stock(),
        more_on=gone,
        given=given,
    )


def _given(desk: Desk, reader: Reader, member_id: str, on: str) -> tuple[Given, ...]:
    """Rewards by the member's last events, and vouchers by whatever gave them, the open ones first."""
    rows: list[Given] = []
    seen: set[str] = set()
    for event in reader.member_events(member_id, GIVEN_READ):
        if event.header.type != types.REWARD_ISSUED:
            continue
        body = json.loads(event.payload)
        vouchers = reader.vouchers_of_event(event.header.id) if "vouchers" in body else ()
        seen.update(voucher.code for voucher in vouchers)
        taken = reader.event_by_cause(types.REVERSAL, event.header.id) is not None
        reward = desk.programmes.by_sha(reader, body["programme"]).rewards.get(body["reward"])
        try:
            act_of(event)
        except Refusal:
            undoable = False
        else:
            undoable = not taken and not any(voucher.state == "used" for voucher in vouchers)
        rows.append(
            Given(
                event_id=event.header.id,
                name=body["reward"] if reward is None else reward.name,
                on=local_time(event.header.occurred_ms, desk.zone).date,
                points=body["points"],
                state="cancelled" if taken else _voucher_state(vouchers),
                code=next((voucher.code for voucher in vouchers if voucher.state == "issued"), ""),
                until=vouchers[0].valid_until if vouchers else None,
                by_itself=body["how"] == "auto",
                undoable=undoable,
            )
        )
    for voucher in reader.vouchers(member_id, GIVEN_READ):
        if voucher.code not in seen:
            rows.append(_bare(called(desk, reader, voucher, on), voucher))
    order = {"open": 0}
    return tuple(sorted(rows, key=lambda row: order.get(row.state, 1))[:GIVEN_SHOWN])


def _voucher_state(vouchers: Sequence[Voucher]) -> str:
    states = {voucher.state for voucher in vouchers}
    return "open" if "issued" in states else "used" if "used" in states else "cancelled" if states else "handed"


def _bare(name: str, voucher: Voucher) -> Given:
    """A voucher that a rule gave, not a reward."""
    return Given(
        event_id=voucher.event_id,
        name=name,
        on=voucher.issued_on,
        points=0,
        state={"issued": "open"}.get(voucher.state, voucher.state),
        code=voucher.code if voucher.state == "issued" else "",
        until=voucher.valid_until,
        by_itself=False,
        undoable=False,
    )

"""Looking back: how a member stood at any past moment (EDGE-12). What the till believed then, worked out from the member's own events, with
the programme that was in force; nothing that came later plays a part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.clock import LocalTime, local_time
from app.domain.errors import Refusal
from app.domain.ledger.booking import POINTS
from app.domain.ledger.lots import Balance, Lot
from app.domain.ledger.past import PastTier, Standing, standing
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput
from app.domain.programme.tiers import HistoryEntry, effective_now, metric_on
from app.services.desk import Desk
from app.services.ports.programmes import PublishedVersion
from app.services.ports.store import Reader
from app.services.snapshot import tier_input

EVENTS_READ = 100_000
"""Most events of one member that are folded: a visit every day for ninety years."""
VERSIONS_READ = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """A member at a moment. `on` is the business date that is judged by, `event_id` the last event that counts (None: there was none).

    `lots` are those with something left, in the order of consumption. `effective`: the tier that conditions use, floor included; `metric`
    in the programme's unit. `programme` None: none was in force. `status`: active, frozen, closed.
    """

    member_id: str
    moment: LocalTime
    on: str
    event_id: str | None
    events: int
    balance: Balance
    lots: tuple[Lot, ...]
    status: str
    tier: PastTier | None
    effective: str | None
    metric: int
    sales_count: int
    programme: CompiledProgramme | None


def as_of_event(desk: Desk, member_id: str, event_id: str) -> AsOf:
    """The member right after an event, whosever it is. Refusals: no_such_member, no_such_event."""
    with desk.store.read() as reader:
        event = reader.event(event_id)
        if event is None:
            raise Refusal("no_such_event")
        told = _told(reader, member_id, until_event=event_id)
    header = event.header
    return _look(desk, told, header.business_date, header.occurred_ms, lambda version: version.seq <= header.seq)


def as_of_moment(desk: Desk, member_id: str, moment_ms: int) -> AsOf:
    """The member at a moment (UTC ms), judged by the date in the store's zone. Refusal no_such_member."""
    with desk.store.read() as reader:
        told = _told(reader, member_id, until_ms=moment_ms)
    return _look(desk, told, local_time(moment_ms, desk.zone).date, moment_ms, lambda version: version.published_ms <= moment_ms)


def as_of_now(desk: Desk, member_id: str) -> AsOf:
    """The member as the journal stands, on the date of the open shift; equal to what is stored. Refusal no_such_member."""
    with desk.store.read() as reader:
        told, on = _told(reader, member_id), desk.office_date(reader)
    return _look(desk, told, on, desk.clock.now_ms(), lambda version: True)


def _told(reader: Reader, member_id: str, *, until_event: str | None = None, until_ms: int | None = None) -> Standing:
    if reader.member(member_id) is None:
        raise Refusal("no_such_member")
    return standing(member_id, reader.past(member_id, EVENTS_READ, until_event=until_event, until_ms=until_ms))


def _look(desk: Desk, stood: Standing, on: str, moment_ms: int, known: Callable[[PublishedVersion], bool]) -> AsOf:
    """`known`: whether a programme version had been published by then."""
    published = [one for one in desk.store.programmes().versions(VERSIONS_READ) if known(one) and one.valid_from <= on]
    programme = None
    if published:
        with desk.store.read() as reader:
            programme = desk.programmes.by_sha(reader, max(published, key=lambda one: (one.valid_from, one.seq)).sha256)
    tiers = None if programme is None else programme.tiers
    held = None if stood.tier is None else tier_input(tiers, _member(stood.holder, stood.tier))
    return AsOf(
        member_id=stood.holder,
        moment=local_time(moment_ms, desk.zone),
        on=on,
        event_id=None if stood.last is None else stood.last.id,
        events=stood.events,
        balance=stood.balance(on),
        lots=tuple(lot for lot in stood.lots if lot.remaining and lot.unit == POINTS),
        status=stood.status,
        tier=stood.tier,
        effective=None if programme is None else effective_now(programme, MemberInput(id=stood.holder, tier=held), on),
        metric=0 if tiers is None else metric_on(tiers, [HistoryEntry(day, *moved) for day, moved in stood.history.items()], on),
        sales_count=stood.sales_count,
        programme=programme,
    )


def _member(member_id: str, tier: PastTier) -> Member:
    return Member(
        id=member_id,
        name="",
        tier=tier.code,
        tier_valid_until=tier.valid_until,
        floor_tier=tier.floor,
        floor_until=tier.floor_until,
    )

"""What daily runs have done: the latest chunks, what each took or changed, whether it was taken back (EXP-06: auditable, reversible)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import MEMBER
from app.services.desk import Desk
from app.services.ports.store import Reader
from app.services.reverse import act_of

KINDS = (types.POINTS_EXPIRED, types.DEBT_PAID, types.TIER_REVIEWED, types.TIER_FLOORS_ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One event of a daily run. `on`: the day it was made for; `date`, `time`: when it was booked; `points` that lapsed or paid debts.

    `reversible`: it is of a kind that can be taken back; `reversed_on`: the business date on which it was.
    """

    event_id: str
    kind: str
    on: str
    date: str
    time: str
    members: int
    points: int
    short_hash: str
    reversible: bool
    reversed_on: str | None


@dataclass(frozen=True, slots=True)
class ChunkMember:
    """One member of a chunk: points of it, or the tier before and after with the reason."""

    member_id: str
    points: int = 0
    before: str = ""
    after: str = ""
    reason: str = ""


def latest_chunks(desk: Desk, limit: int) -> tuple[Chunk, ...]:
    """The latest chunks of any kind, the day they were made for first, the newest first."""
    with desk.store.read() as reader:
        events = [event for kind in KINDS for event in reader.latest_caused(kind, limit)]
        events.sort(key=lambda event: (_day(event), event.header.seq), reverse=True)
        return tuple(_chunk(desk, reader, event) for event in events[:limit])


def chunk_members(desk: Desk, event_id: str, limit: int) -> tuple[ChunkMember, ...]:
    """Who is in a chunk, in the order of the event, at most so many. Refusal no_such_event."""
    with desk.store.read() as reader:
        event = reader.event(event_id)
        if event is None or event.header.type not in KINDS:
            raise Refusal("no_such_event")
    return tuple(_members(event.header.type, json.loads(event.payload))[:limit])


def _day(event: Event) -> str:
    return (event.header.cause_key or "").split(":")[0]


def _chunk(desk: Desk, reader: Reader, event: Event) -> Chunk:
    members = _members(event.header.type, json.loads(event.payload))
    when = local_time(event.header.occurred_ms, desk.zone)
    back = reader.event_by_cause(types.REVERSAL, event.header.id)
    try:
        act_of(event)
    except Refusal:
        reversible = False
    else:
        reversible = True
    return Chunk(
        event_id=event.header.id,
        kind=event.header.type,
        on=_day(event),
        date=when.date,
        time=when.time,
        members=len(members),
        points=sum(member.points for member in members),
        short_hash=event.short_hash,
        reversible=reversible,
        reversed_on=None if back is None else back.header.business_date,
    )


def _members(kind: str, body: dict[str, Any]) -> list[ChunkMember]:
    if kind == types.TIER_REVIEWED:
        return [ChunkMember(row[0], before=row[1], after=row[4], reason=row[6]) for row in body["tiers"]]
    if kind == types.TIER_FLOORS_ENDED:
        return [ChunkMember(row[0], before=row[1], reason="floor_ended") for row in body["floors"]]
    points: dict[str, int] = {}
    for account, holder, _, _, amount in body["ledger"]["postings"]:
        if account == MEMBER:
            points[holder] = points.get(holder, 0) - amount
    return [ChunkMember(holder, points=taken) for holder, taken in points.items()]

"""Points to a whole list of members at once (EARN-34): one batch with an id of its own, in events of at most 500 members. It can be cut off
anywhere and run again, for the batch is made of what it gives: the same list with the same order goes on where it stopped and never gives
twice. A batch is taken back as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.canonical import canonical_bytes, sha256_hex
from app.domain.errors import Refusal
from app.domain.exact import round_to_step
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.adjust_reasons import GRANT_REASONS
from app.domain.ledger.booking import ADJUSTED, Booking
from app.domain.ledger.moves import accrue, take_back
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.adjust_points import PROGRAMME, by_hand, check_funding, in_force, life_of
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session, book, book_office
from app.services.grant_list import GrantList
from app.services.ports.store import Reader, Writer

MEMBERS_PER_EVENT = 500
BATCHES_SHOWN = 50
LABEL_MAX = 40
_LOTS_READ = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantOrder:
    """What every member of the list gets: for which reason, good how long, on which cost account. `label` tells two equal batches apart."""

    reason: str
    life: str = PROGRAMME
    funding: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantPreview:
    """A batch before it is booked: control totals of its list, what it may cost at most (every point paid with), until when the points are
    good. `done` of `chunks` were booked earlier. `asked`: what a second person has to approve, None for nothing.
    """

    batch: str
    order: GrantOrder
    listed: GrantList
    points: int
    worth_minor: int
    expires_on: str | None
    chunks: int
    done: int
    asked: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch in the books. `members` and `points` as booked so far; `undone`: how many of its events were taken back."""

    batch: str
    reason: str
    label: str
    on: str
    occurred_ms: int
    actor_id: str | None
    approver_id: str | None
    chunks: int
    done: int
    undone: int
    members: int
    points: int


@dataclass(frozen=True, slots=True)
class GrantProgress:
    """Where a run stands: events booked of all there are, members and points so far."""

    done: int
    chunks: int
    members: int
    points: int

    @property
    def finished(self) -> bool:
        """Nothing is left to do."""
        return self.done >= self.chunks


def preview_grant(desk: Desk, session: Session | None, listed: GrantList, order: GrantOrder) -> GrantPreview:
    """Checks an order and its list. `session` None: by command, with the books in hand.

    Refusals: adjust_reason, adjust_life, adjust_funding, grant_label, list_empty (nobody is left), not_allowed.
    """
    if order.reason not in GRANT_REASONS:
        raise Refusal("adjust_reason")
    check_funding(order.funding)
    if len(order.label) > LABEL_MAX or not order.label.isprintable():
        raise Refusal("grant_label", limit=LABEL_MAX)
    if not listed.members:
        raise Refusal("list_empty")
    with desk.store.read() as reader:
        on = desk.office_date(reader)
        programme = in_force(desk, reader, on)
        expires_on, _ = life_of(programme, order.life, on)
        batch = _batch_id(listed, order)
        done = _booked(reader, batch)
    points = listed.points
    return GrantPreview(
        batch=batch,
        order=order,
        listed=listed,
        points=points,
        worth_minor=0 if programme is None else round_to_step(points * programme.point_value, "ceil"),
        expires_on=expires_on,
        chunks=-(-len(listed.members) // MEMBERS_PER_EVENT),
        done=done,
        asked=None if session is None or not needs_approval(session, Act.GRANT_IN_BULK) else _asked(batch, listed, order),
    )


class BulkGrant:
    """One run of a batch, an event a `step`. It may be dropped after any of them; a new run of the same batch goes on from there."""

    def __init__(self, desk: Desk, session: Session | None, preview: GrantPreview, approval: Approval | None = None) -> None:
        self._desk = desk
        self._session = session
        self._preview = preview
        self._approval = approval
        self.progress = GrantProgress(0, preview.chunks, 0, 0)

    def step(self) -> GrantProgress:
        """Books the next event of the batch. Refusals: not_allowed, needs_approval and the others of `approve.approved`, shift_closed."""
        desk, preview = self._desk, self._preview
        with desk.store.write() as books:
            done, members, points = self.progress.done, self.progress.members, self.progress.points
            event = None
            while done < preview.chunks and event is None:
                done += 1
                event = books.event_by_cause(types.POINTS_ADJUSTED, f"{preview.batch}:{done}")
                if event is not None:  # an earlier run got so far
                    body = json.loads(event.payload)
                    members, points, event = members + body["members"], points + body["points"], None
                    continue
                event = self._book(books, done)
                body = json.loads(event.payload)
                members, points = members + body["members"], points + body["points"]
        self.progress = GrantProgress(done, preview.chunks, members, points)
        return self.progress

    def run(self, told: Callable[[GrantProgress], bool | None] | None = None) -> GrantProgress:
        """All that is left, an event a commit. `told` is called after each; False stops there."""
        while not self.progress.finished:
            progress = self.step()
            if told is not None and told(progress) is False:
                break
        return self.progress

    def _book(self, books: Writer, chunk: int) -> Event:
        desk, session, preview, order = self._desk, self._session, self._preview, self._preview.order
        if session is not None:
            on = session.shift.business_date
        else:
            on = desk.office_date(books)
        life = life_of(in_force(desk, books, on), order.life, on)
        approver_id, plan = self._first(books, chunk)
        accruals, left_out = [], []
        for member_id, points in preview.listed.members[(chunk - 1) * MEMBERS_PER_EVENT : chunk * MEMBERS_PER_EVENT]:
            member = books.member(member_id)
            if member is None or member.status == "closed":
                left_out.append(member_id)
                continue
            accruals.append(by_hand(member, books.balance(member_id, on), points, on, life, order.funding))
        event_id = desk.ids.new_id()
        body: dict[str, object] = {
            "points": sum(accrual.points for accrual in accruals),
            "reason_code": order.reason,
            "batch": preview.batch,
            "chunk": chunk,
            "chunks": preview.chunks,
            "members": len(accruals),
            "plan": plan,
            "life": order.life,
            "label": order.label,
            **({"left_out": left_out} if left_out else {}),
        }
        booking = accrue(event_id, accruals, source=ADJUSTED)
        cause = f"{preview.batch}:{chunk}"
        if session is None:
            return book_office(desk, books, None, types.POINTS_ADJUSTED, body, event_id=event_id, cause_key=cause, booking=booking)
        return book(
            desk,
            books,
            session,
            types.POINTS_ADJUSTED,
            body,
            event_id=event_id,
            cause_key=cause,
            approver_id=approver_id,
            booking=booking,
        )

    def _first(self, books: Writer, chunk: int) -> tuple[str | None, str]:
        """Who approved the batch, and the hash of its list, which is kept with it."""
        desk, session, preview = self._desk, self._session, self._preview
        first = None if chunk == 1 else books.event_by_cause(types.POINTS_ADJUSTED, f"{preview.batch}:1")
        if first is not None:
            return first.header.approver_id, str(json.loads(first.payload)["plan"])
        approver_id = None
        if session is not None:
            asked = _asked(preview.batch, preview.listed, preview.order)
            approver_id = approved(desk, books, session, asked, self._approval, preview.batch)
        return approver_id, books.put_document(_plan(preview.listed))


def undo_asked(batch: str) -> Asked:
    """What a second person says yes to before a batch is taken back."""
    return Asked(act=Act.GRANT_IN_BULK, parameters={"undo": batch})


def undo_grant(desk: Desk, session: Session, batch: str, *, approval: Approval | None = None) -> int:
    """Takes a whole batch back, an event for each of its events and a commit for each; may be cut off and run again. Gives the number taken
    back now. What of the points has lapsed unused is set off, what was used is taken from others or owed.

    Refusals: no_such_batch, not_allowed, needs_approval and the others of `approve.approved`, shift_closed.
    """
    undone = chunk = 0
    while True:
        chunk += 1
        with desk.store.write() as books:
            event = books.event_by_cause(types.POINTS_ADJUSTED, f"{batch}:{chunk}")
            if event is None:
                if chunk == 1:
                    raise Refusal("no_such_batch")
                return undone
            if books.event_by_cause(types.REVERSAL, event.header.id) is not None:
                continue
            started = _undone_by(books, batch)
            approver_id = started or approved(desk, books, session, undo_asked(batch), approval, f"undo:{batch}")
            body = {"of": event.header.id, "type": event.header.type, "batch": batch}
            book(
                desk,
                books,
                session,
                types.REVERSAL,
                body,
                reverses_id=event.header.id,
                cause_key=event.header.id,
                approver_id=approver_id,
                booking=_back(books, event, session.shift.business_date),
            )
            undone += 1


def batches(desk: Desk, limit: int = BATCHES_SHOWN) -> Sequence[Batch]:
    """Batches in the books, newest first."""
    with desk.store.read() as reader:
        return [_batch(reader, first) for first in reader.events_by_cause(types.POINTS_ADJUSTED, "*:1", limit)]


def left_of(desk: Desk, batch: str) -> tuple[GrantList, GrantOrder]:
    """The list and the order of a batch that was cut off, as they are kept with it. Refusal no_such_batch."""
    with desk.store.read() as reader:
        first = reader.event_by_cause(types.POINTS_ADJUSTED, f"{batch}:1")
        if first is None:
            raise Refusal("no_such_batch")
        body = json.loads(first.payload)
        content = reader.document(body["plan"])
        if content is None:
            raise Refusal("no_such_batch")
        members = tuple((member_id, points) for member_id, points in json.loads(content)["members"])
    listed = GrantList(members=members, rows=len(members), unknown=0, twice=0, closed=0, wrong=0, frozen=0, bad=())
    funding = next((row[11] for row in body.get("ledger", {}).get("grants", ())), None)
    return listed, GrantOrder(reason=body["reason_code"], life=body["life"], funding=funding, label=body["label"])


def _plan(listed: GrantList) -> bytes:
    return canonical_bytes({"members": [list(row) for row in listed.members]})


def _batch_id(listed: GrantList, order: GrantOrder) -> str:
    """Made of what the batch gives, so that giving the same again under the same label is seen."""
    made = {"plan": sha256_hex(_plan(listed)), "reason": order.reason, "life": order.life, "funding": order.funding, "label": order.label}
    return sha256_hex(canonical_bytes(made))[:32]


def _asked(batch: str, listed: GrantList, order: GrantOrder) -> Asked:
    parameters: dict[str, str | int] = {"batch": batch, "members": len(listed.members), "points": listed.points, "reason": order.reason}
    return Asked(act=Act.GRANT_IN_BULK, parameters=parameters)


def _booked(reader: Reader, batch: str) -> int:
    """How many events of a batch are in the books."""
    chunk = 0
    while reader.event_by_cause(types.POINTS_ADJUSTED, f"{batch}:{chunk + 1}") is not None:
        chunk += 1
    return chunk


def _batch(reader: Reader, first: Event) -> Batch:
    body: Mapping[str, Any] = json.loads(first.payload)
    done = undone = members = points = 0
    event: Event | None = first
    while event is not None:
        booked = json.loads(event.payload)
        done, members, points = done + 1, members + booked["members"], points + booked["points"]
        undone += reader.event_by_cause(types.REVERSAL, event.header.id) is not None
        event = reader.event_by_cause(types.POINTS_ADJUSTED, f"{body['batch']}:{done + 1}")
    return Batch(
        batch=body["batch"],
        reason=body["reason_code"],
        label=body["label"],
        on=first.header.business_date,
        occurred_ms=first.header.occurred_ms,
        actor_id=first.header.actor_id,
        approver_id=first.header.approver_id,
        chunks=body["chunks"],
        done=done,
        undone=undone,
        members=members,
        points=points,
    )


def _undone_by(reader: Reader, batch: str) -> str | None:
    """Who approved taking the batch back, where that has begun."""
    first = reader.event_by_cause(types.POINTS_ADJUSTED, f"{batch}:1")
    reversal = None if first is None else reader.event_by_cause(types.REVERSAL, first.header.id)
    return None if reversal is None else reversal.header.approver_id


def _back(reader: Reader, event: Event, on: str) -> Booking:
    booking = Booking.from_mapping(json.loads(event.payload)["ledger"])
    own = reader.lots_of_event(event.header.id)
    back = Booking()
    for holder in dict.fromkeys(posting.holder for posting in booking.postings if posting.holder is not None):
        points = sum(posting.amount for posting in booking.postings if posting.holder == holder)
        mine = [lot for lot in own if lot.holder == holder]
        others = reader.usable_lots(holder, on) if sum(lot.free + lot.expired for lot in mine) < points else ()
        back = back + take_back(holder, mine, others, points, on, to=ADJUSTED)
    return back

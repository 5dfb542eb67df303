"""The desk: everything an act at this till needs, handed in once; the session of whoever is signed in; and how an act becomes an event."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.profiles import PrinterProfile
from app.domain.canonical import sha256_hex
from app.domain.clock import Clock, LocalTime, local_time
from app.domain.errors import Refusal
from app.domain.ids import IdSource
from app.domain.journal import types
from app.domain.journal.event import Event, EventDraft
from app.domain.ledger.booking import NO_BOOKING, Booking
from app.domain.members.pinyin import PinyinTable
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.compiler import compile_programme
from app.services.ports.security import PinHasher
from app.services.ports.store import Reader, Shift, StaffMember, Store, Writer
from app.settings.declared import Value, declared, from_json
from app.settings.machine import MachineSettings

if TYPE_CHECKING:
    from app.services.ports.invoicing import InvoiceRequests
    from app.services.ports.payments import PaymentProvider

CLOCK_STEP_MS = 5_000
"""A clock that stands further behind the last event than this has been set back; that is written down (reliability.md §3.4.9)."""
PROGRAMMES_KEPT = 8


class Programmes:
    """Compiled programme versions by SHA-256. A published version never changes, so one compilation serves for good."""

    def __init__(self) -> None:
        self._compiled: dict[str, CompiledProgramme] = {}

    def by_sha(self, reader: Reader, sha: str) -> CompiledProgramme:
        """The version with this hash. Refusals: `no_programme` when its document is not in the store, `programme_altered` when it is not
        the one that was published.
        """
        known = self._compiled.get(sha)
        if known is None:
            content = reader.document(sha)
            if content is None:
                raise Refusal("no_programme")
            if sha256_hex(content) != sha:
                raise Refusal("programme_altered")
            if len(self._compiled) >= PROGRAMMES_KEPT:
                self._compiled.clear()
            known = self._compiled[sha] = compile_programme(json.loads(content))
        return known

    def in_force(self, reader: Reader, on: str) -> CompiledProgramme:
        """The version in force on a business date. Refusal `no_programme`."""
        sha = reader.programme_sha(on)
        if sha is None:
            raise Refusal("no_programme")
        return self.by_sha(reader, sha)


def _on_paper() -> InvoiceRequests:
    from app.domain.sales.invoice_request import PaperRequests  # a start has no need of it

    return PaperRequests()


def no_member_key(member_id: str) -> bytes:
    """A desk without the till's key, as commands beside a running till have it, checks no codes."""
    raise Refusal("member_code_wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One till's ports and constants. `pinyin` and `profile` are functions because they read files that most acts do not need; `provider`
    as the settings name another one at any time, None where the cashier sees payments come. `member_key`: the secret of a member's changing
    code, by id.
    """

    store: Store
    clock: Clock
    ids: IdSource
    pins: PinHasher
    machine: MachineSettings
    programmes: Programmes
    pinyin: Callable[[], PinyinTable]
    profile: Callable[[], PrinterProfile]
    zone: str
    store_code: str
    till_no: int
    practice: bool = False
    """The books are a copy to practise on; every paper and screen is marked (EDGE-19)."""
    invoices: Callable[[], InvoiceRequests] = _on_paper
    provider: Callable[[], PaymentProvider | None] = lambda: None
    member_key: Callable[[str], bytes] = no_member_key

    @property
    def till_code(self) -> str:
        """T01."""
        return f"T{self.till_no:02d}"

    def local(self) -> LocalTime:
        """Now, in the store's zone."""
        return local_time(self.clock.now_ms(), self.zone)

    def business_date(self, reader: Reader) -> str:
        """max(local date, last event's): what a shift opened now would carry."""
        return max(self.local().date, reader.head().business_date)

    def office_date(self, reader: Reader) -> str:
        """The date of what belongs to no shift: the open shift's, so that no date goes back in the journal, else `business_date`."""
        shift = reader.shift()
        return self.business_date(reader) if shift is None else shift.business_date

    def setting(self, reader: Reader, key: str) -> Value:
        """A shop setting or its default."""
        return from_json(declared(key), reader.setting(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in on an open shift."""

    actor: StaffMember
    shift: Shift


NOBODY = StaffMember(id="", number="", name="", name_en="", role="", pin_hash="")


def office_session(desk: Desk, reader: Reader) -> Session:
    """The session of what no person does and no shift sees: a daily run made by a command. Its events name neither."""
    return Session(actor=NOBODY, shift=Shift(id="", business_date=desk.office_date(reader), opened_ms=0, opened_by="", float_minor=0))


def as_of(session: Session, day: str) -> Session:
    """The session as it would have been on another day, for what belongs to that day; nothing is booked with it."""
    return replace(session, shift=replace(session.shift, business_date=day))


def on_open_shift(reader: Reader, session: Session) -> None:
    """Refusal shift_closed when the session's shift is not the open one any more: somebody signed in on a new day meanwhile."""
    shift = reader.shift()
    if session.shift.id and (shift is None or shift.id != session.shift.id):
        raise Refusal("shift_closed")


def book(
    desk: Desk,
    books: Writer,
    session: Session,
    type_: str,
    body: Mapping[str, object],
    *,
    event_id: str | None = None,
    member_id: str | None = None,
    reverses_id: str | None = None,
    cause_key: str | None = None,
    approver_id: str | None = None,
    booking: Booking = NO_BOOKING,
) -> Event:
    """Appends one event of the session's shift. `event_id` is given where the id was made before the work began (rule R4).

    Refusal shift_closed.
    """
    on_open_shift(books, session)
    now_ms = desk.clock.now_ms()
    shift_id, actor_id = session.shift.id or None, session.actor.id or None
    _note_clock_step(desk, books, actor_id, session.shift.business_date, now_ms, shift_id)
    return books.append(
        EventDraft(
            id=event_id or desk.ids.new_id(),
            type=type_,
            store_id=desk.store_code,
            shift_id=shift_id,
            actor_id=actor_id,
            business_date=session.shift.business_date,
            occurred_ms=now_ms,
            body=body,
            member_id=member_id,
            reverses_id=reverses_id,
            cause_key=cause_key,
            approver_id=approver_id,
            booking=booking,
        )
    )


def book_office(
    desk: Desk,
    books: Writer,
    actor_id: str | None,
    type_: str,
    body: Mapping[str, object],
    *,
    event_id: str | None = None,
    member_id: str | None = None,
    reverses_id: str | None = None,
    cause_key: str | None = None,
    approver_id: str | None = None,
    booking: Booking = NO_BOOKING,
) -> Event:
    """Appends an event that belongs to no shift: log-in, set-up, imports, settings, a daily run while no shift is open."""
    business_date, now_ms = desk.office_date(books), desk.clock.now_ms()
    _note_clock_step(desk, books, actor_id, business_date, now_ms)
    return books.append(
        EventDraft(
            id=event_id or desk.ids.new_id(),
            type=type_,
            store_id=desk.store_code,
            shift_id=None,
            actor_id=actor_id,
            business_date=business_date,
            occurred_ms=now_ms,
            body=body,
            member_id=member_id,
            reverses_id=reverses_id,
            cause_key=cause_key,
            booking=booking,
            approver_id=approver_id,
        )
    )


def note_clock_step(desk: Desk, books: Writer, session: Session) -> None:
    """Writes a clock that was set back down now, so that the event to come is the next one in the journal."""
    on_open_shift(books, session)
    shift_id, actor_id = session.shift.id or None, session.actor.id or None
    _note_clock_step(desk, books, actor_id, session.shift.business_date, desk.clock.now_ms(), shift_id)


def _note_clock_step(
    desk: Desk, books: Writer, actor_id: str | None, business_date: str, now_ms: int, shift_id: str | None = None
) -> None:
    last_ms = books.head().occurred_ms
    if now_ms < last_ms - CLOCK_STEP_MS:
        books.append(
            EventDraft(
                id=desk.ids.new_id(),
                type=types.CLOCK_STEP,
                store_id=desk.store_code,
                shift_id=shift_id,
                actor_id=actor_id,
                business_date=business_date,
                occurred_ms=now_ms,
                body={"from_ms": last_ms, "to_ms": now_ms},
            )
        )

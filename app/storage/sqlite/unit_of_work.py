"""What one transaction reads and writes: the reader, and the writer with the journal in it (services.ports.store)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from app.domain.canonical import canonical_text
from app.domain.catalogue.product import Product
from app.domain.journal.event import SCHEMA_V, Event, EventDraft, Header, event_hash
from app.domain.members.member import Member
from app.domain.till.print_jobs import JobState
from app.services.ports.payments import ProviderOrder
from app.services.ports.printing import MAX_JOB_BYTES
from app.services.ports.security import Signer
from app.services.ports.store import Head, PrintRequest, StaffMember
from app.storage.sqlite import projections
from app.storage.sqlite.core import bindparam, delete, func, select, table, text, update, upsert
from app.storage.sqlite.queries.books import COLUMNS, OPEN_SLOT, BooksQueries
from app.storage.sqlite.queries.catalogue import CatalogueQueries
from app.storage.sqlite.queries.days import DayQueries
from app.storage.sqlite.queries.ledger import LedgerQueries
from app.storage.sqlite.queries.people import PeopleQueries
from app.storage.sqlite.queries.receipts import ReceiptQueries
from app.storage.sqlite.queries.shifts import ShiftQueries
from app.storage.sqlite.statements import Sql, insert_row, prepare, put_row

JOBS_KEPT = 2_000
"""Finished print jobs older than so many are thrown away: the paper can be made again from the journal."""
_SWEEP_EVERY = 100
_FINISHED = (JobState.PRINTED.value, JobState.CANCELLED.value)

_staff, _job, _person_badge = table("person_staff").c, table("work_print_job").c, table("person_badge").c

_INSERT_EVENT = prepare(upsert(table("journal")).on_conflict_do_nothing(index_elements=["id"]), *COLUMNS)
_INSERT_POSTING = insert_row("posting")
_INSERT_DOCUMENT = prepare(upsert(table("document")).on_conflict_do_nothing(), "sha256", "content")
_PUT_MEMBER = put_row("person_member")
_PUT_STAFF = put_row("person_staff")
_PUT_BADGE = put_row("person_badge")
_NO_BADGE = prepare(delete(table("person_badge")).where(_person_badge.staff_id == bindparam("staff")), "staff")
_PUT_REASON = put_row("person_reason")
_NOTE_WRONG = prepare(
    update(table("person_staff"))
    .where(_staff.id == bindparam("staff"))
    .values(wrong_pins=bindparam("wrong"), locked_until_ms=bindparam("until")),
    "wrong", "until", "staff",
)  # fmt: skip
_PUT_BASKET = put_row("work_basket")
_NO_BASKET = prepare(delete(table("work_basket")).where(table("work_basket").c.slot == bindparam("slot")), "slot")
_PUT_ORDER = put_row("work_provider_order")
_NO_ORDER = prepare(delete(table("work_provider_order")).where(table("work_provider_order").c.key == bindparam("which")), "which")
_NO_KEYS = prepare(delete(table("work_product_search")))
_INSERT_KEYS = insert_row("work_product_search")
_PUT_KEYS = put_row("work_product_search")
_INSERT_JOB = insert_row("work_print_job")
_LAST_JOB = prepare(select(func.coalesce(func.max(_job.n), text("0"))))
_SWEEP_JOBS = prepare(
    delete(table("work_print_job")).where(_job.n < bindparam("oldest"), text(f"state IN ('{_FINISHED[0]}', '{_FINISHED[1]}')")), "oldest"
)


class SqliteReader(CatalogueQueries, PeopleQueries, LedgerQueries, DayQueries, ReceiptQueries, ShiftQueries, BooksQueries):
    """services.ports.store.Reader over one transaction."""

    def __init__(self, sql: Sql, origin: str) -> None:
        self._sql = sql
        self._origin = origin


class SqliteWriter(SqliteReader):
    """services.ports.store.Writer over one BEGIN IMMEDIATE."""

    def __init__(self, sql: Sql, origin: str, signer: Signer) -> None:
        super().__init__(sql, origin)
        self._signer = signer
        self._end: Head | None = None

    def head(self) -> Head:
        """The end of the journal, this transaction's own events included."""
        if self._end is None:
            self._end = super().head()
        return self._end

    def append(self, draft: EventDraft) -> Event:
        """See services.ports.store.Writer.append. ValueError also where the booking does not fit the ledger as it stands."""
        head = self.head()
        payload = draft.payload()
        header = _header(draft, head)
        digest = event_hash(header, payload, head.hash)
        event = Event(header=header, payload=payload, prev_hash=head.hash, hash=digest, sig=self._signer.sign(digest))
        fields = [getattr(header, name) for name in Header.__slots__]
        if not self._sql.run(_INSERT_EVENT, (*fields, payload, event.prev_hash, digest, event.sig)):
            return self._known(draft, payload)
        postings = draft.booking.postings
        if postings:
            rows = [(header.id, n, p.account, p.holder, p.unit, p.lot, p.amount) for n, p in enumerate(postings)]
            self._sql.run_many(_INSERT_POSTING, rows)
        projections.apply(self._sql, header, draft.body, draft.booking)
        self._end = replace(head, seq=header.seq, hash=digest, business_date=header.business_date, occurred_ms=header.occurred_ms)
        return event

    def queue_print(self, request: PrintRequest) -> None:
        """Queues a print job in this commit. ValueError for more than MAX_JOB_BYTES."""
        if len(request.payload) > MAX_JOB_BYTES:
            raise ValueError("print job too long")
        copy_no = self.copies(request.event_id) if request.kind == "reprint" and request.event_id is not None else 0
        insert_job(
            self._sql,
            (
                request.id, request.kind, request.title, copy_no, request.event_id, JobState.QUEUED.value, None, 0, request.created_ms,
                request.created_ms, request.payload,
            ),
        )  # fmt: skip

    def save_basket(self, basket: Mapping[str, object] | None) -> None:
        """Keeps the open basket as it stands, None clears it."""
        if basket is None:
            self._sql.run(_NO_BASKET, (OPEN_SLOT,))
        else:
            self._sql.run(_PUT_BASKET, (OPEN_SLOT, canonical_text(basket)))

    def put_suspended(self, slot: int, basket: Mapping[str, object] | None) -> None:
        """Puts a basket aside at a place from 1 on; None empties it."""
        if basket is None:
            self._sql.run(_NO_BASKET, (OPEN_SLOT + slot,))
        else:
            self._sql.run(_PUT_BASKET, (OPEN_SLOT + slot, canonical_text(basket)))

    def put_provider_order(self, order: ProviderOrder) -> None:
        """Keeps what a payment provider is to do until it has."""
        row = (order.key, order.charge, order.act, order.kind, order.amount_minor, order.created_ms, int(order.declined))
        self._sql.run(_PUT_ORDER, row)

    def end_provider_order(self, key: str) -> None:
        """It is done."""
        self._sql.run(_NO_ORDER, (key,))

    def put_document(self, content: bytes) -> str:
        """Stores bytes under their SHA-256 (hex) once and returns it."""
        digest = sha256(content).hexdigest()
        self._sql.run(_INSERT_DOCUMENT, (digest, content))
        return digest

    def put_member(self, member: Member, search: Mapping[str, str]) -> None:
        """The person behind a member; the membership itself comes from events."""
        self._sql.run(
            _PUT_MEMBER,
            (
                member.id, member.name, member.honorific, member.phone, member.phone[::-1], member.birthday_month, member.birthday_day,
                member.note, search["pinyin"], search["initials"],
            ),
        )  # fmt: skip

    def put_reason(self, event_id: str, text: str) -> None:
        """What somebody wrote beside an event."""
        self._sql.run(_PUT_REASON, (event_id, text))

    def put_staff(self, staff: StaffMember) -> None:
        """Name and PIN hash; number, role and activity come from events."""
        self._sql.run(_PUT_STAFF, (staff.id, staff.name, staff.name_en, staff.pin_hash, staff.wrong_pins, staff.locked_until_ms))

    def put_badge(self, staff_id: str, code_hash: str | None) -> None:
        """The hash of somebody's badge code, None takes the badge away."""
        if code_hash is None:
            self._sql.run(_NO_BADGE, (staff_id,))
            return
        if self.badge_owner(code_hash) not in (None, staff_id):
            raise ValueError("that badge is somebody else's")
        self._sql.run(_PUT_BADGE, (staff_id, code_hash))

    def note_wrong_pin(self, staff_id: str, wrong_pins: int, locked_until_ms: int) -> None:
        """The count of wrong PINs in a row, and until when nobody may try."""
        self._sql.run(_NOTE_WRONG, (wrong_pins, locked_until_ms, staff_id))

    def put_products(self, products: Sequence[Product], search: Mapping[str, Mapping[str, str]]) -> None:
        """The search keys of the catalogue; its rows come from the snapshot that the `catalogue_changed` event names."""
        self._sql.run(_NO_KEYS)
        self._sql.run_many(_INSERT_KEYS, [_keys_row(product, search[product.id]) for product in products])

    def put_product(self, product: Product, search: Mapping[str, str]) -> None:
        """The search keys of one product; its row comes from the `product_changed` event."""
        self._sql.run(_PUT_KEYS, _keys_row(product, search))

    def _known(self, draft: EventDraft, payload: bytes) -> Event:
        known = self.event(draft.id)
        if known is None:
            raise ValueError("the journal refused an event")
        header = known.header
        same = (header.type, header.member_id, header.cause_key, header.reverses_id)
        if known.payload != payload or same != (draft.type, draft.member_id, draft.cause_key, draft.reverses_id):
            raise ValueError(f"event {draft.id} is booked already with other content")
        return known


def _keys_row(product: Product, search: Mapping[str, str]) -> tuple[str, str, str, str]:
    return product.id, f"{product.name} {product.name_en}".strip(), search["pinyin"], search["initials"]


def insert_job(sql: Sql, job: tuple[object, ...]) -> None:
    """Inserts a print job row without its number `n`, and sweeps old finished ones now and then."""
    last = sql.one(_LAST_JOB)
    n = 1 if last is None else int(last[0]) + 1
    sql.run(_INSERT_JOB, (n, *job))
    if n % _SWEEP_EVERY == 0:
        sql.run(_SWEEP_JOBS, (n - JOBS_KEPT,))


def _header(draft: EventDraft, head: Head) -> Header:
    return Header(
        origin=head.origin,
        seq=head.seq + 1,
        id=draft.id,
        type=draft.type,
        schema_v=SCHEMA_V,
        store_id=draft.store_id,
        shift_id=draft.shift_id,
        actor_id=draft.actor_id,
        approver_id=draft.approver_id,
        business_date=draft.business_date,
        occurred_ms=draft.occurred_ms,
        member_id=draft.member_id,
        reverses_id=draft.reverses_id,
        cause_key=draft.cause_key,
    )

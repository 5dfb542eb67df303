"""Fills a till's database in bulk: the journal with real chain, hashes and signatures, the projections as the same events would leave them.

Rows go in by the store's own compiled statements; `verify` and `replay` judge the result like any other shop's.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import identity, pinyin_table
from app.devices.clock import PlacedClock, SeededIds
from app.domain.journal import types
from app.domain.journal.event import SCHEMA_V, Header
from app.domain.ledger.booking import MEMBER, NO_BOOKING, POINTS, Booking, Hold, Use, lot_id
from app.domain.ledger.moves import Accrual, accrue, capture, open_hold
from app.domain.members.card import card_number
from app.domain.members.pinyin import search_keys
from app.domain.sales.sale_number import sale_number
from app.security.till_key import load_key
from app.services.ports.store import Head
from app.storage.sqlite.database import FILE_NAME, connect, connected
from app.storage.sqlite.queries.books import BooksQueries
from app.storage.sqlite.statements import Sql, insert_row
from app.storage.sqlite.tables import Base

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult

    from app.security.signatures import TillKey

_AT_ONCE = 2_000
_DAY_MS = 86_400_000
_CHINA_MS = 8 * 3_600_000
_LAST_DAY = 9
"""The column `last_day` of a lot's row."""
_REDEEM_EVERY = 12
"""Every so manieth sale of a member pays with points."""
_TABLES = (
    "journal",
    "posting",
    "lot",
    "hold",
    "hold_lot",
    "balance",
    "carry",
    "cap_use",
    "tier_history",
    "tier_change",
    "member",
    "card",
    "sale",
    "shift",
    "person_member",
)


@dataclass(slots=True)
class _Account:
    """A member's projections while they add up: lots as [id, remaining], everything else as it will stand in the end."""

    lots: list[list[Any]] = field(default_factory=list)
    remaining: int = 0
    carry: dict[str, str] = field(default_factory=dict)
    days: dict[str, list[int]] = field(default_factory=dict)
    caps: dict[tuple[str, str, str], int] = field(default_factory=dict)
    sales: int = 0
    last_visit: str | None = None
    tier: str = "regular"
    tier_base: str = "regular"
    valid_until: str | None = None
    joined_on: str = ""


class _Books(BooksQueries):
    """The end of the journal, read as the store reads it."""

    def __init__(self, sql: Sql, origin: str) -> None:
        self._sql = sql
        self._origin = origin


class Bulk:
    """One filling of one folder that no till has open."""

    def __init__(self, folder: Path, *, seed: str, store_id: str, programme: str) -> None:
        self.clock = PlacedClock()
        self.ids = SeededIds(self.clock, seed)
        self._random = random.Random(seed)
        self._store_id = store_id
        self._programme = programme
        self._signers = multiprocessing.get_context("spawn").Pool(1, _take_key, (folder,))
        self._signed: tuple[list[tuple[Any, ...]], AsyncResult[list[bytes]]] | None = None
        self._origin = identity(folder).origin
        self._connection = connect(folder / FILE_NAME)
        self._cursor: Any = self._connection.cursor()
        self._head = _Books(Sql(self._connection), self._origin).head()
        self._inserts = {table: insert_row(table) for table in _TABLES}
        self._blank = {table: _blank(table) for table in _TABLES}
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._accounts: dict[str, _Account] = {}
        self._opened: dict[str, Header] = {}
        self._lot_rows: dict[str, tuple[Any, ...]] = {}
        self._sale_n: dict[str, int] = defaultdict(int)
        self._till_no = identity(folder).till_no
        self._cursor.execute("PRAGMA synchronous = OFF")
        self._cursor.execute("PRAGMA foreign_keys = OFF")  # rows of one event come in different batches
        self._cursor.execute("BEGIN IMMEDIATE")

    def enrol(self, name: str, phone: str, serial: int, tier: str, joined_on: str) -> str:
        """A member with a card. Returns the member's id."""
        member_id = self.ids.new_id()
        body = {"tier": tier, "joined_on": joined_on, "status": "active"}
        self._append(types.MEMBER_ENROLLED, body, self.ids.new_id(), member_id=member_id)
        card = card_number(serial)
        self._append(types.CARD_LINKED, {"card": card}, self.ids.new_id(), member_id=member_id)
        self._accounts[member_id] = _Account(tier=tier, tier_base=tier, joined_on=joined_on)
        keys = search_keys(name, pinyin_table())
        self._put("card", number=card, reversed=card[::-1], member_id=member_id, state="active")
        self._add("person_member", (member_id, name, "none", phone, phone[::-1], None, None, "", keys.pinyin, keys.initials))
        return member_id

    def open_shift(self, actor_id: str) -> str:
        """Opens the day's shift. The clock must stand at its beginning."""
        shift_id = self.ids.new_id()
        header = self._append(types.SHIFT_OPENED, {"shift": shift_id, "float_minor": 0}, self.ids.new_id(), actor_id=actor_id)
        self._opened[shift_id] = header
        return shift_id

    def close_shift(self, shift_id: str, actor_id: str) -> None:
        """Closes it, twelve hours after it was opened."""
        closed = self._append(types.SHIFT_CLOSED, {"shift": shift_id}, self.ids.new_id(), actor_id=actor_id, shift_id=shift_id)
        opened = self._opened.pop(shift_id)
        row = (shift_id, opened.origin, opened.business_date, opened.occurred_ms, opened.actor_id, opened.seq, 0)
        self._add("shift", (*row, closed.occurred_ms, actor_id, closed.seq, None))

    def sell(self, template: Mapping[str, Any], member_id: str | None, shift_id: str, actor_id: str) -> None:
        """A sale like the template's, for this member or a walk-in, on the clock's day."""
        on = self._date()
        self._sale_n[on] += 1
        number = sale_number(self._till_no, on, self._sale_n[on])
        sale_id = self.ids.new_id()
        body = {**template, "number": number, "programme": self._programme, "context": {**template["context"], "business_date": on}}
        booking = Booking()
        if member_id is not None:
            account = self._accounts[member_id]
            uses = self._uses(account, on) if account.sales % _REDEEM_EVERY == _REDEEM_EVERY - 1 else ()
            if uses:
                booking = booking + self._hold(member_id, sale_id, uses, shift_id, actor_id)
                body["redeemed"] = sum(use.points for use in uses)
            booking = booking + self._accruals(template, sale_id, member_id, on)
            rename = template["member"]["id"]
            body["member"] = {**template["member"], "id": member_id}
            body["carry"] = {member_id: template["carry"][rename]}
            body["caps"] = [[f"member:{member_id}", cap, on, n] for _, cap, _, n in template["caps"]]
        header = self._append(
            types.SALE_COMPLETED,
            body,
            sale_id,
            actor_id=actor_id,
            member_id=member_id,
            shift_id=shift_id,
            cause_key=number,
            booking=booking,
        )
        self._put(
            "sale",
            event_id=sale_id,
            origin=self._origin,
            seq=header.seq,
            number=number,
            business_date=on,
            occurred_ms=header.occurred_ms,
            member_id=member_id,
            actor_id=actor_id,
            total_minor=body["total_minor"],
            earned=body["earned"],
            redeemed=body["redeemed"],
        )
        if member_id is not None:
            self._project(self._accounts[member_id], header, body, booking, on)

    def finish(self) -> None:
        """Writes the projections, commits and makes everything durable."""
        for holder, account in self._accounts.items():
            self._put(
                "member",
                id=holder,
                tier=account.tier,
                tier_base=account.tier_base,
                valid_until=account.valid_until,
                status="active",
                joined_on=account.joined_on,
                sales_count=account.sales,
                last_visit=account.last_visit,
                active_on=account.last_visit,
                auto_redeem=1,
            )
            if account.lots or account.sales:
                self._finish_account(holder, account)
        for table in list(self._rows):
            self._write(table)
        self._write_signed()
        self._signers.close()
        self._signers.join()
        self._cursor.execute("COMMIT")
        self._cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def _finish_account(self, holder: str, account: _Account) -> None:
        for lot, remaining in account.lots:
            row = self._lot_rows.pop(lot)
            self._add("lot", (*row[:11], remaining, *row[12:]))
        if account.lots:
            self._add("balance", (holder, POINTS, account.remaining, 0, 0, 0))
        for rule, value in account.carry.items():
            if value != "0":
                self._add("carry", (holder, rule, value))
        for (who, cap, period), n in account.caps.items():
            self._add("cap_use", (who, cap, period, n))
        for day, (spend, visits, points) in account.days.items():
            self._add("tier_history", (holder, day, spend, visits, points))

    def _date(self) -> str:
        return _local_date((self.clock.now_ms() + _CHINA_MS) // _DAY_MS)

    def _append(
        self,
        type_: str,
        body: Mapping[str, object],
        event_id: str,
        *,
        actor_id: str | None = None,
        member_id: str | None = None,
        shift_id: str | None = None,
        cause_key: str | None = None,
        booking: Booking | None = None,
    ) -> Header:
        booking = booking if booking is not None else NO_BOOKING
        header = Header(
            origin=self._origin,
            seq=self._head.seq + 1,
            id=event_id,
            type=type_,
            schema_v=SCHEMA_V,
            store_id=self._store_id,
            shift_id=shift_id,
            actor_id=actor_id,
            approver_id=None,
            business_date=max(self._date(), self._head.business_date),
            occurred_ms=self.clock.now_ms(),
            member_id=member_id,
            reverses_id=None,
            cause_key=cause_key,
        )
        fields = header.to_mapping()
        payload = _canonical(body if booking is NO_BOOKING else {**body, "ledger": booking.to_mapping()})
        digest = hashlib.sha256(b"JF-EV1" + self._head.hash + _canonical(fields) + payload).digest()
        self._add("journal", (*fields.values(), payload, self._head.hash, digest))
        for n, posting in enumerate(booking.postings):
            self._add("posting", (header.id, n, posting.account, posting.holder, posting.unit, posting.lot, posting.amount))
        self._head = Head(
            origin=self._origin, seq=header.seq, hash=digest, business_date=header.business_date, occurred_ms=header.occurred_ms
        )
        return header

    def _uses(self, account: _Account, on: str) -> tuple[Use, ...]:
        """Whole lots from the front until ten points or more are there; lots that have lapsed stay."""
        uses: list[Use] = []
        for lot, remaining in account.lots:
            if remaining and self._lot_rows[lot][_LAST_DAY] >= on:
                uses.append(Use(lot, remaining))
            if sum(use.points for use in uses) >= 10:
                return tuple(uses)
        return ()

    def _hold(self, member_id: str, sale_id: str, uses: tuple[Use, ...], shift_id: str, actor_id: str) -> Booking:
        hold = Hold(id=self.ids.new_id(), holder=member_id, unit=POINTS, sale_id=sale_id, uses=uses)
        body = {"sale_id": sale_id, "points": hold.points, "value_minor": hold.points}
        self._append(
            types.HOLD_OPENED,
            body,
            self.ids.new_id(),
            actor_id=actor_id,
            member_id=member_id,
            shift_id=shift_id,
            cause_key=hold.id,
            booking=open_hold(hold),
        )
        self._add("hold", (hold.id, member_id, POINTS, sale_id, "captured", None))
        for n, use in enumerate(uses):
            self._add("hold_lot", (hold.id, n, use.lot, use.points))
        return capture(hold)

    def _accruals(self, template: Mapping[str, Any], sale_id: str, member_id: str, on: str) -> Booking:
        year, month = (int(on[:4]) + 1, int(on[5:7]))
        expires = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()
        return accrue(
            sale_id,
            [
                Accrual(
                    holder=member_id, rule=grant[3], points=grant[4], to_debt=0, earned_on=on, available_on=on, expires_on=expires
                )
                for grant in template["ledger"].get("grants", ())
            ],
        )

    def _project(self, account: _Account, header: Header, body: Mapping[str, Any], booking: Booking, on: str) -> None:
        for grant in booking.grants:
            lot = lot_id(header.id, grant.n)
            account.lots.append([lot, grant.points])
            self._lot_rows[lot] = (
                lot,
                grant.holder,
                grant.unit,
                header.id,
                grant.rule,
                grant.earned_on,
                grant.available_on,
                grant.expires_on,
                None,
                grant.expires_on,
                grant.points,
                grant.points,
                0,
                0,
                0,
                int(grant.qualifying),
                grant.funding,
                header.origin,
                header.seq,
                grant.n,
            )
        taken = {p.lot: -p.amount for p in booking.postings if p.account == MEMBER and p.amount < 0}
        for entry in account.lots if taken else ():
            entry[1] -= taken.get(entry[0], 0)
        account.remaining += sum(p.amount for p in booking.postings if p.account == MEMBER)
        account.carry.update(body["carry"][header.member_id])
        for who, cap, period, n in body["caps"]:
            account.caps[who, cap, period] = account.caps.get((who, cap, period), 0) + n
        day = account.days.setdefault(on, [0, 0, 0])
        counts = body["counts"]
        day[0] += counts["spend_minor"]
        day[1] += counts["sales"]
        day[2] += counts["points_qualifying"]
        account.sales += counts["sales"]
        account.last_visit = on
        if body["tier"] is not None:
            self._change_tier(account, header, body["tier"])

    def _change_tier(self, account: _Account, header: Header, tier: Mapping[str, Any]) -> None:
        if account.tier != tier["after"]:
            self._put(
                "tier_change",
                member_id=header.member_id,
                origin=header.origin,
                seq=header.seq,
                changed_on=header.business_date,
                before=account.tier,
                after=tier["after"],
                reason="sale",
                valid_until=tier["valid_until"],
            )
        account.tier, account.valid_until = tier["after"], tier["valid_until"]

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= _AT_ONCE:
            self._write(table)

    def _put(self, table: str, **values: object) -> None:
        """A row by its columns; one that is not named is NULL, or 0 where it must be something."""
        self._add(table, tuple({**self._blank[table], **values}.values()))

    def _write(self, table: str) -> None:
        rows = self._rows.pop(table)
        if table == "journal":
            self._write_signed()
            self._signed = rows, self._signers.map_async(_sign, [row[-1] for row in rows], chunksize=len(rows))
        else:
            self._cursor.executemany(self._inserts[table], rows)

    def _write_signed(self) -> None:
        if self._signed is not None:
            rows, signatures = self._signed
            self._signed = None
            self._cursor.executemany(self._inserts["journal"], [(*row, sig) for row, sig in zip(rows, signatures.get(), strict=True)])


def _blank(table: str) -> dict[str, object]:
    return {column.name: None if column.nullable else 0 for column in Base.metadata.tables[table].columns}


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def _canonical(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON without the checks of app.domain.canonical, which take as long as the encoding; `verify` would tell."""
    return _encoder.encode(value).encode()


@lru_cache(4)
def _local_date(days: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()


_KEYS: list[TillKey] = []
"""The till's key in the process that signs."""


def _take_key(folder: Path) -> None:
    _KEYS.append(load_key(folder))


def _sign(digest: bytes) -> bytes:
    return _KEYS[0].sign(digest)


def sale_templates(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Bodies of sales that the services booked in a small shop: a member's without redemption, a walk-in's."""
    with connected(folder / FILE_NAME, read_only=True) as sql:
        rows = sql.all("SELECT payload FROM journal WHERE type = ?", (types.SALE_COMPLETED,))
    bodies = [json.loads(row[0]) for row in rows]
    members = [body for body in bodies if "member" in body and not body["redeemed"] and body["ledger"].get("grants")]
    return members, [body for body in bodies if "member" not in body]


def names(surnames: Mapping[str, int], given: Mapping[str, Sequence[str]], seed: str) -> Iterator[str]:
    """Endless plausible names: a surname by its weight, a given name of one or two parts."""
    source = random.Random(seed)
    family, weights = list(surnames), list(surnames.values())
    parts = [name for kind in given.values() for name in kind]
    short = [name for name in parts if len(name) == 1] or parts
    while True:
        for surname in source.choices(family, weights, k=1_000):
            yield surname + (source.choice(parts) if source.random() < 0.8 else source.choice(short) + source.choice(short))

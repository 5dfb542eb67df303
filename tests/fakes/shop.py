"""A small shop over the real database, made once per run and copied for every test: the demo shop's catalogue and programme, three people,
a few members whose points the test knows by heart, and a clock that stands where the test puts it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.bootstrap import TILL_FILE, start_desk
from app.devices.clock import PlacedClock, SeededIds
from app.domain.catalogue.rows import products_from_csv
from app.domain.errors import Fault, Refusal
from app.domain.journal import types
from app.domain.journal.event import EventDraft
from app.domain.ledger.booking import ADJUSTED, Booking, Hold
from app.domain.ledger.lots import Balance
from app.domain.ledger.moves import Accrual, accrue, take_back
from app.domain.members.card import card_number
from app.domain.members.member import Member, new_member
from app.security.till_key import create_key, pinned_check
from app.services.counter import CounterState, look, open_basket
from app.services.desk import Desk, Session, book_office
from app.services.pins import people
from app.services.ports.store import StaffMember
from app.services.route_scan import ScanOutcome, scan
from app.services.set_up_shop import change_setting, enrol, hire, publish_programme, replace_catalogue
from app.services.sign_in import sign_in
from app.storage.sqlite.database import FILE_NAME, create_database
from app.storage.sqlite.store import SqliteStore
from app.storage.sqlite.verify import verify
from app.support.resources import resource
from tests.fakes.pins import PlainPins

OPENED_ON = "2026-06-01"
TODAY, NOW = "2026-06-20", "14:32"  # the Saturday of the drawings
PINS = {"1001": "246810", "1002": "135790", "1003": "864200"}

# what stands on the drawing of the counter, with the demo shop's invented brands
WATER, MILK, COFFEE, BUN, CRISPS, BAG = "9521001000017", "9521011000014", "20031", "20007", "9521021000011", "90002"
NEWSPAPER = "90021"

LIN, CARD_LIN = "lin", card_number(20264881)
ZHOU, CARD_ZHOU = "zhou", card_number(20264882)
FROZEN, CARD_FROZEN = "frozen", card_number(20264883)
CLOSED, CARD_CLOSED = "closed", card_number(20264884)
CARD_BLOCKED = card_number(20264885)
"""The second card of Zhou, blocked."""


def moment_ms(day: str, time: str = NOW) -> int:
    """A local moment in the shop (UTC+8 all year) in UTC milliseconds."""
    local = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC) - timedelta(hours=8)
    return int(local.timestamp() * 1000)


class Shop:
    """A till's folder, open. `desk` is the composition root's own, but for the seeded ids and the cheap PINs."""

    def __init__(self, folder: Path, *, cheap_pins: bool = True) -> None:
        self.folder = folder
        self.clock = PlacedClock(moment_ms(TODAY))
        self.ids = SeededIds(self.clock, folder.name)
        self._cheap_pins = cheap_pins
        self.store, self.desk = self._start()
        self._session: Session | None = None

    def _start(self) -> tuple[SqliteStore, Desk]:
        store, desk = start_desk(self.folder, self.clock)
        return store, replace(desk, ids=self.ids, pins=PlainPins() if self._cheap_pins else desk.pins)

    # time, people

    def at(self, day: str = TODAY, time: str = NOW) -> None:
        """Puts the clock."""
        self.clock.put(moment_ms(day, time))

    def wait(self, seconds: int) -> None:
        """Lets time go by."""
        self.clock.put(self.clock.now_ms() + seconds * 1000)

    def reopen(self) -> None:
        """Ends the program and starts it again; nobody is signed in then, but the session goes on in the tests' hands."""
        self.store.close()
        self.store, self.desk = self._start()

    def person(self, number: str) -> StaffMember:
        """Somebody of the staff as of now."""
        with self.store.read() as reader:
            return next(person for person in people(reader) if person.number == number)

    def sign_in(self, number: str = "1001", pin: str | None = None) -> Session:
        """Signs somebody in, with the right PIN where none is given."""
        self._session = sign_in(self.desk, self.person(number).id, PINS[number] if pin is None else pin)
        return self._session

    @property
    def session(self) -> Session:
        """Whoever is signed in; the cashier where nobody is yet."""
        return self._session or self.sign_in()

    # acts

    def scan(self, *codes: str) -> ScanOutcome:
        """Scans one after the other; gives what the last one did."""
        outcomes = [scan(self.desk, self.session, code) for code in codes]
        return outcomes[-1]

    def state(self) -> CounterState:
        """The counter as it is saved."""
        session = self.session
        with self.store.read() as reader:
            return look(self.desk, reader, session, open_basket(self.desk, reader))

    def balance(self, member_id: str, on: str | None = None) -> Balance:
        """A member's balance on a day, by default the shift's."""
        on = on or self.session.shift.business_date
        with self.store.read() as reader:
            return reader.balance(member_id, on)

    # the office

    def enrol(self, member_id: str, name: str, *, card: str | None = None, tier: str = "regular", phone: str = "", **more: Any) -> Member:
        """A member who joined at the opening."""
        phone = phone or f"1990001{sum(member_id.encode()) % 10_000:04d}"
        member = new_member(member_id=member_id, name=name, phone=phone, tier=tier, joined_on=OPENED_ON, **more)
        with self.store.write() as books:
            enrol(self.desk, books, member, (card,) if card else ())
        return member

    def grant(
        self, member_id: str, points: int, *, on: str = OPENED_ON, available_on: str = "", expires_on: str | None = None, **more: Any
    ) -> str:
        """Gives a member one lot; its event's id."""
        event_id = self.ids.new_id()
        lot = Accrual(
            holder=member_id,
            rule="opening_balance",
            points=points,
            to_debt=0,
            earned_on=on,
            available_on=available_on or on,
            expires_on=expires_on,
            **more,
        )
        self.adjust(member_id, accrue(event_id, [lot], source=ADJUSTED), event_id)
        return event_id

    def take_back(self, member_id: str, points: int) -> None:
        """Takes points back as a return would: what is missing becomes a debt."""
        on = self.session.shift.business_date
        with self.store.read() as reader:
            booking = take_back(member_id, (), tuple(reader.usable_lots(member_id, on)), points, on)
        self.adjust(member_id, booking, self.ids.new_id())

    def adjust(self, member_id: str, booking: Booking, event_id: str) -> None:
        """Books an adjustment."""
        with self.store.write() as books:
            books.append(
                EventDraft(
                    id=event_id,
                    type=types.POINTS_ADJUSTED,
                    store_id=self.desk.store_code,
                    shift_id=None,
                    actor_id=None,
                    business_date=self.desk.office_date(books),
                    occurred_ms=self.clock.now_ms(),
                    body={"points": 0, "reason_code": "test"},
                    member_id=member_id,
                    booking=booking,
                )
            )

    def set_status(self, member_id: str, status: str) -> None:
        """Freezes, closes or frees a member."""
        with self.store.write() as books:
            book_office(self.desk, books, None, types.MEMBER_STATUS, {"status": status}, member_id=member_id)

    def publish(self, valid_from: str = OPENED_ON, **changes: Any) -> None:
        """Publishes the shop's programme with some fields changed, one version higher."""
        document = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
        with self.store.write() as books:
            publish_programme(self.desk, books, json.dumps({**document, "version": 2, **changes}).encode(), valid_from)

    def programme(self, *rules: dict[str, Any], valid_from: str = OPENED_ON, **more: Any) -> None:
        """Publishes a programme of these rules only: lanes base, bonus and factor (`lane` bonus where not said), 1 fen a point."""
        self._version = getattr(self, "_version", 1) + 1
        document = {
            "format": 1,
            "code": "TEST",
            "version": self._version,
            "name": "测试",
            "currency": "CNY",
            "timezone": "Asia/Shanghai",
            "point_value": "1",
            "lanes": [
                {"code": "base", "mode": "stack"},
                {"code": "bonus", "mode": "stack"},
                {"code": "factor", "mode": "best"},
            ],
            "rules": [{"lane": "bonus", "name": rule["code"]} | rule for rule in rules],
            **more,
        }
        with self.store.write() as books:
            publish_programme(self.desk, books, json.dumps(document).encode(), valid_from)

    # looking behind the counter

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, by a connection of its own."""
        with raw(self.folder / FILE_NAME) as connection:
            return connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]

    def verify(self) -> None:
        """The program's own verdict on the books: chain, signatures, documents, projections, invariants."""
        report = verify(self.folder / FILE_NAME, pinned_check(self.folder))
        assert report.holds, report.problems

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        tables = [row[0] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: self.rows(f"SELECT * FROM {table}") for table in tables}

    def tamper(self, sql: str, *values: object) -> None:
        """Changes the database behind the till's back."""
        with raw(self.folder / FILE_NAME) as connection:
            connection.execute(sql, values)

    def events(self, type_: str | None = None) -> list[dict[str, Any]]:
        """Journal rows in order, oldest first, with the payload's fields under `body`."""
        columns = "seq, id, type, shift_id, actor_id, business_date, occurred_ms, member_id, cause_key, payload"
        rows = self.rows(f"SELECT {columns} FROM journal WHERE ?1 IS NULL OR type = ?1 ORDER BY seq", type_)
        named = [dict(zip(columns.split(", "), row, strict=True)) for row in rows]
        return [{"body": json.loads(event.pop("payload")), **event} for event in named]

    def types(self) -> list[str]:
        """The types of all events, in order."""
        return [event["type"] for event in self.events()]

    def seq(self) -> int:
        """The end of the journal."""
        return int(self.rows("SELECT coalesce(max(seq), 0) FROM journal")[0][0])

    def holds(self) -> tuple[Hold, ...]:
        """Open holds."""
        with self.store.read() as reader:
            return tuple(reader.open_holds(100))


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    """The database file by a connection that knows nothing of ours."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def refused(act: Any, *args: Any, **more: Any) -> Refusal:
    """The refusal that an act ends in."""
    try:
        act(*args, **more)
    except Refusal as refusal:
        return refusal
    raise AssertionError(f"{act} was not refused")


def fault(act: Any, *args: Any, **more: Any) -> Fault:
    """The fault that an act ends in."""
    try:
        act(*args, **more)
    except Fault as found:
        return found
    raise AssertionError(f"{act} met no fault")


def make_small_shop(folder: Path) -> None:
    """Three people, the demo catalogue and programme, four members; opened on 1 June, nothing sold yet."""
    folder.mkdir(parents=True)
    create_key(folder, b"7" * 32)
    create_database(folder / FILE_NAME)
    (folder / TILL_FILE).write_text(
        json.dumps({"origin": "T01.1", "till_no": 1, "store_code": "S01", "zone": "Asia/Shanghai"}), encoding="utf-8"
    )
    shop = Shop(folder)
    shop.at(OPENED_ON, "08:00")
    staff = json.loads(resource("demo/people.json").read_text(encoding="utf-8"))["staff"]
    products = products_from_csv(resource("demo/products.csv").read_text(encoding="utf-8"), lambda sku: f"p{sku}")
    desk = shop.desk
    with desk.store.write() as books:
        book_office(desk, books, None, types.TILL_CREATED, {"till_no": 1}, cause_key="T01.1")
        for person in staff:
            fresh = StaffMember(
                id=f"staff{person['number']}",
                number=person["number"],
                name=person["name"],
                name_en=person["name_en"],
                role=person["role"],
                pin_hash="",
            )
            hire(desk, books, fresh, person["pin"])
        change_setting(desk, books, "shop.name", "邻里便利")
        replace_catalogue(desk, books, products)
        publish_programme(desk, books, resource("templates/convenience.json").read_bytes(), OPENED_ON)
    shop.enrol(LIN, "林婉清", card=CARD_LIN, tier="gold", phone="19900006027", honorific="ms", birthday_month=9, birthday_day=18)
    shop.grant(LIN, 320, on="2025-06-10", expires_on="2026-06-30")
    shop.grant(LIN, 2066, on="2026-03-05", expires_on="2027-03-31")
    shop.enrol(ZHOU, "周明", card=CARD_ZHOU, phone="19900001234", honorific="mr")
    shop.enrol(FROZEN, "冯冻", card=CARD_FROZEN, phone="19900002345")
    shop.grant(FROZEN, 500, expires_on="2027-05-31")
    shop.set_status(FROZEN, "frozen")
    shop.enrol(CLOSED, "关闭", card=CARD_CLOSED, phone="19900003456")
    shop.set_status(CLOSED, "closed")
    with desk.store.write() as books:
        book_office(desk, books, None, types.CARD_LINKED, {"card": CARD_BLOCKED}, member_id=ZHOU)
        book_office(desk, books, None, types.CARD_BLOCKED, {"card": CARD_BLOCKED}, member_id=ZHOU)
    shop.store.close()

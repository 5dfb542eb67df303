"""The composition root: the only module that knows everybody. Opens a data folder as a desk, makes new shops, builds the demo shop."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.devices.clock import PlacedClock, SeededIds, SystemClock, SystemIds
from app.documents.profiles import PrinterProfile
from app.domain.clock import Clock, local_time
from app.domain.errors import Fault
from app.domain.ids import IdSource
from app.domain.journal import types
from app.domain.members.pinyin import PinyinTable
from app.security.pins import ArgonPins
from app.security.till_key import create_key, load_key, pinned_check
from app.services.desk import Desk, Programmes, book_office
from app.services.ports.security import PinHasher
from app.services.ports.store import StaffMember
from app.services.set_up_shop import change_setting, hire, publish_programme
from app.settings.machine import MachineSettings
from app.storage.sqlite.database import FILE_NAME, FolderLock, create_database
from app.storage.sqlite.store import SqliteStore
from app.support.resources import resource
from app.support.version import VERSION

if TYPE_CHECKING:
    from app.services.ports.payments import PaymentProvider

TILL_FILE = "till.json"
DEMO_FILE = "demo.json"
UNFINISHED_FILE = "unfinished"
"""Stands in the folder while a shop is being made: what is left of a cut-off attempt is no shop and makes way for the next one."""
_KEY_FILE = "keys/till.key"
PRACTICE_FILE = "practice.mark"
"""Stands in the folder of a copy that is there to practise on."""
CHINA = "Asia/Shanghai"
STARTER_PROGRAMME = "templates/starter.json"
DEMO_PROGRAMME = "templates/convenience.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TillIdentity:
    """What a data folder is: `origin` (till and epoch: T01.1), till number, store code, the store's time zone."""

    origin: str
    till_no: int
    store_code: str
    zone: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo shop, shown with the PIN on its sign-in screen."""

    number: str
    name: str
    name_en: str
    pin: str


def default_folder() -> Path:
    """The user's own data folder for a till."""
    from platformdirs import user_data_path

    return user_data_path("jifentai", appauthor=False)


def make_practice(folder: Path) -> Path:
    """A fresh copy of a closed shop to practise on, in a folder of its own inside it; the copy before it is thrown away. Nothing that is
    done there reaches the shop: another database, and every paper of it is marked. Faults: disk_full, read_only.
    """
    import shutil

    target = practice_folder(folder)
    try:
        shutil.rmtree(target, ignore_errors=True)
        (target / "keys").mkdir(parents=True)
        (target / PRACTICE_FILE).touch()  # first: a copy that was cut off is no shop that looks like one
        for path in folder.iterdir():
            if path.is_file() and path.suffix != ".lock" and ".before-" not in path.name:
                shutil.copy2(path, target / path.name)
        shutil.copy2(folder / _KEY_FILE, target / _KEY_FILE)
    except OSError as error:
        raise Fault("disk_full", detail=str(error)[:200]) from error
    return target


def practice_folder(folder: Path) -> Path:
    """Where the copy of a shop to practise on lies."""
    return folder / "practice"


def is_practice(folder: Path) -> bool:
    """Whether a folder is such a copy."""
    return (folder / PRACTICE_FILE).exists()


def has_shop(folder: Path) -> bool:
    """Whether a shop stands in the folder; one whose making was cut off is none."""
    return (folder / FILE_NAME).exists() and (folder / TILL_FILE).exists() and not (folder / UNFINISHED_FILE).exists()


def identity(folder: Path) -> TillIdentity:
    """The till of a folder. Fault no_shop."""
    if (folder / UNFINISHED_FILE).exists():
        raise Fault("no_shop")
    try:
        return TillIdentity(**json.loads((folder / TILL_FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        raise Fault("no_shop") from None


@contextmanager
def open_desk(folder: Path | None) -> Iterator[Desk]:
    """The folder's desk for writing, by this process alone. Faults: no_shop, second_till, key_…, schema_…, database_damaged."""
    folder = folder or default_folder()
    store, desk = start_desk(folder)
    try:
        yield desk
    finally:
        store.close()


@contextmanager
def read_desk(folder: Path | None) -> Iterator[Desk]:
    """The folder's desk for reading, also beside a running till. Faults as for `open_desk` but second_till."""
    folder = folder or default_folder()
    till = identity(folder)
    store = SqliteStore(folder, till.origin, None)
    clock = SystemClock()
    try:
        yield _desk(folder, till, store, clock, SystemIds(clock), ArgonPins())
    finally:
        store.close()


def start_desk(folder: Path, clock: Clock | None = None, ids: IdSource | None = None) -> tuple[SqliteStore, Desk]:
    """The folder's store and desk, on the system's clock and ids unless others are given; the caller closes the store."""
    till = identity(folder)
    store = SqliteStore(folder, till.origin, load_key(folder), check=pinned_check(folder))
    clock = clock or SystemClock()
    return store, _desk(folder, till, store, clock, ids or SystemIds(clock), ArgonPins())


def make_shop(folder: Path, *, shop: str, store_name: str, till_no: int, owner: str, pin: str, programme: bytes | None = None) -> None:
    """A new, empty shop: till, owner, programme. Faults: shop_exists, disk_full. Refusals of `hire`, `publish_programme`."""
    clock = SystemClock()
    with _new_till(folder, till_no, clock, SystemIds(clock), ArgonPins(), secret=None) as desk, desk.store.write() as books:
        person = StaffMember(id=desk.ids.new_id(), number="1001", name=owner, name_en="", role="owner", pin_hash="")
        hired = hire(desk, books, person, pin)
        change_setting(desk, books, "shop.name", shop, hired.id)
        change_setting(desk, books, "shift.counted", value=True, actor_id=hired.id)
        if store_name:
            change_setting(desk, books, "store.name", store_name, hired.id)
        content = programme if programme is not None else resource(STARTER_PROGRAMME).read_bytes()
        publish_programme(desk, books, content, desk.local().date, hired.id)


def make_demo_shop(
    folder: Path, *, seed: int, members: int, days: int, until: date | None = None, on_day: Callable[[int, int], None] | None = None
) -> None:
    """The demo shop. Key, ids, salts and clock come from the seed: same arguments, same bytes. `until` None: yesterday."""
    from app.domain.catalogue.rows import products_from_csv
    from app.services.build_demo_shop import build_demo_shop
    from app.services.demo_people import DemoPeople
    from app.services.demo_shop_plan import plan

    if until is None:
        until = date.fromisoformat(local_time(SystemClock().now_ms(), CHINA).date) - timedelta(days=1)
    people = DemoPeople.parse(resource("demo/people.json").read_text(encoding="utf-8"))
    products = products_from_csv(resource("demo/products.csv").read_text(encoding="utf-8"), lambda sku: f"p{sku}")
    planned = plan(seed=seed, members=members, days=days, until=until, products=products, people=people)
    clock = PlacedClock()
    clock.put(next(planned.days()).opens_ms)
    ids = SeededIds(clock, f"{seed}|ids")
    salt = hashlib.sha256(f"{seed}|salt".encode()).digest()[:16]
    secret = hashlib.sha256(f"{seed}|key".encode()).digest()
    with _new_till(folder, 1, clock, ids, ArgonPins(salt), secret=secret) as desk:
        programme = resource(DEMO_PROGRAMME).read_bytes()
        acts = json.loads(resource("demo/acts.json").read_bytes())
        build_demo_shop(desk, clock, planned, programme, _with_acts(programme, acts), on_day or (lambda done, total: None), acts["shelf"])
        desk.machine.set("printer.port", "virtual")
        shown = [DemoPerson(person.number, person.name, person.name_en, person.pin) for person in people.staff]
        (folder / DEMO_FILE).write_text(json.dumps([asdict(person) for person in shown], ensure_ascii=False), encoding="utf-8")


def _with_acts(programme: bytes, acts: Mapping[str, Any]) -> bytes:
    """The demo shop's programme, one version higher, with what it gives from now on: for joining, check-ins, activities, a month's goal;
    with rewards and stored value.
    """
    document = json.loads(programme)
    more = {part: [*document[part], *acts[part]] for part in ("rules", "caps")}
    more |= {part: acts[part] for part in ("stored_value", "rewards")}
    return json.dumps(document | {"version": document["version"] + 1} | more, ensure_ascii=False).encode()


def demo_people(folder: Path) -> tuple[DemoPerson, ...]:
    """The people of a demo shop with their PINs; empty for any other shop."""
    try:
        return tuple(DemoPerson(**person) for person in json.loads((folder / DEMO_FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return ()


@cache
def pinyin_table() -> PinyinTable:
    """The shipped pinyin table, read once."""
    return PinyinTable.parse(resource("pinyin/table.txt").read_text(encoding="utf-8"))


@cache
def printer_profile(name: str) -> PrinterProfile:
    """A shipped printer profile; the 80 mm one for a name that is not shipped."""
    try:
        path = resource(f"printers/{name}.json")
    except FileNotFoundError:
        path = resource("printers/generic-80.json")
    return PrinterProfile.from_mapping(json.loads(path.read_text(encoding="utf-8")))


def printer_profiles() -> tuple[PrinterProfile, ...]:
    """All shipped profiles, by name."""
    return tuple(printer_profile(path.stem) for path in sorted(resource("printers").glob("*.json")))


@contextmanager
def _new_till(
    folder: Path, till_no: int, clock: Clock, ids: IdSource, pins: PinHasher, *, secret: bytes | None
) -> Iterator[Desk]:
    """A till that does not stand before the block has ended well; else nothing of it stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / UNFINISHED_FILE
    if unfinished.exists():
        FolderLock(folder).release()  # nobody else is just making it
        _remove_till(folder)
    elif (folder / FILE_NAME).exists():
        raise Fault("shop_exists")
    elif (folder / _KEY_FILE).exists():
        raise Fault("key_exists")
    unfinished.touch()
    till = TillIdentity(origin=f"T{till_no:02d}.1", till_no=till_no, store_code="S01", zone=CHINA)
    store = None
    try:
        key = create_key(folder, secret)
        create_database(folder / FILE_NAME)
        (folder / TILL_FILE).write_text(json.dumps(asdict(till)), encoding="utf-8")
        store = SqliteStore(folder, till.origin, key)
        desk = _desk(folder, till, store, clock, ids, pins)
        with store.write() as books:
            body = {"till_no": till_no, "public_key": key.public_key().hex(), "store": till.store_code, "zone": CHINA, "app": VERSION}
            book_office(desk, books, None, types.TILL_CREATED, body, cause_key=till.origin)
        yield desk
        store.close()
    except BaseException:
        if store is not None:
            store.close()
        _remove_till(folder)
        raise
    unfinished.unlink()


def _remove_till(folder: Path) -> None:
    for path in folder.glob(f"{FILE_NAME}*"):
        path.unlink()
    for name in (_KEY_FILE, "till.pub", "till.lock", TILL_FILE, DEMO_FILE, UNFINISHED_FILE):
        (folder / name).unlink(missing_ok=True)


def payment_provider(folder: Path, machine: MachineSettings, clock: Clock) -> PaymentProvider | None:
    """The provider that the settings name; it and its line are imported when something is charged."""
    if machine.text("payment.provider") != "simulator":
        return None
    from app.devices.payments.simulator import SimulatedPayments

    return SimulatedPayments(folder, lambda: machine.text("payment.simulated"), clock.now_ms)


def _desk(folder: Path, till: TillIdentity, store: SqliteStore, clock: Clock, ids: IdSource, pins: PinHasher) -> Desk:
    machine = MachineSettings(folder)
    practice = is_practice(folder)
    return Desk(
        store=store,
        clock=clock,
        ids=ids,
        pins=pins,
        machine=machine,
        programmes=Programmes(),
        pinyin=pinyin_table,
        profile=lambda: replace(printer_profile(machine.text("printer.profile")), practice=practice),
        practice=practice,
        zone=till.zone,
        store_code=till.store_code,
        till_no=till.till_no,
        provider=lambda: payment_provider(folder, machine, clock),
        member_key=lambda member_id: load_key(folder).member_key(member_id),
    )



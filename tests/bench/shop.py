"""The shop that is measured: made once per run at the size asked for, copied for every row that writes into it."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.bootstrap import CHINA, demo_people, has_shop, make_demo_shop, start_desk
from app.devices.clock import PlacedClock, SystemClock
from app.domain.catalogue.product import Product
from app.domain.checks import gs1_check_digit
from app.domain.clock import local_time
from app.services.desk import Desk, Session
from app.services.set_up_shop import replace_catalogue
from app.services.sign_in import sign_in
from app.storage.sqlite.store import SqliteStore
from app.support.resources import resource
from tests.bench.bulk import Bulk, names, sale_templates
from tests.bench.disk import Disk, disk

DAYS = 400
_ACTIVE_SHARE = 5
"""One member in so many buys at all."""
_CARD_FIRST = 40_000_001
_CATEGORIES = ("snacks", "drinks", "dairy", "coffee", "hot_food", "household", "bags")
_SMALL_DAYS = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the shop is. `sales` events are sales (with their holds); members and cards are two events each on top of them."""

    members: int
    products: int
    sales: int


QUICK = Scale(100_000, 5_000, 50_000)
FULL = Scale(1_000_000, 50_000, 1_000_000)
SMALL = Scale(1_000, 500, 500)


@dataclass(slots=True)
class Bench:
    """One run: where it works, how large, how long."""

    folder: Path
    scale: Scale
    quick: bool
    disk: Disk = field(default_factory=disk)
    built_s: float = 0.0
    _copies: int = 0
    _shops: dict[Scale, Path] = field(default_factory=dict)

    def times(self, quick: int, full: int) -> int:
        """How often something is repeated."""
        return quick if self.quick else full

    def shop(self, scale: Scale | None = None) -> Path:
        """The folder of the shop as built, made where it is not there yet. Nobody may write into it: take a `copy`."""
        wanted = scale or self.scale
        if wanted not in self._shops:
            target = self.folder / f"shop-{wanted.members}"
            if not has_shop(target):
                begin = time.perf_counter()
                build_shop(target, wanted)
                _flush(target)
                if wanted == self.scale:
                    self.built_s = time.perf_counter() - begin
            self._shops[wanted] = target
        return self._shops[wanted]

    def copy(self, scale: Scale | None = None) -> Path:
        """A copy of the shop that may be written into."""
        self._copies += 1
        target = self.folder / f"copy-{self._copies}"
        shutil.copytree(self.shop(scale), target)
        _flush(target)
        return target

    def drop_copies(self) -> None:
        """Throws the copies away that a row has done with."""
        for path in self.folder.glob("copy-*"):
            shutil.rmtree(path)


@dataclass(frozen=True, slots=True)
class OpenTill:
    """A till with somebody signed in."""

    store: SqliteStore
    desk: Desk
    session: Session


@contextmanager
def open_till(folder: Path) -> Iterator[OpenTill]:
    """Opens the folder's till by the wall clock and signs the first cashier in."""
    store, desk = start_desk(folder)
    try:
        person = demo_people(folder)[0]
        with store.read() as reader:
            staff = next(one for one in reader.staff() if one.number == person.number)
        yield OpenTill(store, desk, sign_in(desk, staff.id, person.pin))
    finally:
        store.close()


def _flush(folder: Path) -> None:
    """What was built or copied is on the disk: a measured till's own flush would else wait for hundreds of megabytes that are not its
    own.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def build_shop(folder: Path, scale: Scale) -> None:
    """A shop of this size whose last business day was yesterday: real chain, real signatures, projections as replay would make them."""
    today = date.fromisoformat(local_time(SystemClock().now_ms(), CHINA).date)
    first = today - timedelta(days=DAYS)
    make_demo_shop(folder, seed=7, members=60, days=_SMALL_DAYS, until=first)
    programme, actor = _stock(folder, scale, first + timedelta(days=1))
    member_bodies, walk_in_bodies = sale_templates(folder)
    people = json.loads(resource("demo/people.json").read_text(encoding="utf-8"))
    bulk = Bulk(folder, seed=f"bench-{scale.members}", store_id="S01", programme=programme)
    source = random.Random(scale.members)
    bulk.clock.put(_ms(first + timedelta(days=2), 6))
    fresh = names(people["surnames"], people["given_names"], "bench")
    joined_on = (first + timedelta(days=2)).isoformat()
    members = [bulk.enrol(next(fresh), f"198{n:08d}", _CARD_FIRST + n, "regular", joined_on) for n in range(scale.members)]
    active = source.sample(members, max(1, scale.members // _ACTIVE_SHARE))
    days = DAYS - 4
    sold = 0
    for day in range(days):
        opens_ms = _ms(first + timedelta(days=3 + day), 7)
        bulk.clock.put(opens_ms)
        shift = bulk.open_shift(actor)
        until = scale.sales * (day + 1) // days
        for n in range(sold, until):
            bulk.clock.put(opens_ms + (n - sold) * 40_000_000 // max(1, until - sold))
            if source.random() < 0.7:
                bulk.sell(source.choice(member_bodies), source.choice(active), shift, actor)
            else:
                bulk.sell(source.choice(walk_in_bodies), None, shift, actor)
        sold = until
        bulk.clock.put(opens_ms + 43_200_000)
        bulk.close_shift(shift, actor)
    bulk.finish()


def products(count: int) -> tuple[Product, ...]:
    """Goods with valid EAN-13 numbers."""
    return tuple(_product(n) for n in range(count))


def _product(n: int) -> Product:
    body = f"690{n:09d}"
    category = _CATEGORIES[n % len(_CATEGORIES)]
    return Product(
        id=f"b{n:06d}",
        sku=f"{100_000 + n}",
        name=f"{'云山海月星河雨雾'[n % 8]}{'果蔬茶糖面饼乳豆'[n // 8 % 8]}{'礼盒整箱袋装瓶装'[n // 64 % 4 * 2:][:2]} {n}",
        barcode=body + gs1_check_digit(body),
        name_en=f"Goods {n}",
        price_minor=100 + n * 37 % 4_900,
        categories=(category,),
        brand=f"brand {n % 40}",
    )


def _stock(folder: Path, scale: Scale, day: date) -> tuple[str, str]:
    """Puts the catalogue in. Returns the programme's SHA-256 and the owner's id."""
    store, desk = start_desk(folder, PlacedClock(_ms(day, 6)))
    try:
        with store.write() as books:
            owner = books.staff()[-1].id
            replace_catalogue(desk, books, products(scale.products), owner)
            sha = books.programme_sha(day.isoformat())
    finally:
        store.close()
    if sha is None:
        raise RuntimeError("the demo shop has no programme")
    return sha, owner


def _ms(day: date, hour: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(CHINA)).timestamp()) * 1000



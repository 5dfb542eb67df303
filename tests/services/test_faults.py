"""What fails around the till: a full disk, a database held by another program, a read-only folder, a damaged file, a second till. Each is a
fault with a name; nothing is half booked, the basket stands, and selling goes on without a restart when the cause is gone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import read_desk, start_desk
from app.services.complete_sale import complete_sale
from app.services.edit_basket import abandon_basket, detach_member, remove_line
from app.services.import_rows import import_members
from app.services.reprint import reprint
from app.services.run_day import run_day
from app.services.take_payment import add_tender
from app.services.use_points import take_points_off, use_points
from app.storage.sqlite import database
from tests.fakes.audit import audit
from tests.fakes.disks import SmallDisk, small_disk
from tests.fakes.shop import CARD_LIN, COFFEE, LIN, MILK, WATER, Shop, fault, raw

Act = Callable[[Shop], Any]


def completed(shop: Shop) -> Any:
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash", 5000)


def copied(shop: Shop) -> Any:
    return reprint(shop.desk, shop.session, shop.events("sale_completed")[0]["id"])


ACTS: dict[str, Act] = {
    "a product": lambda shop: shop.scan(WATER),
    "no member": lambda shop: detach_member(shop.desk, shop.session),
    "a line removed": lambda shop: remove_line(shop.desk, shop.session, "L1"),
    "points": lambda shop: use_points(shop.desk, shop.session, 200),
    "no points": lambda shop: take_points_off(shop.desk, shop.session),
    "a part payment": lambda shop: add_tender(shop.desk, shop.session, "wechat", 500),
    "giving up": lambda shop: abandon_basket(shop.desk, shop.session),
    "the sale": completed,
    "a copy": copied,
    "the daily run": lambda shop: run_day(shop.desk, shop.session),
    "an import": lambda shop: import_members(shop.desk, "name,phone,points\n王芳,13800000001,5\n".encode(), dry_run=False),
    "somebody signs in": lambda shop: shop.sign_in("1002"),
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def small_shop(disk: SmallDisk, template: Path) -> Iterator[Shop]:
    """A shop on the small disk with a sale in its books and a basket with 500 held points on the counter; some points have lapsed."""
    folder = disk.folder / "shop"
    shutil.copytree(template, folder)
    shop = Shop(folder)
    shop.grant(LIN, 40, on="2025-01-01", expires_on="2026-06-01")
    shop.scan(WATER)
    completed(shop)
    shop.scan(COFFEE, MILK, CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    shop.state()
    try:
        yield shop
        shop.verify()
    finally:
        shop.store.close()
    audit(folder / "till.db")


@pytest.mark.parametrize("name", ACTS)
def test_the_disk_is_full(small_shop: Shop, disk: SmallDisk, name: str) -> None:
    """Reading goes on; the act ends in a fault and changes no row; with room again the same act goes through."""
    before = small_shop.dump()
    basket = small_shop.state().basket
    with disk.full():
        for _ in range(3):
            assert fault(ACTS[name], small_shop).code == "disk_full"
        assert small_shop.state().basket == basket
        assert small_shop.balance(LIN).held == 500
    assert small_shop.dump() == before
    ACTS[name](small_shop)
    assert small_shop.dump() != before


def test_a_sale_on_a_full_disk_is_completed_once(small_shop: Shop, disk: SmallDisk) -> None:
    """The cashier presses again and again, also after there is room: one sale, the next number, one receipt, one capture."""
    sale_id = small_shop.state().basket.sale_id
    with disk.full():
        for _ in range(3):
            fault(complete_sale, small_shop.desk, small_shop.session, sale_id, "cash")
    numbers = {complete_sale(small_shop.desk, small_shop.session, sale_id, "cash").sale.data.sale_number for _ in range(3)}
    assert numbers == {"R012606200002"}
    assert small_shop.rows("SELECT count(*) FROM work_print_job WHERE event_id = ? AND kind = 'receipt'", sale_id) == [(1,)]
    assert small_shop.rows("SELECT state FROM hold") == [("captured",)]
    small_shop.reopen()
    small_shop.scan(WATER)
    assert completed(small_shop).sale.data.sale_number == "R012606200003"


def test_a_start_on_a_full_disk(small_shop: Shop, disk: SmallDisk) -> None:
    """SQLite wants 32 kB beside the file before it reads a byte: a fault by name; with room again the basket is there."""
    basket = small_shop.state().basket
    small_shop.store.close()
    with disk.full():
        assert fault(start_desk, small_shop.folder).code == "disk_full"
    small_shop.store, small_shop.desk = small_shop._start()
    assert small_shop.state().basket == basket
    completed(small_shop)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)


@pytest.mark.parametrize("name", ["a product", "points", "the sale", "the daily run", "a copy"])
def test_another_program_holds_the_database(impatient: None, small_shop: Shop, name: str) -> None:
    """A backup tool or a curious person has the file open for writing: a fault after a short wait, then on."""
    small_shop.reopen()
    before = small_shop.dump()
    with raw(small_shop.folder / "till.db") as other:
        other.execute("BEGIN IMMEDIATE")
        assert fault(ACTS[name], small_shop).code == "database_locked"
        assert small_shop.state().basket.pieces == 2
        other.execute("ROLLBACK")
    assert small_shop.dump() == before
    ACTS[name](small_shop)


def test_a_reader_outside_stops_nobody(small_shop: Shop) -> None:
    with raw(small_shop.folder / "till.db") as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM sale").fetchone() == (1,)
        completed(small_shop)
        assert other.execute("SELECT count(*) FROM sale").fetchone() == (1,)
        other.execute("COMMIT")


def test_a_folder_that_cannot_be_written(small_shop: Shop, disk: SmallDisk) -> None:
    """Selling is refused at once, looking works; with the permission back the till starts and the basket is there."""
    basket = small_shop.state().basket
    small_shop.store.close()
    with disk.read_only():
        assert fault(start_desk, small_shop.folder).code == "read_only"
        with read_desk(small_shop.folder) as desk, desk.store.read() as reader:
            assert reader.balance(LIN, "2026-06-20").held == 500
            last = reader.last_sale()
            assert last is not None
            assert last.number == "R012606200001"
        with read_desk(small_shop.folder) as desk:
            assert fault(lambda: desk.store.write().__enter__()).code == "read_only"
    small_shop.store, small_shop.desk = small_shop._start()
    assert small_shop.state().basket == basket
    completed(small_shop)


def test_a_second_till_on_the_folder(shop: Shop) -> None:
    assert fault(start_desk, shop.folder).code == "second_till"
    shop.scan(WATER)
    completed(shop)
    shop.reopen()


def _spoil(path: Path, needle: bytes, spoiled: bytes) -> None:
    content = path.read_bytes()
    assert content.count(needle) >= 1
    path.write_bytes(content.replace(needle, spoiled))


@pytest.fixture
def closed_shop(template: Path, tmp_path: Path) -> Path:
    """A shop with a sale, closed, its log moved into the file; nobody audits it afterwards."""
    folder = tmp_path / "spoiled"
    shutil.copytree(template, folder)
    shop = Shop(folder)
    shop.scan(COFFEE, CARD_LIN)
    completed(shop)
    shop.store.close()
    return folder


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"\0" * 8192, b"SQLite format 3\0" + b"\xff" * 8192])
def test_a_file_that_is_no_database(closed_shop: Path, content: bytes) -> None:
    (closed_shop / "till.db").write_bytes(content)
    assert fault(start_desk, closed_shop).code == "database_damaged"
    assert (closed_shop / "till.db").read_bytes() == content, "kept as it is for whoever repairs it"


def _sell_on(folder: Path) -> None:
    shop = Shop(folder)
    try:
        shop.scan(WATER)
        completed(shop)
    finally:
        shop.store.close()


def test_half_a_file(closed_shop: Path) -> None:
    path = closed_shop / "till.db"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert fault(_sell_on, closed_shop).code == "database_damaged"


def test_an_edited_event(closed_shop: Path) -> None:
    """Somebody gave himself points in the file: the till does not sell on top of that."""
    _spoil(closed_shop / "till.db", b'"earned":28', b'"earned":98')
    shop = Shop(closed_shop)
    try:
        assert fault(shop.sign_in).code == "database_damaged"
        with shop.store.read() as reader:
            assert reader.last_sale() is not None, "looking still works"
    finally:
        shop.store.close()


def test_a_key_that_is_not_this_till_s(closed_shop: Path) -> None:
    key = closed_shop / "keys" / "till.key"
    real = key.read_text()
    key.write_text("00" * 32)
    assert fault(start_desk, closed_shop).code == "key_changed"
    key.write_text("rubbish")
    assert fault(start_desk, closed_shop).code == "key_damaged"
    key.unlink()
    assert fault(start_desk, closed_shop).code == "key_missing"
    key.write_text(real)
    Shop(closed_shop).store.close()


def test_no_shop_at_all(tmp_path: Path) -> None:
    assert fault(start_desk, tmp_path).code == "no_shop"
    (tmp_path / "till.json").write_text("{}")
    assert fault(start_desk, tmp_path).code == "no_shop"

"""Practice on a copy of the shop (EDGE-19, OPS-06): nothing is booked in the shop, every paper and every screen is marked."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import demo_people, is_practice, make_demo_shop, make_practice, practice_folder, start_desk
from app.documents.render_escpos import PRACTICE_WORDS
from app.services.complete_sale import complete_sale
from app.services.counter import open_basket
from app.services.edit_basket import add_product
from app.services.sign_in import sign_in
from app.storage.sqlite.database import FILE_NAME

MARKS = [words.encode("gb18030") for words in PRACTICE_WORDS]


def sell(folder: Path) -> list[bytes]:
    """Sells one thing at the till of a folder; the bytes of all papers."""
    store, desk = start_desk(folder)
    try:
        person = demo_people(folder)[0]
        with store.read() as reader:
            staff = next(one for one in reader.staff() if one.number == person.number)
            product = next(one for one in reader.find_products("", 100) if one.price_minor)
        session = sign_in(desk, staff.id, person.pin)
        add_product(desk, session, product.id)
        with store.read() as reader:
            basket = open_basket(desk, reader)
        complete_sale(desk, session, basket.sale_id, "cash")
        return [job.payload for job in store.print_jobs().list_jobs() if job.kind.value == "receipt"]
    finally:
        store.close()


def test_practice_books_nothing_in_the_shop_and_marks_every_paper(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    make_demo_shop(shop, seed=7, members=5, days=2, until=None)
    before = (shop / FILE_NAME).read_bytes()
    copy = make_practice(shop)
    assert (copy, is_practice(copy), is_practice(shop)) == (practice_folder(shop), True, False)
    papers = sell(copy)
    assert papers
    assert all(mark in papers[-1] for mark in MARKS)
    assert (shop / FILE_NAME).read_bytes() == before
    real = sell(shop)
    assert not any(mark in real[-1] for mark in MARKS)


def test_every_practice_begins_with_the_shop_as_it_is(tmp_path: Path) -> None:
    """What was done there before is thrown away; a copy has no copy in it."""
    shop = tmp_path / "shop"
    make_demo_shop(shop, seed=7, members=5, days=2, until=None)
    copy = make_practice(shop)
    sell(copy)
    again = make_practice(shop)
    assert (again / FILE_NAME).read_bytes() == (shop / FILE_NAME).read_bytes()
    assert not practice_folder(again).exists()

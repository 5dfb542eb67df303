"""The demo shop as it stands in the books: written by the same services, verified, every sale explained again as it was booked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import make_demo_shop
from app.domain.checks import is_ean13
from app.services.explain import evaluate_sale
from app.services.receipts import completed_sale
from tests.fakes.audit import audit
from tests.fakes.shop import Shop


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo") / "shop"
    days: list[tuple[int, int]] = []
    make_demo_shop(folder, seed=7, members=60, days=8, until=date(2026, 6, 19), on_day=lambda done, total: days.append((done, total)))
    assert days == [(n, 8) for n in range(1, 9)], "progress after every day"
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def demo(made: Path) -> Iterator[Shop]:
    shop = Shop(made, cheap_pins=False)
    yield shop
    shop.store.close()


def test_the_books_hold(demo: Shop) -> None:
    demo.verify()
    audit(demo.folder / "till.db")


def test_every_sale_is_explained_again_as_it_was_booked(demo: Shop) -> None:
    """EDGE-01: points, remainders and the figures on the paper, for all sales of all days."""
    redeemed = 0
    with demo.store.read() as reader:
        for booked in demo.events("sale_completed"):
            event = reader.event(booked["id"])
            assert event is not None
            body = booked["body"]
            again = evaluate_sale(demo.desk, reader, event).quote
            paper = completed_sale(demo.desk, reader, event).data
            assert again.points == body["earned"]
            assert paper.total_minor == sum(line.amount_minor for line in paper.lines)
            if paper.member is not None:
                assert paper.member.points_after == paper.member.points_before - paper.member.points_redeemed + paper.member.points_earned
                redeemed += paper.member.points_redeemed
    assert redeemed > 0


def test_it_is_the_shop_of_the_issue(demo: Shop) -> None:
    """At least 120 products with valid barcodes, members in five tiers with invented phones, about thirty sales a day, one shift a day."""
    products = demo.rows("SELECT barcode FROM product")
    assert len(products) >= 120
    assert all(is_ean13(barcode) for (barcode,) in products if barcode is not None)
    assert {row[0] for row in demo.rows("SELECT tier FROM member")} == {"regular", "silver", "gold", "platinum", "diamond"}
    assert all(phone.startswith("1990000") for (phone,) in demo.rows("SELECT phone FROM person_member"))
    sales = [row[0] for row in demo.rows("SELECT count(*) FROM sale GROUP BY business_date ORDER BY business_date")]
    assert len(sales) == 8
    assert 20 <= sum(sales) / len(sales) <= 40
    assert demo.types().count("shift_opened") == demo.types().count("shift_closed") == 8


def test_it_goes_on_where_the_past_ends(demo: Shop) -> None:
    """The next morning: sign in, sell to the regular guest, the numbers and the balance go on."""
    session = demo.sign_in("1001")
    assert session.shift.business_date == "2026-06-20"
    guest = demo.scan("M202648812")
    assert guest.state is not None
    assert guest.state.attached is not None
    assert guest.state.attached.member.on_screen("zh", demo.desk.pinyin()) == "林女士"
    assert guest.state.attached.last_visit is not None

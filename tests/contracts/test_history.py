"""What every History must do (services.ports.history), on real files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.journal import types
from app.services.ports.history import READ_MAX, Booked, History, PointsTotal
from tests.storage.till import Till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "till")
    yield made
    made.store.close()


def on(till: Till, day: str) -> None:
    """An event of a day."""
    till.append(till.draft(types.NO_SALE, business_date=day))


def test_an_empty_journal(till: Till) -> None:
    history: History = till.store.history()
    assert (history.last_place(), history.day_of(1), history.place_of("2026-01-01")) == (0, None, 1)
    assert history.booked(0, 10, (types.NO_SALE,)) == []
    assert history.points_total() == PointsTotal(granted=0, remaining=0, expired=0, debt=0)


@pytest.mark.parametrize(
    ("day", "place"),
    [("2026-03-01", 1), ("2026-03-15", 1), ("2026-03-16", 4), ("2026-03-17", 4), ("2026-03-18", 5), ("2026-03-20", 7), ("2026-03-21", 8)],
)
def test_the_first_event_of_a_day_is_found(till: Till, day: str, place: int) -> None:
    for each in ("2026-03-15", "2026-03-15", "2026-03-15", "2026-03-17", "2026-03-18", "2026-03-18", "2026-03-20"):
        on(till, each)
    history = till.store.history()
    assert history.place_of(day) == place
    assert history.day_of(place) == (None if place == 8 else max(day, history.day_of(place) or ""))


def test_events_are_told_in_order_by_type(till: Till) -> None:
    """A sale to nobody known is a receipt and told no further."""
    till.enrol("m1")
    walk_in = till.append(till.sale("R012603150001"))
    on(till, walk_in.header.business_date)
    sale = till.append(till.sale("R012603150002", "m1", earn=10))
    day = sale.header.business_date
    history = till.store.history()
    told = Booked(4, sale.header.id, types.SALE_COMPLETED, day, "m1", sale.payload)
    assert history.booked(0, 4, (types.SALE_COMPLETED,)) == [told]
    assert history.booked(0, 3, (types.SALE_COMPLETED,)) == history.booked(4, 9, (types.SALE_COMPLETED,)) == []
    assert [row.place for row in history.booked(0, 4, (types.SALE_COMPLETED, types.NO_SALE, types.MEMBER_ENROLLED))] == [1, 3, 4]
    assert [history.receipts(*days) for days in ((day, day), ("2026-01-01", "2026-03-14"), ("2026-03-16", "2026-12-31"))] == [2, 0, 0]
    assert history.points_total() == PointsTotal(granted=10, remaining=10, expired=0, debt=0)


def test_too_many_at_once_are_refused(till: Till) -> None:
    with pytest.raises(ValueError):
        till.store.history().booked(0, READ_MAX + 1, (types.NO_SALE,))

"""The daily run: preview = run, twice = once, killed anywhere and run again = once; held points live; debts are paid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.services import run_day as module
from app.services.complete_sale import complete_sale
from app.services.desk import Session
from app.services.run_day import preview, run_day, run_some
from app.services.use_points import take_points_off, use_points
from tests.fakes.shop import CARD_LIN, COFFEE, FROZEN, LIN, ZHOU, Shop


def on(shop: Shop, day: str) -> Session:
    shop.at(day, "08:00")
    return shop.sign_in()


def lapsed(shop: Shop) -> int:
    return int(shop.rows("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'expired'")[0][0])


def test_the_last_good_day_is_good(shop: Shop) -> None:
    """EXP-01: nothing lapses on 30 June, 320 points do on 1 July."""
    assert run_day(shop.desk, on(shop, "2026-06-30")) == 0
    assert shop.balance(LIN).available == 2386
    session = on(shop, "2026-07-01")
    assert shop.balance(LIN).available == 2066, "the predicate needs no run"
    assert run_day(shop.desk, session) == 320
    balance = shop.balance(LIN)
    assert (balance.available, balance.remaining, balance.lapsed) == (2066, 2066, 0)


def test_the_preview_is_what_the_run_does(shop: Shop) -> None:
    """EXP-06: previewable; nothing is booked by looking."""
    seq = shop.seq()
    seen = {(lot.holder, lot.id, lot.free) for lot in preview(shop.desk, "2027-04-01")}
    assert shop.seq() == seq
    run_day(shop.desk, on(shop, "2027-04-01"))
    done = {(row[0], row[1], -row[2]) for row in shop.rows(
        "SELECT p.holder, p.lot, p.amount FROM posting p JOIN journal j ON j.id = p.event_id WHERE j.type = 'points_expired' "
        "AND p.account = 'member'")}  # fmt: skip
    assert done == seen
    assert sum(points for *_, points in seen) == 2386


def test_twice_is_once(shop: Shop) -> None:
    session = on(shop, "2026-07-01")
    assert run_day(shop.desk, session) == 320
    seq = shop.seq()
    assert run_day(shop.desk, session) == 0
    shop.reopen()
    assert run_day(shop.desk, session) == 0
    assert shop.seq() == seq


def test_a_lot_that_lapsed_later_the_same_day_has_its_own_chunk(shop: Shop) -> None:
    session = on(shop, "2026-07-01")
    run_day(shop.desk, session)
    shop.grant(ZHOU, 10, on="2026-05-01", expires_on="2026-06-01")
    assert run_day(shop.desk, session) == 10
    assert [event["cause_key"] for event in shop.events("points_expired")] == ["2026-07-01:1", "2026-07-01:2"]


def test_held_points_lapse_when_the_hold_ends_and_not_before(shop: Shop) -> None:
    shop.at("2026-06-30", "23:00")
    shop.sign_in()
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 300)
    assert [lot.free for lot in preview(shop.desk, "2026-07-01")] == [20]
    take_points_off(shop.desk, shop.session)
    assert [lot.free for lot in preview(shop.desk, "2026-07-01")] == [320]
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert run_day(shop.desk, on(shop, "2026-07-01")) == 320


def test_frozen_points_lapse_too(shop: Shop) -> None:
    assert run_day(shop.desk, on(shop, "2027-06-01")) == 2386 + 500
    assert shop.balance(FROZEN).remaining == 0


def test_many_members_in_chunks_of_five_hundred(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One event per at most so many members (here 3, reading 5 lots at a time, so that one member's lots are cut apart)."""
    monkeypatch.setattr(module, "MEMBERS_PER_EVENT", 3)
    monkeypatch.setattr(module, "_LOTS_READ", 5)
    for n in range(8):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}")
        for _ in range(3):
            shop.grant(f"m{n}", 10, expires_on="2026-06-22")
    assert run_day(shop.desk, on(shop, "2026-06-23")) == 240
    events = shop.events("points_expired")
    assert all(event["body"]["members"] <= 3 for event in events)
    assert [event["cause_key"] for event in events] == [f"2026-06-23:{n}" for n in range(1, len(events) + 1)]
    assert all(shop.balance(f"m{n}").remaining == 0 for n in range(8))
    shop.verify()


class _Killed(BaseException):
    pass


@contextmanager
def killed_after(shop: Shop, commits: int) -> Iterator[None]:
    """The process dies at the begin of the write after so many commits."""
    real, left = shop.desk.store, [commits]

    class Dying:
        def read(self) -> Any:
            return real.read()

        def write(self) -> Any:
            if left[0] == 0:
                raise _Killed
            left[0] -= 1
            return real.write()

    whole = shop.desk
    shop.desk = replace(shop.desk, store=Dying())
    try:
        yield
    except _Killed:
        pass
    finally:
        shop.desk = whole
        shop.reopen()


@pytest.mark.parametrize("commits", [0, 1, 2, 3, 4])
def test_killed_and_run_again_is_one_run(shop: Shop, commits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """L17."""
    monkeypatch.setattr(module, "MEMBERS_PER_EVENT", 1)
    for n in range(3):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}")
        shop.grant(f"m{n}", 100, expires_on="2026-06-22")
    session = on(shop, "2026-06-23")
    with killed_after(shop, commits):
        run_day(shop.desk, session)
    assert lapsed(shop) == min(commits, 3) * 100
    run_day(shop.desk, session)
    assert lapsed(shop) == 300
    assert [shop.balance(f"m{n}").remaining for n in range(3)] == [0, 0, 0]


def test_a_pending_lot_pays_the_debt_on_its_day(shop: Shop) -> None:
    """L4: debt > 0 leaves nothing available once the run has paid it."""
    shop.grant(ZHOU, 100, available_on="2026-06-25", expires_on="2027-06-30")
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    run_day(shop.desk, on(shop, "2026-06-24"))
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (30, 0)
    session = on(shop, "2026-06-25")
    run_day(shop.desk, session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (0, 70)
    seq = shop.seq()
    run_day(shop.desk, session)
    assert shop.seq() == seq


def test_a_lapsed_lot_pays_no_debt(shop: Shop) -> None:
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    shop.grant(ZHOU, 100, on="2025-01-01", expires_on="2026-06-01")
    run_day(shop.desk, shop.session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).remaining) == (30, 0)


def test_the_run_goes_chunk_by_chunk_and_ends(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the counter does after sign-in: a chunk, a pause for selling, the next chunk."""
    monkeypatch.setattr(module, "MEMBERS_PER_EVENT", 1)
    session = on(shop, "2030-01-01")
    lapsed = {lot.holder for lot in preview(shop.desk, "2030-01-01")}
    chunks = 0
    while run_some(shop.desk, session):
        chunks += 1
    assert chunks == len(lapsed) > 1
    assert not preview(shop.desk, "2030-01-01")

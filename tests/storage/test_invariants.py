"""Each named invariant holds in ordinary books and finds the one thing that breaks it."""

from __future__ import annotations

import pytest

from app.domain.journal import types
from app.domain.ledger.booking import POINTS, VALUE, Booking, Posting
from app.domain.ledger.moves import Accrual, take_back
from app.domain.ledger.value_moves import load
from app.storage.sqlite.invariants import NAMED, POINTS_MAX, broken_invariants, l4_after_the_daily_run
from tests.storage.till import Till, with_body, with_booking


@pytest.fixture
def shop(till: Till) -> Till:
    """Anna has a lot and an open hold on it, Bo owes points, Cy has a lot that is pending."""
    for member in ("anna", "bo", "cy"):
        till.enrol(member)
    till.grant("anna", till.accrual("anna", 100, expires_on="2026-03-31"))
    till.hold("anna", 30, "s1")
    event = till.grant("bo", till.accrual("bo", 10))
    till.append(till.sale("N1", "bo", hold=till.hold("bo", 10, "s2")))
    with till.store.read() as reader:
        booking = take_back("bo", reader.lots_of_event(event.header.id), (), 10, till.day)
    till.append(till.draft("reversal", {"of": event.header.id}, member_id="bo", booking=booking))
    till.grant("cy", till.accrual("cy", 5, available_on="2026-03-20"))
    sale = till.append(till.sale("N2", "anna", hold=till.hold("anna", 9, "s3"), earn=8))
    _give_back(till, sale.header.id)
    return till


def _give_back(till: Till, sale: str) -> None:
    """One piece of the second line, with 5 of the 8 points earned and 4 of the 9 used."""
    with till.store.read() as reader:
        lot = f"{reader.member_events('anna', 10)[-2].header.id}:0"
    own = (Posting("member", "anna", POINTS, f"{sale}:0", -5), Posting("issued", None, POINTS, None, 5))
    used = (Posting("member", "anna", POINTS, lot, 4), Posting("redeemed", None, POINTS, None, -4))
    body = {"sale": sale, "returned": {"L2": 1}, "refunded_minor": 700}
    booking = Booking(postings=(*own, *used))
    till.append(
        till.draft("refund_completed", body, member_id="anna", reverses_id=sale, cause_key=f"{sale}:1", booking=booking)
    )


def test_ordinary_books_hold(shop: Till) -> None:
    with shop.store.reading() as sql:
        assert list(broken_invariants(sql)) == []
        assert list(l4_after_the_daily_run(sql, shop.day)) == []


BREAKING = [
    ("L1", "INSERT INTO posting SELECT id, 9, 'issued', NULL, 'POINTS', NULL, 3 FROM journal WHERE seq = 4"),
    ("L2", "UPDATE balance SET remaining = 71 WHERE holder = 'anna'"),
    ("L2", "UPDATE balance SET debt = 9 WHERE holder = 'bo'"),
    ("L2", "UPDATE balance SET held = 29 WHERE holder = 'anna'"),
    ("L2", "UPDATE lot SET remaining = 99 WHERE holder = 'anna'"),
    ("L3", "UPDATE lot SET held = 101 WHERE holder = 'anna'"),
    ("L3", "UPDATE lot SET remaining = 101 WHERE holder = 'anna'"),
    ("L4", "UPDATE lot SET holder = 'bo' WHERE holder = 'anna'"),
    ("L4", "UPDATE balance SET remaining = 29 WHERE holder = 'anna'"),
    ("L7", "UPDATE returned SET qty = 3"),
    ("L7", "UPDATE returned SET line = 'L9'"),
    ("L7", "UPDATE sale SET refunded_minor = total_minor + 1 WHERE number = 'N2'"),
    ("L7", "INSERT INTO posting SELECT id, 9, 'issued', NULL, 'POINTS', NULL, 4 FROM journal WHERE type = 'refund_completed'"),
    ("L7", "INSERT INTO posting SELECT id, 9, 'redeemed', NULL, 'POINTS', NULL, -6 FROM journal WHERE type = 'refund_completed'"),
    ("L8", "UPDATE lot SET last_day = '2026-03-14' WHERE holder = 'anna'"),
    ("L9", "UPDATE lot SET held = 29 WHERE holder = 'anna'"),
    ("L9", "UPDATE hold SET state = 'captured' WHERE state = 'open'"),
    ("L21", "INSERT INTO balance VALUES ('anna', 'VALUE', 0, 0, 0, 5)"),
    ("L20", f"UPDATE balance SET remaining = {POINTS_MAX + 1} WHERE holder = 'anna'"),
]


@pytest.mark.parametrize(("name", "statement"), BREAKING, ids=[f"{name} {n}" for n, (name, _) in enumerate(BREAKING)])
def test_what_breaks_an_invariant_is_found(shop: Till, name: str, statement: str) -> None:
    with shop.store.transaction() as sql:
        sql.run("PRAGMA ignore_check_constraints = ON")
        sql.run(statement)
        assert name in {found for found, _ in broken_invariants(sql)}


def test_a_sale_that_takes_other_value_than_its_tenders_say_is_found(till: Till) -> None:
    """L21: principal and bonus apart."""
    till.enrol("rich")
    top_up = till.draft(types.VALUE_TOPPED_UP, {"card": ""}, member_id="rich")
    till.append(with_booking(top_up, load(top_up.id, "rich", 500, 100, till.day)))
    for number, tenders in (("N8", [["stored_value", 30, 30, 0]]), ("N9", [["stored_value", 29, 29, 0]])):
        sale = till.sale(number)
        booking = Booking(
            postings=(Posting("member", "rich", VALUE, f"{top_up.id}:0", -30), Posting("redeemed", None, VALUE, None, 30))
        )
        till.append(with_booking(with_body(sale, {**sale.body, "tenders": tenders}), booking))
        with till.store.reading() as sql:
            assert [name for name, _ in broken_invariants(sql)] == ([] if number == "N8" else ["L21"])


def test_every_invariant_is_broken_once() -> None:
    assert {name for name, _ in BREAKING} == set(NAMED)


def test_a_debt_waits_for_the_daily_run_of_a_pending_lot(shop: Till) -> None:
    """L4: what becomes usable later pays at the daily run of its day, not before."""
    shop.grant("bo", shop.accrual("bo", 5, available_on="2026-03-17"))
    with shop.store.reading() as sql:
        assert list(broken_invariants(sql)) == []
        assert list(l4_after_the_daily_run(sql, "2026-03-16")) == []
        assert list(l4_after_the_daily_run(sql, "2026-03-17")) == ["bo owes POINTS and has some that could pay"]


def test_the_largest_balance(till: Till) -> None:
    """L20: 10^12 points of one member, in one lot and in many."""
    till.enrol("rich")
    half: Accrual = till.accrual("rich", POINTS_MAX // 2)
    till.grant("rich", half, till.accrual("rich", POINTS_MAX // 2))
    hold = till.hold("rich", POINTS_MAX, "s1")
    with till.store.read() as reader:
        assert reader.balance("rich", till.day).held == POINTS_MAX
    till.append(till.sale("N1", "rich", hold=hold))
    with till.store.read() as reader:
        assert reader.balance("rich", till.day).remaining == 0
    assert till.verified().holds

"""The ledger's moves as tables a shop manager can read: lots before, the act, postings, lots after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger.booking import DEBT, EXPIRED, ISSUED, MEMBER, POINTS, REDEEMED, Booking, Hold, Use
from app.domain.ledger.lots import Balance, Lot, consumption_key, take
from app.domain.ledger.moves import Accrual, accrue, adjust_down, capture, expire, open_hold, pay_debt, release, take_back

TODAY = "2026-03-15"


def lot(
    name: str, remaining: int, last_day: str = "9999-12-31", *, held: int = 0, available_on: str = "2026-01-01", frozen: bool = False
) -> Lot:
    """A lot of member m; its name is its id, the number at its end its sequence."""
    return Lot(
        id=name, holder="m", unit=POINTS, event_id=name, rule="base", earned_on="2026-01-01", available_on=available_on,
        expires_on=None if last_day == "9999-12-31" else last_day, inactivity_months=None, last_day=last_day, granted=max(remaining, 1),
        remaining=remaining, held=held, expired=0, frozen=frozen, origin="T01.1", seq=int(name[-1]), n=0,
    )  # fmt: skip


def moved(booking: Booking) -> list[tuple[str, str | None, int]]:
    """Account, lot, amount of each posting."""
    return [(posting.account, posting.lot, posting.amount) for posting in booking.postings]


def balanced(booking: Booking) -> bool:
    return sum(posting.amount for posting in booking.postings) == 0


def accrual(points: int, to_debt: int = 0) -> Accrual:
    return Accrual(holder="m", rule="base", points=points, to_debt=to_debt, earned_on=TODAY, available_on=TODAY, expires_on=None)


def test_points_are_taken_by_last_good_day_never_expiring_last() -> None:
    lots = [lot("n1", 50), lot("a2", 30, "2026-06-30"), lot("b3", 30, "2026-04-30"), lot("c4", 9, "2026-04-30")]
    ordered = sorted(lots, key=consumption_key)
    assert [one.id for one in ordered] == ["b3", "c4", "a2", "n1"]
    assert take(ordered, 75, TODAY) == (Use("b3", 30), Use("c4", 9), Use("a2", 30), Use("n1", 6))


@pytest.mark.parametrize(
    ("what", "one", "usable"),
    [
        ("on its last good day", lot("a1", 5, TODAY), True),
        ("the day after", lot("a1", 5, "2026-03-14"), False),
        ("on the day it becomes usable", lot("a1", 5, available_on=TODAY), True),
        ("the day before that", lot("a1", 5, available_on="2026-03-16"), False),
        ("frozen", lot("a1", 5, frozen=True), False),
        ("all of it on a hold", lot("a1", 5, held=5), False),
        ("part of it on a hold", lot("a1", 5, held=4), True),
        ("used up", lot("a1", 0), False),
    ],
)
def test_when_a_lot_can_be_used(what: str, one: Lot, usable: bool) -> None:
    assert one.usable(TODAY) is usable


def test_all_or_nothing() -> None:
    assert take([lot("a1", 5), lot("a2", 5)], 11, TODAY) is None
    assert take([lot("a1", 5), lot("a2", 5)], 10, TODAY) == (Use("a1", 5), Use("a2", 5))
    assert take([lot("a1", 5)], 0, TODAY) == ()


def test_taking_reads_no_further_than_needed() -> None:
    def endless():  # type: ignore[no-untyped-def]
        for n in range(1, 10):
            yield lot(f"a{n}", 5)
            assert n < 4, "read too far"

    assert take(endless(), 11, TODAY) == (Use("a1", 5), Use("a2", 5), Use("a3", 1))


def test_an_accrual_is_a_lot() -> None:
    booking = accrue("e", [accrual(7), accrual(3)])
    assert moved(booking) == [(ISSUED, None, -7), (MEMBER, "e:0", 7), (ISSUED, None, -3), (MEMBER, "e:1", 3)]
    assert [(grant.n, grant.points) for grant in booking.grants] == [(0, 7), (1, 3)]


def test_a_debt_is_paid_before_a_lot_is_made() -> None:
    booking = accrue("e", [accrual(7, to_debt=4), accrual(3, to_debt=3)])
    assert moved(booking) == [(ISSUED, None, -7), (DEBT, None, 4), (MEMBER, "e:0", 3), (ISSUED, None, -3), (DEBT, None, 3)]
    assert [(grant.n, grant.points) for grant in booking.grants] == [(0, 3)]
    assert balanced(booking)


def test_a_hold_posts_nothing_and_its_capture_redeems_the_named_lots() -> None:
    hold = Hold(id="h", holder="m", unit=POINTS, sale_id="s", uses=(Use("a1", 5), Use("b2", 2)))
    assert open_hold(hold).postings == ()
    booking = capture(hold)
    assert moved(booking) == [(MEMBER, "a1", -5), (MEMBER, "b2", -2), (REDEEMED, None, 7)]
    assert [(end.hold, end.state) for end in booking.ended] == [(hold, "captured")]


def test_a_released_hold_pays_a_debt_from_what_can_be_used() -> None:
    hold = Hold(id="h", holder="m", unit=POINTS, sale_id="s", uses=(Use("a1", 5), Use("b2", 2)))
    lots = [lot("a1", 9, "2026-03-14", held=5), lot("b2", 2, held=2)]
    assert moved(release(hold, "removed", debt=4, lots=lots, on=TODAY)) == [(MEMBER, "b2", -2), (DEBT, None, 2)]
    assert moved(release(hold, "removed", debt=0, lots=lots, on=TODAY)) == []
    assert release(hold, "detached").ended[0].reason == "detached"


def test_expiry_takes_what_is_not_held() -> None:
    booking = expire([lot("a1", 5, "2026-03-14", held=2), lot("b2", 3, "2026-03-14", held=3), lot("c3", 4, "2026-03-01")])
    assert moved(booking) == [(MEMBER, "a1", -3), (MEMBER, "c3", -4), (EXPIRED, None, 7)]
    assert booking.expired == (Use("a1", 3), Use("c3", 4))


@pytest.mark.parametrize(
    ("what", "own", "others", "points", "taken", "owed"),
    [
        ("nothing was spent", [lot("a1", 10)], [], 10, {"a1": 10}, 0),
        ("part was spent, others are there", [lot("a1", 4)], [lot("b2", 9)], 10, {"a1": 4, "b2": 6}, 0),
        ("all was spent, nothing is there", [lot("a1", 0)], [], 10, {}, 10),
        ("its own lot has lapsed", [lot("a1", 10, "2026-03-01")], [], 10, {"a1": 10}, 0),
        ("another lot has lapsed", [lot("a1", 4)], [lot("b2", 9, "2026-03-01")], 10, {"a1": 4}, 6),
        ("its own lot is among the usable ones too", [lot("a1", 10)], [lot("a1", 10), lot("b2", 9)], 12, {"a1": 10, "b2": 2}, 0),
        ("part of its own lot is on a hold", [lot("a1", 10, held=7)], [], 10, {"a1": 3}, 7),
    ],
)
def test_an_accrual_is_taken_back(what: str, own: list[Lot], others: list[Lot], points: int, taken: dict[str, int], owed: int) -> None:
    booking = take_back("m", own, others, points, TODAY)
    assert {posting.lot: -posting.amount for posting in booking.postings if posting.account == MEMBER} == taken
    assert sum(-posting.amount for posting in booking.postings if posting.account == DEBT) == owed
    assert balanced(booking)


def test_adjusting_down_is_all_or_nothing() -> None:
    assert adjust_down("m", [lot("a1", 5)], 6, TODAY) is None
    booking = adjust_down("m", [lot("a1", 5), lot("b2", 5)], 6, TODAY)
    assert booking is not None
    assert moved(booking) == [(MEMBER, "a1", -5), (MEMBER, "b2", -1), ("adjusted", None, 6)]


def test_paying_a_debt_stops_when_it_is_paid() -> None:
    assert moved(pay_debt("m", [("a1", 5), ("b2", 5)], 7)) == [(MEMBER, "a1", -5), (DEBT, None, 5), (MEMBER, "b2", -2), (DEBT, None, 2)]
    assert moved(pay_debt("m", [("a1", 5)], 0)) == []


def test_what_is_available() -> None:
    """L3: remaining − held − frozen − pending − lapsed."""
    balance = Balance(holder="m", unit=POINTS, on=TODAY, remaining=100, held=10, frozen=20, pending=30, lapsed=5)
    assert balance.available == 35


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50), st.integers(1, 28), st.integers(1, 28), st.booleans()), max_size=8),
    st.integers(0, 200),
    st.integers(0, 60),
)
def test_every_move_balances_and_takes_no_more_than_is_free(parts: list[tuple[int, int, int, int, bool]], points: int, debt: int) -> None:
    """L1, L3."""
    lots = [
        lot(f"a{n}", remaining, f"2026-03-{last:02d}", held=min(held, remaining), available_on=f"2026-03-{first:02d}", frozen=frozen)
        for n, (remaining, held, last, first, frozen) in enumerate(parts)
    ]
    lots.sort(key=consumption_key)
    free = {one.id: one.free for one in lots}
    bookings = [expire(lots), take_back("m", lots[:2], lots, points, TODAY), pay_debt("m", [(one.id, one.free) for one in lots], debt)]
    down = adjust_down("m", lots, points, TODAY)
    usable = sum(one.free for one in lots if one.usable(TODAY))
    assert (down is None) == (points > usable)
    bookings += [down] if down is not None else []
    for booking in bookings:
        assert balanced(booking)
        assert all(posting.amount for posting in booking.postings)
        taken: dict[str, int] = {}
        for posting in booking.postings:
            if posting.account == MEMBER and posting.lot is not None:
                taken[posting.lot] = taken.get(posting.lot, 0) - posting.amount
        assert all(0 < part <= free[name] for name, part in taken.items())

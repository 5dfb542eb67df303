"""L8: which lots the database takes first agrees with Beancount's FIFO booking, a program that we did not write, on 200 random streams.

Beancount consumes by the date of a lot's cost; where that date is the lot's last good day, its FIFO is our consumption order.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from beancount import loader
from beancount.core.data import Transaction

from app.domain.journal import types
from app.domain.ledger.lots import take
from app.domain.ledger.moves import accrue, adjust_down, expire
from tests.storage.till import Till, with_booking

STREAMS = 200
ACTS = 14
FIRST = date(2026, 1, 1)


@pytest.mark.parametrize("oldest_first", [False, True], ids=["expiry first", "oldest first"])
def test_consumption_is_beancounts_fifo(till: Till, oldest_first: bool) -> None:
    source = random.Random(2026)
    journal = ['option "booking_method" "FIFO"', "2025-01-01 open Equity:Else"]
    ours: dict[str, list[tuple[str, int]]] = {}
    streams = STREAMS if not oldest_first else STREAMS // 4
    for stream in range(streams):
        member = f"member{stream:03d}"
        journal.append(f"2025-01-01 open Assets:S{stream:03d} POINTS")
        ours[member] = _stream(till, source, member, f"Assets:S{stream:03d}", journal, oldest_first=oldest_first)
    entries, errors, _ = loader.load_string("\n".join(journal))
    assert errors == []
    theirs: dict[str, list[tuple[str, int]]] = {member: [] for member in ours}
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                if posting.account.startswith("Assets:S") and posting.units.number < 0:
                    theirs[f"member{posting.account[8:]}"].append((posting.cost.label, int(-posting.units.number)))
    assert sum(len(taken) for taken in ours.values()) > streams * 4
    assert theirs == ours
    assert till.verified().holds


def _stream(
    till: Till, source: random.Random, member: str, account: str, journal: list[str], *, oldest_first: bool
) -> list[tuple[str, int]]:
    """Random grants, uses and expiries of one member, on consecutive days; what was taken from which lot, in order."""
    taken: list[tuple[str, int]] = []
    lives = source.sample(range(3, 200), ACTS)
    labels: dict[str, tuple[str, str]] = {}
    with till.store.write() as books:
        till.enrol_in(books, member, name="测试")
        for act in range(ACTS):
            today = FIRST + timedelta(days=act)
            till.day = today.isoformat()
            lapsed = [lot for lot in books.lapsed_lots(till.day, 100) if lot.holder == member]
            if lapsed:
                draft = till.draft(types.POINTS_EXPIRED, {"on": till.day, "chunk": 1})
                books.append(with_booking(draft, expire(lapsed)))
                for lot in lapsed:
                    label, cost = labels[lot.id]
                    journal.append(f'{today} * "expiry"\n  {account}  -{lot.free} POINTS {{1 CNY, {cost}, "{label}"}}\n  Equity:Else')
                    taken.append((label, lot.free))
            points = source.randint(1, 60)
            if act % 2 == 0 or source.random() < 0.3:
                last_day = today + timedelta(days=lives[act])
                draft = till.draft(types.POINTS_ADJUSTED, {"points": points, "reason_code": "test"}, member_id=member)
                accrual = till.accrual(member, points, expires_on=last_day.isoformat())
                books.append(with_booking(draft, accrue(draft.id, [accrual])))
                cost = (today if oldest_first else last_day).isoformat()
                labels[f"{draft.id}:0"] = draft.id, cost
                journal.append(f'{today} * "grant"\n  {account}  {points} POINTS {{1 CNY, {cost}, "{draft.id}"}}\n  Equity:Else')
                continue
            if take(books.usable_lots(member, till.day), points, till.day) is None:
                continue
            lots = books.usable_lots(member, till.day, oldest_first=oldest_first)
            booking = adjust_down(member, lots, points, till.day)
            assert booking is not None
            books.append(till.draft(types.POINTS_ADJUSTED, {"points": -points, "reason_code": "test"}, member_id=member, booking=booking))
            taken += [(labels[posting.lot][0], -posting.amount) for posting in booking.postings if posting.lot is not None]
            journal.append(f'{today} * "use"\n  {account}  -{points} POINTS {{}}\n  Equity:Else')
    return taken

"""Random baskets sold in the real window and returned there in random parts until nothing is left: everything ends where it began.

LESSON-01, LESSON-02, LESSON-03, EDGE-05. A sample in every run, 200 baskets by hand (`-m soak`).
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from app.gui.presenters.places import Place
from app.services.set_up_shop import change_setting
from tests.fakes.shop import BAG, BUN, CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, LIN, MILK, WATER, ZHOU, Shop
from tests.gui.screens.counter import Cashier

SCANNED, TYPED = (WATER, MILK, CRISPS), (COFFEE, BUN, BAG)
MEMBERS = ((None, ""), (CARD_LIN, LIN), (CARD_ZHOU, ZHOU))


def standing(shop: Shop) -> tuple[object, ...]:
    """All that a sale moves and its return has to move back."""
    balances = [shop.balance(holder) for holder in (LIN, ZHOU)]
    return (
        [(one.available, one.pending, one.debt, one.held) for one in balances],
        shop.rows("SELECT holder, cap, period, n FROM cap_use WHERE n != 0 ORDER BY 1, 2, 3"),
        shop.rows("SELECT * FROM carry ORDER BY 1, 2"),
        shop.rows("SELECT id, sales_count FROM member ORDER BY 1"),
        shop.rows("SELECT member_id, sum(spend_minor), sum(visits), sum(points) FROM tier_history GROUP BY 1 HAVING sum(visits) != 0"),
    )


def sell(cashier: Cashier, chance: Random) -> str:
    """A basket of one to five lines, somebody's or nobody's, with points on it or not, paid in cash, by a recorded way or both."""
    for code in chance.sample(SCANNED, chance.randint(1, 3)):
        cashier.scan(f"{chance.randint(1, 3)}*{code}")
    for code in chance.sample(TYPED, chance.randint(0, 2)):
        cashier.type(code)
        cashier.press("Return")
    card, _ = chance.choice(MEMBERS)
    if card is not None:
        cashier.scan(card)
        if chance.random() < 0.5:
            cashier.press("F7")
            cashier.press("Return")
    cashier.press("F12")
    if chance.random() < 0.4:
        cashier.type("2")
        cashier.press("Return")
        cashier.window.shell.room.pay._settled()
    if cashier.place is Place.PAY:
        cashier.press(chance.choice(("Alt+1", "Alt+2")))
        cashier.press("Return")
    cashier.press("Esc")
    number: str = cashier.shop.events("sale_completed")[-1]["body"]["number"]
    return number


def return_a_part(cashier: Cashier, number: str, chance: Random) -> bool:
    """Some pieces of what is left, or all of it; whether anything was left."""
    cashier.scan(number)
    refund = cashier.window.shell.room.refund
    rows = refund.view().rows
    if all(row.closed for row in rows):
        cashier.press("Esc")
        return False
    if chance.random() < 0.25:
        cashier.press("Ctrl+A")
    else:
        for at, row in enumerate(rows):
            if at:
                cashier.press("Down")
            if not row.closed and chance.random() < 0.6:
                for _ in range(chance.randint(1, 3)):
                    if refund.view().rows[at].can_increase:
                        cashier.type("+")
        if not any(row.ticked for row in refund.view().rows):
            cashier.press("Ctrl+A")
    cashier.type(str(chance.randint(1, 5)))
    cashier.press("F12")
    cashier.wait_for(lambda: refund.over)
    cashier.press("Esc")
    return True


def sold_and_returned(cashier: Cashier, seeds: range) -> None:
    """The property for every seed."""
    with cashier.shop.store.write() as books:
        change_setting(cashier.shop.desk, books, "refund.limit_yuan", 100_000)
    for seed in seeds:
        chance = Random(seed)
        before = standing(cashier.shop)
        number = sell(cashier, chance)
        while return_a_part(cashier, number, chance):
            pass
        after = standing(cashier.shop)
        assert after == before, f"basket {seed}: {before} became {after}"
        assert cashier.shop.rows(f"SELECT refunded_minor - total_minor FROM sale WHERE number = '{number}'") == [(0,)]
    cashier.shop.verify()


def test_baskets_sold_and_returned_in_parts_end_at_nothing(cashier: Cashier) -> None:
    """A sample of the property."""
    sold_and_returned(cashier, range(8))


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_two_hundred_baskets_sold_and_returned_in_parts_end_at_nothing(cashier: Cashier) -> None:
    """All of it."""
    sold_and_returned(cashier, range(200))


def refused(cashier: Cashier, act: Callable[[], None]) -> str:
    """What the screen says after an act that does nothing."""
    booked = len(cashier.shop.events("refund_completed"))
    act()
    assert len(cashier.shop.events("refund_completed")) == booked
    return cashier.window.shell.room.refund.view().problem


def test_bad_input_at_the_receipt(cashier: Cashier) -> None:
    """More than sold, a line that came back, an item that is not on it, a receipt nobody has: said plainly, nothing booked."""
    cashier.scan(MILK, WATER)
    cashier.press("F12")
    cashier.press("Return")
    cashier.press("Esc")
    number = cashier.shop.events("sale_completed")[-1]["body"]["number"]
    cashier.scan(number, MILK)
    refund = cashier.window.shell.room.refund
    assert "已经退过" in refused(cashier, lambda: cashier.scan(MILK))
    cashier.type("+")
    assert [row.qty for row in refund.view().rows] == ["1", "0"]
    assert "这单里没有" in refused(cashier, lambda: cashier.scan(CRISPS))
    assert refused(cashier, lambda: cashier.press("F12"))
    cashier.type("1")
    cashier.press("F12")
    cashier.wait_for(lambda: refund.over)
    cashier.scan(number)
    assert [row.closed for row in refund.view().rows] == [True, False]
    assert "已经退过" in refused(cashier, lambda: cashier.scan(MILK))
    assert "R012606209999" in refused(cashier, lambda: cashier.scan("R012606209999"))
    cashier.press("Esc")

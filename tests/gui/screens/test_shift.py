"""A shift at the real window: the float, cash in and out, X, the blind count and Z (design.md §4.10 and the row of §5)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.till.cash import DENOMINATIONS
from app.gui.presenters.places import Place, Sheet
from app.services.badges import give_badge
from app.services.set_up_shop import change_setting
from app.services.shift_report import x_report
from tests.fakes.shop import PINS, WATER
from tests.gui.screens.counter import Cashier


def picture(cashier: Cashier, name: str) -> None:
    """Leaves a picture where somebody wants to look (JIFENTAI_PICTURES)."""
    folder = os.environ.get("JIFENTAI_PICTURES")
    if folder:
        cashier.settle()
        cashier.window.grab().save(str(Path(folder) / f"{name}.png"))


@pytest.fixture
def counting(arriving: Cashier) -> Cashier:
    """The shop counts its drawer; nobody is signed in."""
    with arriving.shop.store.write() as books:
        change_setting(arriving.shop.desk, books, "shift.counted", value=True)
    return arriving


def pin(cashier: Cashier, number: str = "1001") -> None:
    cashier.window.shell.room.sign_in.choose(cashier.shop.person(number).id)
    cashier.type(PINS[number])
    cashier.press("Return")
    cashier.settle()


def place(cashier: Cashier) -> Place:
    return cashier.window.shell.place


def more(cashier: Cashier, tile: str) -> None:
    """F11 and the digit of a tile: two actions."""
    cashier.press("F11")
    cashier.settle()
    key = next(one.key for one in cashier.window.shell.room.more.view().tiles if one.id == tile)
    cashier.type(key)
    cashier.settle()


def opened(cashier: Cashier, figure: str = "500") -> None:
    pin(cashier)
    assert place(cashier) is Place.SHIFT_OPEN
    cashier.type(figure)
    cashier.press("Return")
    cashier.settle()
    assert place(cashier) is Place.SELL


def sell(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("F12")
    cashier.press("Return")
    cashier.settle()
    cashier.press("Esc")
    cashier.settle()


def count(cashier: Cashier, minor: int) -> None:
    """Counts so much, row by row."""
    for piece in DENOMINATIONS:
        n, minor = divmod(minor, piece)
        if n:
            cashier.type(str(n))
        cashier.press("Return")
    cashier.settle()


def test_the_float_comes_before_the_counter(counting: Cashier) -> None:
    pin(counting)
    picture(counting, "open")
    counting.type("500")
    picture(counting, "open-figure")
    counting.press("Return")
    counting.settle()
    assert place(counting) is Place.SELL
    assert counting.shop.events("shift_opened")[-1]["body"]["float_minor"] == 50_000


def test_esc_at_the_float_goes_back_to_sign_in(counting: Cashier) -> None:
    pin(counting)
    counting.press("Esc")
    counting.settle()
    assert place(counting) is Place.SIGN_IN
    assert "shift_opened" not in counting.shop.types()


def test_closing_takes_about_twenty_actions(counting: Cashier) -> None:
    """design.md §5: F11 · 交班 · 8 counts with Enter · F12 ≈ 20."""
    opened(counting)
    sell(counting)
    expected = x_report(counting.shop.desk).expected_minor
    counting.actions = 0
    more(counting, "shift")
    assert place(counting) is Place.SHIFT_CLOSE
    picture(counting, "close-count")
    count(counting, expected)
    picture(counting, "close-check")
    counting.press("F12")
    counting.settle()
    assert counting.actions <= 20
    assert counting.shop.types()[-1] == "shift_closed"
    picture(counting, "close-done")
    counting.press("Return")
    counting.settle()
    assert place(counting) is Place.SIGN_IN
    body = counting.shop.events("shift_closed")[-1]["body"]
    assert (body["difference_minor"], body["z_no"]) == (expected // 10 * 10 - expected, 1)


def test_what_should_be_there_is_hidden_until_counted(counting: Cashier) -> None:
    opened(counting)
    sell(counting)
    more(counting, "shift")
    view = counting.window.shell.room.shift_close.view()
    assert (view.money, view.drawer, view.verdict) == ((), (), None)
    assert "先清点" in view.hidden
    counting.press("F12")  # nothing is closed without a count
    counting.settle()
    assert "shift_closed" not in counting.shop.types()


def test_a_short_drawer_needs_a_reason_and_a_second_person(counting: Cashier) -> None:
    """LESSON-25: reason and approver, both stored."""
    opened(counting)
    sell(counting)
    more(counting, "shift")
    count(counting, 40_000)
    counting.press("F12")
    counting.settle()
    assert counting.window.shell.room.shift_close.view().problem
    counting.type("4")
    counting.settle()
    picture(counting, "close-short")
    counting.press("F12")
    counting.settle()
    assert counting.window.shell.room.asking
    picture(counting, "close-approval")
    room = counting.window.shell.room
    room.approve.choose(counting.shop.person("1003").id)
    counting.type(PINS["1003"])
    counting.press("Return")
    counting.settle()
    rows = counting.shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'shift_closed'")
    assert rows == [("staff1001", "staff1003")]


def test_closing_is_refused_while_a_basket_is_open(counting: Cashier) -> None:
    opened(counting)
    counting.scan(WATER)
    more(counting, "shift")
    assert counting.window.shell.room.shift_close.view().problem
    counting.press("Esc")
    counting.settle()
    assert place(counting) is Place.SELL


def test_cash_in_and_out_at_the_sheet(counting: Cashier) -> None:
    opened(counting)
    more(counting, "cash")
    assert counting.window.shell.sheet is Sheet.CASH
    picture(counting, "cash-ways")
    counting.type("1")
    counting.settle()
    counting.type("200")
    picture(counting, "cash-amount")
    counting.press("Return")
    counting.settle()
    picture(counting, "cash-reason")
    counting.type("1")
    counting.settle()
    assert counting.shop.events("cash_moved")[-1]["body"] == {"how": "pay_in", "amount_minor": 20_000, "reason": "change"}
    assert counting.window.shell.sheet is Sheet.NONE


def test_x_is_seen_and_printed_and_books_nothing(counting: Cashier) -> None:
    opened(counting)
    sell(counting)
    before = counting.shop.seq()
    more(counting, "x")
    assert counting.window.shell.sheet is Sheet.REPORT
    picture(counting, "x")
    counting.press("Return")
    counting.settle()
    assert counting.shop.rows("SELECT kind, title FROM work_print_job ORDER BY n DESC LIMIT 1")[0][0] == "slip"
    assert counting.shop.seq() == before


def test_a_shift_left_open_has_to_be_closed_first(counting: Cashier) -> None:
    """The next day's sign-in offers to close it by count, and nothing else goes on before."""
    opened(counting)
    sell(counting)
    counting.press("Ctrl+L")
    counting.settle()
    counting.shop.at("2026-06-21", "08:00")
    pin(counting, "1002")
    assert place(counting) is Place.SHIFT_CLOSE
    picture(counting, "close-left-over")
    counting.press("Esc")
    counting.settle()
    assert place(counting) is Place.SHIFT_CLOSE
    count(counting, x_report(counting.shop.desk).expected_minor)
    counting.press("F12")
    counting.settle()
    assert counting.shop.events("shift_closed")[-1]["business_date"] == "2026-06-20"
    counting.press("Return")
    counting.settle()
    pin(counting, "1002")
    assert place(counting) is Place.SHIFT_OPEN


def test_the_till_locks_when_nobody_touches_it(counting: Cashier) -> None:
    """A lock keeps the shift: the next one signs in on it (change of staff)."""
    with counting.shop.store.write() as books:
        change_setting(counting.shop.desk, books, "lock.idle_minutes", 5)
    opened(counting)
    counting.shop.wait(240)
    counting.window.shell.tick()
    counting.settle()
    assert place(counting) is Place.SELL
    counting.shop.wait(61)
    counting.window.shell.tick()
    counting.settle()
    assert place(counting) is Place.SIGN_IN
    pin(counting, "1002")
    assert place(counting) is Place.SELL
    assert counting.shop.types().count("shift_opened") == 1


def test_closings_in_the_office(counting: Cashier) -> None:
    """The Z reports of a shop by shift, day, month and year, each as its paper."""
    opened(counting)
    sell(counting)
    more(counting, "shift")
    count(counting, x_report(counting.shop.desk).expected_minor)
    counting.press("F12")
    counting.settle()
    counting.press("Return")
    counting.settle()
    pin(counting, "1003")
    counting.type("0")
    counting.press("Return")
    counting.settle()
    counting.window.shell.room.office.open("closings")
    counting.settle()
    page = counting.window.shell.room.office.page()
    assert page is not None
    picture(counting, "office-closings")
    view = page.view()  # type: ignore[attr-defined]
    assert [cells[:3] for _, cells in view.rows] == [("2026-06-20", "1", "1")]
    assert view.paper is not None
    page.choose_tab("year")  # type: ignore[attr-defined]
    counting.settle()
    assert [cells[0] for _, cells in page.view().rows] == ["2026"]  # type: ignore[attr-defined]
    page.print()  # type: ignore[attr-defined]
    counting.settle()
    assert counting.shop.rows("SELECT title FROM work_print_job ORDER BY n DESC LIMIT 1")[0][0].startswith("年结 2026")


def test_a_badge_signs_in_and_approves_at_the_window(counting: Cashier) -> None:
    """LESSON-25: badge scan instead of name and PIN."""
    shop = counting.shop
    owner = shop.sign_in("1003")
    badge = give_badge(shop.desk, owner, "staff1003")
    counting.scan(badge)
    counting.settle()
    assert place(counting) is Place.SELL
    counting.window.shell.room.office.open("staff")
    counting.settle()
    picture(counting, "office-staff")
    counting.press("Ctrl+L")
    counting.settle()
    pin(counting, "1001")
    more(counting, "cash")
    counting.type("1")
    counting.settle()
    counting.type("90")
    counting.press("Return")
    counting.settle()
    counting.type("1")
    counting.settle()
    more(counting, "cash")
    counting.type("2")
    counting.settle()
    counting.type("30")
    counting.press("Return")
    counting.settle()
    counting.type("1")
    counting.settle()
    assert counting.window.shell.room.asking
    counting.scan(badge)
    counting.settle()
    rows = shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'cash_moved' ORDER BY seq DESC LIMIT 1")
    assert rows == [("staff1001", "staff1003")]

"""Sign-in: wrong PINs, the lock-out that meets only one person, the demo shop's people."""

from __future__ import annotations

import pytest

from app.gui.presenters.places import Place
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CARD_LIN, COFFEE, LIN, MILK
from tests.gui.presenters.bench import Bench


def test_everybody_who_works_here_is_a_tile_and_the_demo_names_its_pins(arriving: Bench) -> None:
    view = arriving.view("sign_in")
    assert [person.name for person in view.people] == ["陈晓雯", "周明", "何敏"]
    assert view.people[0].selected
    assert view.demo == (("陈晓雯", "246810"),)


def test_a_pin_by_keys_signs_in_and_is_never_shown(arriving: Bench) -> None:
    arriving.keys(*"246810")
    assert arriving.view("sign_in").dots == 6
    assert "246810" not in str(arriving.screens["sign_in"].views[-1].problem)
    arriving.keys("Enter")
    assert arriving.at[0] is Place.SELL
    assert arriving.window.now.top.operator == "陈晓雯 · 01 号台"


def test_a_wrong_pin_says_how_many_tries_are_left(arriving: Bench) -> None:
    arriving.keys(*"1111", "Enter")
    view = arriving.view("sign_in")
    assert view.problem == "密码不对 – 还能试 4 次，之后要等一分钟"
    assert view.dots == 0
    assert arriving.at[0] is Place.SIGN_IN


def test_five_wrong_pins_lock_that_person_and_nobody_else(arriving: Bench) -> None:
    for _ in range(5):
        arriving.keys(*"1111", "Enter")
    assert arriving.view("sign_in").problem.startswith("密码错太多次")
    arriving.keys(*"246810", "Enter")
    assert arriving.at[0] is Place.SIGN_IN
    arriving.sign_in("1002")
    assert arriving.window.now.top.operator.startswith("周明")


def test_a_short_pin_and_escape(arriving: Bench) -> None:
    arriving.keys("1", "2", "Backspace")
    assert arriving.view("sign_in").dots == 1
    assert not arriving.view("sign_in").can_confirm
    arriving.keys("Esc")
    assert arriving.view("sign_in").dots == 0
    arriving.keys("Enter")
    assert arriving.view("sign_in").problem == ""


def test_arrows_choose_somebody(arriving: Bench) -> None:
    arriving.keys("Right")
    assert [person.selected for person in arriving.view("sign_in").people] == [False, True, False]
    arriving.keys("Up", "Up")
    assert [person.selected for person in arriving.view("sign_in").people] == [False, False, True]


@pytest.mark.parametrize("sold", [True, False])
def test_a_basket_left_overnight_ends_under_its_day_and_the_next_one_belongs_to_today(arriving: Bench, sold: bool) -> None:
    """EXP-01: with the hold it had; 320 of Lin's points lapse after 30 June and are gone for the first sale of 1 July."""
    shop = arriving.shop
    shop.at("2026-06-30", "21:50")
    arriving.sign_in()
    arriving.scan(f"5*{MILK}", CARD_LIN)
    arriving.keys("F7", "Enter", "Ctrl+L")
    shop.at("2026-07-01", "08:00")
    shop.reopen()
    morning = Bench(shop).sign_in()
    state = shop.state()
    assert state.basket.hold is not None
    if sold:
        morning.keys("F12", "Enter")
        assert morning.at[0] is Place.DONE
    else:
        morning.room.sell.abandon()
    assert morning.till.session is not None
    assert morning.till.session.shift.business_date == "2026-07-01"
    morning.scan(COFFEE, CARD_LIN)
    morning.keys("F12", "Enter")
    sales = [event["business_date"] for event in shop.events("sale_completed")]
    assert sales == (["2026-06-30", "2026-07-01"] if sold else ["2026-07-01"])
    lapsed = shop.events("points_expired")
    assert [event["business_date"] for event in lapsed] == ([] if sold else ["2026-07-01"])
    assert shop.balance(LIN, "2026-07-01").lapsed == 0
    assert morning.bugs == []


def test_a_shift_over_midnight_stays_one_shift(arriving: Bench) -> None:
    """Whoever sells on past midnight stays on the evening's business date."""
    shop = arriving.shop
    shop.at("2026-06-20", "23:50")
    arriving.sign_in()
    for time in ("23:58", "00:10"):
        shop.at("2026-06-20" if time > "12" else "2026-06-21", time)
        arriving.scan(COFFEE)
        arriving.keys("F12", "Enter")
    assert [event["business_date"] for event in shop.events("sale_completed")] == ["2026-06-20", "2026-06-20"]


def over_night(bench: Bench, *ticks: tuple[str, str]) -> None:
    """Nobody signs out; the clock of the top bar ticks at these moments."""
    bench.shop.at("2026-06-30", "22:00")
    bench.sign_in()
    for day, time in ticks:
        bench.shop.at(day, time)
        bench.shell.tick()
        bench.timers.fire()


@pytest.mark.parametrize(
    ("ticks", "date"),
    [
        ([("2026-07-01", "00:01"), ("2026-07-01", "03:59")], "2026-06-30"),
        ([("2026-07-01", "04:00")], "2026-07-01"),
        ([("2026-07-02", "00:01")], "2026-07-02"),
        ([("2026-06-30", "23:59")], "2026-06-30"),
    ],
)
def test_a_till_left_signed_in_goes_over_to_the_new_date(arriving: Bench, ticks: list[tuple[str, str]], date: str) -> None:
    """EXP-06: at four in the morning, not at midnight, when an evening may still go on; and the daily run is made."""
    over_night(arriving, *ticks)
    assert arriving.till.session is not None
    assert arriving.till.session.shift.business_date == date
    lapsed = [event["business_date"] for event in arriving.shop.events("points_expired")]
    assert lapsed == ([date] if date >= "2026-07-01" else [])
    assert arriving.bugs == []


def test_the_hour_is_a_setting(arriving: Bench) -> None:
    with arriving.shop.store.write() as books:
        change_setting(arriving.shop.desk, books, "day.turn_hour", 0)
    over_night(arriving, ("2026-07-01", "00:00"))
    assert arriving.till.session is not None
    assert arriving.till.session.shift.business_date == "2026-07-01"


def test_the_date_does_not_turn_under_a_basket(arriving: Bench) -> None:
    """What stands on the counter at four is sold under the evening's date; then the date turns, wherever the cashier is."""
    arriving.shop.at("2026-06-30", "22:00")
    arriving.sign_in()
    arriving.scan(COFFEE)
    arriving.shop.at("2026-07-01", "05:00")
    arriving.shell.tick()
    assert arriving.till.session is not None
    assert arriving.till.session.shift.business_date == "2026-06-30"
    arriving.keys("F12", "Enter")
    arriving.shell.tick()
    assert arriving.at[0] is Place.DONE
    assert arriving.till.session.shift.business_date == "2026-07-01"
    assert [event["business_date"] for event in arriving.shop.events("sale_completed")] == ["2026-06-30"]

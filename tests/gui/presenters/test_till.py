"""Acts run in order: keys and scans wait for the act under way; while money moves keys are dropped; faults become a banner."""

from __future__ import annotations

import sqlite3

import pytest

from app.domain.errors import Fault, Refusal
from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.till import WAITING_MAX
from app.services.ports.sound import Sound
from tests.fakes.shop import CARD_LIN, LIN, MILK, WATER, Shop
from tests.gui.presenters.bench import Bench


def test_keys_and_scans_wait_their_turn_behind_the_act_under_way(counter: Bench) -> None:
    counter.tasks.held = True
    counter.scan(WATER)
    counter.scan(CARD_LIN)
    counter.keys("F12", "Enter")
    assert counter.shop.state().basket.empty
    while counter.tasks.release():
        pass
    assert counter.at[0] is Place.DONE
    assert counter.sales()[-1]["member_id"] == LIN


def test_a_confirm_pressed_again_before_its_answer_is_taken_once(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F12")
    counter.tasks.held = True
    counter.keys("Enter", "Enter", "F12", "Enter")
    while counter.tasks.release():
        pass
    assert len(counter.sales()) == 1
    assert counter.at[0] is Place.DONE


def test_a_scan_while_money_moves_is_kept_for_the_next_sale(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F12")
    counter.tasks.held = True
    counter.keys("Enter")
    counter.scan(MILK)
    while counter.tasks.release():
        pass
    assert len(counter.sales()) == 1
    assert [line.barcode for line in counter.shop.state().basket.lines] == [MILK]
    assert counter.at[0] is Place.SELL


def test_a_stuck_key_does_not_fill_the_memory(counter: Bench) -> None:
    counter.tasks.held = True
    counter.scan(WATER)
    for _ in range(WAITING_MAX * 3):
        counter.keys("Up")
    assert len(counter.till._waiting) == WAITING_MAX


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("disk_full", "磁盘满了"),
        ("database_locked", "账本被别的程序占用"),
        ("read_only", "账本写不进去"),
        ("database_damaged", "账本读不出来"),
    ],
)
def test_a_fault_at_payment_books_nothing_says_the_way_on_and_can_be_pressed_again(
    counter: Bench, monkeypatch: pytest.MonkeyPatch, code: str, line: str
) -> None:
    counter.scan(WATER)
    counter.keys("F12")
    kept = counter.shop.store.write

    def failing() -> None:
        raise Fault(code)

    monkeypatch.setattr(counter.shop.store, "write", failing)
    counter.keys("Enter")
    banner = counter.window.now.banner
    assert banner.headline == line
    assert banner.severity == "danger"
    assert Sound.ATTENTION in counter.sound.heard
    assert counter.at[0] is Place.PAY
    monkeypatch.setattr(counter.shop.store, "write", kept)
    counter.keys("Enter")
    assert len(counter.sales()) == 1
    assert counter.window.now.banner is None


def test_anything_unexpected_is_a_bug_and_the_next_act_still_works(arriving: Bench) -> None:
    counter = arriving.sign_in()

    def broken() -> None:
        raise sqlite3.ProgrammingError("nobody foresaw this")

    counter.till.run(broken, lambda _: None)
    assert [type(bug) for bug in counter.bugs] == [sqlite3.ProgrammingError]
    counter.bugs.clear()
    counter.scan(WATER)
    assert len(counter.shop.state().basket.lines) == 1


def test_a_refusal_nobody_waits_for_is_said_too(counter: Bench) -> None:
    def no() -> None:
        raise Refusal("no_programme")

    counter.till.run(no, lambda _: None)
    assert counter.window.now.banner.headline == "今天没有生效的积分规则"
    counter.shell.banner_dismissed("fault")
    assert counter.window.now.banner is None


def test_the_counter_is_there_again_after_a_crash_points_included(shop: Shop) -> None:
    before = Bench(shop).sign_in()
    before.scan(WATER, MILK, CARD_LIN)
    before.keys("F7", "Enter")
    held = shop.state().basket.hold_value_minor
    assert held > 0
    shop.reopen()
    after = Bench(shop)
    assert after.view("sign_in").basket_kept
    after.sign_in()
    view = after.view("sell")
    assert [row.code for row in view.basket.rows] == [WATER, MILK]
    assert view.member.member.name == "林女士"
    assert [line.id for line in view.pay.lines] == ["points"]


def test_locking_keeps_the_basket(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("Ctrl+L")
    assert counter.at == (Place.SIGN_IN, Sheet.NONE)
    assert counter.till.session is None
    counter.scan(MILK)
    counter.keys("F12")
    assert counter.at[0] is Place.SIGN_IN
    counter.sign_in("1002")
    assert [row.code for row in counter.view("sell").basket.rows] == [WATER]


def test_the_language_changes_at_once_on_every_screen(counter: Bench) -> None:
    counter.scan(WATER, CARD_LIN)
    counter.texts.set_language("en")
    assert counter.view("sell").member.member.name == "Ms Lin"
    assert counter.view("sell").pay.detail == "1 item"
    assert counter.window.now.top.operator == "Chen Xiaowen · Till 01"
    assert counter.view("help").title == "Help"

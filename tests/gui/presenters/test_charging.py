"""The customer's payment code at Pay and on Sell with a provider: who waits for whom, what is said, and what nobody may do meanwhile."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app.gui.presenters.places import Place
from app.gui.tasks import InlineTasks
from app.support.logging import start_log, stop_log
from tests.fakes.shop import CARD_LIN, MILK
from tests.gui.presenters.bench import Bench

CODE = "134567890123456789"


@pytest.fixture
def provided(counter: Bench) -> Bench:
    """A till with the simulator."""
    counter.shop.desk.machine.set("payment.provider", "simulator")
    return counter


def _answers(bench: Bench, how: str) -> None:
    bench.shop.desk.machine.set("payment.simulated", how)


def test_a_code_on_sell_pays_all_of_it_without_a_key(provided: Bench) -> None:
    """design.md §5, member pays by phone: no action besides the scans."""
    provided.scan(MILK, CARD_LIN, CODE)
    assert provided.at[0] is Place.DONE
    assert provided.sales()[-1]["body"]["tenders"] == [["wechat", 1980, 1980, 0]]
    assert provided.view("done").facts == ("应收 ¥19.80", "微信 ¥19.80")


def test_the_tile_asks_for_the_code_and_takes_nobodys_word(provided: Bench) -> None:
    provided.scan(MILK)
    provided.keys("F12", "Alt+2")
    view = provided.view("pay")
    assert (view.field_hint, view.confirm, view.confirm_enabled) == ("请扫顾客付款码", "请扫顾客付款码", False)
    provided.keys("Enter")
    assert provided.sales() == []
    assert provided.view("pay").problem.startswith("还没有扫付款码")
    provided.scan(CODE)
    assert len(provided.sales()) == 1


def test_a_part_by_code_and_the_rest_in_cash(provided: Bench) -> None:
    provided.scan(MILK)
    provided.keys("F12", "Alt+2", "5")
    provided.scan(CODE)
    assert provided.view("pay").due == "¥14.80"
    provided.keys("Enter")
    assert provided.sales()[-1]["body"]["tenders"] == [["wechat", 500, 500, 0], ["cash", 1480, 1480, 0]]


def test_waiting_counts_the_seconds_and_finishes_by_itself(provided: Bench) -> None:
    _answers(provided, "slow")
    provided.scan(MILK, CODE)
    charge = provided.view("pay").charge
    assert (charge.title, charge.check, charge.other, charge.danger) == ("等顾客确认 · 已 0 秒", "查结果", "换个方式", False)
    clock = provided.shop.clock
    clock.put(clock.now_ms() + 4_000)
    provided.timers.fire()
    assert provided.view("pay").charge.title == "等顾客确认 · 已 4 秒"
    provided.keys("Esc", "Enter", "5")
    assert (provided.at[0], provided.sales()) == (Place.PAY, [])
    clock.put(clock.now_ms() + 2_000)
    provided.timers.fire()
    assert provided.at[0] is Place.DONE


def test_an_unknown_result_says_not_to_charge_again(provided: Bench) -> None:
    _answers(provided, "unknown")
    provided.scan(MILK, CODE)
    charge = provided.view("pay").charge
    assert (charge.title, charge.danger) == ("结果未知，不要再收一次", True)
    provided.scan(CODE)
    assert provided.view("pay").problem == "支付方还没回话 – F5 查结果，F6 换个方式"
    provided.keys("F5")
    assert provided.at[0] is Place.PAY
    provided.keys("F5")
    assert provided.at[0] is Place.DONE
    assert len(provided.sales()) == 1


def test_another_way_frees_the_basket_and_the_charge_is_taken_back(provided: Bench) -> None:
    _answers(provided, "unknown")
    provided.scan(MILK, CODE)
    provided.keys("F6")
    assert provided.view("pay").charge is None
    assert provided.view("pay").problem == "这笔已撤回 · 请换个方式收款"
    banner = provided.window.now.banner
    assert (banner.id, banner.headline) == ("provider", "1 笔支付正在退回")
    provided.keys("Alt+1", "Enter")
    assert provided.sales()[-1]["body"]["tenders"] == [["cash", 1980, 1980, 0]]
    provided.shell.banner_act("provider", "provider_retry")
    assert provided.window.now.banner is None


def test_declined_takes_nothing_and_says_so(provided: Bench) -> None:
    _answers(provided, "declined")
    provided.scan(MILK, CODE)
    assert provided.view("pay").problem.startswith("没付成")
    assert provided.view("pay").due == "¥19.80"


def test_an_open_charge_survives_the_till_and_is_asked_after(provided: Bench) -> None:
    """A cut while the customer confirms: signed in again, Pay opens by itself and knows."""
    _answers(provided, "slow")
    provided.scan(MILK, CODE)
    shop = provided.shop
    shop.reopen()
    shop.clock.put(shop.clock.now_ms() + 10_000)
    again = Bench(shop).sign_in()
    assert again.at[0] is Place.DONE
    assert again.sales()[-1]["body"]["provider"][0][:2] == ["wechat", 1980]


def test_removing_an_approved_payment_cancels_it(provided: Bench) -> None:
    provided.scan(MILK)
    provided.keys("F12", "Alt+2", "5")
    provided.scan(CODE)
    provided.room.pay.remove_payment("0")
    assert provided.view("pay").due == "¥19.80"
    assert provided.window.now.banner is None
    stored = (Path(provided.shop.folder) / "simulated-payments.json").read_text(encoding="utf-8")
    assert '"cancelled"' in stored
    assert CODE not in stored


def test_without_a_provider_the_cashier_confirms_as_before(counter: Bench) -> None:
    counter.scan(MILK, CODE)
    assert counter.view("pay").confirm == "已到账 · 完成"
    counter.keys("Enter")
    assert counter.sales()[-1]["body"]["tenders"] == [["wechat", 1980, 1980, 0]]
    assert "provider" not in counter.sales()[-1]["body"]


def test_the_counter_waits_for_no_provider(provided: Bench) -> None:
    """The provider is asked on a thread of its own: until it answers, acts on the books go on and the screen says what is waited for."""
    outside = InlineTasks(held=True)
    provided.till._outside = outside
    provided.scan(MILK, CODE)
    assert not provided.till.busy
    assert provided.view("pay").charge.title == "等顾客确认 · 已 0 秒"
    provided.shell.lock()
    assert provided.at[0] is Place.SIGN_IN
    assert outside.release() >= 1  # nobody is signed in: the answer waits at the provider
    provided.till._outside = InlineTasks()
    provided.sign_in()
    assert provided.at[0] is Place.DONE
    assert len(provided.sales()) == 1


@pytest.mark.parametrize("how", ["approved", "declined", "slow", "unknown"])
def test_the_code_stands_in_no_file_and_no_log(provided: Bench, how: str) -> None:
    """Payment codes are never stored, whatever the provider says: books, working tables, log, the simulator's own file."""
    shop = provided.shop
    log = start_log(shop.folder)
    try:
        _answers(provided, how)
        provided.scan(MILK, CODE)
        provided.keys("F5", "F6")
        logging.getLogger("app").warning("a line, so that there is a log")
    finally:
        stop_log(log)
    files = [path for path in shop.folder.rglob("*") if path.is_file()]
    assert any("logs" in path.parts for path in files)
    assert [path.name for path in files if CODE.encode() in path.read_bytes()] == []
    assert CODE not in str(shop.dump())

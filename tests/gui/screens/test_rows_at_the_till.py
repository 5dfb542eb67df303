"""The rows of the requirements, each at the real window: keys and scans in; what is seen, booked and put on paper out.

Other rows stand where their subject is: LESSON-18 and LESSON-20 in test_scanning, LESSON-15 in test_journeys, LESSON-19 in
tests/storage/test_many_members.py, LESSON-22 and LESSON-23 over a real serial line in tests/devices/test_printing.py.
"""

from __future__ import annotations

import re
import socket
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.gui.components.function_bar import FunctionBar
from app.gui.presenters.places import Place, Sheet
from app.services.shop_settings import change_shop_setting
from tests.fakes.shop import BAG, CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, LIN, MILK, NEWSPAPER, WATER, ZHOU
from tests.gui.inspection import own_texts
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_journeys import GOODS, last_body, ring_up

SUNDAY = "2026-06-21"
HANZI = re.compile(r"[\u4e00-\u9fff]")


def facts(root: QWidget) -> str:
    """Every visible text of a part of the window, one per line."""
    parts = (part for part in (root, *root.findChildren(QWidget)) if part.isVisible())
    return "\n".join(text for part in parts for text in own_texts(part) if text)


def seen(cashier: Cashier) -> str:
    """Every visible text of what the cashier looks at."""
    return facts(cashier.screen())


def pay(cashier: Cashier) -> str:
    """Exact cash; the text of the receipt as the preview shows it."""
    cashier.press("F12")
    cashier.press("Return")
    assert cashier.place is Place.DONE
    done: Any = cashier.screen()
    return facts(done.preview)


def why(cashier: Cashier) -> Any:
    cashier.press("F8")
    assert cashier.sheet is Sheet.WHY
    return cashier.screen()


def equation(cashier: Cashier) -> str:
    name: str = why(cashier).equation.accessibleName()
    cashier.press("Esc")
    return name


def panel(cashier: Cashier) -> Any:
    sell: Any = cashier.window.screens.sell
    return sell.member


def offers_taken(cashier: Cashier) -> str:
    cashier.press("F7")
    points: Any = cashier.screen()
    rate: str = points.rate.text()
    cashier.press("Esc")
    return rate


# earning


def test_earn_02_a_card_and_nothing_else(cashier: Cashier) -> None:
    """EARN-02, INT-01: the till computes and books by itself; seen before payment, on the paper and in the books it is the same figure."""
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    assert panel(cashier).earned.accessibleName() == "本单可得 +103 分, F8"
    cashier.actions = 0
    paper = pay(cashier)
    assert cashier.actions == 2, "no more than for a walk-in"
    assert re.search(r"本单得分 +\+103\n", paper)
    assert last_body(cashier)["earned"] == 103
    assert cashier.shop.balance(LIN).available == 2386 + 103
    assert cashier.shop.events("points_accrued") == [], "one sale is one event"


def test_earn_04_a_cup_is_ten_points_whatever_it_costs(cashier: Cashier) -> None:
    """EARN-04: per item, not per yuan."""
    ring_up(cashier, f"3*{COFFEE}")
    cashier.scan(CARD_ZHOU)
    assert equation(cashier) == "36 基础积分 + 30 现磨咖啡每杯+10分 = 66 分"
    assert "现磨咖啡每杯+10分 +30" in pay(cashier)


def test_earn_05_extra_points_for_some_goods_on_some_days(cashier: Cashier) -> None:
    """EARN-05: milk counts double on Saturday, water does not, and on Sunday nothing does."""
    cashier.scan(MILK, WATER, CARD_ZHOU)
    assert equation(cashier) == "21 基础积分 + 19 周六乳品双倍 = 40 分 余 0.80 留到下次"
    pay(cashier)
    cashier.shop.at(SUNDAY)
    cashier.press("Ctrl+L")
    cashier.sign_in()
    cashier.scan(MILK, WATER, CARD_ZHOU)
    assert equation(cashier) == "22 基础积分 = 22 分 余 0.60 留到下次"
    assert "周六乳品双倍: 只在每周六" in facts(why(cashier).rules)


def test_earn_11_the_tier_changes_earning_and_not_the_worth_of_a_point(cashier: Cashier) -> None:
    """EARN-11: gold earns half as much again; 100 points are ¥1 for both."""
    cashier.shop.grant(ZHOU, 500, expires_on="2027-06-30")
    rates = []
    for card, sum_ in ((CARD_ZHOU, "20 基础积分 = 20 分"), (CARD_LIN, "20 基础积分 + 10 金卡1.5倍 = 30 分")):
        ring_up(cashier, f"10*{WATER}")
        cashier.scan(card)
        assert equation(cashier) == sum_
        rates.append(offers_taken(cashier))
        pay(cashier)
    assert rates[0] == rates[1]
    assert rates[0].startswith("100 分 = ¥1")


# using and keeping


def test_red_01_part_of_the_bill_in_points(cashier: Cashier) -> None:
    """RED-01, LESSON-11: 800 points take ¥8 off at once; what was paid with points earns none."""
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F7")
    points: Any = cashier.screen()
    cashier.type(points.own.accessibleName()[-1])
    cashier.type("800")
    cashier.press("Return")
    assert cashier.shop.state().basket.due_minor == 4160
    paper = pay(cashier)
    body = last_body(cashier)
    assert body["tenders"] == [["points", 800, 800, 800], ["cash", 4160, 4160, 0]]
    assert body["earned"] < 103
    assert re.search(r"本单使用 +-800\n", paper), paper
    assert cashier.shop.balance(LIN).available == 2386 - 800 + body["earned"]


@pytest.mark.parametrize(
    ("months", "last_day", "page_day"),
    [(12, "2027-06-30", "2027年6月30日"), (24, "2028-06-30", "2028年6月30日"), (6, "2026-12-31", "12月31日")],
)
def test_exp_01_02_how_long_points_last_is_the_programme_s(cashier: Cashier, months: int, last_day: str, page_day: str) -> None:
    """EXP-01, EXP-02: 12 or 24 months rolling, or 6; paper and member's page name the day, and the day after the points are gone."""
    cashier.shop.publish(validity={"kind": "months", "n": months, "end": "month"})
    cashier.scan(MILK, CARD_ZHOU)
    paper = pay(cashier)
    assert f"{months}个月有效" in paper
    assert f"下次到期 {last_day}" in paper
    earned = last_body(cashier)["earned"]
    assert cashier.shop.balance(ZHOU, last_day).available == earned
    day_after = (date.fromisoformat(last_day) + timedelta(days=1)).isoformat()
    assert cashier.shop.balance(ZHOU, day_after).available == 0
    cashier.scan(WATER, CARD_ZHOU)
    cashier.press("Shift+F2")
    cashier.type("2")
    shown = seen(cashier)
    assert page_day in shown


# members


def test_mem_04_a_static_card_is_one_scan(cashier: Cashier) -> None:
    """MEM-04 (static): before the goods, between them or while paying; balance and prices stand there at once."""
    cashier.scan(CARD_LIN)
    assert panel(cashier).accessibleName() == "林女士"
    assert panel(cashier).balance.accessibleName() == "积分余额 2,386 分"
    cashier.scan(CRISPS)
    assert cashier.shop.state().basket.due_minor == 750, "the member's price"
    assert (cashier.actions, cashier.scans) == (0, 2)


def test_mem_05_balance_and_history_by_one_key(cashier: Cashier) -> None:
    """MEM-05: the balance is always there; one key shows what came and went, by whom it can be opened again."""
    cashier.scan(MILK, CARD_LIN)
    pay(cashier)
    cashier.scan(WATER, CARD_LIN)
    assert panel(cashier).balance.accessibleName() == f"积分余额 {cashier.shop.balance(LIN).available:,} 分"
    cashier.actions = 0
    cashier.press("Shift+F2")
    assert cashier.actions == 1
    assert cashier.sheet is Sheet.MEMBER
    page = facts(cashier.screen())
    earned = last_body(cashier)["earned"]
    assert "01-0620-0001" in page
    assert f"+{earned}" in page
    assert f"{2386 + earned:,}" in page
    assert "2,386" in page, "the balance before"


def test_mem_14_greeted_by_name_with_what_was_bought_last(cashier: Cashier) -> None:
    """MEM-14."""
    ring_up(cashier, COFFEE)
    cashier.scan(CARD_ZHOU)
    pay(cashier)
    cashier.scan(CARD_ZHOU)
    shown = facts(panel(cashier))
    assert "周先生" in shown
    assert "上次 6月20日：现磨美式咖啡 中杯" in shown
    assert "19900001234" not in shown, "masked"


# rules anybody can read


def test_com_11_the_rules_stand_on_screen_and_paper(cashier: Cashier) -> None:
    """COM-11."""
    idle = seen(cashier)
    assert "每消费 ¥1 积 1 分" in idle
    assert "现磨咖啡每杯+10分" in idle
    cashier.scan(WATER, CARD_ZHOU)
    assert "每1元1分·100分抵1元·12个月有效" in pay(cashier)


def test_edge_01_lesson_10_line_by_line_what_counts_and_which_rule_did_not_fire(cashier: Cashier) -> None:
    """EDGE-01, LESSON-10: eligible amount per line, rules used and not used with their reason, rounding, version; in English too."""
    ring_up(cashier, CRISPS, BAG, COFFEE)
    cashier.scan(CARD_LIN)
    sheet = why(cashier)
    model = sheet.table.model()
    by_name = {
        model.index(row, 0).data(): [model.index(row, column).data() for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    }
    crisps = next(cells for name, cells in by_name.items() if "薯片" in name)
    assert crisps[0] == "7.50", "the member's price counts"
    bag = next(cells for name, cells in by_name.items() if "袋" in name)
    assert bag[-1] in ("", "0")
    assert by_name["合计"][0] == "19.50"
    rules = facts(sheet.rules)
    for said in ("金卡1.5倍", "周六乳品双倍: 没有买参加的商品", "银卡1.2倍: 限银卡会员", "生日月双倍: 不在生日当月"):
        assert said in rules
    assert "取整" in sheet.rounding.text()
    assert sheet.version.text() == "规则版本 v1"
    cashier.window.appearance.apply(language="en", theme="light", text_percent=100, row_flash=False)
    cashier.settle()
    english = facts(sheet.rules)
    assert "Rules used" in english
    assert "Birthday month ×2: not the birthday month" in english
    assert HANZI.search(english) is None


def test_edge_01_an_old_receipt_is_explained_as_on_its_day(cashier: Cashier) -> None:
    """EDGE-01, LESSON-10: a new programme changes nothing about a sale of yesterday."""
    ring_up(cashier, COFFEE)
    cashier.scan(CARD_ZHOU)
    pay(cashier)
    cashier.shop.publish(rules=[], caps=[])
    cashier.scan(last_body(cashier)["number"])
    cashier.press("F8")
    sheet: Any = cashier.screen()
    assert sheet.equation.accessibleName() == "12 基础积分 + 10 现磨咖啡每杯+10分 = 22 分"
    assert sheet.version.text() == "规则版本 v1"


# figures


def test_lesson_11_change_is_not_spend_and_a_newspaper_earns_nothing(cashier: Cashier) -> None:
    """LESSON-11: ¥100 for a bottle of ¥2 and a newspaper of ¥5: the bottle's 2 points."""
    cashier.scan(WATER, CARD_ZHOU)
    cashier.type(NEWSPAPER)
    cashier.press("Return")
    cashier.type("5")
    cashier.press("Return")
    assert cashier.shop.state().basket.due_minor == 700
    cashier.press("F12")
    cashier.type("100")
    cashier.press("Return")
    body = last_body(cashier)
    assert body["tenders"] == [["cash", 700, 10000, 0]]
    assert body["earned"] == 2
    done: Any = cashier.screen()
    assert done.change.accessibleName() == "¥93.00"


def test_lesson_12_the_last_point_is_usable(cashier: Cashier) -> None:
    """LESSON-12: exactly enough is enough, one more is refused in one line, and nothing is lost by a fen."""
    cashier.shop.grant(ZHOU, 100, expires_on="2027-06-30")
    cashier.scan(WATER, CARD_ZHOU)
    cashier.press("F7")
    points: Any = cashier.screen()
    cashier.type(points.own.accessibleName()[-1])
    cashier.type("101")
    cashier.press("Return")
    assert cashier.sheet is Sheet.POINTS
    assert points.problem.text() != ""
    assert cashier.shop.holds() == ()
    for _ in range(3):
        cashier.press("Backspace")
    cashier.type("100")
    cashier.press("Return")
    assert cashier.shop.state().basket.due_minor == 100
    pay(cashier)
    assert cashier.shop.balance(ZHOU).available == last_body(cashier)["earned"] == 1


def test_lesson_13_edge_08_what_is_left_over_counts_next_time_and_is_shown(cashier: Cashier) -> None:
    """LESSON-13, EDGE-08: 2.50 and 2.50 are 5 points; the first receipt and F8 name the half that is kept and what the next point needs."""
    ring_up(cashier, "20008")
    cashier.scan(CARD_ZHOU)
    sheet = why(cashier)
    assert sheet.equation.accessibleName() == "2 基础积分 = 2 分 余 0.50 留到下次"
    assert "再消费0.50元多1分" in facts(sheet.rules)
    cashier.press("Esc")
    assert "0.5" in pay(cashier)
    ring_up(cashier, "20008")
    cashier.scan(CARD_ZHOU)
    assert equation(cashier) == "3 基础积分 = 3 分"
    pay(cashier)
    assert cashier.shop.balance(ZHOU).available == 5


def test_lesson_21_points_are_seen_everywhere(cashier: Cashier) -> None:
    """LESSON-21: on the counter, after the sale and on the paper: earned with the reason, balance, next to expire, next tier."""
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    shown = facts(panel(cashier))
    for said in ("积分余额 2,386 分", "本单可得 +103 分", "320 分  · 6月30日", "距铂金卡"):
        assert said in shown
    sell: Any = cashier.screen()
    assert sell.points.isVisible(), "the key for using points is where the member is"
    paper = pay(cashier)
    done = seen(cashier)
    assert "+103 分" in done
    assert "2,489 分" in done
    lines = (r"本单得分 +\+103", r"  基础积分 \+49", r"原有积分 +2,386", r"积分余额 +2,489", r"下次到期 2026-06-30 +320 分", r"距铂金卡")
    for line in lines:
        assert re.search(line, paper), line


def test_sec_09_screen_books_and_paper_agree(cashier: Cashier) -> None:
    """SEC-09: six sales with and without points; every figure on screen is the one on paper and in the books, and the books verify."""
    balance = 2386
    for n, codes in enumerate(((WATER,), (MILK, CRISPS), (f"2*{WATER}", MILK), (CRISPS,), (f"3*{MILK}",), (WATER, CRISPS)), 1):
        ring_up(cashier, *codes)
        cashier.scan(CARD_LIN)
        if n % 2 == 0:
            cashier.press("F7")
            cashier.press("Return")
        expected = int(re.search(r"\+([\d,]+)", panel(cashier).earned.accessibleName()).group(1).replace(",", ""))  # type: ignore[union-attr]
        paper = pay(cashier)
        body = last_body(cashier)
        used = sum(points for kind, _, _, points in body["tenders"] if kind == "points")
        balance += body["earned"] - used
        assert body["earned"] == expected
        assert re.search(rf"积分余额 +{balance:,}\n", paper)
        assert cashier.shop.balance(LIN).available == balance
    cashier.shop.verify()


# the counter as a whole


def test_sec_05_the_window_sells_without_any_network(cashier: Cashier, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-05: a sale with points and a copy of its receipt; whoever asks for a connection fails the test."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the till asked the network")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    cashier.press("F7")
    cashier.press("Return")
    pay(cashier)
    cashier.press("Ctrl+P")
    assert [event["type"] for event in cashier.shop.events()][-2:] == ["sale_completed", "reprint"]


def test_ops_02_the_language_changes_under_way(cashier: Cashier) -> None:
    """OPS-02: with a sale on the counter, nothing is lost, no Chinese is left but names; and the receipt speaks the shop's language."""
    cashier.scan(WATER, CARD_LIN)
    cashier.window.appearance.apply(language="en", theme="light", text_percent=100, row_flash=False)
    cashier.settle()
    assert len(cashier.shop.state().basket.lines) == 1
    for part in (cashier.window.function_bar, panel(cashier)):
        left = [text for text in facts(part).splitlines() if HANZI.search(text)]
        assert left == [], left
    owner = cashier.shop.sign_in("1003")
    change_shop_setting(cashier.shop.desk, owner, "receipt.language", "en")
    cashier.window.appearance.apply(language="zh", theme="light", text_percent=100, row_flash=False)
    cashier.settle()
    paper = pay(cashier)
    assert "Receipt" in paper
    assert "小票" not in paper


def test_ops_03_nothing_has_to_be_learnt_by_heart(cashier: Cashier) -> None:
    """OPS-03: every act has its key on its button, closed ones say why, F1 explains keys and everyday things on every screen."""
    bar = cashier.window.findChild(FunctionBar)
    assert bar is not None
    assert facts(bar).splitlines().count(cashier.texts("Scan an item first")) >= 2
    cashier.scan(WATER, CARD_LIN)
    names = facts(bar).splitlines()
    for number in range(1, 12):
        assert any(re.search(rf"F{number}$", name) for name in names), number
    for where in ("", "F12"):
        if where:
            cashier.press(where)
        came_from = cashier.place
        cashier.press("F1")
        help_text = seen(cashier)
        assert "怎么做" in help_text
        assert "扫商品，随时扫会员卡，F12，Enter" in help_text
        cashier.press("Esc")
        assert cashier.place is came_from
    assert len(cashier.shop.state().basket.lines) == 1


def test_ops_05_points_can_be_tried_before_anything_is_booked(cashier: Cashier) -> None:
    """OPS-05: people and PINs of the demo shop stand on its sign-in screen; a basket shows its points; given up, nothing is booked."""
    cashier.press("Ctrl+L")
    assert "246810" in seen(cashier)
    cashier.sign_in()
    ring_up(cashier, *GOODS)
    cashier.scan(CARD_LIN)
    assert panel(cashier).earned.accessibleName() == "本单可得 +103 分, F8"
    cashier.press("F11")
    more: Any = cashier.screen()
    give_up = next(tile for tile in more.presenter.view().tiles if tile.id == "abandon")
    cashier.type(give_up.key)
    cashier.type("1")
    cashier.wait_for(lambda: cashier.shop.state().basket.empty)
    assert cashier.shop.balance(LIN).available == 2386
    assert cashier.shop.events("sale_completed") == []

"""The programme editor at the real window: keys, presses and drags in; what is seen, kept and published out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.members.card import card_number
from app.gui.presenters.office_forms import TABS
from app.gui.presenters.places import Place
from app.services.programme_drafts import history, list_drafts, programme_in_force
from tests.fakes.shop import MILK, Shop
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_office import owner
from tests.gui.screens.test_rows_at_the_till import facts

CARD_SAN = card_number(30303030)


@pytest.fixture
def page(arriving: Cashier) -> Any:
    """The editor in front of the owner."""
    arriving.window.resize(1920, 1080)
    office = owner(arriving)
    arriving.settle()
    return office.page


def rules(cashier: Cashier) -> list[dict[str, Any]]:
    """The rules of the newest draft."""
    found: list[dict[str, Any]] = json.loads(list_drafts(cashier.shop.desk)[0].content)["rules"]
    return found


def word(page: Any, text: str) -> QWidget:
    """A blue word by what it says."""
    return next(key for key in page.main.sentence.keys.values() if text in key.text())


def typed(cashier: Cashier, text: str) -> None:
    """Into the field that has the focus, as an input method would give it."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert(text)
    field.textEdited.emit(field.text())
    cashier.settle()


def test_a_manager_writes_tries_checks_and_publishes_a_rule_and_the_next_sale_earns_by_it(arriving: Cashier, page: Any) -> None:
    """EARN-01, CAMP-01, CAMP-02, CAMP-03, EDGE-10: 生日当月双倍积分 from the first key to the booked points, without code."""
    shop, window = arriving.shop, arriving.window
    born = shop.enrol("san", "三月", phone="19900007777", card=CARD_SAN, birthday_month=6, birthday_day=3)
    document = {**programme_in_force(shop.desk)[1]}
    document["rules"] = [rule for rule in document["rules"] if rule["code"] != "birthday_month"]
    shop.publish(valid_from="2026-06-01", rules=document["rules"])
    arriving.press("F11")
    arriving.press("F11")
    arriving.type("8")
    presenter = page.presenter
    presenter.add()
    arriving.settle()
    typed(arriving, "生日月")
    arriving.press("Return")
    assert page.main.title.accessibleName() == "生日月双倍"
    assert "生日当月" in facts(page.main)
    assert "2倍" in facts(page.main.sentence)
    trial = facts(page.side)
    assert "生日月双倍" in trial
    arriving.pause(0.4)
    arriving.settle()
    assert page.main.findings.title.text() == "规则检查"
    assert page.main.findings.rows[0].text.text()
    arriving.press("F12")
    assert "发布为 v3" in facts(page.sheet)
    assert "新增“生日月双倍”" in facts(page.sheet)
    arriving.press("F12")
    assert [version.version for version in history(shop.desk).versions] == [3, 2, 1]
    assert "v3" in facts(page.main)
    arriving.press("F11")
    assert arriving.place is Place.SELL
    arriving.scan(MILK, CARD_SAN)
    arriving.press("F12")
    arriving.press("Return")
    body = shop.events("sale_completed")[-1]["body"]
    assert body["earned"] == 19 + 19 + 19  # it is a Saturday, and milk
    assert born.birthday_month == 6
    assert window.shell.place is Place.DONE


def test_a_word_is_changed_by_keys_alone(arriving: Cashier, page: Any) -> None:
    """CAMP-03: Tab to the word, Enter opens it, digits change it, Enter closes it; the focus is on the page again."""
    page.presenter.choose("coffee")
    arriving.settle()
    word(page, "10分").setFocus()
    arriving.press("Return")
    assert page.part.isVisible()
    arriving.type("15")
    assert rules(arriving)[1]["benefit"]["points"] == 15
    arriving.press("Return")
    assert not page.part.isVisible()
    assert word(page, "15分")


def test_a_word_is_changed_by_touch_alone(arriving: Cashier, page: Any) -> None:
    page.presenter.choose("coffee")
    arriving.settle()
    arriving.tap(word(page, "10分"))
    arriving.tap(page.part.keypad.keys["2"])
    arriving.tap(page.part.keypad.keys["0"])
    arriving.tap(page.part.done)
    assert rules(arriving)[1]["benefit"]["points"] == 20


def test_a_press_beside_the_control_closes_it_and_presses_what_lies_there(arriving: Cashier, page: Any) -> None:
    page.presenter.choose("dairy_saturday")
    arriving.settle()
    arriving.tap(word(page, "每周六"))
    arriving.tap(page.part.options[0])
    target = word(page, "消费")
    place = target.mapTo(page, QPoint(target.width() // 2, target.height() // 2))
    assert not page.part.geometry().contains(place)
    QTest.mouseClick(page.beside, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    arriving.settle()
    assert page.part.title.accessibleName() == "什么时候算"
    assert rules(arriving)[6]["when"]["weekdays"] == [1, 6]


def test_the_control_lies_on_the_page_wherever_its_word_is(arriving: Cashier, page: Any) -> None:
    for size in ((1024, 768), (1366, 768), (1920, 1080)):
        arriving.window.resize(*size)
        page.presenter.choose("dairy_saturday")
        arriving.settle()
        for path in list(page.main.sentence.keys):
            page.presenter.press(path)
            arriving.settle()
            assert page.rect().contains(page.part.geometry()), (size, path)
            page.presenter.parts.done()


def drag(cashier: Cashier, page: Any, row_id: str, to: QPoint) -> None:
    """Pulls a row of the list to a place in it."""
    rows = page.list.rows
    at = next(at for at, row in enumerate(rows.rows.rows) if row.id == row_id)
    start = rows.visualRect(rows.rows.index(at, 0)).center()
    view = rows.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for part in range(1, 5):
        QTest.mouseMove(view, start + (to - start) * part / 4)
        cashier._wait(0.01)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, to)
    cashier.settle()


def rect_of(page: Any, row_id: str) -> Any:
    rows = page.list.rows
    at = next(at for at, row in enumerate(rows.rows.rows) if row.id == row_id)
    return rows.visualRect(rows.rows.index(at, 0))


def test_rules_are_dragged_in_order_and_between_lanes_camp_03(arriving: Cashier, page: Any) -> None:
    above_silver = rect_of(page, "silver")
    drag(arriving, page, "diamond", QPoint(above_silver.center().x(), above_silver.top() + 4))
    assert [rule["code"] for rule in rules(arriving) if rule["lane"] == "tier"] == ["diamond", "silver", "gold", "platinum"]
    last = rect_of(page, "birthday_month")
    drag(arriving, page, "gold", QPoint(last.center().x(), last.bottom() + 20))
    assert [rule["code"] for rule in rules(arriving) if rule["lane"] == "campaign"] == ["dairy_saturday", "birthday_month", "gold"]
    assert page.main.title.accessibleName() == "金卡1.5倍"


def test_a_rule_dropped_where_it_does_not_fit_stays_and_says_why(arriving: Cashier, page: Any) -> None:
    first = rect_of(page, "base")
    drag(arriving, page, "gold", QPoint(first.center().x(), first.top() + 4))
    assert list_drafts(arriving.shop.desk) == ()
    assert "不能放在“基础”里" in page.footer.note.text()


def test_a_short_pull_is_a_press(arriving: Cashier, page: Any) -> None:
    spot = rect_of(page, "coffee").center()
    drag(arriving, page, "coffee", spot + QPoint(1, 1))
    assert page.main.title.accessibleName() == "现磨咖啡每杯+10分"


@pytest.mark.parametrize("tab", [name for name, _ in TABS])
def test_every_page_is_reached_by_touch_and_all_it_shows_can_be_pressed_and_is_named(arriving: Cashier, page: Any, tab: str) -> None:
    at = [name for name, _ in TABS].index(tab)
    arriving.tap(page.tabs[at])
    assert page.tabs[at].isChecked()
    assert small_or_nameless(page) == []
    assert facts(page.main)


@pytest.mark.parametrize(
    ("size", "language", "theme", "percent"),
    [
        ((1024, 768), "en", "dark", 100),
        ((1366, 768), "zh", "light", 150),
        ((1920, 1080), "en", "light", 200),
        ((1024, 768), "zh", "dark", 200),
    ],
)
def test_the_editor_stands_in_every_size(
    arriving: Cashier, page: Any, size: tuple[int, int], language: str, theme: str, percent: int
) -> None:
    arriving.window.resize(*size)
    arriving.window.appearance.apply(language=language, theme=theme, text_percent=percent, row_flash=False)
    page.presenter.choose("dairy_saturday")
    arriving.settle()
    assert small_or_nameless(page) == []
    for part in (page.main, page.footer.save, page.footer.publish):
        assert part.isVisible()
        assert page.rect().contains(part.mapTo(page, QPoint(0, 0)))
        assert page.rect().contains(part.mapTo(page, QPoint(part.width() - 1, part.height() - 1)))
    wide = page.layout_of() == "wide"
    assert page.side.isVisible() is wide
    arriving.press("F8")
    assert page.side.isVisible()
    assert page.list.isVisible() is wide


def test_the_language_changes_while_the_editor_is_open(arriving: Cashier, page: Any) -> None:
    page.presenter.choose("dairy_saturday")
    arriving.settle()
    arriving.tap(word(page, "每周六"))
    arriving.window.appearance.apply(language="en", theme="light", text_percent=100, row_flash=False)
    arriving.settle()
    assert not page.part.isVisible()
    assert word(page, "on Saturday")
    assert "Worked out for you" in facts(page.main)


def test_the_rules_are_seen_on_paper_printed_and_kept_as_a_file_fraud_07(
    arriving: Cashier, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.gui.screens import office_sheet

    monkeypatch.setattr(office_sheet.QStandardPaths, "writableLocation", lambda _: str(tmp_path / "papers"))
    arriving.tap(page.print_rules)
    assert "会员积分规则" in page.sheet.paper.accessibleDescription() or "会员积分规则" in facts(page.sheet.paper)
    arriving.press("F12")
    jobs = arriving.shop.store.print_jobs().list_jobs()
    assert [job.title for job in jobs] == ["会员积分规则"]
    for _ in range(2):
        arriving.tap(next(key for key in page.sheet.acts if "PDF" in key.text()))
        arriving.settle()
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == ["积分规则 2.pdf", "积分规则.pdf"]
    assert (tmp_path / "papers" / "积分规则.pdf").read_bytes().startswith(b"%PDF")
    assert "积分规则 2.pdf" in page.sheet.intro.text()


def test_a_draft_is_there_after_the_program_was_killed(shop: Shop, tmp_path: Path) -> None:
    """CAMP-03: what was typed is on the disk before the next key."""
    shop.store.close()
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tests.fakes.shop import Shop\n"
        "from tests.gui.presenters.bench import Bench\n"
        "shop = Shop(Path(sys.argv[1]))\n"
        "bench = Bench(shop).sign_in('1003')\n"
        "page = bench.room.office.page('programme')\n"
        "page.entered()\n"
        "page.press('/rules/0/benefit/points')\n"
        "page.typed('7')\n"
        "print('typed', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(shop.folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "typed"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close() if process.stdout is not None else None
    shop.store, shop.desk = shop._start()
    drafts = list_drafts(shop.desk)
    assert [json.loads(draft.content)["rules"][0]["benefit"]["points"] for draft in drafts] == [7]

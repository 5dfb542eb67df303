"""Banners, undo, sheets, modal areas, buttons and the focus ring."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.theme.look import Look
from app.gui.widgets.banner import BannerBar, BannerView, UndoStrip
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.focus_ring import FocusRing
from app.gui.widgets.sheets import ScreenHead, SideSheet
from tests.gui import samples


@pytest.fixture
def window(look: Look, qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(800, 500)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    yield window
    window.close()


def add(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()
    window.activateWindow()
    QTest.qWait(1)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_banner_tells_its_acts_and_can_be_put_away(look: Look, window: QWidget) -> None:
    bar = BannerBar(look, "关闭")
    add(window, bar)
    assert not bar.isVisible()
    done: list[tuple[str, ...]] = []
    bar.act_chosen.connect(lambda banner, act: done.append((banner, act)))
    bar.dismissed.connect(lambda banner: done.append((banner,)))
    bar.show_view(samples.banners("zh_CN")[0])
    QTest.qWait(1)
    click(bar._buttons[0])
    click(bar.close_key)
    assert done == [("paper", "queue"), ("paper",)]
    bar.show_view(None)
    assert not bar.isVisible()


def test_danger_has_no_cross_until_it_is_answered(look: Look, window: QWidget) -> None:
    bar = BannerBar(look, "关闭")
    add(window, bar)
    bar.show_view(samples.banners("zh_CN")[1])
    assert not bar.close_key.isVisible()
    assert bar.more.accessibleName() == "还有 1 条"


def test_markup_in_a_banner_is_shown_and_not_obeyed(look: Look, window: QWidget) -> None:
    bar = BannerBar(look)
    add(window, bar)
    bar.show_view(BannerView(id="x", severity="info", headline="<b>a</b>", detail='<img src="x">'))
    assert "&lt;b&gt;a&lt;/b&gt;" in bar.text.text()
    assert "<img" not in bar.text.text()


def test_a_good_banner_leaves_by_itself(look: Look, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.gui.widgets.banner.OK_SHOWN_MS", 20)
    bar = BannerBar(look)
    add(window, bar)
    with qtbot.waitSignal(bar.dismissed, timeout=1_000) as left:
        bar.show_view(samples.banners("zh_CN")[3])
    assert left.args == ["back"]


def test_the_undo_strip_undoes_once_or_expires(look: Look, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    strip = UndoStrip(look)
    add(window, strip)
    told: list[str] = []
    strip.undone.connect(lambda: told.append("undone"))
    strip.expired.connect(lambda: told.append("expired"))
    strip.offer("已删除 鲜肉大包", "撤销")
    QTest.qWait(1)
    click(strip.undo)
    assert (told, strip.isVisible()) == (["undone"], False)
    monkeypatch.setattr(UndoStrip, "SHOWN_MS", 20)
    with qtbot.waitSignal(strip.expired, timeout=1_000):
        strip.offer("已删除 豆沙包", "撤销")
    assert told == ["undone", "expired"]


def test_a_disabled_key_keeps_its_place_and_gives_the_reason(look: Look, window: QWidget) -> None:
    pay = PrimaryButton(look, "收款", "pay")
    add(window, pay)
    pressed: list[bool] = []
    pay.clicked.connect(lambda: pressed.append(True))
    pay.set_available(available=False, reason="购物篮是空的")
    click(pay)
    assert pressed == []
    assert (pay.toolTip(), pay.accessibleDescription()) == ("购物篮是空的", "购物篮是空的")
    pay.set_available(available=True)
    click(pay)
    assert pressed == [True]
    assert pay.toolTip() == ""
    assert pay.height() >= 72


def test_enter_does_not_press_a_focused_key_but_space_does(look: Look, window: QWidget) -> None:
    key = KeyButton(look, "补打", "printer", "Ctrl P")
    add(window, key)
    pressed: list[bool] = []
    key.clicked.connect(lambda: pressed.append(True))
    key.setFocus()
    QTest.keyClick(key, Qt.Key.Key_Return)
    assert pressed == []
    QTest.keyClick(key, Qt.Key.Key_Space)
    assert pressed == [True]
    assert key.accessibleName() == "补打 Ctrl P"


def test_a_press_does_not_change_the_selection_by_itself(look: Look, window: QWidget) -> None:
    key = KeyButton(look, "现金")
    key.set_selected(selected=False)
    add(window, key)
    click(key)
    assert not key.isChecked()
    key.set_selected(selected=True)
    assert key.isChecked()


def test_sheet_and_head_tell_their_way_back(look: Look, window: QWidget) -> None:
    sheet, head = SideSheet(look, "usePoints", "points"), ScreenHead(look)
    sheet.set_words("用积分", "关闭 Esc")
    head.set_words("返回", "收款")
    add(window, head, sheet)
    told: list[str] = []
    sheet.close_pressed.connect(lambda: told.append("sheet"))
    head.back_pressed.connect(lambda: told.append("head"))
    click(sheet.close_key)
    click(head.back)
    assert told == ["sheet", "head"]
    assert sheet.accessibleName() == "用积分"


def test_the_ring_follows_the_keyboard_and_leaves_with_the_mouse(look: Look, window: QWidget, qtbot: QtBot) -> None:
    first, second = QPushButton("a"), QPushButton("b")
    ring = FocusRing(look, window)
    add(window, first, second)
    first.setFocus()
    assert ring.frame.widget() is first
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ring.frame.widget() is second)
    place = first.mapTo(window, first.rect().center())
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: ring.frame.widget() is None)
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: ring.frame.widget() is not None)

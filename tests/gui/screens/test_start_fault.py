"""The window in place of the counter: whole texts, one key, closed by Enter, Esc and a press; at every text size the till has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.errors import Fault
from app.gui.i18n import Texts
from app.gui.presenters.start_fault import start_fault
from app.gui.screens.start_fault import StartFaultWindow
from app.gui.theme.look import Look
from tests.gui.inspection import small_or_nameless

CODES = ("second_till", "no_shop", "key_changed", "database_newer", "disk_full", "something_else")


@pytest.fixture(params=CODES)
def window(request: pytest.FixtureRequest, look: Look, qtbot: QtBot) -> StartFaultWindow:
    fault = Fault(request.param, detail="/a/folder/with/a/long/name/that/has/to/be/shown/in/full/to/whoever/is/called")
    window = StartFaultWindow(look, (start_fault(fault, Texts("zh_CN")), start_fault(fault, Texts("en"))))
    qtbot.addWidget(window)
    window.show()
    QTest.qWaitForWindowExposed(window)
    return window


def test_both_languages_are_shown_whole(window: StartFaultWindow) -> None:
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    shown = "\n".join(label.text() for label in labels)
    assert any("\u4e00" <= char <= "\u9fff" for char in shown)
    assert "Close" in window.close_key.text()
    for label in labels:
        assert label.heightForWidth(label.width()) <= label.height() + 1, label.text()
    assert small_or_nameless(window) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_a_key_closes_it(window: StartFaultWindow, key: Qt.Key) -> None:
    QTest.keyClick(window, key)
    assert not window.isVisible()


def test_a_press_closes_it(window: StartFaultWindow) -> None:
    QTest.mouseClick(window.close_key, Qt.MouseButton.LeftButton)
    assert not window.isVisible()

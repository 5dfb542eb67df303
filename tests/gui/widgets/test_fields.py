"""Fields: the input method is off where it must be, amounts take figures only, the keypad feeds them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.theme.look import Look
from app.gui.widgets.fields import AmountField, Keypad, TextField


def input_method_on(widget: QWidget) -> bool:
    """What the platform's input method is told, by the very event it asks with."""
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(widget, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def test_the_input_method_is_on_in_name_fields_only(look: Look, qtbot: QtBot) -> None:
    name, phone, amount = TextField("姓名", input_method=True), TextField("手机号"), AmountField(look)
    for field in (name, phone, amount):
        qtbot.addWidget(field)
    assert [input_method_on(field) for field in (name, phone, amount)] == [True, False, False]
    name.setReadOnly(True)
    assert not input_method_on(name)


def test_a_scan_through_the_input_method_is_not_taken_for_a_name(look: Look, qtbot: QtBot) -> None:
    name = TextField("姓名", input_method=True)
    qtbot.addWidget(name)
    suspected: list[bool] = []
    name.scan_suspected.connect(lambda: suspected.append(True))
    commit(name, "林")
    commit(name, "8901086261")
    assert name.text() == "林"
    assert suspected == [True]


def test_an_amount_takes_figures_one_point_and_two_digits(look: Look, qtbot: QtBot) -> None:
    field = AmountField(look)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    changes: list[str] = []
    field.text_changed.connect(changes.append)
    QTest.keyClicks(field, "0049.605x-")
    assert field.text == "49.60"
    assert changes[-1] == "49.60"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text == "49.6"
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.text == ""
    QTest.keyClicks(field, ".5")
    assert field.text == "0.5"
    field.press("clear")
    QTest.keyClicks(field, "9" * 40)
    assert len(field.text) == 10


def test_a_count_takes_digits_only_and_enter_submits(look: Look, qtbot: QtBot) -> None:
    field = AmountField(look, "count")
    qtbot.addWidget(field)
    submitted: list[bool] = []
    field.submitted.connect(lambda: submitted.append(True))
    QTest.keyClicks(field, "2.3")
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert field.text == "23"
    assert submitted == [True]


def test_setting_a_text_is_silent_and_is_spoken(look: Look, qtbot: QtBot) -> None:
    field = AmountField(look)
    qtbot.addWidget(field)
    field.set_label("实收", "刚好 ¥21.60")
    changes: list[str] = []
    field.text_changed.connect(changes.append)
    assert field.accessibleDescription() == "刚好 ¥21.60"
    field.set_text("50")
    assert changes == []
    assert (field.accessibleName(), field.accessibleDescription()) == ("实收", "¥50")


@pytest.mark.parametrize(("phone", "last"), [(False, ["00", "0", "."]), (True, ["clear", "0", "backspace"])])
def test_the_keypad_has_its_layout_and_feeds_a_field(look: Look, qtbot: QtBot, phone: bool, last: list[str]) -> None:
    pad = Keypad(look, phone=phone, clear_label="清除")
    qtbot.addWidget(pad)
    pad.resize(400, 360)
    pad.show()
    rows = [list(pad.keys)[at : at + 3] for at in range(0, 12, 3)]
    assert rows[0] == (["1", "2", "3"] if phone else ["7", "8", "9"])
    assert rows[-1] == last
    field = AmountField(look, "count")
    qtbot.addWidget(field)
    pad.key_pressed.connect(field.press)
    for key in ("1", "0", last[0] if not phone else "0"):
        QTest.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)
    assert field.text == ("100" if phone else "1000")
    assert all(key.width() >= 44 and key.height() >= 44 and key.accessibleName() for key in pad.keys.values())
    assert all(key.focusPolicy() == Qt.FocusPolicy.NoFocus for key in pad.keys.values())

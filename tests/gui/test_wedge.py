"""The wedge filter before real widgets: keys sent to the native window with time stamps, as a scanner and as a person."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.till.wedge import WedgeSettings, WedgeTrouble
from app.gui.theme.look import Look
from app.gui.wedge import WedgeFilter
from app.gui.widgets.fields import AmountField, TextField

CARD = "M300177259"


class Keyboard:
    """Sends keys to a native window with time stamps of its own clock, as the platform does: override first, then the key."""

    def __init__(self, window: QWindow) -> None:
        self.window = window
        self.now_ms = 1_000

    def press(self, char: str, gap_ms: int, *, repeat: bool = False) -> None:
        self.now_ms += gap_ms
        key = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Return}.get(char)
        code = int(key) if key is not None else ord(char.upper())
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char, repeat)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window, event)

    def scan(self, text: str, *, gap_ms: int = 8, end: str = "\r") -> None:
        for char in text + end:
            self.press(char, gap_ms)

    def type(self, text: str, gap_ms: int = 180) -> None:
        for char in text:
            self.press(char, gap_ms)
            QTest.qWait(60)


class Bench:
    """A window with a pay button, a field and an amount field behind a wedge filter."""

    def __init__(self, look: Look, app: QApplication) -> None:
        self.window = QWidget()
        self.field = TextField("name")
        self.amount = AmountField(look)
        self.pay = QPushButton("PAY")
        column = QVBoxLayout(self.window)
        for widget in (self.field, self.amount, self.pay):
            column.addWidget(widget)
        self.paid = 0
        self.pay.clicked.connect(self._count)
        self.wedge = WedgeFilter(app)
        self.scans: list[str] = []
        self.typed: list[str] = []
        self.notices: list[WedgeTrouble] = []
        self.partial = 0
        self.wedge.scanned.connect(self.scans.append)
        self.wedge.typed.connect(self.typed.append)
        self.wedge.notice.connect(lambda notice: self.notices.append(notice.trouble))
        self.wedge.partial_scan.connect(self._partial)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowExposed(self.window)
        handle = self.window.windowHandle()
        assert handle is not None
        self.keys = Keyboard(handle)

    def _count(self) -> None:
        self.paid += 1

    def _partial(self) -> None:
        self.partial += 1


@pytest.fixture
def bench(look: Look, qapp: QApplication, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(look, qapp)
    yield bench
    bench.wedge.remove()
    bench.wedge.deleteLater()
    bench.window.close()
    bench.window.deleteLater()


def test_a_scan_reaches_the_router_and_neither_field_nor_button(bench: Bench) -> None:
    for widget in (bench.field, bench.amount, bench.pay):
        widget.setFocus()
        bench.keys.now_ms += 2_000
        bench.keys.scan(CARD)
    assert bench.scans == [CARD] * 3
    assert bench.field.text() == ""
    assert bench.amount.text == ""
    assert bench.paid == 0
    assert bench.typed == []


def test_terminators_of_every_kind_press_nothing(bench: Bench) -> None:
    bench.pay.setFocus()
    for end in ("\r", "\n", "\t", "\r\n"):
        bench.keys.now_ms += 2_000
        bench.keys.scan("6921168509256", end=end)
    assert bench.scans == ["6921168509256"] * 4
    assert bench.paid == 0
    assert bench.window.focusWidget() is bench.pay


@pytest.mark.parametrize("at", range(1, len(CARD)))
def test_a_focus_that_moves_in_the_midst_of_a_scan_tears_nothing(bench: Bench, at: int) -> None:
    bench.field.setFocus()
    bench.keys.scan(CARD[:at], end="")
    bench.amount.setFocus()
    bench.keys.scan(CARD[at:])
    assert (bench.scans, bench.notices, bench.partial) == ([CARD], [], 0)
    assert (bench.field.text(), bench.amount.text) == ("", "")


def test_a_window_that_was_busy_does_not_take_a_whole_scan_for_a_torn_one(bench: Bench) -> None:
    bench.keys.scan(CARD, end="")
    time.sleep(0.15)  # the window builds a screen; the line end waits in the queue all the while
    QCoreApplication.processEvents()
    bench.keys.press("\r", 8)
    assert (bench.scans, bench.notices) == ([CARD], [])
    bench.keys.now_ms += 2_000
    bench.keys.scan(CARD[:8], end="")
    QTest.qWait(200)
    assert (bench.scans, bench.notices) == ([CARD], [WedgeTrouble.PARTIAL])


def test_typing_goes_to_the_field_with_the_focus(bench: Bench) -> None:
    bench.field.setFocus()
    bench.keys.type("lin 3")
    assert bench.field.text() == "lin 3"
    bench.amount.setFocus()
    bench.keys.type("49.6")
    assert bench.amount.text == "49.6"
    assert bench.scans == []
    assert bench.typed == []


def test_typing_without_a_field_goes_out_as_typed(bench: Bench) -> None:
    bench.pay.setFocus()
    bench.keys.type("ab")
    assert "".join(bench.typed) == "ab"
    assert bench.paid == 0


def test_enter_typed_by_a_person_reaches_the_amount_field(bench: Bench) -> None:
    submitted: list[bool] = []
    bench.amount.submitted.connect(lambda: submitted.append(True))
    bench.amount.setFocus()
    bench.keys.type("50")
    bench.keys.press("\r", 200)
    assert submitted == [True]
    assert bench.amount.text == "50"


def test_a_space_typed_by_a_person_presses_the_button_once(bench: Bench) -> None:
    bench.pay.setFocus()
    bench.keys.type(" ")
    assert bench.paid == 1


def test_a_shortcut_does_not_fire_inside_a_scan(bench: Bench) -> None:
    fired: list[str] = []
    for key in ("1", "2", "Return"):
        shortcut = QShortcut(key, bench.window)
        shortcut.activated.connect(lambda name=key: fired.append(name))
    bench.keys.scan("1212121212127")
    assert fired == []
    assert bench.scans == ["1212121212127"]


def test_half_a_scan_is_never_taken_for_a_code(bench: Bench) -> None:
    bench.field.setFocus()
    bench.keys.scan("69211685", end="")
    QTest.qWait(180)
    assert bench.scans == []
    assert bench.partial == 1
    assert bench.field.text() == ""


def test_a_scan_in_the_middle_of_typing_leaves_the_typed_text(bench: Bench) -> None:
    bench.field.setFocus()
    bench.keys.type("li")
    bench.keys.now_ms += 500
    bench.keys.scan(CARD)
    bench.keys.now_ms += 500
    bench.keys.type("n")
    assert bench.scans == [CARD]
    assert bench.field.text() == "lin"


def test_ten_thousand_characters_are_refused_and_nothing_leaks(bench: Bench) -> None:
    bench.field.setFocus()
    bench.keys.scan("9" * 10_000, gap_ms=1)
    assert bench.scans == []
    assert bench.notices == [WedgeTrouble.TOO_LONG]
    assert bench.field.text() == ""


def test_the_same_code_twice_at_once_counts_once_and_later_again(bench: Bench) -> None:
    bench.keys.scan(CARD)
    bench.keys.now_ms += 100
    bench.keys.scan(CARD)
    bench.keys.now_ms += 1_000
    bench.keys.scan(CARD)
    assert bench.scans == [CARD, CARD]
    assert bench.notices == [WedgeTrouble.DUPLICATE]
    assert bench.partial == 0


def test_a_prefix_makes_slow_keys_a_scan(bench: Bench) -> None:
    bench.wedge.set_settings(WedgeSettings(prefix="\x02"))
    bench.field.setFocus()
    bench.keys.scan("\x02AB12", gap_ms=120)
    assert bench.scans == ["AB12"]
    assert bench.field.text() == ""


def test_function_keys_and_commands_pass_untouched(bench: Bench) -> None:
    fired: list[str] = []
    for key in ("F12", "Ctrl+P"):
        shortcut = QShortcut(key, bench.window)
        shortcut.activated.connect(lambda name=key: fired.append(name))
    handle = bench.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_F12)
    QTest.keyClick(handle, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["F12", "Ctrl+P"]


def test_keys_through_the_platform_are_seen_once(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    handle = bench.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: bench.field.text() == "a")
    QTest.qWait(120)
    assert bench.field.text() == "a"

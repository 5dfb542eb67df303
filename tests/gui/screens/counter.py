"""A cashier at the real window over the real database: presses keys, taps, scans at a scanner's speed, and counts what it took."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.till.wedge import WedgeSettings
from app.gui.context import AppContext
from app.gui.i18n import Texts
from app.gui.main_window import MainWindow
from app.gui.presenters.outfit import DeviceSettings
from app.gui.presenters.places import Place, Sheet
from app.gui.tasks import WorkerTasks
from app.gui.theme.look import Look
from app.services.print_queue import Printing
from tests.fakes.background import FakeBackground
from tests.fakes.printing import FakeSpooler
from tests.fakes.shop import PINS, Shop
from tests.fakes.sound import FakeSound

SCANNER_GAP_MS = 6
PERSON_GAP_MS = 150
HELD_S = 0.07
"""A typed character is held back for 50 ms: it may be the beginning of a scan."""


class Cashier:
    """`actions` counts key presses and taps, `scans` scans."""

    def __init__(self, app: QApplication, shop: Shop, look: Look, size: tuple[int, int] = (1366, 768)) -> None:
        self.app, self.shop = app, shop
        self.tasks = WorkerTasks()
        self.sound = FakeSound()
        jobs = shop.store.print_jobs()
        self.spooler = FakeSpooler(jobs, shop.clock.now_ms)
        self.background = FakeBackground()
        self.bugs: list[BaseException] = []
        self.texts = Texts("zh_CN")
        self.look = look
        self.applied: list[str] = []
        self.window = MainWindow(
            AppContext(
                application=app,
                desk=shop.desk,
                printing=Printing(jobs=jobs, spooler=self.spooler),
                tasks=self.tasks,
                texts=self.texts,
                look=look,
                sound=self.sound,
                devices=DeviceSettings(
                    ports=lambda: ("/dev/ttyS9",),
                    profiles=lambda: (("generic-80", "通用 80 毫米", "Generic 80 mm"), ("generic-58", "通用 58 毫米", "Generic 58 mm")),
                    apply_printer=lambda: self.applied.append("printer"),
                    apply_scanner=lambda: self.applied.append("scanner"),
                ),
                background=self.background,
                on_quit=lambda: None,
                on_bug=self.bugs.append,
                demo_people=(("陈晓雯", "246810"),),
                wedge=WedgeSettings(),
            )
        )
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.actions = self.scans = 0
        self._now_ms = 10_000
        self.settle()

    def close(self) -> None:
        """Ends the window and its thread; a bug fails the test."""
        self.window.close()
        self.tasks.stop()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
        assert self.bugs == []

    # what the cashier does

    def press(self, keys: str, *, repeated: bool = False) -> None:
        """One key, as Qt names it."""
        self.actions += 1
        self._key(keys, "", PERSON_GAP_MS, repeated=repeated)
        self.settle()

    def type(self, text: str) -> None:
        """Characters, as fast as a person; each is an action."""
        for char in text:
            self.actions += 1
            self._key(QKeySequence(ord(char.upper())).toString(), char, PERSON_GAP_MS)
            self._wait(HELD_S)
        self.settle()

    def scan(self, *codes: str) -> None:
        """Whole codes with their line ends, as a wedge sends them."""
        for code in codes:
            self.scans += 1
            self._now_ms += 1_000
            for char in code:
                self._key(QKeySequence(ord(char.upper())).toString(), char, SCANNER_GAP_MS)
            self._key("Return", "\r", SCANNER_GAP_MS)
            self.settle()

    def tap(self, widget: QWidget) -> None:
        """A press with the finger."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        self.actions += 1
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(widget.width() // 2, widget.height() // 2)
        )
        self.settle()

    def sign_in(self, number: str = "1001") -> None:
        """Signs the first of the tiles in."""
        self.type(PINS[number])
        self.press("Return")
        self.wait_for(lambda: self.window.till.session is not None)
        self.settle()
        self.actions = self.scans = 0

    # what is seen

    @property
    def place(self) -> Place:
        return self.window.shell.place

    @property
    def sheet(self) -> Sheet:
        return self.window.shell.sheet

    def screen(self) -> QWidget:
        """The open sheet, else the screen."""
        return self.window.screens.shown(self.place, self.sheet)

    def wait_for(self, holds: Callable[[], bool], seconds: float = 10) -> None:
        """Lets things happen until it holds."""
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, "waited in vain"
            self._wait(0.005)

    def settle(self) -> None:
        """Waits until every act has been answered and shown."""
        self._wait(0.002)
        self.wait_for(lambda: not self.window.till.busy and self.tasks.waiting == 0)
        self._wait(0.002)

    def pause(self, seconds: float) -> None:
        """Time goes by at the counter."""
        self._wait(seconds)
        self._now_ms += int(seconds * 1000)

    def _key(self, keys: str, text: str, gap_ms: int, *, repeated: bool = False) -> None:
        combination = QKeySequence.fromString(keys)[0]
        self._now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, combination.key(), combination.keyboardModifiers(), text, repeated)
            event.setTimestamp(self._now_ms)
            handle = self.window.windowHandle()
            assert handle is not None
            QCoreApplication.sendEvent(handle, event)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            self.app.sendPostedEvents()
            self.app.processEvents()
            if time.monotonic() >= until:
                return
            time.sleep(0.002)

"""A scripted cashier: real key events into the real window, at a scanner's or a person's speed, and pictures of what is on the screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

SCANNER_GAP_MS = 6
PERSON_GAP_MS = 130
LAST_KEY_S = 0.07
"""The last key of a person is held so long: it might have been the first of a scan."""
WAIT_MS = 15_000
_STEP_S = 0.004


class RobotStuckError(Exception):
    """What the robot waited for did not come."""


class Robot:
    """Presses keys in one window. Times of key events advance as a scanner's or a person's would, whatever the machine's speed."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        self._app = app
        self._window = window
        self._now_ms = 1_000

    def press(self, keys: str, text: str = "", gap_ms: int = PERSON_GAP_MS) -> None:
        """One key as Qt names it: F12, Return, Ctrl+P."""
        combination: QKeyCombination = QKeySequence.fromString(keys)[0]  # type: ignore[index]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        self._now_ms += gap_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self._now_ms)
            handle = self._window.windowHandle()
            if handle is None:
                raise RobotStuckError("the window is not shown")
            QCoreApplication.sendEvent(handle, event)
        self.breathe()

    def type(self, text: str, gap_ms: int = PERSON_GAP_MS) -> None:
        """Characters one by one, as fast as a person types."""
        for char in text:
            self.press(QKeySequence(ord(char.upper())).toString(), char, gap_ms)
        if gap_ms >= PERSON_GAP_MS:
            self.wait(LAST_KEY_S)

    def scan(self, code: str) -> None:
        """A code and Enter, as fast as a scanner sends them."""
        self._now_ms += 1_000
        self.type(code, SCANNER_GAP_MS)
        self.press("Return", "\r", SCANNER_GAP_MS)

    def breathe(self) -> None:
        """Lets what is due happen."""
        self._app.sendPostedEvents()
        self._app.processEvents()

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.breathe()
            time.sleep(_STEP_S)

    def wait_for(self, what: str, holds: Callable[[], bool], timeout_ms: int = WAIT_MS) -> None:
        """Waits until `holds`. RobotStuckError naming `what` when it does not come."""
        until = time.monotonic() + timeout_ms / 1000
        while not holds():
            if time.monotonic() > until:
                raise RobotStuckError(f"waited in vain for {what}")
            self.breathe()
            time.sleep(_STEP_S)
        self.breathe()

    def picture(self, path: Path) -> None:
        """The window as it looks now, as PNG."""
        self.wait(0.1)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(path))

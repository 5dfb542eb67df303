"""How fast a keyboard scanner sends: the gaps between the keys of the last burst, for the tester on the settings page."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow

KEYS_MAX = 200
BURST_GAP_MS = 300
"""A longer pause begins a new burst."""


class ScanTiming(QObject):
    """Listens in front of all other filters, only while it is `on`: every key of the application costs a call into Python."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._on = False
        self._stamps: deque[int] = deque(maxlen=KEYS_MAX)

    def turn(self, *, on: bool) -> None:
        """Begins or ends to listen."""
        if on is not self._on:
            self._on = on
            self._stamps.clear()
            (self._app.installEventFilter if on else self._app.removeEventFilter)(self)

    def gaps_ms(self) -> tuple[int, ...]:
        """The gaps of the newest burst, oldest first."""
        stamps = tuple(self._stamps)
        gaps = [after - before for before, after in pairwise(stamps)]
        breaks = [at for at, gap in enumerate(gaps) if gap > BURST_GAP_MS or gap < 0]
        return tuple(gaps[breaks[-1] + 1 :] if breaks else gaps)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow) and isinstance(event, QKeyEvent):
            self._stamps.append(event.timestamp())
        return False

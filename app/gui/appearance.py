"""Language, theme and text size of the running window, and its single-shot timers: what presenters ask of Qt, behind their protocols."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from app.gui.i18n import Texts
from app.gui.presenters.till import Act, Cancel
from app.gui.theme.look import Look


class Flashing(Protocol):
    """The screen whose new lines flash."""

    def set_flash(self, *, on: bool) -> None: ...


class CappedLook(Look):
    """Another look with a largest text size: for figures that are large already (keypad, amount due, change), so that they still fit."""

    def __init__(self, base: Look, most_percent: int) -> None:
        super().__init__(base.theme.mode, 100)
        self._base = base
        self._most = most_percent
        self._follow()
        base.changed.connect(self._follow)

    def _follow(self) -> None:
        theme = self._base.theme
        self._theme = replace(theme, scale_percent=min(theme.scale_percent, self._most))
        self.changed.emit()


class WindowAppearance:
    """Applies the settings of the screen at once."""

    def __init__(self, texts: Texts, look: Look) -> None:
        self._texts = texts
        self._look = look
        self._flashing: Flashing | None = None

    def attach(self, flashing: Flashing) -> None:
        """The screen whose new lines flash."""
        self._flashing = flashing

    def apply(self, *, language: str, theme: str, text_percent: int, row_flash: bool) -> None:
        """Changes what differs. A text size between the steps counts as the step below."""
        steps = self._look.theme.tokens.scale_percents
        size = max((step for step in steps if step <= text_percent), default=steps[0])
        self._look.set(mode="dark" if theme == "dark" else "light", scale_percent=size)
        if self._flashing is not None:
            self._flashing.set_flash(on=row_flash)
        self._texts.set_language("en" if language == "en" else "zh_CN")


class WindowTimers:
    """Single-shot timers that end with their owner."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner

    def after(self, delay_ms: int, act: Act) -> Cancel:
        """Calls `act` once after so long, unless cancelled before."""
        timer = QTimer(self._owner)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        timer.timeout.connect(timer.deleteLater)
        timer.start(delay_ms)

        def cancel() -> None:
            timer.stop()
            timer.deleteLater()

        return cancel

"""The strip that takes the last removal back: shown for five seconds, and Ctrl+Z still does it afterwards."""

from __future__ import annotations

from collections.abc import Callable

from app.gui.presenters.till import Act, Cancel, Timers

UNDO_MS = 5_000


class Undo:
    """One removal that can be taken back. `on_change` is called when the strip has gone."""

    def __init__(self, timers: Timers, on_change: Callable[[], None]) -> None:
        self._timers = timers
        self._on_change = on_change
        self._act: Act | None = None
        self._cancel: Cancel | None = None
        self.text = ""

    def offer(self, text: str, act: Act) -> None:
        """Shows the strip; `act` puts the thing back."""
        self.forget()
        self.text, self._act = text, act
        self._cancel = self._timers.after(UNDO_MS, self._hide)

    def take(self) -> bool:
        """Does it, once. False when there is nothing to take back."""
        act = self._act
        self.forget()
        if act is None:
            return False
        act()
        return True

    def forget(self) -> None:
        """The next step has been taken: nothing can be taken back any more."""
        if self._cancel is not None:
            self._cancel()
        self._cancel = self._act = None
        self.text = ""

    def _hide(self) -> None:
        self._cancel = None
        self.text = ""
        self._on_change()

"""Where the customer's screen stands: on the second display, in a window of its own, or nowhere. It comes and goes with the display.

Drawn a moment after the cashier's own screen, so that no scan waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication

from app.gui.presenters.customer import Customer
from app.gui.presenters.shell import Shell
from app.gui.presenters.till import Till
from app.gui.screens.customer import CustomerWindow
from app.gui.theme.look import Look

AFTER_MS = 40
"""The cashier's screen is painted first."""
WINDOW_SIZE = (683, 384)


def other_screens() -> Sequence[QRect]:
    """Displays besides the first one."""
    first = QGuiApplication.primaryScreen()
    return [screen.geometry() for screen in QGuiApplication.screens() if screen is not first]


class CustomerDisplay(QObject):
    """Makes the window when there is a place for it. `mode`: "second", "window" or "off"."""

    def __init__(
        self,
        application: QGuiApplication,
        till: Till,
        shell: Shell,
        look: Look,
        mode: Callable[[], str],
        places: Callable[[], Sequence[QRect]] = other_screens,
    ) -> None:
        super().__init__()
        self._till, self._look, self._mode, self._places = till, look, mode, places
        self.presenter = Customer(till, shell)
        self.window: CustomerWindow | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.presenter.refresh)
        till.stirred.connect(self._stirred)
        for changed in (application.screenAdded, application.screenRemoved, application.primaryScreenChanged):
            changed.connect(self._screens_changed)
        self.place()

    def _stirred(self) -> None:
        if self.window is not None and self.window.isVisible() and not self._due.isActive():
            self._due.start(AFTER_MS)

    def _screens_changed(self, *_: object) -> None:
        if self.window is not None and self._mode() == "second":
            self.window.hide()  # at once: Qt puts windows of a display that is gone over the cashier's
        QTimer.singleShot(0, self, self.place)

    def place(self) -> None:
        """Puts the window where it belongs as of now; hides it where there is no place."""
        mode, places = self._mode(), self._places()
        if mode == "off" or (mode == "second" and not places):
            self._drop()
            return
        alone = mode == "second"
        if self.window is not None and self.window.alone != alone:
            self._drop()
        window = self.window
        if window is None:
            window = self.window = CustomerWindow(self.presenter, self._look, alone=alone)
            self.presenter.attach(window)
        if alone:
            # Not showFullScreen: it asks for the focus. A window without a frame over the whole display looks the same.
            window.setGeometry(places[0])
            window.show()
        elif not window.isVisible():
            window.resize(*WINDOW_SIZE)
            window.show()
        self.presenter.refresh()

    def _drop(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            self.presenter.detach()
            window.hide()
            window.deleteLater()

    def close(self) -> None:
        """The counter ends."""
        self._due.stop()
        self._till.stirred.disconnect(self._stirred)
        self._drop()

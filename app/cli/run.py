"""`run`: opens the counter on a data folder; makes the demo shop first where it is asked for and there is no shop.

What keeps it from opening is one line on stderr and exit 1; where there is a display also a window, for a cashier who clicked an icon.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import default_folder, has_shop, make_practice
from app.cli.output import FAILS, HOLDS, failed, guarded
from app.domain.errors import Fault
from app.gui.imports import leave_sources_unread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

HARD_CRASHES = "hard-crashes.txt"
_UNSEEN = ("offscreen", "minimal", "vnc")


def run_counter(data_dir: Path | None, *, demo: bool, virtual_printer: bool) -> int:
    """Runs the window until it is closed. Exit 1 with one line when the folder cannot be opened."""
    folder = data_dir or default_folder()
    if no_display():
        return failed("there is no display to open the counter on; `jifentai demo --out DIR` runs without one")

    def make() -> int:
        from app.cli.init import with_progress

        print(f"making the demo shop in {folder} (once)", file=sys.stderr)
        with_progress(folder, seed=7, members=500, days=400, until=None)
        return HOLDS

    if demo and not has_shop(folder):
        gc.enable()
        if guarded(make) != HOLDS:
            return FAILS
    return _open(folder, virtual_printer=virtual_printer)


def no_display() -> bool:
    """Nothing can be shown: Qt would end the program. Only Linux can be without; a platform asked for by name is taken."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    return sys.platform.startswith("linux") and not (wanted or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(folder: Path, *, virtual_printer: bool) -> int:
    gc.disable()  # what a start makes stays: looking through it again and again costs a tenth of it
    from PySide6.QtWidgets import QApplication

    leave_sources_unread()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("jifentai")
    try:
        with _ending(app):
            _run(app, folder, virtual_printer=virtual_printer)
    except (Fault, OSError) as error:
        code = guarded(_raising(error))
        if app.platformName() not in _UNSEEN:
            _show(app, folder, error)
        return code
    finally:
        gc.enable()
    return HOLDS


def _run(app: QApplication, folder: Path, *, virtual_printer: bool) -> None:
    """The shop, and as often as somebody wants to practise a fresh copy of it and back. Fault and OSError while opening."""
    practising = False
    while _counter(app, make_practice(folder) if practising else folder, virtual_printer=virtual_printer):
        practising = not practising


def _counter(app: QApplication, folder: Path, *, virtual_printer: bool) -> bool:
    """Opens and runs one window; nothing is left open behind. Whether it is to go on in the other folder: practice, or back from it."""
    from app.cli.counter_window import CounterWindow
    from app.devices.clock import SystemClock
    from app.support.crash import install
    from app.support.logging import start_log, stop_log

    if not has_shop(folder):
        raise Fault("no_shop")
    log = start_log(folder)
    opened: list[CounterWindow] = []
    changes: list[bool] = []

    def change_over() -> None:
        changes.append(True)
        app.quit()

    def tell(_report: Path | None) -> None:
        for counter in opened:
            counter.met_bug()

    restore = install(folder, now_ms=SystemClock().now_ms, on_crash=tell)
    hard = (folder / "logs" / HARD_CRASHES).open("a", encoding="utf-8")
    faulthandler.enable(hard)  # a crash below Python leaves at least where it was
    try:
        counter = CounterWindow(app, folder, on_quit=app.quit, on_practice=change_over)
        opened.append(counter)
        try:
            counter.start()
            gc.freeze()
            gc.enable()
            if virtual_printer:
                counter.show_virtual_printer()
            app.exec()
        finally:
            counter.close()
    finally:
        faulthandler.disable()
        hard.close()
        restore()
        stop_log(log)
    return bool(changes)


def _show(app: QApplication, folder: Path, error: Fault | OSError) -> None:
    """The window that says it in both languages, this machine's first."""
    from app.gui.i18n import Texts
    from app.gui.presenters.start_fault import start_fault
    from app.gui.screens.start_fault import StartFaultWindow
    from app.gui.theme.look import Look
    from app.settings.machine import MachineSettings

    zh, en = start_fault(error, Texts("zh_CN")), start_fault(error, Texts("en"))
    try:
        english = MachineSettings(folder).text("screen.language") == "en"
    except OSError:
        english = False
    look = Look()
    look.dress(app)
    window = StartFaultWindow(look, (en, zh) if english else (zh, en))
    window.show()
    app.exec()


def _raising(error: Fault | OSError) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@contextmanager
def _ending(app: QApplication) -> Iterator[None]:
    """A logged-out session (SIGTERM) or Ctrl+C closes the counter as its own key does: Python's handler runs as soon as Qt is woken.

    `quit` says nothing to a loop that has not begun; a timer waits for it.
    """
    from PySide6.QtCore import QSocketNotifier, QTimer

    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: ours.recv(64))
    before = {number: signal.signal(number, lambda *_: QTimer.singleShot(0, app.quit)) for number in (signal.SIGINT, signal.SIGTERM)}
    woken = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        ours.close()
        theirs.close()

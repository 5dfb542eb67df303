"""`run`: opens the counter on a data folder; makes the demo shop first where it is asked for and there is no shop."""

from __future__ import annotations

import sys
from pathlib import Path

from app.bootstrap import default_folder, has_shop
from app.cli.output import HOLDS, failed, guarded


def run_counter(data_dir: Path | None, *, demo: bool, virtual_printer: bool) -> int:
    """Runs the window until it is closed. Exit 1 with one line when the folder cannot be opened."""
    folder = data_dir or default_folder()

    def command() -> int:
        if not has_shop(folder):
            if not demo:
                return failed("there is no shop in this folder; make one with `jifentai init`, or try `jifentai run --demo`")
            from app.cli.init import with_progress

            print(f"making the demo shop in {folder} (once)", file=sys.stderr)
            with_progress(folder, seed=7, members=500, days=400, until=None)
        return _open(folder, virtual_printer=virtual_printer)

    return guarded(command)


def _open(folder: Path, *, virtual_printer: bool) -> int:
    from PySide6.QtWidgets import QApplication

    from app.cli.counter_window import CounterWindow
    from app.devices.clock import SystemClock
    from app.support.crash import install
    from app.support.logging import start_log, stop_log

    app = QApplication(sys.argv[:1])
    app.setApplicationName("jifentai")
    log = start_log(folder)
    restore = install(folder, now_ms=SystemClock().now_ms, on_crash=lambda path: None)
    try:
        counter = CounterWindow(app, folder, on_quit=app.quit)
        try:
            counter.start()
            if virtual_printer:
                counter.show_virtual_printer()
            app.exec()
        finally:
            counter.close()
    finally:
        restore()
        stop_log(log)
    return HOLDS

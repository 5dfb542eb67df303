"""Crash reports: an error nobody expected becomes a file in the data folder, and one plain line for the cashier."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.support.discretion import discreet_traceback
from app.support.version import VERSION

REPORTS_KEPT = 20

_log = logging.getLogger(__name__)


def write_report(data_folder: Path, error: BaseException, *, now_ms: int, thread: str) -> Path | None:
    """Writes `crashes/crash-<UTC>.txt` and returns its path, or None where even that fails (a full disk). `now_ms` is UTC.

    The report holds version, system, thread and traceback; nothing of members, baskets or amounts.
    """
    import platform

    folder = data_folder / "crashes"
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now_ms / 1000)) + f"{now_ms % 1000:03d}Z"
    text = (
        f"Jifentai {VERSION}\n{stamp}\nPython {platform.python_version()} on {platform.platform()}\n"
        f"thread {thread}\n\n{discreet_traceback(error)}"
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{stamp}-{thread_slug(thread)}.txt"
        path.write_text(text, encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-REPORTS_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def thread_slug(thread: str) -> str:
    """The thread's name as part of a file name."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in thread)[:40]


def install(data_folder: Path, *, now_ms: Callable[[], int], on_crash: Callable[[Path | None], None]) -> Callable[[], None]:
    """From now on every uncaught error of any thread writes a report and calls `on_crash` with its path, in the thread that failed.

    Returns what puts the earlier hooks back. Ctrl+C stays what it is.
    """
    before = sys.excepthook, threading.excepthook

    def crashed(error: BaseException, thread: str) -> None:
        _log.critical("crash in thread %s", thread, exc_info=error)
        on_crash(write_report(data_folder, error, now_ms=now_ms(), thread=thread))

    def on_main(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, frames)
            return
        crashed(error, threading.current_thread().name)

    def on_thread(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is None or isinstance(failed.exc_value, SystemExit):
            return
        crashed(failed.exc_value, failed.thread.name if failed.thread else "unknown")

    def restore() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = on_main, on_thread
    return restore

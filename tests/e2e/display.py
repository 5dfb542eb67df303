"""An X display of our own (Xvfb) and xdotool as the keyboard, the scanner and the person before it. No window manager is needed."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from types import TracebackType

import pytest

SCANNER_MS = 5
PERSON_MS = 190
"""As xdotool counts (it waits half of it between keys). A person's keys are more than 85 ms apart, else they are taken for a scan."""
SAME_S = 0.5
"""The counter takes the same code within 400 ms for one scan."""
_START_S = 20.0


class Display:
    """A running Xvfb. `name` is what DISPLAY must say."""

    def __init__(self, size: str = "1366x768") -> None:
        self._size = size
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""
        self._last_code, self._last_at = "", 0.0

    def __enter__(self) -> Display:
        reading, writing = os.pipe()
        try:
            self._server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-noreset"],
                pass_fds=[writing],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as number:
            if not select.select([number], (), (), _START_S)[0]:
                raise RuntimeError("Xvfb did not start")
            said = number.readline().strip()
        if not said:
            raise RuntimeError("Xvfb ended at once")
        self.name = f":{said.decode()}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None) -> None:
        if self._server is not None:
            self._server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(10)

    def wait_for_window(self, title: str, may_come: Callable[[], bool] = lambda: True, timeout_s: float = 60.0) -> str:
        """The id of the visible window with this title, focused."""
        until = time.monotonic() + timeout_s
        while time.monotonic() < until and may_come():
            found = self._xdotool("search", "--onlyvisible", "--name", f"^{title}$", check=False).split()
            if found:
                self._xdotool("windowfocus", "--sync", found[-1])
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no window {title!r}")

    def scan(self, code: str) -> None:
        """As a keyboard-wedge scanner sends it: 5 ms a key, then Enter. Nobody scans the same thing again within SAME_S."""
        if code == self._last_code:
            time.sleep(max(0.0, self._last_at + SAME_S - time.monotonic()))
        self._xdotool("type", "--delay", str(SCANNER_MS), code + "\n")
        self._last_code, self._last_at = code, time.monotonic()

    def type(self, text: str) -> None:
        """As a person types."""
        self._xdotool("type", "--delay", str(PERSON_MS), text)

    def press(self, *keys: str) -> None:
        """Keys by their X names: F12, Return, ctrl+p."""
        for key in keys:
            self._xdotool("key", key)
            time.sleep(PERSON_MS / 1_000)

    def press_at_once(self, *keys: str) -> None:
        """Keys without a pause between them."""
        self._xdotool("key", "--delay", "0", *keys)

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=os.environ | {"DISPLAY": self.name}, capture_output=True, text=True, check=False, timeout=60
        )
        if check and done.returncode:
            raise AssertionError(f"xdotool {arguments[0]}: {done.stderr.strip()}")
        return done.stdout


def missing_display_tools() -> str:
    """What is missing for a display of our own; empty where all is there."""
    if not sys.platform.startswith("linux"):
        return "a display of our own needs Linux"
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    return f"not installed: {', '.join(missing)} (installer/test.py installs them)" if missing else ""


needs_display = pytest.mark.skipif(bool(missing_display_tools()), reason=missing_display_tools())

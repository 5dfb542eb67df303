"""What every test stands on: no display, DejaVu as the only system font, fixed Hypothesis seeds, no leaked thread, window or timer.

Qt messages at warning level fail a test by `qt_log_level_fail` in pyproject.toml, Python warnings by `filterwarnings`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

THREAD_GRACE_S = 2.0  # a worker told to stop may take this long
FONT_ROOTS = ("/usr/share/fonts", "/usr/local/share/fonts")

settings.register_profile("check", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=5_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def dejavu_only(folder: Path) -> None:
    """A font configuration without any Chinese font: what the bundled font lacks is then missing and not lent by the system."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for font in (file for root in FONT_ROOTS for file in Path(root).rglob("DejaVuSans*.ttf")):
        if not (fonts / font.name).exists():
            (fonts / font.name).symlink_to(font)
    file = folder / "fonts.conf"
    file.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>", encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(file)


_FONT_FOLDER = tempfile.TemporaryDirectory(prefix="jifentai-fonts-")
if sys.platform.startswith("linux"):
    dejavu_only(Path(_FONT_FOLDER.name))  # here and not in a fixture: Qt reads it once, when the first application starts


def pytest_unconfigure() -> None:
    _FONT_FOLDER.cleanup()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that leaves a thread running, a window open or a timer ticking."""
    before = set(threading.enumerate())
    yield
    waited = time.monotonic() + THREAD_GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]:
        if time.monotonic() > waited:
            pytest.fail(f"threads left running: {', '.join(t.name for t in left)}")
        left[0].join(0.05)
    if "qapp" in request.fixturenames:
        _no_windows_left()


def _no_windows_left() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for window in QApplication.topLevelWidgets():
        name = f"{type(window).__name__} {window.windowTitle()}"
        visible, ticking = window.isVisible(), any(timer.isActive() for timer in window.findChildren(QTimer))
        window.close()
        window.deleteLater()  # the next test starts clean in any case
        if visible or ticking:
            pytest.fail(f"left {'open' if visible else 'with a running timer'}: {name}")

"""The checks that watch the other tests work themselves: fonts, leaked threads and windows, Qt warnings, Hypothesis seeds."""

from __future__ import annotations

import pytest
from hypothesis import settings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

pytest_plugins = ["pytester"]

GENERIC = {"Monospace", "Sans Serif", "Serif"}  # aliases that fontconfig always offers
LEAVERS = """
import threading, time
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_thread():
    threading.Thread(target=time.sleep, args=(3,), name="stray").start()

def test_window(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_timer(qapp):
    kept.append(QWidget())
    QTimer(kept[-1]).start(1000)

def test_warning(qapp):
    qWarning("loose end")
"""


def test_the_system_has_no_font_but_dejavu(qapp: QApplication) -> None:
    ours = ("Noto Sans SC", "Material Design Icons", "Phosphor")  # brought by the program: letters and icons
    families = {family for family in QFontDatabase.families() if family not in GENERIC and not family.startswith(ours)}
    assert families
    assert all(family.startswith("DejaVu Sans") for family in families), families


def test_hypothesis_tries_the_same_examples_every_time() -> None:
    assert settings.get_current_profile_name() != "check" or settings().derandomize


def test_a_test_that_leaves_something_behind_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    pytester.makeconftest("import tests.conftest\nfrom tests.conftest import no_leaks\ntests.conftest.THREAD_GRACE_S = 0.1")
    pytester.makeini("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING")
    pytester.makepyfile(LEAVERS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.stdout.fnmatch_lines_random(
        [
            "*threads left running: stray*",
            "*left open: QWidget*",
            "*left with a running timer: QWidget*",
            "*Failure: Qt messages with level WARNING or above emitted*",
        ]
    )
    assert result.parseoutcomes() == {"passed": 3, "failed": 1, "errors": 3}

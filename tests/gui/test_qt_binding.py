"""The Qt binding itself: PySide6 6.12.0 under Python before 3.12 loses a reference to None at every call that returns nothing."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication


def test_fifty_thousand_calls_do_not_wear_none_out(qapp: QApplication) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(50_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 1_000

"""Why PySide6 is pinned: 6.12.0 drops a reference to None with every void call, and the interpreter aborts within minutes of selling."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QPoint

CALLS = 50_000


def test_void_calls_take_no_reference_from_none() -> None:
    thing, point = QObject(), QPoint()
    before = sys.getrefcount(None)
    for _ in range(CALLS // 2):
        thing.setObjectName("till")
        point.setX(1)
    # On 3.12 and newer None is immortal and the count stands still; before that the test's own frames move it by a few.
    assert sys.getrefcount(None) > before - 100

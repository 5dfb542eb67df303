"""The dressed application and the texts for tests of the interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.i18n import Texts
from app.gui.theme.look import Look


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform warns of size hints whenever a top-level window has a minimum size."""
    config.addinivalue_line("qt_log_ignore", "does not support propagateSizeHints")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """A light look at 100 % on the application."""
    look = Look()
    look.dress(qapp)
    yield look
    look.set(mode="light", scale_percent=100)


@pytest.fixture
def texts() -> Texts:
    """Chinese texts, as shipped."""
    return Texts("zh_CN")

"""A fresh till for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.till import Till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    """An empty till, open."""
    made = Till(tmp_path / "till")
    yield made
    made.store.close()

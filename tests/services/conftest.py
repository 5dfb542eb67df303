"""A fresh small shop for every test, and the auditor who comes when the test is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.sqlite.database import FILE_NAME
from tests.fakes.audit import audit
from tests.fakes.shop import Shop, make_small_shop


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "shop"
    make_small_shop(folder)
    return folder


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Iterator[Shop]:
    """Open on 20 June 2026, 14:32; closed and audited in the end."""
    folder = tmp_path / "shop"
    shutil.copytree(template, folder)
    opened = Shop(folder)
    try:
        yield opened
    finally:
        opened.store.close()
    audit(folder / FILE_NAME)

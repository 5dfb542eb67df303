"""A fresh shop and a cashier at its window for every test; the auditor comes when it is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.theme.look import Look
from app.storage.sqlite.database import FILE_NAME
from tests.fakes.audit import audit
from tests.fakes.shop import Shop, make_small_shop
from tests.gui.screens.counter import Cashier


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counter") / "shop"
    make_small_shop(folder)
    return folder


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Iterator[Shop]:
    folder = tmp_path / "shop"
    shutil.copytree(template, folder)
    opened = Shop(folder)
    try:
        yield opened
    finally:
        opened.store.close()
    audit(folder / FILE_NAME)


@pytest.fixture
def arriving(qapp: QApplication, shop: Shop, look: Look) -> Iterator[Cashier]:
    """Nobody is signed in yet."""
    cashier = Cashier(qapp, shop, look)
    yield cashier
    cashier.close()


@pytest.fixture
def cashier(arriving: Cashier) -> Cashier:
    """Signed in, the counter is empty."""
    arriving.sign_in()
    return arriving

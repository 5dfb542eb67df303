"""A fresh shop and its counter for every test; the auditor comes when it is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.sqlite.database import FILE_NAME
from tests.fakes.audit import audit
from tests.fakes.shop import Shop, make_small_shop
from tests.gui.presenters.bench import Bench


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("presenters") / "shop"
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
def arriving(shop: Shop) -> Iterator[Bench]:
    """Nobody is signed in yet; a bug fails the test."""
    bench = Bench(shop)
    yield bench
    assert bench.bugs == []


@pytest.fixture
def counter(arriving: Bench) -> Bench:
    """Signed in."""
    return arriving.sign_in()

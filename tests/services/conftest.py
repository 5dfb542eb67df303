"""A fresh small shop for every test, and the auditor who comes when the test is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.sqlite.database import FILE_NAME
from tests.fakes.audit import audit
from tests.fakes.shop import BAG, BUN, CARD_LIN, COFFEE, CRISPS, MILK, WATER, Shop, make_small_shop


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


@pytest.fixture(scope="module")
def shop_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One shop for all examples of a property, with the drawn goods and Lin on the counter."""
    folder = tmp_path_factory.mktemp("once") / "shop"
    shutil.copytree(template, folder)
    opened = Shop(folder)
    opened.scan(f"2*{WATER}", MILK, COFFEE, f"2*{BUN}", CRISPS, BAG, CARD_LIN)
    try:
        yield opened
    finally:
        opened.store.close()
    audit(folder / FILE_NAME)

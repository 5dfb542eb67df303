"""A small demo shop, made once by the program's own command and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.devices.printers.pty_printer import PtyPrinter
from tests.e2e.display import Display
from tests.e2e.program import Program
from tests.e2e.shift import Counter

MEMBERS, DAYS = 30, 5


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop as `init --demo` leaves it. Nobody may change it."""
    folder = tmp_path_factory.mktemp("template") / "shop"
    code, out, err = Program(
        "init", "--demo", "--data-dir", str(folder), "--members", str(MEMBERS), "--days", str(DAYS)
    ).wait()
    assert code == 0, out + err
    return folder


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Path:
    """A shop of one's own."""
    folder = tmp_path / "shop"
    shutil.copytree(template, folder)
    return folder


@pytest.fixture
def display() -> Iterator[Display]:
    """A display of one's own."""
    with Display() as display:
        yield display


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PtyPrinter]:
    """A printer on a serial line of 9600 baud, ten times as fast as life."""
    with PtyPrinter(tmp_path, baud=9_600, speed_factor=10) as printer:
        yield printer


@pytest.fixture
def counter(shop: Path, display: Display, printer: PtyPrinter) -> Counter:
    """A counter that is closed still."""
    return Counter(shop, display, printer)

"""What may not be imported on the way from the command `run` to the first accepted scan: a start has a budget (tests.bench, row start).

The real program is started offscreen over a small demo shop, somebody signs in, one product is scanned and painted. Where it fails, look
who imports the module (`python -X importtime -m tests.bench.window start FOLDER 1`) and move that import to where its screen, sheet or
act begins.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import make_demo_shop

ROOT = Path(__file__).resolve().parents[2]
NOT_ON_THE_WAY = {
    # what stands in the table of dependencies and belongs to other moments
    "sqlalchemy", "alembic", "mako", "pydantic", "pydantic_core", "typer", "click", "rich", "reportlab", "qrcode", "barcode", "PIL",
    "qtawesome", "qtpy", "pyqtgraph", "numpy", "platformdirs",
    # heavy parts of the standard library
    "asyncio", "csv", "email", "http", "multiprocessing", "ssl", "unittest", "uuid", "urllib.request", "concurrent.futures.process",
    "importlib.metadata", "logging.config", "subprocess", "html", "xml",
}  # fmt: skip
ON_THE_WAY = {
    "app.documents": {"document", "profiles"},
    "app.gui.screens": {"sell_screen", "sheet", "sign_in_screen"},
    "app.gui.presenters": {
        "banners", "counter_views", "messages", "outfit", "people", "places", "room", "rules_today", "sell", "sell_view", "shell",
        "sign_in", "till", "undo",
    },
}  # fmt: skip
"""Of these packages a start needs no more: papers, screens, sheets and their presenters are imported when they are opened."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A start, up to the first painted line."""
    folder = tmp_path_factory.mktemp("start") / "till"
    make_demo_shop(folder, seed=3, members=5, days=1, until=date(2026, 6, 19))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window", "start", str(folder), "1"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def imported(started: dict[str, Any]) -> frozenset[str]:
    """The modules of that start."""
    return frozenset(started["modules"])


def test_the_start_was_a_real_one(imported: frozenset[str]) -> None:
    """Books, window and the sale's screen were there."""
    assert {"app.cli.entry", "app.storage.sqlite.store", "app.gui.screens.sell_screen", "PySide6.QtWidgets"} <= imported


def test_nothing_heavy_is_imported(imported: frozenset[str]) -> None:
    """The row "cold start" of the budgets."""
    there = {name for name in imported if name in NOT_ON_THE_WAY or name.split(".")[0] in NOT_ON_THE_WAY}
    assert sorted(there) == []


@pytest.mark.parametrize("package", ON_THE_WAY)
def test_what_is_opened_later_is_imported_later(package: str, imported: frozenset[str]) -> None:
    """A screen that nobody has opened costs a start nothing."""
    there = {name.removeprefix(f"{package}.") for name in imported if name.startswith(f"{package}.")}
    assert sorted(there - ON_THE_WAY[package]) == []


def test_no_source_is_read(started: dict[str, Any]) -> None:
    """Compiled modules are enough; PySide6 would look through every source (app.gui.imports)."""
    assert [name for name in started["sources"] if f"{os.sep}app{os.sep}" in name] == []

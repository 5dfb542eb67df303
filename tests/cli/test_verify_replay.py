"""`verify` and `replay` on a real shop and on one that somebody edited behind the program's back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.bootstrap import make_demo_shop
from app.cli.demo import UNTIL
from app.cli.main import app


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books") / "shop"
    make_demo_shop(folder, seed=3, members=20, days=3, until=UNTIL)
    return folder


@pytest.fixture
def shop(sold: Path, tmp_path: Path) -> Path:
    shutil.copytree(sold, tmp_path / "shop")
    return tmp_path / "shop"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def edited(shop: Path, sql: str) -> None:
    """What a visitor with a database browser would do; plain SQLite, for the file is not encrypted yet."""
    with sqlite3.connect(shop / "till.db") as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
    connection.close()


def test_books_as_they_were_written_hold(shop: Path) -> None:
    code, text = run("verify", "--data-dir", str(shop), "--json")
    report = json.loads(text)
    assert code == 0
    assert report["holds"] is True
    assert report["events"] > 80
    code, text = run("replay", "--data-dir", str(shop), "--json")
    assert code == 0
    assert json.loads(text)["same"] is True


def test_points_given_by_hand_are_found_by_both(shop: Path) -> None:
    edited(shop, "UPDATE balance SET remaining = remaining + 500 WHERE holder = (SELECT min(holder) FROM balance)")
    code, text = run("verify", "--data-dir", str(shop), "--json")
    assert code == 1
    assert json.loads(text)["problems"][0]["part"] in ("file", "trigger", "projection")
    code, text = run("replay", "--data-dir", str(shop), "--json")
    assert code == 1
    assert json.loads(text)["differences"][0]["table"] == "balance"


def test_an_event_taken_out_is_named(shop: Path) -> None:
    edited(shop, "DELETE FROM journal WHERE seq = 60")
    code, text = run("verify", "--data-dir", str(shop))
    assert code == 1
    assert text.strip()


def test_no_shop_is_one_line(tmp_path: Path) -> None:
    for command in ("verify", "replay"):
        code, text = run(command, "--data-dir", str(tmp_path))
        assert code == 1
        assert len(text.strip().splitlines()) == 1
        assert "jifentai init" in text

"""The way to the counter that goes round typer is the one that typer would take."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import run
from app.cli.entry import main, wanted_counter
from app.cli.main import app

Call = tuple[Path | None, bool, bool]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What the counter was asked for, instead of opening it."""
    calls: list[Call] = []

    def run_counter(data_dir: Path | None, *, demo: bool, virtual_printer: bool) -> int:
        calls.append((data_dir, demo, virtual_printer))
        return 3

    monkeypatch.setattr(run, "run_counter", run_counter)
    return calls


OPTIONS: list[list[str]] = [["--data-dir", "some/where"], ["--data-dir=else"], ["--demo"], ["--virtual-printer"]]
LINES = [["run", *(word for option in chosen for word in option)] for n in range(4) for chosen in permutations(OPTIONS, n)]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_both_ways_open_the_same_counter(line: list[str], opened: list[Call], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["jifentai", *line])
    with pytest.raises(SystemExit) as ended:
        main()
    assert wanted_counter(line) is not None
    assert (ended.value.code, CliRunner().invoke(app, line).exit_code) == (3, 3)
    assert opened[0] == opened[1]


OTHERS: list[list[str]] = [
    [], ["--help"], ["verify"], ["run", "--help"], ["run", "--demo", "--help"], ["run", "--data-dir"], ["run", "--data-dir", "--demo"],
    ["run", "--data-dir="], ["run", "--data-dir", "~/till"], ["run", "--demo=1"], ["run", "somewhere"], ["run", "--dem"], ["demo", "run"],
]  # fmt: skip


@pytest.mark.parametrize("line", OTHERS, ids=" ".join)
def test_everything_else_is_typer_s(line: list[str], opened: list[Any]) -> None:
    assert wanted_counter(line) is None


def test_the_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, "-m", "app", "--help"], capture_output=True, text=True, check=True, encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert (command.name or command.callback.__name__) in done.stdout

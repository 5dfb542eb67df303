"""The README says what is there: its files, its commands, its dependencies, its picture."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app.cli.main import app as commands

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BASES = ("", "app", "app/gui", "app/domain/programme", "tests", "installer")
MADE_LATER = {"out/demo", "keys/till.key", "till.pub"}
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")


def named_paths() -> list[str]:
    """What looks like a file or a folder: it has a slash or a known ending."""
    return sorted({path for path in PATH.findall(README) if "/" in path or path.endswith((".py", ".md", ".ts", ".json", ".toml"))})


def test_there_are_paths_to_look_for() -> None:
    assert len(named_paths()) > 20


@pytest.mark.parametrize("path", [path for path in named_paths() if path not in MADE_LATER and not path.startswith(".")])
def test_every_file_it_names_is_there(path: str) -> None:
    assert any((ROOT / base / path).exists() for base in BASES), path


def test_every_command_is_in_its_table() -> None:
    registered = {command.name or command.callback.__name__ for command in commands.registered_commands if command.callback}
    registered |= {group.name for group in commands.registered_groups if group.name}
    rows = set(re.findall(r"^\| `(\w+)", README, re.MULTILINE))
    assert registered == rows


def test_the_map_names_every_package_of_app() -> None:
    packages = {path.name for path in (ROOT / "app").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert packages == set(re.findall(r"^  (\w+)/ ", README, re.MULTILINE))


def test_the_table_of_dependencies_is_whole() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    table = README.lower().replace(" essentials", "-essentials")
    for requirement in wanted:
        name = re.split(r"[=<>;\s\[]", requirement)[0]
        assert name in table, name


def test_the_picture_is_one_of_the_program_s_own() -> None:
    (picture,) = re.findall(r"!\[.*\]\((.*)\)", README)
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")

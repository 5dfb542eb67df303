"""The locks: complete, hashed, without addresses, and both of the same versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def locked(name: str) -> dict[str, str]:
    """Package -> version of a lock."""
    text = (ROOT / "installer/locks" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ \n]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "installer/locks" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for entry in re.split(r"\n(?=[a-z])", text.strip()):
        assert "--hash=sha256:" in entry, entry


def test_everything_asked_for_is_locked() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name, wanted in (
        ("run.txt", asked["project"]["dependencies"] + asked["dependency-groups"]["build"]),
        ("dev.txt", asked["project"]["dependencies"] + asked["project"]["optional-dependencies"]["dev"]),
    ):
        names = {re.split(r"[<>=;\[ ]", entry)[0].lower() for entry in wanted}
        assert names <= set(locked(name))


def test_the_check_runs_on_the_versions_that_are_shipped() -> None:
    run, dev = locked("run.txt"), locked("dev.txt")
    assert {name: dev[name] for name in run} == run


def test_the_gui_is_pinned() -> None:
    assert locked("run.txt")["pyside6-essentials"] == "6.11.3"

"""The command line as a person meets it: arguments in, exit code, answer and one line of complaint out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli.main import app


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Jifentai:
    """`jifentai` on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Answer:
        """Runs a command on the folder."""
        if arguments[0] not in ("evaluate", "--help"):
            arguments = (*arguments, "--data-dir", str(self.folder))
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    def complaint(self, *arguments: str, code: int = 1) -> str:
        """The one line on stderr that a command ends in."""
        answer = self(*arguments)
        assert (answer.code, answer.out) == (code, ""), answer
        assert answer.err.count("\n") == 1, answer.err
        assert answer.err.startswith("jifentai: ")
        return answer.err.removeprefix("jifentai: ").rstrip("\n")


@pytest.fixture
def jifentai(tmp_path: Path) -> Jifentai:
    """On a folder that is not there yet."""
    return Jifentai(tmp_path / "till")


@pytest.fixture
def shop(jifentai: Jifentai) -> Jifentai:
    """On a new shop of one's own."""
    answer = jifentai("init", "--shop", "小店", "--owner", "何敏", "--pin", "4711")
    assert answer.code == 0, answer
    return jifentai

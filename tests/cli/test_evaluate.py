"""`evaluate`: a file of documents or cases, and JSON Lines; the answers themselves are judged with the engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Jifentai

GOLDEN = Path(__file__).parents[1] / "golden" / "programme"
CASES = json.loads((GOLDEN / "10-redemption.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["02-rounding", "05-base", "10-redemption", "08-lots"])
def test_golden_files_hold(jifentai: Jifentai, name: str) -> None:
    answer = jifentai("evaluate", str(GOLDEN / f"{name}.json"))
    assert (answer.code, answer.err) == (0, "")
    assert all(json.loads(line)["ok"] for line in answer.out.splitlines())


def test_a_case_that_does_not_hold(jifentai: Jifentai, tmp_path: Path) -> None:
    wrong = [{**CASES[0], "expect": {"ok": True}}]
    (tmp_path / "case.json").write_text(json.dumps(wrong))
    answer = jifentai("evaluate", str(tmp_path / "case.json"))
    assert (answer.code, answer.err) == (1, f"evaluate: case {CASES[0]['id']} differs from what it expects\n")


def test_lines_in_lines_out(jifentai: Jifentai) -> None:
    """One answer a line whatever comes, exit 0: good documents, no JSON, no UTF-8, blank lines."""
    good = json.dumps(CASES[0]["input"], ensure_ascii=False).encode()
    stdin = b"\n".join([good, b"", b"{", b"\xff\xfe", b"[]", b'{"op": "quote"}', good]) + b"\n"
    answer = jifentai("evaluate", "--lines", "-", stdin=stdin)
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 0
    assert [line["ok"] for line in found] == [True, False, False, False, False, True]
    assert found[0] == found[-1] == CASES[0]["expect"]


def test_lines_are_answered_one_by_one() -> None:
    """Flushed: the answer comes before the next line is sent, in UTF-8 whatever the console says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "evaluate", "--lines", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for case in CASES[:2]:
            process.stdin.write(json.dumps(case["input"]).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == case["expect"]
        process.stdin.close()
        assert process.wait(10) == 0


@pytest.mark.parametrize("arguments", [(), ("--lines", "x"), ("nothing.json",), (str(GOLDEN / "10-redemption.json"), "--lines", "-")])
def test_usage(jifentai: Jifentai, arguments: tuple[str, ...]) -> None:
    answer = jifentai("evaluate", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"a": 1, "a": 2}', b"[" * 100_000])
def test_what_is_no_document(jifentai: Jifentai, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    answer = jifentai("evaluate", str(tmp_path / "x.json"))
    assert answer.code == 1
    refusal = json.loads(answer.out)
    assert (refusal["ok"], len(refusal["errors"])) == (False, 1)
    assert set(refusal["errors"][0]) == {"path", "code"}
    assert answer.err.count("\n") == 1


def test_help_names_every_command(jifentai: Jifentai) -> None:
    text = jifentai("--help").out
    for command in ("run", "init", "evaluate", "verify", "replay", "demo", "screenshots", "settings", "import"):
        assert command in text

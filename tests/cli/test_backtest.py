"""`backtest` as the window and as a person runs it (EDGE-02): lines of JSON, tables, a draft with defects, breaking off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import make_demo_shop, open_desk
from app.services.backtest_result import BackTest
from app.support.resources import resource
from tests.cli.conftest import Jifentai

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Jifentai:
    folder = tmp_path_factory.mktemp("sold") / "shop"
    make_demo_shop(folder, seed=7, members=60, days=30, until=date(2026, 6, 19))
    return Jifentai(folder)


def document(**changes: Any) -> str:
    published = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    return json.dumps({**published, "version": 2, **changes}, ensure_ascii=False)


def test_progress_and_answer_are_lines_of_json(sold: Jifentai, tmp_path: Path) -> None:
    """The draft from a file and from standard input give the same."""
    (tmp_path / "draft.json").write_text(document(point_value="2"), encoding="utf-8")
    from_file = sold("backtest", str(tmp_path / "draft.json"), "--days", "20", "--json")
    piped = sold("backtest", "-", "--days", "20", "--json", stdin=document(point_value="2"))
    assert (from_file.code, from_file.err) == (0, "")
    assert piped == from_file
    *steps, answer = [json.loads(line) for line in from_file.out.splitlines()]
    assert steps
    assert all(set(step) == {"done", "total"} for step in steps)
    assert steps[-1]["done"] == steps[-1]["total"]
    read = BackTest.from_document(answer)
    assert (read.days, read.until) == (20, "2026-06-19")
    assert read.points.old == read.points.new > 0
    assert read.cost_minor.new == 2 * read.cost_minor.old


def test_tables_for_people(sold: Jifentai) -> None:
    answer = sold("backtest", "-", "--days", "20", stdin=document(caps=[{"code": "fund", "who": "all", "per": "month", "limit": 400}]))
    assert answer.code == 0
    for words in ("2026-05-31 to 2026-06-19", "points credited", "基础积分", "members by points a month", "fund", "400 month"):
        assert words in answer.out
    assert '"done"' not in answer.out


def test_a_draft_with_defects_names_them(sold: Jifentai) -> None:
    broken = document(point_value="0/0", caps=[{"code": "c", "per": "day", "limit": -1}])
    plain = sold("backtest", "-", stdin=broken)
    assert (plain.code, plain.out) == (1, "")
    assert plain.err.splitlines() == [
        "jifentai: /caps/0/limit: it is out of its bounds (range)",
        "jifentai: /point_value: it is not written as it should be (format)",
    ]
    answer = sold("backtest", "-", "--json", stdin=broken)
    assert answer.code == 1
    assert answer.data == {
        "ok": False, "errors": [{"path": "/caps/0/limit", "code": "range"}, {"path": "/point_value", "code": "format"}]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{", {"path": "", "code": "format"}),
        ('{"code": 1, "code": 2}', {"path": "/code", "code": "duplicate"}),
        ("[" * 100_000, {"path": "", "code": "format"}),
        ("[]", {"path": "", "code": "type"}),
    ],
)
def test_what_is_no_programme(sold: Jifentai, content: str, error: dict[str, str]) -> None:
    answer = sold("backtest", "-", "--json", stdin=content)
    assert answer.code == 1
    assert answer.data == {"ok": False, "errors": [error]}


def test_wrong_usage(sold: Jifentai, tmp_path: Path) -> None:
    assert "expects 1 to 3650" in sold.complaint("backtest", "-", "--days", "0", code=2)
    assert "cannot read" in sold.complaint("backtest", str(tmp_path / "nothing.json"), code=2)
    (tmp_path / "large.json").write_bytes(b" " * 3_000_000)
    assert "larger than 2 MB" in sold.complaint("backtest", str(tmp_path / "large.json"), code=2)


def test_a_folder_without_a_shop(jifentai: Jifentai, tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text(document(), encoding="utf-8")
    assert "no shop" in jifentai.complaint("backtest", str(tmp_path / "draft.json"))


def child(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app", "backtest", "-", "--json", "--data-dir", str(folder), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_it_runs_beside_an_open_till_and_gives_way_to_it(sold: Jifentai) -> None:
    with open_desk(sold.folder), child(sold.folder) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(document())
        process.stdin.close()
        first = json.loads(process.stdout.readline())
        if hasattr(os, "getpriority"):
            assert os.getpriority(os.PRIO_PROCESS, process.pid) >= 15
        answer = json.loads(process.stdout.read().splitlines()[-1])
        assert process.wait() == 0
    assert first["total"] > 0
    assert answer["points"]["difference"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there a process is ended without being asked")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_breaking_off_leaves_nothing_behind(sold: Jifentai, number: signal.Signals) -> None:
    """Ended in the middle, between the first word of progress and the answer: quiet, and the folder is as it was."""
    with open_desk(sold.folder) as desk:
        files = sorted(path.name for path in sold.folder.rglob("*"))
        events = desk.store.history().last_place()
        with child(sold.folder) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdin.write(document())
            process.stdin.close()
            assert "done" in process.stdout.readline()
            process.send_signal(number)
            process.stdout.read()
            assert process.wait() in (130, 0)
            assert process.stderr.read() == ""
        assert sorted(path.name for path in sold.folder.rglob("*")) == files
        assert desk.store.history().last_place() == events


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe that breaks")
def test_nobody_listens_any_more(sold: Jifentai) -> None:
    with child(sold.folder, "--days", "30") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(document())
        process.stdin.close()
        assert process.wait() == 130
        assert process.stderr.read() == ""

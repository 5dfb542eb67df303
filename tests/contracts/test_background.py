"""The port of background commands: the same expectations for child processes and for the fake of the presenter tests."""

from __future__ import annotations

import json
import queue
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.devices import background
from app.devices.background import ChildProcesses, program, program_folder
from app.services.ports.background import COMPLAINTS_MAX, GIVEN_MAX, Background, CommandEnd
from tests.fakes.background import FakeBackground, Script

WAIT_S = 20.0
COMMAND = """
import json, os, signal, sys, time
act, given = sys.argv[1], sys.stdin.read()
def say(**answer):
    print(json.dumps(answer, ensure_ascii=False), flush=True)
if act == "count":
    for n in range(3):
        say(done=n + 1, total=3)
    say(given=given)
elif act == "hang":
    say(begun=True)
    time.sleep(60)
elif act == "deaf":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say(begun=True)
    time.sleep(60)
elif act == "fail":
    print("no" * 20_000 + " such thing", file=sys.stderr)
    sys.exit(1)
elif act == "stray":
    print("not an answer")
    print("[1, 2]")
    say(ok=True)
elif act == "priority":
    say(priority=os.getpriority(os.PRIO_PROCESS, 0), arguments=sys.argv[1:])
"""


def scripted(arguments: tuple[str, ...], given: bytes) -> Script:
    """What COMMAND does."""
    if arguments[0] == "count":
        counted: list[Mapping[str, Any]] = [{"done": n + 1, "total": 3} for n in range(3)]
        return Script(lines=[*counted, {"given": given.decode()}])
    if arguments[0] in ("hang", "deaf"):
        return Script(lines=[{"begun": True}], hangs=True)
    return Script(code=1, complaints="no such thing")


@dataclass
class Heard:
    """What came back, in order."""

    lines: list[Mapping[str, Any]] = field(default_factory=list)
    ends: list[CommandEnd] = field(default_factory=list)


@dataclass
class Bench:
    """A port under test; `pump` lets things happen on the test's thread until `holds`."""

    port: Background
    pump: Callable[[Callable[[], bool]], None]
    order: list[str] = field(default_factory=list)

    def start(self, *arguments: str, kind: str = "test", given: bytes = b"") -> Heard:
        heard = Heard()

        def ended(end: CommandEnd) -> None:
            self.order.append(f"{arguments[0]} ended")
            heard.ends.append(end)

        self.port.start(kind, arguments, given=given, on_line=heard.lines.append, on_end=ended)
        return heard


@contextmanager
def fake(_: Path) -> Iterator[Bench]:
    port = FakeBackground(scripted)

    def pump(holds: Callable[[], bool]) -> None:
        while not holds():
            assert port.step(), "nothing more happens"

    yield Bench(port, pump)


@contextmanager
def real(folder: Path) -> Iterator[Bench]:
    script = folder / "command.py"
    script.write_text(COMMAND, encoding="utf-8")
    due: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    port = ChildProcesses(due.put, ("--data-dir", str(folder)), command=(sys.executable, str(script)), folder=folder)

    def pump(holds: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT_S
        while not holds():
            due.get(timeout=max(0.01, end - time.monotonic()))()

    try:
        yield Bench(port, pump)
    finally:
        port.close()


@pytest.fixture(params=[fake, real], ids=["fake", "real"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with request.param(tmp_path) as made:
        yield made


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Bench]:
    with real(tmp_path) as made:
        yield made


def test_answers_come_line_by_line_then_the_end(bench: Bench) -> None:
    heard = bench.start("count", given="规则".encode())
    assert bench.port.running("test")
    assert (heard.lines, heard.ends) == ([], [])
    bench.pump(lambda: bool(heard.ends))
    assert heard.lines == [{"done": 1, "total": 3}, {"done": 2, "total": 3}, {"done": 3, "total": 3}, {"given": "规则"}]
    assert heard.ends == [CommandEnd(code=0)]
    assert not bench.port.running("test")
    assert not heard.ends[0].broken


def test_a_command_that_fails_says_why(bench: Bench) -> None:
    heard = bench.start("fail")
    bench.pump(lambda: bool(heard.ends))
    (end,) = heard.ends
    assert (end.code, end.cancelled, end.broken) == (1, False, False)
    assert end.complaints.endswith("no such thing")
    assert len(end.complaints) <= COMPLAINTS_MAX


def test_a_cancelled_command_ends_and_says_no_more(bench: Bench) -> None:
    heard = bench.start("hang")
    bench.pump(lambda: bool(heard.lines))
    bench.port.cancel("test")
    bench.pump(lambda: bool(heard.ends))
    assert heard.ends[0].cancelled
    assert not heard.ends[0].broken
    assert heard.lines == [{"begun": True}]
    assert not bench.port.running("test")


def test_cancelling_what_does_not_run_changes_nothing(bench: Bench) -> None:
    bench.port.cancel("test")
    heard = bench.start("count")
    bench.pump(lambda: bool(heard.ends))
    bench.port.cancel("test")
    assert [end.code for end in heard.ends] == [0]


def test_lines_on_their_way_are_not_told_after_cancelling(bench: Bench) -> None:
    heard = bench.start("count")
    bench.pump(lambda: bool(heard.lines))
    bench.port.cancel("test")
    bench.pump(lambda: bool(heard.ends))
    assert heard.lines == [{"done": 1, "total": 3}]
    assert heard.ends[0].cancelled


def test_there_are_never_two_of_a_kind(bench: Bench) -> None:
    """The newest word counts: one that runs is broken off, one that waits gives way, and the next begins when the last has ended."""
    first = bench.start("hang")
    second = bench.start("hang")
    third = bench.start("count")
    bench.pump(lambda: bool(third.ends))
    assert [end.cancelled for end in (*first.ends, *second.ends, *third.ends)] == [True, True, False]
    assert second.lines == []
    assert len(third.lines) == 4
    assert bench.order[-1] == "count ended"


def test_commands_of_different_kinds_run_beside_each_other(bench: Bench) -> None:
    one, two = bench.start("hang", kind="one"), bench.start("count", kind="two")
    bench.pump(lambda: bool(two.ends) and bool(one.lines))
    assert bench.port.running("one")
    assert one.ends == []


def test_closing_ends_everything_and_calls_nobody(bench: Bench) -> None:
    heard = bench.start("hang")
    bench.pump(lambda: bool(heard.lines))
    waiting = bench.start("count")
    bench.port.close()
    later = bench.start("count")
    assert not bench.port.running("test")
    assert (heard.ends, waiting.ends, later.ends, later.lines) == ([], [], [], [])


def test_too_much_to_read_is_refused(bench: Bench) -> None:
    with pytest.raises(ValueError):
        bench.start("count", given=b"x" * (GIVEN_MAX + 1))
    assert not bench.port.running("test")


def test_more_to_read_than_a_pipe_holds(processes: Bench) -> None:
    heard = processes.start("count", given=b"y" * 1_000_000)
    processes.pump(lambda: bool(heard.ends))
    assert heard.lines[-1] == {"given": "y" * 1_000_000}


def test_one_that_ends_without_reading_is_no_trouble(tmp_path: Path) -> None:
    due: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    port = ChildProcesses(due.put, command=(sys.executable, "-c", "pass"), folder=tmp_path)
    ends: list[CommandEnd] = []
    port.start("test", (), given=b"z" * 1_000_000, on_line=lambda line: None, on_end=ends.append)
    due.get(timeout=WAIT_S)()
    assert ends == [CommandEnd(code=0)]


@pytest.mark.skipif(sys.platform == "win32", reason="there it is killed at once")
def test_one_that_will_not_end_is_killed(processes: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "KILL_AFTER_S", 0.2)
    heard = processes.start("deaf")
    processes.pump(lambda: bool(heard.lines))
    processes.port.cancel("test")
    processes.pump(lambda: bool(heard.ends))
    assert heard.ends[0].cancelled
    assert heard.ends[0].code == -9


def test_what_is_no_answer_is_a_complaint(processes: Bench) -> None:
    heard = processes.start("stray")
    processes.pump(lambda: bool(heard.ends))
    assert heard.lines == [{"ok": True}]
    assert heard.ends[0].complaints.splitlines() == ["not an answer", "[1, 2]"]


@pytest.mark.skipif(not hasattr(background.os, "setpriority"), reason="set when it is started there")
def test_a_command_gives_way_to_the_counter(processes: Bench, tmp_path: Path) -> None:
    heard = processes.start("priority")
    processes.pump(lambda: bool(heard.ends))
    assert heard.lines == [{"priority": background.LOW_PRIORITY, "arguments": ["priority", "--data-dir", str(tmp_path)]}]


def test_a_program_that_is_not_there_is_an_end_with_its_reason(processes: Bench, tmp_path: Path) -> None:
    due: list[Callable[[], None]] = []
    port = ChildProcesses(due.append, command=(str(tmp_path / "nothing"),))
    ends: list[CommandEnd] = []
    port.start("test", ("count",), on_line=lambda line: None, on_end=ends.append)
    assert ends == []
    due.pop()()
    assert ends[0].broken
    assert "nothing" in ends[0].complaints
    assert not port.running("test")


def test_the_program_that_is_started_is_this_one() -> None:
    """`-m app` in the folder of the package that is running, whatever the working directory is."""
    folder = program_folder()
    assert folder is not None
    assert (folder / "app" / "__main__.py").exists()
    port_command: Sequence[str] = program()
    assert list(port_command[1:]) == ["-m", "app"]
    heard: list[Mapping[str, Any]] = []
    due: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    port = ChildProcesses(due.put)
    ends: list[CommandEnd] = []
    line = json.dumps({"op": "expire", "lots": [], "business_date": "2026-06-20"}).encode() + b"\n"
    port.start("evaluate", ("evaluate", "--lines", "-"), given=line, on_line=heard.append, on_end=ends.append)
    while not ends:
        due.get(timeout=WAIT_S)()
    port.close()
    assert heard == [{"expired": [], "ok": True, "points": 0}]

"""Commands as child processes (services.ports.background): at low priority, without a console window, ended with the counter."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.services.ports.background import COMPLAINTS_MAX, GIVEN_MAX, LINE_MAX, CommandEnd, OnLine

if TYPE_CHECKING:
    import subprocess

LOW_PRIORITY = 15
"""Niceness of a command in the background: whatever the counter does comes first."""
KILL_AFTER_S = 3.0
"""A command that was told to end and does not is killed."""

Deliver = Callable[[Callable[[], None]], None]


def program() -> tuple[str, ...]:
    """How this program is started: the packed executable itself, or Python with the package that is running."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "app")


def program_folder() -> Path | None:
    """Where `-m app` finds the package that is running; None for the packed executable."""
    return None if getattr(sys, "frozen", False) else Path(__file__).resolve().parents[2]


def give_way(process_id: int = 0) -> None:
    """Lowers the priority of a process, this one by default, where the system can do that from here."""
    if hasattr(os, "setpriority"):
        try:
            os.setpriority(os.PRIO_PROCESS, process_id, LOW_PRIORITY)
        except OSError:
            pass  # it has ended already, or its priority is lower still


@dataclass(slots=True, kw_only=True)
class _Order:
    """A command as asked for."""

    kind: str
    arguments: tuple[str, ...]
    given: bytes
    on_line: OnLine
    on_end: Callable[[CommandEnd], None]


@dataclass(slots=True, kw_only=True)
class _Child:
    """A running command. `stray`: what it answered that is no JSON object."""

    order: _Order
    process: subprocess.Popen[bytes]
    complaints: IO[bytes]
    thread: threading.Thread | None = None
    killer: threading.Timer | None = None
    cancelled: bool = False
    stray: list[str] = field(default_factory=list)

    def stop(self) -> None:
        """Asks it to end, and has it killed when it does not."""
        self.cancelled = True
        if self.killer is None and self.process.poll() is None:
            self.killer = threading.Timer(KILL_AFTER_S, self.process.kill)
            self.killer.daemon = True
            self.killer.start()
        self.process.terminate()

    def ended(self) -> None:
        """Nobody needs to be killed any more."""
        if self.killer is not None:
            self.killer.cancel()


class ChildProcesses:
    """Implements services.ports.background.Background. `deliver` runs a function on the window's thread, later."""

    def __init__(
        self, deliver: Deliver, more: Sequence[str] = (), *, command: Sequence[str] | None = None, folder: Path | None = None
    ) -> None:
        """`more` follows every command's own arguments (the data folder). `command`, `folder`: another program than this one."""
        self._deliver = deliver
        self._more = tuple(more)
        self._command = tuple(program() if command is None else command)
        self._folder = program_folder() if folder is None else folder
        self._children: dict[str, _Child] = {}
        self._waiting: dict[str, _Order] = {}
        self._closed = False

    def start(
        self, kind: str, arguments: Sequence[str], *, given: bytes = b"", on_line: OnLine, on_end: Callable[[CommandEnd], None]
    ) -> None:
        """See services.ports.background.Background.start."""
        if len(given) > GIVEN_MAX:
            raise ValueError(f"{len(given)} bytes are more than a command is given")
        if self._closed:
            return
        order = _Order(kind=kind, arguments=tuple(arguments), given=given, on_line=on_line, on_end=on_end)
        if kind in self._children:
            self.cancel(kind)
            self._waiting[kind] = order
        else:
            self._launch(order)

    def cancel(self, kind: str) -> None:
        """See services.ports.background.Background.cancel."""
        waiting = self._waiting.pop(kind, None)
        if waiting is not None:
            self._tell_end(waiting, CommandEnd(code=1, cancelled=True))
        child = self._children.get(kind)
        if child is not None:
            child.stop()

    def running(self, kind: str) -> bool:
        """Whether one of this kind runs or waits."""
        return kind in self._children or kind in self._waiting

    def close(self) -> None:
        """See services.ports.background.Background.close."""
        self._closed = True
        self._waiting.clear()
        for child in self._children.values():
            child.stop()
        for child in self._children.values():
            if child.thread is not None:
                child.thread.join()
            child.ended()
        self._children.clear()

    def _launch(self, order: _Order) -> None:
        import subprocess  # both only here: a starting till needs neither
        import tempfile

        complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the thread that attends to the child
        try:
            process = subprocess.Popen(
                [*self._command, *order.arguments, *self._more],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=self._folder,
                env={**os.environ, "PYTHONUTF8": "1"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        except OSError as error:
            complaints.close()
            self._tell_end(order, CommandEnd(code=-1, complaints=str(error)))
            return
        give_way(process.pid)
        child = _Child(order=order, process=process, complaints=complaints)
        self._children[order.kind] = child
        child.thread = threading.Thread(target=self._attend, args=(child,), name=f"command {order.kind}", daemon=True)
        child.thread.start()

    def _attend(self, child: _Child) -> None:
        """On a thread of its own until the child has ended."""
        process = child.process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with process.stdin as into:
                into.write(child.order.given)
        except OSError:
            pass  # it ended without reading; how, its code and its complaints say
        with process.stdout as out:
            while line := out.readline(LINE_MAX):
                self._tell_line(child, line)
        code = process.wait()
        with child.complaints as said:
            end = said.seek(0, os.SEEK_END)
            said.seek(max(0, end - COMPLAINTS_MAX))
            text = said.read().decode("utf-8", "replace")
        complaints = "\n".join(part for part in (text.strip(), *child.stray) if part)
        self._deliver(lambda: self._ended(child, code, complaints))

    def _tell_line(self, child: _Child, line: bytes) -> None:
        try:
            answer: Any = json.loads(line)
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            self._deliver(lambda: None if child.cancelled or self._closed else child.order.on_line(answer))
        elif line.strip() and len(child.stray) < 20:
            child.stray.append(line[:200].decode("utf-8", "replace").strip())

    def _ended(self, child: _Child, code: int, complaints: str) -> None:
        """On the window's thread: the next of its kind may begin."""
        if self._closed:
            return
        child.ended()
        kind = child.order.kind
        del self._children[kind]
        following = self._waiting.pop(kind, None)
        if following is not None:
            self._launch(following)
        child.order.on_end(CommandEnd(code=code, cancelled=child.cancelled, complaints=complaints))

    def _tell_end(self, order: _Order, end: CommandEnd) -> None:
        self._deliver(lambda: None if self._closed else order.on_end(end))

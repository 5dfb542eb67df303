"""Background commands without a process: every command is a script, which goes on when the test lets it. For presenters of the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.services.ports.background import GIVEN_MAX, CommandEnd, OnLine


@dataclass(frozen=True, kw_only=True)
class Script:
    """What a command does: the objects it answers with, then its end. `hangs`: it ends only when it is cancelled."""

    lines: Sequence[Mapping[str, Any]] = ()
    code: int = 0
    complaints: str = ""
    hangs: bool = False


@dataclass(kw_only=True)
class Started:
    """A command that was asked for."""

    kind: str
    arguments: tuple[str, ...]
    given: bytes
    on_line: OnLine
    on_end: Callable[[CommandEnd], None]
    cancelled: bool = False
    begun: bool = False


@dataclass
class FakeBackground:
    """Implements Background. `script` says what a command does (its arguments and input given); `step` lets one thing happen, `settle`
    everything that can. `started`: every command asked for, in order.
    """

    script: Callable[[tuple[str, ...], bytes], Script] = lambda arguments, given: Script()
    started: list[Started] = field(default_factory=list)
    closed: bool = False

    def __post_init__(self) -> None:
        self._running: dict[str, Started] = {}
        self._waiting: dict[str, Started] = {}
        self._due: list[Callable[[], None]] = []

    def start(
        self, kind: str, arguments: Sequence[str], *, given: bytes = b"", on_line: OnLine, on_end: Callable[[CommandEnd], None]
    ) -> None:
        if len(given) > GIVEN_MAX:
            raise ValueError(f"{len(given)} bytes are more than a command is given")
        if self.closed:
            return
        order = Started(kind=kind, arguments=tuple(arguments), given=given, on_line=on_line, on_end=on_end)
        self.started.append(order)
        if kind in self._running:
            self.cancel(kind)
            self._waiting[kind] = order
        else:
            self._begin(order)

    def cancel(self, kind: str) -> None:
        waiting = self._waiting.pop(kind, None)
        if waiting is not None:
            self._due.append(lambda: waiting.on_end(CommandEnd(code=1, cancelled=True)))
        running = self._running.get(kind)
        if running is not None and not running.cancelled:
            running.cancelled = True
            self._due.append(lambda: self._end(running, -15, ""))

    def running(self, kind: str) -> bool:
        return kind in self._running or kind in self._waiting

    def close(self) -> None:
        self.closed = True
        self._running.clear()
        self._waiting.clear()
        self._due.clear()

    def step(self) -> bool:
        """The next thing that is due happens; False when nothing is."""
        if not self._due:
            return False
        self._due.pop(0)()
        return True

    def settle(self) -> None:
        """Everything happens that can."""
        while self.step():
            pass

    def _begin(self, order: Started) -> None:
        order.begun = True
        self._running[order.kind] = order
        does = self.script(order.arguments, order.given)
        for line in does.lines:
            self._due.append(lambda line=line: None if order.cancelled else order.on_line(line))  # type: ignore[misc]
        if not does.hangs:
            self._due.append(lambda: self._end(order, does.code, does.complaints))

    def _end(self, order: Started, code: int, complaints: str) -> None:
        if self._running.get(order.kind) is not order:
            return
        del self._running[order.kind]
        following = self._waiting.pop(order.kind, None)
        if following is not None:
            self._begin(following)
        order.on_end(CommandEnd(code=code, cancelled=order.cancelled, complaints=complaints))

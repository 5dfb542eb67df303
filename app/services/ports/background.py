"""Our own commands run beside the counter: work that burns processor time is a process of its own, so that no scan waits for it
(architecture.md, GUI rules). A command run so answers in JSON, one object a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

GIVEN_MAX = 4 * 1024 * 1024
"""Most bytes handed to a command on its standard input."""
LINE_MAX = 16 * 1024 * 1024
"""Longest line of an answer in bytes; a longer one is a complaint."""
COMPLAINTS_MAX = 16 * 1024
"""How much of what a command says on standard error is kept, its end."""

OnLine = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEnd:
    """How a command ended. `code` as of the command line (0 holds, 1 does not, 2 usage), something else where it was broken off.

    `cancelled`: by `cancel`, by `close`, or because a newer one of its kind was asked for. `complaints`: what it said on standard error
    and answered outside its form, for the crash report.
    """

    code: int
    cancelled: bool = False
    complaints: str = ""

    @property
    def broken(self) -> bool:
        """It neither answered nor was it told to stop: a bug."""
        return not self.cancelled and self.code not in (0, 1)


class Background(Protocol):
    """Runs commands in the data folder of this till, at most one of a kind. Called, and calling back, on the window's thread."""

    def start(
        self, kind: str, arguments: Sequence[str], *, given: bytes = b"", on_line: OnLine, on_end: Callable[[CommandEnd], None]
    ) -> None:
        """Runs `arguments` (the command's name first) with `given` on its standard input. `on_line` for every object it answers with, then
        `on_end` exactly once, never before `start` has returned.

        While one of this kind runs, it is cancelled and the new one begins when it has ended; one that was waiting so gives way.
        ValueError for more than GIVEN_MAX bytes. After `close` nothing is started and nobody is called.
        """
        ...

    def cancel(self, kind: str) -> None:
        """Breaks off the one of this kind; nothing where none runs. Its `on_end` comes with `cancelled`, no more lines do."""
        ...

    def running(self, kind: str) -> bool:
        """Whether one of this kind runs or waits."""
        ...

    def close(self) -> None:
        """Ends all of them and waits for their end. Nobody is called any more."""
        ...

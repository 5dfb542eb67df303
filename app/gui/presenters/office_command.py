"""A command that a page of the office runs beside the till: how far it is, its answer, and in plain words why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.gui.presenters.till import Till
from app.services.ports.background import Background, CommandEnd

Answer = Mapping[str, Any]


class CommandBroken(RuntimeError):
    """A command ended without an answer: for the crash report, with what it said itself."""


class OfficeCommand:
    """At most one of its kind runs; asking again breaks the last one off. `changed` is called whenever there is something new to show.

    `running`, `percent`; `failed`: the last one gave no answer.
    """

    def __init__(self, till: Till, background: Background, kind: str, changed: Callable[[], None]) -> None:
        self._till = till
        self._background = background
        self._kind = kind
        self._changed = changed
        self._asked = 0
        self.running = False
        self.percent = 0
        self.failed = False

    def start(self, arguments: Sequence[str], on_answer: Callable[[Answer], None], *, given: bytes = b"") -> None:
        """Runs the command. Lines {"done", "total"} are progress, any other line is the answer."""
        self._asked += 1
        turn, answers = self._asked, list[Answer]()
        self.running, self.failed, self.percent = True, False, 0

        def told(line: Answer) -> None:
            if turn != self._asked:
                return
            if "done" in line and "total" in line:
                self.percent = int(line["done"]) * 100 // max(1, int(line["total"]))
                self._changed()
            else:
                answers.append(line)

        def ended(end: CommandEnd) -> None:
            if end.broken:
                self._till.report(CommandBroken(f"{self._kind} ended with {end.code}: {end.complaints}"))
            if turn != self._asked:
                return
            self.running = False
            self.failed = not answers and not end.cancelled
            if answers:
                on_answer(answers[-1])
            self._changed()

        self._background.start(self._kind, arguments, given=given, on_line=told, on_end=ended)
        self._changed()

    def cancel(self) -> None:
        """Breaks it off; what was shown before stays."""
        self._background.cancel(self._kind)

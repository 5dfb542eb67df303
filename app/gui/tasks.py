"""Work off the GUI thread: one worker for acts that write the database, in order, with results on the GUI thread.

Presenters take the Protocol `Tasks`; `WorkerTasks` runs in the program, `InlineTasks` in tests of presenters.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.changes import Changes

Result = TypeVar("Result")
OnError = Callable[[Exception], None]
_Job = Callable[[], Callable[[], None]]


class Tasks(Protocol):
    """What a presenter may ask for."""

    def run(self, operation: Callable[[], Result], on_ok: Callable[[Result], None], on_error: OnError | None = None) -> None:
        """Runs `operation` after everything asked for before; exactly one of the two is called with its outcome."""


def changes_of(result: object) -> Changes | None:
    """The kinds a result says it changed (its attribute `changes`, or the result itself), None when it says nothing."""
    found = result if isinstance(result, frozenset) else getattr(result, "changes", None)
    return found if isinstance(found, frozenset) and found else None


class WorkerTasks(QObject):
    """One thread and one queue. `changed` is emitted after `on_ok` when the result carries Changes."""

    changed = Signal(object)
    failed = Signal(object)
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, name: str = "database writer") -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._stopped = False
        self._waiting = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Operations asked for whose outcome has not been delivered yet."""
        return self._waiting

    def run(self, operation: Callable[[], Result], on_ok: Callable[[Result], None], on_error: OnError | None = None) -> None:
        """As in Tasks; call it on the GUI thread. An error without `on_error` is emitted as `failed`.

        RuntimeError after `stop`.
        """
        if self._stopped:
            raise RuntimeError("the worker is stopped")
        self._waiting += 1

        def job() -> Callable[[], None]:
            try:
                result = operation()
            except Exception as error:
                found = error
                return lambda: self._refuse(found, on_error)
            return lambda: self._accept(result, on_ok)

        self._jobs.put(job)

    def stop(self, timeout_ms: int = 5_000) -> bool:
        """Finishes what is queued and ends the thread; outcomes not yet delivered are dropped.

        False when the worker is still busy after `timeout_ms`.
        """
        if not self._stopped:
            self._stopped = True
            self._jobs.put(None)
        self._thread.join(timeout_ms / 1000)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                return
            self._finished.emit(job())

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        self._waiting -= 1
        if not self._stopped:
            outcome()

    def _accept(self, result: Result, on_ok: Callable[[Result], None]) -> None:
        try:
            on_ok(result)
        finally:
            changes = changes_of(result)
            if changes is not None:
                self.changed.emit(changes)

    def _refuse(self, error: Exception, on_error: OnError | None) -> None:
        if on_error is None:
            self.failed.emit(error)
        else:
            on_error(error)


class InlineTasks:
    """Runs everything at once, or when `held` only at `release`: the Tasks of presenter tests."""

    def __init__(self, *, held: bool = False) -> None:
        self.held = held
        self.changes: list[Changes] = []
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def run(self, operation: Callable[[], Result], on_ok: Callable[[Result], None], on_error: OnError | None = None) -> None:
        """As in Tasks; an error without `on_error` is raised."""

        def job() -> None:
            try:
                result = operation()
            except Exception as error:
                if on_error is None:
                    raise
                on_error(error)
                return
            on_ok(result)
            changes = changes_of(result)
            if changes is not None:
                self.changes.append(changes)

        if self.held:
            self._queue.put(job)
        else:
            job()

    def release(self) -> int:
        """Runs what is held back, in order; the number of operations run."""
        done = 0
        while True:
            try:
                job = self._queue.get_nowait()
            except Empty:
                return done
            job()
            done += 1

"""Work off the GUI thread: order, delivery on the GUI thread, changes, errors, a clean stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from app.domain.changes import Changes, Kind
from app.gui.tasks import InlineTasks, Tasks, WorkerTasks


@dataclass(frozen=True, slots=True)
class Booked:
    """A result that says what it changed."""

    number: int
    changes: Changes


@pytest.fixture
def worker(qapp: object) -> Iterator[WorkerTasks]:
    worker = WorkerTasks()
    yield worker
    assert worker.stop()


def test_acts_run_in_order_on_one_other_thread_and_report_on_the_gui_thread(worker: WorkerTasks, qtbot: QtBot) -> None:
    ran: list[tuple[int, str]] = []
    told: list[tuple[int, bool]] = []
    gui = threading.current_thread()
    for number in range(20):

        def act(number: int = number) -> int:
            ran.append((number, threading.current_thread().name))
            return number

        worker.run(act, lambda got: told.append((got, threading.current_thread() is gui)))
    qtbot.waitUntil(lambda: len(told) == 20)
    assert [number for number, _name in ran] == list(range(20))
    assert {name for _number, name in ran} == {"database writer"}
    assert told == [(number, True) for number in range(20)]
    assert worker.waiting == 0


def test_a_result_with_changes_is_told_after_its_own_answer(worker: WorkerTasks, qtbot: QtBot) -> None:
    seen: list[object] = []
    worker.changed.connect(seen.append)
    with qtbot.waitSignal(worker.changed):
        worker.run(lambda: Booked(7, frozenset({Kind.SALE})), lambda booked: seen.append(booked.number))
    assert seen == [7, frozenset({Kind.SALE})]


def test_no_changes_no_signal(worker: WorkerTasks, qtbot: QtBot) -> None:
    seen: list[object] = []
    answers: list[int] = []
    worker.changed.connect(seen.append)
    worker.run(lambda: Booked(1, frozenset()), lambda booked: answers.append(booked.number))
    worker.run(lambda: 2, answers.append)
    qtbot.waitUntil(lambda: answers == [1, 2])
    assert seen == []


def test_an_error_goes_to_its_own_handler_else_to_failed_and_the_worker_goes_on(worker: WorkerTasks, qtbot: QtBot) -> None:
    def refuse() -> int:
        raise ValueError("shift closed")

    got: list[str] = []
    worker.failed.connect(lambda error: got.append(f"failed {error}"))
    worker.run(refuse, lambda _number: got.append("ok"), lambda error: got.append(f"own {error}"))
    worker.run(refuse, lambda _number: got.append("ok"))
    worker.run(lambda: 3, lambda number: got.append(str(number)))
    qtbot.waitUntil(lambda: len(got) == 3)
    assert got == ["own shift closed", "failed shift closed", "3"]


def test_stop_finishes_what_is_queued_drops_the_answers_and_leaves_no_thread(qapp: object, qtbot: QtBot) -> None:
    worker = WorkerTasks(name="to be stopped")
    done: list[int] = []
    answers: list[int] = []
    for number in range(3):
        worker.run(lambda number=number: done.append(number) or number, answers.append)
    assert worker.stop()
    qtbot.wait(20)
    assert done == [0, 1, 2]
    assert answers == []
    assert "to be stopped" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(RuntimeError):
        worker.run(lambda: 1, answers.append)


def test_inline_tasks_answer_at_once_or_when_released() -> None:
    tasks = InlineTasks()
    as_protocol: Tasks = tasks
    got: list[object] = []
    as_protocol.run(lambda: Booked(1, frozenset({Kind.MEMBER})), lambda booked: got.append(booked.number))
    assert got == [1]
    assert tasks.changes == [frozenset({Kind.MEMBER})]
    held = InlineTasks(held=True)
    held.run(lambda: 1 // 0, got.append, lambda error: got.append(type(error).__name__))
    held.run(lambda: 2, got.append)
    assert got == [1]
    assert held.release() == 2
    assert got == [1, "ZeroDivisionError", 2]
    with pytest.raises(ZeroDivisionError):
        InlineTasks().run(lambda: 1 // 0, got.append)

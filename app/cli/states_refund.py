"""The states of Refund and receipts: the list, a receipt laid open, money and points settled, a second person's yes, the slip."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.stage import Stage, State


def refund_states(stage: Stage) -> Iterator[State]:
    """From the list over the last sale of the shift to the return that is booked."""
    stage.press("F9")
    yield stage.state("refund-list")
    stage.robot.type("zz")
    stage.settle()
    yield stage.state("refund-list-empty")
    stage.press("Esc")
    stage.press("Esc")


def member_refund_states(stage: Stage, number: str) -> Iterator[State]:
    """A member's sale that points paid a part of: nothing chosen, one piece, everything, the yes it needs, booked."""
    stage.robot.scan(number)
    stage.settle()
    yield stage.state("refund-receipt")
    stage.press("Down")
    stage.robot.type(" 1")
    stage.settle()
    yield stage.state("refund-one-item")
    stage.press("Ctrl+A")
    yield stage.state("refund-everything")
    stage.press("F12")
    yield stage.state("refund-approval")
    stage.press("Esc")
    stage.press("Ctrl+A")
    stage.press("Down")
    stage.robot.type(" ")
    stage.settle()
    stage.press("F12")
    stage.robot.wait_for("the return", lambda: stage.counter.window.shell.room.refund.over)
    stage.settle()
    yield stage.state("refund-done")
    stage.press("Esc")

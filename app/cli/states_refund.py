"""The states of Refund and receipts: the list, a receipt laid open, money and points settled, a second person's yes, the slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.cli.journey import GOLD_CARD
from app.cli.stage import Stage, State
from app.domain.catalogue.product import Product


def refund_states(stage: Stage) -> Iterator[State]:
    """From the list over the last sale of the shift to the return that is booked."""
    stage.press("F9")
    yield stage.state("refund-list")
    stage.robot.type("zz")
    stage.settle()
    yield stage.state("refund-list-empty")
    stage.press("Esc")
    stage.press("F6")
    milk = next(product for product in _goods(stage) if product.barcode)
    stage.robot.scan(str(milk.barcode))
    stage.settle()
    stage.robot.type("1")
    stage.settle()
    yield stage.state("refund-without-receipt")
    stage.press("Esc")
    stage.press("Esc")


def _goods(stage: Stage) -> Sequence[Product]:
    with stage.counter.desk.store.read() as reader:
        return reader.find_products("9521", 10)


def claim_states(stage: Stage, code: str) -> Iterator[State]:
    """A claim code without a member: New member opens, the points wait; then they are on the card."""
    stage.robot.scan(code)
    stage.settle()
    yield stage.state("claim-new-member")
    stage.press("Esc")
    yield stage.state("claim-waits")
    stage.robot.scan(GOLD_CARD)
    stage.settle()
    yield stage.state("claim-booked")
    stage.counter.window.shell.room.sell.detach()
    stage.settle()


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

"""The states of Pay with a payment provider: waiting for the customer, a result nobody knows, another way."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.journey import GOLD_CARD
from app.cli.stage import Stage, State
from app.domain.members.card import card_number

_CODE = "134567890123456789"


def provider_states(stage: Stage) -> Iterator[State]:
    """With something on the counter; ends as it began."""
    machine = stage.counter.desk.machine
    machine.set("payment.provider", "simulator")
    machine.set("payment.simulated", "slow")
    stage.press("F12")
    stage.press("Alt+2")
    yield stage.state("pay-by-code")
    stage.robot.scan(_CODE)
    stage.settle()
    yield stage.state("pay-waiting")
    stage.press("F6")
    machine.set("payment.simulated", "unknown")
    stage.robot.scan(_CODE)
    stage.settle()
    stage.robot.wait(0.2)
    yield stage.state("pay-unknown")
    stage.press("F6")
    yield stage.state("pay-another-way")
    machine.set("payment.provider", "")
    stage.press("Esc")
    stage.press("Esc")


def value_states(stage: Stage) -> Iterator[State]:
    """Stored value: the screen empty, with a card and an amount, done, over the law's limit, a new gift card; then paying from it."""
    stage.counter.window.shell.top_up("")
    stage.settle()
    stage.robot.scan(GOLD_CARD)
    stage.settle()
    yield stage.state("top-up")
    stage.robot.type("200")
    yield stage.state("top-up-amount")
    stage.press("Return")
    stage.robot.type("300")
    yield stage.state("top-up-received")
    stage.press("Return")
    yield stage.state("top-up-done")
    stage.robot.type("9000")
    yield stage.state("top-up-over-the-limit")
    stage.robot.scan(card_number(30017799))
    stage.settle()
    stage.robot.type("50")
    yield stage.state("top-up-gift-card")
    stage.press("Esc")
    stage.press("Esc")
    yield stage.state("sell-stored-value")
    stage.press("F12")
    stage.press("Alt+4")
    yield stage.state("pay-stored-value")
    stage.robot.type("2")
    stage.press("Return")
    stage.robot.wait(0.6)
    yield stage.state("pay-mixed")
    stage.counter.window.shell.room.pay.remove_payment("value:0")
    stage.settle()
    stage.press("Esc")

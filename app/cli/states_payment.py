"""The states of Pay with a payment provider: waiting for the customer, a result nobody knows, another way."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.stage import Stage, State

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

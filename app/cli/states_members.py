"""The states around members: New member from the first digit on, a card nobody has yet, check-ins and activities."""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.journey import GOLD_CARD
from app.cli.stage import Stage, State
from app.domain.members.card import card_number

PHONE = "13820417756"
NEW_CARD = card_number(30017725)


def enrol_states(stage: Stage) -> Iterator[State]:
    """The sheet empty, filled, with a phone that is known and a card that is not free, and the member on the sale."""
    stage.press("Shift+F2")
    yield stage.state("enrol-empty")
    stage.robot.type("19900006027")
    stage.robot.scan(GOLD_CARD)
    stage.settle()
    yield stage.state("enrol-known")
    stage.press("Del")
    stage.press("Return")
    yield stage.state("enrol-missing")
    stage.robot.type(PHONE)
    form = stage.counter.window.shell.room.enrol
    form.set_name("周" if stage.counter.texts.language == "zh_CN" else "Zhou")
    form.set_honorific(0)
    form.set_entry("birthday", "0918")
    form.set_entry("referrer", "19900006027")
    stage.robot.type(" ")
    stage.robot.scan(NEW_CARD)
    stage.settle()
    yield stage.state("enrol-filled")
    stage.press("Return")
    stage.robot.wait_for("the paper", lambda: stage.counter.window.till.counter is not None)
    yield stage.state("sell-enrolled")
    stage.counter.window.shell.room.sell.detach()
    stage.settle()
    stage.robot.scan(card_number(30017726))
    stage.settle()
    yield stage.state("sell-unknown-card")
    stage.press("Esc")
    stage.robot.scan(GOLD_CARD)
    stage.settle()


def activity_states(stage: Stage) -> Iterator[State]:
    """The list with what each gives, a check-in just booked, a code on the basket, a code that waits for its member."""
    stage.open_more("activities")
    yield stage.state("activities")
    stage.robot.type("1")
    stage.settle()
    stage.robot.scan("PEARL2")
    stage.settle()
    yield stage.state("sell-checked-in")
    stage.counter.window.shell.room.sell.remove_payment("code:PEARL2")
    stage.settle()
    stage.counter.window.shell.room.sell.detach()
    stage.settle()
    stage.robot.scan("A1.review")
    stage.settle()
    yield stage.state("sell-activity-waits")
    stage.press("Esc")
    stage.robot.scan(GOLD_CARD)
    stage.settle()

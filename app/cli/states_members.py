"""The states around members: New member from the first digit on, a card nobody has yet, check-ins and activities."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.cli.journey import GOLD_CARD
from app.cli.stage import Stage, State
from app.domain.members.card import card_number
from app.support.resources import resource

RULES = (
    {"code": "welcome", "name": "入会礼", "trigger": "enrolment", "lane": "bonus", "benefit": {"kind": "fixed", "points": 50}},
    {"code": "check_in", "name": "每日签到", "trigger": "check_in", "lane": "bonus", "benefit": {"kind": "fixed", "points": 5}},
    {"code": "review", "name": "写评价", "trigger": "activity:review", "lane": "bonus", "benefit": {"kind": "fixed", "points": 10}},
    {"code": "training", "name": "手冲课", "trigger": "activity:training", "lane": "bonus", "benefit": {"kind": "per_item", "points": 8}},
    {
        "code": "month",
        "name": "月度挑战",
        "trigger": "challenge",
        "lane": "bonus",
        "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 100_000}},
        "benefit": {"kind": "fixed", "points": 200},
    },
    {
        "code": "pearl",
        "name": "扫码双倍",
        "trigger": "sale",
        "lane": "campaign",
        "when": {"codes": ["PEARL2"]},
        "benefit": {"kind": "multiply", "factor": "2"},
    },
)
"""What the shop of the pictures gives besides the rules of the demo shop, so that every screen has something to show."""
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


def shown_programme() -> bytes:
    """The demo shop's programme with RULES, one version higher."""
    document = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    return json.dumps(document | {"version": document["version"] + 1, "rules": [*document["rules"], *RULES]}).encode()


def activity_states(stage: Stage) -> Iterator[State]:
    """The list with what each gives, a check-in just booked, a code on the basket, a code that waits for its member."""
    stage.press("F11")
    stage.robot.type("9")
    stage.settle()
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

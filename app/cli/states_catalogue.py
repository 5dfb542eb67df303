"""The states around the product sheet, as the shift leader meets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.cli.journey import GOLD_CARD
from app.cli.stage import Stage, State

NEW_CODE = "9521999000013"


def catalogue_states(stage: Stage) -> Iterator[State]:
    """An unknown code, the sheet for it, a known item changed, and an item without a price."""
    stage.change_person("1002")
    stage.robot.scan(NEW_CODE)
    stage.settle()
    yield stage.state("sell-new-item-offered")
    stage.robot.type("1")
    stage.settle()
    yield stage.state("product-new")
    form = stage.counter.window.shell.room.product
    form.set_name("桂花酒酿 300g" if stage.counter.texts.language == "zh_CN" else "Sweet rice wine 300 g")
    form.set_figure("price", "12.8")
    form.set_category("dairy")
    form.set_figure("gold", "13")
    stage.press("Return")
    yield stage.state("product-does-not-fit")
    stage.press("Esc")
    stage.press("F3")
    stage.robot.type("nai")
    stage.settle()
    yield stage.state("find-item-leader")
    stage.press("Ctrl+E")
    yield stage.state("product-edit")
    stage.press("Esc")
    with stage.counter.desk.store.read() as reader:
        open_price = next(product for product in reader.find_products("", 10_000) if product.price_minor is None)
    stage.type_code(open_price.sku)
    yield stage.state("sell-price-missing-leader")
    stage.press("Esc")
    stage.change_person("1001")


def office_catalogue_states(stage: Stage) -> Iterator[State]:
    """The catalogue of the office: items, one of them open, a reward's form, a draw's prizes, the ladder as the till shows it."""
    stage.change_person("1003")
    office = stage.counter.window.shell.room.office
    office.open("catalogue")
    stage.settle()
    yield stage.state("catalogue-items")
    stage.press("F8")
    yield stage.state("catalogue-item")
    stage.press("Esc")
    page: Any = office.page()
    page.choose_tab("rewards")
    page.act("close")
    stage.settle()
    yield stage.state("catalogue-rewards")
    page.act("open")
    yield stage.state("catalogue-reward")
    page.act("close")
    page.choose_tab("ladder")
    stage.settle()
    yield stage.state("catalogue-ladder")
    page.choose_tab("items")
    stage.press("F11")
    stage.change_person("1001")


def reward_states(stage: Stage) -> Iterator[State]:
    """The reward desk: nobody there, the ladder of a member, a reward with its note, a voucher given, good, and used already."""
    stage.press("F10")
    stage.settle()
    stage.robot.scan(GOLD_CARD)
    stage.settle()
    desk = stage.counter.window.shell.room.rewards
    desk.show("all")
    yield stage.state("rewards-ladder")
    for code, name in (("mug", "money"), ("draw", "draw")):
        desk.choose(code)
        stage.settle()
        yield stage.state(f"rewards-{name}")
    stage.press("F12")
    yield stage.state("rewards-drawn")
    stage.press("Return")
    desk.choose("coffee")
    stage.press("F12")
    yield stage.state("rewards-voucher")
    desk.show("given")
    stage.settle()
    yield stage.state("rewards-given")
    stage.press("F12")
    yield stage.state("rewards-good")
    stage.press("Return")
    yield stage.state("rewards-honoured")
    stage.press("Return")
    stage.press("Esc")
    stage.press("F7")
    yield stage.state("use-points-rewards")
    stage.press("Esc")

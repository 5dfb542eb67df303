"""The product sheet at the real window: by keys alone, by touch alone, and drawn so that nothing is cut off."""

from __future__ import annotations

from typing import Any

import pytest

from app.gui.presenters.places import Sheet
from tests.fakes.shop import WATER
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_journeys import tap_tile

NEW_CODE = "9521999000013"


@pytest.fixture
def leader(arriving: Cashier) -> Cashier:
    """The shift leader is at the counter."""
    arriving.window.shell.room.sign_in.choose(arriving.shop.person("1002").id)
    arriving.settle()
    arriving.sign_in("1002")
    return arriving


def line(cashier: Cashier) -> tuple[str, int, tuple[str, ...]]:
    last = cashier.shop.state().basket.lines[-1]
    return last.name, last.unit_minor, last.categories


def test_by_keys_alone(leader: Cashier) -> None:
    """Scan, 1, name, Tab, price, Tab, category, Enter."""
    leader.scan(NEW_CODE)
    leader.type("1")
    assert leader.sheet is Sheet.PRODUCT
    sheet: Any = leader.screen()
    assert sheet.name.hasFocus()
    leader.type("Mugwort tea")
    leader.press("Tab")
    assert sheet.price.hasFocus()
    leader.type("12.8")
    leader.press("Tab")
    assert sheet.category.hasFocus()
    leader.type("coffee")
    leader.press("Return")
    assert leader.sheet is Sheet.NONE
    assert line(leader) == ("Mugwort tea", 1280, ("coffee",))


def test_by_touch_alone_but_for_the_name(leader: Cashier) -> None:
    """The name comes from the system's own screen keyboard; everything else is tapped."""
    leader.scan(NEW_CODE)
    sell: Any = leader.window.screens.sell
    leader.tap(sell.scan_box._tiles[0])
    sheet: Any = leader.screen()
    sheet.name.setText("艾草茶")
    sheet.name.textEdited.emit("艾草茶")
    leader.tap(sheet.price)
    tap_tile(leader, sheet.keypad, "6")
    leader.tap(sheet.categories[0])
    leader.tap(sheet.taxes[0])
    gold = next(field for field in sheet.tiers if field.accessibleName() == "金卡价")
    leader.tap(gold)
    tap_tile(leader, sheet.keypad, "5")
    leader.tap(sheet.earns)
    leader.tap(sheet.confirm)
    made = leader.shop.events("product_changed")[0]["body"]["product"]
    assert (made["price_minor"], made["tier_prices"], made["earns"], made["tax_rate"]) == (600, {"gold": 500}, False, "0")
    assert line(leader)[:2] == ("艾草茶", 600)


def test_a_scan_while_the_name_has_the_focus_is_a_scan(leader: Cashier) -> None:
    leader.scan(NEW_CODE)
    leader.type("1")
    leader.type("Tea")
    leader.scan(WATER)
    sheet: Any = leader.screen()
    assert sheet.name.text() == "Tea"
    assert [found.barcode for found in leader.shop.state().basket.lines] == [WATER]


@pytest.mark.parametrize(("size", "percent"), [((1024, 768), 100), ((1024, 768), 150), ((1366, 768), 200)])
def test_every_part_can_be_pressed_and_has_a_name(leader: Cashier, size: tuple[int, int], percent: int) -> None:
    leader.window.resize(*size)
    leader.window.appearance.apply(language="en", theme="light", text_percent=percent, row_flash=False)
    leader.scan(NEW_CODE)
    leader.type("1")
    assert small_or_nameless(leader.screen()) == []

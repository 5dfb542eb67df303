"""Discounts at the real window: keys and taps counted, the reason chosen, a second person's yes, what the basket shows then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from app.gui.presenters.places import Sheet
from app.gui.widgets.base import PaintedButton
from tests.fakes.shop import MILK, WATER
from tests.gui.screens.counter import Cashier


def rows(cashier: Cashier) -> list[list[str]]:
    return [[tag.text for tag in row.tags] for row in cashier.window.shell.room.sell.view().basket.rows]


def test_ten_percent_off_the_line_takes_four_actions(cashier: Cashier) -> None:
    """F5, two digits, Enter."""
    cashier.scan(MILK)
    cashier.actions = 0
    cashier.press("F5")
    cashier.type("10")
    cashier.press("Return")
    assert cashier.actions == 4
    assert rows(cashier) == [["折扣 −¥1.98"]]
    assert cashier.window.shell.sheet is Sheet.NONE


def test_the_whole_sale_by_touch_and_a_leader_says_yes(cashier: Cashier) -> None:
    """A third off the whole is more than a cashier gives alone: the panel names what it is, and the leader's PIN gives it."""
    cashier.scan(f"2*{WATER}")
    cashier.scan(MILK)
    room = cashier.window.shell.room
    cashier.press("F5")
    room.discount.choose_target("whole")
    room.discount.choose_reason("staff")
    for key in "30":
        room.discount.press(key)
    view = room.discount.view(cashier.window.till.counter)
    assert (view.outcome, view.can_confirm) == ("¥23.80 变成 ¥16.66", True)
    room.discount.confirm()
    cashier.settle()
    assert room.asking
    cashier.type("135790")
    cashier.press("Return")
    assert not room.asking
    basket = cashier.shop.state().basket
    assert (basket.payable_minor, basket.discounts[0].reason) == (1_666, "staff")
    assert basket.discounts[0].approver == cashier.shop.person("1002").id


@pytest.mark.parametrize("typed", ["0", "101", "999999999"])
def test_a_number_that_is_no_discount_gives_nothing(cashier: Cashier, typed: str) -> None:
    """Bad input: the key stays shut and says so by its sound; nothing is changed."""
    cashier.scan(MILK)
    cashier.press("F5")
    cashier.type(typed)
    cashier.press("Return")
    assert cashier.window.shell.sheet is Sheet.DISCOUNT
    assert cashier.shop.state().basket.discounts == ()


def test_fen_and_jiao_are_left_off_and_put_back(cashier: Cashier) -> None:
    """抹零: the fen, then the jiao too, then nothing."""
    cashier.scan(MILK)
    cashier.press("F5")
    cashier.type("5")
    cashier.press("Return")
    cashier.press("F5")
    seen = []
    for _ in range(3):
        cashier.press("Ctrl+E")
        seen.append(cashier.shop.state().basket.payable_minor)
    assert seen == [1_880, 1_800, 1_881]


def test_the_discount_is_taken_off_again(cashier: Cashier) -> None:
    cashier.scan(MILK)
    for _ in range(2):
        cashier.press("F5")
        cashier.type("5")
        cashier.press("Return")
    assert cashier.shop.state().basket.payable_minor == 1_881
    cashier.press("F5")
    cashier.press("Delete")
    assert cashier.shop.state().basket.payable_minor == 1_980


@pytest.mark.parametrize(("size", "percent"), [((1024, 768), 100), ((1024, 768), 150), ((1366, 768), 100), ((1920, 1080), 200)])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sheet_stands_in_every_size(cashier: Cashier, size: tuple[int, int], percent: int, language: str) -> None:
    """Nothing is cut off: each key has the room it asks for."""
    cashier.window.resize(*size)
    cashier.window.appearance.apply(language=language[:2], theme="light", text_percent=percent, row_flash=False)
    cashier.scan(MILK)
    cashier.press("F5")
    cashier.type("10")
    cashier.settle()
    sheet = cashier.screen()
    parts = [part for part in sheet.findChildren(PaintedButton) if part.isVisibleTo(sheet)]
    assert len(parts) > 20
    for part in parts:
        spot = part.mapTo(sheet, part.rect().bottomRight())
        assert sheet.rect().contains(spot), part.text()
    places = [QRect(part.mapTo(sheet, part.rect().topLeft()), part.size()) for part in parts]
    assert not [(one, two) for at, one in enumerate(places) for two in places[:at] if one.intersects(two)]

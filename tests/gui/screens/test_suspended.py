"""Suspending and taking up again at the real window (design.md §5: F6 · … · F6 Enter, three actions)."""

from __future__ import annotations

from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import CARD_LIN, MILK, WATER
from tests.gui.screens.counter import Cashier


def test_hold_and_resume_takes_three_actions(cashier: Cashier) -> None:
    cashier.scan(MILK)
    cashier.scan(CARD_LIN)
    basket = cashier.shop.state().basket
    cashier.actions = 0
    cashier.press("F6")
    assert cashier.shop.state().basket.empty
    cashier.press("F6")
    cashier.press("Return")
    assert cashier.actions == 3
    assert cashier.shop.state().basket == basket
    assert (cashier.place, cashier.window.shell.sheet) == (Place.SELL, Sheet.NONE)


def test_the_list_says_whose_since_when_and_gives_up_after_a_question(cashier: Cashier) -> None:
    cashier.scan(MILK)
    cashier.scan(CARD_LIN)
    cashier.press("F6")
    cashier.shop.wait(180)
    cashier.scan(WATER)
    cashier.press("F6")
    cashier.press("F6")
    view = cashier.window.shell.room.suspended.view()
    assert [(row.title, row.figure) for row in view.rows] == [("没有会员", "¥2.00"), ("林女士", "¥19.80")]
    assert "3 分钟前" in view.rows[1].detail
    cashier.press("Down")
    cashier.press("Delete")
    cashier.press("Escape")
    assert len(cashier.window.shell.room.suspended.view().rows) == 2
    cashier.press("Delete")
    cashier.press("Return")
    assert [row.title for row in cashier.window.shell.room.suspended.view().rows] == ["没有会员"]
    cashier.type("1")
    assert cashier.shop.state().basket.pieces == 1


def test_an_empty_list_says_how_it_is_done(cashier: Cashier) -> None:
    cashier.press("F6")
    assert cashier.window.shell.sheet is Sheet.SUSPENDED
    assert cashier.window.shell.room.suspended.view().hint.startswith("没有挂着的单")
    cashier.press("Escape")
    assert cashier.window.shell.sheet is Sheet.NONE

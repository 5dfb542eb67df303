"""The question to a second person at the real window: it covers everything, the PIN goes to it, the screen below has the keys again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.places import Sheet
from tests.fakes.shop import MILK, PINS
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier


def ask(cashier: Cashier) -> list[Approval]:
    """Something asks for a yes."""
    answers: list[Approval] = []
    cashier.window.shell.ask_approval(
        ApprovalQuestion(
            asked=Asked(act=Act.GRANT_POINTS, parameters={"points": 50}),
            title="补积分",
            lines=(("会员", "林女士 · 尾号 6027"), ("积分", "50 分"), ("原因", "顾客投诉")),
            answer=answers.append,
        )
    )
    cashier.settle()
    return answers


def test_a_pin_typed_over_an_open_search_goes_to_the_question(arriving: Cashier) -> None:
    """LESSON-25."""
    arriving.sign_in()
    arriving.press("F2")
    field = arriving.screen().field  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is field
    answers = ask(arriving)
    panel = arriving.window._panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.geometry() == arriving.window.centralWidget().rect()
    arriving.type(PINS["1002"])
    assert field.text() == ""
    arriving.press("Return")
    arriving.wait_for(lambda: bool(answers))
    assert not panel.isVisible()
    assert arriving.sheet is Sheet.MEMBERS
    assert QApplication.focusWidget() is field


def test_nothing_below_can_be_pressed_or_reached(arriving: Cashier) -> None:
    arriving.sign_in()
    arriving.scan(MILK)
    ask(arriving)
    panel = arriving.window._panel
    assert panel is not None
    for at in (arriving.window.function_bar, arriving.window.top_bar, arriving.window.places):
        middle = at.mapTo(arriving.window, at.rect().center())
        assert panel.isAncestorOf(arriving.window.childAt(middle)) or arriving.window.childAt(middle) is panel
    arriving.press("Tab")
    assert QApplication.focusWidget() in (None, arriving.window)
    arriving.scan(MILK)
    assert arriving.shop.state().basket.pieces == 1
    arriving.tap(panel.cancel)  # type: ignore[attr-defined]
    assert not panel.isVisible()


@pytest.mark.parametrize(("width", "percent"), [(1024, 100), (1024, 200), (1366, 150)])
def test_it_fits(arriving: Cashier, width: int, percent: int) -> None:
    arriving.sign_in()
    arriving.window.resize(width, 768)
    arriving.window.appearance.apply(language="zh", theme="light", text_percent=percent, row_flash=False)
    ask(arriving)
    panel = arriving.window._panel
    assert panel is not None
    assert panel.rect().contains(panel.card.geometry())  # type: ignore[attr-defined]
    assert small_or_nameless(panel) == []
    for key in panel.keypad.keys.values():  # type: ignore[attr-defined]
        place = key.rect().translated(key.mapTo(panel.card, key.rect().topLeft()))  # type: ignore[attr-defined]
        assert panel.card.rect().contains(place)  # type: ignore[attr-defined]

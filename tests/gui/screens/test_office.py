"""The office at the real window: keys and taps in, what is seen out."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from app.gui.presenters.office import ENTRIES
from app.gui.presenters.places import Place
from tests.fakes.shop import MILK
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier


def owner(cashier: Cashier, number: str = "1003") -> Any:
    """Signs the owner in and opens the office; its screen."""
    cashier.window.shell.room.sign_in.choose(cashier.shop.person(number).id)
    cashier.sign_in(number)
    cashier.press("F11")
    cashier.type("8")
    assert cashier.place is Place.OFFICE
    return cashier.screen()


def open_page(cashier: Cashier, page: str) -> None:
    """The page of the office by its key."""
    (item,) = [item for item in cashier.window.shell.room.office.view().items if item.id == page]
    cashier.press(item.key.replace(" ", "+"))
    cashier.settle()


def test_the_office_fills_the_window_and_leaves_the_bars_to_the_till(arriving: Cashier) -> None:
    office = owner(arriving)
    assert not arriving.window.top_bar.isVisible()
    assert not arriving.window.function_bar.isVisible()
    assert office.geometry() == arriving.window.places.rect()
    arriving.tap(office.back)
    assert arriving.place is Place.SELL
    assert arriving.window.top_bar.isVisible()


@pytest.mark.parametrize(("width", "percent", "narrow"), [(1024, 100, True), (1366, 100, False), (1366, 150, True), (1920, 200, True)])
def test_icons_alone_where_the_window_is_narrow(arriving: Cashier, width: int, percent: int, narrow: bool) -> None:
    office = owner(arriving)
    arriving.window.resize(width, 768)
    arriving.window.appearance.apply(language="zh", theme="light", text_percent=percent, row_flash=False)
    arriving.settle()
    assert office.back.isVisible() is not narrow
    assert office.back_narrow.isVisible() is narrow
    assert [key.accessibleName() for key in office.keys] == [arriving.texts(entry.label) for entry in ENTRIES]
    assert small_or_nameless(office) == []


def test_enter_and_space_press_the_button_that_has_the_focus(arriving: Cashier) -> None:
    office = owner(arriving)
    office.back.setFocus()
    arriving.press("Return")
    assert arriving.place is Place.SELL
    arriving.press("F11")
    arriving.type("8")
    office.back.setFocus()
    arriving.type(" ")
    assert arriving.place is Place.SELL


def test_the_till_goes_on_while_the_office_is_open(arriving: Cashier) -> None:
    owner(arriving)
    arriving.scan(MILK)
    assert arriving.place is Place.SELL
    assert arriving.window.till.counter is not None
    assert len(arriving.window.till.counter.basket.lines) == 1


def test_a_starting_till_imports_nothing_of_the_office() -> None:
    script = (
        "import sys\nimport app.gui.main_window, app.cli.counter_window\n"
        "print(sorted(name for name in sys.modules if '.office' in name or name.endswith(('widgets.nav', 'programme_drafts', 'shelf'))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""The basket table: model, selection, painted steppers, flash, following the newest line, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.gui.components.basket_painting import measures, stepper_rects
from app.gui.components.basket_table import BasketTable
from app.gui.components.views import BasketRowView, BasketView
from app.gui.i18n import Texts
from app.gui.models.basket_model import BasketColumn, BasketModel
from app.gui.theme.look import Look
from app.gui.theme.theme import Theme
from app.gui.theme.tokens import load_tokens
from tests.gui import samples


@pytest.fixture
def table(look: Look, texts: Texts, qtbot: QtBot) -> BasketTable:
    table = BasketTable(look, texts)
    qtbot.addWidget(table)
    table.resize(640, 500)
    table.show()
    table.show_view(samples.basket("zh_CN"))
    QTest.qWait(1)
    return table


def cell(table: BasketTable, row: int, column: BasketColumn) -> QRectF:
    return QRectF(table.lines.visualRect(table.model.index(row, int(column))))


def click(table: BasketTable, place: QPoint) -> None:
    QTest.mouseClick(table.lines.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def line(number: int) -> BasketRowView:
    return BasketRowView(line_id=f"l{number}", number=number, name=f"item {number}", amount="1.00")


def test_the_model_keeps_its_promises_while_rows_come_change_and_go(texts: Texts, qtmodeltester: ModelTester) -> None:
    model = BasketModel(texts)
    qtmodeltester.check(model)  # goes on watching what follows
    model.set_rows((line(1), line(2)))
    model.set_rows((line(1), replace(line(2), quantity="3"), line(3)))
    model.set_rows((line(1),))
    model.set_rows((line(9), line(1)))
    assert model.rowCount() == 2
    model.set_rows(())
    assert model.rowCount() == 0


def test_a_changed_row_is_told_alone_and_an_added_one_is_inserted(texts: Texts) -> None:
    model = BasketModel(texts)
    model.set_rows((line(1), line(2), line(3)))
    told: list[tuple[str, int, int]] = []
    model.dataChanged.connect(lambda top, bottom: told.append(("changed", top.row(), bottom.row())))
    model.rowsInserted.connect(lambda _parent, first, last: told.append(("inserted", first, last)))
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    model.set_rows((line(1), replace(line(2), quantity="2"), line(3), line(4)))
    assert told == [("inserted", 3, 3), ("changed", 1, 1)]
    told.clear()
    model.set_rows((line(1), line(3), line(4)))
    assert told == [("reset", 0, 0)]


def test_cells_say_header_and_value(table: BasketTable) -> None:
    index = table.model.index(1, int(BasketColumn.AMOUNT))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "小计 19.80"
    item = table.model.index(3, int(BasketColumn.ITEM))
    assert samples.LONG_NAME_ZH in str(item.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_press_on_a_row_chooses_it_on_release(table: BasketTable) -> None:
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    place = cell(table, 4, BasketColumn.ITEM).center().toPoint()
    QTest.mousePress(table.lines.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen == []
    QTest.mouseRelease(table.lines.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen == [4]


def test_the_steppers_of_the_selected_row_step_and_those_of_others_do_not_exist(table: BasketTable, look: Look) -> None:
    steps: list[tuple[str, int]] = []
    chosen: list[int] = []
    table.stepped.connect(lambda line_id, step: steps.append((line_id, step)))
    table.row_chosen.connect(chosen.append)
    minus, plus = stepper_rects(cell(table, 2, BasketColumn.QUANTITY), look.theme)
    assert min(minus.width(), minus.height(), plus.width(), plus.height()) >= 44
    click(table, plus.center().toPoint())
    click(table, minus.center().toPoint())
    assert steps == [("3", 1), ("3", -1)]
    _minus, other = stepper_rects(cell(table, 0, BasketColumn.QUANTITY), look.theme)
    click(table, other.center().toPoint())
    assert chosen == [0]
    assert len(steps) == 2


def test_a_press_that_slides_off_the_stepper_does_nothing(table: BasketTable, look: Look) -> None:
    steps: list[object] = []
    table.stepped.connect(lambda *step: steps.append(step))
    table.row_chosen.connect(steps.append)
    minus, plus = stepper_rects(cell(table, 2, BasketColumn.QUANTITY), look.theme)
    viewport = table.lines.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, plus.center().toPoint())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, minus.center().toPoint())
    assert steps == []


def test_a_stepper_that_may_not_step_is_silent(table: BasketTable, look: Look) -> None:
    view = samples.basket("zh_CN")
    fixed = replace(view.rows[2], can_decrease=False)
    table.show_view(replace(view, rows=(*view.rows[:2], fixed, *view.rows[3:])))
    steps: list[int] = []
    table.stepped.connect(lambda _line, step: steps.append(step))
    minus, plus = stepper_rects(cell(table, 2, BasketColumn.QUANTITY), look.theme)
    click(table, minus.center().toPoint())
    click(table, plus.center().toPoint())
    assert steps == [1]


def test_the_new_line_flashes_once_and_then_looks_like_any_other(table: BasketTable, look: Look, qtbot: QtBot) -> None:
    view = samples.basket("zh_CN")
    new = replace(view, rows=(*view.rows, line(7)), selected=2, flashed="l7")
    table.show_view(new)
    assert table.lines.flashed == "l7"
    place = cell(table, 6, BasketColumn.ITEM).bottomRight().toPoint() - QPoint(4, 6)
    assert QColor(table.lines.viewport().grab().toImage().pixel(place)) == look.theme.c.action_subtle
    qtbot.waitUntil(lambda: table.lines.flashed == "", timeout=1_000)
    assert QColor(table.lines.viewport().grab().toImage().pixel(place)) == look.theme.c.surface
    table.set_flash(on=False)
    table.show_view(replace(new, rows=(*new.rows, line(8)), flashed="l8"))
    assert table.lines.flashed == ""


def test_the_table_follows_the_selected_newest_line(table: BasketTable) -> None:
    rows = tuple(line(number) for number in range(1, 30))
    table.show_view(BasketView(rows=rows, selected=28))
    viewport = table.lines.viewport().rect()
    assert viewport.contains(cell(table, 28, BasketColumn.ITEM).center().toPoint())


def test_the_remove_key_needs_a_chosen_line_and_says_so(table: BasketTable) -> None:
    removed: list[bool] = []
    table.remove_pressed.connect(lambda: removed.append(True))
    QTest.mouseClick(table.footer.remove, Qt.MouseButton.LeftButton)
    table.show_view(replace(samples.basket("zh_CN"), selected=-1))
    assert not table.footer.remove.isEnabled()
    assert table.footer.remove.toolTip() == "先选一行"
    assert removed == [True]


def test_titles_follow_the_language_at_once(table: BasketTable, texts: Texts) -> None:
    assert table.model.headerData(1, Qt.Orientation.Horizontal) == "商品"
    texts.set_language("en")
    assert table.model.headerData(1, Qt.Orientation.Horizontal) == "Item"
    assert table.footer.remove.text() == "Remove Del"


def test_steppers_reach_over_the_name_where_the_quantity_is_narrow(table: BasketTable, look: Look) -> None:
    look.set(scale_percent=150)
    table.resize(540, 500)
    QTest.qWait(1)
    steps: list[int] = []
    table.stepped.connect(lambda _line, step: steps.append(step))
    reach = table.lines.measures.reach
    assert reach > 0
    quantity = cell(table, 2, BasketColumn.QUANTITY)
    minus, plus = stepper_rects(quantity, look.theme, reach)
    assert minus.left() < quantity.left()
    for place in (minus, plus):
        click(table, place.center().toPoint())
    assert steps == [-1, 1]


def test_columns_are_as_drawn_and_large_text_moves_the_price_below() -> None:
    plain = measures(Theme(load_tokens(), "light", 100), 638, "compact", "full")
    assert plain.widths[BasketColumn.PRICE] == 62
    assert plain.widths[BasketColumn.QUANTITY] == 140
    assert sum(plain.widths.values()) == 638
    assert plain.row_height == 56
    large = measures(Theme(load_tokens(), "light", 150), 638, "compact", "full")
    assert BasketColumn.PRICE not in large.widths
    assert large.price_below
    assert sum(large.widths.values()) == 638
    narrow = measures(Theme(load_tokens(), "light", 150), 538, "compact", "full")
    assert narrow.widths[BasketColumn.ITEM] >= 150
    assert narrow.reach > 0
    largest = measures(Theme(load_tokens(), "light", 200), 538, "compact", "full")
    assert largest.widths[BasketColumn.ITEM] >= 150
    assert BasketColumn.POINTS not in largest.widths
    bill = measures(Theme(load_tokens(), "light", 100), 480, "regular", "bill")
    assert set(bill.widths) == {BasketColumn.NUMBER, BasketColumn.ITEM, BasketColumn.QUANTITY, BasketColumn.AMOUNT}

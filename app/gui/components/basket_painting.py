"""How a basket line is measured and painted, cell by cell, at each layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.components.views import BasketRowView
from app.gui.i18n import DASH
from app.gui.models.basket_model import BasketColumn
from app.gui.theme.theme import Breakpoint, Theme
from app.gui.widgets.painting import (
    FIGURE_LEAST,
    Run,
    draw_icon,
    draw_runs,
    draw_tag,
    draw_text,
    fill_round,
    tag_size,
)

_EDGE = 14
# number, price, quantity, amount, points at 100 % text; the item takes the rest (design §4.1).
_WIDTHS: Mapping[Breakpoint, tuple[int, int, int, int, int]] = {
    "compact": (24, 62, 140, 78, 70),
    "regular": (34, 84, 150, 110, 86),
    "wide": (40, 90, 160, 120, 96),
}
_ITEM_MIN = 150


@dataclass(frozen=True, slots=True)
class BasketMeasures:
    """Column widths in pixels (missing = not shown), the row height, and whether codes stand beside tags."""

    widths: Mapping[BasketColumn, int]
    row_height: int
    codes_beside_tags: bool
    price_below: bool
    with_steppers: bool
    reach: int = 0
    """How far the steppers of the selected row reach into the item's cell, where the quantity has a narrow column."""

    def pad_right(self, column: BasketColumn) -> int:
        """Space kept right of the last column."""
        return _EDGE if column is max(self.widths) else 0


def measures(theme: Theme, width: int, layout: Breakpoint, kind: Literal["full", "bill"]) -> BasketMeasures:
    """Columns for a table `width` pixels wide. Where the item would get too narrow, the price moves to the second line."""
    number, price, quantity, amount, points = (theme.px(part) for part in _WIDTHS[layout])
    row_height = theme.high(theme.tokens.size["tableRowTillLarge" if layout == "wide" else "tableRowTill"], 42)
    widths = {BasketColumn.NUMBER: _EDGE + number}
    price_below = False
    reach = 0
    if kind == "bill":
        widths[BasketColumn.QUANTITY] = theme.px(60)
        widths[BasketColumn.AMOUNT] = amount + theme.px(6)
    else:
        quantity = max(quantity, 2 * 44 + theme.px(36) + 12) if theme.scale_percent == 100 else 2 * 44 + theme.px(40) + 8
        widths[BasketColumn.PRICE] = price
        widths[BasketColumn.QUANTITY] = quantity
        widths[BasketColumn.AMOUNT] = amount
        widths[BasketColumn.POINTS] = points
        # The item needs room for a name: first the price goes below it, then the steppers over it, then the points go.
        room = width - sum(widths.values()) - _EDGE
        if room < theme.px(_ITEM_MIN):
            room += widths.pop(BasketColumn.PRICE)
            price_below = True
        if room < theme.px(_ITEM_MIN) * 4 // 5:
            widths[BasketColumn.QUANTITY] = theme.px(48)
            reach = quantity - theme.px(48)
            room += reach
        if room < theme.px(_ITEM_MIN) * 3 // 5:
            del widths[BasketColumn.POINTS]
    last = max(widths)
    widths[last] += _EDGE
    widths[BasketColumn.ITEM] = max(44, width - sum(widths.values()))
    return BasketMeasures(
        dict(sorted(widths.items())), row_height, layout == "wide", price_below, with_steppers=kind == "full", reach=reach
    )


def stepper_rects(cell: QRectF, theme: Theme, reach: int = 0) -> tuple[QRectF, QRectF]:
    """The − and + boxes in the quantity cell, 44 px each; `reach` lets them stand out to the left of it."""
    side = 44.0
    top = cell.center().y() - side / 2
    plus = QRectF(cell.right() - side, top, side, side)
    minus = QRectF(plus.left() - theme.px(36) - side, top, side, side)
    if minus.left() < cell.left() - reach:
        minus.moveLeft(cell.left() - reach)
    return minus, plus


def paint_cell(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    row: BasketRowView,
    column: BasketColumn,
    measured: BasketMeasures,
    *,
    selected: bool,
    flashed: bool,
) -> None:
    """Paints one cell with its ground, hairline and, in the first column, the bar of the selected line."""
    c = theme.c
    painter.fillRect(rect, c.action_subtle if flashed else c.selected if selected else c.surface)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
    box = rect.adjusted(0, 0, -measured.pad_right(column), -1)
    match column:
        case BasketColumn.NUMBER:
            if selected:
                bar = theme.tokens.stroke["selectedRowBar"]
                painter.fillRect(QRectF(rect.left(), rect.top(), bar, rect.height() - 1), c.action)
            draw_text(painter, box.adjusted(_EDGE, 0, 0, 0), str(row.number), theme.sized(14), c.text_muted)
        case BasketColumn.ITEM:
            covered = measured.reach if selected and measured.with_steppers else 0
            _paint_item(painter, box.adjusted(0, 0, -covered, 0), theme, row, measured)
        case BasketColumn.PRICE:
            _paint_price(painter, box, theme, row)
        case BasketColumn.QUANTITY:
            if selected and measured.with_steppers:
                _paint_steppers(painter, box, theme, row, measured.reach)
            else:
                draw_text(painter, box, row.quantity, theme.sized(17), c.text, right=True, least_percent=FIGURE_LEAST)
        case BasketColumn.AMOUNT:
            draw_text(painter, box, row.amount, theme.font("rowAmount"), c.text, right=True, least_percent=FIGURE_LEAST)
        case BasketColumn.POINTS:
            earned = row.points or DASH
            ink = c.points if row.points else c.text_muted
            draw_text(painter, box, earned, theme.sized(17), ink, right=True, least_percent=FIGURE_LEAST)


def _paint_item(painter: QPainter, box: QRectF, theme: Theme, row: BasketRowView, measured: BasketMeasures) -> None:
    c = theme.c
    font = theme.font("row")
    below = _below(row, theme, measured)
    has_second = bool(below) or bool(row.tags)
    first, second = theme.px(24), theme.px(18)
    inner = box.adjusted(0, 0, -8, 0)
    top = box.center().y() - (first + (second if has_second else 0)) / 2
    line = QRectF(inner.left(), top, inner.width(), first)
    draw_text(painter, line, row.name, font, c.text, elide=Qt.TextElideMode.ElideMiddle)
    if not has_second:
        return
    under = QRectF(inner.left(), top + first, inner.width(), second)
    x = draw_runs(painter, under, below, least_percent=FIGURE_LEAST).right() if below else under.left()
    for tag in row.tags:
        start = x + (6 if x > under.left() else 0)
        width, height = tag_size(theme, tag)
        room = under.right() - start
        if room < theme.px(40):
            break
        place = QRectF(start, under.center().y() - height / 2, min(width, room), height)
        draw_tag(painter, place, theme, tag)
        x = place.right()


def _below(row: BasketRowView, theme: Theme, measured: BasketMeasures) -> list[Run]:
    """The second line before the tags: the price when it has no column, and the code where there is room for it."""
    c, small = theme.c, theme.sized(14)
    runs: list[Run] = []
    if measured.price_below and row.price:
        runs.append(Run(row.price, small, c.text_secondary))
        if row.was:
            runs.append(Run(row.was, small, c.text_muted, gap=6, struck=True))
    elif row.code and (not row.tags or measured.codes_beside_tags):
        runs.append(Run(row.code, small, c.text_muted))
    return runs


def _paint_price(painter: QPainter, box: QRectF, theme: Theme, row: BasketRowView) -> None:
    c = theme.c
    if not row.was:
        draw_text(painter, box, row.price, theme.sized(17), c.text_secondary, right=True, least_percent=FIGURE_LEAST)
        return
    first, second = theme.px(23), theme.px(17)
    top = box.center().y() - (first + second) / 2
    line = QRectF(box.left(), top, box.width(), first)
    draw_text(painter, line, row.price, theme.sized(17), c.text_secondary, right=True, least_percent=FIGURE_LEAST)
    under = QRectF(box.left(), top + first, box.width(), second)
    draw_runs(painter, under, [Run(row.was, theme.sized(14), c.text_muted, struck=True)], right=True)


def _paint_steppers(painter: QPainter, box: QRectF, theme: Theme, row: BasketRowView, reach: int) -> None:
    c = theme.c
    minus, plus = stepper_rects(box, theme, reach)
    for place, icon, allowed in ((minus, "minus", row.can_decrease), (plus, "plus", row.can_increase)):
        outline = c.border_strong if allowed else c.border
        fill_round(painter, place, theme.tokens.radius["control"], c.surface, outline)
        draw_icon(painter, place.adjusted(13, 13, -13, -13), icon, c.text if allowed else c.text_disabled)
    between = QRectF(minus.right(), box.top(), plus.left() - minus.right(), box.height())
    font = theme.sized(18, 700)
    draw_text(painter, between, row.quantity, font, c.text, centre=True, least_percent=FIGURE_LEAST)

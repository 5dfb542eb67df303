"""The basket's lines as a table model: number, item, price, quantity, amount, points."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QObject

from app.gui.components.views import BasketRowView
from app.gui.i18n import Texts
from app.gui.models.rows import Column, RowsModel


class BasketColumn(IntEnum):
    """Columns of the basket."""

    NUMBER = 0
    ITEM = 1
    PRICE = 2
    QUANTITY = 3
    AMOUNT = 4
    POINTS = 5


class BasketModel(RowsModel[BasketRowView]):
    """Rows of a BasketView."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(_columns(texts), lambda row: row.line_id, parent)
        self._texts = texts
        texts.language_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Titles in the present language."""
        self.set_columns(_columns(self._texts))


def _columns(t: Texts) -> tuple[Column[BasketRowView], ...]:
    return (
        Column("", lambda row: str(row.number)),
        Column(t("Item"), _item_text),
        Column(t("Price"), lambda row: row.price, right=True),
        Column(t("Qty"), lambda row: row.quantity, right=True),
        Column(t("Subtotal"), lambda row: row.amount, right=True),
        Column(t("Points"), lambda row: row.points, right=True),
    )


def _item_text(row: BasketRowView) -> str:
    return " ".join((row.name, *(tag.text for tag in row.tags)))

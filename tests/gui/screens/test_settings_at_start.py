"""Settings of this till hold from the first moment, not only after they were changed on their page."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.components.basket_table import BasketLines
from app.gui.theme.look import Look
from tests.fakes.shop import WATER, Shop
from tests.gui.screens.counter import Cashier


@pytest.mark.parametrize("flashing", [True, False])
def test_lines_flash_only_where_they_should(
    qapp: QApplication, shop: Shop, look: Look, monkeypatch: pytest.MonkeyPatch, *, flashing: bool
) -> None:
    durations: list[int] = []

    def remember(_lines: Any, line_id: str, duration_ms: int) -> None:
        if line_id:
            durations.append(duration_ms)

    monkeypatch.setattr(BasketLines, "flash", remember)
    shop.desk.machine.set("screen.row_flash", flashing)
    cashier = Cashier(qapp, shop, look)
    try:
        cashier.sign_in()
        cashier.scan(WATER)
    finally:
        cashier.close()
    assert any(durations) is flashing

"""What is said to screen readers, and that nothing is built where none listens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from pytestqt.qtbot import QtBot

from app.gui.components.basket_table import BasketTable
from app.gui.components.member_panel import MemberPanel
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.banner import BannerBar
from tests.gui import samples


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A screen reader that listens."""
    heard: list[str] = []

    def listen(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return heard


def test_a_banner_a_new_line_and_a_member_are_said(look: Look, texts: Texts, qtbot: QtBot, said: list[str]) -> None:
    banner, table, panel = BannerBar(look), BasketTable(look, texts), MemberPanel(look, texts)
    for widget in (banner, table, panel):
        qtbot.addWidget(widget)
    banner.show_view(samples.banners("zh_CN")[2])
    basket = samples.basket("zh_CN")
    table.show_view(replace(basket, flashed="3"))
    table.show_view(replace(basket, flashed="3", selected=1))
    panel.show_view(samples.nobody("zh_CN"))
    panel.show_view(samples.member("zh_CN"))
    panel.show_view(samples.frozen_member("zh_CN"))
    assert said == [
        "离线中 · 12 分钟. 照常收款和积分。",
        "现磨美式咖啡 中杯 1 12.00",
        "林女士 金卡 2,386 分",
        "换成周先生？",
    ]


def test_nothing_is_said_where_nobody_listens(look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda _event: pytest.fail("said"))
    banner = BannerBar(look)
    qtbot.addWidget(banner)
    banner.show_view(samples.banners("zh_CN")[0])

"""The gallery: every component in both themes, both languages and at 100, 150 and 200 % text, drawn to pictures and inspected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.components.basket_table import BasketTable
from app.gui.components.explain import EquationStrip, ExplainTable
from app.gui.components.function_bar import FunctionBar
from app.gui.components.idle_cards import IdleCards
from app.gui.components.last_sale_card import LastSaleCard
from app.gui.components.member_panel import MemberPanel
from app.gui.components.pay_card import PayCard, UsePointsButton
from app.gui.components.pick_list import PickList
from app.gui.components.printer_queue import PrinterQueueTable
from app.gui.components.quick_items import QuickItems
from app.gui.components.scan_box import ScanBox
from app.gui.components.tender_list import TenderList
from app.gui.components.top_bar import TopBar
from app.gui.components.views import ChoiceView, MemberPanelView, PayCardView, ScanBoxView, UsePointsView
from app.gui.i18n import Language, Texts
from app.gui.theme.fonts import uncovered
from app.gui.theme.look import Look
from app.gui.theme.tokens import Mode
from app.gui.widgets.banner import BannerBar, BannerView
from app.gui.widgets.base import Card
from app.gui.widgets.fields import AmountField, Keypad, TextField
from app.gui.widgets.painting import TagText
from app.gui.widgets.sheets import ScreenHead, SideSheet
from app.gui.widgets.tiles import AmountTile, OfferTile, RewardTile, TenderTile
from tests.gui import samples
from tests.gui.inspection import colours_in, small_or_nameless, texts_of

Make = Callable[[Look, Texts], QWidget]


def top_bar(look: Look, t: Texts) -> QWidget:
    bar = TopBar(look, t)
    bar.show_view(samples.top_bar(t.language))
    return bar


def chip_states(look: Look, t: Texts) -> QWidget:
    bar = TopBar(look, t)
    bar.show_view(samples.chip_states(t.language))
    return bar


def function_bar(look: Look, t: Texts) -> QWidget:
    bar = FunctionBar(look)
    bar.show_keys(samples.function_keys(t.language))
    return bar


def scan_box(look: Look, t: Texts) -> QWidget:
    box = ScanBox(look, t)
    box.show_view(ScanBoxView(placeholder=samples.pick(t.language, "扫描或输入：商品 / 会员", "Scan or type: item / member")))
    return box


def unknown_code(look: Look, t: Texts) -> QWidget:
    box = ScanBox(look, t)
    words = (("bind", "绑定为会员卡", "Make it a card"), ("find", "查商品", "Find item"), ("no", "忽略", "Ignore"))
    box.show_view(
        ScanBoxView(
            placeholder="",
            text="6921168509",
            problem=samples.pick(
                t.language,
                "没认出这个码：6921168509 · 再扫一次，或按 F3 按名称找",
                "Not recognised: 6921168509. Scan again or press F3 to search by name.",
            ),
            choices=tuple(ChoiceView(id_, samples.pick(t.language, zh, en)) for id_, zh, en in words),
        )
    )
    return box


def basket(look: Look, t: Texts) -> QWidget:
    table = BasketTable(look, t)
    table.show_view(samples.basket(t.language))
    return table


def member_with(view: Callable[[Language], MemberPanelView]) -> Make:
    def make(look: Look, t: Texts) -> QWidget:
        panel = MemberPanel(look, t)
        panel.show_view(view(t.language))
        return panel

    return make


def use_points(look: Look, t: Texts) -> QWidget:
    button = UsePointsButton(look, t)
    button.show_view(UsePointsView(offer=samples.pick(t.language, "最多抵 ¥23.80", "up to ¥23.80 off")))
    return button


def pay_card(look: Look, t: Texts) -> QWidget:
    card = PayCard(look, t)
    detail = samples.pick(t.language, "8 件 · 已优惠 ¥1.00", "8 items · Saved ¥1.00")
    card.show_view(PayCardView(due="¥41.60", detail=detail, enabled=True, lines=samples.payments(t.language)[:1]))
    return card


def empty_pay_card(look: Look, t: Texts) -> QWidget:
    card = PayCard(look, t)
    empty = samples.pick(t.language, "购物篮是空的", "The basket is empty")
    card.show_view(PayCardView(due="¥0.00", detail=empty, enabled=False, reason=empty))
    return card


def tenders(look: Look, t: Texts) -> QWidget:
    paid = TenderList(look, t)
    paid.show_lines(samples.payments(t.language))
    return paid


def quick_items(look: Look, t: Texts) -> QWidget:
    grid = QuickItems(look)
    grid.set_shape(4 if look.theme.is_large_text else 6, 2)
    grid.show_view(samples.quick_items(t.language))
    return grid


def quick_column(look: Look, t: Texts) -> QWidget:
    grid = QuickItems(look)
    grid.set_shape(3, 4, tile_height=84, tabs=True)
    grid.show_view(samples.quick_items(t.language))
    return grid


def idle(look: Look, t: Texts) -> QWidget:
    cards = IdleCards(look, t)
    cards.show_cards(samples.idle_cards(t.language))
    return cards


def last_sale(look: Look, t: Texts) -> QWidget:
    card = LastSaleCard(look, t)
    card.show_view(samples.last_sale(t.language))
    return card


def queue(look: Look, t: Texts) -> QWidget:
    card = Card(padding=1)
    table = PrinterQueueTable(look, t)
    table.show_rows(samples.print_jobs(t.language))
    card.body.addWidget(table)
    return card


def picks(look: Look, t: Texts) -> QWidget:
    rows = PickList(look)
    rows.show_rows(samples.found(t.language), 1)
    return rows


def explain(look: Look, t: Texts) -> QWidget:
    sheet = SideSheet(look, "why")
    sheet.set_words(samples.pick(t.language, "这 104 分是怎么来的", "How these 104 points come about"), "Esc")
    strip, table = EquationStrip(look), ExplainTable(look, t)
    strip.show_view(samples.equation(t.language))
    titles = (("计分金额", "Amount"), ("基础", "Base"), ("金卡", "Gold"))
    table.show_lines(tuple(samples.pick(t.language, zh, en) for zh, en in titles), samples.explained(t.language))
    for part in (strip, table):
        sheet.body.addWidget(part)
    return sheet


def banner(at: int) -> Make:
    def make(look: Look, t: Texts) -> QWidget:
        bar = BannerBar(look, "Esc")
        view: BannerView = samples.banners(t.language)[at]
        bar.show_view(view)
        return bar

    return make


def pay_keys(look: Look, t: Texts) -> QWidget:
    """The parts of the pay screen: tender tiles, amount field, amounts, keypad."""
    card = Card()
    tiles = [TenderTile(look, str(at)) for at in (1, 2, 3)]
    for tile, (zh, en, icon) in zip(
        tiles, (("现金", "Cash", "cash"), ("微信", "WeChat Pay", "wechat"), ("积分", "Points", "points")), strict=True
    ):
        tile.set_content(samples.pick(t.language, zh, en), icon)
        card.body.addWidget(tile)
    tiles[0].set_selected(True)
    field = AmountField(look)
    field.set_label(samples.pick(t.language, "实收", "Taken"), samples.pick(t.language, "刚好 ¥21.60", "exactly ¥21.60"))
    exact = AmountTile(look)
    exact.set_content("¥21.60", samples.pick(t.language, "刚好 Enter", "exact · Enter"))
    name = TextField(samples.pick(t.language, "姓名", "Name"), input_method=True)
    for part in (field, exact, name, Keypad(look)):
        card.body.addWidget(part)
    return card


def offers(look: Look, t: Texts) -> QWidget:
    head = ScreenHead(look)
    head.set_words(samples.pick(t.language, "返回", "Back"), samples.pick(t.language, "用积分", "Use points"))
    card = Card()
    most = OfferTile(look, "1")
    most.set_content(samples.pick(t.language, "最多抵", "Most"), "−¥23.80", samples.pick(t.language, "用 2,380 分", "uses 2,380 pts"))
    most.set_selected(True)
    reachable, short = RewardTile(look), RewardTile(look)
    reachable.set_content(
        samples.pick(t.language, "现磨美式 中杯", "Americano, medium"), samples.pick(t.language, "1,000 分", "1,000 pts"), "coffee",
        TagText(samples.pick(t.language, "可换", "within reach"), "success"), reachable=True,
    )  # fmt: skip
    short.set_content(
        samples.pick(t.language, "316 不锈钢保温杯", "Steel flask 316"), samples.pick(t.language, "2,500 分", "2,500 pts"), "goods",
        TagText(samples.pick(t.language, "还差 114 分", "114 pts short"), "warn"), reachable=False,
    )  # fmt: skip
    for part in (head, most, reachable, short):
        card.body.addWidget(part)
    return card


# name, width and least height at 100 %, maker
GALLERY: tuple[tuple[str, int, int, Make], ...] = (
    ("top-bar-1024", 1024, 0, top_bar),
    ("top-bar-1366", 1366, 0, top_bar),
    ("top-bar-states", 1024, 0, chip_states),
    ("function-bar-1024", 1024, 0, function_bar),
    ("scan-box", 640, 0, scan_box),
    ("scan-unknown", 640, 0, unknown_code),
    ("basket-640", 640, 500, basket),
    ("basket-930", 930, 500, basket),
    ("member", 348, 0, member_with(samples.member)),
    ("member-frozen", 348, 0, member_with(samples.frozen_member)),
    ("member-none", 348, 0, member_with(samples.nobody)),
    ("use-points", 348, 0, use_points),
    ("pay-card", 348, 0, pay_card),
    ("pay-card-empty", 348, 0, empty_pay_card),
    ("tenders", 324, 0, tenders),
    ("quick-items", 640, 0, quick_items),
    ("quick-column", 520, 0, quick_column),
    ("idle", 640, 430, idle),
    ("last-sale", 348, 0, last_sale),
    ("printer-queue", 1000, 240, queue),
    ("pick-list", 560, 260, picks),
    ("explain", 860, 620, explain),
    ("banner-warn", 1024, 0, banner(0)),
    ("banner-danger", 1024, 0, banner(1)),
    ("banner-info", 1024, 0, banner(2)),
    ("banner-ok", 1024, 0, banner(3)),
    ("pay-keys", 420, 0, pay_keys),
    ("offers", 480, 0, offers),
)


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_component_draws(mode: Mode, language: Language, percent: int, look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    look.set(mode=mode, scale_percent=percent)
    texts = Texts(language)
    for name, width, height, make in GALLERY:
        widget = make(look, texts)
        qtbot.addWidget(widget)
        widget.resize(width, height or 60)
        widget.show()
        QTest.qWait(1)
        widget.resize(width, max(height, widget.sizeHint().height(), widget.heightForWidth(width)))
        QTest.qWait(1)
        assert widget.width() == width, f"{name} needs {widget.width()} px"
        image = widget.grab().toImage()
        assert image.save(str(tmp_path / f"{name}-{mode}-{language}-{percent}.png"))
        assert colours_in(image) >= 4, name
        assert small_or_nameless(widget) == [], name
        assert uncovered("".join(texts_of(widget))) == "", name
        widget.close()

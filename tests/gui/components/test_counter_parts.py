"""The other parts of the counter: what they show and which signals their acts send."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.gui.components.explain import ExplainTable
from app.gui.components.function_bar import FEW_KEYS, FunctionBar
from app.gui.components.last_sale_card import LastSaleCard
from app.gui.components.member_panel import MemberPanel
from app.gui.components.pay_card import PayCard, UsePointsButton
from app.gui.components.pick_list import PickList
from app.gui.components.printer_queue import PrinterQueueTable, act_rects
from app.gui.components.quick_items import QuickItems
from app.gui.components.scan_box import ScanBox
from app.gui.components.tender_list import TenderList
from app.gui.components.top_bar import TopBar
from app.gui.components.views import ChoiceView, MemberPanelView, PayCardView, ScanBoxView, UsePointsView
from app.gui.i18n import Texts
from app.gui.models.print_jobs_model import ACTS, PrintJobsModel
from app.gui.theme.look import Look
from tests.gui import samples


def show(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QTest.qWait(1)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_function_keys_tell_their_key_and_a_disabled_one_keeps_its_place(look: Look, qtbot: QtBot) -> None:
    bar = FunctionBar(look)
    bar.show_keys(samples.function_keys("zh_CN"))
    show(qtbot, bar, 1024, 64)
    pressed: list[str] = []
    bar.key_pressed.connect(pressed.append)
    for key in ("F1", "F5", "F11"):
        click(bar.keys[key])
    assert pressed == ["F1", "F11"]
    assert bar.keys["F5"].isVisible()
    assert bar.keys["F5"].toolTip() == "先选一行"
    assert "2" in bar.keys["F6"].accessibleName()
    assert bar.keys["F7"].isChecked()


def test_large_text_on_a_small_window_leaves_six_keys_and_more(look: Look, qtbot: QtBot) -> None:
    bar = FunctionBar(look)
    bar.show_keys(samples.function_keys("zh_CN"))
    show(qtbot, bar, 1024, 64)
    assert sum(key.isVisible() for key in bar.keys.values()) == 11
    look.set(scale_percent=150)
    assert tuple(name for name, key in bar.keys.items() if key.isVisible()) == FEW_KEYS
    assert len(FEW_KEYS) == 7


def test_top_bar_chips_carry_their_id_and_narrow_windows_keep_what_is_wrong(look: Look, texts: Texts, qtbot: QtBot) -> None:
    bar = TopBar(look, texts)
    bar.show_view(samples.chip_states("zh_CN"))
    show(qtbot, bar, 1366, 48)
    pressed: list[str] = []
    bar.chip_pressed.connect(pressed.append)
    bar.lock_pressed.connect(lambda: pressed.append("lock"))
    for chip in (*bar._chips, bar.operator, bar.lock):
        click(chip)
    assert pressed == ["low", "out", "gone", "operator", "lock"]
    assert bar.lock.toolTip() == "锁屏 (Ctrl+L)"


def test_scan_box_never_takes_the_focus_and_offers_the_ways_on(look: Look, texts: Texts, qtbot: QtBot) -> None:
    box = ScanBox(look, texts)
    box.show_view(ScanBoxView(placeholder="scan"))
    show(qtbot, box, 640, 160)
    click(box.field)
    assert not box.field.hasFocus()
    made: list[str] = []
    box.choice_made.connect(made.append)
    problem = ScanBoxView(
        placeholder="scan", text="69", problem="没认出这个码：69", choices=(ChoiceView("bind", "绑定"), ChoiceView("no", "忽略"))
    )
    box.show_view(problem)
    QTest.qWait(1)
    click(box._tiles[1])
    assert made == ["no"]
    box.show_view(ScanBoxView(placeholder="scan"))
    assert not box.problem.isVisible()


def test_member_panel_acts_and_the_five_answers(look: Look, texts: Texts, qtbot: QtBot) -> None:
    panel = MemberPanel(look, texts)
    show(qtbot, panel, 348, 400)
    acts: list[str] = []
    for name in ("find", "enrol", "detach", "why", "detail"):
        getattr(panel, f"{name}_pressed").connect(lambda act=name: acts.append(act))
    panel.show_view(samples.nobody("zh_CN"))
    QTest.qWait(1)
    click(panel.find_key)
    click(panel.enrol_key)
    panel.show_view(samples.member("zh_CN"))
    QTest.qWait(1)
    click(panel.earned)
    click(panel.head.detach)
    QTest.mouseClick(panel.head, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(120, 30))
    assert acts == ["find", "enrol", "why", "detach", "detail"]
    assert "2,386" in panel.balance.accessibleName()
    assert "+104" in panel.earned.accessibleName()
    assert panel.expiring.accessibleName() == "即将到期 320 分  · 6月30日"
    assert "316 不锈钢保温杯" in panel.reward.accessibleName()
    assert panel.next_tier.accessibleName() == "距铂金卡 还差 ¥1,588"


def panel_in_window(look: Look, texts: Texts, qtbot: QtBot, view: MemberPanelView) -> tuple[QWidget, MemberPanel]:
    window = QWidget()
    panel = MemberPanel(look, texts)
    column = QVBoxLayout(window)
    column.addWidget(panel)
    column.addStretch(1)
    panel.show_view(view)
    show(qtbot, window, 372, 768)
    return window, panel


def test_large_text_drops_the_last_visit_and_keeps_the_answers(look: Look, texts: Texts, qtbot: QtBot) -> None:
    _window, panel = panel_in_window(look, texts, qtbot, samples.member("zh_CN"))
    assert panel.last_visit.isVisible()
    look.set(scale_percent=150)
    assert not panel.last_visit.isVisible()
    for answer in (panel.balance, panel.earned, panel.expiring, panel.reward, panel.reward_gap, panel.next_tier):
        assert answer.isVisible()


def test_the_largest_text_in_a_low_window_cuts_nothing_off(look: Look, texts: Texts, qtbot: QtBot) -> None:
    look.set(scale_percent=200)
    _window, panel = panel_in_window(look, texts, qtbot, samples.member("zh_CN"))
    for answer in (panel.balance, panel.earned, panel.expiring, panel.reward_gap):
        assert answer.isVisible()
        assert answer.height() >= answer.sizeHint().height()
    assert not panel.next_tier.isVisible()


def test_a_question_in_large_text_stands_with_the_balance_alone(look: Look, texts: Texts, qtbot: QtBot) -> None:
    view = replace(samples.member("zh_CN"), notice="换成周先生？", choices=(ChoiceView("yes", "换"),))
    _window, panel = panel_in_window(look, texts, qtbot, view)
    assert panel.next_tier.isVisible()
    look.set(scale_percent=150)
    assert panel.notice.isVisible()
    assert panel.balance.isVisible()
    assert not panel.next_tier.isVisible()


def test_a_question_in_the_panel_is_answered_by_its_choices(look: Look, texts: Texts, qtbot: QtBot) -> None:
    panel = MemberPanel(look, texts)
    panel.show_view(samples.frozen_member("zh_CN"))
    show(qtbot, panel, 348, 500)
    made: list[str] = []
    panel.choice_made.connect(made.append)
    for button in panel.notice._buttons:
        click(button)
    assert made == ["yes", "no"]
    panel.show_view(MemberPanelView())
    assert not panel.notice.isVisible()


def test_pay_card_says_why_it_cannot_be_paid_and_gives_lines_back(look: Look, texts: Texts, qtbot: QtBot) -> None:
    card = PayCard(look, texts)
    show(qtbot, card, 348, 320)
    acts: list[str] = []
    card.pay_pressed.connect(lambda: acts.append("pay"))
    card.line_removed.connect(acts.append)
    card.show_view(PayCardView(due="¥0.00", detail="", enabled=False, reason="购物篮是空的"))
    click(card.pay)
    assert acts == []
    assert card.pay.toolTip() == "购物篮是空的"
    card.show_view(PayCardView(due="¥41.60", detail="8 件", enabled=True, lines=samples.payments("zh_CN")[:1]))
    QTest.qWait(1)
    click(card._rows[0].remove)
    click(card.pay)
    assert acts == ["p", "pay"]
    assert card.due.accessibleName() == "¥41.60"
    assert card._rows[0].remove.accessibleName() == "去掉 积分抵扣"


def test_use_points_key_is_there_only_with_a_member(look: Look, texts: Texts, qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    button = UsePointsButton(look, texts)
    column.addWidget(button)
    show(qtbot, host, 360, 90)
    button.show_view(UsePointsView(visible=False))
    assert not button.isVisible()
    button.show_view(UsePointsView(offer="最多抵 ¥23.80"))
    assert button.isVisible()
    assert button.accessibleName() == "用积分 最多抵 ¥23.80 F7"
    button.show_view(UsePointsView(enabled=False, reason="账户待核查"))
    assert button.toolTip() == "账户待核查"


def test_tenders_can_be_taken_back_until_they_cannot(look: Look, texts: Texts, qtbot: QtBot) -> None:
    host = QWidget()
    column = QVBoxLayout(host)
    paid = TenderList(look, texts)
    column.addWidget(paid)
    show(qtbot, host, 340, 220)
    assert not paid.isVisible()
    lines = samples.payments("zh_CN")
    paid.show_lines(lines)
    QTest.qWait(1)
    removed: list[str] = []
    paid.line_removed.connect(removed.append)
    click(paid._rows[1][1].remove)
    paid.show_lines((replace(lines[0], removable=False),))
    assert not paid._rows[0][1].remove.isVisible()
    assert removed == ["v"]


def test_quick_items_show_what_the_shape_holds(look: Look, qtbot: QtBot) -> None:
    grid = QuickItems(look)
    grid.set_shape(6, 1)
    grid.show_view(samples.quick_items("zh_CN"))
    show(qtbot, grid, 640, 70)
    assert sum(tile.isVisible() for tile in grid._tiles) == 6
    grid.set_shape(3, 7, tile_height=84, tabs=True)
    QTest.qWait(1)
    assert sum(tile.isVisible() for tile in grid._tiles) == 12
    pressed: list[str] = []
    grid.item_pressed.connect(pressed.append)
    grid.tab_chosen.connect(pressed.append)
    click(grid._tiles[3])
    click(grid._tabs[1])
    assert pressed == ["3", "热食"]


def test_last_sale_speaks_its_change(look: Look, texts: Texts, qtbot: QtBot) -> None:
    card = LastSaleCard(look, texts)
    show(qtbot, card, 348, 104)
    card.show_view(samples.last_sale("zh_CN"))
    assert "找零 ¥6.50" in card.accessibleName()
    card.show_view(None)
    assert not card.isVisible()


def test_pick_list_by_press_and_by_keys(look: Look, qtbot: QtBot) -> None:
    rows = PickList(look)
    show(qtbot, rows, 560, 300)
    rows.show_rows(samples.found("zh_CN"), 1)
    QTest.qWait(1)
    picked: list[str] = []
    moved: list[int] = []
    rows.picked.connect(picked.append)
    rows.moved.connect(moved.append)
    click(rows._buttons[2])
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert picked == ["silver", "regular"]
    assert moved == [1, -1]
    assert rows._buttons[1].accessibleName() == "林女士 普通 尾号 6027 · 上次 6月17日"


def test_printer_queue_acts_by_press_and_by_keys(look: Look, texts: Texts, qtbot: QtBot) -> None:
    table = PrinterQueueTable(look, texts)
    show(qtbot, table, 900, 260)
    table.show_rows(samples.print_jobs("zh_CN"))
    QTest.qWait(1)
    chosen: list[tuple[str, str]] = []
    table.act_chosen.connect(lambda job, act: chosen.append((job, act)))
    cell = QRectF(table.visualRect(table.jobs.index(1, ACTS)))
    first, second = act_rects(cell, table.jobs.rows[1], look.theme)
    assert min(first.width(), second.width(), first.height()) >= 44
    viewport = table.viewport()
    for rect in (first, second):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center().toPoint())
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_2)
    assert chosen == [("47", "printed"), ("47", "again"), ("46", "reprint"), ("47", "again")]


def test_printer_queue_model(texts: Texts, qtmodeltester: ModelTester) -> None:
    model = PrintJobsModel(texts)
    model.set_rows(samples.print_jobs("zh_CN"))
    qtmodeltester.check(model)
    assert model.index(1, ACTS).data() == "打出来了 · 再打"


def test_explained_lines_stand_under_their_titles(look: Look, texts: Texts, qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = ExplainTable(look, texts)
    show(qtbot, table, 820, 320)
    table.show_lines(("计分金额", "基础", "金卡"), samples.explained("zh_CN"))
    qtmodeltester.check(table.lines)
    titles = [table.lines.headerData(at, Qt.Orientation.Horizontal) for at in range(table.lines.columnCount())]
    assert titles == ["商品", "计分金额", "基础", "金卡", "活动", "积分"]
    assert sum(table.columnWidth(at) for at in range(6)) <= table.viewport().width()
    table.show_lines(("计分金额",), samples.explained("zh_CN"))
    assert table.lines.columnCount() == 4

"""The last days told again beside the editor (EDGE-02), without a window: what starts it, what it shows, and why it may say nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.domain.programme.document import DocumentError
from app.domain.programme.operations import parse_programme, programme_errors
from app.gui.components.figure_views import FigureRow
from app.gui.presenters.office_replay import ReplayView
from app.services.backtest import back_test
from app.services.complete_sale import complete_sale
from tests.fakes.background import Script
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, LIN, MILK, Shop
from tests.gui.presenters.bench import Bench
from tests.gui.presenters.editor import Editor

FACTOR = "/rules/6/benefit/factor"


def told(shop: Shop, arguments: tuple[str, ...], given: bytes) -> dict[str, Any]:
    """The real answer of the service to what the command was given."""
    document = json.loads(given)
    errors = programme_errors(document)
    if errors:
        return {"ok": False, "errors": [error.to_document() for error in errors]}
    return back_test(shop.desk, parse_programme(document), int(arguments[3])).to_document()


@pytest.fixture
def editor(arriving: Bench) -> Editor:
    """A shop that has sold milk on a Saturday to Ms Lin (gold) and to Mr Zhou, and coffee; the owner has the replay open."""
    shop = arriving.shop
    shop.sign_in()
    for card, code in ((CARD_LIN, MILK), (CARD_ZHOU, MILK), (CARD_ZHOU, COFFEE)):
        shop.scan(code, card)
        complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    arriving.background.script = lambda arguments, given: Script(lines=({"done": 2, "total": 3}, told(shop, arguments, given)))
    arriving.sign_in("1003")
    editor = Editor(arriving)
    editor.page.key("F9")
    return editor


def panel(editor: Editor) -> ReplayView:
    view = editor.view.replay
    assert view is not None
    return view


def triple(editor: Editor, figures: str = "3") -> None:
    """Milk on Saturdays gives another factor."""
    editor.page.choose("dairy_saturday")
    editor.page.press(FACTOR)
    for char in figures:
        editor.page.typed(char)
    editor.page.key("Enter")


def row(view: ReplayView, key: str) -> FigureRow:
    return next(row for table in view.tables for row in table.rows if row.key == key)


def cells(view: ReplayView, key: str) -> tuple[str, ...]:
    return tuple(cell.text for cell in row(view, key).cells)


def run(editor: Editor) -> ReplayView:
    editor.bench.timers.fire()
    editor.bench.background.settle()
    return panel(editor)


def test_nothing_is_told_again_before_a_word_is_changed(editor: Editor) -> None:
    editor.bench.timers.fire()
    assert editor.bench.background.started == []
    assert panel(editor).nothing == "和 v1 没有不同。改一个词，就会按过去的小票重算。"
    assert (panel(editor).chip, panel(editor).again) == ("", "")


def test_a_changed_word_starts_it_and_old_and_new_stand_side_by_side_edge_02(editor: Editor) -> None:
    """EDGE-02: points, cost, share, redemptions, liability, winners and losers, tiers, per rule, limits; old against new."""
    triple(editor)
    view = run(editor)
    order = editor.bench.background.started[-1]
    assert order.arguments == ("backtest", "-", "--days", "90", "--json")
    assert json.loads(order.given) == editor.document
    assert (view.title, view.chip, view.chip_tone, view.greyed) == ("回放 90 天", "已随修改更新", "success", False)
    # Two of milk at ¥19.80: the third factor gives both members 19 more, over 20 days of books.
    assert view.tables[0].columns[1].title == "现在 v1"
    name, old, new, more = cells(view, "points")
    assert (name, more) == ("发放积分", f"+{int(new) - int(old)}")
    assert int(new) > int(old)
    assert cells(view, "cost")[3].startswith("+¥")
    assert cells(view, "gain")[2] == "2 位会员"
    assert cells(view, "lose")[2] == "0 位会员"
    assert cells(view, "tiers")[2] == "0 位会员"
    assert {row.key for row in view.tables[0].rows} >= {"share", "redeemed", "liability"}
    assert cells(view, "rule:dairy_saturday")[0] == "周六乳品双倍"
    assert cells(view, "rule:dairy_saturday")[3].startswith("+")
    assert cells(view, "rule:coffee")[3] == "0"
    assert view.charts[0].title == "2 位会员，每人每月多得"
    assert sum(bar.size for bar in view.charts[0].bars) == 2
    assert [budget.permille for budget in view.budgets] == [None]


def test_while_it_works_the_old_figures_stay_greyed_with_how_far_it_is(editor: Editor) -> None:
    """EDGE-02, design.md 4.14."""
    triple(editor)
    before = cells(run(editor), "points")
    triple(editor, "4")
    assert panel(editor).greyed
    editor.bench.timers.fire()
    editor.bench.background.step()
    view = panel(editor)
    assert view.chip == "正在重算 66 %"
    assert view.greyed
    assert cells(view, "points") == before
    editor.bench.background.settle()
    view = panel(editor)
    assert not view.greyed
    assert cells(view, "points") != before


def test_a_further_change_breaks_it_off_and_only_the_last_one_is_shown(editor: Editor) -> None:
    triple(editor)
    editor.bench.timers.fire()
    first = editor.bench.background.started[-1]
    triple(editor, "5")
    editor.bench.timers.fire()
    assert first.cancelled
    editor.bench.background.settle()
    second = panel(editor)
    assert not second.greyed
    assert json.loads(editor.bench.background.started[-1].given)["rules"][6]["benefit"]["factor"] == "5"


def test_it_can_be_stopped_and_begun_again(editor: Editor) -> None:
    """EDGE-02: progress, cancel."""
    triple(editor)
    editor.bench.timers.fire()
    assert panel(editor).cancel == "停下"
    editor.page.replay.cancel()
    editor.bench.background.settle()
    view = panel(editor)
    assert (view.chip, view.again, view.cancel) == ("已停下", "重算", "")
    assert view.tables == ()
    editor.page.replay.run()
    editor.bench.background.settle()
    assert panel(editor).chip_tone == "success"


def test_a_value_out_of_its_bounds_is_told_at_its_place_and_nothing_runs(editor: Editor) -> None:
    """EDGE-02: a draft that cannot be run says where; the press beside it opens that place."""
    page = editor.page
    page.open_tab("tiers")
    page._at["tiers"] = 2
    page.press("/tiers/levels/2/threshold")
    for char in "1":
        page.typed(char)
    page.key("Enter")
    assert page.editing.errors
    editor.bench.timers.fire()
    view = panel(editor)
    assert editor.bench.background.started == []
    assert view.chip == "还没算"
    assert view.findings[0].text == "等级 金卡：要比下一级的高"
    page.open_tab("rules")
    page.replay.act(view.findings[0].fixes[0].id)
    part = editor.view.part
    assert part is not None
    assert part.path.startswith("/tiers/levels/")


def test_what_only_the_command_finds_is_told_at_its_place_too(editor: Editor) -> None:
    error = DocumentError("/rules/6/benefit/factor", "range")
    editor.bench.background.script = lambda arguments, given: Script(lines=({"ok": False, "errors": [error.to_document()]},), code=1)
    triple(editor)
    view = run(editor)
    assert [finding.text for finding in view.findings] == ["规则“周六乳品双倍”：这个数超出了范围"]
    editor.page.open_tab("caps")
    editor.page.replay.act(view.findings[0].fixes[0].id)
    assert editor.view.part is not None
    assert editor.view.main.title == "周六乳品双倍"


def test_books_that_cannot_be_read_are_said_plainly_and_a_broken_command_is_reported(editor: Editor) -> None:
    editor.bench.background.script = lambda arguments, given: Script(code=1, complaints="no shop in this folder")
    triple(editor)
    view = run(editor)
    assert [finding.text for finding in view.findings] == ["没读到账本，数据没有变。再试一次。"]
    assert editor.bench.bugs == []
    editor.bench.background.script = lambda arguments, given: Script(code=-11, complaints="Segmentation fault")
    editor.page.replay.run()
    editor.bench.background.settle()
    assert "Segmentation fault" in str(editor.bench.bugs.pop())


def test_a_closed_panel_works_out_nothing(editor: Editor) -> None:
    editor.page.key("F9")
    triple(editor)
    editor.bench.timers.fire()
    assert editor.bench.background.started == []
    editor.page.key("F9")
    assert run(editor).chip_tone == "success"


def test_who_and_which_receipts_change_most_by_name_and_number(editor: Editor) -> None:
    triple(editor)
    run(editor)
    assert [part.label for part in panel(editor).parts] == ["变化最大的 2 人", "逐单对比"]
    editor.page.replay.choose_part("members")
    (table,) = panel(editor).tables
    assert {row.cells[0].text for row in table.rows} == {"林女士", "周先生"}
    editor.page.replay.choose_part("receipts")
    (table,) = panel(editor).tables
    with editor.bench.shop.store.read() as reader:
        sale = reader.last_sale(LIN)
    assert sale is not None
    assert any(f"{sale.number} 林女士" in row.cells[0].text for row in table.rows)
    assert all(row.cells[4].text == "+19" for row in table.rows)
    editor.page.replay.choose_part("receipts")
    assert len(panel(editor).tables) > 1


def test_other_days_are_told_again_at_once(editor: Editor) -> None:
    triple(editor)
    run(editor)
    editor.page.replay.choose_days(0)
    assert panel(editor).greyed
    view = run(editor)
    assert editor.bench.background.started[-1].arguments[3] == "30"
    assert view.title == "回放 30 天"


def test_the_shops_own_limits_show_what_is_used_of_them(editor: Editor) -> None:
    page = editor.page
    page.choose("dairy_saturday")
    page.add_limit()
    page.parts.done()
    caps = page.editing.document["caps"]
    changed = [*caps[:-1], {**caps[-1], "who": "all", "per": "month", "limit": 40}]
    assert page.editing.edit(lambda document: {**document, "caps": changed}) == ""
    view = run(editor)
    budget = view.budgets[-1]
    assert budget.title == "全部会员每月最多40分"
    assert budget.permille == 950
    assert "最高 6月20日 38 分" in budget.text

"""Members in the office at the real window: the search, the same page as at the till and back to it, and points for a list from a file."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.members.card import card_number
from app.gui.presenters.member_rows import TABS
from app.gui.presenters.places import Place
from tests.fakes.shop import CARD_BLOCKED, CARD_LIN, CARD_ZHOU, LIN, MILK, PINS, ZHOU
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_office import owner

FILE = f"member,points\n{CARD_LIN},50\n19900001234,\n{CARD_BLOCKED},5\n{CARD_LIN},7\nnobody,1\n"


def page(cashier: Cashier, number: str = "1003") -> Any:
    """The page of members; its presenter."""
    owner(cashier, number)
    cashier.window.shell.room.office.open("members")
    cashier.settle()
    return cashier.window.shell.room.office.page()


def test_a_member_is_found_and_shown_as_at_the_till_mem_05(arriving: Cashier) -> None:
    """MEM-05: by name's initials and Enter, or by a scanned card; Esc leads back to the search, then to the till."""
    found = page(arriving)
    arriving.type("6027")
    arriving.settle()
    assert [row.id for row in found.view().rows] == [LIN]
    arriving.press("Return")
    arriving.settle()
    screen = arriving.screen().page
    assert found.view().member
    assert screen.one.name.text() == "林女士"
    arriving.type(str(TABS.index("lots") + 1))
    assert [row.cells[4] for row in screen.one.detail.rows._rows] == ["320", "2,066"]
    assert small_or_nameless(screen) == []
    arriving.scan(CARD_ZHOU)
    arriving.settle()
    assert screen.one.name.text() == "周先生"
    arriving.press("Escape")
    assert not found.view().member
    arriving.scan(MILK)
    assert arriving.place is Place.SELL


def test_why_of_an_event_leads_back_to_the_office(arriving: Cashier) -> None:
    owner(arriving)
    arriving.press("F11")
    arriving.scan(MILK, CARD_LIN)
    arriving.settle()
    arriving.press("F12")
    arriving.press("Return")
    arriving.settle()
    found = page_of_signed_in(arriving)
    found.pick(LIN)
    arriving.settle()
    arriving.press("Return")
    arriving.settle()
    assert arriving.place is Place.SELL
    arriving.press("Escape")
    arriving.settle()
    assert arriving.place is Place.OFFICE
    assert found.view().member
    assert found.member.member_id == LIN


def page_of_signed_in(cashier: Cashier) -> Any:
    cashier.window.shell.room.office.open("members")
    cashier.settle()
    return cashier.window.shell.room.office.page()


def test_a_card_is_bound_in_the_office_mem_03(arriving: Cashier) -> None:
    found = page(arriving)
    found.pick(LIN)
    arriving.settle()
    arriving.type(str(TABS.index("cards") + 1))
    arriving.scan(card_number(30017725))
    arriving.settle()
    assert arriving.place is Place.OFFICE
    with arriving.shop.store.read() as reader:
        assert len(reader.cards(LIN)) == 2


def give(cashier: Cashier, text: str = FILE, **order: str) -> Any:
    """Chooses a file on the page of the one who is signed in, fills the order in and has the list looked through."""
    found = page_of_signed_in(cashier)
    found.choose_tab("grants")
    cashier.settle()
    found.grants.file_chosen("list.csv", text.encode())
    for field, value in {"points": "20", "reason": "launch", **order}.items():
        found.grants.form_set(field, value)
    cashier.press("Return")
    cashier.settle()
    return found


def test_points_for_a_list_with_totals_and_every_bad_row_earn_34(arriving: Cashier) -> None:
    """EARN-34: control totals, every row that cannot be taken named with its line; nothing is booked before F12; taken back whole."""
    owner(arriving)
    before = arriving.shop.seq()
    found = give(arriving)
    view = found.view().grants
    assert view.totals[0] == "list.csv：5 行"
    assert view.totals[1].startswith("2 位会员，共 70 分，最多值 ¥0.70")
    assert "有 3 行不能送，将跳过" in view.totals
    assert [row.cells for row in view.rows] == [
        ("4", f"{CARD_BLOCKED}: 没有这张卡，或已停用"),
        ("5", f"{CARD_LIN}: 名单中重复"),
        ("6", "nobody: 没有这位会员"),
    ]
    assert small_or_nameless(arriving.screen().page.grants) == []
    assert arriving.shop.seq() == before
    arriving.press("F12")
    arriving.settle()
    assert (arriving.shop.balance(LIN).available, arriving.shop.balance(ZHOU).available) == (2436, 20 + before_zhou(arriving))
    assert [row.cells[1:] for row in found.view().grants.rows] == [("开业赠送", "", "已记账", "2", "70")]
    found.grants.choose_row(0)
    arriving.press("Delete")
    assert "收回 2 位会员的 70 分" in found.view().grants.notice
    arriving.press("Return")
    arriving.settle()
    assert arriving.shop.balance(LIN).available == 2386
    assert found.view().grants.rows[0].cells[3] == "已收回"


def before_zhou(cashier: Cashier) -> int:
    """What Zhou had without the list."""
    events = [event for event in cashier.shop.events("points_adjusted") if "batch" in event["body"]]
    assert len(events) == 1
    return cashier.shop.balance(ZHOU).available - 20


def test_a_leader_needs_the_owners_yes_for_a_list_lesson_25(arriving: Cashier) -> None:
    """LESSON-25: the question names members and points; the owner's PIN books it."""
    owner(arriving, "1002")
    give(arriving)
    before = arriving.shop.seq()
    arriving.press("F12")
    arriving.settle()
    asking = arriving.window.shell.room.approve
    assert asking.open
    assert arriving.shop.seq() == before
    asking.choose(arriving.shop.person("1003").id)
    arriving.type(PINS["1003"])
    arriving.press("Return")
    arriving.settle()
    assert arriving.shop.balance(LIN).available == 2436


@pytest.mark.parametrize(
    ("text", "order", "problem"),
    [
        ("a\xffb".encode("latin-1"), {}, "文件不是 UTF-8 或 GBK 编码"),
        (b"", {}, "名单上没有人"),
        (b"lin\n", {"points": ""}, "没说给多少分"),
        (b"lin\n", {"reason": ""}, "还没选原因"),
        (b'"lin\n', {}, "第 1 行不是表格内容"),
        (b"lin\n", {"label": "x" * 41}, "批次名太长"),
    ],
)
def test_bad_files_and_orders_are_said_where_they_were_typed(arriving: Cashier, text: bytes, order: dict[str, str], problem: str) -> None:
    owner(arriving)
    found = page_of_signed_in(arriving)
    found.choose_tab("grants")
    found.grants.file_chosen("list.csv", text)
    for field, value in {"points": "20", "reason": "launch", **order}.items():
        found.grants.form_set(field, value)
    arriving.press("Return")
    arriving.settle()
    view = found.view().grants
    assert problem in (view.notice if view.form is None else view.form.problem)


def test_the_file_is_chosen_in_a_window_that_holds_nothing_up(arriving: Cashier, tmp_path: Any) -> None:
    owner(arriving)
    found = page_of_signed_in(arriving)
    found.choose_tab("grants")
    arriving.press("F12")
    screen = arriving.screen().page
    dialog = screen.findChild(QFileDialog)
    assert dialog is not None
    file = tmp_path / "名单.csv"
    file.write_text(FILE, encoding="utf-8")
    dialog.fileSelected.emit(str(file))
    dialog.close()
    arriving.settle()
    assert found.view().grants.form.title == "名单.csv"
    screen.read_file(str(tmp_path / "gone.csv"))
    assert found.view().grants.notice == "文件读不了"

"""The customer's own screen at the real window: what it shows in every state, what it never shows, and that it may go at any moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from app.gui.customer_display import AFTER_MS, CustomerDisplay
from app.gui.presenters.customer import LINES_SHOWN
from app.gui.presenters.places import Place
from app.gui.screens.customer import CustomerWindow
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, LIN, MILK, WATER
from tests.gui.screens.counter import Cashier

SECOND = QRect(1366, 0, 1280, 800)


class Displays:
    """Which displays there are besides the cashier's, and how the customer's screen is set."""

    def __init__(self, cashier: Cashier) -> None:
        self.places, self.mode = [SECOND], "second"
        window = cashier.window
        self.cashier = cashier
        self.display = CustomerDisplay(
            cashier.app, window.till, window.shell, cashier.look, lambda: self.mode, lambda: self.places
        )

    @property
    def window(self) -> CustomerWindow:
        window = self.display.window
        assert window is not None
        return window

    def shown(self) -> str:
        """Everything the customer can read."""
        self.cashier.pause((AFTER_MS + 40) / 1_000)
        return self.window.accessibleName()


@pytest.fixture
def displays(cashier: Cashier) -> Iterator[Displays]:
    found = Displays(cashier)
    yield found
    found.display.close()


def test_the_basket_with_points_now_and_after(cashier: Cashier, displays: Displays) -> None:
    """LESSON-21, design.md 4.12: lines, total, greeting by surname and title, this sale, balance and what is ahead."""
    assert "欢迎光临" in displays.shown()
    cashier.scan(MILK, WATER)
    assert "有会员码吗？" in displays.shown()
    assert displays.window.view.state == "cart"
    cashier.scan(CARD_LIN)
    told = displays.shown()
    state = cashier.window.till.counter
    assert state is not None
    assert "您好，林女士" in told
    assert f"+{state.quote.points}" in told
    assert f"{state.balance_after:,} 分" in told
    assert "周六乳品双倍" in told
    assert displays.window.view.due == "¥21.80"


def test_paying_and_paid_with_change_and_the_new_balance(cashier: Cashier, displays: Displays) -> None:
    cashier.scan(MILK, CARD_LIN)
    cashier.press("F12")
    assert "请在柜台付款" in displays.shown()
    cashier.press("Alt+2")
    assert "请出示付款码" in displays.shown()
    cashier.press("Alt+1")
    cashier.type("50")
    cashier.press("Return")
    told = displays.shown()
    assert displays.window.view.state == "paid"
    sale = cashier.window.till.last_sale
    assert sale is not None
    assert sale.data.member is not None
    for text in ("付款完成，谢谢！", "收 ¥50.00", "¥30.20", "林女士的积分", f"{sale.data.member.points_after:,}"):
        assert text in told
    cashier.press("Esc")
    assert displays.window.view.state == "paid"
    cashier.scan(WATER)
    assert "付款完成" not in displays.shown()


def test_never_a_full_name_a_phone_another_member_or_a_word_of_the_till(cashier: Cashier, displays: Displays) -> None:
    """MEM-10, design.md 4.12: the privacy of the customer in every state, and of everybody else."""
    member = cashier.shop.store
    with member.read() as reader:
        lin = reader.member(LIN)
    assert lin is not None
    seen = []
    cashier.scan(MILK, CARD_LIN)
    seen.append(displays.shown())
    cashier.scan("1234567890123")
    seen.append(displays.shown())
    cashier.press("Esc")
    cashier.press("F8")
    assert "您的积分怎么来的" in displays.shown()
    seen.append(displays.shown())
    cashier.press("Esc")
    cashier.press("F2")
    cashier.type("1990000")
    seen.append(displays.shown())
    cashier.press("Esc")
    cashier.scan(CARD_ZHOU)
    seen.append(displays.shown())
    cashier.press("Esc")
    cashier.press("F12")
    seen.append(displays.shown())
    cashier.press("Return")
    seen.append(displays.shown())
    for text in seen:
        assert lin.name not in text
        assert lin.phone[:7] not in text
        assert "周" not in text.replace("周六", "")
        assert "陈晓雯" not in text
        assert "1234567890123" not in text
    cashier.press("Ctrl+L")
    assert "林" not in displays.shown().replace("邻里", "")
    assert displays.window.view.state == "idle"


def test_terms_are_read_and_agreed_to_by_touch(cashier: Cashier, displays: Displays) -> None:
    """MEM-01: consent beside the enrolment, on the customer's own screen."""
    cashier.scan(MILK)
    cashier.press("Shift+F2")
    assert "加入会员" in displays.shown()
    assert "请在这里点选，或口头告诉收银员" in displays.shown()
    displays.window.grab()
    (_, (agree, _)) = displays.window.keys()
    scale = displays.window.scale()
    place = (agree.center() * scale).toPoint()
    QTest.mouseClick(displays.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert cashier.window.shell.room.enrol.agreed
    assert "您已同意" in displays.shown()


def test_it_never_takes_the_focus_and_scans_go_on(cashier: Cashier, displays: Displays) -> None:
    assert displays.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert displays.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert displays.window.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert displays.window.geometry() == SECOND
    cashier.scan(MILK, WATER)
    assert len(cashier.shop.state().basket.lines) == 2


def test_pulled_out_in_mid_sale_and_plugged_in_again(cashier: Cashier, displays: Displays) -> None:
    """EDGE-18: the sale goes on without it, and it is there again with the next display."""
    cashier.scan(MILK, CARD_LIN)
    before = displays.window
    displays.places = []
    displays.display._screens_changed()
    assert not before.isVisible()
    cashier.settle()
    assert displays.display.window is None
    cashier.scan(WATER)
    cashier.press("F12")
    displays.places = [SECOND]
    displays.display._screens_changed()
    cashier.settle()
    assert "请在柜台付款" in displays.shown()
    displays.places = []
    displays.display._screens_changed()
    cashier.press("Return")
    assert cashier.window.shell.place is Place.DONE
    assert cashier.window.till.last_sale is not None


def test_a_window_of_its_own_or_none_by_the_setting(cashier: Cashier, displays: Displays) -> None:
    displays.places, displays.mode = [], "window"
    displays.display.place()
    assert displays.window.isVisible()
    assert not displays.window.isFullScreen()
    displays.mode = "off"
    displays.display.place()
    assert displays.display.window is None


def test_long_baskets_show_the_last_lines(cashier: Cashier, displays: Displays) -> None:
    for _ in range(2):
        cashier.scan(MILK, WATER)
    with cashier.shop.store.read() as reader:
        more = [product for product in reader.find_products("", 60) if product.barcode and product.price_minor][:8]
    for product in more:
        cashier.scan(product.barcode or "")
    displays.shown()
    lines = cashier.shop.state().basket.lines
    assert len(displays.window.view.lines) == LINES_SHOWN
    assert displays.window.view.before == f"前面还有 {len(lines) - LINES_SHOWN} 样"

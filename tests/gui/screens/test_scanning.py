"""Scanning goes on everywhere; nothing of a scan leaks into a field, and a scanner's Enter never pays (LESSON-18, LESSON-20)."""

from __future__ import annotations

from typing import Any

import pytest

from app.gui.presenters.places import Place, Sheet
from app.services.ports.sound import Sound
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, LIN, MILK, WATER, ZHOU
from tests.gui.screens.counter import Cashier


@pytest.mark.parametrize("key", ["F2", "F3", "F4", "F7", "F8", "F11"])
def test_an_item_scanned_with_a_sheet_open_is_added_and_the_sheet_stays(cashier: Cashier, key: str) -> None:
    cashier.scan(WATER, CARD_LIN)
    cashier.press(key)
    opened = cashier.sheet
    assert opened is not Sheet.NONE
    cashier.scan(MILK)
    assert [line.qty for line in cashier.shop.state().basket.lines] == [1, 1]
    assert cashier.sheet is opened


def test_nothing_of_a_scan_leaks_into_the_field_with_the_focus(cashier: Cashier) -> None:
    cashier.press("F2")
    field: Any = cashier.screen().field  # type: ignore[attr-defined]
    assert field.hasFocus()
    cashier.type("林")
    cashier.scan(WATER)
    assert field.text() == "林"
    assert len(cashier.shop.state().basket.lines) == 1


def test_the_scanners_enter_neither_pays_nor_finishes(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("Return")
    assert cashier.place is Place.SELL
    cashier.press("F12")
    cashier.scan(MILK)
    assert cashier.place is Place.PAY
    assert cashier.shop.events("sale_completed") == []
    pay: Any = cashier.screen()
    assert pay.field.text == ""
    assert pay.problem.text() == "正在收款 – 按 Esc 返回，再扫商品"


def test_a_card_scanned_while_paying_still_counts(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("F12")
    cashier.scan(CARD_LIN)
    cashier.press("Return")
    assert cashier.shop.events("sale_completed")[-1]["member_id"] == LIN


def test_the_next_scan_closes_the_finished_sale(cashier: Cashier) -> None:
    cashier.scan(WATER)
    cashier.press("F12")
    cashier.press("Return")
    assert cashier.place is Place.DONE
    cashier.scan(MILK)
    assert cashier.place is Place.SELL
    assert [line.barcode for line in cashier.shop.state().basket.lines] == [MILK]


def test_a_second_member_is_asked_about_and_esc_keeps_the_first(cashier: Cashier) -> None:
    cashier.scan(WATER, CARD_LIN, CARD_ZHOU)
    sell: Any = cashier.screen()
    assert sell.member.notice.text.text() == "换成周先生？"
    cashier.press("Esc")
    assert cashier.shop.state().basket.member_id == LIN
    cashier.scan(CARD_ZHOU)
    cashier.press("Return")
    assert cashier.shop.state().basket.member_id == ZHOU


def test_an_unknown_code_says_so_and_the_ways_on_are_digits(cashier: Cashier) -> None:
    cashier.scan("9521001000093")
    sell: Any = cashier.screen()
    assert "9521001000093" in sell.scan_box.problem.text()
    assert Sound.UNKNOWN in cashier.sound.heard
    cashier.type("3")
    assert not sell.scan_box.problem.isVisible()
    cashier.scan(WATER)
    assert len(cashier.shop.state().basket.lines) == 1


def test_ten_thousand_characters_are_one_plain_line(cashier: Cashier) -> None:
    cashier.scan("8" * 10_000)
    sell: Any = cashier.screen()
    assert sell.scan_box.problem.text() != ""
    assert cashier.place is Place.SELL
    cashier.scan(WATER)
    assert len(cashier.shop.state().basket.lines) == 1


def test_typed_codes_go_to_the_scan_box_and_enter_routes_them(cashier: Cashier) -> None:
    cashier.type(f"3*{WATER}")
    sell: Any = cashier.screen()
    assert sell.scan_box.field.accessibleDescription() == f"3*{WATER}"
    cashier.press("Return")
    assert cashier.shop.state().basket.lines[0].qty == 3


def test_a_scan_in_settings_goes_to_the_tester_alone(cashier: Cashier) -> None:
    cashier.press("F11")
    cashier.type("4")
    assert cashier.place is Place.SETTINGS
    cashier.scan(WATER)
    settings: Any = cashier.screen()
    assert settings.tester.text() == WATER
    assert settings.tester_detail.text() == "13 个字符 · 每键平均 6 毫秒，最长 6 毫秒"
    assert cashier.shop.state().basket.empty


def test_nobody_signed_in_nothing_is_sold(arriving: Cashier) -> None:
    arriving.scan(WATER)
    assert arriving.place is Place.SIGN_IN
    assert arriving.window.till.session is None

"""Settings: stored, applied at once, refused in one line; the scanner tester shows what came."""

from __future__ import annotations

import pytest

from app.gui.presenters.places import Place
from app.settings.declared import SETTINGS
from tests.gui.presenters.bench import Bench


@pytest.fixture
def page(counter: Bench) -> Bench:
    counter.shell.go(Place.SETTINGS)
    return counter


@pytest.fixture
def owner(counter: Bench) -> Bench:
    counter.shell.lock()
    counter.sign_in("1003")
    counter.shell.go(Place.SETTINGS)
    return counter


def test_theme_language_and_text_size_apply_at_once_and_are_kept(page: Bench) -> None:
    page.room.settings.change("screen.theme", "dark")
    page.room.settings.change("screen.text_percent", "150")
    page.room.settings.change("screen.language", "en")
    assert page.dressing.applied[-1] == {"language": "en", "theme": "dark", "text_percent": 150, "row_flash": True}
    fields = {field.key: field for field in page.view("settings").screen}
    assert [option.value for option in fields["screen.theme"].options if option.selected] == ["dark"]
    assert page.shop.desk.machine.number("screen.text_percent") == 150


def test_a_change_of_the_printer_is_handed_on(page: Bench) -> None:
    page.room.settings.change("printer.port", "COM7")
    page.room.settings.change("printer.baud", "19200")
    page.room.settings.change("scanner.prefix", "~")
    assert page.applied == ["printer", "printer", "scanner"]
    ports = next(field for field in page.view("settings").printer if field.key == "printer.port" and field.options)
    assert [option.value for option in ports.options] == ["", "COM7"]


@pytest.mark.parametrize(("key", "value"), [("printer.baud", "fast"), ("printer.baud", "1"), ("scanner.prefix", "much too long")])
def test_a_value_that_does_not_fit_changes_nothing(page: Bench, key: str, value: str) -> None:
    before = page.shop.desk.machine.get(key)
    page.room.settings.change(key, value)
    assert page.view("settings").problem == "这个值不合适 – 没有改动"
    assert page.shop.desk.machine.get(key) == before
    assert page.applied == []


def test_a_full_disk_says_so_and_changes_nothing_else(page: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(key: str, value: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page.shop.desk.machine, "set", full)
    page.room.settings.change("screen.theme", "dark")
    assert page.view("settings").problem.startswith("设置没有存下来")
    assert page.dressing.applied == []


def test_sounds_can_be_switched_off(page: Bench) -> None:
    page.room.settings.change("sound.on", "False")
    assert page.sound.volume == 0


def test_the_tester_names_characters_and_gaps(page: Bench) -> None:
    page.scan("]E09521\x1d1")
    view = page.view("settings")
    assert view.tester == "]E09521[GS]1"
    assert view.tester_detail == "9 个字符"
    page.room.settings.timed((5, 7, 12))
    assert page.view("settings").tester_detail == "9 个字符 · 每键平均 8 毫秒，最长 12 毫秒"


def test_every_declared_setting_stands_on_the_page_and_no_other(page: Bench) -> None:
    """What `jifentai settings list` names, somebody without a command line can change too."""
    view = page.view("settings")
    assert {field.key for field in (*view.screen, *view.printer, *view.scanner, *view.shop)} == set(SETTINGS)


def test_the_owner_changes_the_shop_and_it_is_in_the_books(owner: Bench) -> None:
    owner.room.settings.change("shop.name", "  新邻里 ")
    owner.room.settings.change("receipt.return_days", "15")
    view = owner.view("settings")
    assert [field.text for field in view.shop if field.key == "shop.name"] == ["新邻里"]
    assert [o.label for field in view.shop if field.key == "receipt.return_days" for o in field.options if o.selected] == ["15 天"]
    assert owner.window.now.top.place == "新邻里"
    booked = [(event["body"]["set"], event["actor_id"]) for event in owner.shop.events("settings_changed")[-2:]]
    assert booked == [({"shop.name": '"新邻里"'}, "staff1003"), ({"receipt.return_days": "15"}, "staff1003")]
    owner.room.settings.change("shop.name", "新邻里")
    assert len(owner.shop.events("settings_changed")) == 3, "the same again is no change"


def test_a_cashier_sees_the_shop_s_settings_but_does_not_change_them(page: Bench) -> None:
    view = page.view("settings")
    assert view.shop
    assert not any(field.open for field in view.shop)
    assert view.shop_note == "这里不归你改 – 请店主或领班登录后修改"
    before = page.shop.seq()
    page.room.settings.change("shop.name", "我的")
    assert page.view("settings").problem == view.shop_note
    assert page.shop.seq() == before


@pytest.mark.parametrize(("key", "value"), [("shop.name", "很" * 41), ("receipt.return_days", "366"), ("receipt.footer", "谢\n谢")])
def test_a_shop_value_that_does_not_fit_changes_nothing(owner: Bench, key: str, value: str) -> None:
    before = owner.shop.seq()
    owner.room.settings.change(key, value)
    assert owner.view("settings").problem == "这个值不合适 – 没有改动"
    assert owner.shop.seq() == before


def test_a_value_set_by_command_is_shown_though_it_is_not_offered(owner: Bench) -> None:
    owner.room.settings.change("member.dormant_days", "45")
    (field,) = [field for field in owner.view("settings").shop if field.key == "member.dormant_days"]
    assert [(o.value, o.selected) for o in field.options][-1] == ("45", True)


def test_a_baud_rate_set_by_command_is_shown_too(page: Bench) -> None:
    page.shop.desk.machine.set("printer.baud", 4800)
    page.room.settings.refresh()
    (field,) = [field for field in page.view("settings").printer if field.key == "printer.baud"]
    assert [(o.value, o.selected) for o in field.options][-1] == ("4800", True)

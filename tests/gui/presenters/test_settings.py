"""Settings: stored, applied at once, refused in one line; the scanner tester shows what came."""

from __future__ import annotations

import pytest

from app.gui.presenters.places import Place
from tests.gui.presenters.bench import Bench


@pytest.fixture
def page(counter: Bench) -> Bench:
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

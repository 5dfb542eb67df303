"""`settings`: the same settings as the settings page, in their two scopes, and never from outside while a till holds the folder."""

from __future__ import annotations

import json

import pytest

from app.bootstrap import open_desk, printer_profiles, start_desk
from app.services.desk import book_office
from app.settings.declared import SETTINGS
from app.settings.machine import FILE_NAME, MachineSettings
from tests.cli.conftest import Jifentai
from tests.fakes.audit import audit
from tests.fakes.shop import raw


def test_every_setting_is_listed_with_its_meaning(shop: Jifentai) -> None:
    data = shop("settings", "list", "--json").data
    assert list(data) == list(SETTINGS)
    assert (data["shop.name"], data["screen.language"], data["drawer.connected"], data["printer.baud"]) == ("小店", "zh", True, 9600)
    lines = shop("settings", "list").out.splitlines()
    assert len(lines) == len(SETTINGS)
    assert "drawer.connected = true    # A cash drawer hangs on the printer" in lines


def test_get(shop: Jifentai) -> None:
    assert shop("settings", "get", "shop.name").out == "小店\n"
    assert shop("settings", "get", "sound.on", "--json").data == {"sound.on": True}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("screen.language", "en", "en"),
        ("screen.text_percent", "150", 150),
        ("sound.on", "off", False),
        ("sound.on", "YES", True),
        ("printer.port", "/dev/ttyUSB0", "/dev/ttyUSB0"),
        ("printer.port", "", ""),
        ("shop.name", "东门 小店", "东门 小店"),
        ("receipt.return_days", "0", 0),
        ("receipt.language", "en", "en"),
    ],
)
def test_set_and_get_again(shop: Jifentai, key: str, text: str, value: object) -> None:
    answer = shop("settings", "set", key, text)
    assert (answer.code, answer.err) == (0, "")
    assert shop("settings", "get", key, "--json").data == {key: value}


def test_shop_settings_are_events_and_machine_settings_are_not(shop: Jifentai) -> None:
    """The same value again is no event."""
    count = "SELECT count(*) FROM journal WHERE type = 'settings_changed'"
    with raw(shop.folder / "till.db") as connection:
        before = connection.execute(count).fetchone()[0]
    for _ in range(2):
        shop("settings", "set", "receipt.footer", "再见")
    shop("settings", "set", "screen.theme", "dark")
    with raw(shop.folder / "till.db") as connection:
        assert connection.execute(count).fetchone()[0] == before + 1
    assert json.loads((shop.folder / FILE_NAME).read_text()) == {"screen.theme": "dark"}
    audit(shop.folder / "till.db")


@pytest.mark.parametrize(
    ("key", "text", "part"),
    [
        ("shop.colour", "red", "no such setting: shop.colour"),
        ("", "x", "no such setting"),
        ("x" * 10_000, "x", "no such setting: xxx"),
        ("screen.language", "fr", "expected one of zh, en"),
        ("screen.language", "ZH", "expected one of zh, en"),
        ("screen.text_percent", "99", "a whole number from 100 to 200"),
        ("screen.text_percent", "201", "a whole number from 100 to 200"),
        ("screen.text_percent", "1.5", "a whole number from 100 to 200"),
        ("screen.text_percent", "9" * 5_000, "a whole number from 100 to 200"),
        ("printer.baud", "", "a whole number from"),
        ("printer.profile", "../demo/people", "expected one of epson-42, generic-58"),
        ("sound.on", "maybe", "expected true or false"),
        ("shop.name", "x" * 41, "at most 40 printable characters"),
        ("shop.name", "a\x1b[31m", "at most 40 printable characters"),
        ("receipt.footer", "a\nb", "at most 80 printable characters"),
    ],
)
def test_a_wrong_key_or_value_is_a_usage_error(shop: Jifentai, key: str, text: str, part: str) -> None:
    assert part in shop.complaint("settings", "set", key, text, code=2)
    if key not in SETTINGS:
        assert "no such setting" in shop.complaint("settings", "get", key, code=2)


def test_reading_beside_an_open_till_works_writing_is_refused(shop: Jifentai) -> None:
    """A second process on the folder gets one plain line with the way on; the till goes on."""
    store, desk = start_desk(shop.folder)
    try:
        assert shop("settings", "get", "shop.name").out == "小店\n"
        for arguments in (("settings", "set", "shop.name", "别店"), ("settings", "set", "screen.theme", "dark")):
            assert shop.complaint(*arguments) == "a till is open on this folder; close it first"
        with desk.store.write() as books:
            assert books.setting("shop.name") == '"小店"'
    finally:
        store.close()
    assert shop("settings", "set", "shop.name", "别店").code == 0


def test_no_shop(jifentai: Jifentai) -> None:
    for arguments in (("settings", "list"), ("settings", "get", "shop.name"), ("settings", "set", "shop.name", "x")):
        assert jifentai.complaint(*arguments) == "there is no shop in this folder; make one with `jifentai init`"
    assert not jifentai.folder.exists()


def test_a_hand_edited_file_stops_nothing(shop: Jifentai) -> None:
    """Unknown keys, wrong values and settings of the other scope count as not set; what fits stays."""
    stored = {"screen.theme": "dark", "screen.text_percent": 7, "printer.baud": "fast", "shop.name": "x", "nothing": [1]}
    (shop.folder / FILE_NAME).write_text(json.dumps(stored))
    data = shop("settings", "list", "--json").data
    assert (data["screen.theme"], data["screen.text_percent"], data["printer.baud"], data["shop.name"]) == ("dark", 100, 9600, "小店")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null", b"\xff\xfe\x00", b"[" * 60_000, b"x" * 100_000])
def test_an_unreadable_file_is_put_aside(shop: Jifentai, content: bytes) -> None:
    (shop.folder / FILE_NAME).write_bytes(content)
    assert shop("settings", "get", "screen.theme").out == "light\n"
    assert (shop.folder / "settings.bad").read_bytes() == content
    assert shop("settings", "set", "screen.theme", "dark").code == 0


def test_a_stored_value_that_no_longer_fits_is_the_default(shop: Jifentai) -> None:
    """An older version allowed more: the till still starts."""
    with open_desk(shop.folder) as desk, desk.store.write() as books:
        book_office(desk, books, None, "settings_changed", {"set": {"receipt.return_days": "100000", "shop.name": "17"}})
    data = shop("settings", "list", "--json").data
    assert (data["receipt.return_days"], data["shop.name"]) == (7, "我的小店")


def test_a_setting_that_could_not_be_written_is_not_kept(shop: Jifentai, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full: the old value stays, on disk and in the running program."""
    machine = MachineSettings(shop.folder)
    machine.set("screen.theme", "dark")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        machine.set("screen.theme", "light")
    assert machine.text("screen.theme") == "dark"
    monkeypatch.undo()
    assert MachineSettings(shop.folder).text("screen.theme") == "dark"


def test_every_shipped_printer_can_be_chosen() -> None:
    assert SETTINGS["printer.profile"].choices == tuple(sorted(profile.name for profile in printer_profiles()))


def test_both_languages_name_every_setting() -> None:
    """OPS-02."""
    for setting in SETTINGS.values():
        assert setting.zh != setting.en
        assert setting.en.isascii()
        assert setting.checked(setting.default) == setting.default

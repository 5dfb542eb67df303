"""`settings list|get|set`: the same settings as the settings page."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import open_desk, read_desk
from app.cli.output import HOLDS, answer, guarded
from app.services.desk import Desk
from app.services.set_up_shop import change_setting
from app.settings.declared import SETTINGS, Value, declared


def list_settings(data_dir: Path | None, *, as_json: bool) -> int:
    """Every setting with its value and what it does."""

    def command() -> int:
        with read_desk(data_dir) as desk:
            values = {key: _value(desk, key) for key in SETTINGS}
        lines = [f"{key} = {_shown(value)}    # {SETTINGS[key].en}" for key, value in values.items()]
        answer(values, lines, as_json=as_json)
        return HOLDS

    return guarded(command)


def get_setting(data_dir: Path | None, key: str, *, as_json: bool) -> int:
    """One setting's value."""

    def command() -> int:
        declared(key)
        with read_desk(data_dir) as desk:
            value = _value(desk, key)
        answer({key: value}, [_shown(value)], as_json=as_json)
        return HOLDS

    return guarded(command)


def set_setting(data_dir: Path | None, key: str, text: str) -> int:
    """Sets one setting; refused while a till holds the folder."""

    def command() -> int:
        setting = declared(key)
        value = setting.parse(text)
        with open_desk(data_dir) as desk:
            if setting.scope == "machine":
                desk.machine.set(key, value)
            else:
                with desk.store.write() as books:
                    change_setting(desk, books, key, value)
        return HOLDS

    return guarded(command)


def _value(desk: Desk, key: str) -> Value:
    if declared(key).scope == "machine":
        return desk.machine.get(key)
    with desk.store.read() as reader:
        return desk.setting(reader, key)


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

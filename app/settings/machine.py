"""Machine settings: one small JSON file in the data folder, replaced in one step so that a power cut leaves the old or the new one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from app.settings.declared import SETTINGS, Setting, SettingError, Value, declared

FILE_NAME = "settings.json"
_BYTES_MAX = 64 * 1024


class MachineSettings:
    """Reads and writes the machine scope of one data folder. An unreadable file counts as empty and is kept beside as `.bad`; a single
    value that does not fit counts as not set.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._values = self._load()

    def get(self, key: str) -> Value:
        """The value or its default. SettingError for an unknown key or one of shop scope."""
        setting = _of_machine(key)
        return self._values.get(key, setting.default)

    def text(self, key: str) -> str:
        """A string setting."""
        return str(self.get(key))

    def number(self, key: str) -> int:
        """An integer setting."""
        return int(self.get(key))

    def flag(self, key: str) -> bool:
        """A yes/no setting."""
        return bool(self.get(key))

    def set(self, key: str, value: Value) -> None:
        """Checks, writes through to disk and keeps. SettingError, OSError; then the old value stays."""
        values = {**self._values, key: _of_machine(key).checked(value)}
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(self._path)
        self._values = values

    def all(self) -> Mapping[str, Value]:
        """Every machine setting with its present value."""
        return {key: self.get(key) for key, setting in SETTINGS.items() if setting.scope == "machine"}

    def _load(self) -> dict[str, Value]:
        try:
            if self._path.stat().st_size > _BYTES_MAX:
                raise ValueError("file too large")
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return {key: value for key, value in stored.items() if _fits(key, value)}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError, RecursionError):
            self._path.replace(self._path.with_suffix(".bad"))
            return {}


def _of_machine(key: str) -> Setting:
    setting = declared(key)
    if setting.scope != "machine":
        raise SettingError(f"{key} belongs to the shop, not to this machine")
    return setting


def _fits(key: str, value: object) -> bool:
    try:
        _of_machine(key).checked(value)
    except SettingError:
        return False
    return True

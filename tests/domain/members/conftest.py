"""The committed pinyin table, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.members.pinyin import PinyinTable

TABLE = Path(__file__).parents[3] / "resources" / "pinyin" / "table.txt"


@pytest.fixture(scope="session")
def table_text() -> str:
    return TABLE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def table(table_text: str) -> PinyinTable:
    return PinyinTable.parse(table_text)

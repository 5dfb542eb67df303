"""Shipped files are found, and a missing one is named."""

from __future__ import annotations

import pytest

from app.support.resources import resource


def test_the_fonts_are_there() -> None:
    assert resource("fonts/NotoSansSC-Regular.ttf").stat().st_size > 5_000_000


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/fonts/Absent\.ttf"):
        resource("fonts/Absent.ttf")

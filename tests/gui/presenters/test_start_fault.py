"""The words of a start that failed: every fault of opening has its own, in both languages; what is for the manager stands below."""

from __future__ import annotations

import errno

import pytest

from app.domain.errors import Fault
from app.gui.i18n import Texts, ts_lookup
from app.gui.presenters.start_fault import start_fault

AT_THE_START = (
    "second_till", "no_shop", "key_missing", "key_damaged", "key_changed", "database_damaged", "database_newer", "database_not_ours",
    "database_locked", "disk_full", "read_only",
)  # fmt: skip


@pytest.fixture
def zh() -> Texts:
    return Texts("zh_CN", ts_lookup)


@pytest.fixture
def en() -> Texts:
    return Texts("en")


def test_every_fault_of_opening_has_words_of_its_own_in_both_languages(zh: Texts, en: Texts) -> None:
    for texts in (zh, en):
        views = {code: start_fault(Fault(code), texts) for code in (*AT_THE_START, "something_else")}
        assert len({view.title for view in views.values()}) == len(views)
        assert all(view.way_on and view.close for view in views.values())
    assert start_fault(Fault("second_till"), zh).title == "收银台已经开着"
    assert start_fault(Fault("second_till"), en).title == "The counter is open already"


@pytest.mark.parametrize(
    ("number", "title"),
    [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "The books cannot be written"), (errno.EACCES, "The books cannot be written")],
)
def test_errors_of_the_system_are_said_in_the_same_words(number: int, title: str, en: Texts) -> None:
    view = start_fault(OSError(number, "as the system says it", "/shop/till.db"), en)
    assert view.title == title
    assert view.detail == "as the system says it /shop/till.db"


def test_what_is_for_the_manager_stands_below(en: Texts) -> None:
    assert start_fault(Fault("database_newer", revision="0007"), en).detail == "0007"
    assert start_fault(Fault("key_missing"), en).detail == ""
    assert start_fault(Fault("never_heard_of", file="x"), en).detail == "never_heard_of · x"
    assert start_fault(OSError("no number"), en).title == "The counter cannot open"

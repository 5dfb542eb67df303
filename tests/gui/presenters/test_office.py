"""The office beside the till: who may open it, the list of pages, and the ways back."""

from __future__ import annotations

from importlib import import_module

import pytest

from app.domain.till.rights import Right, right
from app.gui.presenters.office import ENTRIES
from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import COFFEE, Shop
from tests.gui.presenters.bench import Bench, Seen


@pytest.fixture
def office(arriving: Bench) -> Bench:
    """The owner is signed in and has opened it."""
    arriving.sign_in("1003")
    arriving.room.office.attach(Seen())
    arriving.keys("F11", "8")
    assert arriving.at == (Place.OFFICE, Sheet.NONE)
    return arriving


@pytest.mark.parametrize(("number", "enabled"), [("1001", False), ("1002", True), ("1003", True)])
def test_the_office_is_opened_by_right_mem_13(arriving: Bench, number: str, enabled: bool) -> None:
    arriving.sign_in(number)
    arriving.keys("F11")
    tile = next(tile for tile in arriving.view("more").tiles if tile.id == "office")
    assert (tile.enabled, bool(tile.reason)) == (enabled, not enabled)
    arriving.keys(tile.key)
    assert (arriving.shell.place is Place.OFFICE) is enabled


@pytest.mark.parametrize("key", ["F11", "Esc"])
def test_one_key_leads_back_and_the_basket_is_as_it_was(office: Bench, key: str) -> None:
    office.keys("Esc")
    office.scan(COFFEE)
    lines = office.till.counter.basket.lines if office.till.counter else ()
    office.keys("F11", "8", key)
    assert office.at == (Place.SELL, Sheet.NONE)
    assert office.till.counter is not None
    assert office.till.counter.basket.lines == lines


def test_a_scan_in_the_office_goes_on_selling(office: Bench) -> None:
    office.scan(COFFEE)
    assert office.at == (Place.SELL, Sheet.NONE)
    assert office.till.counter is not None
    assert len(office.till.counter.basket.lines) == 1


def test_locking_leaves_the_office_and_the_next_person_finds_only_what_is_his(office: Bench, shop: Shop) -> None:
    office.keys("Ctrl+L")
    assert office.shell.place is Place.SIGN_IN
    office.sign_in("1001")
    office.shell.go(Place.OFFICE)
    view = office.room.office.view()
    assert (view.page, view.items) == ("", ())
    assert view.nothing
    assert office.room.office.key("F1") is False


def test_who_is_in_the_office_is_said(office: Bench) -> None:
    assert office.room.office.view().person == "何敏 · 全部权限"
    office.keys("Ctrl+L")
    office.sign_in("1002")
    office.texts.set_language("en")
    assert office.room.office.view().person == "Zhou Ming · may look"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_page_of_the_list_opens_and_is_titled_in_both_languages(office: Bench, entry: object) -> None:
    """A line in the list is enough: presenter and screen are found by the page's id."""
    assert isinstance(entry, type(ENTRIES[0]))
    office.room.office.open(entry.id)
    page = office.room.office.page()
    assert page is not None
    titles = {page.title()}
    office.texts.set_language("en")
    titles.add(page.title())
    assert len(titles) == 2
    assert hasattr(import_module(f"app.gui.screens.office_{entry.id}"), "Screen")
    assert right("owner", entry.act) is Right.YES


def test_alt_with_a_digit_opens_a_page(office: Bench) -> None:
    office.keys(f"Alt+{len(ENTRIES)}")
    assert office.room.office.view().page == ENTRIES[-1].id
    office.keys("Alt+9")
    assert office.at == (Place.OFFICE, Sheet.NONE)

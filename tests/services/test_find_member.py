"""Finding members as the cashier types, and the member page: balance by lot, cards, the whole history with running balances."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.services.complete_sale import complete_sale
from app.services.find_member import HISTORY_PAGE, HITS_MAX, find_members, member_page
from app.services.run_day import run_day
from app.services.use_points import use_points
from tests.fakes.shop import CARD_BLOCKED, CARD_LIN, CARD_ZHOU, COFFEE, LIN, ZHOU, Shop, refused


def sell(shop: Shop, *codes: str, points: int = 0) -> str:
    shop.scan(*codes)
    if points:
        use_points(shop.desk, shop.session, points)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.event_id


@pytest.mark.parametrize(
    "typed",
    ["6027", "006027", "19900006027", "1990000602", "+86 199 0000 6027", "林", "林婉清", "lin", "linwan", "lwq", "LWQ", "8812", CARD_LIN],
)
def test_by_whatever_is_known(shop: Shop, typed: str) -> None:
    """Phone whole, its beginning or tail; name, pinyin, initials; the card's number or its tail."""
    assert LIN in [hit.member.id for hit in find_members(shop.desk, typed)]


@pytest.mark.parametrize("typed", ["", " ", "602", "9" * 12, "%", "_", "' OR 1=1 --", "林%", "l_n", "\x00", "x" * 10_000, "王", "zzz", "*"])
def test_nobody_is_found_by_nonsense(shop: Shop, typed: str) -> None:
    assert [hit for hit in find_members(shop.desk, typed) if hit.member.id == LIN] == []


def test_at_most_eight(shop: Shop) -> None:
    """LESSON-19: never a long list, however many there are."""
    for n in range(30):
        shop.enrol(f"many{n}", "钱多", phone=f"1991111{n:04d}")
    assert len(find_members(shop.desk, "钱")) == HITS_MAX
    assert len(find_members(shop.desk, "1991111")) == HITS_MAX


def test_the_page(shop: Shop) -> None:
    """MEM-05: balance, lots by last good day, cards and the whole history on one page."""
    sell(shop, COFFEE, CARD_LIN, points=500)
    page = member_page(shop.desk, shop.session, LIN)
    assert page.balance.available == 2386 - 500 + 20  # 7.00 of the 12.00 count: 7, 10 for the cup, 3 for gold
    assert (page.lots[0].expires_on, page.lots[0].remaining) == ("2027-03-31", 1886)
    assert [card.number for card in page.cards] == [CARD_LIN]
    sale = page.history[0]
    assert (sale.reference, sale.earned, sale.redeemed, sale.points) == ("R012606200001", 20, 500, -480)
    assert (sale.date, sale.time, sale.business_date) == ("2026-06-20", "14:32", "2026-06-20")
    assert [entry.balance_after for entry in page.history] == [1906, 2386, 320, 0]
    assert page.more_before is None


def test_expiry_and_debt_stand_in_the_history(shop: Shop) -> None:
    """MEM-05: what lapsed and what paid a debt are booked for many members at once; each finds its own part, and the balances add up."""
    shop.grant(ZHOU, 100, expires_on="2026-06-25")
    shop.grant(ZHOU, 40, available_on="2026-07-01", expires_on="2027-06-30")
    sell(shop, COFFEE, CARD_ZHOU)
    shop.take_back(ZHOU, 130)
    assert shop.balance(ZHOU).debt == 8
    shop.grant(ZHOU, 60, expires_on="2026-06-26")
    shop.at("2026-07-02")
    shop.sign_in()
    run_day(shop.desk, shop.session)
    page = member_page(shop.desk, shop.session, ZHOU)
    assert page.balance.debt == 0
    moved = [(entry.type, entry.points, entry.balance_after) for entry in page.history]
    assert moved[:3] == [
        ("debt_paid", -8, 32),
        ("points_expired", -60, 40),
        ("points_adjusted", 60, 100),
    ]
    assert moved[-1][2] == 0
    for newer, older in pairwise(moved):
        assert newer[2] - newer[1] == older[2]
    assert moved[0][2] == page.balance.remaining


def test_a_long_history_in_pages(shop: Shop) -> None:
    """Every page goes on where the last one ended, balances included."""
    for _ in range(HISTORY_PAGE + 15):
        sell(shop, "20012", CARD_ZHOU)
    first = member_page(shop.desk, shop.session, ZHOU)
    assert first.more_before is not None
    second = member_page(shop.desk, shop.session, ZHOU, first.more_before)
    entries = [*first.history, *second.history]
    assert len({entry.event_id for entry in entries}) == len(entries)
    assert [entry.reference for entry in entries if entry.reference][-1] == "R012606200001"
    for newer, older in pairwise(entries):
        assert newer.balance_after - newer.points == older.balance_after
    assert entries[0].balance_after == first.balance.remaining


def test_blocked_cards_are_shown_as_such(shop: Shop) -> None:
    cards = {card.number: card.state for card in member_page(shop.desk, shop.session, ZHOU).cards}
    assert cards == {CARD_ZHOU: "active", CARD_BLOCKED: "blocked"}


def test_nobody(shop: Shop) -> None:
    assert refused(member_page, shop.desk, shop.session, "nobody").code == "no_such_member"

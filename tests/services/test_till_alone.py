"""The till by itself: no network, many threads, and the base of points as the lessons of others want it."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.services.complete_sale import complete_sale
from app.services.edit_basket import add_product
from app.services.find_member import find_members
from app.services.run_day import run_day
from app.services.use_points import use_points
from tests.fakes.shop import BAG, CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, LIN, MILK, NEWSPAPER, WATER, Shop


def test_a_whole_day_without_any_network(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-05: signing in, selling, redeeming, expiring and copying open no connection to anywhere."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the till asked the network")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    shop.sign_in()
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 500)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    shop.at("2026-07-01")
    shop.sign_in()
    run_day(shop.desk, shop.session)
    assert shop.balance(LIN).available == 2386 - 500 + 20


def test_scans_from_many_threads_are_all_there(shop: Shop) -> None:
    """Scanner, screen and office at the same time: no scan lost or doubled, and looking never waits for writing."""
    shop.sign_in()
    stop = threading.Event()

    def look() -> list[int]:
        seen = []
        while not stop.is_set():
            seen.append(shop.state().basket.pieces)
            find_members(shop.desk, "林")
        return seen

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        scans = [pool.submit(add_product, shop.desk, shop.session, product) for product in ("p10001", "p20031", "p11001") * 10]
        for scan in scans:
            scan.result()
        stop.set()
        for reader in readers:
            seen = reader.result()
            assert seen
            assert seen == sorted(seen), "what was seen once is not gone again"
    assert shop.state().basket.pieces == 30


def test_one_sale_completed_by_many_threads_is_booked_once(shop: Shop) -> None:
    """A bouncing Enter key: eight completions of one basket give one event and eight equal answers."""
    shop.scan(MILK, COFFEE, CARD_LIN)
    sale_id = shop.state().basket.sale_id
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(complete_sale, shop.desk, shop.session, sale_id, "cash", 5000) for _ in range(8)]
    assert len({answer.result().sale.data.sale_number for answer in answers}) == 1
    assert shop.types().count("sale_completed") == 1
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'drawer'") == [(1,)]


def test_what_counts_line_by_line(shop: Shop) -> None:
    """LESSON-10, LESSON-11: the bag is a fee, the newspaper earns nothing, the member's price counts, not the list price; by line."""
    shop.scan(CRISPS, BAG, COFFEE, CARD_LIN)
    add_product(shop.desk, shop.session, "p90021", 1, 500)
    lines = {line.line: (line.start_minor, line.amount_minor, line.excluded) for line in shop.state().quote.base_lines}
    assert lines == {"L1": (750, 750, None), "L2": (30, 0, "kind"), "L3": (1200, 1200, None), "L4": (500, 0, "flag")}
    assert NEWSPAPER == "90021"


@pytest.mark.parametrize(
    ("base", "points"),
    [
        ({"discount": "after", "tax": "included"}, 19),  # 7.50 + 12.00 = 19.50
        ({"discount": "before", "tax": "included"}, 20),  # 8.50 + 12.00 = 20.50
        ({"discount": "after", "tax": "excluded"}, 17),  # 7.50 / 1.13 = 6.64, 12.00 / 1.06 = 11.32: 17.96
        ({"discount": "before", "tax": "excluded"}, 18),  # 8.50 / 1.13 = 7.52, with 11.32: 18.84
    ],
)
def test_the_base_is_the_shop_s_choice(shop: Shop, base: dict[str, str], points: int) -> None:
    """LESSON-10, LESSON-11: before or after discount, with or without tax; worked by hand."""
    benefit = {"kind": "per_amount", "points": 1, "every_minor": 100}
    rule = {"code": "base", "name": "基础积分", "trigger": "sale", "lane": "base", "benefit": benefit}
    shop.publish(base={**base, "exclude_tenders": ["points"]}, rules=[rule], caps=[])
    shop.scan(CRISPS, COFFEE, CARD_LIN)
    assert shop.state().quote.points == points


def test_change_is_not_spend(shop: Shop) -> None:
    """LESSON-11: 100.00 in cash for a bottle of 2.00 earns 2 points."""
    shop.scan(WATER, CARD_ZHOU)
    sale = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash", 10000).sale.data
    assert sale.member is not None
    assert (sale.member.points_earned, sale.change_minor) == (2, 9800)


def test_odd_rates_stay_exact(shop: Shop) -> None:
    """LESSON-12: a point for every 0.30, a third of a fen a point: no float between, remainders are fractions, limits met to the point."""
    benefit = {"kind": "per_amount", "points": 1, "every_minor": 30}
    rule = {"code": "base", "name": "三角一分", "trigger": "sale", "lane": "base", "rounding": "carry", "benefit": benefit}
    shop.publish(point_value="1/3", rules=[rule], caps=[], redemption={"min_points": 1, "step_points": 1, "max_percent": "50"})
    shop.scan(WATER, CARD_LIN)
    state = shop.state()
    assert state.redeem is not None
    assert (state.redeem.limit_minor, state.redeem.max_points) == (100, 300)
    use_points(shop.desk, shop.session, 300)
    sale = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.data
    assert sale.member is not None
    assert (sale.member.points_earned, sale.member.carried) == (3, "0.33")  # 1.00 left to count: 100 / 30 = 3 1/3
    (kept,) = shop.rows("SELECT value FROM carry WHERE holder = ?", LIN)
    assert kept == ("1/3",)

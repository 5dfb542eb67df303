"""The greeting on the member panel: state by the own rhythm, what is usually bought, how long it has been; at most two hints."""

from __future__ import annotations

import pytest

from app.gui.components.views import MemberView
from app.services.complete_sale import complete_sale
from app.services.shop_settings import change_shop_setting
from tests.fakes.shop import CARD_LIN, MILK, WATER, Shop
from tests.gui.presenters.bench import Bench


def bought(shop: Shop, day: str, *codes: str) -> None:
    """A sale to Ms Lin on a day."""
    shop.at(day)
    shop.sign_in()
    shop.scan(CARD_LIN, *codes)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def greeted(bench: Bench, day: str) -> MemberView:
    """The panel after the card was scanned on a day, and what was read a moment later."""
    bench.shop.at(day)
    bench.sign_in()
    bench.scan(CARD_LIN)
    bench.timers.fire()
    member: MemberView | None = bench.view("sell").member.member
    assert member is not None
    return member


@pytest.fixture
def regular(arriving: Bench) -> Bench:
    """Ms Lin comes every six days for milk."""
    for day in ("2026-06-20", "2026-06-26", "2026-07-02", "2026-07-08"):
        bought(arriving.shop, day, MILK, *((WATER,) if day == "2026-07-08" else ()))
    return arriving


def test_state_and_usual_goods_by_the_members_own_visits(regular: Bench) -> None:
    """MEM-07, MEM-14: one glance."""
    member = greeted(regular, "2026-07-13")
    assert member.name == "林女士"
    assert member.last_visit == "上次 7月8日 · 常买 牧晨记 鲜牛奶 950ml"
    assert member.activity is not None
    assert (member.activity.text, member.activity.tone) == ("活跃", "success")
    assert not any("平时" in line.text for line in member.states)


def test_whoever_stays_away_longer_than_usual_is_greeted_with_it(regular: Bench) -> None:
    """EDGE-09: usually every six days, now thirty."""
    member = greeted(regular, "2026-08-07")
    assert [line.text for line in member.states if "平时" in line.text] == ["平时 6 天来一次，这次隔了 30 天"]
    assert member.activity is not None
    assert member.activity.text == "沉睡"
    assert len(member.states) <= 2


def test_nothing_is_made_up_of_few_visits(arriving: Bench) -> None:
    bought(arriving.shop, "2026-06-20", MILK)
    member = greeted(arriving, "2026-06-22")
    assert member.last_visit == "上次 6月20日：牧晨记 鲜牛奶 950ml"
    assert member.activity is not None
    assert member.activity.text == "新会员"


def test_the_panel_stands_before_the_habits_are_read(regular: Bench) -> None:
    """The scan waits for none of it."""
    regular.shop.at("2026-07-13")
    regular.sign_in()
    regular.scan(CARD_LIN)
    member = regular.view("sell").member.member
    assert member.activity is None
    assert "7月8日" in member.last_visit


def test_the_shops_word_is_the_last_of_at_most_two_hints(regular: Bench) -> None:
    """EDGE-09, COM-05: what the slip will say, for the cashier to say it too."""
    shop = regular.shop
    session = shop.sign_in("1003")
    change_shop_setting(shop.desk, session, "message.on", "on")
    change_shop_setting(shop.desk, session, "message.active", "您常买的{usual}今天双倍")
    member = greeted(regular, "2026-07-13")
    assert [line.text for line in member.states][-1] == "您常买的牧晨记 鲜牛奶 950ml今天双倍"
    assert len(member.states) <= 2

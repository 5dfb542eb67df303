"""Challenges at the till (EARN-26, programme.md §5.8): a goal over the month's or the year's totals, booked in the very sale that reaches
it, shown before the payment, explained afterwards, taken back when it is not reached any more.
"""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.services.challenge_progress import challenge_progress, progress_text, progress_with_basket
from app.services.complete_sale import Done, complete_sale
from app.services.explain import evaluate_sale
from app.services.refund_sale import refund_sale
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, MILK, ZHOU, Shop, refused

BASE: dict[str, Any] = {
    "code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}
}  # fmt: skip


def goal(code: str = "goal", reach: int = 5_000, metric: str = "spend_minor", per: str = "month", points: int = 200, **more: Any) -> Any:
    when = {"challenge": {"metric": metric, "per": per, "reach": reach}, **more.pop("when", {})}
    return {"code": code, "trigger": "challenge", "when": when, "benefit": {"kind": "fixed", "points": points}, "name": "本月挑战", **more}


def sell(shop: Shop, pieces: int = 1, card: str = CARD_ZHOU) -> Done:
    shop.scan(f"{pieces}*{MILK}", card)
    shown = shop.state()
    done = complete_sale(shop.desk, shop.session, shown.basket.sale_id, "cash")
    assert done.sale.data.member is not None
    assert done.sale.data.member.points_earned == shown.quote.points
    assert done.sale.data.member.points_after == shown.balance_after
    return done


def points(done: Done) -> int:
    assert done.sale.data.member is not None
    return done.sale.data.member.points_earned


def at(shop: Shop, day: str) -> None:
    shop.at(day, "10:00")
    shop.sign_in()


def test_the_sale_that_reaches_the_goal_books_it(shop: Shop) -> None:
    """EARN-26: 19.80 a time; the third sale passes 50 yuan and gives 200 more, once; one event a sale."""
    shop.programme(BASE, goal(funding="growth"))
    seq = shop.seq() + 2
    assert [points(sell(shop)) for _ in range(4)] == [19, 19, 19 + 200, 19]
    assert shop.seq() == seq + 4
    assert shop.rows("SELECT holder, rule, period, points FROM challenge_use") == [(ZHOU, "goal", "2026-06", 200)]
    assert shop.rows("SELECT rule, granted, funding FROM lot WHERE rule = 'goal'") == [("goal", 200, "growth")]
    assert shop.types().count("sale_completed") == 4


def test_exactly_the_goal_is_enough_a_fen_less_is_not(shop: Shop) -> None:
    shop.programme(BASE, goal(reach=3_960))
    assert [points(sell(shop)) for _ in range(2)] == [19, 219]
    shop.programme(BASE, goal(code="next", reach=5_941))
    assert points(sell(shop)) == 19
    assert points(sell(shop)) == 219


def test_a_new_month_begins_anew(shop: Shop) -> None:
    """By the business date of the sale."""
    shop.programme(BASE, goal(reach=3_000), goal("year", reach=8_000, per="year", points=1_000))
    got = []
    for day in ("2026-06-29", "2026-06-30", "2026-07-01", "2026-07-02"):
        at(shop, day)
        got.append(points(sell(shop)))
    assert got == [19, 219, 19, 219]
    assert points(sell(shop)) == 1_019
    assert sorted(shop.rows("SELECT rule, period FROM challenge_use")) == [("goal", "2026-06"), ("goal", "2026-07"), ("year", "2026")]


def test_visits_count_sales_with_goods(shop: Shop) -> None:
    shop.programme(BASE, goal(metric="visits", reach=3))
    assert [points(sell(shop)) for _ in range(3)] == [19, 19, 219]


def test_what_is_shown_before_the_payment_has_the_goal_in_it(shop: Shop) -> None:
    """The figure shown is the figure booked, rule by rule, and the paper names it."""
    shop.programme(BASE, goal())
    shop.scan(f"3*{MILK}", CARD_ZHOU)
    state = shop.state()
    assert state.quote.points == 59 + 200
    items = {item.rule: item for item in state.quote.items}
    assert (items["goal"].fired, items["goal"].points) == (True, 200)
    done = complete_sale(shop.desk, shop.session, state.basket.sale_id, "cash")
    text = to_text(lay_out(done.sale.document, shop.desk.profile().paper))
    assert "本月挑战 +200" in text
    assert "+259" in text
    with shop.store.read() as reader:
        event = reader.event(done.sale.event_id)
        assert event is not None
        again = evaluate_sale(shop.desk, reader, event)
    assert {item.rule: item for item in again.quote.items} == items


def test_an_empty_basket_and_a_walk_in_raise_none(shop: Shop) -> None:
    shop.programme(BASE, goal(reach=1))
    shop.scan(CARD_ZHOU)
    assert shop.state().quote.points == 0
    shop.scan(MILK)
    assert shop.state().quote.points == 219


def test_a_goal_that_was_raised_takes_its_points_back(shop: Shop) -> None:
    """A later version asks for more: the booked points are taken back with the next sale, from their own lot, then from others, the rest is
    owed; the paper adds up, and the sale after it reaches the goal again.
    """
    shop.programme(BASE, goal(reach=1_000))
    sell(shop)
    assert shop.balance(ZHOU).available == 219
    shop.programme(BASE, goal(reach=10_000))
    done = sell(shop)
    member = done.sale.data.member
    assert member is not None
    assert (member.points_before, member.points_earned, member.points_after) == (219, 19 - 200, 38)
    assert [(part.label, part.points) for part in member.earned_by] == [("base", 19), ("本月挑战", -200)]
    assert shop.rows("SELECT * FROM challenge_use") == []
    assert points(sell(shop, 4)) == 79 + 200
    shop.verify()


def test_a_return_takes_a_goal_back_and_the_next_sale_reaches_it_again(shop: Shop) -> None:
    """Buy, earn, return gains nothing: below the goal the booked points go, above it they stay."""
    shop.programme(BASE, goal(reach=5_000))
    first = sell(shop, 2)
    reached = sell(shop, 2)
    assert (points(first), points(reached)) == (39, 39 + 200)

    def back(done: Done, pieces: int) -> None:
        refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, {"L1": pieces}, "not_wanted")

    back(first, 1)  # 59.40 are left: still reached
    assert shop.balance(ZHOU).available == 19 + 239
    back(reached, 1)  # 39.60: not any more
    assert shop.balance(ZHOU).available == 19 + 19
    assert shop.rows("SELECT * FROM challenge_use") == []
    assert points(sell(shop, 1)) == 19 + 200
    shop.verify()


def test_points_taken_back_that_were_spent_are_owed(shop: Shop) -> None:
    shop.programme(BASE, goal(reach=1_000))
    sell(shop)
    shop.take_back(ZHOU, 219)
    shop.programme(BASE, goal(reach=10_000))
    member = sell(shop).sale.data.member
    assert member is not None
    assert (member.points_owed, member.points_after, member.points_to_debt) == (181, 0, 19)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (181, 0)
    shop.verify()


def test_a_debt_is_paid_once_by_both(shop: Shop) -> None:
    """30 owed: 19 of the sale and 11 of the goal pay it, not 19 and 30."""
    shop.programme(BASE, goal(reach=1_000))
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    member = sell(shop).sale.data.member
    assert member is not None
    assert (member.points_earned, member.points_to_debt, member.points_owed, member.points_after) == (219, 30, 0, 189)
    assert sorted(shop.rows("SELECT rule, granted FROM lot WHERE holder = ?", ZHOU)) == [("goal", 189)]


def test_a_kept_remainder_and_a_shared_cap_go_on_into_the_goal(shop: Shop) -> None:
    """The challenge starts from what the sale leaves: its cap use counts, its remainder is kept beside."""
    base = BASE | {"rounding": "carry"}
    caps = [{"code": "all", "who": "all", "per": "lifetime", "limit": 119}]
    shop.programme(base, goal(reach=1_000), caps=caps)
    assert points(sell(shop)) == 119
    assert shop.rows("SELECT holder, rule, value FROM carry") == [(ZHOU, "base", "4/5")]
    assert shop.rows("SELECT holder, n FROM cap_use") == [("all", 119)]


def test_caps_and_conditions_hold_for_challenges_too(shop: Shop) -> None:
    cap = {"code": "c", "rules": ["base", "goal"], "who": "member", "per": "day", "limit": 100}
    shop.programme(BASE, goal(reach=1_000), caps=[cap])
    assert points(sell(shop)) == 100
    shop.programme(BASE, goal("vip", reach=1, when={"groups": ["vip"]}))
    assert points(sell(shop)) == 19


def test_a_tier_by_points_counts_the_goal(shop: Shop) -> None:
    tiers = {"metric": "points", "window": {"kind": "lifetime"}, "levels": [
        {"code": "regular", "name": "普通", "threshold": 0}, {"code": "gold", "name": "金卡", "threshold": 219}]}  # fmt: skip
    shop.programme(BASE, goal(reach=1_000), tiers=tiers)
    assert sell(shop).sale.data.member.tier_name == "金卡"  # type: ignore[union-attr]
    assert shop.rows("SELECT points FROM tier_history WHERE member_id = ?", ZHOU) == [(219,)]
    with shop.store.read() as reader:
        assert [(c.after, c.reason, c.metric) for c in reader.tier_changes(ZHOU, 3)] == [("gold", "sale", 219)]


def test_progress_is_told(shop: Shop) -> None:
    """EARN-26: the way to each goal, booked and with the open basket in it."""
    shop.programme(BASE, goal(), goal("visits", metric="visits", reach=2, points=10), goal("vip", reach=1, when={"groups": ["vip"]}))

    def booked() -> list[tuple[str, str, int, int]]:
        with shop.store.read() as reader:
            found = challenge_progress(shop.desk, reader, shop.session, ZHOU, "zh")
        return [(one.rule, one.state, one.done, one.missing) for one in found]

    assert booked() == [("goal", "open", 0, 5_000), ("visits", "open", 0, 2), ("vip", "closed", 0, 1)]
    sell(shop)
    assert booked() == [("goal", "open", 1_980, 3_020), ("visits", "open", 1, 1), ("vip", "closed", 1_980, 0)]
    shop.scan(MILK, CARD_ZHOU)
    ahead = progress_with_basket(shop.state(), "zh")
    states = [(one.rule, one.state, one.missing) for one in ahead]
    assert states == [("goal", "open", 1_040), ("visits", "reached", 0), ("vip", "closed", 0)]
    assert progress_text(ahead[0], "zh") == "本月再消费10.40元得200分"
    assert progress_text(ahead[0], "en") == "¥10.40 more this month: 200 pts"
    assert progress_text(ahead[1], "zh") == ""
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert booked()[1] == ("visits", "booked", 2, 0)


def test_progress_where_there_are_no_goals(shop: Shop) -> None:
    shop.programme(BASE)
    with shop.store.read() as reader:
        assert challenge_progress(shop.desk, reader, shop.session, ZHOU, "zh") == ()
        assert refused(challenge_progress, shop.desk, reader, shop.session, "nobody", "zh").code == "no_such_member"
    shop.scan(MILK, CARD_LIN)
    assert progress_with_basket(shop.state(), "zh") == ()


@pytest.mark.parametrize("active", [True, False])
def test_a_goal_switched_off_keeps_what_was_reached(shop: Shop, active: bool) -> None:
    """A rule that is off fires no more; what it has booked while its goal is reached stays."""
    shop.programme(BASE, goal(reach=1_000))
    sell(shop)
    shop.programme(BASE, goal(reach=1_000, active=active))
    assert points(sell(shop)) == 19
    assert shop.balance(ZHOU).available == 238


def cap_uses(shop: Shop) -> dict[tuple[str, str], int]:
    return {(holder, period): n for holder, period, n in shop.rows("SELECT holder, period, n FROM cap_use WHERE n <> 0")}


def test_what_a_goal_used_of_caps_comes_back_on_the_day_it_was_booked(shop: Shop) -> None:
    """EARN-26, EARN-20: a goal is booked on the second day and lost by a return of the first day's sale: the second day's caps get it back,
    the first day's only what its own sale had used, and when everything has come back nothing is used any more."""
    caps = [
        {"code": "daily", "who": "member", "per": "day", "limit": 500},
        {"code": "store", "who": "store", "per": "day", "unit": "times", "limit": 9, "rules": ["goal"]},
        {"code": "desk", "who": "cashier", "per": "day", "limit": 900, "rules": ["goal"]},
    ]
    shop.programme(BASE, goal(reach=5_000, points=40), caps=caps)
    at(shop, "2026-06-22")
    first = sell(shop, 2)
    at(shop, "2026-06-23")
    cashier = f"cashier:{shop.session.actor.id}"
    second = sell(shop)
    member = f"member:{ZHOU}"
    held = {(member, "2026-06-22"): 39, (member, "2026-06-23"): 59}
    assert cap_uses(shop) == held | {("store:S01", "2026-06-23"): 1, (cashier, "2026-06-23"): 40}

    refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), first.sale.event_id, {"L1": 1}, "not_wanted")
    assert cap_uses(shop) == {(member, "2026-06-22"): 19, (member, "2026-06-23"): 19}
    assert shop.balance(ZHOU).available == 19 + 19
    for done in (first, second):
        refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, {"L1": 1}, "not_wanted")
    assert cap_uses(shop) == {}
    shop.verify()


def test_a_later_sale_that_takes_a_goal_back_leaves_its_own_day_alone(shop: Shop) -> None:
    """EARN-26, EARN-20: the goal was raised meanwhile; the next day's sale may still use the whole of its own day's cap."""
    caps = [{"code": "daily", "who": "member", "per": "day", "limit": 300}]
    shop.programme(BASE, goal(reach=1_000), caps=caps)
    at(shop, "2026-06-22")
    sell(shop)
    shop.programme(BASE, goal(reach=10_000), caps=caps)
    at(shop, "2026-06-23")
    sell(shop)
    member = f"member:{ZHOU}"
    assert cap_uses(shop) == {(member, "2026-06-22"): 19, (member, "2026-06-23"): 19}
    shop.verify()

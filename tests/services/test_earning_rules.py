"""The rules that sell, at the till: each row of the requirements through the real act of completing a sale, with what was booked for it."""

from __future__ import annotations

from typing import Any

import pytest

from app.services.complete_sale import Done, complete_sale
from app.services.desk import book_office
from app.services.edit_basket import add_code, attach_member, remove_code
from app.services.explain import evaluate_sale
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, CRISPS, LIN, MILK, WATER, ZHOU, Shop, refused

BASE: dict[str, Any] = {
    "code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}
}  # fmt: skip
DOUBLE = {"kind": "multiply", "factor": "2"}
MILK_MINOR, COFFEE_MINOR = 1980, 1200


def factor(code: str, when: dict[str, Any], benefit: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"code": code, "lane": "factor", "trigger": "sale", "when": when, "benefit": benefit or DOUBLE, **more}


def fixed(code: str, trigger: str, points: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "trigger": trigger, "benefit": {"kind": "fixed", "points": points}, **more}


def sell(shop: Shop, *codes: str) -> Done:
    shop.scan(*codes)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def earned(shop: Shop, *codes: str) -> int:
    """The points of a sale, which are on the paper, in the ledger and shown before the payment alike."""
    shop.scan(*codes)
    member = shop.state().basket.member_id
    assert member is not None
    before, shown = shop.balance(member), shop.state().quote.points
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    after = shop.balance(member)
    assert done.sale.data.member is not None
    assert done.sale.data.member.points_earned == shown == after.remaining - before.remaining + before.debt - after.debt
    return shown


def at(shop: Shop, day: str, time: str = "10:00") -> None:
    shop.at(day, time)
    shop.sign_in()


def office(shop: Shop, type_: str, body: dict[str, Any], member: str = ZHOU) -> None:
    with shop.store.write() as books:
        book_office(shop.desk, books, None, type_, body, member_id=member)


def test_points_for_money_at_a_rate_that_can_be_changed(shop: Shop) -> None:
    """EARN-01, EARN-02: the next sale uses the new rate; the cashier does nothing."""
    shop.programme(BASE)
    assert earned(shop, MILK, CARD_ZHOU) == 19
    shop.programme(BASE | {"benefit": {"kind": "per_amount", "points": 3, "every_minor": 200}})
    assert earned(shop, MILK, CARD_ZHOU) == 27


def test_points_per_piece_and_for_certain_goods(shop: Shop) -> None:
    """EARN-04, EARN-05, EARN-09: a coffee is 10 points whatever it costs, on top of the money's."""
    coffee = {"code": "coffee", "trigger": "sale", "lines": {"categories": ["coffee"]}, "benefit": {"kind": "per_item", "points": 10}}
    shop.programme(BASE, coffee)
    assert earned(shop, f"2*{COFFEE}", MILK, CARD_ZHOU) == (2 * COFFEE_MINOR + MILK_MINOR) // 100 + 20


def test_happy_hour(shop: Shop) -> None:
    """EARN-06: the last minute in, the first one out, over midnight."""
    shop.programme(BASE, factor("late", {"times": [{"start": "22:00", "end": "02:00"}]}))
    points = []
    for time in ("21:59", "22:00", "23:59"):
        at(shop, "2026-06-22", time)
        points.append(earned(shop, MILK, CARD_ZHOU))
    shop.at("2026-06-23", "01:59")
    points.append(earned(shop, MILK, CARD_ZHOU))
    shop.at("2026-06-23", "02:00")
    points.append(earned(shop, MILK, CARD_ZHOU))
    assert points == [19, 38, 38, 38, 19]


def test_rates_differ_by_store(shop: Shop) -> None:
    """EARN-07: the same goods, two stores; this till stands in S01."""
    shop.programme(BASE | {"when": {"stores": ["S01"]}}, BASE | {"code": "other", "when": {"stores": ["S02"]}})
    assert earned(shop, MILK, CARD_ZHOU) == 19
    shop.programme(BASE | {"when": {"stores": ["S02"]}})
    assert earned(shop, MILK, CARD_ZHOU) == 0
    sale = shop.events("sale_completed")[-1]
    assert sale["body"]["context"]["store"] == "S01"


def test_rates_differ_by_group_and_card(shop: Shop) -> None:
    """EARN-08, EARN-10: groups of the member, type and batch of the card that was shown; the till picks what applies."""
    shop.programme(
        BASE,
        factor("vip", {"groups": ["vip"]}),
        factor("metal", {"card_types": ["metal"]}, {"kind": "multiply", "factor": "3"}),
        factor("batch", {"card_batches": ["2026A"]}, {"kind": "multiply", "factor": "4"}),
    )
    assert earned(shop, MILK, CARD_ZHOU) == 19
    office(shop, "group_set", {"groups": ["vip", "staff"]})
    assert earned(shop, MILK, CARD_ZHOU) == 38
    office(shop, "card_linked", {"card": CARD_ZHOU, "type": "metal"})
    assert earned(shop, MILK, CARD_ZHOU) == 57
    office(shop, "card_linked", {"card": CARD_ZHOU, "type": "metal", "batch": "2026A"})
    assert earned(shop, MILK, CARD_ZHOU) == 76
    snapshot = shop.events("sale_completed")[-1]["body"]["member"]
    assert (snapshot["groups"], snapshot["card"]) == (["staff", "vip"], {"type": "metal", "batch": "2026A"})
    office(shop, "group_set", {"groups": []})
    office(shop, "card_linked", {"card": CARD_ZHOU})
    assert earned(shop, MILK, CARD_ZHOU) == 19


def test_a_member_without_the_card_earns_without_the_cards_rule(shop: Shop) -> None:
    """EARN-10: found by phone, no card was shown."""
    shop.programme(BASE, factor("metal", {"card_types": ["metal"]}))
    office(shop, "card_linked", {"card": CARD_ZHOU, "type": "metal"})
    shop.scan(MILK)
    attach_member(shop.desk, shop.session, ZHOU)
    assert shop.state().quote.points == 19
    shop.scan(CARD_ZHOU)  # then the card is found in the purse
    assert shop.state().quote.points == 38


def test_tiers_change_the_speed_not_the_worth(shop: Shop) -> None:
    """EARN-11: gold earns 1.5 times; a point pays the same for everybody."""
    tiers = {"metric": "spend", "window": {"kind": "lifetime"}, "levels": [
        {"code": "regular", "name": "普通", "threshold": 0}, {"code": "gold", "name": "金卡", "threshold": 10**9}]}  # fmt: skip
    gold = factor("gold", {"tiers": ["gold"]}, {"kind": "multiply", "factor": "1.5"})
    shop.programme(BASE, gold, tiers=tiers, redemption={})
    assert earned(shop, f"2*{MILK}", CARD_ZHOU) == 39
    shop.scan(f"2*{MILK}", CARD_LIN)
    state = shop.state()
    assert state.quote.points == 58
    assert state.redeem is not None
    assert state.redeem.value_minor == state.redeem.points  # 1 fen a point
    complete_sale(shop.desk, shop.session, state.basket.sale_id, "cash")


def test_a_floor_tier_counts_until_its_last_day(shop: Shop) -> None:
    """TIER status match: the higher tier speeds up to the last good day, and no longer."""
    tiers = {"metric": "spend", "window": {"kind": "lifetime"}, "levels": [
        {"code": "regular", "name": "普通", "threshold": 0}, {"code": "gold", "name": "金卡", "threshold": 10**9}]}  # fmt: skip
    shop.programme(BASE, factor("gold", {"tiers": ["gold"]}), tiers=tiers)
    office(shop, "tier_floor_set", {"tier": "gold", "until": "2026-06-21"})
    points = []
    for day in ("2026-06-20", "2026-06-21", "2026-06-22"):
        at(shop, day)
        points.append(earned(shop, MILK, CARD_ZHOU))
    assert points == [38, 38, 19]


@pytest.mark.parametrize(("until", "saved"), [("2026-06-20", True), ("2026-06-19", False)])
def test_a_matched_tier_pays_its_prices(shop: Shop, until: str, saved: bool) -> None:
    """TIER status match: the prices of the higher tier, while it holds."""
    office(shop, "tier_floor_set", {"tier": "gold", "until": until})
    shop.scan(CRISPS, CARD_ZHOU)
    assert (shop.state().basket.discount_minor > 0) is saved


def test_the_first_order_doubles_once(shop: Shop) -> None:
    """EARN-14."""
    shop.programme(BASE, factor("first", {}) | {"trigger": "first_sale"}, fixed("gift", "first_sale", 30))
    assert [earned(shop, MILK, CARD_ZHOU) for _ in range(2)] == [19 + 19 + 30, 19]


def test_the_birthday_its_day_and_its_month(shop: Shop) -> None:
    """EARN-22, EARN-23: the day triples, the month doubles; the journal keeps only that it held."""
    shop.programme(
        BASE, factor("month", {"birthday": "month"}), factor("day", {"birthday": "day"}, {"kind": "multiply", "factor": "3"})
    )
    points = []
    for day in ("2026-08-31", "2026-09-01", "2026-09-18", "2026-09-30", "2026-10-01"):
        at(shop, day)
        points.append(earned(shop, MILK, CARD_LIN))
    assert points == [19, 38, 57, 38, 19]
    stored = [event["body"]["member"].get("birthday_match") for event in shop.events("sale_completed")]
    assert stored == [[], ["month"], ["day", "month"], ["month"], []]


def test_fixed_days_of_the_month(shop: Shop) -> None:
    """EARN-24: the 8th, 18th, 28th and the last day."""
    shop.programme(BASE, factor("day", {"month_days": [8, 18, 28, -1]}))
    points = []
    for day in ("2026-07-08", "2026-07-09", "2026-07-18", "2026-07-28", "2026-07-30", "2026-07-31"):
        at(shop, day)
        points.append(earned(shop, MILK, CARD_ZHOU))
    assert points == [38, 19, 38, 38, 19, 38]


def test_a_campaign_of_some_days(shop: Shop) -> None:
    """EARN-25: first and last day in; a budget ends it before."""
    budget = {"code": "budget", "rules": ["camp"], "who": "all", "per": "lifetime", "limit": 30}
    shop.programme(BASE, factor("camp", {"dates": {"from_date": "2026-07-02", "to_date": "2026-07-04"}}), caps=[budget])
    points = []
    for day in ("2026-07-01", "2026-07-02", "2026-07-03", "2026-07-04", "2026-07-05"):
        at(shop, day)
        points.append(earned(shop, MILK, CARD_ZHOU))
    assert points == [19, 38, 30, 19, 19]
    assert shop.rows("SELECT holder, cap, period, n FROM cap_use") == [("all", "budget", "", 30)]


@pytest.mark.parametrize(
    ("who", "holder"), [("store", "store:S01"), ("till", "till:T01"), ("cashier", "cashier:staff1001"), ("member", "member:zhou")]
)
def test_caps_count_for_whom_they_are(shop: Shop, who: str, holder: str) -> None:
    """EARN-36: each behaviour has its limit, by member, store, till or cashier."""
    shop.programme(BASE, caps=[{"code": "c", "who": who, "per": "month", "limit": 25}])
    assert [earned(shop, MILK, CARD_ZHOU) for _ in range(2)] == [19, 6]
    assert shop.rows("SELECT holder, cap, period, n FROM cap_use") == [(holder, "c", "2026-06", 25)]


def test_a_share_of_the_money_from_a_threshold_and_more_for_some_goods(shop: Shop) -> None:
    """EARN-27, EARN-28: 5 % back from 30 yuan, 10 % on dairy."""
    back = {"code": "back", "lane": "base", "trigger": "sale", "when": {"min_amount_minor": 3_000},
            "benefit": {"kind": "percent_back", "percent": "5"}}  # fmt: skip
    dairy = {"code": "dairy", "trigger": "sale", "lines": {"categories": ["dairy"]}, "benefit": {"kind": "percent_back", "percent": "10"}}
    shop.programme(back, dairy)
    assert earned(shop, MILK, CARD_ZHOU) == 198
    assert earned(shop, MILK, COFFEE, CARD_ZHOU) == (MILK_MINOR + COFFEE_MINOR) * 5 // 100 + 198


def test_every_fifth_sale(shop: Shop) -> None:
    """The nth sale counts the completed ones."""
    shop.programme(BASE, fixed("fifth", "sale", 50, when={"nth": {"of": "sale", "every": 2}}))
    assert [earned(shop, MILK, CARD_ZHOU) for _ in range(4)] == [19, 69, 19, 69]


def test_buy_one_get_one_points_by_scan(shop: Shop) -> None:
    """EARN-29, N8: the campaign's code is scanned into the basket and doubles its goods; taken off again it does not."""
    rule = {"code": "bogo", "lane": "factor", "trigger": "sale", "when": {"codes": ["BOGO_MILK"]},
            "lines": {"categories": ["dairy"]}, "benefit": DOUBLE}  # fmt: skip
    shop.programme(BASE, rule)
    shop.scan(MILK, COFFEE, CARD_ZHOU)
    assert shop.state().quote.points == 31
    outcome = shop.scan("bogo_milk")  # a scanner that turns capitals
    assert (outcome.kind, outcome.text) == ("code_added", "BOGO_MILK")
    assert shop.state().basket.codes == ("BOGO_MILK",)
    assert shop.state().quote.points == 31 + 19
    remove_code(shop.desk, shop.session, "BOGO_MILK")
    assert shop.state().quote.points == 31
    shop.scan("BOGO_MILK", "BOGO_MILK")
    shop.reopen()
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    (event,) = shop.events("sale_completed")
    assert event["body"]["codes"] == ["BOGO_MILK"]
    with shop.store.read() as reader:
        booked = reader.event(done.sale.event_id)
        assert booked is not None
        assert evaluate_sale(shop.desk, reader, booked).quote.points == 50


def test_a_code_nobody_asks_for_is_no_code(shop: Shop) -> None:
    shop.programme(BASE)
    assert shop.scan("BOGO_MILK").reason == "scan_unknown"
    assert refused(add_code, shop.desk, shop.session, "BOGO_MILK").code == "unknown_code"
    codes = [f"C{n}" for n in range(21)]
    shop.programme(BASE, factor("many", {"codes": codes}))
    for code in codes[:20]:
        add_code(shop.desk, shop.session, code)
    assert refused(add_code, shop.desk, shop.session, "C20").code == "too_many_codes"


def test_the_team_earns_with_its_member(shop: Shop) -> None:
    """A team is a holder of its own: credited, capped and carried apart from the member."""
    team = BASE | {"code": "team", "lane": "bonus", "recipient": "team", "rounding": "carry"}
    shop.programme(BASE, team, caps=[{"code": "c", "rules": ["team"], "who": "member", "per": "day", "limit": 30}])
    office(shop, "team_set", {"team": "choir"})
    assert [earned(shop, MILK, CARD_ZHOU) for _ in range(2)] == [19, 19]
    assert shop.balance("choir").available == 30
    assert shop.rows("SELECT holder, rule, value FROM carry") == [("choir", "team", "3/5")]
    assert shop.rows("SELECT holder, n FROM cap_use") == [("member:choir", 30)]
    assert shop.rows("SELECT holder, seq > 0 FROM holder_event") == [("choir", 1), ("choir", 1)]


def test_a_referrer_of_long_ago_earns_by_a_rule_on_sales(shop: Shop) -> None:
    """The referrer's debt is paid first, and a closed referrer earns nothing, with its reason."""
    shop.programme(BASE, fixed("tip", "sale", 5, recipient="referrer"))
    office(shop, "referrer_set", {"referrer": LIN})
    shop.sign_in()
    shop.take_back(LIN, 2386 + 3)
    assert earned(shop, WATER, MILK, CARD_ZHOU) >= 19
    assert (shop.balance(LIN).available, shop.balance(LIN).debt) == (2, 0)
    shop.set_status(LIN, "closed")
    shop.scan(MILK, CARD_ZHOU)
    (item,) = [item for item in shop.state().quote.items if item.rule == "tip"]
    assert item.reason == "recipient_closed"


def test_several_rules_add_up_in_their_order(shop: Shop) -> None:
    """EARN-10: the same combination every time, and the paper names each part."""
    shop.programme(BASE, fixed("gift", "sale", 7, when={"min_qty": 2}), factor("double", {}))
    done = sell(shop, MILK, MILK, CARD_ZHOU)
    assert done.sale.data.member is not None
    assert [(part.label, part.points) for part in done.sale.data.member.earned_by] == [("base", 39), ("gift", 7), ("double", 39)]


def test_points_of_high_frequency_trade_live_half_a_year_and_others_longer(shop: Shop) -> None:
    """EXP-03: six months for the whole programme, and a rule with a life of its own; each lot keeps the one it was earned with."""
    base = {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}}
    gift = {"code": "gift", "trigger": "sale", "benefit": {"kind": "fixed", "points": 5}, "validity": {"kind": "months", "n": 24}}
    shop.programme(base, gift, validity={"kind": "months", "n": 6})
    shop.scan(MILK, CARD_ZHOU)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert shop.rows("SELECT rule, expires_on FROM lot WHERE holder = ? ORDER BY rule", ZHOU) == [
        ("base", "2026-12-20"), ("gift", "2028-06-20"),
    ]  # fmt: skip
    with shop.store.read() as reader:
        assert [reader.balance(ZHOU, on).available for on in ("2026-12-20", "2026-12-21", "2028-06-21")] == [24, 5, 0]

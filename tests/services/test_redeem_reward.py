"""Rewards at the counter, by the services that the rewards desk stands on: every kind of the requirements, stock, limits, vouchers, the
draw, what it costs. RED-02 to RED-26 as far as a till without a server goes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.catalogue.reward_facts import Prize, RewardFacts, checked_facts
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.ledger.draw import drawn
from app.domain.programme.compiled import Reward
from app.domain.programme.reward_reach import rungs
from app.services.redeem_reward import Bought, redeem_reward
from app.services.reward_catalogue import OnTheShelf, describe_reward, rewards_issued, shelf, stock_reward
from app.services.set_up_shop import change_setting
from app.services.use_voucher import check_voucher, use_voucher
from tests.fakes.shop import FROZEN, LIN, TODAY, ZHOU, Shop, refused

OWNER = "1003"
REWARDS: list[dict[str, Any]] = [
    {"code": "mug", "name": "马克杯", "kind": "goods", "points": 300, "stocked": True},
    {"code": "coupon", "name": "五元券", "kind": "voucher", "points": 100},
    {"code": "wash", "name": "免费洗车", "kind": "service", "points": 500},
    {"code": "ticket", "name": "品酒会门票", "kind": "experience", "points": 800, "per_member": {"limit": 1, "per": "month"}},
    {"code": "cash", "name": "现金返还", "kind": "cash_back", "points": 1000},
    {"code": "trees", "name": "种一棵树", "kind": "donation", "points": 50},
    {"code": "wheel", "name": "幸运抽奖", "kind": "draw", "points": 20},
    {"code": "up", "name": "金卡体验", "kind": "tier", "points": 600},
    {"code": "lounge", "name": "休息室", "kind": "privilege", "points": 0, "tiers": ["gold", "platinum", "diamond"]},
    {"code": "early", "name": "新品优先", "kind": "goods", "points": 10, "dates": {"from_date": "2026-07-01"}},
    {"code": "plus", "name": "积分加钱购", "kind": "goods", "points": 100, "cash_minor": 1990},
    {"code": "gift", "name": "五十元礼品卡", "kind": "voucher", "points": 5000},
]
WHEEL = (Prize("grand", "一等奖 电饭煲", 1), Prize("small", "小样", 9), Prize("", "谢谢", 90))


@pytest.fixture
def desk(shop: Shop) -> Shop:
    """The shop with its rewards, the owner signed in, Zhou with a thousand points."""
    shop.publish(rewards=REWARDS)
    shop.sign_in(OWNER)
    shop.grant(ZHOU, 1_000)
    return shop


def buy(shop: Shop, code: str, member: str = ZHOU, **more: Any) -> Bought:
    return redeem_reward(shop.desk, shop.session, member, code, **more)


def facts(shop: Shop, reward: str, **known: Any) -> None:
    describe_reward(shop.desk, shop.session, RewardFacts(reward=reward, **known))


def available(shop: Shop, member: str = ZHOU) -> int:
    return shop.balance(member).available


def on_shelf(shop: Shop, code: str) -> OnTheShelf:
    return next(one for one in shelf(shop.desk, shop.session) if one.reward.code == code)


def paper(bought: Bought, shop: Shop) -> str:
    return to_text(lay_out(bought.slip.document, shop.desk.profile().paper))


def no(shop: Shop, code: str, member: str = ZHOU) -> tuple[object, object]:
    """Why not, and what is missing."""
    with pytest.raises(Refusal) as refusal:
        buy(shop, code, member)
    assert refusal.value.code == "reward_no"
    return refusal.value.values["reason"], refusal.value.values["missing"]


def no_because(code: str, act: Callable[[], object]) -> None:
    """The act is refused with this code."""
    assert refused(act).code == code


def test_goods_come_off_the_shelf(desk: Shop) -> None:
    """RED-02, RED-16, RED-19: points and stock fall together; an empty shelf blocks, with the points untouched."""
    assert stock_reward(desk.desk, desk.session, "mug", 1, "delivery") == 1
    bought = buy(desk, "mug")
    assert (available(desk), on_shelf(desk, "mug").stock) == (700, 0)
    text = paper(bought, desk)
    assert "马克杯" in text
    assert "-300" in text
    assert [line.split()[-1] for line in text.splitlines() if line.startswith("积分余额")] == ["700"]
    assert no(desk, "mug") == ("stock", None)
    assert available(desk) == 700
    desk.verify()


@pytest.mark.parametrize(("code", "points"), [("coupon", 100), ("wash", 500), ("ticket", 800)])
def test_a_code_that_is_honoured_once(desk: Shop, code: str, points: int) -> None:
    """RED-03, RED-04, RED-05, RED-13, RED-21, RED-25: printed with its code, good until its day, used once, and then says when it was."""
    facts(desk, code, valid_days=30, note="后厨做一份")
    bought = buy(desk, code)
    (voucher,) = bought.vouchers
    assert (available(desk), voucher.holder, voucher.valid_until) == (1_000 - points, ZHOU, "2026-07-20")
    assert voucher.code in paper(bought, desk)
    assert check_voucher(desk.desk, desk.session, voucher.code).note == "后厨做一份"
    event = use_voucher(desk.desk, desk.session, voucher.code)
    assert event.header.member_id == ZHOU
    with pytest.raises(Refusal) as again:
        use_voucher(desk.desk, desk.session, voucher.code)
    assert (again.value.code, again.value.values) == ("voucher_used", {"on": TODAY, "time": "14:32", "place": "邻里便利"})
    assert use_voucher(desk.desk, desk.session, voucher.code, event.header.id) == event, "the same act again changes nothing"
    assert len(desk.events(types.VOUCHER_USED)) == 1
    desk.verify()


def test_vouchers_that_are_not_good(desk: Shop) -> None:
    """RED-21: unknown, misread, past its day."""
    facts(desk, "coupon", valid_days=0)
    (voucher,) = buy(desk, "coupon").vouchers
    assert check_voucher(desk.desk, desk.session, voucher.code).voucher == voucher, "the last day is a good one"
    no_because("voucher_unknown", lambda: check_voucher(desk.desk, desk.session, "V000000000000"))
    no_because("voucher_unknown", lambda: check_voucher(desk.desk, desk.session, voucher.code[:-1] + "x"))
    no_because("voucher_unknown", lambda: check_voucher(desk.desk, desk.session, "V" * 10_000))
    desk.at("2026-06-21")
    desk.sign_in(OWNER)
    no_because("voucher_expired", lambda: use_voucher(desk.desk, desk.session, voucher.code))


def test_a_privilege_is_no_reward(desk: Shop) -> None:
    """RED-06, RED-15: what belongs to a tier costs nothing, and is not had by others."""
    bought = buy(desk, "lounge", LIN)
    assert (bought.points, available(desk, LIN)) == (0, desk.balance(LIN).available)
    assert no(desk, "lounge") == ("tiers", None)
    desk.verify()


def test_cash_back_at_its_worth(desk: Shop) -> None:
    """RED-11, SV-04: the points at their value, or what the shop says; the drawer opens, the slip says so."""
    bought = buy(desk, "cash")
    assert desk.events(types.REWARD_ISSUED)[0]["body"]["cash_out_minor"] == 1_000
    assert "￥10.00" in paper(bought, desk)
    assert [row[0] for row in desk.rows("SELECT kind FROM work_print_job ORDER BY n")][-2:] == ["drawer", "slip"]
    desk.grant(ZHOU, 1_000)
    facts(desk, "cash", worth_minor=888)
    buy(desk, "cash")
    assert desk.events(types.REWARD_ISSUED)[1]["body"]["cash_out_minor"] == 888
    (sums,) = rewards_issued(desk.desk, TODAY, TODAY)
    assert (sums.reward, sums.times, sums.points, sums.cash_out_minor) == ("cash", 2, 2_000, 1_888)


def test_donations_by_project(desk: Shop) -> None:
    """RED-10: who it went to stands in the books, on the slip and in the sums."""
    facts(desk, "trees", project="绿化基金会")
    for _ in range(3):
        text = paper(buy(desk, "trees"), desk)
    assert "绿化基金会" in text
    assert {event["body"]["project"] for event in desk.events(types.REWARD_ISSUED)} == {"绿化基金会"}
    assert [(one.reward, one.times, one.points) for one in rewards_issued(desk.desk, TODAY, TODAY)] == [("trees", 3, 150)]
    assert rewards_issued(desk.desk, "2026-01-01", "2026-06-19") == ()


def test_a_draw_that_anybody_can_repeat(desk: Shop) -> None:
    """RED-08: the outcome follows from the event's id and the hash of the event before it; what was won is a voucher."""
    no_because("reward_not_described", lambda: buy(desk, "wheel"))
    facts(desk, "wheel", prizes=WHEEL)
    for _ in range(30):
        buy(desk, "wheel")
    hashes = dict(desk.rows("SELECT lower(hex(hash)), seq FROM journal"))
    for event in desk.events(types.REWARD_ISSUED):
        draw = event["body"]["draw"]
        assert hashes[draw["seed"]] == event["seq"] - 1
        prizes = [Prize(*prize) for prize in draw["prizes"]]
        assert drawn(prizes, event["id"], bytes.fromhex(draw["seed"])) == draw["place"]
        won = desk.rows("SELECT voucher FROM voucher WHERE event_id = ?", event["id"])
        assert [row[0] for row in won] == [code for code in [prizes[draw["place"]].code] if code]
    desk.verify()


def test_the_odds_of_a_draw_are_what_they_say() -> None:
    """RED-08: ten thousand draws, each prize within five standard deviations of its share."""
    n = 10_000
    found = Counter(drawn(WHEEL, f"event {i}", i.to_bytes(32)) for i in range(n))
    for place, prize in enumerate(WHEEL):
        share = prize.weight / 100
        assert abs(found[place] - n * share) < 5 * (n * share * (1 - share)) ** 0.5


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=20), st.text(max_size=40), st.binary(min_size=32, max_size=32))
def test_a_draw_always_falls_on_a_prize(weights: list[int], event_id: str, seed: bytes) -> None:
    prizes = [Prize(f"p{n}", "x", weight) for n, weight in enumerate(weights)]
    assert 0 <= drawn(prizes, event_id, seed) < len(prizes)


def test_points_for_a_tier(desk: Shop) -> None:
    """RED-14: the bought tier holds for its days; the earned one stays beneath."""
    no_because("reward_not_described", lambda: buy(desk, "up"))
    facts(desk, "up", tier="gold", tier_days=30)
    text = paper(buy(desk, "up"), desk)
    assert "等级升到 金卡" in text
    with desk.store.read() as reader:
        member = reader.member(ZHOU)
    assert member is not None
    assert (member.floor_tier, member.floor_until) == ("gold", "2026-07-20")
    assert member.tier != "gold"
    assert buy(desk, "lounge").points == 0, "what belongs to the tier is open now"
    desk.verify()


def test_points_and_money(desk: Shop) -> None:
    """The money part is taken with it, never forgotten."""
    no_because("still_due", lambda: buy(desk, "plus"))
    no_because("no_such_tender", lambda: buy(desk, "plus", tender="shells"))
    assert available(desk) == 1_000
    bought = buy(desk, "plus", tender="cash")
    assert "￥19.90" in paper(bought, desk)
    body = desk.events(types.REWARD_ISSUED)[0]["body"]
    assert (body["cash_minor"], body["tender"], available(desk)) == (1_990, "cash", 900)


def test_out_of_reach_says_what_is_missing(desk: Shop) -> None:
    """RED-12, RED-17, RED-18, RED-20: too dear, outside its days, taken often enough, under review."""
    assert no(desk, "gift") == ("not_enough_points", 4_000)
    assert no(desk, "early") == ("dates", None)
    desk.grant(ZHOU, 1_000)
    buy(desk, "ticket")
    assert no(desk, "ticket") == ("limit", None)
    assert no(desk, "coupon", FROZEN) == ("frozen", None)
    no_because("no_such_reward", lambda: buy(desk, "moon"))


def test_for_somebody_else_only_where_the_shop_says_so(desk: Shop) -> None:
    """RED-24: earning is personal; who gets the reward is the shop's to decide."""
    no_because("reward_not_for_others", lambda: buy(desk, "coupon", receiver=LIN))
    with desk.store.write() as books:
        change_setting(desk.desk, books, "rewards.for_others", value=True)
    bought = buy(desk, "coupon", receiver=LIN)
    assert [voucher.holder for voucher in bought.vouchers] == [LIN]
    assert "领取人 林**" in paper(bought, desk)
    assert available(desk) == 900
    no_because("no_such_member", lambda: buy(desk, "coupon", receiver="nobody"))


def test_what_a_point_of_it_costs(desk: Shop) -> None:
    """RED-23, RED-26: cost per point beside the worth of a point; a reward that is dearer is marked."""
    facts(desk, "coupon", cost_minor=150)
    facts(desk, "plus", cost_minor=2_000)
    assert (on_shelf(desk, "coupon").cost_per_point, on_shelf(desk, "coupon").dear) == (Fraction(3, 2), True)
    assert (on_shelf(desk, "plus").cost_per_point, on_shelf(desk, "plus").dear) == (Fraction(1, 10), False)
    assert (on_shelf(desk, "wash").cost_per_point, on_shelf(desk, "lounge").cost_per_point) == (None, None)


def test_once_for_each_id(desk: Shop) -> None:
    """R4: the same act tried again after a power cut books nothing more and prints nothing more."""
    first = buy(desk, "coupon", event_id="tried-twice")
    jobs = desk.rows("SELECT count(*) FROM work_print_job")
    desk.reopen()
    assert buy(desk, "coupon", event_id="tried-twice").vouchers == first.vouchers
    assert available(desk) == 900
    assert desk.rows("SELECT count(*) FROM work_print_job") == jobs


def test_the_right_lots_are_used_and_held_points_are_not(desk: Shop) -> None:
    """RED-27: points of a rebate are points; those on an open basket are not there for a reward."""
    soon = desk.grant(ZHOU, 60, expires_on="2026-06-30")
    buy(desk, "coupon")
    assert desk.rows("SELECT remaining FROM lot WHERE id = ?", f"{soon}:0") == [(0,)]
    assert available(desk) == 960


def test_who_may_say_what_a_reward_is(desk: Shop) -> None:
    """RED-16, RED-19: the office's work, with its limits."""
    no_because("stock_range", lambda: stock_reward(desk.desk, desk.session, "mug", -1, "broken"))
    no_because("reward_not_stocked", lambda: stock_reward(desk.desk, desk.session, "coupon", 5, "delivery"))
    no_because("no_such_reward", lambda: stock_reward(desk.desk, desk.session, "moon", 5, "delivery"))
    seq = desk.seq()
    facts(desk, "mug", cost_minor=500)
    facts(desk, "mug", cost_minor=500)
    assert desk.seq() == seq + 1, "the same again books nothing"
    desk.sign_in("1001")
    no_because("not_allowed", lambda: stock_reward(desk.desk, desk.session, "mug", 5, "delivery"))
    no_because("not_allowed", lambda: facts(desk, "mug", cost_minor=1))


@pytest.mark.parametrize(
    "wrong",
    [
        RewardFacts(reward="mug", cost_minor=-1),
        RewardFacts(reward="mug", valid_days=-1),
        RewardFacts(reward="mug", tier_days=0),
        RewardFacts(reward="mug", worth_minor=0),
        RewardFacts(reward="wheel", prizes=(Prize("a", "甲", 0),)),
        RewardFacts(reward="wheel", prizes=(Prize("a", "", 1),)),
        RewardFacts(reward="wheel", prizes=(Prize("a b", "甲", 1),)),
        RewardFacts(reward="wheel", prizes=(Prize("a", "甲", 1), Prize("a", "乙", 1))),
        RewardFacts(reward="wheel", prizes=(Prize("", "谢谢", 100),)),
        RewardFacts(reward="wheel", prizes=(Prize("a", "甲", 1),) * 101),
    ],
)
def test_facts_that_do_not_fit(wrong: RewardFacts) -> None:
    """A draw whose odds do not add up to anything, amounts below nothing."""
    no_because("reward_facts", lambda: checked_facts(wrong))


def test_facts_come_back_as_they_were() -> None:
    whole = RewardFacts(
        reward="x", cost_minor=1, valid_days=2, worth_minor=3, tier="gold", tier_days=4, project="a", note="b", prizes=WHEEL
    )
    assert RewardFacts.from_mapping("x", json.loads(json.dumps(whole.to_mapping()))) == whole
    assert RewardFacts.from_mapping("x", {}) == RewardFacts(reward="x")
    assert checked_facts(replace(whole, note="b\u202e\n c")).note == "b c"


@pytest.mark.parametrize("weights", [(1, 98), (1, 100), (30, 30), (5, 994)])
def test_odds_that_do_not_add_up(weights: tuple[int, int]) -> None:
    """RED-08, bad input: the parts of a draw make 100 %, whatever the parts are counted in."""
    wrong = RewardFacts(reward="wheel", prizes=(Prize("a", "甲", weights[0]), Prize("", "谢谢", weights[1])))
    assert refused(checked_facts, wrong).values["problem"] == "sum"
    right = RewardFacts(reward="wheel", prizes=(Prize("a", "甲", 1), Prize("", "谢谢", 999)))
    assert checked_facts(right).prizes == right.prizes


def test_a_prize_of_which_none_is_left_is_drawn_no_more(desk: Shop) -> None:
    """RED-08: one rice cooker is won once; the draw goes on among the others, and every draw names the prizes it was drawn from."""
    facts(desk, "wheel", prizes=(Prize("grand", "电饭煲", 90, stocked=True), Prize("small", "小样", 10)))
    assert stock_reward(desk.desk, desk.session, "wheel/grand", 1, "delivery") == 1
    no_because("reward_not_stocked", lambda: stock_reward(desk.desk, desk.session, "wheel/small", 1, "delivery"))
    for _ in range(20):
        buy(desk, "wheel")
    draws = [event["body"]["draw"] for event in desk.events(types.REWARD_ISSUED)]
    won = [draw["prizes"][draw["place"]][0] for draw in draws]
    assert won.count("grand") == 1
    after = won.index("grand") + 1
    assert all(draw["prizes"] == [["small", "小样", 10]] for draw in draws[after:])
    assert on_shelf(desk, "wheel").prizes_left == {"grand": 0}
    desk.verify()


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12))
def test_the_ladder_has_every_reward_once_and_in_order(points: list[tuple[int, bool]]) -> None:
    """RED-18: rungs rise, and what asks as much stands on the same one."""
    rewards = [
        Reward(
            code=f"r{n}", name="x", kind="goods", points=asked, cash_minor=0, active=active, dates=None, stores=None, tiers=None,
            limit=None, per="lifetime", stocked=False,
        )
        for n, (asked, active) in enumerate(points)
    ]  # fmt: skip
    found = rungs(rewards)
    assert sorted(one.code for rung in found for one in rung) == sorted(one.code for one in rewards if one.active and one.points)
    edges = [one.points for rung in found for one in rung]
    assert edges == sorted(edges)
    for low, high in pairwise([rung for rung in found if rung]):
        assert low[-1].points < high[0].points


@pytest.mark.parametrize(("code", "name", "row"), [("course", "会员课程观看码", "RED-07"), ("delivery", "免配送费券", "RED-09")])
def test_a_code_that_another_channel_takes(shop: Shop, code: str, name: str, row: str) -> None:
    """RED-07, RED-09: content for members and a delivery fee are given as a code that can be used once; the till issues it, limits it and
    tells any channel that asks whether it is good. The channels are the content site and the web shop.
    """
    limit = {"limit": 1, "per": "month"}
    reward = {"code": code, "name": name, "kind": "voucher", "points": 200, "tiers": ["regular", "gold"], "per_member": limit}
    shop.publish(rewards=[reward])
    shop.sign_in(OWNER)
    shop.grant(ZHOU, 1_000)
    bought = buy(shop, code)
    assert available(shop) == 800
    assert name in paper(bought, shop), row
    (voucher,) = bought.vouchers
    assert check_voucher(shop.desk, shop.session, voucher.code).voucher == voucher
    with pytest.raises(Refusal):
        buy(shop, code)
    use_voucher(shop.desk, shop.session, voucher.code)
    assert refused(use_voucher, shop.desk, shop.session, voucher.code).code == "voucher_used"
    shop.verify()

"""The checker's fourth part: what belongs in a programme and is not there, and what can never be reached: tiers, rewards, redemption."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.programme.checker_firing import find_never_firing
from app.domain.programme.checker_goods import Goods
from app.domain.programme.compiled import Rule
from app.domain.programme.compiler import compile_programme
from app.domain.programme.document import pointer
from app.domain.programme.drafting import EditRefused
from app.domain.programme.findings import Checking, Fix
from app.domain.programme.meeting import nothing_passes
from app.domain.programme.phrases import codes_text

_REACH = 2
"""A threshold this many times the highest metric anybody has is out of reach."""


def find_gaps(checking: Checking) -> None:
    """`no_base`, `empty_lane`, `redemption_off`, `never_payable`, findings on tiers and rewards, `remainder_lost`, `factor_one`."""
    _base_rule(checking)
    _lanes(checking)
    _redemption(checking)
    _tiers(checking)
    _keep(checking)
    for place, reward in enumerate(checking.document.get("rewards") or ()):
        _reward(checking, place, reward)
    _automatic(checking)
    for rule in checking.living:
        _small_things(checking, rule)


def _everyday(rule: Rule) -> bool:
    """Whether every member earns by the rule on an ordinary sale."""
    when = rule.when
    narrowed = bool(when.present) or when.min_amount_minor > 0 or when.min_qty > 0
    return rule.trigger == "sale" and rule.recipient == "member" and not narrowed and rule.benefit.kind not in ("multiply", "voucher")


def _base_rule(checking: Checking) -> None:
    if any(_everyday(rule) for rule in checking.active):  # one that can never fire has a finding of its own
        return
    texts = ("平时消费没有积分：没有一条所有会员都适用的消费规则", "an ordinary sale earns nothing: no rule on sales is for all members")
    fix = Fix(zh="加上“每消费1元积1分”", en="Add 1 point per ¥1", act="add_starter", args=("amount", "zh", checking.today))
    checking.add("no_base", "warn", texts, path="/rules", fix=fix)


def _lanes(checking: Checking) -> None:
    for place, lane in enumerate(checking.programme.lanes):
        path, name = pointer("lanes", place), lane.name
        if not lane.rules and len(checking.programme.lanes) > 1:
            texts = ("“{name}”这一组是空的", 'the lane "{name}" is empty')
            fix = Fix(zh="去掉这一组", en="Take the lane away", act="remove_lane", args=(lane.code,))
            multiplied = any(rule.benefit.of == (place,) for rule in checking.programme.rules if rule.benefit.kind == "multiply")
            checking.add("empty_lane", "info", texts, path=path, fix=None if multiplied or place == 0 else fix, about=lane.code, name=name)
        elif lane.rules and not any(rule.active for rule in lane.rules):
            texts = ("“{name}”这一组的规则都停用了", 'all rules of the lane "{name}" are switched off')
            fix = Fix(zh="启用第一条", en="Switch the first one on", act="set_rule", args=(lane.rules[0].code, "active", True))
            checking.add("lane_off", "info", texts, path=path, fix=fix, about=lane.code, name=name)


# Redemption


def _redemption(checking: Checking) -> None:
    programme = checking.programme
    redemption = programme.redemption
    rewards = any(reward.active and reward.points > 0 for reward in programme.rewards.values())
    on = Fix(zh="打开积分抵扣", en="Switch paying with points on", act="set", args=("/redemption/enabled", True))
    if redemption is None or not redemption.enabled:
        if rewards:
            texts = ("不能用积分抵现，只能换礼品", "points cannot be used as money, only for rewards")
            checking.add("redemption_off", "info", texts, path="/redemption", fix=on)
        else:
            texts = ("积分没有用处：不能抵现，也没有礼品", "points are good for nothing: no paying with them, no rewards")
            checking.add("points_useless", "warn", texts, path="/redemption", fix=on)
        return
    _payable(checking)


def _payable(checking: Checking) -> None:
    redemption, value = checking.programme.redemption, checking.programme.point_value
    assert redemption is not None
    most, step = redemption.max_points, redemption.step_points
    if redemption.max_percent == 0:
        fix = Fix(zh="最多抵50%", en="Up to 50 %", act="set", args=("/redemption/max_percent", "50"))
        texts = ("抵扣上限是0%，积分永远用不了", "points may pay for 0 %: they can never be used")
        checking.add("never_payable", "error", texts, path="/redemption/max_percent", fix=fix)
    elif most is not None and (most // step * step < max(redemption.min_points, 1) or most // step * step * value < 1):
        fix = Fix(zh="去掉每单上限", en="Take the limit per sale away", act="set", args=("/redemption/max_points", None))
        texts = ("每单最多{most}分，达不到起用分数，积分永远用不了", "at most {most} points a sale are below the minimum: never usable")
        checking.add("never_payable", "error", texts, path="/redemption/max_points", fix=fix, most=most)
    elif redemption.lines is not None and nothing_passes(redemption.lines):
        fix = Fix(zh="所有商品都可以抵", en="All goods may be paid with points", act="set", args=("/redemption/lines", None))
        texts = ("没有商品可以用积分抵", "no goods may be paid with points")
        checking.add("never_payable", "error", texts, path="/redemption/lines", fix=fix)


# Tiers


def _tiers(checking: Checking) -> None:
    tiers, facts = checking.programme.tiers, checking.facts
    if tiers is None:
        return
    named = {code for rule in checking.programme.rules for code in rule.when.tiers or ()}
    used = {code for rule in checking.living for code in rule.when.tiers or ()}
    used |= {code for reward in checking.programme.rewards.values() if reward.active for code in reward.tiers or ()}
    if tiers.metric == "points" and not any(
        rule.qualifying and rule.recipient == "member" and rule.benefit.kind != "voucher" for rule in checking.active
    ):
        texts = ("等级按积分算，但没有规则的积分计入等级：谁也升不了级", "tiers count points, but no rule's points count: nobody can rise")
        fix = Fix(zh="改为按消费金额", en="Count spending instead", act="set", args=("/tiers/metric", "spend"))
        checking.add("tiers_unreachable", "error", texts, path="/tiers/metric", fix=fix)
    base = checking.programme.bases[0].lines
    if tiers.metric == "spend" and base is not None and nothing_passes(base):
        texts = ("没有商品计入消费金额：谁也升不了级", "no goods count as spending: nobody can rise")
        fix = Fix(zh="改为按到店次数", en="Count visits instead", act="set", args=("/tiers/metric", "visits"))
        checking.add("tiers_unreachable", "error", texts, path="/tiers/metric", fix=fix)
    for place, level in enumerate(tiers.levels[1:], start=1):
        path = pointer("tiers", "levels", place)
        if facts.highest_metric is not None and level.threshold > _REACH * max(facts.highest_metric, 1) and tiers.metric != "manual":
            texts = ("还没有人接近“{name}”的门槛", 'nobody is anywhere near "{name}"')
            checking.add(
                "tier_far", "info", texts, path=path + "/threshold", fix=_nearer(checking, place), about=level.code, name=level.name
            )
        if level.code not in used:
            texts = ("“{name}”没有任何好处", '"{name}" brings nothing')
            offer = None if level.code in named else _multipliers(checking, level.code)
            checking.add("tier_without_benefit", "info", texts, path=path, fix=offer, about=level.code, name=level.name)


def _multipliers(checking: Checking, level: str) -> Fix | None:
    """The fix that gives every tier a multiplier; None where it would never be used (nothing to multiply, an earlier rule stops)."""
    fix = Fix(zh="加上各等级的倍率", en="Add multipliers for tiers", act="add_starter", args=("tier", "zh", checking.today))
    try:
        document = fix.apply(checking.document)
    except EditRefused:
        return None
    tried = Checking(document, compile_programme(document), checking.facts, checking.today, checking.names)
    find_never_firing(tried, Goods(tried.programme, tried.facts))
    return fix if any(level in (rule.when.tiers or ()) for rule in tried.living) else None


def _nearer(checking: Checking, place: int) -> Fix | None:
    """A threshold within reach; None where the levels leave no room for it."""
    tiers, highest = checking.programme.tiers, checking.facts.highest_metric
    assert tiers is not None
    assert highest is not None
    low = tiers.levels[place - 1].threshold + 1
    wanted = max(low, highest)
    if wanted > _REACH * max(highest, 1):
        return None
    path = pointer("tiers", "levels", place, "threshold")
    return Fix(zh="降到现在的最高值", en="Down to the highest there is", act="set", args=(path, wanted))


def _keep(checking: Checking) -> None:
    """Dates that are over: how long tiers are kept."""
    tiers = checking.programme.tiers
    if tiers is not None and tiers.keep.kind == "date" and tiers.keep.date < checking.today:
        texts = ("等级保留到{day}，已经过了：升级马上就到期", "tiers are kept until {day}, which is over: they end at once")
        fix = Fix(zh="保留12个月", en="Keep them 12 months", act="set", args=("/tiers/keep", {"kind": "months", "n": 12}))
        checking.add("keep_over", "error", texts, path="/tiers/keep", fix=fix, day=tiers.keep.date)


# Rewards


def _reward(checking: Checking, place: int, document: Mapping[str, Any]) -> None:
    reward = checking.programme.rewards[document["code"]]
    if not reward.active:
        return
    path, name = pointer("rewards", place), reward.name
    off = Fix(zh="停用这个礼品", en="Switch the reward off", act="set", args=(path + "/active", False))
    if reward.dates is not None and reward.dates[1] is not None and reward.dates[1] < checking.today:
        texts = ("礼品“{name}”到{last}就结束了", 'the reward "{name}" ended on {last}')
        checking.add("reward_over", "warn", texts, path=path, fix=off, about=reward.code, name=name, last=reward.dates[1])
        return
    if reward.limit == 0:
        texts = ("礼品“{name}”每人限0次，换不了", 'the reward "{name}" is limited to 0 per person')
        fix = Fix(zh="每人限1次", en="Once per person", act="set", args=(path + "/per_member/limit", 1))
        checking.add("reward_unreachable", "error", texts, path=path + "/per_member", fix=fix, about=f"{reward.code}/per_member", name=name)
    for field, wanted in (("stores", reward.stores), ("tiers", reward.tiers)):
        if wanted is not None and not wanted:
            texts = ("礼品“{name}”没有选门店或等级，换不了", 'the reward "{name}" is for no store or tier at all')
            fix = Fix(zh="不限", en="Everywhere, for everybody", act="set", args=(f"{path}/{field}", None))
            checking.add("reward_unreachable", "error", texts, path=f"{path}/{field}", fix=fix, about=f"{reward.code}/{field}", name=name)
    known = checking.facts.stores
    if reward.stores and known is not None and reward.stores.isdisjoint(known):
        texts = ("礼品“{name}”只在没有的门店：{missing}", 'the reward "{name}" is only for stores that are not there: {missing}')
        missing = codes_text(reward.stores, "zh", checking.names)
        checking.add(
            "reward_unreachable", "error", texts, path=path + "/stores", fix=off, about=f"{reward.code}/stores", name=name, missing=missing
        )
    if reward.points == 0 and reward.tiers is None and document["kind"] != "privilege" and reward.cash_minor == 0:
        texts = ("礼品“{name}”不要积分也不要钱，谁都可以拿", 'the reward "{name}" costs neither points nor money')
        fix = Fix(zh="要100分", en="For 100 points", act="set", args=(path + "/points", 100))
        checking.add("reward_free", "warn", texts, path=path + "/points", fix=fix, about=reward.code, name=name)
    _affordable(checking, path, document, name)


def _affordable(checking: Checking, path: str, document: Mapping[str, Any], name: str) -> None:
    reward, most = checking.programme.rewards[document["code"]], checking.facts.most_points
    earns = any(rule.recipient == "member" and rule.benefit.kind != "voucher" for rule in checking.active)
    if reward.points > 0 and not earns:
        texts = ("礼品“{name}”要积分，但没有规则能积分", 'the reward "{name}" costs points, but no rule earns any')
        fix = Fix(zh="加上“每消费1元积1分”", en="Add 1 point per ¥1", act="add_starter", args=("amount", "zh", checking.today))
        checking.add("reward_unaffordable", "error", texts, path=path + "/points", fix=fix, about=reward.code, name=name)
    elif most is not None and 0 < most < reward.points:
        texts = ("礼品“{name}”要{points}分，还没有人够：最多的有{most}分", '"{name}" costs {points} points, more than anybody has ({most})')
        fix = Fix(zh=f"改为{most}分", en=f"For {most} points", act="set", args=(path + "/points", most))
        checking.add(
            "reward_far", "info", texts, path=path + "/points", fix=fix, about=reward.code, name=name, points=reward.points, most=most
        )


def _automatic(checking: Checking) -> None:
    redemption = checking.programme.redemption
    if redemption is None or redemption.auto_reward is None:
        return
    reward = checking.programme.rewards[redemption.auto_reward]
    if not reward.active:
        texts = ("自动兑换的礼品“{name}”停用了", 'the reward "{name}" of automatic redemption is switched off')
        fix = Fix(zh="不再自动兑换", en="No automatic redemption", act="set", args=("/redemption/auto", None))
        checking.add("auto_off", "warn", texts, path="/redemption/auto", fix=fix, name=reward.name)
    elif reward.points == 0:
        texts = ("自动兑换的礼品“{name}”不要积分：每次都会发", 'automatic redemption: "{name}" costs no points and comes every time')
        fix = Fix(zh="不再自动兑换", en="No automatic redemption", act="set", args=("/redemption/auto", None))
        checking.add("auto_free", "warn", texts, path="/redemption/auto", fix=fix, name=reward.name)


# Small things


def _small_things(checking: Checking, rule: Rule) -> None:
    benefit = rule.benefit
    if benefit.kind == "multiply" and benefit.factor == 1:
        texts = ("{0}是1倍，什么也不多给", "{0} is 1 times: it adds nothing")
        fix = Fix(zh="改为2倍", en="2 times", act="set_rule", args=(rule.code, "benefit/factor", "2"))
        checking.add("factor_one", "info", texts, rule, fix=fix)
    if rule.sale and benefit.kind == "per_amount" and rule.rounding == "floor":
        texts = ("{0}：每单的零头都不算，分几次买会吃亏", "{0}: what is left over of each sale is lost to the member")
        fix = Fix(zh="零头留到下次", en="Keep the remainder", act="set_rule", args=(rule.code, "rounding", "carry"))
        checking.add("remainder_lost", "info", texts, rule, fix=fix)
    challenge = rule.when.challenge
    if challenge is not None and challenge.reach == 0:
        texts = ("{0}的目标是0，每期都直接送", "{0} has a goal of 0 and pays every period")
        reach = 100_000 if challenge.metric == "spend_minor" else 4
        fix = Fix(zh="定一个目标", en="Set a goal", act="set_rule", args=(rule.code, "when/challenge/reach", reach))
        checking.add("goal_zero", "warn", texts, rule, fix=fix)
    largest = checking.facts.largest_sale_minor
    if rule.sale and largest is not None and rule.when.min_amount_minor > largest:
        texts = ("{0}的起点比最大的一单还高", "{0} starts above the largest sale there was")
        fix = Fix(zh="降到最大的一单", en="Down to the largest sale", act="set_rule", args=(rule.code, "when/min_amount_minor", largest))
        checking.add("min_amount_far", "warn", texts, rule, fix=fix if largest else None)

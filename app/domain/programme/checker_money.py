"""The checker's third part: points that earn points, what a point costs against the margin, and caps that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from app.domain.exact import format_exact, round_to_step
from app.domain.money import yuan
from app.domain.programme.checker_goods import Goods, passes, tokens_of
from app.domain.programme.checker_overlap import Speeds, multipliers
from app.domain.programme.compiled import Rule
from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import EditRefused
from app.domain.programme.findings import Checking, Fix, ProductFact, switch_off
from app.domain.programme.phrases import number

_PAID_BACK = {
    "points": ("积分", "points"),
    "stored_value_bonus": ("储值赠金", "the stored-value bonus"),
    "voucher": ("券", "vouchers"),
}
_EVERY = ("day", "month", "year", "lifetime")
_EXAMPLE_MINOR = 10_000
_BUDGET_POINTS = 20_000
_EARNING_MAX, _STARTS = 40, 6
"""Earning rules looked at for the worst case, the largest rates first, and how many of them are tried as the first."""


# Points that earn points


def find_loops(checking: Checking) -> None:
    """`points_earn`, `bonus_earns`, `top_up_twice`, `tier_feeds_itself`, `cash_back_loop`; `no_loop` where nothing of it is found."""
    before = len(checking.findings)
    for kind in _given_away(checking):
        _tender_earns(checking, kind)
    _top_up_twice(checking)
    _tier_feeds_itself(checking)
    _cash_back(checking)
    if len(checking.findings) == before:
        checking.add("no_loop", "ok", ("不会循环：积分不产生积分", "No loops: points do not earn points"), path="/rules")


def _given_away(checking: Checking) -> list[str]:
    """Tenders that the programme itself gives to members."""
    programme = checking.programme
    redemption, stored = programme.redemption, programme.stored_value
    kinds = ["points"] if redemption is not None and redemption.enabled else []
    if stored is not None and any(bonus_minor > 0 for _, bonus_minor, _ in stored.bonus):
        kinds.append("stored_value_bonus")
    rewards = any(document["kind"] == "voucher" and programme.rewards[document["code"]].active for document in _rewards(checking))
    if rewards or any(rule.benefit.kind == "voucher" for rule in checking.living):
        kinds.append("voucher")
    return kinds


def _rewards(checking: Checking) -> Sequence[Any]:
    rewards: Sequence[Any] = checking.document.get("rewards") or ()
    return rewards


def _by_amount(rule: Rule) -> bool:
    return rule.sale and rule.benefit.kind in ("per_amount", "percent_back")


def _tender_earns(checking: Checking, kind: str) -> None:
    zh, en = _PAID_BACK[kind]
    programme = checking.programme
    code = "points_earn" if kind == "points" else "bonus_earns"
    own_base = [rule for rule in checking.living if _by_amount(rule) and rule.base != 0]
    inherited = [rule for rule in checking.living if _by_amount(rule) and rule.base == 0]
    label = (f"{zh}付的部分不积分", f"The part paid with {en} earns nothing")
    if inherited and kind not in programme.bases[0].exclude_tenders:
        texts = (f"用{zh}付的部分也积分：{zh}会产生积分", f"the part paid with {en} earns points: {en} make points")
        kinds = sorted({*programme.bases[0].exclude_tenders, kind})
        fix = Fix(zh=label[0], en=label[1], act="set", args=("/base/exclude_tenders", kinds))
        checking.add(code, "error" if kind == "points" else "warn", texts, path="/base/exclude_tenders", fix=fix, about=kind, tender=kind)
    for rule in own_base:
        base = programme.bases[rule.base]
        if kind in base.exclude_tenders:
            continue
        texts = (f"{{0}}：用{zh}付的部分也积分，{zh}会产生积分", f"{{0}}: the part paid with {en} earns points")
        kinds = sorted({*base.exclude_tenders, kind})
        fix = Fix(zh=label[0], en=label[1], act="set_rule", args=(rule.code, "base/exclude_tenders", kinds))
        path = f"/rules/{rule.place}/base/exclude_tenders"
        checking.add(f"{code}_rule", "error" if kind == "points" else "warn", texts, rule, path=path, fix=fix, about=kind, tender=kind)


def _top_up_twice(checking: Checking) -> None:
    """The same money earns when it is topped up and again when it is spent."""
    earns = any(_by_amount(rule) and rule.base == 0 for rule in checking.living)
    kinds = checking.programme.bases[0].exclude_tenders
    for rule in checking.living:
        if rule.trigger != "top_up" or rule.benefit.kind not in ("per_amount", "percent_back") or not earns or "stored_value" in kinds:
            continue
        texts = (
            "{0}：充值积一次分，再用储值消费又积一次",
            "{0}: the same money earns when topped up and again when it is spent",
        )
        fix = Fix(
            zh="储值付的部分不再积分",
            en="Money from stored value earns nothing when spent",
            act="set",
            args=("/base/exclude_tenders", sorted({*kinds, "stored_value"})),
        )
        checking.add("top_up_twice", "warn", texts, rule, fix=fix)


def _tier_feeds_itself(checking: Checking) -> None:
    tiers = checking.programme.tiers
    if tiers is None or tiers.metric != "points":
        return
    for rule in checking.living:
        if rule.when.tiers is not None and rule.qualifying and rule.recipient == "member" and rule.benefit.kind != "voucher":
            texts = (
                "{0}：等级按积分算，等级带来的积分又算进等级",
                "{0}: tiers count points, and the points a tier brings count for the tier again",
            )
            label = ("这些积分不计入等级", "These points do not count for tiers")
            fix = Fix(zh=label[0], en=label[1], act="set_rule", args=(rule.code, "qualifying", False))
            checking.add("tier_feeds_itself", "warn", texts, rule, fix=fix)


def _cash_back(checking: Checking) -> None:
    top_up = next((rule for rule in checking.living if rule.trigger == "top_up"), None)
    if top_up is None:
        return
    for place, reward in enumerate(_rewards(checking)):
        if reward["kind"] == "cash_back" and checking.programme.rewards[reward["code"]].active:
            texts = (
                "积分换成现金“{reward}”，充值又按{0}积分：会循环",
                'points buy cash ("{reward}"), and topping it up earns points by {0}: a loop',
            )
            fix = Fix(zh="停用这个返现礼品", en="Switch that reward off", act="set", args=(f"/rewards/{place}/active", False))
            checking.add(
                "cash_back_loop", "warn", texts, top_up, path=f"/rewards/{place}", fix=fix, about=reward["code"], reward=reward["name"]
            )


# What points cost


class Costs:
    """The worst case: how many points a yuan can bring, and what a point costs at most."""

    def __init__(self, checking: Checking, speeds: Speeds, goods: Goods) -> None:
        self._checking = checking
        self._speeds = speeds
        self._goods = goods
        self._factors = multipliers(checking)
        self.point_minor = self._point_minor()

    def _point_minor(self) -> Fraction | None:
        """The most a point costs in fen: used as money, or the dearest reward per point; None where points buy nothing."""
        programme, facts = self._checking.programme, self._checking.facts
        costs: list[Fraction] = []
        if programme.redemption is not None and programme.redemption.enabled:
            costs.append(programme.point_value)
        for code, cost_minor in facts.reward_cost_minor.items():
            reward = programme.rewards.get(code)
            if reward is not None and reward.active and reward.points > 0:
                costs.append(max(Fraction(0), Fraction(cost_minor - reward.cash_minor, reward.points)))
        return max(costs, default=None)

    def rate(self, rule: Rule, price_minor: int | None = None) -> Fraction:
        """Points per fen that a rule alone brings; 0 for what does not grow with the amount."""
        benefit = rule.benefit
        if benefit.kind == "per_amount":
            return Fraction(benefit.points, benefit.every_minor)
        if benefit.kind == "percent_back":
            return benefit.percent / 100 / self._checking.programme.point_value
        if benefit.kind == "fixed" and rule.when.min_amount_minor:
            return Fraction(benefit.points, rule.when.min_amount_minor)
        if benefit.kind == "per_item" and price_minor:
            return Fraction(benefit.points, benefit.every_qty * price_minor)
        return Fraction(0)

    def worst(self, product: ProductFact | None = None) -> tuple[Fraction, tuple[Rule, ...]]:
        """The most points per fen, for one product or for any sale, and the rules it comes from, the largest contribution first."""
        price_minor = None if product is None else product.price_minor
        tokens = None if product is None else tokens_of(product)
        earning = [
            (self.rate(rule, price_minor), rule)
            for rule in self._checking.living
            if rule.sale and rule.benefit.kind != "multiply" and self._matches(rule, tokens)
        ]
        earning = sorted(((rate, rule) for rate, rule in earning if rate > 0), key=lambda part: (-part[0], part[1].place))
        earning = earning[:_EARNING_MAX]
        factors = [rule for rule in self._factors if self._matches(rule, tokens)]
        best: tuple[Fraction, tuple[Rule, ...]] = (Fraction(0), ())
        for start in range(min(len(earning), _STARTS)):
            found = self._together(earning[start:] + earning[:start], factors)
            best = max(best, found, key=lambda part: part[0])
        return best

    def _matches(self, rule: Rule, tokens: frozenset[tuple[str, str]] | None) -> bool:
        if tokens is None:
            return True
        programme = self._checking.programme
        own = None if rule.lines is None else programme.filters[rule.lines]
        return passes(own, tokens) and passes(programme.bases[rule.base].lines, tokens)

    def _together(self, earning: list[tuple[Fraction, Rule]], factors: list[Rule]) -> tuple[Fraction, tuple[Rule, ...]]:
        """Rules that can all hold together, from the first on, with the multipliers that make most of them."""
        meetings, lanes = self._checking.meetings, self._checking.programme.lanes
        chosen: list[tuple[Fraction, Rule]] = []
        for rate, rule in earning:
            crowded = any(
                other.lane == rule.lane
                and other.recipient == rule.recipient
                and (lanes[rule.lane].mode == "best" or rule.exclusive or other.exclusive)
                for _, other in chosen
            )
            if not crowded and all(meetings.can_meet(rule, other) and meetings.on_one_line(rule, other) for _, other in chosen):
                chosen.append((rate, rule))
        rules = [rule for _, rule in chosen]
        total = Fraction(0)
        parts: list[tuple[Fraction, Rule]] = []
        with_factors: tuple[Rule, ...] = ()
        if rules:
            _, with_factors = self._speeds.largest((), [f for f in factors if self._fits(f, rules)], rules[0].lane)
        for rate, rule in chosen:
            factor = self._speeds.factor(with_factors, rule.lane) if rule.recipient == "member" else Fraction(1)
            total += rate * factor
            parts.append((rate * factor, rule))
        parts.extend((self._share(rule, chosen), rule) for rule in with_factors)
        parts.sort(key=lambda part: (-part[0], part[1].place))
        return total, tuple(rule for _, rule in parts)

    def _fits(self, factor: Rule, rules: Sequence[Rule]) -> bool:
        meetings = self._checking.meetings
        return all(meetings.can_meet(factor, rule) and meetings.on_one_line(factor, rule) for rule in rules)

    @staticmethod
    def _share(factor: Rule, chosen: Sequence[tuple[Fraction, Rule]]) -> Fraction:
        target = sum((rate for rate, rule in chosen if rule.lane in factor.benefit.of), Fraction(0))
        return (factor.benefit.factor - 1) * target


def find_costs(checking: Checking, speeds: Speeds, goods: Goods) -> None:
    """`cost_below_margin`, `cost_above_margin`, `cost_worst` for the programme, `cost_above_margin_goods` for single products."""
    costs = Costs(checking, speeds, goods)
    if costs.point_minor is None:
        return
    rate, rules = costs.worst()
    if not rules:
        return
    margin = _margin(checking)
    share = rate * costs.point_minor
    values: dict[str, Any] = {
        "cost": _small_yuan(costs.point_minor),
        "points": number(_rounded(rate * _EXAMPLE_MINOR)),
        "percent": number(_rounded(share * 100)),
        "margin": "" if margin is None else number(_rounded(margin * 100)),
    }
    if margin is None and share >= 1:
        texts = (
            "最坏情况每100元积{points}分，1分成本¥{cost}，合{percent}%：送出去的比收进来的多，主要来自{0}",
            "at worst ¥100 earn {points} points at ¥{cost} each, {percent} %: more than is paid, most of it by {0}",
        )
        checking.add("cost_above_price", "error", texts, rules[0], fix=_cheaper(checking, rules[0], share, Fraction(1)), **values)
    elif margin is None:
        texts = (
            "最坏情况每100元积{points}分，1分成本¥{cost}，合{percent}%；不知道毛利，没法比",
            "at worst ¥100 earn {points} points at ¥{cost} each, {percent} %; the margin is not known",
        )
        checking.add("cost_worst", "info", texts, path="/point_value", **values)
    elif share < margin:
        texts = (
            "最坏情况1分成本¥{cost}，每100元积{points}分，合{percent}%，低于毛利{margin}%",
            "at worst a point costs ¥{cost} and ¥100 earn {points}: {percent} %, below the margin of {margin} %",
        )
        checking.add("cost_below_margin", "ok", texts, path="/point_value", **values)
    else:
        texts = (
            "最坏情况1分成本¥{cost}，每100元积{points}分，合{percent}%，高于毛利{margin}%，主要来自{0}",
            "at worst a point costs ¥{cost} and ¥100 earn {points}: {percent} %, above the margin of {margin} %, most of it by {0}",
        )
        fix = _cheaper(checking, rules[0], share, margin)
        checking.add("cost_above_margin", "error", texts, rules[0], fix=fix, **values)
    _dear_goods(checking, costs, goods)


def _small_yuan(amount_minor: Fraction) -> str:
    """Fractions of a fen in yuan, four decimals."""
    scaled = round_to_step(amount_minor * 100, "half_up")
    return f"{scaled // 10_000}.{scaled % 10_000:04d}"


def _rounded(value: Fraction) -> Fraction:
    return Fraction(round_to_step(value * 10, "half_up"), 10)


def _margin(checking: Checking) -> Fraction | None:
    """The shop's margin; where it is not given, that of the products whose cost is known."""
    if checking.facts.margin is not None:
        return checking.facts.margin
    known = [product for product in checking.facts.products or () if product.margin_minor is not None and product.price_minor > 0]
    if not known:
        return None
    return Fraction(sum(product.margin_minor or 0 for product in known), sum(product.price_minor for product in known))


def _cheaper(checking: Checking, rule: Rule, share: Fraction, margin: Fraction) -> Fix:
    """A lower rate of the dearest rule at which the whole stays below the margin; switched off where none does."""
    for fix in _lower_rates(rule, share / margin) if margin > 0 else ():
        try:
            document = fix.apply(checking.document)
        except EditRefused:
            continue
        tried = Checking(document, compile_programme(document), checking.facts, checking.today, checking.names)
        tried.dead = checking.dead
        costs = Costs(tried, Speeds(tried), Goods(tried.programme, tried.facts))
        if costs.point_minor is not None and costs.worst()[0] * costs.point_minor < margin:
            return fix
    return switch_off(rule)


def _lower_rates(rule: Rule, excess: Fraction) -> Iterator[Fix]:
    """Smaller and smaller rates of a rule, starting with what the excess over the margin asks for."""
    benefit = rule.benefit
    for step in (Fraction(1), Fraction(3, 2), Fraction(3), Fraction(6)):
        if benefit.kind == "per_amount":
            every = round_to_step(benefit.every_minor * excess * step, "ceil", 100)
            text = yuan(every).removesuffix(".00")
            label = (f"改为每{text}元积{benefit.points}分", f"Give {benefit.points} per ¥{text}")
            yield Fix(zh=label[0], en=label[1], act="set_rule", args=(rule.code, "benefit/every_minor", every))
        elif benefit.kind == "percent_back":
            percent = Fraction(round_to_step(benefit.percent * 10 / (excess * step), "floor"), 10)
            label = (f"降到返{number(percent)}%", f"Give {number(percent)} % back")
            yield Fix(zh=label[0], en=label[1], act="set_rule", args=(rule.code, "benefit/percent", format_exact(percent)))
        elif benefit.kind == "multiply":
            factor = 1 + Fraction(round_to_step((benefit.factor - 1) * 10 / (excess * step), "floor"), 10)
            label = (f"降到{number(factor)}倍", f"Only {number(factor)} times")
            yield Fix(zh=label[0], en=label[1], act="set_rule", args=(rule.code, "benefit/factor", format_exact(factor)))


def _dear_goods(checking: Checking, costs: Costs, goods: Goods) -> None:
    """Products whose own margin is below what their points cost at worst."""
    assert costs.point_minor is not None
    by_tokens: dict[tuple[frozenset[int], int | None], tuple[Fraction, tuple[Rule, ...]]] = {}
    dear: list[ProductFact] = []
    for product, tokens in goods.products:
        if product.margin_minor is None or product.price_minor <= 0:
            continue
        matching = frozenset(rule.place for rule in checking.living if rule.sale and costs._matches(rule, tokens))
        by_item = any(checking.programme.rules[place].benefit.kind == "per_item" for place in matching)
        key = (matching, product.price_minor if by_item else None)
        if key not in by_tokens:
            by_tokens[key] = costs.worst(product)
        rate, _ = by_tokens[key]
        if rate > 0 and rate * costs.point_minor * product.price_minor >= product.margin_minor:
            dear.append(product)
    if not dear:
        return
    dear.sort(key=lambda product: (product.margin_minor or 0, product.id))
    shown = "、".join(product.name for product in dear[:3])
    texts = (
        "{count}种商品的积分成本可能高于毛利：{goods}" + ("…" if len(dear) > 3 else ""),
        "{count} products may cost more in points than they earn: {goods}" + (" …" if len(dear) > 3 else ""),
    )
    lines = dict((checking.document.get("base") or {}).get("lines") or {})
    lines["exclude_products"] = sorted({*(lines.get("exclude_products") or ()), *(product.id for product in dear)})[:1000]
    fix = Fix(zh="这些商品不积分", en="These products earn nothing", act="set", args=("/base/lines", lines))
    checking.add("cost_above_margin_goods", "warn", texts, path="/base/lines", fix=fix, count=len(dear), goods=shown)


# Caps that are missing


def _capped(checking: Checking, rule: Rule, per: Sequence[str], who: Sequence[str] = ("member",)) -> bool:
    for number_ in rule.caps:
        cap = checking.programme.caps[number_]
        if cap.per in per and cap.who in who and (cap.times or rule.benefit.kind != "voucher"):
            return True
    return False


def _need(rule: Rule) -> tuple[str, tuple[str, ...], int, str, str] | None:
    """What kind of cap a rule needs: (code, periods that will do, limit to offer, its period, its unit)."""
    if rule.recipient != "member":
        points = rule.benefit.points if rule.benefit.kind in ("fixed", "per_item") else 80
        unit = "times" if rule.benefit.kind == "voucher" else "points"
        return "no_cap_referral", _EVERY, 5 if unit == "times" else 5 * points, "year", unit
    if rule.trigger == "check_in":
        return "no_cap_check_in", ("day",), 1, "day", "times"
    if rule.activity is not None:
        return "no_cap_activity", _EVERY, 4, "month", "times"
    if rule.trigger == "birthday":
        return "no_cap_birthday", ("year", "lifetime"), 1, "year", "times"
    if rule.trigger in ("enrolment", "profile_completed"):
        return "no_cap_once", ("lifetime",), 1, "lifetime", "times"
    return None


_MISSING = {
    "no_cap_referral": ("{0}没有上限：推荐可以一直刷", "{0} has no cap: referrals can go on for ever"),
    "no_cap_check_in": ("{0}没有每天的上限：一天可以签到很多次", "{0} has no daily cap: one can check in many times a day"),
    "no_cap_activity": ("{0}没有次数上限", "{0} has no cap on how often"),
    "no_cap_birthday": ("{0}没有一年一次的上限：改生日可以再领", "{0} has no yearly cap: a changed birthday pays again"),
    "no_cap_once": ("{0}没有“一人一次”的上限", "{0} is not capped at once per person"),
}
_PERIODS = {"day": ("每天", "a day"), "month": ("每月", "a month"), "year": ("每年", "a year"), "lifetime": ("累计", "in all")}


def _add_cap(rule: Rule, limit: int, per: str, who: str, unit: str) -> Fix:
    """The fix that adds a cap."""
    zh_per, en_per = _PERIODS[per]
    zh_unit, en_unit = ("次", "time" if limit == 1 else "times") if unit == "times" else ("分", "points")
    zh_who, en_who = ("每人", "per member") if who == "member" else ("活动", "for the campaign")
    zh, en = f"加上{zh_who}{zh_per}上限 {limit} {zh_unit}", f"Cap at {limit} {en_unit} {en_per} {en_who}"
    return Fix(zh=zh, en=en, act="cap", args=(rule.code, limit, per, who, unit))


def find_missing_caps(checking: Checking) -> None:
    """`no_cap_…` per behaviour (FRAUD-01 to 03), `no_budget` for campaigns, `splitting`, `rounds_up`; `caps_set` where all have theirs."""
    needed = missing = 0
    for rule in checking.living:
        need = _need(rule)
        if need is not None:
            needed += 1
            code, periods, limit, per, unit = need
            if not _capped(checking, rule, periods):
                missing += 1
                checking.add(code, "warn", _MISSING[code], rule, fix=_add_cap(rule, limit, per, "member", unit))
        _campaign_budget(checking, rule)
        _splitting(checking, rule)
    if needed and not missing:
        texts = ("签到、活动、推荐和注册都有上限", "Check-ins, activities, referrals and enrolments are all capped")
        checking.add("caps_set", "ok", texts, path="/caps")


def _campaign_budget(checking: Checking, rule: Rule) -> None:
    if rule.when.dates is None or rule.when.dates[1] is None or rule.benefit.kind == "voucher":
        return
    if _capped(checking, rule, _EVERY, ("all",)):
        return
    texts = ("{0}有期限，没有总预算", "{0} runs for a time without a budget")
    checking.add("no_budget", "warn", texts, rule, fix=_add_cap(rule, _BUDGET_POINTS, "lifetime", "all", "points"))


def _splitting(checking: Checking, rule: Rule) -> None:
    """Bills that are worth more when they are split."""
    benefit, when = rule.benefit, rule.when
    free = not when.min_amount_minor and not when.min_qty and when.codes is None
    if rule.trigger == "sale" and benefit.kind in ("fixed", "voucher") and free and not _capped(checking, rule, _EVERY):
        texts = ("{0}：每单都给，拆成几单就能多拿", "{0} pays for every sale: splitting the bill pays more")
        checking.add("splitting", "warn", texts, rule, fix=_add_cap(rule, 1, "day", "member", "times"))
    combined = checking.programme.lanes[rule.lane].combined
    if rule.sale and rule.rounding == "ceil" and benefit.kind not in ("fixed", "voucher") and not combined:
        texts = ("{0}向上取整：拆成几单就能多拿", "{0} rounds up: splitting the bill pays more")
        fix = Fix(zh="零头留到下次", en="Keep the remainder", act="set_rule", args=(rule.code, "rounding", "carry"))
        checking.add("rounds_up", "warn", texts, rule, fix=fix)

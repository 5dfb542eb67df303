"""The checker's first part: rules that can never fire, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.programme.checker_goods import Goods
from app.domain.programme.compiled import LineFilter, Rule
from app.domain.programme.dates import add_days
from app.domain.programme.document import pointer
from app.domain.programme.findings import Checking, Fix, switch_off
from app.domain.programme.meeting import DAYS_SEARCHED, always_with, nothing_passes
from app.domain.programme.phrases import codes_text

_KNOWN = ("stores", "tills", "channels", "groups", "card_types", "card_batches", "tenders")
_WORDS = {
    "stores": ("门店", "store"),
    "tills": ("收银机", "till"),
    "channels": ("渠道", "channel"),
    "groups": ("会员分组", "member group"),
    "card_types": ("卡种", "card type"),
    "card_batches": ("卡批次", "card batch"),
    "tenders": ("支付方式", "tender"),
}


def find_never_firing(checking: Checking, goods: Goods) -> None:
    """Findings `rule_off` and `never_…` for every rule that cannot fire from today on; their places go to `checking.dead`."""
    looks: tuple[Callable[[Checking, Goods, Rule], bool], ...] = (
        _over,
        _no_day,
        _unknown_places,
        _no_goods,
        _contradiction,
        _cap_zero,
        _past_validity,
    )
    for rule in checking.programme.rules:
        if not rule.active:
            on = Fix(zh="启用", en="Switch it on", act="set_rule", args=(rule.code, "active", True))
            checking.add("rule_off", "info", ("{0}停用中", "{0} is switched off"), rule, fix=on)
        elif any(look(checking, goods, rule) for look in looks):
            checking.dead.add(rule.place)
    found = -1
    while found != len(checking.dead):  # a rule that is found dead feeds no other
        found = len(checking.dead)
        for rule in checking.living:
            if _nothing_to_multiply(checking, rule) or _shadowed(checking, rule):
                checking.dead.add(rule.place)
    for rule in checking.living:
        if not rule.sale and rule.trigger != "top_up" and rule.activity is None:
            _no_amount(checking, rule)


def _over(checking: Checking, _: Goods, rule: Rule) -> bool:
    calendar = checking.meetings.calendar(rule)
    if not (rule.when.dates and rule.when.dates[1] and rule.when.dates[1] < checking.today):
        return False
    texts = ("{0}到{last}就结束了，不会再用到", "{0} ended on {last} and will not be used again")
    checking.add("never_over", "warn", texts, rule, fix=switch_off(rule), last=calendar.last)
    return True


def _no_day(checking: Checking, _: Goods, rule: Rule) -> bool:
    if not checking.meetings.calendar(rule).never:
        return False
    texts = ("{0}的日期里没有符合条件的一天", "{0}: no day between its dates fits its other conditions")
    checking.add("never_no_day", "error", texts, rule, fix=switch_off(rule))
    return True


def _unknown_places(checking: Checking, _: Goods, rule: Rule) -> bool:
    for name in _KNOWN:
        wanted, known = getattr(rule.when, name), getattr(checking.facts, name)
        if wanted is None or known is None or wanted <= known:
            continue
        missing = sorted(wanted - known)
        zh, en = _WORDS[name]
        shown = {"missing": codes_text(missing, "zh", checking.names)}
        path = pointer("rules", rule.place, "when", name)
        if wanted & known:
            texts = (f"{{0}}提到没有的{zh}：{{missing}}", f"{{0}} names a {en} that is not there: {{missing}}")
            left = sorted(wanted & known)
            fix = Fix(zh=f"去掉没有的{zh}", en=f"Leave that {en} out", act="set_rule", args=(rule.code, f"when/{name}", left))
            checking.add(f"unknown_{name}", "warn", texts, rule, path=path, fix=fix, **shown)
            continue
        texts = (f"{{0}}不会用到：没有这样的{zh}（{{missing}}）", f"{{0}} never holds: there is no such {en} ({{missing}})")
        checking.add(f"never_{name}", "error", texts, rule, path=path, fix=switch_off(rule), **shown)
        return True
    return False


def _no_goods(checking: Checking, goods: Goods, rule: Rule) -> bool:
    if not rule.sale:
        return False
    programme = checking.programme
    own = None if rule.lines is None else programme.filters[rule.lines]
    base = programme.bases[rule.base].lines
    path = pointer("rules", rule.place, "lines")
    if own is not None and own.include is not None and not own.include:
        texts = ("{0}还没有选商品，不会用到", "{0}: no goods are chosen yet, so it never holds")
        checking.add("never_no_goods", "error", texts, rule, path=path, fix=switch_off(rule))
        return True
    if (own is not None and nothing_passes(own)) or (base is not None and nothing_passes(base)) or _all_excluded(own, base):
        texts = ("{0}的商品都被排除了，不会用到", "{0}: all of its goods are left out, so it never holds")
        checking.add("never_excluded_goods", "error", texts, rule, path=path, fix=switch_off(rule))
        return True
    if goods.known and not goods.passing(rule):
        texts = ("{0}不会用到：店里没有这样的商品", "{0} never holds: the shop has no such goods")
        checking.add("never_unknown_goods", "error", texts, rule, path=path, fix=switch_off(rule))
        return True
    missing = goods.unknown(own) if own is not None else ()
    if missing:
        texts = ("{0}提到店里没有的商品或类别：{missing}", "{0} names goods or categories the shop does not have: {missing}")
        left = _without(checking, rule, frozenset(missing))
        fix = Fix(zh="去掉店里没有的", en="Leave them out", act="set_rule", args=(rule.code, "lines", left))
        checking.add("unknown_goods", "warn", texts, rule, path=path, fix=fix, missing=codes_text(missing, "zh", checking.names))
    return False


def _all_excluded(own: LineFilter | None, base: LineFilter | None) -> bool:
    """Whether what one of the two lets pass is what the other leaves out."""
    if own is None or base is None:
        return False
    return any(some.include is not None and some.include <= other.exclude for some, other in ((own, base), (base, own)))


def _without(checking: Checking, rule: Rule, missing: frozenset[str]) -> dict[str, list[str]]:
    lines = checking.document["rules"][rule.place]["lines"]
    kept = {field: [ref for ref in refs if ref not in missing] for field, refs in lines.items() if refs is not None}
    return {field: refs for field, refs in kept.items() if refs or not lines[field]}


def _contradiction(checking: Checking, _: Goods, rule: Rule) -> bool:
    when, benefit = rule.when, rule.benefit
    if rule.recipient == "referrer" and when.referred is False:
        texts = ("{0}奖励推荐人，却只给没有推荐人的会员", "{0} pays the referrer but asks that there is none")
        fix = Fix(zh="去掉“没有推荐人”", en='Take "nobody referred" out', act="set_rule", args=(rule.code, "when/referred", None))
        checking.add("never_referred", "error", texts, rule, fix=fix)
        return True
    if benefit.kind == "multiply" and not benefit.of:
        texts = ("{0}没有选乘哪一组的积分", "{0} names no lane whose points it multiplies")
        fix = Fix(zh="乘基础积分", en="Multiply the base points", act="set_rule", args=(rule.code, "benefit/of", None))
        checking.add("never_no_lane", "error", texts, rule, fix=fix)
        return True
    return False


def _cap_zero(checking: Checking, _: Goods, rule: Rule) -> bool:
    for number in rule.caps:
        cap = checking.programme.caps[number]
        if cap.limit <= 0 and (cap.times or rule.benefit.kind != "voucher"):
            texts = ("{0}的上限是0，永远积不到", "{0} is capped at 0 and never gives anything")
            fix = Fix(zh="去掉这个上限", en="Take this cap away", act="remove_cap", args=(cap.code,))
            checking.add("never_cap_zero", "error", texts, rule, path=pointer("caps", number), fix=fix, about=cap.code)
            return True
    return False


def _first_days(checking: Checking, rule: Rule) -> Iterator[str]:
    """The days on which the life of the points is tried: the first one possible, and around ends of months for lives counted in months."""
    first = checking.meetings.calendar(rule).first
    for count in range(DAYS_SEARCHED if rule.validity.kind in ("months", "inactivity", "year_end") else 1):
        day = add_days(first, count)
        if count and day > checking.meetings.calendar(rule).last:
            return
        yield day


def _past_validity(checking: Checking, _: Goods, rule: Rule) -> bool:
    if rule.benefit.kind == "voucher" or rule.validity.kind == "permanent":
        return False
    for day in _first_days(checking, rule):
        last = rule.validity.last_day(day)
        if last is None or last >= add_days(day, rule.pending_days):
            return False
    texts = ("{0}的积分还没到账就过期了，永远积不到", "{0}: its points lapse before they can be used, so it never gives any")
    checking.add("never_validity", "error", texts, rule, fix=_longer(checking, rule))
    return True


def _longer(checking: Checking, rule: Rule) -> Fix:
    day = checking.meetings.calendar(rule).first
    last = rule.validity.last_day(day)
    if last is not None and last >= day:
        return Fix(zh="马上可用", en="Usable at once", act="set_rule", args=(rule.code, "pending_days", 0))
    months = 12 + rule.pending_days // 28
    life = {"kind": "months", "n": months}
    return Fix(zh=f"有效期改为{months}个月", en=f"Valid for {months} months", act="set_rule", args=(rule.code, "validity", life))


def _no_amount(checking: Checking, rule: Rule) -> None:
    """Events that come without money at the till: what is counted by the yuan is nothing there."""
    by_amount = rule.benefit.kind in ("per_amount", "percent_back")
    if not by_amount and rule.when.min_amount_minor == 0 and rule.when.min_qty <= 1:
        return
    texts = ("{0}：这件事没有金额，按金额或件数算积不到", "{0}: this event comes without an amount, so nothing is counted")
    label = ("改为送10分", "Give 10 points instead") if by_amount else ("去掉“满多少”", "Take the minimum away")
    fix = Fix(zh=label[0], en=label[1], act="count_nothing", args=(rule.code, 10))
    checking.add("no_amount", "warn", texts, rule, fix=fix)


# Rules beside it


def _feeds(checking: Checking, rule: Rule, feeder: Rule) -> bool:
    """Whether a multiplier may see points of `feeder`."""
    if feeder.lane not in rule.benefit.of or feeder.recipient != "member" or feeder.benefit.kind == "voucher":
        return False
    if not checking.meetings.can_meet(rule, feeder):
        return False
    if rule.lines is None:
        return True
    return feeder.benefit.kind != "fixed" and checking.meetings.on_one_line(rule, feeder)


def _nothing_to_multiply(checking: Checking, rule: Rule) -> bool:
    if rule.benefit.kind != "multiply" or any(_feeds(checking, rule, feeder) for feeder in checking.living if feeder is not rule):
        return False
    texts = ("{0}没有可以乘的积分：所乘的组里没有同时符合的规则", "{0} has nothing to multiply: no rule of its lanes can hold with it")
    checking.add("never_no_points", "error", texts, rule, fix=switch_off(rule))
    return True


def _shadowed(checking: Checking, rule: Rule) -> bool:
    for other in checking.living:
        if other is rule or other.recipient != rule.recipient or not always_with(rule, other):
            continue
        how = _takes_over(checking, rule, other)
        if how is not None:
            code, texts, fix = how
            checking.add(code, "error", texts, rule, other, fix=fix)
            return True
    return False


def _takes_over(checking: Checking, rule: Rule, other: Rule) -> tuple[str, tuple[str, str], Fix] | None:
    """How `other`, which is always there when `rule` is, keeps it from firing."""
    if other.lane == rule.lane:
        if other.exclusive and (not rule.exclusive or other.place < rule.place):
            texts = ("{0}永远轮不到：{1}不与其他规则同享", "{0} never gets its turn: {1} excludes others")
            share = Fix(zh="让另一条可以同享", en="Let the other one be shared", act="set_rule", args=(other.code, "exclusive", False))
            return "never_excluded", texts, share
        best = checking.programme.lanes[rule.lane].mode == "best"
        if best and not rule.exclusive and other.place < rule.place and _at_least(other, rule):
            texts = ("{0}永远轮不到：{1}总是不比它少", "{0} never gets its turn: {1} always gives as much or more")
            return "never_best", texts, switch_off(rule)
    elif other.lane < rule.lane and other.stop and _surely_fires(checking, other):
        texts = ("{0}永远轮不到：用了{1}就不再往下算", "{0} never gets its turn: {1} ends the calculation")
        go_on = Fix(zh="让另一条不截断", en="Let the other one go on", act="set_rule", args=(other.code, "stop", False))
        return "never_stopped", texts, go_on
    return None


def _surely_fires(checking: Checking, rule: Rule) -> bool:
    """Whether a candidate stays in its lane whatever the others do."""
    lane = checking.programme.lanes[rule.lane]
    own = [other for other in lane.rules if other.active and other.recipient == rule.recipient]
    exclusive = [other for other in own if other.exclusive]
    if exclusive:
        return exclusive[0] is rule
    return lane.mode != "best" or len(own) == 1


def _at_least(other: Rule, rule: Rule) -> bool:
    """Whether `other` never gives fewer points than `rule` for the same event."""
    mine, theirs = rule.benefit, other.benefit
    if mine.kind != theirs.kind or mine.kind == "voucher":
        return False
    if mine.kind == "fixed":
        return theirs.points >= mine.points
    if rule.rounding != other.rounding or rule.rounding == "carry":
        return False
    if mine.kind == "multiply":
        return theirs.factor >= mine.factor
    if mine.kind == "percent_back":
        return theirs.percent >= mine.percent
    every = (mine.every_minor, mine.every_qty) == (theirs.every_minor, theirs.every_qty)
    return every and mine.whole_steps == theirs.whole_steps and theirs.points >= mine.points

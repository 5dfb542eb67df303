"""The checker's second part: rules that hold on the same basket at the same time, how their lanes settle it, and what counts twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from app.domain.programme.compiled import Rule
from app.domain.programme.findings import Checking, Fix
from app.domain.programme.phrases import number

PAIRS_SHOWN = 40
"""Pairs told one by one; of more it is only said how many."""
_MIXED_MAX = 8
"""Multipliers of which every combination is tried; of more, the largest ones' company is looked for."""
_COMPANY_MAX = 60
_HOW = {
    "stack": ("已按“相加”处理", "added up"),
    "add_factors": ("已按“相加”处理", "added up"),
    "multiply": ("已按“相乘”处理", "multiplied"),
    "best": ("只取最高的一条", "only the best counts"),
    "lanes": ("不在同一组，会相加", "added up, as they stand in different lanes"),
    "compound": ("后一条会乘前一条的积分", "the second multiplies the first"),
}


class Speeds:
    """How many times the base points a set of multipliers makes of them, under the programme's lanes."""

    def __init__(self, checking: Checking) -> None:
        self._lanes = checking.programme.lanes
        self._can_meet = checking.meetings.can_meet

    def factor(self, rules: Sequence[Rule], base_lane: int) -> Fraction:
        """The factor on points of `base_lane` when exactly these multipliers hold."""
        cells = {base_lane: Fraction(1)}
        for place, lane in enumerate(self._lanes):
            own = [rule for rule in rules if rule.lane == place]
            if not own:
                continue
            exclusive = [rule for rule in own if rule.exclusive]
            gains = [(rule.benefit.factor - 1) * sum(cells.get(lane_of, Fraction(0)) for lane_of in rule.benefit.of) for rule in own]
            if exclusive:
                gain = gains[own.index(exclusive[0])]
            elif lane.mode == "best":
                gain = max(gains)
            elif lane.mode == "multiply":
                gain = self._multiplied(own, cells)
            else:
                gain = sum(gains, Fraction(0))
            cells[place] = cells.get(place, Fraction(0)) + gain
        return sum(cells.values(), Fraction(0))

    @staticmethod
    def _multiplied(own: Sequence[Rule], cells: dict[int, Fraction]) -> Fraction:
        gain = Fraction(0)
        for lane, points in cells.items():
            product = points
            for rule in own:
                if lane in rule.benefit.of:
                    gain += (rule.benefit.factor - 1) * product
                    product *= rule.benefit.factor
        return gain

    def largest(self, always: Sequence[Rule], others: Sequence[Rule], base_lane: int) -> tuple[Fraction, tuple[Rule, ...]]:
        """The largest factor with `always` and any of `others` that can all hold together, and which ones they are."""
        possible = [rule for rule in others if rule not in always and all(self._can_meet(rule, one) for one in always)]
        best = (self.factor(always, base_lane), tuple(always))
        if len(possible) <= _MIXED_MAX:
            return self._try_all(list(always), possible, base_lane, best)
        possible.sort(key=lambda rule: -rule.benefit.factor)
        for start in range(_MIXED_MAX):
            chosen = list(always)
            for rule in possible[start:_COMPANY_MAX]:
                if all(self._can_meet(rule, one) for one in chosen):
                    chosen.append(rule)
            best = max(best, (self.factor(chosen, base_lane), tuple(chosen)), key=lambda found: found[0])
        return best

    def _try_all(
        self, chosen: list[Rule], left: list[Rule], base_lane: int, best: tuple[Fraction, tuple[Rule, ...]]
    ) -> tuple[Fraction, tuple[Rule, ...]]:
        for place, rule in enumerate(left):
            if all(self._can_meet(rule, one) for one in chosen):
                grown = [*chosen, rule]
                factor = self.factor(grown, base_lane)
                if factor > best[0]:
                    best = (factor, tuple(grown))
                best = self._try_all(grown, left[place + 1 :], base_lane, best)
        return best


def multipliers(checking: Checking) -> list[Rule]:
    """Multipliers of sales that can fire and give anything."""
    return [rule for rule in checking.living if rule.benefit.kind == "multiply" and rule.sale and rule.benefit.factor > 1]


def find_overlaps(checking: Checking, speeds: Speeds) -> None:
    """`overlap`, `overlap_best`, `birthday_twice` for pairs of multipliers; `double_counting`, `double_base` for what counts twice."""
    factors = multipliers(checking)
    strongest: dict[object, tuple[Fraction, Rule, Rule, str]] = {}
    tiers: dict[object, set[str]] = {}
    for place, one in enumerate(factors):
        for other in factors[place + 1 :]:
            if not checking.meetings.can_meet(one, other) or not checking.meetings.on_one_line(one, other):
                continue
            first, second = (one, other) if one.lane <= other.lane else (other, one)
            how = _how(checking, first, second)
            if how is not None:
                factor = speeds.factor((first, second), first.benefit.of[0])
                key = (_family(first), _family(second), how)
                tiers.setdefault(key, set()).update(first.when.tiers or (), second.when.tiers or ())
                if key not in strongest or factor > strongest[key][0]:
                    strongest[key] = (factor, first, second, how)
    for family, (_, first, second, how) in list(strongest.items())[:PAIRS_SHOWN]:
        largest, _ = speeds.largest((first, second), factors, first.benefit.of[0])
        _say_overlap(checking, first, second, how, largest, _people(checking, tiers[family], first, second))
    if len(strongest) > PAIRS_SHOWN:
        texts = ("还有{more}对倍数可能同时符合", "{more} more pairs of multipliers can hold at the same time")
        checking.add("more_overlaps", "info", texts, path="/rules", more=len(strongest) - PAIRS_SHOWN)
    _same_bonus(checking)


def _family(rule: Rule) -> object:
    """Rules that differ in nothing but their tier and factor are one to the reader: the strongest speaks for all."""
    if rule.when.tiers is None:
        return rule.place
    when = replace(rule.when, tiers=frozenset())
    return rule.lane, rule.benefit.of, rule.lines, rule.base, when, rule.exclusive, rule.stop, rule.caps


def _how(checking: Checking, first: Rule, second: Rule) -> str | None:
    """How two multipliers come together; None where they never touch the same points."""
    if first.lane in second.benefit.of and first.lane != second.lane:
        return "compound"
    if set(first.benefit.of).isdisjoint(second.benefit.of):
        return None
    if first.lane == second.lane:
        if first.exclusive or second.exclusive:
            return "best"
        return checking.programme.lanes[first.lane].mode
    return "lanes"


def _people(checking: Checking, tiers: Collection[str], *rules: Rule) -> int | None:
    """How many members both are for, at most; None where the shop does not know."""
    facts, counts = checking.facts, []
    if tiers and facts.members_by_tier is not None:
        counts.append(sum(facts.members_by_tier.get(code, 0) for code in tiers))
    for rule in rules:
        if rule.when.groups is not None and facts.members_by_group is not None:
            counts.append(sum(facts.members_by_group.get(code, 0) for code in rule.when.groups))
        if rule.when.birthday is not None and facts.birthdays_by_month is not None:
            months = {day.month for day in checking.meetings.calendar(rule).days}
            counts.append(max((count for month, count in facts.birthdays_by_month.items() if month in months), default=0))
    return min(counts) if counts else None


def _people_text(people: int | None) -> tuple[str, str]:
    if people is None:
        return "", ""
    if people == 0:
        return "现在还没有这样的会员，", "no such member yet, "
    return f"{people}人，", f"{people} {'member' if people == 1 else 'members'}, "


def _say_overlap(checking: Checking, first: Rule, second: Rule, how: str, largest: Fraction, people: int | None) -> None:
    zh_people, en_people = _people_text(people)
    values: dict[str, Any] = {"factor": number(largest), "people": people, "how": how}
    zh_how, en_how = _HOW[how]
    if how == "best":
        texts = (
            f"{{0}}与{{1}}可能同时符合：{zh_people}{zh_how}",
            f"{{0}} and {{1}} can hold together: {en_people}{en_how}",
        )
        checking.add("overlap_best", "info", texts, first, second, **values)
        return
    texts = (
        f"{{0}}与{{1}}可能叠加：{zh_people}最多{{factor}}倍，{zh_how}",
        f"{{0}} and {{1}} can come together: {en_people}up to {{factor}} times, {en_how}",
    )
    fix = Fix(zh="同时符合时只取较高的一条", en="Only the higher one counts", act="keep_best", args=(first.code, second.code))
    if how == "compound":
        fix = _apart(checking, first, second) or fix
        checking.add("double_counting", "warn", texts, first, second, fix=fix, **values)
    elif {first.when.birthday, second.when.birthday} == {"day", "month"}:
        texts = (
            f"生日当天{{0}}与{{1}}两条都算：{zh_people}最多{{factor}}倍",
            f"on the birthday both {{0}} and {{1}} count: {en_people}up to {{factor}} times",
        )
        checking.add("birthday_twice", "warn", texts, first, second, fix=fix, **values)
    else:
        checking.add("overlap", "warn", texts, first, second, fix=fix, **values)


def _apart(checking: Checking, first: Rule, second: Rule) -> Fix | None:
    """The second multiplies everything but the first's lane; None where nothing would be left."""
    lanes = checking.programme.lanes
    left = [lanes[place].code for place in second.benefit.of if place != first.lane]
    if not left:
        return None
    return Fix(zh="不再乘那一组的积分", en="Stop multiplying that lane", act="set_rule", args=(second.code, "benefit/of", left))


def _same_bonus(checking: Checking) -> None:
    """Two rules that pay the same for the same thing at the same time."""
    by_bonus: dict[object, list[Rule]] = {}
    for rule in checking.living:
        if rule.benefit.kind not in ("multiply", "voucher"):
            goods = rule.lines if rule.sale else None
            by_bonus.setdefault((rule.benefit, rule.recipient, goods), []).append(rule)
    for rules in by_bonus.values():
        for place, one in enumerate(rules):
            for other in rules[place + 1 :]:
                if _counts_twice(checking, one, other):
                    off = Fix(zh=f"停用“{other.name}”", en="Switch the second one off", act="switch_off", args=(other.code,))
                    texts = ("{0}与{1}给的一样，同时符合时会算两遍", "{0} and {1} give the same: it counts twice when both hold")
                    checking.add("double_bonus", "warn", texts, one, other, fix=off)
                    break


def _counts_twice(checking: Checking, one: Rule, other: Rule) -> bool:
    if not checking.meetings.can_meet(one, other):
        return False
    if one.lane != other.lane:
        return True
    return checking.programme.lanes[one.lane].mode == "stack" and not one.exclusive and not other.exclusive

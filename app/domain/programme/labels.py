"""The short name of a rule, for slips, tags and lists: the shop's own in Chinese; in English, where the shop gave only a Chinese one,
a few words made from what the rule says.
"""

from __future__ import annotations

from app.domain.programme.compiled import Benefit, CompiledProgramme, Nth, Rule
from app.domain.programme.phrases import Lang, number, short_yuan

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHOWN_MAX = 2
"""Categories or products named in a label; the sentence names them all."""


def rule_label(rule: Rule, programme: CompiledProgramme, lang: Lang) -> str:
    """基础积分, in English "1 pt per ¥1"; 周六乳品双倍, "Sat dairy ×2"."""
    if lang == "zh" or rule.name.isascii():
        return rule.name
    words = [*_when(rule), *_what(rule, programme)]
    label = " ".join([*words, *_benefit(rule.benefit, named=bool(words))])
    return label[:1].upper() + label[1:]


def _when(rule: Rule) -> list[str]:
    when = rule.when
    words: list[str] = []
    if when.weekdays is not None:
        words.append("/".join(_DAYS[day - 1] for day in sorted(when.weekdays)))
    if when.month_days is not None:
        words.append("on day " + "/".join("last" if day < 0 else str(day) for day in sorted(when.month_days)))
    if when.times is not None:
        words.append("/".join(f"{start}-{end}" for start, end in when.times))
    if when.tiers is not None:
        words.append("/".join(sorted(when.tiers)))
    if when.birthday is not None:
        words.append("birthday" if when.birthday == "day" else "birthday month")
    if not rule.sale:
        words.append((rule.activity or rule.trigger).replace("_", " "))
    elif rule.trigger == "first_sale":
        words.append("first sale")
    if when.nth is not None:
        words.append(_nth(when.nth))
    return words


def _nth(nth: Nth) -> str:
    count = nth.at or nth.every or 1
    if nth.of == "streak":
        return f"{count} in a row"
    return f"{'every ' if nth.at is None else ''}{_ordinal(count)} sale"


def _ordinal(number_of: int) -> str:
    ending = "th" if number_of % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number_of % 10, "th")
    return f"{number_of}{ending}"


def _what(rule: Rule, programme: CompiledProgramme) -> list[str]:
    words: list[str] = []
    included = sorted(ref for _, ref in programme.filters[rule.lines].include or ()) if rule.lines is not None else []
    if included:
        words.append(", ".join(ref.replace("_", " ") for ref in included[:_SHOWN_MAX]))
    if rule.when.min_amount_minor:
        words.append(f"from ¥{short_yuan(rule.when.min_amount_minor)}")
    return words


def _benefit(benefit: Benefit, *, named: bool) -> tuple[str, ...]:
    """What it gives. Fixed points stand beside the name wherever it is shown; in it they would be said twice."""
    unit = "pt" if benefit.points == 1 else "pts"
    if benefit.kind == "per_amount":
        return (f"{benefit.points} {unit} per ¥{short_yuan(benefit.every_minor)}",)
    if benefit.kind == "per_item":
        return (f"+{benefit.points} per {'item' if benefit.every_qty == 1 else f'{benefit.every_qty} items'}",)
    if benefit.kind == "percent_back":
        return (f"{number(benefit.percent)} % back",)
    if benefit.kind == "multiply":
        return (f"×{number(benefit.factor)}",)
    if benefit.kind == "voucher":
        return ("voucher",)
    return () if named else ("bonus",)

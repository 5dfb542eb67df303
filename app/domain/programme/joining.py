"""The programme for somebody who joins, in plain words: how points are earned, what each tier earns more (TIER-09), what points are worth,
from when and how long they are good (EXP-07). Used on the enrolment sheet, on its slip, and in the words that are agreed to.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme, Validity
from app.domain.programme.phrases import Lang, listed, number, pick
from app.domain.programme.sentences import programme_terms, rule_sentence


def joining_terms(programme: CompiledProgramme, lang: Lang) -> tuple[str, ...]:
    """A few lines, the life of points among them in a sentence of its own."""
    rates = tier_rates(programme, lang)
    return (*programme_terms(programme, lang), _life(programme.validity, lang), *_pending(programme.pending_days, lang), *rates)


def tier_rates(programme: CompiledProgramme, lang: Lang) -> tuple[str, ...]:
    """What the tiers earn by rules of their own on a sale: those that ask for nothing else together in one line, the others one by one."""
    if programme.tiers is None:
        return ()
    names = {level.code: tier_name(level.code, level.name, lang) for level in programme.tiers.levels}
    plain: list[str] = []
    others: list[str] = []
    forever = Validity(kind="permanent")
    bare = replace(programme, validity=forever, pending_days=0)
    for rule in programme.rules:
        if not rule.active or rule.trigger != "sale" or rule.recipient != "member" or rule.when.tiers is None:
            continue
        if rule.when.present == ("tiers",) and rule.lines is None and rule.benefit.kind == "multiply":
            who = listed([name for code, name in names.items() if code in rule.when.tiers], lang)
            plain.append(pick(lang, f"{who}{number(rule.benefit.factor)}倍", f"{who} ×{number(rule.benefit.factor)}"))
        else:
            others.append(rule_sentence(replace(rule, caps=(), validity=forever, pending_days=0), bare, lang))
    together = (pick(lang, "积分：", "Points: ") + pick(lang, "，", ", ").join(plain),) if plain else ()
    return (*together, *others)


def _pending(days: int, lang: Lang) -> tuple[str, ...]:
    if not days:
        return ()
    return (pick(lang, f"积分{days}天后可用。", f"Points can be used after {days} days."),)


def _life(validity: Validity, lang: Lang) -> str:
    n = validity.n
    if validity.kind == "permanent":
        return pick(lang, "积分长期有效，不会过期。", "Points do not expire.")
    if validity.kind == "inactivity":
        return pick(
            lang,
            f"有消费就一直有效；{n}个月没有消费，积分作废。",
            f"Points live as long as you come: after {n} months without a purchase they lapse.",
        )
    until = {
        "months": pick(lang, f"积分自得到起{n}个月有效", f"Points are good for {n} months from the day they are earned"),
        "days": pick(lang, f"积分自得到起{n}天有效", f"Points are good for {n} days from the day they are earned"),
        "date": pick(lang, f"积分有效到{validity.date}", f"Points are good until {validity.date}"),
        "year_end": _year_end(validity.plus_years, lang),
    }[validity.kind]
    if validity.kind == "months" and validity.month_end:
        until += pick(lang, "，到那个月的最后一天", ", to the end of that month")
    return until + pick(lang, "，过期没用的作废。", "; what is not used by then lapses.")


def _year_end(plus_years: int, lang: Lang) -> str:
    zh = ("积分有效到得到当年的12月31日", "积分有效到得到次年的12月31日")
    en = ("Points are good until 31 December of the year they are earned in", "Points are good until 31 December of the next year")
    if plus_years < len(zh):
        return pick(lang, zh[plus_years], en[plus_years])
    return pick(lang, f"积分有效到得到后第{plus_years}年的12月31日", f"Points are good until 31 December, {plus_years} years on")

"""Small pieces of text in Chinese and English that the sentences are made of: amounts, lists, days, tiers, caps, validity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from app.domain.money import yuan
from app.domain.programme.compiled import Cap, Challenge, CompiledProgramme, Nth, Recipient, Rule, Validity, When

Lang = Literal["zh", "en"]
Names = Mapping[str, str]
"""Names to show for products, categories, brands, stores and other codes; a code without one shows itself."""

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
_TENDERS = {
    "cash": ("现金", "cash"),
    "wechat": ("微信支付", "WeChat Pay"),
    "alipay": ("支付宝", "Alipay"),
    "card": ("银行卡", "bank card"),
    "points": ("积分", "points"),
    "stored_value": ("储值", "stored value"),
    "stored_value_bonus": ("储值赠金", "stored-value bonus"),
    "voucher": ("券", "a voucher"),
}
_ACTIVITIES = {
    "review": ("评价", "a review"),
    "share": ("分享", "sharing"),
    "survey": ("问卷", "a survey"),
    "course_completed": ("课程", "a course"),
    "booking": ("预约", "a booking"),
    "training": ("训练", "training"),
    "task": ("任务", "a task"),
}
_TRIGGERS = {
    "sale": ("消费", "a sale"),
    "first_sale": ("首次消费", "the first sale"),
    "enrolment": ("注册", "enrolment"),
    "profile_completed": ("完善资料", "completing the profile"),
    "check_in": ("签到", "a check-in"),
    "birthday": ("生日", "the birthday"),
    "top_up": ("储值", "a top-up"),
}


def pick(lang: Lang, zh: str, en: str) -> str:
    """The text of the language."""
    return zh if lang == "zh" else en


def named(code: str, names: Names) -> str:
    """The name of a code, or the code itself."""
    return names.get(code, code)


def listed(parts: Iterable[str], lang: Lang) -> str:
    """A list in one line: 、 in Chinese, commas in English."""
    return pick(lang, "、", ", ").join(parts)


def number(value: Fraction | int) -> str:
    """An exact number as people write it: 1.5, 0.40 as 0.4; a fraction like 1/3 where no short decimal exists."""
    scaled = Fraction(value) * 10**4
    if scaled.denominator != 1:
        return str(value)
    whole, rest = divmod(abs(scaled.numerator), 10**4)
    digits = f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
    return f"-{digits}" if scaled < 0 else digits


def short_yuan(amount_minor: int) -> str:
    """Yuan without empty decimals: 100 for 100.00, 0.50 for 0.50."""
    return yuan(amount_minor).removesuffix(".00")


def money(amount_minor: int, lang: Lang) -> str:
    """An amount with two decimals and its unit."""
    return pick(lang, f"{yuan(amount_minor)}元", f"¥{yuan(amount_minor)}")


def round_money(amount_minor: int, lang: Lang) -> str:
    """An amount as in a rule, without empty decimals."""
    return pick(lang, f"{short_yuan(amount_minor)}元", f"¥{short_yuan(amount_minor)}")


def points_text(points: Fraction | int, lang: Lang) -> str:
    """A number of points with its unit."""
    return pick(lang, f"{number(points)}分", f"{number(points)} {'pt' if points == 1 else 'pts'}")


def pieces(count: int, lang: Lang) -> str:
    """A number of pieces."""
    return pick(lang, f"{count}件", f"{count} {'item' if count == 1 else 'items'}")


def times_text(count: int, lang: Lang) -> str:
    """A number of times."""
    return pick(lang, f"{count}次", f"{count} {'time' if count == 1 else 'times'}")


def weekdays_text(days: Iterable[int], lang: Lang) -> str:
    """Days of the week; three or more in a row as from … to."""
    ordered = sorted(days)
    names = [_WEEKDAYS[lang][day - 1] for day in ordered]
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return pick(lang, f"每周{names[0]}至{names[-1]}", f"from {names[0]} to {names[-1]}")
    return pick(lang, "每周" + "、".join(names), "on " + ", ".join(names))


def month_days_text(days: Iterable[int], lang: Lang) -> str:
    """Days of the month; -1 is the last one."""
    ordinary = listed((str(day) for day in sorted(days) if day > 0), lang)
    parts = [pick(lang, f"每月{ordinary}日", f"on day {ordinary} of the month")] if ordinary else []
    if -1 in days:
        parts.append(pick(lang, "每月最后一天", "on the last day of the month"))
    return listed(parts, lang)


def windows_text(windows: Iterable[tuple[str, str]], lang: Lang) -> str:
    """Times of day."""
    return pick(lang, "", "between ") + windows_list(windows, lang)


def windows_list(windows: Iterable[tuple[str, str]], lang: Lang) -> str:
    """Times of day without a word before them."""
    if lang == "zh":
        return "、".join(f"{start}–{end}" for start, end in windows)
    return ", ".join(f"{start} and {end}" for start, end in windows)


def dates_text(dates: tuple[str | None, str | None], lang: Lang) -> str:
    """A period; either end may lack."""
    first, last = dates
    if first is not None and last is not None:
        return pick(lang, f"{first}至{last}", f"from {first} to {last}")
    if first is not None:
        return pick(lang, f"{first}起", f"from {first}")
    return pick(lang, f"至{last}", f"until {last}") if last is not None else pick(lang, "不限日期", "on any date")


def tier_names(programme: CompiledProgramme, codes: Iterable[str], lang: Lang, names: Names) -> str:
    """Names of tiers, lowest first. English shows the code where no name was given for it."""
    if programme.tiers is None:
        return listed(sorted(codes), lang)
    own = {level.code: level.name if lang == "zh" else level.code for level in programme.tiers.levels}
    wanted = frozenset(codes)
    return listed((names.get(code, name) for code, name in own.items() if code in wanted), lang)


def tenders_text(kinds: Iterable[str], lang: Lang, names: Names) -> str:
    """Names of tender kinds."""
    place = 0 if lang == "zh" else 1
    return listed((names.get(kind) or _TENDERS.get(kind, (kind, kind))[place] for kind in sorted(kinds)), lang)


def codes_text(codes: Iterable[str], lang: Lang, names: Names) -> str:
    """Names of any codes, sorted."""
    return listed((named(code, names) for code in sorted(codes)), lang)


def recipient_text(recipient: Recipient, lang: Lang) -> str:
    """Whose account it is."""
    texts = {"member": ("会员", "the member"), "referrer": ("推荐人", "the referrer"), "team": ("团队", "the team")}
    return pick(lang, *texts[recipient])


def challenge_text(challenge: Challenge, lang: Lang) -> str:
    """The goal of a challenge."""
    if challenge.metric == "spend_minor":
        period = {"month": ("当月消费满", "in the month"), "year": ("当年消费满", "in the year")}[challenge.per]
        return pick(lang, period[0] + round_money(challenge.reach, lang), f"on spending {round_money(challenge.reach, lang)} {period[1]}")
    period = {"month": ("当月到店满", "in the month"), "year": ("当年到店满", "in the year")}[challenge.per]
    return pick(lang, f"{period[0]}{challenge.reach}次", f"on {challenge.reach} visits {period[1]}")


def trigger_text(rule: Rule, lang: Lang) -> str:
    """The event a rule answers to, with its count."""
    if rule.trigger == "activity":
        return pick(lang, "完成", "on ") + activity_text(rule.activity or "", lang)
    if rule.when.challenge is not None:
        return challenge_text(rule.when.challenge, lang)
    return nth_text(rule.when, lang) or pick(lang, "", "on ") + trigger_words(rule.trigger, lang)


def activity_text(code: str, lang: Lang) -> str:
    """The name of an activity; a code of the shop's own shows itself."""
    return pick(lang, *_ACTIVITIES.get(code, (code, code)))


def trigger_words(trigger: str, lang: Lang) -> str:
    """An event without a word before it."""
    return pick(lang, *_TRIGGERS[trigger])


def nth_text(when: When, lang: Lang) -> str:
    """Which sale or check-in counts; empty without such a condition."""
    nth = when.nth
    if nth is None:
        return ""
    which = nth_words(nth, lang)
    if nth.of == "sale":
        return pick(lang, f"{which}消费", f"on {which} sale")
    return pick(lang, f"签到（{which}）", f"on {which} check-in in a row")


def nth_words(nth: Nth, lang: Lang) -> str:
    """Which one of them, without what is counted."""
    count = nth.at or nth.every or 0
    every = pick(lang, "每", "every ") if nth.at is None else pick(lang, "", "the ")
    if lang == "en":
        return every + _ordinal(count)
    return every + (f"第{count}次" if nth.of == "sale" else f"连续{count}天")


def _ordinal(count: int) -> str:
    teens = count % 100 in (11, 12, 13)
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"


def cap_text(cap: Cap, lang: Lang) -> str:
    """A limit in words."""
    before, after = cap_scope_text(cap, lang)
    return before + cap_limit_text(cap, lang) + after


def cap_limit_text(cap: Cap, lang: Lang) -> str:
    """How much a limit allows."""
    return times_text(cap.limit, lang) if cap.times else points_text(cap.limit, lang)


def cap_scope_text(cap: Cap, lang: Lang) -> tuple[str, str]:
    """What stands before and after the number of a limit: for whom and how long."""
    if cap.who == "all" and cap.per == "lifetime":
        return pick(lang, "活动总预算", "at most "), pick(lang, "", " in the whole campaign")
    if cap.who == "member" and cap.per == "event":
        return pick(lang, "每单最多", "at most "), pick(lang, "", " a sale")
    who = {
        "member": ("每人", "per member"),
        "store": ("每店", "per store"),
        "till": ("每台收银机", "per till"),
        "cashier": ("每位收银员", "per cashier"),
        "all": ("全部会员", "over all members"),
    }[cap.who]
    per = {
        "event": ("每单", "a sale"),
        "day": ("每日", "a day"),
        "month": ("每月", "a month"),
        "year": ("每年", "a year"),
        "lifetime": ("累计", "in all"),
    }[cap.per]
    return pick(lang, f"{who[0]}{per[0]}最多", "at most "), pick(lang, "", f" {per[1]} {who[1]}")


def validity_text(validity: Validity, lang: Lang) -> str:
    """The life of points; empty when they never expire."""
    n = validity.n
    if validity.kind == "months":
        end = pick(lang, "（到月底）", " (to the end of the month)") if validity.month_end else ""
        return pick(lang, f"{n}个月{end}", f"{n} months{end}")
    if validity.kind == "days":
        return pick(lang, f"{n}天", f"{n} days")
    if validity.kind == "date":
        return pick(lang, f"到{validity.date}", f"until {validity.date}")
    if validity.kind == "inactivity":
        return pick(lang, f"{n}个月内有活动即延长", f"{n} months after the last activity")
    if validity.kind == "year_end":
        zh = ("到当年底", "到次年底")[validity.plus_years] if validity.plus_years < 2 else f"到第{validity.plus_years}年后的年底"
        en = ("the end of the year", "the end of next year")[validity.plus_years] if validity.plus_years < 2 else (
            f"the end of the year, {validity.plus_years} years on"
        )
        return pick(lang, zh, f"until {en}")
    return ""


def rounding_text(rounding: str, lang: Lang) -> str:
    """A rounding mode in words."""
    texts = {
        "floor": ("向下取整", "rounded down"),
        "half_up": ("四舍五入", "rounded half up"),
        "ceil": ("向上取整", "rounded up"),
        "carry": ("余数累积", "remainder kept"),
    }
    return pick(lang, *texts[rounding])

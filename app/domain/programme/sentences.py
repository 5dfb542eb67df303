"""Rules and their outcomes as plain sentences in Chinese and English (programme.md §9): the same on screen, receipt and in the editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.domain.exact import round_to_step
from app.domain.programme.clauses import rule_parts
from app.domain.programme.compiled import Benefit, CompiledProgramme, Rule
from app.domain.programme.labels import rule_label
from app.domain.programme.phrases import (
    Lang,
    Names,
    cap_text,
    codes_text,
    dates_text,
    money,
    month_days_text,
    named,
    nth_text,
    number,
    pick,
    pieces,
    points_text,
    recipient_text,
    rounding_text,
    short_yuan,
    tenders_text,
    tier_names,
    times_text,
    trigger_text,
    validity_text,
    weekdays_text,
    windows_text,
)
from app.domain.programme.results import RedeemResult, RuleItem

_NO_NAMES: Names = {}


# The rule as one sentence


def _paid_with(kinds: str, lang: Lang) -> str:
    return pick(lang, f"用{kinds.removesuffix('支付')}支付", f"paid with {kinds}")


def _benefit_text(benefit: Benefit, lang: Lang, names: Names) -> str:
    points = points_text(benefit.points, lang)
    if benefit.kind == "per_amount":
        every = short_yuan(benefit.every_minor)
        return pick(lang, f"每满{every}元积{points}", f"{points} per ¥{every}")
    if benefit.kind == "per_item":
        every_qty = "" if benefit.every_qty == 1 else str(benefit.every_qty)
        per = f"{every_qty} items" if every_qty else "item"
        return pick(lang, f"每{every_qty}件积{points}", f"{points} per {per}")
    if benefit.kind == "percent_back":
        percent = number(benefit.percent)
        return pick(lang, f"返{percent}%积分", f"{percent}% back in points")
    if benefit.kind == "multiply":
        factor = number(benefit.factor)
        return pick(lang, f"积分{factor}倍", f"{factor} times points")
    if benefit.kind == "voucher":
        return _voucher_text(benefit.voucher, benefit.count, lang, names)
    return pick(lang, f"送{points}", points)


def _voucher_text(voucher: str, count: int, lang: Lang, names: Names) -> str:
    name = named(voucher, names)
    return pick(lang, f"送{name}券{count}张", f"{count} × voucher {name}")


def rule_sentence(rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names = _NO_NAMES) -> str:
    """The whole rule as one sentence. `names` gives the names to show for products, categories, stores and other codes."""
    return "".join(part.text for part in rule_parts(rule, programme, lang, names, editing=False))


# Why a rule gave what it gave


def why(item: RuleItem, programme: CompiledProgramme, lang: Lang, names: Names = _NO_NAMES) -> str:
    """One plain sentence for a rule of a quote, fired or not: its name, then how its points came about or why it gave none."""
    rule = programme.rule(item.rule)
    colon = pick(lang, "：", ": ")
    text = _fired(item, rule, programme, lang, names) if item.fired else _unfired(item, rule, programme, lang, names)
    return rule_label(rule, programme, lang) + colon + text


def _amount_text(rule: Rule, item: RuleItem, lang: Lang) -> str:
    amount = money(item.base_minor, lang)
    if rule.lines is not None:
        return pick(lang, f"相关商品{amount}", f"{amount} of these goods")
    return pick(lang, f"本单{amount}", f"{amount} on this sale") if rule.sale else pick(lang, f"本次{amount}", f"{amount} this time")


def _how_parts(item: RuleItem, rule: Rule, lang: Lang, names: Names) -> list[str]:
    benefit = rule.benefit
    parts = [_benefit_text(benefit, lang, names)]
    if benefit.kind in ("per_amount", "percent_back"):
        parts.append(_amount_text(rule, item, lang))
    elif benefit.kind == "per_item":
        parts.append(pick(lang, f"共{pieces(item.qty, lang)}", pieces(item.qty, lang)))
    elif benefit.kind == "multiply":
        target = points_text(item.target_points or 0, lang)
        more = points_text(_shown(item.exact), lang)
        parts.append(pick(lang, f"在{target}上再加{more}", f"{more} on top of {target}"))
    return parts


def to_next_points_minor(item: RuleItem, programme: CompiledProgramme) -> int | None:
    """Fen still to spend until the kept remainder makes the next points; None for a rule that keeps none of money (EDGE-08)."""
    benefit = programme.rule(item.rule).benefit
    if item.carry_out is None or benefit.kind != "per_amount":
        return None
    short = benefit.step - item.carry_out
    return round_to_step(short * benefit.every_minor / benefit.points, "ceil") if short > 0 else None


def _carry_parts(item: RuleItem, carry_in: Fraction, carry_out: Fraction, programme: CompiledProgramme, lang: Lang) -> list[str]:
    parts: list[str] = []
    if carry_in:
        kept = points_text(abs(carry_in), lang)
        before = pick(lang, f"上次余{kept}", f"{kept} kept from before")
        parts.append(before if carry_in > 0 else pick(lang, f"上次欠{kept}", f"{kept} owed from before"))
    if carry_out < 0:
        owed = points_text(-carry_out, lang)
        parts.append(pick(lang, f"还欠{owed}", f"{owed} still owed"))
    elif carry_out:
        left = points_text(carry_out, lang)
        short_minor = to_next_points_minor(item, programme)
        more = ""
        if short_minor is not None:
            step = points_text(item.quantum, lang)
            more = pick(lang, f"（再消费{money(short_minor, lang)}多{step}）", f" ({money(short_minor, lang)} more for the next {step})")
        parts.append(pick(lang, f"余{left}留到下次{more}", f"{left} kept for next time{more}"))
    return parts


def _rounding_parts(item: RuleItem, programme: CompiledProgramme, lang: Lang) -> list[str]:
    """What rounding did; nothing where there was nothing to round."""
    if item.rounding is None:
        return []
    if item.carry_in is not None and item.carry_out is not None:
        return _carry_parts(item, item.carry_in, item.carry_out, programme, lang)
    if item.exact == item.rounded:
        return []
    text = rounding_text(item.rounding, lang)
    if item.quantum != 1:
        text += pick(lang, f"到{item.quantum}分", f" to {item.quantum} pts")
    if item.target_points is not None:
        return [text]
    exact = points_text(_shown(item.exact), lang)
    return [pick(lang, exact + text, f"{exact} {text}")]


def _shown(exact: Fraction) -> Fraction:
    """An exact number cut to four decimals for reading; the sentence names the rounding."""
    return Fraction(exact.numerator * 10**4 // exact.denominator, 10**4)


def _fired(item: RuleItem, rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names) -> str:
    parts = [*_how_parts(item, rule, lang, names), *_rounding_parts(item, programme, lang)]
    if item.cap is not None:
        cap = next(cap for cap in programme.caps if cap.code == item.cap)
        parts.append(pick(lang, f"{cap_text(cap, lang)}，到上限", f"limit reached: {cap_text(cap, lang)}"))
    if rule.benefit.kind == "fixed" and item.points == item.rounded and item.recipient == "member":
        pass
    elif rule.benefit.kind != "voucher":
        points = points_text(item.points, lang)
        whose = "" if item.recipient == "member" else recipient_text(item.recipient, lang)
        parts.append(pick(lang, f"{whose}积{points}", f"{points} earned" + (f" by {whose}" if whose else "")))
    elif item.voucher is None:
        parts.append(pick(lang, "这次不送", "none this time"))
    return pick(lang, "，", ", ").join(parts)


_FIXED_REASONS: Mapping[str, tuple[str, str]] = {
    "no_member": ("没有会员，不积分", "no member, no points"),
    "member_closed": ("会员账户已注销", "the member's account is closed"),
    "inactive": ("规则已停用", "the rule is switched off"),
    "self_referral": ("推荐人就是会员自己", "the referrer is the member"),
    "not_first_sale": ("不是首次消费", "not the first sale"),
    "already_booked": ("这一期已经积过", "already credited for this period"),
    "no_lines": ("没有买参加的商品", "none of its goods in the basket"),
    "base_zero": ("计分金额是0", "the amount that counts is zero"),
    "no_points": ("没有可以加倍的积分", "no points to multiply"),
    "validity_past": ("积分还没到账就已过期", "the points would expire before they can be used"),
}


def _by_detail(item: RuleItem, rule: Rule, programme: CompiledProgramme, lang: Lang) -> str | None:
    """Reasons that name another rule, a cap, an account or the event."""
    if item.reason == "cap":
        cap = next(cap for cap in programme.caps if cap.code == item.detail)
        return pick(lang, f"{cap_text(cap, lang)}，已经用完", f"nothing left of {cap_text(cap, lang)}")
    if item.reason in ("stopped_by", "excluded_by", "not_best"):
        other = rule_label(programme.rule(item.detail or ""), programme, lang)
        texts = {
            "stopped_by": (f"用了“{other}”，后面的规则不再算", f'"{other}" ends the calculation'),
            "excluded_by": (f"“{other}”不与其他规则同享", f'"{other}" excludes others'),
            "not_best": (f"取最多的一条：“{other}”", f'"{other}" gives as much or more'),
        }
        return pick(lang, *texts[item.reason])
    if item.reason == "no_recipient":
        return pick(lang, f"没有{recipient_text(item.recipient, lang)}", f"there is no {item.recipient}")
    if item.reason == "recipient_closed":
        who = recipient_text(item.recipient, lang)
        return pick(lang, f"{who}账户已注销", f"the account of {who} is closed")
    if item.reason == "trigger":
        return pick(lang, f"只用于{trigger_text(rule, lang)}", f"only {trigger_text(rule, lang)}")
    return None


def _missing_text(item: RuleItem, rule: Rule, lang: Lang) -> str | None:
    """Reasons that say how much is missing."""
    challenge = rule.when.challenge
    missing = item.missing or 0
    if item.reason == "min_amount" or (item.reason == "challenge" and challenge and challenge.metric == "spend_minor"):
        short = money(missing, lang)
    elif item.reason == "min_qty":
        short = pieces(missing, lang)
    elif item.reason == "challenge":
        short = times_text(missing, lang)
    else:
        return None
    return pick(lang, f"还差{short}", f"{short} short")


_Condition = Callable[[Rule, CompiledProgramme, Lang, Names], str]
_CONDITIONS: Mapping[str, _Condition] = {
    "dates": lambda rule, _, lang, names: dates_text(rule.when.dates or (None, None), lang),
    "weekdays": lambda rule, _, lang, names: weekdays_text(rule.when.weekdays or (), lang),
    "month_days": lambda rule, _, lang, names: month_days_text(rule.when.month_days or (), lang),
    "times": lambda rule, _, lang, names: windows_text(rule.when.times or (), lang),
    "stores": lambda rule, _, lang, names: pick(lang, "在", "at ") + codes_text(rule.when.stores or (), lang, names),
    "tills": lambda rule, _, lang, names: pick(lang, "在", "at ") + codes_text(rule.when.tills or (), lang, names),
    "channels": lambda rule, _, lang, names: pick(lang, "在", "at ") + codes_text(rule.when.channels or (), lang, names),
    "tiers": lambda rule, programme, lang, names: pick(lang, "限", "for ")
    + tier_names(programme, rule.when.tiers or (), lang, names)
    + pick(lang, "会员", " members"),
    "groups": lambda rule, _, lang, names: pick(lang, "限", "for members of ")
    + codes_text(rule.when.groups or (), lang, names)
    + pick(lang, "组会员", ""),
    "card_types": lambda rule, _, lang, names: pick(lang, "限", "with a ")
    + codes_text(rule.when.card_types or (), lang, names)
    + pick(lang, "卡", " card"),
    "card_batches": lambda rule, _, lang, names: pick(lang, "限批次", "with a card of batch ")
    + codes_text(rule.when.card_batches or (), lang, names),
    "nth": lambda rule, _, lang, names: nth_text(rule.when, lang),
    "tenders": lambda rule, _, lang, names: pick(lang, "要", "when ")
    + _paid_with(tenders_text(rule.when.tenders or (), lang, names), lang),
    "codes": lambda rule, _, lang, names: pick(lang, "要扫活动码", "with code ") + codes_text(rule.when.codes or (), lang, names),
}


def _unfired(item: RuleItem, rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names) -> str:
    reason = item.reason or ""
    if reason in _FIXED_REASONS:
        return pick(lang, *_FIXED_REASONS[reason])
    if reason in _CONDITIONS:
        text = _CONDITIONS[reason](rule, programme, lang, names)
        bare = reason in ("tiers", "groups", "card_types", "card_batches", "tenders", "codes")
        return text if bare and lang == "zh" else pick(lang, "只在" + text.removeprefix("在"), "only " + text)
    if reason == "birthday":
        return pick(lang, "今天不是生日", "not the birthday") if rule.when.birthday == "day" else pick(
            lang, "不在生日当月", "not the birthday month"
        )
    if reason == "referred":
        return pick(lang, "没有推荐人", "nobody referred the member") if rule.when.referred else pick(
            lang, "会员是被推荐来的", "the member was referred"
        )
    text_or_none = _by_detail(item, rule, programme, lang) or _missing_text(item, rule, lang)
    if text_or_none is None:
        raise KeyError(reason)
    return text_or_none


# Paying with points, and the programme in short


def redeem_refusal(result: RedeemResult, programme: CompiledProgramme, lang: Lang) -> str:
    """Why points may not be used, as one line; empty when they may."""
    redemption = programme.redemption
    if result.reason is None:
        return ""
    if redemption is None or result.reason == "disabled":
        return pick(lang, "这里不能用积分抵扣", "points cannot be used here")
    short = points_text(result.missing or 0, lang)
    least, step = points_text(redemption.min_points, lang), redemption.step_points
    texts = {
        "frozen": ("账户待核查：可积分，暂不能用", "under review: earns, cannot spend"),
        "closed": ("会员账户已注销", "the member's account is closed"),
        "not_enough_points": (f"还差{short}", f"{short} short"),
        "below_min": (f"最少用{least}", f"use at least {least}"),
        "not_step": (f"要用{step}分的整倍数", f"use a multiple of {step} pts"),
        "over_max_points": (f"每单最多用{redemption.max_points}分", f"at most {redemption.max_points} pts a sale"),
        "over_limit": (f"这单最多抵{money(result.limit_minor, lang)}", f"at most {money(result.limit_minor, lang)} of this sale"),
        "no_value": ("这些积分不够抵1分钱", "too few points to be worth a fen"),
        "none_possible": ("这单还不能用积分", "no points can be used on this sale yet"),
    }
    return pick(lang, *texts[result.reason])


def _earning_term(programme: CompiledProgramme, lang: Lang) -> str:
    """The first rule by which every member earns on an ordinary sale."""
    for rule in programme.lanes[0].rules:
        benefit = rule.benefit
        if not rule.active or rule.trigger != "sale" or rule.when.present or rule.recipient != "member":
            continue
        if benefit.kind == "per_amount":
            every = short_yuan(benefit.every_minor)
            return pick(lang, f"每{every}元{benefit.points}分", f"{points_text(benefit.points, lang)} per ¥{every}")
        if benefit.kind == "per_item":
            every = "" if benefit.every_qty == 1 else str(benefit.every_qty)
            return pick(lang, f"每{every}件{benefit.points}分", _benefit_text(benefit, lang, _NO_NAMES))
    return ""


def _worth_term(programme: CompiledProgramme, lang: Lang) -> str:
    if programme.redemption is None or not programme.redemption.enabled:
        return ""
    per_yuan = 100 / programme.point_value
    if per_yuan.denominator == 1:
        return pick(lang, f"{per_yuan}分抵1元", f"{points_text(per_yuan, lang)} = ¥1")
    worth = number(programme.point_value / 100)
    return pick(lang, f"1分抵{worth}元", f"1 pt = ¥{worth}")


def _life_term(programme: CompiledProgramme, lang: Lang) -> str:
    validity = programme.validity
    if validity.kind in ("months", "days"):
        unit = {"months": ("个月", "months"), "days": ("天", "days")}[validity.kind]
        return pick(lang, f"{validity.n}{unit[0]}有效", f"valid {validity.n} {unit[1]}")
    life = validity_text(validity, lang)
    return pick(lang, f"有效期{life}" if life else "长期有效", f"valid {life}" if life else "no expiry")


def programme_terms(programme: CompiledProgramme, lang: Lang) -> tuple[str, ...]:
    """The programme in one or two short lines for receipts: how points are earned, what they are worth, how long they live."""
    first = (_earning_term(programme, lang), _worth_term(programme, lang), _life_term(programme, lang))
    lines = [pick(lang, "·", " · ").join(part for part in first if part)]
    if "points" in programme.bases[0].exclude_tenders and programme.redemption is not None:
        lines.append(pick(lang, "积分抵扣部分不积分", "No points on the part paid with points"))
    return tuple(lines)

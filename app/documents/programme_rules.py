"""The rules of the programme for customers: how points are earned, what they are worth, how long they are good (FRAUD-07).

Every rule that is switched on stands here in the words of the engine; what only the shop needs (lanes, cost accounts) does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from app.documents.document import Align, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme, Tiers, Validity
from app.domain.programme.compiled import Rule as ProgrammeRule
from app.domain.programme.labels import rule_label
from app.domain.programme.phrases import Names, cap_text, listed, number, points_text, round_money, short_yuan, validity_text
from app.domain.programme.sentences import rule_sentence

HASH_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    title: str
    version: str
    draft: str
    earn: str
    together: str
    tiers: str
    threshold: tuple[str, str, str]
    by_hand: str
    window: tuple[str, str, str]
    keep: str
    spend: str
    worth: str
    least: str
    step: str
    most: str
    share: str
    rewards: str
    life: str
    no_expiry: str
    life_of: str
    pending: str
    returns: str
    back: str
    short: tuple[str, str]
    check: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        title="会员积分规则",
        version="{name} 第{n}版，{day}起生效",
        draft="{name} 草稿，尚未生效",
        earn="怎么得积分",
        together="以上合计：{}",
        tiers="会员等级",
        threshold=("满{}元", "到店满{}次", "积满{}分"),
        by_hand="由门店评定",
        window=("按最近{}个月累计", "按自然年累计", "累计计算"),
        keep="升级后保留{}",
        spend="怎么用积分",
        worth="{}分抵1元",
        least="一次至少用{}",
        step="按{}的整倍数用",
        most="每单最多用{}",
        share="每单最多抵{}%",
        rewards="积分换礼",
        life="积分有效期",
        no_expiry="积分长期有效",
        life_of="得分之日起{}有效，先到期的先用",
        pending="得分{}天后可用",
        returns="退货",
        back="退货时按整单重算：多得的积分收回，用掉的积分退回原处，原有效期不变",
        short=("积分不够收回的记为欠分，以后得分先还", "积分不够收回的从退款里扣"),
        check="规则校验码 {}",
    ),
    "en": _Words(
        title="Points rules",
        version="{name}, version {n}, in force from {day}",
        draft="{name}, draft, not in force",
        earn="Earning points",
        together="All of these together: {}",
        tiers="Tiers",
        threshold=("from ¥{}", "from {} visits", "from {} pts"),
        by_hand="given by the shop",
        window=("counted over {} months", "counted over the calendar year", "counted over all time"),
        keep="kept for {}",
        spend="Using points",
        worth="{} pts = ¥1",
        least="at least {} at once",
        step="in steps of {}",
        most="at most {} on one sale",
        share="at most {} % of a sale",
        rewards="Rewards",
        life="How long points are good",
        no_expiry="Points do not expire",
        life_of="Good for {} from the day they are earned; those that expire first are used first",
        pending="Usable after {} days",
        returns="Returns",
        back="A return works the sale out again: points earned too many are taken back, points used go back with their expiry",
        short=("What is missing is owed and paid by later points", "What is missing is taken from the refund"),
        check="Check code of the rules {}",
    ),
}


def programme_rules(
    programme: CompiledProgramme, lang: Language, *, shop: str, names: Names, valid_from: str | None, note: str = ""
) -> Document:
    """The paper. `valid_from` None: a draft; it says so in its head."""
    w = _WORDS[lang]
    head = w.draft.format(name=programme.name)
    if valid_from is not None:
        head = w.version.format(name=programme.name, n=programme.version, day=valid_from)
    elements: list[Element] = [
        Text(w.title, Style.BIG, Align.CENTER),
        *((Text(shop, align=Align.CENTER),) if shop else ()),
        Text(head, align=Align.CENTER),
        Rule("="),
        *_earning(programme, lang, names, w),
        *_tiers(programme.tiers, lang, w),
        *_spending(programme, lang, w),
        *_life(programme, lang, w),
        Text(w.returns, Style.BOLD),
        Text(w.back),
        Text(w.short[programme.returns.charge]),
    ]
    if note:
        elements += [Rule(), Text(note)]
    elements += [Rule("="), Text(w.check.format(programme.sha256[:HASH_SHOWN]), align=Align.CENTER), Feed(), Cut()]
    return Document(w.title, tuple(elements))


def _alone(rule: ProgrammeRule, programme: CompiledProgramme) -> tuple[ProgrammeRule, CompiledProgramme]:
    """The rule without what holds for all rules alike, which is said once."""
    own = tuple(place for place in rule.caps if programme.caps[place].rules is not None)
    if (rule.validity, rule.pending_days) != (programme.validity, programme.pending_days):
        return replace(rule, caps=own), programme
    forever = Validity(kind="permanent")
    return replace(rule, caps=own, validity=forever, pending_days=0), replace(programme, validity=forever, pending_days=0)


def _earning(programme: CompiledProgramme, lang: Language, names: Names, w: _Words) -> Iterator[Element]:
    yield Text(w.earn, Style.BOLD)
    number_of = 0
    for lane in programme.lanes:
        for rule in lane.rules:
            if rule.active:
                number_of += 1
                yield Text(f"{number_of}. {rule_label(rule, programme, lang)}", Style.BOLD)
                yield Text(rule_sentence(*_alone(rule, programme), lang, names), indent=2)
    shared = [cap_text(cap, lang) for cap in programme.caps if cap.rules is None]
    if shared:
        yield Text(w.together.format(listed(shared, lang)))
    yield Rule()


def _tiers(tiers: Tiers | None, lang: Language, w: _Words) -> Iterator[Element]:
    if tiers is None:
        return
    yield Text(w.tiers, Style.BOLD)
    for level in tiers.levels:
        name = tier_name(level.code, level.name, lang)
        if tiers.metric == "manual":
            yield Pair(name, w.by_hand)
            continue
        reached = {
            "spend": w.threshold[0].format(short_yuan(level.threshold)),
            "visits": w.threshold[1].format(level.threshold),
            "points": w.threshold[2].format(level.threshold),
        }[tiers.metric]
        yield Pair(name, reached if level.threshold else "")
    if tiers.metric != "manual":
        window = {"rolling_months": w.window[0].format(tiers.window_months), "calendar_year": w.window[1], "lifetime": w.window[2]}
        kept = validity_text(tiers.keep, lang)
        yield Text(" · ".join((window[tiers.window], *((w.keep.format(kept),) if kept else ()))))
    yield Rule()


def _spending(programme: CompiledProgramme, lang: Language, w: _Words) -> Iterator[Element]:
    redemption = programme.redemption
    offered = [reward for reward in programme.rewards.values() if reward.active]
    if (redemption is None or not redemption.enabled) and not offered:
        return
    yield Text(w.spend, Style.BOLD)
    if redemption is not None and redemption.enabled:
        yield Text(w.worth.format(number(Fraction(100) / programme.point_value)))
        if redemption.min_points > 1:
            yield Text(w.least.format(points_text(redemption.min_points, lang)))
        if redemption.step_points > 1:
            yield Text(w.step.format(points_text(redemption.step_points, lang)))
        if redemption.max_points is not None:
            yield Text(w.most.format(points_text(redemption.max_points, lang)))
        if redemption.max_percent < 100:
            yield Text(w.share.format(number(redemption.max_percent)))
    if offered:
        yield Text(w.rewards)
        for reward in offered:
            cost = points_text(reward.points, lang)
            more = f" + {round_money(reward.cash_minor, lang)}" if reward.cash_minor else ""
            yield Pair(reward.name, cost + more, indent=2)
    yield Rule()


def _life(programme: CompiledProgramme, lang: Language, w: _Words) -> Iterator[Element]:
    yield Text(w.life, Style.BOLD)
    life = validity_text(programme.validity, lang)
    yield Text(w.life_of.format(life) if life else w.no_expiry)
    if programme.pending_days:
        yield Text(w.pending.format(programme.pending_days))
    yield Rule()

"""What a reward is called, drawn and said to ask, wherever rewards are shown: the desk, the use-points sheet, the catalogue."""

from __future__ import annotations

from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.reward_reach import Reach
from app.gui.components.views import RewardCard, TagText
from app.gui.i18n import Texts, mark, short_money
from app.gui.presenters.counter_views import day_text, short_language

KIND_NAMES = {
    "goods": mark("Goods"),
    "voucher": mark("Voucher"),
    "service": mark("Service"),
    "experience": mark("Experience"),
    "cash_back": mark("Cash back"),
    "donation": mark("Donation"),
    "draw": mark("Draw"),
    "tier": mark("Tier"),
    "privilege": mark("Privilege"),
}
ICONS = {
    "goods": "rewards",
    "voucher": "voucher",
    "service": "ok",
    "experience": "calendar",
    "cash_back": "cash",
    "donation": "active",
    "draw": "claim",
    "tier": "medal",
    "privilege": "crown",
}


def reward_card(reach: Reach, facts: RewardFacts | None, programme: CompiledProgramme, t: Texts, on: str) -> RewardCard:
    """A reward for one member on a day."""
    reward, free = reach.reward, reach.state in ("reachable", "entitled")
    text = state_text(reach, facts, programme, t, on)
    tone = "success" if free else "warn" if reach.state == "almost" else "muted"
    return RewardCard(
        code=reward.code,
        name=reward.name,
        cost=cost_text(reward, t),
        icon=ICONS.get(reward.kind, "rewards"),
        tag=TagText(text, tone),  # type: ignore[arg-type]
        reachable=free,
    )


def cost_text(reward: Reward, t: Texts) -> str:
    """200 分, 200 分 + ¥9.9; what costs nothing is free."""
    parts = [t.points(reward.points)] if reward.points else []
    if reward.cash_minor:
        parts.append(short_money(reward.cash_minor))
    return " + ".join(parts) or t("costs nothing")


def state_text(reach: Reach, facts: RewardFacts | None, programme: CompiledProgramme, t: Texts, on: str) -> str:
    """Whether it can be had, or what is missing."""
    reward = reach.reward
    if reach.state == "entitled":
        return t("yours")
    if reach.missing is not None:
        return t("{points} short", points=t.points(reach.missing))
    if reach.reason is None:
        last = None if reward.dates is None else reward.dates[1]
        return t("within reach") if last is None else t("through {date}", date=day_text(t, last, on))
    if reach.reason == "tiers":
        return t("for {tiers}", tiers=tiers_text(reward, programme, t))
    if reach.reason == "dates" and reward.dates is not None:
        first = reward.dates[0]
        return t("from {date}", date=day_text(t, first, on)) if first is not None and first > on else t("over")
    if reach.reason == "stock":
        more = None if facts is None or facts.more_on is None or facts.more_on < on else facts.more_on
        return t("all gone") if more is None else t("all gone, more on {date}", date=day_text(t, more, on))
    return {"limit": t("had often enough"), "frozen": t("under review"), "closed": t("membership ended")}.get(
        reach.reason, t("not offered")
    )


def tiers_text(reward: Reward, programme: CompiledProgramme, t: Texts) -> str:
    """The tiers a reward is for."""
    levels = () if programme.tiers is None else programme.tiers.levels
    lang = short_language(t)
    names = [tier_name(level.code, level.name, lang) for level in levels if level.code in (reward.tiers or ())]
    return ("、" if lang == "zh" else ", ").join(names)


def window_text(reward: Reward, t: Texts, on: str) -> str:
    """The days on which it is to be had; empty for always."""
    first, last = reward.dates or (None, None)
    if first is not None and last is not None:
        return f"{day_text(t, first, on)} – {day_text(t, last, on)}"
    if first is not None:
        return t("from {date}", date=day_text(t, first, on))
    return "" if last is None else t("through {date}", date=day_text(t, last, on))


def limit_text(reward: Reward, t: Texts) -> str:
    """How often one member may have it; empty for as often as wanted."""
    if reward.limit is None:
        return ""
    per = {"day": t("a day"), "month": t("a month"), "year": t("a year")}.get(reward.per, t("in all"))
    return t.plural("{n} time {per}", "{n} times {per}", reward.limit, per=per)

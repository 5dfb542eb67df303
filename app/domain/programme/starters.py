"""Rules to start from, as the editor's "new rule" offers them: each with the caps that keep it from being abused (FRAUD-01 to 03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.programme.compiled import COMBINED, SALE_TRIGGERS
from app.domain.programme.dates import add_days
from app.domain.programme.drafting import (
    LANES_MAX,
    Document,
    Draft,
    EditRefused,
    add_cap,
    codes_of,
    insert_rule,
    set_tiers,
    set_value,
    unique_code,
)
from app.domain.programme.phrases import Lang, pick

Role = Literal["base", "bonus", "factor"]
_DOUBLE = {"kind": "multiply", "factor": "2"}
_FIXED = {"kind": "fixed", "points": 50}
_ONCE = {"per": "lifetime", "unit": "times", "limit": 1}
_DAILY = {"per": "day", "unit": "times", "limit": 1}
_MONTHLY = {"per": "month", "unit": "times", "limit": 1}
_BUDGET = {"who": "all", "per": "lifetime", "limit": 20_000}
_CAMPAIGN_DAYS = 30
_LEVELS = (("regular", "普通会员", 0), ("silver", "银卡", 100_000), ("gold", "金卡", 500_000))
_SPEEDS = ("1.2", "1.5", "1.8", "2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A rule to start from. `zh`, `en`: its title and the name of the new rule; `line_zh`, `line_en`: what it is good for.

    `rule` and `caps` are parts of the document without codes, name and lane; `days`: the rule runs that long from today.
    """

    code: str
    zh: str
    en: str
    line_zh: str
    line_en: str
    role: Role
    rule: Mapping[str, Any]
    caps: tuple[Mapping[str, Any], ...] = ()
    days: int = 0
    needs: tuple[str, ...] = field(default=())
    """What the user has to choose before it can fire: `lines`, `groups`, `codes`."""

    def title(self, lang: Lang) -> str:
        """Its title."""
        return pick(lang, self.zh, self.en)

    def line(self, lang: Lang) -> str:
        """What it is good for, in one line."""
        return pick(lang, self.line_zh, self.line_en)


def _some(role: Role, trigger: str, benefit: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return {"role": role, "rule": {"trigger": trigger, "benefit": benefit, **fields}}


STARTERS: tuple[Starter, ...] = (
    Starter(
        code="amount",
        zh="消费积分",
        en="Points for spending",
        line_zh="每消费1元积1分，零头留到下次",
        line_en="1 point per ¥1, the rest is kept",
        **_some("base", "sale", {"kind": "per_amount", "points": 1, "every_minor": 100}, rounding="carry"),
    ),
    Starter(
        code="item",
        zh="按杯积分",
        en="Points per item",
        line_zh="选定的商品每件积10分，与价格无关",
        line_en="10 points for each of the chosen goods",
        needs=("lines",),
        **_some("base", "sale", {"kind": "per_item", "points": 10}, lines={"categories": []}),
    ),
    Starter(
        code="goods_bonus",
        zh="指定商品加分",
        en="Extra points for goods",
        line_zh="买选定的商品另加10分",
        line_en="10 points on top for chosen goods",
        needs=("lines",),
        **_some("bonus", "sale", {"kind": "per_item", "points": 10}, lines={"categories": []}),
    ),
    Starter(
        code="goods_percent",
        zh="指定商品返积分",
        en="Percent back for goods",
        line_zh="选定的商品返5%积分",
        line_en="5 % of chosen goods back in points",
        needs=("lines",),
        **_some("bonus", "sale", {"kind": "percent_back", "percent": "5"}, lines={"categories": []}),
    ),
    Starter(
        code="goods_double",
        zh="指定商品双倍",
        en="Double on goods",
        line_zh="选定的商品积分乘2",
        line_en="Points of chosen goods twice",
        needs=("lines",),
        **_some("factor", "sale", _DOUBLE, lines={"categories": []}),
    ),
    Starter(
        code="tier",
        zh="会员等级倍率",
        en="Tier multiplier",
        line_zh="等级越高积得越快，抵现价值不变",
        line_en="Higher tiers earn faster; a point is worth the same",
        **_some("factor", "sale", _DOUBLE),
    ),
    Starter(
        code="group",
        zh="会员分组倍率",
        en="Group multiplier",
        line_zh="选定分组的会员积分乘1.5",
        line_en="1.5 times for a group of members",
        needs=("groups",),
        **_some("factor", "sale", {"kind": "multiply", "factor": "1.5"}, when={"groups": ["VIP"]}),
    ),
    Starter(
        code="birthday_day",
        zh="生日当天双倍",
        en="Double on the birthday",
        line_zh="生日那天消费积分乘2",
        line_en="Points twice on the day itself",
        **_some("factor", "sale", _DOUBLE, when={"birthday": "day"}),
        caps=({"per": "day", "limit": 500},),
    ),
    Starter(
        code="birthday_month",
        zh="生日月双倍",
        en="Double in the birthday month",
        line_zh="生日那个月消费积分乘2",
        line_en="Points twice in the birthday month",
        **_some("factor", "sale", _DOUBLE, when={"birthday": "month"}),
        caps=({"per": "month", "limit": 1_000},),
    ),
    Starter(
        code="birthday_gift",
        zh="生日送分",
        en="Birthday points",
        line_zh="生日当天自动送50分，一年一次",
        line_en="50 points on the birthday, once a year",
        **_some("bonus", "birthday", _FIXED),
        caps=({"per": "year", "unit": "times", "limit": 1},),
    ),
    Starter(
        code="threshold",
        zh="满额返积分",
        en="Percent back from an amount",
        line_zh="单笔满100元返5%积分",
        line_en="From ¥100 a sale, 5 % back in points",
        **_some("bonus", "sale", {"kind": "percent_back", "percent": "5"}, when={"min_amount_minor": 10_000}),
    ),
    Starter(
        code="threshold_gift",
        zh="满额送分",
        en="Points from an amount",
        line_zh="单笔满200元送30分",
        line_en="From ¥200 a sale, 30 points",
        **_some("bonus", "sale", {"kind": "fixed", "points": 30}, when={"min_amount_minor": 20_000}),
        caps=(_DAILY,),
    ),
    Starter(
        code="double_day",
        zh="每月双倍日",
        en="Double day each month",
        line_zh="每月8日、18日、28日积分乘2",
        line_en="Points twice on the 8th, 18th and 28th",
        **_some("factor", "sale", _DOUBLE, when={"month_days": [8, 18, 28]}),
    ),
    Starter(
        code="weekday",
        zh="每周双倍日",
        en="Double day each week",
        line_zh="每周六积分乘2",
        line_en="Points twice on Saturdays",
        **_some("factor", "sale", _DOUBLE, when={"weekdays": [6]}),
    ),
    Starter(
        code="happy_hour",
        zh="时段双倍",
        en="Happy hour",
        line_zh="14:00–17:00积分乘2",
        line_en="Points twice from 14:00 to 17:00",
        **_some("factor", "sale", _DOUBLE, when={"times": [{"start": "14:00", "end": "17:00"}]}),
    ),
    Starter(
        code="limited_time",
        zh="限时双倍",
        en="Double for some weeks",
        line_zh="从今天起30天积分乘2，有总预算",
        line_en="Points twice for 30 days, within a budget",
        days=_CAMPAIGN_DAYS,
        **_some("factor", "sale", _DOUBLE),
        caps=(_BUDGET,),
    ),
    Starter(
        code="first_sale",
        zh="首单送分",
        en="First sale bonus",
        line_zh="第一次消费送50分",
        line_en="50 points on the first sale",
        **_some("bonus", "first_sale", _FIXED),
        caps=(_ONCE,),
    ),
    Starter(
        code="first_sale_double",
        zh="首单双倍",
        en="First sale double",
        line_zh="第一次消费积分乘2",
        line_en="Points twice on the first sale",
        **_some("factor", "first_sale", _DOUBLE),
        caps=({"per": "lifetime", "limit": 500},),
    ),
    Starter(
        code="nth_sale",
        zh="每第5单送分",
        en="Every fifth sale",
        line_zh="每第5次消费送30分",
        line_en="30 points on every fifth sale",
        **_some("bonus", "sale", {"kind": "fixed", "points": 30}, when={"nth": {"of": "sale", "every": 5}}),
        caps=(_DAILY,),
    ),
    Starter(
        code="scan_code",
        zh="买一送一扫码",
        en="Buy one get one, by scan",
        line_zh="扫活动码，选定商品积分乘2",
        line_en="With the code scanned, points of chosen goods twice",
        days=_CAMPAIGN_DAYS,
        needs=("lines", "codes"),
        caps=(_BUDGET,),
        **_some("factor", "sale", _DOUBLE, when={"codes": ["BOGO"]}, lines={"categories": []}),
    ),
    Starter(
        code="tender",
        zh="支付方式加分",
        en="Points for a tender",
        line_zh="用储值支付另加10分",
        line_en="10 points on top when paid with stored value",
        **_some("bonus", "sale", {"kind": "fixed", "points": 10}, when={"tenders": ["stored_value"]}),
        caps=(_DAILY,),
    ),
    Starter(
        code="enrolment",
        zh="注册送分",
        en="Enrolment points",
        line_zh="注册会员送50分，一人一次",
        line_en="50 points on enrolment, once",
        **_some("bonus", "enrolment", _FIXED),
        caps=(_ONCE,),
    ),
    Starter(
        code="profile",
        zh="完善资料送分",
        en="Complete profile",
        line_zh="资料填完整送30分，一人一次",
        line_en="30 points for a complete profile, once",
        **_some("bonus", "profile_completed", {"kind": "fixed", "points": 30}),
        caps=(_ONCE,),
    ),
    Starter(
        code="referral",
        zh="推荐注册",
        en="Referral on enrolment",
        line_zh="推荐的人注册，推荐人得10分",
        line_en="10 points for who refers a new member",
        **_some("bonus", "enrolment", {"kind": "fixed", "points": 10}, recipient="referrer"),
        caps=({"per": "year", "limit": 400},),
    ),
    Starter(
        code="referral_sale",
        zh="推荐首单",
        en="Referral on the first sale",
        line_zh="推荐的人首次消费满50元，推荐人得80分",
        line_en="80 points once the referred member buys for ¥50",
        **_some("bonus", "first_sale", {"kind": "fixed", "points": 80}, recipient="referrer", when={"min_amount_minor": 5_000}),
        caps=({"per": "year", "limit": 400},),
    ),
    Starter(
        code="referred",
        zh="被推荐送分",
        en="For the referred",
        line_zh="被推荐的会员首次消费得50分",
        line_en="50 points on the first sale of a referred member",
        **_some("bonus", "first_sale", _FIXED, when={"referred": True}),
        caps=(_ONCE,),
    ),
    Starter(
        code="check_in",
        zh="签到",
        en="Check-in",
        line_zh="每天签到送5分，一天一次",
        line_en="5 points a day, once a day",
        **_some("base", "check_in", {"kind": "fixed", "points": 5}),
        caps=(_DAILY,),
    ),
    Starter(
        code="check_in_streak",
        zh="连续签到",
        en="Check-in streak",
        line_zh="连续签到每7天送20分",
        line_en="20 points for every 7 days in a row",
        **_some("bonus", "check_in", {"kind": "fixed", "points": 20}, when={"nth": {"of": "streak", "every": 7}}),
        caps=(_DAILY,),
    ),
    Starter(
        code="challenge",
        zh="月度消费挑战",
        en="Monthly challenge",
        line_zh="当月消费满1000元送200分",
        line_en="200 points for ¥1000 in the month",
        **_some(
            "bonus",
            "challenge",
            {"kind": "fixed", "points": 200},
            when={"challenge": {"metric": "spend_minor", "per": "month", "reach": 100_000}},
        ),
    ),
    Starter(
        code="visits",
        zh="到店挑战",
        en="Visits challenge",
        line_zh="当月到店8次送100分",
        line_en="100 points for 8 visits in the month",
        **_some(
            "bonus", "challenge", {"kind": "fixed", "points": 100}, when={"challenge": {"metric": "visits", "per": "month", "reach": 8}}
        ),
    ),
    Starter(
        code="top_up",
        zh="充值送积分",
        en="Points for a top-up",
        line_zh="储值每满100元送10分",
        line_en="10 points per ¥100 topped up",
        **_some("bonus", "top_up", {"kind": "per_amount", "points": 10, "every_minor": 10_000}),
        caps=({"per": "month", "limit": 1_000},),
    ),
    Starter(
        code="review",
        zh="评价送分",
        en="Points for a review",
        line_zh="写一次评价送5分，每月最多4次",
        line_en="5 points for a review, four a month",
        **_some("bonus", "activity:review", {"kind": "fixed", "points": 5}),
        caps=({"per": "month", "unit": "times", "limit": 4},),
    ),
    Starter(
        code="share",
        zh="分享送分",
        en="Points for sharing",
        line_zh="分享一次送2分，每天最多1次",
        line_en="2 points for sharing, once a day",
        **_some("bonus", "activity:share", {"kind": "fixed", "points": 2}),
        caps=(_DAILY,),
    ),
    Starter(
        code="survey",
        zh="问卷送分",
        en="Points for a survey",
        line_zh="填一次问卷送20分，每月最多1次",
        line_en="20 points for a survey, once a month",
        **_some("bonus", "activity:survey", {"kind": "fixed", "points": 20}),
        caps=(_MONTHLY,),
    ),
    Starter(
        code="course",
        zh="课程完成送分",
        en="Course completed",
        line_zh="完成一门课程送100分",
        line_en="100 points for a course completed",
        **_some("base", "activity:course_completed", {"kind": "fixed", "points": 100}),
        caps=({"per": "month", "unit": "times", "limit": 4},),
    ),
    Starter(
        code="booking",
        zh="预约到店送分",
        en="Points for a booking",
        line_zh="预约并到店送10分，每天最多1次",
        line_en="10 points for a booking kept, once a day",
        **_some("base", "activity:booking", {"kind": "fixed", "points": 10}),
        caps=(_DAILY,),
    ),
    Starter(
        code="activity",
        zh="活动码送分",
        en="Points for an activity",
        line_zh="参加活动扫码送20分",
        line_en="20 points for taking part, by scan",
        days=_CAMPAIGN_DAYS,
        **_some("bonus", "activity:event", {"kind": "fixed", "points": 20}),
        caps=(_DAILY, _BUDGET),
    ),
    Starter(
        code="task",
        zh="会员任务",
        en="Member task",
        line_zh="选定分组的会员完成任务送30分",
        line_en="30 points for a task, for a group of members",
        needs=("groups",),
        **_some("bonus", "activity:task", {"kind": "fixed", "points": 30}, when={"groups": ["VIP"]}),
        caps=(_MONTHLY,),
    ),
    Starter(
        code="voucher",
        zh="满额送券",
        en="Voucher from an amount",
        line_zh="单笔满200元送券1张",
        line_en="A voucher from ¥200 a sale",
        **_some("bonus", "sale", {"kind": "voucher", "voucher": "VOUCHER"}, when={"min_amount_minor": 20_000}),
        caps=(_DAILY,),
    ),
)
_BY_CODE = {starter.code: starter for starter in STARTERS}


def starter(code: str) -> Starter:
    """The starter with this code. KeyError."""
    return _BY_CODE[code]


def add_rule(document: Document, code: str, lang: Lang, today: str) -> tuple[Draft, tuple[str, ...]]:
    """A rule from a starter, with its caps and a lane it fits into; gives the codes of the new rules (tiers bring one per level)."""
    chosen = starter(code)
    if code == "tier":
        return _add_tier_rules(document, lang)
    rule = {**chosen.rule, "code": code, "name": chosen.title(lang), "lane": _lane(document, chosen)}
    if chosen.days:
        dates = {"from_date": today, "to_date": add_days(today, chosen.days)}
        rule["when"] = {"dates": dates, **rule.get("when", {})}
    draft, added = insert_rule(document, rule)
    for cap in chosen.caps:
        draft, _ = add_cap(draft, {**cap, "rules": [added]}, f"{added}_{cap['per']}"[:28])
    return draft, (added,)


def _lane(document: Document, chosen: Starter) -> str:
    """Where a new rule goes: `base` into the first lane, `bonus` into one that stacks, `factor` to other multipliers. "" for a new one."""
    lanes = list(document["lanes"])
    if chosen.role == "base":
        return str(lanes[0]["code"])
    if chosen.role == "bonus":
        stacking = [lane["code"] for lane in lanes if lane["mode"] == "stack"]
        held = {rule["lane"] for rule in document["rules"] if rule["benefit"]["kind"] == "multiply"}
        later = [code for code in stacking if code != lanes[0]["code"] and code not in held]
        return str((later or stacking or [""])[0])
    tiered = {rule["lane"] for rule in document["rules"] if "tiers" in rule.get("when", {})}
    factors = [rule["lane"] for rule in document["rules"] if rule["benefit"]["kind"] == "multiply"]
    free = [code for code in factors if code not in tiered] or [lane["code"] for lane in lanes[1:] if lane["mode"] in COMBINED]
    return str((free or factors or [""])[0])


def _add_tier_rules(document: Document, lang: Lang) -> tuple[Draft, tuple[str, ...]]:
    """One multiplier for every level above the lowest that has none yet, in a lane of their own; tiers where the document has none."""
    draft: Draft = dict(document)
    if "tiers" not in document:
        levels = [{"code": level, "name": name, "threshold": least} for level, name, least in _LEVELS]
        tiers = {"metric": "spend", "window": {"kind": "rolling_months", "n": 12}, "levels": levels, "keep": {"kind": "months", "n": 12}}
        draft = set_tiers(document, tiers)
    has = {
        level
        for rule in draft["rules"]
        if rule["benefit"]["kind"] == "multiply" and rule["trigger"] in SALE_TRIGGERS
        for level in rule.get("when", {}).get("tiers", ())
    }
    missing = [(place, level) for place, level in enumerate(draft["tiers"]["levels"][1:]) if level["code"] not in has]
    if not missing:
        return draft, ()
    multipliers = (rule for rule in draft["rules"] if rule["benefit"]["kind"] == "multiply")
    lane = next((rule["lane"] for rule in multipliers if "tiers" in rule.get("when", {})), None)
    if lane is None:
        if len(draft["lanes"]) >= LANES_MAX:
            raise EditRefused("lanes_full")
        lane = unique_code(codes_of(draft, "lanes"), "tier")
        name = pick(lang, "会员等级", "Tiers")
        draft = set_value(draft, f"/lanes/{len(draft['lanes'])}", {"code": lane, "name": name, "mode": "best"})
    added: list[str] = []
    for place, level in missing:
        factor = _SPEEDS[min(place, len(_SPEEDS) - 1)]
        rule = {
            "code": level["code"],
            "name": pick(lang, f"{level['name']}{factor}倍", f"{level['code']} ×{factor}"),
            "trigger": "sale",
            "lane": lane,
            "when": {"tiers": [level["code"]]},
            "benefit": {"kind": "multiply", "factor": factor},
        }
        draft, code = insert_rule(draft, rule)
        added.append(code)
    return draft, tuple(added)

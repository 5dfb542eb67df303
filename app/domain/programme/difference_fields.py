"""The fields of a programme outside its rules, as the list of differences names and shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.exact import parse_exact
from app.domain.programme.compiler import filter_of, validity_of
from app.domain.programme.inputs import Document
from app.domain.programme.phrases import (
    Lang,
    Names,
    dates_text,
    listed,
    named,
    number,
    pick,
    points_text,
    round_money,
    rounding_text,
    tenders_text,
    validity_text,
)


class Words:
    """Values of the document in the words of a language."""

    def __init__(self, lang: Lang, names: Names) -> None:
        self.lang = lang
        self.names = names

    def pick(self, zh: str, en: str) -> str:
        return pick(self.lang, zh, en)

    def flag(self, value: bool) -> str:
        return self.pick("是" if value else "否", "yes" if value else "no")

    def text(self, value: object) -> str:
        return self.pick(f"“{value}”", f'"{value}"')

    def plain(self, value: object) -> str:
        return str(value)

    def count(self, value: int) -> str:
        return str(value)

    def points(self, value: int) -> str:
        return points_text(value, self.lang)

    def money(self, value: int) -> str:
        return round_money(value, self.lang)

    def days(self, value: int) -> str:
        return self.pick(f"{value}天", f"{value} {'day' if value == 1 else 'days'}")

    def percent(self, value: str) -> str:
        return f"{number(parse_exact(value))}%"

    def point_value(self, value: str) -> str:
        worth = number(parse_exact(value) / 100)
        return self.pick(f"1分抵{worth}元", f"¥{worth} a point")

    def rounding(self, value: str) -> str:
        return rounding_text(value, self.lang)

    def validity(self, value: Document) -> str:
        return validity_text(validity_of(value), self.lang) or self.pick("长期有效", "for good")

    def tenders(self, value: list[str]) -> str:
        return tenders_text(value, self.lang, self.names) or self.pick("无", "none")

    def in_order(self, value: list[str]) -> str:
        return listed((tenders_text([kind], self.lang, self.names) for kind in value), self.lang) or self.pick("无", "none")

    def codes(self, value: list[str]) -> str:
        return listed((named(code, self.names) for code in sorted(set(value))), self.lang) or self.pick("无", "none")

    def dates(self, value: Document) -> str:
        return dates_text((value.get("from_date"), value.get("to_date")), self.lang)

    def lines(self, value: Document) -> str:
        """A line filter with the kinds of what it names."""
        words = {"products": ("商品", "products"), "categories": ("类别", "categories"), "brands": ("品牌", "brands")}
        parts = []
        for prefix, before in (("", ("", "")), ("exclude_", ("不含", "not "))):
            for kind, (zh, en) in words.items():
                if f"{prefix}{kind}" in value:
                    parts.append(self.pick(f"{before[0]}{zh}", f"{before[1]}{en} ") + self.codes(value[f"{prefix}{kind}"]))
        return self.pick("，", ", ").join(parts) or self.pick("任意商品", "anything")

    def window(self, value: Document) -> str:
        texts = {"calendar_year": ("自然年", "the calendar year"), "lifetime": ("累计", "a lifetime")}
        if value["kind"] == "rolling_months":
            return self.pick(f"最近{value['n']}个月", f"the last {value['n']} months")
        return self.pick(*texts[value["kind"]])

    def per_member(self, value: Document) -> str:
        per = {"day": ("每天", "a day"), "month": ("每月", "a month"), "year": ("每年", "a year"), "lifetime": ("累计", "in all")}
        zh, en = per[value["per"]]
        return self.pick(f"每人{zh}{value['limit']}次", f"{value['limit']} times {en} each")

    def auto(self, value: Document) -> str:
        kept = value.get("keep_points", 0)
        tail = self.pick(f"，留{kept}分", f", {kept} points kept") if kept else ""
        return named(value["reward"], self.names) + tail

    def bonus(self, value: list[Document]) -> str:
        steps = []
        for step in value:
            start, gift = self.money(step["from_minor"]), self.money(step["bonus_minor"])
            every = step.get("every", False)
            steps.append(self.pick(f"{'每' if every else ''}满{start}送{gift}", f"{gift} {'per' if every else 'from'} {start}"))
        return listed(steps, self.lang) or self.pick("无", "none")


def _same_exact(one: Any, other: Any) -> bool:
    return bool(one == other or (one is not None and other is not None and parse_exact(one) == parse_exact(other)))


def _same_set(one: Any, other: Any) -> bool:
    return bool(one == other or (one is not None and other is not None and set(one) == set(other)))


def _same_lines(one: Any, other: Any) -> bool:
    return filter_of(one) == filter_of(other)


def _same_validity(one: Any, other: Any) -> bool:
    return validity_of(one) == validity_of(other)


def _same_bonus(one: Any, other: Any) -> bool:
    def plain(steps: Any) -> list[tuple[int, int, bool]]:
        return [(step["from_minor"], step["bonus_minor"], step.get("every", False)) for step in steps or ()]

    return plain(one) == plain(other)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: where it stands, what it is called, its default, how it is shown and compared."""

    path: str
    zh: str
    en: str
    show: Callable[[Words, Any], str]
    default: Any = None
    same: Callable[[Any, Any], bool] = _same

    @property
    def name(self) -> str:
        """The last step of its path."""
        return self.path.rsplit("/", 1)[1]

    def raw(self, document: Document) -> Any:
        """What stands there, or the default; None where nothing does."""
        value: Any = document
        for step in self.path.split("/")[1:]:
            value = value.get(step) if isinstance(value, Mapping) else None
        return self.default if value is None else value

    def text(self, value: Any, words: Words) -> str:
        """The value in words; empty for None."""
        return "" if value is None else self.show(words, value)


def _one_of(**texts: tuple[str, str]) -> Callable[[Words, Any], str]:
    return lambda words, value: words.pick(*texts[str(value)])


_METRICS = _one_of(spend=("消费金额", "spending"), visits=("到店次数", "visits"), points=("积分", "points"), manual=("人工", "by hand"))
_REWARD_KINDS = _one_of(
    goods=("商品", "goods"),
    voucher=("券", "voucher"),
    service=("服务", "service"),
    experience=("体验", "experience"),
    cash_back=("返现", "cash back"),
    donation=("捐赠", "donation"),
    draw=("抽奖", "draw"),
    tier=("等级", "tier"),
    privilege=("权益", "privilege"),
)
_HEAD = (
    Field(path="/name", zh="方案名称", en="name of the programme", show=Words.text),
    Field(path="/version", zh="版本", en="version", show=Words.count),
    Field(path="/code", zh="方案代码", en="code of the programme", show=Words.plain),
    Field(path="/format", zh="格式", en="format", show=Words.count),
    Field(path="/note", zh="说明", en="note", show=Words.text),
    Field(path="/currency", zh="币种", en="currency", show=Words.plain),
    Field(path="/timezone", zh="时区", en="time zone", show=Words.plain),
)
_TIERS = (
    Field(path="/tiers/metric", zh="等级按什么算", en="what tiers count", show=_METRICS),
    Field(path="/tiers/window", zh="等级的统计期", en="period that counts for tiers", show=Words.window),
    Field(path="/tiers/levels", zh="等级", en="tiers", show=Words.plain),
    Field(
        path="/tiers/upgrade",
        zh="升级",
        en="upgrade",
        default="at_once",
        show=_one_of(at_once=("达到就升", "at once"), at_review=("复核时升", "at the review")),
    ),
    Field(
        path="/tiers/new_tier_counts",
        zh="新等级从何时起用",
        en="a new tier counts",
        default="next_sale",
        show=_one_of(next_sale=("下一单", "from the next sale"), this_sale=("这一单", "for the same sale")),
    ),
    Field(
        path="/tiers/downgrade",
        zh="降级",
        en="downgrade",
        default="to_level",
        show=_one_of(none=("不降级", "none"), one_step=("每次降一级", "one step"), to_level=("降到应得的等级", "to the tier reached")),
    ),
    Field(path="/tiers/keep", zh="等级保留", en="tiers are kept", show=Words.validity, same=_same_validity),
    Field(path="/tiers/grace_days", zh="等级宽限", en="grace for tiers", default=0, show=Words.days),
)
_REDEMPTION = (
    Field(path="/redemption/enabled", zh="积分抵扣开着", en="paying with points", show=Words.flag),
    Field(path="/redemption/min_points", zh="最少用", en="least points used", show=Words.points),
    Field(path="/redemption/step_points", zh="每次的整倍数", en="step of points used", show=Words.points),
    Field(path="/redemption/max_points", zh="每单最多用", en="most points a sale", show=Words.points),
    Field(path="/redemption/max_percent", zh="每单最多抵", en="most of a sale", show=Words.percent, same=_same_exact),
    Field(path="/redemption/lines", zh="可以用积分抵的商品", en="goods that points pay for", show=Words.lines, same=_same_lines),
    Field(
        path="/redemption/lot_order",
        zh="先用哪些积分",
        en="which points are used first",
        show=_one_of(expiry_first=("先到期的", "those that lapse first"), oldest_first=("最早的", "the oldest")),
    ),
    Field(path="/redemption/auto", zh="自动兑换", en="automatic redemption", show=Words.auto),
)
_RETURNS = (
    Field(
        path="/returns/tender_mode",
        zh="退款方式",
        en="money back",
        default="proportional",
        show=_one_of(proportional=("按比例退", "in proportion"), listed_first=("按顺序退", "in order")),
    ),
    Field(path="/returns/tender_order", zh="退款顺序", en="order of money back", default=[], show=Words.in_order),
    Field(path="/returns/grace_days", zh="退回积分的宽限", en="grace for points that come back", default=0, show=Words.days),
    Field(
        path="/returns/shortfall",
        zh="积分不够退时",
        en="points missing at a return",
        default="debt",
        show=_one_of(debt=("记欠", "owed"), charge=("从退款里扣", "taken from the money")),
    ),
)
_BASE = (
    Field(
        path="/base/discount",
        zh="计分金额",
        en="amount that counts",
        default="after",
        show=_one_of(after=("折后", "after discount"), before=("折前", "before discount")),
    ),
    Field(
        path="/base/tax",
        zh="计分金额里的税",
        en="tax in it",
        default="included",
        show=_one_of(included=("含税", "included"), excluded=("不含税", "left out")),
    ),
    Field(
        path="/base/exclude_tenders",
        zh="不积分的支付",
        en="tenders that earn nothing",
        default=["points"],
        show=Words.tenders,
        same=_same_set,
    ),
    Field(path="/base/lines", zh="积分的商品", en="goods that earn", show=Words.lines, same=_same_lines),
)
_LIFE = (
    Field(path="/pending_days", zh="几天后可用", en="usable after", default=0, show=Words.days),
    Field(path="/validity", zh="积分有效期", en="points are valid", show=Words.validity, same=_same_validity),
)
_STORED = (
    Field(
        path="/stored_value/spend_order",
        zh="储值先用",
        en="stored value used first",
        show=_one_of(principal_first=("本金", "principal"), bonus_first=("赠金", "bonus"), proportional=("按比例", "in proportion")),
    ),
    Field(path="/stored_value/top_up_bonus", zh="充值赠送", en="bonus on top-ups", show=Words.bonus, same=_same_bonus),
    Field(path="/stored_value/min_top_up_minor", zh="最少充值", en="least top-up", show=Words.money),
    Field(path="/stored_value/named_max_minor", zh="记名卡上限", en="limit of named cards", show=Words.money),
    Field(path="/stored_value/unnamed_max_minor", zh="不记名卡上限", en="limit of unnamed cards", show=Words.money),
    Field(path="/stored_value/real_name_from_minor", zh="实名起点", en="real name from", show=Words.money),
)
_REST = (
    Field(path="/point_value", zh="积分抵现", en="a point is worth", show=Words.point_value, same=_same_exact),
    Field(
        path="/leap_birthday",
        zh="2月29日生日",
        en="a birthday on 29 February",
        default="feb28",
        show=_one_of(feb28=("平年算2月28日", "is 28 February"), mar01=("平年算3月1日", "is 1 March")),
    ),
)
_REWARDS = (Field(path="/rewards", zh="礼品", en="rewards", show=Words.plain),)
SECTIONS: tuple[tuple[Field, ...], ...] = (_HEAD, _TIERS, _REDEMPTION, _REST, _REWARDS, _LIFE, _RETURNS, _BASE, _STORED)
LEVEL_FIELDS = (
    Field(path="/name", zh="名称", en="name", show=Words.text),
    Field(path="/threshold", zh="门槛", en="threshold", show=Words.count),
)
REWARD_FIELDS = (
    Field(path="/name", zh="名称", en="name", show=Words.text),
    Field(path="/kind", zh="种类", en="kind", show=_REWARD_KINDS),
    Field(path="/points", zh="积分", en="price", show=Words.points),
    Field(path="/cash_minor", zh="加钱", en="money on top", default=0, show=Words.money),
    Field(path="/active", zh="开着", en="offered", default=True, show=Words.flag),
    Field(path="/dates", zh="日期", en="dates", show=Words.dates),
    Field(path="/stores", zh="门店", en="stores", show=Words.codes, same=_same_set),
    Field(path="/tiers", zh="等级", en="tiers", show=Words.codes, same=_same_set),
    Field(path="/per_member", zh="每人限次", en="limit", show=Words.per_member),
    Field(path="/stocked", zh="有库存", en="in stock", default=False, show=Words.flag),
)

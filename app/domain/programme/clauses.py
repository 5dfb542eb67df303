"""A rule as clauses of fixed text and editable parts (programme.md §9), in Chinese and English. Every part that can be edited names its
field by a JSON pointer into the programme document. Joined, the parts are the sentence of the rule: `sentences.rule_sentence` leaves
out what only the editor shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.domain.programme.compiled import Base, Cap, CompiledProgramme, Lane, LineFilter, Rule
from app.domain.programme.phrases import (
    Lang,
    Names,
    activity_text,
    cap_limit_text,
    cap_scope_text,
    codes_text,
    listed,
    month_days_text,
    named,
    nth_words,
    number,
    pick,
    pieces,
    points_text,
    recipient_text,
    round_money,
    rounding_text,
    short_yuan,
    tenders_text,
    tier_names,
    times_text,
    trigger_words,
    validity_text,
    weekdays_text,
    windows_list,
)

PartKind = Literal[
    "fixed",
    "date",
    "weekdays",
    "month_days",
    "times",
    "stores",
    "tills",
    "channels",
    "tiers",
    "groups",
    "card_types",
    "card_batches",
    "birthday",
    "referred",
    "trigger",
    "nth",
    "metric",
    "period",
    "lines",
    "tenders",
    "codes",
    "base",
    "money",
    "quantity",
    "count",
    "points",
    "percent",
    "factor",
    "lanes",
    "voucher",
    "rounding",
    "steps",
    "recipient",
    "flag",
    "lane",
    "lane_mode",
    "cap",
    "days",
    "validity",
    "funding",
    "text",
]
"""What a part is edited with. `money` is fen, `count`, `quantity`, `points` and `days` are integers, `percent` and `factor` exact numbers
as text; `lines`, `base`, `cap`, `nth`, `validity` are whole objects; `flag` is true or false; the rest are codes or lists of codes."""

Who = Literal["all", "office"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePart:
    """A piece of a rule's sentence. Fixed text has the kind `fixed` and no path.

    `path` is a JSON pointer into the programme document, `value` what stands there (None: nothing, so the programme's own or no limit).
    `editing` parts are shown in the editor only.
    """

    text: str
    kind: PartKind = "fixed"
    path: str = ""
    value: Any = None
    editing: bool = False

    @property
    def editable(self) -> bool:
        """Whether the part is a control."""
        return self.kind != "fixed"


Clause = tuple[SentencePart, ...]
_MODES = {
    "stack": ("可以叠加", "everything adds up"),
    "best": ("只取最多的一条", "only the best one counts"),
    "add_factors": ("倍数相加，不相乘", "factors add up, they do not multiply"),
    "multiply": ("倍数相乘", "factors multiply"),
}


def lane_mode_text(mode: str, lang: Lang) -> str:
    """What a lane does with several rules that hold at the same time."""
    return pick(lang, *_MODES[mode])


def lane_name(lane: Lane, lang: Lang) -> str:
    """The name of a lane; in English its code where it has only a Chinese name."""
    return lane.name if lang == "zh" or lane.name.isascii() else lane.code


def fixed(text: str) -> SentencePart:
    """A piece of text that is no control."""
    return SentencePart(text=text)


def filter_texts(lines: LineFilter, lang: Lang, names: Names, most: int | None = None) -> tuple[str, str]:
    """What a line filter lets pass and what it leaves out (empty where nothing)."""
    included = shortened((ref for _, ref in lines.include or ()), lang, names, most)
    if not included:
        nothing = lines.include is not None
        included = pick(lang, "（无）", "nothing") if nothing else pick(lang, "任意商品", "anything")
    return included, shortened((ref for _, ref in lines.exclude), lang, names, most)


def shortened(codes: Iterable[str], lang: Lang, names: Names, most: int | None) -> str:
    """Names of codes; only the first `most` of a long list and how many there are."""
    ordered = sorted(codes)
    if most is None or len(ordered) <= most:
        return codes_text(ordered, lang, names)
    first = codes_text(ordered[:most], lang, names)
    return pick(lang, f"{first}等{len(ordered)}种", f"{first} … ({len(ordered)} in all)")


class _Sentence:
    """Collects the clauses of one rule in the order of programme.md §9."""

    def __init__(self, rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names, most: int | None) -> None:
        self.rule = rule
        self.programme = programme
        self.lang = lang
        self.names = names
        self.most = most

    # Small words

    def pick(self, zh: str, en: str) -> str:
        return pick(self.lang, zh, en)

    def say(self, zh: str, en: str) -> SentencePart:
        return fixed(self.pick(zh, en))

    def part(self, text: str, kind: PartKind, field: str, *, editing: bool = False) -> SentencePart:
        return SentencePart(text=text, kind=kind, path=f"/rules/{self.rule.place}/{field}", editing=editing)

    def codes(self, codes: Iterable[str]) -> str:
        return shortened(codes, self.lang, self.names, self.most)

    # When

    def when(self) -> list[Clause]:
        when = self.rule.when
        found: list[Clause] = [self.dates(*when.dates)] if when.dates is not None else []
        if when.weekdays is not None:
            found.append((self.part(weekdays_text(when.weekdays, self.lang), "weekdays", "when/weekdays"),))
        if when.month_days is not None:
            found.append((self.part(month_days_text(when.month_days, self.lang), "month_days", "when/month_days"),))
        if when.times is not None:
            found.append((self.say("", "between "), self.part(windows_list(when.times, self.lang), "times", "when/times")))
        return found

    def dates(self, first: str | None, last: str | None) -> Clause:
        start = self.part(first or "", "date", "when/dates/from_date")
        end = self.part(last or "", "date", "when/dates/to_date")
        if first is not None and last is not None:
            return self.say("", "from "), start, self.say("至", " to "), end
        if first is not None:
            return self.say("", "from "), start, self.say("起", "")
        if last is not None:
            return self.say("至", "until "), end
        return (replace(start, text=self.pick("不限日期", "on any date")),)

    # Where

    def where(self) -> list[Clause]:
        when = self.rule.when
        places: tuple[tuple[PartKind, frozenset[str] | None], ...] = (
            ("stores", when.stores),
            ("tills", when.tills),
            ("channels", when.channels),
        )
        return [(self.say("在", "at "), self.part(self.codes(codes), kind, f"when/{kind}")) for kind, codes in places if codes is not None]

    # Who

    def who(self) -> list[Clause]:
        when = self.rule.when
        found: list[Clause] = []
        if when.tiers is not None:
            tiers = tier_names(self.programme, when.tiers, self.lang, self.names)
            found.append((self.say("", "for "), self.part(self.pick(f"{tiers}会员", f"{tiers} members"), "tiers", "when/tiers")))
        if when.groups is not None:
            groups = self.part(self.codes(when.groups), "groups", "when/groups")
            found.append((self.say("", "for members of "), groups, self.say("组会员", "")))
        if when.card_types is not None:
            types = self.part(self.codes(when.card_types), "card_types", "when/card_types")
            found.append((self.say("持", "with a "), types, self.say("卡", " card")))
        if when.card_batches is not None:
            batches = self.part(self.codes(when.card_batches), "card_batches", "when/card_batches")
            found.append((self.say("", "with a card of batch "), batches, self.say("批次的卡", "")))
        if when.birthday is not None:
            day, month = self.pick("生日当天", "on the birthday"), self.pick("生日当月", "in the birthday month")
            found.append((self.part(day if when.birthday == "day" else month, "birthday", "when/birthday"),))
        if when.referred is not None:
            yes = self.pick("被推荐的会员", "for referred members")
            no = self.pick("没有推荐人的会员", "for members nobody referred")
            found.append((self.part(yes if when.referred else no, "referred", "when/referred"),))
        if not found:
            everybody = self.part(self.pick("所有会员", "all members"), "tiers", "when/tiers", editing=True)
            found.append((replace(self.say("", "for "), editing=True), everybody))
        return found

    # The event and what is bought

    def event(self) -> Clause:
        rule, when = self.rule, self.rule.when
        if when.challenge is not None:
            return self.challenge()
        if when.nth is not None:
            word = self.part(nth_words(when.nth, self.lang), "nth", "when/nth")
            if when.nth.of == "sale":
                sale = self.part(self.pick("消费", "sale"), "trigger", "trigger")
                return self.say("", "on "), word, self.say("", " "), sale
            check_in = self.part(self.pick("签到", "check-in"), "trigger", "trigger")
            if self.lang == "zh":
                return check_in, fixed("（"), word, fixed("）")
            return fixed("on "), word, fixed(" "), check_in, fixed(" in a row")
        if rule.trigger == "activity":
            done = activity_text(rule.activity or "", self.lang)
            return self.say("完成", "on "), self.part(done, "trigger", "trigger")
        return self.say("", "on "), self.part(trigger_words(rule.trigger, self.lang), "trigger", "trigger")

    def challenge(self) -> Clause:
        goal = self.rule.when.challenge
        assert goal is not None
        period_text = {"month": ("当月", "in the month"), "year": ("当年", "in the year")}[goal.per]
        period = self.part(self.pick(*period_text), "period", "when/challenge/per")
        spend = goal.metric == "spend_minor"
        metric = self.part(self.pick(*(("消费", "spending") if spend else ("到店", "visits"))), "metric", "when/challenge/metric")
        if spend:
            reach = self.part(round_money(goal.reach, self.lang), "money", "when/challenge/reach")
        else:
            reach = self.part(self.pick(times_text(goal.reach, "zh"), str(goal.reach)), "count", "when/challenge/reach")
        if self.lang == "zh":
            return period, metric, fixed("满"), reach
        both = (metric, fixed(" "), reach) if spend else (reach, fixed(" "), metric)
        return fixed("on "), *both, fixed(" "), period

    def what(self) -> list[Clause]:
        rule, when = self.rule, self.rule.when
        found: list[Clause] = []
        if rule.lines is not None:
            found.append(self.lines(self.programme.filters[rule.lines]))
        elif rule.sale:
            everything = self.part(self.pick("所有商品", "all goods"), "lines", "lines", editing=True)
            found.append((replace(self.say("购买", "of "), editing=True), everything))
        if when.tenders is not None:
            kinds = tenders_text(when.tenders, self.lang, self.names)
            tenders = self.part(kinds.removesuffix("支付") if self.lang == "zh" else kinds, "tenders", "when/tenders")
            found.append((self.say("用", "paid with "), tenders, self.say("支付", "")))
        if when.codes is not None:
            found.append((self.say("扫", "code "), self.part(self.codes(when.codes), "codes", "when/codes")))
        if when.min_amount_minor:
            least = self.part(round_money(when.min_amount_minor, self.lang), "money", "when/min_amount_minor")
            found.append((self.say("满", "from "), least))
        if when.min_qty:
            found.append((self.say("满", "from "), self.part(pieces(when.min_qty, self.lang), "quantity", "when/min_qty")))
        return found

    def lines(self, line_filter: LineFilter) -> Clause:
        included, excluded = filter_texts(line_filter, self.lang, self.names, self.most)
        clause: Clause = (self.say("购买", "of "), self.part(included, "lines", "lines"))
        if excluded:
            clause = (*clause, self.say("（", " (not "), self.part(excluded, "lines", "lines"), self.say("除外）", ")"))
        return clause

    # What it gives

    def benefit(self) -> Clause:
        clause = {
            "per_amount": self.per_amount,
            "per_item": self.per_item,
            "fixed": self.fixed_points,
            "percent_back": self.percent_back,
            "multiply": self.multiply,
            "voucher": self.voucher,
        }[self.rule.benefit.kind]()
        return (*clause, *self.steps(), *self.rounding())

    def points(self) -> SentencePart:
        return self.part(points_text(self.rule.benefit.points, self.lang), "points", "benefit/points")

    def per_amount(self) -> Clause:
        every_minor = short_yuan(self.rule.benefit.every_minor)
        every = self.part(self.pick(f"{every_minor}元", f"¥{every_minor}"), "money", "benefit/every_minor")
        if self.lang == "zh":
            return fixed("每满"), every, fixed("积"), self.points()
        return self.points(), fixed(" per "), every

    def per_item(self) -> Clause:
        qty = self.rule.benefit.every_qty
        every = self.part(
            self.pick("件" if qty == 1 else f"{qty}件", "item" if qty == 1 else f"{qty} items"), "quantity", "benefit/every_qty"
        )
        if self.lang == "zh":
            return fixed("每"), every, fixed("积"), self.points()
        return self.points(), fixed(" per "), every

    def fixed_points(self) -> Clause:
        return self.say("送", ""), self.points()

    def percent_back(self) -> Clause:
        percent = self.part(f"{number(self.rule.benefit.percent)}%", "percent", "benefit/percent")
        return self.say("返", ""), percent, self.say("积分", " back in points")

    def multiply(self) -> Clause:
        benefit = self.rule.benefit
        lanes = [lane_name(self.programme.lanes[place], self.lang) for place in benefit.of]
        usual = benefit.of == (0,)
        shown = self.pick("、".join(name.removesuffix("积分") for name in lanes), listed(lanes, "en"))
        of = self.part(shown or self.pick("（无）", "no"), "lanes", "benefit/of", editing=usual)
        factor = self.part(self.pick(f"{number(benefit.factor)}倍", f"{number(benefit.factor)} times"), "factor", "benefit/factor")
        if self.lang == "zh":
            return of, fixed("积分"), factor
        return factor, fixed(" "), of, SentencePart(text=" ", editing=usual), fixed("points")

    def voucher(self) -> Clause:
        benefit = self.rule.benefit
        name = self.part(named(benefit.voucher, self.names), "voucher", "benefit/voucher")
        count = self.part(self.pick(f"{benefit.count}张", str(benefit.count)), "count", "benefit/count")
        if self.lang == "zh":
            return fixed("送"), name, fixed("券"), count
        return count, fixed(" × voucher "), name

    def steps(self) -> Clause:
        """Only where part steps count: otherwise points come per whole step."""
        benefit = self.rule.benefit
        if benefit.kind not in ("per_amount", "per_item") or benefit.whole_steps:
            return ()
        part = self.part(self.pick("不足也按比例积", "part steps count"), "steps", "benefit/whole_steps")
        return self.say("（", " ("), part, self.say("）", ")")

    def rounding(self) -> Clause:
        """The rounding of the rule; rounding down is what nobody needs to be told."""
        rule = self.rule
        if rule.benefit.kind in ("fixed", "voucher") or self.programme.lanes[rule.lane].combined:
            return ()
        texts = {"carry": self.pick("余额累积", "remainder kept")}
        text = texts.get(rule.rounding) or rounding_text(rule.rounding, self.lang)
        editing = rule.rounding == "floor"
        brackets = (self.say("（", " ("), self.part(text, "rounding", "rounding"), self.say("）", ")"))
        return tuple(replace(part, editing=editing) for part in brackets)

    # Everything after it

    def tail(self) -> list[Clause]:
        rule = self.rule
        found: list[Clause] = []
        if rule.base != 0:
            found.append((self.part(base_text(self.programme.bases[rule.base], self.lang, self.names, self.most), "base", "base"),))
        if rule.recipient != "member":
            found.append((self.say("奖励", "credited to "), self.part(recipient_text(rule.recipient, self.lang), "recipient", "recipient")))
        if rule.exclusive:
            found.append((self.part(self.pick("不与其他规则同享", "not together with other rules"), "flag", "exclusive"),))
        if rule.stop:
            found.append((self.part(self.pick("用了就不再算后面的规则", "ends the calculation"), "flag", "stop"),))
        found.append(self.lane())
        found.extend(self.cap(place) for place in rule.caps)
        if rule.benefit.kind != "voucher":
            found.extend(self.life())
        if rule.funding is not None:
            funding = self.part(named(rule.funding, self.names), "funding", "funding", editing=True)
            found.append((replace(self.say("费用归", "paid by "), editing=True), funding))
        return found

    def lane(self) -> Clause:
        """For the editor: where the rule stands, and what the lane does when several of its rules hold."""
        place = self.rule.lane
        lane = self.programme.lanes[place]
        mode = SentencePart(text=lane_mode_text(lane.mode, self.lang), kind="lane_mode", path=f"/lanes/{place}/mode", editing=True)
        shown = lane_name(lane, self.lang)
        name = self.part(self.pick(f"“{shown}”", f'"{shown}"'), "lane", "lane", editing=True)
        before, between = self.say("与", "in "), self.say("里的规则", ": ")
        return replace(before, editing=True), name, replace(between, editing=True), mode

    def cap(self, place: int) -> Clause:
        cap = self.programme.caps[place]
        limit = SentencePart(text=cap_limit_text(cap, self.lang), kind="cap", path=f"/caps/{place}")
        before, after = cap_scope_text(cap, self.lang)
        shared = self._shared(cap)
        tail = (SentencePart(text=shared, editing=True),) if shared else ()
        return tuple(part for part in (fixed(before), limit, fixed(after), *tail) if part.text)

    def _shared(self, cap: Cap) -> str:
        if cap.rules is None:
            return self.pick("（所有规则合计）", " (over all rules)")
        others = len(cap.rules) - 1
        return self.pick(f"（与另{others}条规则合计）", f" (together with {others} other rules)") if others else ""

    def life(self) -> list[Clause]:
        rule, programme = self.rule, self.programme
        found: list[Clause] = []
        if rule.pending_days:
            days = self.part(self.pick(f"{rule.pending_days}天", f"{rule.pending_days} days"), "days", "pending_days")
            found.append((self.say("", "usable after "), days, self.say("后可用", "")))
        elif programme.pending_days:
            found.append((self.part(self.pick("马上可用", "usable at once"), "days", "pending_days"),))
        life = validity_text(rule.validity, self.lang)
        if life:
            found.append((self.say("有效期", "valid "), self.part(life, "validity", "validity")))
        elif rule.validity != programme.validity:
            found.append((self.part(self.pick("长期有效", "valid for good"), "validity", "validity"),))
        if not rule.qualifying:
            found.append((self.part(self.pick("不计入等级", "not counted for tiers"), "flag", "qualifying"),))
        return found

    def head_clauses(self) -> list[Clause]:
        off = self.part(self.pick("（停用中）", "(switched off)"), "flag", "active", editing=True)
        return [*(() if self.rule.active else ((off,),)), *self.when(), *self.where(), *self.who()]

    def body_clauses(self) -> list[Clause]:
        return [self.event(), *self.what(), self.benefit(), *self.tail()]


def base_text(base: Base, lang: Lang, names: Names, most: int | None = None) -> str:
    """What counts as eligible amount, in words."""
    parts = [
        pick(lang, "按折扣前金额", "before discount") if base.before_discount else pick(lang, "按折后金额", "after discount"),
        pick(lang, "不含税", "without tax") if base.without_tax else pick(lang, "含税", "tax included"),
    ]
    if base.exclude_tenders:
        kinds = tenders_text(base.exclude_tenders, lang, names)
        parts.append(pick(lang, f"{kinds}付的部分不计", f"the part paid with {kinds} not counted"))
    else:
        parts.append(pick(lang, "各种支付都计", "whatever it is paid with"))
    if base.lines is not None:
        included, excluded = filter_texts(base.lines, lang, names, most)
        goods = pick(lang, f"只计{included}", f"only {included}") if base.lines.include is not None else ""
        tail = pick(lang, f"{excluded}不计", f"not {excluded}") if excluded else ""
        parts.extend(text for text in (goods, tail) if text)
    return pick(lang, "计分金额", "amount ") + pick(lang, "、", ", ").join(parts)


Shown = Callable[[SentencePart], bool]


def joined(head: Sequence[Clause], body: Sequence[Clause], lang: Lang, shown: Shown) -> list[SentencePart]:
    """The parts of both halves with what stands between clauses; clauses of which nothing is shown are left out."""

    def half(clauses: Sequence[Clause]) -> list[SentencePart]:
        found: list[SentencePart] = []
        for clause in clauses:
            parts = [part for part in clause if part.text and shown(part)]
            if parts and found:
                found.append(fixed(pick(lang, "，", ", ")))
            found.extend(parts)
        return found

    start, rest = half(head), half(body)
    if start and rest:
        start.append(fixed(pick(lang, "，", ": ")))
    return [*start, *rest]


def rule_clauses(rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names) -> tuple[Clause, ...]:
    """All clauses of a rule's sentence, what only the editor shows included."""
    sentence = _Sentence(rule, programme, lang, names, None)
    return (*sentence.head_clauses(), *sentence.body_clauses())


def rule_parts(
    rule: Rule, programme: CompiledProgramme, lang: Lang, names: Names, *, editing: bool, most: int | None = None
) -> tuple[SentencePart, ...]:
    """The sentence of a compiled rule in parts, values left out. `editing` shows what only the editor shows: fields that can be
    narrowed but are not ("all members"), the lane, the funding, whether it is switched off. `most`: names shown of a long list.
    """
    sentence = _Sentence(rule, programme, lang, names, most)
    parts = joined(sentence.head_clauses(), sentence.body_clauses(), lang, lambda part: editing or not part.editing)
    return _merged(parts)


def _merged(parts: Iterable[SentencePart]) -> tuple[SentencePart, ...]:
    """Neighbouring fixed texts as one."""
    found: list[SentencePart] = []
    for part in parts:
        if found and not part.editable and not found[-1].editable:
            found[-1] = fixed(found[-1].text + part.text)
        else:
            found.append(part)
    return tuple(found)

"""What differs between two versions of a programme, in plain words and in the order a manager reads: rules with their lanes and limits
first, then tiers, redemption, rewards, the life of points, returns and the rest.

Nothing is left out: the list is empty only when both documents are the same in every byte of their canonical form. Where only the
writing differs (a default written out, another order of a list that has none) it says just that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.canonical import canonical_bytes
from app.domain.exact import parse_exact
from app.domain.programme.clauses import Clause, base_text, lane_mode_text, rule_clauses
from app.domain.programme.compiled import CompiledProgramme, Rule
from app.domain.programme.compiler import base_of, compile_programme, filter_of, validity_of, without_nulls
from app.domain.programme.difference_fields import LEVEL_FIELDS, REWARD_FIELDS, SECTIONS, Field, Words
from app.domain.programme.document import pointer
from app.domain.programme.inputs import Document
from app.domain.programme.labels import rule_label
from app.domain.programme.phrases import Lang, Names, cap_text, listed, pick, recipient_text, validity_text
from app.domain.programme.sentences import rule_sentence

_NO_NAMES: Names = {}
Kind = Literal["added", "removed", "changed", "moved", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. `path`: its place in the new document, in the old one for what was removed; `rule`: code of the rule it is about."""

    kind: Kind
    path: str
    text: str
    rule: str | None = None


class _Version:
    """One of the two versions: its document without nulls, compiled, and the words for it."""

    def __init__(self, document: Document, lang: Lang, names: Names) -> None:
        self.document: Mapping[str, Any] = _filled(without_nulls(document))
        self.programme: CompiledProgramme = compile_programme(document)
        self.lang = lang
        self.names = names
        self.words = Words(lang, names)

    def items(self, part: str) -> dict[str, Mapping[str, Any]]:
        """The items of a list by code, in their order."""
        return {item["code"]: item for item in self.document.get(part, ())}

    def rule(self, code: str) -> Rule:
        return self.programme.rule(code)

    def label(self, code: str) -> str:
        """The name of a rule in quotation marks."""
        name = rule_label(self.rule(code), self.programme, self.lang)
        return pick(self.lang, f"“{name}”", f'"{name}"')

    def lane(self, code: str) -> str:
        lane = self.items("lanes")[code]
        name = lane.get("name", code)
        if self.lang == "en" and not name.isascii():
            name = code
        return pick(self.lang, f"“{name}”", f'"{name}"')

    def cap(self, code: str) -> str:
        """A cap in words, with the rules it is for."""
        number = list(self.items("caps")).index(code)
        cap = self.programme.caps[number]
        rules = self.items("caps")[code].get("rules")
        text = cap_text(cap, self.lang)
        if rules is None:
            return text + pick(self.lang, "（所有规则合计）", " (over all rules)")
        named = listed((self.label(rule) for rule in sorted(set(rules))), self.lang)
        return text + pick(self.lang, f"（{named}）", f" ({named})")


_FILLED: Mapping[str, Mapping[str, Any]] = {
    "redemption": {"enabled": True, "min_points": 1, "step_points": 1, "max_percent": "100", "lot_order": "expiry_first"},
    "stored_value": {"spend_order": "principal_first", "min_top_up_minor": 0},
}


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    """The document with defaults written out that hold only where their section is there at all."""
    for section, defaults in _FILLED.items():
        if section in document:
            document[section] = {**defaults, **document[section]}
    auto = document.get("redemption", {}).get("auto")
    if auto is not None:
        auto.setdefault("keep_points", 0)
    for rule in document["rules"]:
        if rule["benefit"]["kind"] == "multiply":
            rule["benefit"].setdefault("of", [document["lanes"][0]["code"]])
    return document


def differences(old: Document, new: Document, lang: Lang, names: Names = _NO_NAMES) -> tuple[Difference, ...]:
    """Everything in which `new` differs from `old`, in words. Both must compile (drafts do). `names`: as for sentences."""
    before, after = _Version(old, lang, names), _Version(new, lang, names)
    comparison = _Comparison(before, after)
    found = tuple(comparison.run())
    if not found and canonical_bytes(old) != canonical_bytes(new):
        text = pick(lang, "只是写法不同，意思一样", "only written in another way; it means the same")
        return (Difference(kind="writing", path="", text=text),)
    return found


class _Comparison:
    """Compares part by part; every method yields the differences of one part."""

    def __init__(self, before: _Version, after: _Version) -> None:
        self.before = before
        self.after = after
        self.lang = after.lang

    def pick(self, zh: str, en: str) -> str:
        return pick(self.lang, zh, en)

    def run(self) -> Iterator[Difference]:
        for section in SECTIONS[:1]:
            yield from self.section(section)
        yield from self.rules()
        yield from self.lanes()
        yield from self.caps()
        for section in SECTIONS[1:]:
            yield from self.section(section)

    # Words

    def changed(self, what: str, old: str, new: str) -> str:
        """`what` from old to new; an empty text is nothing."""
        if not old:
            return self.pick(f"{what}：{new}", f"{what}: {new}")
        if not new:
            return self.pick(f"去掉{what}（原来{old}）", f"{what} taken away (was {old})")
        return self.pick(f"{what}从{old}改为{new}", f"{what} from {old} to {new}")

    # Rules

    def rules(self) -> Iterator[Difference]:
        old, new = self.before.items("rules"), self.after.items("rules")
        for code in (code for code in old if code not in new):
            yield self.removed_rule(code, list(old).index(code))
        for place, code in enumerate(new):
            path = pointer("rules", place)
            if code not in old:
                sentence = rule_sentence(self.after.rule(code), self.after.programme, self.lang, self.after.names)
                off = "" if self.after.rule(code).active else self.pick("（停用中）", " (switched off)")
                text = self.pick(f"新增{self.after.label(code)}{off}：{sentence}", f"New: {self.after.label(code)}{off}: {sentence}")
                yield Difference(kind="added", path=path, text=text, rule=code)
            else:
                yield from self.rule(code, path)
        yield from self.moved_rules(list(old), list(new))

    def removed_rule(self, code: str, place: int) -> Difference:
        sentence = rule_sentence(self.before.rule(code), self.before.programme, self.lang, self.before.names)
        text = self.pick(f"删除{self.before.label(code)}：{sentence}", f"Removed: {self.before.label(code)}: {sentence}")
        return Difference(kind="removed", path=pointer("rules", place), text=text, rule=code)

    def rule(self, code: str, path: str) -> Iterator[Difference]:
        old, new = self.before.items("rules")[code], self.after.items("rules")[code]
        if old["name"] != new["name"]:
            text = self.pick(f"“{old['name']}”改名为“{new['name']}”", f'"{old["name"]}" is called "{new["name"]}"')
            yield Difference(kind="changed", path=path + "/name", text=text, rule=code)
        name = self.after.label(code)
        for group in _GROUPS:
            if group.value(old) == group.value(new):
                continue
            was, now = group.text(self.before, code), group.text(self.after, code)
            text = group.said(self, name, was, now)
            yield Difference(kind="changed", path=path + group.path, text=text, rule=code)

    def moved_rules(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
        """Rules that stand elsewhere among the rules of their lane: the fewest moves that explain the new order."""
        for lane in self.after.items("lanes"):
            now = [code for code in new if self.after.items("rules")[code]["lane"] == lane]
            staying = [code for code in now if code in old and self.before.items("rules")[code]["lane"] == lane]
            for code in _moved([code for code in old if code in staying], staying):
                path = pointer("rules", list(new).index(code))
                text = self.moved(self.after.label(code), now, code, self.after.label)
                yield Difference(kind="moved", path=path, text=text, rule=code)

    def moved(self, name: str, order: Sequence[str], code: str, label: Callable[[str], str]) -> str:
        place = order.index(code)
        if place + 1 < len(order):
            other = label(order[place + 1])
            return self.pick(f"{name}移到{other}之前", f"{name} moved before {other}")
        other = label(order[place - 1])
        return self.pick(f"{name}移到{other}之后", f"{name} moved after {other}")

    # Lanes

    def lanes(self) -> Iterator[Difference]:
        old, new = self.before.items("lanes"), self.after.items("lanes")
        for place, code in enumerate(old):
            if code not in new:
                text = self.pick(f"删除分组{self.before.lane(code)}", f"Lane {self.before.lane(code)} removed")
                yield Difference(kind="removed", path=pointer("lanes", place), text=text)
        for place, code in enumerate(new):
            path = pointer("lanes", place)
            name = self.after.lane(code)
            mode = lane_mode_text(new[code]["mode"], self.lang)
            if code not in old:
                text = self.pick(f"新增分组{name}：{mode}", f"New lane {name}: {mode}")
                yield Difference(kind="added", path=path, text=text)
                continue
            if old[code].get("name", code) != new[code].get("name", code):
                first, second = old[code].get("name", code), new[code].get("name", code)
                text = self.pick(f"分组“{first}”改名为“{second}”", f'lane "{first}" is called "{second}"')
                yield Difference(kind="changed", path=path + "/name", text=text)
            if old[code]["mode"] != new[code]["mode"]:
                was = lane_mode_text(old[code]["mode"], self.lang)
                what = self.pick(f"分组{name}里同时符合的规则", f"rules of lane {name} that hold together")
                yield Difference(kind="changed", path=path + "/mode", text=self.changed(what, was, mode))
            if old[code].get("rounding", "floor") != new[code].get("rounding", "floor"):
                was, now = (self.after.words.rounding(lane[code].get("rounding", "floor")) for lane in (old, new))
                what = self.pick(f"分组{name}的取整", f"rounding of lane {name}")
                yield Difference(kind="changed", path=path + "/rounding", text=self.changed(what, was, now))
        common = [code for code in new if code in old]
        for code in _moved([code for code in old if code in common], common):
            text = self.moved(self.pick(f"分组{self.after.lane(code)}", f"lane {self.after.lane(code)}"), list(new), code, self.after.lane)
            yield Difference(kind="moved", path=pointer("lanes", list(new).index(code)), text=text)

    # Caps

    def caps(self) -> Iterator[Difference]:
        old, new = self.before.items("caps"), self.after.items("caps")
        for place, code in enumerate(old):
            if code not in new:
                text = self.pick(f"删除上限：{self.before.cap(code)}", f"Cap removed: {self.before.cap(code)}")
                yield Difference(kind="removed", path=pointer("caps", place), text=text)
        for place, code in enumerate(new):
            path = pointer("caps", place)
            if code not in old:
                text = self.pick(f"新增上限：{self.after.cap(code)}", f"New cap: {self.after.cap(code)}")
                yield Difference(kind="added", path=path, text=text)
            elif _cap_value(old[code]) != _cap_value(new[code]):
                text = self.changed(self.pick("上限", "cap"), self.before.cap(code), self.after.cap(code))
                yield Difference(kind="changed", path=path, text=text)
        yield from self.order("caps", self.pick("上限", "caps"))

    def order(self, part: str, what: str) -> Iterator[Difference]:
        old, new = list(self.before.items(part)), list(self.after.items(part))
        if [code for code in old if code in new] != [code for code in new if code in old]:
            text = self.pick(f"{what}的顺序变了", f"the order of {what} is another one")
            yield Difference(kind="moved", path=pointer(part), text=text)

    # Sections

    def section(self, fields: Sequence[Field]) -> Iterator[Difference]:
        for field in fields:
            if field.name == "levels":
                yield from self.listed_items("tiers/levels", LEVEL_FIELDS, ("等级", "tier"))
            elif field.name == "rewards":
                yield from self.listed_items("rewards", REWARD_FIELDS, ("礼品", "reward"))
                yield from self.order("rewards", self.pick("礼品", "rewards"))
            else:
                yield from self.field(field, self.before.document, self.after.document, field.path, "")

    def field(self, field: Field, old: Document, new: Document, path: str, owner: str) -> Iterator[Difference]:
        was, now = field.raw(old), field.raw(new)
        if field.same(was, now):
            return
        shown = [field.text(value, version.words) for value, version in ((was, self.before), (now, self.after))]
        if shown[0] == shown[1]:  # said alike, and yet not the same: name the values as they are written
            shown = [self.pick(f"{text}（{value}）", f"{text} ({value})") for text, value in zip(shown, (was, now), strict=True)]
        what = self.pick(f"{owner}的{field.zh}" if owner else field.zh, f"{field.en} of {owner}" if owner else field.en)
        text = self.changed(what, *shown)
        yield Difference(kind="changed", path=path, text=text[:1].upper() + text[1:])

    def listed_items(self, path: str, fields: Sequence[Field], word: tuple[str, str]) -> Iterator[Difference]:
        """Tiers or rewards by code: added, removed, and what of each changed."""
        steps = path.split("/")
        old, new = (_by_code(version.document, steps) for version in (self.before, self.after))
        what = self.pick(*word)
        for place, (code, item) in enumerate(old.items()):
            if code not in new:
                text = self.pick(f"删除{what}“{item['name']}”", f'{what} "{item["name"]}" removed')
                yield Difference(kind="removed", path=pointer(*steps, place), text=text[:1].upper() + text[1:])
        for place, (code, item) in enumerate(new.items()):
            here = pointer(*steps, place)
            if code not in old:
                details = [field for field in fields if field.raw(item) is not None and field.name != "name"]
                said = self.pick("，", ", ").join(
                    self.pick(f"{field.zh}{text}", f"{field.en} {text}")
                    for field in details
                    if (text := field.text(field.raw(item), self.after.words))
                )
                text = self.pick(f"新增{what}“{item['name']}”：{said}", f'New {what} "{item["name"]}": {said}')
                yield Difference(kind="added", path=here, text=text)
                continue
            name = self.pick(f"{what}“{item['name']}”", f'{what} "{item["name"]}"')
            for field in fields:
                yield from self.field(field, old[code], item, here + field.path, name)


def _by_code(document: Document, steps: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    value: Any = document
    for step in steps:
        value = value.get(step, {}) if isinstance(value, Mapping) else {}
    return {item["code"]: item for item in value}


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Which of the same codes have to move to get from one order to the other, the fewest possible."""
    rank = {code: place for place, code in enumerate(old)}
    kept: list[int] = []
    runs: list[list[int]] = []  # the longest rising run that ends with each code
    for code in new:
        longest: list[int] = []
        for run in runs:
            if run[-1] < rank[code] and len(run) > len(longest):
                longest = run
        runs.append([*longest, rank[code]])
        kept = max(kept, runs[-1], key=len)
    return [code for code in new if rank[code] not in kept]


def _cap_value(cap: Document) -> object:
    rules = None if "rules" not in cap else frozenset(cap["rules"])
    return rules, cap.get("who", "member"), cap["per"], cap.get("unit", "points"), cap["limit"]


# The fields of a rule, grouped as its sentence says them


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields of a rule that are said together. `value` is what is compared, `prefixes` the paths whose clauses say it."""

    zh: str
    en: str
    path: str
    value: Callable[[Document], object]
    prefixes: tuple[str, ...] = ()
    show: Callable[[_Version, str], str] | None = None

    def text(self, version: _Version, code: str) -> str:
        """What the version says of it; empty for nothing."""
        if self.show is not None:
            return self.show(version, code)
        rule = version.rule(code)
        root = f"/rules/{rule.place}/"
        clauses = rule_clauses(rule, version.programme, version.lang, version.names)
        return pick(version.lang, "，", ", ").join("".join(part.text for part in clause) for clause in clauses if self._about(clause, root))

    def _about(self, clause: Clause, root: str) -> bool:
        paths = [part.path for part in clause if part.editable and (part.value is not None or not part.editing)]
        return any(path.startswith(root + prefix) for path in paths for prefix in self.prefixes)

    def said(self, comparison: _Comparison, name: str, was: str, now: str) -> str:
        what = comparison.pick(f"{name}的{self.zh}", f"{name}: {self.en}")
        if was == now:
            was, now = was or comparison.pick("无", "none"), now or comparison.pick("无", "none")
        return comparison.changed(what, was, now)


class _Switch(_Group):
    """A field that is on or off, said in its own words: `zh`, `en` are (off to on) and (on to off), split by a bar."""

    def said(self, comparison: _Comparison, name: str, was: str, now: str) -> str:
        on = now == "on"
        zh, en = (text.split("|")[0 if on else 1] for text in (self.zh, self.en))
        return comparison.pick(name + zh, f"{name} {en}")


def _switch(zh: str, en: str, field: str, default: bool) -> _Group:
    def value(rule: Document) -> bool:
        return bool(rule.get(field, default))

    return _Switch(zh, en, f"/{field}", value, (), lambda version, code: "on" if value(version.items("rules")[code]) else "off")


def _when(name: str) -> Callable[[Document], object]:
    def value(rule: Document) -> object:
        found = rule.get("when", {}).get(name)
        if isinstance(found, list):
            return frozenset(tuple(sorted(part.items())) if isinstance(part, Mapping) else part for part in found)
        return tuple(sorted(found.items())) if isinstance(found, Mapping) else found

    return value


def _condition(name: str, zh: str, en: str) -> _Group:
    return _Group(zh, en, f"/when/{name}", _when(name), (f"when/{name}",))


def _event(rule: Document) -> object:
    return rule["trigger"], _when("nth")(rule), _when("challenge")(rule)


def _benefit(rule: Document) -> object:
    benefit = {"whole_steps": True, "every_qty": 1, "count": 1} | dict(rule["benefit"])
    for field in ("percent", "factor"):
        if field in benefit:
            benefit[field] = parse_exact(benefit[field])
    of = benefit.pop("of", None)
    return tuple(sorted(benefit.items(), key=str)), None if of is None else frozenset(of), rule.get("rounding", "floor")


def _lines_text(version: _Version, code: str) -> str:
    lines = version.items("rules")[code].get("lines")
    return "" if lines is None else version.words.lines(lines)


def _base_text(version: _Version, code: str) -> str:
    base = version.items("rules")[code].get("base")
    return "" if base is None else base_text(base_of(base), version.lang, version.names)


def _lane_text(version: _Version, code: str) -> str:
    return version.lane(version.items("rules")[code]["lane"])


def _own_validity(version: _Version, code: str) -> str:
    validity = version.items("rules")[code].get("validity")
    if validity is None:
        return pick(version.lang, "同方案", "that of the programme")
    return validity_text(validity_of(validity), version.lang) or pick(version.lang, "长期有效", "for good")


def _own_pending(version: _Version, code: str) -> str:
    days = version.items("rules")[code].get("pending_days")
    return pick(version.lang, "同方案", "that of the programme") if days is None else version.words.days(days)


def _recipient(version: _Version, code: str) -> str:
    return recipient_text(version.rule(code).recipient, version.lang)


def _plain(field: str) -> Callable[[_Version, str], str]:
    return lambda version, code: str(version.items("rules")[code].get(field, ""))


def _known(part: str, make: Callable[[Any], object]) -> Callable[[Document], object]:
    return lambda rule: None if part not in rule else make(rule[part])


_GROUPS: tuple[_Group, ...] = (
    _switch("启用|停用", "switched on|switched off", "active", default=True),
    _Group("分组", "lane", "/lane", lambda rule: rule["lane"], (), _lane_text),
    _condition("dates", "日期", "dates"),
    _condition("weekdays", "星期", "days of the week"),
    _condition("month_days", "每月几日", "days of the month"),
    _condition("times", "时段", "time of day"),
    _condition("stores", "门店", "stores"),
    _condition("tills", "收银机", "tills"),
    _condition("channels", "渠道", "channels"),
    _condition("tiers", "会员等级", "tiers"),
    _condition("groups", "会员分组", "member groups"),
    _condition("card_types", "卡种", "card types"),
    _condition("card_batches", "卡批次", "card batches"),
    _condition("birthday", "生日条件", "birthday condition"),
    _condition("referred", "推荐条件", "referral condition"),
    _Group("触发", "event", "/trigger", _event, ("trigger", "when/nth", "when/challenge")),
    _Group("商品", "goods", "/lines", _known("lines", filter_of), (), _lines_text),
    _condition("tenders", "支付方式", "tenders"),
    _condition("codes", "活动码", "codes"),
    _condition("min_amount_minor", "起点金额", "least amount"),
    _condition("min_qty", "起点件数", "least quantity"),
    _Group("积分", "benefit", "/benefit", _benefit, ("benefit", "rounding")),
    _Group("计分金额", "eligible amount", "/base", _known("base", base_of), (), _base_text),
    _Group("积分给谁", "credited to", "/recipient", lambda rule: rule.get("recipient", "member"), (), _recipient),
    _switch("不再与其他规则同享|可以与其他规则同享", "excludes others|no longer excludes others", "exclusive", default=False),
    _switch("用了就不再往下算|用了还会往下算", "ends the calculation|no longer ends the calculation", "stop", default=False),
    _Group("几天后可用", "usable after", "/pending_days", lambda rule: rule.get("pending_days"), (), _own_pending),
    _Group("有效期", "validity", "/validity", _known("validity", validity_of), (), _own_validity),
    _switch("计入等级|不再计入等级", "counts for tiers|no longer counts for tiers", "qualifying", default=True),
    _Group("费用归口", "funding", "/funding", lambda rule: rule.get("funding"), (), _plain("funding")),
    _Group("备注", "note", "/note", lambda rule: rule.get("note"), (), _plain("note")),
)

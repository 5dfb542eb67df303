"""Editing a programme document: pure operations, a document in and a new one out. Nothing given is ever changed.

An operation keeps the document in one piece: what refers to a thing that goes, goes with it or the operation is refused (`EditRefused`,
in words by `refusal_text`). The only defects a document may have after an operation on a right one are values that are out of range or
contradict each other (a date that ends before it starts, thresholds that do not rise): `programme_errors` names them at their place,
and sentences, differences and the checker still work on such a document.

Paths are JSON pointers into the document, as the parts of a sentence name them: `set_value(document, part.path, value)` is the one
operation an editor needs for a part. New rules come from starters.py.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.programme.clauses import SentencePart, rule_parts
from app.domain.programme.compiled import COMBINED, CONDITION_ORDER, SALE_TRIGGERS, CompiledProgramme
from app.domain.programme.compiler import compile_programme
from app.domain.programme.document import DocumentError, pointer
from app.domain.programme.operations import programme_errors
from app.domain.programme.phrases import Lang, Names, pick

Document = Mapping[str, Any]
Draft = dict[str, Any]
LANES_MAX, RULES_MAX, LIST_MAX, SHOWN_MAX = 10, 500, 500, 5
_NO_NAMES: Names = {}
_FORMS = ("missing", "unknown_field", "type", "format", "enum")
"""Defects of form: a value that cannot stand there at all."""
_CODE = re.compile(r"[^A-Za-z0-9_.-]+")
_CODE_MAX, _NAME_MAX = 32, 100
_DEFAULTS: Mapping[tuple[str, str], Any] = {
    ("rules", "active"): True,
    ("rules", "recipient"): "member",
    ("rules", "exclusive"): False,
    ("rules", "stop"): False,
    ("rules", "qualifying"): True,
    ("rules", "rounding"): "floor",
    ("benefit", "whole_steps"): True,
    ("benefit", "every_qty"): 1,
    ("benefit", "count"): 1,
    ("lanes", "rounding"): "floor",
    ("caps", "who"): "member",
    ("caps", "unit"): "points",
    ("rewards", "active"): True,
}
"""Defaults that an operation leaves out instead of writing them, by the list or object they stand in."""


class EditRefused(Exception):
    """An operation that would leave the document in pieces, or a value that cannot stand there at all. `code` says why:

    value (path, problem) · rule_lane (rule, lane) · lane_mode (rule, lane) · lane_used (lane) · lane_multiplied (lane, rule) ·
    lane_order (rule) · last_lane · lanes_full · rules_full · list_full · level_used (level, by) · last_level · reward_used
    """

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


_REFUSALS: Mapping[str, tuple[str, str]] = {
    "value": ("这里不能填这个", "this cannot stand here"),
    "rule_lane": ("“{rule}”不能放在“{lane}”里：倍数要放在基础之后的组，其他规则不能放在倍数组", '"{rule}" does not fit into "{lane}"'),
    "lane_mode": ("“{lane}”里有“{rule}”，不是倍数，不能这样合并", '"{lane}" holds "{rule}", which is no multiplier'),
    "lane_used": ("“{lane}”里还有规则，先移走", '"{lane}" still holds rules: move them first'),
    "lane_multiplied": ("“{rule}”只乘“{lane}”的积分，先改它", '"{rule}" multiplies only "{lane}": change it first'),
    "lane_order": ("“{rule}”要排在它所乘的积分之后", '"{rule}" has to come after the points it multiplies'),
    "last_lane": ("至少要留一组", "one lane has to stay"),
    "lanes_full": ("最多10组", "at most 10 lanes"),
    "rules_full": ("最多500条规则", "at most 500 rules"),
    "list_full": ("最多500条", "at most 500"),
    "level_used": ("“{by}”只给“{level}”，先改它", '"{by}" is only for "{level}": change it first'),
    "last_level": ("至少要留一个等级", "one tier has to stay"),
    "reward_used": ("自动兑换用的就是它，先改自动兑换", "automatic redemption uses it: change that first"),
}


def refusal_text(refused: EditRefused, lang: Lang) -> str:
    """Why an operation was refused, as one plain line."""
    return pick(lang, *_REFUSALS[refused.code]).format(**refused.values)


# Paths and values


def steps_of(path: str) -> list[str]:
    """The steps of a JSON pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]


def value_at(document: Document, path: str) -> Any:
    """What stands at a path; None where nothing does."""
    value: Any = document
    for step in steps_of(path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, Sequence) and not isinstance(value, str) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def value_error(error: DocumentError) -> bool:
    """Whether a defect is a value the user sees and mends at its place, no broken document."""
    if error.code == "range":
        return True
    return error.code == "conflict" and (error.path.endswith(("/dates", "/threshold")) or "/times/" in error.path)


def _settled(before: Document, after: Draft) -> Draft:
    """The new document, if nothing but values is wrong with it; else EditRefused `value`."""
    wrong = [error for error in programme_errors(after) if not value_error(error)]
    if wrong:
        known = set(programme_errors(before))
        fresh = [error for error in wrong if error not in known]
        if fresh:
            raise EditRefused("value", path=fresh[0].path, problem=fresh[0].code)
    return after


def _copied(document: Document) -> Draft:
    return copy.deepcopy(dict(document))


def _put(draft: Draft, path: str, value: Any) -> None:
    """Puts a value at a path, objects on the way made where they lack; None takes it away, with `when` and `dates` left empty by it."""
    *way, last = steps_of(path)
    trail: list[tuple[Any, str]] = []
    target: Any = draft
    for step in way:
        trail.append((target, step))
        if isinstance(target, list):
            if not step.isdigit() or int(step) >= len(target):
                raise EditRefused("value", path=path, problem="unknown_ref")
            target = target[int(step)]
        else:
            target = target.setdefault(step, {})
    if isinstance(target, list):
        if not last.isdigit() or int(last) > len(target) or (value is None and int(last) == len(target)):
            raise EditRefused("value", path=path, problem="unknown_ref")
        target[int(last) : int(last) + 1] = [] if value is None else [value]
        return
    if not isinstance(target, dict):
        raise EditRefused("value", path=path, problem="type")
    owner = way[-2] if way and way[-1].isdigit() else (way[-1] if way else "")
    if value is None or (_is_default(owner, last, value) and target.get(last) != value):
        target.pop(last, None)
    else:
        target[last] = value
    for holder, step in reversed(trail):
        if step in ("when", "dates") and isinstance(holder, dict) and holder.get(step) == {}:
            del holder[step]


def _is_default(owner: str, field: str, value: Any) -> bool:
    default = _DEFAULTS.get((owner, field))
    return value == default and type(value) is type(default)


def _without_defaults(owner: str, item: Document) -> Draft:
    """A new object of the document, fields that say their default left out."""
    return {field: value for field, value in item.items() if value is not None and not _is_default(owner, field, value)}


def set_value(document: Document, path: str, value: Any) -> Draft:
    """Sets the value at a path, None takes it away: the one operation behind every editable part and field.

    Where more hangs on a field (trigger, lane, benefit, mode of a lane, tiers, a rule, lane, cap, level or reward taken away) the
    operation that keeps the rest in order is used. EditRefused as there, or `value` where the value has the wrong form.
    """
    steps = steps_of(path)
    special = _special(document, steps)
    if special is not None:
        return special(value)
    draft = _copied(document)
    _put(draft, path, copy.deepcopy(value))
    return _settled(document, draft)


def _special(document: Document, steps: Sequence[str]) -> Callable[[Any], Draft] | None:
    if steps == ["tiers"]:
        return lambda value: set_tiers(document, value)
    if steps == ["tiers", "levels"]:
        return lambda value: set_tiers(document, {**document.get("tiers", {}), "levels": [] if value is None else value})
    if steps[:2] == ["tiers", "levels"] and len(steps) == 3:
        return _removal(document, steps, lambda code: remove_level(document, code))
    if len(steps) == 2 and steps[0] in ("rules", "lanes", "caps", "rewards"):
        remove = {"rules": remove_rule, "lanes": remove_lane, "caps": remove_cap, "rewards": remove_reward}[steps[0]]
        return _removal(document, steps, lambda code: remove(document, code))
    if len(steps) == 3 and steps[0] == "rules" and steps[2] in ("trigger", "lane", "benefit"):
        code = value_at(document, pointer(*steps[:2], "code"))
        changes: Mapping[str, Callable[..., Draft]] = {"trigger": set_trigger, "lane": move_rule, "benefit": set_benefit}
        change, now = changes[steps[2]], value_at(document, pointer(*steps))
        return lambda value: _copied(document) if value == now else change(document, code, value)
    if len(steps) == 3 and steps[0] == "lanes" and steps[2] == "mode":
        lane = value_at(document, pointer(*steps[:2], "code"))
        return lambda value: set_lane_mode(document, lane, value)
    return None


def _removal(document: Document, steps: Sequence[str], remove: Callable[[str], Draft]) -> Callable[[Any], Draft]:
    def run(value: Any) -> Draft:
        path = pointer(*steps)
        if value is None:
            return remove(value_at(document, path + "/code"))
        draft = _copied(document)
        _put(draft, path, copy.deepcopy(value))
        return _settled(document, draft)

    return run


# Codes and versions


def unique_code(taken: Iterable[str], wish: str) -> str:
    """`wish` as a code nobody has yet: signs that no code may hold left out, a number behind it where needed."""
    plain = _CODE.sub("_", wish).lstrip(".-_")[: _CODE_MAX - 4] or "code"
    used = set(taken)
    if plain not in used:
        return plain
    number = 2
    while f"{plain}_{number}" in used:
        number += 1
    return f"{plain}_{number}"


def codes_of(document: Document, part: str) -> list[str]:
    """Codes of the document's `rules`, `lanes`, `caps` or `rewards`."""
    return [item["code"] for item in document.get(part, ())]


def next_version(document: Document, published: int) -> Draft:
    """The document as the version after the highest published one."""
    draft = _copied(document)
    draft["version"] = published + 1
    return draft


def place_of(document: Document, part: str, code: str) -> int:
    """Place of a rule, lane, cap or reward in its list. KeyError."""
    for place, item in enumerate(document.get(part, ())):
        if item["code"] == code:
            return place
    raise KeyError(code)


def _item(draft: Draft, part: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = draft[part][place_of(draft, part, code)]
    return found


# Rules


def fits(rule: Document, document: Document, lane: str) -> bool:
    """Whether a rule may stand in a lane: multipliers not in the first, nothing else in combined ones, vouchers where everything stacks."""
    place = place_of(document, "lanes", lane)
    mode, kind = document["lanes"][place]["mode"], rule["benefit"]["kind"]
    if kind == "multiply":
        return place > 0 and all(place_of(document, "lanes", code) < place for code in rule["benefit"].get("of", ()))
    return mode not in COMBINED and (kind != "voucher" or mode == "stack")


def _lane_for(draft: Draft, rule: Document) -> str:
    """A lane the rule fits into: its own, else the last one that fits for a multiplier and the first for others, else a new one."""
    codes = codes_of(draft, "lanes")
    if rule.get("lane") in codes and fits(rule, draft, rule["lane"]):
        return str(rule["lane"])
    fitting = [code for code in codes if fits(rule, draft, code)]
    if fitting:
        return fitting[-1] if rule["benefit"]["kind"] == "multiply" else fitting[0]
    if len(codes) >= LANES_MAX:
        raise EditRefused("lanes_full")
    multiplier = rule["benefit"]["kind"] == "multiply"
    code = unique_code(codes, "factor" if multiplier else "bonus")
    name, mode = ("倍数", "add_factors") if multiplier else ("加分", "stack")
    draft["lanes"].append({"code": code, "name": name, "mode": mode})
    return code


def _adapt(draft: Draft, rule: dict[str, Any]) -> None:
    """Puts a rule right after its trigger, benefit or lane has changed: fields that no longer fit go, the lane is one that fits."""
    kind, trigger = rule["benefit"]["kind"], rule["trigger"]
    when = dict(rule.get("when") or {})
    if trigger not in SALE_TRIGGERS:
        for field in ("lines", "base"):
            rule.pop(field, None)
        for field in ("tenders", "codes"):
            when.pop(field, None)
    nth = when.get("nth")
    if nth is not None and trigger != ("sale" if nth["of"] == "sale" else "check_in"):
        del when["nth"]
    if trigger != "challenge":
        when.pop("challenge", None)
    elif when.get("challenge") is None:
        when["challenge"] = {"metric": "spend_minor", "per": "month", "reach": 100_000}
    if when:
        rule["when"] = when
    else:
        rule.pop("when", None)
    if kind == "multiply" or trigger == "challenge":
        rule.pop("recipient", None)
    rule["lane"] = _lane_for(draft, rule)
    mode = draft["lanes"][place_of(draft, "lanes", rule["lane"])]["mode"]
    if kind in ("fixed", "voucher") or mode in COMBINED:
        rule.pop("rounding", None)


def _check_alone(document: Document, rule: Document) -> None:
    """Refuses a rule whose fields have the wrong form, before anything is made to fit around it."""
    alone = {field: document[field] for field in ("format", "code", "version", "name", "currency", "timezone", "point_value", "lanes")}
    for error in programme_errors({**alone, "rules": [rule]}):
        if error.code in _FORMS:
            raise EditRefused("value", path=error.path, problem=error.code)


def insert_rule(document: Document, rule: Document, *, before: str | None = None) -> tuple[Draft, str]:
    """Adds a rule, with a code and a lane that fit; gives its code. `before`: the rule it is put in front of, else behind all others."""
    if len(document["rules"]) >= RULES_MAX:
        raise EditRefused("rules_full")
    draft, added = _copied(document), copy.deepcopy(dict(rule))
    added["code"] = unique_code(codes_of(document, "rules"), str(rule.get("code", "rule")))
    _adapt(draft, added)
    place = len(draft["rules"]) if before is None else place_of(draft, "rules", before)
    draft["rules"].insert(place, added)
    return _settled(document, draft), added["code"]


def copy_rule(document: Document, code: str, lang: Lang = "zh") -> tuple[Draft, str]:
    """A second rule like it, right behind it: caps of its own are copied, it shares those it shared. Gives the new code."""
    place = place_of(document, "rules", code)
    name = str(document["rules"][place]["name"])
    mark = pick(lang, " 副本", " copy")
    rules = document["rules"]
    follower = rules[place + 1]["code"] if place + 1 < len(rules) else None
    second = {**rules[place], "name": name[: _NAME_MAX - len(mark)] + mark}
    draft, new = insert_rule(document, second, before=follower)
    for cap in list(draft.get("caps", ())):
        named = cap.get("rules") or []
        if named == [code]:
            _append_cap(draft, {**cap, "rules": [new]}, cap["code"])
        elif code in named:
            named.append(new)
    return _settled(document, draft), new


def remove_rule(document: Document, code: str) -> Draft:
    """Takes a rule away, out of the caps too; a cap that was for it alone goes with it."""
    draft = _copied(document)
    del draft["rules"][place_of(draft, "rules", code)]
    caps = []
    for cap in draft.get("caps", ()):
        if cap.get("rules") is not None:
            kept = [named for named in cap["rules"] if named != code]
            if not kept and code in cap["rules"]:
                continue
            cap["rules"] = kept
        caps.append(cap)
    _put_list(draft, "caps", caps)
    return _settled(document, draft)


def _put_list(draft: Draft, part: str, items: list[Any]) -> None:
    if items:
        draft[part] = items
    else:
        draft.pop(part, None)


def move_rule(document: Document, code: str, lane: str | None = None, before: str | None = None) -> Draft:
    """Puts a rule into a lane (None: stays in its own) in front of another rule, or behind all rules of the lane. EditRefused rule_lane."""
    draft = _copied(document)
    if before == code:
        return draft
    place = place_of(draft, "rules", code)
    rule = draft["rules"].pop(place)
    target = lane or rule["lane"]
    if target not in codes_of(draft, "lanes"):
        raise EditRefused("value", path=pointer("rules", place, "lane"), problem="unknown_ref")
    if not fits(rule, draft, target):
        raise EditRefused("rule_lane", rule=rule["name"], lane=_lane_name(draft, target))
    rule["lane"] = target
    _adapt(draft, rule)
    if before is not None:
        at = place_of(draft, "rules", before)
    else:
        own = [number for number, other in enumerate(draft["rules"]) if other["lane"] == target]
        at = own[-1] + 1 if own else place
    draft["rules"].insert(at, rule)
    return _settled(document, draft)


def set_trigger(document: Document, code: str, trigger: str) -> Draft:
    """Another event for a rule; fields that only the old event knew go."""
    draft = _copied(document)
    rule = _item(draft, "rules", code)
    rule["trigger"] = trigger
    _check_alone(document, rule)
    _adapt(draft, rule)
    return _settled(document, draft)


def set_benefit(document: Document, code: str, benefit: Document) -> Draft:
    """Another benefit for a rule; it moves to a lane that fits where its own does not."""
    if not isinstance(benefit, Mapping):
        raise EditRefused("value", path=pointer("rules", place_of(document, "rules", code), "benefit"), problem="type")
    draft = _copied(document)
    rule = _item(draft, "rules", code)
    if benefit != rule["benefit"]:
        rule["benefit"] = _without_defaults("benefit", copy.deepcopy(dict(benefit)))
        _check_alone(document, rule)
    _adapt(draft, rule)
    return _settled(document, draft)


def set_condition(document: Document, code: str, name: str, value: Any) -> Draft:
    """Sets a condition of a rule; None clears it."""
    return set_value(document, pointer("rules", place_of(document, "rules", code), "when", name), value)


def clear_condition(document: Document, code: str, name: str) -> Draft:
    """Takes a condition away."""
    return set_condition(document, code, name, None)


def set_active(document: Document, code: str, active: bool) -> Draft:
    """Switches a rule on or off."""
    return set_value(document, pointer("rules", place_of(document, "rules", code), "active"), active)


# Lanes


def _lane_name(document: Document, code: str) -> str:
    lane = document["lanes"][place_of(document, "lanes", code)]
    return str(lane.get("name", code))


def add_lane(document: Document, name: str, mode: str, *, before: str | None = None) -> tuple[Draft, str]:
    """A new lane, last unless `before` names another; gives its code. EditRefused lanes_full, lane_order."""
    if len(document["lanes"]) >= LANES_MAX:
        raise EditRefused("lanes_full")
    draft = _copied(document)
    code = unique_code(codes_of(document, "lanes"), name if name.isascii() else "lane")
    place = len(draft["lanes"]) if before is None else place_of(draft, "lanes", before)
    draft["lanes"].insert(place, {"code": code, "name": name, "mode": mode})
    return _in_order(document, draft), code


def _in_order(document: Document, draft: Draft) -> Draft:
    """Refuses an order of lanes in which a rule no longer fits."""
    for rule in draft["rules"]:
        if not fits(rule, draft, rule["lane"]):
            raise EditRefused("lane_order", rule=rule["name"])
    return _settled(document, draft)


def move_lane(document: Document, code: str, before: str | None = None) -> Draft:
    """Another order of the lanes. EditRefused lane_order where a multiplier would come before what it multiplies."""
    draft = _copied(document)
    if before == code:
        return draft
    lane = draft["lanes"].pop(place_of(draft, "lanes", code))
    draft["lanes"].insert(len(draft["lanes"]) if before is None else place_of(draft, "lanes", before), lane)
    return _in_order(document, draft)


def remove_lane(document: Document, code: str) -> Draft:
    """Takes an empty lane away. EditRefused last_lane, lane_used, lane_multiplied, lane_order."""
    if len(document["lanes"]) == 1:
        raise EditRefused("last_lane")
    name = _lane_name(document, code)
    if any(rule["lane"] == code for rule in document["rules"]):
        raise EditRefused("lane_used", lane=name)
    draft = _copied(document)
    del draft["lanes"][place_of(draft, "lanes", code)]
    for rule in draft["rules"]:
        of = rule["benefit"].get("of")
        if of and code in of:
            rule["benefit"]["of"] = [other for other in of if other != code]
            if not rule["benefit"]["of"]:
                raise EditRefused("lane_multiplied", lane=name, rule=rule["name"])
    return _in_order(document, draft)


def set_lane_mode(document: Document, code: str, mode: str) -> Draft:
    """What a lane does with several rules. EditRefused lane_mode where it holds rules that the mode does not take."""
    draft = _copied(document)
    lane = _item(draft, "lanes", code)
    if mode not in ("stack", "best", *COMBINED):
        raise EditRefused("value", path=pointer("lanes", place_of(draft, "lanes", code), "mode"), problem="enum")
    lane["mode"] = mode
    if mode not in COMBINED:
        lane.pop("rounding", None)
    for rule in draft["rules"]:
        if rule["lane"] == code:
            if not fits(rule, draft, code):
                raise EditRefused("lane_mode", lane=_lane_name(draft, code), rule=rule["name"])
            if mode in COMBINED:
                rule.pop("rounding", None)
    return _settled(document, draft)


# Caps, tiers, rewards


def _append_cap(draft: Draft, cap: Document, wish: str) -> str:
    caps = draft.setdefault("caps", [])
    if len(caps) >= LIST_MAX:
        raise EditRefused("list_full")
    code = unique_code((other["code"] for other in caps), wish)
    caps.append({**_without_defaults("caps", cap), "code": code})
    return code


def add_cap(document: Document, cap: Document, wish: str = "cap") -> tuple[Draft, str]:
    """A new cap; its code is made from `wish`, fields with their default are left out. Gives the code."""
    draft = _copied(document)
    code = _append_cap(draft, copy.deepcopy(dict(cap)), wish)
    return _settled(document, draft), code


def cap_rule(
    document: Document, rule: str, *, limit: int, per: str = "day", who: str = "member", unit: str = "points"
) -> tuple[Draft, str]:
    """A cap for one rule: at most `limit` points or times per person (or as `who` says) and period."""
    cap = {"rules": [rule], "who": who, "per": per, "unit": unit, "limit": limit}
    return add_cap(document, cap, f"{rule}_{per}"[: _CODE_MAX - 4])


def remove_cap(document: Document, code: str) -> Draft:
    """Takes a cap away."""
    draft = _copied(document)
    _put_list(draft, "caps", [cap for cap in draft["caps"] if cap["code"] != code])
    return _settled(document, draft)


def set_tiers(document: Document, tiers: Document | None) -> Draft:
    """Other tiers, None for none. Levels that go leave the conditions of rules and rewards too. EditRefused level_used, last_level."""
    if isinstance(tiers, Mapping) and tiers.get("levels") == []:
        raise EditRefused("last_level")
    alone = {**document, "rules": [], "caps": [], "rewards": [], "redemption": None, "tiers": tiers}
    wrong = [error for error in programme_errors(alone) if error.code in _FORMS]
    if wrong:
        raise EditRefused("value", path=wrong[0].path, problem=wrong[0].code)
    draft = _copied(document)
    old = {level["code"]: level["name"] for level in document.get("tiers", {}).get("levels", ())}
    if tiers is None:
        draft.pop("tiers", None)
    else:
        draft["tiers"] = copy.deepcopy(dict(tiers))
    kept = {level.get("code") for level in (tiers or {}).get("levels", ())}
    for holder, name in [
        *((rule.get("when", {}), rule["name"]) for rule in draft["rules"]),
        *((reward, reward["name"]) for reward in draft.get("rewards", ())),
    ]:
        codes = holder.get("tiers")
        left = [code for code in codes or () if code in kept or code not in old]
        if codes and not left:
            raise EditRefused("level_used", level=old.get(codes[0], codes[0]), by=name)
        if codes:
            holder["tiers"] = left
    return _settled(document, draft)


def remove_level(document: Document, code: str) -> Draft:
    """Takes a tier away; the lowest one left starts at 0. EditRefused level_used, last_level."""
    tiers = copy.deepcopy(dict(document["tiers"]))
    tiers["levels"] = [level for level in tiers["levels"] if level["code"] != code]
    if tiers["levels"]:
        tiers["levels"][0]["threshold"] = 0
    return set_tiers(document, tiers)


def add_reward(document: Document, reward: Document) -> tuple[Draft, str]:
    """A new reward; gives its code."""
    if len(document.get("rewards", ())) >= LIST_MAX:
        raise EditRefused("list_full")
    draft = _copied(document)
    code = unique_code(codes_of(document, "rewards"), str(reward.get("code", "reward")))
    draft.setdefault("rewards", []).append({**copy.deepcopy(dict(reward)), "code": code})
    return _settled(document, draft), code


def remove_reward(document: Document, code: str) -> Draft:
    """Takes a reward away. EditRefused reward_used."""
    auto = document.get("redemption", {}).get("auto")
    if auto is not None and auto["reward"] == code:
        raise EditRefused("reward_used")
    draft = _copied(document)
    _put_list(draft, "rewards", [reward for reward in draft["rewards"] if reward["code"] != code])
    return _settled(document, draft)


# Sentences with parts, and what can be added to them


def sentence_parts(
    document: Document, code: str, lang: Lang, names: Names = _NO_NAMES, *, programme: CompiledProgramme | None = None
) -> tuple[SentencePart, ...]:
    """A rule of the document as one sentence of fixed text and editable parts, with the values that stand there.

    Joined, the texts are the sentence. Every field of the rule that differs from its default has a part; members and goods have one
    even where nothing narrows them. `programme`: the compiled document, where the caller has it.
    """
    compiled = programme or compile_programme(document)
    rule = compiled.rule(code)
    parts = [
        replace(part, value=value_at(document, part.path)) if part.editable else part
        for part in rule_parts(rule, compiled, lang, names, editing=True, most=SHOWN_MAX)
    ]
    note = value_at(document, f"/rules/{rule.place}/note")
    if note is not None:
        opening, closing = pick(lang, "（备注：", " (note: "), pick(lang, "）", ")")
        text = SentencePart(text=note, kind="text", path=f"/rules/{rule.place}/note", value=note, editing=True)
        parts += [SentencePart(text=opening), text, SentencePart(text=closing)]
    return tuple(parts)


_CONDITIONS: Mapping[str, tuple[str, str, Any]] = {
    "dates": ("日期", "dates", None),
    "weekdays": ("星期", "days of the week", [6, 7]),
    "month_days": ("每月几日", "days of the month", [8, 18, 28]),
    "times": ("时段", "time of day", [{"start": "14:00", "end": "17:00"}]),
    "stores": ("门店", "stores", None),
    "tills": ("收银机", "tills", None),
    "channels": ("渠道", "channels", ["pos"]),
    "tiers": ("会员等级", "tiers", None),
    "groups": ("会员分组", "member groups", None),
    "card_types": ("卡种", "card types", None),
    "card_batches": ("卡批次", "card batches", None),
    "birthday": ("生日", "birthday", "day"),
    "referred": ("有推荐人", "referred by somebody", True),
    "nth": ("第几次", "which time", None),
    "tenders": ("支付方式", "paid with", ["cash"]),
    "codes": ("活动码", "code scanned", ["CODE"]),
    "min_amount_minor": ("满多少元", "from an amount", 10_000),
    "min_qty": ("满多少件", "from a number of items", 2),
}
"""Label in both languages and the value to start with; None where it depends on the shop or the rule."""


def possible_conditions(document: Document, code: str, lang: Lang, today: str) -> tuple[tuple[str, str, Any], ...]:
    """Conditions that can still be put on a rule: (name, label, value to start with or None where the user has to choose one)."""
    rule = document["rules"][place_of(document, "rules", code)]
    trigger, present = rule["trigger"], rule.get("when", {})
    sale = trigger in SALE_TRIGGERS
    levels = [level["code"] for level in document.get("tiers", {}).get("levels", ())]
    start: dict[str, Any] = {
        "dates": {"from_date": today, "to_date": today},
        "tiers": levels[-1:] or None,
        "nth": {"of": "sale", "every": 5} if trigger == "sale" else {"of": "streak", "every": 7},
    }
    ruled_out = {
        "tiers": not levels,
        "nth": trigger not in ("sale", "check_in"),
        "tenders": not sale,
        "codes": not sale,
        "referred": rule.get("recipient") == "referrer",
    }
    names = (*CONDITION_ORDER, "min_amount_minor", "min_qty")
    return tuple(
        (name, pick(lang, *_CONDITIONS[name][:2]), start.get(name, _CONDITIONS[name][2]))
        for name in names
        if name not in present and not ruled_out.get(name, False)
    )

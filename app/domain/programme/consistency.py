"""Cross checks of documents whose shapes are right (programme.md §8): duplicates, references, conflicts, ranges between fields."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence

from app.domain.programme.compiled import COMBINED, SALE_TRIGGERS
from app.domain.programme.document import DocumentError, pointer
from app.domain.programme.inputs import Document

Found = Iterable[tuple[str, str]]
Path = tuple[str | int, ...]


def _duplicates(items: Sequence[Document], field: str, *path: str | int) -> Found:
    seen: set[object] = set()
    for place, item in enumerate(items):
        if item[field] in seen:
            yield pointer(*path, place, field), "duplicate"
        seen.add(item[field])


def _unknown(codes: Iterable[str], known: Iterable[str], *path: str | int) -> Found:
    known = frozenset(known)
    for place, code in enumerate(codes):
        if code not in known:
            yield pointer(*path, place), "unknown_ref"


def _dates(dates: Document | None, *path: str | int) -> Found:
    if dates and "from_date" in dates and "to_date" in dates and dates["from_date"] > dates["to_date"]:
        yield pointer(*path), "conflict"


def _levels(programme: Document) -> Sequence[Document]:
    levels: Sequence[Document] = programme["tiers"]["levels"] if "tiers" in programme else ()
    return levels


def _tier_codes(programme: Document) -> list[str]:
    return [level["code"] for level in _levels(programme)]


# Rules


def _lane_conflict(rule: Document, lanes: Mapping[str, tuple[int, str]]) -> bool:
    place, mode = lanes[rule["lane"]]
    kind = rule["benefit"]["kind"]
    if kind == "multiply":
        return place == 0
    return mode in COMBINED or (kind == "voucher" and mode != "stack")


def _of(rule: Document, lanes: Mapping[str, tuple[int, str]], path: Path) -> Found:
    for place, code in enumerate(rule["benefit"].get("of", ())):
        if code not in lanes:
            yield pointer(*path, "benefit", "of", place), "unknown_ref"
        elif rule["lane"] in lanes and lanes[code][0] >= lanes[rule["lane"]][0] > 0:
            yield pointer(*path, "benefit", "of", place), "conflict"


def _rule_lanes(rule: Document, lanes: Mapping[str, tuple[int, str]], path: Path) -> Found:
    kind = rule["benefit"]["kind"]
    combined = False
    if rule["lane"] not in lanes:
        yield pointer(*path, "lane"), "unknown_ref"
    else:
        combined = lanes[rule["lane"]][1] in COMBINED
        if _lane_conflict(rule, lanes):
            yield pointer(*path, "lane"), "conflict"
    yield from _of(rule, lanes, path)
    if "rounding" in rule and (kind in ("fixed", "voucher") or combined):
        yield pointer(*path, "rounding"), "conflict"
    if rule.get("recipient", "member") != "member" and (kind == "multiply" or rule["trigger"] == "challenge"):
        yield pointer(*path, "recipient"), "conflict"


def _nth_conflict(nth: Document, trigger: str) -> bool:
    right = "sale" if nth["of"] == "sale" else "check_in"
    return trigger != right or ("at" in nth) == ("every" in nth)


def _rule_when(rule: Document, tiers: Sequence[str], path: Path) -> Found:
    when: Document = rule.get("when", {})
    trigger = rule["trigger"]
    if trigger not in SALE_TRIGGERS:
        for field in ("lines", "base"):
            if field in rule:
                yield pointer(*path, field), "conflict"
        for field in ("tenders", "codes"):
            if field in when:
                yield pointer(*path, "when", field), "conflict"
    if "nth" in when and _nth_conflict(when["nth"], trigger):
        yield pointer(*path, "when", "nth"), "conflict"
    if ("challenge" in when) != (trigger == "challenge"):
        yield pointer(*path, "when", "challenge"), "conflict"
    yield from _dates(when.get("dates"), *path, "when", "dates")
    for place, window in enumerate(when.get("times", ())):
        if window["start"] == window["end"]:
            yield pointer(*path, "when", "times", place), "conflict"
    for place, day in enumerate(when.get("month_days", ())):
        if day == 0:
            yield pointer(*path, "when", "month_days", place), "range"
    yield from _unknown(when.get("tiers", ()), tiers, *path, "when", "tiers")


# Programme


def _tiers(programme: Document) -> Found:
    tiers: Document | None = programme.get("tiers")
    if tiers is None:
        return
    path: Path = ("programme", "tiers")
    yield from _duplicates(tiers["levels"], "code", *path, "levels")
    last = -1
    for place, level in enumerate(tiers["levels"]):
        if place == 0 and level["threshold"] != 0:
            yield pointer(*path, "levels", 0, "threshold"), "range"
        elif level["threshold"] <= last:
            yield pointer(*path, "levels", place, "threshold"), "conflict"
        last = max(last, level["threshold"])
    if tiers.get("new_tier_counts") == "this_sale" and tiers["metric"] not in ("spend", "visits"):
        yield pointer(*path, "new_tier_counts"), "conflict"


def _rewards(programme: Document, tiers: Sequence[str]) -> Found:
    rewards: Sequence[Document] = programme.get("rewards", ())
    yield from _duplicates(rewards, "code", "programme", "rewards")
    for place, reward in enumerate(rewards):
        yield from _dates(reward.get("dates"), "programme", "rewards", place, "dates")
        yield from _unknown(reward.get("tiers", ()), tiers, "programme", "rewards", place, "tiers")
    auto = programme.get("redemption", {}).get("auto")
    if auto is not None and auto["reward"] not in {reward["code"] for reward in rewards}:
        yield pointer("programme", "redemption", "auto", "reward"), "unknown_ref"


def programme_defects(programme: Document) -> Found:
    """Cross checks of a programme document."""
    lanes = {lane["code"]: (place, lane["mode"]) for place, lane in reversed(list(enumerate(programme["lanes"])))}
    tiers = _tier_codes(programme)
    yield from _duplicates(programme["lanes"], "code", "programme", "lanes")
    for place, lane in enumerate(programme["lanes"]):
        if "rounding" in lane and lane["mode"] not in COMBINED:
            yield pointer("programme", "lanes", place, "rounding"), "conflict"
    yield from _duplicates(programme["rules"], "code", "programme", "rules")
    for place, rule in enumerate(programme["rules"]):
        path: Path = ("programme", "rules", place)
        yield from _rule_lanes(rule, lanes, path)
        yield from _rule_when(rule, tiers, path)
    caps: Sequence[Document] = programme.get("caps", ())
    rule_codes = [rule["code"] for rule in programme["rules"]]
    yield from _duplicates(caps, "code", "programme", "caps")
    for place, cap in enumerate(caps):
        yield from _unknown(cap.get("rules", ()), rule_codes, "programme", "caps", place, "rules")
    yield from _tiers(programme)
    yield from _rewards(programme, tiers)


# Event and member


def _basket(basket: Document) -> Found:
    path: Path = ("event", "basket")
    lines: Sequence[Document] = basket["lines"]
    yield from _duplicates(lines, "id", *path, "lines")
    payable_minor = 0
    wrong_discount = False
    for place, line in enumerate(lines):
        discount_minor = line.get("discount_minor", 0)
        payable_minor += line["list_minor"] - discount_minor
        if discount_minor > line["list_minor"]:
            wrong_discount = True
            yield pointer(*path, "lines", place, "discount_minor"), "range"
    tenders: Sequence[Document] = basket.get("tenders", ())
    if tenders and not wrong_discount and sum(tender["amount_minor"] for tender in tenders) != payable_minor:
        yield pointer(*path, "tenders"), "conflict"


def _event(event: Document, *, sale_only: bool) -> Found:
    kind = event["type"]
    if sale_only and kind != "sale":
        yield pointer("event", "type"), "conflict"
        return
    needed = {"sale": "basket", "activity": "activity"}.get(kind)
    if needed is not None and needed not in event:
        yield pointer("event", needed), "missing"
    allowed = {"id", "type", *(("basket",) if kind == "sale" else ("amount_minor", "qty")), needed}
    if kind == "challenge":
        allowed.add("metrics")
    for field in event:
        if field not in allowed:
            yield pointer("event", field), "conflict"
    if kind == "sale" and "basket" in event:
        yield from _basket(event["basket"])


def _member(member: Document, tiers: Sequence[str]) -> Found:
    tier: Document | None = member.get("tier")
    if tier is not None and tier["code"] not in tiers:
        yield pointer("member", "tier", "code"), "unknown_ref"
    if tier is not None and "floor" in tier and tier["floor"]["code"] not in tiers:
        yield pointer("member", "tier", "floor", "code"), "unknown_ref"
    born: Document | None = member.get("birthday")
    if born is not None:
        if born["day"] > monthrange(2024, born["month"])[1]:
            yield pointer("member", "birthday", "day"), "range"
        if "birthday_match" in member:
            yield pointer("member", "birthday_match"), "conflict"


# Operations


def _lots(lots: Sequence[Document]) -> Found:
    yield from _duplicates(lots, "id", "lots")
    yield from _duplicates(lots, "seq", "lots")
    for place, lot in enumerate(lots):
        if lot.get("held", 0) > lot["remaining"]:
            yield pointer("lots", place, "held"), "range"


def _returned(document: Document) -> Found:
    sold = {line["id"]: line["qty"] for line in document["event"]["basket"]["lines"]}
    before: Mapping[str, int] = document.get("returned_before", {})
    for field, returned, earlier in (("returned_before", before, {}), ("return_now", document["return_now"], before)):
        for line, qty in returned.items():
            if line not in sold:
                yield pointer(field, line), "unknown_ref"
            elif earlier.get(line, 0) <= sold[line] < qty + earlier.get(line, 0):
                yield pointer(field, line), "range"
    if document["return_date"] < document["context"]["business_date"]:
        yield pointer("return_date"), "range"


def _refund(document: Document) -> Found:
    basket: Document | None = document["event"].get("basket")
    if basket is None or document["event"]["type"] != "sale":
        return
    yield from _returned(document)
    uses: Sequence[Document] = document.get("uses", ())
    known = {lot["id"] for lot in document.get("lots", ())}
    yield from _duplicates(uses, "lot", "uses")
    for place, use in enumerate(uses):
        if use["lot"] not in known:
            yield pointer("uses", place, "lot"), "unknown_ref"
    if uses and not any(tender["kind"] == "points" for tender in basket.get("tenders", ())):
        yield pointer("uses"), "conflict"
    tiers = _tier_codes(document["programme"])
    for field in ("tier", "base"):
        if "now" in document and document["now"][field] not in tiers:
            yield pointer("now", field), "unknown_ref"


def _refill(document: Document) -> Found:
    used_minor = document["principal_minor"] + document["bonus_minor"]
    before_minor = document.get("returned_before_minor", 0)
    if before_minor > used_minor:
        yield pointer("returned_before_minor"), "range"
    elif before_minor + document["return_now_minor"] > used_minor:
        yield pointer("return_now_minor"), "range"


def _defects(op: str, document: Document) -> Found:
    if "programme" in document:
        yield from programme_defects(document["programme"])
    if "event" in document:
        yield from _event(document["event"], sale_only=op in ("refund", "redeem"))
    if "member" in document:
        yield from _member(document["member"], _tier_codes(document["programme"]))
    if "lots" in document:
        yield from _lots(document["lots"])
    if op == "refund":
        yield from _refund(document)
    elif op == "sv_refund":
        yield from _refill(document)
    elif op == "reward" and document["reward"] not in {part["code"] for part in document["programme"].get("rewards", ())}:
        yield pointer("reward"), "unknown_ref"


def cross_errors(op: str, document: Document) -> list[DocumentError]:
    """All cross-check defects of an operation document, sorted by path and code."""
    return sorted({DocumentError(path, code) for path, code in _defects(op, document)})

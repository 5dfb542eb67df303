"""Generated programmes, baskets, members and moments for every test that says something about all of them.

The vocabulary is small on purpose (three categories, three stores, five weeks): what is drawn meets often. `programme_documents` draws
every trigger, benefit, lane mode, condition, cap, tier scheme, validity and kind of return; what it draws can be published.
`situation_for` builds the event on which a given rule has the best chance to fire.
"""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from app.domain.programme.compiled import CompiledProgramme, LineFilter, Rule
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import AccountInput, ContextInput, EventInput, LineInput, MemberInput, TenderInput, TierInput, Totals
from app.domain.programme.meeting import Calendar

TODAY = "2026-06-20"
CATEGORIES = ("dairy", "coffee", "bags")
PRODUCTS = ("p0", "p1", "p2", "p3", "p4")
BRANDS = ("b0", "b1")
STORES = ("S01", "S02")
TILLS = ("01", "02")
TIERS = ("regular", "silver", "gold")
GROUPS = ("VIP", "staff")
TENDERS = ("cash", "wechat", "points", "stored_value")
ACTIVITIES = ("review", "course_completed")
DAYS = ("2026-06-20", "2026-06-21", "2026-06-30", "2026-07-01", "2026-12-31", "2028-02-29")
TRIGGERS = (
    *("sale",) * 9,
    *("first_sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge"),
    *(f"activity:{code}" for code in ACTIVITIES),
)
FACTORS = ("1", "1.2", "1.5", "2", "7/3")
ROUNDINGS = ("floor", "half_up", "ceil", "carry")


def examples(count: int) -> settings:
    """How many examples a slow property is tried on in the normal run; a hundred times as many in the soak profile."""
    return settings(max_examples=count * (100 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 1))


# Strategies that are asked for again and again are made once: making one costs more than drawing from it.


@cache
def one(*values: Any) -> st.SearchStrategy[Any]:
    """One of these."""
    return st.sampled_from(values)


@cache
def between(low: int, high: int) -> st.SearchStrategy[int]:
    """An integer."""
    return st.integers(low, high)


@cache
def _some(values: tuple[Any, ...], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


def some(values: Any, *, most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A few different values of a list, at least one."""
    return _some(tuple(values), most)


def chance(draw: st.DrawFn, odds: int) -> bool:
    """Once in `odds`."""
    return draw(between(1, odds)) == 1


_WINDOWS = st.sampled_from(
    [
        {"start": "08:00", "end": "12:00"},
        {"start": "14:00", "end": "17:00"},
        {"start": "22:00", "end": "02:00"},
        {"start": "14:30", "end": "15:00"},
    ]
)
_DATES = st.sampled_from(
    [
        {"from_date": "2026-06-01", "to_date": "2026-06-30"},
        {"from_date": "2026-06-20"},
        {"to_date": "2026-07-01"},
        {"to_date": "2026-05-31"},
        {"from_date": "2026-06-22", "to_date": "2026-06-24"},
        {"from_date": "2027-01-01", "to_date": "2027-12-31"},
    ]
)
_COMMON: dict[str, st.SearchStrategy[Any]] = {
    "dates": _DATES,
    "weekdays": some(range(1, 8), most=3),
    "month_days": some([1, 20, 21, 30, 31, -1], most=3),
    "times": st.lists(_WINDOWS, min_size=1, max_size=2),
    "stores": some(STORES),
    "tills": some(TILLS),
    "channels": some(["pos", "web"]),
    "tiers": some(TIERS),
    "groups": some(GROUPS),
    "card_types": some(["gold", "plain"]),
    "card_batches": some(["B1", "B2"]),
    "birthday": st.sampled_from(["day", "month"]),
    "referred": st.booleans(),
    "min_amount_minor": st.integers(1, 20_000),
    "min_qty": st.integers(1, 4),
}
_OF_SALES: dict[str, st.SearchStrategy[Any]] = {"tenders": some(TENDERS), "codes": some(["BOGO", "SUMMER"])}


_NTH = {
    of: st.one_of(
        st.integers(1, 3).map(lambda number, of=of: {"of": of, "at": number}),
        st.integers(1, 3).map(lambda number, of=of: {"of": of, "every": number}),
    )
    for of in ("sale", "streak")
}


@cache
def _names(possible: tuple[str, ...], count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(possible), min_size=count, max_size=count, unique=True)


def conditions(draw: st.DrawFn, trigger: str, most: int = 3) -> dict[str, Any]:
    """Conditions that a rule with this trigger may have."""
    possible = dict(_COMMON) | (_OF_SALES if trigger in ("sale", "first_sale") else {})
    if trigger in ("sale", "check_in"):
        possible["nth"] = _NTH["sale" if trigger == "sale" else "streak"]
    count = min(most, draw(one(0, 0, 0, 1, 1, 2, 3)))
    when = {name: draw(possible[name]) for name in draw(_names(tuple(sorted(possible)), count))}
    if trigger == "challenge":
        when["challenge"] = {"metric": draw(one("spend_minor", "visits")), "per": draw(one("month", "year")), "reach": draw(between(0, 5))}
    return when


@cache
def line_filters() -> st.SearchStrategy[dict[str, Any]]:
    """Line filters by category, product and brand, with and without exclusions; now and then one that lets nothing pass."""
    part = st.fixed_dictionaries(
        {},
        optional={
            "categories": st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True),
            "products": some(PRODUCTS),
            "brands": some(BRANDS),
            "exclude_categories": some(CATEGORIES, most=1),
            "exclude_products": some(PRODUCTS, most=1),
            "exclude_brands": some(BRANDS, most=1),
        },
    )
    simple = st.sampled_from(CATEGORIES).map(lambda category: {"categories": [category]})
    return st.one_of(simple, simple, part)


@cache
def bases() -> st.SearchStrategy[dict[str, Any]]:
    """What counts as eligible."""
    return st.fixed_dictionaries(
        {},
        optional={
            "discount": st.sampled_from(["after", "before"]),
            "tax": st.sampled_from(["included", "excluded"]),
            "exclude_tenders": st.sampled_from([[], ["points"], ["points", "stored_value"]]),
            "lines": st.sampled_from([{"exclude_categories": ["bags"]}, {"exclude_products": ["p4"]}, {"categories": ["dairy", "coffee"]}]),
        },
    )


@cache
def validities() -> st.SearchStrategy[dict[str, Any]]:
    """Every kind of life of points; some that are over."""
    return st.one_of(
        st.builds(lambda n, end: {"kind": "months", "n": n} | end, st.integers(1, 24), st.sampled_from([{}, {"end": "month"}])),
        st.integers(1, 400).map(lambda n: {"kind": "days", "n": n}),
        st.sampled_from(["2026-06-19", "2026-07-10", "2027-12-31"]).map(lambda day: {"kind": "date", "date": day}),
        st.integers(0, 2).map(lambda plus: {"kind": "year_end", "plus_years": plus}),
        st.integers(1, 24).map(lambda n: {"kind": "inactivity", "n": n}),
        st.just({"kind": "permanent"}),
    )


def benefits(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A benefit of a kind."""
    points = draw(between(1, 20))
    if kind == "per_amount":
        benefit: dict[str, Any] = {"kind": kind, "points": points, "every_minor": draw(between(1, 2_000))}
        return benefit | ({"whole_steps": False} if chance(draw, 2) else {})
    if kind == "per_item":
        benefit = {"kind": kind, "points": points, "every_qty": draw(between(1, 3))}
        return benefit | ({"whole_steps": False} if chance(draw, 2) else {})
    if kind == "percent_back":
        return {"kind": kind, "percent": draw(one("1", "2.5", "1/3", "0.000001"))}
    if kind == "voucher":
        return {"kind": kind, "voucher": "TEA", "count": draw(between(1, 3))}
    return {"kind": "fixed", "points": points}


def rules(draw: st.DrawFn, code: str, modes: dict[str, str]) -> dict[str, Any]:
    """A rule that can be published: a multiplier in a later lane, anything else where its lane takes it."""
    lanes = list(modes)
    lane = draw(one(*lanes))
    combined = modes[lane] in ("add_factors", "multiply")
    multiply = combined or (lane in lanes[2:] and not chance(draw, 4))
    trigger = draw(one(*TRIGGERS))
    rule: dict[str, Any] = {"code": code, "name": f"规则{code}", "trigger": trigger, "lane": lane}
    if multiply:
        rule["benefit"] = {"kind": "multiply", "factor": draw(one(*FACTORS))}
        if chance(draw, 3):
            rule["benefit"]["of"] = draw(some(lanes[: lanes.index(lane)]))
    else:
        kinds = ["per_amount", "per_item", "fixed", "percent_back", *(["voucher"] if modes[lane] == "stack" else [])]
        rule["benefit"] = benefits(draw, draw(one(*kinds)))
        if trigger != "challenge":
            rule["recipient"] = draw(one("member", "member", "member", "referrer", "team"))
    if rule["benefit"]["kind"] not in ("fixed", "voucher") and not combined:
        rule["rounding"] = draw(one(*ROUNDINGS))
    when = conditions(draw, trigger)
    if when:
        rule["when"] = when
    if trigger in ("sale", "first_sale"):
        for name, strategy in (("lines", line_filters()), ("base", bases())):
            if chance(draw, 3):
                rule[name] = draw(strategy)
    for name in ("exclusive", "stop"):
        if chance(draw, 15):
            rule[name] = True
    if chance(draw, 20):
        rule["active"] = False
    for name, strategy in _RULE_FIELDS.items():
        if chance(draw, 10):
            rule[name] = draw(strategy)
    return rule


def caps(draw: st.DrawFn, code: str, rule_codes: list[str]) -> dict[str, Any]:
    """A cap on some rules or all."""
    cap: dict[str, Any] = {
        "code": code,
        "per": draw(one("event", "day", "month", "year", "lifetime")),
        "who": draw(one("member", "member", "store", "till", "cashier", "all")),
        "unit": draw(one("points", "times")),
        "limit": draw(between(0, 60)),
    }
    return cap | {"rules": draw(some(rule_codes, most=3))} if rule_codes and chance(draw, 2) else cap


@cache
def tier_schemes() -> st.SearchStrategy[dict[str, Any]]:
    """Three tiers by any metric and window."""
    levels = [{"code": code, "name": code, "threshold": place * 3_000} for place, code in enumerate(TIERS)]
    return st.builds(
        lambda metric, window, fields: {"metric": metric, "window": window, "levels": levels, **fields},
        st.sampled_from(["spend", "visits", "points", "manual"]),
        st.sampled_from([{"kind": "lifetime"}, {"kind": "calendar_year"}, {"kind": "rolling_months", "n": 12}]),
        st.fixed_dictionaries(
            {},
            optional={
                "upgrade": st.sampled_from(["at_once", "at_review"]),
                "downgrade": st.sampled_from(["none", "one_step", "to_level"]),
                "keep": st.sampled_from([{"kind": "months", "n": 12}, {"kind": "year_end", "plus_years": 0}, {"kind": "permanent"}]),
                "grace_days": st.integers(0, 30),
            },
        ),
    )


_SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "base": bases(),
    "pending_days": st.integers(0, 40),
    "validity": validities(),
    "redemption": st.fixed_dictionaries(
        {},
        optional={
            "enabled": st.booleans(),
            "min_points": st.integers(0, 100),
            "step_points": st.integers(1, 50),
            "max_points": st.integers(0, 500),
            "max_percent": st.sampled_from(["0", "30", "100"]),
            "lot_order": st.sampled_from(["expiry_first", "oldest_first"]),
            "lines": st.just({"exclude_categories": ["bags"]}),
        },
    ),
    "returns": st.sampled_from(
        [
            {},
            {"tender_mode": "listed_first", "tender_order": ["wechat"]},
            {"tender_mode": "listed_first", "tender_order": ["points", "cash"], "grace_days": 30},
            {"shortfall": "charge"},
        ]
    ),
    "rewards": st.lists(
        st.fixed_dictionaries(
            {
                "name": st.just("礼品"),
                "kind": st.sampled_from(["goods", "voucher", "cash_back", "privilege"]),
                "points": st.integers(0, 300),
            },
            optional={
                "cash_minor": st.integers(0, 500),
                "active": st.booleans(),
                "dates": _DATES,
                "stores": st.lists(st.sampled_from(STORES), max_size=2, unique=True),
                "tiers": st.lists(st.sampled_from(TIERS), max_size=2, unique=True),
                "per_member": st.builds(lambda limit: {"limit": limit, "per": "month"}, st.integers(0, 2)),
                "stocked": st.booleans(),
            },
        ),
        max_size=2,
    ),
    "stored_value": st.sampled_from([{}, {"top_up_bonus": [{"from_minor": 10_000, "bonus_minor": 500}]}]),
    "leap_birthday": st.sampled_from(["feb28", "mar01"]),
    "note": st.just("说明"),
}


_RULE_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "qualifying": st.just(value=False),
    "pending_days": st.integers(0, 40),
    "validity": validities(),
    "funding": st.just("supplier"),
    "note": st.just("备注"),
}


@st.composite
def programme_documents(draw: st.DrawFn, *, most_rules: int = 7, most_caps: int = 3) -> dict[str, Any]:
    """A programme that can be published, from a few rules to all sections."""
    modes = {
        "base": draw(one("stack", "best")),
        "bonus": draw(one("stack", "best")),
        "factor": draw(one("stack", "best", "add_factors", "multiply")),
        "campaign": draw(one("stack", "best", "add_factors", "multiply")),
    }
    lanes = [{"code": code, "name": f"组{code}", "mode": mode} for code, mode in modes.items()]
    for lane in lanes[2:]:
        if lane["mode"] in ("add_factors", "multiply"):
            lane["rounding"] = draw(one("floor", "half_up", "ceil"))
    found = [rules(draw, f"r{number}", modes) for number in range(draw(between(0, most_rules)))]
    if found and not chance(draw, 3):  # most have what most programmes have
        found[0] = {"code": "r0", "name": "基础", "trigger": "sale", "lane": "base", "benefit": benefits(draw, "per_amount")}
    document: dict[str, Any] = {
        "format": 1,
        "code": "P",
        "version": draw(between(1, 3)),
        "name": "方案",
        "currency": "CNY",
        "timezone": "Asia/Shanghai",
        "point_value": draw(one("1", "0.3", "10")),
        "lanes": lanes,
        "rules": found,
        "tiers": draw(tier_schemes()),
    }
    document["caps"] = [caps(draw, f"c{number}", [rule["code"] for rule in found]) for number in range(draw(between(0, most_caps)))]
    for name, strategy in _SECTIONS.items():
        if chance(draw, 2):
            document[name] = draw(strategy)
    for number, reward in enumerate(document.get("rewards", ())):
        reward["code"] = f"w{number}"
    return document


_CATEGORIES = st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True)
_TENDERS = st.permutations(TENDERS)
_CODES = st.lists(st.sampled_from(["BOGO", "SUMMER", "?"]), max_size=2, unique=True)
_TOTALS = st.builds(Totals, st.integers(0, 6), st.integers(0, 6))


@st.composite
def baskets(draw: st.DrawFn, *, most_lines: int = 5, paid: bool | None = None) -> EventInput:
    """A sale of goods and fees, with discounts and tax, paid in up to four ways (or not yet, when it is worth something)."""
    lines = []
    for number in range(draw(st.integers(0, most_lines))):
        list_minor = draw(between(0, 20_000))
        lines.append(
            LineInput(
                id=f"L{number}",
                product=draw(one(*PRODUCTS)),
                qty=draw(between(1, 4)),
                list_minor=list_minor,
                discount_minor=draw(st.integers(0, list_minor)),
                categories=tuple(draw(_CATEGORIES)),
                brand=draw(one(None, *BRANDS)),
                tax_rate=draw(one(Fraction(0), Fraction(13, 100))),
                kind=draw(one("goods", "goods", "goods", "fee", "reward", "stored_value")),
                earns=not chance(draw, 4),
            )
        )
    payable = left = sum(line.payable_minor for line in lines)
    tenders = []
    if chance(draw, 2) if paid is None else paid:
        for kind in draw(_TENDERS)[1:]:
            part = draw(st.integers(0, left))
            tenders.append((kind, part))
            left -= part
        tenders.append(("alipay", left))
    codes = draw(_CODES)
    assert not tenders or sum(part for _, part in tenders) == payable
    return EventInput(
        id="E1", type="sale", lines=tuple(lines), tenders=tuple(TenderInput(*part) for part in tenders if part[1]), codes=tuple(codes)
    )


@st.composite
def events(draw: st.DrawFn) -> EventInput:
    """Any event."""
    kind = draw(one("sale", "sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge", "activity"))
    if kind == "sale":
        return draw(baskets())
    return EventInput(
        id="E1",
        type=kind,  # type: ignore[arg-type]
        activity=draw(one(*ACTIVITIES)) if kind == "activity" else None,
        amount_minor=draw(between(0, 20_000)),
        qty=draw(between(1, 4)),
        month=draw(_TOTALS) if kind == "challenge" else Totals(),
        year=draw(_TOTALS) if kind == "challenge" else Totals(),
    )


_CARRY = st.dictionaries(st.sampled_from([f"r{number}" for number in range(7)]), st.fractions(-3, 3, max_denominator=20), max_size=4)
_USED = st.dictionaries(st.sampled_from(["c0", "c1", "c2"]), between(0, 80), max_size=3)


@cache
def members() -> st.SearchStrategy[MemberInput]:
    """A member in any state, as of just before an event."""
    floor = st.sampled_from([(None, None), ("gold", "2026-12-31"), ("silver", "2026-06-19")])
    return st.builds(
        lambda status, tier, floor, **fields: MemberInput(
            id="M1", status=status, tier=TierInput(code=tier, floor_code=floor[0], floor_until=floor[1]), **fields
        ),
        st.sampled_from(["active", "active", "active", "frozen", "closed"]),
        st.sampled_from(TIERS),
        floor,
        tier_metric=st.integers(0, 7_000),
        groups=st.lists(st.sampled_from(GROUPS), max_size=2, unique=True).map(tuple),
        card_type=st.sampled_from([None, "gold", "plain"]),
        card_batch=st.sampled_from([None, "B1"]),
        birthday=st.sampled_from([None, (6, 20), (6, 1), (2, 29), (12, 31)]),
        sales_count=st.integers(0, 4),
        check_in_last=st.sampled_from([None, "2026-06-19", "2026-06-20", "2026-06-30"]),
        check_in_streak=st.integers(1, 4),
        carry=_CARRY,
        cap_used=_USED,
        challenge_booked=st.dictionaries(st.sampled_from(["r0", "r1", "r2"]), st.integers(0, 20), max_size=2),
        debt=st.integers(0, 30),
        available_points=st.integers(0, 500),
    )


@cache
def accounts(name: str) -> st.SearchStrategy[AccountInput | None]:
    """A referrer or a team; now and then the member itself or nobody."""
    there = st.builds(
        AccountInput,
        id=st.sampled_from([name, name, name, "M1"]),
        status=st.sampled_from(["active", "active", "frozen", "closed"]),
        carry=_CARRY,
        cap_used=_USED,
        debt=st.integers(0, 30),
    )
    return st.one_of(st.none(), there, there)


@cache
def contexts() -> st.SearchStrategy[ContextInput]:
    """A moment at one of the tills."""
    return st.builds(
        ContextInput,
        business_date=st.sampled_from(DAYS),
        local_time=st.sampled_from(["00:30", "08:00", "14:32", "22:00", "23:59"]),
        store=st.sampled_from(STORES),
        till=st.sampled_from(TILLS),
        cashier=st.sampled_from([None, "1001"]),
        channel=st.sampled_from(["pos", "pos", "web"]),
        cap_used=_USED,
        referrer=accounts("R1"),
        team=accounts("G1"),
    )


# The event a rule is waiting for


def _line_for(programme: CompiledProgramme, rule: Rule, number: int, list_minor: int, qty: int) -> LineInput:
    """A line that passes the rule's own filter and its base, as far as one can."""
    filters = [programme.bases[rule.base].lines, None if rule.lines is None else programme.filters[rule.lines]]
    wanted: set[tuple[str, str]] = set()
    banned = {token for some_filter in filters if some_filter is not None for token in some_filter.exclude}
    for some_filter in filters:
        if some_filter is not None and some_filter.include is not None and not some_filter.include & wanted:
            free = sorted(some_filter.include - banned, key=lambda token: ("cbp".index(token[0]), token))
            wanted.update(free[:1])
    product = next((ref for kind, ref in sorted(wanted) if kind == "p"), None)
    brand = next((ref for kind, ref in sorted(wanted) if kind == "b"), None)
    return LineInput(
        id=f"L{number}",
        product=product or next(ref for ref in ("px", *PRODUCTS) if ("p", ref) not in banned),
        qty=qty,
        list_minor=list_minor,
        categories=tuple(sorted(ref for kind, ref in wanted if kind == "c")),
        brand=brand,
    )


def _day_for(rule: Rule, today: str) -> str:
    first = today
    if rule.when.dates is not None and rule.when.dates[0] is not None:
        first = max(today, rule.when.dates[0])
    days = sorted(Calendar(rule.when, today).days)
    return days[0].isoformat() if days else first


def situation_for(programme: CompiledProgramme, rule: Rule, today: str = TODAY) -> tuple[EventInput, MemberInput, ContextInput]:
    """The event, member and moment on which the rule has the best chance to fire: all its conditions met, nothing used up."""
    when = rule.when
    day = _day_for(rule, today)
    number = when.nth.at or when.nth.every or 1 if when.nth is not None else 1
    born: tuple[int, int] | None = None
    if when.birthday is not None or rule.trigger == "birthday":
        born = (int(day[5:7]), int(day[8:]))
    tier = None
    if programme.tiers is not None:
        rank = programme.tiers.rank
        tier = TierInput(code=min(when.tiers or rank, key=lambda code: rank.get(code, 0)))
    member = MemberInput(
        id="M1",
        tier=tier,
        groups=tuple(sorted(when.groups or ())),
        card_type=min(when.card_types) if when.card_types is not None else None,
        card_batch=min(when.card_batches) if when.card_batches is not None else None,
        birthday=born,
        sales_count=number - 1 if rule.sale and rule.trigger == "sale" else 0,
        check_in_last=add_days(day, -1) if number > 1 and rule.trigger == "check_in" else None,
        check_in_streak=number - 1 if number > 1 else 1,
    )
    referred = rule.recipient == "referrer" or when.referred is True
    context = ContextInput(
        business_date=day,
        local_time=when.times[0][0] if when.times is not None else "14:32",
        store=min(when.stores) if when.stores is not None else "S01",
        till=min(when.tills) if when.tills is not None else "01",
        cashier="1001",
        channel=min(when.channels) if when.channels is not None else "pos",
        referrer=AccountInput(id="R1") if referred else None,
        team=AccountInput(id="G1"),
    )
    return _event_for(programme, rule), member, context


def _event_for(programme: CompiledProgramme, rule: Rule) -> EventInput:
    when = rule.when
    amount_minor, qty = max(when.min_amount_minor * 2, 40_000), max(when.min_qty, 12)
    if not rule.sale:
        reach = Totals(10**6, 10**6)
        return EventInput(
            id="E1",
            type=rule.trigger,
            activity=rule.activity,
            amount_minor=amount_minor,
            qty=qty,
            month=reach,
            year=reach,  # type: ignore[arg-type]
        )
    line = _line_for(programme, rule, 1, amount_minor * 2, qty)
    kinds = sorted(when.tenders or ["cash"])
    excluded = programme.bases[rule.base].exclude_tenders
    payable = line.payable_minor
    tenders = [TenderInput(kinds[0], payable)]
    if kinds[0] in excluded:
        tenders = [TenderInput(kinds[0], 1), TenderInput("other", payable - 1)]
    return EventInput(id="E1", type="sale", lines=(line,), tenders=tuple(tenders), codes=tuple(sorted(when.codes or ())))


def without_line(event: EventInput) -> EventInput:
    """The same sale with nothing in the basket."""
    return replace(event, lines=(), tenders=())


def passes_filter(line_filter: LineFilter | None, line: LineInput) -> bool:
    """Whether a line passes a filter, said another way than the engine does."""
    if line_filter is None:
        return True
    tokens = {("p", line.product), *(("c", category) for category in line.categories), ("b", line.brand or "")}
    return (line_filter.include is None or bool(line_filter.include & tokens)) and not line_filter.exclude & tokens

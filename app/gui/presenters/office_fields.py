"""The fields of a programme document (programme.md §2) as a person meets them: their names, what may stand there, how a value is written.

A `Field` names a place by its JSON pointer and a kind; `spec` says how the kind is edited: one of several, several, a number, a day, a line
of text, or further fields. `shown` writes a value as a box shows it. Nothing here changes a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.domain.programme.clauses import lane_mode_text
from app.domain.programme.drafting import codes_of, fits, place_of, value_at
from app.domain.programme.phrases import activity_text, rounding_text, tenders_text, trigger_words
from app.gui.i18n import Texts, count, mark, money
from app.gui.presenters.office_wording import Wording

Type = Literal["one", "many", "number", "exact", "money", "day", "time", "text", "fields", "switch"]
TENDERS = ("cash", "wechat", "alipay", "card", "points", "stored_value", "stored_value_bonus", "voucher")
ACTIVITIES = ("review", "share", "survey", "course_completed", "booking", "training", "task")
TRIGGERS = ("sale", "first_sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge")
BENEFITS: Mapping[str, Mapping[str, Any]] = {
    "per_amount": {"kind": "per_amount", "points": 1, "every_minor": 100},
    "per_item": {"kind": "per_item", "points": 10},
    "fixed": {"kind": "fixed", "points": 50},
    "percent_back": {"kind": "percent_back", "percent": "5"},
    "multiply": {"kind": "multiply", "factor": "2"},
    "voucher": {"kind": "voucher", "voucher": "VOUCHER"},
}
VALIDITIES: Mapping[str, Mapping[str, Any]] = {
    "months": {"kind": "months", "n": 12},
    "days": {"kind": "days", "n": 90},
    "date": {"kind": "date"},
    "year_end": {"kind": "year_end", "plus_years": 1},
    "inactivity": {"kind": "inactivity", "n": 12},
    "permanent": {"kind": "permanent"},
}
WINDOWS: Mapping[str, Mapping[str, Any]] = {
    "rolling_months": {"kind": "rolling_months", "n": 12},
    "calendar_year": {"kind": "calendar_year"},
    "lifetime": {"kind": "lifetime"},
}
REWARD_KINDS = {
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
_MANY_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A place in the document. `clear`: what no value means, as a choice; empty where a value must stand. `default`: what absence means."""

    path: str
    label: str
    kind: str
    clear: str = ""
    default: Any = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen."""

    value: Any
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """How a kind is edited. `add`: the prompt where codes of the shop's own may be typed. `search`: choices come from the catalogue."""

    type: Type
    choices: tuple[Choice, ...] = ()
    add: str = ""
    search: bool = False
    ordered: bool = False
    least: int = 0
    most: int = 10**9
    unit: str = ""
    quick: tuple[Any, ...] = ()
    length: int = 100
    by_method: bool = False
    fields: tuple[Field, ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    numbers: bool = False


def _named(t: Texts, names: Mapping[Any, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, t(label)) for value, label in names.items())


def _switch(w: Wording, field: Field) -> Spec:
    return Spec(type="switch")


def _one(names: Mapping[Any, str]) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="one", choices=_named(w.t, names))


def _number(unit: str, least: int, most: int, *quick: int) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="number", unit=w.t(unit) if unit else "", least=least, most=most, quick=quick)


def _money(least: int, *quick: int) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="money", least=least, most=10**12, quick=quick)


def _exact(unit: str, least: int, most: int, *quick: str) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="exact", unit=unit, least=least, most=most, quick=quick)


def _text(length: int, *, by_method: bool = True) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="text", length=length, by_method=by_method)


def _used(w: Wording, field: str) -> list[str]:
    """Codes that the document uses in that condition already."""
    found = [code for rule in w.document["rules"] for code in rule.get("when", {}).get(field, ())]
    return list(dict.fromkeys(found))


def _own_codes(field: str, prompt: str, *known: str) -> Callable[[Wording, Field], Spec]:
    def make(w: Wording, place: Field) -> Spec:
        codes = dict.fromkeys((*known, *_used(w, field), *(value_at(w.values, place.path) or ())))
        return Spec(type="many", choices=tuple(Choice(code, w.name(code)) for code in codes), add=w.t(prompt), length=64)

    return make


def _stores(w: Wording, field: Field) -> Spec:
    codes = dict.fromkeys((w.words.store, *_used(w, "stores"), *(value_at(w.values, field.path) or ())))
    choices = tuple(Choice(code, w.name(code), code if w.name(code) != code else "") for code in codes if code)
    return Spec(type="many", choices=choices, add=w.t("Code of another store"), length=32)


def _tills(w: Wording, field: Field) -> Spec:
    codes = dict.fromkeys((w.words.till, *_used(w, "tills"), *(value_at(w.values, field.path) or ())))
    return Spec(
        type="many", choices=tuple(Choice(code, w.name(code)) for code in codes if code), add=w.t("Code of another till"), length=32
    )


def _tiers(w: Wording, field: Field) -> Spec:
    levels = w.document.get("tiers", {}).get("levels", ())
    return Spec(type="many", choices=tuple(Choice(level["code"], w.tier(level["code"])) for level in levels))


def _tenders(w: Wording, field: Field) -> Spec:
    kinds = dict.fromkeys((*TENDERS, *(value_at(w.values, field.path) or ())))
    choices = tuple(Choice(kind, tenders_text((kind,), w.lang, {})) for kind in kinds)
    return Spec(type="many", choices=choices, add=w.t("Another means of payment"), length=64, ordered=field.kind == "tender_order")


def _lanes(w: Wording, field: Field) -> Spec:
    """Earlier lanes: a multiplier never sees its own."""
    rule = field.path.split("/")[2]
    own = place_of(w.document, "lanes", w.document["rules"][int(rule)]["lane"])
    return Spec(type="many", choices=tuple(Choice(lane["code"], w.lane(lane["code"])) for lane in w.document["lanes"][:own]))


def _lane(w: Wording, field: Field) -> Spec:
    rule = w.document["rules"][int(field.path.split("/")[2])]
    lanes = (code for code in codes_of(w.document, "lanes") if fits(rule, w.document, code))
    return Spec(type="one", choices=tuple(Choice(code, w.lane(code), _lane_detail(w, code)) for code in lanes))


def _lane_detail(w: Wording, code: str) -> str:
    return lane_mode_text(w.document["lanes"][place_of(w.document, "lanes", code)]["mode"], w.lang)


def _lane_mode(w: Wording, field: Field) -> Spec:
    return Spec(
        type="one", choices=tuple(Choice(mode, lane_mode_text(mode, w.lang)) for mode in ("stack", "best", "add_factors", "multiply"))
    )


def _trigger(w: Wording, field: Field) -> Spec:
    """Events, then activities; a shop's own activity is typed as its code."""
    own = [rule["trigger"] for rule in w.document["rules"] if rule["trigger"].startswith("activity:")]
    activities = dict.fromkeys((*(f"activity:{code}" for code in ACTIVITIES), *own))
    goal = w.t("A goal in a month or year is reached")
    events = (Choice(trigger, goal if trigger == "challenge" else trigger_words(trigger, w.lang)) for trigger in TRIGGERS)
    done = (Choice(trigger, activity_text(trigger.partition(":")[2], w.lang), w.t("activity")) for trigger in activities)
    return Spec(type="one", choices=(*events, *done), add=w.t("Code of an activity of your own"), length=32)


def _weekdays(w: Wording, field: Field) -> Spec:
    return Spec(type="many", choices=tuple(Choice(day, w.weekday(day)) for day in range(1, 8)), numbers=True)


def _month_days(w: Wording, field: Field) -> Spec:
    last = Choice(-1, w.t("last day"))
    return Spec(type="many", choices=(*(Choice(day, str(day)) for day in range(1, 32)), last), numbers=True)


def _cap_rules(w: Wording, field: Field) -> Spec:
    return Spec(type="many", choices=tuple(Choice(rule["code"], w.rule(rule["code"])) for rule in w.document["rules"]))


def _rounding(w: Wording, field: Field) -> Spec:
    kinds = ("floor", "half_up", "ceil", "carry") if field.path.startswith("/rules/") else ("floor", "half_up", "ceil")
    return Spec(type="one", choices=tuple(Choice(kind, rounding_text(kind, w.lang)) for kind in kinds))


def _categories(w: Wording, field: Field) -> Spec:
    counted = {use.ref: use.products for use in w.words.categories}
    codes = dict.fromkeys((*counted, *(value_at(w.values, field.path) or ())))
    choices = tuple(Choice(code, w.category(code), w.t("{n} goods", n=count(counted.get(code, 0)))) for code in codes)
    return Spec(type="many", choices=choices, add=w.t("A category that no product has yet"), length=64)


def _brands(w: Wording, field: Field) -> Spec:
    counted = {use.ref: use.products for use in w.words.brands}
    codes = dict.fromkeys((*counted, *(value_at(w.values, field.path) or ())))
    choices = tuple(Choice(code, code, w.t("{n} goods", n=count(counted.get(code, 0)))) for code in codes)
    return Spec(type="many", choices=choices, add=w.t("A brand that no product has yet"), length=64)


def _goods(w: Wording, field: Field) -> Spec:
    chosen = value_at(w.values, field.path) or ()
    return Spec(type="many", choices=tuple(Choice(ref, w.name(ref), w.price(ref)) for ref in chosen), search=True)


def _reward(w: Wording, field: Field) -> Spec:
    return Spec(
        type="one", choices=tuple(Choice(one["code"], one["name"], w.t.points(one["points"])) for one in w.document.get("rewards", ()))
    )


def _level(w: Wording, field: Field) -> Spec:
    """What has to be reached: money, visits or points."""
    metric = w.document["tiers"]["metric"]
    if metric == "spend":
        return Spec(type="money", least=0, most=10**12, quick=(50_000, 100_000, 200_000, 500_000))
    return Spec(type="number", unit=w.t("visits") if metric == "visits" else w.t.points_unit(), least=0, most=10**12)


def _goal(w: Wording, field: Field) -> Spec:
    challenge = value_at(w.values, field.path.rpartition("/")[0]) or {}
    return SPECS["money" if challenge.get("metric") == "spend_minor" else "visits"](w, field)


# The trial


def _trial_event(w: Wording, field: Field) -> Spec:
    """Events that rules of the programme answer to, and the sale."""
    triggers = dict.fromkeys(("sale", *(rule["trigger"] for rule in w.document["rules"] if rule["trigger"] != "first_sale")))
    goal = w.t("A goal in a month or year is reached")
    choices = []
    for trigger in triggers:
        kind, _, activity = trigger.partition(":")
        words = activity_text(activity, w.lang) if kind == "activity" else goal if kind == "challenge" else trigger_words(kind, w.lang)
        choices.append(Choice(trigger, words))
    return Spec(type="one", choices=tuple(choices))


def _trial_tier(w: Wording, field: Field) -> Spec:
    levels = w.document.get("tiers", {}).get("levels", ())
    return Spec(type="one", choices=tuple(Choice(level["code"], w.tier(level["code"])) for level in levels))


def _trial_tender(w: Wording, field: Field) -> Spec:
    return Spec(type="one", choices=tuple(Choice(kind, tenders_text((kind,), w.lang, {})) for kind in TENDERS))


def _trial_codes(name: str) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="many", choices=tuple(Choice(code, w.name(code)) for code in _used(w, name)))


def _trial_place(name: str) -> Callable[[Wording, Field], Spec]:
    def make(w: Wording, field: Field) -> Spec:
        own = {"stores": w.words.store, "tills": w.words.till, "channels": "pos"}.get(name, "")
        return Spec(type="one", choices=tuple(Choice(code, w.name(code)) for code in dict.fromkeys((own, *_used(w, name))) if code))

    return make


def _trial_goods(w: Wording, field: Field) -> Spec:
    """Goods to put into the basket: some of every kind the rules name, others by search."""
    chosen = [ref for ref in value_at(w.values, field.path) or () if ref in w.words.goods]
    known = {product.id: product for product in (*(w.words.goods[ref] for ref in chosen), *w.words.samples)}
    priced = (product for product in known.values() if product.price_minor)
    return Spec(
        type="many",
        choices=tuple(Choice(product.id, product.shown_name(w.lang), money(product.price_minor or 0)) for product in priced),
        search=True,
    )


# Fields within fields


def _within(make: Callable[[Wording, Field], Sequence[Field]], *acts: tuple[str, str]) -> Callable[[Wording, Field], Spec]:
    return lambda w, field: Spec(type="fields", fields=tuple(make(w, field)), acts=tuple((act, w.t(label)) for act, label in acts))


def validity_fields(w: Wording, field: Field) -> list[Field]:
    """Kind of validity and what belongs to it."""
    t, path = w.t, field.path
    value = value_at(w.values, path) or {}
    kinds = "keep_kind" if field.kind == "keep" else "validity_kind"
    found = [Field(path=path, label=t("Points are good"), kind=kinds, clear=field.clear)]
    if field.kind == "keep":
        found = [replace(found[0], label=t("A tier is kept"))]
    kind = value.get("kind")
    if kind in ("months", "inactivity"):
        found.append(Field(path=f"{path}/n", label=t("Months"), kind="months"))
    if kind == "days":
        found.append(Field(path=f"{path}/n", label=t("Days"), kind="life_days"))
    if kind == "months":
        found.append(Field(path=f"{path}/end", label=t("Until"), kind="month_end", default="day"))
    if kind == "date":
        found.append(Field(path=f"{path}/date", label=t("Last good day"), kind="date"))
    if kind == "year_end":
        found.append(Field(path=f"{path}/plus_years", label=t("Years on"), kind="plus_years"))
    return found


def base_fields(w: Wording, field: Field) -> list[Field]:
    """What counts as eligible amount."""
    t, path = w.t, field.path
    own = [] if not field.clear else [Field(path=path, label=t("This rule counts"), kind="base_how", clear=field.clear)]
    if own and value_at(w.values, path) is None:
        return own
    return [
        *own,
        Field(path=f"{path}/discount", label=t("Price"), kind="discount", default="after"),
        Field(path=f"{path}/tax", label=t("Tax"), kind="tax", default="included"),
        Field(path=f"{path}/exclude_tenders", label=t("Not counted when paid with"), kind="exclude_tenders", default=["points"], clear=""),
        Field(path=f"{path}/lines", label=t("Goods that count"), kind="lines", clear=t("All goods")),
    ]


def lines_fields(w: Wording, field: Field) -> list[Field]:
    """Goods a rule is about, and those it leaves out."""
    t, path = w.t, field.path
    every, none = t("Not narrowed"), t("None left out")
    return [
        Field(path=f"{path}/categories", label=t("Only these categories"), kind="categories", clear=every),
        Field(path=f"{path}/products", label=t("Only these goods"), kind="goods", clear=every),
        Field(path=f"{path}/brands", label=t("Only these brands"), kind="brands", clear=every),
        Field(path=f"{path}/exclude_categories", label=t("But not these categories"), kind="categories", clear=none),
        Field(path=f"{path}/exclude_products", label=t("But not these goods"), kind="goods", clear=none),
        Field(path=f"{path}/exclude_brands", label=t("But not these brands"), kind="brands", clear=none),
    ]


def cap_fields(w: Wording, field: Field) -> list[Field]:
    """A limit."""
    t, path = w.t, field.path
    times = (value_at(w.values, path) or {}).get("unit") == "times"
    return [
        Field(path=f"{path}/limit", label=t("At most"), kind="times" if times else "points_limit"),
        Field(path=f"{path}/unit", label=t("Counted in"), kind="cap_unit", default="points"),
        Field(path=f"{path}/who", label=t("For whom"), kind="cap_who", default="member"),
        Field(path=f"{path}/per", label=t("Per"), kind="cap_per"),
        Field(path=f"{path}/rules", label=t("Of these rules"), kind="cap_rules", clear=t("All rules together")),
    ]


def nth_fields(w: Wording, field: Field) -> list[Field]:
    """Which one of them counts."""
    t, path = w.t, field.path
    value = value_at(w.values, path) or {}
    streak = value.get("of") == "streak"
    how = "at" if "at" in value else "every"
    name = t("Which day in a row") if streak else t("Which sale")
    return [
        Field(path=path, label=name, kind="nth_how"),
        Field(path=f"{path}/{how}", label=t("Number"), kind="ordinal"),
    ]


def times_fields(w: Wording, field: Field) -> list[Field]:
    """Windows of the day."""
    windows = value_at(w.values, field.path) or ()
    return [
        Field(path=f"{field.path}/{at}", label=w.t("Window {n}", n=at + 1), kind="window_of_day", clear="") for at in range(len(windows))
    ]


def window_of_day_fields(w: Wording, field: Field) -> list[Field]:
    """One window; it may cross midnight."""
    return [
        Field(path=f"{field.path}/start", label=w.t("From"), kind="time"),
        Field(path=f"{field.path}/end", label=w.t("To"), kind="time"),
    ]


def window_fields(w: Wording, field: Field) -> list[Field]:
    """The time in which the metric of a tier is counted."""
    value = value_at(w.values, field.path) or {}
    found = [Field(path=field.path, label=w.t("Counted over"), kind="window_kind")]
    if value.get("kind") == "rolling_months":
        found.append(Field(path=f"{field.path}/n", label=w.t("Months"), kind="months"))
    return found


def per_member_fields(w: Wording, field: Field) -> list[Field]:
    """How often one member may have a reward."""
    if value_at(w.values, field.path) is None:
        return [Field(path=field.path, label=w.t("Per member"), kind="per_member_how", clear=field.clear)]
    return [
        Field(path=field.path, label=w.t("Per member"), kind="per_member_how", clear=field.clear),
        Field(path=f"{field.path}/limit", label=w.t("At most"), kind="times"),
        Field(path=f"{field.path}/per", label=w.t("Per"), kind="period_of_limit"),
    ]


def auto_fields(w: Wording, field: Field) -> list[Field]:
    """The reward that is given by itself."""
    found = [Field(path=field.path, label=w.t("Reward given by itself"), kind="auto_reward", clear=field.clear)]
    if value_at(w.values, field.path) is not None:
        found.append(Field(path=f"{field.path}/keep_points", label=w.t("Points left with the member"), kind="points_left", default=0))
    return found


def dates_fields(w: Wording, field: Field) -> list[Field]:
    """A time within which something holds."""
    return [
        Field(path=f"{field.path}/from_date", label=w.t("First day"), kind="date", clear=w.t("From the beginning")),
        Field(path=f"{field.path}/to_date", label=w.t("Last day"), kind="date", clear=w.t("No end")),
    ]


def steps_fields(w: Wording, field: Field) -> list[Field]:
    """Bonus steps of a top-up."""
    steps = value_at(w.values, field.path) or ()
    return [Field(path=f"{field.path}/{at}", label=w.t("Step {n}", n=at + 1), kind="bonus_step") for at in range(len(steps))]


def step_fields(w: Wording, field: Field) -> list[Field]:
    """One bonus step."""
    return [
        Field(path=f"{field.path}/from_minor", label=w.t("From an amount of"), kind="money0"),
        Field(path=f"{field.path}/bonus_minor", label=w.t("Bonus"), kind="money0"),
        Field(path=f"{field.path}/every", label=w.t("Once for every full amount"), kind="flag", default=False),
    ]


SPECS: Mapping[str, Callable[[Wording, Field], Spec]] = {
    # one of several
    "birthday": _one({"day": mark("on the birthday"), "month": mark("in the birthday month")}),
    "referred": _one({True: mark("members somebody referred"), False: mark("members nobody referred")}),
    "trigger": _trigger,
    "metric": _one({"spend_minor": mark("spending"), "visits": mark("visits")}),
    "period": _one({"month": mark("in a month"), "year": mark("in a year")}),
    "rounding": _rounding,
    "steps": _one({True: mark("only full steps count"), False: mark("a part of a step counts in part")}),
    "recipient": _one({"member": mark("the member"), "referrer": mark("who referred the member"), "team": mark("the member's team")}),
    "lane": _lane,
    "lane_mode": _lane_mode,
    "discount": _one({"after": mark("after discount"), "before": mark("before discount")}),
    "base_how": _one({True: mark("in its own way")}),
    "tax": _one({"included": mark("with tax"), "excluded": mark("without tax")}),
    "benefit": _one(
        {
            "per_amount": mark("points per amount"),
            "per_item": mark("points per item"),
            "fixed": mark("a fixed number of points"),
            "percent_back": mark("percent back in points"),
            "multiply": mark("points multiplied"),
            "voucher": mark("a voucher"),
        }
    ),
    "validity_kind": _one(
        {
            "months": mark("so many months"),
            "days": mark("so many days"),
            "date": mark("until a day"),
            "year_end": mark("until the end of a year"),
            "inactivity": mark("as long as the member comes"),
            "permanent": mark("for good"),
        }
    ),
    "keep_kind": _one(
        {
            "months": mark("so many months"),
            "days": mark("so many days"),
            "date": mark("until a day"),
            "year_end": mark("until the end of a year"),
            "permanent": mark("for good"),
        }
    ),
    "month_end": _one({"day": mark("the same day"), "month": mark("the end of that month")}),
    "cap_unit": _one({"points": mark("points"), "times": mark("times")}),
    "cap_who": _one(
        {
            "member": mark("each member"),
            "store": mark("each store"),
            "till": mark("each till"),
            "cashier": mark("each cashier"),
            "all": mark("all members together"),
        }
    ),
    "cap_per": _one(
        {"event": mark("sale"), "day": mark("day"), "month": mark("month"), "year": mark("year"), "lifetime": mark("whole time")}
    ),
    "period_of_limit": _one({"day": mark("day"), "month": mark("month"), "year": mark("year"), "lifetime": mark("whole time")}),
    "nth_how": _one({"every": mark("every so many"), "at": mark("exactly this one")}),
    "leap_birthday": _one({"feb28": mark("28 February"), "mar01": mark("1 March")}),
    "tier_metric": _one(
        {"spend": mark("money spent"), "visits": mark("visits"), "points": mark("points earned"), "manual": mark("given by hand")}
    ),
    "window_kind": _one(
        {"rolling_months": mark("the last months"), "calendar_year": mark("the calendar year"), "lifetime": mark("all time")}
    ),
    "upgrade": _one({"at_once": mark("at once"), "at_review": mark("at the review")}),
    "new_tier_counts": _one({"next_sale": mark("from the next sale on"), "this_sale": mark("for this sale already")}),
    "downgrade": _one({"to_level": mark("to what was reached"), "one_step": mark("one step"), "none": mark("never")}),
    "lot_order": _one({"expiry_first": mark("those that expire first"), "oldest_first": mark("the oldest")}),
    "tender_mode": _one({"proportional": mark("in proportion"), "listed_first": mark("in the order below")}),
    "shortfall": _one({"debt": mark("book them as owed"), "charge": mark("take money for them")}),
    "spend_order": _one(
        {"principal_first": mark("paid-in money first"), "bonus_first": mark("bonus first"), "proportional": mark("in proportion")}
    ),
    "reward_kind": _one(REWARD_KINDS),
    "per_member_how": _one({True: mark("limited")}),
    "auto_reward": _reward,
    # several
    "weekdays": _weekdays,
    "month_days": _month_days,
    "stores": _stores,
    "tills": _tills,
    "channels": _own_codes("channels", mark("Code of another channel"), "pos"),
    "tiers": _tiers,
    "groups": _own_codes("groups", mark("Name of a group")),
    "card_types": _own_codes("card_types", mark("Card type")),
    "card_batches": _own_codes("card_batches", mark("Card batch")),
    "codes": _own_codes("codes", mark("Activity code")),
    "tenders": _tenders,
    "exclude_tenders": _tenders,
    "tender_order": _tenders,
    "lanes": _lanes,
    "cap_rules": _cap_rules,
    "categories": _categories,
    "brands": _brands,
    "goods": _goods,
    # numbers
    "money": _money(1, 100, 1_000, 5_000, 10_000),
    "money0": _money(0, 5_000, 10_000, 50_000),
    "points": _number(mark("pts"), 1, 10**9, 1, 2, 5, 10, 50, 100),
    "points_limit": _number(mark("pts"), 0, 10**12, 50, 200, 500, 1_000),
    "points_least": _number(mark("pts"), 0, 10**12, 1, 10, 100),
    "points_step": _number(mark("pts"), 1, 10**12, 1, 10, 100),
    "points_left": _number(mark("pts"), 0, 10**12, 0, 100),
    "times": _number(mark("times"), 0, 10**12, 1, 2, 5),
    "quantity": _number(mark("items"), 1, 10**12, 1, 2, 3, 5),
    "count": _number("", 1, 10**12, 1, 2, 5),
    "visits": _number(mark("visits"), 1, 10**12, 4, 8, 12),
    "goal": _goal,
    "ordinal": _number("", 1, 10**6, 2, 3, 5, 7, 10),
    "days": _number(mark("days"), 0, 3_650, 0, 7, 14, 30),
    "life_days": _number(mark("days"), 1, 36_500, 30, 90, 180, 365),
    "grace_days": _number(mark("days"), 0, 36_500, 0, 7, 30),
    "months": _number(mark("months"), 1, 600, 3, 6, 12, 24),
    "plus_years": _number(mark("years"), 0, 50, 0, 1, 2),
    "level": _level,
    "percent": _exact("%", 0, 1_000, "1", "3", "5", "10"),
    "share": _exact("%", 0, 100, "30", "50", "100"),
    "factor": _exact("×", 1, 1_000, "1.2", "1.5", "2", "3"),
    "fen": _exact(mark("fen"), 0, 10**9, "1", "0.5", "10"),
    # the trial
    "trial_event": _trial_event,
    "trial_tier": _trial_tier,
    "trial_birthday": _one({"no": mark("not in this month"), "month": mark("in this month"), "day": mark("today")}),
    "trial_tender": _trial_tender,
    "trial_codes": _trial_codes("codes"),
    "trial_groups": _trial_codes("groups"),
    "trial_stores": _trial_place("stores"),
    "trial_tills": _trial_place("tills"),
    "trial_channels": _trial_place("channels"),
    "trial_card_types": _trial_place("card_types"),
    "trial_card_batches": _trial_place("card_batches"),
    "trial_goods": _trial_goods,
    "number0": _number("", 0, 10**6, 0, 1, 4, 9),
    # days, texts
    "date": lambda w, field: Spec(type="day"),
    "trial_day": lambda w, field: Spec(type="day"),
    "time": lambda w, field: Spec(type="time"),
    "text": _text(100),
    "name": _text(100),
    "code": _text(32, by_method=False),
    "ref": _text(64, by_method=False),
    "voucher": _text(32, by_method=False),
    "funding": _text(32, by_method=False),
    "flag": _switch,
    # fields within
    "validity": _within(validity_fields),
    "keep": _within(validity_fields),
    "base": _within(base_fields),
    "lines": _within(lines_fields),
    "cap": _within(cap_fields, ("remove", mark("Take the limit away"))),
    "nth": _within(nth_fields),
    "times_of_day": _within(times_fields, ("add_window", mark("Another window"))),
    "window_of_day": _within(window_of_day_fields, ("remove", mark("Take this window away"))),
    "window": _within(window_fields),
    "per_member": _within(per_member_fields),
    "auto": _within(auto_fields),
    "dates": _within(dates_fields),
    "bonus_steps": _within(steps_fields, ("add_step", mark("Another step"))),
    "bonus_step": _within(step_fields, ("remove", mark("Take this step away"))),
}
"""How every kind is edited. Kinds of sentence parts have the same names, but for `times`, see `kind_of_part`."""


def kind_of_part(kind: str, path: str) -> str:
    """The kind here of a part of a sentence."""
    if kind == "times":
        return "times_of_day"
    if kind in ("money", "count") and path.endswith("/challenge/reach"):
        return "goal"
    return kind


def spec(w: Wording, field: Field) -> Spec:
    """How a field is edited now."""
    return SPECS[field.kind](w, field)


def stored(w: Wording, field: Field) -> Any:
    """The value that stands at a field; where nothing does, what its absence means."""
    value = value_at(w.values, field.path)
    return field.default if value is None else value

"""The pages of the programme besides the rules: their lists, their fields, and what can be added or taken away on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.programme.clauses import lane_mode_text
from app.domain.programme.compiled import COMBINED
from app.domain.programme.document import pointer
from app.domain.programme.drafting import (
    Document,
    add_cap,
    add_lane,
    add_reward,
    move_lane,
    place_of,
    set_value,
    unique_code,
    value_at,
)
from app.gui.i18n import count, mark, short_money
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_fields import REWARD_KINDS, Field
from app.gui.presenters.office_problems import problem_at
from app.gui.presenters.office_source import field_view
from app.gui.presenters.office_views import ActView, GroupView, ListView, MainView, RowView
from app.gui.presenters.office_wording import Wording

TABS = (
    ("rules", mark("Rules")),
    ("lanes", mark("Lanes")),
    ("base", mark("What counts")),
    ("caps", mark("Limits")),
    ("tiers", mark("Tiers")),
    ("redemption", mark("Using points")),
    ("rewards", mark("Rewards")),
    ("validity", mark("Good for")),
    ("returns", mark("Returns")),
    ("stored_value", mark("Stored value")),
    ("general", mark("General")),
    ("versions", mark("Versions")),
)
LISTS = {"lanes": "lanes", "caps": "caps", "rewards": "rewards", "tiers": "tiers/levels"}
"""Pages with a list, and where the list stands in the document."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a title, before they are shown."""

    title: str
    fields: Sequence[Field]
    note: str = ""
    acts: Sequence[tuple[str, str]] = ()


def items(document: Document, page: str) -> Sequence[Mapping[str, Any]]:
    """The list of a page."""
    found: Sequence[Mapping[str, Any]] = value_at(document, f"/{LISTS[page]}") or ()
    return found


# Fields of each page


def general_groups(w: Wording, at: int) -> list[Group]:
    """Name, worth of a point, note."""
    t = w.t
    return [
        Group(
            t("Programme"),
            [
                Field(path="/name", label=t("Name"), kind="name"),
                Field(path="/point_value", label=t("A point is worth"), kind="fen"),
                Field(
                    path="/leap_birthday", label=t("Born on 29 February, birthday in other years"), kind="leap_birthday", default="feb28"
                ),
                Field(path="/note", label=t("Note"), kind="text", clear=t("No note")),
            ],
            t("The worth holds for paying with points and for percent back. Tiers change how fast points are earned, never this."),
        ),
        Group(
            t("Marks"),
            [
                Field(path="/code", label=t("Code"), kind="code"),
                Field(path="/currency", label=t("Currency"), kind="code"),
                Field(path="/timezone", label=t("Time zone"), kind="ref"),
            ],
        ),
    ]


def base_groups(w: Wording, at: int) -> list[Group]:
    """What counts as eligible amount."""
    t = w.t
    return [
        Group(
            t("Amount that earns points"),
            [
                Field(path="/base/discount", label=t("Price"), kind="discount", default="after"),
                Field(path="/base/tax", label=t("Tax"), kind="tax", default="included"),
                Field(path="/base/exclude_tenders", label=t("Not counted when paid with"), kind="exclude_tenders", default=["points"]),
                Field(path="/base/lines", label=t("Goods that count"), kind="lines", clear=t("All goods")),
            ],
            t("Rules that do not say otherwise use this amount; tiers and challenges count it too."),
        )
    ]


def validity_groups(w: Wording, at: int) -> list[Group]:
    """Life of points."""
    t = w.t
    return [
        Group(
            t("Life of points"),
            [
                Field(path="/validity", label=t("Points are good"), kind="validity", clear=t("for good")),
                Field(path="/pending_days", label=t("Usable after"), kind="days", default=0),
            ],
            t("Counted from the day of the sale, not from when points can be used. A rule may say otherwise for its own."),
        )
    ]


def lane_groups(w: Wording, at: int) -> list[Group]:
    """One lane."""
    t, path = w.t, f"/lanes/{at}"
    lane = w.document["lanes"][at]
    fields = [
        Field(path=f"{path}/name", label=t("Name"), kind="name", clear=t("Its code: {code}", code=lane["code"])),
        Field(path=f"{path}/mode", label=t("When several rules hold"), kind="lane_mode"),
    ]
    if lane["mode"] in COMBINED:
        fields.append(Field(path=f"{path}/rounding", label=t("Rounding of the lane"), kind="rounding", default="floor"))
    return [Group(t("Lane"), fields, t("Lanes are worked through from top to bottom; a multiplier multiplies points of earlier lanes."))]


def cap_groups(w: Wording, at: int) -> list[Group]:
    """One limit."""
    t, path = w.t, f"/caps/{at}"
    times = w.document["caps"][at].get("unit") == "times"
    return [
        Group(
            t("Limit"),
            [
                Field(path=f"{path}/limit", label=t("At most"), kind="times" if times else "points_limit"),
                Field(path=f"{path}/unit", label=t("Counted in"), kind="cap_unit", default="points"),
                Field(path=f"{path}/who", label=t("For whom"), kind="cap_who", default="member"),
                Field(path=f"{path}/per", label=t("Per"), kind="cap_per"),
                Field(path=f"{path}/rules", label=t("Of these rules"), kind="cap_rules", clear=t("All rules together")),
            ],
            t("The budget of a campaign is a limit for all members together over the whole time: once it is used up the rule stops."),
        )
    ]


def tier_groups(w: Wording, at: int) -> list[Group]:
    """The tier that is chosen, and how all of them work."""
    t = w.t
    if "tiers" not in w.document:
        return [Group(t("No tiers"), [], t("All members earn alike."), [("add_tiers", mark("Begin with three tiers"))])]
    path = f"/tiers/levels/{at}"
    level = [
        Field(path=f"{path}/name", label=t("Name"), kind="name"),
        Field(path=f"{path}/threshold", label=t("Reached with"), kind="level", open=at > 0),
    ]
    tiers = w.document["tiers"]
    how = [
        Field(path="/tiers/metric", label=t("Reached by"), kind="tier_metric"),
        Field(path="/tiers/window", label=t("Counted over"), kind="window"),
        Field(path="/tiers/upgrade", label=t("Upgrade"), kind="upgrade", default="at_once"),
        Field(path="/tiers/keep", label=t("A tier is kept"), kind="keep", clear=t("for good")),
        Field(path="/tiers/downgrade", label=t("Afterwards goes down"), kind="downgrade", default="to_level"),
        Field(path="/tiers/grace_days", label=t("Grace before that"), kind="grace_days", default=0),
    ]
    if tiers["metric"] in ("spend", "visits"):
        how.insert(3, Field(path="/tiers/new_tier_counts", label=t("A new tier counts"), kind="new_tier_counts", default="next_sale"))
    name = w.tier(tiers["levels"][at]["code"]) if at < len(tiers["levels"]) else ""
    return [
        Group(t("Tier {name}", name=name), level),
        Group(t("How tiers work"), how, t("What a tier gives are rules of its own: multiply its points in the list of rules.")),
    ]


def redemption_groups(w: Wording, at: int) -> list[Group]:
    """Paying with points."""
    t = w.t
    if "redemption" not in w.document:
        return [Group(t("Points are not taken as money"), [], "", [("add_redemption", mark("Let members pay with points"))])]
    return [
        Group(
            t("Paying with points"),
            [
                Field(path="/redemption/enabled", label=t("Points are taken as money"), kind="flag", default=True),
                Field(path="/redemption/min_points", label=t("At least at once"), kind="points_least", default=1),
                Field(path="/redemption/step_points", label=t("In steps of"), kind="points_step", default=1),
                Field(path="/redemption/max_points", label=t("At most on one sale"), kind="points_limit", clear=t("No limit")),
                Field(path="/redemption/max_percent", label=t("Share of the sale at most"), kind="share", default="100"),
                Field(path="/redemption/lines", label=t("Goods that may be paid so"), kind="lines", clear=t("All goods")),
                Field(path="/redemption/lot_order", label=t("Used first are"), kind="lot_order", default="expiry_first"),
            ],
        ),
        Group(
            t("Redeemed by itself"),
            [Field(path="/redemption/auto", label=t("Reward given by itself"), kind="auto", clear=t("Nothing by itself"))],
            t("Members can opt out of it."),
        ),
    ]


def reward_groups(w: Wording, at: int) -> list[Group]:
    """One reward."""
    t, path = w.t, f"/rewards/{at}"
    return [
        Group(
            t("Reward"),
            [
                Field(path=f"{path}/name", label=t("Name"), kind="name"),
                Field(path=f"{path}/kind", label=t("Kind"), kind="reward_kind"),
                Field(path=f"{path}/points", label=t("Points"), kind="points_limit"),
                Field(path=f"{path}/cash_minor", label=t("And money"), kind="money0", default=0),
                Field(path=f"{path}/active", label=t("Offered"), kind="flag", default=True),
                Field(path=f"{path}/stocked", label=t("Its stock is counted"), kind="flag", default=False),
            ],
        ),
        Group(
            t("For whom and when"),
            [
                Field(path=f"{path}/tiers", label=t("Tiers"), kind="tiers", clear=t("All members")),
                Field(path=f"{path}/stores", label=t("Stores"), kind="stores", clear=t("All stores")),
                Field(path=f"{path}/dates", label=t("Days"), kind="dates", clear=t("At any time")),
                Field(path=f"{path}/per_member", label=t("Per member"), kind="per_member", clear=t("As often as wanted")),
            ],
        ),
    ]


def returns_groups(w: Wording, at: int) -> list[Group]:
    """How returns are settled."""
    t = w.t
    listed_first = value_at(w.document, "/returns/tender_mode") == "listed_first"
    fields = [Field(path="/returns/tender_mode", label=t("Money goes back"), kind="tender_mode", default="proportional")]
    if listed_first or value_at(w.document, "/returns/tender_order"):
        fields.append(Field(path="/returns/tender_order", label=t("Order"), kind="tender_order", default=[], clear=t("No order")))
    fields += [
        Field(path="/returns/shortfall", label=t("Points that are missing"), kind="shortfall", default="debt"),
        Field(path="/returns/grace_days", label=t("Expired points given back are good for"), kind="grace_days", default=0),
    ]
    return [Group(t("Returns"), fields, t("The whole sale is worked out again without what came back; the difference is settled."))]


def stored_value_groups(w: Wording, at: int) -> list[Group]:
    """Stored-value cards."""
    t = w.t
    if "stored_value" not in w.document:
        return [Group(t("No stored value"), [], "", [("add_stored_value", mark("Offer stored-value cards"))])]
    none = t("No limit")
    return [
        Group(
            t("Top-up"),
            [
                Field(path="/stored_value/top_up_bonus", label=t("Bonus"), kind="bonus_steps", default=[]),
                Field(path="/stored_value/min_top_up_minor", label=t("At least"), kind="money0", default=0),
                Field(path="/stored_value/spend_order", label=t("Spent first"), kind="spend_order", default="principal_first"),
            ],
        ),
        Group(
            t("Limits of a card"),
            [
                Field(path="/stored_value/named_max_minor", label=t("Balance with a name"), kind="money0", clear=none),
                Field(path="/stored_value/unnamed_max_minor", label=t("Balance without a name"), kind="money0", clear=none),
                Field(path="/stored_value/real_name_from_minor", label=t("Real name asked from"), kind="money0", clear=none),
            ],
            t("The shop checks them against the law that is in force."),
            [("remove_stored_value", mark("No stored value any more"))],
        ),
    ]


GROUPS: Mapping[str, Callable[[Wording, int], list[Group]]] = {
    "general": general_groups,
    "base": base_groups,
    "validity": validity_groups,
    "lanes": lane_groups,
    "caps": cap_groups,
    "tiers": tier_groups,
    "redemption": redemption_groups,
    "rewards": reward_groups,
    "returns": returns_groups,
    "stored_value": stored_value_groups,
}


def fields_of(w: Wording, page: str, at: int) -> dict[str, Field]:
    """Every field of a page by its path."""
    if page in LISTS and page != "tiers" and at >= len(items(w.document, page)):
        return {}
    return {one.path: one for group in GROUPS[page](w, at) for one in group.fields}


# Views


def list_view(editing: Editing, page: str, chosen: int) -> ListView | None:
    """The list at the left; None for a page without one."""
    if page not in LISTS or (page == "tiers" and "tiers" not in editing.document):
        return None
    w = editing.wording
    t = w.t
    words = {
        "lanes": (t("Lanes"), t("From top to bottom"), t("New lane"), ""),
        "caps": (t("Limits"), "", t("New limit"), t("No limits. Points of a rule that anybody can trigger should have one.")),
        "rewards": (t("Rewards"), "", t("New reward"), t("Nothing is given for points yet.")),
        "tiers": (t("Tiers"), t("Lowest first"), t("New tier"), ""),
    }[page]
    rows = tuple(
        RowView(
            id=str(at),
            title=_row_title(w, page, at),
            detail=_row_detail(w, page, at),
            chip=_row_chip(editing, page, at),
            tone="danger" if problem_at(editing.errors, f"/{LISTS[page]}/{at}", w) else "muted",
            selected=at == chosen,
        )
        for at in range(len(items(editing.document, page)))
    )
    add = words[2] if editing.open else ""
    return ListView(title=words[0], hint=words[1], rows=rows, add=add, movable=page == "lanes" and editing.open, note="", nothing=words[3])


def _row_title(w: Wording, page: str, at: int) -> str:
    item = items(w.document, page)[at]
    if page == "lanes":
        return w.lane(item["code"])
    if page == "caps":
        return w.cap(item)
    return w.tier(item["code"]) if page == "tiers" else str(item["name"])


def _row_detail(w: Wording, page: str, at: int) -> str:
    t, item = w.t, items(w.document, page)[at]
    if page == "lanes":
        held = sum(1 for rule in w.document["rules"] if rule["lane"] == item["code"])
        return f"{lane_mode_text(item['mode'], w.lang)} · {t.plural('{n} rule', '{n} rules', held)}"
    if page == "caps":
        rules = item.get("rules")
        return t("All rules together") if rules is None else w.listed(w.rule(code) for code in rules[:3])
    if page == "rewards":
        return f"{t(REWARD_KINDS[item['kind']])} · {t.points(item['points'])}"
    metric = w.document["tiers"]["metric"]
    if metric == "manual":
        return t("given by hand")
    amount = short_money(item["threshold"]) if metric == "spend" else count(item["threshold"])
    unit = {"spend": "", "visits": f" {t('visits')}", "points": f" {t.points_unit(item['threshold'])}"}[metric]
    return t("from {amount}", amount=f"{amount}{unit}")


def _row_chip(editing: Editing, page: str, at: int) -> str:
    w = editing.wording
    if problem_at(editing.errors, f"/{LISTS[page]}/{at}", w):
        return w.t("To be mended")
    return w.t("Switched off") if items(editing.document, page)[at].get("active") is False else ""


def main_view(editing: Editing, page: str, at: int) -> MainView:
    """The fields of a page, or of the chosen thing of its list."""
    w = editing.wording
    t = w.t
    if page in ("caps", "rewards") and not items(editing.document, page):
        return MainView(
            title={name: t(label) for name, label in TABS}[page], chip="", chip_tone="muted", acts=(), nothing=t("Nothing here yet")
        )
    groups = tuple(
        GroupView(
            title=group.title,
            fields=tuple(field_view(editing, one) for one in group.fields),
            note=group.note,
            acts=tuple(ActView(id=act, label=t(label), icon="plus" if act.startswith("add") else "remove") for act, label in group.acts)
            if editing.open
            else (),
        )
        for group in GROUPS[page](w, at)
    )
    titles = {name: t(label) for name, label in TABS}
    in_list = page in LISTS and bool(items(editing.document, page))
    title = _row_title(w, page, at) if in_list else titles[page]
    acts: tuple[ActView, ...] = ()
    if in_list and editing.open:
        acts = (ActView(id="remove", label=t("Take away"), icon="remove", tone="danger"),)
        if page == "lanes":
            last = len(items(editing.document, page)) - 1
            acts = (
                ActView(id="up", label=t("Up"), icon="up", enabled=at > 0),
                ActView(id="down", label=t("Down"), icon="down", enabled=at < last),
                *acts,
            )
    if page in ("tiers", "redemption") and not in_list and page in editing.document and editing.open:
        acts = (ActView(id=f"remove_{page}", label=t("Take away"), icon="remove", tone="danger"),)
    return MainView(title=title, chip="", chip_tone="muted", acts=acts, groups=groups)


# Acts


def add_to(page: str, w: Wording) -> Callable[[Document], Any]:
    """Adds one more to the list of a page."""
    t = w.t
    if page == "lanes":
        return lambda document: add_lane(document, t("New lane"), "stack")
    if page == "caps":
        return lambda document: add_cap(document, {"per": "day", "limit": 500}, "cap")
    if page == "rewards":
        reward = {"code": "reward", "name": t("New reward"), "kind": "goods", "points": 500}
        return lambda document: add_reward(document, reward)
    return lambda document: _with_level(document, t("New tier"))


def _with_level(document: Document, name: str) -> Document:
    levels = document["tiers"]["levels"]
    top = levels[-1]["threshold"]
    code = unique_code((level["code"] for level in levels), "tier")
    return set_value(document, f"/tiers/levels/{len(levels)}", {"code": code, "name": name, "threshold": max(top * 2, top + 1)})


def remove_from(page: str, at: int) -> Callable[[Document], Any]:
    """Takes one away from the list of a page."""
    return lambda document: set_value(document, f"/{LISTS[page]}/{at}", None)


def moved_lane(document: Document, at: int, to: int) -> Document:
    """A lane at another place of the order."""
    codes = [lane["code"] for lane in document["lanes"]]
    code = codes.pop(at)
    return move_lane(document, code, codes[to] if to < len(codes) else None)


STARTS: Mapping[str, tuple[str, Any]] = {
    "add_redemption": ("/redemption", {"min_points": 100, "step_points": 100}),
    "add_stored_value": ("/stored_value", {"spend_order": "principal_first"}),
    "remove_redemption": ("/redemption", None),
    "remove_stored_value": ("/stored_value", None),
    "remove_tiers": ("/tiers", None),
}


def start(act: str, w: Wording) -> Callable[[Document], Any]:
    """Switches a whole part of the programme on or off."""
    if act == "add_tiers":
        t = w.t
        levels = [(t("Regular member"), "regular", 0), (t("Silver"), "silver", 100_000), (t("Gold"), "gold", 500_000)]
        tiers = {
            "metric": "spend",
            "window": {"kind": "rolling_months", "n": 12},
            "levels": [{"code": code, "name": name, "threshold": least} for name, code, least in levels],
            "keep": {"kind": "months", "n": 12},
        }
        return lambda document: set_value(document, "/tiers", tiers)
    path, value = STARTS[act]
    return lambda document: set_value(document, path, value)


__all__ = [
    "GROUPS",
    "LISTS",
    "TABS",
    "add_to",
    "fields_of",
    "items",
    "list_view",
    "main_view",
    "moved_lane",
    "place_of",
    "pointer",
    "start",
]

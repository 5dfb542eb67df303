"""The people of the demo shop: shop, staff, names and shopping habits as read from resources/demo/people.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.members.card import card_number
from app.domain.members.names import Honorific


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoShop:
    """The invented shop, in both languages. `till` is the two digits of its one till."""

    name: str
    name_en: str
    store: str
    store_en: str
    store_code: str
    till: str
    address: str
    address_en: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStaff:
    """Somebody who may sign in to the demo shop. `pin` is shown on its sign-in screen; `sales_share` is a relative weight."""

    number: str
    name: str
    name_en: str
    role: str
    pin: str
    sales_share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularGuest:
    """The gold member of the drawings, who comes every few days and last bought `last_visit_skus`."""

    name: str
    honorific: Honorific
    phone: str
    card: str
    tier: str
    birthday_month: int
    birthday_day: int
    visit_every_days: int
    last_visit_days_ago: int
    last_visit_skus: tuple[str, ...]
    redeems_days_ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketSlot:
    """One thing a kind of basket may hold: with `chance` per cent something of these categories; `qty` weighs 1, 2, 3 pieces."""

    chance: int
    categories: tuple[str, ...]
    qty: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketKind:
    """A kind of basket: relative weights by hour (24) and weekday (7, Monday first) and what is in it."""

    code: str
    hours: tuple[int, ...]
    weekdays: tuple[int, ...]
    slots: tuple[BasketSlot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPeople:
    """All of people.json. Weights are relative integers, shares per cent; times are minutes after midnight."""

    shop: DemoShop
    staff: tuple[DemoStaff, ...]
    regular_guest: RegularGuest
    tiers: Mapping[str, int]
    surnames: Mapping[str, int]
    given_names: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    weekday_weights: tuple[int, ...]
    sales_per_day: int
    opens: int
    closes: int
    baskets: tuple[BasketKind, ...]
    member_tenders: Mapping[str, int]
    walk_in_tenders: Mapping[str, int]
    cash_steps: Mapping[int, int]
    member_share: int
    redeem_share: int
    split_share: int

    @classmethod
    def parse(cls, text: str) -> DemoPeople:
        """Read people.json. KeyError, TypeError or ValueError when it is not of this form (it ships with the product)."""
        data: dict[str, Any] = json.loads(text)
        guest = dict(data["regular_guest"])
        guest["card"] = card_number(guest.pop("card_serial"))
        guest["last_visit_skus"] = tuple(guest["last_visit_skus"])
        return cls(
            shop=DemoShop(**data["shop"]),
            staff=tuple(DemoStaff(**staff) for staff in data["staff"]),
            regular_guest=RegularGuest(**guest),
            tiers={tier["code"]: tier["share"] for tier in data["tiers"]},
            surnames=data["surnames"],
            given_names={kind: tuple(names) for kind, names in data["given_names"].items()},
            notes=tuple(data["notes"]),
            weekday_weights=tuple(data["weekday_weights"]),
            sales_per_day=data["sales_per_day"],
            opens=_minutes(data["opens"]),
            closes=_minutes(data["closes"]),
            baskets=tuple(_basket(basket) for basket in data["baskets"]),
            member_tenders=data["tenders"]["member"],
            walk_in_tenders=data["tenders"]["walk_in"],
            cash_steps={step["step_minor"]: step["weight"] for step in data["cash_steps"]},
            member_share=data["member_share"],
            redeem_share=data["redeem_share"],
            split_share=data["split_share"],
        )


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _basket(data: Mapping[str, Any]) -> BasketKind:
    slots: Sequence[Mapping[str, Any]] = data["slots"]
    return BasketKind(
        code=data["code"],
        hours=tuple(data["hours"]),
        weekdays=tuple(data["weekdays"]),
        slots=tuple(BasketSlot(chance=slot["chance"], categories=tuple(slot["categories"]), qty=tuple(slot["qty"])) for slot in slots),
    )

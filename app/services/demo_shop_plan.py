"""What happens in the demo shop, from a seed alone: members, and day by day who buys what, when and how it is paid.

Nothing is booked here; the demo shop's builder walks through the plan and books it by the ordinary services.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import TypeVar

from app.domain.catalogue.product import Product
from app.domain.members.card import card_number
from app.domain.members.names import Honorific
from app.domain.sales.tender import CASH, Tender
from app.services.demo_people import BasketKind, BasketSlot, DemoPeople

_T = TypeVar("_T")

ZONE = "Asia/Shanghai"
ZONE_OFFSET_MINUTES = 480
"""China has had one time, without summer time, since 1991."""

CARD_SERIAL_FIRST = 30_000_001
MEMBERS_MAX = 1_000_000
_MIDDAY_CHANGE = 14 * 60 + 30
_GAP_MS = 20_000
"""Least time between two sales of a till."""

_VISITS = {"diamond": 16, "platinum": 12, "gold": 7, "silver": 3}
"""How much oftener members of a tier come than those of the lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMember:
    """A member to enrol. `index` is the place in `ShopPlan.members`; `joined_on` YYYY-MM-DD, maybe long before the first day."""

    index: int
    name: str
    honorific: Honorific
    phone: str
    card: str
    tier: str
    joined_on: str
    birthday_month: int | None
    birthday_day: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """Pieces of a product; `price_minor` only where the product has an open price."""

    sku: str
    qty: int
    price_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTender:
    """A wish to pay: `percent` of the due by this kind, the last one the rest.

    Cash is handed over in steps of `cash_step_minor` (fen): up to the next 5 yuan, the next 100; 0 = exact.
    """

    kind: str
    percent: int = 100
    cash_step_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSale:
    """One sale. `at_ms` is UTC; `cashier` and `member` are places in staff and members; `redeem_percent` of the points that may be used."""

    at_ms: int
    cashier: int
    member: int | None
    lines: tuple[PlannedLine, ...]
    tenders: tuple[PlannedTender, ...]
    redeem_percent: int = 0

    def tenders_for(self, due_minor: int) -> tuple[Tender, ...]:
        """The wishes as tenders that add up to `due_minor` (fen, after points); empty when nothing is due."""
        found: list[Tender] = []
        left = due_minor
        for place, wish in enumerate(self.tenders):
            last = place == len(self.tenders) - 1
            amount = left if last else due_minor * wish.percent // 10_000 * 100
            if amount <= 0:
                continue
            step = wish.cash_step_minor
            given = -(-amount // step) * step if wish.kind == CASH and step else amount
            found.append(Tender(kind=wish.kind, amount_minor=amount, given_minor=given))
            left -= amount
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A trading day: members to enrol before its first sale (places, oldest first), and its sales in order of time."""

    date: str
    opens_ms: int
    joins: tuple[int, ...]
    sales: tuple[PlannedSale, ...]


class _Dice:
    """Whole random numbers from a text. Only getrandbits is used, so that every Python version throws the same."""

    def __init__(self, key: str) -> None:
        self._bits = random.Random(key).getrandbits

    def below(self, n: int) -> int:
        """0 … n − 1."""
        return self._bits(32) * n >> 32

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, items: Sequence[_T]) -> _T:
        return items[self.below(len(items))]

    def weighted(self, cumulative: Sequence[int]) -> int:
        """A place, as often as its share of the cumulative weights."""
        return bisect_right(cumulative, self.below(cumulative[-1]))

    def key(self, weights: Mapping[_T, int]) -> _T:
        return list(weights)[self.weighted(list(accumulate(weights.values())))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPlan:
    """The demo shop as planned."""

    seed: int
    first_day: date
    until: date
    people: DemoPeople
    products: tuple[Product, ...]
    members: tuple[PlannedMember, ...]

    def days(self) -> Iterator[DayPlan]:
        """Every day from the first to `until`, both included, in order. May be called again and gives the same."""
        trade = _Trade(self)
        day = self.first_day
        while day <= self.until:
            yield trade.day(day)
            day += timedelta(days=1)


def plan(*, seed: int, members: int, days: int, until: date, products: Sequence[Product], people: DemoPeople) -> ShopPlan:
    """The demo shop of `days` days up to and including `until`, with `members` members. Same arguments, same plan, byte for byte.

    ValueError when there are no days, no or too many members; from `days()` when the products lack what the baskets ask for.
    """
    if days < 1 or not 1 <= members <= MEMBERS_MAX:
        raise ValueError("at least one day, and 1 to 1,000,000 members")
    first_day = until - timedelta(days=days - 1)
    return ShopPlan(
        seed=seed,
        first_day=first_day,
        until=until,
        people=people,
        products=tuple(product for product in products if product.active),
        members=tuple(_members(_Dice(f"{seed}|members"), members, first_day, until, people)),
    )


def _members(dice: _Dice, count: int, first_day: date, until: date, people: DemoPeople) -> Iterator[PlannedMember]:
    """The regular guest first, then the others in random order."""
    guest = people.regular_guest
    yield PlannedMember(
        index=0,
        name=guest.name,
        honorific=guest.honorific,
        phone=guest.phone,
        card=guest.card,
        tier=guest.tier,
        joined_on=(first_day - timedelta(days=400)).isoformat(),
        birthday_month=guest.birthday_month,
        birthday_day=guest.birthday_day,
        note="",
    )
    tiers = _tiers(dice, count, people)
    phones = _phones(dice, count - 1, guest.phone)
    surnames = list(people.surnames)
    surname_weights = list(accumulate(people.surnames.values()))
    for index in range(1, count):
        name = guest.name
        while name == guest.name:
            sex = dice.pick(("female", "female", "male"))
            given = people.given_names["both" if dice.chance(12) else sex]
            name = surnames[dice.weighted(surname_weights)] + dice.pick(given)
        honorific: Honorific = "none" if dice.chance(8) else ("ms" if sex == "female" else "mr")
        born = date(1996, 1, 1) + timedelta(days=dice.below(366)) if dice.chance(88) else None
        if dice.chance(62):
            joined = first_day - timedelta(days=1 + dice.below(900))
        else:
            joined = first_day + timedelta(days=dice.below((until - first_day).days + 1))
        yield PlannedMember(
            index=index,
            name=name,
            honorific=honorific,
            phone=phones[index - 1],
            card=card_number(CARD_SERIAL_FIRST + index),
            tier=tiers[index - 1],
            joined_on=joined.isoformat(),
            birthday_month=born.month if born else None,
            birthday_day=born.day if born else None,
            note=dice.pick(people.notes) if dice.chance(5) else "",
        )


def _tiers(dice: _Dice, count: int, people: DemoPeople) -> list[str]:
    """Tiers of all members but the regular guest, in random order, so that everybody together has the shares asked for."""
    total = sum(people.tiers.values())
    exact = {tier: count * share for tier, share in people.tiers.items()}
    numbers = {tier: parts // total for tier, parts in exact.items()}
    by_rest = sorted(exact, key=lambda tier: (-(exact[tier] % total), tier))
    for tier in by_rest[: count - sum(numbers.values())]:
        numbers[tier] += 1
    tiers = [tier for tier, number in numbers.items() for _ in range(number)]
    if people.regular_guest.tier in tiers:
        tiers.remove(people.regular_guest.tier)
    _shuffle(dice, tiers)
    return tiers


def _phones(dice: _Dice, count: int, taken: str) -> list[str]:
    """Different numbers 199 0000 xxxx in random order; with more members, as many more digits as are needed."""
    span = 10_000
    while count + 1 > span // 2:
        span *= 10
    numbers = list(range(span))
    numbers.remove(int(taken[3:]))
    _shuffle(dice, numbers, count)
    return [f"199{number:08d}" for number in numbers[:count]]


def _shuffle(dice: _Dice, items: list[_T], count: int | None = None) -> None:
    """Fisher–Yates from the front; only the first `count` places are needed."""
    for place in range(len(items) - 1 if count is None else count):
        other = place + dice.below(len(items) - place)
        items[place], items[other] = items[other], items[place]


class _Trade:
    """What days are made from: who tends to come for what, and which products stand in which category."""

    def __init__(self, shop: ShopPlan) -> None:
        self._shop = shop
        self._people = shop.people
        self._by_sku = {product.sku: product for product in shop.products}
        missing = [sku for sku in shop.people.regular_guest.last_visit_skus if sku not in self._by_sku]
        if missing:
            raise ValueError(f"no product {', '.join(missing)}")
        self._shelves = {slot: _shelf(slot, shop.products) for basket in shop.people.baskets for slot in basket.slots}
        self._joined = [date.fromisoformat(member.joined_on) for member in shop.members]
        self._joins: dict[date, list[int]] = {}
        for index in sorted(range(len(self._joined)), key=lambda index: (self._joined[index], index)):
            self._joins.setdefault(max(self._joined[index], shop.first_day), []).append(index)
        self._lapsed = self._lapse_days(_Dice(f"{shop.seed}|lapse"))
        self._by_weekday: dict[int, tuple[list[tuple[BasketKind, int]], list[int]]] = {}
        self._visitors = self._habits(_Dice(f"{shop.seed}|habits"))

    def _lapse_days(self, dice: _Dice) -> list[date]:
        """The day from which a member comes no more: one in eight stays away some day, the regular guest never."""
        span = (self._shop.until - self._shop.first_day).days + 1
        never = date.max
        days = [self._shop.first_day + timedelta(days=dice.below(span)) if dice.chance(12) else never for _ in self._joined]
        days[0] = never
        return days

    def _habits(self, dice: _Dice) -> dict[str, list[int]]:
        """Cumulative weights of all members for each kind of basket: by tier, and four times as much for the two they like best."""
        weights: dict[str, list[int]] = {basket.code: [] for basket in self._people.baskets}
        codes = list(weights)
        for member in self._shop.members:
            liked = {dice.pick(codes), dice.pick(codes)}
            visits = 0 if member.index == 0 else _VISITS.get(member.tier, 1) * (2 + dice.below(5))
            for code in codes:
                weights[code].append(visits * (4 if code in liked else 1))
        return {code: list(accumulate(column)) for code, column in weights.items()}

    def day(self, day: date) -> DayPlan:
        """One trading day. It does not depend on the days planned before it."""
        people = self._people
        dice = _Dice(f"{self._shop.seed}|{day.isoformat()}")
        share = people.weekday_weights[day.weekday()]
        number = max(1, people.sales_per_day * share * (88 + dice.below(25)) // 10_000)
        visits = [self._visit(dice, day) for _ in range(number)]
        ago = (self._shop.until - day).days
        if self._guest_comes(ago):
            visits[0] = (visits[0][0], visits[0][1], 0)
        newcomers = [index for index in self._joins.get(day, ()) if self._joined[index] == day and index]
        for place, index in enumerate(newcomers[: number - 1], start=1):
            visits[place] = (visits[place][0], visits[place][1], index)
        visits.sort(key=lambda visit: visit[0])
        cashiers = self._cashiers(dice)
        midnight_ms = _utc_ms(day)
        sales: list[PlannedSale] = []
        at_ms = 0
        for second, basket, member in visits:
            at_ms = max(at_ms + _GAP_MS, midnight_ms + second * 1000 + dice.below(1000))
            lines = self._guest_lines(dice, basket, ago) if member == 0 else self._lines(dice, (basket,))
            sales.append(
                PlannedSale(
                    at_ms=at_ms,
                    cashier=cashiers[second >= _MIDDAY_CHANGE * 60],
                    member=member,
                    lines=lines,
                    tenders=self._tenders(dice, member),
                    redeem_percent=self._redeem(dice, member, ago),
                )
            )
        return DayPlan(
            date=day.isoformat(),
            opens_ms=midnight_ms + people.opens * 60_000,
            joins=tuple(self._joins.get(day, ())),
            sales=tuple(sales),
        )

    def _guest_comes(self, ago: int) -> bool:
        guest = self._people.regular_guest
        return ago >= guest.last_visit_days_ago and (ago - guest.last_visit_days_ago) % guest.visit_every_days == 0

    def _visit(self, dice: _Dice, day: date) -> tuple[int, BasketKind, int | None]:
        """Second of the day, kind of basket, member if one comes."""
        people = self._people
        kinds, cumulative = self._hours(day.weekday())
        basket, hour = kinds[dice.weighted(cumulative)]
        start = max(hour * 60, people.opens)
        end = min(hour * 60 + 60, people.closes)
        second = start * 60 + dice.below((end - start) * 60)
        if not dice.chance(people.member_share):
            return second, basket, None
        for _ in range(6):
            index = dice.weighted(self._visitors[basket.code])
            if self._joined[index] <= day < self._lapsed[index]:
                return second, basket, index
        return second, basket, None

    def _hours(self, weekday: int) -> tuple[list[tuple[BasketKind, int]], list[int]]:
        """All pairs of basket and hour in which the shop is open, with cumulative weights; made once a weekday."""
        known = self._by_weekday.get(weekday)
        if known is None:
            people = self._people
            kinds = [
                (basket, hour)
                for basket in people.baskets
                for hour in range(24)
                if basket.hours[hour] and hour * 60 + 60 > people.opens and hour * 60 < people.closes
            ]
            weights = (basket.hours[hour] * basket.weekdays[weekday] for basket, hour in kinds)
            known = self._by_weekday[weekday] = (kinds, list(accumulate(weights)))
        return known

    def _cashiers(self, dice: _Dice) -> tuple[int, int]:
        """Who stands at the till before and after the change of shift."""
        shares = list(accumulate(staff.sales_share for staff in self._people.staff))
        return dice.weighted(shares), dice.weighted(shares)

    def _guest_lines(self, dice: _Dice, basket: BasketKind, ago: int) -> tuple[PlannedLine, ...]:
        """The regular guest buys for two; what she bought last is fixed, because the drawings show it."""
        guest = self._people.regular_guest
        if ago == guest.last_visit_days_ago:
            return tuple(PlannedLine(sku=sku, qty=1) for sku in guest.last_visit_skus)
        return self._lines(dice, (basket, dice.pick(self._people.baskets)))

    def _lines(self, dice: _Dice, baskets: Sequence[BasketKind]) -> tuple[PlannedLine, ...]:
        wanted: dict[str, int] = {}
        for basket in baskets:
            for slot in basket.slots:
                if dice.chance(slot.chance):
                    self._take(dice, slot, wanted)
        if not wanted:
            self._take(dice, baskets[0].slots[0], wanted)
        return tuple(
            PlannedLine(sku=sku, qty=qty)
            if self._by_sku[sku].price_minor is not None
            else PlannedLine(sku=sku, qty=qty, price_minor=200 + 50 * dice.below(27))
            for sku, qty in wanted.items()
        )

    def _take(self, dice: _Dice, slot: BasketSlot, wanted: dict[str, int]) -> None:
        skus, cumulative = self._shelves[slot]
        sku = skus[dice.weighted(cumulative)]
        wanted[sku] = wanted.get(sku, 0) + 1 + dice.weighted(list(accumulate(slot.qty)))

    def _tenders(self, dice: _Dice, member: int | None) -> tuple[PlannedTender, ...]:
        people = self._people
        kinds = people.walk_in_tenders if member is None else people.member_tenders
        kind = dice.key(kinds)
        if kind == CASH:
            return (PlannedTender(kind=CASH, cash_step_minor=dice.key(people.cash_steps)),)
        if dice.chance(people.split_share):
            return (PlannedTender(kind=CASH, percent=30 + dice.below(40)), PlannedTender(kind=kind))
        return (PlannedTender(kind=kind),)

    def _redeem(self, dice: _Dice, member: int | None, ago: int) -> int:
        if member is None:
            return 0
        if member == 0:
            guest = self._people.regular_guest
            return 100 if 0 <= ago - guest.redeems_days_ago < guest.visit_every_days else 0
        return dice.pick((25, 50, 100, 100)) if dice.chance(self._people.redeem_share) else 0


def _shelf(slot: BasketSlot, products: Sequence[Product]) -> tuple[list[str], list[int]]:
    """Products of a slot's categories with cumulative weights: the first of a category sells best, the later ones less and less."""
    skus: list[str] = []
    weights: list[int] = []
    ranks: dict[tuple[str, ...], int] = {}
    for product in products:
        if not set(slot.categories).isdisjoint(product.categories):
            rank = ranks[product.categories] = ranks.get(product.categories, 0) + 1
            skus.append(product.sku)
            weights.append(1200 // (rank + 1))
    if not skus:
        raise ValueError(f"no product in {', '.join(slot.categories)}")
    return skus, list(accumulate(weights))


def _utc_ms(day: date) -> int:
    """The beginning of a local day as UTC milliseconds."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(minutes=ZONE_OFFSET_MINUTES)
    return int(midnight.timestamp()) * 1000

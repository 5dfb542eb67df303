"""A cashier who presses everything in any order, with crashes, midnights and clock changes in between. Only refusals may come back; what is
on the counter, what is on disk, the held points and the money agree after every act; the auditor adds up the whole day in the end.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.sales.discount import Discount
from app.services.approve import approve
from app.services.complete_sale import complete_sale
from app.services.edit_basket import abandon_basket, add_product, attach_member, detach_member, put_back, remove_line, set_quantity
from app.services.give_discount import discount_asked, give_discount, round_off, take_discount_off
from app.services.reprint import reprint
from app.services.run_day import run_day
from app.services.suspend_basket import give_up_suspended, list_suspended, resume_basket, suspend_basket, suspended_baskets
from app.services.take_payment import add_tender, remove_tender
from app.services.use_points import offers, take_points_off, use_points
from tests.fakes.shop import (
    BAG,
    CARD_BLOCKED,
    CARD_CLOSED,
    CARD_FROZEN,
    CARD_LIN,
    CARD_ZHOU,
    COFFEE,
    CRISPS,
    FROZEN,
    LIN,
    MILK,
    NEWSPAPER,
    PINS,
    WATER,
    ZHOU,
    Shop,
)

CARDS = (CARD_LIN, CARD_ZHOU, CARD_FROZEN, CARD_CLOSED, CARD_BLOCKED)
CODES = (WATER, MILK, COFFEE, CRISPS, BAG, NEWSPAPER, *CARDS, "3*" + WATER, "0*" + MILK, "x")
PRICES = (None, -5, 0, 150, 999)


class Cashier:
    """One act at a time, chosen by the dice."""

    def __init__(self, shop: Shop, seed: int) -> None:
        self.shop = shop
        self.dice = random.Random(seed)
        self.day = date(2026, 6, 20)
        self.sold: list[str] = []
        self.removed: list[Any] = []
        self.acts: list[tuple[int, Callable[[], Any]]] = [
            (30, lambda: shop.scan(self.dice.choice(CODES))),
            (5, lambda: add_product(shop.desk, shop.session, "p90021", self.dice.randint(-1, 3), self.dice.choice(PRICES))),
            (8, lambda: set_quantity(shop.desk, shop.session, self.line(), self.dice.choice([-1, 0, 1, 2, 3, 7, 10_000]))),
            (6, self.remove),
            (3, self.put_back),
            (5, lambda: attach_member(shop.desk, shop.session, self.dice.choice([LIN, ZHOU, FROZEN, "nobody"]))),
            (3, lambda: detach_member(shop.desk, shop.session)),
            (12, lambda: use_points(shop.desk, shop.session, self.dice.choice([10, 50, 100, 300, 700, 2000, 15, 0, -10]))),
            (4, self.take_an_offer),
            (3, lambda: take_points_off(shop.desk, shop.session)),
            (8, self.take_money),
            (4, lambda: remove_tender(shop.desk, shop.session, self.dice.randint(-1, 2))),
            (3, lambda: abandon_basket(shop.desk, shop.session)),
            (24, self.complete),
            (2, lambda: complete_sale(shop.desk, shop.session, self.dice.choice([*self.sold, "0" * 32]), "cash")),
            (2, lambda: reprint(shop.desk, shop.session, self.dice.choice([*self.sold, "0" * 32]))),
            (3, shop.reopen),
            (3, lambda: shop.sign_in(self.dice.choice(["1001", "1002"]))),
            (8, self.give_discount),
            (2, lambda: round_off(shop.desk, shop.session, self.dice.choice([10, 50, 100, 7]))),
            (2, lambda: take_discount_off(shop.desk, shop.session, self.dice.choice([None, self.line()]))),
            (6, lambda: suspend_basket(shop.desk, shop.session)),
            (6, lambda: resume_basket(shop.desk, shop.session, self.put_aside())),
            (1, lambda: give_up_suspended(shop.desk, shop.session, self.put_aside())),
            (1, lambda: list_suspended(shop.desk, shop.session)),
            (2, self.next_day),
            (1, lambda: shop.wait(-3600 * self.dice.randint(1, 30))),
            (2, lambda: shop.wait(60 * self.dice.randint(1, 300))),
            (2, lambda: run_day(shop.desk, shop.session)),
            (1, lambda: shop.take_back(ZHOU, self.dice.randint(1, 40))),
        ]

    def line(self) -> str:
        lines = self.shop.state().basket.lines
        return self.dice.choice(lines).id if lines else "L1"

    def put_aside(self) -> str:
        with self.shop.store.read() as reader:
            found = suspended_baskets(reader)
        return self.dice.choice(found).basket.sale_id if found else "nobody"

    def give_discount(self) -> None:
        """Whatever is asked for; a leader says yes where one has to."""
        shop, dice = self.shop, self.dice
        kind = dice.choice(["percent", "amount", "price"])
        value, reason = dice.choice([-1, 0, 5, 50, 100, 333, 10**9]), dice.choice(["staff", "other", "none"])
        discount = Discount(line=dice.choice([None, self.line()]), kind=kind, value=value, reason=reason)
        asked = discount_asked(shop.desk, shop.session, discount)
        other = "1003" if shop.session.actor.number != "1003" else "1002"
        approval = asked and approve(shop.desk, shop.session, asked, shop.person(other).id, PINS[other])
        give_discount(shop.desk, shop.session, discount, approval)

    def remove(self) -> None:
        self.removed.append(remove_line(self.shop.desk, self.shop.session, self.line())[1])

    def put_back(self) -> None:
        if self.removed:
            put_back(self.shop.desk, self.shop.session, self.removed.pop())

    def take_an_offer(self) -> None:
        found = offers(self.shop.state())
        if found:
            offer = self.dice.choice(found)
            state = use_points(self.shop.desk, self.shop.session, offer.points)  # an offer is never refused
            assert state.basket.hold_value_minor == offer.value_minor

    def take_money(self) -> None:
        kind, amount_minor = self.dice.choice(["cash", "wechat", "points"]), self.dice.choice([0, 100, 500, 9_999])
        add_tender(self.shop.desk, self.shop.session, kind, amount_minor)

    def complete(self) -> None:
        basket = self.shop.state().basket
        kind = self.dice.choice(["cash", "cash", "wechat", None])
        amount = self.dice.choice([None, None, basket.due_minor + 500, 1])
        self.sold.append(complete_sale(self.shop.desk, self.shop.session, basket.sale_id, kind, amount).sale.event_id)

    def next_day(self) -> None:
        self.day += timedelta(days=self.dice.choice([1, 1, 5, 12]))
        self.shop.at(self.day.isoformat(), f"{self.dice.randint(0, 23):02d}:{self.dice.randint(0, 59):02d}")
        self.shop.sign_in()

    def act(self) -> None:
        (chosen,) = self.dice.choices([act for _, act in self.acts], [weight for weight, _ in self.acts])
        try:
            chosen()
        except Refusal:
            pass


def all_agrees(shop: Shop) -> None:
    """Counter, disk, holds and money."""
    state = shop.state()
    basket = state.basket
    assert basket.due_minor >= 0
    assert basket.due_minor + basket.hold_value_minor + sum(t.amount_minor for t in basket.tenders) == basket.payable_minor
    with shop.store.read() as reader:
        waiting = [one.basket.hold for one in suspended_baskets(reader)]
    assert set(shop.holds()) == {hold for hold in (basket.hold, *waiting) if hold is not None}
    if basket.hold is not None:
        assert basket.hold.holder == basket.member_id
        assert basket.hold.sale_id == basket.sale_id
    assert all(line.qty >= 1 and 0 <= line.discount_minor <= line.list_minor for line in basket.lines)
    for member in (LIN, ZHOU, FROZEN):
        balance = shop.balance(member)
        assert balance.available >= 0
        assert balance.debt == 0 or balance.available == 0, "points beside a debt (L4)"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_cashier_presses(shop: Shop, seed: int) -> None:
    """SEC-09: a hundred and fifty acts."""
    cashier = Cashier(shop, seed)
    for _ in range(150):
        cashier.act()
        all_agrees(shop)
    assert cashier.sold, "nothing was sold at all"
    shop.verify()

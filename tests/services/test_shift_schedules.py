"""Each event in exactly one Z (reliability.md L11): shifts of random sales, cash, late prints, power cuts, clocks set back and forth and
midnights, each closed; then one plain second count over the journal, that shares no line with the report's own.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from app.domain.journal import types
from app.domain.sales.sale_number import sale_number
from app.services.close_shift import book_closing, close_shift
from app.services.desk import Session, book
from app.services.move_cash import move_cash
from app.services.sign_in import open_shift
from tests.fakes.shop import Shop

KINDS = ("cash", "wechat", "value")
DAY_S = 86_400


class _PowerCut(Exception):
    """The plug is pulled before the commit."""


class Schedule:
    """A till driven at random; `number` seeds it."""

    def __init__(self, shop: Shop, number: int) -> None:
        self.shop, self.source, self.sales = shop, random.Random(number), 0
        self.person = shop.person("1001")

    def shift(self) -> None:
        """One shift, from its float to its report."""
        source, desk = self.source, self.shop.desk
        if source.random() < 0.3:
            with self.shop.store.write() as books:  # something between two shifts
                books_event(self.shop, books, types.LOG_IN, {})
        session = open_shift(desk, self.person, source.choice((0, 50_000)))
        for _ in range(source.randrange(7)):
            self.act(session)
        if source.random() < 0.1:
            self.cut(lambda: self.closing_cut(session))
        self.closing(session)

    def closing(self, session: Session) -> None:
        self.shop.wait(self.source.choice((0, 60, -30, -3_600)))
        pieces = {10_000: 1} if self.source.random() < 0.2 else None
        owner = Session(actor=self.shop.person("1003"), shift=session.shift)
        close_shift(self.shop.desk, owner, pieces, "unknown" if pieces else "", on_paper=False)

    def closing_cut(self, session: Session) -> None:
        """The report is written, and nothing of it reaches the disk."""
        with self.shop.store.write() as books:
            book_closing(self.shop.desk, books, session, None)
            raise _PowerCut

    def act(self, session: Session) -> None:
        source, shop = self.source, self.shop
        shop.wait(source.choice((1, 60, 3_600, DAY_S, -1, -7, -600)))
        kind = source.choice(("sale", "sale", "sale", "late", "cash", "cut", "drawer"))
        if kind == "cash":
            move_cash(shop.desk, session, "pay_in", source.randrange(1, 9_999), "change")
        elif kind == "cut":
            self.cut(lambda: self.sale(session, cut=True))
        else:
            self.sale(session, late=kind == "late", drawer=kind == "drawer")

    def sale(self, session: Session, *, cut: bool = False, late: bool = False, drawer: bool = False) -> None:
        """A sale, perhaps with the reprint of an old one or the drawer opened in the same breath."""
        source, shop = self.source, self.shop
        total = source.randrange(1, 10_000)
        with shop.store.write() as books:
            if late and self.sales:
                sale = books.last_sale()
                assert sale is not None
                book(shop.desk, books, session, types.REPRINT, {"sale": sale.event_id, "n": books.copies(sale.event_id) + 1})
                book(shop.desk, books, session, types.BASKET_ABANDONED, {"sale_id": "x", "voids": [["p", "n", 1, 5]], "total_minor": 5})
            if drawer:
                book(shop.desk, books, session, types.NO_SALE, {"reason": "change"})
            number = sale_number(1, session.shift.business_date, books.next_sale_n(session.shift.business_date))
            line = {"id": "L1", "product": "p", "name": "n", "unit_minor": total, "qty": 1}
            body = {
                "number": number, "lines": [line], "tenders": [[source.choice(KINDS), total, total, 0]], "total_minor": total, "earned": 0,
                "redeemed": 0,
            }  # fmt: skip
            book(shop.desk, books, session, types.SALE_COMPLETED, body, cause_key=number)
            if cut:
                raise _PowerCut
        self.sales += 1

    def cut(self, act: Callable[[], None]) -> None:
        """Pulls the plug in the middle of an act, and starts again now and then."""
        before = self.shop.seq()
        with pytest.raises(_PowerCut):
            act()
        assert self.shop.seq() == before
        if self.source.random() < 0.05:
            self.shop.reopen()


def books_event(shop: Shop, books: Any, type_: str, body: dict[str, Any]) -> None:
    from app.services.desk import book_office

    book_office(shop.desk, books, "staff1001", type_, body)


Rows = Sequence[tuple[int, str, dict[str, Any]]]


def journal(shop: Shop) -> Rows:
    """Number, type and payload of every event."""
    rows = shop.rows("SELECT seq, type, payload FROM journal ORDER BY seq")
    return [(seq, type_, json.loads(payload)) for seq, type_, payload in rows]


def second_count(events: Rows) -> list[str]:
    """What is wrong, by adding the journal up between one closing and the next, plainly."""
    wrong: list[str] = []
    total, money, cash, counts = 0, Counter[str](), Counter[str](), Counter[str]()
    first, ever, z_no = 1, 0, 0
    for seq, type_, body in events:
        if type_ != "shift_closed":
            counts[type_] += 1
            if type_ == "sale_completed":
                total += body["total_minor"]
                for kind, amount, *_ in body["tenders"]:
                    money[kind] += amount
            elif type_ == "cash_moved":
                cash[body["how"]] += body["amount_minor"]
            continue
        z_no, ever, figures = z_no + 1, ever + total, body["figures"]
        found = {
            "first": body["first"], "last": figures["last"], "events": figures["events"], "sold": figures["sales"],
            "tenders": {row[0]: row[2] for row in figures["tenders"]}, "cash": {row[0]: row[2] for row in figures["cash_moved"]},
            "steps": figures["counts"].get("clock_steps", 0), "no_sales": figures["counts"].get("no_sales", 0),
            "late": figures["counts"].get("reprints", 0), "voids": figures["voids"], "ever": body["perpetual"][1], "z_no": body["z_no"],
            "expected": body["expected_minor"],
        }  # fmt: skip
        wanted = {
            "first": first, "last": seq - 1, "events": seq - first, "sold": [counts["sale_completed"], total], "tenders": dict(money),
            "cash": dict(cash), "steps": counts["clock_step"], "no_sales": counts["no_sale"],
            "late": counts["reprint"], "voids": [counts["basket_abandoned"], 5 * counts["basket_abandoned"]], "ever": ever, "z_no": z_no,
            "expected": body["float_minor"] + money["cash"] + cash["pay_in"],
        }  # fmt: skip
        wrong += [f"Z {z_no} {name}: {found[name]} is not {wanted[name]}" for name in wanted if found[name] != wanted[name]]
        total, money, cash, counts, first = 0, Counter(), Counter(), Counter(), seq + 1
    return wrong


def played(shop: Shop, count: int, seed: int) -> None:
    """So many shifts one after the other; what one leaves, the next one finds."""
    schedule = Schedule(shop, seed)
    for _ in range(count):
        schedule.shift()
    assert second_count(journal(shop)) == []
    assert shop.rows("SELECT count(*) FROM shift WHERE z_no IS NOT NULL")[0][0] == count
    shop.verify()


def test_five_hundred_random_shifts(shop: Shop) -> None:
    """reliability.md §2.2, L11."""
    played(shop, 500, 7)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_ten_thousand_random_shifts(shop: Shop) -> None:
    """The same, 10,000 of them."""
    played(shop, 10_000, 11)


def test_the_second_count_sees_a_wrong_report(shop: Shop) -> None:
    """The judge can say no."""
    played(shop, 3, 3)
    events = journal(shop)
    report = next(body for _, type_, body in events if type_ == "shift_closed")
    report["first"] += 1
    assert second_count(events) != []
    report["first"] -= 1
    report["figures"]["sales"][1] += 1
    assert second_count(events) != []

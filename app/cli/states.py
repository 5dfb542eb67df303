"""The states of the screens, one after another, reached as a cashier reaches them: by keys, scans and a misbehaving printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import start_desk
from app.cli.counter_window import CounterWindow
from app.cli.journey import CASHIER_PIN, GOLD_CARD, all_out
from app.cli.robot import Robot
from app.devices.clock import PlacedClock, SeededIds
from app.domain.journal import types
from app.domain.members.pinyin import search_keys
from app.services.desk import book_office
from app.services.ports.printing import PrinterFault, PrinterState
from app.services.ports.store import Reader

State = tuple[str, Callable[[], None]]
_SEARCHED = 60
_TORN_AT_BYTE = 400


@dataclass(frozen=True, slots=True)
class Cast:
    """Cards of the members that play a part: one whose birthday is today, one under review, one who has not come for long."""

    birthday: str
    frozen: str
    dormant: str


def cast_members(shop: Path, clock: PlacedClock) -> Cast:
    """Gives three members of the demo shop their parts, before the counter opens."""
    store, desk = start_desk(shop, clock, SeededIds(clock, "cast"))
    try:
        today = date.fromisoformat(desk.local().date)
        with store.write() as books:
            others = [hit.member for hit in books.find_members("1990000", _SEARCHED) if books.cards(hit.member.id)]
            dormant = min(others, key=lambda member: _last_visit(books, member.id))
            birthday, frozen = [member for member in others if member.id != dormant.id and books.last_sale(member.id)][1:3]
            table = desk.pinyin()
            born = replace(birthday, birthday_month=today.month, birthday_day=today.day)
            keys = search_keys(born.name, table)
            books.put_member(born, {"pinyin": keys.pinyin, "initials": keys.initials})
            book_office(desk, books, None, types.MEMBER_STATUS, {"status": "frozen"}, member_id=frozen.id)
            return Cast(*(books.cards(member.id)[0].number for member in (birthday, frozen, dormant)))
    finally:
        store.close()


def _last_visit(reader: Reader, member_id: str) -> str:
    """Business date of the last visit; members who never came do not play."""
    sale = reader.last_sale(member_id)
    return "9999" if sale is None else sale.business_date


class States:
    """Yields the name of a state once the window is in it, and what lets it settle after a change of looks."""

    def __init__(self, app: QApplication, counter: CounterWindow, clock: PlacedClock, cast: Cast) -> None:
        self._counter = counter
        self._cast = cast
        self._clock = clock
        self._robot = Robot(app, counter.window)
        counter.window.resize(1366, 768)
        counter.start()
        with counter.desk.store.read() as reader:
            products = reader.find_products("", 10_000)
            self._codes = {product.sku: product.barcode or product.sku for product in products}
            self._water = next(p for p in products if "550ml" in p.name)
            self._crisps = next(p for p in products if "gold" in p.tier_prices and p.barcode)
            self._open_price = next(p for p in products if p.price_minor is None)
            self._bag = next(p for p in products if "bags" in p.categories)
            others = [hit for hit in reader.find_members("1990000", 60) if hit.member.phone != "19900006027"]
            self._others = [(hit.member.id, reader.cards(hit.member.id)[0].number) for hit in others]

    def all(self) -> Iterator[State]:
        """Every state in the order in which a shift meets them."""
        yield from self._sign_in()
        yield from self._selling()
        yield from self._sheets()
        yield from self._paying()
        yield from self._elsewhere()
        yield from self._printer()

    def _sign_in(self) -> Iterator[State]:
        self._robot.wait(0.4)
        yield self._state("sign-in")
        self._robot.type("111111")
        self._press("Return")
        self._settle()
        yield self._state("sign-in-wrong-pin")
        self._robot.type(CASHIER_PIN)
        self._press("Return")
        self._robot.wait_for("the counter", lambda: self._counter.window.till.session is not None)
        yield self._state("sell-idle")

    def _selling(self) -> Iterator[State]:
        self._ring_up()
        yield self._state("sell-basket")
        self._robot.scan("1234567890123")
        yield self._state("sell-unknown-code")
        self._press("Esc")
        self._robot.scan(GOLD_CARD)
        yield self._state("sell-member")
        self._robot.scan(self._others[0][1])
        yield self._state("sell-second-member")
        self._press("Esc")
        self._type_code(self._open_price.sku)
        yield self._state("sell-price-asked")
        self._press("Esc")
        self._press("F4")
        yield self._state("sell-quantity")
        self._press("Esc")
        self._press("Del")
        yield self._state("sell-removed")
        self._press("Ctrl+Z")
        for part, card in (("birthday", self._cast.birthday), ("frozen", self._cast.frozen), ("dormant", self._cast.dormant)):
            self._change_member(card)
            yield self._state(f"sell-{part}")
        self._change_member(GOLD_CARD)

    def _sheets(self) -> Iterator[State]:
        for keys, name in (("F8", "why"), ("F7", "use-points")):
            self._press(keys)
            yield self._state(name)
            self._press("Esc")
        self._press("F7")
        self._press("Return")
        yield self._state("sell-points-used")
        self._press("F2")
        self._robot.type("1990000")
        yield self._state("member-search")
        self._press("Esc")
        yield from self._member_page()
        self._press("F3")
        self._robot.type("nai")
        yield self._state("find-item")
        self._press("Esc")
        self._press("F11")
        yield self._state("more")
        self._press("Esc")

    def _member_page(self) -> Iterator[State]:
        self._press("F2")
        yield self._state("member-search-empty")
        self._press("Return")
        yield self._state("member-page")
        for tab in ("lots", "cards"):
            self._press("Right")
            yield self._state(f"member-page-{tab}")
        self._press("Esc")

    def _paying(self) -> Iterator[State]:
        self._press("F12")
        yield self._state("pay-exact")
        self._robot.type("20")
        yield self._state("pay-part")
        self._press("Return")
        self._robot.wait(0.6)
        self._press("Alt+2")
        yield self._state("pay-wechat")
        self._press("Alt+1")
        self._robot.type("100")
        yield self._state("pay-change")
        self._press("Return")
        self._printed()
        yield self._state("sale-done-member")
        self._ring_up()
        self._press("F12")
        self._press("Return")
        self._printed()
        yield self._state("sale-done-walk-in")
        self._press("Esc")
        yield self._state("sell-after-sale")
        sale = self._counter.window.till.last_sale
        if sale is None:
            raise RuntimeError("no sale was completed")
        self._robot.scan(sale.data.sale_number)
        self._settle()
        self._press("Ctrl+P")
        self._printed()
        yield self._state("receipt")
        self._press("Esc")

    def _elsewhere(self) -> Iterator[State]:
        for digit, name in (("3", "print-queue"), ("4", "settings"), ("5", "help")):
            self._press("F11")
            self._robot.type(digit)
            yield self._state(name)
            self._press("Esc")
            self._press("Esc")
        self._ring_up()
        self._press("Ctrl+L")
        yield self._state("locked")
        self._robot.type(CASHIER_PIN)
        self._press("Return")
        self._robot.wait_for("the counter", lambda: self._counter.window.till.session is not None)
        self._pay()

    def _printer(self) -> Iterator[State]:
        printer = self._counter.virtual
        for fault in (PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.NEAR_END, PrinterFault.SILENT, PrinterFault.UNPLUGGED):
            printer.set_fault(fault, on=True)
            self._sell()
            yield self._state(f"printer-{fault.value.replace('_', '-')}")
            printer.set_fault(fault, on=False)
            self._printed()
        printer.at_worked(_TORN_AT_BYTE, lambda: printer.set_fault(PrinterFault.UNPLUGGED, on=True))
        self._sell()
        yield self._state("printer-pulled-in-mid-receipt")
        printer.set_fault(PrinterFault.UNPLUGGED, on=False)
        self._printed()
        yield self._state("printer-unknown")
        self._press("F11")
        self._robot.type("3")
        yield self._state("print-queue-trouble")

    def _sell(self) -> None:
        self._ring_up()
        self._pay()

    def _pay(self) -> None:
        self._press("F12")
        sold = self._counter.window.till.last_sale
        self._press("Return")
        self._robot.wait_for("the sale", lambda: self._counter.window.till.last_sale is not sold)
        self._robot.wait_for("the printer", lambda: all_out(self._counter) or not self._is_ready())
        self._press("Esc")

    def _printed(self) -> None:
        """The printer is well and has nothing left to do."""
        self._robot.wait_for("the paper", lambda: self._is_ready() and all_out(self._counter), 30_000)

    def _is_ready(self) -> bool:
        return self._counter.spooler.status().state is PrinterState.READY

    def _change_member(self, card: str) -> None:
        self._robot.scan(card)
        self._settle()
        self._press("Return")

    def _ring_up(self) -> None:
        for product in (self._water, self._crisps, self._bag):
            self._robot.scan(product.barcode) if product.barcode else self._type_code(product.sku)
            self._settle()
        for sku in ("11001", "20031", "20007", "20007"):
            code = self._codes[sku]
            if len(code) > 7:
                self._robot.scan(code)
            else:
                self._type_code(code)
            self._settle()

    def _type_code(self, code: str) -> None:
        self._robot.type(code)
        self._press("Return")

    def _press(self, keys: str) -> None:
        self._clock.put(self._clock.now_ms() + 1_000)
        self._robot.press(keys, "\r" if keys == "Return" else "")
        self._settle()

    def _settle(self) -> None:
        self._robot.wait(0.02)
        self._robot.wait_for("the answer", lambda: not self._counter.window.till.busy)

    def _state(self, name: str) -> State:
        self._robot.wait(0.25)
        return name, lambda: self._robot.wait(0.05)

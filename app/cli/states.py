"""The states of the screens, one after another, reached as a cashier reaches them: by keys, scans and a misbehaving printer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import start_desk
from app.cli.counter_window import CounterWindow
from app.cli.journey import CASHIER_PIN, GOLD_CARD, all_out
from app.cli.stage import Stage, State
from app.cli.states_catalogue import catalogue_states, office_catalogue_states, reward_states
from app.cli.states_members import activity_states, enrol_states
from app.cli.states_office import office_states
from app.cli.states_payment import provider_states, value_states
from app.cli.states_refund import claim_states, member_refund_states, refund_states
from app.cli.states_shift import shift_states
from app.devices.clock import PlacedClock, SeededIds
from app.domain.journal import types
from app.domain.members.pinyin import search_keys
from app.services.desk import book_office
from app.services.ports.printing import PrinterFault, PrinterState
from app.services.ports.store import Reader

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


class States(Stage):
    """Yields the name of a state once the window is in it, and what lets it settle after a change of looks."""

    def __init__(self, app: QApplication, counter: CounterWindow, clock: PlacedClock, cast: Cast) -> None:
        super().__init__(app, counter, clock)
        self._cast = cast
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
        yield from activity_states(self)
        yield from catalogue_states(self)
        yield from provider_states(self)
        yield from reward_states(self)
        yield from office_catalogue_states(self)
        yield from value_states(self)
        yield from self._paying()
        yield from self._elsewhere()
        yield from self._printer()
        yield from office_states(self)
        yield from shift_states(self, CASHIER_PIN)

    def _sign_in(self) -> Iterator[State]:
        self.robot.wait(0.4)
        yield self.state("sign-in")
        self.robot.type("111111")
        self.press("Return")
        self.settle()
        yield self.state("sign-in-wrong-pin")
        self.robot.type(CASHIER_PIN)
        self.press("Return")
        self.robot.wait_for("the counter", lambda: self.counter.window.till.session is not None)
        yield self.state("sell-idle")

    def _selling(self) -> Iterator[State]:
        self._ring_up()
        yield self.state("sell-basket")
        self.robot.scan("1234567890123")
        yield self.state("sell-unknown-code")
        self.press("Esc")
        yield from enrol_states(self)
        yield self.state("sell-member")
        self.robot.scan(self._others[0][1])
        yield self.state("sell-second-member")
        self.press("Esc")
        self.type_code(self._open_price.sku)
        yield self.state("sell-price-asked")
        self.press("Esc")
        self.press("F4")
        yield self.state("sell-quantity")
        self.press("Esc")
        self.press("F5")
        self.robot.type("10")
        yield self.state("sell-discount")
        self.press("Return")
        yield self.state("sell-discounted")
        self.press("F5")
        self.press("Del")
        self.press("Esc")
        self.press("F6")
        self.press("F6")
        yield self.state("sell-suspended")
        self.press("Return")
        self.press("Del")
        yield self.state("sell-removed")
        self.press("Ctrl+Z")
        for part, card in (("birthday", self._cast.birthday), ("frozen", self._cast.frozen), ("dormant", self._cast.dormant)):
            self._change_member(card)
            yield self.state(f"sell-{part}")
        self._change_member(GOLD_CARD)

    def _sheets(self) -> Iterator[State]:
        for keys, name in (("F8", "why"), ("F7", "use-points")):
            self.press(keys)
            yield self.state(name)
            self.press("Esc")
        self.press("F7")
        self.press("Return")
        yield self.state("sell-points-used")
        self.press("F2")
        self.robot.type("1990000")
        yield self.state("member-search")
        self.press("Esc")
        yield from self._member_page()
        self.press("F3")
        self.robot.type("nai")
        yield self.state("find-item")
        self.press("Esc")
        self.press("F11")
        yield self.state("more")
        self.press("Esc")

    def _member_page(self) -> Iterator[State]:
        self.press("F2")
        yield self.state("member-search-empty")
        self.press("Return")
        yield self.state("member-page")
        for tab in ("lots", "vouchers", "tier", "goals", "consents", "cards", "profile", "more"):
            self.press("Right")
            yield self.state(f"member-page-{tab}")
        self.press("Esc")

    def _paying(self) -> Iterator[State]:
        self._ring_up()  # more than a cashier may give back alone
        self.press("F12")
        yield self.state("pay-exact")
        self.robot.type("20")
        yield self.state("pay-part")
        self.press("Return")
        self.robot.wait(0.6)
        self.press("Alt+2")
        yield self.state("pay-wechat")
        self.press("Alt+1")
        self.robot.type("100")
        yield self.state("pay-change")
        self.press("Return")
        self._printed()
        yield self.state("sale-done-member")
        member_sale = self.counter.window.till.last_sale
        self._ring_up()
        self.press("F12")
        self.press("Return")
        self._printed()
        yield self.state("sale-done-walk-in")
        self.press("Esc")
        yield self.state("sell-after-sale")
        sale = self.counter.window.till.last_sale
        if sale is None or member_sale is None:
            raise RuntimeError("no sale was completed")
        if sale.data.claim is not None:
            yield from claim_states(self, sale.data.claim.code)
        yield from refund_states(self)
        yield from member_refund_states(self, member_sale.data.sale_number)
        self._printed()
        self.robot.scan(sale.data.sale_number)
        self.settle()
        self.counter.window.shell.room.refund.show_paper()
        self.settle()
        self.press("Ctrl+P")
        self._printed()
        yield self.state("receipt")
        self.press("Esc")

    def _elsewhere(self) -> Iterator[State]:
        for tile, name in (("queue", "print-queue"), ("settings", "settings"), ("help", "help")):
            self.open_more(tile)
            yield self.state(name)
            self.press("Esc")
            self.press("Esc")
        self._ring_up()
        self.press("Ctrl+L")
        yield self.state("locked")
        self.robot.type(CASHIER_PIN)
        self.press("Return")
        self.robot.wait_for("the counter", lambda: self.counter.window.till.session is not None)
        self._pay()

    def _printer(self) -> Iterator[State]:
        printer = self.counter.virtual
        for fault in (PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.NEAR_END, PrinterFault.SILENT, PrinterFault.UNPLUGGED):
            printer.set_fault(fault, on=True)
            self._sell()
            yield self.state(f"printer-{fault.value.replace('_', '-')}")
            printer.set_fault(fault, on=False)
            self._printed()
        printer.at_worked(_TORN_AT_BYTE, lambda: printer.set_fault(PrinterFault.UNPLUGGED, on=True))
        self._sell()
        yield self.state("printer-pulled-in-mid-receipt")
        printer.set_fault(PrinterFault.UNPLUGGED, on=False)
        self._printed()
        yield self.state("printer-unknown")
        self.open_more("queue")
        yield self.state("print-queue-trouble")

    def _sell(self) -> None:
        self._ring_up()
        self._pay()

    def _pay(self) -> None:
        self.press("F12")
        sold = self.counter.window.till.last_sale
        self.press("Return")
        self.robot.wait_for("the sale", lambda: self.counter.window.till.last_sale is not sold)
        self.robot.wait_for("the printer", lambda: all_out(self.counter) or not self._is_ready())
        self.press("Esc")

    def _printed(self) -> None:
        """The printer is well and has nothing left to do."""
        self.robot.wait_for("the paper", lambda: self._is_ready() and all_out(self.counter), 30_000)

    def _is_ready(self) -> bool:
        return self.counter.spooler.status().state is PrinterState.READY

    def _change_member(self, card: str) -> None:
        self.robot.scan(card)
        self.settle()
        self.press("Return")

    def _ring_up(self) -> None:
        for product in (self._water, self._crisps, self._bag):
            self.robot.scan(product.barcode) if product.barcode else self.type_code(product.sku)
            self.settle()
        for sku in ("11001", "20031", "20007", "20007"):
            code = self._codes[sku]
            if len(code) > 7:
                self.robot.scan(code)
            else:
                self.type_code(code)
            self.settle()

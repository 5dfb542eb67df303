"""The states of the screens, one after another, reached as a cashier reaches them: by keys, scans and a misbehaving printer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from app.cli.counter_window import CounterWindow
from app.cli.journey import CASHIER_PIN, GOLD_CARD
from app.cli.robot import Robot
from app.devices.clock import PlacedClock
from app.services.ports.printing import PrinterFault

State = tuple[str, Callable[[], None]]


class States:
    """Yields the name of a state once the window is in it, and what lets it settle after a change of looks."""

    def __init__(self, app: QApplication, counter: CounterWindow, clock: PlacedClock) -> None:
        self._counter = counter
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
        self._press("Return")
        yield self._state("member-page")
        self._press("Esc")
        self._press("F3")
        self._robot.type("nai")
        yield self._state("find-item")
        self._press("Esc")
        self._press("F11")
        yield self._state("more")
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
        self._robot.wait(1.2)
        yield self._state("sale-done-member")
        self._ring_up()
        self._press("F12")
        self._press("Return")
        self._robot.wait(1.2)
        yield self._state("sale-done-walk-in")
        self._press("Esc")
        yield self._state("sell-after-sale")

    def _elsewhere(self) -> Iterator[State]:
        for digit, name in (("3", "print-queue"), ("4", "settings"), ("5", "help")):
            self._press("F11")
            self._robot.type(digit)
            yield self._state(name)
            self._press("Esc")
            self._press("Esc")

    def _printer(self) -> Iterator[State]:
        printer = self._counter.virtual
        for fault in (PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.NEAR_END, PrinterFault.SILENT, PrinterFault.UNPLUGGED):
            printer.set_fault(fault, on=True)
            self._ring_up()
            self._press("F12")
            self._press("Return")
            self._robot.wait(2.5)
            self._press("Esc")
            yield self._state(f"printer-{fault.value.replace('_', '-')}")
            printer.set_fault(fault, on=False)
            self._robot.wait(1.5)
        self._press("F11")
        self._robot.type("3")
        yield self._state("print-queue-trouble")

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
        self._robot.wait(0.08)
        self._robot.wait_for("the answer", lambda: not self._counter.window.till.busy)

    def _state(self, name: str) -> State:
        self._robot.wait(0.25)
        return name, lambda: self._robot.wait(0.05)

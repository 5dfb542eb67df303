"""A shift at the real window: the till as a process on a display, a scanner and a person before it, a printer on a serial line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap import read_desk
from app.devices.printers.pty_printer import PtyPrinter
from app.domain.journal import types
from app.settings.machine import MachineSettings
from tests.e2e.display import Display
from tests.e2e.program import CASHIER_PIN, Books, Program, wait_until

TITLE = "积分台"
TRIES = 3


class Counter:
    """One shop with its display and printer; the till is opened, killed and opened again."""

    def __init__(self, shop: Path, display: Display, printer: PtyPrinter) -> None:
        self.shop, self.display, self.printer = shop, display, printer
        self.books = Books(shop)
        self.torn = 0
        """Scans that a loaded machine tore."""
        machine = MachineSettings(shop)
        machine.set("printer.port", printer.port)
        machine.set("printer.profile", "generic-80")
        with read_desk(shop) as desk, desk.store.read() as reader:
            products = [p for p in reader.find_products("", 1_000) if p.barcode and p.price_minor and p.earns]
        dearest = sorted(products, key=lambda p: (-(p.price_minor or 0), p.sku))
        self.codes = [p.barcode for p in dearest if p.barcode]
        """Codes of goods that earn points, the dearest first."""

    @contextmanager
    def open(self) -> Iterator[Program]:
        """The till, signed in. It is killed at the end unless it has ended before."""
        with Program("run", "--data-dir", str(self.shop), display=self.display.name) as program:
            self.display.wait_for_window(TITLE, lambda: program.process.poll() is None)
            self._sign_in()
            yield program

    def _sign_in(self) -> None:
        """As a person does, who looks and types again: on a loaded machine a display may deliver keys so late and so close together that
        they look like a scan.
        """
        before = self.books.events(types.LOG_IN)
        for _ in range(TRIES):
            self.display.type(CASHIER_PIN)
            self.display.press("Return")
            with contextlib.suppress(AssertionError):
                wait_until("the sign-in", lambda: self.books.events(types.LOG_IN) > before, 8)
                return
            self.display.press("Escape")
        raise AssertionError("could not sign in")

    def scan(self, *codes: str) -> None:
        """Scans goods and waits until each stands in the books. What the counter refuses as torn is scanned again, as it asks for."""
        for code in codes:
            before = self.books.pieces()
            for _ in range(TRIES):
                self.display.scan(code)
                with contextlib.suppress(AssertionError):
                    wait_until(f"a line for {code}", lambda before=before: self.books.pieces() > before, 8)
                    break
                self.torn += 1
                self.display.press("Escape")
            assert self.books.pieces() == before + 1

    def attach(self, card: str) -> str:
        """Scans a card; the member's id."""
        member = self.books.member_of(card)
        self.display.scan(card)
        wait_until("the member", lambda: self.books.attached() == member)
        return member

    def use_points(self) -> int:
        """Takes off as much as points may pay; the points held."""
        self.display.press("F7", "Return")
        wait_until("the hold", lambda: bool(self.books.open_holds()))
        return self.books.open_holds()[0][2]

    def pay(self) -> None:
        """Exact cash; the sale stands in the books."""
        before = self.books.events(types.SALE_COMPLETED)
        self.display.press("F12", "Return")
        wait_until("the sale", lambda: self.books.events(types.SALE_COMPLETED) == before + 1)

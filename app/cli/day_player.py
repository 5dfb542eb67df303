"""The scripted cashiers of the busy day: a process of its own that plays the plan in the real window and can be killed at any moment.

One JSON object a line on standard output: `{"begins": n, "kind"}` and `{"done": n, "at_ms"}` around every act, `{"jam": n}` before the
receipt under which the printer jams, `{"cut": n, "at_ms"}` with half a sale on the counter, where the power is to go. Started anew with
`--first n` it finds that basket again and goes on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from app.cli.counter_window import CounterWindow
from app.cli.day_plan import DayAct, Kind, plan_day
from app.cli.journey import all_out
from app.cli.stage import PINS, Stage
from app.devices.clock import PlacedClock, SeededIds
from app.documents.document import Qr
from app.domain.sales.basket import Basket
from app.domain.till.cash import DENOMINATIONS
from app.domain.till.print_jobs import JobKind, JobState
from app.gui.presenters.pay import TILES
from app.gui.presenters.places import Place
from app.services.ports.printing import PrinterState
from app.services.shift_report import x_report

ZONE = ZoneInfo("Asia/Shanghai")
MIDNIGHT_MS = int(datetime(2026, 6, 20, tzinfo=ZONE).timestamp() * 1_000)
"""The busy day is the Saturday after the demo shop's past."""
PAPERS_WAITING_MAX = 16
_CUT_S = 30.0
_PAPER_MS = 60_000
_CARDS_TRIED = 60
_TENDER_KEYS = {kind: f"Alt+{n}" for n, kind in enumerate(TILES, start=1)}


class DayPlayer(Stage):
    """Plays acts one by one."""

    def __init__(self, app: QApplication, counter: CounterWindow, clock: PlacedClock) -> None:
        super().__init__(app, counter, clock)
        with counter.desk.store.read() as reader:
            products = [product for product in reader.find_products("", 10_000) if product.price_minor]
            self._codes = {product.sku: product.barcode for product in products}
            hits = [hit.member.id for hit in reader.find_members("1990000", _CARDS_TRIED)]
            self._cards = tuple(sorted(card.number for member_id in hits for card in reader.cards(member_id)[:1]))
        self._claims: list[str] = []
        self._acts: dict[Kind, Callable[[DayAct], None]] = {
            Kind.SALE: self._sell,
            Kind.ENROL: self._enrol,
            Kind.CHECK_IN: self._check_in,
            Kind.REFUND: self._refund,
            Kind.TOP_UP: self._top_up,
            Kind.REWARD: self._reward,
            Kind.CLAIM: self._claim,
            Kind.CLOSE: self._close_shift,
            Kind.CHANGE_STAFF: lambda act: self.change_person(act.staff),
        }

    def plan(self, seed: int, sales: int) -> tuple[DayAct, ...]:
        """The day of this shop."""
        return plan_day(seed, sales, sorted(self._codes), self._cards)

    def play(self, acts: Iterator[DayAct]) -> None:
        """Everything to the end; the papers too."""
        self._sign_in("1001")
        for act in acts:
            self._let_the_drawer_open()
            self.clock.put(max(self.clock.now_ms(), MIDNIGHT_MS + act.at_minute * 60_000))
            say(begins=act.n, kind=act.kind.value)
            self._acts[act.kind](act)
            self._keep_up_with_the_printer(PAPERS_WAITING_MAX)
            say(done=act.n, kind=act.kind.value, at_ms=self.clock.now_ms())
        self._keep_up_with_the_printer(0)

    def _sign_in(self, number: str) -> None:
        self.robot.wait_for("the sign-in screen", lambda: self.counter.window.isVisible() and not self.counter.window.till.busy)
        with self.counter.desk.store.read() as reader:
            person = next(person for person in reader.staff() if person.number == number)
        self.counter.window.shell.room.sign_in.choose(person.id)
        self.robot.type(PINS[number])
        self.press("Return")
        self.robot.wait_for("the counter", lambda: self.counter.window.till.counter is not None)
        self.settle()

    # what people come for

    def _sell(self, act: DayAct) -> None:
        basket = self.basket
        there = basket.pieces
        for n, sku in enumerate(act.skus[there:], start=there + 1):
            self._ring_up(sku)
            self.robot.wait_for("the line", lambda n=n: self.basket.pieces >= n)  # type: ignore[misc]
            if act.cut and not there and n * 2 >= len(act.skus):
                self._wait_for_the_cut(act)
        if act.card and basket.member_id is None:
            self.robot.scan(act.card)
            self.settle()
        if act.points:
            self._use_points()
        if act.suspended:
            self.press("F6")
            self.robot.wait_for("an empty counter", lambda: self.basket.empty)
            self.press("F6")
            self.press("Return")
            self.robot.wait_for("the basket again", lambda: not self.basket.empty)
        if act.jams:
            self._keep_up_with_the_printer(0)
            say(jam=act.n)
        self._pay(act.tender)

    def _use_points(self) -> None:
        self.press("F7")
        self.press("Return")
        self.press("Esc")

    def _pay(self, tender: str) -> None:
        till = self.counter.window.till
        sold = till.last_sale
        self.press("F12")
        if tender == "note":
            self.robot.type(str(-(-self.basket.due_minor // 5_000) * 50))
        elif tender == "mixed" and self.basket.due_minor > 200:
            self.robot.type("1")
            self.press("Return")
            self.robot.wait(0.5)
            self.press(_TENDER_KEYS["wechat"])
        elif tender in _TENDER_KEYS and self.basket.due_minor:
            self.press(_TENDER_KEYS[tender])
        self.press("Return")
        self.robot.wait_for("the completed sale", lambda: till.last_sale is not sold)
        self.settle()
        if till.last_sale is not None:
            codes = [part.data for part in till.last_sale.document.elements if isinstance(part, Qr)]
            self._claims += [code for code in codes if code.startswith("C1.")]
        self.press("Esc")

    def _enrol(self, act: DayAct) -> None:
        self.press("Shift+F2")
        self.robot.type(act.phone)
        form = self.counter.window.shell.room.enrol
        form.set_name(act.name)
        self.settle()
        self.robot.type(" ")
        self.settle()
        self.press("Return")
        self.robot.wait_for("the new member", lambda: self.basket.member_id is not None)
        self.settle()
        self.counter.window.shell.room.sell.detach()
        self.settle()

    def _check_in(self, act: DayAct) -> None:
        self.robot.scan(act.card)
        self.settle()
        self.open_more("activities")
        self.robot.type("1")
        self.settle()
        self.press("Esc")
        self.counter.window.shell.room.sell.detach()
        self.settle()

    def _refund(self, act: DayAct) -> None:
        """The first piece of an earlier sale comes back; what needs a second person's yes is left."""
        refund = self.counter.window.shell.room.refund
        self.robot.scan(f"R01260620{act.of:04d}")
        self.settle()
        self.press("Down")
        self.robot.type(" 1")
        self.settle()
        self.press("F12")
        self.robot.wait_for("the return", lambda: refund.over or self.counter.window.shell.view().asking)
        while self.counter.window.shell.place is not Place.SELL:
            self.press("Esc")

    def _top_up(self, act: DayAct) -> None:
        self.open_more("top_up")
        self.robot.scan(act.card)
        self.settle()
        self.robot.type(str(act.amount_yuan))
        self.press("Return")
        self.press("Return")
        self.settle()
        while self.counter.window.shell.place is not Place.SELL:
            self.press("Esc")

    def _reward(self, act: DayAct) -> None:
        """The first reward that the member can have."""
        self.press("F10")
        self.robot.scan(act.card)
        self.settle()
        self.press("F12")
        self.settle()
        while self.counter.window.shell.place is not Place.SELL:
            self.press("Esc")
        if self.basket.member_id is not None:
            self.counter.window.shell.room.sell.detach()
            self.settle()

    def _claim(self, act: DayAct) -> None:
        """A member shows the receipt of the last sale that nobody claimed, if any customer left one."""
        if not self._claims:
            return
        self.robot.scan(act.card)
        self.settle()
        self.robot.scan(self._claims.pop())
        self.settle()
        if self.basket.member_id is not None:
            self.counter.window.shell.room.sell.detach()
            self.settle()

    def _close_shift(self, _: DayAct) -> None:
        """The drawer is counted and is what it should be; the Z report prints."""
        self._keep_up_with_the_printer(0)
        self.open_more("shift")
        closing = self.counter.window.shell.room.shift_close
        if closing.view().step == 1:
            left = x_report(self.counter.desk).expected_minor
            for piece in DENOMINATIONS:
                pieces, left = divmod(left, piece)
                self.robot.type(str(pieces))
                self.press("Return")
        self.press("F12")
        self.robot.wait_for("the report", lambda: closing.closed)
        self.settle()

    # the counter

    @property
    def basket(self) -> Basket:
        """What lies on the counter."""
        counter = self.counter.window.till.counter
        if counter is None:
            raise RuntimeError("nobody is signed in")
        return counter.basket

    def _ring_up(self, sku: str) -> None:
        code = self._codes[sku]
        if code is None:
            self.type_code(sku)
        else:
            self.clock.put(self.clock.now_ms() + 1_000)
            self.robot.scan(code)
        self.settle()

    def _wait_for_the_cut(self, act: DayAct) -> None:
        """What is on the counter now has been written down; then the power goes."""
        self._keep_up_with_the_printer(0)
        say(cut=act.n, at_ms=self.clock.now_ms())
        time.sleep(_CUT_S)
        raise RuntimeError("the power did not go")

    def _keep_up_with_the_printer(self, waiting_max: int) -> None:
        """A cashier whose printer is behind: a torn receipt is printed again, the rest is waited for."""
        self.robot.wait_for("the paper", lambda: self._papers_waiting() <= waiting_max, _PAPER_MS)
        if waiting_max == 0:
            self.robot.wait_for("the last paper", lambda: all_out(self.counter), _PAPER_MS)

    def _let_the_drawer_open(self) -> None:
        """The next customer comes minutes later, and a drawer that is not open by then stays shut."""
        spooler = self.counter.spooler

        def opened() -> bool:
            return not self._waiting(JobKind.DRAWER) or spooler.status().state is not PrinterState.READY

        self.robot.wait_for("the drawer", opened, _PAPER_MS)  # behind all the papers that a jam has held up

    def _papers_waiting(self) -> int:
        jobs = self.counter.printing.jobs
        for job in jobs.list_jobs(states=frozenset({JobState.UNKNOWN})):
            self.counter.window.shell.banner_act(f"job:{job.id}", "again")
            self.settle()
        return self._waiting()

    def _waiting(self, kind: JobKind | None = None) -> int:
        jobs = self.counter.printing.jobs.list_jobs(states=frozenset({JobState.QUEUED, JobState.SENDING, JobState.BLOCKED}))
        return sum(kind is None or job.kind is kind for job in jobs)


def say(**facts: object) -> None:
    """One line for the process that watches."""
    print(json.dumps(facts), flush=True)


def main() -> None:
    """Plays from the act `--first` on, at the moment `--at`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shop", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--sales", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--at", type=int, default=MIDNIGHT_MS)
    asked = parser.parse_args()
    app = QApplication(["jifentai"])
    clock = PlacedClock(asked.at)
    counter = CounterWindow(app, asked.shop, clock=clock, ids=SeededIds(clock, f"{asked.seed}|busy day|{asked.first}"))
    try:
        player = DayPlayer(app, counter, clock)
        acts = player.plan(asked.seed, asked.sales)
        player.play(iter(acts[asked.first :]))
        say(end=len(acts), at_ms=clock.now_ms())
    finally:
        counter.close()


if __name__ == "__main__":
    main()

"""kill -9 of the real program at random moments of selling, round after round on the same shop; after each the books are looked at.

    python -m tests.e2e.kill_rounds --rounds 50 [--seed 1]

By hand: any number of rounds. The normal check runs three.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import make_demo_shop
from app.devices.printers.pty_printer import PtyPrinter
from app.domain.journal import types
from app.domain.sales.basket import Basket
from app.domain.till.print_jobs import JobKind, JobState
from tests.e2e.display import Display
from tests.e2e.program import GOLD_CARD, wait_until
from tests.e2e.shift import Counter

ACTS = ("scan", "scan", "scan", "card", "points", "pay", "pay")
ACTS_MAX = 8
POINTS_ENOUGH = 300


@dataclass
class Tally:
    """What the rounds met."""

    kills: int = 0
    sales: int = 0
    baskets: int = 0
    asked: int = 0


class KillRounds:
    """Each round opens the till, sells, and kills it within 60 ms of a key or scan that was not waited for."""

    def __init__(self, counter: Counter, seed: int) -> None:
        self._counter = counter
        self._random = random.Random(seed)
        self.tally = Tally()
        self._sales_known = counter.books.events(types.SALE_COMPLETED)
        self._basket: Basket | None = None

    def round(self) -> None:
        """One round; AssertionError when something was lost or doubled."""
        counter, books = self._counter, self._counter.books
        with counter.open() as till:
            self._found_again()
            for _ in range(self._random.randrange(1, ACTS_MAX)):
                self._act()
            self._note()
            self._blow()
            time.sleep(self._random.random() * 0.06)
            till.kill()
        self.tally.kills += 1
        self._check()
        books.verify()

    def _act(self) -> None:
        """Something a cashier does, to its end."""
        counter, basket = self._counter, self._counter.books.basket()
        act = self._random.choice(ACTS)
        if act == "card" and (basket is None or basket.member_id is None):
            counter.attach(GOLD_CARD)
        elif act == "points" and basket is not None and basket.lines and basket.hold is None and self._rich(basket):
            counter.use_points()
        elif act == "pay" and basket is not None and basket.lines:
            counter.pay()
        else:
            counter.scan(self._random.choice(counter.codes[:12]))

    def _rich(self, basket: Basket) -> bool:
        """Whether the member has enough points to take some off."""
        return basket.member_id is not None and self._counter.books.balance(basket.member_id).available >= POINTS_ENOUGH

    def _blow(self) -> None:
        """The act in whose midst the till is killed; nobody waits for it."""
        basket = self._counter.books.basket()
        if basket is not None and basket.lines and self._random.random() < 0.6:
            self._counter.display.press_at_once("F12", "Return")
        else:
            self._counter.display.scan(self._random.choice(self._counter.codes[:12]))

    def _note(self) -> None:
        self._basket = self._counter.books.basket()
        self._sales_known = self._counter.books.events(types.SALE_COMPLETED)

    def _check(self) -> None:
        """Every acknowledged thing is there; the one under way is there whole or not at all."""
        books = self._counter.books
        sales, basket, before = books.events(types.SALE_COMPLETED), books.basket(), self._basket
        assert sales in (self._sales_known, self._sales_known + 1)
        if sales > self._sales_known:
            assert before is not None
            assert basket is None
            newest = books.last_sale()
            assert newest is not None
            assert (newest.event_id, newest.total_minor) == (before.sale_id, before.payable_minor)
            assert books.open_holds() == []
        elif before is not None:
            assert basket is not None
            assert basket.sale_id == before.sale_id
            assert basket.member_id == before.member_id
            assert basket.hold == before.hold
            assert basket.pieces in (before.pieces, before.pieces + 1)
        holds = [(basket.sale_id, basket.member_id, basket.hold.points)] if basket is not None and basket.hold is not None else []
        assert books.open_holds() == holds
        self.tally.sales, self.tally.baskets = sales, self.tally.baskets + (basket is not None)
        self._basket = basket

    def _found_again(self) -> None:
        """Opening the till changes nothing on the counter."""
        if self.tally.kills:
            assert self._counter.books.basket() == self._basket

    def settle(self) -> None:
        """A last start: every receipt comes out, or is asked for; none comes twice."""
        books = self._counter.books
        final = (JobState.PRINTED, JobState.UNKNOWN, JobState.CANCELLED)
        with self._counter.open() as till:
            wait_until("the paper", lambda: all(job.state in final for job in books.jobs()), 60)
            till.process.terminate()
            till.wait()
        stream = self._counter.printer.printed_stream()
        receipts = [job for job in books.jobs() if job.kind is JobKind.RECEIPT]
        assert len({job.title for job in receipts}) == len(receipts)
        for job in receipts:
            times = stream.count(job.payload)
            assert job.state is not JobState.CANCELLED
            assert times == 1 if job.state is JobState.PRINTED else times <= 1, f"{job.title} came {times} times, {job.state}"
            self.tally.asked += job.state is JobState.UNKNOWN
        books.verify()


def run(counter: Counter, rounds: int, seed: int) -> Tally:
    """So many rounds, then the last start."""
    kills = KillRounds(counter, seed)
    for _ in range(rounds):
        kills.round()
    kills.settle()
    return kills.tally


def main() -> int:
    """By hand."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jifentai-kill-") as folder:
        shop = Path(folder) / "shop"
        make_demo_shop(shop, seed=7, members=30, days=5)
        with Display() as display, PtyPrinter(Path(folder), baud=9_600, speed_factor=10) as printer:
            started = time.monotonic()
            counter = Counter(shop, display, printer)
            tally = run(counter, arguments.rounds, arguments.seed)
    found = f"{tally.baskets} open baskets found again, {tally.asked} receipts asked for, nothing lost, nothing doubled"
    sys.stdout.write(f"{tally.kills} kills in {time.monotonic() - started:.0f} s: {found}; {counter.torn} torn scans\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

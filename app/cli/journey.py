"""The journey of the demonstration: sign in, a walk-in pays cash, a gold member uses points; a picture after every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.cli.counter_window import CounterWindow
from app.cli.robot import Robot
from app.devices.clock import PlacedClock
from app.devices.printers.pty_printer import PtyPrinter
from app.documents.from_paper import from_paper
from app.documents.layout import lay_out
from app.documents.paper_picture import paper_picture
from app.documents.render_text import to_text
from app.domain.sales.basket import Basket
from app.domain.till.print_jobs import JobKind, JobReason, JobState
from app.gui.widgets.paper import paper_image

SECOND_MS = 1_000
CASHIER_PIN = "246810"
GOLD_CARD = "M202648812"
WALK_IN = ("20032", "20006", "20006", "20001")
GOLD = ("11001", "20031", "20007", "20007")
_WAITING = frozenset({JobState.QUEUED, JobState.SENDING, JobState.SENT, JobState.BLOCKED})


@dataclass(frozen=True, slots=True)
class Step:
    """One receipt: its name, what is compared and whether it holds."""

    name: str
    checks: dict[str, bool]

    @property
    def holds(self) -> bool:
        """Every check holds."""
        return all(self.checks.values())


class Journey:
    """Plays in one window; the clock goes on by a second with every act, so that the same seed leaves the same receipts."""

    def __init__(self, out: Path, app: QApplication, counter: CounterWindow, clock: PlacedClock, printer: PtyPrinter) -> None:
        self._out = out
        self._counter = counter
        self._clock = clock
        self._printer = printer
        counter.window.resize(1366, 768)
        counter.start()
        self._robot = Robot(app, counter.window)
        self._pictures = 0
        with counter.desk.store.read() as reader:
            self._codes = {product.sku: product.barcode for product in reader.find_products("", 10_000)}

    def play(self) -> list[Step]:
        """Both sales."""
        self._robot.wait_for("the sign-in screen", lambda: self._counter.window.isVisible())
        self._robot.wait(0.3)
        self._show("sign-in")
        self._robot.type(CASHIER_PIN)
        self._act("Return")
        self._robot.wait_for("the counter", lambda: self._counter.window.till.session is not None)
        self._show("idle")
        return [self._walk_in(), self._gold_member()]

    def _walk_in(self) -> Step:
        self._ring_up(WALK_IN)
        self._show("walk-in-basket")
        self._act("F12")
        self._robot.type("30")
        self._show("walk-in-pay")
        return self._finish("receipt-1-walk-in", "walk-in-done")

    def _gold_member(self) -> Step:
        self._ring_up(GOLD)
        self._scan(GOLD_CARD)
        self._settled(lambda: self._basket().member_id is not None)
        self._show("member-basket")
        self._act("F8")
        self._show("why")
        self._act("Esc")
        self._act("F7")
        self._show("use-points")
        self._act("Return")
        self._settled(lambda: self._basket().hold is not None)
        self._show("points-used")
        self._act("F12")
        self._show("member-pay")
        return self._finish("receipt-2-gold-member", "member-done")

    def _ring_up(self, skus: tuple[str, ...]) -> None:
        for n, sku in enumerate(skus, start=1):
            code = self._codes[sku]
            if code is None:
                self._robot.type(sku)
                self._act("Return")
            else:
                self._scan(code)
            self._settled(lambda n=n: self._basket().pieces >= n)  # type: ignore[misc]

    def _finish(self, name: str, picture: str) -> Step:
        before = len(self._printer.printer.paper())
        sold = self._counter.window.till.last_sale
        self._act("Return")
        self._robot.wait_for("the completed sale", lambda: self._counter.window.till.last_sale is not sold)
        self._robot.wait_for("the paper", self._all_printed, 30_000)
        self._show(picture)
        return self._keep(name, before)

    def _keep(self, name: str, before: int) -> Step:

        sale = self._counter.window.till.last_sale
        if sale is None:
            raise RuntimeError("no sale was completed")
        jobs = [job for job in self._counter.printing.jobs.list_jobs() if job.kind is JobKind.RECEIPT]
        job = next(job for job in reversed(jobs) if job.title == sale.data.sale_number)
        expected = to_text(lay_out(sale.document, self._counter.desk.profile().paper))
        paper = from_paper(self._printer.printer.paper()[before:], self._printer.printer.columns)
        (self._out / f"{name}.bin").write_bytes(job.payload)
        (self._out / f"{name}.txt").write_text(expected, encoding="utf-8")
        paper_image(paper_picture(paper), margin_dots=24).save(str(self._out / f"{name}.png"))
        printed = self._printer.printed_stream()
        return Step(
            name,
            {
                "printed": job.state is JobState.PRINTED,
                "bytes came over the line": job.payload in printed,
                "nothing lost on the line": self._printer.lost_bytes == 0,
                "paper holds the text": _words(expected) == _words(to_text(paper)),
            },
        )

    def _all_printed(self) -> bool:
        return all_out(self._counter)

    def _basket(self) -> Basket:
        counter = self._counter.window.till.counter
        if counter is None:
            raise RuntimeError("nobody is signed in")
        return counter.basket

    def _settled(self, holds: Callable[[], bool]) -> None:
        self._robot.wait_for("the basket", lambda: not self._counter.window.till.busy and holds())

    def _act(self, keys: str) -> None:
        self._clock.put(self._clock.now_ms() + SECOND_MS)
        self._robot.press(keys, "\r" if keys == "Return" else "")
        self._robot.wait_for("the answer", lambda: not self._counter.window.till.busy)

    def _scan(self, code: str) -> None:
        self._clock.put(self._clock.now_ms() + SECOND_MS)
        self._robot.scan(code)

    def _show(self, name: str) -> None:
        self._pictures += 1
        self._robot.wait(0.25)
        self._robot.picture(self._out / "screens" / f"{self._pictures:02d}-{name}.png")


def all_out(counter: CounterWindow) -> bool:
    """No print job has still to come out. What was sent to a printer that cannot confirm it, is out."""
    return all(job.reason is JobReason.NO_CONFIRMATION for job in counter.printing.jobs.list_jobs(states=_WAITING))


def _words(text: str) -> list[str]:
    """The words on a paper, however the lines are shifted; codes compare by what they say."""
    return text.replace("[", " ").replace("]", " ").split()

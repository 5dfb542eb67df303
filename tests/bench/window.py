"""The real window under measurement, in a process of its own: `python -m tests.bench.window ACT FOLDER N` prints one JSON line.

Acts: paint (scan to paint, and the window painting ready-made states), beside (the same while a back-test runs), burst (scans every 50 ms),
start (one start up to the first accepted scan), bare (an empty QMainWindow, the start's reference), memory (idle, then after N sales).
"""

from __future__ import annotations

import gc
import json
import linecache
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.cli.counter_window import CounterWindow
    from app.domain.catalogue.product import Product
    from app.domain.clock import Clock

KEY_GAP_MS = 6
BASKET_LINES = 12
BURST_GAP_S = 0.05
BURST_PRODUCTS = 50
_IDLE_S = 3.0
_WAIT_S = 30.0
_PIECES_A_SALE = 3
_SALES_A_DAY = 5_000
_DAY_MS = 86_400_000


def application() -> QApplication:
    """Qt's application."""
    from PySide6.QtWidgets import QApplication

    return QApplication(["bench"])


class AheadClock:
    """The system's clock, whole days ahead."""

    def __init__(self) -> None:
        self.days = 0

    def now_ms(self) -> int:
        """UTC milliseconds."""
        return time.time_ns() // 1_000_000 + self.days * _DAY_MS


class Watch:
    """Notes when widgets were painted: an event filter on these few alone."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        from PySide6.QtCore import QEvent, QObject

        watch = self
        self.painted: set[int] = set()
        self.wanted = {id(widget) for widget in widgets}

        class Filter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    watch.painted.add(id(watched))
                return False

        self._filter = Filter()
        self._widgets = list(widgets)
        for widget in widgets:
            widget.installEventFilter(self._filter)

    @property
    def all_painted(self) -> bool:
        """Every one was painted since `painted` was cleared."""
        return self.wanted <= self.painted


def run_until(app: QApplication, holds: Callable[[], bool], what: str, *, within_s: float = _WAIT_S) -> None:
    """Runs the event loop, sleeping between events, until `holds`. RuntimeError when it does not in that time."""
    from PySide6.QtCore import QEventLoop, QTimer

    alarm = QTimer()
    alarm.start(250)  # so that a condition which never comes true ends in an error
    end = time.monotonic() + within_s
    while not holds():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise RuntimeError(f"waited in vain for {what}")
    alarm.stop()


class Scanner:
    """A keyboard scanner: key events at the window, their time stamps 6 ms apart, whatever the machine's speed."""

    def __init__(self, counter: CounterWindow) -> None:
        self._window = counter.window
        self._stamp_ms = 10_000

    def scan(self, code: str) -> int:
        """Sends a code and Enter. Returns the moment before Enter was sent, nanoseconds."""
        self._stamp_ms += 1_000
        for char in code:
            self._key(ord(char), char)
        sent = time.perf_counter_ns()
        self._key(0x01000004, "\r")
        return sent

    def _key(self, key: int, text: str) -> None:
        from PySide6.QtCore import QCoreApplication, QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        handle = self._window.windowHandle()
        if handle is None:
            raise RuntimeError("the window is not shown")
        self._stamp_ms += KEY_GAP_MS
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._stamp_ms)
            QCoreApplication.sendEvent(handle, event)


@contextmanager
def counter_of(app: QApplication, folder: Path, clock: Clock | None = None) -> Iterator[CounterWindow]:
    """The counter as `run` opens it, somebody signed in, nothing on the basket. `clock` in place of the system's."""
    from app.bootstrap import demo_people
    from app.cli.counter_window import CounterWindow
    from app.services.sign_in import sign_in

    counter = CounterWindow(app, folder, clock=clock)
    try:
        counter.start()
        person = demo_people(folder)[0]
        with counter.desk.store.read() as reader:
            staff = next(one for one in reader.staff() if one.number == person.number)
        counter.window.shell.signed_in(sign_in(counter.desk, staff.id, person.pin))
        till = counter.window.till
        run_until(app, lambda: till.counter is not None and not till.busy, "the counter")
        yield counter
    finally:
        counter.close()


def goods(counter: CounterWindow, count: int) -> list[Product]:
    """Products with a barcode and a price."""
    with counter.desk.store.read() as reader:
        found = [product for product in reader.find_products("", 10 * count) if product.barcode and product.price_minor]
    return found[:count]


def empty_basket(app: QApplication, counter: CounterWindow) -> None:
    """Clears the counter, untimed."""
    from app.services.edit_basket import abandon_basket

    till = counter.window.till
    till.set_counter(abandon_basket(counter.desk, till.signed_in()))
    app.processEvents()


def paint(app: QApplication, folder: Path, times: int) -> dict[str, Any]:
    """Scans until line and total are painted; then the same window shows the same states, ready-made."""
    with counter_of(app, folder) as counter:
        return _paint(app, counter, times)


def beside(app: QApplication, folder: Path, times: int) -> dict[str, Any]:
    """`paint` while a back-test over all days runs beside the window, asked for anew whenever it has ended."""
    from app.services.ports.background import CommandEnd
    from app.support.resources import resource

    draft = resource("templates/convenience.json").read_bytes().replace(b'"weekdays": [6]', b'"weekdays": [6, 7]')
    heard: list[Any] = []
    failed: list[CommandEnd] = []
    with counter_of(app, folder) as counter:

        def again(end: CommandEnd | None) -> None:
            if end is not None and end.code != 0:
                failed.append(end)
                return
            arguments = ("backtest", "-", "--days", "3650", "--json")
            counter.background.start("backtest", arguments, given=draft, on_line=heard.append, on_end=again)

        again(None)
        run_until(app, lambda: bool(heard) or bool(failed), "the first progress")
        before = len(heard)
        found = _paint(app, counter, times)
        if failed or len(heard) == before:
            raise RuntimeError(f"no back-test was running: {failed}")
        return found | {"told": len(heard) - before}


def _paint(app: QApplication, counter: CounterWindow, times: int) -> dict[str, Any]:
    scans: list[float] = []
    ready: list[float] = []
    window, till = counter.window, counter.window.till
    sell, presenter = window.screens.sell, window.shell.room.sell
    watch = Watch((sell.basket.lines.viewport(), sell.pay_card.due))
    scanner = Scanner(counter)
    codes = cycle([str(product.barcode) for product in goods(counter, BASKET_LINES)])
    while len(scans) < times:
        empty_basket(app, counter)
        states = [(presenter.view(), window.shell.view())]
        for pieces, code in enumerate(islice(codes, BASKET_LINES), start=1):
            watch.painted.clear()
            sent = scanner.scan(code)
            run_until(app, lambda pieces=pieces: _pieces(till) == pieces and watch.all_painted, "a painted line")  # type: ignore[misc]
            scans.append((time.perf_counter_ns() - sent) / 1000)
            states.append((presenter.view(), window.shell.view()))
            run_until(app, lambda: not till.busy, "the end of the act")
        _settle(app)
        sell.show_view(states[0][0])
        app.processEvents()
        for mine, around in states[1:]:
            watch.painted.clear()
            begin = time.perf_counter_ns()
            sell.show_view(mine)
            window.show_view(around)
            run_until(app, lambda: watch.all_painted, "a painted state")
            ready.append((time.perf_counter_ns() - begin) / 1000)
    empty_basket(app, counter)
    return {"scan_us": scans[BASKET_LINES:], "ready_us": ready[BASKET_LINES:]}


def burst(app: QApplication, folder: Path, seconds: int) -> dict[str, Any]:
    """A scan every 50 ms: which arrive in the basket, in what order, how late."""
    from PySide6.QtCore import Qt, QTimer

    sent: list[tuple[str, int]] = []
    taken: list[tuple[str, int]] = []
    with counter_of(app, folder) as counter:
        till = counter.window.till
        empty_basket(app, counter)
        scanner = Scanner(counter)
        products = goods(counter, BURST_PRODUCTS)
        ids = {str(product.barcode): product.id for product in products}
        codes = cycle(ids)
        known: dict[str, int] = {}

        def changed() -> None:
            lines = till.counter.basket.lines if till.counter is not None else ()
            for line in lines:
                if line.qty > known.get(line.product_id, 0):
                    known[line.product_id] = line.qty
                    taken.append((line.product_id, time.perf_counter_ns()))

        till.changed.connect(changed)
        total = round(seconds / BURST_GAP_S)
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        begin = time.perf_counter_ns()

        def tick() -> None:
            due = int((time.perf_counter_ns() - begin) / 1e9 / BURST_GAP_S) + 1
            while len(sent) < min(due, total):
                code = next(codes)
                at = begin + int(len(sent) * BURST_GAP_S * 1e9)
                scanner.scan(code)
                sent.append((ids[code], at))

        timer.timeout.connect(tick)
        timer.start(round(BURST_GAP_S * 1000 / 5))
        run_until(app, lambda: len(sent) == total, "the last scan", within_s=seconds + _WAIT_S)
        timer.stop()
        run_until(app, lambda: not till.busy, "the last answer")
        _settle(app)
    late = [(got[1] - want[1]) / 1e6 for want, got in zip(sent, taken, strict=False)]
    reordered = sum(want[0] != got[0] for want, got in zip(sent, taken, strict=False))
    return {"sent": len(sent), "taken": len(taken), "reordered": reordered, "late_ms": late}


def start(folder: Path) -> dict[str, Any]:
    """One start by the command `run`: the moment (system-wide monotonic clock) at which the first scan stands painted in the basket.

    The command line and signing in are included, typing the PIN is not. `modules`: what was imported on the way; `sources`: files of
    which the text was read.
    """
    gc.disable()  # as the entry does before it imports this
    from app.cli import run

    found: dict[str, Any] = {}
    usual = run._run

    def drive(counter: CounterWindow) -> None:
        from PySide6.QtWidgets import QApplication

        from app.bootstrap import demo_people
        from app.services.sign_in import sign_in

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        window, till, sell = counter.window, counter.window.till, counter.window.screens.sell
        person = demo_people(folder)[0]
        with counter.desk.store.read() as reader:
            staff = next(one for one in reader.staff() if one.number == person.number)
            product = reader.find_products("", 1)[0]
        window.shell.signed_in(sign_in(counter.desk, staff.id, person.pin))
        run_until(application, lambda: till.counter is not None, "the counter")
        watch = Watch((sell.basket.lines.viewport(), sell.pay_card.due))
        before = _pieces(till)
        Scanner(counter).scan(str(product.barcode))
        run_until(application, lambda: _pieces(till) == before + 1 and watch.all_painted, "the first line")
        found.update(_moment(), files=_files(), modules=sorted(sys.modules), sources=sorted(linecache.cache))
        run_until(application, lambda: not till.busy, "the end of the act")
        empty_basket(application, counter)
        application.quit()

    def watched(app: QApplication, folder: Path, *, virtual_printer: bool) -> None:
        """Imports nothing before the product does."""
        from PySide6.QtCore import QTimer

        from app.cli.counter_window import CounterWindow

        shown = CounterWindow.start

        def started(counter: CounterWindow) -> None:
            shown(counter)
            QTimer.singleShot(0, lambda: drive(counter))

        setattr(CounterWindow, "start", started)  # noqa: B010
        usual(app, folder, virtual_printer=virtual_printer)

    run._run = watched
    from app.cli.entry import main as jifentai

    sys.argv = ["jifentai", "run", "--data-dir", str(folder)]
    try:
        jifentai()
    except SystemExit as ended:
        if ended.code or "accepted_ns" not in found:
            raise RuntimeError(f"the counter did not start: {ended.code}") from ended
    return found


def bare(app: QApplication, folder: Path, times: int) -> dict[str, Any]:
    """An empty main window, shown and painted."""
    from PySide6.QtWidgets import QMainWindow

    window = QMainWindow()
    window.resize(1366, 768)
    watch = Watch((window,))
    window.show()
    run_until(app, lambda: watch.all_painted, "the bare window")
    found = _moment()
    window.close()
    return found


def memory(app: QApplication, folder: Path, times: int) -> dict[str, Any]:
    """Resident bytes when idle, then during sales that all pass through the window's state; the first tenth warms up. Every 5,000 sales
    are a day, turned as the till turns it: no day has more than 9,999 sale numbers.
    """
    from app.services.complete_sale import complete_sale
    from app.services.edit_basket import edit
    from app.services.sign_in import next_day
    from app.settings.machine import MachineSettings
    from tests.bench.measure import resident_bytes

    clock = AheadClock()
    MachineSettings(folder).set("printer.port", "")  # the simulated printer would keep its paper in this process
    with counter_of(app, folder, clock) as counter:
        till, desk = counter.window.till, counter.desk
        _settle(app, _IDLE_S)
        idle = resident_bytes()
        stock = goods(counter, 300)
        with desk.store.read() as reader:
            members = [(hit.member.id, hit.member.tier) for hit in reader.find_members("li", 200)]
        samples = []
        every = max(1, times // 20)
        for n in range(times):
            if n and n % _SALES_A_DAY == 0:
                clock.days += 1
                counter.window.shell.signed_in(next_day(desk, till.signed_in()), stay=True)
                run_until(app, lambda: not till.busy, "the next day")
            member_id, tier = members[n % len(members)]
            wanted = [stock[(n * _PIECES_A_SALE + piece) % len(stock)] for piece in range(_PIECES_A_SALE)]

            def change(_: object, basket: Any, wanted: list[Product] = wanted, member: str = member_id, tier: str = tier) -> Any:
                for product in wanted:
                    basket = basket.with_product(product)
                return basket.with_member(member, tier)

            state = edit(desk, till.signed_in(), change)
            till.set_counter(state)
            app.processEvents()
            done = complete_sale(desk, till.signed_in(), state.basket.sale_id, "wechat")
            till.last_sale = done.sale
            till.set_counter(done.state)
            app.processEvents()
            if n % every == every - 1:
                desk.store.when_idle()  # type: ignore[attr-defined]
                samples.append(resident_bytes())
    return {"idle_bytes": idle, "samples": samples}


def _moment() -> dict[str, int]:
    """Now on the system-wide monotonic clock; this thread's waiting for a processor so far; the process's processor time and what it has
    fetched from the disk so far.
    """
    from tests.bench.measure import queued_ns, read_bytes

    return {"accepted_ns": time.monotonic_ns(), "queued_ns": queued_ns(), "cpu_ns": time.process_time_ns(), "read_bytes": read_bytes()}


def _files() -> list[str]:
    """What this process has read to get here: modules and their compiled forms, libraries, fonts."""
    names = [getattr(module, name, None) for module in list(sys.modules.values()) for name in ("__file__", "__cached__")]
    found = {str(name) for name in names if name}
    maps = Path("/proc/self/maps")
    if maps.exists():
        found |= {line.split(maxsplit=5)[5] for line in maps.read_text(encoding="utf-8").splitlines() if "/" in line}
    return sorted(found)


def _pieces(till: Any) -> int:
    return 0 if till.counter is None else int(till.counter.basket.pieces)


def _settle(app: QApplication, seconds: float = 0.2) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


ACTS = {"paint": paint, "beside": beside, "burst": burst, "bare": bare, "memory": memory}


def main() -> None:
    """Runs one act."""
    act, folder, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps(start(folder) if act == "start" else ACTS[act](application(), folder, times)))


if __name__ == "__main__":
    main()

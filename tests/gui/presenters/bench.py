"""All presenters over the real database: acts run at once, timers are fired by hand, screens remember what they were shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.gui.i18n import Texts, ts_lookup
from app.gui.presenters.outfit import DeviceSettings, Outfit
from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.shell import Shell
from app.gui.presenters.till import Act, Till
from app.gui.tasks import InlineTasks
from app.services.print_queue import Printing
from tests.fakes.background import FakeBackground
from tests.fakes.printing import FakeSpooler
from tests.fakes.shop import PINS, Shop
from tests.fakes.sound import FakeSound


class HandTimers:
    """Timers that fire when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Act]] = []

    def after(self, delay_ms: int, act: Act) -> Callable[[], None]:
        entry = (delay_ms, act)
        self.waiting.append(entry)

        def cancel() -> None:
            if entry in self.waiting:
                self.waiting.remove(entry)

        return cancel

    def fire(self) -> None:
        """All of them, in order."""
        due, self.waiting = self.waiting, []
        for _, act in due:
            act()


class Seen:
    """A screen that remembers the views it was shown."""

    def __init__(self) -> None:
        self.views: list[Any] = []

    def show_view(self, view: Any) -> None:
        self.views.append(view)

    @property
    def now(self) -> Any:
        """What is on the screen."""
        return self.views[-1]


class Dressing:
    """Remembers what the settings page applied."""

    def __init__(self) -> None:
        self.applied: list[dict[str, Any]] = []

    def apply(self, **what: Any) -> None:
        self.applied.append(what)


class Bench:
    """The counter without a window. `held=True`: acts wait for `tasks.release()`."""

    def __init__(self, shop: Shop, *, held: bool = False) -> None:
        self.shop = shop
        self.tasks = InlineTasks()
        self.timers = HandTimers()
        self.sound = FakeSound()
        self.dressing = Dressing()
        self.texts = Texts("zh_CN", ts_lookup)
        jobs = shop.store.print_jobs()
        self.spooler = FakeSpooler(jobs, shop.clock.now_ms)
        self.bugs: list[BaseException] = []
        self.applied: list[str] = []
        self.quits = 0
        self.till = Till(
            desk=shop.desk,
            printing=Printing(jobs=jobs, spooler=self.spooler),
            tasks=self.tasks,
            texts=self.texts,
            sound=self.sound,
            timers=self.timers,
            on_bug=self.bugs.append,
        )
        devices = DeviceSettings(
            ports=lambda: ("COM7",),
            profiles=lambda: (("generic-80", "通用 80 毫米", "Generic 80 mm"), ("generic-58", "通用 58 毫米", "Generic 58 mm")),
            apply_printer=lambda: self.applied.append("printer"),
            apply_scanner=lambda: self.applied.append("scanner"),
        )
        self.background = FakeBackground()
        outfit = Outfit(
            appearance=self.dressing,
            devices=devices,
            background=self.background,
            demo_people=(("陈晓雯", "246810"),),
            on_quit=self._quit,
            show_printer=None,
        )
        self.shell = Shell(self.till, outfit)
        self.spooler.on_change(self.shell.printer_changed)
        self.spooler.on_job(lambda _id, _state: self.shell.jobs_changed())
        room = self.room = self.shell.room
        self.screens: dict[str, Seen] = {}
        for name in (
            "sign_in", "sell", "pay", "done", "number", "members", "member", "find", "points", "why", "receipt", "queue", "help",
            "settings", "more", "top_up",
        ):  # fmt: skip
            self.screens[name] = Seen()
            getattr(room, name).attach(self.screens[name])
        self.window = Seen()
        self.shell.attach(self.window)
        self.shell.start()
        self.tasks.held = held

    def _quit(self) -> None:
        self.quits += 1

    def view(self, name: str) -> Any:
        """What a screen shows."""
        return self.screens[name].now

    def sign_in(self, number: str = "1001") -> Bench:
        """Signs somebody in by PIN."""
        self.room.sign_in.choose(self.shop.person(number).id)
        self.shell.typed(PINS[number])
        self.shell.key("Enter")
        assert self.till.session is not None
        return self

    def scan(self, *codes: str) -> None:
        """Scans one after the other."""
        for code in codes:
            self.shell.scanned(code)

    def keys(self, *keys: str) -> None:
        """Presses one after the other; single characters are typed."""
        for key in keys:
            if len(key) == 1:
                self.shell.typed(key)
            else:
                self.shell.key(key)

    @property
    def at(self) -> tuple[Place, Sheet]:
        """Where the cashier is."""
        return self.shell.place, self.shell.sheet

    def sales(self) -> list[dict[str, Any]]:
        """Completed sales, oldest first."""
        return self.shop.events("sale_completed")

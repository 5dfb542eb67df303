"""What the states of the screens are played on: the counter's window, a robot at its keys, a clock that moves with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from app.cli.counter_window import CounterWindow
from app.cli.robot import Robot, RobotStuckError
from app.devices.clock import PlacedClock
from app.gui.presenters.places import Sheet

State = tuple[str, Callable[[], None]]
"""The name of a state, and what lets it settle after a change of looks."""
PINS = {"1001": "246810", "1002": "135790", "1003": "864200"}
"""The demo shop's people: cashier, shift leader, owner."""


class Stage:
    """Keys, scans and waiting; `state` names where the window has come to."""

    def __init__(self, app: QApplication, counter: CounterWindow, clock: PlacedClock) -> None:
        self.counter = counter
        self.clock = clock
        self.robot = Robot(app, counter.window)
        counter.window.resize(1366, 768)
        counter.start()

    def type_code(self, code: str) -> None:
        """Types a code that is not scanned."""
        self.robot.type(code)
        self.press("Return")

    def press(self, keys: str) -> None:
        """One key, a second later."""
        self.clock.put(self.clock.now_ms() + 1_000)
        self.robot.press(keys, "\r" if keys == "Return" else "")
        self.settle()

    def settle(self) -> None:
        """Waits for the answer to the last act."""
        self.robot.wait(0.02)
        self.robot.wait_for("the answer", lambda: not self.counter.window.till.busy)

    def open_more(self, tile: str) -> None:
        """F11 and the key of a tile, by the tile's id. RobotStuckError where it is not offered."""
        self.press("F11")
        found = [one.key for one in self.counter.window.shell.room.more.view().tiles if one.id == tile and one.enabled]
        if not found or self.counter.window.shell.sheet is not Sheet.MORE:
            raise RobotStuckError(f"More does not offer {tile} on {self.counter.window.shell.place}")
        self.robot.type(found[0])
        self.settle()

    def state(self, name: str) -> State:
        """The state the window is in now."""
        self.robot.wait(0.25)
        return name, lambda: self.robot.wait(0.05)

    def change_person(self, number: str) -> None:
        """Locks, and signs somebody else in; the basket stays."""
        self.press("Ctrl+L")
        with self.counter.desk.store.read() as reader:
            person = next(person for person in reader.staff() if person.number == number)
        self.counter.window.shell.room.sign_in.choose(person.id)
        self.robot.type(PINS[number])
        self.press("Return")
        self.robot.wait_for("the counter", lambda: self.counter.window.till.session is not None)
        self.settle()

"""The till as every presenter sees it: who is signed in, what stands on the counter, and acts that run in order off the GUI thread.

Keys and scans go through `do`: while an act is under way they wait in their order and are then carried out on the new state, so a fast
cashier loses nothing. While money moves (`run(..., confirm=True)`) keys are dropped instead, scans wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from app.domain.errors import Fault, Refusal
from app.gui.i18n import Happening, Texts
from app.gui.presenters.messages import Message, message
from app.gui.tasks import Tasks
from app.services.counter import CounterState
from app.services.desk import Desk, Session
from app.services.ports.sound import Sound, SoundPort
from app.services.print_queue import Printing
from app.services.receipts import CompletedSale

Result = TypeVar("Result")
Cancel = Callable[[], None]
Act = Callable[[], None]
WAITING_MAX = 256
"""Most keys and scans that wait for an act under way; more is a stuck key."""


class Timers(Protocol):
    """Single-shot timers of the window; tests let them fire by hand."""

    def after(self, delay_ms: int, act: Act) -> Cancel:
        """Calls `act` once after so long, unless cancelled before."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that waits for the one under way; `kept` ones survive a confirm."""

    act: Act
    kept: bool


class Till:
    """Shared by the presenters of one window. `changed` tells them that session or counter changed."""

    def __init__(
        self,
        *,
        desk: Desk,
        printing: Printing,
        tasks: Tasks,
        texts: Texts,
        sound: SoundPort,
        timers: Timers,
        on_bug: Callable[[BaseException], None],
        damaged: bool = False,
        outside: Tasks | None = None,
    ) -> None:
        """`damaged`: the books were found damaged when they were opened; nothing can be sold, and that is said for good. `outside`: the
        thread for lines that may take long to answer; that of the books where there is none.
        """
        self.desk = desk
        self.printing = printing
        self.texts = texts
        self.sound = sound
        self.timers = timers
        self._tasks = tasks
        self._outside = outside or tasks
        self._on_bug = on_bug
        self.session: Session | None = None
        self.counter: CounterState | None = None
        self.last_sale: CompletedSale | None = None
        self._fault: Message | None = None
        self._damaged = damaged
        self.place_names = ("", "")
        """Shop and store in Chinese and in English."""
        self.changed = Happening()
        self.fault_changed = Happening()
        self.stirred = Happening()
        """The cashier's screen moved on: what a customer is shown may be another thing."""
        self.orders_put = Happening()
        """Something was written down that the payment provider is to do."""
        self._busy = 0
        self._latched = False
        self._waiting: deque[Waiting] = deque()

    @property
    def busy(self) -> bool:
        """An act is under way."""
        return self._busy > 0

    @property
    def latched(self) -> bool:
        """A confirm act is under way: money moves."""
        return self._latched

    @property
    def fault(self) -> Message | None:
        """What went wrong with the last act; damaged books stand behind it."""
        if self._fault is None and self._damaged:
            return replace(message("books_damaged", {}, self.texts), lasting=True)
        return self._fault

    @property
    def place_name(self) -> str:
        """Shop and store in the language of the screen."""
        return self.place_names[self.texts.language == "en"]

    def signed_in(self) -> Session:
        """The session. RuntimeError before sign-in: no screen that needs it is open then."""
        if self.session is None:
            raise RuntimeError("nobody is signed in")
        return self.session

    def set_counter(self, counter: CounterState | None) -> None:
        """Takes over a new state of the counter and tells everybody."""
        self.counter = counter
        self.changed.emit()

    def play(self, sound: Sound) -> None:
        """A sound, if they are on."""
        self.sound.play(sound)

    def do(self, act: Act, *, kept: bool = False) -> None:
        """Carries an act out now, or after the one under way. While money moves only `kept` acts wait; others are dropped."""
        if self._latched and not kept:
            return
        if self._busy or self._waiting:
            if len(self._waiting) < WAITING_MAX:
                self._waiting.append(Waiting(act, kept))
            return
        act()

    def run(
        self,
        operation: Callable[[], Result],
        on_ok: Callable[[Result], None],
        on_refused: Callable[[Refusal], None] | None = None,
        *,
        confirm: bool = False,
    ) -> None:
        """Runs an act on the books. Faults become a banner, refusals go to `on_refused`, anything else is a bug.

        A `confirm` act is taken once per state: a second press before its answer is dropped.
        """
        if confirm:
            if self._latched:
                return
            self._latched = True
            self._waiting = deque(waiting for waiting in self._waiting if waiting.kept)
        self._busy += 1

        def ok(result: Result) -> None:
            self._latched = self._latched and not confirm
            try:
                self._set_fault(None)
                on_ok(result)
            finally:
                self._done()

        def failed(error: Exception) -> None:
            self._latched = self._latched and not confirm
            try:
                self._failed(error, on_refused)
            finally:
                self._done()

        self._tasks.run(operation, ok, failed)

    def look_up(self, operation: Callable[[], Result], on_ok: Callable[[Result], None]) -> None:
        """Runs a question in the background: nothing waits for it, and a fault leaves the screen as it is (the next act will say so)."""

        def failed(error: Exception) -> None:
            if not isinstance(error, (Refusal, Fault)):
                self._on_bug(error)

        self._tasks.run(operation, on_ok, failed)

    def outside(self, question: Callable[[], Result], on_ok: Callable[[Result], None]) -> None:
        """Asks somebody beyond this till, on a thread of its own: nothing waits for it, the books least of all."""
        self._outside.run(question, on_ok, self._on_bug)

    def say(self, refusal: Refusal) -> Message:
        """The line for a refusal."""
        return message(refusal.code, refusal.values, self.texts)

    def report(self, error: BaseException) -> None:
        """Writes down an error nobody expected, where no act of the till has met it."""
        self._on_bug(error)

    def met_bug(self) -> None:
        """Something nobody expected; it was written down, and the cashier looks before going on."""
        self._set_fault(message("unexpected", {}, self.texts))

    def clear_fault(self) -> None:
        """The cashier has read it."""
        self._set_fault(None)

    def _failed(self, error: Exception, on_refused: Callable[[Refusal], None] | None) -> None:
        if isinstance(error, Fault):
            self.play(Sound.ATTENTION)
            self._set_fault(message(error.code, error.values, self.texts))
        elif isinstance(error, Refusal) and on_refused is not None:
            on_refused(error)
        elif isinstance(error, Refusal):
            self.play(Sound.UNKNOWN)
            self._set_fault(self.say(error))
        else:
            self._on_bug(error)

    def _set_fault(self, fault: Message | None) -> None:
        if fault != self._fault:
            self._fault = fault
            self.fault_changed.emit()

    def _done(self) -> None:
        self._busy -= 1
        while self._waiting and not self._busy and not self._latched:
            self._waiting.popleft().act()

"""A receipt printer without a printer: buffer, paper, faults and replies, and a Transport that leads to it in memory.

``VirtualPrinter`` is the model behind the virtual printer window, the demonstration and the pty printer. Replies
follow the fixed bits of the Epson ESC/POS reference (DLE EOT, GS a, GS r, GS ( H).
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

from app.devices.printers.escpos_reader import EscPosReader, Token, TokenKind
from app.devices.printers.simulated_paper import SimulatedPaper
from app.devices.printers.transport import LineLostError
from app.domain.till.paper import PaperOp
from app.services.ports.printing import NoAnswerCause, PrinterFault

BUFFER_BYTES = 4_096

_STOPPING = frozenset(
    {PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.OFFLINE, PrinterFault.CUTTER, PrinterFault.POWER_OFF}
)
_MUTE = frozenset({PrinterFault.SILENT, PrinterFault.POWER_OFF, PrinterFault.UNPLUGGED})
_DEAF = frozenset({PrinterFault.POWER_OFF, PrinterFault.UNPLUGGED})


class VirtualPrinter:
    """The model. Bytes in by ``receive``, worked off by ``work``, replies out by ``take_replies``. Safe from any
    thread.
    """

    def __init__(
        self,
        columns: int = 48,
        *,
        knows_process_id: bool = True,
        knows_fence: bool = True,
        chinese_at_start: bool = False,
    ) -> None:
        """``knows_process_id`` False: GS ( H is taken for an unknown command and its data printed, as cheap models do.
        ``knows_fence`` False: GS r is ignored.
        """
        self._paper = SimulatedPaper(columns, chinese_at_start=chinese_at_start)
        self._knows_process_id = knows_process_id
        self._knows_fence = knows_fence
        self._reader = EscPosReader()
        self._buffer: deque[Token] = deque()
        self._buffered = 0
        self._replies = bytearray()
        self._faults: set[PrinterFault] = set()
        self._asb_mask = 0
        self._lock = threading.RLock()
        self._depth = 0
        self._changed = False
        self._listeners: list[Callable[[], None]] = []
        self._schedule: list[tuple[int, Callable[[], None]]] = []
        self._pulses_now = 0
        self.received_bytes = 0
        self.worked_bytes = 0
        self.lost_bytes = 0

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock; when the outermost user is through, tell the listeners, without the lock, if something changed."""
        with self._lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            tell = self._changed and self._depth == 0
            if tell:
                self._changed = False
        if tell:
            for listener in tuple(self._listeners):
                listener()

    # --- SimulatedPrinter -------------------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        return self._paper.columns

    def paper(self) -> tuple[PaperOp, ...]:
        with self._lock:
            return tuple(self._paper.ops)

    def tear_off(self) -> None:
        with self._changing():
            self._paper.ops.clear()
            self._changed = True

    def drawer_opened(self) -> int:
        with self._lock:
            return len(self._paper.drawer_pulses) + self._pulses_now

    def faults(self) -> frozenset[PrinterFault]:
        with self._lock:
            return frozenset(self._faults)

    def set_fault(self, fault: PrinterFault, *, on: bool) -> None:
        with self._changing():
            if (fault in self._faults) == on:
                return
            self._changed = True
            if on:
                self._faults.add(fault)
            else:
                self._faults.discard(fault)
            if fault is PrinterFault.POWER_OFF:
                # Off or on: the buffer and all modes are gone.
                self._buffer.clear()
                self._buffered = 0
                self._replies.clear()
                self._reader.clear()
                self._paper.reset()
                self._asb_mask = 0
            self._push_asb()

    def on_paper(self, callback: Callable[[], None]) -> None:
        self._listeners.append(callback)

    # --- the line's side --------------------------------------------------------------------------------------------

    @property
    def unknown_commands(self) -> tuple[Token, ...]:
        """Commands that no table knows; an encoder's mistake."""
        with self._lock:
            return tuple(self._paper.unknown)

    @property
    def room(self) -> int:
        """Bytes that the receive buffer still takes."""
        with self._lock:
            return BUFFER_BYTES - self._buffered

    @property
    def waiting_bytes(self) -> int:
        """Bytes in the receive buffer."""
        with self._lock:
            return self._buffered

    def receive(self, data: bytes) -> None:
        """Bytes from the line. Real-time commands are answered at once; what the buffer has no room for is lost and
        counted.
        """
        with self._changing():
            if self._faults & _DEAF:
                return
            self.received_bytes += len(data)
            for token in self._reader.feed(data):
                if token.kind is TokenKind.REAL_TIME:
                    self._real_time(token)
                elif self._buffered + _room_taken(token) > BUFFER_BYTES:
                    self.lost_bytes += token.size
                else:
                    self._buffer.append(token)
                    self._buffered += _room_taken(token)

    def work(self, bytes_max: int | None = None) -> int:
        """Work off buffered bytes, at most ``bytes_max``, until the buffer is empty or a fault stops it; bytes worked
        off.
        """
        done = 0
        with self._changing():
            while self._buffer and not self._faults & _STOPPING:
                if bytes_max is not None and done >= bytes_max:
                    break
                token = self._buffer.popleft()
                self._buffered -= _room_taken(token)
                done += token.size
                self.worked_bytes += token.size
                self._carry_out(token)
                self._run_schedule()
                self._changed = True
        return done

    def at_worked(self, offset: int, act: Callable[[], None]) -> None:
        """Run ``act`` when ``offset`` more bytes have been worked off (printed), counted from now."""
        with self._lock:
            self._schedule.append((self.worked_bytes + offset, act))
            self._schedule.sort(key=lambda entry: entry[0])

    def say(self, data: bytes) -> None:
        """Send bytes to the host as they are: junk, half or stale replies."""
        with self._lock:
            self._replies += data

    def take_replies(self) -> bytes:
        """What the printer has to say since the last call."""
        with self._lock:
            data = bytes(self._replies)
            self._replies.clear()
            return data

    def _run_schedule(self) -> None:
        while self._schedule and self._schedule[0][0] <= self.worked_bytes:
            _, act = self._schedule.pop(0)
            act()

    def _carry_out(self, token: Token) -> None:
        if token.name == "GS a":
            self._asb_mask = token.body[0]
            self._push_asb()
        elif token.name == "GS r":
            if self._knows_fence:
                self._answer(bytes((self._paper_bits(),)))
        elif token.name == "GS (" and token.body[:1] == b"H":
            if self._knows_process_id:
                self._answer(b"\x37\x22" + token.body[5:9] + b"\x00")
            else:
                for char in token.body[5:]:
                    self._paper.execute(Token(TokenKind.TEXT, "", bytes((char,)), 1))
        else:
            self._paper.execute(token)

    def _answer(self, data: bytes) -> None:
        if not self._faults & _MUTE:
            self._replies += data

    def _real_time(self, token: Token) -> None:
        if token.name == "DLE EOT":
            self._answer(bytes((self._status_byte(token.body[0]),)))
        elif token.name == "DLE DC4" and token.body[:1] == b"\x01":
            self._pulses_now += 1
            self._changed = True

    def _is_offline(self) -> bool:
        return bool(self._faults & _STOPPING)

    def _paper_bits(self) -> int:
        out = PrinterFault.PAPER_OUT in self._faults
        return (0x0C if out else 0) | (0x03 if out or PrinterFault.NEAR_END in self._faults else 0)

    def _status_byte(self, n: int) -> int:
        faults = self._faults
        value = 0x12
        if n == 1:
            value |= 0x08 if self._is_offline() else 0
        elif n == 2:
            value |= 0x04 if PrinterFault.COVER_OPEN in faults else 0
            value |= 0x20 if PrinterFault.PAPER_OUT in faults else 0
            value |= 0x40 if PrinterFault.CUTTER in faults else 0
        elif n == 3:
            value |= 0x08 if PrinterFault.CUTTER in faults else 0
        elif n == 4:
            bits = self._paper_bits()
            value |= (0x0C if bits & 0x03 else 0) | (0x60 if bits & 0x0C else 0)
        return value

    def _push_asb(self) -> None:
        if not self._asb_mask:
            return
        first = 0x10 | (0x08 if self._is_offline() else 0) | (0x20 if PrinterFault.COVER_OPEN in self._faults else 0)
        second = 0x08 if PrinterFault.CUTTER in self._faults else 0
        self._answer(bytes((first, second, self._paper_bits(), 0)))


def _room_taken(token: Token) -> int:
    """Buffer room of a command: a long picture is worked off while it comes in."""
    return min(token.size, 1_024)


class VirtualTransport:
    """A Transport into a VirtualPrinter in the same process, at the speed of a line."""

    def __init__(self, printer: VirtualPrinter, *, bytes_per_s: float = 11_520.0) -> None:
        self._printer = printer
        self._bytes_per_s = bytes_per_s
        self._open = False
        self._awake = threading.Condition()
        self._woken = False
        printer.on_paper(self._printer_changed)

    @property
    def bytes_per_s(self) -> float:
        return self._bytes_per_s

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self) -> None:
        if PrinterFault.UNPLUGGED in self._printer.faults():
            raise LineLostError(NoAnswerCause.PORT_MISSING, "the virtual printer is unplugged")
        self._open = True

    def close(self, *, discard: bool = False) -> None:
        self._open = False

    def dispose(self) -> None:
        self.close()

    def write_some(self, data: bytes, timeout_s: float) -> int:
        self._check()
        taken = data[: max(0, self._printer.room)]
        if not taken:
            with self._awake:
                self._awake.wait(timeout_s)
            return 0
        self._printer.receive(taken)
        self._printer.work()
        return len(taken)

    def waiting_out(self) -> int:
        return 0

    def read(self, timeout_s: float) -> bytes:
        deadline = time.monotonic() + timeout_s
        with self._awake:
            while True:
                self._check()
                data = self._printer.take_replies()
                left = deadline - time.monotonic()
                if data or self._woken or left <= 0:
                    self._woken = False
                    return data
                self._awake.wait(left)

    def wake(self) -> None:
        with self._awake:
            self._woken = True
            self._awake.notify_all()

    def _printer_changed(self) -> None:
        # A new roll or a closed cover: the buffer goes on printing by itself.
        self._printer.work()
        with self._awake:
            self._awake.notify_all()

    def _check(self) -> None:
        if not self._open or PrinterFault.UNPLUGGED in self._printer.faults():
            self._open = False
            raise LineLostError(NoAnswerCause.UNPLUGGED, "the virtual printer is unplugged")

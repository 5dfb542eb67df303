"""A receipt printer on a pseudo terminal (POSIX): a real serial port to open, with a line speed, a 4 kB buffer and
faults.

For tests, the demonstration and trials without hardware. The bytes it receives are recorded whole, so that a program
which was written by somebody else can judge them.
"""

import contextlib
import os
import select
import threading
import time
import tty
from collections import deque
from collections.abc import Callable
from pathlib import Path

from app.devices.printers.escpos_reader import TokenKind, read_all
from app.devices.printers.simulator import VirtualPrinter
from app.services.ports.printing import PrinterFault

_TICK_S = 0.01
STREAM_BYTES_MAX = 64 * 1024 * 1024
_ARRIVALS_MAX = 100_000


class PtyPrinter:
    """A VirtualPrinter behind a pty. ``port`` is the name to open: a link that stays the same over unplugging."""

    def __init__(
        self,
        folder: Path,
        *,
        printer: VirtualPrinter | None = None,
        baud: int = 9_600,
        speed_factor: float = 1.0,
        print_bytes_per_s: float | None = None,
        name: str = "printer",
    ) -> None:
        """``folder``: where the link is made. ``speed_factor``: how many times faster than ``baud`` time passes on
        the line. ``print_bytes_per_s``: how fast the mechanism works the buffer off, before ``speed_factor``; None:
        at once.
        """
        self.printer = printer or VirtualPrinter()
        self.port = str(folder / name)
        self.bytes_per_s = baud * speed_factor / 10
        self._print_bytes_per_s = None if print_bytes_per_s is None else print_bytes_per_s * speed_factor
        self._tick_s = max(0.0005, _TICK_S / speed_factor)
        self._master = self._slave = -1
        self._stream = bytearray()
        self._reply_delay_s = 0.0
        self._late: list[tuple[float, bytes]] = []
        self._reading = True
        self._schedule: list[tuple[int, Callable[[], None]]] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._main, name="pty-printer", daemon=True)
        self._arrivals: deque[tuple[int, float]] = deque(maxlen=_ARRIVALS_MAX)

    def start(self) -> "PtyPrinter":
        """Plug in and begin."""
        self.replug()
        self._thread.start()
        return self

    def stop(self) -> None:
        """End the thread and remove the port."""
        self._stopping.set()
        self._wake()
        if self._thread.ident is not None:
            self._thread.join(5)
        self.pull()
        with self._lock:
            if self._wake_read >= 0:
                os.close(self._wake_read)
                os.close(self._wake_write)
            self._wake_read = self._wake_write = -1

    def __enter__(self) -> "PtyPrinter":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- what is done to it -----------------------------------------------------------------------------------------

    def pull(self) -> None:
        """Pull the cable: the port is gone and whoever has it open finds out."""
        with self._lock:
            Path(self.port).unlink(missing_ok=True)
            for fd in (self._master, self._slave):
                if fd >= 0:
                    os.close(fd)
            self._master = self._slave = -1
        self._wake()

    def replug(self) -> None:
        """Plug the cable in again: a new terminal under the same name."""
        with self._lock:
            if self._master >= 0:
                return
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            Path(self.port).unlink(missing_ok=True)
            Path(self.port).symlink_to(os.ttyname(self._slave))
        self._wake()

    def set_fault(self, fault: PrinterFault, *, on: bool) -> None:
        """A fault of the model; ``unplugged`` pulls the cable."""
        if fault is PrinterFault.UNPLUGGED:
            if on:
                self.pull()
            else:
                self.replug()
            return
        self.printer.set_fault(fault, on=on)
        self._wake()

    def at_printed(self, offset: int, fault: PrinterFault) -> None:
        """The fault comes when ``offset`` more bytes (real-time commands not counted) have been printed."""
        self.printer.at_worked(offset, lambda: self.printer.set_fault(fault, on=True))

    def at_received(self, offset: int, act: Callable[[], None]) -> None:
        """Run ``act`` on the printer's thread when exactly ``offset`` more bytes have come in, all bytes counted."""
        with self._lock:
            self._schedule.append((len(self._stream) + offset, act))
            self._schedule.sort(key=lambda entry: entry[0])

    def delay_replies(self, seconds: float) -> None:
        """Every reply comes so much later."""
        self._reply_delay_s = seconds

    def stop_reading(self) -> None:
        """Back-pressure: nothing is read from the line until ``go_on_reading``."""
        self._reading = False

    def go_on_reading(self) -> None:
        """Read again."""
        self._reading = True
        self._wake()

    def say(self, data: bytes) -> None:
        """Send bytes to the host as they are."""
        self.printer.say(data)
        self._wake()

    # --- what it has seen -------------------------------------------------------------------------------------------

    def stream(self) -> bytes:
        """Every byte that came in, in order."""
        with self._lock:
            return bytes(self._stream)

    def printed_stream(self) -> bytes:
        """The bytes that came in without real-time commands, ``GS a``, ``GS r`` and ``GS ( H``: what makes paper."""
        return paper_bytes(self.stream())

    def arrived_at(self, offset: int) -> float:
        """When (``time.monotonic``) the byte at ``offset`` of ``stream()`` was read. ValueError: not yet, or too long ago."""
        with self._lock:
            if self._arrivals and self._arrivals[-1][0] > offset:
                for end, moment in self._arrivals:
                    if end > offset:
                        return moment
        raise ValueError("that byte has not arrived")

    @property
    def lost_bytes(self) -> int:
        """Bytes that came in while the buffer was full."""
        return self.printer.lost_bytes

    # --- the thread -------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        with self._lock:
            if self._wake_write >= 0:
                os.write(self._wake_write, b"w")

    def _main(self) -> None:
        wire_at = print_at = time.monotonic()
        while not self._stopping.is_set():
            with self._lock:
                master = self._master
            watched = [self._wake_read] + ([master] if master >= 0 and self._reading else [])
            busy = self.printer.waiting_bytes > 0 or bool(self._late)
            # Bytes that are there already have been waiting: the line was never idle. Otherwise it begins to carry now.
            readable = _readable(watched, 0)
            if not readable:
                readable = _readable(watched, self._tick_s if busy else 0.25)
                wire_at = max(wire_at, time.monotonic())
            if self._wake_read in readable:
                os.read(self._wake_read, 4096)
            if master in readable:
                wire_at = self._take(master, wire_at)
            print_at = self._work(print_at)
            self._reply(master)

    def _take(self, master: int, wire_at: float) -> float:
        """Read what the line has carried by now. ``wire_at``: when the last byte was through."""
        now = time.monotonic()
        allowed = int((now - wire_at) * self.bytes_per_s)
        if allowed < 1:
            time.sleep(max(self._tick_s, 1 / self.bytes_per_s))
            return wire_at
        with self._lock:
            if self._schedule:
                allowed = max(1, min(allowed, self._schedule[0][0] - len(self._stream)))
            if master != self._master:
                return now
            try:
                data = os.read(master, min(allowed, 4096))
            except OSError:
                return now
        if not data:
            return now
        acts = []
        with self._lock:
            self._stream += data
            self._arrivals.append((len(self._stream), now))
            del self._stream[STREAM_BYTES_MAX:]
            while self._schedule and self._schedule[0][0] <= len(self._stream):
                acts.append(self._schedule.pop(0)[1])
        self.printer.receive(data)
        for act in acts:
            act()
        return wire_at + len(data) / self.bytes_per_s

    def _work(self, print_at: float) -> float:
        now = time.monotonic()
        if self._print_bytes_per_s is None:
            self.printer.work()
            return now
        if not self.printer.waiting_bytes:
            return now
        allowed = int((now - print_at) * self._print_bytes_per_s)
        if allowed < 1:
            return print_at
        done = self.printer.work(allowed)
        return print_at + done / self._print_bytes_per_s if done else now

    def _reply(self, master: int) -> None:
        data = self.printer.take_replies()
        now = time.monotonic()
        if data:
            self._late.append((now + self._reply_delay_s, data))
        while self._late and self._late[0][0] <= now:
            _, due = self._late.pop(0)
            with self._lock, contextlib.suppress(OSError):
                if master >= 0 and master == self._master:
                    os.write(master, due)


def _readable(fds: list[int], timeout_s: float) -> list[int]:
    """Which of ``fds`` can be read; none when one of them was closed meanwhile."""
    try:
        return select.select(fds, (), (), timeout_s)[0]
    except (OSError, ValueError):
        return []


def paper_bytes(stream: bytes) -> bytes:
    """A recorded stream without real-time commands, ``GS a``, ``GS r`` and ``GS ( H``: the bytes that make paper."""
    kept = bytearray()
    at = 0
    for token in read_all(stream):
        part = stream[at : at + token.size]
        at += token.size
        asks = token.name in ("GS a", "GS r") or (token.name == "GS (" and token.body[:1] == b"H")
        if token.kind is not TokenKind.REAL_TIME and not asks:
            kept += part
    return bytes(kept + stream[at:])

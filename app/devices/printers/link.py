"""The conversation with one printer over one line: opening, asking for its status, sending paced bytes, hearing
replies.

Knows no jobs. Everything runs on the spooler's thread; time comes from the monotonic clock that is passed in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.devices.printers import status
from app.devices.printers.status import AsbReply, Condition, FenceReply, ProcessReply, RealTimeReply
from app.devices.printers.transport import LineLostError, Transport
from app.services.ports.printing import NoAnswerCause

OUTSTANDING_MAX = 512
"""Most bytes under way at once, so that a status request is answered within about half a second at 9600 baud."""

CHUNK_BYTES = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """All waits of the spooler, in seconds. Tests shorten them together with the simulated line."""

    answer_s: float = 0.3
    fence_s: float = 0.6
    quiet_s: float = 0.05
    poll_s: float = 1.0
    silent_s: float = 5.0
    confirm_s: float = 20.0
    stall_s: float = 2.0
    stall_limit_s: float = 10.0
    paused_limit_s: float = 180.0
    heartbeat_s: float = 10.0
    retry_first_s: float = 0.25
    retry_max_s: float = 5.0
    stop_grace_s: float = 1.5
    drawer_age_max_s: float = 15.0


class PrinterLink:
    """One printer on one line."""

    def __init__(
        self, transport: Transport, timings: Timings, monotonic: Callable[[], float], *, automatic_status: bool = True
    ) -> None:
        """``automatic_status``: ask the printer to report changes by itself (GS a)."""
        self._transport = transport
        self._timings = timings
        self._monotonic = monotonic
        self._automatic_status = automatic_status
        self._parser = status.ReplyParser()
        self._answers: list[int] = []
        self._line_clear_at = 0.0
        self._silent_before = False
        self.condition: Condition | None = None
        self.fences: list[FenceReply] = []
        self.process_ids: list[int] = []
        self.heard_at = 0.0

    @property
    def is_open(self) -> bool:
        return self._transport.is_open

    def open(self) -> None:
        """Open the line, throw away what was said before, set the printer up. Raises LineLostError."""
        self._transport.open()
        self._line_clear_at = self._monotonic()
        self._silent_before = False
        self._parser.reset()
        self.condition = None
        self.drain()
        self.initialise()

    def initialise(self) -> None:
        """Modes that a printer loses when it is switched off: reset, Chinese characters, automatic status."""
        commands = status.INITIALISE + status.CHINESE_ON
        self.command(commands + status.ASB_ON if self._automatic_status else commands)

    def close(self) -> None:
        """Close the line and throw away what is not on the wire yet."""
        self._transport.close(discard=True)

    def drain(self) -> None:
        """Read until the printer has been quiet for a moment; forget the replies."""
        self._read_until_quiet()
        self.fences.clear()
        self.process_ids.clear()

    def _read_until_quiet(self) -> None:
        deadline = self._monotonic() + 20 * self._timings.quiet_s
        quiet_until = self._monotonic() + self._timings.quiet_s
        while (now := self._monotonic()) < min(deadline, quiet_until):
            if self.hear(quiet_until - now):
                quiet_until = self._monotonic() + self._timings.quiet_s
        self._answers.clear()

    def hear(self, timeout_s: float) -> bool:
        """Wait for something to come in and sort it. True when at least one whole reply came."""
        data = self._transport.read(max(0.0, timeout_s))
        if not data:
            return False
        replies = self._parser.feed(data)
        for reply in replies:
            if isinstance(reply, RealTimeReply):
                self._answers.append(reply.value)
            elif isinstance(reply, AsbReply):
                self.condition = status.condition_from_asb(reply.data)
            elif isinstance(reply, FenceReply):
                self.fences.append(reply)
            elif isinstance(reply, ProcessReply):
                self.process_ids.append(reply.number)
        if replies:
            self.heard_at = self._monotonic()
        return bool(replies)

    def query(self) -> Condition | None:
        """Ask for the printer's condition (DLE EOT 1, 2, 4 and 3 where there is an error). None: it does not answer."""
        if self._silent_before:
            # The answers to what was asked in vain before must not be taken for answers to this.
            self._read_until_quiet()
        answers: dict[int, int] = {}
        for n in (status.ASK_PRINTER, status.ASK_OFFLINE, status.ASK_PAPER):
            value = self._ask(n)
            if value is None:
                self._silent_before = True
                return None
            answers[n] = value
        error = self._ask(status.ASK_ERROR) if answers[status.ASK_OFFLINE] & 0x40 else None
        self._silent_before = False
        self.condition = status.condition_from_answers(
            answers[status.ASK_PRINTER], answers[status.ASK_OFFLINE], answers[status.ASK_PAPER], error
        )
        return self.condition

    def _ask(self, n: int) -> int | None:
        self._answers.clear()
        if not self.command(status.ask(n)):
            return None
        # What is still on its way to the printer comes first on the line.
        deadline = max(self._monotonic(), self._line_clear_at) + self._timings.answer_s
        while not self._answers:
            left = deadline - self._monotonic()
            if left <= 0:
                return None
            self.hear(left)
        return self._answers.pop(0)

    def synchronise(self) -> bool:
        """Send a fence and wait for its answer and for quiet, so that no answer to an older fence can come later.
        False: the printer does not answer fences.
        """
        self.drain()
        if not self.command(status.FENCE):
            return False
        deadline = max(self._monotonic(), self._line_clear_at) + self._timings.fence_s
        while not self.fences and (left := deadline - self._monotonic()) > 0:
            self.hear(left)
        answered = bool(self.fences)
        self.drain()
        return answered

    def command(self, data: bytes) -> bool:
        """Send a short command whole. False: the line is stopped and nothing of it was taken. Raises LineLostError,
        also where only a part of it was taken.
        """
        deadline = self._monotonic() + self._timings.answer_s
        sent = 0
        while sent < len(data):
            left = deadline - self._monotonic()
            if left <= 0:
                if sent == 0:
                    return False
                self.close()
                raise LineLostError(NoAnswerCause.SILENT, "the line stopped inside a command")
            sent += self._write(data[sent:], left)
        return True

    def room_in_s(self, size: int) -> float:
        """Seconds until ``size`` more bytes keep within ``OUTSTANDING_MAX``; 0 when they may go now."""
        speed = self._transport.bytes_per_s
        by_time = self._line_clear_at - self._monotonic() - (OUTSTANDING_MAX - size) / speed
        if by_time <= 0 and self._transport.waiting_out() > OUTSTANDING_MAX - size:
            return max(size / speed, 0.005)
        return max(0.0, by_time)

    def line_time_s(self) -> float:
        """Seconds until what was sent is on the wire, by the line's speed."""
        return max(0.0, self._line_clear_at - self._monotonic())

    def send_some(self, data: bytes, timeout_s: float) -> int:
        """Hand over the beginning of ``data``; the bytes that were taken. Raises LineLostError with none taken."""
        return self._write(data[:CHUNK_BYTES], timeout_s)

    def _write(self, data: bytes, timeout_s: float) -> int:
        taken = self._transport.write_some(data, timeout_s)
        if taken:
            now = self._monotonic()
            self._line_clear_at = max(now, self._line_clear_at) + taken / self._transport.bytes_per_s
        return taken

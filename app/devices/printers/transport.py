"""The byte way to a printer, whatever it is made of: the interface, its one error, and the settings of a line."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.services.ports.printing import NoAnswerCause


class FlowControl(StrEnum):
    """How the printer stops the host. On Linux DTR of the printer goes to CTS of the host (``rts_cts``)."""

    NONE = "none"
    RTS_CTS = "rts_cts"
    XON_XOFF = "xon_xoff"
    DSR_DTR = "dsr_dtr"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSettings:
    """A serial line. ``port``: device name, e.g. ``/dev/serial/by-id/…`` or ``COM3``; empty means not configured.

    ``speed_factor``: how many times faster than ``baud`` the line really is; 1 except for simulated lines that are
    sped up.
    """

    port: str
    baud: int = 115_200
    data_bits: int = 8
    parity: str = "N"
    stop_bits: int = 1
    flow: FlowControl = FlowControl.NONE
    speed_factor: float = 1.0

    @property
    def bytes_per_s(self) -> float:
        """Payload bytes that the line carries in a second: ten bits a byte."""
        return self.baud * self.speed_factor / 10


class LineLostError(Exception):
    """The line cannot be opened or has gone. ``cause`` says why; nothing more can be sent until it is opened again."""

    def __init__(self, cause: NoAnswerCause, detail: str = "") -> None:
        super().__init__(detail or cause.value)
        self.cause = cause
        self.detail = detail


class Transport(Protocol):
    """One line to one printer. All methods but ``wake`` belong to the spooler's thread."""

    @property
    def bytes_per_s(self) -> float:
        """The line's speed, for pacing."""

    @property
    def is_open(self) -> bool:
        """Whether ``open`` succeeded and the line has not been closed."""

    def open(self) -> None:
        """Open the line. Raises LineLostError."""

    def close(self, *, discard: bool = False) -> None:
        """Close it; never raises. ``discard``: bytes that are not on the wire yet are thrown away instead of waited
        for.
        """

    def dispose(self) -> None:
        """Close for good and give everything back."""

    def write_some(self, data: bytes, timeout_s: float) -> int:
        """Hand over as many bytes as are taken at once, waiting at most ``timeout_s`` for room; the number that was
        taken (0 when the line is stopped). Raises LineLostError, and then no byte of ``data`` was taken.
        """

    def waiting_out(self) -> int:
        """Bytes taken but not yet on the wire, as far as the system tells; 0 where it does not."""

    def read(self, timeout_s: float) -> bytes:
        """What came in, after waiting at most ``timeout_s`` for something; empty after the time or a ``wake``.
        Raises LineLostError.
        """

    def wake(self) -> None:
        """End a waiting ``read`` early. From any thread, also while closed; the next ``read`` may then end at once."""

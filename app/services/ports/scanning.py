"""Port to the barcode scanners: one reading as a value, and the device that delivers readings."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ScanSource(StrEnum):
    """Where a text came from. ``typed`` is a person at the keyboard, not a scanner."""

    WEDGE = "wedge"
    SERIAL = "serial"
    TYPED = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRead:
    """One reading as the device sent it, without its line end and not yet recognised.

    ``symbology``: the AIM identifier (``]E0``, ``]Q1`` …) where the device sent one, else empty; it is still in front
    of ``text``. ``at_ms``: milliseconds on the device's own clock (monotonic), for duplicate filters only.
    ``incomplete``: the rest was beyond the limit of length, or the line end that this scanner always sends was missing:
    say *scan again*.
    """

    text: str
    symbology: str
    source: ScanSource
    at_ms: int
    incomplete: bool = False


class ScannerState(StrEnum):
    """Whether readings can come in."""

    NOT_CONFIGURED = "not_configured"
    READY = "ready"
    NO_ANSWER = "no_answer"


class ScannerPort(Protocol):
    """A scanner with a line of its own (serial, USB-COM). The keyboard wedge comes in through the window instead."""

    def start(self, on_read: Callable[[ScanRead], None]) -> None:
        """Begin to deliver readings, from the scanner's own thread, in order."""

    def stop(self, timeout_s: float = 2.0) -> None:
        """End the thread; no reading is delivered afterwards."""

    def state(self) -> ScannerState:
        """The last known state."""

    def on_change(self, callback: Callable[[ScannerState], None]) -> None:
        """Call back on each change of state, from the scanner's own thread."""

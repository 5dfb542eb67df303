"""A scanner on a serial line (RS-232 or USB-COM): a thread reads, cuts the bytes into readings and opens the line
again when it was lost.

A reading ends with CR or LF, or with a silence of 80 ms for scanners without a suffix. Once a scanner has sent line
ends, a silence alone no longer ends a reading: a text whose end is missing is delivered as incomplete, never as half
a code.
"""

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.devices.printers.transport import LineLostError, Transport
from app.domain.till.scan_shapes import MAX_SCAN_CHARS
from app.domain.till.wedge import DuplicateFilter
from app.services.ports.scanning import ScannerState, ScanRead, ScanSource

_log = logging.getLogger(__name__)
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerTimings:
    """Waits in seconds; ``duplicate_ms`` in milliseconds."""

    gap_s: float = 0.08
    missing_end_s: float = 0.3
    idle_s: float = 5.0
    retry_first_s: float = 0.25
    retry_max_s: float = 5.0
    duplicate_ms: int = 400


class ReadingCutter:
    """Cuts a stream of bytes into readings. Pure; the caller says when nothing came for a while."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._overflow = False
        self.ends_lines = False

    @property
    def is_empty(self) -> bool:
        """True when no reading has begun."""
        return not self._bytes

    def feed(self, data: bytes) -> list[tuple[str, bool]]:
        """The readings that end within ``data``: text, and whether it was too long."""
        readings: list[tuple[str, bool]] = []
        for value in data:
            if value in _ENDS:
                self.ends_lines = True
                readings += self._take(incomplete=False)
            elif len(self._bytes) < MAX_SCAN_CHARS:
                self._bytes.append(value)
            else:
                self._overflow = True
        return readings

    def silence(self) -> list[tuple[str, bool]]:
        """Nothing came for a while: what was begun is a reading; incomplete where line ends are usual."""
        return self._take(incomplete=self.ends_lines)

    def _take(self, *, incomplete: bool) -> list[tuple[str, bool]]:
        if not self._bytes:
            return []
        data, overflow = bytes(self._bytes), self._overflow
        self._bytes.clear()
        self._overflow = False
        return [(_text(data), incomplete or overflow)]


class SerialScanner:
    """A ScannerPort over one line. ``transport`` None: not configured."""

    def __init__(
        self,
        transport: Transport | None,
        *,
        monotonic: Callable[[], float],
        name: str = "scanner",
        timings: ScannerTimings | None = None,
    ) -> None:
        self._transport = transport
        self._monotonic = monotonic
        self._name = name
        self._timings = timings or ScannerTimings()
        self._duplicates = DuplicateFilter(self._timings.duplicate_ms)
        self._stopping = threading.Event()
        self._retry_s = self._timings.retry_first_s
        self._listeners: list[Callable[[ScannerState], None]] = []
        self._state = ScannerState.NO_ANSWER if transport else ScannerState.NOT_CONFIGURED
        self._thread: threading.Thread | None = None

    def start(self, on_read: Callable[[ScanRead], None]) -> None:
        if self._transport is None or self._thread is not None:
            return
        self._thread = threading.Thread(target=self._main, args=(self._transport, on_read), name=self._name, daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        self._stopping.set()
        if self._transport is not None:
            self._transport.wake()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def state(self) -> ScannerState:
        return self._state

    def on_change(self, callback: Callable[[ScannerState], None]) -> None:
        self._listeners.append(callback)

    def _main(self, transport: Transport, on_read: Callable[[ScanRead], None]) -> None:
        while not self._stopping.is_set():
            try:
                transport.open()
                self._retry_s = self._timings.retry_first_s
                self._set_state(ScannerState.READY)
                self._read_on(transport, on_read)
            except LineLostError as error:
                _log.info("scanner line lost: %s", error.detail)
                self._set_state(ScannerState.NO_ANSWER)
                self._stopping.wait(self._retry_s)
                self._retry_s = min(self._retry_s * 2, self._timings.retry_max_s)
        transport.dispose()

    def _read_on(self, transport: Transport, on_read: Callable[[ScanRead], None]) -> None:
        # A reading that was torn by the cable is not continued by what comes after plugging in.
        cutter = ReadingCutter()
        while not self._stopping.is_set():
            if cutter.is_empty:
                patience = self._timings.idle_s
            else:
                patience = self._timings.missing_end_s if cutter.ends_lines else self._timings.gap_s
            data = transport.read(patience)
            readings = cutter.feed(data) if data else ([] if self._stopping.is_set() else cutter.silence())
            for text, incomplete in readings:
                self._deliver(text, on_read, incomplete=incomplete)

    def _deliver(self, text: str, on_read: Callable[[ScanRead], None], *, incomplete: bool) -> None:
        at_ms = int(self._monotonic() * 1000)
        if not incomplete and not self._duplicates.accepts(text, self._name, at_ms):
            return
        match = _AIM.match(text)
        read = ScanRead(
            text=text,
            symbology=match[0] if match else "",
            source=ScanSource.SERIAL,
            at_ms=at_ms,
            incomplete=incomplete,
        )
        try:
            on_read(read)
        except Exception:
            _log.exception("a reading could not be handled")

    def _set_state(self, state: ScannerState) -> None:
        if state is self._state:
            return
        self._state = state
        for listener in self._listeners:
            try:
                listener(state)
            except Exception:
                _log.exception("a listener to the scanner's state failed")


def _text(data: bytes) -> str:
    """Scanners send ASCII or UTF-8; those set for China send GB18030. Bytes of neither become replacement
    characters.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")

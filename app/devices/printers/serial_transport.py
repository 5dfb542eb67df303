"""The serial line to a printer: opened by pyserial, written and read by an own loop that knows how many bytes were
taken.

pyserial's own ``write`` is not used for jobs on POSIX: it reports a time-out although every byte went out, hides how
many were taken and spins on a full buffer. On Windows, where the file handle cannot be waited for, whole chunks of at
most 64 bytes are written and counted. Every way in which a line fails becomes LineLostError.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import sys
import threading
import time
from typing import Any

from app.devices.printers.transport import FlowControl, LineLostError, LineSettings
from app.services.ports.printing import NoAnswerCause

CHUNK_BYTES = 256
WINDOWS_CHUNK_BYTES = 64
# How often a Windows port is looked at: seldom while idle, often while an answer is due.
_POLL_S, _POLL_SOON_S = 0.05, 0.01

_OPEN_CAUSES = {
    errno.ENOENT: NoAnswerCause.PORT_MISSING,
    errno.ENODEV: NoAnswerCause.PORT_MISSING,
    errno.ENXIO: NoAnswerCause.PORT_MISSING,
    errno.EIO: NoAnswerCause.PORT_MISSING,
    errno.EACCES: NoAnswerCause.NO_PERMISSION,
    errno.EPERM: NoAnswerCause.NO_PERMISSION,
    errno.EAGAIN: NoAnswerCause.PORT_BUSY,
    errno.EBUSY: NoAnswerCause.PORT_BUSY,
}


class SerialTransport:
    """A Transport over a serial port. ``windows`` chooses the other write loop; it is a parameter for its tests."""

    def __init__(self, line: LineSettings, *, windows: bool = sys.platform == "win32") -> None:
        self._line = line
        self._windows = windows
        self._serial: Any = None
        self._fd = -1
        self._wake_event = threading.Event()
        self._wake_lock = threading.Lock()
        self._wake_read, self._wake_write = (-1, -1) if windows else os.pipe()
        if not windows:
            os.set_blocking(self._wake_read, False)
            os.set_blocking(self._wake_write, False)

    @property
    def bytes_per_s(self) -> float:
        return self._line.bytes_per_s

    @property
    def is_open(self) -> bool:
        return self._serial is not None

    def open(self) -> None:
        import serial

        self.close()
        try:
            self._serial = serial.Serial(
                port=self._line.port,
                baudrate=self._line.baud,
                bytesize=self._line.data_bits,
                parity=self._line.parity,
                stopbits=self._line.stop_bits,
                rtscts=self._line.flow is FlowControl.RTS_CTS,
                xonxoff=self._line.flow is FlowControl.XON_XOFF,
                dsrdtr=self._line.flow is FlowControl.DSR_DTR,
                timeout=0,
                write_timeout=1.0 if self._windows else 0,
                exclusive=None if self._windows else True,
            )
            if not self._windows:
                self._fd = self._serial.fileno()
        except Exception as error:
            # pyserial lets SerialException, OSError, ValueError and termios.error out of its constructor.
            self.close()
            raise LineLostError(_open_cause(error), str(error)) from error

    def close(self, *, discard: bool = False) -> None:
        port, self._serial, self._fd = self._serial, None, -1
        if port is None:
            return
        # A line that is already gone may fail on closing too; there is nothing left to do about it.
        if discard:
            with contextlib.suppress(Exception):
                port.reset_output_buffer()
        with contextlib.suppress(Exception):
            port.close()

    def dispose(self) -> None:
        self.close()
        with self._wake_lock:
            if self._wake_read >= 0:
                os.close(self._wake_read)
                os.close(self._wake_write)
                self._wake_read = self._wake_write = -1

    def write_some(self, data: bytes, timeout_s: float) -> int:
        if self._windows:
            return self._write_windows(data[:WINDOWS_CHUNK_BYTES])
        try:
            _, writable, _ = select.select((), (self._open_fd(),), (), timeout_s)
            if not writable:
                return 0
            return os.write(self._fd, data[:CHUNK_BYTES])
        except BlockingIOError:
            # A terminal may call itself writable and take nothing: wait a moment instead of asking again at once.
            time.sleep(min(timeout_s, 0.01))
            return 0
        except (OSError, ValueError) as error:
            raise self._lost(error) from error

    def _write_windows(self, data: bytes) -> int:
        try:
            written = self._serial.write(data)
        except Exception as error:
            # The driver says neither how much of a timed-out chunk went out nor always why: such a chunk counts as
            # taken.
            if type(error).__name__ == "SerialTimeoutException":
                return len(data)
            raise self._lost(error) from error
        return len(data) if written is None else int(written)

    def waiting_out(self) -> int:
        try:
            return int(self._serial.out_waiting)
        except Exception:
            # Not every driver can tell (a pseudo terminal, some converters); pacing by time remains.
            return 0

    def read(self, timeout_s: float) -> bytes:
        if self._windows:
            return self._read_windows(timeout_s)
        try:
            readable, _, _ = select.select((self._open_fd(), self._wake_read), (), (), timeout_s)
            if self._wake_read in readable:
                self._drain_wake()
            if self._fd not in readable:
                return b""
            data = os.read(self._fd, 4096)
        except BlockingIOError:
            return b""
        except (OSError, ValueError) as error:
            raise self._lost(error) from error
        if not data:
            # Readable and empty: the other end has hung up.
            raise self._lost(None)
        return data

    def _read_windows(self, timeout_s: float) -> bytes:
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                data = bytes(self._serial.read(4096))
            except Exception as error:
                raise self._lost(error) from error
            left = deadline - time.monotonic()
            if data or left <= 0:
                return data
            if self._wake_event.wait(min(_POLL_S if timeout_s > 1 else _POLL_SOON_S, left)):
                self._wake_event.clear()
                return b""

    def wake(self) -> None:
        self._wake_event.set()
        # A full pipe is as good as a written one.
        with self._wake_lock, contextlib.suppress(BlockingIOError):
            if self._wake_write >= 0:
                os.write(self._wake_write, b"w")

    def _drain_wake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._wake_read, 256):
                pass

    def _open_fd(self) -> int:
        if self._fd < 0:
            raise OSError(errno.ENODEV, "the line is not open")
        return self._fd

    def _lost(self, error: BaseException | None) -> LineLostError:
        self.close(discard=True)
        return LineLostError(NoAnswerCause.UNPLUGGED, str(error) if error else "hung up")


def _open_cause(error: BaseException) -> NoAnswerCause:
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    text = str(error).lower()
    if number in _OPEN_CAUSES:
        return _OPEN_CAUSES[number]
    if "access is denied" in text or "permission" in text:
        return NoAnswerCause.NO_PERMISSION
    return NoAnswerCause.PORT_BUSY if "exclusively lock" in text else NoAnswerCause.PORT_MISSING

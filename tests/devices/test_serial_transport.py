"""The serial line: counted bytes, short writes, full buffers, every way of failing; and the loop used on Windows."""

from __future__ import annotations

import errno
import os
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from app.devices.printers import serial_transport
from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.transport import FlowControl, LineLostError, LineSettings
from app.services.ports.printing import NoAnswerCause


class Terminal:
    """Both ends of a pty; ``port`` is the name of the host's end."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        os.set_blocking(self.master, False)
        self.port = os.ttyname(self.slave)

    def close(self) -> None:
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)
        self.master = self.slave = -1


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.close()


@pytest.fixture
def line(terminal: Terminal) -> Iterator[SerialTransport]:
    transport = SerialTransport(LineSettings(port=terminal.port))
    transport.open()
    yield transport
    transport.dispose()


def test_bytes_go_out_and_come_in(terminal: Terminal, line: SerialTransport) -> None:
    assert line.write_some(b"\x1b@hello", 1) == 7
    assert os.read(terminal.master, 100) == b"\x1b@hello"
    os.write(terminal.master, b"\x12\x00\x11\x13\x7e")
    assert line.read(1) == b"\x12\x00\x11\x13\x7e"
    assert line.bytes_per_s == 11_520


def test_a_full_buffer_takes_nothing_counts_right_and_burns_nothing(terminal: Terminal, line: SerialTransport) -> None:
    """pyserial's own write would spin here and then say that it failed."""
    taken = 0
    while (now := line.write_some(b"x" * 500, 0.05)) > 0:
        assert now <= 256
        taken += now
    before = time.process_time()
    assert line.write_some(b"x", 0.2) == 0
    assert time.process_time() - before < 0.1
    got = 0
    while got < taken:
        got += len(os.read(terminal.master, 65_536))
    assert got == taken


def test_silence(line: SerialTransport) -> None:
    begun = time.monotonic()
    assert line.read(0.05) == b""
    assert 0.04 < time.monotonic() - begun < 0.5


def test_wake_ends_a_wait(line: SerialTransport) -> None:
    threading.Timer(0.05, line.wake).start()
    begun = time.monotonic()
    assert line.read(5) == b""
    assert time.monotonic() - begun < 1


ACTS: dict[str, Callable[[SerialTransport], object]] = {
    "read": lambda line: line.read(1),
    "write": lambda line: line.write_some(b"x", 1),
}


@pytest.mark.parametrize("act", ACTS)
def test_unplugged(terminal: Terminal, line: SerialTransport, act: str) -> None:
    terminal.close()
    with pytest.raises(LineLostError) as lost:
        ACTS[act](line)
    assert lost.value.cause is NoAnswerCause.UNPLUGGED
    assert not line.is_open
    with pytest.raises(LineLostError):
        line.read(0.1)


def test_a_second_program_finds_the_port_busy(terminal: Terminal, line: SerialTransport) -> None:
    second = SerialTransport(LineSettings(port=terminal.port))
    with pytest.raises(LineLostError) as lost:
        second.open()
    assert lost.value.cause is NoAnswerCause.PORT_BUSY
    second.dispose()


@pytest.mark.parametrize("port", ["missing", ""])
def test_no_such_port(tmp_path: Path, port: str) -> None:
    transport = SerialTransport(LineSettings(port=str(tmp_path / port) if port else ""))
    with pytest.raises(LineLostError) as lost:
        transport.open()
    assert lost.value.cause is NoAnswerCause.PORT_MISSING
    assert not transport.is_open
    transport.dispose()


@pytest.mark.parametrize("flow", list(FlowControl))
def test_flow_control_settings_open(terminal: Terminal, flow: FlowControl) -> None:
    transport = SerialTransport(LineSettings(port=terminal.port, flow=flow))
    transport.open()
    assert transport.is_open
    transport.dispose()


def test_wake_after_dispose_is_harmless(terminal: Terminal) -> None:
    transport = SerialTransport(LineSettings(port=terminal.port))
    transport.open()
    transport.dispose()
    transport.wake()


def refuse(number: int) -> Any:
    def write(_fd: int, _data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    return write


def test_writable_but_taking_nothing(line: SerialTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal may call itself writable and answer EAGAIN: nothing was taken, the line is not lost."""
    monkeypatch.setattr(serial_transport.os, "write", refuse(errno.EAGAIN))
    assert line.write_some(b"x", 0.01) == 0
    assert line.is_open


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.EBADF])
def test_errors_of_a_lost_device(line: SerialTransport, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(serial_transport.os, "write", refuse(number))
    with pytest.raises(LineLostError) as lost:
        line.write_some(b"x", 0.1)
    assert lost.value.cause is NoAnswerCause.UNPLUGGED


class WindowsPort:
    """What pyserial's port does on Windows, as far as the loop for it uses it."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.incoming = b""
        self.error: Exception | None = None
        self.out_waiting = 3

    def write(self, data: bytes) -> int | None:
        if self.error:
            raise self.error
        self.written.append(data)
        return len(data)

    def read(self, _size: int) -> bytes:
        if self.error:
            raise self.error
        data, self.incoming = self.incoming, b""
        return data

    def reset_output_buffer(self) -> None:
        raise OSError("gone")

    def close(self) -> None:
        raise OSError("gone")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SerialTransport, WindowsPort]]:
    port = WindowsPort()
    monkeypatch.setattr(serial, "Serial", lambda **_: port)
    transport = SerialTransport(LineSettings(port="COM3"), windows=True)
    transport.open()
    yield transport, port
    transport.dispose()


def test_windows_writes_counted_chunks(windows: tuple[SerialTransport, WindowsPort]) -> None:
    transport, port = windows
    data, sent = bytes(150), 0
    while sent < len(data):
        sent += transport.write_some(data[sent:], 1)
    assert [len(chunk) for chunk in port.written] == [64, 64, 22]
    assert transport.waiting_out() == 3


def test_windows_counts_a_timed_out_chunk_as_sent(windows: tuple[SerialTransport, WindowsPort]) -> None:
    """The driver does not say how much went out: the job must become unknown, never be repeated."""
    transport, port = windows
    port.error = serial.SerialTimeoutException("Write timeout")
    assert transport.write_some(bytes(100), 1) == 64


def test_windows_reads_and_wakes(windows: tuple[SerialTransport, WindowsPort]) -> None:
    transport, port = windows
    port.incoming = b"\x12"
    assert transport.read(1) == b"\x12"
    assert transport.read(0.01) == b""
    transport.wake()
    begun = time.monotonic()
    assert transport.read(5) == b""
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("act", ACTS)
def test_windows_unplugged(windows: tuple[SerialTransport, WindowsPort], act: str) -> None:
    transport, port = windows
    port.error = serial.SerialException("ClearCommError failed (PermissionError(13))")
    with pytest.raises(LineLostError) as lost:
        ACTS[act](transport)
    assert lost.value.cause is NoAnswerCause.UNPLUGGED
    assert not transport.is_open


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (serial.SerialException("could not open port 'COM9': FileNotFoundError(2)"), NoAnswerCause.PORT_MISSING),
        (serial.SerialException("could not open port 'COM3': PermissionError(13, 'Access is denied.')"), NoAnswerCause.NO_PERMISSION),
        (PermissionError(errno.EACCES, "Permission denied"), NoAnswerCause.NO_PERMISSION),
        (serial.SerialException(errno.EBUSY, "busy"), NoAnswerCause.PORT_BUSY),
        (termios.error(errno.EINVAL, "Invalid argument"), NoAnswerCause.PORT_MISSING),
        (ValueError("Not a valid baudrate"), NoAnswerCause.PORT_MISSING),
    ],
)
def test_why_a_port_does_not_open(monkeypatch: pytest.MonkeyPatch, error: Exception, cause: NoAnswerCause) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(serial, "Serial", fail)
    transport = SerialTransport(LineSettings(port="COM3"), windows=True)
    with pytest.raises(LineLostError) as lost:
        transport.open()
    assert lost.value.cause is cause

"""A scanner on a serial line: a pty double sends, readings come out whole, in order, once; torn ones say so."""

from __future__ import annotations

import os
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.transport import LineSettings
from app.devices.scanners.serial_scanner import ReadingCutter, ScannerTimings, SerialScanner
from app.services.ports.scanning import ScannerState, ScanRead, ScanSource
from tests.fakes.print_jobs import wait_until

EAN = "5901234123457"
CARD = "M799273982"


class PtyScanner:
    """The scanner's end of a pty, under a name that stays the same over unplugging."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "scanner"
        self._master = self._slave = -1

    def plug_in(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port.unlink(missing_ok=True)
        self.port.symlink_to(os.ttyname(self._slave))

    def pull(self) -> None:
        self.port.unlink(missing_ok=True)
        for fd in (self._master, self._slave):
            if fd >= 0:
                os.close(fd)
        self._master = self._slave = -1

    def send(self, data: bytes) -> None:
        os.write(self._master, data)


class Till:
    """What arrives."""

    def __init__(self, scanner: SerialScanner) -> None:
        self.scanner = scanner
        self.reads: list[ScanRead] = []
        self.states: list[ScannerState] = []
        scanner.on_change(self.states.append)

    def gets(self, *texts: str) -> bool:
        return wait_until(lambda: self.texts == list(texts), 2)

    @property
    def texts(self) -> list[str]:
        return [read.text for read in self.reads]


@pytest.fixture
def device(tmp_path: Path) -> Iterator[PtyScanner]:
    made = PtyScanner(tmp_path)
    made.plug_in()
    yield made
    made.pull()


@pytest.fixture
def till(device: PtyScanner) -> Iterator[Till]:
    scanner = SerialScanner(
        SerialTransport(LineSettings(port=str(device.port), baud=9600)),
        monotonic=time.monotonic,
        timings=ScannerTimings(retry_first_s=0.02, retry_max_s=0.05),
    )
    till = Till(scanner)
    scanner.start(till.reads.append)
    assert wait_until(lambda: scanner.state() is ScannerState.READY)
    yield till
    scanner.stop()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_reading_ends_with_its_line_end(device: PtyScanner, till: Till, end: bytes) -> None:
    device.send(EAN.encode() + end + b"]C0" + CARD.encode() + end)
    assert till.gets(EAN, "]C0" + CARD)
    first, second = till.reads
    assert (first.symbology, first.source, first.incomplete) == ("", ScanSource.SERIAL, False)
    assert second.symbology == "]C0"


def test_a_scanner_without_suffix_ends_by_silence(device: PtyScanner, till: Till) -> None:
    device.send(EAN.encode())
    assert till.gets(EAN)
    assert not till.reads[0].incomplete


def test_a_slow_line_does_not_tear_a_reading(device: PtyScanner, till: Till) -> None:
    for char in EAN:
        device.send(char.encode())
        time.sleep(0.01)
    device.send(b"\r")
    assert till.gets(EAN)


def test_a_missing_end_is_told_where_ends_are_usual(device: PtyScanner, till: Till) -> None:
    """Never half a code."""
    device.send(EAN.encode() + b"\r")
    assert till.gets(EAN)
    device.send(CARD[:6].encode())
    assert till.gets(EAN, CARD[:6])
    assert [read.incomplete for read in till.reads] == [False, True]


def test_ten_thousand_characters_are_cut_and_the_next_reading_is_whole(device: PtyScanner, till: Till) -> None:
    device.send(b"7" * 3_000)
    time.sleep(0.02)
    device.send(b"7" * 7_000 + b"\r" + EAN.encode() + b"\r")
    assert till.gets("7" * 512, EAN)
    assert [read.incomplete for read in till.reads] == [True, False]


def test_one_code_twice_in_400_ms_counts_once(device: PtyScanner, till: Till) -> None:
    device.send((EAN + "\r" + EAN + "\r" + CARD + "\r").encode())
    assert till.gets(EAN, CARD)
    time.sleep(0.42)
    device.send((EAN + "\r").encode())
    assert till.gets(EAN, CARD, EAN)


def test_unplugged_and_plugged_in_again(device: PtyScanner, till: Till) -> None:
    """The half reading before is not joined to what comes after."""
    device.send(b"590123")
    device.pull()
    assert wait_until(lambda: till.scanner.state() is ScannerState.NO_ANSWER)
    device.plug_in()
    assert wait_until(lambda: till.scanner.state() is ScannerState.READY)
    device.send((CARD + "\r").encode())
    assert wait_until(lambda: CARD in till.texts)
    assert till.states == [ScannerState.READY, ScannerState.NO_ANSWER, ScannerState.READY]


def test_bytes_that_are_no_text(device: PtyScanner, till: Till) -> None:
    """GS of a GS1 code is kept; GB18030 is read; anything else does no harm."""
    device.send(b"01059\x1d10A\r" + "会员".encode("gb18030") + b"\r\xff\xfe\xff\r" + EAN.encode() + b"\r")
    assert wait_until(lambda: till.texts[-1:] == [EAN])
    assert till.texts[:2] == ["01059\x1d10A", "会员"]


def test_five_hundred_readings_at_once_stay_in_order(device: PtyScanner, till: Till) -> None:
    sent = [f"{number:07d}" for number in range(500)]
    for text in sent:
        device.send(text.encode() + b"\r\n")
    assert till.gets(*sent)


def test_a_handler_that_fails_does_not_end_scanning(
    device: PtyScanner, caplog: pytest.LogCaptureFixture
) -> None:
    got: list[str] = []

    def handle(read: ScanRead) -> None:
        got.append(read.text)
        if len(got) == 1:
            raise ValueError("first one fails")

    scanner = SerialScanner(SerialTransport(LineSettings(port=str(device.port))), monotonic=time.monotonic)
    scanner.start(handle)
    assert wait_until(lambda: scanner.state() is ScannerState.READY)
    device.send(f"{EAN}\r{CARD}\r".encode())
    assert wait_until(lambda: got == [EAN, CARD])
    scanner.stop()
    assert "first one fails" in caplog.text


def test_not_configured() -> None:
    scanner = SerialScanner(None, monotonic=time.monotonic)
    scanner.start(lambda read: None)
    assert scanner.state() is ScannerState.NOT_CONFIGURED
    assert not [thread for thread in threading.enumerate() if thread.name == "scanner"]
    scanner.stop()


def test_waiting_costs_no_processor_time(till: Till) -> None:
    before = time.process_time()
    time.sleep(0.2)
    assert time.process_time() - before < 0.05


def test_cutter_learns_line_ends() -> None:
    cutter = ReadingCutter()
    assert cutter.feed(b"12") == []
    assert cutter.silence() == [("12", False)]
    assert cutter.feed(b"34\r5") == [("34", False)]
    assert cutter.silence() == [("5", True)]
    assert cutter.silence() == []

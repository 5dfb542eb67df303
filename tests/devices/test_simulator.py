"""The simulated printers: paper drawn from bytes written out by hand, replies, faults, the buffer, and a whole receipt."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.devices.printers.escpos_reader import EscPosReader, TokenKind, read_all
from app.devices.printers.pty_printer import PtyPrinter, paper_bytes
from app.devices.printers.simulated_paper import code128_text
from app.devices.printers.simulator import BUFFER_BYTES, VirtualPrinter
from app.domain.till.paper import Align, PaperCode, PaperCut, PaperDots, PaperFeed, PaperRow, PaperSpan
from app.services.ports.printing import PrinterFault


def printed(data: bytes, columns: int = 48) -> VirtualPrinter:
    printer = VirtualPrinter(columns)
    printer.receive(data)
    printer.work()
    return printer


def test_text_styles_and_alignment() -> None:
    data = bytes.fromhex("1b40 1c26 1b6101 1b4501 1d2111") + "积分".encode("gb18030")
    data += bytes.fromhex("1d2100 1b4500 0a 1b6100") + "合计  ￥18.00\n".encode("gb18030")
    assert printed(data).paper() == (
        PaperRow((PaperSpan(text="积分", bold=True, width=2, height=2),), Align.CENTRE),
        PaperRow((PaperSpan(text="合计  ￥18.00"),), Align.LEFT),
    )


def test_rows_wrap_at_the_columns_of_the_paper() -> None:
    """32 columns: 16 hanzi, or 32 letters, or 8 hanzi of double width."""
    rows = [op for op in printed(b"\x1b@\x1c&" + "字".encode("gb18030") * 17 + b"\n", 32).paper() if isinstance(op, PaperRow)]
    assert [row.text for row in rows] == ["字" * 16, "字"]
    rows = [op for op in printed(b"\x1b@" + b"a" * 33 + b"\n", 32).paper() if isinstance(op, PaperRow)]
    assert [row.text for row in rows] == ["a" * 32, "a"]
    wide = printed(b"\x1b@\x1c&\x1d!\x10" + "字".encode("gb18030") * 9 + b"\n", 32).paper()
    assert [row.text for row in wide if isinstance(row, PaperRow)] == ["字" * 8, "字"]


def test_without_chinese_mode_hanzi_are_junk() -> None:
    """A receipt that forgets FS & must look wrong here as on paper."""
    (row,) = printed(b"\x1b@" + "积".encode("gb18030") + b"\n").paper()
    assert isinstance(row, PaperRow)
    assert row.text != "积"
    assert len(row.text) == 2


def test_codes_feeds_cuts_and_dots() -> None:
    data = (
        b"\x1b@\x1ba\x01\x1dh\x50\x1dw\x02\x1dH\x02\x1dkI\x0b{BR{C\x01\x19\x07\x1f\x00\x2a"
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x08\x001P0hello\x1d(k\x03\x001Q0"
        b"\x1dkC\x0d5901234123457"
        b"\x1dv0\x00\x02\x00\x03\x00\xff\x00\xff\x00\xff\x00\x1bd\x02\x1bJ\x10\x1dVB\x00\x1dV\x00"
    )
    assert printed(data).paper() == (
        PaperCode(symbology="code128", data="R012507310042", module=2, height=80, hri=True),
        PaperCode(symbology="qr", data="hello", module=6),
        PaperCode(symbology="ean13", data="5901234123457", module=2, height=80, hri=True),
        PaperDots(width_bytes=2, height=3, data=b"\xff\x00" * 3, align=Align.CENTRE),
        PaperFeed(60),
        PaperFeed(16),
        PaperCut(partial=True),
        PaperCut(partial=False),
    )


def test_code128_sets() -> None:
    assert code128_text(b"{BAb{{1") == "Ab{1"
    assert code128_text(b"{C\x00\x63") == "0099"


def test_drawer_pulses_are_counted() -> None:
    printer = printed(b"\x1bp\x00\x19\xfa")
    assert printer.drawer_opened() == 1
    printer.receive(b"\x10\x14\x01\x00\x01")
    assert printer.drawer_opened() == 2
    assert printer.paper() == ()


def test_unknown_commands_are_kept_for_judging() -> None:
    assert [token.name for token in printed(b"\x1b\x01\x1dZok\n").unknown_commands] == ["ESC \x01", "GS Z"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_bytes_may_come_in_any_pieces(size: int) -> None:
    data = b"\x1b@\x1c&" + "积分\n".encode("gb18030") + b"\x1dkI\x04{BR1\x1d(k\x05\x001P0\x10\x04\x10\x04\x01\x1dVB\x00"
    whole = [(token.kind, token.name, token.body) for token in read_all(data)]
    reader = EscPosReader()
    pieces = [token for at in range(0, len(data), size) for token in reader.feed(data[at : at + size])]
    assert [(token.kind, token.name, token.body) for token in pieces] == whole
    # The status request inside the stored QR data is data; the one after it is a request.
    assert [token.name for token in pieces if token.kind is TokenKind.REAL_TIME] == ["DLE EOT"]


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        (None, "12 12 12 12"),
        (PrinterFault.NEAR_END, "12 12 12 1e"),
        (PrinterFault.PAPER_OUT, "1a 32 12 7e"),
        (PrinterFault.COVER_OPEN, "1a 16 12 12"),
        (PrinterFault.OFFLINE, "1a 12 12 12"),
        (PrinterFault.CUTTER, "1a 52 1a 12"),
        (PrinterFault.SILENT, ""),
        (PrinterFault.POWER_OFF, ""),
    ],
)
def test_status_answers(fault: PrinterFault | None, answers: str) -> None:
    printer = VirtualPrinter()
    if fault:
        printer.set_fault(fault, on=True)
    printer.receive(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04")
    assert printer.take_replies() == bytes.fromhex(answers)


def test_automatic_status_is_pushed_on_each_change() -> None:
    printer = printed(b"\x1da\x0f")
    assert printer.take_replies().hex() == "10000000"
    printer.set_fault(PrinterFault.PAPER_OUT, on=True)
    printer.set_fault(PrinterFault.PAPER_OUT, on=False)
    assert printer.take_replies().hex() == "18000f00" + "10000000"


def test_fence_and_process_id_are_answered_when_printed() -> None:
    printer = VirtualPrinter()
    printer.set_fault(PrinterFault.PAPER_OUT, on=True)
    printer.receive(b"text\n\x1dr\x01\x1d(H\x06\x00000007")
    printer.work()
    assert printer.take_replies() == b""
    printer.set_fault(PrinterFault.PAPER_OUT, on=False)
    printer.work()
    assert printer.take_replies().hex() == "00" + "372230303037 00".replace(" ", "")


def test_a_model_without_process_id_prints_it() -> None:
    printer = VirtualPrinter(knows_process_id=False)
    printer.receive(b"\x1d(H\x06\x00000007\n")
    printer.work()
    assert [row.text for row in printer.paper() if isinstance(row, PaperRow)] == ["0007"]
    assert printer.take_replies() == b""


def test_a_full_buffer_loses_bytes_and_counts_them() -> None:
    printer = VirtualPrinter()
    printer.set_fault(PrinterFault.OFFLINE, on=True)
    printer.receive(b"x" * (BUFFER_BYTES + 100))
    assert (printer.room, printer.lost_bytes) == (0, 100)


def test_power_off_loses_buffer_and_modes() -> None:
    printer = printed(b"\x1b@\x1c&\x1da\x0f")
    printer.set_fault(PrinterFault.PAPER_OUT, on=True)
    printer.receive(b"lost\n")
    printer.set_fault(PrinterFault.POWER_OFF, on=True)
    printer.receive(b"not heard\n")
    printer.set_fault(PrinterFault.PAPER_OUT, on=False)
    printer.set_fault(PrinterFault.POWER_OFF, on=False)
    printer.work()
    assert printer.paper() == ()
    printer.take_replies()
    printer.set_fault(PrinterFault.COVER_OPEN, on=True)
    assert printer.take_replies() == b""  # the automatic status has to be asked for again


def test_tear_off_and_listeners() -> None:
    told: list[int] = []
    printer = VirtualPrinter()
    printer.on_paper(lambda: told.append(len(printer.paper())))
    printer.receive(b"a\n")
    printer.work()
    printer.tear_off()
    assert told == [1, 0]


def test_faults_on_a_schedule() -> None:
    printer = VirtualPrinter()
    printer.at_worked(3, lambda: printer.set_fault(PrinterFault.PAPER_OUT, on=True))
    printer.receive(b"a\nb\nc\n")
    printer.work()
    assert [row.text for row in printer.paper() if isinstance(row, PaperRow)] == ["a"]
    assert printer.waiting_bytes == 3


def test_paper_bytes_leaves_out_the_conversation() -> None:
    stream = b"\x1b@\x1c&\x1da\x0f\x10\x04\x01text\n\x1dr\x01\x10\x14\x01\x00\x01\x1d(H\x06\x00000001\x1dVB\x00"
    assert paper_bytes(stream) == b"\x1b@\x1c&text\n\x1dVB\x00"


def test_the_line_speed_of_the_pty_is_that_of_its_baud(tmp_path: Path) -> None:
    """4,800 bytes at 9600 baud take 5 s; here ten times as fast."""
    import os

    with PtyPrinter(tmp_path, baud=9600, speed_factor=10) as printer:
        fd = os.open(printer.port, os.O_RDWR | os.O_NOCTTY)
        begun = time.monotonic()
        os.write(fd, b"x" * 4_800)
        while len(printer.stream()) < 4_800 and time.monotonic() < begun + 5:
            time.sleep(0.005)
        took = time.monotonic() - begun
        os.close(fd)
        assert 0.45 <= took <= 0.6
        assert printer.lost_bytes == 0

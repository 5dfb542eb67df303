"""What a printer says back: status requests, and a parser that tells the kinds of reply apart in one stream of bytes.

Sources: Epson ESC/POS reference (DLE EOT, GS a, GS r, GS ( H) and Epson TM-T88III manual, appendix G, for telling
replies apart by their fixed bits: DLE EOT ``0xx1xx10``, first of four ASB bytes ``0xx1xx00``, GS r ``0xx0xxxx``,
blocks that begin with 37h, 5Fh or 3Dh and end with 00h; XON 11h and XOFF 13h may stand between any two.
"""

from dataclasses import dataclass

from app.domain.till.print_jobs import JobReason
from app.services.ports.printing import PrinterState

INITIALISE = b"\x1b@"
CHINESE_ON = b"\x1c&"
ASB_ON = b"\x1da\x0f"
FENCE = b"\x1dr\x01"

ASK_PRINTER, ASK_OFFLINE, ASK_ERROR, ASK_PAPER = 1, 2, 3, 4

_XON, _XOFF = 0x11, 0x13
_BLOCK_STARTS = frozenset({0x37, 0x5F, 0x3D})
_BLOCK_MAX = 64


def ask(n: int) -> bytes:
    """DLE EOT n, answered by one byte as soon as the printer reads it."""
    return bytes((0x10, 0x04, n))


def process_id(number: int) -> bytes:
    """GS ( H function 48: answered ``37 22 d1 d2 d3 d4 00`` when everything before it is on paper. ``number`` 1 …
    9999.
    """
    return b"\x1d(H\x06\x0000" + f"{number:04d}".encode("ascii")


@dataclass(frozen=True, slots=True)
class RealTimeReply:
    """The byte that answers DLE EOT."""

    value: int


@dataclass(frozen=True, slots=True)
class AsbReply:
    """Four bytes that the printer sends by itself on each change (GS a)."""

    data: bytes


@dataclass(frozen=True, slots=True)
class FenceReply:
    """The byte that answers GS r 1. Bits 2 and 3 set: the paper has ended."""

    value: int

    @property
    def is_paper_out(self) -> bool:
        return bool(self.value & 0x0C)


@dataclass(frozen=True, slots=True)
class ProcessReply:
    """The answer to GS ( H: the process id that has been printed."""

    number: int


Reply = RealTimeReply | AsbReply | FenceReply | ProcessReply


class ReplyParser:
    """Cuts the incoming bytes into replies. Junk is skipped and counted."""

    def __init__(self) -> None:
        self._asb = bytearray()
        self._block = bytearray()
        self.junk = 0

    def reset(self) -> None:
        """Forget half a reply."""
        self._asb.clear()
        self._block.clear()

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that are complete with ``data``."""
        replies: list[Reply] = []
        for value in data:
            reply = self._byte(value)
            if reply is not None:
                replies.append(reply)
        return replies

    def _byte(self, value: int) -> Reply | None:
        if value in (_XON, _XOFF):
            return None
        if self._block:
            if value == 0 or value >= 0x20:
                return self._in_block(value)
            # Blocks carry text only: the rest of this one never came, and this byte begins something else.
            self.junk += len(self._block)
            self._block.clear()
        if self._asb:
            if value & 0x90 == 0:
                self._asb.append(value)
                if len(self._asb) < 4:
                    return None
                data = bytes(self._asb)
                self._asb.clear()
                return AsbReply(data)
            # The rest of an ASB never came (printer switched off in the middle): this byte begins something else.
            self.junk += len(self._asb)
            self._asb.clear()
        if value & 0x93 == 0x12:
            return RealTimeReply(value)
        if value & 0x93 == 0x10:
            self._asb.append(value)
        elif value in _BLOCK_STARTS:
            self._block.append(value)
        elif value & 0x90 == 0:
            return FenceReply(value)
        else:
            self.junk += 1
        return None

    def _in_block(self, value: int) -> Reply | None:
        self._block.append(value)
        if value != 0 and len(self._block) < _BLOCK_MAX:
            return None
        block = bytes(self._block)
        self._block.clear()
        if len(block) == 7 and block[:2] == b"\x37\x22" and block[2:6].isdigit():
            return ProcessReply(int(block[2:6]))
        self.junk += len(block)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the last status said, one flag a cause."""

    paper_out: bool = False
    near_end: bool = False
    cover_open: bool = False
    cutter: bool = False
    error: bool = False
    offline: bool = False

    @property
    def state(self) -> PrinterState:
        """The one state to show, the most useful cause first."""
        if self.cover_open:
            return PrinterState.COVER_OPEN
        if self.paper_out:
            return PrinterState.PAPER_OUT
        if self.cutter:
            return PrinterState.CUTTER_ERROR
        if self.error:
            return PrinterState.ERROR
        if self.offline:
            return PrinterState.OFFLINE
        return PrinterState.NEAR_END if self.near_end else PrinterState.READY

    @property
    def blocking(self) -> JobReason | None:
        """Why nothing can be printed now, or None."""
        if self.cover_open:
            return JobReason.COVER
        if self.paper_out:
            return JobReason.PAPER
        if self.cutter or self.error:
            return JobReason.ERROR
        return JobReason.OFFLINE if self.offline else None


def condition_from_answers(printer: int, offline: int, paper: int, error: int | None = None) -> Condition:
    """From the bytes answering DLE EOT 1, 2, 4 and, where asked, 3."""
    cutter = error is not None and bool(error & 0x08)
    return Condition(
        paper_out=bool(paper & 0x60) or bool(offline & 0x20),
        near_end=bool(paper & 0x0C),
        cover_open=bool(offline & 0x04),
        cutter=cutter,
        error=bool(offline & 0x40) and not cutter,
        offline=bool(printer & 0x08),
    )


def condition_from_asb(data: bytes) -> Condition:
    """From the four bytes of an automatic status."""
    return Condition(
        paper_out=bool(data[2] & 0x0C),
        near_end=bool(data[2] & 0x03),
        cover_open=bool(data[0] & 0x20),
        cutter=bool(data[1] & 0x08),
        error=bool(data[1] & 0x64),
        offline=bool(data[0] & 0x08),
    )

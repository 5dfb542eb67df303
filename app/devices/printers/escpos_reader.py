"""Cuts a stream of ESC/POS bytes into commands and characters, for the simulated printers.

Written from the command tables of the Epson ESC/POS reference, independently of the encoder, so that a wrong byte
shows. A real-time command (DLE EOT, DLE DC4) is recognised when it is read, but never inside another command's data.
"""

from dataclasses import dataclass
from enum import Enum, auto

DLE, ESC, FS, GS = 0x10, 0x1B, 0x1C, 0x1D


class TokenKind(Enum):
    TEXT = auto()
    CONTROL = auto()
    COMMAND = auto()
    REAL_TIME = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``name``: e.g. ``ESC @``, ``GS ( k``, ``LF``; empty for text. ``body``: what follows the name. ``size``: bytes
    in all.
    """

    kind: TokenKind
    name: str
    body: bytes
    size: int


# Number of fixed parameter bytes after the two bytes of a command.
_FIXED: dict[int, dict[int, int]] = {
    ESC: {
        ord("@"): 0, ord("!"): 1, ord("$"): 2, ord("-"): 1, ord("2"): 0, ord("3"): 1, ord("="): 1, ord("E"): 1, ord("G"): 1,
        ord("J"): 1, ord("M"): 1, ord("R"): 1, ord("T"): 1, ord("V"): 1, ord("a"): 1, ord("d"): 1, ord("e"): 1, ord("i"): 0,
        ord("m"): 0, ord("p"): 3, ord("t"): 1, ord("{"): 1, ord("\\"): 2, ord(" "): 1, ord("c"): 2, ord("S"): 0, ord("L"): 0,
    },
    FS: {ord("&"): 0, ord("."): 0, ord("!"): 1, ord("-"): 1, ord("C"): 1, ord("S"): 2, ord("W"): 1, ord("p"): 2},
    GS: {
        ord("!"): 1, ord("B"): 1, ord("H"): 1, ord("L"): 2, ord("P"): 2, ord("W"): 2, ord("a"): 1, ord("f"): 1, ord("h"): 1,
        ord("r"): 1, ord("I"): 1, ord("w"): 1, ord("/"): 1, ord("\\"): 2, ord("$"): 2,
    },
}  # fmt: skip
_NAMES = {DLE: "DLE", ESC: "ESC", FS: "FS", GS: "GS"}
_CONTROLS = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}
_REAL_TIME_ENQ, _REAL_TIME_EOT, _REAL_TIME_DC4 = 0x05, 0x04, 0x14
_DC4_SIZES = {1: 2, 2: 2, 3: 4, 7: 1, 8: 7}


class EscPosReader:
    """Feed bytes, get the commands that are complete. Half a command waits for its rest."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes) -> list[Token]:
        self._pending += data
        tokens: list[Token] = []
        at = 0
        while at < len(self._pending):
            token = _token(self._pending, at)
            if token is None:
                break
            tokens.append(token)
            at += token.size
        del self._pending[:at]
        return tokens

    def clear(self) -> None:
        """Forget half a command (the printer was switched off)."""
        self._pending.clear()


def read_all(data: bytes) -> list[Token]:
    """The tokens of a complete stream; a torn end is left out."""
    return EscPosReader().feed(data)


def _token(data: bytearray, at: int) -> Token | None:
    first = data[at]
    left = len(data) - at
    if first in _NAMES:
        if left < 2:
            return None
        return _real_time(data, at, left) if first == DLE else _command(data, at, left)
    if first in _CONTROLS:
        return Token(TokenKind.CONTROL, _CONTROLS[first], b"", 1)
    if first < 0x20:
        return Token(TokenKind.UNKNOWN, f"{first:02X}", b"", 1)
    if first < 0x81 or first == 0xFF:
        return Token(TokenKind.TEXT, "", bytes(data[at : at + 1]), 1)
    if left < 2:
        return None
    if data[at + 1] < 0x40:
        # No second half of a GB18030 pair: a lone byte, printed as it is.
        return Token(TokenKind.TEXT, "", bytes(data[at : at + 1]), 1)
    return Token(TokenKind.TEXT, "", bytes(data[at : at + 2]), 2)


def _real_time(data: bytearray, at: int, left: int) -> Token | None:
    second = data[at + 1]
    if second in (_REAL_TIME_EOT, _REAL_TIME_ENQ):
        size = 3
    elif second == _REAL_TIME_DC4:
        if left < 3:
            return None
        size = 3 + _DC4_SIZES.get(data[at + 2], 0)
    else:
        return Token(TokenKind.UNKNOWN, f"DLE {second:02X}", b"", 2)
    if left < size:
        return None
    name = {_REAL_TIME_EOT: "DLE EOT", _REAL_TIME_ENQ: "DLE ENQ", _REAL_TIME_DC4: "DLE DC4"}[second]
    return Token(TokenKind.REAL_TIME, name, bytes(data[at + 2 : at + size]), size)


def _command(data: bytearray, at: int, left: int) -> Token | None:
    first, second = data[at], data[at + 1]
    name = f"{_NAMES[first]} {chr(second)}"
    fixed = _FIXED[first].get(second)
    size = 2 + fixed if fixed is not None else _variable_size(data, at, left)
    if size == 0:
        return Token(TokenKind.UNKNOWN, name, b"", 2)
    if size < 0 or left < size:
        return None
    return Token(TokenKind.COMMAND, name, bytes(data[at + 2 : at + size]), size)


def _variable_size(data: bytearray, at: int, left: int) -> int:
    """Whole size of a command whose length stands in it; -1 while that is not known yet, 0 for an unknown command."""
    first, second = data[at], data[at + 1]
    if second == ord("(") and first in (ESC, FS, GS):
        return -1 if left < 5 else 5 + data[at + 3] + 256 * data[at + 4]
    if first == GS and second == ord("V"):
        if left < 3:
            return -1
        return 4 if data[at + 2] in (65, 66, 97, 98, 103, 104) else 3
    if first == GS and second == ord("k"):
        return _barcode_size(data, at, left)
    if first == GS and second == ord("v"):
        if left < 8:
            return -1
        return 8 + (data[at + 4] + 256 * data[at + 5]) * (data[at + 6] + 256 * data[at + 7])
    if first == ESC and second == ord("*"):
        if left < 5:
            return -1
        return 5 + (data[at + 3] + 256 * data[at + 4]) * (3 if data[at + 2] in (32, 33) else 1)
    if first == ESC and second == ord("D"):
        end = data.find(0, at + 2)
        return -1 if end < 0 else end + 1 - at
    return 0


def _barcode_size(data: bytearray, at: int, left: int) -> int:
    if left < 3:
        return -1
    if data[at + 2] <= 6:
        end = data.find(0, at + 3)
        return -1 if end < 0 else end + 1 - at
    return -1 if left < 4 else 4 + data[at + 3]

"""Typed ESC/POS commands: the only place where bytes for paper and drawer are made (status requests are the transport's own).

Facts from the Epson ESC/POS reference (pages named by command); text goes through `Builder.text`, which refuses control characters, so
no text can become a command.
"""

from __future__ import annotations

import re

from app.documents.document import Style
from app.documents.symbols import code128_plan
from app.documents.text_width import ENCODING

_DRAWER_ON_MS = 50
_DRAWER_OFF_MS = 500
_CONTROL = re.compile("[\\x00-\\x1f\\x7f]")


def drawer_pulse(pin: int = 2) -> bytes:
    """ESC p: opens the drawer on connector pin 2 or 5 (50 ms on, 500 ms off). A job of its own, never part of a receipt."""
    if pin not in (2, 5):
        raise ValueError("the drawer is on pin 2 or pin 5")
    return b"\x1bp" + bytes([0 if pin == 2 else 1, _DRAWER_ON_MS // 2, _DRAWER_OFF_MS // 2])


class Builder:
    """Collects commands and text; writes a change of style only where the style changes."""

    def __init__(self, *, hanzi_size: bool) -> None:
        """`hanzi_size`: the printer scales hanzi by FS ! and not by GS ! alone."""
        self._hanzi_size = hanzi_size
        self._style = Style.NORMAL
        # ESC @ clears the modes; FS & because Chinese mode is not on by default everywhere.
        self._out = bytearray(b"\x1b@\x1c&")

    def text(self, text: str) -> None:
        """Printable text in GB18030. ValueError for control characters and for characters of four bytes."""
        encoded = text.encode(ENCODING)
        two_bytes = len(text) - len(text.encode("ascii", "ignore"))
        if _CONTROL.search(text) or len(encoded) != len(text) + two_bytes:
            raise ValueError("text must pass printable() first")
        self._out += encoded

    def style(self, style: Style) -> None:
        """ESC E and GS ! (with FS ! where the printer needs it)."""
        before = self._style
        if style.bold != before.bold:
            self._out += b"\x1bE" + bytes([style.bold])
        if (style.width, style.height) != (before.width, before.height):
            self._out += b"\x1d!" + bytes([(style.width - 1) << 4 | (style.height - 1)])
            if self._hanzi_size:
                self._out += b"\x1c!" + bytes([(style.width - 1) << 2 | (style.height - 1) << 3])
        self._style = style

    def line_feed(self) -> None:
        """LF: prints the line."""
        self._out += b"\n"

    def white(self, dots: int) -> None:
        """ESC J: white paper below what was printed, in dots."""
        self._out += b"\x1bJ" + bytes([dots])

    def code128(self, data: str, module_dots: int, height_dots: int) -> None:
        """GS k 73 in the planned code sets, centred, without the printer's own caption."""
        payload = bytearray()
        for code_set, characters in code128_plan(data):
            payload += b"{" + code_set.encode("ascii")
            if code_set == "B":
                payload += characters.encode("ascii")
            else:
                payload += bytes(int(characters[i : i + 2]) for i in range(0, len(characters), 2))
        self._centred(
            b"\x1dh" + bytes([height_dots]) + b"\x1dw" + bytes([module_dots]) + b"\x1dH\x00\x1dkI" + bytes([len(payload)]) + bytes(payload)
        )

    def qr(self, data: str, module_dots: int) -> None:
        """GS ( k: model 2, module size, level M, store, print; centred."""
        stored = b"1P0" + data.encode("ascii")
        self._centred(
            b"\x1d(k\x04\x001A2\x00"
            b"\x1d(k\x03\x001C" + bytes([module_dots]) + b"\x1d(k\x03\x001E1"
            b"\x1d(k" + len(stored).to_bytes(2, "little") + stored + b"\x1d(k\x03\x001Q0"
        )

    def _centred(self, command: bytes) -> None:
        self._out += b"\x1ba\x01" + command + b"\x1ba\x00"

    def cut(self) -> None:
        """GS V 66 0: feed to the cutter, partial cut."""
        self._out += b"\x1dVB\x00"

    def feed(self, lines: int) -> None:
        """ESC d: feed empty lines."""
        self._out += b"\x1bd" + bytes([lines])

    def to_bytes(self) -> bytes:
        """The commands so far."""
        return bytes(self._out)

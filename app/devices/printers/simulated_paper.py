"""Turns ESC/POS tokens into paper: the modes of a printer and the rows, codes, dots and cuts that come out of it."""

from dataclasses import dataclass, replace
from itertools import groupby

from app.devices.printers.escpos_reader import Token, TokenKind
from app.domain.till.paper import Align, PaperCode, PaperCut, PaperDots, PaperFeed, PaperOp, PaperRow, PaperSpan

OPS_MAX = 20_000
"""Most pieces of paper kept; older ones are thrown away."""

_DEFAULT_LINE_DOTS = 30
_ALIGNS = {0: Align.LEFT, 1: Align.CENTRE, 2: Align.RIGHT, 48: Align.LEFT, 49: Align.CENTRE, 50: Align.RIGHT}


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    underline: bool = False
    inverse: bool = False
    width: int = 1
    height: int = 1


class SimulatedPaper:
    """The paper and the modes. ``execute`` takes the tokens in the order in which the printer works them off."""

    def __init__(self, columns: int, *, chinese_at_start: bool = False) -> None:
        """``chinese_at_start``: models sold in China come up in Chinese mode; off shows where FS & is missing."""
        self.columns = columns
        self.ops: list[PaperOp] = []
        self.drawer_pulses: list[int] = []
        self.unknown: list[Token] = []
        self._chinese_at_start = chinese_at_start
        self._row: list[tuple[str, _Style]] = []
        self.reset()

    def reset(self) -> None:
        """ESC @: the modes go back to their defaults and a line that is not yet printed is thrown away."""
        self._row.clear()
        self._used = 0
        self._style = _Style()
        self._align = Align.LEFT
        self._chinese = self._chinese_at_start
        self._line_dots = _DEFAULT_LINE_DOTS
        self._bar_height, self._bar_module, self._bar_hri = 162, 3, False
        self._qr_module, self._qr_data = 3, b""

    def execute(self, token: Token) -> None:
        """Carry one token out."""
        if token.kind is TokenKind.TEXT:
            self._print(token.body)
        elif token.kind is TokenKind.CONTROL:
            if token.name == "LF":
                self._end_row()
        elif token.kind is TokenKind.UNKNOWN:
            self.unknown.append(token)
        elif token.kind is TokenKind.COMMAND:
            self._command(token.name, token.body)
        del self.ops[:-OPS_MAX]

    def _print(self, body: bytes) -> None:
        if len(body) == 2 and self._chinese:
            self._put(body.decode("gb18030", "replace"), 2)
        else:
            for value in body:
                self._put(bytes((value,)).decode("cp437"), 1)

    def _put(self, char: str, columns: int) -> None:
        cells = columns * self._style.width
        if self._used + cells > self.columns:
            self._end_row()
        self._row.append((char, self._style))
        self._used += cells

    def _end_row(self) -> None:
        spans = tuple(
            PaperSpan(
                text="".join(char for char, _ in run),
                bold=style.bold,
                underline=style.underline,
                inverse=style.inverse,
                width=style.width,
                height=style.height,
            )
            for style, run in groupby(self._row, key=lambda cell: cell[1])
        )
        self._row.clear()
        self._used = 0
        self.ops.append(PaperRow(spans, self._align))

    def _flush(self) -> None:
        if self._row:
            self._end_row()

    def _command(self, name: str, body: bytes) -> None:
        if name == "ESC @":
            self.reset()
        elif name == "ESC a":
            self._align = _ALIGNS.get(body[0], Align.LEFT)
        elif name in ("ESC E", "ESC G"):
            self._style = replace(self._style, bold=bool(body[0] & 1))
        elif name == "ESC -":
            self._style = replace(self._style, underline=body[0] not in (0, 48))
        elif name == "GS B":
            self._style = replace(self._style, inverse=bool(body[0] & 1))
        elif name == "GS !":
            self._style = replace(self._style, width=(body[0] >> 4 & 7) + 1, height=(body[0] & 7) + 1)
        elif name == "ESC !":
            self._style = replace(
                self._style,
                bold=bool(body[0] & 8),
                width=2 if body[0] & 32 else 1,
                height=2 if body[0] & 16 else 1,
                underline=bool(body[0] & 128),
            )
        elif name == "FS &":
            self._chinese = True
        elif name == "FS .":
            self._chinese = False
        elif name == "ESC d":
            self._flush()
            self._feed(body[0] * self._line_dots)
        elif name == "ESC J":
            self._flush()
            self._feed(body[0])
        elif name == "ESC 2":
            self._line_dots = _DEFAULT_LINE_DOTS
        elif name == "ESC 3":
            self._line_dots = body[0]
        elif name in ("ESC i", "ESC m"):
            self._flush()
            self.ops.append(PaperCut(partial=name == "ESC m"))
        elif name == "GS V":
            self._flush()
            self.ops.append(PaperCut(partial=body[0] not in (0, 48, 65)))
        elif name == "ESC p":
            self.drawer_pulses.append(body[1] * 2)
        elif name == "GS h":
            self._bar_height = body[0]
        elif name == "GS w":
            self._bar_module = body[0]
        elif name == "GS H":
            self._bar_hri = body[0] not in (0, 48)
        elif name == "GS k":
            self._barcode(body)
        elif name == "GS (":
            self._extended(body)
        elif name == "GS v":
            self._flush()
            width = body[2] + 256 * body[3]
            height = body[4] + 256 * body[5]
            self.ops.append(PaperDots(width_bytes=width, height=height, data=body[6:], align=self._align))

    def _feed(self, dots: int) -> None:
        if dots:
            self.ops.append(PaperFeed(dots))

    def _extended(self, body: bytes) -> None:
        """GS ( fn pL pH data."""
        if body[:1] == b"k":
            self._qr(body[3:])

    def _barcode(self, body: bytes) -> None:
        self._flush()
        kind, data = body[0], body[1:]
        if kind <= 6:
            data = data[:-1]
            kind += 65
        else:
            data = data[1:]
        if kind == 73:
            symbology, text = "code128", code128_text(data)
        elif kind == 67:
            symbology, text = "ean13", data.decode("ascii", "replace")
        else:
            symbology, text = f"gs-k-{kind}", data.decode("ascii", "replace")
        self.ops.append(
            PaperCode(
                symbology=symbology,
                data=text,
                module=self._bar_module,
                height=self._bar_height,
                hri=self._bar_hri,
                align=self._align,
            )
        )

    def _qr(self, body: bytes) -> None:
        """``body``: cn fn parameters; cn 31h is QR."""
        if body[:1] != b"1" or len(body) < 2:
            return
        function, rest = body[1], body[2:]
        if function == 0x43 and rest:
            self._qr_module = rest[0]
        elif function == 0x50:
            self._qr_data = rest[1:]
        elif function == 0x51:
            self._flush()
            self.ops.append(
                PaperCode(
                    symbology="qr",
                    data=self._qr_data.decode("utf-8", "replace"),
                    module=self._qr_module,
                    align=self._align,
                )
            )


def code128_text(data: bytes) -> str:
    """The text of a GS k 73 payload: ``{A``, ``{B`` and ``{C`` choose the code set, ``{{`` is a brace; in set C each
    byte is two digits.
    """
    text, code_set, at = "", "", 0
    while at < len(data):
        if data[at] == ord("{") and at + 1 < len(data):
            sign = chr(data[at + 1])
            at += 2
            if sign == "{":
                text += "{"
            elif sign in "ABC":
                code_set = sign
            continue
        text += f"{data[at]:02d}" if code_set == "C" else chr(data[at])
        at += 1
    return text

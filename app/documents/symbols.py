"""Bar codes and QR codes as symbol values and as modules: one plan for the printer's own encoder and for everything that draws.

Code128: ISO/IEC 15417. The patterns come from python-barcode and the QR matrix from qrcode, imported when something is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

QUIET_MODULES = 10

_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
# As bytes of code set C these pairs would read as DLE EOT, DLE ENQ and DLE DC4, which a printer may obey wherever they stand.
_REAL_TIME: Final = frozenset({("16", "04"), ("16", "05"), ("16", "20")})
# Largest payload in bytes of QR versions 1, 2, … at level M (ISO/IEC 18004, table 7).
_QR_M_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)


@lru_cache(16)
def code128_plan(data: str) -> tuple[tuple[str, str], ...]:
    """Pieces (code set, characters): set B for letters and short runs, set C for runs of four digits and more.

    A number like `R012606200047` is B then C, 123 modules wide. A digit pair that would put a real-time command of the printer into
    the data is written in set B.
    """
    pieces: list[tuple[str, str]] = []
    at = 0
    while at < len(data):
        run = at
        while run < len(data) and data[run].isdigit():
            run += 1
        if run - at >= 4:
            odd = (run - at) % 2
            if odd:
                _add(pieces, "B", data[at])
            _add_digits(pieces, data[at + odd : run])
            at = run
        else:
            stop = max(run, at + 1)
            _add(pieces, "B", data[at:stop])
            at = stop
    return tuple(pieces)


def _add_digits(pieces: list[tuple[str, str]], digits: str) -> None:
    pairs = [digits[i : i + 2] for i in range(0, len(digits), 2)]
    for pair, following in zip(pairs, [*pairs[1:], ""], strict=True):
        _add(pieces, "B" if (pair, following) in _REAL_TIME else "C", pair)


def _add(pieces: list[tuple[str, str]], code_set: str, characters: str) -> None:
    if pieces and pieces[-1][0] == code_set:
        pieces[-1] = (code_set, pieces[-1][1] + characters)
    else:
        pieces.append((code_set, characters))


def code128_module_count(data: str) -> int:
    """Width of the bar code in modules, without the quiet zones."""
    return 11 * (len(_values(data)) + 1) + 13


def code128_modules(data: str) -> str:
    """The bars as a string of `1` (ink) and `0`, one per module, without the quiet zones."""
    from barcode.charsets import code128

    values = _values(data)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    codes: list[str] = code128.CODES
    return "".join([*(codes[value] for value in (*values, check)), code128.STOP, "11"])


def _values(data: str) -> tuple[int, ...]:
    values: list[int] = []
    for code_set, characters in code128_plan(data):
        values.append((_SWITCH if values else _START)[code_set])
        if code_set == "B":
            values += [ord(char) - 32 for char in characters]
        else:
            values += [int(characters[i : i + 2]) for i in range(0, len(characters), 2)]
    return tuple(values)


def qr_side(data: str) -> int:
    """Side of the QR code in modules at level M, without the quiet zone."""
    version = next(number for number, most in enumerate(_QR_M_BYTES, 1) if len(data) <= most)
    return 17 + 4 * version


def qr_matrix(data: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, True is ink, without the quiet zone."""
    import qrcode

    code = qrcode.QRCode(version=(qr_side(data) - 17) // 4, error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(data, optimize=0)
    code.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())

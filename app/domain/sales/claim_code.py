"""The code of a claim: `C1.` + the twelve digits of the sale number + `.` + a mark of sixteen letters and digits.

The mark is taken from the till's signature over the sale's own event, which stands in the journal and on no paper: nobody makes one
without the till, and one of another sale fits no other.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode

_SHAPE = re.compile(r"C1\.(\d{12})\.([A-Z2-7]{16})", re.ASCII)
_PURPOSE = b"jifentai claim 1\0"


def claim_code(number: str, signature: bytes) -> str:
    """The code of a sale (`R` + 12 digits) whose event bears this signature."""
    mark = b32encode(hashlib.sha256(_PURPOSE + number.encode() + signature).digest()[:10]).decode()
    return f"C1.{number[1:]}.{mark}"


def claimed_number(code: str) -> str | None:
    """The sale number in a code, None for what is no claim code."""
    match = _SHAPE.fullmatch(code)
    return None if match is None else f"R{match[1]}"

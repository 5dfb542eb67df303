"""A laid-out document as plain text: for files, for the log of a job and as the preview's accessible description."""

from __future__ import annotations

from app.documents.layout import Code, LaidOut, Line, Op
from app.documents.text_width import centred

_NAMES = {"code128": "CODE128", "qr": "QR"}


def to_text(laid: LaidOut) -> str:
    """One text line per printed line, codes as `[CODE128 …]` and `[QR …]` in the middle; ends with a line feed."""
    lines = [text for op in laid.ops for text in _lines(op, laid.paper.columns)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(op: Op, width: int) -> tuple[str, ...]:
    match op:
        case Line():
            return (op.text,)
        case Code():
            return (centred(f"[{_NAMES[op.kind]} {op.data}]", width),)
    return ()

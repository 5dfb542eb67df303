"""A laid-out document as the bytes of one print job."""

from __future__ import annotations

from app.documents.document import Style
from app.documents.escpos import Builder
from app.documents.layout import GAP_DOTS, GLYPH_DOTS, Code, LaidOut, Line
from app.documents.profiles import PrinterProfile

# A printer without a cutter: enough paper for the tear bar to clear the last line.
_TEAR_LINES = 5
PRACTICE_WORDS = ("练习 不作凭证", "PRACTICE")
"""What stands above and below every paper of a till that practises (EDGE-19)."""


def to_bytes(laid: LaidOut, profile: PrinterProfile) -> bytes:
    """The whole job: initialise, text, codes, feed, cut. The drawer is a job of its own (`escpos.drawer_pulse`).

    ValueError when the document was laid out for another paper.
    """
    if laid.paper != profile.paper:
        raise ValueError(f"laid out for {laid.paper}, the printer has {profile.paper}")
    builder = Builder(hanzi_size=profile.hanzi_size == "gs_fs")
    if profile.practice:
        _mark(builder)
    for op in laid.ops:
        match op:
            case Line():
                for run in op.runs:
                    builder.style(run.style)
                    builder.text(run.text)
                builder.line_feed()
                if op.glyph_dots > GLYPH_DOTS:
                    builder.white(GAP_DOTS)
            case Code(kind="code128"):
                builder.code128(op.data, op.module_dots, op.height_dots)
                builder.white(GAP_DOTS)
            case Code():
                builder.qr(op.data, op.module_dots)
                builder.white(GAP_DOTS)
            case _:
                if profile.practice:
                    _mark(builder)
                builder.style(Style.NORMAL)
                if profile.cutter:
                    builder.cut()
                else:
                    builder.feed(_TEAR_LINES)
    return builder.to_bytes()


def _mark(builder: Builder) -> None:
    """Twice as high as anything but the total, in both languages: who finds the paper has to see it."""
    for words in PRACTICE_WORDS:
        builder.style(Style.BIG)
        builder.text(words)
        builder.line_feed()
        builder.white(GAP_DOTS)
    builder.style(Style.NORMAL)

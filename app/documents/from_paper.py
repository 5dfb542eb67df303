"""What a simulated printer has put on paper, as a laid-out document: so that its window paints it with the same hands as the preview."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.document import Paper, Style
from app.documents.layout import Code, CutHere, LaidOut, Line, Op, Run
from app.documents.symbols import code128_module_count, qr_side
from app.documents.text_width import columns
from app.domain.till.paper import Align, PaperCode, PaperCut, PaperOp, PaperRow, PaperSpan

_PAPERS = {32: Paper(32, 384), 42: Paper(42, 512), 48: Paper(48, 576)}


def from_paper(ops: Sequence[PaperOp], paper_columns: int) -> LaidOut:
    """The printed rows and codes of a printer of 32, 42 or 48 columns; ValueError for other widths.

    Bands of dots and feeds are left out.
    """
    if paper_columns not in _PAPERS:
        raise ValueError(f"no such paper: {paper_columns} columns")
    paper = _PAPERS[paper_columns]
    laid: list[Op] = []
    for op in ops:
        match op:
            case PaperRow():
                laid.append(_line(op, paper))
            case PaperCode():
                laid.append(_code(op))
            case PaperCut():
                laid.append(CutHere())
    return LaidOut("", paper, tuple(laid))


def _line(row: PaperRow, paper: Paper) -> Line:
    runs = tuple(Run(span.text, _style(span)) for span in row.spans)
    free = paper.columns - sum(run.columns for run in runs)
    shift = {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[row.align]
    if shift > 0 and columns(row.text):
        runs = (Run(" " * shift, Style.NORMAL), *runs)
    return Line(runs)


def _style(span: PaperSpan) -> Style:
    if span.width > 1:
        return Style.BIG
    if span.height > 1:
        return Style.TALL
    return Style.BOLD if span.bold else Style.NORMAL


def _code(code: PaperCode) -> Code:
    if code.symbology == "qr":
        side = qr_side(code.data) * code.module
        return Code("qr", code.data, code.module, side, side)
    width = code128_module_count(code.data) * code.module
    return Code("code128", code.data, code.module, width, code.height)

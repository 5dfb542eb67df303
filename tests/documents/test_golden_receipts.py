"""Golden receipts: readable text and exact bytes. `JIFENTAI_UPDATE_GOLDEN=1` rewrites them; the diff is then reviewed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.documents.document import Document
from app.documents.earning_slip import earning_slip
from app.documents.layout import lay_out
from app.documents.receipt import receipt
from app.documents.refund_slip import refund_slip
from app.documents.render_escpos import to_bytes
from app.documents.render_text import to_text
from tests.documents.examples import (
    ENROLMENT_EN,
    ENROLMENT_ZH,
    MEMBER_EN,
    MEMBER_ZH,
    REFUND_EN,
    REFUND_WALKIN_ZH,
    REFUND_ZH,
    REVIEW_ZH,
    WALKIN_EN,
    WALKIN_ZH,
)
from tests.documents.printers import profile

GOLDEN = Path(__file__).parents[1] / "golden" / "receipts"
UPDATE = os.environ.get("JIFENTAI_UPDATE_GOLDEN") == "1"

CASES: tuple[tuple[str, str, Document], ...] = tuple(
    (f"{width}-{kind}", f"generic-{width}", document)
    for width in ("58", "80")
    for kind, document in (
        ("member-zh", receipt(MEMBER_ZH, "zh")),
        ("member-en", receipt(MEMBER_EN, "en")),
        ("walkin-zh", receipt(WALKIN_ZH, "zh")),
        ("walkin-en", receipt(WALKIN_EN, "en")),
        ("refund-zh", refund_slip(REFUND_ZH, "zh")),
        ("refund-en", refund_slip(REFUND_EN, "en")),
        ("refund-walkin-zh", refund_slip(REFUND_WALKIN_ZH, "zh")),
        ("enrolment-zh", earning_slip(ENROLMENT_ZH, "zh")),
        ("enrolment-en", earning_slip(ENROLMENT_EN, "en")),
        ("review-zh", earning_slip(REVIEW_ZH, "zh")),
    )
)


@pytest.mark.parametrize(("name", "printer", "document"), CASES, ids=[case[0] for case in CASES])
def test_receipt_is_the_golden_one(name: str, printer: str, document: Document) -> None:
    """Receipts and the slips of returns (EDGE-05: every point that moved stands on the paper), readable and byte by byte."""
    shipped = profile(printer)
    laid = lay_out(document, shipped.paper)
    text, job = to_text(laid).encode("utf-8"), to_bytes(laid, shipped)
    if UPDATE:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / f"{name}.txt").write_bytes(text)
        (GOLDEN / f"{name}.bin").write_bytes(job)
    assert text.decode() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert job == (GOLDEN / f"{name}.bin").read_bytes()


def test_nothing_else_lies_among_the_golden_receipts() -> None:
    wanted = {f"{case[0]}.{end}" for case in CASES for end in ("txt", "bin")}
    assert {path.name for path in GOLDEN.iterdir()} == wanted

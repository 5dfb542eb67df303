"""Codes as drawn: read back from their modules by zxing-cpp, a decoder that is not ours."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.documents.document import PAPER_58, PAPER_80, PAPER_80_42, Code128, Document, Paper, Qr
from app.documents.layout import Code, lay_out
from app.documents.paper_picture import PaperPicture, paper_picture
from app.documents.receipt import receipt
from app.documents.symbols import code128_module_count, code128_modules, code128_plan, qr_matrix, qr_side
from tests.documents.examples import MEMBER_ZH

MARGIN = 32


def drawn(picture: PaperPicture) -> Image.Image:
    """The ink boxes of a picture on white paper with its margin."""
    image = Image.new("L", (picture.width + 2 * MARGIN, picture.height + 2 * MARGIN), 255)
    pen = ImageDraw.Draw(image)
    for box in picture.boxes:
        x, y = box.x + MARGIN, box.y + MARGIN
        pen.rectangle((x, y, x + box.width - 1, y + box.height - 1), fill=0)
    return image


def read(picture: PaperPicture) -> list[tuple[str, str]]:
    return sorted((str(code.format), code.text) for code in zxingcpp.read_barcodes(drawn(picture)))


def test_a_sale_number_takes_sets_b_and_c() -> None:
    assert code128_plan("R012606200047") == (("B", "R"), ("C", "012606200047"))
    assert code128_module_count("R012606200047") == 123


@pytest.mark.parametrize(
    ("data", "plan"),
    [
        ("M12345678", (("B", "M"), ("C", "12345678"))),
        ("R12345", (("B", "R1"), ("C", "2345"))),
        ("ABC-12", (("B", "ABC-12"),)),
        ("12345678", (("C", "12345678"),)),
        ("R012606201604", (("B", "R"), ("C", "01260620"), ("B", "16"), ("C", "04"))),
    ],
)
def test_plan(data: str, plan: tuple[tuple[str, str], ...]) -> None:
    assert code128_plan(data) == plan


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"[A-Z0-9-]{1,16}", fullmatch=True))
def test_any_bar_code_reads_back(data: str) -> None:
    modules = code128_modules(data)
    assert len(modules) == code128_module_count(data)
    image = Image.new("L", (len(modules) * 3 + 80, 80), 255)
    pen = ImageDraw.Draw(image)
    for place, module in enumerate(modules):
        if module == "1":
            pen.rectangle((40 + place * 3, 0, 42 + place * 3, 79), fill=0)
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)
    assert code.text == data


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200))
def test_any_qr_code_has_the_planned_size_and_reads_back(data: str) -> None:
    matrix = qr_matrix(data)
    assert len(matrix) == qr_side(data)
    laid = lay_out(Document("t", (Qr(data),)), PAPER_80)
    assert [text for _, text in read(paper_picture(laid))] == [data]


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80_42, PAPER_80])
def test_the_drawn_receipt_shows_its_number(paper: Paper) -> None:
    picture = paper_picture(lay_out(receipt(MEMBER_ZH, "zh"), paper))
    assert [text for _, text in read(picture)] == ["R012606200047"]


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80_42, PAPER_80])
@pytest.mark.parametrize("number", ["R012606200047", "R012606201604", "R012606160447"])
def test_every_sale_number_fits_its_paper_with_quiet_zones(paper: Paper, number: str) -> None:
    (code,) = lay_out(Document("t", (Code128(number),)), paper).ops
    assert isinstance(code, Code)
    assert code.width_dots + 20 * code.module_dots <= paper.dots
    assert code.module_dots == (2 if paper is PAPER_58 or (paper is PAPER_80_42 and number != "R012606200047") else 3)


@pytest.mark.parametrize("length", [1, 30, 60, 200])
def test_a_qr_code_is_at_least_22_mm_and_fits_58_mm_paper(length: int) -> None:
    (code,) = lay_out(Document("t", (Qr("x" * length),)), PAPER_58).ops
    assert isinstance(code, Code)
    assert 22 * 8 <= code.width_dots <= 384 - 8 * code.module_dots


@pytest.mark.parametrize("data", ["", "R" * 21, "R\x1b", "数", "R 1", "{B"])
def test_bar_code_data_is_checked(data: str) -> None:
    with pytest.raises(ValueError, match="bar code"):
        Code128(data)


@pytest.mark.parametrize("data", ["", "x" * 201, "a\x10\x04", "扫"])
def test_qr_data_is_checked(data: str) -> None:
    with pytest.raises(ValueError, match="QR"):
        Qr(data)

"""The PDF: size of the paper, embedded fonts, the drawn code readable, the same bytes for the same input."""

from __future__ import annotations

import base64
import re
import zlib
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from app.documents.document import PAPER_58, PAPER_80, Paper
from app.documents.layout import lay_out
from app.documents.paper_picture import paper_picture
from app.documents.receipt import receipt
from app.documents.render_pdf import PdfFonts, to_pdf
from tests.documents.examples import MEMBER_ZH

FONT_DIR = Path(__file__).parents[2] / "resources" / "fonts"
FONTS = PdfFonts(FONT_DIR / "NotoSansSC-Regular.ttf", FONT_DIR / "NotoSansSC-Bold.ttf")


def pdf(paper: Paper) -> bytes:
    return to_pdf(lay_out(receipt(MEMBER_ZH, "zh"), paper), FONTS)


def page_content(data: bytes) -> str:
    """The drawing operators of the page."""
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            content = zlib.decompress(base64.a85decode(match[1].strip().removesuffix(b"~>")))
        except ValueError:
            continue
        if b" re f" in content:
            return content.decode("latin-1")
    raise AssertionError("no page content found")


@pytest.mark.parametrize(("paper", "roll_mm"), [(PAPER_58, 58), (PAPER_80, 80)])
def test_page_is_as_wide_as_the_roll_and_has_its_fonts_inside(paper: Paper, roll_mm: int) -> None:
    data = pdf(paper)
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
    assert box is not None
    assert float(box[1]) == pytest.approx(roll_mm * 72 / 25.4, abs=0.01)
    assert float(box[2]) > float(box[1])
    assert data.count(b"/FontFile2") >= 2
    assert b"NotoSansSC" in data
    assert pdf(paper) == data


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_the_code_in_the_pdf_reads_as_the_sale_number(paper: Paper) -> None:
    picture = paper_picture(lay_out(receipt(MEMBER_ZH, "zh"), paper))
    height = picture.height + 200
    image = Image.new("L", (picture.width + 200, height), 255)
    pen = ImageDraw.Draw(image)
    bars = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f", page_content(pdf(paper)))
    assert len(bars) == len(picture.boxes)
    for left, low, wide, high in (tuple(map(float, bar)) for bar in bars):
        pen.rectangle((left, height - low - high, left + wide - 1, height - low - 1), fill=0)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["R012606200047"]


def test_every_character_of_the_receipt_is_drawn_once() -> None:
    picture = paper_picture(lay_out(receipt(MEMBER_ZH, "zh"), PAPER_80))
    content = page_content(pdf(PAPER_80))
    assert len(re.findall(r" Tj\b", content)) == len(picture.glyphs)


def test_a_missing_font_is_an_os_error(tmp_path: Path) -> None:
    broken = PdfFonts(tmp_path / "none.ttf", tmp_path / "none.ttf")
    with pytest.raises(OSError, match=r"none\.ttf"):
        to_pdf(lay_out(receipt(MEMBER_ZH, "zh"), PAPER_58), broken)

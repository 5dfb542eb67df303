"""A member's card as PDF: its pages have their sizes, and what is drawn there reads back as the card's number (MEM-03, MEM-04)."""

from __future__ import annotations

import base64
import re
import zlib

import zxingcpp
from PIL import Image, ImageDraw

from app.documents.card_sheet import A4, CARD, CardFace, card_pdf
from app.documents.render_pdf import PdfFonts
from app.domain.members.card import card_number
from app.support.resources import resource

FONTS = PdfFonts(resource("fonts/NotoSansSC-Regular.ttf"), resource("fonts/NotoSansSC-Bold.ttf"))
POINTS_A_MM = 72 / 25.4
DOTS_A_POINT = 300 / 72


def pages(data: bytes) -> list[str]:
    """The drawing commands of each page."""
    found = []
    for match in re.finditer(rb"/ASCII85Decode /FlateDecode \].*?stream\r?\n(.*?)endstream", data, re.DOTALL):
        content = zlib.decompress(base64.a85decode(match[1].strip().removesuffix(b"~>")))
        if b" re f" in content:
            found.append(content.decode("latin-1"))
    return found


def codes(page: str, size: tuple[float, float]) -> list[tuple[str, str]]:
    """What a decoder that is not ours reads on a page drawn at 300 dots an inch."""
    width, height = (round(side * POINTS_A_MM * DOTS_A_POINT) for side in size)
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    for box in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f", page):
        left, low, wide, high = (float(side) * DOTS_A_POINT for side in box)
        pen.rectangle((round(left), round(height - low - high), round(left + wide) - 1, round(height - low) - 1), fill=0)
    return sorted((str(code.format), code.text) for code in zxingcpp.read_barcodes(image))


def test_every_code_of_card_and_page_reads_back() -> None:
    """MEM-03, MEM-04: Code128 and QR on the card, and a large QR on the page."""
    for serial in (0, 20264881, 99_999_999, *range(31_415_926, 31_415_926 + 5)):
        number = card_number(serial)
        card, page = pages(card_pdf(CardFace("邻里便利", "林**", number), FONTS))
        found = codes(card, CARD)
        assert [text for _, text in found] == [number, number]
        assert len({form for form, _ in found}) == 2, found
        assert [text for _, text in codes(page, A4)] == [number] * 3


def test_the_pages_have_the_sizes_of_a_card_and_of_a4() -> None:
    data = card_pdf(CardFace("邻里便利", "林**", card_number(1)), FONTS)
    boxes = [tuple(map(float, box.split()[2:])) for box in re.findall(r"/MediaBox \[ ([\d. ]+) \]", data.decode("latin-1"))]
    assert [tuple(round(side / POINTS_A_MM, 1) for side in box) for box in boxes] == [(85.6, 54.0), (210.0, 297.0)]
    assert card_pdf(CardFace("邻里便利", "林**", card_number(1)), FONTS) == data

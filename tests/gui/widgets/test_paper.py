"""Paper: the preview and the picture file carry the same lines, and both are read by a decoder that we did not write."""

from __future__ import annotations

import pytest
import zxingcpp
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.documents.document import Align, Code128, Cut, Document, Pair, Paper, Qr, Rule, Style, Text
from app.documents.layout import lay_out
from app.documents.paper_picture import PaperPicture, paper_picture
from app.gui.theme.look import Look
from app.gui.theme.tokens import load_tokens
from app.gui.widgets.paper import PaperView, paper_image

NUMBER = "R012606200047"
CLAIM = "JF-CLAIM-4711-8812"


def receipt() -> Document:
    return Document(
        "小票",
        (
            Text("邻里便利", style=Style.BIG, align=Align.CENTER),
            Rule(),
            Pair("现磨美式咖啡 中杯", "12.00"),
            Pair("合计 8 件", "￥49.60", style=Style.TALL),
            Qr(CLAIM),
            Code128(NUMBER, caption=NUMBER),
            Cut(),
        ),
    )


def decoded(image: QImage) -> set[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
    return {code.text for code in zxingcpp.read_barcodes(pixels)}


@pytest.mark.parametrize("columns", [32, 48])
def test_the_picture_has_the_printers_dots_and_its_codes_are_readable(look: Look, columns: int) -> None:
    paper = Paper(columns, columns * 12)
    image = paper_image(paper_picture(lay_out(receipt(), paper)))
    assert image.width() == {32: 384, 48: 576}[columns]
    assert decoded(image) == {NUMBER, CLAIM}
    assert QColor(image.pixel(0, 0)) == load_tokens().paper


def test_the_preview_is_readable_too_and_has_its_text_for_readers(look: Look, qtbot: QtBot) -> None:
    paper = Paper(48, 576)
    view = PaperView(look)
    qtbot.addWidget(view)
    view.resize(640, 900)
    view.show()
    view.show_picture(paper_picture(lay_out(receipt(), paper)), "邻里便利 ￥49.60")
    QTest.qWait(1)
    assert decoded(view.sheet.grab().toImage()) == {NUMBER, CLAIM}
    assert view.sheet.accessibleDescription() == "邻里便利 ￥49.60"


def test_a_character_stays_in_its_cell(look: Look) -> None:
    paper = Paper(48, 576)
    for text, columns in (("WWWW", 4), ("积分", 4), ("mi1.", 4)):
        picture = paper_picture(lay_out(Document("t", (Text(text),)), paper))
        image = paper_image(picture)
        inked = [x for x in range(image.width()) for y in range(image.height()) if QColor(image.pixel(x, y)).lightness() < 128]
        assert inked, text
        assert max(inked) < columns * 12 + 1, text


def test_no_paper_draws_nothing(look: Look, qtbot: QtBot) -> None:
    view = PaperView(look)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.show_picture(None)
    assert view.sheet.height_at(300) == 0
    assert paper_image(PaperPicture(576, 0, (), ())).width() == 576

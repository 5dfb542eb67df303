"""The printer's test page on every shipped printer and in both languages."""

from __future__ import annotations

import pytest

from app.documents.document import Language
from app.documents.layout import lay_out
from app.documents.profiles import PrinterProfile
from app.documents.render_escpos import to_bytes
from app.documents.render_text import to_text
from app.documents.test_page import test_page as self_test_page
from tests.documents.printers import all_profiles
from tests.documents.strict_tokens import tokens


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("shipped", all_profiles(), ids=lambda shipped: shipped.name)
def test_both_rulers_fill_the_paper_and_every_command_is_known(shipped: PrinterProfile, lang: Language) -> None:
    laid = lay_out(self_test_page(shipped, lang), shipped.paper)
    lines = to_text(laid).splitlines()
    ruler = next(line for line in lines if line.startswith("----+----1"))
    hanzi = next(line for line in lines if line.startswith("一二三"))
    assert len(ruler) == len(hanzi) * 2 == shipped.paper.columns
    assert ruler[::10] == "-" * len(ruler[::10])
    assert ruler[9::10] == "123456789"[: shipped.paper.columns // 10]
    names = {token.name for token in tokens(to_bytes(laid, shipped))}
    assert {"bar code", "qr data", "bold", "size"} <= names
    assert ("hanzi size" in names) == (shipped.hanzi_size == "gs_fs")
    assert ("cut" in names) == shipped.cutter

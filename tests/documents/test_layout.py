"""Documents laid out for the three papers."""

from __future__ import annotations

import pytest

from app.documents.document import (
    PAPER_58,
    PAPER_80,
    PAPER_80_42,
    Align,
    Cut,
    Document,
    Element,
    Feed,
    ItemRow,
    Items,
    Pair,
    Paper,
    Rule,
    Style,
    Text,
)
from app.documents.layout import CutHere, Line, Run, lay_out
from app.documents.paper_picture import Glyph, paper_picture
from app.documents.render_text import to_text


def lines(element: Element, paper: Paper = PAPER_58) -> list[str]:
    return to_text(lay_out(Document("t", (element,)), paper)).splitlines()


def test_only_real_papers_exist() -> None:
    with pytest.raises(ValueError, match="no such paper"):
        Paper(40, 480)
    assert (PAPER_58.roll_mm, PAPER_80_42.roll_mm, PAPER_80.roll_mm) == (58, 80, 80)


def test_text_is_centred_and_right_aligned_by_blanks() -> None:
    assert lines(Text("谢谢", align=Align.CENTER)) == [" " * 14 + "谢谢"]
    assert lines(Text("谢谢", align=Align.RIGHT)) == [" " * 28 + "谢谢"]
    assert lines(Text("谢谢", indent=2)) == ["  谢谢"]


def test_a_big_line_is_twice_as_wide() -> None:
    (line,) = lay_out(Document("t", (Text("邻里便利", Style.BIG, Align.CENTER),)), PAPER_58).ops
    assert line == Line((Run(" " * 8, Style.NORMAL), Run("邻里便利", Style.BIG)))
    assert isinstance(line, Line)
    assert [run.columns for run in line.runs] == [8, 16]
    assert lines(Text("一二三四五六七八九", Style.BIG)) == ["一二三四五六七八", "九"]


def test_a_pair_reaches_the_right_edge_on_every_paper() -> None:
    for paper in (PAPER_58, PAPER_80_42, PAPER_80):
        (line,) = lines(Pair("合计", "￥1.00"), paper)
        assert len(line.encode("gb18030")) == paper.columns


def test_a_long_label_wraps_and_a_value_is_never_cut() -> None:
    assert lines(Pair("再得 825 分可换一个很长很长的", "316 不锈钢保温杯")) == [
        "再得 825 分可换一个很长很长的",
        " " * 16 + "316 不锈钢保温杯",
    ]
    assert lines(Pair("a" * 40, "1.00")) == ["a" * 32, "a" * 8 + " " * 20 + "1.00"]


def test_the_short_label_is_taken_where_the_long_one_does_not_fit() -> None:
    pair = Pair("小票 01-0620-0047", "2026-06-20 14:33", left_short="01-0620-0047")
    assert lines(pair, PAPER_58) == ["01-0620-0047    2026-06-20 14:33"]
    assert lines(pair, PAPER_80)[0].startswith("小票 01-0620-0047 ")


GOODS = Items(
    ("商品", "单价", "数量", "金额"),
    (
        ItemRow(name="鲜肉大包", price="3.00", qty="2", amount="6.00", note="会员价 · 优惠 -1.00"),
        ItemRow(name="山涧 饮用天然水 550ml 整箱", price="2.00", qty="2", amount="4.00"),
    ),
)


def test_goods_stand_in_columns_on_wide_paper() -> None:
    assert lines(GOODS, PAPER_80) == [
        "商品                      单价   数量       金额",
        "鲜肉大包                  3.00      2       6.00",
        "  会员价 · 优惠 -1.00",
        "山涧 饮用天然水 550ml 整箱",
        "                          2.00      2       4.00",
    ]


def test_goods_stand_below_their_names_on_narrow_paper() -> None:
    assert lines(GOODS, PAPER_58) == [
        "鲜肉大包",
        "          3.00    x2        6.00",
        "  会员价 · 优惠 -1.00",
        "山涧 饮用天然水 550ml 整箱",
        "          2.00    x2        4.00",
    ]


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80_42, PAPER_80])
def test_large_figures_stay_apart_and_on_the_paper(paper: Paper) -> None:
    row = ItemRow(name="a", price="99,999,999.99", qty="999", amount="99,999,999.99")
    printed = lines(Items(("", "", "", ""), (row,)), paper)
    assert all(len(line) <= paper.columns for line in printed)
    assert printed[-1].split()[-3:] == ["99,999,999.99", "x999" if paper is PAPER_58 else "999", "99,999,999.99"]


def test_rules_feeds_and_cut() -> None:
    laid = lay_out(Document("t", (Rule(), Rule("="), Feed(2), Cut())), PAPER_58)
    assert laid.ops[-1] == CutHere()
    assert [op.text for op in laid.ops[:4] if isinstance(op, Line)] == ["-" * 32, "=" * 32, "", ""]


def test_all_text_passes_the_sink() -> None:
    evil = "a\x1b@b\u202e"
    rows = (ItemRow(name=evil, price=evil, qty="1", amount=evil, note=evil),)
    elements = (Text(evil), Pair(evil, evil, left_short=evil), Items((evil,) * 4, rows))
    text = to_text(lay_out(Document(evil, elements), PAPER_80))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert lay_out(Document(evil, elements), PAPER_80).title == "a@b"


def test_glyph_cells_follow_the_columns() -> None:
    document = Document("t", (Text("中a"), Text("大", Style.TALL), Text("双", Style.BIG)))
    picture = paper_picture(lay_out(document, PAPER_58))
    assert picture.glyphs == (
        Glyph("中", 0, 0, 24, 24, bold=False),
        Glyph("a", 24, 0, 12, 24, bold=False),
        Glyph("大", 0, 30, 24, 48, bold=True),
        Glyph("双", 0, 84, 48, 48, bold=True),
    )
    assert (picture.width, picture.height) == (384, 138)

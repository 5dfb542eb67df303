"""The printer's test page: shows at a glance whether width, Chinese, sizes, codes and cut are set right."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.document import (
    Align,
    Code128,
    Cut,
    Document,
    Feed,
    Language,
    Pair,
    Qr,
    Rule,
    Style,
    Text,
)
from app.documents.profiles import PrinterProfile

_CODE = "TEST-0123456789"
_QR = "https://example.invalid/jifentai-test"
_HANZI = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    title: str
    columns: str
    chinese: str
    tall: str
    big: str
    bold: str
    edge: tuple[str, str]
    ask: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        title="小票机测试页",
        columns="{} 列 · {} 点",
        chinese="中文 GB18030：鑫淼犇囍喆，￥·×…“”",
        tall="倍高 ABC 123",
        big="倍宽倍高 123",
        bold="加粗 ABC 123",
        edge=("左边", "右边"),
        ask="两把尺子同宽、汉字都放大、两个码扫得出，就是设对了。",
    ),
    "en": _Words(
        title="Printer test page",
        columns="{} columns, {} dots",
        chinese="Chinese GB18030: 鑫淼犇囍喆，￥·×…“”",
        tall="Tall 中文 123",
        big="Big 中文 123",
        bold="Bold 中文 123",
        edge=("left", "right"),
        ask="Right if both rulers are equally wide, the hanzi grow too, and both codes scan.",
    ),
}


def test_page(profile: PrinterProfile, lang: Language) -> Document:
    """The test page for one printer, headed by its profile's title."""
    paper = profile.paper
    w = _WORDS[lang]
    ruler = "".join(str(n // 10 % 10) if n % 10 == 0 else ("+" if n % 5 == 0 else "-") for n in range(1, paper.columns + 1))
    hanzi = (_HANZI * 3)[: paper.columns // 2]
    return Document(
        w.title,
        (
            Text(w.title, Style.BIG, Align.CENTER),
            Text(profile.title[lang], align=Align.CENTER),
            Text(w.columns.format(paper.columns, paper.dots), align=Align.CENTER),
            Text(ruler),
            Text(hanzi),
            Text(w.chinese),
            Text(w.bold, Style.BOLD),
            Text(w.tall, Style.TALL),
            Text(w.big, Style.BIG),
            Pair(*w.edge),
            Rule("="),
            Code128(_CODE, _CODE),
            Feed(),
            Qr(_QR),
            Feed(),
            Text(w.ask),
            Feed(),
            Cut(),
        ),
    )

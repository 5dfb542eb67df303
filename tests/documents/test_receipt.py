"""What stands on the sale receipt, in which order, and what is left out where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.document import PAPER_58, PAPER_80, Language, Paper, Style
from app.documents.layout import Line, lay_out
from app.documents.receipt import NextTier, ReceiptData, ReceiptMember, receipt
from app.documents.render_text import to_text
from tests.documents.examples import MEMBER_EN, MEMBER_ZH, WALKIN_EN, WALKIN_ZH


def text(data: ReceiptData, lang: Language = "zh", paper: Paper = PAPER_80) -> str:
    return to_text(lay_out(receipt(data, lang), paper))


def member(**changes: object) -> ReceiptData:
    assert MEMBER_ZH.member is not None
    return replace(MEMBER_ZH, member=replace(MEMBER_ZH.member, **changes))  # type: ignore[arg-type]


def style_of(data: ReceiptData, words: str) -> Style:
    for op in lay_out(receipt(data, "zh"), PAPER_80).ops:
        if isinstance(op, Line) and words in op.text:
            return op.runs[-1].style
    raise AssertionError(f"{words} is not on the receipt")


def in_order(printed: str, *parts: str) -> None:
    places = [printed.index(part) for part in parts]
    assert places == sorted(places)


def test_points_block_says_earned_why_used_before_and_after() -> None:
    """LESSON-21, EDGE-01: points earned with one line per rule, used, balance, next to expire, next reward and tier are on the paper."""
    in_order(
        text(MEMBER_ZH),
        "会员积分",
        "林** 金卡 *******6027",
        "本单得分",
        "+89",
        "消费每1元积1分 +41",
        "金卡1.5倍 +21",
        "周六乳品双倍 +17",
        "咖啡每杯10分 +10",
        "余 0.03 分留到下次",
        "本单使用",
        "-800",
        "原有积分",
        "2,386",
        "积分余额",
        "1,675",
        "下次到期 2026-07-31",
        "146 分",
        "再得 825 分可换",
        "316 不锈钢保温杯",
        "距铂金卡",
        "再消费 ￥1,538.40",
    )


def test_rules_of_the_programme_are_on_the_paper() -> None:
    """COM-11: the customer reads how points are earned, used and how long they last."""
    rule = "每 1 元 1 分 · 100 分抵 1 元 · 12 个月有效"
    in_order(text(MEMBER_ZH), rule, "积分抵扣部分不积分", "[CODE128 R012606200047]", "校验 3fa94c1e")


def test_total_earned_and_balance_are_tall_and_the_shop_is_big() -> None:
    assert style_of(MEMBER_ZH, "邻里便利") is Style.BIG
    assert {style_of(MEMBER_ZH, words) for words in ("合计 8 件", "本单得分", "积分余额")} == {Style.TALL}
    assert style_of(MEMBER_ZH, "找零") is Style.BOLD
    assert style_of(MEMBER_ZH, "现金") is Style.NORMAL


def test_a_walk_in_reads_what_the_sale_was_worth() -> None:
    printed = text(WALKIN_ZH)
    assert "这单值 33 分" in printed
    assert "积分余额" not in printed
    assert "这单值" not in text(replace(WALKIN_ZH, sale_points=None))


def test_member_lines_without_content_are_left_out() -> None:
    printed = text(
        replace(
            MEMBER_ZH,
            change_minor=0,
            discounts=(),
            rules=(),
            footer="",
            member=ReceiptMember(masked_name="林**", tier_name="", masked_phone="", points_before=0, points_earned=0, points_after=0),
        )
    )
    for words in ("找零", "优惠 0", "本单使用", "下次到期", "可换", "距", "欠分", "待生效", "留到下次", "None"):
        assert words not in printed
    assert "会员积分" + " " * 36 + "林**" in printed


def test_debt_and_pending_points_are_named() -> None:
    printed = text(member(points_owed=120, points_pending=89))
    in_order(printed, "积分余额", "尚欠积分", "120", "另有待生效")
    assert "再得 1,200 分" in text(member(next_tier=NextTier("铂金卡", points_missing=1200)))


@pytest.mark.parametrize(("lang", "mark"), [("zh", "补打 2"), ("en", "COPY 2")])
def test_a_copy_says_so_twice_in_double_height(lang: Language, mark: str) -> None:
    laid = lay_out(receipt(replace(MEMBER_ZH, copy_number=2), lang), PAPER_58)
    marks = [op for op in laid.ops if isinstance(op, Line) and mark in op.text]
    assert len(marks) == 2
    assert {run.style for op in marks for run in op.runs if mark in run.text} == {Style.BIG}
    assert mark not in text(MEMBER_ZH, lang)


@pytest.mark.parametrize(("lang", "mark"), [("zh", "练习 不作凭证"), ("en", "TRAINING - NOT A RECEIPT")])
def test_training_says_so_first_and_last(lang: Language, mark: str) -> None:
    lines = text(replace(MEMBER_ZH, training=True), lang, PAPER_58).splitlines()
    assert lines[0].strip() == lines[-1].strip() == mark


@pytest.mark.parametrize("data", [MEMBER_EN, WALKIN_EN])
@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_english_receipt_has_no_chinese_words(data: ReceiptData, paper: Paper) -> None:
    assert text(data, "en", paper).replace("￥", "").isascii()


@pytest.mark.parametrize("number", ["", "012606200047", "R01260620004", "X012606200047", "R01260620004a", "R０12606200047"])
def test_only_a_sale_number_is_taken(number: str) -> None:
    with pytest.raises(ValueError, match="sale number"):
        receipt(replace(MEMBER_ZH, sale_number=number), "zh")


def test_a_minus_is_ascii_and_the_currency_sign_is_full_width() -> None:
    printed = text(MEMBER_ZH)
    assert "￥" in printed
    assert not set("¥−–") & set(printed)


@pytest.mark.parametrize(
    ("lang", "aside"), [("zh", ("其中还欠分", "其中待生效", "其中待核查")), ("en", ("of which pay", "not usable yet", "under review"))]
)
def test_earned_points_that_cannot_be_used_say_why(lang: Language, aside: tuple[str, str, str]) -> None:
    """LESSON-21: before + earned − what is named here − used = balance, on every paper."""
    printed = text(member(points_to_debt=7777, points_waiting=6666, points_in_review=5555), lang)
    in_order(printed, aside[0], "7,777", aside[1], "6,666", aside[2], "5,555")

"""The bytes of a print job: exact commands, only whitelisted ones whatever the names contain, and within the byte budget."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import escpos
from app.documents.document import PAPER_58, PAPER_80, Code128, Cut, Document, Qr, Style, Text
from app.documents.layout import lay_out
from app.documents.receipt import EarnedBy, NextReward, ReceiptLine, ReceiptTender, receipt
from app.documents.render_escpos import to_bytes
from app.documents.render_text import to_text
from tests.documents.examples import MEMBER_EN, MEMBER_ZH
from tests.documents.printers import all_profiles, profile
from tests.documents.strict_tokens import printed_lines, tokens

NASTY = (
    "\x1b@",
    "\x1bp\x00\x19\xfa",
    "\x1dV\x00",
    "\x10\x04\x01",
    "\x10\x14\x01\x00\x01",
    "\x1c.",
    "\x1d(k\x03\x001Q0",
    "\n\n\n",
    "\r",
    "\t",
    "\x00",
    "\x7f",
    "\x9b",
    "\u202eabc\u202c",
    "\u2066x\u2069",
    "\u200b\ufeff",
    "😀👩‍👩‍👧",
    "𠮷㐀䶮",
    "\ue000\U000f0000",
    "\ud83d",
    "\u2028",
    "e\u0301\u0301\u0301",
    "¥£€₽",
    "{B{C",
    "x" * 500,
    "鑫" * 500,
)
hostile = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=20)), max_size=6).map("".join)


def job(elements: tuple[object, ...], name: str = "generic-80") -> bytes:
    shipped = profile(name)
    return to_bytes(lay_out(Document("t", elements), shipped.paper), shipped)  # type: ignore[arg-type]


def test_every_job_starts_with_reset_and_chinese_mode() -> None:
    for shipped in all_profiles():
        data = to_bytes(lay_out(receipt(MEMBER_ZH, "zh"), shipped.paper), shipped)
        assert data.startswith(b"\x1b@\x1c&")
        assert b"\x1c." not in data


def test_chinese_is_two_bytes_and_bold_and_size_come_and_go() -> None:
    data = job((Text("中文 ABC"), Text("大", Style.TALL), Text("x"), Cut()))
    assert data == (b"\x1b@\x1c&\xd6\xd0\xce\xc4 ABC\n\x1bE\x01\x1d!\x01\xb4\xf3\n\x1bJ\x06\x1bE\x00\x1d!\x00x\n\x1dVB\x00")


def test_printers_that_need_it_get_the_hanzi_size_command() -> None:
    data = job((Text("大", Style.BIG), Text("x")), "generic-80-fs")
    assert b"\x1bE\x01\x1d!\x11\x1c!\x0c\xb4\xf3\n" in data
    assert b"\x1d!\x00\x1c!\x00x\n" in data


def test_a_printer_without_cutter_feeds_past_the_tear_bar() -> None:
    assert job((Text("x"), Cut()), "generic-58").endswith(b"x\n\x1bd\x05")


def test_sale_number_is_one_native_bar_code_in_sets_b_and_c() -> None:
    # R in set B, twelve digits as six bytes in set C: 2 + 1 + 2 + 6 = 11 bytes.
    wanted = b"\x1dkI\x0b{BR{C" + bytes([1, 26, 6, 20, 0, 47])
    assert wanted in job((Code128("R012606200047"),))


@pytest.mark.parametrize("number", ["R012606201604", "R012606201605", "R012606201620", "R012606160447", "R012606162001"])
def test_a_sale_number_never_spells_a_real_time_command(number: str) -> None:
    """Sale 1604, or sale 0447 on the 16th, in set C would hold the bytes 10 04: a status request in the middle of the bar code."""
    data = job((Code128(number),))
    assert b"{B16{C" in data
    tokens(data)


def test_qr_commands() -> None:
    data = job((Qr("https://a.example/1"),))
    assert b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C" in data
    assert b"\x1d(k\x16\x001P0https://a.example/1\x1d(k\x03\x001Q0" in data


def test_drawer_pulse_is_a_job_of_its_own() -> None:
    assert escpos.drawer_pulse() == bytes.fromhex("1b 70 00 19 fa")
    assert escpos.drawer_pulse(5) == bytes.fromhex("1b 70 01 19 fa")
    assert b"\x1bp" not in job((Text("x"), Cut()))
    with pytest.raises(ValueError, match="pin"):
        escpos.drawer_pulse(3)


@pytest.mark.parametrize("bad", ["a\x1bb", "a\nb", "\x7f", "😀", "¥", "\x80"])
def test_the_builder_refuses_text_that_was_not_made_printable(bad: str) -> None:
    with pytest.raises(ValueError, match="printable"):
        escpos.Builder(hanzi_size=False).text(bad)


def test_a_document_for_another_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="laid out for"):
        to_bytes(lay_out(Document("t", ()), PAPER_58), profile("generic-80"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_six_line_member_receipt_at_48_columns_is_at_most_2000_bytes(lang: str) -> None:
    data = MEMBER_ZH if lang == "zh" else MEMBER_EN
    assert len(data.lines) == 6
    assert data.member is not None
    job_bytes = to_bytes(lay_out(receipt(data, lang), PAPER_80), profile("generic-80"))  # type: ignore[arg-type]
    assert len(job_bytes) <= 2000


@settings(max_examples=150, deadline=None)
@given(text=hostile, other=hostile, name=st.sampled_from([p.name for p in all_profiles()]))
def test_no_name_becomes_a_command(text: str, other: str, name: str) -> None:
    """SEC: whatever a member, a product or the shop is called, the job holds only whitelisted commands and the text that is shown."""
    assert MEMBER_ZH.member is not None
    data = replace(
        MEMBER_ZH,
        shop_name=text,
        store_name=other,
        cashier=other,
        till=text,
        lines=(ReceiptLine(name=text, unit_price_minor=1, qty=1, amount_minor=1, tags=(other, text)),),
        tenders=(ReceiptTender(text, 1, other),),
        member=replace(
            MEMBER_ZH.member,
            masked_name=text,
            tier_name=other,
            earned_by=(EarnedBy(text, 1),),
            carried=other,
            next_reward=NextReward(other, 1),
        ),
        rules=(text, other),
        journal_hash=text,
        footer=other,
    )
    shipped = profile(name)
    laid = lay_out(receipt(data, "zh"), shipped.paper)
    found = tokens(to_bytes(laid, shipped))
    assert [token.name for token in found].count("cut") == (1 if shipped.cutter else 0)
    assert [token.name for token in found].count("init") == 1
    assert [token.name for token in found].count("bar code") == 1
    shown = [line for line in to_text(laid).splitlines() if "[CODE128 R" not in line]
    printed = printed_lines(to_bytes(laid, shipped))
    assert printed[: len(shown)] == shown
    assert not any(printed[len(shown) :])
    assert all(len(line.encode("gb18030")) <= shipped.paper.columns for line in printed)

"""Chinese and English: every text has its translation with the same placeholders; figures and dates as the design writes them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from app.gui.i18n import Texts, amount, clock, count, money, qm_lookup, short_money, signed, ts_lookup
from app.gui.theme.fonts import uncovered
from app.gui.theme.look import Look
from tests.gui.translations import placeholders, sources, texts_in, translations


def test_every_text_has_a_chinese_translation_with_the_same_placeholders() -> None:
    known = translations()
    missing = [source for source in sources() if not known.get(source)]
    assert missing == []
    for source, chinese in known.items():
        assert placeholders(source) == placeholders(chinese), source


def test_the_compiled_file_says_the_same_as_its_source() -> None:
    compiled, plain = qm_lookup("zh_CN"), ts_lookup("zh_CN")
    for source in translations():
        assert compiled(source) == plain(source)
    assert compiled("no such text") == "no such text"


def test_chinese_texts_use_full_width_punctuation_and_no_banned_words() -> None:
    for source, chinese in translations().items():
        assert not any(word in chinese for word in ("系统", "操作", "失败")), source


def test_the_bundled_font_draws_every_text(look: Look) -> None:
    for source, chinese in translations().items():
        assert uncovered(source + chinese) == "", source


def test_the_extractor_finds_literals_and_only_those() -> None:
    code = 't("a {n}", n=1); self.texts.plural("one", "many", 3); mark("m"); t(x); t("b" if y else "c"); other("d"); t("")'
    assert list(texts_in(code)) == ["a {n}", "one", "many", "m", "b", "c"]


def test_switching_is_live_and_listeners_that_are_gone_are_not_called() -> None:
    class Screen:
        def __init__(self) -> None:
            self.renders = 0

        def render(self) -> None:
            self.renders += 1

    texts = Texts("zh_CN", ts_lookup)
    screen, gone = Screen(), Screen()
    texts.language_changed.connect(screen.render)
    texts.language_changed.connect(gone.render)
    del gone
    assert texts("Take payment") == "收款"
    texts.set_language("en")
    texts.set_language("en")
    assert texts("Take payment") == "Take payment"
    assert screen.renders == 1
    texts.language_changed.disconnect(screen.render)
    texts.set_language("zh_CN")
    assert screen.renders == 1


def test_placeholders_are_filled_and_a_missing_value_is_an_error() -> None:
    texts = Texts("zh_CN")
    assert texts("Remove {name}", name="储值") == "去掉 储值"
    with pytest.raises(KeyError):
        texts("Remove {name}", other="x")


def test_money_points_and_signs_on_screen() -> None:
    assert money(123450) == "¥1,234.50"
    assert money(-100) == "\u2212¥1.00"
    assert amount(5) == "0.05"
    assert short_money(5000) == "¥50"
    assert short_money(2160) == "¥21.60"
    assert count(1284965) == "1,284,965"
    assert signed(104) == "+104"
    assert signed(-42) == "\u221242"
    assert signed(0) == "0"


def test_dates_in_both_languages() -> None:
    day = dt.date(2026, 6, 20)
    zh, en = Texts("zh_CN", ts_lookup), Texts("en")
    assert zh.date_with_weekday(day) == "6月20日 周六"
    assert en.date_with_weekday(day) == "Sat 20 Jun"
    assert zh.date_with_year(day) == "2026年6月20日"
    assert en.date_with_year(day) == "20 Jun 2026"
    assert clock(dt.time(9, 5)) == "09:05"
    assert zh.points(2386) == "2,386 分"
    assert (en.points(1), en.points(2)) == ("1 pt", "2 pts")


def test_texts_work_without_an_application() -> None:
    code = "from app.gui.i18n import Texts; print(Texts('zh_CN')('Take payment'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").strip() == "收款"

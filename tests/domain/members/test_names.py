"""What may be seen of a person: on screen, on paper; and what may be typed as a name."""

from __future__ import annotations

import pytest

from app.domain.errors import Refusal
from app.domain.members.names import NAME_MAX, clean_name, clean_text, name_on_paper, name_on_screen
from app.domain.members.phone import normal_phone, phone_on_paper, phone_on_screen


@pytest.mark.parametrize(
    ("name", "honorific", "zh", "en", "paper"),
    [
        ("林婉清", "ms", "林女士", "Ms Lin", "林**"),
        ("周明", "mr", "周先生", "Mr Zhou", "周**"),
        ("欧阳娜娜", "ms", "欧阳女士", "Ms Ouyang", "欧阳**"),
        ("司马懿", "mr", "司马先生", "Mr Sima", "司马**"),
        ("单雄信", "mr", "单先生", "Mr Shan", "单**"),
        ("吕布", "none", "吕会员", "Member Lü", "吕**"),
        ("王", "mr", "王先生", "Mr Wang", "王**"),
        ("司马", "mr", "司马先生", "Mr Sima", "司**"),
        ("John Smith", "mr", "Smith 先生", "Mr Smith", "J**"),
        ("阿依古丽·买买提", "ms", "阿依古丽女士", "Ms Ayiguli", "阿**"),
        ("", "none", "会员", "Member", ""),
        ("", "ms", "女士", "Ms", ""),
    ],
)
def test_masks(table, name, honorific, zh, en, paper):
    assert name_on_screen(name, honorific, "zh_CN", table) == zh
    assert name_on_screen(name, honorific, "en", table) == en
    assert name_on_paper(name) == paper


def test_paper_never_tells_how_long_a_name_is():
    assert len({len(name_on_paper(name)) for name in ("林清", "林婉清", "林婉清清")}) == 1


def test_phone_masks():
    assert phone_on_screen("19900006027", "zh_CN") == "尾号 6027"
    assert phone_on_screen("19900006027", "en") == "…6027"
    assert phone_on_paper("19900006027") == "*******6027"
    assert phone_on_screen("", "zh_CN") == phone_on_paper("") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "19900006027",
        "199 0000 6027",
        "199-0000-6027",
        "+86 199 0000 6027",
        "8619900006027",
        "0086 19900006027",
        "(+86)19900006027",
        "+86-199-0000-6027",
    ],
)
def test_phone_normal_form(typed):
    assert normal_phone(typed) == "19900006027"


@pytest.mark.parametrize(
    "typed", ["", "1990000602", "199000060277", "12900006027", "29900006027", "１９９００００６０２７", "1990000602a", "+1 19900006027"]
)
def test_other_phones_are_refused(typed):
    with pytest.raises(Refusal) as refused:
        normal_phone(typed)
    assert refused.value.code == "phone_not_mobile"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  林婉清 ", "林婉清"),
        ("林\u202e婉清", "林婉清"),
        ("林\u2066婉\u2069清", "林婉清"),
        ("林\x1b@婉清\x00", "林@婉清"),
        ("林\ue000婉\U000f0000清", "林婉清"),
        ("林\u200b婉\ufeff清", "林婉清"),
        ("林\n婉\t清", "林 婉 清"),
        ("葛\U000e0100明", "葛明"),
        ("John\u00a0 \u3000Smith", "John Smith"),
        ("e\u0301va", "\u00e9va"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_names_are_cleaned(typed, stored):
    assert clean_name(typed) == stored


@pytest.mark.parametrize("typed", ["", "  ", "\u202e", "\x00\x1b", "**", "123", "\ue000"])
def test_nothing_is_no_name(typed):
    with pytest.raises(Refusal) as refused:
        clean_name(typed)
    assert refused.value.code == "name_empty"


def test_long_names_are_refused_after_cleaning():
    assert clean_name("林" * NAME_MAX + "\u202e" * 100) == "林" * NAME_MAX
    with pytest.raises(Refusal) as refused:
        clean_name("林" * (NAME_MAX + 1))
    assert (refused.value.code, refused.value.values) == ("text_too_long", {"field": "name", "limit": NAME_MAX})


def test_clean_text_keeps_every_ordinary_character():
    text = "喜欢热美式，1 杯半糖 (去冰) €£¥ — 100 %"
    assert clean_text(text, 200, "note") == text

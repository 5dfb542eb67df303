"""Members from typed values, cards, and what a search term is."""

from __future__ import annotations

import pytest

from app.domain.errors import Refusal
from app.domain.members.card import Card, card_number, card_tail, is_card_number
from app.domain.members.member import new_member
from app.domain.members.query import MemberQuery, classify_query


def test_new_member_is_cleaned():
    member = new_member(
        member_id="7f",
        name=" 林婉清\u202e",
        phone="+86 199 0000 6027",
        honorific="ms",
        birthday_month=2,
        birthday_day=29,
        joined_on="2026-06-20",
    )
    assert (member.name, member.phone, member.status) == ("林婉清", "19900006027", "active")
    assert (member.name_on_paper, member.phone_on_paper) == ("林**", "*******6027")


def test_member_on_screen(table):
    member = new_member(member_id="7f", name="林婉清", phone="19900006027", honorific="ms", joined_on="2026-06-20")
    assert member.on_screen("zh_CN", table) == "林女士"
    assert member.on_screen("en", table) == "Ms Lin"
    assert member.phone_on_screen("zh_CN") == "尾号 6027"
    assert member.keys(table).initials == "lwq"


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (0, 1), (1, 0), (1, 32), (None, 5), (5, None)])
def test_impossible_birthdays(month, day):
    with pytest.raises(Refusal) as refused:
        new_member(member_id="7f", name="林", phone="19900006027", birthday_month=month, birthday_day=day, joined_on="2026-06-20")
    assert refused.value.code == "birthday_impossible"


def test_card_numbers():
    """Luhn digits worked by hand: 00000000 -> 0; 12345678 -> 7+5+... = 4; the drawn card ends in 8812."""
    assert card_number(0) == "M000000000"
    assert card_number(12_345_678) == "M123456782"
    assert card_number(20_264_881) == "M202648812"
    assert card_tail(card_number(20_264_881)) == "8812"
    assert is_card_number("M202648812")
    assert Card("M202648812", "7f").state == "active"


@pytest.mark.parametrize("text", ["M202648813", "m202648812", "M20264881", "M2026488120", "202648812", "", "M２０２６４８８１２"])
def test_other_texts_are_no_card(text):
    assert not is_card_number(text)


@pytest.mark.parametrize("n", [-1, 100_000_000])
def test_card_serials_end_at_eight_digits(n):
    with pytest.raises(ValueError):
        card_number(n)


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("", "nothing", ""),
        ("602", "nothing", ""),
        ("6027", "tail", "6027"),
        ("006027", "tail", "006027"),
        ("9900006", "phone", "9900006"),
        ("199 0000 6027", "phone", "19900006027"),
        ("+8619900006027", "phone", "19900006027"),
        ("199000060271", "nothing", ""),
        ("lwq", "letters", "lwq"),
        ("Lin Wan", "letters", "linwan"),
        ("lü", "letters", "lv"),
        ("林", "hanzi", "林"),
        (" 林 婉清", "hanzi", "林婉清"),
        ("m202648812", "card", "M202648812"),
        ("M2026", "card", "M2026"),
        ("m", "letters", "m"),
        ("%_", "nothing", ""),
        ("'; --", "nothing", ""),
        ("\x00\u202e", "nothing", ""),
        ("林" * 41, "nothing", ""),
        ("9" * 10_000, "nothing", ""),
    ],
)
def test_search_terms(typed, kind, text):
    assert classify_query(typed) == MemberQuery(kind, text)

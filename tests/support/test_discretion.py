"""Logs and crash reports keep the cause of an error and lose the people in it."""

from __future__ import annotations

import pytest

from app.support.discretion import TEXT_MAX, discreet, discreet_traceback


@pytest.mark.parametrize(
    ("message", "kept", "lost"),
    [
        ("no member with phone 19900001234", "no member with phone", "1234"),
        ("phone 199 0000 1234 is taken", "is taken", "0000"),
        ("card M123456789 blocked", "card M# blocked", "12345"),
        ("invalid literal for int() with base 10: 'zhang wei'", "invalid literal for int()", "zhang"),
        ("没有会员张伟", "…", "张"),
        (
            "(sqlcipher3.dbapi2.IntegrityError) UNIQUE constraint failed: person_member.phone\n"
            "[SQL: INSERT INTO person_member (phone) VALUES (?)]\n[parameters: ('m1', 'zhang''s note')]\n(Background on this error at: x)",
            "UNIQUE constraint failed: person_member.phone",
            "note",
        ),
        ("1 validation error\nname\n  too long [type=string_too_long, input_value=Li Lei, input_type=str]", "string_too_long", "Lei"),
        ("two lines\x1b[2J of a name\x00", "two lines", "\x1b"),
    ],
)
def test_a_message_keeps_its_cause_and_loses_its_person(message: str, kept: str, lost: str) -> None:
    clean = discreet(message)
    assert kept in clean
    assert lost not in clean


def test_small_numbers_stay_readable() -> None:
    assert discreet("disk full at event 1234, 12 rows") == "disk full at event 1234, 12 rows"


def test_a_message_has_a_limit() -> None:
    assert len(discreet("x " * 100_000)) == TEXT_MAX


def test_a_traceback_names_both_errors_of_a_chain_with_their_lines() -> None:
    phone = "19900001234"

    def inner() -> None:
        raise KeyError(phone)

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError(f"member {phone} not read") from error

    with pytest.raises(RuntimeError) as caught:
        outer()
    text = discreet_traceback(caught.value)
    assert text.index("builtins.KeyError: '…'") < text.index("which led to") < text.index("builtins.RuntimeError: member # not read")
    assert "in inner" in text
    assert "in outer" in text
    assert phone not in text

"""Canonical JSON of programme.md G8: byte for byte, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical_bytes, sha256_hex


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, -5]}, b'{"a":[true,null,-5],"b":1}'),
        ({"\U0001f600": 1, "\uff5e": 2}, '{"\uff5e":2,"\U0001f600":1}'.encode()),
        ('"\\/', b'"\\"\\\\/"'),
        ("\b\t\n\f\r", b'"\\b\\t\\n\\f\\r"'),
        ("\x00\x0b\x1f", b'"\\u0000\\u000b\\u001f"'),
        ("\x7f\u2028é咖", "\"\x7f\u2028é咖\"".encode()),
        ({}, b"{}"),
        ((1, "x"), b'[1,"x"]'),
        (10**30, b"1" + b"0" * 30),
    ],
)
def test_bytes(value: object, expected: bytes) -> None:
    assert canonical_bytes(value) == expected


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, {1: "a"}, {None: 1}, {"a": {2: 1}}, {1, 2}, b"x", object()])
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_bytes(value)


def test_a_lone_surrogate_has_no_bytes() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        canonical_bytes({"a": "\ud800"})


_TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT, lambda part: st.lists(part, max_size=4) | st.dictionaries(_TEXT, part, max_size=4)
)


@given(_JSON)
def test_reads_back_as_the_same_value_and_does_not_depend_on_key_order(value: Any) -> None:
    data = canonical_bytes(value)
    again = json.loads(data)
    assert again == value
    if isinstance(value, dict):
        assert canonical_bytes(dict(reversed(value.items()))) == data
    assert canonical_bytes(again) == data


def test_sha256() -> None:
    assert sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

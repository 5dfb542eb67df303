"""Consents after joining: given and taken back, each an event, with the words that were shown."""

from __future__ import annotations

import json

import pytest

from app.services.consents import change_consent
from tests.fakes.shop import CLOSED, ZHOU, Shop, refused


def test_a_consent_is_given_and_taken_back(shop: Shop) -> None:
    """MEM-03, EXP-07: the state and the words stand with the date; the same answer again books nothing."""
    act = (shop.desk, shop.session, ZHOU, "sms", "zh")
    (given,) = change_consent(*act, given=True)
    assert (given.purpose, given.state, given.since) == ("sms", "given", "2026-06-20")
    with shop.store.read() as reader:
        content = reader.document(given.text_sha)
        assert content is not None
        assert json.loads(content)["title"] == "同意接收活动和到期提醒短信"
    assert change_consent(*act, given=True) == (given,)
    (taken,) = change_consent(*act, given=False)
    assert (taken.state, taken.text_sha) == ("withdrawn", given.text_sha)
    change_consent(*act, given=False)
    assert [type_ for type_ in shop.types() if type_.startswith("consent")] == ["consent_given", "consent_withdrawn"]
    (again,) = change_consent(*act, given=True)
    assert again.state == "given"
    shop.verify()


@pytest.mark.parametrize(
    ("member", "purpose", "given", "code"),
    [
        ("nobody", "sms", True, "no_such_member"),
        (CLOSED, "sms", True, "member_closed"),
        (ZHOU, "terms", False, "consent_required"),
    ],
)
def test_what_cannot_be_changed(shop: Shop, member: str, purpose: str, given: bool, code: str) -> None:
    assert refused(change_consent, shop.desk, shop.session, member, purpose, "zh", given=given).code == code
    assert not [type_ for type_ in shop.types() if type_.startswith("consent")]

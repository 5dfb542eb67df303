"""Phone numbers of mainland China: one normal form, and what of it may be shown on screen and on paper."""

from __future__ import annotations

import re

from app.domain.errors import Refusal

_PUNCTUATION = re.compile(r"[\s\-()（）.]")
_COUNTRY = re.compile(r"(?:\+|＋|00)86|86(?=1[3-9]\d{9}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def plain_digits(text: str) -> str:
    """`text` without blanks, dashes, brackets and the country code of China; what is no digit otherwise stays."""
    bare = _PUNCTUATION.sub("", text)
    return _COUNTRY.sub("", bare, count=1) if _COUNTRY.match(bare) else bare


def normal_phone(text: str) -> str:
    """The 11 digits of a mobile number. Refusal `phone_not_mobile` when it is none."""
    digits = plain_digits(text)
    if not is_mobile(digits):
        raise Refusal("phone_not_mobile")
    return digits


def is_mobile(digits: str) -> bool:
    """Whether these are the 11 digits of a mobile number."""
    return _MOBILE.fullmatch(digits) is not None


def phone_on_screen(phone: str, language: str) -> str:
    """The tail only: 尾号 6027 in zh, "…6027" in en; empty without a phone."""
    if not phone:
        return ""
    return f"…{phone[-4:]}" if language == "en" else f"尾号 {phone[-4:]}"


def phone_on_paper(phone: str) -> str:
    """As long as the number, with only the last four digits readable: *******6027; empty without a phone."""
    return "*" * (len(phone) - 4) + phone[-4:] if phone else ""

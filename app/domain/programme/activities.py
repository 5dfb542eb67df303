"""Acts of a member outside a sale that the counter books by a code: the check-in, and the activities that rules of the programme name."""

from __future__ import annotations

from typing import Final

from app.domain.programme.compiled import Rule
from app.domain.programme.phrases import Lang, activity_text, trigger_words

CHECK_IN: Final = "check_in"
"""Stands for the check-in among the codes of activities."""


def activity_code(rule: Rule) -> str:
    """The code under which the act of a rule is booked; empty for a rule of another trigger."""
    if rule.trigger == CHECK_IN:
        return CHECK_IN
    return rule.activity or "" if rule.trigger == "activity" else ""


def activity_name(code: str, lang: Lang) -> str:
    """签到, 参加活动; a code of the shop's own shows itself."""
    words = trigger_words(CHECK_IN, lang) if code == CHECK_IN else activity_text(code, lang)
    words = words.removeprefix("a ").removeprefix("the ")
    return words[:1].upper() + words[1:]


def activity_qr(code: str) -> str:
    """What the printed code says (app.domain.till.scan_shapes)."""
    return f"A1.{code}"

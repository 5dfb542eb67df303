"""What a member is asked to agree to, purpose by purpose, and the words that are shown for it.

The words as shown are kept as a document by their content; a consent names it by its hash, so that it can be said years later what somebody
agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Purpose = Literal["terms", "sms", "birthday"]
PURPOSES: Final[tuple[Purpose, ...]] = ("terms", "sms", "birthday")
REQUIRED: Final[Purpose] = "terms"
"""Without this one there is no membership."""

_TITLES: dict[str, dict[Purpose, str]] = {
    "zh": {"terms": "同意《会员章程》和《积分规则》", "sms": "同意接收活动和到期提醒短信", "birthday": "同意用生日送生日优惠"},
    "en": {
        "terms": "Agrees to the membership terms and points rules",
        "sms": "Agrees to messages about offers and expiring points",
        "birthday": "Agrees that the birthday is used for birthday offers",
    },
}
_WORDS: dict[str, dict[Purpose, str]] = {
    "zh": {
        "terms": "本店保存姓名、手机号和消费记录，用于记积分、换积分和查账；可随时查询、更正或注销。积分规则如下：",
        "sms": "本店可发短信告知活动和快到期的积分；可随时退订。",
        "birthday": "本店保存生日的月和日，只用于生日优惠；可随时撤回。",
    },
    "en": {
        "terms": "The shop keeps name, phone and purchases to credit points, to redeem them and to account for them; they can be seen, "
        "corrected or deleted on request. The points rules:",
        "sms": "The shop may send messages about offers and points about to lapse; they can be stopped at any time.",
        "birthday": "The shop keeps month and day of the birthday for birthday offers only; this can be withdrawn at any time.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """What is shown for one purpose: a line to tick, and the words behind it."""

    purpose: Purpose
    language: str
    title: str
    lines: tuple[str, ...]

    def to_document(self) -> dict[str, object]:
        """As it is kept by content."""
        return {"purpose": self.purpose, "language": self.language, "title": self.title, "lines": list(self.lines)}


def consent_text(purpose: Purpose, language: str, terms: Sequence[str]) -> ConsentText:
    """The words of a purpose. `terms`: the points rules in plain words, part of what is agreed to with the membership."""
    lines = (_WORDS[language][purpose], *(terms if purpose == REQUIRED else ()))
    return ConsentText(purpose=purpose, language=language, title=_TITLES[language][purpose], lines=lines)

"""Numbers, amounts, times and days as they are typed into the programme editor."""

from __future__ import annotations

import re
from typing import Any

from app.domain.money import parse_yuan, yuan
from app.gui.presenters.office_fields import Spec
from app.gui.presenters.office_values import exact_value

_FIGURE_MAX = 13
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):?([0-5][0-9])")


def figure_after(text: str, key: str, made: Spec) -> str:
    if key == "clear":
        return ""
    if key == "backspace":
        return text[:-1]
    allowed = {"number": "0123456789", "money": "0123456789.", "exact": "0123456789./", "time": "0123456789:", "day": "0123456789-"}[
        made.type
    ]
    if not key or any(char not in allowed for char in key) or len(text + key) > _FIGURE_MAX:
        return text
    new = text + key
    if made.type == "money" and (new.count(".") > 1 or len(new.partition(".")[2]) > 2):
        return text
    if made.type in ("number", "money"):
        new = new.lstrip("0") or "0"
        new = f"0{new}" if new.startswith(".") else new
    return new


def figure_value(made: Spec, text: str) -> Any:
    """The value of what was typed; None where it cannot stand there."""
    if made.type == "exact":
        return exact_value(text, made.least, made.most)
    if made.type == "time":
        found = _TIME.fullmatch(text)
        return f"{int(found[1]):02d}:{found[2]}" if found else None
    if made.type == "money":
        try:
            number = parse_yuan(text.rstrip("."))
        except ValueError:
            return None
    else:
        number = int(text) if text.isdigit() else -1
    return number if made.least <= number <= made.most else None


def figure_text(made: Spec, value: Any) -> str:
    if value is None:
        return ""
    return yuan(value).replace(",", "").removesuffix(".00") if made.type == "money" else str(value)

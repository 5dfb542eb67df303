"""Text for logs and crash reports without what belongs to people: names, phones, card numbers, values from the database."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

TEXT_MAX = 2_000  # characters of one message

# In this order: values a library quotes back, quoted text, runs of digits that could be a phone or a card, names in any script.
_PRIVATE = (
    (re.compile(r"\[parameters:.*?\]\s*(?=\(Background|$)|input_value=.*?(?=, input_type|$)", re.DOTALL), "…"),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”"), "'…'"),
    (re.compile(r"\d(?:[ -]?\d){4,}"), "#"),
    (re.compile(r"[^\x00-\x7f…]+"), "…"),
    (re.compile(r"[\x00-\x09\x0b-\x1f\x7f]"), " "),
)


def discreet(message: str) -> str:
    """The message with private parts replaced by … and #, at most TEXT_MAX characters."""
    for pattern, stand_in in _PRIVATE:
        message = pattern.sub(stand_in, message[: 4 * TEXT_MAX])
    return message[:TEXT_MAX]


def discreet_traceback(error: BaseException) -> str:
    """Frames as Python prints them, messages made discreet, causes first; the home folder is written `~`."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    parts = [
        "".join(traceback.format_tb(each.__traceback__)) + f"{type(each).__module__}.{type(each).__qualname__}: {discreet(str(each))}\n"
        for each in reversed(chain)
    ]
    return "which led to\n".join(parts).replace(str(Path.home()), "~")

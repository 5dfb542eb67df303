"""A voucher as it stands on receipts and slips: what it is for, until when it is good, and its code for the scanner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.document import Align, Code128, Element, Language, Pair, Rule, Style, Text

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {"until": "有效到 {}", "lasting": "长期有效", "use": "到本店出示此码使用"},
    "en": {"until": "good until {}", "lasting": "no expiry", "use": "Show this code in the shop"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedVoucher:
    """A voucher to be shown in the shop: its name, its code (`V` + 12 digits), and its last good day, None: it does not expire."""

    name: str
    code: str
    valid_until: str | None


def voucher_elements(vouchers: Sequence[PrintedVoucher], lang: Language) -> Iterator[Element]:
    """The vouchers, each below a line."""
    words = _WORDS[lang]
    for voucher in vouchers:
        yield Rule()
        until = words["lasting"] if voucher.valid_until is None else words["until"].format(voucher.valid_until)
        yield Pair(voucher.name, until, Style.BOLD)
        yield Code128(voucher.code, voucher.code)
        yield Text(words["use"], align=Align.CENTER)

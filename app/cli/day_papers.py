"""The day's papers added up as somebody with a pencil would: from the printed text alone, knowing nothing of the journal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_SALE = re.compile(r"^小票 (\d\d-\d{4}-\d{4})", re.MULTILINE)
_NUMBER = re.compile(r"\[CODE128 (R\d{12})\]")
_TOTAL = re.compile(r"^合计 .*￥([\d,]+\.\d\d)$")
_TENDER = re.compile(r"^(现金|微信|支付宝|银行卡|积分抵扣 [\d,]+ 分)\s+(-?[\d,]+\.\d\d)$")
_CHANGE = re.compile(r"^找零\s+([\d,]+\.\d\d)$")
_EARNED = re.compile(r"^本单得分\s+\+([\d,]+)$")
_USED = re.compile(r"^本单使用\s+-([\d,]+)$")
_DOUBLE_RULE = re.compile(r"^=+$")


@dataclass(slots=True)
class PaperSums:
    """What the papers of a day come to. Money in fen; `tenders` by their printed name, cash without its change.

    `torn`: receipts begun and not finished; `copies`: further papers of a sale that was counted already.
    """

    sales: int = 0
    total_minor: int = 0
    tenders: Counter[str] = field(default_factory=Counter)
    earned: int = 0
    redeemed: int = 0
    torn: int = 0
    copies: int = 0

    def as_dict(self) -> dict[str, object]:
        """For the summary."""
        return {
            "sales": self.sales,
            "total_minor": self.total_minor,
            "tenders": dict(sorted(self.tenders.items())),
            "earned": self.earned,
            "redeemed": self.redeemed,
            "torn": self.torn,
            "copies": self.copies,
        }


def add_up(papers: Iterable[str]) -> PaperSums:
    """The sums over printed papers, each from cut to cut: every sale once, whatever was torn or printed again."""
    sums = PaperSums()
    seen: set[str] = set()
    for paper in papers:
        begun = list(_SALE.finditer(paper))
        if not begun:
            continue
        sums.torn += len(begun) - 1
        text = paper[begun[-1].start() :]
        number = _NUMBER.search(text)
        if number is None:
            sums.torn += 1
        elif number[1] in seen:
            sums.copies += 1
        else:
            seen.add(number[1])
            _add_sale(sums, text)
    return sums


def _add_sale(sums: PaperSums, text: str) -> None:
    sums.sales += 1
    paying = False
    for line in text.splitlines():
        if total := _TOTAL.match(line):
            sums.total_minor += _minor(total[1])
            paying = True
        elif _DOUBLE_RULE.match(line):
            paying = False
        elif paying and (tender := _TENDER.match(line)):
            sums.tenders[tender[1].split(" ")[0]] += _minor(tender[2])
        elif paying and (change := _CHANGE.match(line)):
            sums.tenders["现金"] -= _minor(change[1])
        elif earned := _EARNED.match(line):
            sums.earned += _whole(earned[1])
        elif used := _USED.match(line):
            sums.redeemed += _whole(used[1])


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _minor(text: str) -> int:
    return _whole(text.replace(".", ""))

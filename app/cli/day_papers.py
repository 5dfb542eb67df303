"""The day's papers added up as somebody with a pencil would: from the printed text alone, knowing nothing of the journal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_BEGUN = re.compile(r"^(?:小票 \d\d-\d{4}-\d{4}.*|\s*(?:储值充值|开礼品卡|领取小票积分)\s*)$", re.MULTILINE)
_RETURN = re.compile(r"^小票 \S+ 第 (\d+) 次退货")
_TOP_UP = re.compile(r"^\s*(?:储值充值|开礼品卡)")
_HASH = re.compile(r"^\s*校验 ([0-9a-f]{8})$", re.MULTILINE)
_TOTAL = re.compile(r"^合计 .*￥([\d,]+\.\d\d)$")
_TENDER = re.compile(r"^\s*(现金|微信|支付宝|银行卡|储值卡?|抹零|积分抵扣(?: [\d,]+ 分)?)\s+(-?[\d,]+\.\d\d)$")
_CHANGE = re.compile(r"^找零\s+([\d,]+\.\d\d)$")
_CLAIM = re.compile(r"^\s*领取小票积分")
_EARNED = re.compile(r"^(?:本单|本次)得分\s+\+([\d,]+)$")
_USED = re.compile(r"^本单使用\s+-([\d,]+)$")
_RETURNED = re.compile(r"^退货 \d+ 件\s+￥([\d,]+\.\d\d)$")
_PRINCIPAL = re.compile(r"^充值本金\s+([\d,]+\.\d\d)$")
_REPORT = re.compile(r"^\s*日结 Z 第 \d+ 号$", re.MULTILINE)
_Z_SALES = re.compile(r"^销售 ([\d,]+) 单\s+￥([\d,]+\.\d\d)$")
_Z_RETURNED = re.compile(r"^退货 ([\d,]+) 单\s+￥-?([\d,]+\.\d\d)$")
_Z_TENDER = re.compile(r"^(现金|微信|支付宝|银行卡|储值卡?|积分抵扣) .*￥(-?[\d,]+\.\d\d)$")
_Z_EARNED = re.compile(r"^消费得分 .*\+([\d,]+)$")
_Z_USED = re.compile(r"^抵扣使用 .*-([\d,]+)$")
_Z_TOPPED_UP = re.compile(r"^充值 ([\d,]+) 笔\s+\+([\d,]+\.\d\d)$")
_DOUBLE_RULE = re.compile(r"^=+$")


@dataclass(slots=True)
class PaperSums:
    """What the papers of a day come to. Money in fen; `tenders` by their printed name, cash without its change and what was given back.

    `torn`: papers begun and not finished; `copies`: further papers of something that was counted already.
    """

    sales: int = 0
    total_minor: int = 0
    returns: int = 0
    returned_minor: int = 0
    claims: int = 0
    top_ups: int = 0
    topped_up_minor: int = 0
    tenders: Counter[str] = field(default_factory=Counter)
    earned: int = 0
    redeemed: int = 0
    torn: int = 0
    copies: int = 0

    def money_and_points(self) -> dict[str, object]:
        """What a Z report tells, too: all but claims, which it counts among what sales earned, and papers that were torn or came again."""
        told = self.as_dict()
        return {name: told[name] for name in told if name not in ("claims", "torn", "copies")}

    def as_dict(self) -> dict[str, object]:
        """For the summary."""
        return {
            "sales": self.sales,
            "total_minor": self.total_minor,
            "returns": self.returns,
            "returned_minor": self.returned_minor,
            "claims": self.claims,
            "top_ups": self.top_ups,
            "topped_up_minor": self.topped_up_minor,
            "tenders": dict(sorted(self.tenders.items())),
            "earned": self.earned,
            "redeemed": self.redeemed,
            "torn": self.torn,
            "copies": self.copies,
        }


def read_report(papers: Sequence[str]) -> PaperSums | None:
    """What the day's only Z report says of the same things; None where there is none, or more than one."""
    found = [paper for paper in papers if _REPORT.search(paper)]
    if len(found) != 1:
        return None
    said = PaperSums()
    for line in found[0].splitlines():
        if sales := _Z_SALES.match(line):
            said.sales, said.total_minor = _whole(sales[1]), _minor(sales[2])
        elif returned := _Z_RETURNED.match(line):
            said.returns, said.returned_minor = _whole(returned[1]), _minor(returned[2])
        elif tender := _Z_TENDER.match(line):
            said.tenders[tender[1]] += _minor(tender[2])
        elif earned := _Z_EARNED.match(line):
            said.earned = _whole(earned[1])
        elif used := _Z_USED.match(line):
            said.redeemed = _whole(used[1])
        elif topped := _Z_TOPPED_UP.match(line):
            said.top_ups, said.topped_up_minor = _whole(topped[1]), _minor(topped[2])
    return said


def add_up(papers: Sequence[str]) -> PaperSums:
    """The sums over printed papers, each from cut to cut: everything once, whatever was torn or printed again."""
    sums = PaperSums()
    seen: set[str] = set()
    for piece in _pieces(papers):
        begun = _BEGUN.search(piece)
        if begun is None:
            continue
        known = _HASH.search(piece)
        if known is None:
            sums.torn += 1
        elif (key := f"{begun[0].split('  ')[0]} {known[1]}") in seen:
            sums.copies += 1
        else:
            seen.add(key)
            _add(sums, piece[begun.start() :])
    return sums


def _pieces(papers: Sequence[str]) -> Iterator[str]:
    """Papers that were not cut apart, because one of them was torn, end where the shop's name begins the next one."""
    shop = papers[0].strip().splitlines()[0].strip() if papers else ""
    for paper in papers:
        yield from re.split(rf"^\s*{re.escape(shop)}\s*$", paper, flags=re.MULTILINE)


def _add(sums: PaperSums, text: str) -> None:
    """A sale, a return or a top-up; a member's points stand below the double rule and are no money."""
    sign = -1 if _RETURN.match(text) else 1
    if sign < 0:
        sums.returns += 1
    elif _TOP_UP.match(text):
        sums.top_ups += 1
    elif _CLAIM.match(text):
        sums.claims += 1
    else:
        sums.sales += 1
    paying = _TOP_UP.match(text) is not None
    for line in text.splitlines():
        if total := _TOTAL.match(line):
            sums.total_minor += _minor(total[1])
            paying = True
        elif returned := _RETURNED.match(line):
            sums.returned_minor += _minor(returned[1])
            paying = True
        elif principal := _PRINCIPAL.match(line):
            sums.topped_up_minor += _minor(principal[1])
        elif _DOUBLE_RULE.match(line):
            paying = _TOP_UP.match(text) is not None
        elif paying and (tender := _TENDER.match(line)):
            sums.tenders[tender[1].split(" ")[0]] += sign * _minor(tender[2])
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

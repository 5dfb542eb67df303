"""The slip of a reward: what was bought with how many points, its voucher, what the draw fell on, the balance after. And where there is
nothing to take home but the paper, the paper says so.

Like the receipt it is given ready figures and names; nothing is computed here but the text of an amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Align, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.documents.figures import money_text, points_text, signed_text
from app.documents.vouchers import PrintedVoucher, voucher_elements

_DETAIL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardSlipData:
    """Everything printed on the slip. Name and phone arrive masked, dates YYYY-MM-DD, `journal_hash` 8 hex digits; money in fen.

    `prize`: what a draw fell on, None where nothing was drawn. `floor`: the tier that was opened and its last good day. What is 0 or empty
    is left out.
    """

    shop_name: str
    store_name: str
    reward: str
    date: str
    time: str
    cashier: str
    till: str
    masked_name: str
    masked_phone: str
    points: int
    points_before: int
    points_after: int
    journal_hash: str
    for_name: str = ""
    cash_minor: int = 0
    cash_out_minor: int = 0
    project: str = ""
    prize: str | None = None
    floor: tuple[str, str] | None = None
    vouchers: tuple[PrintedVoucher, ...] = ()
    footer: str = ""


_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "积分兑换", "cashier": "收银 {}", "till": "{} 号台", "points": "使用积分", "cash": "另付", "cash_out": "现金返还",
        "project": "捐给", "prize": "抽中", "blank": "未中奖，谢谢参与", "floor": "等级升到 {}", "until": "有效到 {}", "for": "领取人 {}",
        "before": "原有积分", "after": "积分余额", "hash": "校验 {}",
    },
    "en": {
        "title": "Reward", "cashier": "Cashier {}", "till": "Till {}", "points": "Points used", "cash": "Paid besides",
        "cash_out": "Paid out in cash", "project": "Donated to", "prize": "Drawn", "blank": "No prize this time. Thank you",
        "floor": "Tier raised to {}", "until": "good until {}", "for": "For {}", "before": "Points before", "after": "Points balance",
        "hash": "Check {}",
    },
}  # fmt: skip


def reward_slip(data: RewardSlipData, lang: Language) -> Document:
    """The slip of one reward."""
    return Document(f"{data.date}-{data.journal_hash}", tuple(_elements(data, lang)))


def _elements(data: RewardSlipData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Text(w["title"], Style.TALL, Align.CENTER)
    yield Rule()
    yield Pair(f"{data.date} {data.time}", w["till"].format(data.till))
    yield Text(w["cashier"].format(data.cashier))
    yield Rule("=")
    yield Pair(data.masked_name, data.masked_phone, Style.BOLD)
    yield Text(data.reward, Style.TALL)
    yield from _given(data, w)
    if data.points:
        yield Pair(w["points"], signed_text(-data.points), Style.BOLD)
    if data.cash_minor:
        yield Pair(w["cash"], f"￥{money_text(data.cash_minor)}")
    yield Pair(w["before"], points_text(data.points_before))
    yield Pair(w["after"], points_text(data.points_after), Style.TALL)
    yield from voucher_elements(data.vouchers, lang)
    yield Rule()
    yield Text(w["hash"].format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield Feed()
    yield Cut()


def _given(data: RewardSlipData, w: dict[str, str]) -> Iterator[Element]:
    if data.for_name:
        yield Text(w["for"].format(data.for_name), indent=_DETAIL)
    if data.cash_out_minor:
        yield Pair(w["cash_out"], f"￥{money_text(data.cash_out_minor)}", Style.BOLD)
    if data.project:
        yield Pair(w["project"], data.project)
    if data.prize is not None:
        yield Pair(w["prize"], data.prize, Style.BOLD) if data.prize else Text(w["blank"])
    if data.floor is not None:
        yield Pair(w["floor"].format(data.floor[0]), w["until"].format(data.floor[1]))

"""Tenders: one means of payment on a sale each. Money in fen."""

from __future__ import annotations

from dataclasses import dataclass

CASH, WECHAT, ALIPAY, CARD, POINTS = "cash", "wechat", "alipay", "card", "points"
STORED_VALUE, VALUE_BONUS = "stored_value", "stored_value_bonus"
"""What a card pays: its principal and its bonus stand as two tenders, for rules may count them differently."""
RECORDED = (WECHAT, ALIPAY, CARD)
BY_CODE = (WECHAT, ALIPAY)
"""Kinds that a customer pays by showing a code."""
"""Kinds the cashier records after the customer's own device or the bank's terminal has confirmed them."""
TENDERS_MAX = 20
GIVEN_MAX_MINOR = 10_000_000
"""Most that is handed over at once beyond what is due (100,000 yuan); more is a barcode in the amount field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """`amount_minor` is net of change, as programme.md counts it; `given_minor` what the customer handed over (cash).
    `key`: of the charge at the payment provider, empty where the cashier saw the money come.
    """

    kind: str
    amount_minor: int
    given_minor: int
    points: int = 0
    key: str = ""

    @property
    def change_minor(self) -> int:
        """Change due for this tender."""
        return self.given_minor - self.amount_minor


def quick_amounts(due_minor: int) -> tuple[int, ...]:
    """What customers hand over for a sum: the next whole yuan, multiples of 5, 10 and 20, the 50 and 100 notes; ascending, above the due.

    21.60 -> 22, 25, 30, 40, 50, 100 yuan (design.md §4.3).
    """
    steps = (100, 500, 1000, 2000, 5000, 10000)
    rounded = {-(-due_minor // step) * step for step in steps}
    return tuple(sorted(amount for amount in rounded if amount > due_minor))


_LABELS = {
    CASH: ("现金", "Cash"),
    WECHAT: ("微信", "WeChat Pay"),
    ALIPAY: ("支付宝", "Alipay"),
    CARD: ("银行卡", "Bank card"),
    POINTS: ("积分抵扣", "Points"),
    STORED_VALUE: ("储值", "Stored value"),
    VALUE_BONUS: ("储值赠金", "Stored-value bonus"),
}


def tender_label(kind: str, language: str) -> str:
    """The kind in plain words, on screen and on paper; the kind itself where it is a shop's own."""
    zh, en = _LABELS.get(kind, (kind, kind))
    return en if language == "en" else zh

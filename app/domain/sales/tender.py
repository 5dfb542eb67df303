"""Tenders: one means of payment on a sale each. Money in fen."""

from __future__ import annotations

from dataclasses import dataclass

CASH, WECHAT, ALIPAY, CARD, POINTS = "cash", "wechat", "alipay", "card", "points"
RECORDED = (WECHAT, ALIPAY, CARD)
"""Kinds the cashier records after the customer's own device or the bank's terminal has confirmed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """`amount_minor` is net of change, as programme.md counts it; `given_minor` what the customer handed over (cash)."""

    kind: str
    amount_minor: int
    given_minor: int
    points: int = 0

    @property
    def change_minor(self) -> int:
        """Change due for this tender."""
        return self.given_minor - self.amount_minor

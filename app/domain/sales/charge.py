"""A charge under way: the till has asked a payment provider for money and knows no answer yet. It belongs to the open basket."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """`key` names it at the provider. `unknown`: the provider could not say; else the customer is being waited for."""

    key: str
    kind: str
    amount_minor: int
    started_ms: int
    unknown: bool = False

"""What lies on cards with stored value: principal that was paid in and bonus that the shop gave, apart. Money in fen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Stored value of an account in fen; what open baskets hold is still part of it."""

    principal_minor: int = 0
    bonus_minor: int = 0
    held_principal_minor: int = 0
    held_bonus_minor: int = 0

    @property
    def free_principal_minor(self) -> int:
        """Principal that can be spent."""
        return self.principal_minor - self.held_principal_minor

    @property
    def free_bonus_minor(self) -> int:
        """Bonus that can be spent."""
        return self.bonus_minor - self.held_bonus_minor

    @property
    def total_minor(self) -> int:
        """Principal and bonus."""
        return self.principal_minor + self.bonus_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCard:
    """A card without a name that was sold; it can be exchanged after its last day, it never lapses by itself."""

    number: str
    event_id: str
    sold_on: str
    valid_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTotals:
    """What cards hold in all: how many accounts, principal and bonus, with a name and without."""

    named: int
    named_principal_minor: int
    named_bonus_minor: int
    unnamed: int
    unnamed_principal_minor: int
    unnamed_bonus_minor: int

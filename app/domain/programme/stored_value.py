"""Stored value (programme.md §6.5): top-up with bonus, spending and refilling of principal and bonus. All money in fen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.exact import round_to_step
from app.domain.programme.compiled import CompiledProgramme, StoredValue
from app.domain.programme.inputs import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A stored-value card."""

    principal_minor: int = 0
    bonus_minor: int = 0
    named: bool = False
    real_name: bool = False

    @classmethod
    def from_document(cls, document: Document) -> Card:
        """From a validated document."""
        return cls(**document)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpResult:
    """Whether the top-up is allowed, its bonus, and the balances after it."""

    allowed: bool
    reason: str | None
    bonus_minor: int
    principal_minor: int
    bonus_balance_minor: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "ok": True,
            "allowed": self.allowed,
            "reason": self.reason,
            "bonus_minor": self.bonus_minor,
            "principal_minor": self.principal_minor,
            "bonus_balance_minor": self.bonus_balance_minor,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendResult:
    """Which part of a payment comes from principal and which from bonus; nothing when the balance does not suffice."""

    allowed: bool
    missing_minor: int
    from_principal_minor: int
    from_bonus_minor: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {
            "ok": True,
            "allowed": self.allowed,
            "missing_minor": self.missing_minor,
            "from_principal_minor": self.from_principal_minor,
            "from_bonus_minor": self.from_bonus_minor,
        }


@dataclass(frozen=True, slots=True)
class RefillResult:
    """What a return puts back on the card."""

    to_principal_minor: int
    to_bonus_minor: int

    def to_document(self) -> dict[str, Any]:
        """The document."""
        return {"ok": True, "to_principal_minor": self.to_principal_minor, "to_bonus_minor": self.to_bonus_minor}


def _part(amount_minor: int, weight: int, whole: int) -> int:
    return round_to_step(Fraction(amount_minor * weight, whole), "floor") if whole else 0


def _bonus_minor(rules: StoredValue, amount_minor: int) -> int:
    reached = [step for step in rules.bonus if step[0] <= amount_minor]
    if not reached:
        return 0
    from_minor, bonus_minor, every = max(reached, key=lambda step: step[0])
    return bonus_minor * (amount_minor // from_minor) if every and from_minor else bonus_minor


def _top_up_refusal(rules: StoredValue, card: Card, amount_minor: int, total_minor: int) -> str | None:
    if amount_minor < rules.min_top_up_minor:
        return "below_min"
    if rules.real_name_from_minor is not None and amount_minor >= rules.real_name_from_minor and not card.real_name:
        return "real_name"
    most_minor = rules.named_max_minor if card.named else rules.unnamed_max_minor
    return "over_limit" if most_minor is not None and total_minor > most_minor else None


def top_up(programme: CompiledProgramme, card: Card, amount_minor: int) -> TopUpResult:
    """A top-up with its bonus. Refused: no bonus, balances unchanged."""
    rules = programme.stored_value
    bonus_minor = 0
    reason: str | None = "disabled"
    if rules is not None:
        bonus_minor = _bonus_minor(rules, amount_minor)
        total_minor = card.principal_minor + card.bonus_minor + amount_minor + bonus_minor
        reason = _top_up_refusal(rules, card, amount_minor, total_minor)
    if reason is not None:
        amount_minor = bonus_minor = 0
    return TopUpResult(
        allowed=reason is None,
        reason=reason,
        bonus_minor=bonus_minor,
        principal_minor=card.principal_minor + amount_minor,
        bonus_balance_minor=card.bonus_minor + bonus_minor,
    )


def _order(programme: CompiledProgramme) -> str:
    return "principal_first" if programme.stored_value is None else programme.stored_value.spend_order


def spend(programme: CompiledProgramme, card: Card, amount_minor: int) -> SpendResult:
    """Splits a payment over principal and bonus by the programme's order."""
    balance_minor = card.principal_minor + card.bonus_minor
    if amount_minor > balance_minor:
        missing_minor = amount_minor - balance_minor
        return SpendResult(allowed=False, missing_minor=missing_minor, from_principal_minor=0, from_bonus_minor=0)
    order = _order(programme)
    if order == "principal_first":
        bonus_minor = max(0, amount_minor - card.principal_minor)
    elif order == "bonus_first":
        bonus_minor = min(amount_minor, card.bonus_minor)
    else:
        bonus_minor = _part(amount_minor, card.bonus_minor, balance_minor)
    return SpendResult(
        allowed=True, missing_minor=0, from_principal_minor=amount_minor - bonus_minor, from_bonus_minor=bonus_minor
    )


def refill(
    programme: CompiledProgramme,
    principal_minor: int,
    bonus_minor: int,
    return_now_minor: int,
    returned_before_minor: int = 0,
) -> RefillResult:
    """Puts a return back on the card, last used first. `principal_minor` and `bonus_minor` are what the sale used of each."""
    order = _order(programme)

    def bonus_of(returned_minor: int) -> int:
        if order == "principal_first":
            return min(returned_minor, bonus_minor)
        if order == "bonus_first":
            return max(0, returned_minor - principal_minor)
        return _part(returned_minor, bonus_minor, principal_minor + bonus_minor)

    to_bonus_minor = bonus_of(returned_before_minor + return_now_minor) - bonus_of(returned_before_minor)
    return RefillResult(return_now_minor - to_bonus_minor, to_bonus_minor)

"""Stored value on the open basket: what one card pays, principal and bonus apart, as holds on its lots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.ledger.booking import VALUE, Hold, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueHeld:
    """`holder` is the account, `card` the number that was shown, empty for a member found otherwise. At most one hold of a unit."""

    holder: str
    card: str
    holds: tuple[Hold, ...]

    @property
    def principal_minor(self) -> int:
        """What comes out of money that was paid in."""
        return sum(hold.points for hold in self.holds if hold.unit == VALUE)

    @property
    def bonus_minor(self) -> int:
        """What comes out of the shop's gifts."""
        return sum(hold.points for hold in self.holds if hold.unit != VALUE)

    @property
    def amount_minor(self) -> int:
        """What the card pays in all."""
        return sum(hold.points for hold in self.holds)

    def to_mapping(self) -> dict[str, Any]:
        """Plain data for the work table."""
        holds = [[hold.id, hold.unit, hold.sale_id, [[use.lot, use.points] for use in hold.uses]] for hold in self.holds]
        return {"holder": self.holder, "card": self.card, "holds": holds}

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> ValueHeld:
        """The inverse of `to_mapping`."""
        holder = data["holder"]
        return cls(
            holder=holder,
            card=data["card"],
            holds=tuple(
                Hold(id=id_, holder=holder, unit=unit, sale_id=sale, uses=tuple(Use(*use) for use in uses))
                for id_, unit, sale, uses in data["holds"]
            ),
        )

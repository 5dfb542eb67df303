"""What a payment provider offers a till: the money behind a payment code. Adapters and their simulator are in `app.devices.payments`.

Every call may take seconds and is made on a thread of its own, never on the window's. Each is named by a key that the till made before, so
that asking again takes no money twice. A payment code is given to `charge` and to nobody else; it is stored nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Answer(StrEnum):
    """What a provider says. `UNKNOWN`: no answer, or none that tells whether money moved; ask again with the same key."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderOrder:
    """Something a payment provider is still to do: `act` cancel or refund of the `charge` of that key. `declined`: it will not."""

    key: str
    charge: str
    act: str
    kind: str
    amount_minor: int
    created_ms: int
    declined: bool = False


class PaymentProvider(Protocol):
    """One provider, or a gateway to several. Never raises: a line that is down is UNKNOWN."""

    def charge(self, key: str, kind: str, amount_minor: int, code: str) -> Answer:
        """Takes money from whoever shows the code: APPROVED, DECLINED, WAITING (the customer confirms), UNKNOWN."""
        ...

    def look(self, key: str) -> Answer:
        """What became of a charge; DECLINED for a key that never arrived."""
        ...

    def cancel(self, key: str) -> Answer:
        """Takes a charge back whole, whatever became of it: CANCELLED once no money is or will be taken, else UNKNOWN.

        Again is harmless.
        """
        ...

    def refund(self, key: str, refund_key: str, amount_minor: int) -> Answer:
        """Gives a part of an approved charge back: REFUNDED, DECLINED, UNKNOWN. The same `refund_key` again gives nothing more back."""
        ...

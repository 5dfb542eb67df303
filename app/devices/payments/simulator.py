"""A payment provider for trials and training: no money moves. It answers as the setting `payment.simulated` says, now or after a while.

Its side of the books is a small file of its own, as a provider's would be at the provider: what was charged is still charged after the till
was cut off. Payment codes are looked at and forgotten.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

from app.services.ports.payments import Answer

FILE_NAME = "simulated-payments.json"
SLOW_MS = 6_000
"""How long the simulated customer looks at the phone when the provider is slow."""
UNKNOWN_LOOKS = 2
"""So many questions stay without an answer before the line is back."""
CHARGES_KEPT = 1_000


class SimulatedPayments:
    """Implements services.ports.payments.PaymentProvider. `behaviour` is asked at every charge: approved, declined, slow, unknown."""

    def __init__(self, folder: Path, behaviour: Callable[[], str], now_ms: Callable[[], int]) -> None:
        self._path = folder / FILE_NAME
        self._behaviour = behaviour
        self._now_ms = now_ms
        self._lock = threading.Lock()

    def charge(self, key: str, kind: str, amount_minor: int, code: str) -> Answer:
        """See services.ports.payments.PaymentProvider.charge."""
        with self._lock:
            charges = self._read()
            if key not in charges:
                behaviour = self._behaviour()
                charges[key] = {
                    "kind": kind,
                    "amount_minor": amount_minor,
                    "state": "declined" if behaviour == "declined" or not code.isdigit() else "approved",
                    "at_ms": self._now_ms() + (SLOW_MS if behaviour == "slow" else 0),
                    "silent": UNKNOWN_LOOKS if behaviour == "unknown" else 0,
                    "refunds": {},
                }
            return self._answer(charges, key)

    def look(self, key: str) -> Answer:
        """See services.ports.payments.PaymentProvider.look."""
        with self._lock:
            charges = self._read()
            return self._answer(charges, key) if key in charges else Answer.DECLINED

    def cancel(self, key: str) -> Answer:
        """See services.ports.payments.PaymentProvider.cancel."""
        with self._lock:
            charges = self._read()
            charge = charges.setdefault(key, {"kind": "", "amount_minor": 0, "at_ms": 0, "silent": 0, "refunds": {}})
            if charge["silent"]:
                charge["silent"] -= 1
                self._write(charges)
                return Answer.UNKNOWN
            charge["state"] = "cancelled"
            self._write(charges)
            return Answer.CANCELLED

    def refund(self, key: str, refund_key: str, amount_minor: int) -> Answer:
        """See services.ports.payments.PaymentProvider.refund."""
        with self._lock:
            charges = self._read()
            charge = charges.get(key)
            if charge is None or charge["state"] != "approved":
                return Answer.DECLINED
            if self._behaviour() == "unknown":
                return Answer.UNKNOWN
            refunds = charge["refunds"]
            if refund_key not in refunds:
                if self._behaviour() == "declined" or sum(refunds.values()) + amount_minor > charge["amount_minor"]:
                    return Answer.DECLINED
                refunds[refund_key] = amount_minor
                self._write(charges)
            return Answer.REFUNDED

    def taken_minor(self, key: str) -> int:
        """What stays with the shop of a charge."""
        with self._lock:
            charge = self._read().get(key)
        if charge is None or charge["state"] != "approved":
            return 0
        return int(charge["amount_minor"]) - int(sum(charge["refunds"].values()))

    def _answer(self, charges: dict[str, dict[str, object]], key: str) -> Answer:
        charge = charges[key]
        if charge["silent"]:
            charge["silent"] = int(str(charge["silent"])) - 1
            self._write(charges)
            return Answer.UNKNOWN
        self._write(charges)
        if self._now_ms() < int(str(charge["at_ms"])) and charge["state"] == "approved":
            return Answer.WAITING
        return Answer(str(charge["state"]))

    def _read(self) -> dict[str, dict]:  # type: ignore[type-arg]
        try:
            found: dict[str, dict] = json.loads(self._path.read_text(encoding="utf-8"))  # type: ignore[type-arg]
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _write(self, charges: dict[str, dict]) -> None:  # type: ignore[type-arg]
        kept = dict(list(charges.items())[-CHARGES_KEPT:])
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        part.replace(self._path)

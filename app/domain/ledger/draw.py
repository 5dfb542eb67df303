"""The lucky draw: a pick that nobody at the till can steer and anybody with the journal can repeat.

digest = SHA-256("JF-DRAW1" ‖ event id ‖ hash of the journal's last event before it); the first 16 bytes as a number, taken modulo the sum
of all weights, fall on one of the prizes laid end to end. The bias of the modulo is below 2^-90 for any weights that are allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from app.domain.catalogue.reward_facts import Prize


def drawn(prizes: Sequence[Prize], event_id: str, seed: bytes) -> int:
    """The place of the prize that the draw of this event falls on. `seed`: the hash of the event before it. ValueError without prizes."""
    total = sum(prize.weight for prize in prizes)
    if total <= 0:
        raise ValueError("a draw without prizes")
    point = int.from_bytes(sha256(b"JF-DRAW1" + event_id.encode() + seed).digest()[:16]) % total
    for place, prize in enumerate(prizes):
        if point < prize.weight:
            return place
        point -= prize.weight
    raise AssertionError("the weights do not add up to their sum")

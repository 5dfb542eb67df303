"""Ids made before the work starts: UUIDv7 as 32 lowercase hex digits (RFC 9562 §5.7). Identity, never order."""

from __future__ import annotations

from typing import Protocol


def uuid7(now_ms: int, random_bits: int) -> str:
    """A UUIDv7 from Unix milliseconds and 74 random bits, as 32 hex digits without dashes."""
    high = (now_ms & ((1 << 48) - 1)) << 80
    rand_a = (random_bits >> 62) & 0xFFF
    rand_b = random_bits & ((1 << 62) - 1)
    return f"{high | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | rand_b:032x}"


class IdSource(Protocol):
    """Makes new ids. The real one reads the clock and the system's randomness, the demo shop's a seed."""

    def new_id(self) -> str:
        """A fresh id of 32 hex digits."""
        ...

"""The one place where the system's clock and randomness are read, and their seeded stand-ins for demo shops."""

from __future__ import annotations

import random
import secrets
import time

from app.domain.clock import Clock
from app.domain.ids import uuid7

_RANDOM_BITS = 74


class SystemClock:
    """The system's wall clock."""

    def now_ms(self) -> int:
        """UTC milliseconds."""
        return time.time_ns() // 1_000_000


class PlacedClock:
    """A clock that stands where it is put."""

    def __init__(self, moment_ms: int = 0) -> None:
        self._moment_ms = moment_ms

    def now_ms(self) -> int:
        """The moment it was put to."""
        return self._moment_ms

    def put(self, moment_ms: int) -> None:
        """Sets the moment, UTC milliseconds."""
        self._moment_ms = moment_ms


class SystemIds:
    """Ids from a clock and the system's randomness."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def new_id(self) -> str:
        """A fresh UUIDv7."""
        return uuid7(self._clock.now_ms(), secrets.randbits(_RANDOM_BITS))


class SeededIds:
    """Ids from a clock and a seed: the same shop gets the same ids every time."""

    def __init__(self, clock: Clock, seed: str) -> None:
        self._clock = clock
        self._bits = random.Random(seed).getrandbits

    def new_id(self) -> str:
        """The next id of the seed."""
        return uuid7(self._clock.now_ms(), self._bits(_RANDOM_BITS))


def monotonic_s() -> float:
    """Seconds that never step back, for waiting and measuring only."""
    return time.monotonic()

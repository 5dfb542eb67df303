"""PINs as argon2id strings: 19 MiB, 2 passes, 1 lane (OWASP, about 20 ms). The library is loaded when the first PIN is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1


class ArgonPins:
    """Makes and checks PIN hashes. A fixed `salt` (16 bytes) is for the demo shop alone, whose bytes come from its seed."""

    def __init__(self, salt: bytes | None = None) -> None:
        self._salt = salt
        self._hasher: PasswordHasher | None = None

    def hash(self, pin: str) -> str:
        """An argon2id string."""
        return self._ready().hash(pin, salt=self._salt)

    def matches(self, pin_hash: str, pin: str) -> bool:
        """Whether the PIN is the one; a string that is no argon2 hash never matches."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._ready().verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False

    def _ready(self) -> PasswordHasher:
        if self._hasher is None:
            from argon2 import PasswordHasher

            self._hasher = PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
        return self._hasher

"""Ports for keys and PINs; the real ones are in app.security."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """The till's key."""

    def sign(self, digest: bytes) -> bytes:
        """Ed25519 over 32 bytes: 64 bytes."""
        ...

    def public_key(self) -> bytes:
        """32 bytes."""
        ...


class SignatureCheck(Protocol):
    """Checks signatures of a pinned public key."""

    def valid(self, digest: bytes, signature: bytes) -> bool:
        """Whether 64 bytes are the Ed25519 signature of 32 bytes."""
        ...


class PinHasher(Protocol):
    """argon2id strings for PINs."""

    def hash(self, pin: str) -> str:
        """A string of its own salt, for storing."""
        ...

    def matches(self, pin_hash: str, pin: str) -> bool:
        """False for a wrong PIN and for a string that is no hash."""
        ...

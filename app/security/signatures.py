"""Ed25519 (RFC 8032): signing with the till's key, checking against a pinned public key. `cryptography` is imported when it is needed."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SECRET_BYTES = 32


class TillKey:
    """Implements services.ports.security.Signer over a 32-byte secret. ValueError for another length."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise ValueError("a till key has 32 bytes")
        self._secret = secret
        self._key: Ed25519PrivateKey | None = None

    def sign(self, digest: bytes) -> bytes:
        """Ed25519 over the digest: 64 bytes."""
        return self._private().sign(digest)

    def member_key(self, member_id: str) -> bytes:
        """The secret of a member's changing code: made of the till's own, so that none is kept anywhere."""
        return hmac.new(self._secret, f"member code {member_id}".encode(), hashlib.sha256).digest()

    def public_key(self) -> bytes:
        """32 bytes."""
        return self._private().public_key().public_bytes_raw()

    def _private(self) -> Ed25519PrivateKey:
        if self._key is None:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

            self._key = Ed25519PrivateKey.from_private_bytes(self._secret)
        return self._key


class PinnedKey:
    """Implements services.ports.security.SignatureCheck for one public key of 32 bytes. ValueError for another length."""

    def __init__(self, public_key: bytes) -> None:
        if len(public_key) != 32:
            raise ValueError("a public key has 32 bytes")
        self._public_key = public_key
        self._key: Ed25519PublicKey | None = None

    def valid(self, digest: bytes, signature: bytes) -> bool:
        """Whether the signature over the digest was made by the pinned key."""
        from cryptography.exceptions import InvalidSignature

        if self._key is None:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

            self._key = Ed25519PublicKey.from_public_bytes(self._public_key)
        try:
            self._key.verify(signature, digest)
        except InvalidSignature:
            return False
        return True

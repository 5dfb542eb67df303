"""The till's Ed25519 key: `keys/till.key` (0600) in the data folder, its public half pinned in `till.pub` (architecture.md, Journal)."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.errors import Fault
from app.security.signatures import SECRET_BYTES, PinnedKey, TillKey


def create_key(folder: Path, secret: bytes | None = None) -> TillKey:
    """Makes the key of a new till, from `secret` (32 bytes) or the system's randomness. Fault key_exists."""
    path, pinned = _paths(folder)
    if path.exists():
        raise Fault("key_exists")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secret or os.urandom(SECRET_BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret.hex().encode())
        file.flush()
        os.fsync(file.fileno())
    key = TillKey(secret)
    pinned.write_text(key.public_key().hex() + "\n", encoding="ascii")
    return key


def load_key(folder: Path) -> TillKey:
    """The key of this till. Fault key_missing, key_damaged, key_changed (it is not the one that was pinned)."""
    path, _ = _paths(folder)
    key = TillKey(_read(path))
    if key.public_key() != load_public(folder):
        raise Fault("key_changed")
    return key


def load_public(folder: Path) -> bytes:
    """The pinned public key, 32 bytes. Fault key_missing, key_damaged."""
    return _read(_paths(folder)[1])


def pinned_check(folder: Path) -> PinnedKey:
    """Checks signatures against the pinned key. Faults as for `load_public`."""
    return PinnedKey(load_public(folder))


def _paths(folder: Path) -> tuple[Path, Path]:
    return folder / "keys" / "till.key", folder / "till.pub"


def _read(path: Path) -> bytes:
    try:
        value = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise Fault("key_missing", file=path.name) from None
    except ValueError:
        raise Fault("key_damaged", file=path.name) from None
    if len(value) != SECRET_BYTES:
        raise Fault("key_damaged", file=path.name)
    return value

"""Canonical JSON (programme.md G8) and its SHA-256: the one byte form of documents, snapshots and journal events.

Keys sorted by code point, no white space, UTF-8, only the quote, the backslash and U+0000-U+001F escaped (short forms where JSON
has them, else `\\u00xx`). The standard encoder writes exactly that; what it would let pass (fractions, keys that are no text) is
refused here first.
"""

from __future__ import annotations

import json
from hashlib import sha256

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def _refuse_fractions(value: object) -> None:
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str):
                raise TypeError(f"canonical JSON keys are text, not {type(key).__name__}")
            _refuse_fractions(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse_fractions(part)
    elif not isinstance(value, (str, int)):
        raise TypeError(f"canonical JSON holds no {kind.__name__}")


def canonical_text(value: object) -> str:
    """Canonical JSON of dicts, lists, tuples, text, integers, booleans and None. TypeError for anything else, fractions included."""
    _refuse_fractions(value)
    return _encode(value)


def canonical_bytes(value: object) -> bytes:
    """`canonical_text` in UTF-8. UnicodeEncodeError (a ValueError) for a lone surrogate, which has no UTF-8."""
    return canonical_text(value).encode()


def sha256_hex(data: bytes) -> str:
    """SHA-256 of bytes as 64 lower-case hex digits."""
    return sha256(data).hexdigest()

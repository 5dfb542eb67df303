"""The journal event: its header, its hash, and the draft a service hands to the journal writer.

hash = SHA-256("JF-EV1" ‖ prev_hash ‖ canonical JSON of all header fields ‖ payload bytes), canonical JSON being programme.md G8;
the signature is Ed25519 by the till's key over the hash. Frozen by tests/golden/journal from the first revision on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.canonical import canonical_bytes
from app.domain.ledger.booking import NO_BOOKING, Booking

SCHEMA_V = 1
GENESIS = b"\0" * 32
"""prev_hash of the first event of an origin."""
_DOMAIN = b"JF-EV1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """All header fields that the hash covers. Times are UTC milliseconds, `business_date` YYYY-MM-DD, ids 32 hex digits."""

    origin: str
    seq: int
    id: str
    type: str
    schema_v: int
    store_id: str
    shift_id: str | None
    actor_id: str | None
    approver_id: str | None
    business_date: str
    occurred_ms: int
    member_id: str | None
    reverses_id: str | None
    cause_key: str | None

    def to_mapping(self) -> dict[str, object]:
        """The header as the hash sees it: every field, None as null."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One booked event. `payload` holds canonical JSON bytes; `hash` and `prev_hash` are 32 bytes, `sig` 64."""

    header: Header
    payload: bytes
    prev_hash: bytes
    hash: bytes
    sig: bytes

    @property
    def short_hash(self) -> str:
        """The first 8 hex digits, as printed on receipts."""
        return self.hash.hex()[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What a service wants booked. The writer adds origin, seq, hashes and signature.

    `body` is the payload without its ledger part; `booking` becomes the payload's `ledger` and the posting rows.
    """

    id: str
    type: str
    store_id: str
    shift_id: str | None
    actor_id: str | None
    business_date: str
    occurred_ms: int
    body: Mapping[str, object]
    approver_id: str | None = None
    member_id: str | None = None
    reverses_id: str | None = None
    cause_key: str | None = None
    booking: Booking = field(default=NO_BOOKING)

    def payload(self) -> bytes:
        """The canonical payload bytes: the body and, where units move, the booking under `ledger`."""
        if self.booking is NO_BOOKING:
            return canonical_bytes(self.body)
        return canonical_bytes({**self.body, "ledger": self.booking.to_mapping()})


def event_hash(header: Header, payload: bytes, prev_hash: bytes) -> bytes:
    """SHA-256 over domain tag, previous hash, canonical header and payload: 32 bytes."""
    return hashlib.sha256(_DOMAIN + prev_hash + canonical_bytes(header.to_mapping()) + payload).digest()
